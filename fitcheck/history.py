"""Records and drafts on disk: written once, whole or not at all, and put together on reading.

A file appears whole under its name, and names never clash, so that reading and writing
need no agreement between programs. Only what turns everything, locking and unlocking,
is done alone.
"""

import gc
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from fitcheck import portable
from fitcheck.env import new_id
from fitcheck.errors import FitcheckError
from fitcheck.files import BUSY, PART, Check, Files, told
from fitcheck.portable import NewerError, NotOursError
from fitcheck.questions.model import Value
from fitcheck.records import Amendment, CheckIn, Draft, FollowUp, Note, Record
from fitcheck.vault import DamagedError, Key, OtherKeyError, Vault
from fitcheck.words import Form

SEALED = ".age"

_STEM = r"(\d{8}T\d{6}Z)-(check-in|note|follow-up|amendment|draft)-([a-z][a-z0-9]{5})"
_NAME = re.compile(rf"{_STEM}\.json(\.age)?", re.ASCII)
_LIKE_OURS = re.compile(_STEM, re.ASCII)
"""Found also in the copies that sync tools make and name after ours."""

_NOT_CONTENT = frozenset({"desktop.ini", "Thumbs.db"})
"""What file managers leave in a folder; names with a dot in front are theirs, too."""

_PART_AGE = 60.0
"""Seconds after which an unfinished file belongs to no running program."""


class Keeping(StrEnum):
    """How answers are kept, read from what exists."""

    NOTHING = "nothing"
    """Nothing has been kept here."""
    PLAIN = "plain"
    LOCKED = "locked"


class Why(StrEnum):
    """What is the matter with a file."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    OTHER_KEY = "other-key"
    UNREADABLE = "unreadable"


class Trouble(Value, frozen=True):
    """A file that cannot be used; it stops nothing."""

    path: Path
    why: Why
    says: str
    """What is wrong, as a sentence."""


class Entry(Value, frozen=True):
    """What the name of a file tells without opening it."""

    path: Path
    kind: str
    id: str
    at: datetime

    @property
    def sealed(self) -> bool:
        """Whether it is locked."""
        return self.path.suffix == SEALED


class Shelf(Value, frozen=True):
    """All records, put together."""

    check_ins: tuple[CheckIn, ...] = ()
    """Oldest first, with their amendments applied."""
    notes: Mapping[str, Note] = {}
    """The newest note of each check-in, by the id of the check-in."""
    follow_ups: tuple[FollowUp, ...] = ()
    """Oldest first."""
    amendments: tuple[Amendment, ...] = ()
    """Oldest first; each keeps the answer as it was."""
    records: tuple[Record, ...] = ()
    """Everything as it was written, for an export."""
    troubles: tuple[Trouble, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the therapists so far, the latest last."""
        names = [one.therapist for one in self.check_ins if one.form is not Form.LOOKING]
        return tuple(dict.fromkeys(reversed(names)))[::-1]


class Going(Value, frozen=True):
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


class Imported(Value, frozen=True):
    """What came of an import."""

    added: tuple[Record, ...] = ()
    same: tuple[Record, ...] = ()
    """Were here already, and are the same."""
    different: tuple[Record, ...] = ()
    """Were here already with other content, which was left as it is."""


class Place(Value, frozen=True):
    """A place where something is kept, or would be."""

    path: Path
    what: str
    files: int
    """How many files are there now."""


