"""The terminal, held for one sitting: taken once, and given back on every way out."""

import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, nullcontext
from typing import TYPE_CHECKING, TextIO, cast

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.endings import catching, stopping
from fitcheck.terminal.modes import Modes, modes_of, raw, set_modes, waiting
from fitcheck.terminal.paint import StyledLine, as_ansi

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


ENTER = "\x1b[?1049h\x1b[?25l"
"""Takes the alternate screen and hides the cursor."""
LEAVE = "\x1b[0m\x1b[2J\x1b[?1049l\x1b[?25h"
"""Wipes the held screen too, which some terminals can be asked to show again, and leaves it."""


WIPE = "\x1b[0m\x1b[2J\x1b[H"
"""Empties the screen, and begins at its corner."""


class HeldTerminal:
    """The alternate screen and raw mode, from entering to leaving.

    It takes both itself, so that the first screen can be painted before the prompt library
    is loaded; that gets its ends of the terminal from `library`, and enters neither again.
    A signal that would end the program, or a terminal that is gone, sets `ended` and
    calls `on_end`; `told` is set when that was raised as `Paused`, as it must be once.
    """

    def __init__(self, env: Env, keys: "Input | None", screen: "Output | None") -> None:
        self.ended = False
        self.told = False
        self.on_end: Callable[[], None] = lambda: None
        self.on_stop: Callable[[], object] = self.suspend
        """Called where another program asks this one to stop, as Ctrl-Z does."""
        self._env = env
        self._keys, self._screen = keys, screen
        self._is_given = keys is not None
        self._sink = Sink(env.screen, self.end)
        self._stack = ExitStack()
        self._found: Modes | None = None

    def open(self) -> None:
        """Take the terminal; where that fails, it is as it was."""
        with ExitStack() as stack:
            stack.enter_context(catching(lambda _: self.end()))
            stack.enter_context(stopping(lambda: self.on_stop()))
            stack.callback(self._forget_keys)
            self._take(stack)
            self._send(ENTER)
            self._stack = stack.pop_all()

    def _take(self, stack: ExitStack) -> None:
        """Set the terminal so that keys come one by one, until the stack is left."""
        if self._is_given:
            pass
        elif self._env.stdin.closed:
            # As much the end of input as an empty one.
            raise Paused
        elif sys.platform == "win32":
            self._keys, self._screen = self._make_input(), self._make_output()
            stack.enter_context(self._keys.raw_mode())
        else:
            self._found = modes_of(self._env.stdin)
            stack.callback(set_modes, self._env.stdin, self._found)
            set_modes(self._env.stdin, raw(self._found))
        stack.callback(self._send, LEAVE)

    def close(self) -> None:
        """Give the terminal back."""
        self._stack.close()

    def library(self) -> tuple["Input", "Output"]:
        """The prompt library's ends of this terminal; the library is loaded here."""
        from prompt_toolkit.application import create_app_session

        self._keys = self._keys or self._make_input()
        self._screen = self._screen or self._make_output()
        self._stack.enter_context(create_app_session(self._keys, self._screen))
        return self._keys, self._screen

    def draw(self, lines: Iterable[StyledLine], margin: int, *, colours: bool) -> None:
        """Paint a screen from its first row on, without the prompt library."""
        rows = (f"{' ' * margin}{as_ansi(line, colours=colours)}" for line in lines)
        self._send(WIPE + "\r\n".join(rows))

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns; usual ones where the terminal does not know."""
        if self._is_given and self._screen is not None:
            found = self._screen.get_size()
            return found.rows, found.columns
        try:
            columns, rows = os.get_terminal_size(self._env.screen.fileno())
        except (OSError, ValueError):
            columns = rows = 0
        return rows or 24, columns or 80

    def suspend(self) -> bool:
        """Stop, as Ctrl-Z asks for, with the terminal given back meanwhile; whether it could be.

        It returns when the shell brings the program to the fore again.
        """
        if sys.platform == "win32":
            return False
        self._send(LEAVE)
        set_modes(self._env.stdin, self._found)
        with stopping(None):
            # The whole group, as the terminal itself does it.
            os.kill(0, signal.SIGTSTP)
        set_modes(self._env.stdin, raw(self._found))
        self._send(ENTER)
        return True

    def drop_keys(self) -> None:
        """Throw away what was pressed before there was anything to see."""
        if not self._is_given:
            set_modes(self._env.stdin, modes_of(self._env.stdin), drops=True)

    @property
    def has_many_keys(self) -> bool:
        """Whether more than one key waits to be read, as where one is held down."""
        return not self._is_given and waiting(self._env.stdin) > 1

    def lid(self, on: bool) -> None:
        """Hold back what is drawn, or let it through again."""
        self._sink.closed_lid = on

    def end(self) -> None:
        """The sitting is over for a reason from outside."""
        self.ended = True
        self.on_end()

    def _send(self, text: str) -> None:
        self.lid(False)
        if self._screen is not None:
            self._screen.write_raw(text)
            self._screen.flush()
        else:
            self._sink.write(text)
            self._sink.flush()

    def _make_input(self) -> "Input":
        from prompt_toolkit.input import create_input

        keys = create_input(self._env.stdin)
        if sys.platform != "win32":
            # It is raw already.
            keys.raw_mode = nullcontext  # type: ignore[method-assign]
        return keys

    def _make_output(self) -> "Output":
        if sys.platform == "win32":
            from prompt_toolkit.output import create_output

            return create_output(self._env.screen)
        from prompt_toolkit.data_structures import Size
        from prompt_toolkit.output.vt100 import Vt100_Output

        # Asking a terminal where its cursor is costs up to a second where it is mute.
        return Vt100_Output(
            cast(TextIO, self._sink),
            lambda: Size(*self.size),
            term=self._env.variables.get("TERM"),
            enable_cpr=False,
        )

    def _forget_keys(self) -> None:
        """Drop keys that came too late, so that none of them reaches the shell."""
        if self._keys is not None:
            from prompt_toolkit.input.typeahead import clear_typeahead

            clear_typeahead(self._keys)
        self.drop_keys()
