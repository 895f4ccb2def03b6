"""What is kept can be read again, in order, whole, and by its owner alone."""

import errno
import os
import stat
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from fitcheck.errors import FitcheckError
from fitcheck.questions.score import score
from fitcheck.store.codec import encode, from_json, to_json
from fitcheck.store.collection import Why
from fitcheck.store.encryption import OtherKeyError, WrongPassphraseError
from fitcheck.store.files import MEANS_PERMISSIONS, Files, explain
from fitcheck.store.folder import Folder, looks_synced
from fitcheck.store.forgetting import find_check_ins, find_everything, find_therapist, forget
from fitcheck.store.inspection import inspect, list_places, mend
from fitcheck.store.locking import change_passphrase, lock, unlock
from fitcheck.store.records import Record, UnreadCheckIn
from fitcheck.store.store import Keeping, LockedError, Store
from fitcheck.texts import say_error, say_todo, say_what
from fitcheck.vocabulary import Form

from .made import (
    OFTEN,
    PASSPHRASE,
    PLANTED,
    START,
    QuickVault,
    amendment,
    check_in,
    draft,
    follow_up,
    item,
    jot,
    note,
    page,
    year_of,
)

ALL: tuple[Record, ...] = (check_in(), page(), note(), follow_up(), amendment(), jot())

Call = Callable[[], object]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "fitcheck"


@pytest.fixture
def nothing(home: Path) -> Store:
    return Store(Folder(home), vault=QuickVault())


@pytest.fixture
def plain(nothing: Store) -> Store:
    nothing.begin()
    return nothing


@pytest.fixture
def locked(nothing: Store) -> Store:
    return lock(nothing, PASSPHRASE)


@pytest.fixture(params=["plain", "locked"])
def store(request: pytest.FixtureRequest, nothing: Store) -> Store:
    """A store that can be read, once plain and once locked."""
    if request.param == "locked":
        return lock(nothing, PASSPHRASE)
    nothing.begin()
    return nothing


def keep(store: Store, *records: Record) -> None:
    for record in records:
        store.save(record)


