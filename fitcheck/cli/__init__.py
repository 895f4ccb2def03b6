"""Arguments in, exit code out.

Nothing is imported here at once: an interrupt while starting must end quietly, from the
first import on.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fitcheck.env import Env

__all__ = ["main", "run"]

_PAUSED = 130
"""`ExitCode.PAUSED`, which is not loaded yet."""


def main() -> None:
    """Run fitcheck and leave with its exit code."""
    import gc
    import sys

    # A start makes many objects and drops none, and what is left at the end goes with the
    # process: looking for dropped ones would take a seventh of a short command.
    gc.set_threshold(50_000)
    try:
        from fitcheck.cli.program import main as start

        start()
    except KeyboardInterrupt:
        sys.exit(_PAUSED)
    finally:
        gc.freeze()


def run(arguments: Sequence[str], env: "Env") -> int:
    """Run one command in a world; its exit code."""
    from fitcheck.cli.program import run as run_program

    return run_program(arguments, env)
