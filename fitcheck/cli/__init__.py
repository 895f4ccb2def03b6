"""Arguments in, exit code out."""

from fitcheck.cli.commands import main, run

__all__ = ["main", "run"]
