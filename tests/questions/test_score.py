"""From answers to findings and statuses (design, section 5)."""

from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from fitcheck.questions.answers import Item, Responses, ThemeTitle
from fitcheck.questions.flow import Plan
from fitcheck.questions.model import Wording
from fitcheck.questions.score import (
    LEVELS,
    Counts,
    Finding,
    PointResult,
    ThemeResult,
    decide,
    judge,
    read_item,
    score,
)
from fitcheck.vocabulary import Form, Gap, Kind, Level, Stage, Status, Weight

from .builders import (
    FULL,
    SCALES,
    STAGES,
    WORDING,
    answered,
    bank,
    check_in,
    counted,
    event,
    fact,
    further,
    good,
    happened,
    mattering,
    reworded,
    sharp,
    theme,
)

OK, WATCH, RAISE = Level.OK, Level.WATCH, Level.RAISE
IN_PLACE, LOOK, RAISING = Status.IN_PLACE, Status.WORTH_A_LOOK, Status.WORTH_RAISING
CANT_SAY, NOT_ASKED = Status.CANT_SAY_YET, Status.NOT_ASKED

# ok / watch / raise / raise alone / not sure / does not apply / skip, the rest 0
VECTORS = {
    "5/0/0/0/0/0/0": IN_PLACE,
    "4/1/0": IN_PLACE,
    "3/2/0": LOOK,
    "4/0/1": LOOK,
    "3/0/2": RAISING,
    "2/2/1": RAISING,
    "4/0/0/1": RAISING,
    "1/0/1/0/0/0/3": LOOK,
    "0/0/0/1/0/0/4": RAISING,
    "3/0/0/0/2": CANT_SAY,
    "2/0/0/0/1": IN_PLACE,
    "2/0/0/0/0/3/0": IN_PLACE,
    "1/0/0/0/0/2/0": CANT_SAY,
    "0/0/0/0/0/5/0": NOT_ASKED,
    # beside those of the design
    "0": NOT_ASKED,
    "0/0/0/0/0/0/5": CANT_SAY,
    "2/0/0/0/0/0/1": IN_PLACE,
    "3/0/0/0/0/0/2": CANT_SAY,
    "4/0/0/0/1/0/1": IN_PLACE,
    "8/0/0/0/2": CANT_SAY,
    "0/1/1": LOOK,
    "0/0/3": RAISING,
    "0/5/0": LOOK,
    "0/1/0/0/0/0/4": CANT_SAY,
}


def counts_of(items: Iterable[Item], wording: Wording) -> Counts:
    return Counts(filter(None, (read_item(one, wording).counted for one in items)))


def theme_of(responses: Responses, id: str = "t") -> ThemeResult:
    found = score(Form.FULL, responses).theme(id)
    assert found is not None
    return found


POINT = {"3/0/2": LOOK, "2/2/1": LOOK}
"""Where the point is calmer than its one theme would be: across themes it takes three."""


@pytest.mark.parametrize(("vector", "status"), VECTORS.items())
def test_vectors(vector: str, status: Status) -> None:
    """The table of the design, for a theme, and for a point whose one theme it is."""
    result = score(Form.FULL, counted(vector))
    assert theme_of(counted(vector)).status is status
    assert result.point(1).status is status


@pytest.mark.parametrize(("vector", "status"), {**VECTORS, **POINT}.items())
def test_vectors_across_themes(vector: str, status: Status) -> None:
    """The same answers, each of a theme of its own, as a point alone counts them."""
    assert score(Form.FULL, spread(vector)).point(1).status is status


def spread(vector: str) -> Responses:
    """So many answers of each sort, none two of one theme."""
    responses = counted(vector)
    return replace(
        responses,
        items=tuple(reworded(item, theme=item.id) for item in responses.items),
        themes=tuple(
            ThemeTitle(id=item.id, title=item.id, point=1, questionnaire="q", core=True)
            for item in responses.items
        ),
    )


