"""A scene: what is on the screen and how a key changes it, as values without a terminal."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from fitcheck.terminal.keys import Weight
from fitcheck.terminal.paint import BLANK, StyledLine, plainly
from fitcheck.terminal.prompts import KeyHint
from fitcheck.terminal.wrap import width_of, wrap
from fitcheck.texts import say

FEWEST_ROWS = 6
_WIDEST_TEXT = 76
_GAPS = (3, 2)
"""Columns between two keys in the line of keys: those wished for, and the fewest."""


class Room(msgspec.Struct, frozen=True):
    """The space there is to draw in, and whether help can be opened from it."""

    rows: int
    columns: int
    ascii_only: bool = False
    has_help: bool = True
    can_pause: bool = True
    """Whether something is under way; else `q` leaves."""

    @property
    def margin(self) -> int:
        """The empty columns on the left."""
        return 2 if self.columns >= 60 else min(1, self.columns // 30)

    @property
    def width(self) -> int:
        """The columns that text may take."""
        return max(1, min(_WIDEST_TEXT, self.columns - 2 * self.margin))

    @property
    def is_narrow(self) -> bool:
        """Whether there is no place beside a text."""
        return self.columns < 60


class Layout(msgspec.Struct, frozen=True):
    """The lines of a screen, and where in them somebody types."""

    lines: tuple[StyledLine, ...]
    cursor: tuple[int, StyledLine] | None = None
    """Its row, and what stands before it: how wide that is, a terminal knows best."""


class Done(msgspec.Struct, frozen=True):
    """The person is through with this scene."""

    value: object


class Pause(msgspec.Struct, frozen=True):
    """The person wants to stop here and go on later."""


class HelpWanted(msgspec.Struct, frozen=True):
    """The person wants to see who can help, and then this scene again."""

    scene: "Scene"


class Scene(Protocol):
    """One thing to show; a key press gives the next scene, or the end of it."""

    @property
    def slow_escape(self) -> bool:
        """Whether Esc does nothing here, so that a key split on a slow line can be awaited."""

    def lay(self, room: Room) -> Layout:
        """The lines for a room; together they take all of its rows or fewer."""

    def weigh(self, key: str, room: Room) -> Weight:
        """How careful to be with this key."""

    def press(self, key: str, room: Room) -> "Step":
        """What a key leads to; the scene itself, saying so, where it does nothing."""


Step = Scene | Done | Pause | HelpWanted


class View(msgspec.Struct, frozen=True):
    """The part of some lines that is seen."""

    lines: tuple[StyledLine, ...]
    offset: int
    """The first line that is seen, after it was brought into range."""
    below: bool
    """Whether there is more below."""


def view(lines: Sequence[StyledLine], rows: int, offset: int, key: str = "") -> View:
    """As many lines as there are rows; the last row says so where there are more.

    `key` names what scrolls on.
    """
    if len(lines) <= rows:
        return View(tuple(lines), 0, False)
    if rows <= 0:
        return View((), 0, True)
    shown = max(1, rows - 1)
    offset = max(0, min(offset, len(lines) - shown))
    below = offset + shown < len(lines)
    seen = tuple(lines[offset : offset + shown])
    if rows > 1:
        told = _more(key) if below else say("screen.more-above")
        seen = (*seen, (("class:quiet", told),))
    return View(seen, offset, below)


def _more(key: str) -> str:
    return say("screen.more-below-key", key=key) if key else say("screen.more-below")


def fit(lines: Sequence[StyledLine], rows: int) -> tuple[StyledLine, ...]:
    """The lines with empty ones up to a number of rows."""
    return (*lines, *([BLANK] * (rows - len(lines))))


def key_line(hints: Sequence[KeyHint], width: int) -> StyledLine:
    """One line that names keys; the last hints stay longest where it is narrow."""
    kept = list(hints)
    gap = _GAPS[0]
    while kept and _hints_width(kept, gap) > width:
        if gap == _GAPS[0]:
            gap = _GAPS[1]
        else:
            kept.pop(0)
    return _hints_drawn(kept, gap)


def key_lines(hints: Sequence[KeyHint], width: int) -> list[StyledLine]:
    """As few lines as name all keys; a key stays with what it does."""
    for gap in _GAPS:
        if _hints_width(list(hints), gap) <= width:
            return [_hints_drawn(hints, gap)]
    lines: list[list[KeyHint]] = [[]]
    for hint in hints:
        if lines[-1] and _hints_width([*lines[-1], hint], _GAPS[1]) > width:
            lines.append([])
        lines[-1].append(hint)
    return [drawn for line in lines for drawn in _hint_lines(line, width)]


def _hint_lines(hints: Sequence[KeyHint], width: int) -> Iterator[StyledLine]:
    """Keys that fit one line; a single one that does not is folded."""
    if len(hints) > 1 or _hints_width(hints, 0) <= width:
        yield _hints_drawn(hints, _GAPS[1])
        return
    key, word = hints[0]
    first, *more = wrap(f"{key} {word}", width - 2)
    yield (("class:key", first[: len(key)]), ("class:quiet", first[len(key) :]))
    yield from ((("class:quiet", f"  {line}"),) for line in more)


def _hints_drawn(hints: Sequence[KeyHint], gap: int) -> StyledLine:
    fragments: list[tuple[str, str]] = []
    for key, word in hints:
        if fragments:
            fragments.append(("", " " * gap))
        fragments.append(("class:key", key))
        if word:
            fragments.append(("class:quiet", f" {word}"))
    return tuple(fragments)


def _hints_width(hints: Sequence[KeyHint], gap: int) -> int:
    words = sum(width_of(key) + width_of(word) + bool(word) for key, word in hints)
    return words + gap * (len(hints) - 1)


def pointing(here: bool, room: Room) -> StyledLine:
    """The mark in front of an option: a pointer where the person is."""
    if not here:
        return (("", "  "),)
    return (("class:pointer", "> " if room.ascii_only else "› "),)


def told_line(text: str, room: Room) -> list[StyledLine]:
    """A line that answers a key that does nothing; empty where there was none."""
    return plainly(text, room.width, "class:told") if text else []


def too_small(room: Room) -> Layout:
    """What stands there when a window is too small to show what is asked."""
    return Layout(tuple(plainly(say("screen.too-small"), room.width)[: room.rows]))
