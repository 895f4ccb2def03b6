"""The five points as drawings, each with a title and a description.

The shapes differ, not only their colours; the page tells the same in words.
Over time there is one mark for each check-in, and never a line between them.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from fitcheck.document import Block, Course, PointLine, StatusLine
from fitcheck.texts import say, say_lines, say_of
from fitcheck.views.tags import Markup, tag
from fitcheck.vocabulary import Brought, Status

STEP = 64
"""From the middle of one mark to the middle of the next."""


def pictures(blocks: Sequence[Block]) -> Iterator[Markup]:
    """The drawing of blocks of one kind, where there is one for it."""
    statuses = [one for one in blocks if isinstance(one, StatusLine) and one.status]
    points = [one for one in blocks if isinstance(one, PointLine)]
    if statuses:
        yield _standing(statuses)
    if points:
        yield _brought(points)
    yield from (_strip(one) for one in blocks if isinstance(one, Course))


def _brought(points: Sequence[PointLine]) -> Markup:
    """Five stones: what the person brings today, and what works."""
    stones = [_stone(_middle(place), one) for place, one in enumerate(points)]
    said = [_said(one.number, say_of("note.brought", one.brought)) for one in points]
    return _drawing("brought", "web-page.points", said, STEP * len(points), 64, stones)


def _standing(lines: Sequence[StatusLine]) -> Markup:
    """Five marks: where each point stands."""
    marks = []
    for place, one in enumerate(lines):
        x, status = _middle(place), one.status or Status.NOT_ASKED
        marks += [_mark(x, 26, 15, status), _text(x, 66, one.number, "number")]
    said = [_said(one.number, say_of("status", one.status)) for one in lines if one.status]
    return _drawing("standing", "web-page.points", said, STEP * len(lines), 76, marks)


def _strip(course: Course) -> Markup:
    """One row for each point, one mark for each check-in."""
    columns = [(_column(place), one) for place, one in enumerate(course.moments)]
    parts = [_text(x, 16, _month(one.day), "month") for x, one in columns]
    for row, point in enumerate(course.points):
        y = 46 + row * 36
        parts.append(_text(14, y + 6, str(point), "number"))
        parts += [_mark(x, y, 10, one.statuses.get(point, Status.NOT_ASKED)) for x, one in columns]
    width, height = _column(len(columns) - 1) + 36, 46 + 36 * len(course.points) - 14
    return _drawing("strip", "web-page.points-over-time", course.told, width, height, parts)


def _said(point: int | str, what: str) -> str:
    return say("web-page.point", point=point, what=what)


def _drawing(
    id: str, title: str, told: Sequence[str], width: int, height: int, parts: Sequence[Markup]
) -> Markup:
    return tag(
        "svg",
        tag("title", say(title), id=f"{id}-title"),
        tag("desc", " ".join(told), id=f"{id}-desc"),
        *parts,
        class_=f"drawing {id}",
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
        width=str(width),
        height=str(height),
        viewBox=f"0 0 {width} {height}",
    )


def _month(day: date) -> str:
    return f"{say_lines('date.months')[day.month - 1][:3]} ’{day:%y}"


def _middle(place: int) -> int:
    return STEP * place + STEP // 2


def _column(place: int) -> int:
    return 66 + place * 58


def _stone(x: int, one: PointLine) -> Markup:
    """Full for today, ringed for what works, a thin ring for nothing."""
    kind = {Brought.TODAY: "today", Brought.KEEP: "keep"}.get(one.brought, "nothing")
    rings = [_circle(x, 32, 24, kind)]
    if kind == "keep":
        rings.append(_circle(x, 32, 18, "inner"))
    return tag("g", *rings, _text(x, 39, str(one.number), "number"), class_=f"stone {kind}")


def _mark(x: int, y: int, size: int, status: Status) -> Markup:
    """The mark of a status: the same shapes as in the terminal."""
    match status:
        case Status.IN_PLACE:
            parts = [_circle(x, y, size, "full")]
        case Status.WORTH_A_LOOK:
            half = f"M{x} {y - size}A{size} {size} 0 0 0 {x} {y + size}Z"
            parts = [_circle(x, y, size, "open"), tag("path", d=half, class_="full")]
        case Status.WORTH_RAISING:
            high, wide = size + size // 6, size + size // 5
            d = f"M{x} {y - high}L{x + wide} {y + size}L{x - wide} {y + size}Z"
            parts = [tag("path", d=d, class_="full")]
        case Status.CANT_SAY_YET:
            parts = [_circle(x, y, size, "open")]
        case Status.NOT_ASKED:
            parts = [_circle(x, y, max(2, size // 5), "full")]
    return tag("g", *parts, class_=f"mark {status}")


def _circle(x: int, y: int, radius: int, kind: str) -> Markup:
    return tag("circle", cx=str(x), cy=str(y), r=str(radius), class_=kind)


def _text(x: int, y: int, text: str, kind: str) -> Markup:
    return tag("text", text, x=str(x), y=str(y), class_=kind)