class Health(Value, frozen=True):
    """What a look over all files found."""

    troubles: tuple[Trouble, ...] = ()
    open: tuple[Path, ...] = ()
    """Files and folders that others on this computer may look into."""
    parts: tuple[Path, ...] = ()
    """Unfinished files that a crash left."""
    plain: tuple[Path, ...] = ()
    """Files that are not locked although answers are kept locked; `lock` finishes."""

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend."""
        return not (self.troubles or self.open or self.parts or self.plain)


class LockedError(FitcheckError):
    """Reading needs the passphrase, which was not given."""

    def __init__(self) -> None:
        super().__init__(
            "Your answers are locked, and reading them needs your passphrase.",
            todo="Run this on a terminal, where it can be asked for.",
        )


@contextmanager
def _telling() -> Iterator[None]:
    """Whatever the file system refuses is told as a sentence."""
    try:
        yield
    except OSError as error:
        raise told(error) from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection: records hold no cycles, and looking for them took half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class History:
    """All that a person keeps, in one folder; nothing is made before `begin`."""

    home: Path
    files: Files = field(default_factory=Files)
    vault: Vault = field(default_factory=Vault)
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
    @_telling()
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
            name.endswith(SEALED) and _LIKE_OURS.search(name) is not None
            for folder in (self.record_folder, self.draft_folder)
            for name in self.files.list(folder)
        )

    @_telling()
    def begin(self) -> None:
        """Make the folders, so that answers are kept from now on."""
        for folder in (self.home, self.record_folder, self.draft_folder):
            self.files.make_folder(folder)
        self.files.sync_folder(self.home)

    @_telling()
    def begin_locked(self, passphrase: str) -> "History":
        """Make a key and the folders, so that answers are kept locked from now on.

        Where there is a key, it is opened instead.
        """
        self.files.make_folder(self.home)
        with self.hold(alone=True):
            return self._begin_locked(passphrase)

    def _begin_locked(self, passphrase: str) -> "History":
        locked = self.keeping is Keeping.LOCKED
        # The key before the folders: a crash in between must not look like a plain home.
        opened = self.opened(passphrase) if locked else self._with_new_key(passphrase)
        self.begin()
        return opened

    def _with_new_key(self, passphrase: str) -> "History":
        key = self.vault.new_key()
        wrapped = self.vault.wrap(key, passphrase)
        if self.files.exists(self.identity_file):
            # Left by a crash, or by an unlocking: nothing here needs it, a copy might.
            self.move_aside(self.identity_file)
        self.files.publish(self.identity_file, wrapped)
        self.files.publish(self.recipient_file, f"{key.recipient}\n".encode())
        return replace(self, key=key)

    def _wrap_again(self, passphrase: str) -> None:
        """Put the key under another passphrase; the new file is opened before it counts."""
        key = self.key
        if key is None:
            raise LockedError

        def opens(written: bytes) -> None:
            if self.vault.open(written, passphrase) != key:
                raise FitcheckError("The new key did not open, so the old one was left.")

        self.files.put(self.identity_file, self.vault.wrap(key, passphrase), opens)
        self.files.sync_folder(self.home)

    @contextmanager
    def hold(self, *, alone: bool = False) -> Iterator[None]:
        """Write beside other programs, or alone: while everything is locked or unlocked."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self.files.hold(self.home, alone=alone))
            except FileNotFoundError:
                pass  # no home, so nothing to disturb; what writes will say so
            except BlockingIOError as error:
                raise FitcheckError(
                    "Another program is locking or unlocking your answers at this moment.",
                    todo="Wait until it is done, then try again; nothing was changed here.",
                ) from error
            yield

    @_telling()
    def opened(self, passphrase: str) -> "History":
        """The same history, able to read what is locked."""
        try:
            wrapped = self.files.read(self.identity_file)
        except FileNotFoundError as error:
            raise FitcheckError(
                f"Your answers are locked, and the key {self.identity_file} is not there.",
                todo="Bring it back from a copy or from the computer where you chose the "
                "passphrase. Nothing was changed.",
            ) from error
        key = self.vault.open(wrapped, passphrase)
        recipient = self._recipient()
        # Lost or changed: what is locked for any other key could never be read here. But
        # where nothing is locked any more, another program has just unlocked it.
        if recipient != key.recipient and (recipient is not None or self.any_sealed()):
            self.files.put(self.recipient_file, f"{key.recipient}\n".encode())
        return replace(self, key=key)

    @property
    @_telling()
    def plain_mode(self) -> bool:
        """Whether plain mode was chosen and remembered."""
        return self.files.exists(self.plain_mode_file)

    @_telling()
    def remember_plain_mode(self, on: bool) -> None:
        """Remember whether plain mode is wanted; only where answers are kept."""
        if not on:
            self.files.remove(self.plain_mode_file)
        elif self.keeping is not Keeping.NOTHING:
            self.files.put(self.plain_mode_file, b"")

    # Writing

    @_telling()
    def save(self, record: Record) -> Path:
        """Keep a record; when this returns it is on the disk, and it is never overwritten."""
        with self.hold():
            self.require_ready()
            for entry in self.entries(self.record_folder):
                if (entry.kind, entry.id) == (_kind(record), record.id):
                    if self._holds(entry.path, record):
                        return entry.path
                    raise _taken(entry.path)
            return self._store(record)

    def _holds(self, path: Path, record: Record) -> bool:
        try:
            return self.look(path) == record
        except LockedError:
            return False

    def _store(self, record: Record) -> Path:
        # Sync tools drop empty folders.
        self.files.make_folder(self.record_folder)
        try:
            return self._write(self.record_folder, record, self.files.publish)
        except FileExistsError as error:
            raise _taken(Path(error.filename2 or error.filename)) from error

    @_telling()
    def write_draft(self, draft: Draft) -> Path:
        """Keep a check-in that is under way, in place of how it stood before."""
        with self.hold():
            return self._write_draft(draft)

    def _write_draft(self, draft: Draft) -> Path:
        plain = self.draft_folder / f"{_stem(draft)}.json"
        if not any(self.files.exists(one) for one in (plain, _twin(plain))):
            # Only once in a sitting: it looks through all names.
            self.require_ready()
            self.files.make_folder(self.draft_folder)
        path = self._write(self.draft_folder, draft, self.files.put)
        if self.files.exists(_twin(path)):
            self.files.remove(_twin(path))
        return path

    def finish(self, record: CheckIn) -> Path:
        """Keep a finished check-in, then remove its draft."""
        path = self.save(record)
        # The check-in is kept, and that is what counts: a draft that cannot be removed
        # now is dropped by the next `drafts`.
        with suppress(FitcheckError):
            self.remove_draft(record.id)
        return path

    def _write(
        self, folder: Path, value: Record | Draft, write: Callable[[Path, bytes], None]
    ) -> Path:
        """Write locked or plain, as answers are kept."""
        data = portable.encode(value)
        path = folder / f"{_stem(value)}.json"
        recipient = self._recipient_to_write()
        if recipient is None:
            write(path, data)
            return path
        write(_twin(path), self.vault.seal(data, recipient))
        return _twin(path)

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
            raise FitcheckError(
                f"Nothing is kept in {self.home} any more, so nothing was written.",
                todo="Was a disk taken out or a folder moved? Bring it back, then try again.",
            )
        if keeping is Keeping.LOCKED and self._recipient() is None:
            raise self._no_recipient()

    def _no_recipient(self) -> FitcheckError:
        return FitcheckError(
            f"Your answers are locked, but {self.recipient_file} is missing, so nothing "
            "was written.",
            todo="Open your answers once, with `fitcheck history`: that mends it.",
        )

    # Reading

    @_telling()
    def listing(self) -> tuple[Entry, ...]:
        """All records as far as their names tell, oldest first; opens nothing."""
        found = {(entry.kind, entry.id): entry for entry in self.entries(self.record_folder)}
        return tuple(sorted(found.values(), key=lambda entry: (entry.at, entry.id)))

    @_telling()
    def records(self) -> Shelf:
        """All records, put together; what cannot be read is named and stops nothing."""
        found: dict[tuple[str, str], Record] = {}
        troubles: list[Trouble] = []
        with _uncollected():
            for path in self.content(self.record_folder):
                seen = self._look_again(path)
                if isinstance(seen, Trouble):
                    troubles.append(seen)
                elif seen is not None:
                    found.setdefault((_kind(seen), seen.id), seen)
            return put_together(found.values(), troubles)

    def _look_again(self, path: Path) -> Record | Trouble | None:
        """What is in a file, also where another program locks or unlocks it meanwhile."""
        for name in (path, _twin(path)):
            with suppress(FileNotFoundError):
                return self.look(name)
        return None

    def entries(self, folder: Path) -> Iterator[Entry]:
        """The files of a folder that have a name of ours; opens nothing."""
        for path in self.content(folder):
            entry = _entry(path)
            if entry is not None:
                yield entry

    def content(self, folder: Path) -> Iterator[Path]:
        """The files of a folder, but for unfinished ones and those of file managers."""
        for name in self.files.list(folder):
            if not name.startswith(".") and name not in _NOT_CONTENT:
                yield folder / name

    def look(self, path: Path) -> Record | Trouble:
        """The record in a file, or what is the matter with it."""
        entry = _entry(path)
        if entry is None:
            return _foreign(path, "It does not have a name that fitcheck gives.")
        try:
            record = portable.decode(self.open_file(path))
        except (LockedError, FileNotFoundError):
            raise
        except (FitcheckError, OSError) as error:
            return _trouble(path, error)
        if (_kind(record), record.id) != (entry.kind, entry.id):
            return _foreign(path, "Its name is that of another record.")
        return record

    def open_file(self, path: Path) -> bytes:
        """What a file holds, unlocked where it is locked."""
        data = self.files.read(path)
        if path.suffix != SEALED:
            return data
        if self.key is None:
            raise LockedError
        return self.vault.unseal(data, self.key)

    @_telling()
    def add(self, records: Iterable[Record]) -> Imported:
        """Keep records from elsewhere; nothing that is here is overwritten."""
        with self.hold():
            self.require_ready()
            return self._add(records)

    def _add(self, records: Iterable[Record]) -> Imported:
        taken = {(entry.kind, entry.id) for entry in self.entries(self.record_folder)}
        here = {(_kind(one), one.id): one for one in self.records().records} if taken else {}
        added: list[Record] = []
        same: list[Record] = []
        different: list[Record] = []
        for record in records:
            name = (_kind(record), record.id)
            if name not in taken:
                self._store(record)
                taken.add(name)
                here[name] = record
                added.append(record)
            elif here.get(name) == record:
                same.append(record)
            else:
                different.append(record)
        return Imported(added=tuple(added), same=tuple(same), different=tuple(different))

    # Drafts

    @_telling()
    def drafts(self) -> tuple[Entry, ...]:
        """The check-ins one could go on with, oldest first; opens nothing.

        One that was finished, and stayed because of a crash, is dropped for good.
        """
        finished = {
            entry.id for entry in self.entries(self.record_folder) if entry.kind == "check-in"
        }
        found: dict[str, Entry] = {}
        for entry in self.entries(self.draft_folder):
            if entry.kind != "draft":
                continue
            if entry.id not in finished:
                # Of two twins the locked one is newer, and sorts later.
                found[entry.id] = entry
                continue
            with suppress(OSError):
                self.files.remove(entry.path)
        return tuple(sorted(found.values(), key=lambda entry: (entry.at, entry.id)))

    @_telling()
    def draft(self, id: str) -> Draft:
        """A draft as it stands, without going on with it."""
        return self._read_draft(self._draft_entry(id))

    @_telling()
    def claim_draft(self, id: str) -> Draft:
        """Take a draft over, under a new id; only one program can.

        The program that had it before may still run: it goes on under the old id, so
        both survive, and neither finishes as the other.
        """
        with self.hold():
            entry = self._draft_entry(id)
            self._read_draft(entry)
            claimed = _renamed(entry, self.new_id())
            try:
                self.files.replace(entry.path, claimed.path)
            except FileNotFoundError as error:
                raise _no_draft(id) from error
            draft = self._read_draft(claimed)
            # With its new id, and locked where a locking that broke off had left it plain.
            self._write_draft(draft)
            return draft

    @_telling()
    def remove_draft(self, id: str) -> None:
        """Remove a draft; one that is gone already is fine."""
        with self.hold():
            for entry in self._drafts_of(id):
                self.files.remove(entry.path)

    @_telling()
    def set_aside_draft(self, id: str) -> Path:
        """Put a draft out of the way, unread and unchanged; returns where it is now."""
        with self.hold():
            return self.move_aside(self._draft_entry(id).path)

    def _drafts_of(self, id: str) -> list[Entry]:
        return [entry for entry in self.entries(self.draft_folder) if entry.id == id]

    def _draft_entry(self, id: str) -> Entry:
        found = self._drafts_of(id)
        if not found:
            raise _no_draft(id)
        return found[-1]

    def _read_draft(self, entry: Entry) -> Draft:
        """The draft in a file; its name tells its id, because claiming only renames."""
        try:
            draft = portable.decode_draft(self.open_file(entry.path))
        except (NotOursError, DamagedError, OtherKeyError, NewerError) as error:
            raise FitcheckError(
                f"The check-in in {entry.path} cannot be gone on with. {error.what}",
                todo=error.todo or "Start a new one; `--fresh` sets this one aside.",
            ) from error
        return msgspec.structs.replace(draft, id=entry.id)

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


