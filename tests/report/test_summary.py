"""The summary: at a glance, a point opened, on one screen when it is shown again."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from msgspec.structs import replace

from fitcheck.content import bank
from fitcheck.document import Answered, Blocks, StatusLine
from fitcheck.questions.answers import Answers, Reply, Responses
from fitcheck.questions.flow import Plan, asked, gather_responses
from fitcheck.questions.model import Question
from fitcheck.store.records import CheckIn
from fitcheck.terminal.output import tell
from fitcheck.texts import catalogue, say
from fitcheck.views.stand_outs import nothing_stands_out, outside_first, point_of, stand_outs
from fitcheck.views.summary import (
    all_answers,
    at_a_glance,
    full_summary,
    open_point,
    other_answers,
    short_summary,
    summary,
)
from fitcheck.vocabulary import Form, Gap, Kind, Meeting, Part, Stage, Weight
from tests.kept import check_in, drawn

FRAME = 4
"""Rows that the title, the closing line and the keys take around what a page shows."""

TICKS = next(one for one in bank().questionnaires if one.ticks).ticks[0]
TWO_TICKS = tuple(line.asked.id for line in TICKS.lines[-2:])

SOME = {"could-disagree": "no", "asks-how-it-goes": "rarely", "stuck": "often"}
GRAVE = {"goes-on-anyway": "often"}
SIX = {
    **SOME,
    "go-along": "often",
    "goes-on-anyway": "sometimes",
    "hurt-in-who-i-am": "once",
    "hurt-in-who-i-am.talked": "not-yet",
    "hurt-in-who-i-am.after": "same",
}


Given = Mapping[str, str | tuple[str, ...]]

NOTHING: Given = {}


def said(plan: Plan, given: Given) -> Responses:
    """A check-in with the shipped bank: whatever is not given is as good as can be."""
    questions = asked(bank(), plan)
    replies = {question.id: best(question) for question in questions}
    for name, choice in given.items():
        replies[name] = (
            Reply(ticked=choice)
            if isinstance(choice, tuple)
            else Reply(gap=Gap(choice))
            if choice in set(Gap)
            else Reply(choice=choice)
        )
    return gather_responses(bank(), plan, questions, Answers(replies=replies))


def best(question: Question) -> Reply:
    """The best answer there is to a question."""
    if question.kind is Kind.TICKS:
        return Reply(choice="none")
    scale = bank().scale_of(question.asked, Part.ANSWER)
    row = scale.row(question.asked)
    if Weight.OK not in row:
        return Reply(choice=scale.choices[0].id)
    # A good sign is best at the far end, a concern at the near one.
    places = [place for place, weight in enumerate(row) if weight is Weight.OK]
    return Reply(choice=scale.choices[places[-1 if row[-1] is Weight.OK else 0]].id)


def made(given: Given = NOTHING, stage: Stage = Stage.ESTABLISHED) -> CheckIn:
    """A full check-in of this stage."""
    plan = Plan(stage=stage, meeting=Meeting.IN_PERSON)
    return check_in("aaaaaa", said(plan, given), stage=stage)


def later(one: CheckIn, days: int = 40) -> CheckIn:
    """The same check-in so many days later."""
    span = timedelta(days=days)
    return replace(one, id="bbbbbb", started=one.started + span, finished=one.finished + span)


def rows(blocks: Blocks, width: int = 80) -> list[str]:
    return drawn(blocks, width).splitlines()


def test_five_points_with_their_words() -> None:
    """Each point has its number and its word; nothing else is said of it."""
    lines = [one for one in at_a_glance(made(SOME)) if isinstance(one, StatusLine)]
    assert [one.number for one in lines] == ["1", "2", "3", "4", "5"]
    assert all(one.status is not None for one in lines)


@pytest.mark.parametrize("given", [{}, SOME, SIX])
def test_a_glance_fits_one_screen(given: Given) -> None:
    """At 80 columns it stands on 24 rows with its title, the closing line and the keys."""
    now = later(made({**given, TICKS.id: TWO_TICKS}))
    shown = rows(at_a_glance(now, before=made()))
    assert len(shown) <= 24 - FRAME
    assert max(map(len, shown)) <= 80


def test_a_glance_can_be_read_at_40_columns() -> None:
    """Nothing is cut where the terminal is narrow."""
    assert max(map(len, rows(at_a_glance(made(SIX), before=made()), 40))) <= 40


def test_what_stands_out_is_counted() -> None:
    """How many stand out, of how many answers, and which point is enough by itself."""
    text = tell(at_a_glance(made(SIX)))
    found = stand_outs(made(SIX).responses)
    assert len(found) == 6
    assert f"{len(found)} of " in text
    assert [one.alone for one in found] == [True, True, False, False, False, False]
    assert "2 of them each count on their own (points 3 and 5)." in text


def test_no_answers_are_not_counted() -> None:
    """Where nothing that is counted was answered, no nought of noughts stands there."""
    plan = Plan(stage=Stage.ESTABLISHED)
    skipped = {question.id: "skip" for question in asked(bank(), plan)}
    for blocks in (at_a_glance(made(skipped)), short_summary(made(skipped), 1)):
        assert "0 of 0" not in tell(blocks)


def test_ticks_and_what_was_not_sure_are_told() -> None:
    """Every line that was ticked stands by its own words; not knowing is counted."""
    text = tell(at_a_glance(made({"have-hope": "not-sure"})))
    assert say("summary.unsure", count=1) in text
    card = next(one for one in bank().questionnaires if one.ticks).ticks[0]
    first = card.lines[0]
    ticked = made({card.id: (first.asked.id,)})
    assert first.asked.text in tell(at_a_glance(ticked))
    assert not nothing_stands_out(ticked)


def test_a_second_word_only_where_a_point_moved() -> None:
    """Last time's word stands beside a point that moved, and beside no other."""
    then = made({"understood": "rarely", "mean-what-they-say": "rarely", "safe-enough": "rarely"})
    lines = at_a_glance(later(made()), before=then)
    words = {one.number: one.before for one in lines if isinstance(one, StatusLine)}
    assert words["1"] == say("status.worth-raising")
    assert {words[number] for number in "2345"} == {""}


