"""What programs do to a store, ways to disturb them, and what must hold afterwards."""

import os
import secrets
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from fitcheck.errors import FitcheckError
from fitcheck.questions.model import Bank
from fitcheck.store.codec import encode
from fitcheck.store.encryption import DamagedError, Key, OtherKeyError, WrongPassphraseError
from fitcheck.store.files import Files
from fitcheck.store.folder import Folder
from fitcheck.store.forgetting import Deletion, find_check_ins, find_therapist, forget
from fitcheck.store.locking import change_passphrase, lock, unlock
from fitcheck.store.records import Draft, Record
from fitcheck.store.store import Keeping, Store

from .made import (
    PASSPHRASE,
    PLANTED,
    QuickVault,
    check_in,
    draft,
    follow_up,
    item,
    jot,
    note,
    page,
)

NEW_PASSPHRASE = "a heron of slow kettles"

KEPT: tuple[Record, ...] = (
    check_in(therapist="Mona", items=(item(1, note=PLANTED),)),
    note(),
    check_in("b2bbbb", days=7, items=(item(1),)),
)
OLD, NEW = (
    msgspec.structs.replace(draft(typed=f"{PLANTED} {word}"), bank=Bank(), questions=())
    for word in ("And then?", "And so on.")
)
ELSE = msgspec.structs.replace(NEW, id="e2else")
FINISHED = check_in("d2draf", days=9, items=(item(1),))
COMING: tuple[Record, ...] = (KEPT[0], follow_up(of="b2bbbb"), check_in("i2mprt", items=()))

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")


class ToyVault(QuickVault, frozen=True):
    """A lock that hides and notices damage, and costs nothing; the order of files is tested."""

    def new_key(self) -> Key:
        """A fresh key."""
        name = secrets.token_hex(4)
        return Key(secret=f"secret-{name}", recipient=name)

    def seal(self, data: bytes, recipient: str) -> bytes:
        """The recipient, a sum, and the data with every bit turned."""
        return recipient.encode() + zlib.crc32(data).to_bytes(4, "big") + _turned(data)

    def unseal(self, data: bytes, key: Key) -> bytes:
        """The data, if it is whole and for this key."""
        opened = _turned(data[12:])
        if zlib.crc32(opened).to_bytes(4, "big") != data[8:12]:
            raise DamagedError("damaged")
        if data[:8].decode() != key.recipient:
            raise OtherKeyError("another key")
        return opened


def _turned(data: bytes) -> bytes:
    return data.translate(bytes(range(255, -1, -1)))


@dataclass(frozen=True)
class Operation:
    """Something a program does to a store, and what it may change."""

    name: str
    run: Callable[[Store], object]
    gone: frozenset[str] = frozenset()
    """Ids that it may take away."""
    writes: tuple[Record, ...] = ()
    """Records that are there once it is done."""
    drafts: tuple[Draft | None, ...] = (OLD,)
    """The drafts that may be there before, during and after, whatever their ids."""
    starts: tuple[str, ...] = ("plain", "locked")
    ends: Keeping | None = None
    """How answers are kept once it is done; None: as before."""


def _claim_any(store: Store) -> None:
    for entry in store.drafts():
        store.claim_draft(entry.id)


def _set_aside_any(store: Store) -> None:
    for entry in store.drafts():
        store.set_aside_draft(entry.id)


def _change_passphrase(store: Store) -> None:
    # Again after it was done: the old one opens no more, and that is as it should be.
    with suppress(WrongPassphraseError):
        change_passphrase(store, PASSPHRASE, NEW_PASSPHRASE)


def forget_found(store: Store, find: Callable[[Store], Deletion]) -> None:
    """Find what belongs to a scope, and forget it."""
    forget(store, find(store))


