"""The scene of one card: a statement that scrolls over choices that never do."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

import msgspec
from msgspec.structs import replace

from fitcheck.terminal.keys import MOVES, PAUSES, SCROLLS, Weight, hint, hints, keys_of, range_of
from fitcheck.terminal.paint import BLANK, Fragment, StyledLine, hanging, plainly
from fitcheck.terminal.prompts import Action, CardView, Option
from fitcheck.terminal.scene import (
    FEWEST_ROWS,
    Done,
    Layout,
    Pause,
    Room,
    Step,
    fit,
    key_line,
    pointing,
    too_small,
    view,
)
from fitcheck.terminal.wrap import pad, width_of, wrap
from fitcheck.texts import say

_MOVES = {**MOVES, "left": Action.BACK}
_HINTS = ("keys.back", "keys.note", "keys.overview", "keys.why", "keys.pause")
_SHORT_HINTS = ("keys.back", "keys.note", "keys.overview-short", "keys.why", "keys.pause")
_ROOM_FOR_WORDS = 48
"""Columns from which the key line is told in full."""
_STATEMENT_ROWS = 4
"""What a statement takes at least in a large window, so that the choices stay where they are."""
_NOTE_ROWS = 2
"""What is shown of a note, so that a long one does not push the statement away."""
_GOOD_VIEW = 6
"""Rows of a long statement that are worth more than a loose layout of the choices."""


class CardScene(msgspec.Struct, frozen=True, dict=True):
    """A card, where the pointer stands and how far the statement is scrolled."""

    card: CardView
    pointer: int | None = None
    offset: int = 0

    slow_escape = True

    @classmethod
    def of(cls, card: CardView) -> "CardScene":
        """The card as it first shows: the pointer on what was answered before, or nowhere."""
        ids = [option.id for option in (*card.choices, *card.gaps)]
        return cls(card, ids.index(card.given) if card.given in ids else None)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Choices and gaps in the order of the arrows."""
        return (*self.card.choices, *self.card.gaps)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of each option."""
        return keys_of(self.options)

    def lay(self, room: Room) -> Layout:
        """Body and foot in the loosest layout that fits; the choices are whole or not there."""
        laid = self._arranged(room)
        if laid is None:
            return too_small(room)
        rows = room.rows - len(laid.foot)
        if len(laid.body) <= rows:
            return Layout(tuple(laid.body), laid.foot)
        seen = view(laid.body, rows, self.offset, say("screen.scroll-key"))
        return Layout(fit(seen.lines, rows), laid.foot)

    def weigh(self, key: str, room: Room) -> Weight:
        """What answers is an answer, Esc too, which may be the start of a key cut in two."""
        del room
        return Weight.ANSWER if key in self.keys or key in ("enter", "escape") else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """An answer, a move, or the same card with pointer or statement moved."""
        picked = self.keys.index(key) if key in self.keys else self.pointer
        if picked is not None and (key in self.keys or key == "enter"):
            return self._answer(picked, room)
        if key in _MOVES:
            return Done(_MOVES[key])
        if key in PAUSES:
            return Pause()
        if key in ("up", "down"):
            return replace(self, pointer=self._moved(-1 if key == "up" else 1))
        return self._scrolled(SCROLLS[key], room) if key in SCROLLS else self

    def _answer(self, index: int, room: Room) -> Step:
        """The option picked; nothing where the window is too small to show it."""
        return self if self._arranged(room) is None else Done(self.options[index].id)

    def _moved(self, by: int) -> int:
        last = len(self.options) - 1
        if self.pointer is None:
            return 0 if by > 0 else last
        return max(0, min(self.pointer + by, last))

    def _scrolled(self, by: int, room: Room) -> "CardScene":
        laid = self._arranged(room)
        if laid is None:
            return self
        rows = room.rows - len(laid.foot)
        offset = self.offset + by * max(1, rows - 2)
        return replace(self, offset=view(laid.body, rows, offset).offset)

    def _arranged(self, room: Room) -> "_Arrangement | None":
        """The whole body and the foot for a room; None where the choices have no place."""
        if room.rows < FEWEST_ROWS:
            return None
        # Most windows take the first layout; the others are not even made then.
        made: list[_Arrangement] = []
        for layout in self._arrangements(room):
            if layout.fits(room.rows, len(layout.body)):
                return layout
            made.append(layout)
        bare = made[-2:]
        # Of a card that must scroll, at least the statement should be in sight, and then a line.
        statement = len(self._context(room)) + len(self._statement(room)) + 1
        for wanted, tried in ((_GOOD_VIEW, made), (statement, bare), (1, bare)):
            for layout in tried:
                if layout.fits(room.rows, wanted):
                    return layout
        return None

    def _arrangements(self, room: Room) -> Iterator["_Arrangement"]:
        """Layouts from the loosest to the tightest: keys and headings drop first."""
        yield _Arrangement(self._airy(room), self._loose(room))
        yield _Arrangement(snug := self._snug(room), self._loose(room))
        yield _Arrangement(snug, self._listed(room))
        yield _Arrangement(snug, self._gaps_shared(room))
        yield _Arrangement(snug, self._all_shared(room))
        yield _Arrangement(bare := self._bare(room), self._all_shared(room))
        yield _Arrangement(bare, self._without_keys(room))

    def _airy(self, room: Room) -> list[StyledLine]:
        window, context, beside = self._window(room), self._context(room), self._beside(room)
        statement = [*_aired(context), *self._statement(room)]
        lines = [BLANK, *self._heading(room), BLANK, *_aired(window)]
        lines += _aired(fit(statement, _STATEMENT_ROWS - len(beside)))
        return [*lines, *_aired(beside)]

    def _snug(self, room: Room) -> list[StyledLine]:
        parts = [
            *self._window(room),
            *self._context(room),
            *self._statement(room),
            *self._beside(room),
        ]
        return [*self._heading(room), *parts, BLANK]

    def _bare(self, room: Room) -> list[StyledLine]:
        statement = [*self._context(room), *self._statement(room)]
        return [*statement, *self._window(room), *self._beside(room)]

    def _heading(self, room: Room) -> list[StyledLine]:
        """The theme on the left and the place on the right."""
        place = say("screen.place", place=self.card.place, count=self.card.of)
        left = max(1, room.width - width_of(place) - 2)
        first, *rest = wrap(self.card.heading, left)
        blanks = " " * (room.width - width_of(place) - left)
        head = (("class:heading", pad(first, left)), ("", blanks), ("class:quiet", place))
        return [head, *((("class:heading", line),) for line in rest)]

    def _window(self, room: Room) -> list[StyledLine]:
        return plainly(self.card.window, room.width, "class:quiet") if self.card.window else []

    def _context(self, room: Room) -> list[StyledLine]:
        return plainly(self.card.context, room.width, "class:quiet") if self.card.context else []

    def _statement(self, room: Room) -> list[StyledLine]:
        return plainly(self.card.text, room.width, "class:statement")

    def _beside(self, room: Room) -> list[StyledLine]:
        """The line of the theme and the person's own note."""
        lines: list[StyledLine] = []
        if self.card.intro:
            lines += plainly(self.card.intro, room.width, "class:quiet")
        if self.card.note:
            head = (("class:quiet", say("screen.your-note") + " "),)
            note = hanging(head, self.card.note, room.width)
            lines += note[:_NOTE_ROWS] + [(("", "..."),)] * (len(note) > _NOTE_ROWS)
        return lines

    def _loose(self, room: Room) -> tuple[StyledLine, ...]:
        choices, gaps = self._parted(room)
        return (*choices, BLANK, *gaps, BLANK, self._hints(room))

    def _listed(self, room: Room) -> tuple[StyledLine, ...]:
        choices, gaps = self._parted(room)
        return (*choices, *gaps, self._hints(room))

    def _gaps_shared(self, room: Room) -> tuple[StyledLine, ...]:
        choices, _ = self._parted(room)
        gaps = self._shared(range(len(self.card.choices), len(self.options)), room)
        return (*choices, *gaps, self._hints(room))

    def _all_shared(self, room: Room) -> tuple[StyledLine, ...]:
        return (*self._without_keys(room), self._hints(room))

    def _without_keys(self, room: Room) -> tuple[StyledLine, ...]:
        count = len(self.card.choices)
        choices = self._shared(range(count), room)
        return (*choices, *self._shared(range(count, len(self.options)), room))

    def _hints(self, room: Room) -> StyledLine:
        """The keys of the moves, and that numbers answer where there is room to say so."""
        if room.width < _ROOM_FOR_WORDS:
            return key_line(hints(*_SHORT_HINTS), room.width)
        numbers = range_of(self.keys)
        answer = [hint("keys.answer", numbers=numbers)] if numbers else []
        return key_line([*answer, *hints(*_HINTS)], room.width)

    def _parted(self, room: Room) -> tuple[list[StyledLine], list[StyledLine]]:
        """Choices and gaps, each on lines of its own."""
        count = len(self.card.choices)
        rows = [self._row(index, room) for index in range(len(self.options))]
        return list(chain(*rows[:count])), list(chain(*rows[count:]))

    def _row(self, index: int, room: Room) -> list[StyledLine]:
        style = "class:pointed" if index == self.pointer else ""
        head = (*pointing(index == self.pointer, room), ("class:key", self.keys[index]), ("", "  "))
        return hanging(head, self._label(index, " " + say("screen.your-answer")), room.width, style)

    def _shared(self, indexes: range, room: Room) -> list[StyledLine]:
        """Options side by side, as many on a line as fit."""
        lines: list[list[Fragment]] = []
        taken = 0
        for index in indexes:
            label = self._label(index, "*")
            width = 2 + width_of(self.keys[index]) + width_of(label)
            if width > room.width:
                lines += map(list, self._row(index, room))
                taken = room.width
                continue
            if not lines or taken + 1 + width > room.width:
                lines.append([])
                taken = -1
            mark = pointing(index == self.pointer, room)[0]
            style = "class:pointed" if index == self.pointer else ""
            gap: list[Fragment] = [("", " ")] if taken >= 0 else []
            key: Fragment = ("class:key", self.keys[index])
            lines[-1] += [*gap, (mark[0], mark[1][:1]), key, (style, f" {label}")]
            taken += 1 + width
        return [tuple(line) for line in lines]

    def _label(self, index: int, mark: str) -> str:
        option = self.options[index]
        label = " ".join(option.label.split())
        return label + (mark if option.id == self.card.given else "")


def _aired(lines: Sequence[StyledLine]) -> list[StyledLine]:
    """The lines and an empty one below; nothing stays nothing."""
    return [*lines, BLANK] if lines else []


class _Arrangement(msgspec.Struct, frozen=True):
    """One way to lay a card: lines that may scroll over lines that may not."""

    body: list[StyledLine]
    foot: tuple[StyledLine, ...]

    def fits(self, rows: int, wanted: int) -> bool:
        """Whether the rows hold the foot and as many lines of the body as are wanted."""
        return min(len(self.body), wanted) <= rows - len(self.foot)
