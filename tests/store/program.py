"""The real program in a real terminal, which can be ended at any moment."""

import os
import re
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 8.0
"""Seconds of silence after which words that did not come are missed."""

SETTLED = 0.2
"""Seconds for which a card must have been seen before a key answers it, and some more."""


ENTER_SCREEN, LEAVE_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
HIDE_CURSOR = b"\x1b[?25l"


class Killed(Exception):
    """The program was ended, as planned."""


class Program:
    """`python -m fitcheck`, drawn or plain, as a person sees it."""

    def __init__(self, home: Path, *words: str, plain: bool, doom: float | None = None) -> None:
        """`doom`: when to end it, in the seconds of the monotonic clock."""
        self.doom = doom
        self._plain = plain
        self._told = ""
        self._read = 0
        self._over = False
        self.raw = b""
        """Everything that came, as the terminal got it."""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        arguments = ["-m", "fitcheck", *(["--plain"] if plain else []), *words]
        self.child = pexpect.spawn(
            sys.executable,
            arguments,
            dimensions=(24, 80),
            cwd=str(ROOT),
            env=dict(_surroundings(home)),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        self._modes = self._mode_of_terminal()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.close(force=True)

    def until(self, words: str) -> None:
        """Wait until these words were painted; raises Killed where the end comes first."""
        self._wait(lambda: self.painted(words), repr(words))

    def _wait(self, seen: Callable[[], bool], what: str) -> None:
        heard = time.monotonic()
        while not seen():
            now = time.monotonic()
            if self.doom is not None and now >= self.doom:
                self.kill()
                raise Killed
            waits_on = now < heard + PATIENCE and not self._over
            assert waits_on, f"no {what} in\n{self.told}"
            if self._listen(min(0.05, (self.doom or now + 1) - now)):
                heard = now

    def painted(self, words: str) -> bool:
        """Whether these words stand on the screen, or came since the last that were found."""
        if not self._plain:
            return words in self.told
        at = self._told.find(words, self._read)
        if at < 0:
            return False
        self._read = at + len(words)
        return True

    @property
    def told(self) -> str:
        """What stands on the screen, or was ever told in plain mode; spaces are alike."""
        return self._told if self._plain else _one_line("\n".join(self._screen.display))

    def press(self, keys: str) -> None:
        """Press keys, once a screen was looked at; in plain mode Enter follows.

        What is typed there before the prompt stands is dropped, as it should be.
        """
        if self._plain:
            self._wait(lambda: self.raw.endswith(b": "), "prompt")
        else:
            self._pause(SETTLED)
        self.child.send(f"{keys}\r" if self._plain and keys != "\r" else keys)

    def type(self, text: str) -> None:
        """Type without Enter, until it stands there."""
        if not self._plain:
            self._pause(SETTLED)
        self.child.send(text)
        self.until(text)

    @property
    def gave_back(self) -> bool:
        """Whether the terminal is as it was: its modes, its screen, its cursor."""
        _, _, after = self.raw.rpartition(LEAVE_SCREEN)
        left = ENTER_SCREEN not in after and HIDE_CURSOR not in after
        return left and self._mode_of_terminal() == self._modes

    def _mode_of_terminal(self) -> list[object]:
        return termios.tcgetattr(self.child.child_fd)[:4]

    def kill(self) -> None:
        """End it without a word, and look at what it had still painted."""
        self.child.kill(signal.SIGKILL)
        while self._listen(1.0):
            pass

    def end(self) -> int | None:
        """Wait until it ends by itself, leaving the screen as it is if asked; its exit code."""
        patience = time.monotonic() + PATIENCE
        while self._listen(0.2) or self.child.isalive():
            if self._plain and self.painted("Clear the screen?"):
                self.press("")
            assert time.monotonic() < patience, f"it does not end:\n{self.told}"
        code: int | None = self.child.exitstatus
        return code

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._listen(left)

    def _listen(self, seconds: float) -> bool:
        """Read what comes within so long; whether there was anything, or may still be."""
        try:
            data = self.child.read_nonblocking(65536, timeout=max(seconds, 0.0))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            self._over = True
            return False
        self.raw += data
        self._stream.feed(data)
        self._told = _one_line(self._told + data.decode("utf-8", "replace"))
        return True


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _surroundings(home: Path) -> Mapping[str, str]:
    """What the program may know: no more than a person's shell would tell it."""
    temporary = home.with_name(f"{home.name}-tmp")
    temporary.mkdir(exist_ok=True)
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "FITCHECK_HOME": str(home),
        "TMPDIR": str(temporary),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }
