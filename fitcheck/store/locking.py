"""Locking all that is kept, taking the lock off, and changing the passphrase."""

from pathlib import Path

from fitcheck.errors import FitcheckError
from fitcheck.store.collection import BadFile, describe_bad
from fitcheck.store.filenames import SEALED, like_ours, sealed_or_plain
from fitcheck.store.files import PART
from fitcheck.store.recognition import bytes_of, find_plain
from fitcheck.store.store import Keeping, Store


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
        opened.folder.sync_around((*plain, *parts))
    return opened


def _is_sealed_part(part: Path) -> bool:
    return part.name.removesuffix(PART).rpartition(".")[0].endswith(SEALED)


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
        held = bytes_of(store, place)
        if held == data:
            return files.remove(path)
        if held is None:
            store.folder.move_aside(place)
        else:
            # Two that differ, from two computers or after a crash: keep both.
            place = store.folder.free_place(place.name)
    seals = path.suffix != SEALED
    files.publish(place, store.vault.seal(data, store.needed_key.recipient) if seals else data)
    if store.read(place) != data:
        raise FitcheckError("lock.not-whole", path=path)
    return files.remove(path)


def change_passphrase(store: Store, old: str, new: str) -> Store:
    """Put the key under a new passphrase; the files stay as they are.

    Copies of identity.age made before still open with the old one. The new file is
    opened before it counts.
    """
    opened = store.opened(old)
    vault, key, folder = opened.vault, opened.needed_key, opened.folder

    def opens(written: bytes) -> None:
        if vault.open(written, new) != key:
            raise FitcheckError("lock.new-key-closed")

    with folder.hold(alone=True):
        folder.files.put(folder.identity, vault.wrap(key, new), opens)
        folder.files.sync_folder(folder.home)
    return opened
