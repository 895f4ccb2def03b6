"""A file that a note or a reminder goes to: checked, written for its owner, told where it is."""

import os
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from fitcheck.checkin.steps import words_in
from fitcheck.document import Paragraph
from fitcheck.env import Env
from fitcheck.errors import FitcheckError
from fitcheck.store.files import Files, explain
from fitcheck.terminal.prompts import Field, Prompter, Unfinished
from fitcheck.texts import say, say_lines

Done = TypeVar("Done")

OPENS_BY_CLICK = (".html", ".htm", ".txt")
"""What a double click opens on any computer."""
LONGEST_NAME = 255
"""In bytes; no usual file system takes a longer one."""


def check_file(path: Path, *, force: bool | None = None) -> Path:
    """The full path that a file would be written to; a link leads to what it names.

    Raises FitcheckError where it could not be: a folder, a name that is too long, a folder
    that is not there, something that is no ordinary file, or a file that is there already,
    unless `force`; None where the command has no such option.
    """
    try:
        place = path.expanduser().absolute()
        if len(os.fsencode(place.name)) > LONGEST_NAME:
            raise FitcheckError("delivery.long-name")
        target = place.resolve() if place.is_symlink() else place
        if target.is_dir():
            raise FitcheckError("delivery.folder", folder=place)
        if not target.parent.is_dir():
            raise FitcheckError("delivery.no-folder", folder=target.parent)
        if target.exists() and not target.is_file():
            raise FitcheckError("delivery.no-file", file=place)
        if target.exists() and not force:
            raise _taken(place, force)
    except (OSError, RuntimeError) as error:
        # A link that leads to itself is the one, a home that is not known the other.
        if isinstance(error, OSError):
            raise explain(error) from error
        raise FitcheckError("delivery.no-folder", folder=path.parent) from error
    return target


def _taken(place: Path, force: bool | None) -> FitcheckError:
    key = "delivery.taken" if force is None else "delivery.taken-unless-forced"
    return FitcheckError(key, file=place)


def write_file(path: Path, text: str | Iterable[str], *, force: bool | None = None) -> Path:
    """Write a text for its owner alone (0600) and give its full path.

    Raises FitcheckError as `check_file` does. Only an ordinary file is ever replaced.
    """
    target = check_file(path, force=force)
    write = Files().put if force else Files().publish
    pieces = (text,) if isinstance(text, str) else text
    try:
        write(target, (piece.encode() for piece in pieces))
    except FileExistsError:
        raise _taken(target, force) from None
    except OSError as error:
        raise explain(error) from error
    return path.expanduser().absolute()


def type_until_written(
    prompter: Prompter,
    field: Field,
    write: Callable[[str], Done],
    tell: Callable[[FitcheckError], str],
) -> Done | None:
    """Let the person type until that could be written; None: they went back.

    Where it could not, the field says why, in the words that `tell` has for it.
    """
    shown = field
    while not isinstance(typed := prompter.text(shown), Unfinished):
        text = words_in(typed) or shown.text
        try:
            return write(text)
        except FitcheckError as error:
            shown = replace(shown, text=text, body=(*field.body, Paragraph(tell(error))))
    return None


def free_name(stem: str, ending: str, text: Callable[[], str] = str) -> Path:
    """A name that begins so, and that no file has yet in the folder where one is.

    Or the name of the file that holds this text already: nobody needs it twice. The text is
    made only where such a file is there.
    """
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    places = (Path.cwd() / f"{name}{ending}" for name in names)
    return next(one for one in places if not os.path.lexists(one) or holds(one, text()))


def holds(place: Path, text: str) -> bool:
    """Whether a file is there that holds exactly this text."""
    try:
        return bool(text) and place.is_file() and place.read_bytes() == text.encode()
    except OSError:
        return False


def open_it(env: Env, place: Path) -> str:
    """Open what was written; a sentence where nothing here can."""
    return "" if env.open_file(place) else say("delivery.not-opened")


def found_at(place: Path) -> str:
    """Where a file is, how to find it and how to print it."""
    lines = say_lines("delivery.found", place=place, folder=place.parent, name=place.name)
    opens = place.suffix.lower() in OPENS_BY_CLICK
    return "\n".join((*lines, say("delivery.to-print" if opens else "delivery.to-print-text")))