@dataclass(frozen=True)
class Upkeep:
    """What is done to many files of a history at once: locking, forgetting, mending."""

    history: History

    # Locking

    @_telling()
    def lock(self, passphrase: str) -> History:
        """Lock everything; returns the history, able to read it.

        A plain file goes only when the locked one was written, read back and opened. A
        crash leaves every id readable, and locking again, with the same passphrase,
        finishes.
        """
        self.history.files.make_folder(self.history.home)
        with self.history.hold(alone=True):
            opened = self.history._begin_locked(passphrase)
            Upkeep(opened)._lock_files()
        return opened

    def _lock_files(self) -> None:
        for path in self._plain():
            self._lock_file(path)
        for part in self._parts():
            if not part.name.removesuffix(PART).rpartition(".")[0].endswith(SEALED):
                self.history.files.remove(part)

    def _lock_file(self, path: Path) -> None:
        key, vault = self.history.key, self.history.vault
        if key is None:
            raise LockedError
        data = self.history.files.read(path)

        def comes_back(written: bytes) -> None:
            if vault.unseal(written, key) != data:
                raise FitcheckError(f"{path} did not come back whole; it was left as it is.")

        self._turn(path, data, vault.seal(data, key.recipient), comes_back)

    @_telling()
    def unlock(self, passphrase: str) -> tuple[Trouble, ...]:
        """Make everything plain again; returns what could not be opened.

        While there is any such file, answers stay locked and the key stays; once
        `mend` has set the damaged ones aside, unlocking again finishes.
        """
        if self.history.keeping is Keeping.NOTHING:
            return ()
        with self.history.hold(alone=True):
            if self.history.keeping is Keeping.LOCKED:
                opened = Upkeep(self.history.opened(passphrase))
                left = opened._unlock_files()
                if left:
                    return left
                self.history.files.remove(self.history.recipient_file)
            if not any(self._needs_key(path) for path in self._everywhere()):
                self.history.files.remove(self.history.identity_file)
        return ()

    def _needs_key(self, path: Path) -> bool:
        # Keys that were set aside are locked by their own passphrase.
        return path.suffix == SEALED and not path.name.endswith(self.history.identity_file.name)

    def _unlock_files(self) -> tuple[Trouble, ...]:
        troubles: list[Trouble] = []
        for path in list(self._everywhere()):
            if not self._needs_key(path):
                continue
            try:
                data = self.history.open_file(path)
            except FitcheckError as error:
                # Damaged ones that were set aside already are in nobody's way.
                if path.parent != self.history.aside_folder and _LIKE_OURS.search(path.name):
                    troubles.append(_trouble(path, error))
                continue
            self._turn(path, data, data)
        return tuple(troubles)

    def _turn(self, path: Path, data: bytes, body: bytes, check: Check | None = None) -> None:
        """Keep the same content under the twin name, then remove the file."""
        files, place = self.history.files, _twin(path)
        if files.exists(place):
            held = self._held(place)
            if held == data:
                return files.remove(path)
            if held is None:
                self.history.move_aside(place)
            else:
                # Two that differ, from two computers or after a crash: keep both.
                place = self.history.free_place(place.name)
        files.publish(place, body, check)
        return files.remove(path)

    @_telling()
    def change_passphrase(self, old: str, new: str) -> History:
        """Put the key under a new passphrase; the files stay as they are.

        Copies of identity.age made before still open with the old one.
        """
        opened = self.history.opened(old)
        with self.history.hold(alone=True):
            opened._wrap_again(new)
        return opened

    # Forgetting

    @_telling()
    def of_check_ins(self, ids: Iterable[str]) -> Going:
        """What belongs to these check-ins: their records and drafts, wherever they lie."""
        wanted = set(ids)
        going: list[tuple[str, Path]] = []
        beyond: list[Path] = []
        for path in self._everywhere():
            held = self._content(path)
            kind, named = _named(path) if held is None else (_kind(held), held.id)
            if named in wanted or (held is not None and _belongs_to(held) in wanted):
                going.append((kind, path))
            elif held is None:
                beyond.append(path)
        gone = wanted | {_named(path)[1] for _, path in going}
        going += [("part", path) for path in self._parts() if _named(path)[1] in gone]
        return Going(
            files=tuple(path for kind, path in going if kind != "check-in"),
            last=tuple(path for kind, path in going if kind == "check-in"),
            kinds=Counter(kind for kind, _ in going if kind != "part"),
            beyond=tuple(beyond),
        )

    @_telling()
    def of_therapist(self, label: str) -> Going:
        """What belongs to all check-ins with this label, upper and lower case alike."""
        held = [self._content(path) for path in self._everywhere()]
        return self.of_check_ins(
            one.id
            for one in held
            if isinstance(one, CheckIn | Draft) and one.therapist.casefold() == label.casefold()
        )

    @_telling()
    def of_everything(self) -> Going:
        """Everything that fitcheck made in its folder; needs no passphrase.

        The key goes first, so that what is locked is gone even where a crash stops the rest.
        """
        history = self.history
        ours = [path for path in self._everywhere() if self._is_ours(path)]
        single = (
            *(history.identity_file, history.recipient_file),
            *(history.plain_mode_file, history.log_file),
        )
        return Going(
            files=(*filter(history.files.exists, single), *ours, *self._parts()),
            kinds=Counter(_named(path)[0] for path in ours),
            beyond=tuple(path for path in self._everywhere() if path not in set(ours)),
            folders=(*history.folders, history.home),
        )

    @_telling()
    def forget(self, going: Going) -> tuple[Path, ...]:
        """Remove these files; returns them. What cannot be removed does not keep the rest."""
        with self.history.hold():
            failed = self._remove_all(going.files) or self._remove_all(going.last)
        if going.folders:
            # Windows removes no file that is still held.
            self.history.files.remove(self.history.home / BUSY)
        for folder in going.folders:
            self.history.files.remove_folder(folder)
        everything = (*going.files, *going.last)
        if failed:
            left = sum(1 for path in everything if self.history.files.exists(path))
            first = told(failed[0])
            raise FitcheckError(
                f"{left} of {len(everything)} files are still there. {first.what}", todo=first.todo
            )
        return everything

    def _remove_all(self, paths: Iterable[Path]) -> list[OSError]:
        failed: list[OSError] = []
        for path in paths:
            try:
                self.history.files.remove(path)
            except OSError as error:
                failed.append(error)
        return failed

    # Looking after

    @_telling()
    def where(self) -> tuple[Place, ...]:
        """All places where something is kept, or would be."""
        history = self.history
        singles = {
            history.identity_file: "your key, under your passphrase",
            history.recipient_file: "the public half of the key, which only locks",
            history.plain_mode_file: "the choice of plain text",
            history.log_file: "where in the program a bug came up, without any of your words",
        }
        folders = {
            history.record_folder: "check-ins, notes, and what came of topics",
            history.draft_folder: "check-ins under way; leave them out of syncing",
            history.aside_folder: "what was set aside: damaged files, and drafts",
        }
        return (
            *(Place(path=one, what=what, files=self._count(one)) for one, what in folders.items()),
            *(
                Place(path=one, what=what, files=int(history.files.exists(one)))
                for one, what in singles.items()
            ),
        )

    def _count(self, folder: Path) -> int:
        return sum(1 for _ in self.history.content(folder))

    @_telling()
    def check(self) -> Health:
        """Look at every file and change nothing."""
        history = self.history
        drafts = (self._draft_trouble(path) for path in history.content(history.draft_folder))
        locked = history.keeping is Keeping.LOCKED
        old = history.now().timestamp() - _PART_AGE
        return Health(
            troubles=(*history.records().troubles, *filter(None, drafts)),
            open=tuple(path for path in self._ours_to_close() if history.files.is_open(path)),
            parts=tuple(part for part in self._parts() if history.files.changed(part) < old),
            plain=tuple(self._plain()) if locked else (),
        )

    def _draft_trouble(self, path: Path) -> Trouble | None:
        entry = _entry(path)
        if entry is None or entry.kind != "draft":
            return _foreign(path, "It does not have a name that fitcheck gives a draft.")
        try:
            portable.decode_draft(self.history.open_file(path))
        except LockedError:
            raise
        except (FitcheckError, OSError) as error:
            return _trouble(path, error)
        return None

    def _ours_to_close(self) -> Iterator[Path]:
        history = self.history
        for folder in history.folders:
            if history.files.exists(folder):
                yield folder
        for single in (history.identity_file, history.log_file):
            if history.files.exists(single):
                yield single
        yield from self._everywhere()

    @_telling()
    def mend(self, health: Health) -> tuple[Path, ...]:
        """Set damaged and foreign files aside, close what is open, clear leftovers.

        Returns where the files are that were set aside. Newer ones, and those for another
        key, are left alone: they are whole for somebody.
        """
        files = self.history.files
        with self.history.hold():
            for path in health.open:
                files.close(path)
            for part in health.parts:
                files.remove(part)
            return tuple(
                self.history.move_aside(trouble.path)
                for trouble in health.troubles
                if trouble.why in (Why.DAMAGED, Why.FOREIGN)
            )

    # All files

    def _everywhere(self) -> Iterator[Path]:
        for folder in self.history.folders:
            yield from self.history.content(folder)

    def _parts(self) -> tuple[Path, ...]:
        """All unfinished files."""
        return tuple(
            folder / name
            for folder in (self.history.home, *self.history.folders)
            for name in self.history.files.list(folder)
            if name.startswith(".") and name.endswith(PART)
        )

    def _plain(self) -> tuple[Path, ...]:
        """What `lock` has to lock."""
        return tuple(
            path for path in self._everywhere() if path.suffix != SEALED and self._is_ours(path)
        )

    def _is_ours(self, path: Path) -> bool:
        """Whether fitcheck wrote it, or a tool copied what fitcheck wrote."""
        if path.parent == self.history.aside_folder or _LIKE_OURS.search(path.name):
            return True
        return path.suffix != SEALED and self._content(path) is not None

    def _content(self, path: Path) -> Record | Draft | None:
        """What a file holds, whatever its name; None where it cannot be read."""
        data = self._held(path)
        if data is None:
            return None
        for decode in (portable.decode, portable.decode_draft):
            with suppress(NotOursError, NewerError):
                return decode(data)
        return None

    def _held(self, path: Path) -> bytes | None:
        try:
            return self.history.open_file(path)
        except (DamagedError, OtherKeyError, FileNotFoundError):
            return None


