"""From answers to findings and statuses (design, section 5)."""

from itertools import product

import pytest
from msgspec.structs import replace

from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.score import (
    LEVELS,
    Counts,
    Finding,
    PointResult,
    ThemeResult,
    count,
    decide,
    judge,
    score,
)
from fitcheck.vocabulary import Form, Kind, Level, Stage, Status

from .builders import (
    FULL,
    SCALES,
    STAGES,
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
    "0/1/0/0/0/0/4": CANT_SAY,
}


def theme_of(responses: Responses, id: str = "t") -> ThemeResult:
    found = score(Form.FULL, responses).theme(id)
    assert found is not None
    return found


@pytest.mark.parametrize(("vector", "status"), VECTORS.items())
def test_vectors(vector: str, status: Status) -> None:
    """One rule gives the same word for a theme and for a point that is all of it."""
    result = score(Form.FULL, counted(vector))
    assert theme_of(counted(vector)).status is status
    assert result.point(1).status is status


def test_one_watch_is_named() -> None:
    """In place with one middle answer: the word stays, the answer is shown."""
    (finding,) = theme_of(counted("4/1/0")).findings
    assert (finding.level, finding.choice, finding.rule) == (WATCH, "sometimes", "level")


def test_counts_are_told() -> None:
    """How many did not apply, and how many the person was unsure of, can be said."""
    told = theme_of(counted("2/0/0/0/1/3/1"))
    assert (told.asked, told.applicable, told.answered, told.unsure) == (7, 4, 2, 1)


LEVELS_OF = [
    (Kind.GOOD, {}, "almost-never rarely sometimes often almost-always", "rrwoo"),
    (Kind.CONCERN, {}, "almost-never rarely sometimes often almost-always", "oowrr"),
    (Kind.CONCERN, {"sharp": True}, "almost-never rarely sometimes often almost-always", "owRRR"),
    (Kind.GOOD, {"sharp": True}, "almost-never rarely sometimes often almost-always", "RRwoo"),
    (Kind.CONCERN, {"at_most": WATCH}, "almost-never sometimes almost-always", "oww"),
    (Kind.GOOD, {"at_most": OK}, "almost-never sometimes almost-always", "ooo"),
    (Kind.CONCERN, {"at_most": WATCH, "sharp": True}, "rarely sometimes often", "www"),
    (Kind.FIT, {}, "far-too-little a-bit-too-little about-right a-bit-too-much", "rwow"),
    (Kind.GOOD, {"scale": "yes-partly-no"}, "yes partly no", "owr"),
    (Kind.GOOD, {"scale": "yes-partly-no", "sharp": True}, "yes partly no", "owR"),
]


@pytest.mark.parametrize(("kind", "fields", "choices", "letters"), LEVELS_OF)
def test_levels(kind: Kind, fields: dict[str, object], choices: str, letters: str) -> None:
    """The scale reads an answer by kind; sharp (R: alone) and at-most change its weight."""
    responses = answered(*choices.split(), kind=kind, **fields)
    assert "".join(letter(judge(item, responses.scales)) for item in responses.items) == letters


def letter(finding: Finding | None) -> str:
    assert finding is not None
    assert (finding.rule == "sharp") is finding.alone
    return "R" if finding.alone else {OK: "o", WATCH: "w", RAISE: "r"}[finding.level]


@pytest.mark.parametrize("gap", ["not-sure", "does-not-apply", "skip"])
def test_a_gap_has_no_level(gap: str) -> None:
    """No answer is imputed."""
    responses = answered(gap)
    assert judge(responses.items[0], responses.scales) is None


