"""Two check-ins beside each other: `fitcheck compare`."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from fitcheck.content import bank as shipped
from fitcheck.questions.answers import Responses
from fitcheck.questions.compare import Changes, SideBySide
from fitcheck.questions.model import Bank, LookingList
from fitcheck.store.collection import Numbered, number_all
from fitcheck.store.records import CheckIn
from fitcheck.terminal.output import tell
from fitcheck.texts import say
from fitcheck.views.comparison import compare_check_ins, tell_changes
from fitcheck.views.side_by_side import tell_side_by_side
from fitcheck.views.summary import summary
from fitcheck.vocabulary import Form, Stage
from tests.kept import TWO_POINTS, WELL, check_in, drawn, keep, responses
from tests.questions import builders
from tests.questions.builders import event, fact, further, good, reworded, sharp, theme
from tests.world import World

ENDING = "What this cannot tell."

EVENTFUL = builders.bank(
    theme("ease", *map(good, "abc")),
    theme("say", *map(good, "def"), point=2),
    theme("strain", event("row"), event("slip"), further(event("snub")), point=5),
)
QUIET = {"row": "no", "slip": "no"}


def eventful(**given: str) -> Responses:
    cards = {name.replace("_", "."): choice for name, choice in given.items()}
    return responses({**QUIET, **cards}, EVENTFUL)


def pair(then: CheckIn, now: CheckIn) -> tuple[Numbered, Numbered]:
    first, second = number_all((then, now))
    return first, second


def changes(then: Responses, now: Responses, *, days: int = 40) -> str:
    """What plain mode tells of two full check-ins, without the ending of every summary."""
    return changes_of(check_in("aaaaaa", then), check_in("bbbbbb", now, days=days))


def changes_of(then: CheckIn, now: CheckIn) -> str:
    found = compare_check_ins(then, now)
    assert isinstance(found, Changes)
    return tell(tell_changes(*pair(then, now), found)).partition(ENDING)[0].strip()


def section(text: str, title: str) -> list[str]:
    """The lines under a heading."""
    part = text.partition(f"\n{title}.\n")[2]
    return part.partition("\n\n")[0].splitlines()


def test_a_whole_comparison() -> None:
    """The five points then and now, each answer that moved once, and the rest counted."""
    then = eventful(d="often", row="once", row_talked="yes", row_after="better", c="skip")
    now = eventful(
        a="rarely", d="sometimes", e="rarely", slip="once", slip_talked="not-yet",
        slip_after="same", snub="no", f="not-sure",
    )  # fmt: skip
    assert (
        changes(then, now)
        == """\
Two check-ins with Sam.
Check-in 1, 23 November 2026, five sessions or more; and check-in 2, 2 January 2027, five \
sessions or more, 5 weeks later.
1. Point 1. Worth a look. Too few of its answers moved to say more. Before: in place.
2. Point 2. Worth a look. Less good in more than one answer, and better in none. Before: in \
place.
3. Point 3. Not asked.
4. Point 4. Not asked.
5. Point 5. Worth a look. Too few of its answers moved to say more. Before: in place.

Less good than then.
Statement slip: once. Talked about: not yet; between us now: same. Then: no.
Statement a: rarely. Then: often.
Statement e: rarely. Then: often.
Statement d: sometimes. Then: often.

Not as it was then.
Statement row: no. Then: once (Talked about: yes; between us now: better).

