"""Where `-o` leads: a file, whose ending decides the format, or the standard output."""

from pathlib import Path

import msgspec

from fitcheck.checkin.consent import built
from fitcheck.checkin.delivery import check_file, found_at, write_file
from fitcheck.cli.streams import say_on_stderr
from fitcheck.env import Env
from fitcheck.errors import UsageError
from fitcheck.store.records import CheckIn, Consent
from fitcheck.vocabulary import Format

ENDINGS = {f".{one}": one for one in Format} | {
    ".htm": Format.HTML,
    ".markdown": Format.MARKDOWN,
}
"""What the ending of a name decides; a name without one gets Markdown."""


class Destination(msgspec.Struct, frozen=True):
    """Where something is written, and as what."""

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


def destination(path: Path | None, format: Format | None = None, *, force: bool) -> Destination:
    """The destination that was asked for, before anything is asked or made.

    Raises UsageError where the ending names no format there is and none was given, or where
    there is nothing to replace; FitcheckError where it could not be written.
    """
    found = Destination(path=path, format=format or _by_ending(path), force=force)
    if force and not found.is_file:
        raise UsageError("destination.force-needs-file")
    if path is not None and found.is_file:
        check_file(path, force=force)
    return found


def _by_ending(path: Path | None) -> Format:
    if path is None or not path.suffix:
        return Format.MARKDOWN
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(
            "destination.no-format",
            ending=repr(path.suffix),
            endings=", ".join(f".{one}" for one in Format),
        )
    return ENDINGS[ending]


def put(found: Destination, text: str) -> str:
    """Write a text to a file that was named; the sentence that says where it is."""
    assert found.path is not None, "whoever has no file writes to a stream"  # noqa: S101
    return found_at(write_file(found.path, text, force=found.force))


def hand_out_note(env: Env, output: Destination, check_in: CheckIn, consent: Consent) -> None:
    """Write the note where the command line said, and say where that is."""
    from fitcheck.views.render import note_text

    text = note_text(built(check_in, consent, env), output.format)
    if output.is_stdout:
        env.stdout.write(text)
    else:
        say_on_stderr(env, put(output, text))
