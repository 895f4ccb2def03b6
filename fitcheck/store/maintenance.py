"""What is done to many files at once: locking, forgetting, looking after them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import fold_label
from fitcheck.questions.model import Value
from fitcheck.store import codec
from fitcheck.store.codec import NewerError, NotOursError
from fitcheck.store.collection import BadFile, Why, describe_bad, foreign
from fitcheck.store.encryption import DamagedError, OtherKeyError
from fitcheck.store.filenames import (
    SEALED,
    kind_and_id,
    kind_of,
    like_ours,
    parse_name,
    sealed_or_plain,
)
from fitcheck.store.files import BUSY, PART, Check, explain
from fitcheck.store.records import Amendment, CheckIn, Draft, FollowUp, Jot, Note, Page, Record
from fitcheck.store.store import Keeping, LockedError, Store

_PART_AGE = 60.0
"""Seconds after which an unfinished file belongs to no running program."""


# Locking ------------------------------------------------------------------------------


def lock(store: Store, passphrase: str) -> Store:
    """Lock everything; returns the store, able to read it.

    A plain file goes only when the locked one was written, read back and opened. A
    crash leaves every id readable, and locking again, with the same passphrase,
    finishes.
    """
    store.folder.files.make_folder(store.home)
    with store.folder.hold(alone=True):
        opened = store.turn_locked(passphrase)
        for path in find_plain(opened):
            _lock_file(opened, path)
        for part in opened.folder.parts():
            if not part.name.removesuffix(PART).rpartition(".")[0].endswith(SEALED):
                opened.folder.files.remove(part)
    return opened


def _lock_file(store: Store, path: Path) -> None:
    key, vault = store.key, store.vault
    if key is None:
        raise LockedError
    data = store.folder.files.read(path)

    def comes_back(written: bytes) -> None:
        if vault.unseal(written, key) != data:
            raise FitcheckError("lock.not-whole", path=path)

    _turn(store, path, data, vault.seal(data, key.recipient), comes_back)


def unlock(store: Store, passphrase: str) -> tuple[BadFile, ...]:
    """Make everything plain again; returns what could not be opened.

    While there is any such file, nothing is changed; once `mend` has set the damaged
    ones aside, unlocking again does it.
    """
    if store.keeping is Keeping.NOTHING:
        return ()
    folder = store.folder
    with folder.hold(alone=True):
        if store.keeping is Keeping.LOCKED:
            left = _unlock_files(store.opened(passphrase))
            if left:
                return left
            folder.files.remove(folder.recipient)
        if not any(_needs_key(store, path) for path in _everywhere(store)):
            folder.files.remove(folder.identity)
    return ()


def _needs_key(store: Store, path: Path) -> bool:
    # Keys that were set aside are locked by their own passphrase.
    return path.suffix == SEALED and not path.name.endswith(store.folder.identity.name)


def _unlock_files(store: Store) -> tuple[BadFile, ...]:
    bad: list[BadFile] = []
    found: list[tuple[Path, bytes]] = []
    # All are opened before any is turned: half a home in clear must not pass for locked.
    for path in _everywhere(store):
        if not _needs_key(store, path):
            continue
        try:
            found.append((path, store.read(path)))
        except FitcheckError as error:
            # Damaged ones that were set aside already are in nobody's way.
            if path.parent != store.folder.aside and like_ours(path.name):
                bad.append(describe_bad(path, error))
    if not bad:
        for path, data in found:
            _turn(store, path, data, data)
    return tuple(bad)


def _turn(store: Store, path: Path, data: bytes, body: bytes, check: Check | None = None) -> None:
    """Keep the same content under its other name, sealed or plain, then remove the file."""
    files, place = store.folder.files, sealed_or_plain(path)
    if files.exists(place):
        held = _held(store, place)
        if held == data:
            return files.remove(path)
        if held is None:
            store.folder.move_aside(place)
        else:
            # Two that differ, from two computers or after a crash: keep both.
            place = store.folder.free_place(place.name)
    files.publish(place, body, check)
    return files.remove(path)


def change_passphrase(store: Store, old: str, new: str) -> Store:
    """Put the key under a new passphrase; the files stay as they are.

    Copies of identity.age made before still open with the old one. The new file is
    opened before it counts.
    """
    opened = store.opened(old)
    vault, key, folder = opened.vault, opened.key, opened.folder
    if key is None:
        raise LockedError

    def opens(written: bytes) -> None:
        if vault.open(written, new) != key:
            raise FitcheckError("lock.new-key-closed")

    with folder.hold(alone=True):
        folder.files.put(folder.identity, vault.wrap(key, new), opens)
        folder.files.sync_folder(folder.home)
    return opened


# Forgetting ---------------------------------------------------------------------------


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
        names = filter(None, map(parse_name, self.last))
        return tuple(sorted({name.at.date() for name in names}))


def find_check_ins(store: Store, ids: Iterable[str]) -> Deletion:
    """What belongs to these check-ins: their records and drafts, wherever they lie."""
    wanted = set(ids)
    going: list[tuple[str, Path]] = []
    beyond: list[Path] = []
    for path in _everywhere(store):
        held = _content(store, path)
        kind, named = kind_and_id(path) if held is None else (kind_of(held), held.id)
        if named in wanted or (held is not None and _belongs_to(held) in wanted):
            going.append((kind, path))
        elif held is None:
            beyond.append(path)
    gone = wanted | {kind_and_id(path)[1] for _, path in going}
    going += [("part", path) for path in store.folder.parts() if kind_and_id(path)[1] in gone]
    return Deletion(
        files=tuple(path for kind, path in going if kind != "check-in"),
        last=tuple(path for kind, path in going if kind == "check-in"),
        kinds=Counter(kind for kind, _ in going if kind != "part"),
        beyond=tuple(beyond),
    )


def find_therapist(store: Store, label: str) -> Deletion:
    """What belongs to all check-ins with this label, however it is spelled."""
    wanted = fold_label(label)
    held = [_content(store, path) for path in _everywhere(store)]
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
    everywhere = tuple(_everywhere(store))
    ours = [path for path in everywhere if _is_ours(store, path)]
    single = (folder.identity, folder.recipient, folder.plain_mode, folder.log)
    return Deletion(
        files=(*filter(folder.files.exists, single), *ours, *folder.parts()),
        kinds=Counter(kind_and_id(path)[0] for path in ours),
        beyond=tuple(path for path in everywhere if path not in set(ours)),
        folders=(*folder.places, folder.home),
    )


def forget(store: Store, deletion: Deletion) -> tuple[Path, ...]:
    """Remove these files; returns them. What cannot be removed does not keep the rest."""
    files = store.folder.files
    with store.folder.hold():
        failed = _remove_all(store, deletion.files)
        if not failed:
            failed = _remove_all(store, deletion.last)
    if deletion.folders:
        # Windows removes no file that is still held.
        files.remove(store.home / BUSY)
    for folder in deletion.folders:
        files.remove_folder(folder)
    everything = (*deletion.files, *deletion.last)
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


# Looking after ------------------------------------------------------------------------


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
    folders = {folder.records: "records", folder.drafts: "drafts", folder.aside: "set-aside"}
    singles = {
        folder.identity: "identity",
        folder.recipient: "recipient",
        folder.plain_mode: "plain-mode",
        folder.log: "log",
    }
    counts = {path: sum(1 for _ in folder.content(path)) for path in folders}
    counts |= {path: int(exists(path)) for path in singles}
    return tuple(
        Place(path=path, name=name, exists=exists(path), files=counts[path])
        for path, name in {**folders, **singles}.items()
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

    @property
    def well(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.bad or self.open or self.parts or self.plain)

    @property
    def can_mend(self) -> bool:
        """Whether `mend` would do anything."""
        return bool(self.open or self.parts or any(map(_can_mend, self.bad)))


def inspect(store: Store) -> Inspection:
    """Look at every file and change nothing."""
    folder = store.folder
    drafts = (_bad_draft(store, path) for path in folder.content(folder.drafts))
    locked = store.keeping is Keeping.LOCKED
    old = store.now().timestamp() - _PART_AGE
    return Inspection(
        bad=(*store.records().bad, *filter(None, drafts)),
        open=tuple(path for path in _to_close(store) if folder.files.is_open(path)),
        parts=tuple(part for part in folder.parts() if folder.files.changed(part) < old),
        plain=tuple(find_plain(store)) if locked else (),
    )


def _bad_draft(store: Store, path: Path) -> BadFile | None:
    name = parse_name(path)
    if name is None or name.kind != "draft":
        return foreign(path, "store.foreign-draft")
    try:
        codec.decode_draft(store.read(path))
    except LockedError:
        raise
    except (FitcheckError, OSError) as error:
        return describe_bad(path, error)
    return None


def _to_close(store: Store) -> Iterator[Path]:
    folder = store.folder
    yield from filter(folder.files.exists, (*folder.places, folder.identity, folder.log))
    yield from _everywhere(store)


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


# All files ----------------------------------------------------------------------------


def find_plain(store: Store) -> tuple[Path, ...]:
    """What `lock` has to lock; needs no passphrase."""
    return tuple(
        path for path in _everywhere(store) if path.suffix != SEALED and _is_ours(store, path)
    )


def _everywhere(store: Store) -> Iterator[Path]:
    return store.folder.content(*store.folder.places)


def _is_ours(store: Store, path: Path) -> bool:
    """Whether fitcheck wrote it, or a tool copied what fitcheck wrote."""
    if path.parent == store.folder.aside or like_ours(path.name):
        return True
    return path.suffix != SEALED and _content(store, path) is not None


def _content(store: Store, path: Path) -> Record | Draft | None:
    """What a file holds, whatever its name; None where it cannot be read."""
    data = _held(store, path)
    if data is None:
        return None
    for decode in (codec.decode, codec.decode_draft):
        with suppress(NotOursError, NewerError):
            return decode(data)
    return None


def _held(store: Store, path: Path) -> bytes | None:
    try:
        return store.read(path)
    except (DamagedError, OtherKeyError, FileNotFoundError):
        return None


def _belongs_to(held: Record | Draft) -> str:
    return held.check_in if isinstance(held, Note | FollowUp | Amendment) else held.id
