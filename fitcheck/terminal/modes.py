"""How a terminal is set: whether it shows what is typed, and when it hands it on."""

import os
import sys
from contextlib import suppress
from typing import Any, TextIO

Modes = list[Any]
"""As `termios` tells them."""


def modes_of(stream: TextIO) -> Modes | None:
    """How a terminal is set; None where there is none, as on Windows and in a pipe."""
    with suppress(ImportError):
        import termios

        with suppress(OSError, ValueError, termios.error):
            return termios.tcgetattr(stream.fileno())
    return None


def hidden(modes: Modes | None) -> Modes | None:
    """The same, with nothing shown of what is typed."""
    if modes is None:
        return None
    import termios

    return [*modes[:3], modes[3] & ~termios.ECHO, *modes[4:]]


def raw(modes: Modes | None) -> Modes | None:
    """The same, with every key handed on at once, as it is, and nothing shown of it."""
    if modes is None:
        return None
    import termios

    keys, _, _, shown, *speeds, signs = modes
    keys &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    shown &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    # Some systems keep a count here that holds keys back.
    one_by_one = [*signs]
    one_by_one[termios.VMIN] = 1
    return [keys, *modes[1:3], shown, *speeds, one_by_one]


def holding(modes: Modes | None) -> Modes | None:
    """The same, where Ctrl-C does not throw away what was typed of a line."""
    if modes is None:
        return None
    import termios

    return [*modes[:3], modes[3] | termios.NOFLSH, *modes[4:]]


def take_unread(stream: TextIO) -> str:
    """What was typed of a line that has no Enter yet; the terminal holds it no more."""
    modes = modes_of(stream)
    if modes is None:
        return ""
    set_modes(stream, raw(modes))
    count = waiting(stream)
    taken = os.read(stream.fileno(), count) if count else b""
    set_modes(stream, modes)
    return taken.decode(stream.encoding or "utf-8", "replace")


def set_modes(stream: TextIO, modes: Modes | None, *, drops: bool = False) -> None:
    """Set a terminal; `drops` throws away what was typed and not read."""
    if modes is None:
        return
    import termios

    # A window that was closed has no terminal to set.
    with suppress(OSError, ValueError, termios.error):
        termios.tcsetattr(stream.fileno(), termios.TCSAFLUSH if drops else termios.TCSANOW, modes)


def waiting(stream: TextIO) -> int:
    """How many bytes a terminal has that nobody read yet; none where it cannot be asked."""
    with suppress(ImportError):
        import fcntl
        import termios

        with suppress(OSError, ValueError):
            count = fcntl.ioctl(stream.fileno(), termios.FIONREAD, b"\0" * 4)
            return int.from_bytes(count, sys.byteorder)
    return 0