def everything_in(folder: Path) -> bytes:
    """All that a search over a folder would see, names too."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in files)


# Beginning


def test_asking_makes_nothing(nothing: Store) -> None:
    """Looking around leaves no trace: no folder, no file."""
    assert nothing.keeping is Keeping.NOTHING
    assert nothing.listing() == ()
    assert nothing.records().check_ins == ()
    assert nothing.drafts() == ()
    assert not nothing.plain_mode
    nothing.remember_plain_mode(True)
    assert inspect(nothing).well
    assert find_everything(nothing).files == ()
    assert {place.files for place in list_places(nothing)} == {0}
    assert not nothing.home.parent.joinpath("fitcheck").exists()


def test_nothing_is_written_before_the_choice(nothing: Store) -> None:
    """A record or a draft never makes the choice of keeping by itself."""
    writes: list[Call] = [lambda: nothing.save(check_in()), lambda: nothing.write_draft(draft())]
    for write in writes:
        with pytest.raises(FitcheckError, match=r"store\.gone"):
            write()
    assert not nothing.home.exists()


def test_the_choice_is_read_from_what_exists(home: Path) -> None:
    """No setting holds it: folders mean plain, a key means locked."""
    store = Store(Folder(home), vault=QuickVault())
    store.begin()
    assert store.keeping is Keeping.PLAIN
    lock(store, PASSPHRASE)
    assert Store(Folder(home)).keeping is Keeping.LOCKED
    store.folder.recipient.unlink()
    assert Store(Folder(home)).keeping is Keeping.PLAIN  # a key that nothing was locked with
    lock(store, "another passphrase")
    store.save(check_in())
    store.folder.recipient.unlink()
    assert Store(Folder(home)).keeping is Keeping.LOCKED


def test_plain_mode_is_remembered_where_answers_are_kept(store: Store) -> None:
    """The one setting, and it can be taken back."""
    store.remember_plain_mode(True)
    assert store.plain_mode
    assert store.folder.plain_mode.read_bytes() == b""
    store.remember_plain_mode(False)
    assert not store.plain_mode


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing there")
def test_all_is_for_its_owner_alone(store: Store) -> None:
    """Folders 0700, files 0600, whatever the umask."""
    before = os.umask(0)
    try:
        keep(store, *ALL)
        store.write_draft(draft())
        store.remember_plain_mode(True)
        store.write_draft(draft("s2side"))
        store.set_aside_draft("s2side")
    finally:
        os.umask(before)
    for path in (store.home, *store.home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


# Records


def test_what_was_saved_is_read(store: Store) -> None:
    """Every kind of record comes back as it was."""
    keep(store, *ALL)
    assert {encode(one) for one in tuple(store.each_record())} == {encode(one) for one in ALL}
    assert store.records().bad == ()


def test_a_name_tells_time_kind_and_id(plain: Store, tmp_path: Path) -> None:
    """The time is that of the record, in UTC, and locked files say so."""
    assert plain.save(check_in()).name == "20261123T150500Z-check-in-k3f9q2.json"
    locked = lock(Store(Folder(tmp_path / "other"), vault=QuickVault()), PASSPHRASE)
    assert locked.save(follow_up()).name == "20261130T150500Z-follow-up-f2came.json.age"


def test_names_are_listed_without_a_key(locked: Store) -> None:
    """A locked menu knows counts, kinds and dates, oldest first, and opens nothing."""
    keep(locked, check_in("b2bbbb", days=3), check_in("a2aaaa"), note(of="a2aaaa"))
    closed = Store(Folder(locked.home))
    assert [(one.kind, one.id, one.at) for one in closed.listing()] == [
        ("check-in", "a2aaaa", START),
        ("note", "n2note", START + timedelta(minutes=5)),
        ("check-in", "b2bbbb", START + timedelta(days=3)),
    ]
    assert all(one.sealed for one in closed.listing())
    with pytest.raises(LockedError, match=r"lock\.closed"):
        closed.records()


def test_check_ins_stand_in_order_of_their_own_time(store: Store) -> None:
    """A clock that jumped back between two is fine."""
    keep(store, check_in("b2bbbb", days=5), check_in("a2aaaa", days=1), check_in("c2cccc"))
    assert [one.id for one in store.records().check_ins] == ["c2cccc", "a2aaaa", "b2bbbb"]


def test_the_newest_note_of_a_check_in_holds(store: Store) -> None:
    """Older ones stay on the disk, and out of the way."""
    keep(store, check_in(), note("n2late", days=2, wish="Later"), note("n2soon", wish="Soon"))
    collection = store.records()
    assert collection.notes["k3f9q2"].id == "n2late"
    assert len(tuple(store.each_record())) == 3


def test_an_amendment_changes_what_is_read_and_keeps_what_was(store: Store) -> None:
    """The corrected answer stands in its place; the old one is not lost."""
    keep(store, check_in(), amendment(number=2, choice="rarely"))
    collection = store.records()
    (amended,) = collection.check_ins
    assert [one.id for one in amended.responses.items[:3]] == [
        "question-1",
        "question-2",
        "question-3",
    ]
    assert amended.responses.items[1].reply.choice == "rarely"
    was = collection.amendments[0].was
    assert was is not None
    assert was.reply.choice == "often"


def test_amendments_apply_in_the_order_they_were_made(store: Store) -> None:
    """The last correction of an answer holds."""
    later = msgspec.structs.replace(
        amendment("z2last", choice="sometimes"), at=START.replace(hour=20)
    )
    keep(store, later, amendment("a2frst", choice="rarely"), check_in())
    assert store.records().check_ins[0].responses.items[1].reply.choice == "sometimes"


def test_a_question_answered_afterwards_brings_its_scale(store: Store) -> None:
    """An answer given after the summary is scored like any other."""
    new = item(99, "rarely")
    new = msgspec.structs.replace(new, asked=msgspec.structs.replace(new.asked, scale="late"))
    late = msgspec.structs.replace(amendment(), now=new, was=None)
    with_scale = msgspec.structs.replace(
        late, id="w2with", scales={"late": msgspec.structs.replace(OFTEN, id="late")}
    )
    keep(store, check_in(), late)
    assert store.records().check_ins[0].responses.item("question-99") is None
    keep(store, with_scale)
    responses = store.records().check_ins[0].responses
    assert responses.item("question-99") == new
    assert score(Form.FULL, responses).themes[0].asked == 34


def test_a_thought_is_open_until_a_note_takes_it(store: Store) -> None:
    """Said anew it counts once; taken or dropped it is closed, and kept it stays open."""
    keep(store, jot("j2frst", "He forgot"), jot("j2secd", "He forgot twice", replaces="j2frst"))
    keep(store, jot("j2thrd", "The fee", days=1))
    assert [one.text for one in store.records().jots] == ["He forgot twice", "The fee"]
    said = {"j2secd": "taken", "j2thrd": "kept"}
    keep(store, msgspec.structs.replace(note(days=2), jots=said))
    assert [one.text for one in store.records().jots] == ["The fee"]
    keep(store, msgspec.structs.replace(note("n2last", days=3), jots={"j2thrd": "dropped"}))
    assert store.records().jots == ()


def test_what_belongs_to_no_check_in_here_stops_nothing(store: Store) -> None:
    """Half of a synced folder may still be under way."""
    keep(store, note(of="m2miss"), follow_up(of="m2miss"), amendment(of="m2miss"))
    collection = store.records()
    assert (collection.check_ins, collection.bad) == ((), ())
    assert len(tuple(store.each_record())) == 3


def test_a_record_is_never_overwritten(store: Store) -> None:
    """The same again is fine; anything else under that id is refused."""
    path = store.save(check_in())
    before = path.read_bytes()
    assert store.save(check_in()) == path
    for other in (check_in(therapist="Mona"), check_in(days=1)):
        with pytest.raises(FitcheckError, match=r"store\.taken"):
            store.save(other)
    assert path.read_bytes() == before
    assert len(store.listing()) == 1


def test_a_locked_record_is_never_overwritten_without_a_key(locked: Store) -> None:
    """Nobody can tell whether it is the same, so it stays."""
    path = locked.save(check_in())
    before = path.read_bytes()
    with pytest.raises(FitcheckError, match=r"store\.taken"):
        Store(Folder(locked.home), vault=QuickVault()).save(check_in(therapist="Mona"))
    assert path.read_bytes() == before


def test_damaged_foreign_and_newer_files_are_named_and_stop_nothing(store: Store) -> None:
    """One good check-in is read, whatever lies beside it."""
    good = store.save(check_in())
    folder = store.folder.records
    suffix = "".join(good.suffixes)
    whole = good.read_bytes()
    (folder / f"20261123T150500Z-check-in-c2half{suffix}").write_bytes(whole[: len(whole) // 2])
    (folder / f"20261123T150500Z-check-in-e2mpty{suffix}").write_bytes(b"")
    (folder / f"20261123T150500Z-check-in-n2name{suffix}").write_bytes(whole)
    (folder / "20261399T150500Z-check-in-d2date.json").write_bytes(whole)
    (folder / "shopping.txt").write_text("milk")
    newer = msgspec.structs.replace(check_in("f2utur"), schema=2)
    store.save(newer)
    for ignored in (".DS_Store", ".stfolder", "desktop.ini", "Thumbs.db", ".a.json.1.part"):
        (folder / ignored).write_bytes(b"")
    collection = store.records()
    assert [one.id for one in collection.check_ins] == ["k3f9q2"]
    assert {trouble.path.name.split(".")[0]: trouble.why for trouble in collection.bad} == {
        "20261123T150500Z-check-in-c2half": Why.DAMAGED,
        "20261123T150500Z-check-in-e2mpty": Why.DAMAGED,
        "20261123T150500Z-check-in-n2name": Why.FOREIGN,
        "20261399T150500Z-check-in-d2date": Why.FOREIGN,
        "shopping": Why.FOREIGN,
        "20261123T150500Z-check-in-f2utur": Why.NEWER,
    }
    assert all(say_error(trouble.cause) for trouble in collection.bad)


def test_reading_is_linear_and_quick(plain: Store) -> None:
    """Ten years of check-ins are read in the time of a few screens, ten times that in ten."""
    put_there(plain, 52)
    few = min(timed(plain) for _ in range(3))
    put_there(plain, 468)
    many = min(timed(plain) for _ in range(3))
    assert len(plain.records().check_ins) == 520
    # Ten times as many: a wide margin, and still far from quadratic.
    assert many < 30 * few
    assert many < 2.0


def test_old_check_ins_read_the_same_when_they_are_looked_at(store: Store) -> None:
    """Of the older ones only the head is read first; nothing of what they say is lost."""
    kept = year_of(30)
    keep(store, *kept, amendment(of=kept[1].id))
    seen = store.records().check_ins
    assert sum(isinstance(one, UnreadCheckIn) for one in seen) == 29  # one is amended
    for old, one in zip(kept, seen, strict=True):
        assert (one.id, one.finished, one.therapist) == (old.id, old.finished, old.therapist)
        if old.id != kept[1].id:
            assert one.responses == old.responses
            assert encode(one) == encode(old)
    assert seen[1].responses.items[1].reply.choice == "rarely"
    assert from_json("".join(to_json(store.each_record())))[:1] == (kept[0],)


def test_an_old_check_in_that_was_changed_is_uncertain(plain: Store) -> None:
    """The sum is looked at for every file, also where the answers are not read yet."""
    kept = year_of(30)
    paths = [plain.save(one) for one in kept]
    paths[0].write_bytes(
        paths[0].read_bytes().replace(b'"choice":"often"', b'"choice":"rarely"', 1)
    )
    paths[1].write_bytes(paths[1].read_bytes()[:-1])
    collection = plain.records()
    assert collection.uncertain == (paths[0],)
    assert [bad.path for bad in collection.bad] == [paths[1]]


def put_there(store: Store, count: int) -> None:
    """Records on the disk without waiting for the disk."""
    for number, record in enumerate(year_of(count)):
        name = f"{START:%Y%m%dT%H%M}{number % 60:02}Z-check-in-{record.id}.json"
        (store.folder.records / name).write_bytes(encode(record))


def timed(store: Store) -> float:
    """The processor's time: a busy computer makes it no longer."""
    begin = time.process_time()
    store.records()
    return time.process_time() - begin


