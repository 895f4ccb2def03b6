"""The terminal, held for one sitting: taken once, and given back on every way out."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from itertools import repeat
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.endings import catching, stopping
from fitcheck.terminal.modes import Modes, modes_of, raw, set_modes, waiting
from fitcheck.terminal.paint import StyledLine, as_ansi
from fitcheck.terminal.scene import Layout, Room, fit

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

ENTER = "\x1b[?1049h\x1b[?7l\x1b[?1l\x1b[?2004h\x1b[?25l"
"""Takes the alternate screen, where no line goes on in the next; arrows as they are known, and
pastes as such; no cursor."""
LEAVE = "\x1b[0m\x1b[2J\x1b[?1049l\x1b[?7h\x1b[?2004l\x1b[?25h"
"""Wipes the held screen too, which some terminals can be asked to show again, and leaves it."""


class HeldTerminal:
    """The alternate screen and raw mode, from entering to leaving.

    It takes both itself, so that the first screen can be painted before the prompt library
    is loaded; that gets its ends of the terminal from `library`, and enters neither again.
    It draws every screen itself, and of each only the rows that are not there yet.
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
        self._drawn: tuple[Room, Layout] | None = None
        """What stands on the screen, where that is known."""
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

    def at_end(self, act: Callable[[], None]) -> None:
        """Do this before the terminal is given back."""
        self._stack.callback(act)

    def close(self) -> None:
        """Give the terminal back."""
        self._stack.close()

    def library(self) -> tuple["Input", "Output"]:
        """The prompt library's ends of this terminal; the library is loaded here."""
        from prompt_toolkit.application import create_app_session

        self._keys = self._keys or self._make_input()
        screen = self._screen or self._make_output()
        self._stack.enter_context(create_app_session(self._keys, screen))
        return self._keys, screen

    def draw(self, layout: Layout, room: Room) -> None:
        """Paint a screen, in one piece: what stands there already is left."""
        layout = replace(layout, lines=fit(layout.lines, room.rows)[: room.rows])
        before, self._drawn = self._drawn, (room, layout)
        if before == self._drawn:
            return
        stands = before[1].lines if before and before[0] == room else repeat(None)
        rows = [
            f"\x1b[{row}H\x1b[K{self._row(line, room)}"
            for row, (line, there) in enumerate(zip(layout.lines, stands, strict=False), 1)
            if line != there
        ]
        if layout.cursor is not None:
            row, line = layout.cursor
            rows.append(f"\x1b[{row + 1}H{self._row(line, room)}\x1b[?25h")
        self._send("\x1b[?25l" + "".join(rows))

    def _row(self, line: StyledLine, room: Room) -> str:
        colours = not self._env.variables.get("NO_COLOR") and not room.ascii_only
        return " " * room.margin + as_ansi(line, colours=colours)

    def forget(self) -> None:
        """Nothing is known any more of what stands on the screen."""
        self._drawn = None

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
        self.forget()
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

    def end(self) -> None:
        """The sitting is over for a reason from outside."""
        self.ended = True
        self.on_end()

    def _send(self, text: str) -> None:
        if self._screen is not None:
            self._screen.write_raw(text)
            self._screen.flush()
            return
        stream = self._env.screen
        try:
            stream.buffer.write(text.encode(stream.encoding or "utf-8", "replace"))
            stream.buffer.flush()
        except (OSError, ValueError):
            # The terminal is gone.
            self.end()

    def _make_input(self) -> "Input":
        from prompt_toolkit.input import create_input

        keys = create_input(self._env.stdin)
        if sys.platform != "win32":
            # It is raw already.
            keys.raw_mode = nullcontext  # type: ignore[method-assign]
        return keys

    def _make_output(self) -> "Output":
        """Windows draws through it; elsewhere it only tells the size."""
        from prompt_toolkit.data_structures import Size
        from prompt_toolkit.output import DummyOutput, create_output

        if sys.platform == "win32":
            return create_output(self._env.screen)
        screen = DummyOutput()
        screen.get_size = lambda: Size(*self.size)  # type: ignore[method-assign]
        return screen

    def _forget_keys(self) -> None:
        """Drop keys that came too late, so that none of them reaches the shell."""
        if self._keys is not None:
            from prompt_toolkit.input.typeahead import clear_typeahead

            clear_typeahead(self._keys)
        self.drop_keys()
