"""Two check-ins, and what changed between them (design, section 5, "Two check-ins").

Small differences are not news: a theme or point moved only if its status and
at least two of its answers say so, and none speaks against it. What is new,
gone or not asked is named instead, and events always are. Answers to another
wording, scale or window stand side by side and are not compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

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

WEIGHTS = tuple(Weight)
"""From the best to the gravest."""

SAYS_SOMETHING = (Status.WORTH_RAISING, Status.WORTH_A_LOOK, Status.IN_PLACE)
"""The statuses that a theme can move between, the best last."""


class Way(StrEnum):
    """Which way an answer, a theme or a point moved."""

    BETTER = "better"
    WORSE = "worse"


class Verdict(StrEnum):
    """What may be said of a theme or a point."""

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

    @property
    def text(self) -> str:
        """The question as it was asked last."""
        last = self.later or self.earlier
        return last.text if last is not None else ""


class Moved(Pair, frozen=True):
    """An answer that moved far, or from `raise` to `ok` or back."""

    way: Way | None
    """None: to the other side of the best answer, or without a better and a worse."""
    steps: int


class EventNews(Pair, frozen=True):
    """An event that happened at one of the two times, or at both."""

    news: News


class NotComparable(Pair, frozen=True):
    """A question that was asked both times, and not in the same way."""

    why: Difference


class Shift(Value, frozen=True):
    """A theme or a point, then and now."""

    id: str
    title: str
    earlier: Status
    later: Status
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    new: tuple[Finding, ...] = ()
    """What stands out now, and did not then or not as much."""
    gone: tuple[Finding, ...] = ()
    """What stood out then, and does not now, not as much, or was not answered."""


class Changes(Value, frozen=True):
    """All that can be told of two check-ins."""

    points: tuple[Shift, ...]
    themes: tuple[Shift, ...]
    """Those that were asked at one of the two times, or at both."""
    events: tuple[EventNews, ...]
    answers: tuple[Moved, ...]
    newly_answered: tuple[Pair, ...]
    no_longer_answered: tuple[Pair, ...]
    not_comparable: tuple[NotComparable, ...]
    ticked: tuple[Pair, ...] = ()
    """Cards of ticks that were answered both times, and not alike."""


class Beside(Value, frozen=True):
    """A theme or a point of two check-ins, with no word on which is better."""

    id: str
    title: str
    left: Status
    right: Status


class SideBySide(Value, frozen=True):
    """Two check-ins next to each other, as with two therapists: nothing is ranked."""

    points: tuple[Beside, ...]
    themes: tuple[Beside, ...]
    pairs: tuple[Pair, ...]
    """Every question of either check-in; the left one is `earlier`."""
    not_comparable: tuple[NotComparable, ...]


def compare(earlier: Responses, later: Responses, forms: Forms = BOTH_FULL) -> Changes:
    """What changed from one check-in to a later one, each read from itself alone."""
    then, now = score(forms[0], earlier), score(forms[1], later)
    pairs = _pairs(earlier, later)
    both = _both_read(earlier, later)
    apart = _not_comparable(both)
    alike = [pair for pair in pairs if pair.question not in apart]
    events = tuple(news for pair in alike if (news := _event(pair)) is not None)
    told = {news.question for news in events}
    rest = [pair for pair in alike if pair.question not in told]
    compared = [two for id, two in both.items() if id not in apart]
    points = _ways(compared, _points_of(earlier), _points_of(later))
    themes = _ways(compared, _themes_of(earlier), _themes_of(later))
    shifts = _shifts(_theme_titles(earlier, later), then.themes, now.themes, themes)
    return Changes(
        points=_shifts(_point_titles(earlier, later), then.points, now.points, points),
        themes=tuple(one for one in shifts if {one.earlier, one.later} != {Status.NOT_ASKED}),
        events=events,
        answers=tuple(moved for two in compared if (moved := _answer(*two)) is not None),
        newly_answered=tuple(p for p in rest if _is_said(p.later) and not _is_said(p.earlier)),
        no_longer_answered=tuple(p for p in rest if _is_said(p.earlier) and not _is_said(p.later)),
        not_comparable=tuple(p for p in apart.values() if _is_said(p.earlier) or _is_said(p.later)),
        ticked=tuple(pair for pair in rest if _is_ticked_otherwise(pair)),
    )


def side_by_side(left: Responses, right: Responses, forms: Forms = BOTH_FULL) -> SideBySide:
    """Two check-ins next to each other, such as with two therapists.

    No way is told: fitcheck does not rank therapists (design, section 1).
    """
    first, second = score(forms[0], left), score(forms[1], right)
    return SideBySide(
        points=_besides(_point_titles(left, right), first.points, second.points),
        themes=_besides(_theme_titles(left, right), first.themes, second.themes),
        pairs=_pairs(left, right),
        not_comparable=tuple(_not_comparable(_both_read(left, right)).values()),
    )


def _pairs(earlier: Responses, later: Responses) -> tuple[Pair, ...]:
    """Every question of either check-in, in the order of the later one."""
    then = {item.question: item for item in earlier.items}
    now = {item.question: item for item in later.items}
    return tuple(
        Pair(question=id, earlier=then.get(id), later=now.get(id)) for id in {**now, **then}
    )


def _is_said(item: Item | None) -> bool:
    return item is not None and item.gap is None


def _is_ticked_otherwise(pair: Pair) -> bool:
    then, now = pair.earlier, pair.later
    if then is None or now is None or now.kind is not Kind.TICKS:
        return False
    return _is_said(then) and _is_said(now) and then.reply.ticked != now.reply.ticked


def _event(pair: Pair) -> EventNews | None:
    """What there is to tell of an event; nothing where it never happened."""
    match _happened(pair.earlier), _happened(pair.later):
        case True, True:
            same = _came_of_it(pair.earlier) == _came_of_it(pair.later)
            news = News.SAME if same else News.CHANGED
        case False, True:
            news = News.NEW if _is_said(pair.earlier) else News.TOLD_NOW
        case True, False:
            news = News.GONE if _is_said(pair.later) else News.NOT_TOLD_NOW
        case _:
            return None
    return EventNews(question=pair.question, earlier=pair.earlier, later=pair.later, news=news)


def _happened(item: Item | None) -> bool:
    if item is None or item.kind is not Kind.EVENT or item.gap is not None:
        return False
    return item.reply.choice != Happened.NO


def _came_of_it(item: Item | None) -> tuple[str | None, ...]:
    """How often it happened and what its follow-ups say, without when it was answered."""
    if item is None:
        return ()
    return tuple(
        reply.id if reply is not None else None for reply in (item.reply, item.talked, item.after)
    )


class Read(Value, frozen=True):
    """An answer as its own check-in reads it."""

    item: Item
    meaning: tuple[object, ...]
    """All that decides what a choice means; a label may be corrected, so it is not in it."""
    weight: Weight | None
    place: int | None
    """Where the choice stands on its scale, None for a gap."""
    far: int
    """Steps from the best answer."""


def _read(item: Item, responses: Responses) -> Read:
    asked = item.asked
    scale = responses.scale_of(asked, Part.ANSWER)
    row = scale.row(asked)
    # Which lines there are to tick differs from stage to stage, and says nothing here.
    is_ticks = item.kind is Kind.TICKS
    order = () if is_ticks else tuple(choice.id for choice in scale.choices)
    choice = item.reply.choice
    place = order.index(choice) if item.gap is None and choice in order else None
    finding = judge(item, responses)
    by_event = responses.events.get(asked.row or asked.kind) if item.kind is Kind.EVENT else None
    return Read(
        item=item,
        meaning=(scale.id, order, row, by_event, item.kind, asked.at_most),
        weight=_weight(finding) if finding is not None else None,
        place=place,
        far=min((abs(place - one) for one in best(row)), default=0) if place is not None else 0,
    )


def _weight(finding: Finding) -> Weight:
    return Weight.ALONE if finding.alone else Weight(finding.level)


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
    choice = item.reply.choice
    if choice is None or item.kind is Kind.EVENT:
        return 0
    scale = wording.scale_of(item.asked, Part.ANSWER)
    place = [one.id for one in scale.choices].index(choice)
    tops = best(scale.row(item.asked))
    return min((abs(place - top) for top in tops), default=0)


def _difference(then: Read, now: Read) -> Difference | None:
    """Why two answers to one question cannot be compared; None: they can."""
    if then.item.rev != now.item.rev:
        return Difference.WORDING
    if then.meaning != now.meaning:
        return Difference.SCALE
    if then.item.asked.window != now.item.asked.window:
        return Difference.WINDOW
    return None


def _both_read(earlier: Responses, later: Responses) -> dict[str, tuple[Read, Read]]:
    """The questions that were asked both times, in the order of the later one."""
    then = {item.question: item for item in earlier.items}
    return {
        item.question: (_read(then[item.question], earlier), _read(item, later))
        for item in later.items
        if item.question in then
    }


def _not_comparable(both: Mapping[str, tuple[Read, Read]]) -> dict[str, NotComparable]:
    return {
        id: NotComparable(question=id, earlier=then.item, later=now.item, why=why)
        for id, (then, now) in both.items()
        if (why := _difference(then, now)) is not None
    }


def _answer(then: Read, now: Read) -> Moved | None:
    """A single answer that moved two or more steps, or crossed from `raise` to `ok` or back."""
    if then.place is None or now.place is None or then.item.kind is Kind.EVENT:
        return None
    steps = abs(now.place - then.place)
    if steps < FAR and not _crossed(then, now):
        return None
    return Moved(
        question=now.item.question,
        earlier=then.item,
        later=now.item,
        way=_way(then, now),
        steps=steps,
    )


def _crossed(then: Read, now: Read) -> bool:
    """Whether an answer went from worth raising to well, or back."""
    levels = {read.weight.level for read in (then, now) if read.weight is not None}
    return levels == {Level.OK, Level.RAISE}


def _way(then: Read, now: Read) -> Way | None:
    """Which way an answer moved: by its weight, then by its distance from the best answer."""
    if then.weight is None or now.weight is None:
        return None
    before = WEIGHTS.index(then.weight), then.far
    after = WEIGHTS.index(now.weight), now.far
    if before == after:
        return None
    return Way.BETTER if after < before else Way.WORSE


Ways = Mapping[str, Sequence[Way | None]]
"""For each theme or point: one entry for each question asked both times, None: it stayed."""


def _ways(
    both: Iterable[tuple[Read, Read]], then_in: Mapping[str, str], now_in: Mapping[str, str]
) -> Ways:
    """The ways of the answers, by what both check-ins count them to."""
    ways: dict[str, list[Way | None]] = {}
    for then, now in both:
        home = now_in.get(now.item.theme or "")
        if home is not None and home == then_in.get(then.item.theme or ""):
            ways.setdefault(home, []).append(_way(then, now))
    return ways


def _points_of(responses: Responses) -> Mapping[str, str]:
    return {theme.id: str(theme.point) for theme in responses.themes}


def _themes_of(responses: Responses) -> Mapping[str, str]:
    return {theme.id: theme.id for theme in responses.themes}


def _theme_titles(earlier: Responses, later: Responses) -> Mapping[str, str]:
    """The title of every theme of either check-in, as the later one says it and orders it."""
    now = {theme.id: theme.title for theme in later.themes}
    return {**now, **{theme.id: theme.title for theme in earlier.themes}, **now}


def _point_titles(earlier: Responses, later: Responses) -> Mapping[str, str]:
    now = {str(point.id): point.title for point in later.points}
    return {**now, **{str(point.id): point.title for point in earlier.points}, **now}


def _besides(
    titles: Mapping[str, str], left: Iterable[ThemeResult], right: Iterable[ThemeResult]
) -> tuple[Beside, ...]:
    first, second = _by_id(left), _by_id(right)
    return tuple(
        Beside(id=id, title=title, left=_of(id, first).status, right=_of(id, second).status)
        for id, title in titles.items()
    )


def _shifts(
    titles: Mapping[str, str], then: Iterable[ThemeResult], now: Iterable[ThemeResult], ways: Ways
) -> tuple[Shift, ...]:
    first, second = _by_id(then), _by_id(now)
    return tuple(
        _shift(title, _of(id, first), _of(id, second), ways.get(id, ()))
        for id, title in titles.items()
    )


def _by_id(results: Iterable[ThemeResult]) -> Mapping[str, ThemeResult]:
    return {one.id: one for one in results}


def _of(id: str, results: Mapping[str, ThemeResult]) -> ThemeResult:
    """A result; *not asked* where a check-in does not know the theme or point."""
    nothing = ThemeResult(
        id=id, status=Status.NOT_ASKED, asked=0, applicable=0, answered=0, unsure=0
    )
    return results.get(id, nothing)


def _shift(title: str, then: ThemeResult, now: ThemeResult, ways: Sequence[Way | None]) -> Shift:
    """One theme or point: it moved, or it is told why not, or it is about the same."""
    way = moved(then.status, now.status, ways)
    reasons = _reasons(then, now, asked_both_times=len(ways))
    otherwise = Verdict.NAMED if reasons else Verdict.SAME
    return Shift(
        id=now.id,
        title=title,
        earlier=then.status,
        later=now.status,
        verdict=Verdict(way) if way is not None else otherwise,
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
    weights = {one.question: WEIGHTS.index(_weight(one)) for one in other.findings}
    return tuple(
        finding
        for finding in one.findings
        if WEIGHTS.index(_weight(finding)) > weights.get(finding.question, 0)
    )