# happened, talked, after -> level, alone, rule; of an ordinary event and of a slight
EVENTS = {
    ("no",): ((OK, "level"), (OK, "level")),
    ("once", "yes", "better"): ((OK, "talked-and-better"),) * 2,
    ("more-than-once", "yes", "better"): ((OK, "talked-and-better"),) * 2,
    ("once", "not-yet", "worse"): ((RAISE, "worse-after"),) * 2,
    ("once", "partly", "worse"): ((RAISE, "worse-after"),) * 2,
    ("once", "yes", "worse"): ((RAISE, "worse-after"),) * 2,
    ("more-than-once", "skip", "worse"): ((RAISE, "worse-after"),) * 2,
    ("once", "not-yet", "same"): ((WATCH, "happened"), (RAISE, "never-talked")),
    ("more-than-once", "not-yet", "same"): ((RAISE, "never-talked"),) * 2,
    ("once", "not-yet", "better"): ((WATCH, "happened"),) * 2,
    ("more-than-once", "not-yet", "better"): ((WATCH, "happened"),) * 2,
    ("once", "partly", "same"): ((WATCH, "happened"),) * 2,
    ("once", "partly", "better"): ((WATCH, "happened"),) * 2,
    ("once", "yes", "same"): ((WATCH, "happened"),) * 2,
    ("more-than-once", "yes", "same"): ((WATCH, "happened"),) * 2,
    ("more-than-once", "not-sure", "better"): ((WATCH, "happened"),) * 2,
    ("more-than-once", "not-yet", "skip"): ((WATCH, "happened"),) * 2,
    ("once",): ((WATCH, "happened"),) * 2,
}


@pytest.mark.parametrize(("said", "expected"), EVENTS.items())
def test_events(said: tuple[str, ...], expected: tuple[tuple[Level, str], ...]) -> None:
    """What came of it decides; a slight weighs alone even if it happened once."""
    for is_slight, (level, rule) in zip((False, True), expected, strict=True):
        item = happened(*said, sharp=is_slight)
        alone = level is RAISE
        assert judge(item, SCALES) == Finding(
            question="e", choice=said[0], level=level, alone=alone, rule=rule
        )


def test_every_event_is_in_the_table_or_a_watch() -> None:
    """Whatever else happened, once or more, is worth a watch and no more."""
    talked, after = ("not-yet", "partly", "yes", "skip"), ("worse", "same", "better", "not-sure")
    for said in product(("once", "more-than-once"), talked, after):
        finding = judge(happened(*said), SCALES)
        assert finding is not None
        if said[2] == "worse" or said == ("more-than-once", "not-yet", "same"):
            assert finding.alone, said
        elif said[1:] == ("yes", "better"):
            assert finding.level is OK, said
        else:
            assert (finding.level, finding.alone) == (WATCH, False), said


def test_an_event_can_be_capped() -> None:
    """At most a watch holds for events, too, and then none weighs alone."""
    item = reworded(happened("more-than-once", "not-yet", "worse"), at_most=WATCH)
    finding = judge(item, SCALES)
    assert finding is not None
    assert (finding.level, finding.alone) == (WATCH, False)


def test_a_strain_talked_through_is_a_strength() -> None:
    """It is ok, and shown."""
    made = bank(theme("t", good("a"), good("b"), event("e")))
    said = {"a": "often", "b": "often", "e": "once", "e.talked": "yes", "e.after": "better"}
    told = theme_of(check_in(made, said))
    assert told.status is IN_PLACE
    assert [one.rule for one in told.findings] == ["talked-and-better"]


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
    assert count(responses.items, responses.scales) == Counts(watch=3)


@pytest.mark.parametrize(
    ("gap", "counts"),
    [
        ("not-sure", Counts(unsure=1)),
        ("does-not-apply", Counts(does_not_apply=1)),
        ("skip", Counts(skipped=1)),
    ],
)
def test_the_gap_of_an_event_is_that_of_its_first_card(gap: str, counts: Counts) -> None:
    """An event left open is one gap, with no follow-up beside it."""
    assert count([happened(gap, "not-sure", "skip")], SCALES) == counts


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"m.matters": "no"}, Counts(does_not_apply=1)),
        ({"m.matters": "not-sure"}, Counts(unsure=1)),
        ({"m.matters": "yes", "m": "not-sure"}, Counts(unsure=1)),
        ({"m.matters": "yes", "m": "rarely"}, Counts(raised=1)),
        ({"m.matters": "no", "m": "rarely"}, Counts(does_not_apply=1)),
        ({}, Counts(skipped=1)),
    ],
)
def test_what_may_matter_is_one_item(said: dict[str, str], counts: Counts) -> None:
    """Two cards count once, and what does not matter does not apply."""
    responses = check_in(bank(theme("t", mattering("m"))), said)
    assert count(responses.items, responses.scales) == counts


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
    (item,) = answered(said, kind=Kind.SEPARATE, scale="yes-partly-no").items
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