def put_together(records: Iterable[Record], troubles: Iterable[Trouble] = ()) -> Shelf:
    """The records as a person looks at them: in order of time, amended, newest notes only."""
    ordered = tuple(sorted(records, key=lambda one: (portable.moment(one), one.id)))
    amendments = tuple(one for one in ordered if isinstance(one, Amendment))
    changes: dict[str, list[Amendment]] = {}
    for amendment in amendments:
        changes.setdefault(amendment.check_in, []).append(amendment)
    return Shelf(
        check_ins=tuple(
            amended(one, changes[one.id]) if one.id in changes else one
            for one in ordered
            if isinstance(one, CheckIn)
        ),
        notes={one.check_in: one for one in ordered if isinstance(one, Note)},
        follow_ups=tuple(one for one in ordered if isinstance(one, FollowUp)),
        amendments=amendments,
        records=ordered,
        troubles=tuple(troubles),
    )


def amended(check_in: CheckIn, changes: Iterable[Amendment]) -> CheckIn:
    """The check-in with its items as they were changed, oldest change first, new ones last."""
    sheet = check_in.sheet
    items = {item.question: item for item in sheet.items}
    scales = dict(sheet.scales)
    for change in changes:
        scales = {**change.scales, **scales}
        # Without its scale an answer cannot be read; it stays among the amendments.
        if change.now.scale in scales:
            items[change.now.question] = change.now
    sheet = msgspec.structs.replace(sheet, items=tuple(items.values()), scales=scales)
    return msgspec.structs.replace(check_in, sheet=sheet)