def test_one_watch_is_named() -> None:
    """In place with one middle answer: the word stays, the answer is shown."""
    (finding,) = theme_of(counted("4/1/0")).findings
    assert (finding.level, finding.choice, finding.rule) == (WATCH, "sometimes", "level")


def test_counts_are_told() -> None:
    """How many did not apply, and how many the person was unsure of, can be said."""
    told = theme_of(counted("2/0/0/0/1/3/1"))
    assert (told.asked, told.applicable, told.answered, told.unsure) == (7, 4, 2, 1)


OFTEN = "almost-never rarely sometimes often almost-always"
LEVELS_OF = [
    (Kind.GOOD, {}, OFTEN, "rrwoo"),
    (Kind.CONCERN, {}, OFTEN, "oowrr"),
    (Kind.CONCERN, {"row": "sharp"}, OFTEN, "owRRR"),
    (Kind.CONCERN, {"row": "worse"}, OFTEN, "oowrR"),
    (Kind.CONCERN, {"at_most": WATCH}, "almost-never sometimes almost-always", "oww"),
    (Kind.GOOD, {"at_most": OK}, "almost-never sometimes almost-always", "ooo"),
    (Kind.CONCERN, {"at_most": WATCH, "row": "sharp"}, "rarely sometimes often", "www"),
    (Kind.FIT, {}, "far-too-little a-bit-too-little about-right a-bit-too-much", "rwow"),
    (Kind.GOOD, {"scale": "no-partly-yes"}, "no partly yes", "rwo"),
    (Kind.GOOD, {"scale": "no-partly-yes", "row": "sharp"}, "no partly yes", "Rwo"),
]


@pytest.mark.parametrize(("kind", "fields", "choices", "letters"), LEVELS_OF)
def test_levels(kind: Kind, fields: dict[str, object], choices: str, letters: str) -> None:
    """A row of the scale reads an answer, alone (R) too; at-most takes weight away."""
    responses = answered(*choices.split(), kind=kind, **fields)
    assert "".join(letter(judge(item, responses)) for item in responses.items) == letters


def letter(finding: Finding | None) -> str:
    assert finding is not None
    assert (finding.rule == "alone") is finding.alone
    return "R" if finding.alone else {OK: "o", WATCH: "w", RAISE: "r"}[finding.level]


@pytest.mark.parametrize("gap", ["not-sure", "does-not-apply", "skip"])
def test_a_gap_has_no_level(gap: str) -> None:
    """No answer is imputed."""
    responses = answered(gap)
    assert judge(responses.items[0], responses) is None


ONCE = ("once", "more-than-once")
NOT_TALKED = ("not-yet", "partly", "skip", "not-sure")
GAP = ("skip", "not-sure")
# how it is now, whether it was talked about, how often -> of an event, of a slight
TABLE: list[tuple[str, Iterable[str], Iterable[str], str, str]] = [
    ("better", ["yes"], ONCE, "o", "o"),
    ("better", NOT_TALKED, ONCE, "o", "w"),
    ("same", ["yes"], ONCE, "w", "r"),
    ("same", NOT_TALKED, ["once"], "r", "R"),
    ("same", NOT_TALKED, ["more-than-once"], "R", "R"),
    ("worse", ["yes", *NOT_TALKED], ONCE, "R", "R"),
    *((gap, ["yes", *NOT_TALKED], ONCE, "w", "w") for gap in GAP),
]


@pytest.mark.parametrize(
    ("said", "letters"),
    [
        ((how_often, talked, after), of_event + of_slight)
        for after, talks, times, of_event, of_slight in TABLE
        for talked, how_often in product(talks, times)
    ],
)
def test_events(said: tuple[str, ...], letters: str) -> None:
    """What came of it decides, by the table of the design."""
    for row, expected in zip(("", "slight"), letters, strict=True):
        finding = judge(happened(*said, row=row), WORDING)
        assert finding is not None
        level = {"o": OK, "w": WATCH}.get(expected, RAISE)
        assert (finding.level, finding.alone) == (level, expected == "R")


