"""A world to run fitcheck in, in-process: fixed clock, counted ids, streams of text."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from fitcheck.cli import run
from fitcheck.env import LETTERS, SIGNS, Env

START = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


class Stream(io.StringIO):
    """A stream that can pretend to be a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        super().__init__(text)
        self._terminal = terminal

    def isatty(self) -> bool:
        """Whether it pretends to be a terminal."""
        return self._terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What a modern terminal can show."""
        return "utf-8"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass
class World:
    """One home and one clock; every command run in it goes on where the last one stopped."""

    home: Path
    clock: Iterator[datetime] = field(
        default_factory=lambda: (START + timedelta(seconds=second) for second in count())
    )
    ids: Iterator[str] = field(default_factory=lambda: _ids())
    variables: Mapping[str, str] = field(default_factory=dict)
    width: int = 80
    """The columns of its terminal."""
    can_open: bool = True
    """Whether there is a program to open files with."""
    opened: list[Path] = field(default_factory=list)
    days: int = 0
    """How many days have passed since the start."""

    def env(self, stdin: str = "", *, terminal: bool = False) -> Env:
        """The world as one command sees it."""
        return Env(
            stdin=Stream(stdin, terminal=terminal),
            stdout=Stream(terminal=terminal),
            stderr=Stream(terminal=terminal),
            variables={"FITCHECK_HOME": str(self.home), **self.variables},
            now=lambda: next(self.clock) + timedelta(days=self.days),
            new_id=lambda: next(self.ids),
            open_file=lambda path: self.can_open and not self.opened.append(path),  # type: ignore[func-returns-value]
            columns=lambda: self.width,
            settle=0.0,
        )

    def fitcheck(self, *arguments: str | Path, stdin: str = "", terminal: bool = False) -> Ran:
        """Run one command, as a person would type it."""
        env = self.env(stdin, terminal=terminal)
        code = run([str(one) for one in arguments], env)
        return Ran(code, text_of(env.stdout), text_of(env.stderr))

    @property
    def files(self) -> list[str]:
        """Every file of the home, by its place in it."""
        return sorted(str(p.relative_to(self.home)) for p in self.home.rglob("*") if p.is_file())


def text_of(stream: object) -> str:
    """What was written to a stream of this world."""
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def _ids() -> Iterator[str]:
    """aaaaaa, aaaaab, ...: ids as real ones look, in an order that a test can know."""
    for number in count():
        digits = []
        for _ in range(5):
            number, digit = divmod(number, len(SIGNS))
            digits.append(SIGNS[digit])
        yield LETTERS[0] + "".join(reversed(digits))
