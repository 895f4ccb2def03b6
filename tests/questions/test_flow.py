"""What is asked, in which order, and where a person is on the way (design, sections 4 and 9)."""

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace

from fitcheck.questions.answers import Answers, Item, Reply
from fitcheck.questions.flow import Plan, asked, gather_responses, item, slice_of
from fitcheck.questions.model import Bank, Ended, LookingList, Question
from fitcheck.questions.score import judge, score
from fitcheck.vocabulary import Form, Gap, Kind, Meeting, Part, SessionToCome, Stage

from .builders import (
    FULL,
    answers,
    bank,
    cards,
    check_in,
    event,
    fact,
    further,
    good,
    mattering,
    question,
    questionnaire,
    reply,
    theme,
    ticks,
    walk,
)

PATHS = {
    "plain questions are one card each": (
        [good("a"), good("b")],
        {},
        ["a", "b"],
    ),
    "an event that did not happen is one card": (
        [event("e"), good("b")],
        {"e": "no"},
        ["e", "b"],
    ),
    "an event that happened has its two follow-ups": (
        [event("e"), good("b")],
        {"e": "once"},
        ["e", "e.talked", "e.after", "b"],
    ),
    "an event that happened more than once has them too": (
        [event("e")],
        {"e": "more-than-once"},
        ["e", "e.talked", "e.after"],
    ),
    "an event left open has no follow-ups": ([event("e")], {"e": "not-sure"}, ["e"]),
    "what may matter asks that first": ([mattering("m")], {}, ["m.matters"]),
    "what matters is asked": ([mattering("m")], {"m.matters": "yes"}, ["m.matters", "m"]),
    "what does not matter is not asked": ([mattering("m")], {"m.matters": "no"}, ["m.matters"]),
    "nor is what may or may not": ([mattering("m")], {"m.matters": "not-sure"}, ["m.matters"]),
    "a condition that holds": (
        [good("a"), good("b", when={"a": ("rarely", "sometimes")})],
        {"a": "sometimes"},
        ["a", "b"],
    ),
    "a condition that another choice does not meet": (
        [good("a"), good("b", when={"a": ("rarely",)})],
        {"a": "often"},
        ["a"],
    ),
    "an open card never holds": ([good("a"), good("b", when={"a": ("rarely",)})], {}, ["a"]),
    "a gap never holds": (
        [good("a"), good("b", when={"a": ("rarely",)})],
        {"a": "skip"},
        ["a"],
    ),
    "all lines must hold": (
        [good("a"), good("b"), good("c", when={"a": ("often",), "b": ("often",)})],
        {"a": "often", "b": "rarely"},
        ["a", "b"],
    ),
    "an event can be a condition": (
        [event("e"), good("b", when={"e": ("once", "more-than-once")})],
        {"e": "once"},
        ["e", "e.talked", "e.after", "b"],
    ),
    "a condition on what is not asked never holds": (
        [good("b", when={"a": ("often",)})],
        {"a": "often"},
        [],
    ),
    "an answer that fell off the path leads nowhere": (
        [
            good("a"),
            good("b", when={"a": ("rarely",)}),
            good("c", when={"b": ("rarely",)}),
        ],
        {"a": "often", "b": "rarely", "c": "rarely"},
        ["a"],
    ),
    "nor does the answer to what no longer matters": (
        [mattering("m"), good("b", when={"m": ("often",)})],
        {"m.matters": "no", "m": "often"},
        ["m.matters"],
    ),
}


@pytest.mark.parametrize(("questions", "given", "ids"), PATHS.values(), ids=PATHS.keys())
def test_path(questions: list[Question], given: dict[str, str], ids: list[str]) -> None:
    """The same answers always lead to the same cards."""
    assert cards(questions, given) == ids


def ids(questions: tuple[Question, ...]) -> str:
    return " ".join(one.id for one in questions)


