"""The scenes of a menu and of lines to tick: a text over a list of options."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from fitcheck.document import Blocks
from fitcheck.terminal.keys import BACKS, PAUSES, SCROLLS, Weight, hint, hints, keys_of, range_of
from fitcheck.terminal.paint import BLANK, StyledLine, draw, hanging, plainly
from fitcheck.terminal.prompts import Action, Menu, Ticks, Unfinished
from fitcheck.terminal.scene import (
    FEWEST_ROWS,
    Done,
    Layout,
    Pause,
    Room,
    Step,
    key_line,
    pointing,
    too_small,
    view,
)
from fitcheck.terminal.wrap import pad, width_of
from fitcheck.texts import say


class Roll(msgspec.Struct, frozen=True):
    """A text that scrolls; under it, always in sight, the question, a list, and the keys."""

    text: tuple[StyledLine, ...]
    question: tuple[StyledLine, ...]
    items: tuple[tuple[StyledLine, ...], ...]
    tail: tuple[StyledLine, ...]
    rows: int

    @property
    def length(self) -> int:
        """The rows of the whole list."""
        return sum(map(len, self.items))

    @property
    def list_rows(self) -> int:
        """The rows the list gets: all it needs, or what is left beside a third for the text."""
        free = self.rows - len(self.question) - len(self.tail)
        return min(self.length, max(1, free - min(len(self.text), free // 3)))

    @property
    def text_rows(self) -> int:
        """The rows the text may take."""
        return self.rows - len(self.question) - len(self.tail) - self.list_rows

    @property
    def is_whole(self) -> bool:
        """Whether every option is in sight."""
        return self.list_rows == self.length

    def lay(self, pointer: int | None, offset: int) -> Layout:
        """The lines for a pointer and a place in the text."""
        seen = view(self.text, self.text_rows, offset, say("screen.scroll-key")).lines
        start = sum(map(len, self.items[: pointer or 0]))
        lines = [line for item in self.items for line in item]
        listed = view(lines, self.list_rows, start - max(0, self.list_rows - 2) // 2).lines
        return Layout(seen, (*self.question, *listed, *self.tail))

    def scrolled(self, offset: int, by: int) -> int:
        """The place in the text after a page key."""
        step = max(1, self.text_rows - 2)
        return view(self.text, self.text_rows, offset + by * step).offset


class Pointer(msgspec.Struct, frozen=True):
    """Where a person is in a list, by arrows or by typed numbers."""

    keys: tuple[str, ...]
    """The key of each option: its letter or its number."""
    index: int | None = None
    typed: str = ""
    """The digits typed so far where numbers have two."""

    def after(self, key: str) -> "Pointer":
        """The pointer after a key: an arrow, Home, End or a digit; others leave it."""
        last = len(self.keys) - 1
        if self.index is None:
            places = {"up": last, "down": 0, "home": 0, "end": last}
        else:
            places = {"up": self.index - 1, "down": self.index + 1, "home": 0, "end": last}
        if key in places and self.keys:
            return replace(self, index=max(0, min(places[key], last)), typed="")
        return self._after_digit(key) if key.isdecimal() else self

    def _after_digit(self, digit: str) -> "Pointer":
        """On the number typed so far, or on one that begins anew."""
        for typed in (self.typed + digit, digit):
            if typed in self.keys:
                return replace(self, index=self.keys.index(typed), typed=typed)
        return replace(self, typed="")


def roll_of(
    title: str,
    body: Blocks,
    items: Sequence[Sequence[StyledLine]],
    tail: Sequence[StyledLine],
    room: Room,
) -> Roll:
    """The roll for a room; air goes first where rows are few, then the question scrolls too."""
    text = draw(body, room.width, room.ascii_only)
    question = plainly(title, room.width, "class:heading") if title else []
    listed = tuple(tuple(item) for item in items)
    needed = len(text) + len(question) + sum(map(len, listed)) + len(tail)
    air = 2 + bool(text) + bool(question and listed)
    if needed + air <= room.rows:
        above = (BLANK, *text, BLANK) if text else (BLANK,)
        below = (BLANK, *tail)
        return Roll(above, (*question, *[BLANK] * bool(listed)), listed, below, room.rows)
    if len(question) > room.rows // 3:
        text, question = [*text, *question], []
    return Roll(tuple(text), tuple(question), listed, tuple(tail), room.rows)


def at_once(key: str, keys: Sequence[str], roll: Roll) -> bool:
    """Whether a key picks without Enter: letters do, numbers where all are short and in sight."""
    if key not in keys or not key.isdecimal():
        return key in keys
    return roll.is_whole and all(len(one) == 1 for one in keys)


class MenuScene(msgspec.Struct, frozen=True):
    """A menu, where the pointer stands and how far its text is scrolled."""

    menu: Menu
    pointer: Pointer
    offset: int = 0

    slow_escape = False

    @classmethod
    def of(cls, menu: Menu) -> "MenuScene":
        """The menu as it first shows: the pointer on its default, or nowhere."""
        ids = [option.id for option in menu.options]
        index = ids.index(menu.default) if menu.default in ids else None
        return cls(menu, Pointer(keys_of(menu.options), index))

    def lay(self, room: Room) -> Layout:
        """The text over the options."""
        if room.rows < FEWEST_ROWS:
            return too_small(room)
        return self._roll(room).lay(self.pointer.index, self.offset)

    def weigh(self, key: str, room: Room) -> Weight:
        """Enter and whatever picks at once are answers."""
        picks = key == "enter" or at_once(key, self.pointer.keys, self._roll(room))
        return Weight.ANSWER if picks else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The id that was picked, a way out, or the same menu with something moved."""
        picked = self._picked(key, room)
        if picked is not None:
            return Done(self.menu.options[picked].id)
        if key in BACKS and self.menu.back:
            return Done(Action.BACK)
        if key in PAUSES:
            return Pause()
        if key in SCROLLS:
            return replace(self, offset=self._roll(room).scrolled(self.offset, SCROLLS[key]))
        return replace(self, pointer=self.pointer.after(key))

    def _picked(self, key: str, room: Room) -> int | None:
        if room.rows < FEWEST_ROWS:
            return None
        if at_once(key, self.pointer.keys, self._roll(room)):
            return self.pointer.keys.index(key)
        return self.pointer.index if key == "enter" else None

    def _roll(self, room: Room) -> Roll:
        number = max(map(width_of, self.pointer.keys), default=1)
        items = [self._item(index, number, room) for index in range(len(self.menu.options))]
        back = ("keys.back",) if self.menu.back else ()
        tail = [key_line(hints(*back, "keys.choose-by-arrows", "keys.pause"), room.width)]
        roll = roll_of(self.menu.title, self.menu.body, items, tail, room)
        numbers = range_of(self.pointer.keys)
        if not numbers or not at_once(numbers[0], self.pointer.keys, roll):
            return roll
        choose = hint("keys.choose", numbers=numbers)
        tail = [key_line([*hints(*back), choose, hint("keys.pause")], room.width)]
        return replace(roll, tail=(*roll.tail[:-1], *tail))

    def _item(self, index: int, number: int, room: Room) -> list[StyledLine]:
        here = index == self.pointer.index
        key = pad(self.pointer.keys[index], number)
        head = (*pointing(here, room), ("class:key", key), ("", "  "))
        label = self.menu.options[index].label
        label = say("screen.pointed", label=label) if here else label
        return hanging(head, label, room.width, "class:pointed" if here else "")


