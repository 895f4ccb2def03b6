"""What holds for every check-in, of the shipped bank and of any other (design, section 5)."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fitcheck.questions.answers import NONE_OF_THESE, Answers, Reply, Responses, answers_of, card_id
from fitcheck.questions.compare import Way, compare, side_by_side
from fitcheck.questions.flow import (
    Plan,
    Walk,
    asked,
    gather_responses,
    item,
    path,
    slice_of,
)
from fitcheck.questions.loading.checklist import load_bank
from fitcheck.questions.model import Bank, Question
from fitcheck.questions.score import LEVELS, Result, judge, score
from fitcheck.vocabulary import Form, Gap, Kind, Level, Meeting, Part, Stage, Status, Weight

from .builders import EVENTS, SCALES, STAGES, bank, question, reply, theme

FLAGS = (Status.WORTH_RAISING, Status.WORTH_A_LOOK)
ORDER = (*FLAGS, Status.CANT_SAY_YET, Status.IN_PLACE)
"""The worst first; *not asked* is none of them."""

bounded = settings(
    max_examples=30,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@cache
def shipped() -> Bank:
    place = Path(__file__).resolve().parents[2] / "data" / "checklists.yaml"
    return load_bank(place.read_bytes(), str(place))


class Taken:
    """A check-in as it was taken."""

    def __init__(self, bank: Bank, plan: Plan, answers: Answers) -> None:
        self.bank = bank
        self.plan = plan
        self.answers = answers

    def __repr__(self) -> str:
        """What was asked and said, short enough to be told where a test fails."""
        said = {card: one.id for card, one in self.answers.replies.items() if card in self.cards}
        return f"Taken({self.plan}, {said})"

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What it asks."""
        return asked(self.bank, self.plan)

    @cached_property
    def cards(self) -> list[str]:
        """The cards its answers lead to."""
        return [card.id for card in path(self.questions, self.answers)]

    @cached_property
    def responses(self) -> Responses:
        """What is kept of it."""
        return gather_responses(self.bank, self.plan, self.questions, self.answers)

    @cached_property
    def result(self) -> Result:
        """Where it says things stand."""
        return score(Form.FULL, self.responses)

    def with_reply(self, card: str, said: str) -> "Taken":
        """The same check-in with one card answered in another way, on the same path."""
        changed = Taken(self.bank, self.plan, self.answers.with_reply(card, reply(said)))
        assume(changed.cards == self.cards)
        return changed


MOODS = {"best": 200, "gaps": 120, "any": 0}
"""How many of 256 answers follow the mood of a check-in; the others are any."""


@st.composite
def answers_to(draw: st.DrawFn, bank: Bank, questions: Sequence[Question]) -> Answers:
    """Answers to every card there can be, so that some fall off the path.

    One draw of bytes, a byte for each card: many draws would be slow.
    """
    mood = draw(st.sampled_from(sorted(MOODS)))
    cards = [(one, part) for one in questions for part in one.asked.parts]
    numbers = draw(st.binary(min_size=len(cards), max_size=len(cards)))
    replies = {
        card_id(one.id, part): reply(picked(bank, one, part, number, mood))
        for (one, part), number in zip(cards, numbers, strict=True)
    }
    return Answers(replies=replies)


def picked(bank: Bank, one: Question, part: Part, number: int, mood: str) -> str:
    options = choices(bank, one, part) + [str(gap) for gap in Gap]
    if number >= MOODS[mood]:
        return options[number % len(options)]
    if mood == "best":
        return best_choice(bank, one, part)
    return options[-1 - number % len(Gap)]


def choices(bank: Bank, one: Question, part: Part) -> list[str]:
    if one.kind is Kind.TICKS:
        return [NONE_OF_THESE]
    return [choice.id for choice in bank.scale_of(one.asked, part).choices]


def best_choice(bank: Bank, one: Question, part: Part) -> str:
    """The best answer to a card: what matters does, and is talked through."""
    options = choices(bank, one, part)
    if part is Part.MATTERS:
        return "yes"
    if part is not Part.ANSWER:
        return options[-1]
    row = bank.scale_of(one.asked, part).row(one.asked)
    well = [choice for choice, weight in zip(options, row, strict=False) if weight is Weight.OK]
    return {Kind.CONCERN: well[:1], Kind.EVENT: ["no"]}.get(one.kind, well[-1:] or options)[0]


