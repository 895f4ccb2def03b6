"""The keys, decided once: what each does, how it is told, what it weighs; and their gate."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from fitcheck.terminal.prompts import Action, KeyHint, Option
from fitcheck.texts import say_lines

MOVES = {"b": Action.BACK, "t": Action.NOTE, "?": Action.WHY, "o": Action.OVERVIEW}
"""What leaves a card without an answer, by keys and by lines."""
HELP = "h"
"""What opens help by country, on every screen."""
PAUSES = ("q", "c-c")
"""Keys that pause anywhere but in a text."""
BACKS = ("left", "b", "escape", "s-tab")
"""Keys that lead back from a list."""
SCROLLS = {"pageup": -1, "pagedown": 1, "space": 1}
"""Keys that scroll a text by a page."""


def hint(key: str, **values: object) -> KeyHint:
    """A key and what it does, by the key of its text."""
    name, does = say_lines(key, **values)
    return name, does


def hints(*keys: str) -> list[KeyHint]:
    """Several keys and what they do."""
    return [hint(key) for key in keys]


def way_out(*, can_pause: bool) -> str:
    """The key of what `q` is called: with nothing under way there is nothing to pause."""
    return "keys.pause" if can_pause else "keys.leave"


def keys_of(options: Sequence[Option]) -> tuple[str, ...]:
    """What is pressed or typed for each option: its letter, or its number among the others."""
    keys: list[str] = []
    count = 0
    for option in options:
        count += not option.key
        keys.append(option.key or str(count))
    return tuple(keys)


def aliases_of(options: Sequence[Option]) -> dict[str, int]:
    """`y` and `n` for yes and no, where a choice is numbered: the place of each."""
    taken = {option.key for option in options}
    ids = [option.id for option in options]
    found = {"y": "yes", "n": "no"}
    return {key: ids.index(id) for key, id in found.items() if id in ids and key not in taken}


def range_of(keys: Sequence[str]) -> str:
    """The numbers among some keys, as they are told: `1-5`."""
    numbers = [key for key in keys if key.isdecimal()]
    return f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else "".join(numbers)


class Weight(Enum):
    """How careful to be with a key."""

    MOVE = auto()
    """Always counts."""
    MARK = auto()
    """Changes something: counts when the screen was seen."""
    ANSWER = auto()
    """Settles something: counts when the screen was seen and no such key came just before."""


class Gate:
    """Lets a key answer only what was seen.

    A burst, a held key or a paste answers at most one card: every key that passes here,
    let through or not, holds the next answer back for `settle` seconds.
    """

    def __init__(self, settle: float, clock: Callable[[], float]) -> None:
        self._settle = settle
        self._clock = clock
        self._painted: float | None = None
        self._last: float | None = None

    def new_screen(self) -> None:
        """Another screen is about to be shown."""
        self._painted = None

    def painted(self) -> None:
        """The screen is on the terminal; only the first time counts."""
        if self._painted is None:
            self._painted = self._clock()

    def hold(self) -> None:
        """Let no key answer that came in a crowd before anybody looked."""
        self._last = self._clock()

    def lets(self, weight: Weight) -> bool:
        """Whether a key of this weight counts now."""
        if weight is Weight.MOVE:
            return True
        now = self._clock()
        quiet = self._last is None or now - self._last >= self._settle
        self._last = now
        return self._seen(now) and (quiet or weight is Weight.MARK)

    def _seen(self, now: float) -> bool:
        if not self._settle:
            return True
        return self._painted is not None and now - self._painted >= self._settle
