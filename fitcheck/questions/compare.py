"""Two check-ins, and what changed between them (design, section 5, "Two check-ins").

Small differences are not news: a theme or point moved only if its status and
at least two of its answers say so, and none speaks against it. What is new,
gone or not asked is named instead, and events always are. Answers to another
wording, scale or window stand side by side and are not compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec.structs import replace

from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.model import Value, Wording
from fitcheck.questions.score import Finding, ThemeResult, judge, score
from fitcheck.vocabulary import Form, Happened, Kind, Level, Part, Status, Weight

ENOUGH = 2
"""So many answers must have moved the same way before a theme or point has."""

FAR = 2
"""Steps; one answer by itself is news only from here on (domain, section 5.4)."""

Forms = tuple[Form, Form]
BOTH_FULL: Forms = (Form.FULL, Form.FULL)

SAYS_SOMETHING = (Status.WORTH_RAISING, Status.WORTH_A_LOOK, Status.IN_PLACE)
"""The statuses that a theme can move between, the best last."""


class Way(StrEnum):
    """Which way an answer, a theme or a point moved; the last two are of themes and points."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "about-the-same"
    NAMED = "named"
    """No way is claimed: the reasons, and what is new or gone, are told instead."""


class Reason(StrEnum):
    """Why a theme or a point is not about the same, whichever way it moved."""

    BECAME_WORTH_RAISING = "became-worth-raising"
    NO_LONGER_WORTH_RAISING = "no-longer-worth-raising"
    NEW_ALONE = "new-and-weighs-alone"
    GONE_ALONE = "gone-and-weighed-alone"
    NOT_ASKED_THEN = "not-asked-then"
    NOT_ASKED_NOW = "not-asked-now"
    CANT_SAY_THEN = "cant-say-then"
    CANT_SAY_NOW = "cant-say-now"
    OTHER_QUESTIONS = "other-questions"
    """Hardly any question was the same, so there is nothing to hold side by side."""


class Difference(StrEnum):
    """Why two answers to one question cannot be compared."""

    WORDING = "wording"
    SCALE = "scale"
    """Another scale, or the same one read in another way."""
    WINDOW = "window"


class News(StrEnum):
    """What there is to tell of an event that happened at one of the two times."""

    NEW = "new"
    TOLD_NOW = "told-now"
    """It happened, and then it was not asked or left open."""
    GONE = "gone"
    NOT_TOLD_NOW = "not-told-now"
    """It had happened, and now it was not asked or left open."""
    CHANGED = "changed"
    """It happened both times; how often, or what came of it, is different."""
    SAME = "same"


class Pair(Value, frozen=True):
    """One question with what was said to it both times; None: not asked then."""

    question: str
    earlier: Item | None
    later: Item | None
    why: Difference | None = None
    """Why the two cannot be compared, where it was asked both times, but not alike."""
    news: News | None = None
    """Of an event that happened at one of the two times, or at both."""
    way: Way | None = None
    """None: it stayed, or it has no better and no worse."""
    steps: int = 0
    """How far it moved on its scale."""
    has_crossed: bool = False
    """Whether it went from worth raising to well, or back."""

    @property
    def text(self) -> str:
        """The question as it was asked last."""
        last = self.later or self.earlier
        return last.text if last is not None else ""


class Shift(Value, frozen=True):
    """A theme or a point, then and now."""

    id: str
    title: str
    earlier: Status
    later: Status
    verdict: Way | None = None
    """None: nothing is said of it, as with two therapists."""
    reasons: tuple[Reason, ...] = ()
    new: tuple[Finding, ...] = ()
    """What stands out now, and did not then or not as much."""
    gone: tuple[Finding, ...] = ()
    """What stood out then, and does not now, not as much, or was not answered."""


class SideBySide(Value, frozen=True):
    """Two check-ins next to each other, as with two therapists: nothing is ranked."""

    points: tuple[Shift, ...]
    themes: tuple[Shift, ...]
    pairs: tuple[Pair, ...]
    """Every question of either check-in, in the order of the later one."""
    not_comparable: tuple[Pair, ...]


