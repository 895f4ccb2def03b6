"""The keyboard: prompt_toolkit reads keys, edits a text, and waits. It draws nothing."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, FormattedTextControl, Layout, Window
from prompt_toolkit.output import DummyOutput, Output
from prompt_toolkit.renderer import Renderer
from prompt_toolkit.styles import DummyStyle
from questionary import Question

from fitcheck.terminal.sequences import SequenceFilter

_READ = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "enter", "c-j", "escape", "s-tab", "tab", "c-c", "c-z", "<bracketed-paste>", "<any>",
)  # fmt: skip
"""Keys that prompt_toolkit would keep to itself if they were not asked for by name."""
_LEFT_ALONE = ("enter", "escape", "s-tab", "tab", "pageup", "pagedown", "c-c", "c-z")
"""Keys that edit no text."""
_NAMES = {"c-m": "enter", "c-j": "enter", " ": "space", "c-i": "tab"}
_ESCAPE_WAIT = 0.1
"""Seconds after which a lone Esc counts."""
_SLOW_ESCAPE_WAIT = 0.5
"""Where Esc does nothing: a longer wait keeps a key whole that comes in two parts."""

_NO_TEXT = Buffer()


class Listener(Protocol):
    """Who hears the keys, and draws."""

    def press(self, key: str) -> None:
        """A key was pressed."""

    def paint(self) -> None:
        """Something may have changed."""

    def forget(self) -> None:
        """Nothing is known any more of what stands on the screen."""


class Keyboard:
    """One run of one application for the whole sitting, behind one question.

    Between two scenes its loop stands still: what is pressed then waits in the terminal.
    What the loop itself fails with ends the scene, for the library would print it, with values.
    """

    def __init__(self, keys: Input, screen: Output, listener: Listener) -> None:
        self._text = Buffer(multiline=True)
        self._reading = _layout_to_read(listener)
        self._typing = _layout_to_type(self._text, listener)
        self._application = _Application(
            layout=self._reading,
            include_default_pygments_style=False,
            input=keys,
            output=DummyOutput(),
        )
        # It tells its size; nothing is written to it, not even when the application is made.
        self._application.output = screen
        self._application.renderer = _Painter(listener)
        self._application.timeoutlen = _ESCAPE_WAIT
        SequenceFilter.put_before(keys, lambda: self._application.layout is self._typing)
        self._question = Question(self._application)
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()
        self._loop.set_exception_handler(self._fail)
        self._run: asyncio.Task[Any] | None = None
        self._scene: asyncio.Future[Any] | None = None

    @property
    def typed(self) -> tuple[str, int]:
        """The text that is typed, and where the cursor is in it."""
        return self._text.text, self._text.cursor_position

    def read(self, *, slow_escape: bool) -> None:
        """Be ready for keys, each for itself."""
        self._application.layout = self._reading
        self._application.ttimeoutlen = _SLOW_ESCAPE_WAIT if slow_escape else _ESCAPE_WAIT

    def type(self, text: str) -> None:
        """Be ready for a text to be changed, with the cursor behind it."""
        self._application.layout = self._typing
        self._application.ttimeoutlen = _ESCAPE_WAIT
        self._text.reset(Document(text, len(text)))
        # What was cut or recorded in one field, a passphrase perhaps, is not for the next.
        self._application.clipboard.set_text("")
        self._application.emacs_state.reset()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._text.reset()

    def until_done(self) -> Any:
        """Hand keys on until somebody calls `end`; what it was given. `EOFError`: no more keys."""
        self._scene = self._loop.create_future()
        if self._run is None:
            self._application.pre_run_callables.append(self._take_turn)
            self._run = self._loop.create_task(self._question.unsafe_ask_async())
            self._run.add_done_callback(self._over)
        elif self._run.done():
            return self._run.result()
        else:
            self._take_turn()
            # What came in one piece with the key before is for this scene.
            self._loop.call_soon(self._application.key_processor.process_keys)
            self._application.invalidate()
        return self._loop.run_until_complete(self._scene)

    def end(self, end: object) -> None:
        """End the scene, if it has not ended, with a value or with an error to be raised."""
        if self._scene is None or self._scene.done():
            return
        if isinstance(end, BaseException):
            self._scene.set_exception(end)
        else:
            self._scene.set_result(end)

    def soon(self, act: Callable[[], None]) -> None:
        """Do what a signal asks for; its handler may be called between any two steps."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act)

    def close(self) -> None:
        """End the run."""
        self._runner.close()

    def _take_turn(self) -> None:
        """The run would end with the future that it made: each scene has its own instead."""
        self._application.future = self._scene

    def _over(self, run: asyncio.Task[Any]) -> None:
        """The run has ended by itself: so does the scene."""
        if not run.cancelled():
            self.end(run.exception() or EOFError())

    def _fail(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if "exception" in context:
            self.end(context["exception"])


class _Application(Application[Any]):
    """Leaves signals and failures to us, and does for a key only what shows."""

    @property
    def current_buffer(self) -> Buffer:
        # Where nobody types the library makes one at each key.
        return self.layout.current_buffer or _NO_TEXT

    def invalidate(self) -> None:
        # What ends a scene changes nothing on its screen.
        if not self.is_done:
            super().invalidate()

    async def run_async(self, *_: object, **__: object) -> Any:
        return await super().run_async(handle_sigint=False, set_exception_handler=False)


class _Painter(Renderer):
    """Has our own painter draw; whatever the library would write goes nowhere."""

    def __init__(self, listener: Listener) -> None:
        super().__init__(DummyStyle(), DummyOutput(), full_screen=True)
        self._listener = listener

    def render(self, app: Application[Any], layout: Layout, is_done: bool = False) -> None:
        del layout
        if not is_done and not app.is_done:
            self._listener.paint()

    def erase(self, leave_alternate_screen: bool = True) -> None:
        del leave_alternate_screen
        self._listener.forget()


def _layout_to_read(listener: Listener) -> Layout:
    bindings = _bindings(_READ, listener)
    return Layout(Window(FormattedTextControl(focusable=True, key_bindings=bindings)))


def _layout_to_type(text: Buffer, listener: Listener) -> Layout:
    bindings = _bindings(_LEFT_ALONE, listener)
    for names in (("c-j",), ("escape", "enter")):
        bindings.add(*names)(lambda _: text.newline(copy_margin=False))
    return Layout(Window(BufferControl(text, key_bindings=bindings)))


def _bindings(names: tuple[str, ...], listener: Listener) -> KeyBindings:
    """Bindings that hand these keys on."""

    def press(event: KeyPressEvent) -> None:
        key = event.key_sequence[-1].key
        listener.press(_NAMES.get(key, key.lower()))

    bindings = KeyBindings()
    for name in names:
        # They edit nothing that could be undone.
        bindings.add(name, save_before=lambda _: False)(press)
    return bindings
