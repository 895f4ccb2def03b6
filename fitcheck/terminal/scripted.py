"""The prompter of a script: nothing is shown, nothing is asked, nothing is made up."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from fitcheck.document import Blocks
from fitcheck.terminal.prompts import Action, CardView, Field, Menu, Ticks
from fitcheck.vocabulary import Gap


class ScriptedPrompter:
    """Answers cards from what was given; a card that was not given is skipped.

    Menus, ticks and texts are answered by their names; where no answer was
    given for a name, a menu takes what it does in silence, and ticks and texts
    stay as they stand.
    """

    def __init__(
        self,
        cards: Mapping[str, str],
        *,
        choices: Mapping[str, str] | None = None,
        ticked: Mapping[str, frozenset[str]] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self._cards = cards
        self._choices = choices or {}
        self._ticked = ticked or {}
        self._texts = texts or {}

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

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Action:
        """Give the script's ticks, or leave them as they stand."""
        return self._ticked.get(ticks.name, ticks.ticked)

    def text(self, field: Field) -> str | Action:
        """Give the script's text, or leave it as it stands."""
        return self._texts.get(field.name, field.text)

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:  # noqa: ARG002
        """Agree only where the script says yes."""
        return self._choices.get(name) == "yes"

    def page(self, title: str, body: Blocks) -> None:
        """Show nothing."""
