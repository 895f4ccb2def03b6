"""Forgetting: what would go is found first, and goes when the person has agreed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import fold_label
from fitcheck.questions.model import Value
from fitcheck.store.filenames import kind_and_id, parse_path
from fitcheck.store.files import BUSY, explain
from fitcheck.store.recognition import content_of, is_ours
from fitcheck.store.records import CheckIn, Draft, Jot, OfCheckIn, Page, key_of
from fitcheck.store.store import Store
from fitcheck.texts import local_day


class Deletion(Value, frozen=True):
    """What would be forgotten; nothing of it has happened yet."""

    files: tuple[Path, ...]
    """In the order in which they go."""
    last: tuple[Path, ...] = ()
    """They go only when all others are gone: they tell what belongs to them."""
    kinds: Mapping[str, int] = {}
    """How many there are of each kind."""
    beyond: tuple[Path, ...] = ()
    """Files that could not be read, and so stay: they may hold something of it."""
    folders: tuple[Path, ...] = ()
    """Folders that go when they are empty."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the check-ins that go, in their order."""
        names = filter(None, map(parse_path, self.last))
        return tuple(sorted({local_day(name.at) for name in names}))


def find_check_ins(store: Store, ids: Iterable[str]) -> Deletion:
    """What belongs to these check-ins: their records and drafts, wherever they lie."""
    wanted = set(ids)
    going: list[tuple[str, Path]] = []
    beyond: list[Path] = []
    found = store.folder.everything()
    for path in found.files:
        held = content_of(store, path)
        kind, named = kind_and_id(path) if held is None else key_of(held)
        if named in wanted or (isinstance(held, OfCheckIn) and held.check_in in wanted):
            going.append((kind, path))
        elif held is None and is_ours(store, path):
            beyond.append(path)
    gone = wanted | {kind_and_id(path)[1] for _, path in going}
    going += [("part", path) for path in found.parts if kind_and_id(path)[1] in gone]
    return Deletion(
        files=tuple(path for kind, path in going if kind != "check-in"),
        last=tuple(path for kind, path in going if kind == "check-in"),
        kinds=Counter(kind for kind, _ in going if kind != "part"),
        beyond=tuple(beyond),
    )


def find_therapist(store: Store, label: str) -> Deletion:
    """What belongs to all check-ins with this label, however it is spelled."""
    wanted = fold_label(label)
    held = (content_of(store, path) for path in store.folder.everything().files)
    return find_check_ins(
        store,
        (
            one.id
            for one in held
            if isinstance(one, CheckIn | Draft | Page | Jot) and fold_label(one.therapist) == wanted
        ),
    )


def find_everything(store: Store) -> Deletion:
    """Everything that fitcheck made in its folder; needs no passphrase.

    The key goes first, so that what is locked is gone even where a crash stops the rest.
    """
    folder = store.folder
    found = folder.everything()
    ours = [path for path in found.files if is_ours(store, path)]
    others = set(found.files).difference(ours)
    # A link among them is somebody else's: it stays, and so does what it leads to.
    single = set(filter(folder.files.exists, folder.singles)).difference(found.others)
    emptied = {place for path in ours for place in path.parents} | {*folder.places}
    return Deletion(
        files=(*(one for one in folder.singles if one in single), *ours, *found.parts),
        kinds=Counter(kind_and_id(path)[0] for path in ours),
        beyond=(*sorted(others), *found.others),
        folders=(*(one for one in reversed(found.folders) if one in emptied), folder.home),
    )


def forget(store: Store, deletion: Deletion) -> tuple[Path, ...]:
    """Remove these files; returns them. What cannot be removed does not keep the rest."""
    files, everything = store.folder.files, (*deletion.files, *deletion.last)
    with store.folder.hold():
        failed = _remove_all(store, deletion.files)
        if not failed:
            failed = _remove_all(store, deletion.last)
        if files.exists(store.home):
            store.folder.sync_around(everything)
    if deletion.folders:
        # Windows removes no file that is still held.
        files.remove(store.home / BUSY)
    for folder in deletion.folders:
        files.remove_folder(folder)
    if failed:
        left = sum(1 for path in everything if files.exists(path))
        raise FitcheckError("forget.left", left=left, all=len(everything), cause=explain(failed[0]))
    return everything


def _remove_all(store: Store, paths: Iterable[Path]) -> list[OSError]:
    failed: list[OSError] = []
    for path in paths:
        try:
            store.folder.files.remove(path)
        except OSError as error:
            failed.append(error)
    return failed