# Drafts


def test_a_draft_is_replaced_whole(store: Store) -> None:
    """The last one written is the one that is there, alone."""
    for answered in (1, 2, 3):
        store.write_draft(draft(answered=answered))
    assert store.draft("d2draf") == draft(answered=3)
    assert len(list(store.folder.drafts.iterdir())) == 1


def test_a_draft_of_a_locked_history_is_locked_at_once(locked: Store) -> None:
    """Writing needs no passphrase, and nothing of it is in clear."""
    closed = Store(Folder(locked.home), vault=QuickVault())
    closed.write_draft(draft())
    assert PLANTED.encode() not in everything_in(locked.home)
    assert locked.draft("d2draf") == draft()
    with pytest.raises(LockedError):
        closed.draft("d2draf")
    assert [one.id for one in closed.drafts()] == ["d2draf"]


def test_going_on_takes_a_draft_under_a_new_id(store: Store) -> None:
    """So a program that still has it open can finish its own, and both survive."""
    store.write_draft(draft(answered=2))
    claimed = store.claim_draft("d2draf")
    assert claimed.id != "d2draf"
    assert claimed.answers == draft(answered=2).answers
    with pytest.raises(FitcheckError, match=r"store\.no-draft"):
        store.claim_draft("d2draf")
    store.write_draft(draft(answered=3))  # the other program goes on
    assert {one.id for one in store.drafts()} == {"d2draf", claimed.id}
    store.finish(check_in(claimed.id))
    assert [one.id for one in store.drafts()] == ["d2draf"]
    store.finish(check_in("d2draf"))
    assert store.drafts() == ()
    assert len(store.records().check_ins) == 2


