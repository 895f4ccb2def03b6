"""The one error a person may see, problems with their places, and exit codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


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

    def __init__(self, key: str, *, todo: str = "", **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
        # Sentences that have not moved to the catalogue yet.
        self.what = key if " " in key else ""
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.what} {self.todo}".strip() or self.key


class UsageError(FitcheckError):
    """The command was called with something it cannot take."""

    exit_code = ExitCode.USAGE


class NoTerminalError(FitcheckError):
    """Questions would have to be asked, and there is no terminal to ask them on."""

    exit_code = ExitCode.NO_TERMINAL


@dataclass(frozen=True)
class Problem:
    """One mistake in a file that a person wrote."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    what: str
    """What is wrong, as a sentence."""
    todo: str = ""
    """What to do about it, as a sentence."""
    source: str = ""
    """The line as it stands in the file."""

    def told(self, file: str) -> str:
        """The problem as text: place, sentences, the line and a caret under the place."""
        head = f"{file}:{self.line}:{self.column}: {self.what}"
        parts = [head]
        if self.source:
            shown = self.source.replace("\t", " ")
            parts += [f"    {shown}", "    " + " " * (self.column - 1) + "^"]
        if self.todo:
            parts.append(f"    {self.todo}")
        return "\n".join(parts)


class InvalidFileError(FitcheckError):
    """A checklist or answers file with mistakes, all of them, sorted by place."""

    exit_code = ExitCode.INVALID

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda one: (one.line, one.column)))
        count = "1 mistake" if len(self.problems) == 1 else f"{len(self.problems)} mistakes"
        told = "\n".join(problem.told(file) for problem in self.problems)
        super().__init__(f"{told}\n{count} in {file}. Nothing was changed.")


class Stopped(Exception):
    """The person chose to stop here: a pause that prints nothing and clears the screen."""


class Paused(Exception):
    """The person paused, or the input ended; carries what was being typed."""

    def __init__(self, typed: str = "", texts: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.typed = typed
        self.texts = texts
        """Where several fields stood on one screen: the text of each."""
