"""What any file in the folder holds, whatever it is called."""

from contextlib import suppress
from pathlib import Path

from fitcheck.store import codec
from fitcheck.store.codec import NewerError, NotOursError
from fitcheck.store.encryption import DamagedError, OtherKeyError
from fitcheck.store.filenames import SEALED, like_ours
from fitcheck.store.files import NEVER_READ
from fitcheck.store.records import Kept
from fitcheck.store.store import Store


def find_plain(store: Store) -> tuple[Path, ...]:
    """What `lock` has to lock; needs no passphrase."""
    found = store.folder.everything().files
    return tuple(path for path in found if path.suffix != SEALED and is_ours(store, path))


def is_ours(store: Store, path: Path) -> bool:
    """Whether fitcheck wrote it, or another program copied what fitcheck wrote, half or whole."""
    if path.parent == store.folder.aside or like_ours(path.name):
        return True
    if path.suffix == SEALED and store.key is None:
        return False
    data = bytes_of(store, path)
    return data is not None and (codec.MARK in data or _decode(data) is not None)


def content_of(store: Store, path: Path) -> Kept | None:
    """What a file holds, whatever its name; None where it cannot be read."""
    data = bytes_of(store, path)
    return None if data is None else _decode(data)


def _decode(data: bytes) -> Kept | None:
    with suppress(NotOursError, NewerError):
        return codec.decode(data)
    return None


def bytes_of(store: Store, path: Path) -> bytes | None:
    """What a file holds as bytes, opened if it is locked; None where it cannot be read."""
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
