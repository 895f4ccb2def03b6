"""What is kept: records and drafts, written once, whole or not at all, and read together.

Whatever the file system refuses is raised as it comes, an OSError that names the file;
`files.explain` makes of it what a person can be told.
"""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from pathlib import Path
from typing import Self

import msgspec
from msgspec.structs import replace as changed

from fitcheck.env import new_id, utc_now
from fitcheck.errors import ExitCode, FitcheckError
from fitcheck.questions.model import Value
from fitcheck.store import codec
from fitcheck.store.collection import (
    BadFile,
    Collection,
    Seen,
    Why,
    describe_bad,
    foreign,
    put_together,
)
from fitcheck.store.encryption import Key, Vault
from fitcheck.store.filenames import (
    SEALED,
    FileName,
    name_for,
    parse_name,
    parse_path,
    renamed,
    sealed_or_plain,
)
from fitcheck.store.files import MOST
from fitcheck.store.folder import Folder
from fitcheck.store.records import CheckIn, Draft, Kept, Record, key_of, unread
from fitcheck.texts import local_day

HELD = 32
"""Check-ins that are held whole once they were looked at; a list shows a dozen of one therapist."""

_SEALING = 64 << 10
"""Bytes that locking adds at most."""


class Keeping(StrEnum):
    """How answers are kept, read from what exists."""

    NOTHING = "nothing"
    """Nothing has been kept here."""
    PLAIN = "plain"
    LOCKED = "locked"


class LockedError(FitcheckError):
    """Reading needs the passphrase, and there is no terminal to ask for it on."""

    exit_code = ExitCode.NO_TERMINAL

    def __init__(self, key: str = "lock.closed") -> None:
        super().__init__(key)


class DeclinedError(LockedError):
    """The passphrase was asked for, and not given."""

    exit_code = ExitCode.FAILED

    def __init__(self) -> None:
        super().__init__("lock.declined")


class Imported(Value, frozen=True):
    """What came of an import."""

    added: tuple[Record, ...] = ()
    same: tuple[Record, ...] = ()
    """Were here already, and are the same."""
    different: tuple[Record, ...] = ()
    """Were here already with other content, which was left as it is."""