A_BANK = bank(
    questionnaire(
        "one",
        theme("first", good("a"), good("b"), further(good("c"))),
        fact("f"),
    ),
    questionnaire(
        "two",
        theme(
            "second",
            good("d", core=(Stage.ENDING,)),
            good("e", stages=(Stage.ENDING,), core=()),
            good("v", meetings=(Meeting.VIDEO,)),
            good("only-quick", stages=(), core=()),
        ),
    ),
    quick=("only-quick", "b"),
    looking=(
        LookingList(id="mine", title="Mine", questions=(question("look", Kind.FACT, list="mine"),)),
    ),
)

ASKED = {
    "the core of the stage": (Plan(stage=Stage.ESTABLISHED), "a b v"),
    "another stage has another core": (Plan(stage=Stage.ENDING), "a b d v"),
    "an unknown meeting asks all, a known one what fits it": (
        Plan(stage=Stage.ESTABLISHED, meeting=Meeting.PHONE),
        "a b",
    ),
    "everything of the stage": (Plan(stage=Stage.ESTABLISHED, everything=True), "a b c f d v"),
    "one questionnaire in full": (Plan(stage=Stage.ENDING, only=("two",)), "d e v"),
    "the quick form, in its own order and at any stage": (
        Plan(stage=Stage.FIRST_SESSIONS, form=Form.QUICK),
        "only-quick b",
    ),
    "before booking: the lists": (Plan(stage=Stage.LOOKING, form=Form.LOOKING), "look"),
}


@pytest.mark.parametrize(("plan", "expected"), ASKED.values(), ids=ASKED.keys())
def test_what_is_asked(plan: Plan, expected: str) -> None:
    """Stage, meeting and form decide which questions a check-in has."""
    assert ids(asked(A_BANK, plan)) == expected


def test_an_answers_file_may_answer_more_of_the_stage() -> None:
    """Further questions join in the order of the bank, those of another stage never."""
    assert ids(asked(A_BANK, FULL, also={"c", "f", "e"})) == "a b c f v"


def test_an_answers_file_may_answer_more_than_the_quick_form() -> None:
    """The six come first, then whatever else of the stage was answered, nothing twice."""
    plan = Plan(stage=Stage.ESTABLISHED, form=Form.QUICK)
    assert ids(asked(A_BANK, plan, also={"a", "b", "e"})) == "only-quick b a"


def test_an_own_file_is_asked_in_full_after_the_core() -> None:
    """A person's own questionnaire needs no core, and `--only` asks it alone."""
    own = bank(
        theme("t", good("a"), further(good("b"))),
        questionnaire("mine/small", theme("mine/t", further(good("mine/a")))),
        name="mine",
    )
    assert ids(asked(own, FULL)) == "a mine/a"
    assert ids(asked(own, msgspec.structs.replace(FULL, only=("mine/small",)))) == "mine/a"


def test_a_walk_from_start_to_end() -> None:
    """Each reply leads one card on, behind the last there is none, and a skip is an answer."""
    here = walk([good("a"), event("e"), good("b")])
    seen = []
    for said in ("often", "once", "skip", "better", "does-not-apply"):
        assert here.card is not None
        seen.append(here.card.id)
        here = here.replied(reply(said))
    assert seen == ["a", "e", "e.talked", "e.after", "b"]
    assert here.card is None
    assert here.replied(reply("often")) == here
    assert here.noted("late") == here


def test_place_is_counted_in_questions() -> None:
    """The three cards of an event are one place, so the end never runs away."""
    here = walk([good("a"), event("e"), good("b")], {"a": "often", "e": "once"})
    assert (here.at, here.place) == ("e.talked", (2, 3))
    assert here.replied(reply("yes")).place == (2, 3)
    assert here.moved(9).place == (3, 3)
    assert walk([]).place == (0, 0)


def test_back_is_a_move_and_never_an_undo() -> None:
    """Back keeps every answer, and stops at the first card."""
    here = walk([good("a"), good("b"), good("c")], {"a": "often", "b": "rarely"})
    back = here.back().back()
    assert back.at == "a"
    assert back.answers == here.answers
    assert back.back().at == "a"
    assert here.moved(5).back().at == "c"


