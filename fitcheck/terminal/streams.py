"""The three streams as they may come: missing, full, closed meanwhile, of any encoding."""

import codecs
import errno
import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from fitcheck.env import Env

SIGNS = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": "...",
    "\u00a0": " ",
    "\u2022": "-",
}
"""What stands for a sign that a terminal cannot show."""


class Missing(io.StringIO):
    """A standard output that was closed before we began: what is written to it is refused."""

    def write(self, text: str, /) -> int:
        """Refuse it, as the system would."""
        if text:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return 0


def prepare() -> None:
    """Make the streams of this process such that reading and writing text just works.

    Redirected ones are UTF-8 everywhere, also on Windows. A terminal keeps its encoding,
    and what it cannot show is shown by what comes nearest.
    """
    _occupy()
    sys.stdin = sys.stdin or io.StringIO()
    sys.stdout = sys.stdout or Missing()
    # Nobody can be told anything there, and the command goes on without.
    sys.stderr = sys.stderr or io.StringIO()
    codecs.register_error("nearest", nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            _encode(stream)
    if isinstance(sys.stdin, io.TextIOWrapper):
        plain_ascii = codecs.lookup(sys.stdin.encoding).name == "ascii"
        encoding = "utf-8" if plain_ascii or not sys.stdin.isatty() else None
        sys.stdin.reconfigure(encoding=encoding, errors="replace")


def _encode(stream: io.TextIOWrapper) -> None:
    if stream.isatty():
        stream.reconfigure(errors="nearest")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _occupy() -> None:
    """Take the numbers of closed streams, so that no file of ours is opened under one."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def nearest(error: UnicodeError) -> tuple[str, int]:
    """What is shown for signs that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(SIGNS.get(sign, "?") for sign in signs), error.end


def give_up(stream: TextIO) -> None:
    """Drop what a stream could not take, so that leaving says nothing of it again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def laid(env: Env, stream: TextIO, text: str) -> str:
    """The text in lines that a terminal need not break inside a word; elsewhere as it is."""
    if not stream.isatty():
        return text
    from fitcheck.terminal.wrap import fold_words

    ending = "\n" if text.endswith("\n") else ""
    return "\n".join(fold_words(text, env.columns())) + ending


def say_on_stderr(env: Env, text: str) -> None:
    """Tell something where talk belongs; where nobody can be told, that is no failure."""
    try:
        env.stderr.write(f"{laid(env, env.stderr, text)}\n")
        env.stderr.flush()
    except OSError:
        give_up(env.stderr)
