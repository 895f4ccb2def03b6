"""What ended a command, told once: in sentences, or as a line of JSON where that was asked for."""

import traceback
from pathlib import Path
from typing import Any

import msgspec

from fitcheck.cli.streams import give_up, say_on_stderr
from fitcheck.env import Env
from fitcheck.errors import ExitCode, FitcheckError, InvalidFileError, Problem
from fitcheck.texts import say, say_error, say_todo, say_what, split_problem


class Mistake(msgspec.Struct, frozen=True, omit_defaults=True):
    """One mistake of a file, with its place, counted from 1."""

    line: int
    column: int
    what: str
    todo: str = ""
    source: str = ""


class Failure(msgspec.Struct, frozen=True, omit_defaults=True):
    """One failure, as JSON tells it."""

    exit: int
    """The exit code."""
    what: str
    todo: str = ""
    problems: tuple[Mistake, ...] = ()
    """Of a file with mistakes: each with its place."""
    remarks: tuple[Mistake, ...] = ()
    """Of such a file: what may be better in it, and is no mistake."""


def tell(error: Exception, env: Env, *, as_json: bool) -> int:
    """Tell on the standard error what ended a command; the exit code."""
    if isinstance(error, FitcheckError | OSError):
        known = _explained(error)
        say_on_stderr(env, _encode(_failure(known)) if as_json else say_error(known))
        if known.key == "streams.not-written":
            give_up(env.stdout)
        return known.exit_code
    if hasattr(error, "format_message"):
        return _tell_misuse(error, env, as_json=as_json)
    said = _tell_bug(error, env)
    code = ExitCode.FAILED
    say_on_stderr(env, _encode(Failure(exit=code, what=said)) if as_json else said)
    return code


def mistake(problem: Problem) -> Mistake:
    """What is wrong, or may be better, in one place of a file."""
    what, todo = split_problem(problem)
    return Mistake(problem.line, problem.column, what, todo, problem.source)


def _explained(error: FitcheckError | OSError) -> FitcheckError:
    if isinstance(error, FitcheckError):
        return error
    if error.filename is None:
        # Every file of ours is named where the system refuses it.
        return FitcheckError("streams.not-written", reason=error.strerror or error)
    from fitcheck.store.files import explain

    return explain(error)


def _failure(error: FitcheckError) -> Failure:
    if isinstance(error, InvalidFileError):
        problems, remarks = (
            tuple(map(mistake, found)) for found in (error.problems, error.remarks)
        )
        what = say(error.key, **error.values)
        return Failure(error.exit_code, what, problems=problems, remarks=remarks)
    return Failure(error.exit_code, say_what(error), say_todo(error))


def _encode(failure: Failure) -> str:
    return msgspec.json.encode({"error": failure, "schema": 1}).decode()


def _tell_misuse(error: Any, env: Env, *, as_json: bool) -> int:
    """A call that the commands cannot take, in the words of the library that reads it."""
    if as_json:
        say_on_stderr(env, _encode(Failure(error.exit_code, error.format_message())))
    else:
        error.show(file=env.stderr)
    return int(error.exit_code)


def _tell_bug(bug: Exception, env: Env) -> str:
    """A mistake of ours: one line, and a log of its frames where anything is kept.

    The log holds the type and the frames only: no message, no values, because
    both may quote what a person said.
    """
    kind = type(bug).__name__
    frames = "".join(
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}\n"
        for frame in traceback.extract_tb(bug.__traceback__)
    )
    try:
        place = _log(env, f"{kind}\n{frames}")
    except (FitcheckError, OSError):
        place = None
    if place is None:
        return f"{say('crash.frames', kind=kind)}\n{frames}".rstrip("\n")
    return say("crash.logged", kind=kind, file=place)


def _log(env: Env, text: str) -> Path | None:
    from fitcheck.store.folder import Folder
    from fitcheck.store.store import Store

    return Store(Folder(env.home)).keep_log(text)
