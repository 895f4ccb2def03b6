"""Where content comes from: the shipped files, or a person's own checklist.

An installed program has the shipped files compiled; a checkout reads them as written.
"""

from functools import cache
from pathlib import Path

import msgspec

from fitcheck.errors import FitcheckError, Problem
from fitcheck.questions.long_texts import Reading
from fitcheck.questions.model import Bank
from fitcheck.shipped import compiled, shipped, written
from fitcheck.texts import TEXTS, flatten

CHECKLISTS = "checklists.yaml"
READING = "reading.yaml"
TOO_MANY = 1_000_001
"""Bytes; so many are no checklist and no answers, and are refused as such."""


def bank(checklist: Path | None = None) -> Bank:
    """All that can be asked, with a person's own checklist where one is named."""
    return _shipped_bank() if checklist is None else lint(checklist)[0]


def lint(checklist: Path) -> tuple[Bank, tuple[Problem, ...]]:
    """All that can be asked with a person's own checklist, and what may be better in it."""
    from fitcheck.questions.loading.checklist import lint_bank

    return lint_bank(read(checklist), str(checklist), shipped=_shipped_bank())


@cache
def _shipped_bank() -> Bank:
    made = compiled(CHECKLISTS)
    if made is None:
        return written_bank()
    return msgspec.json.decode(made, type=Bank)


def written_bank() -> Bank:
    """The shipped bank as its YAML says, whether it was compiled or not."""
    from fitcheck.questions.loading.checklist import load_bank

    place = shipped(CHECKLISTS)
    return load_bank(read(place), str(place))


@cache
def reading() -> Reading:
    """The long texts; read only when one is shown."""
    made = compiled(READING)
    if made is None:
        return written_reading()
    return msgspec.json.decode(made, type=Reading)


def written_reading() -> Reading:
    """The long texts as their YAML says, whether they were compiled or not."""
    return msgspec.convert(written(READING), Reading, strict=False)


def compile_content() -> dict[str, bytes]:
    """The shipped files as JSON, by file name: what the build puts into a wheel."""
    return {
        "checklists.json": msgspec.json.encode(written_bank()),
        "reading.json": msgspec.json.encode(written_reading()),
        "texts.json": msgspec.json.encode(flatten(written(TEXTS))),
    }


def read(place: Path, *, most: int = TOO_MANY) -> bytes:
    """The first bytes of a file that a person may have written, all of them where `most` is -1.

    Raises FitcheckError where it cannot be read.
    """
    try:
        with place.open("rb") as file:
            return file.read(most)
    except OSError as error:
        if place.is_dir():
            raise FitcheckError("content.folder", file=place) from error
        if place.parts[0] in ("http:", "https:"):
            raise FitcheckError("content.address") from error
        reason = (error.strerror or "?").lower()
        raise FitcheckError("content.unread", file=place, reason=reason) from error
