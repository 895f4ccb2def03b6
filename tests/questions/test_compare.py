"""Two check-ins, and what changed between them (design, section 5; domain, section 5.4)."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from fitcheck.questions.answers import Responses
from fitcheck.questions.compare import (
    Changes,
    Difference,
    News,
    Pair,
    Reason,
    Shift,
    Way,
    best,
    compare,
    moved,
    side_by_side,
)
from fitcheck.questions.flow import Plan
from fitcheck.questions.model import Bank
from fitcheck.vocabulary import Form, Level, Stage, Status, Weight

from .builders import (
    FULL,
    LETTERS,
    answered,
    bank,
    check_in,
    event,
    fact,
    fit,
    further,
    good,
    mattering,
    reworded,
    sharp,
    theme,
)

BETTER, WORSE, SAME, NAMED = Way.BETTER, Way.WORSE, Way.SAME, Way.NAMED

SHORT = {
    "0": "almost-never",
    "1": "rarely",
    "2": "sometimes",
    "3": "often",
    "4": "almost-always",
    "u": "not-sure",
    "x": "does-not-apply",
    "-": "skip",
}


def said(letters: str) -> Responses:
    """One theme of good signs, a letter each: 0 to 4, u, x or - (skip)."""
    return answered(*(SHORT[letter] for letter in letters))


def shift(earlier: Responses, later: Responses, id: str = "t") -> Shift:
    changes = compare(earlier, later)
    return next(one for one in (*changes.themes, *changes.points) if one.id == id)


# then, now -> the verdict, and why it is never "about the same"
VERDICTS = {
    "nothing changed": ("44444", "44444", SAME, ()),
    "the status stayed, whatever the answers did": ("44444", "33333", SAME, ()),
    "two answers took the status with them": ("44444", "44422", WORSE, ()),
    "and back": ("44422", "44444", BETTER, ()),
    "by level or by distance, both count": ("44222", "44332", BETTER, ()),
    "a level and a step": ("42244", "43234", SAME, ()),
    "one answer is not enough": ("44441", "44444", SAME, ()),
    "some to the good and one against": ("33422", "44132", SAME, ()),
    "two moved and one against": ("44433", "22443", SAME, ()),
    "became worth raising by two answers": (
        "44444",
        "11444",
        WORSE,
        (Reason.BECAME_WORTH_RAISING,),
    ),
    "became worth raising by one": ("41444", "41144", NAMED, (Reason.BECAME_WORTH_RAISING,)),
    "became worth raising, one against": (
        "44443",
        "11444",
        NAMED,
        (Reason.BECAME_WORTH_RAISING,),
    ),
    "ceased to be worth raising": ("11444", "14444", NAMED, (Reason.NO_LONGER_WORTH_RAISING,)),
    "ceased by two answers": ("11444", "33444", BETTER, (Reason.NO_LONGER_WORTH_RAISING,)),
    "worth raising both times": ("11444", "00444", SAME, ()),
    "could not say then": ("44uu4", "44444", NAMED, (Reason.CANT_SAY_THEN,)),
    "moved answers do not speak for an unclear status": (
        "33uu4",
        "44444",
        NAMED,
        (Reason.CANT_SAY_THEN,),
    ),
    "cannot say now": ("44444", "4----", NAMED, (Reason.CANT_SAY_NOW,)),
    "cannot say either time": (
        "4----",
        "4----",
        NAMED,
        (Reason.CANT_SAY_THEN, Reason.CANT_SAY_NOW),
    ),
    "did not apply then": ("xxxxx", "44444", NAMED, (Reason.NOT_ASKED_THEN,)),
    "does not apply now": ("44444", "xxxxx", NAMED, (Reason.NOT_ASKED_NOW,)),
    "worth raising and then not asked": (
        "11444",
        "xxxxx",
        NAMED,
        (Reason.NO_LONGER_WORTH_RAISING, Reason.NOT_ASKED_NOW),
    ),
}


@pytest.mark.parametrize(("then", "now", "verdict", "reasons"), VERDICTS.values(), ids=VERDICTS)
def test_verdicts(then: str, now: str, verdict: Way, reasons: tuple[Reason, ...]) -> None:
    """Moved needs a new status and two answers that say so; some changes are always named."""
    for id in ("t", "1"):
        one = next(
            (one for one in every_shift(compare(said(then), said(now))) if one.id == id), None
        )
        assert one is not None
        assert (one.verdict, one.reasons) == (verdict, reasons)


def every_shift(changes: Changes) -> Iterable[Shift]:
    return (*changes.themes, *changes.points)


def test_an_answer_that_weighs_alone_is_never_about_the_same() -> None:
    """Worth raising both times, and still the new one, or the gone one, is named."""
    made = bank(theme("t", good("a"), good("b"), sharp("s"), good("c")))
    before = check_in(made, {"a": "rarely", "b": "rarely", "s": "almost-never", "c": "often"})
    after = check_in(made, {"a": "rarely", "b": "rarely", "s": "often", "c": "often"})
    new, gone = shift(before, after), shift(after, before)
    assert (new.verdict, new.reasons) == (NAMED, (Reason.NEW_ALONE,))
    assert [one.question for one in new.new] == ["s"]
    assert (gone.verdict, gone.reasons) == (NAMED, (Reason.GONE_ALONE,))
    assert [one.question for one in gone.gone] == ["s"]


def test_what_is_new_and_what_is_gone() -> None:
    """Each answer that stands out more, or less, than before is told with its level."""
    one = shift(said("41124"), said("42214"))
    assert [(f.question, f.level) for f in one.new] == [("d", Level.RAISE)]
    assert [(f.question, f.level) for f in one.gone] == [("b", Level.RAISE), ("c", Level.RAISE)]


def test_a_skipped_concern_is_gone_and_not_about_the_same() -> None:
    """Leaving a question open makes nothing better: it is told as no longer answered."""
    changes = compare(said("11444"), said("1-444"))
    one = next(iter(changes.themes))
    assert (one.verdict, one.reasons) == (NAMED, (Reason.NO_LONGER_WORTH_RAISING,))
    assert [f.question for f in one.gone] == ["b"]
    assert [pair.question for pair in changes.no_longer_answered] == ["b"]


def test_other_questions_are_not_about_the_same() -> None:
    """Where hardly a question is the same, as at another stage, nothing is claimed."""
    first = theme(
        "t",
        *(good(id, core=(Stage.FIRST_SESSIONS,)) for id in "abc"),
        *(good(id, core=(Stage.ESTABLISHED,)) for id in "def"),
    )
    before = check_in(bank(first), dict.fromkeys("abc", "often"), Plan(stage=Stage.FIRST_SESSIONS))
    after = check_in(bank(first), dict.fromkeys("def", "often"))
    one = shift(before, after)
    assert (one.verdict, one.reasons) == (NAMED, (Reason.OTHER_QUESTIONS,))


def test_points_rest_on_all_answers_of_their_themes() -> None:
    """Two themes that each moved by one answer move their point."""
    made = bank(theme("t", *map(good, "abc")), theme("u", *map(good, "def")))
    well = dict.fromkeys("abcdef", "often")
    changes = compare(
        check_in(made, well), check_in(made, {**well, "a": "sometimes", "d": "sometimes"})
    )
    assert [(one.id, one.verdict) for one in changes.themes] == [("t", SAME), ("u", SAME)]
    assert changes.points[0].verdict is WORSE


def test_a_question_that_changed_its_theme_speaks_for_neither() -> None:
    """Its answers count for a theme only if they did so both times."""
    old = bank(theme("t", *map(good, "abc")), theme("u", *map(good, "def"), point=2))
    new = bank(theme("t", *map(good, "c")), theme("u", *map(good, "abdef"), point=2))
    well = dict.fromkeys("abcdef", "often")
    lower = {**well, "a": "sometimes", "b": "sometimes"}
    changes = compare(check_in(old, well), check_in(new, lower))
    told = {one.id: (one.later, one.verdict) for one in every_shift(changes)}
    assert told["u"] == told["2"] == (Status.WORTH_A_LOOK, SAME)


def test_themes_of_neither_time_are_left_out() -> None:
    """All five points are told; of the themes only those that were asked."""
    changes = compare(said("444"), said("444"))
    assert [one.id for one in changes.themes] == ["t"]
    assert [one.id for one in changes.points] == ["1", "2", "3", "4", "5"]
    assert changes.points[4].reasons == (Reason.NOT_ASKED_THEN, Reason.NOT_ASKED_NOW)


def test_a_theme_of_one_bank_only() -> None:
    """A theme that a later bank added, or dropped, was not asked the other time."""
    old = check_in(bank(theme("old", *map(good, "abc"))), dict.fromkeys("abc", "often"))
    new = check_in(bank(theme("new", *map(good, "def"))), dict.fromkeys("def", "often"))
    told = {one.id: one.reasons for one in compare(old, new).themes}
    assert told == {"new": (Reason.NOT_ASKED_THEN,), "old": (Reason.NOT_ASKED_NOW,)}


# then, now -> what there is to tell; None: nothing
EVENTS = {
    "never": ("no", "no", None),
    "new": ("no", "once yes better", News.NEW),
    "gone": ("once", "no", News.GONE),
    "the same": ("once yes same", "once yes same", News.SAME),
    "more often": ("once yes same", "more-than-once yes same", News.CHANGED),
    "talked about since": ("once not-yet same", "once yes same", News.CHANGED),
    "better since": ("once yes same", "once yes better", News.CHANGED),
    "a follow-up left open": ("once yes same", "once yes skip", News.CHANGED),
    "told only now": ("skip", "once yes better", News.TOLD_NOW),
    "not told now": ("once yes better", "not-sure", News.NOT_TOLD_NOW),
    "open both times": ("skip", "not-sure", None),
}


def with_event(words: str) -> Responses:
    made = bank(theme("t", event("e"), good("a"), good("b")))
    given = dict(zip(("e", "e.talked", "e.after"), words.split(), strict=False))
    return check_in(made, {**given, "a": "often", "b": "often"})


@pytest.mark.parametrize(("then", "now", "news"), EVENTS.values(), ids=EVENTS)
def test_events_are_always_told(then: str, now: str, news: News | None) -> None:
    """New, gone, changed or the same: whatever happened is never smoothed."""
    told = compare(with_event(then), with_event(now)).events
    assert [one.news for one in told] == ([] if news is None else [news])


def test_an_event_asked_for_the_first_time_is_not_called_new() -> None:
    """It may have happened before; nobody had asked."""
    made = bank(theme("t", good("a"), good("b"), further(event("e"))))
    well = {"a": "often", "b": "often"}
    (told,) = compare(check_in(made, well), check_in(made, {**well, "e": "once"})).events
    assert (told.news, told.earlier) == (News.TOLD_NOW, None)


def test_events_move_themes() -> None:
    """They are answers like others: worse first by level, then by how often."""
    made = bank(theme("t", event("e"), event("f"), good("a"), good("b")))
    well = {"e": "no", "f": "no", "a": "often", "b": "often"}
    both = {**well, "e": "once", "f": "once"}
    assert shift(check_in(made, well), check_in(made, both)).verdict is WORSE
    assert shift(check_in(made, both), check_in(made, well)).verdict is BETTER


def moves(earlier: Responses, later: Responses) -> list[tuple[str, Way | None, int]]:
    return [(one.question, one.way, one.steps) for one in compare(earlier, later).answers]


def test_single_answers_that_moved_far() -> None:
    """Two steps are news, one is what can change from one day to the next."""
    assert moves(said("43210"), said("33432")) == [
        ("c", Way.BETTER, 2),
        ("d", Way.BETTER, 2),
        ("e", Way.BETTER, 2),
    ]


def test_single_answers_that_crossed() -> None:
    """From `raise` to `ok` in one step is news, too."""
    made = bank(theme("t", good("a", scale="two"), good("b"), good("c")), scales=TWO)
    before = check_in(made, {"a": "no", "b": "often", "c": "often"})
    after = check_in(made, {"a": "yes", "b": "often", "c": "often"})
    assert moves(before, after) == [("a", Way.BETTER, 1)]


TWO = {
    **bank().scales,
    "two": replace(bank().scales["matters"], id="two", rows={"good": (Weight.RAISE, Weight.OK)}),
}


@pytest.mark.parametrize(
    ("then", "now", "way"),
    [
        ("far-too-little", "about-right", Way.BETTER),
        ("about-right", "far-too-much", Way.WORSE),
        ("a-bit-too-little", "a-bit-too-much", None),
        ("far-too-little", "a-bit-too-much", Way.BETTER),
    ],
)
def test_the_best_answer_can_be_in_the_middle(then: str, now: str, way: Way | None) -> None:
    """From too little to as much too much is far, and neither better nor worse."""
    made = bank(theme("t", fit("a"), fit("b"), fit("c")))
    rest = {"b": "about-right", "c": "about-right"}
    told = moves(check_in(made, {**rest, "a": then}), check_in(made, {**rest, "a": now}))
    assert [one[1] for one in told] == [way]


def test_a_fact_can_change_and_has_no_way() -> None:
    """What was found out is told; there is no better and no worse in it."""
    made = bank(theme("t", *map(good, "abc")), fact("f", core=(Stage.ESTABLISHED,)))
    well = dict.fromkeys("abc", "often")
    told = moves(check_in(made, {**well, "f": "no"}), check_in(made, {**well, "f": "yes"}))
    assert told == [("f", None, 2)]


def ids(pairs: Iterable[Pair]) -> list[str]:
    return [pair.question for pair in pairs]


def test_newly_answered_and_no_longer_answered_stand_apart() -> None:
    """An open answer did not move; it was left open."""
    changes = compare(said("4-u24"), said("-44u4"))
    assert ids(changes.answers) == []
    assert ids(changes.newly_answered) == ["b", "c"]
    assert ids(changes.no_longer_answered) == ["a", "d"]


def test_what_was_asked_only_once_stands_apart_too() -> None:
    """A question asked only one of the two times has no other side."""
    made = bank(theme("t", *map(good, "abc"), further(good("d"))))
    well = dict.fromkeys("abc", "often")
    changes = compare(check_in(made, well), check_in(made, {**well, "d": "rarely"}))
    (pair,) = changes.newly_answered
    assert (pair.question, pair.earlier, pair.text) == ("d", None, "Statement d.")
    back = compare(check_in(made, {**well, "d": "rarely"}), check_in(made, well))
    assert [(pair.question, pair.text) for pair in back.no_longer_answered] == [
        ("d", "Statement d.")
    ]


def test_what_matters_now_is_newly_answered() -> None:
    """The two cards of such a question are one item here, too."""
    made = bank(theme("t", mattering("m"), good("a"), good("b")))
    well = {"a": "often", "b": "often"}
    before = check_in(made, {**well, "m.matters": "no"})
    after = check_in(made, {**well, "m.matters": "yes", "m": "often"})
    assert ids(compare(before, after).newly_answered) == ["m"]


@pytest.mark.parametrize(
    ("row", "places"),
    [
        ("rrwoo", (4,)),
        ("oowrr", (0,)),
        ("owrrr", (0,)),
        ("rwowr", (2,)),
        ("owr", (0,)),
        ("oww", (0,)),
        ("oowoo", (0, 4)),
        ("ooo", ()),
        ("wrr", ()),
        ("", ()),
    ],
)
def test_the_best_answer(row: str, places: tuple[int, ...]) -> None:
    """It is the ok one that is farthest from any that is not."""
    assert best([LETTERS[letter] for letter in row]) == places


def test_a_tie_has_two_best_answers() -> None:
    """Then the nearer one counts, so neither end is called better."""
    row = {"good": tuple(LETTERS[letter] for letter in "oowoo")}
    scales = {**bank().scales, "often": replace(bank().scales["often"], rows=row)}
    made = bank(theme("t", *map(good, "abc")), scales=scales)
    low, high = (
        check_in(made, dict.fromkeys("abc", choice)) for choice in ("almost-never", "almost-always")
    )
    assert {one.way for one in compare(low, high).answers} == {None}


WELL = dict.fromkeys("abc", "often")
PLAIN = bank(theme("t", *map(good, "abc")))
STRICTER = replace(
    PLAIN.scales["often"], rows={"good": tuple(LETTERS[letter] for letter in "rrrwo")}
)
RELABELLED = replace(
    PLAIN.scales["often"],
    choices=tuple(replace(one, label=one.label.upper()) for one in PLAIN.scales["often"].choices),
)

OTHERS = {
    "another wording": (
        bank(theme("t", good("a", rev=2), good("b"), good("c"))),
        Difference.WORDING,
    ),
    "another scale": (
        bank(
            theme("t", good("a", scale="usually"), good("b"), good("c")),
            scales={**PLAIN.scales, "usually": replace(PLAIN.scales["often"], id="usually")},
        ),
        Difference.SCALE,
    ),
    "the scale is read in another way": (
        bank(theme("t", *map(good, "abc")), scales={**PLAIN.scales, "often": STRICTER}),
        Difference.SCALE,
    ),
    "it weighs in another way": (
        bank(theme("t", good("a", row="sharp"), good("b"), good("c"))),
        Difference.SCALE,
    ),
    "another kind": (bank(theme("t", sharp("a"), good("b"), good("c"))), Difference.SCALE),
    "a label was corrected": (
        bank(theme("t", *map(good, "abc")), scales={**PLAIN.scales, "often": RELABELLED}),
        None,
    ),
}


@pytest.mark.parametrize(("other", "why"), OTHERS.values(), ids=OTHERS)
def test_not_comparable(other: Bank, why: Difference | None) -> None:
    """Different wording, scale or window: shown side by side with the reason, not compared."""
    now = check_in(other, {**WELL, "a": "almost-never"})
    changes = compare(check_in(PLAIN, WELL), now)
    told = {one.question: one.why for one in changes.not_comparable}
    assert told.get("a") is why
    assert ("a" in ids(changes.answers)) is (why is None)


def test_another_window_is_not_comparable() -> None:
    """*Lately* and *so far* are different times."""
    later = check_in(PLAIN, WELL)
    later = replace(later, items=tuple(reworded(one, window="So far") for one in later.items))
    changes = compare(check_in(PLAIN, WELL), later)
    assert {one.why for one in changes.not_comparable} == {Difference.WINDOW}
    assert changes.themes[0].reasons == (Reason.OTHER_QUESTIONS,)


def test_what_was_open_both_times_is_not_shown_at_all() -> None:
    """Two gaps have nothing to stand side by side."""
    new = bank(theme("t", *(good(id, rev=2) for id in "abc")))
    changes = compare(check_in(PLAIN, {**WELL, "a": "skip"}), check_in(new, {**WELL, "a": "skip"}))
    assert ids(changes.not_comparable) == ["b", "c"]


def test_an_event_in_another_wording_stands_side_by_side() -> None:
    """It is shown with its reason, and not called new or gone."""
    old, new = (bank(theme("t", event("e", rev=rev), good("a"), good("b"))) for rev in (1, 2))
    well = {"a": "often", "b": "often"}
    changes = compare(check_in(old, {**well, "e": "no"}), check_in(new, {**well, "e": "once"}))
    assert (changes.events, ids(changes.not_comparable)) == ((), ["e"])


def test_without_statuses_nothing_moves() -> None:
    """Two quick check-ins tell single answers and events, and no status."""
    plan = replace(FULL, form=Form.QUICK)
    made = bank(theme("t", *map(good, "abc")), quick=("a", "b", "c"))
    before = check_in(made, WELL, plan)
    after = check_in(made, dict.fromkeys("abc", "rarely"), plan)
    changes = compare(before, after, (Form.QUICK, Form.QUICK))
    assert changes.themes == ()
    assert {one.verdict for one in changes.points} == {NAMED}
    assert len(changes.answers) == 3
    assert [one.question for one in changes.points[0].new] == ["a", "b", "c"]


def test_a_status_that_says_nothing_moves_nowhere() -> None:
    """*Not asked* and *can't say yet* are neither better nor worse than another status."""
    for silent in (Status.NOT_ASKED, Status.CANT_SAY_YET):
        assert moved(silent, Status.IN_PLACE, [Way.BETTER] * 3) is None
        assert moved(Status.WORTH_RAISING, silent, [Way.BETTER] * 3) is None