def test_a_draft_that_was_finished_is_dropped(store: Store) -> None:
    """A crash between the record and its draft leaves both; the next run drops the draft."""
    store.write_draft(draft())
    store.save(check_in("d2draf"))
    assert store.drafts() == ()
    assert list(store.folder.drafts.iterdir()) == []


def test_drafts_stand_in_order_of_their_time(store: Store) -> None:
    """The latest is the last."""
    early = msgspec.structs.replace(draft("z2early"[:6]), started=START - timedelta(days=1))
    for one in (draft("m2noon"), early):
        store.write_draft(one)
    assert [one.id for one in store.drafts()] == [early.id, "m2noon"]


def test_a_damaged_draft_cannot_be_claimed_and_stays(store: Store) -> None:
    """The sentence says what to do, and the file is where it was."""
    path = store.write_draft(draft())
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FitcheckError, match=r"store\.stuck-draft"):
        store.claim_draft("d2draf")
    assert path.exists()
    assert store.set_aside_draft("d2draf").parent == store.folder.aside
    assert store.drafts() == ()


def test_setting_aside_never_overwrites(store: Store) -> None:
    """Two drafts of one name lie side by side."""
    places = set()
    for answered in (1, 2, 3):
        store.write_draft(draft(answered=answered))
        places.add(store.set_aside_draft("d2draf"))
    assert len(places) == len({path.read_bytes() for path in places}) == 3


# Locking


