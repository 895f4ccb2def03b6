"""Looking after what is kept: a look at every file, and what can be mended."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from fitcheck.questions.model import Value
from fitcheck.store import codec
from fitcheck.store.collection import BadFile, Why
from fitcheck.store.filenames import SEALED, parse_path
from fitcheck.store.recognition import content_of, find_plain, is_ours
from fitcheck.store.store import Keeping, Store

_PART_AGE = 60.0
"""Seconds after which an unfinished file belongs to no running program."""


class Place(Value, frozen=True):
    """A place where something is kept, or would be."""

    path: Path
    name: str
    """What it is for, as a key of the words for places."""
    exists: bool
    files: int
    """How many files are there now."""


def list_places(store: Store) -> tuple[Place, ...]:
    """All places where something is kept, or would be."""
    folder, exists = store.folder, store.folder.files.exists

    def place(path: Path, files: int) -> Place:
        return Place(path=path, name=path.stem, exists=exists(path), files=files)

    return (
        *(place(path, sum(1 for _ in folder.kept_files(path))) for path in folder.places),
        *(place(path, int(exists(path))) for path in folder.singles),
    )


class Inspection(Value, frozen=True):
    """What a look over all files found."""

    bad: tuple[BadFile, ...] = ()
    open: tuple[Path, ...] = ()
    """Files and folders that others on this computer may look into."""
    parts: tuple[Path, ...] = ()
    """Unfinished files that a crash left."""
    plain: tuple[Path, ...] = ()
    """Files that are not locked although answers are kept locked; `lock` finishes."""
    uncertain: tuple[Path, ...] = ()
    """Files that are not as they were written, but can be read."""
    movable: tuple[Path, ...] = ()
    """Folders around the home in which everybody may rename and remove what is there."""
    copies: tuple[Path, ...] = ()
    """Files of ours where we would not put them: nothing reads them, and they do no harm."""
    others: tuple[Path, ...] = ()
    """Files of others, links and the like, which are left alone."""
    ahead: tuple[Path, ...] = ()
    """Records whose day is still to come."""
    unread: bool = False
    """Whether all that is locked was left unread, and the key too: there was no passphrase."""

    @property
    def well(self) -> bool:
        """Whether nothing is wrong, as far as it was looked at."""
        wrong = (self.bad, self.open, self.parts, self.plain, self.uncertain, self.movable)
        return not any(wrong)

    @property
    def can_mend(self) -> bool:
        """Whether `mend` would do anything."""
        return bool(self.open or self.parts or any(map(_can_mend, self.bad)))


def inspect(store: Store) -> Inspection:
    """Look at every file and change nothing."""
    folder, files = store.folder, store.folder.files
    found = folder.everything()
    read = store.is_readable
    bad, uncertain = _read_all(store) if read else ([], [])
    plain = set(find_plain(store)) if store.keeping is Keeping.LOCKED else set()
    known = {one.path for one in bad} | plain
    astray = [path for path in found.files if path not in known and not _is_in_place(store, path)]
    copies = [path for path in astray if is_ours(store, path)]
    may_be_open = (store.home, *found.folders, *filter(files.exists, folder.singles), *found.files)
    old = store.now().timestamp() - _PART_AGE
    return Inspection(
        bad=tuple(bad),
        open=tuple(path for path in may_be_open if files.is_open(path)),
        parts=tuple(part for part in found.parts if files.changed(part) < old),
        plain=tuple(sorted(plain)),
        uncertain=tuple(uncertain),
        movable=tuple(one for one in store.home.parents if files.anybody_may_move(one)),
        copies=tuple(copies),
        others=(
            *(path for path in astray if path not in set(copies)),
            *(path for path in found.others if path not in known),
        ),
        ahead=tuple(
            name.path for name in store.listing() if name.at > store.now() + timedelta(days=1)
        ),
        unread=not read,
    )


def _read_all(store: Store) -> tuple[list[BadFile], list[Path]]:
    """What cannot be used, and what is not as it was written."""
    bad: list[BadFile] = []
    uncertain: list[Path] = []
    for path in store.folder.kept_files(store.folder.records, store.folder.drafts):
        seen = store.look_at(path)
        if isinstance(seen, BadFile):
            bad.append(seen)
        elif seen is not None and not seen.certain:
            uncertain.append(path)
    return bad, uncertain


def _is_in_place(store: Store, path: Path) -> bool:
    """Whether a file lies where it is looked at by name."""
    folder, named = store.folder, parse_path(path) is not None
    return path.parent == folder.aside or (named and path.parent in (folder.records, folder.drafts))


def mend(store: Store, inspection: Inspection) -> tuple[Path, ...]:
    """Set damaged and foreign files aside, close what is open, clear leftovers.

    Returns where the files are that were set aside. Newer ones, and those for another
    key, are left alone: they are whole for somebody.
    """
    folder = store.folder
    with folder.hold():
        for path in inspection.open:
            folder.files.close(path)
        for part in inspection.parts:
            folder.files.remove(part)
        return tuple(folder.move_aside(bad.path) for bad in inspection.bad if _can_mend(bad))


def _can_mend(bad: BadFile) -> bool:
    return bad.why in (Why.DAMAGED, Why.FOREIGN)


def vouch(store: Store, paths: Iterable[Path]) -> None:
    """Write files anew that the person changed herself, so that they count as certain."""
    files = store.folder.files
    with store.folder.hold():
        for path in paths:
            held = content_of(store, path)
            if held is None:
                continue
            data = codec.encode(held)
            sealed = path.suffix == SEALED
            files.put(path, store.vault.seal(data, store.needed_key.recipient) if sealed else data)
            files.sync_folder(path.parent)