def test_the_answers_must_go_the_way_of_the_status() -> None:
    """Two better answers do not make a worse status "better"."""
    assert moved(Status.IN_PLACE, Status.WORTH_A_LOOK, [Way.BETTER, Way.BETTER]) is None


def test_the_same_twice_is_the_same() -> None:
    """Nothing is invented where nothing changed."""
    made = bank(theme("t", *map(good, "abc"), event("e")))
    responses = check_in(made, {**WELL, "e": "no"})
    changes = compare(responses, responses)
    assert {one.verdict for one in changes.themes} == {SAME}
    assert not changes.events
    assert not changes.answers
    assert not changes.newly_answered
    assert not changes.no_longer_answered
    assert not changes.not_comparable


def test_side_by_side_ranks_nothing() -> None:
    """Both statuses of every theme and point, and every answer of either, with no verdict."""
    made = bank(theme("t", *map(good, "abc")))
    beside = side_by_side(check_in(made, WELL), check_in(made, {**WELL, "a": "rarely"}))
    (one,) = beside.themes
    assert (one.earlier, one.later) == (Status.IN_PLACE, Status.WORTH_A_LOOK)
    assert (beside.points[0].earlier, beside.points[0].later) == (one.earlier, one.later)
    assert ids(beside.pairs) == ["a", "b", "c"]
    assert {one.verdict for one in (*beside.themes, *beside.points)} == {None}
    assert {one.way for one in beside.pairs} == {None}


def test_side_by_side_says_what_was_asked_in_another_way() -> None:
    """Answers to another wording stand there with the reason."""
    other = bank(theme("t", good("a", rev=2), good("b"), good("d")))
    beside = side_by_side(check_in(PLAIN, WELL), check_in(other, {**WELL, "d": "often"}))
    assert [(one.question, one.why) for one in beside.not_comparable] == [("a", Difference.WORDING)]
    assert ids(beside.pairs) == ["a", "b", "d", "c"]


def test_side_by_side_without_statuses() -> None:
    """Two looking check-ins with two therapists: answers beside answers, nothing scored."""
    left, right = said("4-1"), said("434")
    beside = side_by_side(left, right, (Form.QUICK, Form.QUICK))
    assert {one.earlier for one in (*beside.points, *beside.themes)} == {Status.NOT_ASKED}
