"""What the screens of a note share: who asks, about which check-in, and fields that are begun."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

import msgspec

from fitcheck.checkin.note.candidates import Candidates, gather_candidates
from fitcheck.checkin.note.chosen import Chosen
from fitcheck.checkin.steps import Turn, go_through
from fitcheck.document import Blocks, Paragraph
from fitcheck.env import Env
from fitcheck.questions.model import Bank
from fitcheck.store.records import CheckIn, Consent, Jot, Note
from fitcheck.terminal.prompts import Field, Prompter
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Form, Stage

OWN = "own"


class Writing(msgspec.Struct, frozen=True, dict=True):
    """A note that is to be written: of which check-in, and who asks."""

    env: Env
    prompter: Prompter
    bank: Bank
    check_in: CheckIn
    jots: tuple[Jot, ...] = ()
    """The thoughts that were written down for next time."""
    hands_over: bool = True
    """Whether to ask where it should go."""
    kept: Consent | None = None
    """What is in a note that is kept already; it stays where nothing new is kept."""
    keep: Callable[[Note], object] | None = None
    """Keeps the note, when it is right and when the person pauses; None: nothing is kept."""

    @cached_property
    def offered(self) -> Candidates:
        """Everything that could be in it."""
        return gather_candidates(self.bank, self.check_in, self.jots)

    @property
    def is_call(self) -> bool:
        """Whether it is the page for a first call."""
        return self.check_in.form is Form.LOOKING

    @property
    def setting(self) -> str:
        """How the person comes, for words that fit: sent by someone, new, or as most do."""
        if not self.check_in.own_choice:
            return "sent"
        return "early" if self.check_in.stage is Stage.FIRST_SESSIONS else "usual"

    @property
    def careful(self) -> Blocks:
        """That someone outside may be asked first; it stands on screens, never on the page."""
        return (Paragraph(say("topics.outside-first")),) if self.offered.is_careful else ()


Screen = Callable[[Writing, Chosen], tuple[Chosen, Turn]]


def walk_screens(
    writing: Writing,
    chosen: Chosen,
    screens: Callable[[Chosen], Sequence[Screen]],
    *,
    at: int = 0,
) -> tuple[Chosen, Turn]:
    """Show screens one after the other, back and forth; they follow from what was chosen."""
    return go_through(chosen, lambda it: [partial(one, writing) for one in screens(it)], at=at)


def begun_with(name: str) -> str:
    """How a field begins for the person, who goes on behind a blank."""
    return f"{say_of('topics.begun', name)} "


def without_begun(text: str, begun: Sequence[str]) -> str:
    """What was typed behind one of these beginnings, with one blank; alone it is nothing."""
    for one in (*begun, *map(str.lower, begun)):
        if text == one.strip():
            return ""
        if text.startswith(one):
            return one + text.removeprefix(one).lstrip()
    return text


def begun_field(name: str, stands: str) -> Field:
    """A field that is begun for the person, unless something stands there."""
    begun = begun_with(name)
    return Field(
        title=say_of("topics.field", name),
        text=stands or begun,
        begun="" if stands else begun,
        optional=True,
        example=say_of("topics.example", name),
        name=name,
    )
