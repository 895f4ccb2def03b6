"""Nothing that lies in the folder is believed, followed or passed over: what others leave there."""

import errno
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from fitcheck.errors import FitcheckError
from fitcheck.questions.model import Choice
from fitcheck.store.codec import MARK, NotOursError, decode, encode, is_certain
from fitcheck.store.files import MEANS_PERMISSIONS, MOST, Files
from fitcheck.store.folder import Folder
from fitcheck.store.forgetting import find_everything, forget
from fitcheck.store.inspection import inspect, mend, vouch
from fitcheck.store.locking import lock, unlock
from fitcheck.store.recognition import find_plain
from fitcheck.store.store import Store
from fitcheck.texts import say_error
from tests.talk import talk
from tests.world import START, World

from .made import (
    PASSPHRASE,
    PLANTED,
    QuickVault,
    amendment,
    check_in,
    draft,
    item,
    jot,
    note,
    page,
)

OFTEN = ("almost-never", "rarely", "sometimes", "often", "almost-always")

needs_modes = pytest.mark.skipif(not MEANS_PERMISSIONS, reason="modes mean nothing here")
needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights here")

LEFT_BY_OTHERS = (
    "records/.{name}.Xy12Ab",  # rsync
    "records/.syncthing.{name}.tmp",
    "records/.{name}.swp",  # vim
    "records/.#{name}",
    "records/sub/{name}",
    ".stversions/records/{name}",
    "copy.json",
    "drafts/.deep/er/still.txt",
)
"""Where other programs put copies, by the name of the file they copied."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A plain store with a check-in in it."""
    store = Store(Folder(tmp_path / "home"), vault=QuickVault())
    store.begin()
    store.save(check_in())
    return store


@pytest.fixture
def copies(store: Store) -> list[Path]:
    """Copies of the check-in, left by other programs at all sorts of places; one is half."""
    (path,) = store.folder.records.glob("*.json")
    made = [store.home / place.format(name=path.name) for place in LEFT_BY_OTHERS]
    for copy in made:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    made[-1].write_bytes(b"rubbish" + path.read_bytes()[:3000])
    return made


def in_clear(folder: Path) -> list[Path]:
    """The files in which a search finds what the person said."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if PLANTED.encode() in path.read_bytes()]


# Files of other programs


def test_copies_of_other_programs_are_locked_too(store: Store, copies: list[Path]) -> None:
    """Whatever its name and however deep: what is locked is nowhere in clear."""
    assert len(in_clear(store.home)) == 1 + len(copies)
    opened = lock(store, PASSPHRASE)
    assert in_clear(store.home) == []
    assert find_plain(store) == find_everything(opened).beyond == ()
    assert unlock(store, PASSPHRASE) == ()
    assert all(path.exists() for path in copies)


def test_a_check_names_plain_copies_in_a_locked_home(store: Store) -> None:
    """A copy that comes later is no "all is well"."""
    opened = lock(store, PASSPHRASE)
    copy = store.home / ".stversions" / "x.json"
    copy.parent.mkdir()
    copy.write_bytes(encode(check_in()))
    found = inspect(opened)
    assert found.plain == (copy,)
    assert not found.well


def test_copies_of_other_programs_are_forgotten_too(store: Store, copies: list[Path]) -> None:
    """Everything means everything, and what is not ours is named and stays."""
    foreign = store.home / ".stfolder" / "marker"
    foreign.parent.mkdir()
    foreign.write_text("of a sync tool")
    going = find_everything(store)
    assert going.beyond == (foreign,)
    forget(store, going)
    assert not any(path.exists() for path in copies)
    assert [path for path in store.home.rglob("*") if path.is_file()] == [foreign]


def test_what_is_not_ours_is_never_locked(store: Store) -> None:
    """A shopping list stays a shopping list, and is named."""
    foreign = store.home / "shopping.txt"
    foreign.write_text("milk")
    assert find_everything(lock(store, PASSPHRASE)).beyond == (foreign,)
    assert foreign.read_text() == "milk"


def test_far_too_many_files_are_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a whole disk lies in the folder, a sentence says that not all was looked at."""
    monkeypatch.setattr("fitcheck.store.files.MOST_FILES", 20)
    for number in range(30):
        (store.home / f"{number}.txt").write_text("junk")
    with pytest.raises(FitcheckError, match=r"store\.too-many"):
        lock(store, PASSPHRASE)


# Keys of others


def locked_by_two(store: Store, tmp_path: Path) -> tuple[Store, bytes]:
    """An open store in whose home somebody puts another public key."""
    opened = lock(store, PASSPHRASE)
    theirs = lock(Store(Folder(tmp_path / "theirs"), vault=QuickVault()), "theirs")
    mine = opened.folder.recipient.read_bytes()
    opened.folder.recipient.write_bytes(theirs.folder.recipient.read_bytes())
    return opened, mine


