"""The scene of one card: a theme as a screen, with a statement over choices that never move."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

import msgspec
from msgspec.structs import replace

from fitcheck.terminal.keys import (
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
)
from fitcheck.terminal.paint import (
    BLANK,
    StyledLine,
    draw,
    draw_answered,
    flow,
    hanging,
    plainly,
    restyled,
    width_of_line,
)
from fitcheck.terminal.prompts import Action, CardView, KeyHint, Option
from fitcheck.terminal.scene import (
    FEWEST_ROWS,
    Done,
    HelpWanted,
    Layout,
    Pause,
    Room,
    Step,
    fit,
    key_line,
    key_lines,
    pointing,
    told_line,
    too_small,
    view,
)
from fitcheck.terminal.wrap import pad, width_of, wrap
from fitcheck.texts import say

_MOVES = {**MOVES, "left": Action.BACK}
_HINTS = ("keys.back", "keys.note", "keys.why", "keys.overview")
_SCREEN_ROWS = 23
"""Rows of a card in a large window: the choices stand where they do in the smallest usual one."""
_MOST_CHOICES = 5
"""Choices for which every card keeps rows, so that the keys stay where they are."""
_BAR = 24
"""Columns of the bar that shows how far one is."""
_NOTE_ROWS = 2
"""What is shown of a note, so that a long one does not push the statement away."""
_STATEMENT_ROWS = 2
"""What a statement takes at least in a snug layout, so that the choices stay where they are."""
_GOOD_VIEW = 6
"""Rows of a long statement that are worth more than a loose layout of the choices."""


class CardScene(msgspec.Struct, frozen=True, dict=True):
    """A card, where the pointer stands and how far the statement is scrolled."""

    card: CardView
    pointer: int | None = None
    offset: int = 0
    told: str = ""
    """What a key that did nothing is answered with."""

    @classmethod
    def of(cls, card: CardView) -> "CardScene":
        """The card as it first shows: the pointer on what was answered before, or nowhere."""
        ids = [option.id for option in (*card.choices, *card.gaps)]
        return cls(card, ids.index(card.given) if card.given in ids else None)

    @property
    def slow_escape(self) -> bool:
        """Esc does nothing on a card that cannot be left by it."""
        return not self.card.leave

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Choices and gaps in the order of the arrows."""
        return (*self.card.choices, *self.card.gaps)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of each option."""
        return keys_of(self.options)

    @cached_property
    def places(self) -> dict[str, int]:
        """The option that each key picks."""
        return aliases_of(self.options) | {key: place for place, key in enumerate(self.keys)}

    def lay(self, room: Room) -> Layout:
        """The loosest layout that fits; the choices are whole or not there."""
        laid = self._arranged(room)
        if laid is None:
            return too_small(room)
        rows = room.rows - len(laid.foot)
        if len(laid.body) <= rows:
            return Layout((*laid.body, *laid.foot))
        seen = view(laid.body, rows, self.offset, say("screen.scroll-key"))
        return Layout((*fit(seen.lines, rows), *laid.foot))

    def weigh(self, key: str, room: Room) -> Weight:
        """What answers is an answer, Esc too, which may be the start of a key cut in two."""
        del room
        return Weight.ANSWER if key in self.places or key in ("enter", "escape") else Weight.MOVE

    def press(self, key: str, room: Room) -> Step:
        """An answer, a move, or the same card with pointer or statement moved."""
        picked = self.places.get(key, self.pointer if key == "enter" else None)
        if picked is not None:
            return self._answer(picked, room)
        quiet = replace(self, told="")
        if key in ("up", "down"):
            return replace(quiet, pointer=self._moved(-1 if key == "up" else 1))
        if key in SCROLLS:
            return quiet._scrolled(SCROLLS[key], room)
        return self._left(key, room) or self._unknown(key)

    def _left(self, key: str, room: Room) -> Step | None:
        """A way out of the card; None where the key is none."""
        if key in _MOVES:
            return Done(_MOVES[key])
        if key == "escape":
            return Done(Action.LEAVE) if self.card.leave else replace(self, told="")
        if key in PAUSES:
            return Pause()
        return HelpWanted(replace(self, told="")) if key == HELP and room.has_help else None

    def _unknown(self, key: str) -> "CardScene":
        return replace(self, told=say("screen.point-first" if key == "enter" else "screen.unknown"))

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

    @cached_property
    def _known(self) -> dict[Room, "_Arrangement | None"]:
        """What was laid is asked for again when a key comes."""
        return {}

    def _arranged(self, room: Room) -> "_Arrangement | None":
        """The whole body and the foot for a room; None where the choices have no place."""
        if room not in self._known:
            self._known[room] = self._arrange(room)
        return self._known[room]

    def _arrange(self, room: Room) -> "_Arrangement | None":
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
        for wanted, tried in ((_GOOD_VIEW, made[1:]), (statement, bare), (1, bare)):
            for layout in tried:
                if layout.fits(room.rows, wanted):
                    return layout
        return None

    def _arrangements(self, room: Room) -> Iterator["_Arrangement"]:
        """Layouts from the loosest to the tightest: what was answered goes first, then air."""
        yield self._airy(room)
        snug = self._snug(room)
        yield _Arrangement(self._snug(room, air=[BLANK]), self._loose(room))
        yield _Arrangement(self._snug(room, air=[BLANK]), self._keyed(room))
        yield _Arrangement(snug, self._keyed(room))
        yield _Arrangement(bare := self._bare(room), self._keyed(room))
        yield _Arrangement([line for line in bare if line != BLANK], self._keyed(room))
        yield _Arrangement(snug, self._listed(room))
        yield _Arrangement(bare, self._listed(room))
        yield _Arrangement(bare, self._all_shared(room))
        yield _Arrangement(bare, self._without_keys(room))

    def _airy(self, room: Room) -> "_Arrangement":
        """The whole screen: the open statement stands last, right above its choices."""
        foot = self._foot(room)
        top = [*self._heading(room), *self._bar(room), *self._window(room), BLANK]
        open = [*self._context(room), *self._statement(room), *self._body(room)]
        bottom = [*_aired(open), *_aired(self._beside(room))]
        rows = min(room.rows, _SCREEN_ROWS) - len(foot)
        free = rows - len(top) - len(bottom)
        above = self._above(room, free - 1)
        if not self.card.body and len(above) < free:
            bottom.append(BLANK)
        return _Arrangement([*fit([*top, *above], rows - len(bottom)), *bottom], foot)

    def _above(self, room: Room, free: int) -> list[StyledLine]:
        """The words of the theme, then as much of what was answered as there is place for."""
        intro = plainly(self.card.intro, room.width, "quiet") if self.card.intro else []
        if room.is_narrow:
            return _aired(intro)
        free -= len(intro) + bool(intro) + 1
        lines: list[StyledLine] = []
        for answered in reversed(self.card.above):
            more = restyled(draw_answered(answered, room.width), "quiet")
            if len(lines) + len(more) > free:
                break
            lines = [*more, *lines]
        return [*_aired(intro), *lines]

    def _snug(self, room: Room, air: Sequence[StyledLine] = ()) -> list[StyledLine]:
        """All of it, with this air between what introduces the statement and the statement."""
        told = [*self._window(room), *self._intro(room), *self._context(room)]
        statement = fit(self._statement(room), _STATEMENT_ROWS)
        parts = [*statement, *self._body(room), *self._beside(room)]
        return [*self._heading(room), *told, *(air if told else ()), *parts, BLANK]

    def _bare(self, room: Room) -> list[StyledLine]:
        statement = [*self._context(room), *self._statement(room), *self._body(room)]
        return [*statement, *self._window(room), *self._intro(room), *self._beside(room)]

    def _heading(self, room: Room) -> list[StyledLine]:
        """The theme on the left; on the right a thin bar and the place, where there are several."""
        if self.card.of == 1:
            return plainly(self.card.heading, room.width, "heading")
        place = say("screen.place", place=self.card.place, count=self.card.of)
        bar = () if room.is_narrow else (*_bar(self.card, _BAR, room.ascii_only), ("", "  "))
        left = max(1, room.width - width_of(place) - 2 - (_BAR + 2) * (not room.is_narrow))
        first, *rest = wrap(self.card.heading, left)
        blanks = room.width - left - width_of(place) - (_BAR + 2) * (not room.is_narrow)
        head = (("heading", pad(first, left)), ("", " " * blanks))
        line = (*head, *bar, ("quiet", place))
        return [line, *((("heading", more),) for more in rest)]

    def _bar(self, room: Room) -> list[StyledLine]:
        """The bar below the heading, where there is no place beside it."""
        has_bar = room.is_narrow and self.card.of > 1
        return [_bar(self.card, room.width, room.ascii_only)] if has_bar else []

    def _window(self, room: Room) -> list[StyledLine]:
        """Over which time is asked, and where what is asked turns."""
        if not self.card.window or not self.card.turn:
            text = self.card.window or self.card.turn
            return plainly(text, room.width, "quiet") if text else []
        if room.is_narrow:
            return [
                *plainly(self.card.window, room.width, "quiet"),
                *plainly(self.card.turn, room.width, "told"),
            ]
        head = (("quiet", pad(self.card.window, 12) + "  "),)
        return hanging(head, self.card.turn, room.width, "told")

    def _intro(self, room: Room) -> list[StyledLine]:
        return plainly(self.card.intro, room.width, "quiet") if self.card.intro else []

    def _context(self, room: Room) -> list[StyledLine]:
        return plainly(self.card.context, room.width, "quiet") if self.card.context else []

    def _statement(self, room: Room) -> list[StyledLine]:
        return plainly(self.card.text, room.width, "statement")

    def _body(self, room: Room) -> list[StyledLine]:
        """What belongs to the statement, such as a list of examples."""
        if not self.card.body:
            return []
        return [BLANK, *draw(self.card.body, room.width, room.ascii_only)]

    def _beside(self, room: Room) -> list[StyledLine]:
        """The person's own note."""
        if not self.card.note:
            return []
        head = (("quiet", say("screen.your-note") + " "),)
        note = hanging(head, self.card.note, room.width)
        return note[:_NOTE_ROWS] + [(("", "..."),)] * (len(note) > _NOTE_ROWS)

    def _foot(self, room: Room) -> tuple[StyledLine, ...]:
        """Choices, gaps and keys, in the same rows on every card of five choices or fewer."""
        choices = self._choices(room)
        padded = fit(choices, _MOST_CHOICES)
        lines = [*padded, BLANK, *self._gaps(room), BLANK]
        return (*lines, *self._told(room), *self._keys(room))

    def _loose(self, room: Room) -> tuple[StyledLine, ...]:
        told = self._told(room)
        return (*self._choices(room), BLANK, *self._gaps(room), *told, *self._keys(room))

    def _keyed(self, room: Room) -> tuple[StyledLine, ...]:
        told = self._told(room) if self.told or self.card.leave else []
        return (*self._choices(room), *self._gaps(room), *told, *self._keys(room))

    def _listed(self, room: Room) -> tuple[StyledLine, ...]:
        return (*self._choices(room), *self._gaps(room), self._one_key_line(room))

    def _all_shared(self, room: Room) -> tuple[StyledLine, ...]:
        return (*self._without_keys(room), self._one_key_line(room))

    def _without_keys(self, room: Room) -> tuple[StyledLine, ...]:
        count = len(self.card.choices)
        return (*self._shared(range(count), room), *self._gaps(room))

    def _told(self, room: Room) -> list[StyledLine]:
        """What is answered to a key that does nothing; else how to leave, or an empty line."""
        if self.told:
            return told_line(self.told, room)
        return plainly(self.card.leave, room.width, "quiet") if self.card.leave else [BLANK]

    def _one_key_line(self, room: Room) -> StyledLine:
        if self.told:
            return told_line(self.told, room)[0]
        # The way out has a line of its own only where there is room for one.
        leave = hints("keys.leave-these") if self.card.leave else []
        return key_line([*self._hints(room), *leave], room.width)

    def _keys(self, room: Room) -> list[StyledLine]:
        return key_lines(self._hints(room), room.width)

    def _hints(self, room: Room) -> list[KeyHint]:
        """The keys that answer, and those that move."""
        choices = self.keys[: len(self.card.choices)]
        numbers = range_of(choices)
        answer = hint("keys.answer", numbers=numbers)
        if not numbers:
            answer = hint("keys.answer-letters", keys=" ".join(choices))
        help = ("keys.help",) if room.has_help else ()
        return [answer, *hints(*_HINTS, *help, "keys.pause")]

    def _choices(self, room: Room) -> list[StyledLine]:
        count = len(self.card.choices)
        return list(chain(*(self._row(index, room) for index in range(count))))

    def _gaps(self, room: Room) -> list[StyledLine]:
        return self._shared(range(len(self.card.choices), len(self.options)), room)

    def _row(self, index: int, room: Room) -> list[StyledLine]:
        here = index == self.pointer
        head = (*pointing(here, room), ("key", self.keys[index]), ("", "  "))
        return hanging(head, self._label(index), room.width, "pointed" if here else "")

    def _shared(self, indexes: range, room: Room) -> list[StyledLine]:
        """Options side by side, as many on a line as fit."""
        return flow((self._piece(index, room) for index in indexes), room.width, 1)

    def _piece(self, index: int, room: Room) -> list[StyledLine]:
        """An option as short as can be; what is too wide for a line has rows."""
        here = index == self.pointer
        label = ("pointed" if here else "", f" {self._label(index)}")
        line = (*pointing(here, room), ("key", self.keys[index]), label)
        return [line] if width_of_line(line) < room.width else self._row(index, room)

    def _label(self, index: int) -> str:
        option = self.options[index]
        mark = " " + say("screen.your-answer") if option.id == self.card.given else ""
        return " ".join(option.label.split()) + mark


def _bar(card: CardView, width: int, ascii_only: bool) -> StyledLine:
    """How far one is, as a line: the part that is done is strong."""
    done, open = ("=", "-") if ascii_only else ("━", "─")
    filled = max(1, min(width, width * card.place // max(1, card.of)))
    return (("done", done * filled), ("quiet", open * (width - filled)))


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
