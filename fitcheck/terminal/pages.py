"""The scenes of a page to read, and of places to type."""

from collections.abc import Sequence

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
    fit,
    key_line,
    told_line,
    too_small,
    view,
)
from fitcheck.terminal.wrap import fold_typed
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
        """As much as fits; the keys tell whether there is more."""
        seen = self._seen(room)
        foot = _page_foot(self.told, "keys.read-on" if seen.below else "keys.go-on", room)
        return Layout((*seen.lines[: room.rows - len(foot)], *foot))

    def weigh(self, key: str, room: Room) -> Weight:
        """What closes the page is an answer; a held space bar stops at the end."""
        if key in ("space", "enter"):
            return Weight.MARK if self._seen(room).below else Weight.ANSWER
        return Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The end of reading, or the same page scrolled."""
        if key in PAUSES:
            return Pause()
        if key == HELP and room.has_help:
            return HelpWanted(replace(self, told=""))
        if key in ("left", "b"):
            return Done(Action.BACK)
        if key == "escape" or (key in ("enter", "space") and not self._seen(room).below):
            return Done(None)
        return self._scrolled(key, room)

    def _scrolled(self, key: str, room: Room) -> "PageScene":
        page, length = max(1, room.rows - 3), len(self._lines(room))
        by = {"up": -1, "down": 1, "pageup": -page, "home": -length, "end": length}
        by |= dict.fromkeys(("pagedown", "space", "enter"), page)
        if key not in by:
            return replace(self, told=say("screen.unknown"))
        scrolled = replace(self, offset=self._seen(room).offset + by[key], told="")
        return replace(scrolled, offset=scrolled._seen(room).offset)

    def _lines(self, room: Room) -> list[StyledLine]:
        title = plainly(self.title, room.width, "heading")
        return [BLANK, *title, BLANK, *draw(self.body, room.width, room.ascii_only), BLANK]

    def _seen(self, room: Room) -> View:
        """What is in sight over the keys; air goes where it would make the page scroll."""
        lines, rows = self._lines(room), room.rows - len(_page_foot("", "keys.read-on", room))
        lines = lines if len(lines) <= rows else lines[1:-1]
        return view(lines, rows, self.offset, say("screen.read-on-key"))


def _page_foot(told: str, on: str, room: Room) -> list[StyledLine]:
    """An answer to a key that did nothing, and the keys of a page."""
    help = ("keys.help",) if room.has_help else ()
    keys = hints(on, "keys.back", *help, way_out(can_pause=room.can_pause))
    if room.rows < FEWEST_ROWS:
        return [*told_line(told, room), key_line(keys, room.width)]
    return tail_of(told, "", keys, room)


class FormScene(msgspec.Struct, frozen=True):
    """Places to type; the text of the open one is edited outside, and handed in."""

    form: Form
    texts: tuple[str, ...]
    index: int = 0
    cursor: int = 0
    """Where in the text of the open place."""
    offset: int = 0

    slow_escape = False

    @classmethod
    def of(cls, form: Form) -> "FormScene":
        """The form as it first shows."""
        return cls(form, tuple(field.text for field in form.fields)).opened(0)

    @classmethod
    def of_field(cls, field: Field) -> "FormScene":
        """One place to type, with what belongs to it above."""
        return cls.of(Form(fields=(field,), body=field.body))

    @property
    def field(self) -> Field:
        """The place that is typed in."""
        return self.form.fields[self.index]

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.texts[self.index]

    @property
    def is_last(self) -> bool:
        """Whether Enter ends the form here."""
        return self.index == len(self.texts) - 1

    def opened(self, index: int) -> "FormScene":
        """With another place open, and the cursor behind its text."""
        return replace(self, index=index, cursor=len(self.texts[index]))

    def typed(self, text: str, cursor: int) -> "FormScene":
        """With the text of the open place, and the cursor in it."""
        texts = (*self.texts[: self.index], text, *self.texts[self.index + 1 :])
        return replace(self, texts=texts, cursor=cursor)

    def lay(self, room: Room) -> Layout:
        """What belongs to the form, then its places to type with what fits below, and the keys."""
        text, tail = self._around(room)
        rows = max(1, room.rows - len(text) - len(tail))
        places, (row, before) = self._places(room)
        if len(places) > rows:
            places, (row, before) = self._places(room, brief=True)
        lines = [*places, *self._below(room, rows - len(places))]
        # Where not all of it fits, it is what surrounds the cursor.
        first = max(0, min(row - rows // 2, len(lines) - rows))
        shown = fit(lines[first : first + rows], rows)
        return Layout((*text, *shown, *tail), (len(text) + row - first, before))

    def _around(self, room: Room) -> tuple[Sequence[StyledLine], Sequence[StyledLine]]:
        """The text above the places to type, as far as it is in sight, and the keys below."""
        if room.rows < FEWEST_ROWS:
            return too_small(room).lines[: room.rows - 1], ()
        roll = roll_of(
            Top(self.form.heading, self.form.aside, self.form.body, ""),
            (),
            tail_of("", "", hints(*self._keys()), room),
            replace(room, rows=max(1, room.rows - self._rows_to_type(room))),
        )
        return replace(roll, by="screen.page-key").seen(self.offset), roll.tail

    def _places(
        self, room: Room, *, brief: bool = False
    ) -> tuple[list[StyledLine], tuple[int, StyledLine]]:
        """The lines of the places to type, and where the cursor is among them.

        What the open one could read like stands right below it; `brief`: the others have a row.
        """
        lines: list[StyledLine] = []
        cursor: tuple[int, StyledLine] = (0, BLANK)
        for place, (field, text) in enumerate(zip(self.form.fields, self.texts, strict=True)):
            lines += [BLANK] * bool(place)
            empty = say("screen.may-stay-empty") if field.optional else ""
            lines += beside(field.title, field.hint or empty, room.width)
            here = place == self.index
            margin = _margin(room, here=here)
            folded = [(0, "")] if field.secret else fold_typed(text, room.width - 2)
            shown = [part for _, part in folded]
            if brief and not here and len(shown) > 1:
                shown = [_beginning(text, room.width - 2)]
            if here:
                row, before = _place_in(folded, 0 if field.secret else self.cursor)
                cursor = (len(lines) + row, (*margin, ("", before)))
            lines += [(*margin, ("", part)) for part in shown]
            if here and field.example:
                lines += plainly(field.example, room.width, "quiet")
        return lines, cursor

    def _below(self, room: Room, rows: int) -> list[StyledLine]:
        """What else stands below; no part of it cut in the middle."""
        lines: list[StyledLine] = []
        for block in self.form.below:
            part = draw((block,), room.width, room.ascii_only)
            if len(lines) + 1 + len(part) > rows:
                break
            lines += [BLANK, *part]
        return lines

    def _rows_to_type(self, room: Room) -> int:
        """Rows that the places to type want: all of them, if a third is left for the text."""
        wanted = len(self._places(room)[0]) + len(self._below(room, room.rows))
        return max(_FIELD_ROWS, min(wanted, room.rows - room.rows // 3))

    def weigh(self, key: str, room: Room) -> Weight:
        """Enter at once, before anything was typed, may have been meant for another screen."""
        del room
        return Weight.MARK if key == "enter" else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """To the field before or after, a way out, or the same with its text scrolled."""
        if key == "c-c":
            return Pause()
        if key == "enter" and self.is_last:
            return Done(self.texts)
        if key in ("enter", "tab") and not self.is_last:
            return self.opened(self.index + 1)
        if key in ("s-tab", "escape"):
            return self.opened(self.index - 1) if self.index else self._left()
        if key in SCROLLS:
            step = SCROLLS[key] * max(1, len(self._around(room)[0]) - 2)
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


def _place_in(lines: Sequence[tuple[int, str]], cursor: int) -> tuple[int, str]:
    """The row of a cursor in folded lines, and what stands before it."""
    row = max(number for number, (start, _) in enumerate(lines) if start <= cursor)
    start, part = lines[row]
    return row, part[: cursor - start]


def _beginning(text: str, width: int) -> str:
    """A long text in a row of its own."""
    return f"{fold_typed(text, width - 4)[0][1].rstrip()} ..."


def _margin(room: Room, *, here: bool) -> StyledLine:
    """The bar beside a place to type; strong where one is typing."""
    if room.ascii_only:
        return (("pointer" if here else "quiet", "| "),)
    return (("pointer", "┃ "),) if here else (("quiet", "│ "),)
