"""The player: it shows a scene, hands it keys, and gives back how it ended."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.held import HeldTerminal
from fitcheck.terminal.keys import Gate
from fitcheck.terminal.lists import TickScene
from fitcheck.terminal.pages import FormScene
from fitcheck.terminal.paint import BLANK, plainly
from fitcheck.terminal.scene import Done, HelpWanted, Layout, Pause, Room, Scene, Step

if TYPE_CHECKING:
    from fitcheck.terminal.keyboard import Keyboard

_SIGNS = "▲◐○●›·│┃━─"
"""What a stream must be able to write, or ASCII takes its place."""


class Player:
    """Plays scenes on a held terminal.

    Each is painted before its keys are read, the first one before the prompt library is even
    loaded: what is pressed meanwhile waits in the terminal, which shows none of it.
    """

    def __init__(self, env: Env, held: HeldTerminal, clock: Callable[[], float]) -> None:
        self._held = held
        self._gate = Gate(env.settle, clock)
        self._ascii_only = _needs_ascii(env)
        self._has_keyboard = False
        self._scene: Scene
        self.has_help = False
        self.can_pause = True

    def play(self, scene: Scene) -> Any:
        """Show a scene until it is done; its value, or `Paused`."""
        try:
            if self._held.ended:
                raise Paused
            self._scene = scene
            self._gate.new_screen()
            if not self._has_keyboard and not isinstance(scene, FormScene):
                self._held.drop_keys()
            self._draw(scene)
            return self._until_done()
        except Paused:
            self._held.told = self._held.ended
            raise

    def wait(self, text: str) -> None:
        """Paint a sentence that stands until the next scene."""
        room = self._room()
        lines = (BLANK, *plainly(text, room.width))
        self._held.draw(Layout(lines), room)

    def press(self, key: str) -> None:
        """Hand a key to the scene, if it counts, and go where it leads."""
        scene, room = self._seen(), self._room()
        if key == "c-z":
            self._suspend()
        elif self._lets(key, scene, room):
            self._go(scene.press(key, room))

    def paint(self) -> None:
        """Paint the scene as it stands now."""
        if self._held.ended:
            # A signal may have come just before there was a scene to end.
            self._pause()
        else:
            self._draw(self._seen())

    def forget(self) -> None:
        """Paint all of the screen the next time."""
        self._held.forget()

    @cached_property
    def _keyboard(self) -> "Keyboard":
        """Its library is loaded behind the picture of the first scene."""
        from fitcheck.terminal.keyboard import Keyboard

        keyboard = Keyboard(*self._held.library(), self)
        self._held.at_end(keyboard.close)
        self._held.on_end = partial(keyboard.soon, self._pause)
        self._held.on_stop = partial(keyboard.soon, self._suspend)
        if self._held.has_many_keys:
            self._gate.hold()
        self._has_keyboard = True
        return keyboard

    def _until_done(self) -> Any:
        if isinstance(self._scene, FormScene):
            self._keyboard.type(self._scene.text)
        else:
            self._keyboard.read(slow_escape=self._scene.slow_escape)
        try:
            return self._keyboard.until_done()
        except EOFError:
            self._held.ended = True
            raise self._paused() from None
        finally:
            self._keyboard.forget()

    def _seen(self) -> Scene:
        """The scene, with what is typed by now."""
        if isinstance(self._scene, FormScene) and self._has_keyboard:
            self._scene = self._scene.typed(*self._keyboard.typed)
        return self._scene

    def _draw(self, scene: Scene) -> None:
        room = self._room()
        self._held.draw(scene.lay(room), room)
        self._gate.painted()

    def _room(self) -> Room:
        return Room(*self._held.size, self._ascii_only, self.has_help, self.can_pause)

    def _go(self, step: Step) -> None:
        """Go where a key leads."""
        match step:
            case Done(value):
                self._keyboard.end(value)
            case HelpWanted():
                self._keyboard.end(step)
            case Pause():
                self._pause()
            case FormScene() if step.index != self._index:
                self._keyboard.type(step.text)
                self._scene = step
            case _:
                self._scene = step

    @property
    def _index(self) -> int | None:
        """The field that is open."""
        return self._scene.index if isinstance(self._scene, FormScene) else None

    def _pause(self) -> None:
        self._keyboard.end(self._paused())

    def _paused(self) -> Paused:
        return paused_at(self._seen())

    def _lets(self, key: str, scene: Scene, room: Room) -> bool:
        """Whether a key counts now; Enter always does on a field where something was typed."""
        if isinstance(scene, FormScene) and scene.text != scene.field.text:
            return True
        return self._gate.lets(scene.weigh(key, room))

    def _suspend(self) -> None:
        """Give the terminal back, stop until the shell brings us to the fore, and come back."""
        if self._held.suspend():
            self._gate.new_screen()
            self.paint()


def paused_at(scene: Scene) -> Paused:
    """A pause with what was being typed or ticked; never a passphrase."""
    if isinstance(scene, TickScene):
        return Paused(ticked=scene.ticked)
    if isinstance(scene, FormScene) and not scene.field.secret:
        return Paused(scene.text, scene.texts)
    return Paused()


def _needs_ascii(env: Env) -> bool:
    """Whether signs beyond ASCII would come out as question marks or boxes."""
    try:
        _SIGNS.encode(env.screen.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return env.variables.get("TERM") == "linux"