@st.composite
def of_shipped(draw: st.DrawFn) -> Taken:
    """A check-in with the shipped bank, at any stage, by any plan."""
    only = st.sampled_from([(), (), (), *((one.id,) for one in shipped().questionnaires)])
    plan = Plan(
        stage=draw(st.sampled_from(STAGES)),
        meeting=draw(st.sampled_from([None, *Meeting])),
        only=draw(only),
        everything=draw(st.booleans()),
    )
    return Taken(shipped(), plan, draw(answers_to(shipped(), asked(shipped(), plan))))


KINDS = (Kind.GOOD, Kind.GOOD, Kind.CONCERN, Kind.FIT, Kind.EVENT)


def made_question(id: str, number: int, earlier: str) -> Question:
    """Some question: kind, weight, core and condition are read off one number."""
    kind = KINDS[number % 5]
    weight = number // 5 % 4
    plain = kind in (Kind.GOOD, Kind.CONCERN)
    is_core = number // 20 % 3 > 0
    rows = {Kind.CONCERN: ("sharp", "worse")[number % 2], Kind.EVENT: "slight"}
    return question(
        id,
        kind,
        row=rows.get(kind, "") if weight == 1 else "",
        at_most=Level.WATCH if weight == 2 and plain else None,
        matters=f"It matters: {id}." if weight == 3 and plain else "",
        core=STAGES if is_core else (),
        when={earlier: ("sometimes", "often", "once")} if earlier and not is_core else {},
    )


@st.composite
def of_any(draw: st.DrawFn) -> Taken:
    """A check-in with some bank of one to five themes on two points."""
    sizes = draw(st.lists(st.integers(3, 6), min_size=1, max_size=5))
    numbers = draw(st.binary(min_size=6 * len(sizes), max_size=6 * len(sizes)))
    themes = []
    for index, size in enumerate(sizes):
        ids = [f"t{index}-{place}" for place in range(size)]
        themes.append(
            theme(
                f"t{index}",
                *(
                    made_question(id, numbers[6 * index + place], ids[place - 1] if place else "")
                    for place, id in enumerate(ids)
                ),
                point=1 + numbers[6 * index] % 2,
            )
        )
    made = bank(*themes)
    plan = Plan(stage=Stage.ESTABLISHED, everything=draw(st.booleans()))
    return Taken(made, plan, draw(answers_to(made, asked(made, plan))))


any_check_in = st.one_of(of_shipped(), of_any())


def one_card(data: st.DataObject, taken: Taken) -> tuple[Question, Part, list[str]]:
    """A card of the path, and everything that can be answered to it."""
    cards = path(taken.questions, taken.answers)
    assume(cards)
    # By its place: what is drawn from is told where a test fails, and cards are long.
    card = cards[data.draw(st.integers(0, len(cards) - 1))]
    options = choices(taken.bank, card.question, card.part) + [str(gap) for gap in Gap]
    return card.question, card.part, options


def statuses(result: Result) -> Mapping[str, Status]:
    """Of every point and every theme that was asked."""
    standings = (*result.points, *result.themes)
    return {one.id: one.status for one in standings if one.status is not Status.NOT_ASKED}


def no_worse(before: Result, after: Result) -> bool:
    was, now = statuses(before), statuses(after)
    return all(ORDER.index(now[id]) >= ORDER.index(was[id]) for id in was.keys() & now.keys())


def leads_alike(first: Taken, second: Taken, one: Question) -> bool:
    """Whether two check-ins ask the same, but for further cards of this question."""
    rest = [
        [card for card in each.cards if card.partition(".")[0] != one.id]
        for each in (first, second)
    ]
    return rest[0] == rest[1]


def badness(taken: Taken, id: str) -> tuple[int, bool] | None:
    """How an answer is read, the worse the higher; None for a gap."""
    responses = taken.responses
    said = responses.item(id)
    finding = judge(said, responses) if said is not None else None
    return (LEVELS.index(finding.level), finding.alone) if finding is not None else None