OPERATIONS = {
    one.name: one
    for one in (
        Operation("save", lambda store: store.save(follow_up(of="b2bbbb")), writes=COMING[1:2]),
        Operation("save a thought", lambda store: store.save(jot()), writes=(jot(),)),
        Operation("save a page", lambda store: store.save(page()), writes=(page(),)),
        Operation("write a draft", lambda store: store.write_draft(NEW), drafts=(OLD, NEW)),
        Operation("begin a draft", lambda store: store.write_draft(ELSE), drafts=(OLD, ELSE)),
        Operation(
            "finish",
            lambda store: store.finish(FINISHED),
            writes=(FINISHED,),
            drafts=(OLD, None),
        ),
        Operation("claim", _claim_any),
        Operation("set aside", _set_aside_any, drafts=(OLD, None)),
        Operation("import", lambda store: store.add(COMING), writes=COMING),
        Operation("lock", lambda store: lock(store, PASSPHRASE), ends=Keeping.LOCKED),
        Operation("unlock", lambda store: unlock(store, PASSPHRASE), ends=Keeping.PLAIN),
        Operation("change the passphrase", _change_passphrase, starts=("locked",)),
        Operation(
            "forget a check-in",
            lambda store: forget_found(store, lambda store: find_check_ins(store, ["k3f9q2"])),
            gone=frozenset({"k3f9q2", "n2note"}),
        ),
        Operation(
            "forget a therapist",
            lambda store: forget_found(store, lambda store: find_therapist(store, "mona")),
            gone=frozenset({"k3f9q2", "n2note"}),
        ),
    )
}

SITTING = ("save", "write a draft", "finish", "claim")
"""What a sitting does."""

CASES = [
    pytest.param(operation, start, id=f"{operation.name}, {start}")
    for operation in OPERATIONS.values()
    for start in operation.starts
]

SOME_CASES = [
    pytest.param(
        *case.values,
        id=case.id,
        marks=() if str(case.id).partition(",")[0] in SITTING else pytest.mark.long,
    )
    for case in CASES
]
"""For what takes its time: by default only what a sitting does, the rest in the long form."""


class Hasty(Files):
    """Waits for nobody: in one process, the other never ends meanwhile."""

    wait = 0.0


def opened(home: Path, files: Files | None = None) -> Store:
    """The store in a home, able to read, under whichever passphrase holds."""
    store = Store(Folder(home, files or Hasty()), vault=ToyVault())
    if store.keeping is not Keeping.LOCKED:
        return store
    try:
        return store.opened(PASSPHRASE)
    except WrongPassphraseError:
        return store.opened(NEW_PASSPHRASE)


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory, where there is such a thing: thousands of homes are made in it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@dataclass
class Homes:
    """Homes that start the same, one for each try."""

    folder: Path
    _templates: dict[str, dict[Path, bytes]] = field(default_factory=dict)

    @contextmanager
    def fresh(self, start: str) -> Iterator[Path]:
        """A home with some records and a draft, plain or locked; gone afterwards."""
        template = self._templates.get(start) or self._template(start)
        home = self.folder / "home"
        for folder in ("records", "drafts"):
            (home / folder).mkdir(parents=True)
        for path, data in template.items():
            (home / path).write_bytes(data)
        try:
            yield home
        finally:
            shutil.rmtree(home, ignore_errors=True)

    def _template(self, start: str) -> dict[Path, bytes]:
        home = self.folder / start
        store = Store(Folder(home), vault=ToyVault())
        if start == "locked":
            store = lock(store, PASSPHRASE)
        store.begin()
        for record in KEPT:
            store.save(record)
        store.write_draft(OLD)
        made = {
            path.relative_to(home): path.read_bytes() for path in home.rglob("*") if path.is_file()
        }
        self._templates[start] = made
        return made


