"""Check-ins over time, as blocks: what each of them was, and where the five points stood.

The five marks of each check-in stand in a row, in plain words as a sentence. Two are no
trend: the course of a point is told only from three with the same therapist on, and only
as the statuses it had. Below it stands what came of topics and of sessions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from math import inf

from fitcheck.document import Block, Blocks, Bullet, Course, Heading, Moment, Paragraph, Table
from fitcheck.store.collection import Collection, Numbered, whose
from fitcheck.store.filenames import FileName
from fitcheck.store.records import CheckIn
from fitcheck.texts import local_day, say, say_day, say_lines, say_month, say_of
from fitcheck.views.outcomes import tell_outcomes
from fitcheck.views.wording import in_words
from fitcheck.vocabulary import Form, Status

TREND = 3
"""So many full check-ins with one therapist, and the course of the points is told."""

MOST = 12
"""Check-ins with one therapist that are told one by one; those before are told by the year."""

SPANS = (("days", 1, 14), ("weeks", 7, 70), ("months", 30.44, 730), ("years", 365.25, inf))
"""How a time is told: in what, how many days that has, and up to how many days."""


def tell_history(lines: Sequence[Numbered], today: date, collection: Collection) -> Blocks:
    """Check-ins by therapist, in the order in which these came, and what came of each."""
    blocks: list[Block] = []
    explained: set[Status] = set()
    titles: dict[int, str] = {}
    for group in _by_therapist(lines):
        latest = group[-MOST:]
        for point in (it for one in latest for it in one.check_in.responses.points):
            titles[point.id] = point.title
        blocks.append(Heading(_title(group[-1].check_in)))
        blocks += _by_year([(one.number, one.day) for one in group[:-MOST]])
        blocks += _told_one_by_one(latest, titles, today, explained)
        blocks += tell_outcomes(collection, {one.check_in.id for one in latest})
    return (*blocks, *(_key(titles) if explained else ()), *_further(lines))


def _told_one_by_one(
    lines: Sequence[Numbered], titles: Mapping[int, str], today: date, explained: set[Status]
) -> Iterator[Block]:
    """Each check-in with its marks; none where none of them has any."""
    moments = [
        moment(one.check_in, (str(one.number), when(one.day, today), stage_and_form(one.check_in)))
        for one in lines
    ]
    told = tuple(_said(*pair, today) for pair in zip(lines, moments, strict=True))
    full = [one for one in moments if one.statuses]
    if not full:
        yield from map(Bullet, told)
        return
    marked = {status for one in full for status in one.statuses.values()} - explained
    explained |= marked
    yield Course(
        head=say_lines("history.head"),
        points=tuple(sorted(titles)),
        moments=tuple(moments),
        told=told,
        legend=tuple(status for status in Status if status in marked),
    )
    if len(full) >= TREND:
        yield from _courses(full, titles)


def moment(check_in: CheckIn, cells: tuple[str, ...] = ()) -> Moment:
    """A check-in among others, with where its points stood; nowhere without statuses."""
    points = check_in.result.points if check_in.form is Form.FULL else ()
    statuses = {int(point.id): point.status for point in points}
    return Moment(cells, local_day(check_in.finished), statuses)


def _courses(moments: Sequence[Moment], titles: Iterable[int]) -> Iterator[Block]:
    """Each point that did not stay where it was, with where it stood when."""
    for point in sorted(titles):
        if len({one.statuses.get(point, Status.NOT_ASKED) for one in moments}) > 1:
            yield Bullet(course_of(point, moments))


def course_of(point: int, moments: Iterable[Moment]) -> str:
    """Where a point stood from check-in to check-in, as one sentence."""
    course = ""
    for status, run in groupby(moments, key=lambda one: one.statuses.get(point, Status.NOT_ASKED)):
        then = say_of("history.was", status, when=_time_of([one.day for one in run]))
        course = say("history.and-then", before=course, then=then) if course else then
    return say("history.course", point=point, course=course)


def _time_of(days: Sequence[date]) -> str:
    first, last = say_month(days[0]), say_month(days[-1])
    if first == last:
        return say("history.in-month", month=last)
    if days[0].year == days[-1].year:
        first = say_lines("date.months")[days[0].month - 1]
    return say("history.from-to", first=first, last=last)


def _by_therapist(lines: Iterable[Numbered]) -> Iterable[list[Numbered]]:
    groups: dict[str | None, list[Numbered]] = {}
    for one in lines:
        groups.setdefault(whose(one.check_in), []).append(one)
    return groups.values()


def _title(latest: CheckIn) -> str:
    """Whom a group is about, as the label was typed last."""
    if whose(latest) is None:
        return say("history.before-booking")
    return latest.therapist or say("history.without-name")


def _by_year(found: Iterable[tuple[int, date]]) -> Blocks:
    """Check-ins too many to be told one by one: how many in each year, and their numbers."""
    told = []
    for year, some in groupby(found, key=lambda one: one[1].year):
        numbers = [number for number, _ in some]
        key = "history.numbers" if len(numbers) > 1 else "history.number"
        listed = say(key, number=numbers[0], first=numbers[0], last=numbers[-1])
        count = say("count.check-ins", count=len(numbers))
        told.append(say("history.year", year=year, count=count, numbers=listed))
    return (Paragraph("\n".join(told)),) if told else ()


def _said(one: Numbered, stood: Moment, today: date) -> str:
    """A check-in as a sentence or two, its points in words."""
    told = [
        say(
            "history.check-in",
            number=one.number,
            ago=ago(one.day, today),
            day=say_day(one.day),
            where=stage_and_form(one.check_in),
        )
    ]
    for status in Status:
        points = [point for point, its in stood.statuses.items() if its is status]
        listed = say("history.points", count=len(points), points=in_words(points))
        if points:
            some = say("history.all-points") if len(points) == len(stood.statuses) else listed
            told.append(say_of("history.stood", status, points=some))
    return " ".join(told)


def stage_and_form(check_in: CheckIn) -> str:
    """The stage, and the form where it is not the usual one."""
    stage = say_of("stage", check_in.stage)
    if check_in.form is Form.QUICK:
        return say("history.quick", stage=stage)
    if check_in.plan is not None and check_in.plan.only:
        return say("history.one-part", stage=stage)
    return stage


def _key(titles: Mapping[int, str]) -> Blocks:
    """What the numbers of the points stand for."""
    told = [f"{point}. {title}" for point, title in sorted(titles.items())]
    return (Paragraph("\n".join((say("history.key"), *told)), quiet=True),)


def _further(lines: Sequence[Numbered]) -> Blocks:
    """How to see more of it."""
    again = say("history.again", number=lines[-1].number)
    if len({whose(one.check_in) for one in lines}) == len(lines):
        return (Paragraph(again, quiet=True),)
    return (Paragraph(f"{again}\n{say('history.moved')}", quiet=True),)


def tell_by_names(entries: Sequence[FileName], today: date) -> Blocks:
    """What can be told of locked check-ins by the names of their files."""
    found = [(number, local_day(one.at)) for number, one in enumerate(entries, start=1)]
    days = found[-MOST:]
    return (
        Heading(say("history.title")),
        Paragraph(say("history.locked", check_ins=say("count.check-ins", count=len(found)))),
        *_by_year(found[:-MOST]),
        Table(
            head=say_lines("history.head")[:2],
            rows=tuple((str(number), when(day, today)) for number, day in days),
            told=tuple(
                say("history.check-in-locked", number=number, ago=ago(day, today), day=say_day(day))
                for number, day in days
            ),
        ),
        Paragraph(say("history.unlock"), quiet=True),
    )


def when(day: date, today: date) -> str:
    """How long ago a day was, and the day."""
    return say("history.when", ago=ago(day, today), day=say_day(day))


def ago(day: date, today: date) -> str:
    """How long ago a day was, as people say it."""
    days = (today - day).days
    if days < 2:
        return say("history.ago.yesterday" if days == 1 else "history.ago.today")
    return say("history.ago.before", time=between(day, today))


def between(day: date, later: date) -> str:
    """The time between two days, in days, weeks, months or years."""
    days = (later - day).days
    unit, length = next((unit, length) for unit, length, most in SPANS if days < most)
    return say_of("count", unit, count=int(days / length))
