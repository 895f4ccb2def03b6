"""Where content comes from: the shipped files, or a person's own checklist."""

from pathlib import Path
from typing import TYPE_CHECKING

from fitcheck.errors import FitcheckError
from fitcheck.shipped import shipped

if TYPE_CHECKING:
    from fitcheck.questions.model import Bank
    from fitcheck.questions.reading import Reading

MOST = 1_000_000
"""Bytes; a longer file is no checklist and is refused unread."""


def bank(checklist: Path | None = None) -> "Bank":
    """All that can be asked, with a person's own checklist where one is named."""
    from fitcheck.questions.loading.load import load_bank

    place = shipped("checklists.yaml")
    standard = load_bank(read(place), str(place))
    if checklist is None:
        return standard
    return load_bank(read(checklist), str(checklist), shipped=standard)


def reading() -> "Reading":
    """The long texts; read only when one is shown."""
    from fitcheck.questions.loading.load import load_reading

    place = shipped("reading.yaml")
    return load_reading(read(place), str(place))


def read(place: Path, *, most: int | None = MOST) -> bytes:
    """The bytes of a file that a person may have written.

    Raises FitcheckError where it cannot be read or is longer than `most`.
    """
    try:
        if most is not None and place.stat().st_size > most:
            raise FitcheckError(
                f"{place} is larger than 1 MB, so it was not read.",
                todo="A checklist or answers file is far smaller.",
            )
        return place.read_bytes()
    except OSError as error:
        raise FitcheckError(
            f"{place} could not be read: {(error.strerror or 'unknown reason').lower()}.",
            todo="Check the name and try again.",
        ) from error