RULES = {
    ("no",): "level",
    ("once",): "happened",
    ("once", "yes", "better"): "mended",
    ("once", "partly", "better"): "happened",
    ("once", "yes", "same"): "still-as-hard",
    ("once", "partly", "same"): "still-as-hard",
    ("once", "not-yet", "same"): "never-talked",
    ("once", "yes", "worse"): "worse-after",
    ("once", "yes", "skip"): "happened",
}


@pytest.mark.parametrize(("said", "rule"), RULES.items())
def test_the_rule_says_what_came_of_it(said: tuple[str, ...], rule: str) -> None:
    """Never that it was not talked about where it was in part."""
    finding = judge(happened(*said), WORDING)
    assert finding is not None
    assert finding.rule == rule


def test_an_event_can_be_capped() -> None:
    """At most a watch holds for events, too, and then none weighs alone."""
    item = reworded(happened("more-than-once", "not-yet", "worse"), at_most=WATCH)
    finding = judge(item, WORDING)
    assert finding is not None
    assert (finding.level, finding.alone) == (WATCH, False)


def test_a_strain_talked_through_is_a_strength() -> None:
    """It is ok, and shown."""
    made = bank(theme("t", good("a"), good("b"), event("e")))
    said = {"a": "often", "b": "often", "e": "once", "e.talked": "yes", "e.after": "better"}
    told = theme_of(check_in(made, said))
    assert told.status is IN_PLACE
    assert [one.rule for one in told.findings] == ["mended"]


def test_an_open_follow_up_is_no_not_sure() -> None:
    """Unsure follow-ups of three events leave no gap in any count."""
    made = bank(theme("t", event("a"), event("b"), event("c")))
    said = {
        card: choice
        for id in "abc"
        for card, choice in (
            (id, "once"),
            (f"{id}.talked", "not-sure"),
            (f"{id}.after", "not-sure"),
        )
    }
    responses = check_in(made, said)
    assert counts_of(responses.items, responses) == Counts({Weight.WATCH: 3})


@pytest.mark.parametrize(
    ("gap", "counted_as"),
    [
        ("not-sure", Gap.NOT_SURE),
        ("does-not-apply", Gap.DOES_NOT_APPLY),
        ("skip", Gap.SKIP),
    ],
)
def test_the_gap_of_an_event_is_that_of_its_first_card(gap: str, counted_as: Gap) -> None:
    """An event left open is one gap, with no follow-up beside it."""
    assert read_item(happened(gap, "not-sure", "skip"), WORDING).counted is counted_as


@pytest.mark.parametrize(
    ("said", "counted_as"),
    [
        ({"m.matters": "no"}, Gap.DOES_NOT_APPLY),
        ({"m.matters": "not-sure"}, Gap.NOT_SURE),
        ({"m.matters": "yes", "m": "not-sure"}, Gap.NOT_SURE),
        ({"m.matters": "yes", "m": "rarely"}, Weight.RAISE),
        ({"m.matters": "no", "m": "rarely"}, Gap.DOES_NOT_APPLY),
        ({}, Gap.SKIP),
    ],
)
def test_what_may_matter_is_one_item(said: dict[str, str], counted_as: Weight | Gap) -> None:
    """Two cards count once, and what does not matter does not apply."""
    responses = check_in(bank(theme("t", mattering("m"))), said)
    assert counts_of(responses.items, responses) == Counts([counted_as])


@pytest.mark.parametrize("choice", ["yes", "no", "not-sure", "skip"])
def test_a_fact_is_in_no_count(choice: str) -> None:
    """Facts are told and never scored, answered or not, even under a theme."""
    made = bank(theme("t", good("a"), good("b"), fact("f", core=STAGES)))
    responses = check_in(made, {"a": "often", "b": "often", "f": choice})
    assert theme_of(responses).asked == 2
    assert theme_of(responses).findings == ()


