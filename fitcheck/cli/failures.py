"""What ended a command, told once: in sentences, or as a line of JSON where that was asked for."""

import traceback
from pathlib import Path
from typing import Any

import msgspec

from fitcheck.env import Env
from fitcheck.errors import ExitCode, FitcheckError, InvalidFileError
from fitcheck.store.files import explain
from fitcheck.terminal.streams import give_up, say_on_stderr
from fitcheck.texts import say, say_error, say_todo, say_what


def tell(error: Exception, env: Env, *, as_json: bool) -> int:
    """Tell on the standard error what ended a command; the exit code."""
    if isinstance(error, FitcheckError | OSError):
        known = _explained(error)
        say_on_stderr(env, _as_json(known) if as_json else say_error(known))
        if known.key == "streams.not-written":
            give_up(env.stdout)
        return known.exit_code
    if hasattr(error, "format_message"):
        return _tell_misuse(error, env, as_json=as_json)
    said = _tell_bug(error, env)
    say_on_stderr(env, _encode(ExitCode.FAILED, said) if as_json else said)
    return ExitCode.FAILED


def _explained(error: FitcheckError | OSError) -> FitcheckError:
    if isinstance(error, FitcheckError):
        return error
    if error.filename is None:
        # Every file of ours is named where the system refuses it.
        return FitcheckError("streams.not-written", reason=error.strerror or error)
    return explain(error)


def _as_json(error: FitcheckError) -> str:
    if isinstance(error, InvalidFileError):
        from fitcheck.views.as_json import problem_shape

        found = {"problems": error.problems, "remarks": error.remarks}
        listed = {name: list(map(problem_shape, each)) for name, each in found.items()}
        return _encode(error.exit_code, say(error.key, **error.values), **listed)
    return _encode(error.exit_code, say_what(error), todo=say_todo(error))


def _encode(code: int, what: str, **more: object) -> str:
    """One failure: the exit code, what happened, and what to do or each mistake of a file."""
    error = {"exit": code, "what": what} | {name: value for name, value in more.items() if value}
    return msgspec.json.encode({"error": error, "schema": 1}).decode()


def _tell_misuse(error: Any, env: Env, *, as_json: bool) -> int:
    """A call that the commands cannot take, in the words of the library that reads it."""
    if as_json:
        say_on_stderr(env, _encode(error.exit_code, error.format_message()))
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
