"""What a card of the walk shows beside its statement."""

from datetime import UTC, datetime

import pytest

from fitcheck.checkin.interview import MOST_WORDS, view
from fitcheck.content import bank
from fitcheck.questions.answers import Reply
from fitcheck.questions.flow import Plan, Walk, asked
from fitcheck.questions.model import Question
from fitcheck.terminal.card import CardScene
from fitcheck.terminal.prompts import CardView
from fitcheck.terminal.scene import Room
from fitcheck.terminal.wrap import wrap
from fitcheck.vocabulary import Form, Gap, Part, SessionToCome, Stage

AT = datetime(2026, 11, 26, tzinfo=UTC)


STAGES = [stage for stage in Stage if stage is not Stage.LOOKING]


def cards_of(stage: Stage) -> list[CardView]:
    """Every card of a check-in, as it shows when all before it was left open."""
    plan = Plan(stage=stage, meeting=None, form=Form.FULL)
    walk = Walk(questions=asked(bank(), plan)).resumed()
    shown: list[CardView] = []
    while walk.card is not None:
        card = view(bank(), walk)
        shown.append(card)
        walk = walk.replied(Reply(gap=Gap.SKIP, at=AT))
    return shown


@pytest.mark.parametrize("stage", STAGES)
def test_few_words_stand_above_a_statement(stage: Stage) -> None:
    """What a theme and a questionnaire say above a card is short, and none of it is lost."""
    intros = [card.intro for card in cards_of(stage) if card.intro]
    assert intros
    assert all(len(intro.split()) <= MOST_WORDS for intro in intros)
    told = " ".join(intros)
    themes = {card.heading for card in cards_of(stage)}
    for theme in bank().themes:
        if (
            theme.title in themes
            and sum(card.heading == theme.title for card in cards_of(stage)) > 1
        ):
            assert theme.note in told


@pytest.mark.parametrize("size", [(24, 40), (24, 80), (20, 80)])
@pytest.mark.parametrize("stage", STAGES)
def test_a_statement_stands_apart_from_the_words_above_it(
    stage: Stage, size: tuple[int, int]
) -> None:
    """In a narrow window, too, an empty line parts it from what introduces it."""
    room = Room(*size)
    for card in cards_of(stage):
        laid = CardScene.of(card).lay(room).lines
        lines = ["".join(text for _, text in line) for line in laid]
        statement = lines.index(wrap(card.text, room.width)[0])
        assert not lines[statement - 1]


def test_what_was_answered_stays_above() -> None:
    """In a theme, what was answered before stands above with its answer."""
    cards = cards_of(Stage.ESTABLISHED)
    second = next(at for at in range(1, len(cards)) if cards[at].above and not cards[at - 1].above)
    before = cards[second - 1]
    assert cards[second].heading == before.heading
    assert [one.statement for one in cards[second].above] == [before.text]
    assert cards[second].above[0].answer == "left open"


def test_a_sharp_question_is_read_alone() -> None:
    """In a theme whose answers may weigh alone nothing stands beside the open statement."""
    sharp = {theme.title for theme in bank().themes if any(map(may_weigh_alone, theme.questions))}
    assert sharp
    for card in cards_of(Stage.ESTABLISHED):
        assert not (card.heading in sharp and card.above)


def may_weigh_alone(question: Question) -> bool:
    """Whether one answer to it can be enough."""
    return bank().is_sharp(question.asked)


def test_a_turn_is_told() -> None:
    """Where questions turn from good signs to trouble a line says so, and not on each card."""
    cards = cards_of(Stage.ESTABLISHED)
    turned = [card for card in cards if card.turn]
    assert turned
    assert len(turned) < len(cards) / 2
    assert not cards[0].turn


def test_what_does_not_matter_is_no_answer_to_the_statement_behind_it() -> None:
    """A no to *it matters to me* stands as *does not apply* beside the statement, not as a no."""
    plan = Plan(stage=Stage.ENDING, session_to_come=SessionToCome.YES)
    walk = Walk(questions=asked(bank(), plan)).resumed()
    while walk.card is not None and walk.card.part is not Part.MATTERS:
        walk = walk.replied(Reply(gap=Gap.SKIP, at=AT))
    assert walk.card is not None
    statement = walk.card.question.text
    shown = view(bank(), walk.replied(Reply(choice="no", at=AT))).above
    assert {one.statement: one.answer for one in shown}[statement] == "does not apply"