def test_locking_and_unlocking_lose_nothing(plain: Store) -> None:
    """All kinds, drafts and what was set aside go through both and come back."""
    keep(plain, *ALL)
    plain.write_draft(draft())
    plain.write_draft(draft("s2side"))
    aside = plain.set_aside_draft("s2side").read_bytes()
    before = plain.records()
    opened = lock(plain, PASSPHRASE)
    assert PLANTED.encode() not in everything_in(plain.home)
    assert opened.records() == before
    assert opened.draft("d2draf") == draft()
    assert unlock(plain, PASSPHRASE) == ()
    assert plain.keeping is Keeping.PLAIN
    assert plain.records() == before
    assert plain.draft("d2draf") == draft()
    assert [path.read_bytes() for path in plain.folder.aside.iterdir()] == [aside]
    assert not plain.folder.identity.exists()
    assert not plain.folder.recipient.exists()


def test_locking_takes_the_copies_that_sync_tools_make(plain: Store) -> None:
    """A conflict copy holds the same words, so it is locked as well; foreign files are not."""
    path = plain.save(check_in())
    conflict = "20261123T150500Z-check-in-k3f9q2.sync-conflict-20261124-120000-ABCDEFG.json"
    for name in (conflict, "copy.json"):
        (plain.folder.records / name).write_bytes(path.read_bytes())
    (plain.folder.records / "shopping.txt").write_text("milk")
    (plain.folder.records / f".{path.name}.1234.part").write_bytes(path.read_bytes())
    lock(plain, PASSPHRASE)
    assert PLANTED.encode() not in everything_in(plain.home)
    assert (plain.folder.records / "shopping.txt").read_text() == "milk"
    assert unlock(plain, PASSPHRASE) == ()
    assert (plain.folder.records / "copy.json").read_bytes() == path.read_bytes()


def test_no_part_of_a_locked_sitting_is_ever_in_clear(locked: Store) -> None:
    """Not for a moment: every file is looked at before every single call."""

    class Searching(Files):
        def step(self, what: str, path: Path) -> None:  # noqa: ARG002
            assert PLANTED.encode() not in everything_in(locked.home.parent), what

    sitting = Store(Folder(locked.home, Searching()), vault=QuickVault())
    for answered in (1, 2):
        sitting.write_draft(draft("k3f9q2", answered=answered))
    sitting.finish(check_in())
    keep(sitting, note(), amendment())
    readable = sitting.opened(PASSPHRASE)
    assert readable.records().check_ins[0].id == "k3f9q2"
    readable.write_draft(draft())
    readable.claim_draft("d2draf")
    change_passphrase(readable, PASSPHRASE, "another one")


def test_the_wrong_passphrase_opens_and_changes_nothing(locked: Store) -> None:
    """Locking, unlocking, changing: nothing happens under a wrong passphrase."""
    keep(locked, *ALL)
    before = everything_in(locked.home)
    closed = Store(Folder(locked.home), vault=QuickVault())
    calls: list[Call] = [
        lambda: closed.opened("wrong"),
        lambda: lock(closed, "wrong"),
        lambda: unlock(closed, "wrong"),
        lambda: change_passphrase(closed, "wrong", "new"),
    ]
    for refused in calls:
        with pytest.raises(WrongPassphraseError):
            refused()
    assert everything_in(locked.home) == before


def test_a_new_passphrase_opens_and_the_old_one_does_not(locked: Store) -> None:
    """The files stay as they are; only the key is wrapped anew."""
    path = locked.save(check_in())
    before = path.read_bytes()
    change_passphrase(locked, PASSPHRASE, "another one")
    closed = Store(Folder(locked.home), vault=QuickVault())
    assert closed.opened("another one").records().check_ins == (check_in(),)
    with pytest.raises(WrongPassphraseError):
        closed.opened(PASSPHRASE)
    assert path.read_bytes() == before


def test_a_lost_key_is_told(locked: Store) -> None:
    """Without identity.age nothing opens, and the sentence says what would help."""
    locked.save(check_in())
    locked.folder.identity.unlink()
    with pytest.raises(FitcheckError, match=r"lock\.no-identity"):
        Store(Folder(locked.home)).opened(PASSPHRASE)