def test_an_open_store_never_locks_for_a_key_from_a_file(store: Store, tmp_path: Path) -> None:
    """What is saved while the key is open can be read with that key."""
    opened, _ = locked_by_two(store, tmp_path)
    opened.save(note())
    opened.write_draft(draft())
    assert {one.id for one in tuple(opened.each_record())} == {"k3f9q2", "n2note"}
    assert opened.draft("d2draf") == draft()


def test_another_key_is_told_put_right_and_its_files_named(store: Store, tmp_path: Path) -> None:
    """Opening compares the two halves; a file that was locked for the other is named."""
    opened, mine = locked_by_two(store, tmp_path)
    closed = Store(Folder(store.home), vault=QuickVault())
    taken = closed.save(note())
    told: list[str] = []
    folder = Folder(store.home, notify=lambda notice: told.append(notice.key))
    opened = Store(folder, vault=QuickVault()).opened(PASSPHRASE)
    assert told == ["lock.recipient-changed"]
    assert opened.folder.recipient.read_bytes() == mine
    assert [one.path for one in opened.records().bad] == [taken]


def test_a_store_that_was_locked_anew_is_not_written_with_the_old_key(store: Store) -> None:
    """Another program unlocked and locked meanwhile: nothing is written that nobody can read."""
    opened = lock(store, PASSPHRASE)
    unlock(store, PASSPHRASE)
    lock(store, "another one")
    with pytest.raises(FitcheckError, match=r"lock\.other-lock"):
        opened.save(note())


@needs_modes
def test_a_check_looks_at_the_home_and_around_it(store: Store) -> None:
    """A home that others can write in is not well, nor is one that they can move away."""
    store.home.chmod(0o777)
    store.home.parent.chmod(0o777)
    found = inspect(store)
    assert store.home in found.open
    assert store.home.parent in found.movable
    mend(store, found)
    assert stat.S_IMODE(store.home.stat().st_mode) == 0o700
    store.home.parent.chmod(0o700)
    assert inspect(store).well


def test_a_check_without_a_passphrase_says_what_it_did_not_see(
    world: World,
    cheap_lock: None,  # noqa: ARG001
) -> None:
    """It looks at what it can, and does not say that all is well."""
    lock(Store(Folder(world.home)), PASSPHRASE).save(check_in())
    ran = world.fitcheck("data", "check")
    assert ran.code == 3
    assert "the key was not looked at" in ran.out
    assert "Every file is fine" not in ran.out


# Names, links, pipes


@pytest.mark.parametrize("words", [("history",), ("show",), ("data", "check"), ("data", "where")])
def test_no_name_stops_a_command_or_reaches_the_terminal(
    world: World, words: tuple[str, ...]
) -> None:
    """Bytes of no writing, control signs, overrides: told by signs that act on nothing."""
    store = Store(Folder(world.home), now=lambda: START)
    store.begin()
    store.save(check_in())
    records = os.fsencode(store.folder.records)
    for name in (b"\xff.json", b"a\x1b]0;PWNED\x07a.txt", "x\u202egnp.json".encode()):
        Path(os.fsdecode(records + b"/" + name)).write_bytes(b"x")
    ran = world.fitcheck(*words)
    assert ran.code in (0, 1)
    assert "bug" not in ran.err
    for sign in "\x1b\x07\u202e\udcff":
        assert sign not in ran.out + ran.err
    if words in {("history",), ("data", "check")}:
        assert r"\xff.json" in ran.out + ran.err
        assert r"a\x1b]0;PWNED\x07a.txt" in ran.out + ran.err


@needs_links
def test_links_pipes_and_folders_are_named_and_stop_nothing(store: Store) -> None:
    """None is followed, waited for, or passed over."""
    records = store.folder.records
    loop, pipe = records / "loop", records / "20261123T150500Z-note-p2pipe.json"
    loop.symlink_to("loop")
    os.mkfifo(pipe)
    folder = records / "20261123T150500Z-note-f2oldr.json"
    folder.mkdir()
    assert {bad.path for bad in store.records().bad} == {loop, pipe}
    assert store.records().check_ins == (check_in(),)
    found = inspect(store)
    assert {bad.path for bad in found.bad} == {loop, pipe}
    lock(store, PASSPHRASE)
    forget(store, find_everything(store))
    assert loop.is_symlink()
    assert pipe.exists()


@needs_links
def test_nothing_outside_the_home_is_touched_through_a_link(store: Store, tmp_path: Path) -> None:
    """Mended, locked and forgotten is what lies here; what a link leads to stays as it is."""
    outside = tmp_path / "outside.json"
    outside.write_bytes(encode(check_in("o2utsd")))
    outside.chmod(0o644)
    away = tmp_path / "away"
    away.mkdir(mode=0o755)
    (store.folder.records / "20261123T150500Z-check-in-o2utsd.json").symlink_to(outside)
    (store.home / "elsewhere").symlink_to(away)
    before = outside.read_bytes()
    mend(store, inspect(store))
    lock(store, PASSPHRASE)
    forget(store, find_everything(store))
    assert outside.read_bytes() == before
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644
    assert stat.S_IMODE(away.stat().st_mode) == 0o755