class TickScene(msgspec.Struct, frozen=True):
    """Lines to tick, those ticked so far, and where the pointer stands."""

    ticks: Ticks
    ticked: frozenset[str]
    pointer: Pointer
    offset: int = 0
    refused: bool = False
    """Whether more was wished for than may be ticked."""

    slow_escape = False

    @classmethod
    def of(cls, ticks: Ticks) -> "TickScene":
        """The lines as they first show, with the pointer on the first."""
        return cls(ticks, ticks.ticked, Pointer(keys_of(ticks.options), 0))

    def lay(self, room: Room) -> Layout:
        """The text over the lines to tick."""
        if room.rows < FEWEST_ROWS:
            return too_small(room)
        return self._roll(room).lay(self.pointer.index, self.offset)

    def weigh(self, key: str, room: Room) -> Weight:
        """Enter is the answer; ticking only needs to have seen the line."""
        if key == "enter":
            return Weight.ANSWER
        return Weight.MARK if self._changed(key, room) is not None else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The ids ticked in the end, a way out, or the same lines with something changed."""
        changed = self._changed(key, room)
        if changed is not None:
            return changed
        if key in BACKS:
            return Done(Unfinished(Action.BACK, ticked=self.ticked))
        if key in PAUSES:
            return Pause()
        if key in SCROLLS:
            return replace(self, offset=self._roll(room).scrolled(self.offset, SCROLLS[key]))
        return replace(self, pointer=self.pointer.after(key))

    def _changed(self, key: str, room: Room) -> Step | None:
        """What ticking or finishing leads to; None where the key does neither."""
        if room.rows < FEWEST_ROWS:
            return None
        if at_once(key, self.pointer.keys, self._roll(room)):
            return self._toggled(self.pointer.keys.index(key))
        if key == "space" and self.ticks.options:
            return self._toggled(self.pointer.index or 0)
        if key == "enter":
            too_many = self._too_many(self.ticked)
            return replace(self, refused=True) if too_many else Done(self.ticked)
        return None

    def _too_many(self, ticked: frozenset[str]) -> bool:
        return self.ticks.most is not None and len(ticked) > self.ticks.most

    def _toggled(self, index: int) -> "TickScene":
        """The line ticked or unticked; refused with a sentence where it would be too many."""
        id = self.ticks.options[index].id
        ticked = self.ticked ^ {id}
        pointer = replace(self.pointer, index=index, typed="")
        if id in ticked and self._too_many(ticked):
            return replace(self, pointer=pointer, refused=True)
        return replace(self, ticked=ticked, pointer=pointer, refused=False)

    def _roll(self, room: Room) -> Roll:
        number = max(map(width_of, self.pointer.keys), default=1)
        items = [self._item(index, number, room) for index in range(len(self.ticks.options))]
        keys = hints("keys.back", "keys.tick", "keys.go-on", "keys.pause")
        tail = [*self._told(room), key_line(keys, room.width)]
        return roll_of(self.ticks.title, self.ticks.body, items, tail, room)

    def _told(self, room: Room) -> list[StyledLine]:
        """A kind sentence where more was wished for than there is place."""
        if not self.refused:
            return []
        return plainly(say("screen.no-place", count=self.ticks.most), room.width, "class:told")

    def _item(self, index: int, number: int, room: Room) -> list[StyledLine]:
        here = index == self.pointer.index
        option = self.ticks.options[index]
        box = "[x] " if option.id in self.ticked else "[ ] "
        key = pad(self.pointer.keys[index], number)
        head = (*pointing(here, room), ("class:key", key), ("", f"  {box}"))
        return hanging(head, option.label, room.width, "class:pointed" if here else "")
