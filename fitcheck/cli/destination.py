"""Where `-o` leads: a file, whose ending decides the format, or the standard output."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from fitcheck.checkin.named_file import check_file, write_file
from fitcheck.env import Env
from fitcheck.errors import UsageError
from fitcheck.terminal.streams import laid, say_on_stderr
from fitcheck.vocabulary import Export, Format

Kind = TypeVar("Kind")

NOTES = {f".{one}": one for one in Format} | {".htm": Format.HTML, ".markdown": Format.MARKDOWN}
EXPORTS = {f".{one}": one for one in Export}
ANSWERS = {".yaml": "yaml", ".yml": "yaml"}
CALENDARS = {".ics": "ics"}
"""What the ending of a name decides; a name without one gets the first."""


class Destination(msgspec.Struct, Generic[Kind], frozen=True):
    """Where something is written, and as what."""

    format: Kind
    path: Path | None = None
    """None: nowhere was named."""
    force: bool = False

    @property
    def is_file(self) -> bool:
        """Whether a file was named."""
        return self.path is not None and not self.is_stdout

    @property
    def is_stdout(self) -> bool:
        """Whether it is data on the standard output, by its name."""
        return self.path is not None and str(self.path) == "-"


NOWHERE = Destination(Format.MARKDOWN)


def destination(
    path: Path | None, endings: Mapping[str, Kind], chosen: Kind | None = None, *, force: bool
) -> Destination[Kind]:
    """The destination that was asked for, before anything is asked or made.

    Raises UsageError where the ending is no format there is and none was `chosen`, or where
    there is nothing to replace; FitcheckError where it could not be written.
    """
    kind = _by_ending(path, endings) if chosen is None else chosen
    found = Destination(kind, path, force)
    if force and not found.is_file:
        raise UsageError("destination.force-needs-file")
    if path is not None and found.is_file:
        check_file(path, force=force)
    return found


def _by_ending(path: Path | None, endings: Mapping[str, Kind]) -> Kind:
    ending = path.suffix.lower() if path is not None else ""
    if ending and ending not in endings:
        raise UsageError("destination.no-format", ending=repr(ending), endings=", ".join(endings))
    return endings[ending] if ending else next(iter(endings.values()))


def put(
    env: Env, found: Destination[Any], pieces: Iterable[str], told: Callable[[Path], str]
) -> None:
    """Write a text to where it should go; for a file, `told` says where that is."""
    if found.path is None or found.is_stdout:
        # A text is read there; data is for another program.
        is_read = found.format is Format.MARKDOWN and env.stdout.isatty()
        env.stdout.writelines((laid(env, env.stdout, "".join(pieces)),) if is_read else pieces)
    else:
        place = write_file(found.path, pieces, force=found.force)
        say_on_stderr(env, told(place))