def test_an_answer_given_again_replaces_the_old_one() -> None:
    """After Back the new answer holds, and later cards keep theirs."""
    here = walk([good("a"), good("b")], {"a": "often", "b": "rarely"}).jumped("a")
    here = here.replied(reply("sometimes"))
    assert here.at == "b"
    assert {card: said.id for card, said in here.answers.replies.items()} == {
        "a": "sometimes",
        "b": "rarely",
    }


def test_jump_goes_by_id() -> None:
    """Any card of the path can be reached; any other id changes nothing."""
    here = walk([good("a"), event("e"), good("b")], {"a": "often"})
    assert here.jumped("b").at == "b"
    assert here.jumped("e.talked") == here
    assert here.jumped("nowhere") == here


def test_resume_starts_at_the_first_open_card() -> None:
    """Whatever was open comes first, also a follow-up; nothing open: behind the last."""
    questions = [good("a"), event("e"), good("b")]
    assert walk(questions, {"a": "often", "b": "often"}).at == "e"
    assert walk(questions, {"a": "often", "b": "often", "e": "once"}).at == "e.talked"
    assert walk(questions, {"a": "often", "b": "often", "e": "no"}).card is None
    assert walk(questions, {"a": "skip"}).at == "e"


def test_resume_after_an_answer_opened_earlier_cards() -> None:
    """A change that opens cards in the middle is found on resuming."""
    here = walk([event("e"), good("b")], {"e": "no", "b": "often"})
    assert here.card is None
    changed = here.jumped("e").replied(reply("once"))
    assert changed.at == "e.talked"
    assert changed.moved(2).at == "b"
    assert changed.moved(2).resumed().at == "e.talked"


def test_answers_off_the_path_are_kept_and_not_scored() -> None:
    """Taking a "once" back keeps its follow-ups in the draft and off the sheet."""
    given = {"e": "once", "e.talked": "yes", "e.after": "worse", "b": "often"}
    here = walk([event("e"), good("b")], given).jumped("e").replied(reply("no"))
    assert here.answers.replies["e.after"].id == "worse"
    made = bank(theme("t", event("e"), good("b")))
    one = gather_responses(made, FULL, here.questions, here.answers).items[0]
    assert (one.reply.id, one.talked, one.after) == ("no", None, None)
    again = here.jumped("e").replied(reply("once"))
    assert again.answers.replies["e.after"].id == "worse"


def test_a_question_off_the_path_is_not_on_the_sheet() -> None:
    """What a condition closes leaves the sheet, with its kept answer."""
    made = bank(theme("t", good("a"), further(good("b", when={"a": ("rarely",)}))))
    assert [one.id for one in check_in(made, {"a": "often", "b": "rarely"}).items] == ["a"]


def test_what_does_not_matter_leaves_no_answer_behind() -> None:
    """An answer kept from before is not on the item, not even its label."""
    made = bank(theme("t", mattering("m")))
    one = check_in(made, {"m.matters": "no", "m": "rarely"}).items[0]
    assert (one.gap, one.reply.choice, one.label) == (Gap.DOES_NOT_APPLY, None, "")


@pytest.mark.parametrize(
    ("given", "gap"),
    [
        ({}, Gap.SKIP),
        ({"m.matters": "skip"}, Gap.SKIP),
        ({"m.matters": "not-sure"}, Gap.NOT_SURE),
        ({"m.matters": "does-not-apply"}, Gap.DOES_NOT_APPLY),
        ({"m.matters": "no"}, Gap.DOES_NOT_APPLY),
        ({"m.matters": "yes"}, Gap.SKIP),
        ({"m.matters": "yes", "m": "not-sure"}, Gap.NOT_SURE),
        ({"m.matters": "yes", "m": "does-not-apply"}, Gap.DOES_NOT_APPLY),
        ({"m.matters": "yes", "m": "rarely"}, None),
    ],
)
def test_two_cards_of_what_may_matter_are_one_item(given: dict[str, str], gap: Gap | None) -> None:
    """A gap on the first card is the item's, and "no" is *does not apply*."""
    (one,) = check_in(bank(theme("t", mattering("m"))), given).items
    assert one.gap is gap


