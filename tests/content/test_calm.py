"""Nothing calm is said over a grave answer, and a graver answer never makes a page calmer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fitcheck.checkin.note.candidates import gather_candidates
from fitcheck.document import Blocks
from fitcheck.markdown import as_markdown
from fitcheck.questions.answers import card_id
from fitcheck.questions.compare import Changes, Reason, Shift, Way
from fitcheck.questions.flow import path
from fitcheck.questions.score import judge
from fitcheck.store.collection import Collection, Numbered
from fitcheck.store.records import CheckIn
from fitcheck.terminal.output import tell
from fitcheck.texts import catalogue, say
from fitcheck.views.as_json import compare_shape, encoded, history_shape, show_shape
from fitcheck.views.comparison import compare_check_ins, tell_changes
from fitcheck.views.history import tell_history
from fitcheck.views.personal_note import Own, personal_note
from fitcheck.views.summary import at_a_glance, full_summary, open_point, short_summary, summary
from fitcheck.views.web_page import as_html
from fitcheck.vocabulary import Part, Status, Weight
from tests.kept import check_in
from tests.questions.builders import reply
from tests.questions.test_properties import (
    FLAGS,
    Taken,
    badness,
    bounded,
    leads_alike,
    no_worse,
    of_shipped,
    one_card,
    shipped,
)

HOLDS = ("answer.why.named.one", "answer.why.named.other")
CALM = (
    ("sayings.first-sessions",),
    ("sayings.fluctuation",),
    ("sayings.nothing-stands-out", "sayings.middle-answers"),
    HOLDS,
    ("compare.nothing-far",),
    ("compare.within",),
    ("personal-note.over-time-told",),
)
"""What is said where all is well enough; texts of one place stand together."""
OR_WELL = tuple((*keys, "answer.why.holds") if keys == HOLDS else keys for keys in CALM)
"""The same, with what is said of a point in which nothing is named: beside others it is true."""
OUTSIDE = say("summary.outside", count=2, points="").partition(". ")[2].partition(":")[0]
"""How the caution begins."""
SAY_SO = ("glance", "summary", "show", "show --all", "for me", "for me, as a page", "compare")
"""Where the caution stands."""
quick = settings(bounded, max_examples=15, phases=[Phase.generate])
"""Smaller examples of a whole check-in say no more, and take minutes to find."""
BAD_NEWS = {Reason.BECAME_WORTH_RAISING, Reason.NEW_ALONE}


def kept(taken: Taken) -> CheckIn:
    """A check-in as it is kept."""
    return check_in("bbbbbb", taken.responses, stage=taken.plan.stage)


def earlier(taken: Taken) -> CheckIn:
    """One of the week before."""
    one = check_in("aaaaaa", taken.responses, stage=taken.plan.stage)
    return replace(one, finished=one.finished - timedelta(days=7))


def pages(now: CheckIn, before: CheckIn) -> Mapping[str, str]:
    """Everything that is told of a check-in, by where it is told."""
    return {name: " ".join(text.split()) for name, text in _pages(now, before)}


def _pages(now: CheckIn, before: CheckIn) -> Iterator[tuple[str, str]]:
    two = Numbered(number=1, check_in=before), Numbered(number=2, check_in=now)
    changes = compare_check_ins(before, now)
    assert isinstance(changes, Changes)
    told: Mapping[str, Blocks] = {
        "glance": at_a_glance(now, before=before),
        "summary": summary(now, before=before),
        "show": short_summary(now, 2, before=before),
        "show --all": full_summary(now, 2, before=before),
        "compare": tell_changes(*two, changes),
        "history": tell_history(two, now.finished.date(), Collection(check_ins=(before, now))),
        **{f"point {id}": open_point(now, id, shipped(), before=before) for id in range(1, 6)},
    }
    for name, blocks in told.items():
        yield name, tell(blocks)
    note = personal_note(Own(check_in=now, kept=Collection(check_ins=(before, before, now))))
    yield "for me", as_markdown(note)
    yield "for me, as a page", as_html(note)
    yield "show --json", encoded(show_shape(now))
    yield "history --json", encoded(history_shape(two, Collection()))
    yield "compare --json", encoded(compare_shape(*two, changes, ()))


def calm(text: str, places: Iterable[tuple[str, ...]] = CALM) -> Mapping[str, int]:
    """How often calm words stand at each place, by its first text."""
    return {keys[0]: sum(text.count(bare(key)) for key in keys) for keys in places}


def bare(key: str) -> str:
    """The longest part of a text that has no value in it."""
    parts = str(catalogue()[key]).replace("}", "{").split("{")[::2]
    return " ".join(max(parts, key=len).split())


@st.composite
def grave(draw: st.DrawFn) -> Taken:
    """A check-in in which one sharp answer weighs alone, whatever else was said."""
    taken = draw(of_shipped())
    rows = {
        card.question.id: card.question
        for card in path(taken.questions, taken.answers)
        if card.part is Part.ANSWER and card.question.asked.row in ("sharp", "slight")
    }
    assume(rows)
    one = rows[draw(st.sampled_from(sorted(rows)))]
    if one.asked.row == "slight":
        said = {Part.ANSWER: "once", Part.TALKED: "not-yet", Part.AFTER: "worse"}
    else:
        scale = shipped().scales[one.scale]
        weights = zip(scale.choices, scale.row(one.asked), strict=True)
        alone = [choice.id for choice, weight in weights if weight is Weight.ALONE]
        said = {Part.ANSWER: draw(st.sampled_from(alone))}
    answers = taken.answers
    for part, choice in said.items():
        answers = answers.with_reply(card_id(one.id, part), reply(choice))
    return Taken(taken.bank, taken.plan, answers)


def graver(data: st.DataObject, taken: Taken) -> Taken:
    """The same check-in with one answer that is read as graver than it was."""
    one, part, options = one_card(data, taken)
    said = data.draw(st.sampled_from(options))
    other = Taken(
        taken.bank, taken.plan, taken.answers.with_reply(card_id(one.id, part), reply(said))
    )
    assume(leads_alike(taken, other, one))
    was, now = badness(taken, one.id), badness(other, one.id)
    assume(was is not None and now is not None and now > was)
    return other


@quick
@given(grave(), of_shipped())
def test_nothing_calm_over_a_grave_answer(taken: Taken, other: Taken) -> None:
    """On every page, whatever else was said and whatever was before, and the caution is there."""
    found = pages(kept(taken), earlier(other))
    for name, text in found.items():
        assert not any(calm(text).values()), (name, calm(text))
        assert (OUTSIDE in text) == (name in SAY_SO), name
    assert gather_candidates(shipped(), kept(taken)).is_careful


@quick
@given(grave())
def test_nothing_calm_where_it_is_as_grave_as_before(taken: Taken) -> None:
    """That nothing moved is no good news then: what is grave is told again."""
    text = pages(kept(taken), earlier(taken))["compare"]
    assert not any(calm(text).values())
    for one in taken.responses.items:
        finding = judge(one, taken.responses)
        if finding is not None and finding.alone:
            assert one.text.removesuffix(".") in text


@quick
@given(of_shipped(), of_shipped(), st.data())
def test_a_graver_answer_makes_nothing_calmer(
    taken: Taken, other: Taken, data: st.DataObject
) -> None:
    """It lifts no status, removes no caution, and adds no calm sentence to any page.

    That a low answer or two is common stands from the first point on that is flagged.
    """
    worse = graver(data, taken)
    assert no_worse(worse.result, taken.result)
    before, after = (pages(kept(one), earlier(other)) for one in (taken, worse))
    is_first = not any(point.status in FLAGS for point in taken.result.points)
    for name, text in before.items():
        assert OUTSIDE not in text or OUTSIDE in after[name], name
        # What moved is told beside the last time, which may have been graver still.
        if name != "compare":
            was, now = calm(text, OR_WELL), calm(after[name], OR_WELL)
            added = {place for place in now if now[place] > was[place]}
            assert added <= ({"sayings.nothing-stands-out"} if is_first else set()), name
    careful = [gather_candidates(shipped(), kept(one)).is_careful for one in (taken, worse)]
    assert careful != [True, False]


@quick
@given(of_shipped(), of_shipped(), st.data())
def test_a_graver_answer_makes_no_change_look_better(
    then: Taken, now: Taken, data: st.DataObject
) -> None:
    """Beside an earlier check-in: no point or theme gets better, no bad news goes away.

    Where it could not be said yet how things stand, an answer more may let it be said.
    """
    worse = graver(data, now)
    first, second = (shifts(earlier(then), kept(one)) for one in (now, worse))
    for id, shift in second.items():
        could_say = first[id].later is not Status.CANT_SAY_YET
        if shift.verdict is Way.BETTER and could_say:
            assert first[id].verdict is Way.BETTER
        assert first[id].verdict is not Way.WORSE or shift.verdict is Way.WORSE
        assert BAD_NEWS & set(first[id].reasons) <= set(shift.reasons)
        assert Reason.NO_LONGER_WORTH_RAISING not in shift.reasons or (
            first[id].later is not Status.WORTH_RAISING
        )


def shifts(then: CheckIn, now: CheckIn) -> Mapping[str, Shift]:
    """Every point and theme, then and now."""
    changes = compare_check_ins(then, now)
    assert isinstance(changes, Changes)
    return {one.id: one for one in (*changes.points, *changes.themes)}
