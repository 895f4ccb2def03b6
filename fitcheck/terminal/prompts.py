"""How a person is asked: one small protocol of verbs, and the prompters that speak it.

A prompter knows one card at a time and gives one reply. It never decides what
comes next: the order is in `sitting` and `note`, the same for every prompter.
Ctrl-C, the end of input and a hang-up raise `Paused`, which carries what was
being typed. A prompter never invents an answer.
"""

from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import msgspec

from fitcheck.document import Blocks


class Action(StrEnum):
    """What a person can do at a card beside answering it."""

    BACK = "back"
    NOTE = "note"
    WHY = "why"
    OVERVIEW = "overview"


class Option(msgspec.Struct, frozen=True):
    """One thing that can be picked."""

    id: str
    label: str
    key: str = ""
    """The letter that picks it; empty: its number in the list."""


class CardView(msgspec.Struct, frozen=True):
    """One card as it is shown."""

    id: str
    heading: str
    place: int
    """Counted in questions from 1."""
    of: int
    text: str
    scale: str
    """The id of the scale, so that plain mode reads its choices in full only once."""
    choices: tuple[Option, ...]
    gaps: tuple[Option, ...] = ()
    """Not sure, does not apply, skip: the keys u, x and s."""
    window: str = ""
    context: str = ""
    """For a follow-up: the statement it follows."""
    given: str = ""
    """The id that was given before; empty on an open card."""
    note: str = ""
    """The note that stands beside it."""
    hint: str = ""
    """The line of the theme, shown under the statement at its first card."""


class Menu(msgspec.Struct, frozen=True):
    """A choice that is not an answer to a question of the bank."""

    title: str
    options: tuple[Option, ...]
    body: Blocks = ()
    default: str = ""
    """The option that Enter picks; empty: Enter picks none."""
    back: bool = False
    """Whether `b` and the left arrow give `Action.BACK`."""
    name: str = ""
    """What a script calls this choice."""
    silent: str = ""
    """What is picked where nobody can be asked; empty: the default."""


class Ticks(msgspec.Struct, frozen=True):
    """Lines to tick and untick."""

    title: str
    options: tuple[Option, ...]
    ticked: frozenset[str] = frozenset()
    body: Blocks = ()
    most: int | None = None
    """How many may be ticked; None: all."""
    name: str = ""
    """What a script calls these lines."""


class Field(msgspec.Struct, frozen=True):
    """A place to type."""

    title: str
    text: str = ""
    """What stands there already."""
    body: Blocks = ()
    own_words: bool = False
    """What the person has to say, and so never dropped, not by going back either."""
    secret: bool = False
    """A passphrase: never shown, never kept when the person pauses."""
    name: str = ""
    """What a script calls this text."""


class Prompter(Protocol):
    """The verbs. Used as a context manager: entering takes the screen, leaving gives it back."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def card(self, card: CardView) -> str | Action:
        """Show a card; the id of the choice or gap that was picked, or a move."""

    def select(self, menu: Menu) -> str | Action:
        """Show a menu; the id that was picked, or `Action.BACK` where the menu allows it."""

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Action:
        """Show lines to tick; the ids ticked in the end, or `Action.BACK`."""

    def text(self, field: Field) -> str | Action:
        """Let the person type; the text as typed, not yet cleaned.

        Going back gives `Action.BACK`, but from a changed field of the person's own
        words it gives the text: nothing they said is dropped.
        """

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """A yes-or-no question; only a plain yes is a yes."""

    def page(self, title: str, body: Blocks) -> None:
        """Show text until the person goes on."""
