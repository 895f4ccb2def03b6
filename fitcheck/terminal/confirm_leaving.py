"""Asks once before a pause would lose everything, where nothing is kept."""

from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from msgspec.structs import replace

from fitcheck.document import Blocks, Paragraph
from fitcheck.errors import Paused
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Form,
    Menu,
    Prompter,
    Ticks,
    Unfinished,
)
from fitcheck.texts import say

Given = TypeVar("Given")


class ConfirmLeaving:
    """A prompter that hands every verb on, and asks about a pause before it lets it through."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self.at_once = prompter.at_once

    def __enter__(self) -> Self:
        self._prompter.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._prompter.__exit__(kind, error, trace)

    def card(self, card: CardView) -> str | Action:
        """Show a card."""
        return self._asked(lambda: self._prompter.card(card))

    def select(self, menu: Menu) -> str | Action:
        """Show a menu."""
        return self._asked(lambda: self._prompter.select(menu))

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Show lines to tick; what was ticked before a pause that was none stays ticked."""
        try:
            return self._prompter.multiselect(ticks)
        except Paused as pause:
            self._leave_or_stay()
            return self.multiselect(ticks.at(pause))

    def text(self, field: Field) -> str | Unfinished:
        """Let the person type; what was typed before a pause that was none stands again."""
        try:
            return self._prompter.text(field)
        except Paused as pause:
            self._leave_or_stay()
            return self.text(replace(field, text=pause.typed or field.text))

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Let the person type; what was typed before a pause that was none stands again."""
        try:
            return self._prompter.form(form)
        except Paused as pause:
            self._leave_or_stay()
            return self.form(filled(form, pause.texts))

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """Ask for yes or no."""
        return self._asked(lambda: self._prompter.confirm(question, body, name))

    def page(self, title: str, body: Blocks) -> Action | None:
        """Show a page."""
        return self._asked(lambda: self._prompter.page(title, body))

    def wait(self, text: str) -> None:
        """Say what is being waited for."""
        self._prompter.wait(text)

    def _asked(self, verb: Callable[[], Given]) -> Given:
        while True:
            try:
                return verb()
            except Paused:
                self._leave_or_stay()

    def _leave_or_stay(self) -> None:
        """Raise Paused if the person really wants to leave; a second pause leaves too."""
        body = (Paragraph(say("screen.leave.body")),)
        if self._prompter.confirm(say("screen.leave.question"), body, "leave"):
            raise Paused


def filled(form: Form, texts: tuple[str, ...]) -> Form:
    """The form with texts in its fields; where there are none, as it was."""
    if not texts:
        return form
    pairs = zip(form.fields, texts, strict=True)
    return replace(form, fields=tuple(replace(field, text=text) for field, text in pairs))
