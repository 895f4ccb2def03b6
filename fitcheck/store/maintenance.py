"""What is done to many files at once: locking, forgetting, looking after them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import fold_label
from fitcheck.questions.model import Value
from fitcheck.store import codec
from fitcheck.store.codec import NewerError, NotOursError
from fitcheck.store.collection import BadFile, Why, describe_bad
from fitcheck.store.encryption import DamagedError, Key, OtherKeyError
from fitcheck.store.filenames import (
    SEALED,
    kind_and_id,
    like_ours,
    parse_path,
    sealed_or_plain,
)
from fitcheck.store.files import BUSY, NEVER_READ, PART, explain
from fitcheck.store.records import (
    CheckIn,
    Draft,
    Jot,
    Kept,
    OfCheckIn,
    Page,
    key_of,
)
from fitcheck.store.store import Keeping, LockedError, Store
from fitcheck.texts import local_day

_PART_AGE = 60.0
"""Seconds after which an unfinished file belongs to no running program."""


# Locking ------------------------------------------------------------------------------


def lock(store: Store, passphrase: str) -> Store:
    """Lock everything; returns the store, able to read it.

    A plain file goes only when the locked one was written, read back and opened. A
    crash leaves every id readable, and locking again, with the same passphrase,
    finishes.
    """
    store.folder.make(store.home)
    with store.folder.hold(alone=True):
        opened = store.begin_locked(passphrase)
        plain = find_plain(opened)
        for path in plain:
            _turn(opened, path)
        parts = [one for one in opened.folder.everything().parts if not _is_sealed_part(one)]
        for part in parts:
            opened.folder.files.remove(part)
        # A plain file that came back after a power cut would lie there in the clear.
        _sync_folders(opened, (*plain, *parts))
    return opened


def _is_sealed_part(part: Path) -> bool:
    return part.name.removesuffix(PART).rpartition(".")[0].endswith(SEALED)


def _sync_folders(store: Store, removed: Iterable[Path]) -> None:
    for folder in dict.fromkeys(path.parent for path in removed):
        store.folder.files.sync_folder(folder)


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
        if not any(_needs_key(store, path) for path in folder.everything().files):
            folder.files.remove(folder.identity)
    return ()


def _needs_key(store: Store, path: Path) -> bool:
    # Keys that were set aside are locked by their own passphrase.
    return path.suffix == SEALED and not path.name.endswith(store.folder.identity.name)


def _unlock_files(store: Store) -> tuple[BadFile, ...]:
    bad: list[BadFile] = []
    sealed = [path for path in store.folder.everything().files if _needs_key(store, path)]
    # All are opened before any is turned: half a home in clear must not pass for locked.
    for path in tuple(sealed):
        try:
            store.read(path)
        except FitcheckError as error:
            sealed.remove(path)
            # Damaged ones that were set aside already are in nobody's way.
            if path.parent != store.folder.aside and like_ours(path.name):
                bad.append(describe_bad(path, error))
    if not bad:
        for path in sealed:
            _turn(store, path)
    return tuple(bad)


def _turn(store: Store, path: Path) -> None:
    """Keep what a file holds under its other name, sealed or plain, and remove the file.

    It goes only when the other was read back and opened.
    """
    files, place = store.folder.files, sealed_or_plain(path)
    data = store.read(path)
    if files.exists(place):
        held = _held(store, place)
        if held == data:
            return files.remove(path)
        if held is None:
            store.folder.move_aside(place)
        else:
            # Two that differ, from two computers or after a crash: keep both.
            place = store.folder.free_place(place.name)
    seals = path.suffix != SEALED
    files.publish(place, store.vault.seal(data, _key_of(store).recipient) if seals else data)
    if store.read(place) != data:
        raise FitcheckError("lock.not-whole", path=path)
    return files.remove(path)


def change_passphrase(store: Store, old: str, new: str) -> Store:
    """Put the key under a new passphrase; the files stay as they are.

    Copies of identity.age made before still open with the old one. The new file is
    opened before it counts.
    """
    opened = store.opened(old)
    vault, key, folder = opened.vault, _key_of(opened), opened.folder

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
        names = filter(None, map(parse_path, self.last))
        return tuple(sorted({local_day(name.at) for name in names}))


def find_check_ins(store: Store, ids: Iterable[str]) -> Deletion:
    """What belongs to these check-ins: their records and drafts, wherever they lie."""
    wanted = set(ids)
    going: list[tuple[str, Path]] = []
    beyond: list[Path] = []
    found = store.folder.everything()
    for path in found.files:
        held = _content(store, path)
        kind, named = kind_and_id(path) if held is None else key_of(held)
        if named in wanted or (isinstance(held, OfCheckIn) and held.check_in in wanted):
            going.append((kind, path))
        elif held is None and _is_ours(store, path):
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
    held = (_content(store, path) for path in store.folder.everything().files)
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
    ours = [path for path in found.files if _is_ours(store, path)]
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
            _sync_folders(store, everything)
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

    def place(path: Path, files: int) -> Place:
        return Place(path=path, name=path.stem, exists=exists(path), files=files)

    return (
        *(place(path, sum(1 for _ in folder.content(path))) for path in folder.places),
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
    copies = [path for path in astray if _is_ours(store, path)]
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
    for path in store.folder.content(store.folder.records, store.folder.drafts):
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
            held = _content(store, path)
            if held is None:
                continue
            data = codec.encode(held)
            sealed = path.suffix == SEALED
            files.put(path, store.vault.seal(data, _key_of(store).recipient) if sealed else data)
            files.sync_folder(path.parent)


def _key_of(store: Store) -> Key:
    if store.key is None:
        raise LockedError
    return store.key


# All files ----------------------------------------------------------------------------


def find_plain(store: Store) -> tuple[Path, ...]:
    """What `lock` has to lock; needs no passphrase."""
    found = store.folder.everything().files
    return tuple(path for path in found if path.suffix != SEALED and _is_ours(store, path))


def _is_ours(store: Store, path: Path) -> bool:
    """Whether fitcheck wrote it, or another program copied what fitcheck wrote, half or whole."""
    if path.parent == store.folder.aside or like_ours(path.name):
        return True
    if path.suffix == SEALED and store.key is None:
        return False
    data = _held(store, path)
    return data is not None and (codec.MARK in data or _decoded(data) is not None)


def _content(store: Store, path: Path) -> Kept | None:
    """What a file holds, whatever its name; None where it cannot be read."""
    data = _held(store, path)
    return None if data is None else _decoded(data)


def _decoded(data: bytes) -> Kept | None:
    with suppress(NotOursError, NewerError):
        return codec.decode(data)
    return None


def _held(store: Store, path: Path) -> bytes | None:
    try:
        return store.read(path)
    except (DamagedError, OtherKeyError, FileNotFoundError):
        return None
    except OSError as error:
        # What is none of ours is named by whoever asked. But nothing is half forgotten
        # because a file of ours could not be read at this moment.
        if like_ours(path.name) and error.errno not in NEVER_READ:
            raise
        return None
