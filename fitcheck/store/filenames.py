"""What the name of a file tells, without opening it."""

import re
from datetime import datetime
from pathlib import Path

import msgspec

from fitcheck.questions.model import Value
from fitcheck.store.records import Kept, kind_of, moment

SEALED = ".age"
"""How the name of a locked file ends."""

_STEM = r"(\d{8}T\d{6}Z)-(check-in|page|note|follow-up|amendment|jot|draft)-([a-z][a-z0-9]{5})"
_NAME = re.compile(rf"{_STEM}\.json(\.age)?", re.ASCII)
_LIKE_OURS = re.compile(_STEM, re.ASCII)
"""Found also in the copies that sync tools make and name after ours."""


class FileName(Value, frozen=True):
    """A file of ours, as far as its name tells."""

    folder: Path
    name: str
    kind: str
    id: str
    at: datetime

    @property
    def key(self) -> tuple[str, str]:
        """What no two records have in common: kind and id."""
        return self.kind, self.id

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name

    @property
    def sealed(self) -> bool:
        """Whether it is locked."""
        return self.name.endswith(SEALED)


def parse_path(path: Path) -> FileName | None:
    """What the name of a file tells, if it is one of ours."""
    return parse_name(path.parent, path.name)


def parse_name(folder: Path, name: str) -> FileName | None:
    """What a name of ours in a folder tells; None for any other name."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    at, kind, id, _ = match.groups()
    try:
        return FileName(folder=folder, name=name, kind=kind, id=id, at=datetime.fromisoformat(at))
    except ValueError:
        return None


def name_for(value: Kept) -> str:
    """The name of its file, while it is not locked: time in UTC, kind, id."""
    return f"{moment(value):%Y%m%dT%H%M%SZ}-{kind_of(value)}-{value.id}.json"


def renamed(name: FileName, id: str) -> FileName:
    """The same file under another id."""
    other = name.name.replace(f"-{name.id}.json", f"-{id}.json")
    return msgspec.structs.replace(name, id=id, name=other)


def sealed_or_plain(path: Path) -> Path:
    """The name the same file has when it is locked, or when it is not."""
    name = path.name
    return path.with_name(name.removesuffix(SEALED) if name.endswith(SEALED) else name + SEALED)


def like_ours(name: str) -> bool:
    """Whether it is a name of ours, or that of a copy of such a file."""
    return _LIKE_OURS.search(name) is not None


def kind_and_id(path: Path) -> tuple[str, str]:
    """The kind and the id in a name, also in that of a copy; `file` and nothing where none."""
    match = _LIKE_OURS.search(path.name)
    return (match[2], match[3]) if match else ("file", "")