def _kind(value: Record | Draft) -> str:
    return "draft" if isinstance(value, Draft) else str(value.__struct_config__.tag)


def _stem(value: Record | Draft) -> str:
    return f"{portable.moment(value):%Y%m%dT%H%M%SZ}-{_kind(value)}-{value.id}"


def _entry(path: Path) -> Entry | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    at, kind, id, _ = match.groups()
    try:
        return Entry(path=path, kind=kind, id=id, at=datetime.fromisoformat(at))
    except ValueError:
        return None


def _renamed(entry: Entry, id: str) -> Entry:
    path = entry.path.with_name(entry.path.name.replace(f"-{entry.id}.json", f"-{id}.json"))
    return msgspec.structs.replace(entry, id=id, path=path)


def _twin(path: Path) -> Path:
    """The name the same file has when it is locked, or when it is not."""
    name = path.name
    return path.with_name(name.removesuffix(SEALED) if name.endswith(SEALED) else name + SEALED)


def _named(path: Path) -> tuple[str, str]:
    """The kind and the id in a name, also in that of a copy; `file` and nothing where none."""
    match = _LIKE_OURS.search(path.name)
    return (match[2], match[3]) if match else ("file", "")


def _belongs_to(held: Record | Draft) -> str:
    return held.id if isinstance(held, CheckIn | Draft) else held.check_in


def _foreign(path: Path, says: str) -> Trouble:
    return Trouble(path=path, why=Why.FOREIGN, says=says)


def _trouble(path: Path, error: FitcheckError | OSError) -> Trouble:
    match error:
        case NewerError():
            why = Why.NEWER
        case OtherKeyError():
            why = Why.OTHER_KEY
        case FitcheckError():
            why = Why.DAMAGED
        case _:
            return Trouble(path=path, why=Why.UNREADABLE, says=told(error).what)
    return Trouble(path=path, why=why, says=str(error))


def _taken(path: Path) -> FitcheckError:
    return FitcheckError(
        f"{path} is there already and was left as it is.",
        todo="Look at it with `fitcheck show`; nothing was overwritten.",
    )


def _no_draft(id: str) -> FitcheckError:
    return FitcheckError(
        f"There is no check-in {id} to go on with: it was finished, or another program took it.",
        todo="Start a new one with `fitcheck assess`.",
    )
