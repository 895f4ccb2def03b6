"""Records and drafts on disk: written once, whole or not at all, and put together on reading."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from fitcheck.errors import FitcheckError
from fitcheck.questions.model import Value
from fitcheck.store import codec
from fitcheck.store.codec import NewerError, NotOursError
from fitcheck.store.collection import Shelf, Trouble, foreign, put_together, trouble_of
from fitcheck.store.encryption import DamagedError, OtherKeyError
from fitcheck.store.filenames import Entry, entry_of, kind_of, name_of, renamed, twin
from fitcheck.store.files import telling
from fitcheck.store.folder import Home, LockedError
from fitcheck.store.records import CheckIn, Draft, Record


class Imported(Value, frozen=True):
    """What came of an import."""

    added: tuple[Record, ...] = ()
    same: tuple[Record, ...] = ()
    """Were here already, and are the same."""
    different: tuple[Record, ...] = ()
    """Were here already with other content, which was left as it is."""


class History(Home, frozen=True):
    """All that a person keeps, in one folder."""

    # Writing

    @telling()
    def save(self, record: Record) -> Path:
        """Keep a record; when this returns it is on the disk, and it is never overwritten."""
        with self.hold():
            self.require_ready()
            for entry in self.entries(self.record_folder):
                if (entry.kind, entry.id) == (kind_of(record), record.id):
                    if self._holds(entry.path, record):
                        return entry.path
                    raise FitcheckError("store.taken", path=entry.path)
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
            return self.write(self.record_folder, record, self.files.publish)
        except FileExistsError as error:
            path = Path(error.filename2 or error.filename)
            raise FitcheckError("store.taken", path=path) from error

    @telling()
    def write_draft(self, draft: Draft) -> Path:
        """Keep a check-in that is under way, in place of how it stood before."""
        with self.hold():
            return self._write_draft(draft)

    def _write_draft(self, draft: Draft) -> Path:
        plain = self.draft_folder / name_of(draft)
        if not any(self.files.exists(one) for one in (plain, twin(plain))):
            # Only once in a sitting: it looks through all names.
            self.require_ready()
            self.files.make_folder(self.draft_folder)
        path = self.write(self.draft_folder, draft, self.files.put)
        if self.files.exists(twin(path)):
            self.files.remove(twin(path))
        return path

    def finish(self, record: CheckIn) -> Path:
        """Keep a finished check-in, then remove its draft."""
        path = self.save(record)
        # The check-in is kept, and that is what counts: a draft that cannot be removed
        # now is dropped by the next `drafts`.
        with suppress(FitcheckError):
            self.remove_draft(record.id)
        return path

    # Reading

    @telling()
    def listing(self) -> tuple[Entry, ...]:
        """All records as far as their names tell, oldest first; opens nothing."""
        found = {(entry.kind, entry.id): entry for entry in self.entries(self.record_folder)}
        return tuple(sorted(found.values(), key=lambda entry: (entry.at, entry.id)))

    @telling()
    def records(self) -> Shelf:
        """All records, put together; what cannot be read is named and stops nothing."""
        found: dict[tuple[str, str], Record] = {}
        troubles: list[Trouble] = []
        for path in self.content(self.record_folder):
            seen = self._look_again(path)
            if isinstance(seen, Trouble):
                troubles.append(seen)
            elif seen is not None:
                found.setdefault((kind_of(seen), seen.id), seen)
        return put_together(found.values(), troubles)

    def _look_again(self, path: Path) -> Record | Trouble | None:
        """What is in a file, also where another program locks or unlocks it meanwhile."""
        with suppress(FileNotFoundError):
            return self.look(path)
        with suppress(FileNotFoundError):
            return self.look(twin(path))
        return None

    def look(self, path: Path) -> Record | Trouble:
        """The record in a file, or what is the matter with it."""
        entry = entry_of(path)
        if entry is None:
            return foreign(path, "store.foreign-name")
        try:
            record = codec.decode(self.open_file(path))
        except (LockedError, FileNotFoundError):
            raise
        except (FitcheckError, OSError) as error:
            return trouble_of(path, error)
        if (kind_of(record), record.id) != (entry.kind, entry.id):
            return foreign(path, "store.name-of-another")
        return record

    @telling()
    def add(self, records: Iterable[Record]) -> Imported:
        """Keep records from elsewhere; nothing that is here is overwritten."""
        with self.hold():
            self.require_ready()
            return self._add(records)

    def _add(self, records: Iterable[Record]) -> Imported:
        taken = {(entry.kind, entry.id) for entry in self.entries(self.record_folder)}
        here = {(kind_of(one), one.id): one for one in self.records().records} if taken else {}
        added: list[Record] = []
        same: list[Record] = []
        different: list[Record] = []
        for record in records:
            name = (kind_of(record), record.id)
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

    @telling()
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

    @telling()
    def draft(self, id: str) -> Draft:
        """A draft as it stands, without going on with it."""
        return self._read_draft(self._draft_entry(id))

    @telling()
    def claim_draft(self, id: str) -> Draft:
        """Take a draft over, under a new id; only one program can.

        The program that had it before may still run: it goes on under the old id, so
        both survive, and neither finishes as the other.
        """
        with self.hold():
            entry = self._draft_entry(id)
            self._read_draft(entry)
            claimed = renamed(entry, self.new_id())
            try:
                self.files.replace(entry.path, claimed.path)
            except FileNotFoundError as error:
                raise FitcheckError("store.no-draft", id=id) from error
            draft = self._read_draft(claimed)
            # With its new id, and locked where a locking that broke off had left it plain.
            self._write_draft(draft)
            return draft

    @telling()
    def remove_draft(self, id: str) -> None:
        """Remove a draft; one that is gone already is fine."""
        with self.hold():
            for entry in self._drafts_of(id):
                self.files.remove(entry.path)

    @telling()
    def set_aside_draft(self, id: str) -> Path:
        """Put a draft out of the way, unread and unchanged; returns where it is now."""
        with self.hold():
            return self.move_aside(self._draft_entry(id).path)

    def _drafts_of(self, id: str) -> list[Entry]:
        return [entry for entry in self.entries(self.draft_folder) if entry.id == id]

    def _draft_entry(self, id: str) -> Entry:
        found = self._drafts_of(id)
        if not found:
            raise FitcheckError("store.no-draft", id=id)
        return found[-1]

    def _read_draft(self, entry: Entry) -> Draft:
        """The draft in a file; its name tells its id, because claiming only renames."""
        try:
            draft = codec.decode_draft(self.open_file(entry.path))
        except NewerError as error:
            raise FitcheckError("store.newer-draft", path=entry.path, cause=error) from error
        except (NotOursError, DamagedError, OtherKeyError) as error:
            raise FitcheckError("store.stuck-draft", path=entry.path, cause=error) from error
        return msgspec.structs.replace(draft, id=entry.id)