def test_a_lost_recipient_never_leads_to_plain_answers(locked: Store) -> None:
    """Writing is refused until the answers are opened once, which mends it."""
    locked.save(check_in())
    locked.write_draft(draft())
    locked.folder.recipient.unlink()
    closed = Store(Folder(locked.home), vault=QuickVault())
    writes: list[Call] = [
        lambda: closed.write_draft(draft()),
        lambda: closed.write_draft(draft("n2newx")),
        lambda: closed.save(check_in("n2newx")),
    ]
    for write in writes:
        with pytest.raises(FitcheckError, match=r"lock\.no-recipient"):
            write()
    locked.folder.recipient.write_bytes(b"")
    with pytest.raises(FitcheckError, match=r"lock\.no-key-in-recipient"):
        closed.write_draft(draft())
    closed.opened(PASSPHRASE)
    closed.save(check_in("n2newx"))
    assert PLANTED.encode() not in everything_in(locked.home)


def test_a_file_for_another_key_is_left_alone(locked: Store, tmp_path: Path) -> None:
    """It may come from another computer, and is whole for that one."""
    other = lock(Store(Folder(tmp_path / "other"), vault=QuickVault()), "theirs")
    path = other.save(check_in("o2ther"))
    (locked.folder.records / path.name).write_bytes(path.read_bytes())
    locked.save(check_in())
    (trouble,) = locked.records().bad
    assert trouble.why is Why.OTHER_KEY
    assert mend(locked, inspect(locked)) == ()
    (left,) = unlock(locked, PASSPHRASE)
    assert left.path == trouble.path
    # The key stays with what it may be needed for.
    assert locked.keeping is Keeping.LOCKED
    assert locked.folder.identity.exists()
    with pytest.raises(OtherKeyError):
        locked.read(left.path)