@pytest.mark.parametrize("said", ["yes", "not-sure", "skip"])
def test_a_separate_sign_changes_no_status(said: str) -> None:
    """The separate questions are outside every count, even if one stood on a sheet."""
    plain = answered("often", "often", "rarely")
    (item,) = answered(said, kind=Kind.SEPARATE, scale="no-partly-yes").items
    beside = replace(plain, items=(*plain.items, reworded(item, id="separate")))
    assert score(Form.FULL, beside) == score(Form.FULL, plain)


def point_of(responses: Responses) -> PointResult:
    return score(Form.FULL, responses).point(1)


TWO_THEMES = bank(
    theme("t", good("a"), good("b"), good("c"), further(good("d")), further(good("e"))),
    theme("u", good("f"), good("g"), good("h"), further(good("i"))),
)
ALL_WELL = dict.fromkeys("abcdefghi", "often")


def test_a_point_pools_the_core_of_its_themes() -> None:
    """One watch each leaves both themes in place; together they are worth a look."""
    responses = check_in(TWO_THEMES, {**dict.fromkeys("abcfgh", "often"), "a": "sometimes"})
    assert point_of(responses).status is IN_PLACE
    both = check_in(
        TWO_THEMES, {**dict.fromkeys("abcfgh", "often"), "a": "sometimes", "f": "sometimes"}
    )
    assert theme_of(both, "t").status is theme_of(both, "u").status is IN_PLACE
    assert point_of(both).status is LOOK


def test_further_answers_are_not_pooled() -> None:
    """The more is asked, the more stands out; so further answers do not add up to a point."""
    responses = check_in(TWO_THEMES, {**ALL_WELL, "d": "sometimes", "i": "sometimes"})
    assert point_of(responses).status is IN_PLACE
    assert [one.question for one in point_of(responses).findings] == ["d", "i"]


def test_a_theme_flagged_by_its_core_comes_first() -> None:
    """Two of one theme decide, though across themes it would take three."""
    responses = check_in(TWO_THEMES, {**ALL_WELL, "a": "rarely", "b": "rarely"})
    assert (theme_of(responses).status, point_of(responses).status) == (RAISING, RAISING)


def test_further_answers_flag_their_theme_alone() -> None:
    """What was asked beyond the core is named, and moves no point."""
    responses = check_in(TWO_THEMES, {**ALL_WELL, "d": "rarely", "e": "rarely"})
    assert (theme_of(responses).status, point_of(responses).status) == (RAISING, IN_PLACE)
    assert [one.question for one in point_of(responses).findings] == ["d", "e"]


def test_a_further_answer_that_weighs_alone_moves_its_point() -> None:
    """One such answer is enough, wherever it was asked."""
    made = bank(theme("t", good("a"), good("b"), good("c"), further(sharp("s"))))
    responses = check_in(made, {**dict.fromkeys("abc", "often"), "s": "often"})
    assert point_of(responses).status is RAISING


@pytest.mark.parametrize("plan", [replace(FULL, everything=True), replace(FULL, only=("q",))])
def test_where_all_was_asked_by_wish_all_answers_flag(plan: Plan) -> None:
    """Under --all and --only a theme is flagged for its point by all its answers."""
    responses = check_in(TWO_THEMES, {**ALL_WELL, "d": "rarely", "e": "rarely"}, plan)
    assert point_of(responses).status is RAISING


def test_across_themes_three_decide() -> None:
    """Two themes worth a look are a point worth a look; a third raise is worth raising."""
    two = {**ALL_WELL, "a": "rarely", "f": "rarely"}
    responses = check_in(TWO_THEMES, two)
    assert theme_of(responses, "t").status is theme_of(responses, "u").status is LOOK
    assert point_of(responses).status is LOOK
    made = bank(*(theme(id, good(id), good(f"{id}2"), good(f"{id}3")) for id in "tuv"))
    three = {one.id: "rarely" if len(one.id) == 1 else "often" for one in made.questions}
    assert point_of(check_in(made, three)).status is RAISING