@needs_links
def test_a_folder_that_is_a_link_is_refused(store: Store, tmp_path: Path) -> None:
    """What would be kept in it would be kept elsewhere; the home itself may be a link."""
    other = tmp_path / "linked"
    other.symlink_to(store.home)
    assert Store(Folder(other)).records().check_ins == (check_in(),)
    store.folder.drafts.rmdir()
    store.folder.drafts.symlink_to(tmp_path)
    with pytest.raises(OSError, match="a link") as refused:
        store.write_draft(draft())
    assert refused.value.errno == errno.ELOOP


def test_a_huge_file_is_named_and_not_read(store: Store) -> None:
    """A file with a name of ours that no check-in could fill costs no memory."""
    huge = store.folder.records / "20261123T150500Z-check-in-h2huge.json"
    with huge.open("wb") as file:
        file.truncate(MOST + 1)
    assert [bad.path for bad in store.records().bad] == [huge]
    assert "larger than 4 MB" in say_error(store.records().bad[0].cause)


# What a file says


def test_a_file_vouches_for_every_byte() -> None:
    """Any byte that is changed, added or lost is noticed, where the file can still be read."""
    whole = encode(check_in(items=()))
    assert whole.startswith(MARK)
    assert is_certain(whole)
    for at in range(len(whole)):
        assert not is_certain(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]), at
        assert not is_certain(whole[:at])
    assert not is_certain(whole + b" ")
    assert is_certain(encode(draft()))


def changed_by_hand(store: Store) -> Path:
    """A check-in in which somebody changed an answer."""
    (path,) = store.folder.records.glob("*-check-in-*")
    path.write_bytes(path.read_bytes().replace(b'"choice":"often"', b'"choice":"rarely"', 1))
    return path


def test_what_is_uncertain_is_shown_with_a_sentence(world: World) -> None:
    """It is never refused; a check counts it, and the person may vouch for it."""
    store = Store(Folder(world.home), now=lambda: START + timedelta(days=9))
    store.begin()
    store.save(check_in())
    changed = changed_by_hand(store)
    ran = world.fitcheck("show")
    assert ran.code == 0
    assert f"{changed} was changed since it was written, or it is damaged." in ran.err
    ran = world.fitcheck("data", "check")
    assert ran.code == 1
    assert f"{changed}: it was changed since it was written" in ran.out
    says = {"Did you change this yourself?": ["yes"]}
    assert talk(world, "data", "check", says=says).code == 0
    assert "was changed" not in world.fitcheck("show").err
    (kept,) = store.records().check_ins
    assert kept.responses.items[0].reply.choice == "rarely"


def test_a_locked_file_is_vouched_for_without_being_opened(store: Store) -> None:
    """Written anew it is locked again."""
    changed_by_hand(store)
    opened = lock(store, PASSPHRASE)
    assert len(opened.records().uncertain) == 1
    vouch(opened, opened.records().uncertain)
    assert opened.records().uncertain == ()
    assert in_clear(store.home) == []


def test_an_uncertain_draft_is_told(store: Store) -> None:
    """Going on with it says so, once."""
    path = store.write_draft(draft())
    path.write_bytes(path.read_bytes().replace(b'"choice":"often"', b'"choice":"rarely"', 1))
    told: list[str] = []
    folder = Folder(store.home, notify=lambda notice: told.append(notice.key))
    store = Store(folder)
    assert inspect(store).uncertain == (path,)
    store.claim_draft("d2draf")
    assert told == ["store.uncertain-draft"]


@pytest.mark.parametrize("text", ["{windo} this", "{text.__class__}", "{text:>300000000}", "{"])
def test_no_text_of_a_record_runs(world: World, text: str) -> None:
    """Braces in any text of a record are told as they stand."""
    store = Store(Folder(world.home))
    store.begin()
    said = item(1, "rarely", note=text)
    said = msgspec.structs.replace(
        said, label=text, asked=msgspec.structs.replace(said.asked, text=text, window=text)
    )
    made = check_in(items=(said,), therapist=text)
    scale = msgspec.structs.replace(
        made.responses.scales["often"], choices=tuple(Choice(id=one, label=text) for one in OFTEN)
    )
    responses = msgspec.structs.replace(made.responses, scales={"often": scale})
    store.save(msgspec.structs.replace(made, responses=responses))
    for words in (("show",), ("history",), ("report", "--for", "me", "-o", "-")):
        ran = world.fitcheck(*words)
        assert ran.code == 0, ran.err
        assert len(ran.out) < 100_000
    assert text in world.fitcheck("report", "--for", "me", "-o", "-").out.replace("\\", "")


