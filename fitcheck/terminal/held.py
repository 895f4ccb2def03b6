"""The terminal, held for one sitting: taken once, and given back on every way out."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, TextIO, cast

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.endings import catching, stopping

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output


class Sink:
    """The stream of the terminal, with a lid on it.

    Between two scenes prompt_toolkit wipes the screen; with the lid on, that waits
    for the next picture, and both reach the terminal in one piece, without a flicker.
    """

    def __init__(self, stream: TextIO, lost: Callable[[], None]) -> None:
        self.closed_lid = False
        self._stream = stream
        self._lost = lost
        self._waiting: list[str] = []

    @property
    def encoding(self) -> str:
        """What the terminal can be told."""
        return self._stream.encoding or "utf-8"

    def write(self, text: str) -> None:
        """Keep a text for the next flush."""
        self._waiting.append(text)

    def flush(self) -> None:
        """Send what was kept, unless the lid is on; a terminal that is gone is told on."""
        if self.closed_lid or not self._waiting:
            return
        data = "".join(self._waiting).encode(self.encoding, "replace")
        self._waiting.clear()
        try:
            self._stream.buffer.write(data)
            self._stream.buffer.flush()
        except (OSError, ValueError):
            self._lost()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The file behind it."""
        return self._stream.fileno()


class HeldTerminal:
    """The alternate screen and raw mode, from entering to leaving.

    A signal that would end the program, or a terminal that is gone, sets `ended` and
    calls `on_end`; `told` is set when that was raised as `Paused`, as it must be once.
    """

    def __init__(self, env: Env, keys: "Input | None", screen: "Output | None") -> None:
        self.ended = False
        self.told = False
        self.on_end: Callable[[], None] = lambda: None
        self.on_stop: Callable[[], object] = self.suspend
        """Called where another program asks this one to stop, as Ctrl-Z does."""
        self.input = keys
        self.output = screen
        self._env = env
        self._sink: Sink | None = None
        self._stack = ExitStack()
        self._keys: Input | None = None
        self._screen: Output | None = None

    def open(self) -> tuple["Input", "Output"]:
        """Take the terminal; where that fails, it is as it was."""
        from prompt_toolkit.application import create_app_session

        with ExitStack() as stack:
            stack.enter_context(catching(lambda _: self.end()))
            stack.enter_context(stopping(lambda: self.on_stop()))
            keys = self.input or self._make_input()
            screen = self.output or self._make_output()
            stack.enter_context(create_app_session(input=keys, output=screen))
            stack.enter_context(keys.raw_mode())
            stack.callback(self._forget_keys, keys)
            stack.callback(self._leave_screen, screen)
            self._enter_screen(screen)
            self._keys, self._screen = keys, screen
            self._stack = stack.pop_all()
        return keys, screen

    def close(self) -> None:
        """Give the terminal back."""
        self._stack.close()

    def suspend(self) -> bool:
        """Stop, as Ctrl-Z asks for, with the terminal given back meanwhile; whether it could be.

        It returns when the shell brings the program to the fore again.
        """
        if sys.platform == "win32" or self._screen is None or self._keys is None:
            return False
        self._leave_screen(self._screen)
        with self._keys.cooked_mode(), stopping(None):
            # The whole group, as the terminal itself does it.
            os.kill(0, signal.SIGTSTP)
        self._enter_screen(self._screen)
        return True

    def lid(self, on: bool) -> None:
        """Hold back what is drawn, or let it through again."""
        if self._sink is not None:
            self._sink.closed_lid = on

    def end(self) -> None:
        """The sitting is over for a reason from outside."""
        self.ended = True
        self.on_end()

    def _make_input(self) -> "Input":
        from prompt_toolkit.input import create_input

        try:
            return create_input(self._env.stdin)
        except ValueError:
            # A closed stream: as much the end of input as an empty one.
            raise Paused from None

    def _make_output(self) -> "Output":
        from prompt_toolkit.output import create_output

        if sys.platform == "win32":
            return create_output(self._env.screen)
        from prompt_toolkit.output.vt100 import Vt100_Output

        self._sink = Sink(self._env.screen, self.end)
        term = self._env.variables.get("TERM")
        output = Vt100_Output.from_pty(cast(TextIO, self._sink), term=term)
        # Asking a terminal where its cursor is costs up to a second where it is mute.
        output.enable_cpr = False
        return output

    def _enter_screen(self, screen: "Output") -> None:
        screen.enter_alternate_screen()
        screen.hide_cursor()
        screen.flush()

    def _leave_screen(self, screen: "Output") -> None:
        """Wipe the held screen too: some terminals can be asked to show it again."""
        self.lid(False)
        screen.reset_attributes()
        screen.erase_screen()
        screen.quit_alternate_screen()
        screen.show_cursor()
        screen.flush()

    def _forget_keys(self, keys: "Input") -> None:
        """Drop keys that came too late, so that none of them reaches the shell."""
        from prompt_toolkit.input.typeahead import clear_typeahead

        clear_typeahead(keys)
        if sys.platform == "win32":
            return
        import termios

        # A pipe or a dummy has no terminal to ask.
        with suppress(OSError, ValueError, NotImplementedError, termios.error):
            termios.tcflush(keys.fileno(), termios.TCIFLUSH)
