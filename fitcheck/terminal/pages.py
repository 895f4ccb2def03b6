"""The scenes of a page to read, and of places to type."""

import msgspec
from msgspec.structs import replace

from fitcheck.document import Blocks
from fitcheck.terminal.keys import HELP, PAUSES, SCROLLS, Weight, hints, way_out
from fitcheck.terminal.lists import Top, roll_of, tail_of
from fitcheck.terminal.paint import BLANK, StyledLine, beside, draw, plainly
from fitcheck.terminal.prompts import Action, Field, Form, Unfinished
from fitcheck.terminal.scene import (
    FEWEST_ROWS,
    Done,
    HelpWanted,
    Layout,
    Pause,
    Room,
    Step,
    View,
    key_line,
    told_line,
    too_small,
    view,
)
from fitcheck.terminal.wrap import fold_typed, width_of
from fitcheck.texts import say

_FIELD_ROWS = 3
"""Rows that a place to type keeps at least."""


class PageScene(msgspec.Struct, frozen=True):
    """A page to read, and how far it is scrolled."""

    title: str
    body: Blocks
    offset: int = 0
    told: str = ""

    slow_escape = False

    def lay(self, room: Room) -> Layout:
        """As much as fits; the key line tells whether there is more."""
        seen = self._seen(room)
        on = "keys.read-on" if seen.below else "keys.go-on"
        help = ("keys.help",) if room.has_help else ()
        told = told_line(self.told, room)
        keys = hints(on, "keys.back", *help, way_out(can_pause=room.can_pause))
        return Layout(seen.lines[: room.rows - 1 - len(told)], (*told, key_line(keys, room.width)))

    def weigh(self, key: str, room: Room) -> Weight:
        """What closes the page is an answer; a held space bar stops at the end."""
        if key in ("space", "enter"):
            return Weight.MARK if self._seen(room).below else Weight.ANSWER
        return Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The end of reading, or the same page scrolled."""
        quiet = replace(self, told="")
        if key in PAUSES:
            return Pause()
        if key == HELP and room.has_help:
            return HelpWanted(quiet)
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
        moves = {"home": -seen.offset, "end": len(self._lines(room))} | steps
        if key not in moves:
            return replace(self, told=say("screen.unknown"))
        offset = seen.offset + moves[key]
        return replace(quiet, offset=replace(self, offset=offset)._seen(room).offset)

    def _lines(self, room: Room) -> list[StyledLine]:
        title = plainly(self.title, room.width, "class:heading")
        return [BLANK, *title, BLANK, *draw(self.body, room.width, room.ascii_only), BLANK]

    def _seen(self, room: Room) -> View:
        """What is in sight over the key line; air goes where it would make the page scroll."""
        lines, rows = self._lines(room), room.rows - 1
        lines = lines if len(lines) <= rows else lines[1:-1]
        return view(lines, rows, self.offset, say("screen.read-on-key"))


class Typing(msgspec.Struct, frozen=True):
    """The lines of places to type, and where the cursor is among them."""

    lines: tuple[StyledLine, ...]
    row: int
    column: int


class FormScene(msgspec.Struct, frozen=True):
    """Places to type. The text of the open one is the terminal's buffer, handed in to lay it."""

    form: Form
    texts: tuple[str, ...]
    index: int = 0
    offset: int = 0

    slow_escape = False

    @classmethod
    def of(cls, form: Form) -> "FormScene":
        """The form as it first shows."""
        return cls(form, tuple(field.text for field in form.fields), form.begin)

    @classmethod
    def of_field(cls, field: Field) -> "FormScene":
        """One place to type, with what belongs to it above."""
        return cls(Form(fields=(field,), body=field.body), (field.text,))

    @property
    def field(self) -> Field:
        """The place that is typed in."""
        return self.form.fields[self.index]

    @property
    def is_last(self) -> bool:
        """Whether Enter ends the form here."""
        return self.index == len(self.texts) - 1

    def typed(self, text: str) -> "FormScene":
        """With the text of the open place."""
        texts = (*self.texts[: self.index], text, *self.texts[self.index + 1 :])
        return replace(self, texts=texts)

    def lay(self, room: Room) -> Layout:
        """What belongs to the form above it, and the keys below."""
        if room.rows < FEWEST_ROWS:
            return Layout(too_small(room).body[: room.rows - 1], ())
        rolled = roll_of(
            Top(self.form.heading, self.form.aside, self.form.body, ""),
            (),
            tail_of("", "", hints(*self._keys()), room),
            replace(room, rows=max(1, room.rows - self._rows_to_type(room))),
        )
        roll = replace(rolled, by="screen.page-key")
        laid = roll.lay(None, self.offset)
        return Layout((*laid.body, *roll.question), roll.tail)

    def lay_typing(self, room: Room, text: str, cursor: int) -> Typing:
        """The places to type, with the text of the open one, its cursor, and what fits below."""
        typing, laid = self._fields(room, text, cursor), self.lay(room)
        left = room.rows - len(laid.body) - len(laid.foot) - len(typing.lines)
        return replace(typing, lines=(*typing.lines, *self._below(room, left)))

    def _fields(self, room: Room, text: str, cursor: int) -> Typing:
        lines: list[StyledLine] = []
        row = column = 0
        for place, field in enumerate(self.form.fields):
            lines += beside(field.title, field.hint, room.width)
            here = place == self.index
            shown = text if here else self.texts[place]
            folded = [(0, "")] if field.secret else fold_typed(shown, room.width - 2)
            if here:
                at = 0 if field.secret else cursor
                back = max(n for n, (start, _) in enumerate(folded) if start <= at)
                row = len(lines) + back
                start, part = folded[back]
                column = min(2 + width_of(part[: at - start]), room.width)
            lines += [(*_margin(room, here=here), ("", part)) for _, part in folded]
            if place < len(self.texts) - 1:
                lines.append(BLANK)
        return Typing(tuple(lines), row, column)

    def _below(self, room: Room, rows: int) -> list[StyledLine]:
        """What it could read like, and what else stands below; no part of it cut in the middle."""
        example = self.field.example
        parts = [plainly(example, room.width, "class:quiet")] if example else []
        parts += [draw((block,), room.width, room.ascii_only) for block in self.form.below]
        lines: list[StyledLine] = []
        for part in parts:
            if len(lines) + 1 + len(part) > rows:
                break
            lines += [BLANK, *part]
        return lines

    def _rows_to_type(self, room: Room) -> int:
        """Rows that the places to type want: all of them, if a third is left for the text."""
        fields = self._fields(room, self.texts[self.index], 0).lines
        wanted = len(fields) + len(self._below(room, room.rows))
        return max(_FIELD_ROWS, min(wanted, room.rows - room.rows // 3))

    def weigh(self, key: str, room: Room) -> Weight:
        """Enter at once, before anything was typed, may have been meant for another screen."""
        del room
        return Weight.MARK if key == "enter" else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """To the field before or after, the way back, or the same with its text scrolled."""
        if key == "enter":
            return Done(self.texts) if self.is_last else replace(self, index=self.index + 1)
        if key == "tab" and not self.is_last:
            return replace(self, index=self.index + 1)
        if key in ("s-tab", "escape"):
            return replace(self, index=self.index - 1) if self.index else self._left()
        if key in SCROLLS:
            shown = self.lay(room)
            step = SCROLLS[key] * max(1, len(shown.body) - 2)
            return replace(self, offset=max(0, self.offset + step))
        return self

    def _left(self) -> Done:
        return Done(Unfinished(Action.BACK, texts=self.texts))

    def _keys(self) -> tuple[str, ...]:
        back = "keys.back-typing"
        if self.field.secret:
            return ("keys.pause-typing", back, "keys.send")
        on = "keys.keep" if len(self.texts) == 1 else "keys.next-field"
        lines = () if self.field.one_line else ("keys.new-line",)
        return ("keys.pause-typing", *lines, back, on)


def _margin(room: Room, *, here: bool) -> StyledLine:
    """The bar beside a place to type; strong where one is typing."""
    if room.ascii_only:
        return (("class:pointer" if here else "class:quiet", "| "),)
    return (("class:pointer", "┃ "),) if here else (("class:quiet", "│ "),)
