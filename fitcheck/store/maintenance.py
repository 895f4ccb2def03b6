"""What is done to many files at once: locking, forgetting, looking after them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import fold_label
from fitcheck.questions.model import Value
from fitcheck.store import codec
from fitcheck.store.codec import NewerError, NotOursError
from fitcheck.store.collection import Trouble, Why, foreign, trouble_of
from fitcheck.store.encryption import DamagedError, OtherKeyError
from fitcheck.store.filenames import SEALED, entry_of, kind_and_id, kind_of, like_ours, twin
from fitcheck.store.files import BUSY, PART, Check, telling, told
from fitcheck.store.folder import Keeping, LockedError
from fitcheck.store.records import CheckIn, Draft, Record
from fitcheck.store.store import History

_PART_AGE = 60.0
"""Seconds after which an unfinished file belongs to no running program."""


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


class Place(Value, frozen=True):
    """A place where something is kept, or would be."""

    path: Path
    name: str
    """What it is for, as a key of the words for places."""
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
        """Whether there is nothing to say."""
        return not (self.troubles or self.open or self.parts or self.plain)

    @property
    def can_mend(self) -> bool:
        """Whether `mend` would do anything."""
        return bool(self.open or self.parts or any(map(_can_mend, self.troubles)))


class Upkeep(msgspec.Struct, frozen=True):
    """What is done to many files of a history at once: locking, forgetting, mending."""

    history: History

    # Locking

    @telling()
    def lock(self, passphrase: str) -> History:
        """Lock everything; returns the history, able to read it.

        A plain file goes only when the locked one was written, read back and opened. A
        crash leaves every id readable, and locking again, with the same passphrase,
        finishes.
        """
        self.history.files.make_folder(self.history.home)
        with self.history.hold(alone=True):
            opened = self.history.turn_locked(passphrase)
            Upkeep(opened)._lock_files()
        return opened

    def _lock_files(self) -> None:
        for path in self.not_locked():
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
                raise FitcheckError("lock.not-whole", path=path)

        self._turn(path, data, vault.seal(data, key.recipient), comes_back)

    @telling()
    def unlock(self, passphrase: str) -> tuple[Trouble, ...]:
        """Make everything plain again; returns what could not be opened.

        While there is any such file, nothing is changed; once `mend` has set the damaged
        ones aside, unlocking again does it.
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
        found: list[tuple[Path, bytes]] = []
        # All are opened before any is turned: half a home in clear must not pass for locked.
        for path in filter(self._needs_key, self._everywhere()):
            try:
                found.append((path, self.history.open_file(path)))
            except FitcheckError as error:
                # Damaged ones that were set aside already are in nobody's way.
                if path.parent != self.history.aside_folder and like_ours(path.name):
                    troubles.append(trouble_of(path, error))
        if not troubles:
            for path, data in found:
                self._turn(path, data, data)
        return tuple(troubles)

    def _turn(self, path: Path, data: bytes, body: bytes, check: Check | None = None) -> None:
        """Keep the same content under the twin name, then remove the file."""
        files, place = self.history.files, twin(path)
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

    @telling()
    def change_passphrase(self, old: str, new: str) -> History:
        """Put the key under a new passphrase; the files stay as they are.

        Copies of identity.age made before still open with the old one.
        """
        opened = self.history.opened(old)
        with self.history.hold(alone=True):
            Upkeep(opened)._wrap_again(new)
        return opened

    def _wrap_again(self, passphrase: str) -> None:
        """Put the key under another passphrase; the new file is opened before it counts."""
        history, key = self.history, self.history.key
        if key is None:
            raise LockedError

        def opens(written: bytes) -> None:
            if history.vault.open(written, passphrase) != key:
                raise FitcheckError("lock.new-key-closed")

        history.files.put(history.identity_file, history.vault.wrap(key, passphrase), opens)
        history.files.sync_folder(history.home)

    # Forgetting

    @telling()
    def of_check_ins(self, ids: Iterable[str]) -> Going:
        """What belongs to these check-ins: their records and drafts, wherever they lie."""
        wanted = set(ids)
        going: list[tuple[str, Path]] = []
        beyond: list[Path] = []
        for path in self._everywhere():
            held = self._content(path)
            kind, named = kind_and_id(path) if held is None else (kind_of(held), held.id)
            if named in wanted or (held is not None and _belongs_to(held) in wanted):
                going.append((kind, path))
            elif held is None:
                beyond.append(path)
        gone = wanted | {kind_and_id(path)[1] for _, path in going}
        going += [("part", path) for path in self._parts() if kind_and_id(path)[1] in gone]
        return Going(
            files=tuple(path for kind, path in going if kind != "check-in"),
            last=tuple(path for kind, path in going if kind == "check-in"),
            kinds=Counter(kind for kind, _ in going if kind != "part"),
            beyond=tuple(beyond),
        )

    @telling()
    def of_therapist(self, label: str) -> Going:
        """What belongs to all check-ins with this label, however it is spelled."""
        wanted = fold_label(label)
        held = [self._content(path) for path in self._everywhere()]
        return self.of_check_ins(
            one.id
            for one in held
            if isinstance(one, CheckIn | Draft) and fold_label(one.therapist) == wanted
        )

    @telling()
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
            kinds=Counter(kind_and_id(path)[0] for path in ours),
            beyond=tuple(path for path in self._everywhere() if path not in set(ours)),
            folders=(*history.folders, history.home),
        )

    @telling()
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
            raise FitcheckError(
                "forget.left", left=left, all=len(everything), cause=told(failed[0])
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

    @telling()
    def where(self) -> tuple[Place, ...]:
        """All places where something is kept, or would be."""
        history = self.history
        singles = {
            history.identity_file: "identity",
            history.recipient_file: "recipient",
            history.plain_mode_file: "plain-mode",
            history.log_file: "log",
        }
        folders = {
            history.record_folder: "records",
            history.draft_folder: "drafts",
            history.aside_folder: "set-aside",
        }
        return (
            *(Place(path=one, name=name, files=self._count(one)) for one, name in folders.items()),
            *(
                Place(path=one, name=name, files=int(history.files.exists(one)))
                for one, name in singles.items()
            ),
        )

    def _count(self, folder: Path) -> int:
        return sum(1 for _ in self.history.content(folder))

    @telling()
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
            plain=tuple(self.not_locked()) if locked else (),
        )

    def _draft_trouble(self, path: Path) -> Trouble | None:
        entry = entry_of(path)
        if entry is None or entry.kind != "draft":
            return foreign(path, "store.foreign-draft")
        try:
            codec.decode_draft(self.history.open_file(path))
        except LockedError:
            raise
        except (FitcheckError, OSError) as error:
            return trouble_of(path, error)
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

    @telling()
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
                for trouble in filter(_can_mend, health.troubles)
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

    @telling()
    def not_locked(self) -> tuple[Path, ...]:
        """What `lock` has to lock; needs no passphrase."""
        return tuple(
            path for path in self._everywhere() if path.suffix != SEALED and self._is_ours(path)
        )

    def _is_ours(self, path: Path) -> bool:
        """Whether fitcheck wrote it, or a tool copied what fitcheck wrote."""
        if path.parent == self.history.aside_folder or like_ours(path.name):
            return True
        return path.suffix != SEALED and self._content(path) is not None

    def _content(self, path: Path) -> Record | Draft | None:
        """What a file holds, whatever its name; None where it cannot be read."""
        data = self._held(path)
        if data is None:
            return None
        for decode in (codec.decode, codec.decode_draft):
            with suppress(NotOursError, NewerError):
                return decode(data)
        return None

    def _held(self, path: Path) -> bytes | None:
        try:
            return self.history.open_file(path)
        except (DamagedError, OtherKeyError, FileNotFoundError):
            return None


def _can_mend(trouble: Trouble) -> bool:
    return trouble.why in (Why.DAMAGED, Why.FOREIGN)


def _belongs_to(held: Record | Draft) -> str:
    return held.id if isinstance(held, CheckIn | Draft) else held.check_in