The rest.
1 other answer is about the same. A small difference can be just the day. 2 questions were \
answered only now, and do not stand out. 1 question was answered only then, and did not stand out.
If you are not safe right now, call your local emergency number, or see: fitcheck learn help"""
    )


def test_nothing_moved() -> None:
    """Where nothing moved, that is said first, and nothing is made of a step."""
    text = changes(responses(), responses({"a": "almost-always", "d": "almost-always"}))
    assert "Nothing moved far." in text
    assert "6 other answers are about the same" in text


# What happened then and now -> the heading it stands under, and how it reads.
EVENTS: Sequence[tuple[dict[str, str], dict[str, str], str, str]] = (
    ({}, {"row": "once"}, "Less good than then", "Statement row: once. Then: no."),
    ({"row": "once"}, {}, "Better than then", "Statement row: no. Then: once."),
    (
        {"row": "once"},
        {"row": "more-than-once"},
        "Not as it was then",
        "Statement row: more than once. Then: once.",
    ),
    ({"row": "once"}, {"row": "once"}, "Happened, as before", "Statement row: once."),
    (
        {"row": "skip"},
        {"row": "once"},
        "Not as it was then",
        "Statement row: once. Then: left open.",
    ),
    (
        {"row": "once"},
        {"row": "not-sure"},
        "Not as it was then",
        "Statement row: not sure. Then: once.",
    ),
)


@pytest.mark.parametrize(("then", "now", "heading", "line"), EVENTS)
def test_events_are_always_told(
    then: dict[str, str], now: dict[str, str], heading: str, line: str
) -> None:
    """Whatever happened at one of the two times is told with both answers, once."""
    text = changes(eventful(**then), eventful(**now))
    assert section(text, heading) == [line]
    assert text.count("Statement row:") == 1


# An answer that stood out -> where it stands now, and how it reads.
GONE = {
    "often": ("Better than then", "Statement e: often. Then: almost never."),
    "sometimes": ("Better than then", "Statement e: sometimes. Then: almost never."),
    "skip": ("Not as it was then", "Statement e: left open. Then: almost never."),
}


@pytest.mark.parametrize("now", GONE)
def test_what_stood_out_and_does_not(now: str) -> None:
    """An answer left open is never told as one that got better."""
    then = {"d": "rarely", "e": "almost-never"}
    text = changes(responses(then), responses({"d": "rarely", "e": now}))
    heading, line = GONE[now]
    assert line in section(text, heading)
    assert text.count("Statement e:") == 1


def test_one_answer_that_weighs_alone_is_news() -> None:
    """Worth raising both times, and still the new one is told."""
    made = builders.bank(theme("say", good("d"), good("e"), sharp("s"), point=2))
    low = {"d": "rarely", "e": "rarely"}
    then = responses({**low, "s": "almost-never"}, made)
    now = responses({**low, "s": "sometimes"}, made)
    assert section(changes(then, now), "Less good than then") == [
        "Statement s: sometimes. Then: almost never."
    ]
    nearly = responses({**low, "s": "rarely"}, made)
    assert "Statement s." not in changes(then, nearly)


def test_a_part_can_move_where_its_point_does_not() -> None:
    """It is told under its own name."""
    made = builders.bank(
        theme("ease", *map(good, "abc")), theme("use", *(further(good(one)) for one in "def"))
    )
    now = responses({"a": "rarely", "d": "sometimes", "e": "sometimes"}, made)
    lines = section(changes(responses({"a": "rarely"}, made), now), "Parts that moved")
    assert lines[0] == "Use: worth a look. Then: in place."


def test_another_wording_stands_side_by_side() -> None:
    """Two wordings are shown with the reason, and are not compared."""
    reworded = builders.bank(
        theme("ease", good("a", rev=2, text="Another statement."), *map(good, "bc")),
        theme("say", *map(good, "def"), point=2),
    )
    text = changes(responses(), responses({"a": "almost-never"}, reworded))
    line = "Another statement: almost never. It was worded differently. Then: often."
    assert line in section(text, "What cannot be compared")
    assert "Another statement" not in text.partition("What cannot be compared")[0]


def test_other_questions_are_not_held_together() -> None:
    """A point whose word is another, and that rests on other questions, says so."""
    other = builders.bank(
        theme("ease", *map(good, "xyz")), theme("say", *map(good, "def"), point=2)
    )
    lower = responses({"x": "often", "y": "sometimes", "z": "sometimes"}, other)
    told = "1. Point 1. Worth a look. The questions were not the same. Before: in place."
    assert told in changes(responses(), lower)


def test_a_fact_is_told_and_never_judged() -> None:
    """What was found out has no better and no worse, and is named where it is new."""
    made = builders.bank(theme("ease", *map(good, "abc")), fact("fee", core=builders.STAGES))
    text = changes(responses({"fee": "no"}, made), responses({"fee": "yes"}, made))
    assert section(text, "Not as it was then") == ["Statement fee: yes. Then: no."]
    text = changes(responses({"fee": "skip"}, made), responses({"fee": "yes"}, made))
    assert "Statement fee: yes. Then: left open." in section(text, "Not as it was then")


def test_close_together() -> None:
    """Under three weeks one line says that feelings move a lot from week to week."""
    line = say("sayings.fluctuation")
    assert line in changes(responses(), responses(), days=20)
    assert line not in changes(responses(), responses(), days=21)


def test_quick_ones_have_answers_only() -> None:
    """Where one has no points, nothing is said of any; the answers are."""
    quick = check_in("aaaaaa", responses({"a": "almost-never"}), form=Form.QUICK)
    text = changes_of(quick, check_in("bbbbbb", days=40))
    assert section(text, "Better than then")[0] == "Statement a: often. Then: almost never."
    assert "other answers are about the same" in text
    assert "Point" not in text
    assert "worth" not in text


NEVER = ("improv", "significan", "%", "score", "trend", "progress", "stay", "leave", "!", "great")


def test_words_that_are_never_said() -> None:
    """Nothing cheers, measures or advises."""
    low = dict.fromkeys("abcdef", "almost-never")
    for then, now in ((responses(), responses(low)), (responses(low), responses())):
        text = changes(then, now).lower()
        assert not [word for word in NEVER if word in text]


@pytest.mark.parametrize("width", [40, 80])
def test_it_fits(width: int) -> None:
    """No line is wider than the terminal, with one therapist or two."""
    then, now = check_in("aaaaaa"), check_in("bbbbbb", eventful(a="rarely", row="once"), days=9)
    found = compare_check_ins(then, now)
    assert isinstance(found, Changes)
    text = drawn(tell_changes(*pair(then, now), found), width)
    text += drawn(tell_side_by_side(*pair(then, now), side(then, now), shipped(), ()), width)
    assert max(map(len, text.splitlines())) <= width


# Two therapists ----------------------------------------------------------------------


def side(left: CheckIn, right: CheckIn) -> SideBySide:
    found = compare_check_ins(left, replace(right, therapist="Kim"))
    assert isinstance(found, SideBySide)
    return found


def both(left: CheckIn, right: CheckIn, *kept: CheckIn, bank: Bank | None = None) -> str:
    """What plain mode tells of two therapists, without the ending of every summary."""
    lines = number_all((*kept, left, right))
    found = compare_check_ins(left, right)
    assert isinstance(found, SideBySide)
    blocks = tell_side_by_side(lines[-2], lines[-1], found, bank or shipped(), lines)
    return tell(blocks).partition("\nAll of it:")[0].strip()


def test_two_therapists() -> None:
    """Points side by side, what stands out with whom, each once; no word says who is better."""
    sam = check_in("aaaaaa", eventful(a="rarely", b="not-sure", row="once"))
    kim = check_in("bbbbbb", eventful(a="rarely", d="almost-never"), days=9, therapist="Kim")
    text = both(sam, kim)
    assert (
        text
        == """\