def test_unlocking_finishes_once_the_damaged_are_set_aside(locked: Store) -> None:
    """One damaged file keeps the lock on; `check` and `mend` clear the way."""
    keep(locked, *ALL)
    damaged = locked.save(check_in("h2half"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    before = everything_in(locked.home)
    assert [one.path for one in unlock(locked, PASSPHRASE)] == [damaged]
    # Half a home in clear would pass for a locked one.
    assert everything_in(locked.home) == before
    (aside,) = mend(locked, inspect(locked))
    assert unlock(locked, PASSPHRASE) == ()
    assert locked.keeping is Keeping.PLAIN
    # Kept with its key: some of it may still be saved.
    assert aside.exists()
    assert locked.folder.identity.exists()
    again = lock(locked, "another one")
    assert again.records().check_ins == (check_in_amended(),)


def check_in_amended() -> object:
    items = check_in().responses.items
    changed = (items[0], amendment().now, *items[2:])
    return msgspec.structs.replace(
        check_in(), responses=msgspec.structs.replace(check_in().responses, items=changed)
    )


# Import


def test_an_import_never_overwrites(store: Store) -> None:
    """The same is skipped, new ones come in, and what differs is named and left."""
    keep(store, check_in(), note())
    other = check_in(therapist="Mona")
    came = store.add([other, note(), follow_up(), follow_up()])
    assert came.added == (follow_up(),)
    assert came.same == (note(), follow_up())
    assert came.different == (other,)
    assert store.records().check_ins == (check_in(),)


def test_an_import_never_replaces_a_damaged_file(store: Store) -> None:
    """Even a damaged file of that id is left for its owner to decide."""
    path = store.save(check_in())
    path.write_bytes(b"")
    assert store.add([check_in()]).different == (check_in(),)
    assert path.read_bytes() == b""


# Forgetting


def test_forgetting_a_check_in_takes_all_that_belongs_to_it(store: Store) -> None:
    """Its notes, follow-ups and amendments go with it; everything else stays."""
    keep(store, *ALL, check_in("o2ther"), note("o2note", of="o2ther"))
    going = find_check_ins(store, ["k3f9q2"])
    assert going.kinds == {"check-in": 1, "note": 1, "follow-up": 1, "amendment": 1}
    assert forget(store, going) == (*going.files, *going.last)
    assert {one.id for one in store.listing()} == {"o2ther", "o2note", "p2page", "j2jott"}


def test_forgetting_reaches_copies_leftovers_and_what_was_set_aside(store: Store) -> None:
    """A copy of a sync tool and an unfinished file hold the same words."""
    path = store.save(check_in())
    data = path.read_bytes()
    suffix = "".join(path.suffixes)
    (store.folder.records / f"copy{suffix}").write_bytes(data)
    (store.folder.records / f".{path.name}.0123.part").write_bytes(data)
    store.write_draft(draft("k3f9q2"))
    store.set_aside_draft("k3f9q2")
    store.write_draft(draft("k3f9q2"))
    forget(store, find_check_ins(store, ["k3f9q2"]))
    assert [one for one in store.home.rglob("*") if "k3f9q2" in one.name] == []
    assert not (store.folder.records / f"copy{suffix}").exists()


def test_forgetting_a_therapist_goes_by_the_label(store: Store) -> None:
    """Upper and lower case are alike, and drafts count."""
    keep(store, check_in(therapist="Mona"), note(), check_in("o2ther", therapist="Ida"))
    keep(store, page(therapist="Mona"), jot(therapist="mona"), page("p2othr", therapist="Ida"))
    store.write_draft(msgspec.structs.replace(draft(), therapist="MONA"))
    going = find_therapist(store, "mona")
    assert going.kinds == {"check-in": 1, "note": 1, "draft": 1, "page": 1, "jot": 1}
    forget(store, going)
    assert {one.id for one in store.listing()} == {"o2ther", "p2othr"}


def test_what_cannot_be_read_is_named_as_out_of_reach(store: Store) -> None:
    """A damaged file may hold something of it, and the person hears so."""
    path = store.save(check_in("h2half"))
    path.write_bytes(path.read_bytes()[:-30])
    keep(store, check_in())
    assert find_check_ins(store, ["k3f9q2"]).beyond == (path,)
    assert find_check_ins(store, ["h2half"]).last == (path,)


def test_forgetting_everything_leaves_nothing_of_ours(store: Store) -> None:
    """No record, draft, key, mark or folder; files of others stay, and are named."""
    keep(store, *ALL)
    store.write_draft(draft())
    store.write_draft(draft("s2side"))
    store.set_aside_draft("s2side")
    store.remember_plain_mode(True)
    store.folder.log.write_text("frames")
    closed = Store(Folder(store.home))  # needs no passphrase
    forget(closed, find_everything(closed))
    assert not store.home.exists()
    assert closed.keeping is Keeping.NOTHING


def test_forgetting_everything_spares_what_is_not_ours(store: Store) -> None:
    """A folder that held other things before keeps them."""
    keep(store, *ALL)
    foreign = store.folder.records / "shopping.txt"
    foreign.write_text("milk")
    going = find_everything(store)
    assert going.beyond == (foreign,)
    forget(store, going)
    assert [path for path in store.home.rglob("*") if path.is_file()] == [foreign]


# Looking after


def test_a_check_finds_and_a_mend_mends(store: Store) -> None:
    """Damaged, foreign, open and unfinished files; newer ones are left alone."""
    keep(store, check_in())
    damaged = store.save(check_in("h2half"))
    damaged.write_bytes(b"")
    newer = store.save(msgspec.structs.replace(check_in("f2utur"), schema=2))
    draft_path = store.write_draft(draft())
    draft_path.write_bytes(b"{}")
    (store.folder.drafts / "shopping.txt").write_text("milk")
    part = store.folder.drafts / f".{draft_path.name}.0123.part"
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    fresh = store.folder.drafts / f".{draft_path.name}.4567.part"
    fresh.write_bytes(b"of a program that runs")
    newer.chmod(0o644)
    store.folder.records.chmod(0o755)
    store = Store(Folder(store.home), vault=store.vault, key=store.key)
    health = inspect(store)
    assert not health.well
    assert {trouble.path for trouble in health.bad} >= {damaged, newer, draft_path}
    assert health.parts == (part,)
    if MEANS_PERMISSIONS:
        assert {store.folder.records, newer} <= set(health.open)
    mend(store, health)
    after = inspect(store)
    assert [trouble.path for trouble in after.bad] == [newer]
    assert after.open == after.parts == ()
    assert fresh.exists()
    assert store.records().check_ins == (check_in(),)
    assert len(list(store.folder.aside.iterdir())) == 3


def test_a_check_names_what_is_not_locked_yet(locked: Store) -> None:
    """Plain files in a locked store: a lock that did not finish, or another computer's."""
    path = locked.folder.records / "20261123T150500Z-check-in-k3f9q2.json"
    path.write_bytes(encode(check_in()))
    assert inspect(locked).plain == (path,)
    lock(locked, PASSPHRASE)
    assert inspect(locked).plain == ()
    assert locked.records().check_ins == (check_in(),)


def test_where_tells_every_place(store: Store) -> None:
    """Nothing is kept at a place that it does not name."""
    keep(store, *ALL)
    store.write_draft(draft())
    store.remember_plain_mode(True)
    places = {place.path: place.files for place in list_places(store)}
    files = [path for path in store.home.rglob("*") if path.is_file()]
    assert sum(places.values()) == len(files)
    assert all(path in places or path.parent in places for path in files)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/mo/Dropbox/notes", "Dropbox"),
        ("/home/mo/Dropbox (Home)/notes", "Dropbox"),
        ("C/Users/mo/OneDrive - Some Office/notes", "OneDrive"),
        ("/Users/mo/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/Users/mo/Library/CloudStorage/GoogleDrive-mo@example.org/My Drive", "Google Drive"),
        ("/home/mo/Nextcloud/x", "Nextcloud"),
        ("/home/mo/Sync/x", "Syncthing"),
        ("/home/mo/.local/share/fitcheck", ""),
        ("/home/mo/synchro/dropboxes", ""),
    ],
)
def test_a_synced_folder_is_recognised_by_its_path(path: str, service: str) -> None:
    """A hint, made from the path alone."""
    assert looks_synced(Path(path)) == service