def test_a_flagged_theme_comes_before_cant_say_yet() -> None:
    """Skipping the rest of a point hides no concern of a theme."""
    responses = check_in(TWO_THEMES, {**dict.fromkeys("bcfgh", "skip"), "a": "rarely"})
    assert theme_of(responses).status is LOOK
    assert point_of(responses).status is LOOK


def test_a_flagged_theme_comes_before_not_asked() -> None:
    """Where nothing of the core applied, all answers count, and a concern among them."""
    none = dict.fromkeys("abcfgh", "does-not-apply")
    assert point_of(check_in(TWO_THEMES, none)).status is NOT_ASKED
    assert point_of(check_in(TWO_THEMES, {**none, "d": "rarely"})).status is LOOK
    well = check_in(TWO_THEMES, {**none, "d": "often", "e": "often", "i": "often"})
    assert point_of(well).status is IN_PLACE


def test_without_any_core_all_answers_are_pooled() -> None:
    """A person's own questionnaire has no core and still feeds its point."""
    own = bank(theme("t", *(further(good(id)) for id in "abc")))
    plan = replace(FULL, everything=True)
    said = {"a": "often", "b": "sometimes", "c": "sometimes"}
    assert point_of(check_in(own, said, plan)).status is LOOK


def test_the_counts_of_a_point_are_those_that_decided() -> None:
    """*Can't say yet* can be explained from the standing itself."""
    skipped = dict.fromkeys("abcfgh", "skip")
    told = point_of(check_in(TWO_THEMES, {**skipped, "d": "often", "e": "often", "i": "often"}))
    assert told.status is CANT_SAY
    assert (told.asked, told.applicable, told.answered) == (6, 6, 0)


def test_a_point_asked_in_part_says_so() -> None:
    """Parts are the themes of a point that this stage asks everybody."""
    made = bank(
        theme("t", *(good(id) for id in "abc")),
        theme("u", *(good(id) for id in "def")),
        theme("later", *(good(id, core=(Stage.ENDING,)) for id in "ghi")),
    )
    whole = point_of(check_in(made, {}))
    assert (whole.parts_asked, whole.parts) == (2, 2)
    more = point_of(check_in(made, {}, replace(FULL, everything=True)))
    assert (more.parts_asked, more.parts) == (3, 3)
    responses = check_in(made, {})
    part = point_of(replace(responses, items=tuple(i for i in responses.items if i.theme == "u")))
    assert (part.parts_asked, part.parts) == (1, 2)


def test_a_point_without_themes_is_not_asked() -> None:
    """Nothing is said of a point that nothing feeds."""
    assert score(Form.FULL, answered("often", "often")).point(5).status is NOT_ASKED


def test_quick_and_looking_have_no_statuses() -> None:
    """Every point and theme is *not asked*, and what stands out is still told."""
    result = score(Form.QUICK, answered("rarely", "rarely", "often"))
    assert {one.status for one in (*result.points, *result.themes)} == {NOT_ASKED}
    assert [one.choice for one in result.point(1).findings] == ["rarely", "rarely"]


def test_an_unknown_theme_has_no_standing() -> None:
    """A result tells only what its sheet knows."""
    assert score(Form.FULL, answered("often")).theme("elsewhere") is None


def test_a_record_is_scored_from_itself() -> None:
    """Scales come from the sheet, so a bank that changed later changes nothing."""
    responses = answered("sometimes", "sometimes")
    kinder = replace(
        responses,
        scales={
            **responses.scales,
            "often": replace(SCALES["often"], rows={"good": (Weight.OK,) * 5}),
        },
    )
    assert (theme_of(responses).status, theme_of(kinder).status) == (LOOK, IN_PLACE)