Side by side.
Sam: check-in 1, 23 November 2026, five sessions or more.
Kim: check-in 2, 2 December 2026, five sessions or more.
Your own answers do not say who is better. What counts is yours to weigh.
1. Point 1. Sam: worth a look. Kim: worth a look.
2. Point 2. Sam: in place. Kim: worth a look.
3. Point 3. Sam: not asked. Kim: not asked.
4. Point 4. Sam: not asked. Kim: not asked.
5. Point 5. Sam: in place. Kim: in place.

What stands out: Kim.
Statement d. Sam: often. Kim: almost never.

What stands out: both.
Statement a. Sam: rarely. Kim: rarely.

Other answers that are not alike.
Statement row. Sam: once. Kim: no.
4 other answers are the same, or close.
1 was given with one of the two alone, and does not stand out."""
    )


def test_two_therapists_are_one_screen_with_what_matters() -> None:
    """However much was asked, what is alike is counted."""
    sam = check_in("aaaaaa", eventful(a="rarely"))
    kim = check_in("bbbbbb", eventful(d="rarely"), days=9, therapist="Kim")
    found = compare_check_ins(sam, kim)
    assert isinstance(found, SideBySide)
    screen = drawn(tell_side_by_side(*pair(sam, kim), found, shipped(), ()), 80)
    assert len(screen.splitlines()) <= 24
    assert "Statement b" not in screen
    assert "All of it: fitcheck show 1 --all, and fitcheck show 2 --all" in screen


def test_who_listens_hears_that_nothing_stands_out_with_the_other() -> None:
    """One name alone leaves open whether the other was asked; where both have it, no word."""
    kim = check_in("bbbbbb", eventful(d="almost-never"), days=9, therapist="Kim")
    told = section(both(check_in("aaaaaa"), kim), "What stands out: Kim")
    assert "Sam: nothing stands out." in told
    sam = check_in("aaaaaa", eventful(a="almost-never"))
    assert "nothing stands out" not in both(sam, kim)


def test_an_event_is_told_with_what_came_of_it() -> None:
    """Also where the other check-in did not ask for it."""
    said = eventful(row="once", row_talked="not-yet", row_after="worse")
    text = both(check_in("aaaaaa"), check_in("bbbbbb", said, days=9, therapist="Kim"))
    assert section(text, "What stands out: Kim")[0].startswith(
        "Statement row. Sam: not asked. Kim: once. Talked about:"
    )


MATTERS = {
    "how-much": builders.scale("how-much", "a-lot a-little hardly"),
    **builders.SCALES,
}
LOOKING = builders.bank(
    theme(
        "matters",
        *(
            good(one, scale="how-much", constructs=(about,))
            for one, about in (("lead", "K19"), ("warm", "K05"), ("pace", "K20"), ("none", "K22"))
        ),
    ),
    theme(
        "ease", *(good(one, constructs=("K19",)) for one in "ab"), good("c", constructs=("K05",))
    ),
    scales=MATTERS,
    looking=(LookingList(id="matters-to-me", title="", matters=("a-lot", "a-little")),),
)
WISHES = {"lead": "a-little", "warm": "a-lot", "pace": "a-lot", "none": "hardly"}


def wishes(id: str = "aaaaaa", therapist: str = "") -> CheckIn:
    """A check-in before booking: only its list of what matters."""
    said = builders.check_in(LOOKING, {**WISHES, **WELL})
    items = [one for one in said.items if one.id in WISHES]
    said = replace(said, items=tuple(reworded(one, list="matters-to-me") for one in items))
    return check_in(id, said, therapist=therapist, form=Form.LOOKING, stage=Stage.LOOKING)


def test_what_matters_beside_what_a_check_in_says() -> None:
    """Each wish with the answers to questions about the same thing; what matters most first."""
    text = both(wishes(), check_in("bbbbbb", responses({"b": "rarely"}), days=9), bank=LOOKING)
    assert text.startswith("Side by side.\nBefore booking: check-in 1, 23 November 2026.\n")
    assert section(text, "What matters to me") == [
        "Statement warm. A lot.",
        "Sam: Statement c. Often.",
        "Statement lead. A little.",
        "Sam: Statement a. Often. Statement b. Rarely.",
        "Nothing was asked about these:",
        "Statement pace. A lot.",
    ]
    assert "My answers" not in text
    assert "Point" not in text


def test_what_matters_beside_two_therapists() -> None:
    """The latest check-in before booking tells what matters, beside what each one says."""
    sam, kim = check_in("bbbbbb", days=9), check_in("cccccc", days=19, therapist="Kim")
    lines = section(both(sam, kim, wishes(), bank=LOOKING), "What matters to me")
    assert lines[:3] == [
        "Statement warm. A lot.",
        "Sam: Statement c. Often.",
        "Kim: Statement c. Often.",
    ]


def test_before_booking_with_the_same_name() -> None:
    """What was said before booking and later is never held to be about the same questions."""
    assert isinstance(compare_check_ins(wishes(therapist="Sam"), check_in("bbbbbb")), SideBySide)
    assert isinstance(compare_check_ins(wishes(), wishes("cccccc")), Changes)


# The command -------------------------------------------------------------------------


def compare_json(world: World, *arguments: str) -> Any:
    ran = world.fitcheck("compare", *arguments, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def ids(world: World, *arguments: str) -> tuple[object, object]:
    """Which two are compared."""
    told = compare_json(world, *arguments)
    return told["earlier"]["id"], told["later"]["id"]


FIVE = (
    check_in("aaaaaa"),
    check_in("bbbbbb", days=1, therapist="Kim"),
    check_in("cccccc", days=2, therapist="SAM"),
    check_in("dddddd", days=3, form=Form.QUICK),
    check_in("eeeeee", days=4),
)


def test_which_two(world: World) -> None:
    """The latest and the one before it with the same therapist, or those that were named."""
    keep(world, *FIVE)
    assert ids(world) == ("cccccc", "eeeeee"), "of its own kind"
    assert ids(world, "1") == ("aaaaaa", "eeeeee")
    assert ids(world, "1", "previous") == ("aaaaaa", "dddddd")
    assert ids(world, "cccccc", "1") == ("aaaaaa", "cccccc"), "the older one is always then"


WRONG: Sequence[tuple[int, tuple[str, ...], str]] = (
    (0, (), "There is no check-in yet."),
    (1, (), "There is only one check-in so far"),
    (2, (), "There is no check-in with the same therapist before this one."),
    (2, ("2", "latest"), "These two are the same check-in."),
    (2, ("7",), "There is no check-in '7'"),
)


@pytest.mark.parametrize(("count", "arguments", "sentence"), WRONG)
def test_not_two(world: World, count: int, arguments: tuple[str, ...], sentence: str) -> None:
    """Where there are not two to compare, a sentence says what to do."""
    if count:
        keep(world, *FIVE[:count])
    ran = world.fitcheck("compare", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(sentence)
    assert "fitcheck " in ran.err


def test_json(world: World) -> None:
    """What changed, in the shape of the contract."""
    then = eventful(row="once", c="skip")
    keep(world, check_in("aaaaaa", then), check_in("bbbbbb", eventful(a="rarely"), days=40))
    told = compare_json(world)
    assert set(told) == {
        "earlier", "later", "points", "themes", "events", "answers", "not-comparable", "schema",
    }  # fmt: skip
    assert told["schema"] == 1
    assert told["themes"][0] == {
        "id": "ease",
        "title": "Ease",
        "earlier": "in-place",
        "later": "worth-a-look",
        "verdict": "about-the-same",
        "reasons": [],
        "new": [
            {"question": "a", "choice": "rarely", "level": "raise", "alone": False, "rule": "level"}
        ],
        "gone": [],
    }
    assert [(one["question"], one["change"], one["way"]) for one in told["answers"]] == [
        ("a", "moved", "worse"),
        ("c", "newly-answered", None),
    ]
    assert [(one["question"], one["news"]) for one in told["events"]] == [("row", "gone")]
    assert "%" not in json.dumps(told)


def test_json_names_why_not(world: World) -> None:
    """What cannot be compared carries its reason."""
    reworded = builders.bank(theme("ease", good("a", rev=2), *map(good, "bc")))
    keep(world, check_in("aaaaaa"), check_in("bbbbbb", responses(bank=reworded), days=40))
    (one,) = compare_json(world)["not-comparable"]
    assert (one["question"], one["reason"]) == ("a", "wording")


def test_json_of_two_therapists_ranks_nothing(world: World) -> None:
    """Side by side there is no verdict, no way and no change; every answer is there."""
    keep(world, check_in("aaaaaa"), check_in("bbbbbb", days=9, therapist="Kim"))
    told = compare_json(world, "1")
    assert {one["verdict"] for one in (*told["points"], *told["themes"])} == {None}
    assert {(one["change"], one["way"]) for one in told["answers"]} == {(None, None)}
    assert len(told["answers"]) == sum(len(one.questions) for one in TWO_POINTS.themes)


def test_the_summary_says_that_feelings_move() -> None:
    """Soon after the last one the summary has one line on it, but not around a tier A sign."""
    line = say("sayings.fluctuation")
    before, now = check_in("aaaaaa"), check_in("bbbbbb", days=20)
    assert line in tell(summary(now, before=before))
    assert line not in tell(summary(now, before=before, without_statuses=True))
    late = check_in("bbbbbb", days=21)
    assert line not in tell(summary(late, before=before))


def test_a_label_that_ends_in_a_full_stop_gets_no_second_one(world: World) -> None:
    """Names such as K. are typed by people, and no line of any command doubles their stop."""
    keep(world, named("K.", "aaaaaa", EVENTFUL_K), named("M.", "bbbbbb", eventful()))
    for command in ("compare 1 2", "history", "show 1", "show 1 --all", "report 1 --for me"):
        for face in ("--plain", "--no-plain"):
            ran = world.fitcheck(*command.split(), face)
            assert (ran.code, ".." in ran.out) == (0, False), ran.out


@pytest.mark.parametrize("command", ["compare 1 2", "show 1", "show 1 --all", "history"])
def test_on_a_terminal_plain_words_are_broken_between_words(world: World, command: str) -> None:
    """No line is wider than the window and no word is broken; redirected, each stays a line."""
    keep(world, named("K.", "aaaaaa", EVENTFUL_K), named("M.", "bbbbbb", eventful()))
    words = (*command.split(), "--plain")
    whole, world.width = world.fitcheck(*words).out, 40
    told = world.fitcheck(*words, terminal=True).out
    assert max(map(len, told.splitlines())) <= 40 < max(map(len, whole.splitlines()))
    assert told.split() == whole.split()
    for copied in re.findall(r"fitcheck [\w -]+(?=,|$)", whole, re.MULTILINE):
        assert copied in told


EVENTFUL_K = eventful(d="rarely", row="once", row_talked="no", row_after="worse")


def named(label: str, id: str, said: Responses) -> CheckIn:
    """A check-in with a therapist of this name."""
    return replace(check_in(id, said, days=40 if id > "b" else 0), therapist=label)
