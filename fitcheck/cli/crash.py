"""A mistake of ours: one line for the person, and a log without a word of theirs."""

import traceback
from pathlib import Path

from fitcheck.env import Env
from fitcheck.errors import FitcheckError
from fitcheck.texts import say


def told(bug: BaseException, env: Env) -> str:
    """What is printed for a bug, after its frames were logged where anything is kept.

    The log holds the type and the frames only: no message, no values, because
    both may quote what a person said.
    """
    kind = type(bug).__name__
    frames = frames_of(bug)
    try:
        place = _log(env, f"{kind}\n{frames}")
    except (FitcheckError, OSError):
        place = None
    if place is None:
        return f"{say('crash.frames', kind=kind)}\n{frames}"
    return f"{say('crash.logged', kind=kind, file=place)}\n"


def frames_of(bug: BaseException) -> str:
    """Where it happened, as file, line and function."""
    return "".join(
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}\n"
        for frame in traceback.extract_tb(bug.__traceback__)
    )


def _log(env: Env, text: str) -> Path | None:
    from fitcheck.store.folder import Folder
    from fitcheck.store.store import Store

    return Store(Folder(env.home)).keep_log(text)