# Errors


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "not allowed"),
        (errno.EPERM, "not allowed"),
        (errno.ENOENT, "not there any more"),
        (errno.ENOTDIR, "in the way"),
        (errno.EIO, "could not be used"),
    ],
)
def test_what_the_system_refuses_is_a_sentence(number: int, said: str) -> None:
    """What happened, where, and what to do; never a number alone."""
    error = explain(OSError(number, os.strerror(number), "/home/mo/x"))
    assert said in say_what(error)
    assert "/home/mo/x" in say_what(error)
    assert say_todo(error)


def test_an_unfinished_file_is_told_by_its_folder() -> None:
    """Its name means nothing to a person, and it is gone when they look."""
    error = explain(OSError(errno.EACCES, "denied", "/home/mo/x/.draft.json.0123.part"))
    assert say_what(error) == "fitcheck is not allowed to use /home/mo/x."


def test_a_home_that_vanished_is_told_and_stays_gone(plain: Store, tmp_path: Path) -> None:
    """A disk that was taken out: the sitting hears it, and nothing is made in its place."""
    plain.write_draft(draft())
    plain.home.rename(tmp_path / "away")
    with pytest.raises(FitcheckError, match=r"store\.gone"):
        plain.write_draft(draft())
    with pytest.raises(FitcheckError, match=r"store\.gone"):
        plain.save(check_in())
    assert not plain.home.exists()


def test_a_file_in_the_place_of_the_home_is_told(nothing: Store) -> None:
    """FITCHECK_HOME may name a file by mistake."""
    nothing.home.write_text("a file")
    with pytest.raises(FileExistsError) as refused:
        nothing.begin()
    assert explain(refused.value).key == "refused.in-the-way"
    assert nothing.home.read_text() == "a file"


def test_folders_that_a_sync_tool_dropped_are_made_again(locked: Store) -> None:
    """An empty folder is nothing that a sync tool carries over."""
    locked.folder.records.rmdir()
    locked.folder.drafts.rmdir()
    locked.write_draft(draft())
    locked.save(check_in())
    assert locked.records().check_ins == (check_in(),)


def test_a_replacement_is_tried_again_for_a_while(plain: Store) -> None:
    """On Windows a virus scanner holds a new file for a moment."""
    held = [1, 2, 3]

    class Scanned(Files):
        patience = 5.0

        def step(self, what: str, path: Path) -> None:
            if what == "replace" and held:
                held.pop()
                raise PermissionError(errno.EACCES, "held", str(path))

    Store(Folder(plain.home, Scanned())).write_draft(draft())
    assert plain.draft("d2draf") == draft()
    assert held == []


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_disk_without_links_keeps_and_never_overwrites(plain: Store, number: int) -> None:
    """A memory stick or a phone knows no hard links; records are kept there all the same."""

    class NoLinks(Files):
        def link(self, old: Path, new: Path) -> None:  # noqa: ARG002
            raise OSError(number, "no links", str(new))

    store = Store(Folder(plain.home, NoLinks()))
    store.save(check_in())
    with pytest.raises(FitcheckError, match=r"store\.taken"):
        store.save(check_in(therapist="Mona"))
    with pytest.raises(FileExistsError):
        store.folder.files.publish(store.listing()[0].path, b"")
    assert store.records().check_ins == (check_in(),)