def test_a_choice_its_scale_does_not_have_is_in_no_count() -> None:
    """Nothing is guessed from a word that no scale knows."""
    item: Item = answered("perhaps").items[0]
    assert judge(item, WORDING) is None


ORDER = (RAISING, LOOK, CANT_SAY, IN_PLACE)
GIVEN = tuple(reversed(Weight))
"""The sorts of an answer, the best last."""
LEFT_OPEN = (Gap.NOT_SURE, Gap.SKIP)
Sort = Weight | Gap
SORTS: tuple[Sort, ...] = (*GIVEN, *LEFT_OPEN, Gap.DOES_NOT_APPLY)
Tally = dict[Sort, int]


def tallies(most: int) -> list[Tally]:
    """All ways of dividing up to so many answers among the seven sorts."""
    splits: list[tuple[int, ...]] = [()]
    for _ in SORTS:
        splits = [(*one, n) for one in splits for n in range(most - sum(one) + 1)]
    return [dict(zip(SORTS, one, strict=True)) for one in splits]


UP_TO_SIX = tallies(6)


OF_A_THEME = {"raises": 2, "with_watch": True}
OF_A_POINT = {"raises": 3, "with_watch": False}
RULE = pytest.mark.parametrize("rule", [OF_A_THEME, OF_A_POINT], ids=["theme", "point"])


def status_of(tally: Tally, rule: dict[str, Any]) -> Status:
    return decide(Counts(tally), **rule)


def rank(tally: Tally, rule: dict[str, Any]) -> int:
    return ORDER.index(status_of(tally, rule))


def with_one(tally: Tally, was: Sort, now: Sort) -> Tally:
    """The same answers, one of them given in another way."""
    moved: Tally = {**tally, was: tally[was] - 1}
    return {**moved, now: moved[now] + 1}


@RULE
@pytest.mark.parametrize("was", [*GIVEN[:-1], *LEFT_OPEN])
def test_a_better_answer_never_worsens(was: Sort, rule: dict[str, Any]) -> None:
    """Of all check-ins of up to six answers; so for a gap that becomes a good answer."""
    better = GIVEN[GIVEN.index(was) + 1 :] if isinstance(was, Weight) else (Weight.OK,)
    for tally in UP_TO_SIX:
        for now in better if tally[was] else ():
            assert rank(with_one(tally, was, now), rule) >= rank(tally, rule), (tally, now)


@RULE
@pytest.mark.parametrize("was", GIVEN)
def test_skipping_lifts_nothing(was: Sort, rule: dict[str, Any]) -> None:
    """A skip never gives a better word than a good answer would."""
    for tally in UP_TO_SIX:
        if tally[was]:
            good_answer, skip = with_one(tally, was, Weight.OK), with_one(tally, was, Gap.SKIP)
            assert rank(skip, rule) <= rank(good_answer, rule), tally


@RULE
def test_a_raise_is_never_hidden(rule: dict[str, Any]) -> None:
    """Whatever else was answered or left open, one `raise` is at least worth a look."""
    for tally in UP_TO_SIX:
        if tally[Weight.RAISE] or tally[Weight.ALONE]:
            assert status_of(tally, rule) in (LOOK, RAISING), tally


@RULE
@pytest.mark.parametrize("was", [*GIVEN, *LEFT_OPEN])
def test_what_does_not_apply_makes_no_concern(was: Sort, rule: dict[str, Any]) -> None:
    """It may leave too little to say something, and never flags anything."""
    for tally in UP_TO_SIX:
        if tally[was]:
            after = with_one(tally, was, Gap.DOES_NOT_APPLY)
            if status_of(after, rule) in (LOOK, RAISING):
                assert rank(after, rule) >= rank(tally, rule), tally


def test_levels_are_in_order() -> None:
    """At-most, and better and worse, rest on this order."""
    assert LEVELS == (OK, WATCH, RAISE)
