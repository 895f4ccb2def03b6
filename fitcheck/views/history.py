"""Check-ins over time, as blocks: what each of them was, and where the five points stood.

The five marks of each check-in stand in a row, in plain words as a sentence. Two are no
trend: what is different at the last one is told only from three with the same therapist on.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, Table
from fitcheck.questions.model import Value
from fitcheck.store.collection import Numbered, whose
from fitcheck.store.filenames import FileName
from fitcheck.store.records import CheckIn
from fitcheck.texts import say, say_day, say_lines, say_of
from fitcheck.vocabulary import Form, Status

TREND = 3
"""So many full check-ins with one therapist, and what is different at the last is told."""

MOST = 12
"""Check-ins with one therapist that are told one by one; those before are told by the year."""

ORDER = (
    Status.IN_PLACE,
    Status.WORTH_A_LOOK,
    Status.WORTH_RAISING,
    Status.CANT_SAY_YET,
    Status.NOT_ASKED,
)

Mark = Callable[[Status], str]
"""The mark of a status as the terminal can show it."""


class StatusAt(Value, frozen=True):
    """A check-in with where its points stood; none where it has no statuses."""

    line: Numbered
    points: Mapping[int, Status]


def tell_history(lines: Sequence[Numbered], today: date, mark: Mark) -> Blocks:
    """Check-ins by therapist, in the order in which these came."""
    blocks: list[Block] = []
    marked: set[Status] = set()
    titles: dict[int, str] = {}
    for group in _by_therapist(lines):
        stood = [StatusAt(line=one, points=_points_of(one.check_in)) for one in group[-MOST:]]
        full = [one for one in stood if one.points]
        titles |= {it.id: it.title for one in full for it in one.line.check_in.responses.points}
        blocks.append(Heading(_title(group[-1].check_in)))
        blocks += _by_year([(one.number, one.day) for one in group[:-MOST]])
        if not full:
            blocks += [Bullet(_said(one, today)) for one in stood]
        else:
            blocks.append(_table(stood, sorted(titles), today, mark))
            if len(full) >= TREND:
                blocks += _different([one.points for one in full], titles)
            marked |= {status for one in full for status in one.points.values()}
    return (*blocks, *_legend(marked, mark), *_key(titles), *_further(lines))


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


def _points_of(check_in: CheckIn) -> Mapping[int, Status]:
    if check_in.form is not Form.FULL:
        return {}
    result = check_in.result
    return {point.id: result.point(point.id).status for point in check_in.responses.points}


def _by_year(found: Iterable[tuple[int, date]]) -> Blocks:
    """Check-ins too many to be told one by one: how many in each year, and their numbers."""
    told = []
    for year, some in groupby(found, key=lambda one: one[1].year):
        numbers = [number for number, _ in some]
        count = say("count.check-ins", count=len(numbers))
        told.append(say("history.year", year=year, count=count, numbers=_numbers(numbers)))
    return (Paragraph("\n".join(told)),) if told else ()


def _numbers(numbers: Sequence[int]) -> str:
    first, last = numbers[0], numbers[-1]
    if first == last:
        return say("history.number", number=first)
    return say("history.numbers", first=first, last=last)


def _table(stood: Sequence[StatusAt], points: Sequence[int], today: date, mark: Mark) -> Table:
    """The points in columns; *not asked* stays blank."""
    return Table(
        head=(*say_lines("history.head"), *map(str, points)),
        rows=tuple(
            (
                str(one.line.number),
                when(one.line.day, today),
                where(one.line.check_in),
                *(_marked(one.points.get(point), mark) for point in points),
            )
            for one in stood
        ),
        told=tuple(_said(one, today) for one in stood),
    )


def _marked(status: Status | None, mark: Mark) -> str:
    return "" if status in (None, Status.NOT_ASKED) else mark(status)


def _said(one: StatusAt, today: date) -> str:
    """A check-in as a sentence or two, its points in words."""
    day = one.line.day
    told = [
        say(
            "history.check-in",
            number=one.line.number,
            ago=ago(day, today),
            day=say_day(day),
            where=where(one.line.check_in),
        )
    ]
    for status in ORDER:
        points = [str(point) for point, its in one.points.items() if its is status]
        if points:
            told.append(say_of("history.stood", status, points=_listed(points)))
    return " ".join(told)


def _listed(points: Sequence[str]) -> str:
    """`point 2`, `points 1, 3 and 4`, or all of them."""
    if len(points) == 5:
        return say("history.all-points")
    if len(points) == 1:
        return say("history.point", point=points[0])
    return say("history.points", points=", ".join(points[:-1]), last=points[-1])


def where(check_in: CheckIn) -> str:
    """The stage, and the form where it is not the usual one."""
    stage = say_of("stage", check_in.stage)
    if check_in.form is Form.QUICK:
        return say("history.quick", stage=stage)
    if check_in.plan is not None and check_in.plan.only:
        return say("history.one-part", stage=stage)
    return stage


def _different(
    points: Sequence[Mapping[int, Status]], titles: Mapping[int, str]
) -> Iterator[Block]:
    """Each point whose status is another one at the last check-in; what was not asked is none."""
    *before, last = points
    for point, title in titles.items():
        now = last.get(point, Status.NOT_ASKED)
        then = [its for one in before if (its := one.get(point)) not in (None, Status.NOT_ASKED)]
        if then and now not in (Status.NOT_ASKED, then[-1]):
            yield Bullet(
                say(
                    "history.different",
                    point=point,
                    title=title,
                    then=say_of("status", then[-1]),
                    now=say_of("status", now),
                )
            )


def _legend(marked: Container[Status], mark: Mark) -> Blocks:
    """What the marks mean; nothing for those who get words."""
    shown = [status for status in ORDER if status in marked]
    told = tuple(
        f"{_marked(status, mark) or say('history.blank')} {say_of('status', status)}"
        for status in shown
    )
    return (Table(head=("",) * len(told), rows=(told,), told=()),) if told else ()


def _key(titles: Mapping[int, str]) -> Blocks:
    """What the numbers of the points stand for."""
    told = [f"{point}. {title}" for point, title in sorted(titles.items())]
    return (Paragraph("\n".join((say("history.key"), *told)), quiet=True),) if told else ()


def _further(lines: Sequence[Numbered]) -> Blocks:
    """How to see more of it."""
    again = say("history.again", number=lines[-1].number)
    if len({whose(one.check_in) for one in lines}) == len(lines):
        return (Paragraph(again, quiet=True),)
    return (Paragraph(f"{again}\n{say('history.moved')}", quiet=True),)


def tell_by_names(entries: Sequence[FileName], today: date) -> Blocks:
    """What can be told of locked check-ins by the names of their files."""
    found = [(number, one.at.date()) for number, one in enumerate(entries, start=1)]
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
    if days < 14:
        return say("history.ago.before", time=counted(days, "days"))
    return say("history.ago.before", time=between(day, today))


def between(day: date, later: date) -> str:
    """The time between two days, in days, weeks, months or years."""
    days = (later - day).days
    for unit, length, most in (("days", 1, 14), ("weeks", 7, 70), ("months", 30.44, 730)):
        if days < most:
            return counted(int(days / length), unit)
    return counted(int(days / 365.25), "years")


def counted(count: int, unit: str) -> str:
    """`1 week`, or `5 weeks`."""
    return say_of("count", unit, count=count)
