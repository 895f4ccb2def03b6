"""`fitcheck data`: what it says, what it does, and what it leaves alone."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from fitcheck.store.codec import encode
from fitcheck.store.files import MEANS_PERMISSIONS, Files
from fitcheck.store.folder import Folder
from fitcheck.store.records import Record
from fitcheck.store.store import Store
from tests.store.made import (
    PASSPHRASE,
    PLANTED,
    amendment,
    check_in,
    draft,
    follow_up,
    note,
)
from tests.world import Ran, World

MONA: tuple[Record, ...] = (check_in(therapist="Mona"), note(), follow_up(), amendment())
IDA: tuple[Record, ...] = (
    check_in("o2ther", days=30, therapist="Ida"),
    note("o2note", of="o2ther", days=30),
)


@pytest.fixture
def used(world: World) -> World:
    """A plain home with two check-ins, all that belongs to them, and a paused one."""
    store = Store(Folder(world.home))
    store.begin()
    for record in (*MONA, *IDA):
        store.save(record)
    store.write_draft(draft())
    return world


@pytest.fixture
def locked(used: World, cheap_lock: None) -> World:  # noqa: ARG001
    """The same home, locked."""
    assert talk(used, "lock", typed=(PASSPHRASE, PASSPHRASE)).code == 0
    return used


def talk(world: World, *words: str | Path, typed: Sequence[str] = ()) -> Ran:
    """Run `fitcheck data` in plain mode, and type these lines when it asks."""
    return world.fitcheck("data", *words, "--plain", stdin="".join(f"{one}\n" for one in typed))


def silent(world: World, *words: str | Path) -> Ran:
    """Run it where nobody could be asked: no terminal, and not in plain mode."""
    return world.fitcheck("data", *words)


def bytes_of(world: World) -> dict[str, bytes]:
    """Every file of a home."""
    return {name: (world.home / name).read_bytes() for name in world.files}


def ids(world: World) -> set[str]:
    """What is kept, by id, as far as names tell."""
    store = Store(Folder(world.home))
    return {one.id for one in (*store.listing(), *store.drafts())}


def in_clear(world: World) -> bool:
    """Whether a search over all files finds what the person said."""
    return any(PLANTED.encode() in data for data in bytes_of(world).values())


# Where and check


def test_where_names_every_file_and_no_word(used: World) -> None:
    """Each place is told with its count, its path unbroken, and nothing of what was said."""
    ran = silent(used, "where")
    assert ran.code == 0
    assert f"{used.home / 'records'}: 6 files." in ran.out
    assert f"{used.home / 'drafts'}: 1 file." in ran.out
    assert "plain files" in ran.out
    assert PLANTED not in ran.out
    assert "Mona" not in ran.out


def test_where_needs_no_passphrase(locked: World) -> None:
    """A locked home tells its places to anyone, and that it is locked."""
    ran = silent(locked, "where")
    assert ran.code == 0
    assert "kept locked" in ran.out
    assert str(locked.home / "identity.age") in ran.out


def test_where_nothing_is_kept_nothing_is_made(world: World) -> None:
    """It says where something would be, and makes no folder for it."""
    ran = silent(world, "where")
    assert ran.code == 0
    assert "Nothing is kept" in ran.out
    assert str(world.home) in ran.out
    assert not world.home.exists()


def test_a_synced_home_is_pointed_out(world: World, tmp_path: Path) -> None:
    """Whoever keeps answers in a synced folder hears that they travel."""
    world.home = tmp_path / "Dropbox" / "notes"
    assert "Dropbox seems to copy this folder" in silent(world, "where").out


def test_a_check_of_a_good_home(used: World) -> None:
    """All well: one line, exit 0, and nothing is asked."""
    ran = silent(used, "check")
    assert (ran.code, ran.err) == (0, "")
    assert "Every file is fine" in ran.out


def test_a_check_mends_when_asked_to(used: World) -> None:
    """A damaged file is set aside, a leftover cleared, an open one closed; the rest stays."""
    records = used.home / "records"
    damaged = records / "20261123T150500Z-check-in-c2half.json"
    damaged.write_bytes(b"{")
    damaged.chmod(0o644)
    part = records / f".{damaged.name}.0123.part"
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    before = ids(used)
    ran = silent(used, "check")
    assert ran.code == 1
    assert str(damaged) in ran.out
    assert str(part) in ran.out
    assert "on a terminal and say yes" in ran.err
    assert damaged.exists()
    ran = talk(used, "check", typed=["no"])
    assert ran.code == 1
    assert damaged.exists()
    ran = talk(used, "check", typed=["yes"])
    assert ran.code == 0
    assert f"Set aside, not lost: {used.home / 'set-aside' / damaged.name}" in ran.err
    assert silent(used, "check").code == 0
    assert ids(used) == before - {"c2half"}


def test_a_newer_file_is_left_alone(used: World) -> None:
    """There is nothing to mend about it: it is named, nothing is asked, and it stays."""
    newer = encode(check_in("f2utur")).replace(b'"schema":1', b'"schema":2')
    path = used.home / "records" / "20261123T150500Z-check-in-f2utur.json"
    path.write_bytes(newer)
    path.chmod(0o600)
    ran = talk(used, "check")
    assert ran.code == 1
    assert "newer fitcheck" in ran.out
    assert "left as they are" in ran.err
    assert path.read_bytes() == newer


@pytest.mark.parametrize("words", [("check",), ("lock",), ("export",), ("forget", "latest")])
def test_where_nothing_is_kept_there_is_nothing_to_do(world: World, words: Sequence[str]) -> None:
    """It says so, and makes no folder."""
    ran = silent(world, *words)
    assert ran.code == (0 if words == ("check",) else 2)
    assert "Nothing is kept" in ran.out + ran.err
    assert not world.home.exists()


# Lock, unlock, passphrase


def test_locking_hides_and_unlocking_brings_back(used: World, cheap_lock: None) -> None:  # noqa: ARG001
    """Everything, the paused check-in too, is hidden and comes back byte for byte."""
    before = bytes_of(used)
    ran = talk(used, "lock", typed=[PASSPHRASE, PASSPHRASE])
    assert ran.code == 0
    assert "Keep your passphrase in a safe place" in ran.err
    assert not in_clear(used)
    assert ids(used) == {"k3f9q2", "n2note", "f2came", "a2chng", "o2ther", "o2note", "d2draf"}
    assert talk(used, "unlock", typed=[PASSPHRASE]).code == 0
    assert bytes_of(used) == before


def test_locking_explains_loss_and_asks_twice(used: World, cheap_lock: None) -> None:  # noqa: ARG001
    """Two that differ are asked for again; an empty one changes nothing."""
    before = bytes_of(used)
    ran = talk(used, "lock", typed=["one", "another", ""])
    assert ran.code == 1
    assert "If this passphrase is lost, your answers are lost." in ran.err
    assert "were not the same" in ran.err
    assert "nothing was changed" in ran.err
    assert bytes_of(used) == before


def test_locking_again_says_so(locked: World) -> None:
    """Where everything is locked already, no passphrase is asked for."""
    before = bytes_of(locked)
    ran = silent(locked, "lock")
    assert (ran.code, ran.err) == (0, "Everything is locked already.\n")
    assert bytes_of(locked) == before


def test_locking_finishes_what_broke_off(locked: World) -> None:
    """A plain file in a locked home, from a crash or another computer, is locked as well."""
    path = locked.home / "records" / "20270101T000000Z-check-in-l2late.json"
    path.write_bytes(encode(check_in("l2late")))
    path.chmod(0o600)
    ran = talk(locked, "check", typed=[PASSPHRASE])
    assert ran.code == 1
    assert "not locked yet" in ran.out
    assert "fitcheck --plain data lock" in ran.err
    assert talk(locked, "lock", typed=["wrong", PASSPHRASE]).code == 0
    assert not in_clear(locked)
    assert "l2late" in ids(locked)


@pytest.mark.parametrize("words", [("unlock",), ("passphrase",)])
def test_what_is_not_locked_cannot_be_unlocked(used: World, words: Sequence[str]) -> None:
    """A plain home has no passphrase to ask for."""
    ran = talk(used, *words)
    assert ran.code == 2
    assert "Nothing is locked here." in ran.err


@pytest.mark.parametrize("words", [("unlock",), ("passphrase",)])
def test_a_wrong_passphrase_is_asked_for_again(locked: World, words: Sequence[str]) -> None:
    """Three tries, each told what may be wrong; then nothing was changed."""
    before = bytes_of(locked)
    ran = talk(locked, *words, typed=["wrong", "worse", "worst"])
    assert ran.code == 1
    assert ran.err.count("the passphrase is wrong, or the file identity.age is damaged") == 3
    assert bytes_of(locked) == before
    ran = talk(locked, *words, typed=["wrong", ""])
    assert ran.code == 1
    assert "Nothing was changed" in ran.err
    assert bytes_of(locked) == before


def test_a_new_passphrase_opens(locked: World) -> None:
    """The old one opens no more, and the person hears about old copies of the key."""
    ran = talk(locked, "passphrase", typed=[PASSPHRASE, "another one", "another one"])
    assert ran.code == 0
    assert "Old copies of identity.age" in ran.err
    assert talk(locked, "unlock", typed=[PASSPHRASE] * 3).code == 1
    assert talk(locked, "unlock", typed=["another one"]).code == 0


def test_the_end_of_input_is_a_pause(locked: World) -> None:
    """It never answers: exit 130, and nothing is changed."""
    before = bytes_of(locked)
    for words in (("unlock",), ("passphrase",), ("forget", "--everything")):
        assert talk(locked, *words).code == 130
    assert bytes_of(locked) == before


@pytest.mark.parametrize(
    "words",
    [
        ("lock",),
        ("forget", "latest"),
        ("forget", "--everything"),
        ("forget", "--everything", "--yes"),
    ],
)
def test_what_asks_needs_a_terminal(used: World, words: Sequence[str]) -> None:
    """Without one: exit 3, the way out is named, and nothing is changed."""
    before = bytes_of(used)
    ran = silent(used, *words)
    assert ran.code == 3
    assert "terminal" in ran.err
    assert bytes_of(used) == before


@pytest.mark.parametrize(
    "words", [("unlock",), ("export",), ("import", "-"), ("forget", "latest", "--yes")]
)
def test_a_locked_home_without_a_terminal(locked: World, words: Sequence[str]) -> None:
    """Whatever has to read says why it cannot, and changes nothing."""
    before = bytes_of(locked)
    ran = locked.fitcheck("data", *words, stdin='{"schema": 1, "records": []}')
    assert (ran.code, ran.out) == (3, "")
    assert "terminal" in ran.err
    assert bytes_of(locked) == before


def test_unlocking_names_what_it_cannot_open(locked: World) -> None:
    """A damaged file keeps the lock on, and the way out is named."""
    (path,) = (locked.home / "records").glob("*-note-n2note.json.age")
    path.write_bytes(path.read_bytes()[:-1])
    before = bytes_of(locked)
    ran = talk(locked, "unlock", typed=[PASSPHRASE])
    assert ran.code == 1
    assert str(path) in ran.err
    assert "fitcheck --plain data check" in ran.err
    assert bytes_of(locked) == before
    assert talk(locked, "check", typed=[PASSPHRASE, "yes"]).code == 0
    assert talk(locked, "unlock", typed=[PASSPHRASE]).code == 0


# Export and import


def test_a_copy_comes_back_elsewhere(used: World, tmp_path: Path) -> None:
    """All records go out as one file for their owner alone, and come in elsewhere."""
    copy = tmp_path / "copy.json"
    ran = silent(used, "export", "-o", copy)
    assert ran.code == 0
    assert str(copy) in ran.err
    assert "it is not locked" in ran.err
    assert "A paused check-in is not in an export." in ran.err
    if MEANS_PERMISSIONS:
        assert copy.stat().st_mode & 0o777 == 0o600
    elsewhere = World(home=tmp_path / "elsewhere")
    ran = silent(elsewhere, "import", copy)
    assert ran.code == 0
    assert "6 records came in. 0 were here already." in ran.err
    assert "kept as plain files" in ran.err
    assert silent(elsewhere, "export").out == copy.read_text(encoding="utf-8")
    again = silent(elsewhere, "import", copy)
    assert again.err == "0 records came in. 6 were here already.\n"


def test_a_locked_home_exports_and_takes_in(locked: World, tmp_path: Path) -> None:
    """After the passphrase; what comes in is locked at once."""
    ran = talk(locked, "export", typed=[PASSPHRASE])
    assert ran.code == 0
    assert PLANTED in ran.out
    extra = tmp_path / "extra.json"
    extra.write_text(ran.out.replace("k3f9q2", "e2xtra"), encoding="utf-8")
    assert talk(locked, "import", extra, typed=[PASSPHRASE]).code == 0
    assert "e2xtra" in ids(locked)
    assert not in_clear(locked)


def test_an_export_overwrites_nothing(used: World, tmp_path: Path) -> None:
    """A file that is there stays, and the option that replaces it is named."""
    copy = tmp_path / "copy.json"
    copy.write_text("mine")
    ran = silent(used, "export", "-o", copy)
    assert ran.code == 1
    assert "already there" in ran.err
    assert "--force" in ran.err
    assert copy.read_text() == "mine"


def test_an_import_overwrites_nothing(used: World, tmp_path: Path) -> None:
    """A record that is here with other content stays as it is, and is named."""
    copy = tmp_path / "copy.json"
    copy.write_text(silent(used, "export").out.replace('"Mona"', '"Lisa"'), encoding="utf-8")
    before = bytes_of(used)
    ran = silent(used, "import", copy)
    assert ran.code == 0
    assert "k3f9q2 is here with other content, and was left as it is." in ran.err
    assert bytes_of(used) == before


def test_a_spreadsheet_has_a_row_for_each_answer(used: World) -> None:
    """With the changed answer as it is now."""
    rows = list(csv.DictReader(io.StringIO(silent(used, "export", "--csv").out)))
    assert len(rows) == 66
    changed = [row for row in rows if row["question"] == "question-2"]
    assert [(row["check-in"], row["answer"]) for row in changed] == [
        ("k3f9q2", "rarely"),
        ("o2ther", "often"),
    ]


@pytest.mark.parametrize("name", ["all.json", "answers.csv"])
def test_an_export_is_written_piece_by_piece(
    used: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """However much is kept, no more than one record of it is in memory."""
    write, pieces = Files.write, []

    def watch(files: Files, handle: int, path: Path, data: bytes) -> None:
        pieces.append(len(data))
        write(files, handle, path, data)

    monkeypatch.setattr(Files, "write", watch)
    assert silent(used, "export", "-o", tmp_path / name).code == 0
    check_ins = [name for name in used.files if "check-in" in name]
    assert len(pieces) > len(check_ins) == 2
    assert max(pieces) < sum(pieces) * 2 / 3


def test_a_spreadsheet_in_a_file_says_how_it_is_written(used: World, tmp_path: Path) -> None:
    """It begins with a byte order mark, which some spreadsheets need; the output does not."""
    file = tmp_path / "answers.csv"
    assert silent(used, "export", "-o", file).code == 0
    told = silent(used, "export", "--csv").out
    assert not told.startswith("\ufeff")
    assert file.read_bytes().decode() == f"\ufeff{told}"


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"no json", b"\xff\xfe\x00", b"\x80 no text", b'{"schema": 9, "records": []}'],
)
def test_what_is_no_export_is_told(world: World, tmp_path: Path, data: bytes) -> None:
    """Whatever the file holds: a sentence, exit 1, and not even a folder is made."""
    file = tmp_path / "file"
    file.write_bytes(data)
    ran = silent(world, "import", file)
    assert ran.code == 1
    assert "bug" not in ran.err
    assert "export" in ran.err or "newer" in ran.err
    assert not world.home.exists()


def test_a_file_that_is_not_there_is_told(world: World, tmp_path: Path) -> None:
    """The sentence names it."""
    ran = silent(world, "import", tmp_path / "missing.json")
    assert ran.code == 1
    assert "missing.json could not be read" in ran.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_copy_that_windows_wrote_comes_in(used: World, tmp_path: Path, encoding: str) -> None:
    """`> FILE` in older shells there writes a mark in front, or wide letters."""
    copy = tmp_path / "copy.json"
    copy.write_text(silent(used, "export").out, encoding=encoding)
    ran = silent(used, "import", copy)
    assert ran.err == "0 records came in. 6 were here already.\n"


# Forget


def test_a_check_in_is_forgotten_with_what_belongs_to_it(used: World) -> None:
    """What goes is named first, by count and day; the rest stays, byte for byte."""
    before = bytes_of(used)
    ran = talk(used, "forget", "1", typed=["yes"])
    assert ran.code == 0
    named, _, after = ran.err.partition("Forget this for good?")
    assert (
        "This goes for good: 1 changed answer, 1 check-in, 1 answer on what came of a topic, "
        "1 note, of 23 November 2026." in named
    )
    assert "4 files are gone. Some things fitcheck cannot reach" in after
    left = bytes_of(used)
    assert left == {name: data for name, data in before.items() if name in left}
    assert ids(used) == {"o2ther", "o2note", "d2draf"}


def test_no_is_no(used: World) -> None:
    """Whoever says no, or mistypes the word, keeps everything."""
    before = bytes_of(used)
    for words, typed in (
        (("latest",), ["no"]),
        (("--everything",), ["yes"]),
        (("--everything",), ["every thing"]),
        (("--everything", "--yes"), [""]),
    ):
        ran = talk(used, "forget", *words, typed=typed)
        assert ran.code == 0
        assert ran.err.endswith("Nothing was forgotten.\n")
        assert bytes_of(used) == before


def test_yes_does_not_ask(used: World) -> None:
    """`--yes` is for scripts: it needs no terminal, and still tells what goes."""
    ran = silent(used, "forget", "latest", "previous", "--yes")
    assert ran.code == 0
    assert "2 check-ins" in ran.err
    assert "from 23 November 2026 to 23 December 2026" in ran.err
    assert ids(used) == {"d2draf"}


def test_a_therapist_is_forgotten(used: World) -> None:
    """By the label, upper and lower case alike."""
    assert silent(used, "forget", "--therapist", "MONA", "--yes").code == 0
    assert ids(used) == {"o2ther", "o2note", "d2draf"}
    ran = silent(used, "forget", "--therapist", "Mona", "--yes")
    assert ran.code == 2
    assert "nothing was forgotten" in ran.err


def test_a_paused_and_a_damaged_check_in_are_forgotten_by_id(used: World) -> None:
    """The id is in the name of the file, so nothing needs to be read for it."""
    (path,) = (used.home / "records").glob("*-check-in-o2ther.json")
    path.write_bytes(b"")
    assert silent(used, "forget", "d2draf", "o2ther", "--yes").code == 0
    assert not any("d2draf" in name or "o2ther" in name for name in used.files)
    assert "k3f9q2" in ids(used)


def test_everything_goes_for_the_word(used: World) -> None:
    """No file and no folder is left, and the person hears what is out of reach."""
    ran = talk(used, "forget", "--everything", typed=["Everything "])
    assert ran.code == 0
    assert "2 check-ins" in ran.err
    assert "1 paused check-in" in ran.err
    assert "backups" in ran.err
    assert not used.home.exists()


def test_everything_goes_without_the_passphrase(locked: World) -> None:
    """It may be lost, and that must not keep anybody from leaving."""
    assert talk(locked, "forget", "--everything", typed=["everything"]).code == 0
    assert not locked.home.exists()


def test_a_part_of_a_locked_home_is_forgotten(locked: World) -> None:
    """After the passphrase, since only the content tells what belongs to it."""
    assert talk(locked, "forget", "--therapist", "mona", "--yes", typed=[PASSPHRASE]).code == 0
    assert ids(locked) == {"o2ther", "o2note", "d2draf"}
    ran = talk(locked, "forget", "latest", "--yes", typed=["wrong"] * 3)
    assert ran.code == 1
    assert ids(locked) == {"o2ther", "o2note", "d2draf"}


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("latest", "--everything"),
        ("--therapist", "Mona", "--everything"),
        ("--therapist", ""),
        ("7",),
        ("z2zzzz",),
    ],
)
def test_what_is_unclear_forgets_nothing(used: World, words: Sequence[str]) -> None:
    """No scope, two at once, an empty label, a check-in that is not there: exit 2."""
    before = bytes_of(used)
    assert silent(used, "forget", *words, "--yes").code == 2
    assert bytes_of(used) == before


def test_what_is_not_ours_stays(used: World) -> None:
    """A foreign file survives even everything, and is named."""
    foreign = used.home / "records" / "shopping.txt"
    foreign.write_text("milk")
    ran = talk(used, "forget", "--everything", typed=["everything"])
    assert f"{foreign} was not made by fitcheck, so it stays." in ran.err
    assert used.files == ["records/shopping.txt"]