def test_what_could_not_be_scored_or_asked_is_damaged() -> None:
    """A draft or an amendment is checked like a check-in: scales that fit, questions that are."""
    scale = msgspec.structs.replace(check_in().responses.scales["often"], choices=())
    bad = msgspec.structs.replace(amendment(), scales={"often": scale})
    with pytest.raises(NotOursError, match=r"store\.damaged-levels"):
        decode(encode(bad))
    for drafted in (
        msgspec.structs.replace(draft(), questions=("nobody-knows",)),
        msgspec.structs.replace(draft(), bank=msgspec.structs.replace(draft().bank, scales={})),
    ):
        with pytest.raises(NotOursError, match=r"store\.damaged-scale"):
            decode(encode(drafted))


# The computer


def steps_of(store: Store, run: Callable[[Store], object]) -> list[tuple[str, Path]]:
    """Every call on the file system."""
    steps: list[tuple[str, Path]] = []

    class Noting(Files):
        def step(self, what: str, path: Path) -> None:
            steps.append((what, path))

    run(Store(Folder(store.home, Noting()), vault=store.vault))
    return steps


def test_every_answer_survives_a_power_cut(store: Store) -> None:
    """The folder of drafts is brought to the disk after each of them, not only the file."""
    for answered in (1, 2):
        steps = steps_of(store, lambda one: one.write_draft(draft(answered=answered)))  # noqa: B023
        last = max(at for at, (what, _) in enumerate(steps) if what == "replace")
        assert ("sync folder", store.folder.drafts) in steps[last:]


@pytest.mark.parametrize(
    "run", [lambda one: lock(one, PASSPHRASE), lambda one: forget(one, find_everything(one))]
)
def test_what_is_removed_stays_removed(store: Store, run: Callable[[Store], object]) -> None:
    """A plain file that is gone does not come back after a power cut."""
    steps = steps_of(store, run)
    last = max(
        at
        for at, (what, path) in enumerate(steps)
        if what == "remove" and path.parent == store.folder.records
    )
    assert ("sync folder", store.folder.records) in steps[last:]


@needs_modes
def test_the_parents_of_a_home_are_for_its_owner(tmp_path: Path) -> None:
    """Whatever the umask, what is made on the way is 0700."""
    before = os.umask(0)
    try:
        Store(Folder(tmp_path / "a" / "b" / "home")).begin()
    finally:
        os.umask(before)
    for folder in (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "home"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="there are no core files")
def test_no_picture_of_the_memory_is_left() -> None:
    """Ended by force, a command leaves no core file with every answer in it."""
    code = (
        "import resource, sys; sys.argv = ['fitcheck', '--version']\n"
        "from fitcheck.cli.program import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split()[-1] in ("0", "1")


@pytest.mark.parametrize("year", [1969, 9999])
def test_a_clock_far_off_is_told_before_anything_is_kept(store: Store, year: int) -> None:
    """What could not be read again is not said to be kept."""
    at = START.replace(year=year)
    writes: list[Callable[[], object]] = [
        lambda: store.write_draft(msgspec.structs.replace(draft(), started=at)),
        lambda: store.save(msgspec.structs.replace(check_in("c2lock"), finished=at)),
    ]
    for write in writes:
        with pytest.raises(FitcheckError, match=r"store\.clock"):
            write()
    assert len(tuple(store.each_record())) == 1
    assert store.records().bad == ()


def test_a_day_that_is_still_to_come_is_named(store: Store) -> None:
    """A clock that was ahead once would make that check-in the latest for years."""
    ahead = store.save(check_in("f2utur", days=4000))
    later = Store(store.folder, now=lambda: START + timedelta(days=1))
    assert inspect(later).ahead == (ahead,)


def test_a_held_folder_is_waited_for_with_a_word(store: Store) -> None:
    """After a moment the person is told; what she gave is kept when the folder comes free."""
    told: list[bool] = []

    class Soon(Files):
        patient = 0.05

    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with store.folder.hold(alone=True):
            held.set()
            free.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)

    def tell() -> None:
        told.append(True)
        time.sleep(0.05)
        free.set()

    Store(Folder(store.home, Soon(), waiting=tell)).write_draft(draft())
    other.join()
    assert told == [True]
    assert store.draft("d2draf") == draft()


def test_every_kind_is_found_by_its_mark(store: Store) -> None:
    """Pages and thoughts are locked like everything, wherever a copy of them lies."""
    for record in (page(), jot()):
        (store.home / f"{record.id}.bak").write_bytes(encode(record))
    lock(store, PASSPHRASE)
    assert in_clear(store.home) == []