@bounded
@given(any_check_in, st.data())
def test_no_better_answer_worsens_a_status(taken: Taken, data: st.DataObject) -> None:
    """Of any two answers to a card the better one never gives the worse word."""
    one, part, options = one_card(data, taken)
    card = card_id(one.id, part)
    first, second = (taken.with_reply(card, data.draw(st.sampled_from(options))) for _ in range(2))
    assume(leads_alike(first, second, one))
    one_way, other_way = (badness(each, one.id) for each in (first, second))
    if one_way is None or other_way is None:
        return
    if other_way <= one_way:
        assert no_worse(first.result, second.result)
    if one_way <= other_way:
        assert no_worse(second.result, first.result)


@bounded
@given(any_check_in, st.data(), st.sampled_from([Gap.SKIP, Gap.NOT_SURE]))
def test_a_good_answer_in_place_of_a_gap_worsens_nothing(
    taken: Taken, data: st.DataObject, gap: Gap
) -> None:
    """Nobody is worse off for answering well what was skipped or unsure."""
    one, part, _ = one_card(data, taken)
    card = card_id(one.id, part)
    well = taken.with_reply(card, best_choice(taken.bank, one, part))
    left_open = taken.with_reply(card, gap)
    assume(leads_alike(left_open, well, one))
    assert no_worse(left_open.result, well.result)


@bounded
@given(any_check_in, st.data())
def test_skipping_lifts_nothing_and_hides_no_raise(taken: Taken, data: st.DataObject) -> None:
    """A skip gives no better word than a good answer, and leaves every other concern."""
    one, part, _ = one_card(data, taken)
    card = card_id(one.id, part)
    skipped = taken.with_reply(card, "skip")
    well = taken.with_reply(card, best_choice(taken.bank, one, part))
    if leads_alike(skipped, well, one):
        assert no_worse(skipped.result, well.result)
    raised = {id for id in named(taken, Level.RAISE) if id != one.id}
    assert raised <= named(skipped, Level.RAISE)


@bounded
@given(any_check_in)
def test_every_concern_is_named_and_flags(taken: Taken) -> None:
    """Every `watch` and `raise` stands under its theme and its point, and a `raise` flags them.

    A point is flagged by what everybody is asked, by what weighs alone, and by all
    where all was asked by wish.
    """
    result = taken.result
    homes = {theme.id: theme.point for theme in taken.responses.themes}
    for one in taken.responses.items:
        finding = judge(one, taken.responses)
        if finding is None or finding.level is Level.OK or one.theme is None:
            continue
        its_theme, its_point = result.theme(one.theme), result.point(homes[one.theme])
        assert its_theme is not None
        assert finding in its_theme.findings
        assert finding in its_point.findings
        if finding.level is Level.RAISE:
            assert its_theme.status in FLAGS
            if one.core or finding.alone or taken.responses.in_full:
                assert its_point.status in FLAGS


def named(taken: Taken, *levels: Level) -> set[str]:
    """The questions shown by name with one of these levels."""
    return {
        finding.question
        for point in taken.result.points
        for finding in point.findings
        if finding.level in levels
    }


@bounded
@given(any_check_in, st.data())
def test_what_does_not_apply_makes_no_concern(taken: Taken, data: st.DataObject) -> None:
    """It flags nothing that was not flagged.

    For a point: as long as some of its core applies. Where none does, all its
    answers are read together, and two that were only named before may flag it.
    A follow-up is no item of its own: left out, the event is a `watch`.
    """
    one, part, _ = one_card(data, taken)
    assume(part in (Part.MATTERS, Part.ANSWER))
    after = taken.with_reply(card_id(one.id, part), "does-not-apply")
    assert named(after, Level.RAISE) <= named(taken, Level.RAISE)
    assert named(after, *LEVELS[1:]) <= named(taken, *LEVELS[1:])
    was, now = statuses(taken.result), statuses(after.result)
    cores = {str(point.id) for point in taken.responses.points if core_applies(after, point.id)}
    for id, status in now.items():
        if status in FLAGS and (not id.isdigit() or id in cores):
            assert was[id] in FLAGS
            assert ORDER.index(status) >= ORDER.index(was[id])


def core_applies(taken: Taken, point: int) -> bool:
    themes = {theme.id for theme in taken.responses.themes if theme.point == point}
    return any(
        one.core and one.theme in themes and one.gap is not Gap.DOES_NOT_APPLY
        for one in taken.responses.items
    )


