"""Signals that would end the program: none may leave the terminal as it is while it is held."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_LEFT = (
    # They end nothing.
    *("SIGCHLD", "SIGCLD", "SIGCONT", "SIGURG", "SIGWINCH", "SIGINFO"),
    *("SIGTSTP", "SIGTTIN", "SIGTTOU"),
    # They cannot be caught.
    *("SIGKILL", "SIGSTOP"),
    # The program itself has failed: a handler would lead back to the same failure, for ever.
    *("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT", "SIGIOT", "SIGTRAP", "SIGSYS", "SIGEMT"),
)


def endings() -> list[int]:
    """What would end the program now; what somebody chose to ignore, as `nohup` does, would not."""
    left = {getattr(signal, name, None) for name in _LEFT}
    ends = (signal.SIG_DFL, signal.default_int_handler)
    return [one for one in signal.valid_signals() if one not in left and _handler(one) in ends]


def _handler(number: int) -> object:
    try:
        return signal.getsignal(number)
    except ValueError:
        return None


LOOK_AGAIN = 0.2
"""Seconds after which a signal is seen that the line editor had missed."""


@contextmanager
def catching(handle: Callable[[int], None]) -> Iterator[None]:
    """Hand every such signal on; only the main thread may set this up, and others go without."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_signal(number: int, frame: FrameType | None) -> None:
        del frame
        _look_no_more()
        handle(number)

    before = {number: signal.signal(number, on_signal) for number in endings()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _look_no_more() -> None:
    """End the looking, also a look that is due.

    `input` runs what is due once more with our pause already raised, and calls that a
    SystemError. A signal that is sent from within a handler is run, with all that is due,
    before the next line.
    """
    if sys.platform != "win32" and signal.getitimer(signal.ITIMER_REAL)[1]:
        signal.setitimer(signal.ITIMER_REAL, 0)
        # Of a closed window the line is empty by now: what was seen of it before counts.
        signal.signal(signal.SIGALRM, lambda *_: None)
        signal.raise_signal(signal.SIGALRM)


@contextmanager
def stopping(stop: Callable[[], object] | None) -> Iterator[None]:
    """Do this where the program is asked to stop; None: stop. Windows and threads are not asked."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.SIG_DFL if stop is None else lambda *_: stop()
    before = signal.signal(signal.SIGTSTP, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, before)


@contextmanager
def looking_again(look: Callable[[], None]) -> Iterator[None]:
    """See every signal while the line editor of the system reads, and look at its line.

    It is written in C, and one that comes just before it waits for a key would be seen
    only at the next key. So it is woken a few times a second, by a signal that says nothing.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: look())
    signal.setitimer(signal.ITIMER_REAL, LOOK_AGAIN, LOOK_AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
