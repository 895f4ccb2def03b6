"""The scenes of a list: a menu, lines to tick, a yes-or-no question. One roll lays out all."""

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise, starmap

import msgspec
from msgspec.structs import replace

from fitcheck.document import Blocks
from fitcheck.terminal.keys import (
    BACKS,
    HELP,
    MOVES,
    PAUSES,
    SCROLLS,
    Weight,
    aliases_of,
    hint,
    hints,
    keys_of,
    range_of,
    way_out,
)
from fitcheck.terminal.paint import BLANK, StyledLine, beside, draw, flow, hanging, plainly
from fitcheck.terminal.prompts import Action, KeyHint, Menu, Option, Ticks, Unfinished
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
    key_lines,
    pointing,
    told_line,
    too_small,
    view,
)
from fitcheck.terminal.wrap import pad, width_of
from fitcheck.texts import say, say_of

NINE = 9
"""Lines to tick on one page. So no number there begins another one, and each ticks at once."""

_ASKED = {
    Action.NOTE: "keys.note",
    Action.WHY: "keys.why-line",
    Action.OVERVIEW: "keys.overview",
}
"""How what can be had at lines to tick is named in their line of keys."""

Item = Sequence[StyledLine]
"""The lines of one option."""


class Roll(msgspec.Struct, frozen=True):
    """A text that scrolls; under it, always in sight, the question, a list, and the keys."""

    text: tuple[StyledLine, ...]
    question: tuple[StyledLine, ...]
    items: tuple[tuple[StyledLine, ...], ...]
    tail: tuple[StyledLine, ...]
    rows: int
    by: str = "screen.scroll-key"
    """The name of the key that scrolls the text."""

    @property
    def length(self) -> int:
        """The rows of the whole list."""
        return sum(map(len, self.items))

    @property
    def list_rows(self) -> int:
        """The rows the list gets: all it needs, or what is left beside a third for the text."""
        if not self.items:
            return 0
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
        listed = self._listed(pointer or 0).lines
        return Layout((*self.seen(offset), *self.question, *listed, *self.tail))

    def _listed(self, pointer: int) -> View:
        """The part of the list around the pointer."""
        start = sum(map(len, self.items[:pointer]))
        lines = [line for item in self.items for line in item]
        return view(lines, self.list_rows, start - max(0, self.list_rows - 2) // 2)

    def in_sight(self, pointer: int) -> range:
        """The places of the items that are seen whole around the pointer."""
        if self.is_whole:
            return range(len(self.items))
        # The last row says that there is more.
        first = self._listed(pointer).offset
        last = first + max(1, self.list_rows - 1)
        ends = list(accumulate(map(len, self.items)))
        starts = [0, *ends[:-1]]
        seen = [
            place
            for place, (start, end) in enumerate(zip(starts, ends, strict=True))
            if (first <= start and end <= last) or place == pointer
        ]
        return range(seen[0], seen[-1] + 1)

    def seen(self, offset: int) -> tuple[StyledLine, ...]:
        """The part of the text that is in sight."""
        return view(self.text, self.text_rows, offset, say(self.by)).lines

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

    def moves_by(self, key: str) -> bool:
        """Whether a key moves it at all."""
        digits = key.isdecimal() and any(key in one for one in self.keys)
        return key in ("up", "down", "home", "end") or digits

    def _after_digit(self, digit: str) -> "Pointer":
        """On the number typed so far, or on one that begins anew."""
        for typed in (self.typed + digit, digit):
            if typed in self.keys:
                return replace(self, index=self.keys.index(typed), typed=typed)
        return replace(self, typed=self.typed + digit if self._can_begin(digit) else "")

    def _can_begin(self, digit: str) -> bool:
        return any(one.startswith(self.typed + digit) for one in self.keys)


class Top(msgspec.Struct, frozen=True):
    """What stands above a list: a heading with what is to its right, a text, and a question."""

    heading: str
    aside: str
    body: Blocks
    title: str


def roll_of(top: Top, items: Sequence[Item], tail: Sequence[StyledLine], room: Room) -> Roll:
    """The roll for a room; air goes first where rows are few, then the question scrolls too."""
    text = beside(top.heading, top.aside, room.width)
    if text and top.body:
        text.append(BLANK)
    text += draw(top.body, room.width, room.ascii_only)
    question = plainly(top.title, room.width, "heading") if top.title else []
    listed = tuple(tuple(item) for item in items)
    needed = len(text) + len(question) + sum(map(len, listed)) + len(tail)
    air = 1 + bool(text) + bool(question and listed)
    if needed + air <= room.rows:
        first = [BLANK] if needed + air < room.rows else []
        above = (*first, *text, *[BLANK] * bool(text))
        below = (BLANK, *tail)
        return Roll(
            above, (*question, *[BLANK] * bool(question and listed)), listed, below, room.rows
        )
    if len(question) > room.rows // 3:
        text, question = [*text, *question], []
    return Roll(tuple(text), tuple(question), listed, tuple(tail), room.rows)


def tail_of(told: str, foot: str, keys: Sequence[KeyHint], room: Room) -> list[StyledLine]:
    """What stays at the bottom: an answer to a key that did nothing, a line, and the keys."""
    answered, most = told_line(told, room), max(2, room.rows // 4)
    below = plainly(foot, room.width, "told") if foot else []
    named = key_lines(keys, room.width)
    if answered and len(answered) + len(below) + len(named) > most:
        # It says that the keys are named below it, and stays for one key only.
        below = []
    if len(answered) + len(below) + len(named) > most:
        named = [key_line(keys, room.width)]
    return [*answered, *below, *named]


def at_once(key: str, keys: Sequence[str], roll: Roll) -> bool:
    """Whether a key picks without Enter: letters do, numbers where all are short and in sight."""
    if key not in keys or not key.isdecimal():
        return key in keys
    return roll.is_whole and all(len(one) == 1 for one in keys)


def item_of(option: Option, head: StyledLine, label: str, room: Room, *, here: bool) -> Item:
    """The lines of an option, below the title of what begins with it."""
    above = plainly(option.above, room.width, "quiet") if option.above else []
    lines = hanging(head, label, room.width, "pointed" if here else "")
    return [*([BLANK, *above] if above else []), *lines]


def exits(key: str, back: object, room: Room, scene: "ListScene") -> Step | None:
    """The ways out that every list has; None where the key is none of them."""
    if key in BACKS and back is not None:
        return Done(back)
    if key in PAUSES:
        return Pause()
    return HelpWanted(scene) if key == HELP and room.has_help else None


def common_hints(room: Room, *, back: bool) -> list[KeyHint]:
    """The keys that every list has."""
    keys = (*(("keys.back",) if back else ()), *(("keys.help",) if room.has_help else ()))
    return hints(*keys, way_out(can_pause=room.can_pause))


class MenuScene(msgspec.Struct, frozen=True):
    """A menu, where the pointer stands and how far its text is scrolled."""

    menu: Menu
    pointer: Pointer
    offset: int = 0
    told: str = ""

    slow_escape = False

    @classmethod
    def of(cls, menu: Menu) -> "MenuScene":
        """The menu as it first shows: the pointer on its default, or nowhere."""
        keys = keys_of(menu.options)
        shown = [(key, one.id) for key, one in zip(keys, menu.options, strict=True) if one.shown]
        ids = [id for _, id in shown]
        index = ids.index(menu.default) if menu.default in ids else None
        return cls(menu, Pointer(tuple(key for key, _ in shown), index))

    @property
    def shown(self) -> list[Option]:
        """The options that are listed."""
        return [option for option in self.menu.options if option.shown]

    def lay(self, room: Room) -> Layout:
        """The text over the options."""
        if room.rows < FEWEST_ROWS:
            return too_small(room)
        roll = self._roll(room)
        if self._further(roll) is not None:
            roll = replace(self._roll(room, picks=False), by="screen.read-on-key")
        return roll.lay(self.pointer.index, self.offset)

    def _further(self, roll: Roll) -> int | None:
        """Where Enter leads in a text that is to be read before it picks; None: it picks."""
        further = roll.scrolled(self.offset, SCROLLS["space"])
        return further if self.menu.read_first and further != self.offset else None

    def weigh(self, key: str, room: Room) -> Weight:
        """Enter and whatever picks at once are answers."""
        picks = key == "enter" or self._picked(key, room) is not None
        return Weight.ANSWER if picks else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The id that was picked, a way out, or the same menu with something moved."""
        quiet = replace(self, told="")
        reads = key == "enter" and self.menu.read_first
        if reads and (further := self._further(self._roll(room))) is not None:
            return replace(quiet, offset=further)
        picked = self._picked(key, room)
        if picked is not None:
            return Done(picked)
        left = exits(key, Action.BACK if self.menu.back else None, room, quiet)
        if left is not None:
            return left
        if key in SCROLLS:
            return replace(quiet, offset=self._roll(room).scrolled(self.offset, SCROLLS[key]))
        if self.pointer.moves_by(key):
            return replace(quiet, pointer=self.pointer.after(key))
        text = "screen.point-first" if key == "enter" else "screen.unknown"
        return quiet if key == "escape" else replace(self, told=say(text))

    def _picked(self, key: str, room: Room) -> str | None:
        """The id that a key picks."""
        if room.rows < FEWEST_ROWS:
            return None
        pairs = zip(keys_of(self.menu.options), self.menu.options, strict=True)
        hidden = {its: option.id for its, option in pairs if not option.shown}
        if key in hidden:
            return hidden[key]
        if key == "enter":
            return self._pointed(hidden.values())
        shown, aliases = self.shown, aliases_of(self.shown)
        if at_once(key, self.pointer.keys, self._roll(room)):
            return shown[self.pointer.keys.index(key)].id
        return shown[aliases[key]].id if key in aliases else None

    def _pointed(self, hidden: Collection[str]) -> str | None:
        """The option that Enter picks: the one pointed at, or one that is not listed."""
        if self.pointer.index is not None:
            return self.shown[self.pointer.index].id
        return self.menu.default if self.menu.default in hidden else None

    def _roll(self, room: Room, *, picks: bool = True) -> Roll:
        number = max(map(width_of, self.pointer.keys), default=1)
        items = [
            self._item(index, option, number, room, picks=picks)
            for index, option in enumerate(self.shown)
        ]
        menu = self.menu
        top = Top(menu.heading, menu.aside, menu.body, menu.title)
        roll = roll_of(top, items, self._tail(room, hint("keys.choose-by-arrows")), room)
        numbers = range_of(self.pointer.keys)
        if menu.keys or not numbers or not at_once(numbers[0], self.pointer.keys, roll):
            return roll
        choose = hint("keys.choose", numbers=numbers)
        return roll_of(top, items, self._tail(room, choose), room)

    def _tail(self, room: Room, choose: KeyHint) -> list[StyledLine]:
        keys = [*(self.menu.keys or (choose,)), *common_hints(room, back=self.menu.back)]
        return tail_of(self.told, self.menu.foot, keys, room)

    def _item(self, index: int, option: Option, number: int, room: Room, *, picks: bool) -> Item:
        here = index == self.pointer.index
        head = (*pointing(here, room), ("key", pad(self.pointer.keys[index], number)))
        label = say("screen.pointed", label=option.label) if here and picks else option.label
        return item_of(option, (*head, ("", "  ")), label, room, here=here)


class TickScene(msgspec.Struct, frozen=True):
    """Lines to tick, those ticked so far, and where the pointer stands."""

    ticks: Ticks
    ticked: frozenset[str]
    index: int = 0
    offset: int = 0
    told: str = ""
    typed: str = ""
    """The first digit of a number of two."""

    slow_escape = False

    @classmethod
    def of(cls, ticks: Ticks) -> "TickScene":
        """The lines as they first show, with the pointer where they begin."""
        places = [place for place, one in enumerate(ticks.options) if one.id == ticks.begin]
        return cls(ticks, ticks.ticked, index=next(iter(places), 0))

    @property
    def pages(self) -> list[range]:
        """The places of the lines by page: nine with a number on each, and no one of them alone."""
        count = sum(not option.key for option in self.ticks.options)
        size = NINE - (count % NINE == 1)
        starts, numbered = [0], 0
        for place, option in enumerate(self.ticks.options):
            if not option.key and numbered and numbered % size == 0:
                starts.append(place)
            numbered += not option.key
        return [*starmap(range, pairwise((*starts, len(self.ticks.options))))]

    @property
    def page(self) -> range:
        """The page that the pointer is on."""
        pages = self.pages
        return next((page for page in pages if self.index in page), pages[0])

    @property
    def shown(self) -> dict[str, Option]:
        """The lines of that page by their keys; the numbers go on from page to page."""
        options, page = self.ticks.options, slice(self.page.start, self.page.stop)
        return dict(zip(keys_of(options)[page], options[page], strict=True))

    def lay(self, room: Room) -> Layout:
        """The text over the lines to tick."""
        if room.rows < FEWEST_ROWS:
            return too_small(room)
        return self._roll(room).lay(self.index - self.page.start, self.offset)

    def weigh(self, key: str, room: Room) -> Weight:
        """Enter is the answer; ticking only needs to have seen the line."""
        if key == "enter" or key in keys_of(self.ticks.gaps):
            return Weight.ANSWER
        return Weight.MARK if self._changed(key, room) is not None else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """The ids ticked in the end, a way out, or the same lines with something changed."""
        quiet = replace(self, told="", typed="")
        changed = self._changed(key, room)
        if changed is not None:
            return changed
        action = MOVES.get(key)
        if action in self.ticks.actions and action is not None:
            return Done(Unfinished(action, ticked=self.ticked, line=self._line()))
        left = exits(key, Unfinished(Action.BACK, ticked=self.ticked), room, quiet)
        return left or quiet._moved(key, room)

    def _line(self) -> str:
        """The id of the line that the pointer is on."""
        return self.ticks.options[self.index].id if self.ticks.options else ""

    def _moved(self, key: str, room: Room) -> "TickScene":
        """The pointer or the text moved; else a word on what does something."""
        last = max(0, len(self.ticks.options) - 1)
        by = {"up": self.index - 1, "down": self.index + 1, "home": 0, "end": last}
        if key in by:
            return replace(self, index=max(0, min(by[key], last)))
        if key in SCROLLS:
            return self._scrolled(SCROLLS[key], room)
        return replace(self, told=say("screen.unknown"))

    def _scrolled(self, by: int, room: Room) -> "TickScene":
        """The text read on to its end, then the next page; and the same way back."""
        roll, start = self._roll(room), self.page.start
        offset = roll.scrolled(self.offset, by)
        if by > 0 and offset > self.offset:
            return replace(self, offset=offset)
        seen = roll.in_sight(self.index - start)
        hidden = (seen.stop if by > 0 else seen.start - 1) + start
        if hidden in self.page:
            return replace(self, index=hidden)
        pages = self.pages
        page = pages.index(self.page) + by
        if page in range(len(pages)):
            return replace(self, index=pages[page].start)
        return replace(self, offset=offset)

    def _changed(self, key: str, room: Room) -> Step | None:
        """What ticking or finishing leads to; None where the key does neither."""
        if room.rows < FEWEST_ROWS:
            return None
        gaps = keys_of(self.ticks.gaps)
        if key in gaps:
            return Done(frozenset({self.ticks.gaps[gaps.index(key)].id}))
        quiet, keys = replace(self, told="", typed=""), keys_of(self.ticks.options)
        typed = self.typed + key
        if typed not in self.shown and any(number.startswith(typed) for number in self.shown):
            return replace(quiet, typed=typed, told=say("screen.second-digit", digit=typed))
        # The pointer goes along, so that what was ticked comes into sight, from any page.
        if typed in keys:
            return quiet._toggled(keys.index(typed))
        if key == "space" and self.ticks.options:
            return quiet._toggled(self.index)
        return quiet._finished() if key == "enter" else None

    def _finished(self) -> Step:
        if self.ticks.too_many(self.ticked):
            return replace(self, told=say("screen.no-place", count=self.ticks.most))
        if self.ticks.none and not self.ticked:
            return replace(self, told=say("screen.tick-first", none=self._none_key()))
        return Done(self.ticked)

    def _none_key(self) -> str:
        pairs = zip(self.ticks.options, keys_of(self.ticks.options), strict=True)
        keys = {option.id: key for option, key in pairs}
        return keys.get(self.ticks.none, "")

    def _toggled(self, index: int) -> "TickScene":
        """The line ticked or unticked; refused with a sentence where it would be too many."""
        ticked = self.ticks.toggled(self.ticked, self.ticks.options[index].id)
        if ticked is None:
            return replace(self, index=index, told=say("screen.no-place", count=self.ticks.most))
        return replace(self, ticked=ticked, index=index)

    def _roll(self, room: Room) -> Roll:
        page = self.page
        roll = self._rolled(room, page)
        if roll.is_whole:
            return roll
        seen = roll.in_sight(self.index - page.start)
        return self._rolled(room, range(page.start + seen.start, page.start + seen.stop))

    def _rolled(self, room: Room, seen: range) -> Roll:
        """The lines of the page; below them it says which of all are `seen`."""
        here, width = self._line(), max(map(width_of, self.shown), default=1)
        items = [
            self._item(option, pad(key, width), option.id == here, room)
            for key, option in self.shown.items()
        ]
        ticks = self.ticks
        top = Top(ticks.heading, ticks.aside, ticks.body, ticks.title)
        roll = roll_of(top, items, [*self._count(room, seen), *self._tail(room)], room)
        # The space bar ticks.
        return replace(roll, by="screen.page-key")

    def _count(self, room: Room, seen: range) -> list[StyledLine]:
        """How many are ticked, which lines are in sight, and what else can be pressed."""
        if not self.ticks.options:
            return []
        own = {option.id for option in self.ticks.options} - {self.ticks.none}
        most = self.ticks.most if self.ticks.most is not None else len(own)
        told = say("screen.ticked", ticked=len(self.ticked & own), count=most)
        pairs = zip(keys_of(self.ticks.gaps), self.ticks.gaps, strict=True)
        parts = [*self._which(seen), *(f"{key} {gap.label}" for key, gap in pairs)]
        pieces = [
            plainly(told, room.width),
            *(plainly(p, room.width, "quiet") for p in parts),
        ]
        return flow(pieces, room.width, 3)[: max(1, room.rows // 6)]

    def _which(self, seen: range) -> list[str]:
        """The lines in sight, by their places among all, and where there are more."""
        numbered = [not option.key for option in self.ticks.options]
        if len(seen) == len(numbered):
            return []
        first, last = (sum(numbered[:place]) for place in (seen.start, seen.stop))
        where = "both" if seen.start else "below"
        where = "above" if seen.stop == len(numbered) else where
        told = say("screen.lines.which", first=first + 1, last=last, count=sum(numbered))
        return [told, say_of("screen.lines", where)]

    def _tail(self, room: Room) -> list[StyledLine]:
        ticks = self.ticks
        go_on = hint("keys.go-on-once", none=self._none_key()) if ticks.none else hint("keys.go-on")
        asked = (name for action, name in _ASKED.items() if action in ticks.actions)
        keys = [hint("keys.tick"), go_on, *hints(*asked), *common_hints(room, back=True)]
        return tail_of(self.told, ticks.foot, keys, room)

    def _item(self, option: Option, key: str, here: bool, room: Room) -> Item:
        box = "[x] " if option.id in self.ticked else "[ ] "
        head = (*pointing(here, room), ("key", key), ("", f"  {box}"))
        return item_of(option, head, option.label, room, here=here)


class AgreeScene(msgspec.Struct, frozen=True):
    """A yes-or-no question, which only a plain yes says yes to."""

    question: str
    body: Blocks
    offset: int = 0
    told: str = ""

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
        """Yes, no, or the same question with its text scrolled; going back is a no."""
        quiet = replace(self, told="")
        if key in ("y", "n") and room.rows >= FEWEST_ROWS:
            return Done(key == "y")
        left = exits(key, False, room, quiet)
        if left is not None:
            return left
        if key in SCROLLS:
            return replace(quiet, offset=self._roll(room).scrolled(self.offset, SCROLLS[key]))
        return replace(self, told=say("screen.unknown"))

    def _roll(self, room: Room) -> Roll:
        items = [[_choice(hint("keys.yes"))], [_choice(hint("keys.no"))]]
        tail = tail_of(self.told, "", common_hints(room, back=True), room)
        return roll_of(Top("", "", self.body, self.question), items, tail, room)


ListScene = MenuScene | TickScene | AgreeScene


def _choice(choice: KeyHint) -> StyledLine:
    key, label = choice
    return (("", "  "), ("key", key), ("", f"  {label}"))
