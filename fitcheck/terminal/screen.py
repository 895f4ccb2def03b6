"""The prompter that draws: one held screen, one application, one scene after another."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from fitcheck.document import Blocks
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.card import CardScene
from fitcheck.terminal.held import HeldTerminal
from fitcheck.terminal.lists import AgreeScene, MenuScene, TickScene
from fitcheck.terminal.pages import FormScene, PageScene
from fitcheck.terminal.player import Player, paused_at
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Form,
    Help,
    Menu,
    Ticks,
    Unfinished,
)
from fitcheck.terminal.scene import HelpWanted, Scene

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output


class ScreenPrompter:
    """The drawn prompter. Tests hand in keys, screen and clock."""

    # Each has a number of one digit then, and one key opens it.
    at_once = 9

    def __init__(
        self,
        env: Env,
        *,
        help: Help | None = None,
        pauses: bool = True,
        keys: "Input | None" = None,
        screen: "Output | None" = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._env = env
        self._help = help
        self._is_helping = False
        self._pauses = pauses
        self._keys = keys
        self._screen = screen
        self._clock = clock
        self._held: HeldTerminal | None = None
        self._player: Player | None = None

    @property
    def is_held(self) -> bool:
        """Whether the screen is held now."""
        return self._held is not None

    def __enter__(self) -> Self:
        self._held = HeldTerminal(self._env, self._keys, self._screen)
        self._held.open()
        self._player = Player(self._env, self._held, self._clock)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        held, self._held, self._player = self._held, None, None
        if held is None:
            return
        held.close()
        if held.ended and not held.told and kind is None:
            raise Paused

    def card(self, card: CardView) -> str | Action:
        """Show a card; the id of the choice or gap that was picked, or a move."""
        return cast(str | Action, self._play(CardScene.of(card)))

    def select(self, menu: Menu) -> str | Action:
        """Show a menu; the id that was picked, or `Action.BACK` where the menu allows it."""
        return cast(str | Action, self._play(MenuScene.of(menu)))

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Show lines to tick; the ids ticked in the end."""
        return cast(frozenset[str] | Unfinished, self._play(TickScene.of(ticks)))

    def text(self, field: Field) -> str | Unfinished:
        """Let the person type; the text as typed."""
        texts = cast(tuple[str, ...] | Unfinished, self._play(FormScene.of_field(field)))
        return texts if isinstance(texts, Unfinished) else texts[0]

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Let the person type in several fields; the texts as typed."""
        return cast(tuple[str, ...] | Unfinished, self._play(FormScene.of(form)))

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """A yes-or-no question; only a plain yes is a yes."""
        del name
        return self._play(AgreeScene(question, body)) is True

    def page(self, title: str, body: Blocks) -> Action | None:
        """Show text until the person goes on, or back."""
        return cast(Action | None, self._play(PageScene(title, body)))

    def wait(self, text: str) -> None:
        """Say what is being waited for, and return at once."""
        self._playing().wait(text)

    def _play(self, scene: Scene) -> Any:
        """Play a scene; help is opened on top of it and leads back to it."""
        player = self._playing()
        while True:
            player.can_pause = self._pauses
            player.has_help = self._help is not None and not self._is_helping
            value = player.play(scene)
            if not isinstance(value, HelpWanted) or self._help is None:
                return value
            scene = value.scene
            self._is_helping = True
            try:
                self._help(self)
            except Paused:
                # What was ticked below the help is paused with it.
                raise paused_at(scene) from None
            finally:
                self._is_helping = False

    def _playing(self) -> Player:
        assert self._player is not None, "a prompter is used inside its with block"  # noqa: S101
        return self._player
