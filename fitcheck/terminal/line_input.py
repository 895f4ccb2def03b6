"""Lines from any stdin: of any length, what was pasted together, and what ends them."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TextIO

from fitcheck.errors import Paused
from fitcheck.terminal.endings import catching, looking_again, stopping
from fitcheck.terminal.modes import Modes, hidden, holding, modes_of, set_modes, take_unread


class Lines:
    """What a person types, line by line; the end of input pauses and never answers."""

    def __init__(self, stdin: TextIO, out: TextIO) -> None:
        self.ended = False
        """Whether a signal ended it: then nobody is there to be asked anything more."""
        self._was_told = False
        self._is_reading = False
        self._stdin = stdin
        self._out = out
        self._prompt = ""
        self._come_back: Callable[[], None] | None = None
        self._begun = ""
        """What stood in the line when it was looked at last."""
        self._found: Modes | None = None
        """How the terminal was set when it was first asked for a line."""
        self._loud: Modes | None = None
        """How it was set before what is typed was hidden."""

    @property
    def is_terminal(self) -> bool:
        """Whether somebody types, and nothing is piped in."""
        return self._stdin.isatty()

    def read(self, prompt: str, come_back: Callable[[], None] | None = None) -> str:
        """One line without its end; `come_back` tells again what is asked after a stop.

        Raises Paused at Ctrl-C and at the end of input, with what stood in the line.
        """
        with self._reading(prompt, come_back):
            if self._can_edit():
                with _shown_on(self._out), looking_again(self._look):
                    return input(prompt)
            line = self._read_unedited(prompt)
        if not line.endswith("\n"):
            # The input ended inside a line: that is no Enter, and so no answer.
            self._end_line()
            raise Paused(line)
        return line.removesuffix("\n").removesuffix("\r")

    def _read_unedited(self, prompt: str) -> str:
        """A line as the terminal itself edits it, or from a pipe.

        What the terminal holds of it at a pause, it hands on only when it is asked to.
        """
        found = modes_of(self._stdin)
        set_modes(self._stdin, holding(found))
        try:
            self._out.write(prompt)
            self._out.flush()
            return self._stdin.readline()
        except (Paused, KeyboardInterrupt):
            self._begun = take_unread(self._stdin)
            raise
        finally:
            set_modes(self._stdin, found)

    def read_hidden(self, prompt: str, come_back: Callable[[], None] | None = None) -> str:
        """One line that is not shown while it is typed."""
        if not self.is_terminal:
            return self.read(prompt, come_back)
        import getpass

        with self._reading(prompt, come_back):
            return getpass.getpass(prompt, self._out)

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
        set_modes(self._stdin, modes_of(self._stdin), drops=True)
        return True

    def hush(self) -> None:
        """Show nothing of what is typed until the next line is asked for, and drop it then."""
        if self.is_terminal and self._loud is None:
            self._loud = modes_of(self._stdin)
            set_modes(self._stdin, hidden(self._loud))

    def _unhush(self) -> None:
        loud, self._loud = self._loud, None
        set_modes(self._stdin, loud, drops=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let a signal that would end the program pause it, so that nothing typed is lost."""
        self._found = modes_of(self._stdin)
        with catching(self._on_signal), stopping(self._stop):
            try:
                yield
            finally:
                self._unhush()
        if self.ended and not self._was_told:
            raise Paused

    @contextmanager
    def _reading(self, prompt: str, come_back: Callable[[], None] | None) -> Iterator[None]:
        self._unhush()
        self._prompt, self._begun, self._come_back = prompt, "", come_back
        self._out.flush()
        self._is_reading = True
        try:
            if self.ended:
                self._pause()
            yield
        except (EOFError, KeyboardInterrupt, Paused):
            # What is still in the editor is newer; a closed window may have emptied it.
            seen = self._begun
            self._look()
            self._is_reading = False
            self._end_line()
            raise Paused(self._begun or seen) from None
        finally:
            self._is_reading = False

    def _end_line(self) -> None:
        # A window that was closed takes no word.
        with suppress(OSError):
            self._out.write("\n")
            self._out.flush()

    def _on_signal(self, number: int) -> None:
        """Pause where a line is read, and with Ctrl-C anywhere: nothing is cut off in between."""
        self.ended = self.ended or number != signal.SIGINT
        if self._is_reading or not self.ended:
            self._pause()

    def _pause(self) -> NoReturn:
        self._was_told = self.ended
        raise Paused

    def _look(self) -> None:
        """Look at the line that is typed: of a closed window we are told when it is gone."""
        editor = _line_editor()
        if self._is_reading and editor is not None:
            self._begun = editor()

    def _stop(self) -> None:
        """Stop as Ctrl-Z asks for, with the terminal as it was; once back, say what is asked.

        Nobody else would set the terminal again for what is being typed.
        """
        self._look()
        typing = modes_of(self._stdin)
        # What the terminal itself still holds of a line is not for the shell.
        set_modes(self._stdin, self._found, drops=True)
        os.kill(os.getpid(), signal.SIGSTOP)
        set_modes(self._stdin, typing)
        if self._come_back is not None:
            self._come_back()
        self._out.write(f"{self._prompt}{self._begun}")
        self._out.flush()

    def _can_edit(self) -> bool:
        """Whether the line editor of the system reads here: it knows no longest line.

        Without it a terminal keeps the first 4,095 bytes of a line and drops the rest.
        """
        if self._stdin is not sys.stdin or self._out not in (sys.stdout, sys.stderr):
            return False
        try:
            sys.stdout.fileno()
        except OSError:
            return False  # It was closed before we began.
        return self.is_terminal and self._out.isatty() and _line_editor() is not None


@contextmanager
def _shown_on(out: TextIO) -> Iterator[None]:
    """Let the line editor show its line here; by itself it writes to the standard output alone."""
    if out is sys.stdout:
        yield
        return
    sys.stdout.flush()
    place = sys.stdout.fileno()
    redirected = os.dup(place)
    try:
        os.dup2(out.fileno(), place)
        yield
    finally:
        os.dup2(redirected, place)
        os.close(redirected)


def _line_editor() -> Callable[[], str] | None:
    """What tells the line being typed, where the system has a line editor."""
    try:
        import readline
    except ImportError:
        return None
    # What was said once is never offered again, and never stands in a history.
    readline.set_auto_history(False)
    return readline.get_line_buffer