def test_a_flagged_theme_comes_first() -> None:
    """Further answers can flag their theme, and a flagged theme its point."""
    look = check_in(TWO_THEMES, {**ALL_WELL, "d": "rarely"})
    assert (theme_of(look).status, point_of(look).status) == (LOOK, LOOK)
    raising = check_in(TWO_THEMES, {**ALL_WELL, "d": "rarely", "e": "rarely"})
    assert (theme_of(raising).status, point_of(raising).status) == (RAISING, RAISING)


def test_the_graver_flag_wins() -> None:
    """Two themes worth a look can together be worth raising, and stay so."""
    responses = check_in(TWO_THEMES, {**ALL_WELL, "a": "rarely", "f": "rarely"})
    assert theme_of(responses, "t").status is theme_of(responses, "u").status is LOOK
    assert point_of(responses).status is RAISING


def test_a_flagged_theme_comes_before_cant_say_yet() -> None:
    """Skipping the rest of a point hides no concern of a theme."""
    skipped = dict.fromkeys("abcfgh", "skip")
    responses = check_in(TWO_THEMES, {**skipped, "d": "rarely"})
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
        scales={**responses.scales, "often": replace(SCALES["often"], levels={"good": (OK,) * 5})},
    )
    assert (theme_of(responses).status, theme_of(kinder).status) == (LOOK, IN_PLACE)


def test_a_choice_its_scale_does_not_have_is_in_no_count() -> None:
    """Nothing is guessed from a word that no scale knows."""
    item: Item = answered("perhaps").items[0]
    assert judge(item, SCALES) is None


ORDER = (RAISING, LOOK, CANT_SAY, IN_PLACE)
GIVEN = ("alone", "raised", "watch", "ok")
"""The sorts of an answer, the best last."""
SORTS = (*GIVEN, "unsure", "skipped", "does_not_apply")
Tally = dict[str, int]


def tallies(most: int) -> list[Tally]:
    """All ways of dividing up to so many answers among the seven sorts."""
    splits: list[tuple[int, ...]] = [()]
    for _ in SORTS:
        splits = [(*one, n) for one in splits for n in range(most - sum(one) + 1)]
    return [dict(zip(SORTS, one, strict=True)) for one in splits]


UP_TO_SIX = tallies(6)


def status_of(tally: Tally) -> Status:
    return decide(Counts(**tally))


def rank(tally: Tally) -> int:
    return ORDER.index(status_of(tally))


def with_one(tally: Tally, was: str, now: str) -> Tally:
    """The same answers, one of them given in another way."""
    moved = {**tally, was: tally[was] - 1}
    return {**moved, now: moved[now] + 1}


@pytest.mark.parametrize("was", [*GIVEN[:-1], "unsure", "skipped"])
def test_a_better_answer_never_worsens(was: str) -> None:
    """Of all check-ins of up to six answers; so for a gap that becomes a good answer."""
    better = GIVEN[GIVEN.index(was) + 1 :] if was in GIVEN else ("ok",)
    for tally in UP_TO_SIX:
        for now in better if tally[was] else ():
            assert rank(with_one(tally, was, now)) >= rank(tally), (tally, now)


@pytest.mark.parametrize("was", GIVEN)
def test_skipping_lifts_nothing(was: str) -> None:
    """A skip never gives a better word than a good answer would."""
    for tally in UP_TO_SIX:
        if tally[was]:
            good_answer, skip = with_one(tally, was, "ok"), with_one(tally, was, "skipped")
            assert rank(skip) <= rank(good_answer), tally


def test_a_raise_is_never_hidden() -> None:
    """Whatever else was answered or left open, one `raise` is at least worth a look."""
    for tally in UP_TO_SIX:
        if tally["raised"] or tally["alone"]:
            assert status_of(tally) in (LOOK, RAISING), tally


@pytest.mark.parametrize("was", [*GIVEN, "unsure", "skipped"])
def test_what_does_not_apply_makes_no_concern(was: str) -> None:
    """It may leave too little to say something, and never flags anything."""
    for tally in UP_TO_SIX:
        if tally[was]:
            after = with_one(tally, was, "does_not_apply")
            if status_of(after) in (LOOK, RAISING):
                assert rank(after) >= rank(tally), tally


def test_levels_are_in_order() -> None:
    """At-most, and better and worse, rest on this order."""
    assert LEVELS == (OK, WATCH, RAISE)