class Store(msgspec.Struct, frozen=True):
    """All that a person keeps, plain or locked, in one folder."""

    folder: Folder
    vault: Vault = msgspec.field(default_factory=Vault)
    key: Key | None = None
    """Opens what is locked; None: only saving and names."""
    wrapped: bytes = b""
    """The key under its passphrase, as it was when it was opened."""
    now: Callable[[], datetime] = utc_now
    new_id: Callable[[], str] = new_id

    # Beginning and opening

    @property
    def home(self) -> Path:
        """The folder where everything is kept."""
        return self.folder.home

    @property
    def keeping(self) -> Keeping:
        """How answers are kept here, read from what exists."""
        exists = self.folder.files.exists
        if exists(self.folder.recipient) or self.folder.any_sealed():
            return Keeping.LOCKED
        if exists(self.folder.records) or exists(self.folder.drafts):
            return Keeping.PLAIN
        return Keeping.NOTHING

    @property
    def is_readable(self) -> bool:
        """Whether nothing has to be unlocked before it can be read."""
        return self.key is not None or self.keeping is not Keeping.LOCKED

    @property
    def needed_key(self) -> Key:
        """The key, for what cannot be done without it; LockedError where there is none."""
        if self.key is None:
            raise LockedError
        return self.key

    def begin(self) -> None:
        """Make the folders, so that answers are kept from now on."""
        self.folder.begin()

    def begin_locked(self, passphrase: str) -> Self:
        """Make a key and the folders, so that answers are kept locked from now on.

        Where there is a key, it is opened instead. For whoever holds the home alone;
        `locking.lock` does.
        """
        locked = self.keeping is Keeping.LOCKED
        # The key before the folders: a crash in between must not look like a plain home.
        opened = self.opened(passphrase) if locked else self._with_new_key(passphrase)
        self.begin()
        return opened

    def _with_new_key(self, passphrase: str) -> Self:
        key = self.vault.new_key()
        wrapped = self.vault.wrap(key, passphrase)
        files, identity = self.folder.files, self.folder.identity
        if files.exists(identity):
            # Left by a crash, or by an unlocking: nothing here needs it, a copy might.
            self.folder.move_aside(identity)
        files.publish(identity, wrapped)
        files.publish(self.folder.recipient, f"{key.recipient}\n".encode())
        return changed(self, key=key, wrapped=wrapped)

    def opened(self, passphrase: str) -> Self:
        """The same, able to read what is locked."""
        files, identity = self.folder.files, self.folder.identity
        try:
            wrapped = files.read(identity)
        except FileNotFoundError as error:
            raise FitcheckError("lock.no-identity", path=identity) from error
        key = self.vault.open(wrapped, passphrase)
        recipient = self._recipient()
        # Lost or changed: what is locked for any other key could never be read here. But
        # where nothing is locked any more, another program has just unlocked it.
        if recipient != key.recipient and (recipient is not None or self.folder.any_sealed()):
            files.put(self.folder.recipient, f"{key.recipient}\n".encode())
            if recipient:
                self.folder.notify(
                    FitcheckError("lock.recipient-changed", path=self.folder.recipient)
                )
        return changed(self, key=key, wrapped=wrapped)

    @property
    def plain_mode(self) -> bool:
        """Whether plain mode was chosen and remembered."""
        return self.folder.files.exists(self.folder.plain_mode)

    def remember_plain_mode(self, on: bool) -> None:
        """Remember whether plain mode is wanted; only where answers are kept."""
        if not on:
            self.folder.files.remove(self.folder.plain_mode)
        elif self.keeping is not Keeping.NOTHING:
            self.folder.files.put(self.folder.plain_mode, b"")

    def keep_log(self, text: str) -> Path | None:
        """Keep where a bug came up, and say where that is; None where nothing is kept."""
        if self.keeping is Keeping.NOTHING:
            return None
        self.folder.files.put(self.folder.log, text.encode())
        return self.folder.log

    # Writing

    def save(self, record: Record) -> Path:
        """Keep a record; when this returns it is on the disk, and it is never overwritten."""
        with self.folder.hold():
            self._require_ready()
            path = self._taken().get(key_of(record))
            if path is None:
                return self._publish(record)
            if not self._holds(path, record):
                raise FitcheckError("store.taken", path=path)
            return path

    def _taken(self) -> dict[tuple[str, str], Path]:
        return {name.key: name.path for name in self.folder.names(self.folder.records)}

    def _holds(self, path: Path, record: Record) -> bool:
        with suppress(LockedError):
            seen = self.look_at(path)
            return isinstance(seen, Seen) and seen.value == record
        return False

    def _publish(self, record: Record) -> Path:
        folder = self.folder
        # Sync tools drop empty folders.
        folder.make(folder.records)
        try:
            return self._write(folder.records, record, folder.files.publish)
        except FileExistsError as error:
            path = Path(error.filename2 or error.filename)
            raise FitcheckError("store.taken", path=path) from error

    def write_draft(self, draft: Draft) -> Path:
        """Keep a check-in that is under way, in place of how it stood before."""
        folder, files = self.folder, self.folder.files
        plain = folder.drafts / name_for(draft)
        with folder.hold():
            if not (files.exists(plain) or files.exists(sealed_or_plain(plain))):
                # Only once in a sitting: it looks through all names.
                self._require_ready()
                folder.make(folder.drafts)
            path = self._write(folder.drafts, draft, files.put)
            # Without this a power cut could bring back the draft of some answers ago.
            files.sync_folder(folder.drafts)
            if files.exists(sealed_or_plain(path)):
                files.remove(sealed_or_plain(path))
            return path

    def finish(self, check_in: CheckIn) -> Path:
        """Keep a finished check-in, then remove its draft."""
        path = self.save(check_in)
        # The check-in is kept, and that is what counts: a draft that cannot be removed
        # now is dropped by the next `drafts`.
        with suppress(FitcheckError, OSError):
            self.remove_draft(check_in.id)
        return path

    def add(self, records: Iterable[Record]) -> Imported:
        """Keep records from elsewhere; nothing that is here is overwritten."""
        added: list[Record] = []
        same: list[Record] = []
        different: list[Record] = []
        with self.folder.hold():
            self._require_ready()
            taken = self._taken()
            for record in records:
                key = key_of(record)
                if key not in taken:
                    taken[key] = self._publish(record)
                    added.append(record)
                else:
                    (same if self._holds(taken[key], record) else different).append(record)
        return Imported(added=tuple(added), same=tuple(same), different=tuple(different))

    def _write(self, folder: Path, value: Kept, write: Callable[[Path, bytes], None]) -> Path:
        """Write a value, locked or plain, as answers are kept; returns where it is."""
        codec.require_time(value)
        data = codec.encode(value)
        path = folder / name_for(value)
        if len(data) > MOST - _SEALING:
            raise FitcheckError("store.too-long", path=path)
        recipient = self._recipient_to_use()
        if recipient is not None:
            path, data = sealed_or_plain(path), self.vault.seal(data, recipient)
        elif self.folder.files.exists(self.folder.identity) and self.folder.any_sealed():
            raise self._no_recipient()
        write(path, data)
        return path

    def _recipient_to_use(self) -> str | None:
        """Whom to lock for: while the key is open, never whom a file names."""
        recipient = self._recipient()
        if recipient is None or self.key is None or recipient == self.key.recipient:
            return recipient
        # Either somebody put another key there, or all was unlocked and locked anew since.
        if self.folder.files.read(self.folder.identity) != self.wrapped:
            raise FitcheckError("lock.other-lock")
        return self.key.recipient

    def _recipient(self) -> str | None:
        try:
            data = self.folder.files.read(self.folder.recipient)
        except FileNotFoundError:
            return None
        return data.decode("ascii", "replace").strip()

    def _require_ready(self) -> None:
        """Refuse to write where the home is gone, or the key of a locked one."""
        keeping = self.keeping
        if keeping is Keeping.NOTHING:
            raise FitcheckError("store.gone", home=self.home)
        if keeping is Keeping.LOCKED and self._recipient() is None:
            raise self._no_recipient()

    def _no_recipient(self) -> FitcheckError:
        return FitcheckError("lock.no-recipient", path=self.folder.recipient)

    # Reading

    def listing(self, *kinds: str) -> tuple[FileName, ...]:
        """All records, or those of some kinds, as their names tell, oldest first; opens nothing."""
        names = self.folder.names(self.folder.records)
        return _by_time(name for name in names if not kinds or name.kind in kinds)

    def records(self, *kinds: str) -> Collection:
        """All records, or those of some kinds, put together.

        What cannot be read is named and stops nothing; the answers of a check-in are read
        when they are looked at.
        """
        found: dict[tuple[str, str], Kept] = {}
        bad: list[BadFile] = []
        uncertain: list[Path] = []
        folder = self.folder.records
        kept_files = self.folder.kept_files
        named = (name.path for name in self.listing(*kinds)) if kinds else kept_files(folder)
        for path in named:
            seen = self._read_head(parse_name(folder, path.name), path) or self.look_at(path)
            if isinstance(seen, BadFile):
                bad.append(seen)
            elif seen is not None:
                found.setdefault(key_of(seen.value), seen.value)
                if not seen.certain:
                    uncertain.append(path)
        together = put_together(found.values(), bad, uncertain)
        return together if together.check_ins or kinds else changed(together, paused=self.paused)

    def each_record(self) -> Iterator[Record]:
        """Every record that can be read, whole and as it was written, one after the other."""
        told: set[tuple[str, str]] = set()
        for path in self.folder.kept_files(self.folder.records):
            seen = self.look_at(path)
            if not isinstance(seen, Seen) or isinstance(seen.value, Draft):
                continue
            if key_of(seen.value) not in told:
                told.add(key_of(seen.value))
                yield seen.value

    def _read_head(self, name: FileName | None, path: Path) -> Seen | None:
        """A check-in that is read when it is looked at; None where that is not enough."""
        if name is None or name.kind != "check-in":
            return None
        with suppress(OSError, FitcheckError):
            head = codec.decode_head(self.read(path))
            if head is not None and head.id == name.id:
                return Seen(value=unread(head, partial(_read_check_in, self, path)))
        return None

    def look_at(self, path: Path) -> Seen | BadFile | None:
        """What a file among the records or the drafts holds, or what is the matter with it.

        Also where another program locks or unlocks it meanwhile; None where it is gone.
        """
        for place in (path, sealed_or_plain(path)):
            with suppress(FileNotFoundError):
                return self._look_at(place)
        return None

    def _look_at(self, path: Path) -> Seen | BadFile:
        name, among_drafts = parse_path(path), path.parent == self.folder.drafts
        if name is None or (name.kind == "draft") != among_drafts:
            return foreign(path, "store.foreign-draft" if among_drafts else "store.foreign-name")
        try:
            data = self.read(path)
            value = codec.decode(data)
        except (LockedError, FileNotFoundError):
            raise
        except (FitcheckError, OSError) as error:
            return describe_bad(path, error)
        if isinstance(value, Draft):
            # Its name tells its id, because claiming only renames.
            value = changed(value, id=name.id)
        if key_of(value) != name.key:
            return foreign(path, "store.name-of-another")
        return Seen(value=value, certain=codec.is_certain(data))

    def read(self, path: Path) -> bytes:
        """What a file holds, unlocked where it is locked."""
        data = self.folder.files.read(path)
        if path.suffix != SEALED:
            return data
        return self.vault.unseal(data, self.needed_key)

    # Drafts

    def drafts(self) -> tuple[FileName, ...]:
        """The check-ins one could go on with, oldest first; opens nothing.

        One that was finished, and stayed because of a crash, is dropped for good.
        """
        names = self.folder.names
        finished = {name.id for name in names(self.folder.records) if name.kind == "check-in"}
        found = [name for name in names(self.folder.drafts) if name.kind == "draft"]
        for name in found:
            if name.id in finished:
                with suppress(OSError):
                    self.folder.files.remove(name.path)
        return _by_time(name for name in found if name.id not in finished)

    @property
    def paused(self) -> date | None:
        """The day of the check-in that was paused last."""
        drafts = self.drafts()
        return local_day(drafts[-1].at) if drafts else None

    def draft(self, id: str) -> Draft:
        """A draft as it stands, without going on with it."""
        return self._read_draft(self._name_of_draft(id))[0]

    def claim_draft(self, id: str) -> Draft:
        """Take a draft over, under a new id; only one program can.

        The program that had it before may still run: it goes on under the old id, so
        both survive, and neither finishes as the other.
        """
        with self.folder.hold():
            name = self._name_of_draft(id)
            _, certain = self._read_draft(name)
            claimed = renamed(name, self.new_id())
            try:
                self.folder.files.replace(name.path, claimed.path)
            except FileNotFoundError as error:
                raise FitcheckError("store.no-draft", id=id) from error
        draft, _ = self._read_draft(claimed)
        # With its new id, and locked where a locking that broke off had left it plain.
        path = self.write_draft(draft)
        if not certain:
            self.folder.notify(FitcheckError("store.uncertain-draft", path=path))
        return draft

    def remove_draft(self, id: str) -> None:
        """Remove a draft; one that is gone already is fine."""
        with self.folder.hold():
            for name in self._names_of_draft(id):
                self.folder.files.remove(name.path)

    def set_aside_draft(self, id: str) -> Path:
        """Put a draft out of the way, unread and unchanged; returns where it is now."""
        with self.folder.hold():
            return self.folder.move_aside(self._name_of_draft(id).path)

    def _names_of_draft(self, id: str) -> list[FileName]:
        return [name for name in self.folder.names(self.folder.drafts) if name.id == id]

    def _name_of_draft(self, id: str) -> FileName:
        found = self._names_of_draft(id)
        if not found:
            raise FitcheckError("store.no-draft", id=id)
        return found[-1]

    def _read_draft(self, name: FileName) -> tuple[Draft, bool]:
        """The draft in a file, and whether it is as it was written."""
        match seen := self.look_at(name.path):
            case Seen(value=Draft() as draft):
                return draft, seen.certain
            case BadFile(why=Why.UNREADABLE):
                raise seen.cause
            case BadFile():
                key = "store.newer-draft" if seen.why is Why.NEWER else "store.stuck-draft"
                raise FitcheckError(key, path=name.path, cause=seen.cause)
        raise FitcheckError("store.no-draft", id=name.id)


@lru_cache(maxsize=HELD)
def _read_check_in(store: Store, path: Path) -> CheckIn:
    """A check-in of which only the head was read before."""
    match seen := store.look_at(path):
        case Seen(value=CheckIn() as check_in):
            return check_in
        case BadFile():
            raise seen.cause
    raise FileNotFoundError(errno.ENOENT, "gone", str(path))


def _by_time(names: Iterable[FileName]) -> tuple[FileName, ...]:
    """The names in order of time; of a locked and a plain one of a record one is enough."""
    # The locked one of a draft is newer, and sorts later.
    found = {name.key: name for name in names}
    return tuple(sorted(found.values(), key=lambda name: (name.at, name.id)))
