"""The five points as drawings, each with a title and a description.

The shapes differ, not only their colours; the page tells the same in words.
Over time there is one mark for each check-in, and never a line between them.
"""

from collections.abc import Sequence
from datetime import date

from fitcheck.report import Brought, PointLine
from fitcheck.texts import say, say_lines, say_of
from fitcheck.views.personal_note import OwnPoint, Past, over_time
from fitcheck.views.tags import Markup, joined, tag
from fitcheck.vocabulary import Status

STEP = 64
"""From the middle of one mark to the middle of the next."""
MOST_COLUMNS = 8
"""More check-ins than this would be too small to see on a phone."""


def brought(points: Sequence[PointLine]) -> Markup:
    """Five stones: what the person brings today, and what works."""
    stones = [_stone(_middle(place), place + 1, one.brought) for place, one in enumerate(points)]
    said = [
        say("web-page.point", point=place, what=say_of("note.brought", one.brought))
        for place, one in enumerate(points, start=1)
    ]
    return _drawing(
        "brought", say("web-page.points"), " ".join(said), STEP * len(points), 64, stones
    )


def standing(points: Sequence[OwnPoint]) -> Markup:
    """Five marks: where each point stands."""
    marks = [
        joined((_mark(_middle(place), 26, 15, one.status), _number(_middle(place), 66, one.number)))
        for place, one in enumerate(points)
    ]
    said = [
        say("web-page.point", point=one.number, what=say_of("status", one.status)) for one in points
    ]
    return _drawing(
        "standing", say("web-page.points"), " ".join(said), STEP * len(points), 76, marks
    )


def strip(points: Sequence[OwnPoint], history: Sequence[Past]) -> Markup:
    """One row for each point, one mark for each of the latest check-ins."""
    shown = history[-MOST_COLUMNS:]
    parts: list[Markup] = []
    for column, one in enumerate(shown):
        parts.append(_text(_column(column), 16, _month(one.day), "month"))
    for row, point in enumerate(points):
        y = 46 + row * 36
        parts.append(_text(14, y + 6, str(point.number), "number"))
        for column, one in enumerate(shown):
            status = one.statuses.get(point.number, Status.NOT_ASKED)
            parts.append(_mark(_column(column), y, 10, status))
    said = [f"{one.number}: {over_time(one.number, shown)}" for one in points]
    width = _column(len(shown) - 1) + 36
    height = 46 + 36 * len(points) - 14
    return _drawing("strip", say("web-page.points-over-time"), " ".join(said), width, height, parts)


def _drawing(
    id: str, title: str, told: str, width: int, height: int, parts: Sequence[Markup]
) -> Markup:
    return tag(
        "svg",
        tag("title", title, id=f"{id}-title"),
        tag("desc", told, id=f"{id}-desc"),
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


def _stone(x: int, number: int, what: Brought) -> Markup:
    """Full for today, ringed for what works, a thin ring for nothing."""
    kind = {Brought.TODAY: "today", Brought.KEEP: "keep"}.get(what, "nothing")
    rings = [_circle(x, 32, 24, kind)]
    if kind == "keep":
        rings.append(_circle(x, 32, 18, "inner"))
    return tag("g", *rings, _text(x, 39, str(number), "number"), class_=f"stone {kind}")


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


def _number(x: int, y: int, number: int) -> Markup:
    return _text(x, y, str(number), "number")


def _text(x: int, y: int, text: str, kind: str) -> Markup:
    return tag("text", text, x=str(x), y=str(y), class_=kind)
