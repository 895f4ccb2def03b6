"""How a person is asked: one small protocol of verbs, and the prompters that speak it.

A prompter knows one card at a time and gives one reply. It never decides what
comes next: the order is in `interview` and `topics`, the same for every prompter.
Ctrl-C, the end of input and a hang-up raise `Paused`, which carries what was
being typed or ticked. A prompter never invents an answer. Help by country is opened by
the prompter itself, on every screen, and leads back to where the person was.
"""

from collections.abc import Callable
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import msgspec
from msgspec.structs import replace

from fitcheck.document import Answered, Blocks
from fitcheck.errors import Paused


class Action(StrEnum):
    """What a person can do at a card beside answering it."""

    BACK = "back"
    NOTE = "note"
    WHY = "why"
    OVERVIEW = "overview"
    LEAVE = "leave"
    """Leaving what is asked here altogether; only where a card says so."""


class Unfinished(msgspec.Struct, frozen=True):
    """Lines to tick or fields to type in that were left before they were done.

    It carries what was ticked or typed by then: whoever asked keeps it, and hands it in
    when the same is asked again.
    """

    action: Action
    ticked: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    """The text of each field, as typed."""
    line: str = ""
    """The line that was asked about, by `?`."""

    @property
    def text(self) -> str:
        """What stood in the first field; in a single field, all of it."""
        return self.texts[0] if self.texts else ""


class Option(msgspec.Struct, frozen=True):
    """One thing that can be picked."""

    id: str
    label: str
    key: str = ""
    """What picks it, a letter or a number; empty: its number among those without."""
    shown: bool = True
    """Whether it is listed; what is not listed is shown by the text, or told by `Menu.keys`."""
    above: str = ""
    """A line that stands above it: the title of what begins with it."""


class CardView(msgspec.Struct, frozen=True):
    """One card as it is shown."""

    id: str
    heading: str
    place: int
    """Counted in questions from 1."""
    of: int
    text: str
    scale: str
    """The id of the scale: plain mode reads its choices in full where it is another one."""
    choices: tuple[Option, ...]
    gaps: tuple[Option, ...] = ()
    """Not sure, does not apply, skip: the keys u, x and s."""
    window: str = ""
    turn: str = ""
    """Where what is asked turns, from good signs to trouble or from how often to yes or no."""
    intro: str = ""
    """The words of a questionnaire and a theme, above the statement of their first card."""
    above: tuple[Answered, ...] = ()
    """What was answered in this theme, in its order; empty where a statement stands alone."""
    context: str = ""
    """For a follow-up: the statement it follows."""
    body: Blocks = ()
    """What belongs to the statement below it, such as a list of examples."""
    given: str = ""
    """The id that was given before; empty on an open card."""
    note: str = ""
    """The note that stands beside it."""
    leave: str = ""
    """Where these questions can be left at once: what Esc does. Gives `Action.LEAVE`."""


KeyHint = tuple[str, str]
"""A key as it is named, and what it does: `("1-5", "open a point")`."""


class Menu(msgspec.Struct, frozen=True):
    """A choice that is not an answer to a question of the bank."""

    title: str
    """What is asked, above the options; empty where the heading says it."""
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
    read_first: bool = False
    """Whether Enter shows the rest of a long text above the options before it picks one."""
    heading: str = ""
    """The title of the screen, at its top."""
    aside: str = ""
    """What stands to the right of the heading: a date, a count, a step."""
    foot: str = ""
    """A line that stays in sight above the keys."""
    keys: tuple[KeyHint, ...] = ()
    """What the keys of these options are called in the line of keys, the numbers first; empty:
    numbers choose."""


class Ticks(msgspec.Struct, frozen=True):
    """Lines to tick and untick; on the screen at most nine a page."""

    title: str
    options: tuple[Option, ...]
    ticked: frozenset[str] = frozenset()
    body: Blocks = ()
    most: int | None = None
    """How many may be ticked; None: all."""
    name: str = ""
    """What a script calls these lines."""
    none: str = ""
    """The option that says none of these. With it, one must be chosen before Enter goes on."""
    gaps: tuple[Option, ...] = ()
    """What is picked at once instead of ticking, such as skip; its id is given alone."""
    actions: frozenset[Action] = frozenset()
    """Which of note, why and overview can be had here; `?` is about the line pointed at."""
    heading: str = ""
    aside: str = ""
    aside_told: str = ""
    """The aside as it is told; empty: as it stands."""
    foot: str = ""
    begin: str = ""
    """The line that is pointed at first; empty: the first."""

    def toggled(self, ticked: frozenset[str], id: str) -> frozenset[str] | None:
        """What is ticked once a line was changed; None where there is no place for it."""
        if id in ticked:
            return ticked - {id}
        if id == self.none:
            return frozenset({id})
        after = (ticked | {id}) - {self.none}
        return None if self.too_many(after) else after

    def at(self, pause: Paused) -> "Ticks":
        """The lines as they stood at a pause."""
        return self if pause.ticked is None else replace(self, ticked=pause.ticked)

    def too_many(self, ticked: frozenset[str]) -> bool:
        """Whether more is ticked than may be."""
        return self.most is not None and len(ticked - {self.none}) > self.most


class Field(msgspec.Struct, frozen=True):
    """A place to type."""

    title: str
    text: str = ""
    """What stands there already."""
    body: Blocks = ()
    one_line: bool = False
    """A name or a place: one line; anything else may have several."""
    secret: bool = False
    """A passphrase: never shown, never kept when the person pauses."""
    name: str = ""
    """What a script calls this text."""
    hint: str = ""
    """A word beside the title: where its text comes from, or what becomes of it."""
    optional: bool = False
    """Whether it may stay empty, which stands beside the title where no other word does."""
    example: str = ""
    """What it could read like, shown below while this field is typed in."""
    begun: str = ""
    """The text that stands there, where it only begins a sentence for the person: who hears
    the field is told how to begin, and who leaves it as it is has said nothing."""


class Form(msgspec.Struct, frozen=True):
    """Several places to type on one screen."""

    fields: tuple[Field, ...]
    heading: str = ""
    aside: str = ""
    body: Blocks = ()
    """What stands above the fields."""
    below: Blocks = ()
    """What stands below them."""
    name: str = ""


class Prompter(Protocol):
    """The verbs. Used as a context manager: entering takes the screen, leaving gives it back."""

    @property
    def at_once(self) -> int | None:
        """How many numbered lines one screen takes; None: as many as there are."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def card(self, card: CardView) -> str | Action:
        """Show a card; the id of the choice or gap that was picked, or an action."""

    def select(self, menu: Menu) -> str | Action:
        """Show a menu; the id that was picked, or `Action.BACK` where the menu allows it."""

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Show lines to tick; the ids ticked in the end."""

    def text(self, field: Field) -> str | Unfinished:
        """Let the person type; the text as typed, not yet cleaned."""

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Let the person type in several fields; the texts as typed, not yet cleaned."""

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """A yes-or-no question; only a plain yes is a yes, and going back is a no."""

    def page(self, title: str, body: Blocks) -> Action | None:
        """Show text until the person goes on, or back."""

    def wait(self, text: str) -> None:
        """Say what is being waited for, and return at once."""


Help = Callable[[Prompter], None]
"""Opens help by country on a prompter; handed to each prompter when it is made."""
