"""Where `-o` leads: a file, whose ending decides the format, or the standard output."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from fitcheck.checkin.consent import built
from fitcheck.checkin.delivery import check_file, found_at, write_file, written
from fitcheck.cli.streams import say_on_stderr
from fitcheck.env import Env
from fitcheck.errors import UsageError
from fitcheck.store.records import CheckIn, Consent
from fitcheck.vocabulary import Export, Format

Kind = TypeVar("Kind")

NOTES = {f".{one}": one for one in Format} | {".htm": Format.HTML, ".markdown": Format.MARKDOWN}
EXPORTS = {f".{one}": one for one in Export}
ANSWERS = {".yaml": "yaml", ".yml": "yaml"}
CALENDARS = {".ics": "ics"}
"""What the ending of a name decides; a name without one gets the first."""


class Destination(msgspec.Struct, frozen=True):
    """Where something is written, and a note as what."""

    path: Path | None = None
    """None: nowhere was named."""
    format: Format = Format.MARKDOWN
    force: bool = False

    @property
    def is_file(self) -> bool:
        """Whether a file was named."""
        return self.path is not None and not self.is_stdout

    @property
    def is_stdout(self) -> bool:
        """Whether it is data on the standard output, by its name."""
        return self.path is not None and str(self.path) == "-"


def destination(
    path: Path | None, format: Format = Format.MARKDOWN, *, force: bool = False
) -> Destination:
    """The destination that was asked for, before anything is asked or made.

    Raises UsageError where there is nothing to replace; FitcheckError where it could not be
    written.
    """
    found = Destination(path=path, format=format, force=force)
    if force and not found.is_file:
        raise UsageError("destination.force-needs-file")
    if path is not None and found.is_file:
        check_file(path, force=force)
    return found


def by_ending(path: Path | None, endings: Mapping[str, Kind]) -> Kind:
    """What the ending of a name decides. Raises UsageError where that is no format there is."""
    ending = path.suffix.lower() if path is not None else ""
    if ending and ending not in endings:
        raise UsageError("destination.no-format", ending=repr(ending), endings=", ".join(endings))
    return endings[ending] if ending else next(iter(endings.values()))


def put(env: Env, found: Destination, pieces: Iterable[str], told: Callable[[Path], str]) -> None:
    """Write a text to where it should go; for a file, `told` says where that is."""
    if found.path is None or found.is_stdout:
        env.stdout.writelines(pieces)
    else:
        place = write_file(found.path, pieces, force=found.force)
        say_on_stderr(env, told(place))


def hand_out_note(env: Env, output: Destination, check_in: CheckIn, consent: Consent) -> None:
    """Write the note where the command line said, and say where that is."""
    put(env, output, [written(built(check_in, consent, env), output.format)], found_at)