class Changes(SideBySide, frozen=True):
    """All that can be told of two check-ins; of the themes those that were asked once at least."""

    events: tuple[Pair, ...]
    answers: tuple[Pair, ...]
    """Those that moved far, or from `raise` to `ok` or back: each is news by itself."""
    newly_answered: tuple[Pair, ...]
    no_longer_answered: tuple[Pair, ...]
    ticked: tuple[Pair, ...]
    """Cards of ticks that were answered both times, and not alike."""


def compare(earlier: Responses, later: Responses, forms: Forms = BOTH_FULL) -> Changes:
    """What changed from one check-in to a later one, each read from itself alone."""
    pairs = _pairs(earlier, later)
    alike = [one for one in pairs if not one.why]
    rest = [one for one in alike if not one.news]
    ways = _ways(alike, earlier, later)
    points, themes = _results(earlier, later, forms)
    shifts = (_shift(*two, ways[two[0].id]) for two in themes)
    return Changes(
        points=tuple(_shift(*two, ways[two[0].id]) for two in points),
        themes=tuple(one for one in shifts if {one.earlier, one.later} != {Status.NOT_ASKED}),
        pairs=pairs,
        not_comparable=_apart(pairs),
        events=tuple(one for one in alike if one.news),
        answers=tuple(one for one in rest if one.steps >= FAR or one.has_crossed),
        newly_answered=tuple(p for p in rest if _is_said(p.later) and not _is_said(p.earlier)),
        no_longer_answered=tuple(p for p in rest if _is_said(p.earlier) and not _is_said(p.later)),
        ticked=tuple(one for one in rest if _is_ticked_otherwise(one)),
    )


def side_by_side(left: Responses, right: Responses, forms: Forms = BOTH_FULL) -> SideBySide:
    """Two check-ins next to each other, such as with two therapists.

    No way is told: fitcheck does not rank therapists (design, section 1).
    """
    pairs = tuple(replace(one, way=None) for one in _pairs(left, right))
    points, themes = (
        tuple(
            Shift(id=one.id, title=other.title, earlier=one.status, later=other.status)
            for one, other in results
        )
        for results in _results(left, right, forms)
    )
    return SideBySide(points=points, themes=themes, pairs=pairs, not_comparable=_apart(pairs))


