"""A scene: what is on the screen and how a key changes it, as values without a terminal."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from fitcheck.terminal.keys import Weight
from fitcheck.terminal.paint import BLANK, StyledLine, flow, plainly
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
        told = say("screen.more-above")
        if below:
            told = say("screen.more-below-key", key=key) if key else say("screen.more-below")
        if below and offset and not key:
            told = say("screen.more-both")
        seen = (*seen, (("quiet", told),))
    return View(seen, offset, below)


def fit(lines: Sequence[StyledLine], rows: int) -> tuple[StyledLine, ...]:
    """The lines with empty ones up to a number of rows."""
    return (*lines, *([BLANK] * (rows - len(lines))))


def key_line(hints: Sequence[KeyHint], width: int) -> StyledLine:
    """One line that names keys; the last hints stay longest where it is narrow."""
    for first in range(len(hints)):
        lines = key_lines(hints[first:], width)
        if len(lines) == 1:
            return lines[0]
    return BLANK


def key_lines(hints: Sequence[KeyHint], width: int) -> list[StyledLine]:
    """As few lines as name all keys; a key stays with what it does."""
    pieces = [_hint_lines(hint, width) for hint in hints]
    wide, close = (flow(pieces, width, gap) for gap in _GAPS)
    return wide if len(wide) == 1 else close


def _hint_lines(hint: KeyHint, width: int) -> list[StyledLine]:
    """A key and what it does; folded where that is too long for a line."""
    key, word = hint
    told = f"{key} {word}".rstrip()
    first, *more = [told] if width_of(told) <= width else wrap(told, width - 2)
    head = (("key", first[: len(key)]), ("quiet", first[len(key) :]))
    return [head, *((("quiet", f"  {line}"),) for line in more)]


def pointing(here: bool, room: Room) -> StyledLine:
    """The mark in front of an option: a pointer where the person is."""
    if not here:
        return (("", "  "),)
    return (("pointer", "> " if room.ascii_only else "› "),)


def told_line(text: str, room: Room) -> list[StyledLine]:
    """A line that answers a key that does nothing; empty where there was none."""
    return plainly(text, room.width, "told") if text else []


def too_small(room: Room) -> Layout:
    """What stands there when a window is too small to show what is asked."""
    return Layout(tuple(plainly(say("screen.too-small"), room.width)[: room.rows]))
