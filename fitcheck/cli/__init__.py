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
    import sys

    try:
        from fitcheck.cli.program import main as start

        start()
    except KeyboardInterrupt:
        sys.exit(_PAUSED)


def run(arguments: Sequence[str], env: "Env") -> int:
    """Run one command in a world; its exit code."""
    from fitcheck.cli.program import run as run_program

    return run_program(arguments, env)
