"""The scenes of a page to read, a yes-or-no question, and a place to type."""

import msgspec
from msgspec.structs import replace

from fitcheck.document import Blocks
from fitcheck.terminal.keys import PAUSES, SCROLLS, Weight, hint, hints
from fitcheck.terminal.lists import Roll, roll_of
from fitcheck.terminal.paint import BLANK, StyledLine, draw, plainly
from fitcheck.terminal.prompts import Action, Field, KeyHint
from fitcheck.terminal.scene import (
    FEWEST_ROWS,
    Done,
    Layout,
    Pause,
    Room,
    Step,
    View,
    key_line,
    too_small,
    view,
)
from fitcheck.texts import say

_PAGE_HINTS = ("keys.read-on", "keys.close", "keys.pause")
_LAST_HINTS = ("keys.go-on", "keys.pause")
_FIELD_HINTS = ("keys.pause-typing", "keys.new-line", "keys.back-typing", "keys.keep")
_SECRET_HINTS = ("keys.pause-typing", "keys.back-typing", "keys.send")
_FIELD_ROWS = 3
"""Rows that a place to type keeps at least."""


class PageScene(msgspec.Struct, frozen=True):
    """A page to read, and how far it is scrolled."""

    title: str
    body: Blocks
    offset: int = 0

    slow_escape = False

    def lay(self, room: Room) -> Layout:
        """As much as fits; the key line tells whether there is more."""
        seen = self._seen(room)
        keys = hints(*(_PAGE_HINTS if seen.below else _LAST_HINTS))
        return Layout(seen.lines, (key_line(keys, room.width),))

    def weigh(self, key: str, room: Room) -> Weight:
        """What closes the page is an answer; a held space bar stops at the end."""
        if key in ("space", "enter"):
            return Weight.MARK if self._seen(room).below else Weight.ANSWER
        return Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The end of reading, or the same page scrolled."""
        if key in PAUSES:
            return Pause()
        seen = self._seen(room)
        if key in ("left", "b"):
            return Done(Action.BACK)
        if key == "escape" or (key in ("enter", "space") and not seen.below):
            return Done(None)
        page = max(1, room.rows - 3)
        steps = {
            "up": -1,
            "down": 1,
            "pageup": -page,
            "pagedown": page,
            "space": page,
            "enter": page,
        }
        ends = {"home": -seen.offset, "end": len(self._lines(room))}
        offset = seen.offset + (steps | ends).get(key, 0)
        return replace(self, offset=replace(self, offset=offset)._seen(room).offset)

    def _lines(self, room: Room) -> list[StyledLine]:
        title = plainly(self.title, room.width, "class:heading")
        return [BLANK, *title, BLANK, *draw(self.body, room.width, room.ascii_only), BLANK]

    def _seen(self, room: Room) -> View:
        """What is in sight over the key line; air goes where it would make the page scroll."""
        lines, rows = self._lines(room), room.rows - 1
        lines = lines if len(lines) <= rows else lines[1:-1]
        return view(lines, rows, self.offset, say("screen.read-on-key"))


class AgreeScene(msgspec.Struct, frozen=True):
    """A yes-or-no question, which only a plain yes says yes to."""

    question: str
    body: Blocks
    offset: int = 0

    slow_escape = False

    def lay(self, room: Room) -> Layout:
        """The text over the question and its two keys."""
        if room.rows < FEWEST_ROWS:
            return too_small(room)
        return self._roll(room).lay(None, self.offset)

    def weigh(self, key: str, room: Room) -> Weight:
        """Yes and no are answers; Enter, which is neither, holds them back all the same."""
        del room
        return Weight.ANSWER if key in ("y", "n", "enter") else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """Yes, no, or the same question with its text scrolled."""
        if key in ("y", "n") and room.rows >= FEWEST_ROWS:
            return Done(key == "y")
        if key in PAUSES:
            return Pause()
        if key in SCROLLS:
            return replace(self, offset=self._roll(room).scrolled(self.offset, SCROLLS[key]))
        return self

    def _roll(self, room: Room) -> Roll:
        items = [[_choice(hint("keys.yes"))], [_choice(hint("keys.no"))]]
        tail = [key_line(hints("keys.pause"), room.width)]
        return roll_of(self.question, self.body, items, tail, room)


class FieldScene(msgspec.Struct, frozen=True):
    """The surroundings of a place to type; the text itself is the terminal's buffer."""

    field: Field
    offset: int = 0

    slow_escape = False

    def lay(self, room: Room) -> Layout:
        """What belongs to the field above it, and the keys below."""
        if room.rows < FEWEST_ROWS:
            return Layout(too_small(room).body[: room.rows - 1], ())
        roll = self._roll(room)
        laid = roll.lay(None, self.offset)
        return Layout((*laid.body, *roll.question), roll.tail)

    def weigh(self, key: str, room: Room) -> Weight:
        """Enter at once, before anything was typed, may have been meant for another screen."""
        del room
        return Weight.MARK if key == "enter" else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The way back, or the same field with its text scrolled."""
        if key in ("s-tab", "escape"):
            return Done(Action.BACK)
        if key in SCROLLS:
            return replace(self, offset=self._roll(room).scrolled(self.offset, SCROLLS[key]))
        return self

    def _roll(self, room: Room) -> Roll:
        """The text and the question, with rows left free for typing."""
        keys = hints(*(_SECRET_HINTS if self.field.secret else _FIELD_HINTS))
        rows = room.rows - _FIELD_ROWS
        tail = [key_line(keys, room.width)]
        return roll_of(self.field.title, self.field.body, (), tail, replace(room, rows=rows))


def _choice(choice: KeyHint) -> StyledLine:
    key, label = choice
    return (("", "  "), ("class:key", key), ("", f"  {label}"))