@dataclass
class Ending(Hasty):
    """Ends the process at one call, without a word; half of a write may be there."""

    at: int
    calls: int = 0

    def step(self, what: str, path: Path) -> None:  # noqa: ARG002
        """End here, if this is the call."""
        self.calls += 1
        if self.calls == self.at:
            os._exit(9)

    def write(self, handle: int, path: Path, data: bytes) -> None:
        """Write in two halves, so that one can be missing."""
        super().write(handle, path, data[: len(data) // 2])
        super().write(handle, path, data[len(data) // 2 :])


Left = dict[Path, bytes | None]
"""What is on the disk, by its place in the home; None for a folder."""


@dataclass
class Watching(Hasty):
    """Keeps what is on the disk at each call, half a write too: what a kill would leave."""

    home: Path
    left: list[Left] = field(default_factory=list)
    calls: int = 0

    def step(self, what: str, path: Path) -> None:  # noqa: ARG002
        """Look, and keep what is new."""
        self.calls += 1
        now = on_disk(self.home)
        if not self.left or self.left[-1] != now:
            self.left.append(now)

    def write(self, handle: int, path: Path, data: bytes) -> None:
        """Write in two halves, so that one can be missing."""
        super().write(handle, path, data[: len(data) // 2])
        super().write(handle, path, data[len(data) // 2 :])


def on_disk(home: Path) -> Left:
    """All of a home."""
    return {
        path.relative_to(home): None if path.is_dir() else path.read_bytes()
        for path in sorted(home.rglob("*"))
    }


def put_back(home: Path, left: Left) -> None:
    """Make a home what it was."""
    shutil.rmtree(home)
    home.mkdir()
    for path, data in left.items():
        if data is None:
            (home / path).mkdir()
        else:
            (home / path).write_bytes(data)


@dataclass
class Refusing(Hasty):
    """Refuses one call, or that one and all after it."""

    number: int
    at: int
    for_good: bool = False
    calls: int = 0

    def step(self, what: str, path: Path) -> None:
        """Refuse, if this is the call."""
        self.calls += 1
        if self.calls == self.at or (self.for_good and self.calls > self.at):
            raise OSError(self.number, f"refused to {what}", str(path))

    @property
    def reached(self) -> bool:
        """Whether anything was refused."""
        return self.calls >= self.at


@dataclass
class Meeting(Hasty):
    """Lets another program do all it does right before one call."""

    other: Callable[[], object]
    at: int
    calls: int = 0
    met: list[FitcheckError | None] = field(default_factory=list)
    """What the other was told, None where it got all done; empty where they never met."""

    def step(self, what: str, path: Path) -> None:  # noqa: ARG002
        """Meet, if this is the call."""
        self.calls += 1
        if self.calls == self.at:
            try:
                self.other()
            except FitcheckError as error:
                self.met.append(error)
            else:
                self.met.append(None)


def assert_nothing_lost(home: Path, *operations: Operation) -> None:
    """Every record of before is read whole, and a draft is the old or a new one."""
    store = opened(home)
    collection = store.records()
    assert collection.bad == ()
    read = {one.id: one for one in store.each_record()}
    gone = frozenset().union(*(one.gone for one in operations))
    for record in KEPT:
        assert record.id in gone or read[record.id] == record
    for record in (record for one in operations for record in one.writes):
        assert read.get(record.id, record) == record
    _assert_drafts(store, [one for operation in operations for one in operation.drafts])


def _assert_drafts(store: Store, allowed: list[Draft | None]) -> None:
    entries = store.drafts()
    assert entries or None in allowed
    wanted = [anonymous(one) for one in allowed if one is not None]
    for entry in entries:
        assert anonymous(store.draft(entry.id)) in wanted


def anonymous(one: Draft) -> bytes:
    """All of a draft but its id, which claiming changes."""
    return encode(msgspec.structs.replace(one, id="x2xxxx"))


def assert_done(home: Path, operation: Operation, start: str) -> None:
    """It did what it is for, and left no answer in clear where answers are locked."""
    store = opened(home)
    read = {one.id for one in tuple(store.each_record())}
    assert not operation.gone & read
    assert {one.id for one in operation.writes} <= read
    assert store.keeping is (operation.ends or Keeping(start))
    if store.keeping is Keeping.LOCKED:
        assert_nothing_in_clear(home)


def assert_nothing_in_clear(home: Path) -> None:
    """A search over all files finds nothing that the person said."""
    for path in home.rglob("*"):
        assert not path.is_file() or PLANTED.encode() not in path.read_bytes(), path