@settings(bounded, max_examples=12)
@given(any_check_in, st.randoms(use_true_random=False))
def test_the_order_of_answering_does_not_matter(taken: Taken, random: Random) -> None:
    """Answered by jumping about, in any order, the sheet is the same."""
    walk = Walk(questions=taken.questions)
    while opened := [card.id for card in walk.path if card.id not in walk.answers.replies]:
        card = random.choice(opened)
        walk = walk.jumped(card).replied(taken.answers.replies[card])
    assert (
        gather_responses(taken.bank, taken.plan, taken.questions, walk.answers) == taken.responses
    )
    assert walk.resumed().card is None


@bounded
@given(of_shipped(), st.lists(st.sampled_from(["yes", "no", "not-sure"]), min_size=20))
def test_a_separate_sign_changes_no_status(taken: Taken, signs: list[str]) -> None:
    """Whatever is said to the separate questions, the sheet does not know it."""
    separate = [one.id for one in taken.bank.separate.questions]
    said = {id: reply(sign) for id, sign in zip(separate, signs, strict=False)}
    beside = Answers(replies={**taken.answers.replies, **said})
    assert Taken(taken.bank, taken.plan, beside).responses == taken.responses


@bounded
@given(any_check_in)
def test_answers_off_the_path_change_nothing(taken: Taken) -> None:
    """The sheet of all answers is the sheet of those on the path."""
    on_path = {card: taken.answers.replies[card] for card in taken.cards}
    assert Taken(taken.bank, taken.plan, Answers(replies=on_path)).responses == taken.responses


@bounded
@given(any_check_in)
def test_a_draft_gives_the_same_sheet(taken: Taken) -> None:
    """The slice of the bank that a draft keeps scores like the whole one."""
    kept = slice_of(taken.bank, taken.questions)
    assert gather_responses(kept, taken.plan, taken.questions, taken.answers) == taken.responses


@bounded
@given(any_check_in)
def test_a_record_can_be_asked_again(taken: Taken) -> None:
    """What an item remembers is enough to ask its question anew and get the same item."""
    answers = answers_of(taken.responses.items)
    for one in taken.responses.items:
        again = item(taken.responses, Question(asked=one.asked), answers, core=one.core)
        assert again == one


@bounded
@given(any_check_in, st.integers(0, 40))
def test_back_and_on_again_change_no_answer(taken: Taken, steps: int) -> None:
    """Moving about a walk leaves its answers as they are."""
    walk = Walk(questions=taken.questions, answers=taken.answers).resumed()
    moved = walk.moved(-steps)
    assert moved.answers == walk.answers
    assert moved.moved(steps + 1).at == walk.at


@bounded
@given(any_check_in)
def test_without_statuses_only_the_word_is_withheld(taken: Taken) -> None:
    """Quick and looking tell what was found, and no status."""
    plain, silent = taken.result, score(Form.QUICK, taken.responses)
    assert not statuses(silent)
    assert [one.findings for one in silent.points] == [one.findings for one in plain.points]


@bounded
@given(st.one_of(st.tuples(of_shipped(), of_shipped()), st.tuples(of_any(), of_any())))
def test_comparing_is_the_same_both_ways(two: tuple[Taken, Taken]) -> None:
    """What is better one way is worse the other, and nothing else differs."""
    earlier, later = (one.responses for one in two)
    there, back = compare(earlier, later), compare(later, earlier)
    mirrored: dict[Way | None, Way] = {
        Way.BETTER: Way.WORSE,
        Way.WORSE: Way.BETTER,
    }
    verdicts = {one.id: one.verdict for one in back.themes}
    for one in there.themes:
        assert verdicts[one.id] is mirrored.get(one.verdict, one.verdict)
    ways = {Way.BETTER: Way.WORSE, Way.WORSE: Way.BETTER, None: None}
    assert {one.question: ways[one.way] for one in there.answers} == {
        one.question: one.way for one in back.answers
    }
    assert {one.question for one in there.newly_answered} == {
        one.question for one in back.no_longer_answered
    }