def test_an_item_explains_itself() -> None:
    """A record keeps the wording, the scale, the label, the note and when it was said."""
    at = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    later = datetime(2024, 5, 6, 7, 9, tzinfo=UTC)
    said = Answers(
        replies={
            "e": Reply(choice="more-than-once", at=at),
            "e.talked": Reply(choice="yes", at=later),
        },
        notes={"e": "the bill"},
    )
    made = bank(theme("t", event("e", rev=3, row="slight", private=True)))
    one = item(made, next(made.questions), said, core=True)
    assert one.text == "Statement e."
    assert (one.rev, one.asked.row, one.private, one.core) == (3, "slight", True, True)
    assert (one.questionnaire, one.theme, one.asked.window) == ("q", "t", "Lately")
    assert (one.scale, one.label, one.note) == ("happened", "more than once", "the bill")
    assert one.reply.at == at
    assert one.talked == Reply(choice="yes", at=later)
    assert one.after == Reply(gap=Gap.SKIP)


def test_a_sheet_holds_all_that_scoring_needs() -> None:
    """Every asked question is on it, an open one as skipped, with scales, themes and points."""
    made = bank(theme("t", good("a"), event("e"), further(good("b"))), theme("u", good("c")))
    one = check_in(made, {"a": "often", "e": "once"})
    assert [(item.id, item.reply.id) for item in one.items] == [
        ("a", "often"),
        ("e", "once"),
        ("c", "skip"),
    ]
    assert set(one.scales) == {"often", "happened", "talked", "after", "matters"}
    assert [theme.id for theme in one.themes] == ["t", "u"]
    assert len(one.points) == 5


def test_before_booking_an_item_knows_its_list() -> None:
    """The three lists of a person who is looking are told apart on the sheet."""
    plan = Plan(stage=Stage.LOOKING, form=Form.LOOKING)
    made = check_in(A_BANK, {"look": "partly"}, plan)
    assert [made.titles[one.asked.list] for one in made.items] == ["Mine"]


def theme_cores(made: Bank, plan: Plan) -> dict[str, bool]:
    return {one.id: one.core for one in check_in(made, {}, plan).themes}


def test_a_theme_knows_whether_everybody_is_asked_it() -> None:
    """Core means: at this stage, and the way they meet."""
    made = bank(
        theme("always", good("a")),
        theme("ending", good("b", core=(Stage.ENDING,))),
        theme("seen", good("c", meetings=(Meeting.VIDEO, Meeting.IN_PERSON))),
    )
    assert theme_cores(made, FULL) == {"always": True, "ending": False, "seen": True}
    phone = Plan(stage=Stage.ENDING, meeting=Meeting.PHONE)
    assert theme_cores(made, phone) == {"always": True, "ending": True, "seen": False}


def test_a_draft_scores_like_the_bank_it_was_begun_with() -> None:
    """The slice a draft keeps gives the very sheet that the whole bank gives."""
    for plan in (FULL, Plan(stage=Stage.ENDING, only=("two",)), Plan(stage=Stage.ESTABLISHED)):
        questions = asked(A_BANK, plan)
        kept = slice_of(A_BANK, questions)
        said = answers({"a": "often", "d": "rarely"})
        assert gather_responses(kept, plan, questions, said) == gather_responses(
            A_BANK, plan, questions, said
        )


def test_a_slice_leaves_the_rest_of_the_bank_behind() -> None:
    """No draft carries questions that are neither asked nor needed."""
    kept = slice_of(A_BANK, asked(A_BANK, Plan(stage=Stage.ESTABLISHED, only=("one",))))
    assert ids(tuple(kept.questions)) == "a b c f d v"
    assert kept.quick == ("b",)


def test_the_parts_of_a_question_are_its_cards() -> None:
    """An event has three cards, what may matter two, everything else one."""
    assert event("e").asked.parts == (Part.ANSWER, Part.TALKED, Part.AFTER)
    assert mattering("m").asked.parts == (Part.MATTERS, Part.ANSWER)
    assert good("a").asked.parts == (Part.ANSWER,)


# Ticks, people who were sent, and the end.

