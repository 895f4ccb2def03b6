"""Lines from any stdin: of any length, what was pasted together, and what ends them."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import NoReturn, TextIO

from fitcheck.errors import Paused
from fitcheck.terminal.endings import catching, looking_again


class Lines:
    """What a person types, line by line; the end of input pauses and never answers."""

    def __init__(self, stdin: TextIO, out: TextIO) -> None:
        self.ended = False
        """Whether a signal ended it: then nobody is there to be asked anything more."""
        self._was_told = False
        self._is_reading = False
        self._stdin = stdin
        self._out = out
        self._show_again: Callable[[], None] | None = None
        """Sets the terminal as it was before what is typed was hidden."""

    @property
    def is_terminal(self) -> bool:
        """Whether somebody types, and nothing is piped in."""
        return self._stdin.isatty()

    def read(self, prompt: str) -> str:
        """One line without its end.

        Raises Paused at Ctrl-C and at the end of input, with what stood in the line.
        """
        self.unhush()
        self._out.flush()
        if self._can_edit():
            return self._edited(prompt)
        self._out.write(prompt)
        self._out.flush()
        try:
            line = self._listen(self._stdin.readline)
        except (KeyboardInterrupt, Paused):
            self._out.write("\n")
            raise Paused from None
        if not line.endswith("\n"):
            # The input ended inside a line: that is no Enter, and so no answer.
            self._out.write("\n")
            raise Paused(line)
        return line.removesuffix("\n").removesuffix("\r")

    def read_hidden(self, prompt: str) -> str:
        """One line that is not shown while it is typed."""
        if not self.is_terminal:
            return self.read(prompt)
        import getpass

        self.unhush()
        try:
            return self._listen(lambda: getpass.getpass(prompt, self._out))
        except (EOFError, KeyboardInterrupt, Paused):
            self._out.write("\n")
            raise Paused from None

    def waiting(self) -> bool:
        """Whether more is there already, as behind a pasted line."""
        if not self.is_terminal:
            return False
        # Windows can only be asked about sockets.
        with suppress(OSError, ValueError, ImportError):
            import select

            return bool(select.select([self._stdin], [], [], 0.02)[0])
        return False

    def drop_waiting(self) -> bool:
        """Throw away what was typed before it was asked for; whether anything was."""
        if not self.waiting():
            return False
        with suppress(OSError, ValueError, ImportError):
            import termios

            termios.tcflush(self._stdin.fileno(), termios.TCIFLUSH)
        return True

    def hush(self) -> None:
        """Show nothing of what is typed until the next line is asked for, and drop it then."""
        if not self.is_terminal or self._show_again is not None:
            return
        with suppress(OSError, ValueError, ImportError):
            import termios

            number = self._stdin.fileno()
            was, hidden = termios.tcgetattr(number), termios.tcgetattr(number)
            hidden[3] &= ~termios.ECHO
            termios.tcsetattr(number, termios.TCSADRAIN, hidden)
            self._show_again = partial(termios.tcsetattr, number, termios.TCSAFLUSH, was)

    def unhush(self) -> None:
        """Show again what is typed."""
        show_again, self._show_again = self._show_again, None
        if show_again is not None:
            import termios

            # A window that was closed has no terminal to set.
            with suppress(OSError, termios.error):
                show_again()

    @contextmanager
    def pausing_when_ended(self) -> Iterator[None]:
        """Let a signal that would end the program pause it, so that nothing typed is lost."""
        with catching(self._on_signal):
            try:
                yield
            finally:
                self.unhush()
        if self.ended and not self._was_told:
            raise Paused

    def _on_signal(self, number: int) -> None:
        """Pause where a line is read, and with Ctrl-C anywhere: nothing is cut off in between."""
        self.ended = self.ended or number != signal.SIGINT
        if self._is_reading or not self.ended:
            self._pause()

    def _pause(self) -> NoReturn:
        self._was_told = self.ended
        raise Paused

    def _listen(self, read: Callable[[], str]) -> str:
        self._is_reading = True
        try:
            if self.ended:
                self._pause()
            return read()
        finally:
            self._is_reading = False

    def _can_edit(self) -> bool:
        """Whether the line editor of the system reads here: it knows no longest line.

        Without it a terminal keeps the first 4,095 bytes of a line and drops the rest.
        """
        if self._stdin is not sys.stdin or self._out is not sys.stdout:
            return False
        return self.is_terminal and self._out.isatty() and _line_editor() is not None

    def _edited(self, prompt: str) -> str:
        try:
            with looking_again():
                return self._listen(lambda: input(prompt))
        except (KeyboardInterrupt, Paused):
            self._out.write("\n")
            raise Paused(self._begun()) from None
        except EOFError:
            self._out.write("\n")
            raise Paused from None

    @staticmethod
    def _begun() -> str:
        """What stood in the line that was never finished."""
        editor = _line_editor()
        return editor() if editor is not None else ""


def _line_editor() -> Callable[[], str] | None:
    """What tells the line being typed, where the system has a line editor."""
    try:
        import readline
    except ImportError:
        return None
    # What was said once is never offered again, and never stands in a history.
    readline.set_auto_history(False)
    return readline.get_line_buffer