@pytest.mark.parametrize("given", [{"goes-on-anyway": "sometimes"}, {"private-contact": "often"}])
def test_grave_answers_name_someone_outside(given: Given) -> None:
    """A sharp answer, or limits that do not hold: on every page, on every later day."""
    one = made(given)
    told = say("summary.outside", count=1, points=str(outside_first(one)[0]))
    for blocks in (
        at_a_glance(one),
        short_summary(one, 1),
        full_summary(one, 1),
        summary(one),
    ):
        assert told in tell(blocks)


def test_ordinary_answers_name_nobody() -> None:
    """Being stuck, or not heard, is nothing that someone outside comes first for."""
    assert outside_first(made(SOME)) == ()
    assert outside_first(made({"worse": "almost-always"})) == ()


CALM = "middle-answers"


def test_no_calm_over_a_grave_answer() -> None:
    """That a low answer or two is common is said of one or two, and of no grave one."""
    assert say(f"sayings.{CALM}") in tell(at_a_glance(made({"stuck": "often"})))
    for given in (SOME, GRAVE, {"drift": "often"}, {"could-stop": "no"}):
        assert say(f"sayings.{CALM}") not in tell(at_a_glance(made(given))), given


def test_a_point_opens_to_its_answers() -> None:
    """Each answer stands beside its statement; then the article's point and research."""
    one = made(SOME)
    blocks = open_point(one, 2, bank())
    statements = {block.statement: block.answer for block in blocks if isinstance(block, Answered)}
    themes = {theme.id for theme in one.responses.themes if theme.point == 2}
    items = [item for item in one.responses.items if item.theme in themes]
    assert set(statements) == {item.text for item in items}
    point = next(one for one in bank().points if one.id == 2)
    assert point.article in tell(blocks)
    assert point.about in tell(blocks)


def test_after_tier_a_a_point_opens_without_a_status() -> None:
    """Her other answers have no mark, no word, no reason, and nothing to read over them."""
    one = made(SIX)
    answers = tell((*other_answers(one), *open_point(one, 3, bank(), without_statuses=True)))
    assert say("point.article") not in answers
    assert say("point.research") not in answers
    for group in ("status-alone", "answer.level", "answer.reason"):
        words = [text for key, text in catalogue().items() if key.startswith(f"{group}.")]
        assert not [text for text in words if str(text) in answers]


def test_shown_again_it_fits_one_screen() -> None:
    """With five answers that stand out `show` prints 24 rows at most, keys and all."""
    five = {name: choice for name, choice in SIX.items() if name != "stuck"}
    shown = rows(short_summary(made(five), 3))
    assert len(stand_outs(made(five).responses)) == 5
    assert len(shown) <= 24


def test_all_of_it_holds_every_answer_once() -> None:
    """`show --all` tells every answer in its own words."""
    one = made(SIX)
    text = tell(full_summary(one, 1))
    for item in one.responses.items:
        assert item.text.removesuffix(".") in text


def test_what_was_typed_at_a_card_is_found_again() -> None:
    """It stands below its answer in all answers, in `show --all` and where its point is opened."""
    one = made(SOME)
    first, *rest = one.responses.items
    items = (replace(first, note="The door was open."), *rest)
    one = replace(one, responses=replace(one.responses, items=items))
    point = point_of(first, one.responses) or 0
    for blocks in (
        all_answers(one.responses),
        full_summary(one, 1),
        open_point(one, point, bank()),
        open_point(one, point, bank(), without_statuses=True),
    ):
        assert tell(blocks).count("My note: The door was open.") == 1


def test_answers_stand_by_theme() -> None:
    """Every question is there, with its answer beside it."""
    one = made(SOME)
    shown = [block for block in all_answers(one.responses) if isinstance(block, Answered)]
    assert [block.statement for block in shown] == [item.text for item in one.responses.items]


SCALE_WORDS = ("Lately this is", "is rarely true", "is sometimes true", "is often true")


@pytest.mark.parametrize("form", Form)
def test_no_statement_with_a_scale_word(form: Form) -> None:
    """The answer stands beside its statement, never before it in one sentence."""
    stage = Stage.LOOKING if form is Form.LOOKING else Stage.ESTABLISHED
    plan = Plan(stage=stage, meeting=Meeting.IN_PERSON, form=form)
    one = check_in("aaaaaa", said(plan, {}), form=form, stage=stage)
    text = tell(short_summary(one, 1))
    assert not any(words in text for words in SCALE_WORDS)
