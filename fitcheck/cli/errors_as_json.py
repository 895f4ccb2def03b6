"""What went wrong, for a program that asked for JSON: one line on the standard error."""

import msgspec

from fitcheck.errors import FitcheckError, InvalidFileError, Problem
from fitcheck.texts import say, say_todo, say_what, split_problem


class Mistake(msgspec.Struct, frozen=True, omit_defaults=True):
    """One mistake of a file, with its place, counted from 1."""

    line: int
    column: int
    what: str
    todo: str = ""
    source: str = ""


class Error(msgspec.Struct, frozen=True, omit_defaults=True):
    """One failure."""

    exit: int
    """The exit code."""
    what: str
    todo: str = ""
    problems: tuple[Mistake, ...] = ()
    """Of a file with mistakes: each with its place."""
    remarks: tuple[Mistake, ...] = ()
    """Of such a file: what may be better in it, and is no mistake."""


def encode_told(error: FitcheckError) -> str:
    """The line for a failure that a person would be told as sentences."""
    if isinstance(error, InvalidFileError):
        what = say(error.key, **error.values)
        problems, remarks = (
            tuple(map(mistake, found)) for found in (error.problems, error.remarks)
        )
        return _encode(Error(exit=error.exit_code, what=what, problems=problems, remarks=remarks))
    return _encode(Error(exit=error.exit_code, what=say_what(error), todo=say_todo(error)))


def mistake(problem: Problem) -> Mistake:
    """What is wrong, or may be better, in one place of a file."""
    what, todo = split_problem(problem)
    return Mistake(
        line=problem.line, column=problem.column, what=what, todo=todo, source=problem.source
    )


def encode_error(code: int, what: str) -> str:
    """The line for a call that the commands cannot take."""
    return _encode(Error(exit=code, what=what))


def _encode(error: Error) -> str:
    return msgspec.json.encode({"error": error, "schema": 1}).decode()
