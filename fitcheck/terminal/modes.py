"""How a terminal is set: whether it shows what is typed, and when it hands it on."""

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


def set_modes(stream: TextIO, modes: Modes | None, *, drops: bool = False) -> None:
    """Set a terminal; `drops` throws away what was typed and not read."""
    if modes is None:
        return
    import termios

    # A window that was closed has no terminal to set.
    with suppress(OSError, ValueError, termios.error):
        termios.tcsetattr(stream.fileno(), termios.TCSAFLUSH if drops else termios.TCSADRAIN, modes)
