"""The prompter of a script: nothing is shown, nothing is asked, nothing is made up."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from fitcheck.document import Blocks
from fitcheck.terminal.prompts import Action, CardView, Field, Form, Menu, Ticks, Unfinished
from fitcheck.vocabulary import Gap


class ScriptedPrompter:
    """Answers cards from what was given; a card that was not given is skipped.

    Menus and ticks are answered by their names. Where no answer was given for a name, a
    menu takes what it does in silence, and ticks stay as they stand, as all texts do.
    """

    at_once = None

    def __init__(
        self,
        cards: Mapping[str, str],
        *,
        choices: Mapping[str, str] | None = None,
        ticked: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._cards = cards
        self._choices = choices or {}
        self._ticked = ticked or {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def card(self, card: CardView) -> str | Action:
        """Give the answer that the script holds, or skip."""
        return self._cards.get(card.id, Gap.SKIP.value)

    def select(self, menu: Menu) -> str | Action:
        """Give the script's choice, or what the menu does in silence."""
        return self._choices.get(menu.name, menu.silent or menu.default)

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Give the script's ticks, or leave the lines as they stand."""
        return self._ticked.get(ticks.name, ticks.ticked)

    def text(self, field: Field) -> str | Unfinished:
        """Leave the text as it stands."""
        return field.text

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Leave the texts as they stand."""
        return tuple(field.text for field in form.fields)

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:  # noqa: ARG002
        """Agree only where the script says yes."""
        return self._choices.get(name) == "yes"

    def page(self, title: str, body: Blocks) -> Action | None:  # noqa: ARG002
        """Show nothing."""
        return None

    def wait(self, text: str) -> None:
        """Say nothing."""