def _apart(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """What was asked in two ways, and answered at least once."""
    return tuple(p for p in pairs if p.why and (_is_said(p.earlier) or _is_said(p.later)))


# Answers -----------------------------------------------------------------------------


def _pairs(then: Responses, now: Responses) -> tuple[Pair, ...]:
    """Every question of either check-in, in the order of the later one."""
    earlier, later = ({item.id: item for item in each.items} for each in (then, now))
    pairs = (
        Pair(question=id, earlier=earlier.get(id), later=later.get(id)) for id in later | earlier
    )
    return tuple(_with_news(one, then, now) for one in pairs)


def _with_news(pair: Pair, then: Responses, now: Responses) -> Pair:
    """A pair with all that there is to tell of it."""
    earlier, later = pair.earlier, pair.later
    if earlier is None or later is None:
        return replace(pair, news=_news(pair))
    if why := _difference(earlier, later, then, now):
        return replace(pair, why=why)
    pair = replace(pair, news=_news(pair), way=way_of(earlier, later, then, now))
    first, last = _place(earlier, then), _place(later, now)
    if first is None or last is None:
        return pair
    found = {it.level for it in (judge(earlier, then), judge(later, now)) if it}
    crossed = found == {Level.OK, Level.RAISE}
    return replace(pair, steps=abs(last - first), has_crossed=crossed)


def _place(item: Item, wording: Wording) -> int | None:
    """Where an answer stands on its scale; None for a gap, an event and ticks."""
    choices = wording.scale_of(item.asked, Part.ANSWER).ids
    known = item.gap is None and item.kind not in (Kind.EVENT, Kind.TICKS)
    return choices.index(item.reply.choice) if known and item.reply.choice in choices else None


def way_of(earlier: Item, later: Item, then: Responses, now: Responses) -> Way | None:
    """Which way an answer went: by its weight, then by its distance from the best answer."""
    first, last = judge(earlier, then), judge(later, now)
    if first is None or last is None:
        return None
    before = first.weight.rank, from_best(earlier, then)
    after = last.weight.rank, from_best(later, now)
    if before == after:
        return None
    return Way.BETTER if after < before else Way.WORSE


def _is_said(item: Item | None) -> bool:
    return item is not None and item.gap is None


def _is_ticked_otherwise(pair: Pair) -> bool:
    then, now = pair.earlier, pair.later
    if then is None or now is None or now.kind is not Kind.TICKS:
        return False
    return _is_said(then) and _is_said(now) and then.reply.ticked != now.reply.ticked


def _news(pair: Pair) -> News | None:
    """What there is to tell of an event; nothing where it never happened."""
    match _happened(pair.earlier), _happened(pair.later):
        case True, True:
            same = _came_of_it(pair.earlier) == _came_of_it(pair.later)
            return News.SAME if same else News.CHANGED
        case False, True:
            return News.NEW if _is_said(pair.earlier) else News.TOLD_NOW
        case True, False:
            return News.GONE if _is_said(pair.later) else News.NOT_TOLD_NOW
    return None


def _happened(item: Item | None) -> bool:
    if item is None or item.kind is not Kind.EVENT or item.gap is not None:
        return False
    return item.reply.choice != Happened.NO


def _came_of_it(item: Item | None) -> Mapping[Part, str]:
    """How often it happened and what its follow-ups say, without when it was answered."""
    return {part: reply.id for part, reply in item.replies.items()} if item else {}


def best(row: Sequence[Weight]) -> tuple[int, ...]:
    """The places of the best answer: the `ok` ones farthest from any that is not.

    Almost always they are one; none where all answers are alike.
    """
    others = [place for place, weight in enumerate(row) if weight is not Weight.OK]
    reach = {
        place: min((abs(place - other) for other in others), default=0)
        for place, weight in enumerate(row)
        if weight is Weight.OK
    }
    return tuple(place for place, far in reach.items() if 0 < far == max(reach.values()))


def from_best(item: Item, wording: Wording) -> int:
    """How many steps an answer is from the best one of its scale; 0 where there is no best."""
    place = _place(item, wording)
    if place is None:
        return 0
    tops = best(wording.scale_of(item.asked, Part.ANSWER).row(item.asked))
    return min((abs(place - top) for top in tops), default=0)


def _difference(earlier: Item, later: Item, then: Responses, now: Responses) -> Difference | None:
    """Why two answers to one question cannot be compared; None: they can."""
    if earlier.rev != later.rev:
        return Difference.WORDING
    if _meaning(earlier, then) != _meaning(later, now):
        return Difference.SCALE
    return Difference.WINDOW if earlier.asked.window != later.asked.window else None


def _meaning(item: Item, responses: Responses) -> tuple[object, ...]:
    """All that decides what a choice means; a label may be corrected, so it is not in it.

    Which lines there are to tick differs from stage to stage, and says nothing here.
    """
    asked = item.asked
    scale = responses.scale_of(asked, Part.ANSWER)
    order = scale.ids if item.kind is not Kind.TICKS else ()
    by_event = responses.events.get(asked.row or asked.kind) if item.kind is Kind.EVENT else None
    return scale.id, order, scale.row(asked), by_event, item.kind, asked.at_most


# Themes and points -------------------------------------------------------------------


Results = Iterator[tuple[ThemeResult, ThemeResult]]


def _results(then: Responses, now: Responses, forms: Forms) -> tuple[Results, Results]:
    """Where the points, and the themes, of both check-ins stand."""
    first, last = score(forms[0], then), score(forms[1], now)
    return _both(first.points, last.points), _both(first.themes, last.themes)


def _both(then: Iterable[ThemeResult], now: Iterable[ThemeResult]) -> Results:
    """Those of either check-in, as the later one orders and names them."""
    earlier, later = ({one.id: one for one in each} for each in (then, now))
    for id, one in {**later, **earlier, **later}.items():
        none = ThemeResult(id=id, title=one.title, status=Status.NOT_ASKED)
        yield earlier.get(id, none), later.get(id, none)


def _ways(
    alike: Iterable[Pair], then: Responses, now: Responses
) -> Mapping[str, Sequence[Way | None]]:
    """By theme and by point, the ways of the answers that were counted to it both times."""
    ways: dict[str, list[Way | None]] = defaultdict(list)
    first, last = (
        {theme.id: {theme.id, str(theme.point)} for theme in each.themes} for each in (then, now)
    )
    for pair in alike:
        if pair.earlier and pair.later:
            before, after = pair.earlier.theme or "", pair.later.theme or ""
            for id in first.get(before, set()) & last.get(after, set()):
                ways[id].append(pair.way)
    return ways


def _shift(then: ThemeResult, now: ThemeResult, ways: Sequence[Way | None]) -> Shift:
    """One theme or point: it moved, or it is told why not, or it is about the same."""
    reasons = _reasons(then, now, asked_both_times=len(ways))
    otherwise = Way.NAMED if reasons else Way.SAME
    return Shift(
        id=now.id,
        title=now.title,
        earlier=then.status,
        later=now.status,
        verdict=moved(then.status, now.status, ways) or otherwise,
        reasons=reasons,
        new=_standing_out_more(now, then),
        gone=_standing_out_more(then, now),
    )


def moved(then: Status, now: Status, ways: Sequence[Way | None]) -> Way | None:
    """Which way a theme or point moved, None where that cannot be said.

    Its status must have changed, and at least two of its answers must have
    moved that same way, and none the other. A status that says nothing is
    neither better nor worse than another.
    """
    if then not in SAYS_SOMETHING or now not in SAYS_SOMETHING or then is now:
        return None
    is_better = SAYS_SOMETHING.index(now) > SAYS_SOMETHING.index(then)
    way, against = (Way.BETTER, Way.WORSE) if is_better else (Way.WORSE, Way.BETTER)
    return way if ways.count(way) >= ENOUGH and against not in ways else None


def _reasons(then: ThemeResult, now: ThemeResult, *, asked_both_times: int) -> tuple[Reason, ...]:
    """Everything that forbids to say "about the same"."""
    both_say = then.status in SAYS_SOMETHING and now.status in SAYS_SOMETHING
    was_raised, is_raised = (one.status is Status.WORTH_RAISING for one in (then, now))
    holds = {
        Reason.BECAME_WORTH_RAISING: is_raised and not was_raised,
        Reason.NO_LONGER_WORTH_RAISING: was_raised and not is_raised,
        Reason.NEW_ALONE: bool(_alone(now) - _alone(then)),
        Reason.GONE_ALONE: bool(_alone(then) - _alone(now)),
        Reason.NOT_ASKED_THEN: then.status is Status.NOT_ASKED,
        Reason.NOT_ASKED_NOW: now.status is Status.NOT_ASKED,
        Reason.CANT_SAY_THEN: then.status is Status.CANT_SAY_YET,
        Reason.CANT_SAY_NOW: now.status is Status.CANT_SAY_YET,
        Reason.OTHER_QUESTIONS: both_say and asked_both_times < ENOUGH,
    }
    return tuple(reason for reason, does in holds.items() if does)


def _alone(result: ThemeResult) -> set[str]:
    return {finding.question for finding in result.findings if finding.alone}


def _standing_out_more(one: ThemeResult, other: ThemeResult) -> tuple[Finding, ...]:
    """What stands out in one and not, or not as much, in the other."""
    ranks = {finding.question: finding.weight.rank for finding in other.findings}
    return tuple(
        finding for finding in one.findings if finding.weight.rank > ranks.get(finding.question, 0)
    )
