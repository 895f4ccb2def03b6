"""The one error a person may see, problems with their places, and exit codes."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple


class ExitCode(IntEnum):
    """What the shell is told; never anything about a result."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NO_TERMINAL = 3
    INVALID = 4
    PAUSED = 130


class FitcheckError(Exception):
    """Something a person should know: what happened, and what to do about it.

    It carries the key of its text and the values that stand in it; only `cli.main` and
    what asks a person say it (`texts.say_error`).
    """

    exit_code = ExitCode.FAILED

    def __init__(self, key: str, hint: "Words | None" = None, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.hint = hint
        """What to do about it, where that depends on what was typed."""
        self.values = values


class UsageError(FitcheckError):
    """The command was called with something it cannot take."""

    exit_code = ExitCode.USAGE


class NoTerminalError(FitcheckError):
    """Questions would have to be asked, and there is no terminal to ask them on."""

    exit_code = ExitCode.NO_TERMINAL


class Words(NamedTuple):
    """A text by its key, with the values that stand in it: said where it is shown."""

    key: str
    values: Mapping[str, object] = MappingProxyType({})


def word_of(group: str, member: str) -> Words:
    """The text of one of a closed set of words, from the group of that set."""
    return Words(f"{group}.{member}")


class Problem(NamedTuple):
    """One mistake in a file that a person wrote."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    key: str
    """The key of what is wrong, and of what to do about it."""
    values: Mapping[str, object] = MappingProxyType({})
    hint: Words | None = None
    """What to do about it, where that depends on the file."""
    source: str = ""
    """The line as it stands in the file."""


def sort_by_place(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of the file."""
    return tuple(sorted(problems, key=lambda one: (one.line, one.column)))


class InvalidFileError(FitcheckError):
    """A checklist or answers file with mistakes, all of them, sorted by place."""

    exit_code = ExitCode.INVALID

    def __init__(
        self,
        file: str,
        problems: Sequence[Problem],
        *,
        key: str = "yaml.mistakes",
        remarks: Sequence[Problem] = (),
    ) -> None:
        super().__init__(key, count=len(problems), file=file)
        self.file = file
        self.problems = sort_by_place(problems)
        self.remarks = sort_by_place(remarks)
        """What may be better and is no mistake."""


class WentBack(Exception):
    """The person went back before the first screen: nothing was begun."""


class Stopped(Exception):
    """The person chose to stop here: a pause that prints nothing and clears the screen."""


class Paused(Exception):
    """The person paused, or the input ended; carries what was being typed or ticked."""

    def __init__(
        self,
        typed: str = "",
        texts: tuple[str, ...] = (),
        *,
        ticked: frozenset[str] | None = None,
        said: str = "",
    ) -> None:
        super().__init__()
        self.typed = typed
        self.texts = texts
        """Where several fields stood on one screen: the text of each."""
        self.ticked = ticked
        """What was ticked of some lines; None: no line was changed."""
        self.said = said
        """What is kept and how to go on, told once the screen was given back: on it, it would be
        gone with it."""