TICKS = bank(
    theme("t", good("a"), good("b"), good("c")),
    ticks("notice", "empty", "worse", only_at={"worse": Stage.FIRST_SESSIONS}),
)


def ticked(*lines: str, stage: Stage = Stage.ESTABLISHED) -> Item:
    plan = Plan(stage=stage)
    said = Answers(replies={"notice": Reply(ticked=lines)})
    (one,) = (
        item
        for item in gather_responses(TICKS, plan, asked(TICKS, plan), said).items
        if item.kind is Kind.TICKS
    )
    return one


def test_a_card_of_ticks_is_one_card_behind_the_themes() -> None:
    """However many lines it has, it is asked once, with the lines of the stage."""
    asked_then = asked(TICKS, FULL)
    assert cards(asked_then, {}) == ["a", "b", "c", "notice"]
    assert [line.id for line in asked_then[-1].asked.lines] == ["empty"]
    first = asked(TICKS, Plan(stage=Stage.FIRST_SESSIONS))
    assert [line.id for line in first[-1].asked.lines] == ["empty", "worse"]


def test_ticks_are_kept_in_the_order_of_the_card() -> None:
    """What was ticked first does not matter, and a record holds the words of each line."""
    one = ticked("worse", "empty", stage=Stage.FIRST_SESSIONS)
    assert one.reply.ticked == ("empty", "worse")
    assert [line.text for line in one.asked.lines] == ["Line empty.", "Line worse."]


def test_a_line_of_another_stage_is_left_out() -> None:
    """An answers file may tick what this stage does not ask; that is no tick, and no *none*."""
    assert ticked("worse", "empty").reply.ticked == ("empty",)
    assert ticked("worse").gap is Gap.SKIP


def test_ticks_change_no_status() -> None:
    """They are in no count, and move no theme and no point."""
    well = dict.fromkeys("abc", "often")
    plain = check_in(TICKS, {**well, "notice": "none"})
    with_ticks = replace(plain, items=(*plain.items[:-1], ticked("empty")))
    assert score(Form.FULL, with_ticks) == score(Form.FULL, plain)
    assert judge(ticked("empty"), with_ticks) is None


def test_who_was_sent_is_not_asked_what_is_not_theirs() -> None:
    """Whether one is free to end is asked of those who come of their own choice."""
    made = bank(theme("t", good("a"), good("b"), good("c"), good("free", own_choice=True)))
    assert ids(asked(made, FULL)) == "a b c free"
    assert ids(asked(made, replace(FULL, own_choice=False))) == "a b c"


OVER = bank(
    theme("t", good("a"), good("b"), good("c")),
    theme("leaving", good("l"), good("m"), good("n")),
    fact("next"),
    fact("other"),
    ended=Ended(window="In our last weeks", leaves_out=("leaving",), asks=("next",)),
)


@pytest.mark.parametrize(
    ("to_come", "expected", "window"),
    [
        (SessionToCome.YES, "a b c l m n", "Lately"),
        (SessionToCome.NOT_SURE, "a b c l m n", "Lately"),
        (SessionToCome.NO, "a b c next", "In our last weeks"),
    ],
)
def test_where_no_session_is_to_come(to_come: SessionToCome, expected: str, window: str) -> None:
    """Nothing is asked of leaving, what comes next is, and all is about the last weeks."""
    plan = Plan(stage=Stage.ENDING, session_to_come=to_come)
    questions = asked(OVER, plan)
    assert ids(questions) == expected
    assert {one.asked.window for one in questions} == {window}
    kept = slice_of(OVER, questions)
    said = answers(dict.fromkeys("abc", "often"))
    once, again = (gather_responses(each, plan, questions, said) for each in (OVER, kept))
    assert once == again
    assert [theme.core for theme in once.themes] == [True, to_come is not SessionToCome.NO]


def test_only_at_the_end_can_it_be_over() -> None:
    """The word means nothing at another stage."""
    plan = Plan(stage=Stage.ESTABLISHED, session_to_come=SessionToCome.NO)
    assert ids(asked(OVER, plan)) == "a b c l m n"
