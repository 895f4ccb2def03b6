"""The folder where everything is kept: its places, its lock, one file in and one file out.

A file appears whole under its name, and names never clash, so that reading and writing
need no agreement between programs. Only what turns everything, locking and unlocking,
is done alone.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

import msgspec
from msgspec.structs import replace as changed

from fitcheck.env import new_id
from fitcheck.errors import ExitCode, FitcheckError
from fitcheck.store import codec
from fitcheck.store.encryption import Key, Vault
from fitcheck.store.filenames import SEALED, Entry, entry_of, like_ours, name_of, twin
from fitcheck.store.files import Files, telling
from fitcheck.store.records import Draft, Record

_NOT_CONTENT = frozenset({"desktop.ini", "Thumbs.db"})
"""What file managers leave in a folder; names with a dot in front are theirs, too."""


class Keeping(StrEnum):
    """How answers are kept, read from what exists."""

    NOTHING = "nothing"
    """Nothing has been kept here."""
    PLAIN = "plain"
    LOCKED = "locked"


class LockedError(FitcheckError):
    """Reading needs the passphrase, and there is no terminal to ask for it on."""

    exit_code = ExitCode.NO_TERMINAL

    def __init__(self) -> None:
        super().__init__("lock.closed")


class DeclinedError(LockedError):
    """The passphrase was asked for, and not given."""

    exit_code = ExitCode.FAILED

    def __init__(self) -> None:
        FitcheckError.__init__(self, "lock.declined")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Home(msgspec.Struct, frozen=True):
    """One folder, plain or locked; nothing is made before `begin`."""

    home: Path
    files: Files = msgspec.field(default_factory=Files)
    vault: Vault = msgspec.field(default_factory=Vault)
    key: Key | None = None
    """Opens what is locked; None: only saving and names."""
    now: Callable[[], datetime] = _utc_now
    new_id: Callable[[], str] = new_id

    # Places

    @property
    def record_folder(self) -> Path:
        """Records, each written once; any tool may sync this folder."""
        return self.home / "records"

    @property
    def draft_folder(self) -> Path:
        """Check-ins under way; not for syncing."""
        return self.home / "drafts"

    @property
    def aside_folder(self) -> Path:
        """Damaged and foreign files, and drafts that were not gone on with."""
        return self.home / "set-aside"

    @property
    def identity_file(self) -> Path:
        """The key, under the passphrase."""
        return self.home / "identity.age"

    @property
    def recipient_file(self) -> Path:
        """The public half of the key: with it, whatever is written is locked."""
        return self.home / "recipient.txt"

    @property
    def plain_mode_file(self) -> Path:
        """There: plain mode was chosen."""
        return self.home / "plain-mode"

    @property
    def log_file(self) -> Path:
        """Where a bug leaves its exception type and frames."""
        return self.home / "log.txt"

    @property
    def folders(self) -> tuple[Path, Path, Path]:
        """All folders that hold answers."""
        return self.record_folder, self.draft_folder, self.aside_folder

    # Beginning

    @property
    @telling()
    def keeping(self) -> Keeping:
        """How answers are kept here, read from what exists."""
        if self.files.exists(self.recipient_file) or self.any_sealed():
            return Keeping.LOCKED
        if any(self.files.exists(one) for one in (self.record_folder, self.draft_folder)):
            return Keeping.PLAIN
        return Keeping.NOTHING

    def any_sealed(self) -> bool:
        """Whether any record or draft is locked."""
        return any(
            name.endswith(SEALED) and like_ours(name)
            for folder in (self.record_folder, self.draft_folder)
            for name in self.files.list(folder)
        )

    @telling()
    def begin(self) -> None:
        """Make the folders, so that answers are kept from now on."""
        for folder in (self.home, self.record_folder, self.draft_folder):
            self.files.make_folder(folder)
        self.files.sync_folder(self.home)

    @telling()
    def begin_locked(self, passphrase: str) -> Self:
        """Make a key and the folders, so that answers are kept locked from now on.

        Where there is a key, it is opened instead.
        """
        self.files.make_folder(self.home)
        with self.hold(alone=True):
            return self.turn_locked(passphrase)

    def turn_locked(self, passphrase: str) -> Self:
        """The same, for whoever holds the home alone already."""
        locked = self.keeping is Keeping.LOCKED
        # The key before the folders: a crash in between must not look like a plain home.
        opened = self.opened(passphrase) if locked else self._with_new_key(passphrase)
        self.begin()
        return opened

    def _with_new_key(self, passphrase: str) -> Self:
        key = self.vault.new_key()
        wrapped = self.vault.wrap(key, passphrase)
        if self.files.exists(self.identity_file):
            # Left by a crash, or by an unlocking: nothing here needs it, a copy might.
            self.move_aside(self.identity_file)
        self.files.publish(self.identity_file, wrapped)
        self.files.publish(self.recipient_file, f"{key.recipient}\n".encode())
        return changed(self, key=key)

    @telling()
    def opened(self, passphrase: str) -> Self:
        """The same, able to read what is locked."""
        try:
            wrapped = self.files.read(self.identity_file)
        except FileNotFoundError as error:
            raise FitcheckError("lock.no-identity", path=self.identity_file) from error
        key = self.vault.open(wrapped, passphrase)
        recipient = self._recipient()
        # Lost or changed: what is locked for any other key could never be read here. But
        # where nothing is locked any more, another program has just unlocked it.
        if recipient != key.recipient and (recipient is not None or self.any_sealed()):
            self.files.put(self.recipient_file, f"{key.recipient}\n".encode())
        return changed(self, key=key)

    @contextmanager
    def hold(self, *, alone: bool = False) -> Iterator[None]:
        """Write beside other programs, or alone: while everything is locked or unlocked."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self.files.hold(self.home, alone=alone))
            except FileNotFoundError:
                pass  # no home, so nothing to disturb; what writes will say so
            except BlockingIOError as error:
                raise FitcheckError("store.held") from error
            yield

    @property
    @telling()
    def plain_mode(self) -> bool:
        """Whether plain mode was chosen and remembered."""
        return self.files.exists(self.plain_mode_file)

    @telling()
    def remember_plain_mode(self, on: bool) -> None:
        """Remember whether plain mode is wanted; only where answers are kept."""
        if not on:
            self.files.remove(self.plain_mode_file)
        elif self.keeping is not Keeping.NOTHING:
            self.files.put(self.plain_mode_file, b"")

    # One file in

    def write(
        self, folder: Path, value: Record | Draft, write: Callable[[Path, bytes], None]
    ) -> Path:
        """Write a value, locked or plain, as answers are kept; returns where it is."""
        data = codec.encode(value)
        path = folder / name_of(value)
        recipient = self._recipient_to_write()
        if recipient is None:
            write(path, data)
            return path
        write(twin(path), self.vault.seal(data, recipient))
        return twin(path)

    def _recipient(self) -> str | None:
        try:
            return self.files.read(self.recipient_file).decode("ascii", "replace").strip()
        except FileNotFoundError:
            return None

    def _recipient_to_write(self) -> str | None:
        """Whom to lock for; None where answers are kept plain."""
        recipient = self._recipient()
        if recipient is None and self.files.exists(self.identity_file) and self.any_sealed():
            raise self._no_recipient()
        return recipient

    def require_ready(self) -> None:
        """Refuse to write where the home is gone, or the key of a locked one."""
        keeping = self.keeping
        if keeping is Keeping.NOTHING:
            raise FitcheckError("store.gone", home=self.home)
        if keeping is Keeping.LOCKED and self._recipient() is None:
            raise self._no_recipient()

    def _no_recipient(self) -> FitcheckError:
        return FitcheckError("lock.no-recipient", path=self.recipient_file)

    # One file out

    def open_file(self, path: Path) -> bytes:
        """What a file holds, unlocked where it is locked."""
        data = self.files.read(path)
        if path.suffix != SEALED:
            return data
        if self.key is None:
            raise LockedError
        return self.vault.unseal(data, self.key)

    def content(self, folder: Path) -> Iterator[Path]:
        """The files of a folder, but for unfinished ones and those of file managers."""
        for name in self.files.list(folder):
            if not name.startswith(".") and name not in _NOT_CONTENT:
                yield folder / name

    def entries(self, folder: Path) -> Iterator[Entry]:
        """The files of a folder that have a name of ours; opens nothing."""
        for path in self.content(folder):
            entry = entry_of(path)
            if entry is not None:
                yield entry

    def move_aside(self, path: Path) -> Path:
        """Move a file to the folder of what was set aside; returns where it is."""
        place = self.free_place(path.name)
        self.files.replace(path, place)
        return place

    def free_place(self, name: str) -> Path:
        """A name in that folder that nothing has yet."""
        self.files.make_folder(self.aside_folder)
        place = self.aside_folder / name
        number = 2
        while self.files.exists(place):
            place = self.aside_folder / f"{number}-{name}"
            number += 1
        return place