@bounded
@given(st.tuples(of_shipped(), of_shipped()))
def test_every_answer_is_told_at_most_once(two: tuple[Taken, Taken]) -> None:
    """An answer is an event, moved, newly or no longer answered, or not comparable."""
    earlier, later = (one.responses for one in two)
    changes = compare(earlier, later)
    told = [
        pair.question
        for pairs in (
            changes.events,
            changes.answers,
            changes.newly_answered,
            changes.no_longer_answered,
            changes.not_comparable,
        )
        for pair in pairs
    ]
    assert len(told) == len(set(told))
    assert set(told) <= {pair.question for pair in side_by_side(earlier, later).pairs}


@bounded
@given(any_check_in)
def test_compared_with_itself_nothing_moved(taken: Taken) -> None:
    """The same check-in twice has no news but the events that are always told."""
    changes = compare(taken.responses, taken.responses)
    assert not changes.answers
    assert not changes.newly_answered
    assert not changes.no_longer_answered
    verdicts = {one.verdict for one in (*changes.themes, *changes.points)}
    assert verdicts <= {Way.SAME, Way.NAMED}
    assert not any(one.new or one.gone for one in (*changes.themes, *changes.points))


BY_STAGE = [
    Plan(stage=stage, meeting=meeting, everything=everything)
    for stage, meeting, everything in product(STAGES, (None, *Meeting), (False, True))
]


def taken_with(plan: Plan, said: Mapping[str, Reply]) -> list[Status]:
    return [point.status for point in Taken(shipped(), plan, Answers(replies=said)).result.points]


@pytest.mark.parametrize("plan", BY_STAGE, ids=str)
def test_best_answers_are_in_place(plan: Plan) -> None:
    """At every stage, however they meet, best answers give *in place* five times."""
    best = {
        card_id(one.id, part): reply(best_choice(shipped(), one, part))
        for one in asked(shipped(), plan)
        for part in one.asked.parts
    }
    assert taken_with(plan, best) == [Status.IN_PLACE] * 5


@pytest.mark.parametrize("plan", BY_STAGE, ids=str)
def test_all_skipped_cant_say_yet(plan: Plan) -> None:
    """At every stage, however they meet, nothing answered gives *can't say yet* five times."""
    skipped = {one.id: reply("skip") for one in asked(shipped(), plan)}
    assert taken_with(plan, skipped) == taken_with(plan, {}) == [Status.CANT_SAY_YET] * 5


@pytest.mark.parametrize("stage", STAGES)
def test_the_core_asks_of_every_point(stage: Stage) -> None:
    """Some themes for each point, three or four questions each, and none with a condition."""
    plan = Plan(stage=stage)
    core = asked(shipped(), plan)
    assert 30 <= len(core) <= 40
    assert not any(one.when for one in core)
    sizes = [sum(one.theme == theme.id for one in core) for theme in shipped().themes]
    assert set(sizes) <= {0, 3, 4}
    for point in Taken(shipped(), plan, Answers()).result.points:
        assert point.parts_asked == point.parts
        fewest = 1 if stage is Stage.ENDING and point.id == "1" else 2
        assert fewest <= point.parts <= (4 if point.id == "5" else 3)


@pytest.mark.parametrize("stage", STAGES)
def test_the_quick_form_is_six_cards(stage: Stage) -> None:
    """Six questions at every stage, each one card."""
    plan = Plan(stage=stage, form=Form.QUICK)
    assert len(path(asked(shipped(), plan), Answers())) == 6


def test_the_scales_of_the_tests_are_those_of_the_bank() -> None:
    """What the other pages of these tests prove holds for the levels as shipped."""
    for id in ("often", "amount", "no-partly-yes"):
        assert shipped().scales[id].rows == SCALES[id].rows
    assert shipped().events == EVENTS
    for id in SCALES:
        order = [one.id for one in shipped().scales[id].choices]
        assert order == [one.id for one in SCALES[id].choices]


def test_at_most_is_never_raised() -> None:
    """What a person feels for their therapist is never worth raising by itself."""
    capped = [one for one in shipped().questions if one.asked.at_most is not None]
    assert {"special", "on-my-mind"} <= {one.id for one in capped}
    for one in capped:
        for choice in choices(shipped(), one, Part.ANSWER):
            plan = Plan(stage=Stage.LONG_TERM, everything=True)
            said = Answers(replies={one.id: reply(choice)})
            made = Taken(shipped(), plan, said).responses
            (its_item,) = (each for each in made.items if each.id == one.id)
            finding = judge(its_item, made)
            assert finding is not None
            assert finding.level is not Level.RAISE
