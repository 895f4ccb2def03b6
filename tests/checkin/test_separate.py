"""The separate questions: what is asked, what it is taken for, and that nothing stays."""

import pytest

from fitcheck.checkin.interview import Interview
from fitcheck.checkin.separate import SeparateAnswers, ask_separately
from fitcheck.checkin.setup import CheckInOptions, set_up
from fitcheck.content import bank
from fitcheck.terminal.prompts import Action, CardView, Menu
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.vocabulary import Meeting, Stage, Tier
from tests.world import World

LINES = {line.id: (gate, line) for gate in bank().separate.gates for line in gate.lines}
GATES = [gate.id for gate in bank().separate.gates]
ALL_NO = dict.fromkeys(GATES, "no")


class Listens(ScriptedPrompter):
    """A script that remembers which cards it saw."""

    def __init__(self, cards: dict[str, str]) -> None:
        leaves = {"leave-separate": "leave"}
        super().__init__(cards, choices={"separate": "yes", "after-separate": "go-on", **leaves})
        self.seen: list[CardView] = []
        self.menus: list[str] = []

    def select(self, menu: Menu) -> str | Action:
        """Pick, and remember where."""
        self.menus.append(menu.name)
        return super().select(menu)

    def card(self, card: CardView) -> str | Action:
        """Give the answer, or leave where the script says so."""
        self.seen.append(card)
        given = super().card(card)
        return Action.LEAVE if given == "leave" else given


def ask(world: World, cards: dict[str, str]) -> tuple[SeparateAnswers, Listens]:
    """Ask the separate questions of somebody who gives these answers."""
    prompter = Listens(cards)
    options = CheckInOptions(
        stage=Stage.ESTABLISHED, meeting=Meeting.IN_PERSON, own_choice=True, therapist=""
    )
    env = world.env()
    draft = set_up(env, prompter, bank(), options)
    interview = Interview(env=env, prompter=prompter, bank=bank(), draft=draft, store=None)
    return ask_separately(interview)[0], prompter


def lines_of(tier: Tier) -> list[str]:
    """The lines of a tier, each of another gate."""
    return list({gate.id: line.id for gate, line in LINES.values() if line.tier is tier}.values())


def saying_yes(*lines: str) -> dict[str, str]:
    """A yes to these lines and the gates they stand on."""
    return ALL_NO | {LINES[line][0].id: "yes" for line in lines} | dict.fromkeys(lines, "yes")


def test_four_gates_and_no_more_for_most(world: World) -> None:
    """Whoever says no four times is asked nothing else."""
    told, prompter = ask(world, ALL_NO)
    assert [card.id for card in prompter.seen] == GATES
    assert (told.answers, told.tier) == ((), None)


def test_all_lines_of_a_gate_are_in_sight(world: World) -> None:
    """A gate shows each of its lines, and how to leave."""
    _, prompter = ask(world, ALL_NO)
    for gate, card in zip(bank().separate.gates, prompter.seen, strict=True):
        assert all(line.line in str(card.body) for line in gate.lines)
        assert card.leave
        assert [option.key for option in card.choices] == ["n", "u", "y"]


def test_only_gates_that_opened_show_their_lines(world: World) -> None:
    """Lines are asked only of gates with a yes or a not sure, behind all four gates."""
    line = lines_of(Tier.A)[0]
    _, prompter = ask(world, saying_yes(line))
    gate, _ = LINES[line]
    assert [card.id for card in prompter.seen] == [*GATES, *(one.id for one in gate.lines)]


@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_one_of_tier_a_is_enough(world: World, answer: str) -> None:
    """A yes or a not sure to one line of tier A puts help from outside first."""
    line = lines_of(Tier.A)[0]
    told, _ = ask(world, saying_yes(line) | {line: answer})
    assert told.outside_help_first


def test_tier_b_is_b_alone(world: World) -> None:
    """One of tier B is B; two of them from different gates are A."""
    first, second, *_ = lines_of(Tier.B)
    assert ask(world, saying_yes(first))[0].tier is Tier.B
    assert ask(world, saying_yes(first, second))[0].tier is Tier.A


def test_a_yes_with_no_line_named_stays_a_yes(world: World) -> None:
    """Whoever says yes and names nothing is not passed over."""
    gate = bank().separate.gates[-1]
    told, _ = ask(world, ALL_NO | {gate.id: "yes"})
    assert told.outside_help_first


def test_leaving_keeps_nothing(world: World) -> None:
    """Leaving at any card drops what was said before it."""
    line = lines_of(Tier.A)[0]
    told, prompter = ask(world, saying_yes(line) | {line: "leave"})
    assert told == SeparateAnswers()
    assert prompter.menus[-1] == "leave-separate", "a yes is not dropped without a word"


def test_who_said_no_leaves_at_once(world: World) -> None:
    """Where nothing but no was said nothing is lost, so nothing is asked."""
    told, prompter = ask(world, ALL_NO | {GATES[-1]: "leave"})
    assert told == SeparateAnswers()
    assert "leave-separate" not in prompter.menus


def test_each_list_says_which_of_them_it_is(world: World) -> None:
    """The place goes with the words of a list: a small window has no row for a heading."""
    _, prompter = ask(world, ALL_NO)
    _, *others = prompter.seen
    for place, card in enumerate(others, start=2):
        assert card.text.startswith(f"List {place} of {len(GATES)}.")


def test_a_line_with_its_own_i_does_not_end_the_stem(world: World) -> None:
    """Below "My therapist, even once:" a line about the person is told as one of another kind."""
    _, prompter = ask(world, ALL_NO)
    shown = {block.text for card in prompter.seen for block in card.body if hasattr(block, "text")}
    own = [line.line for _, line in LINES.values() if line.own]
    assert own
    assert shown >= {f"Or this: {line}" for line in own}
    assert not shown & set(own)
