"""Keys: what they weigh, and the gate that lets only one answer a card."""

from collections.abc import Callable
from enum import Enum, auto


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
