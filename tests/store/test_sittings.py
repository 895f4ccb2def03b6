"""Whole sittings, on homes that are locked, damaged, gone or read-only: nothing is lost or shown.

Every command here runs as a person would type it, in plain mode.
"""

import errno
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from fitcheck.cli.context import Context
from fitcheck.questions.model import Bank
from fitcheck.store.codec import encode
from fitcheck.store.files import Files
from fitcheck.store.folder import Folder
from fitcheck.store.locking import lock
from fitcheck.store.store import Keeping, Store
from tests.store.made import PASSPHRASE, check_in
from tests.talk import END, Typed, Typist, talk
from tests.world import START, Stream, World

ASSESS = ("assess", "--stage", "established", "--meeting", "video")
FIRST, SECOND = "Question 1 of", "Question 5 of"
TICKS = "Type numbers to tick"

NOTED = "She laughed when I told her about the fall."
HALF = "He said it again, and I"
LABEL = "The one above the bakery"
HAPPENED = "I could not say stop in March."
WISH = "Wait for me to finish."
CHANGED = "Slow down when I go quiet."
PLANTED = (NOTED, HALF, LABEL, HAPPENED, WISH, CHANGED)

NEW = {"A new passphrase": [PASSPHRASE], "The same once more": [PASSPHRASE]}
OPEN = {"Your passphrase": [PASSPHRASE]}


def stop_card(bank: Bank) -> str:
    """A card whose answer weighs alone."""
    return next(one.text for one in bank.questions if one.id == "could-stop")


@pytest.fixture
def folders(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Where a search looks: the home, and the only temporary folder there is."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return world.home, temporary


def found(folders: Sequence[Path], words: Sequence[str]) -> list[str]:
    """Which of these words a search over all names and bytes of these folders finds."""
    everything = b"\n".join(
        str(path).encode() + (b"\n" + path.read_bytes() if path.is_file() else b"")
        for folder in folders
        for path in folder.rglob("*")
    )
    return [one for one in words if one.encode() in everything]


# Locked


def sit(world: World, bank: Bank, *, first: Mapping[str, Sequence[Typed]]) -> None:
    """A first sitting: a note, an answer that stands out, and a pause inside a second note."""
    ran = talk(
        world,
        *ASSESS,
        says={
            **first,
            "Your note\n": [NOTED, HALF + END],
            FIRST: ["t"],
            stop_card(bank): ["t"],
        },
    )
    assert ran.code == 130
    assert "Paused" in ran.err


def go_on(world: World, bank: Bank) -> None:
    """The second half: to the summary, and to a note with words of one's own."""
    ran = talk(
        world,
        "assess",
        says={
            **OPEN,
            "You paused a check-in": [""],
            "Your note\n": [""],
            stop_card(bank): ["2"],
            "A name for this therapist": [LABEL],
            "make a note for your session": ["now"],
            "What kind of talk": [""],
            "What would you like to bring?": ["1", ""],
            "What is it about, and what": [HAPPENED],
            "What made it hard": [""],
            "What would you like?": [WISH],
            "Type numbers to tick": [""] * 4,
            "word for word": ["yes, it is right"],
            "Where should it go?": ["only on this screen"],
            "Clear the screen?": ["n"],
        },
    )
    assert ran.code == 0, ran.err
    assert "is kept" in ran.err


@pytest.mark.parametrize("begun", ["locked", "plain"])
def test_nothing_of_a_locked_sitting_is_in_clear(
    world: World,
    bank: Bank,
    folders: tuple[Path, Path],
    cheap_lock: None,  # noqa: ARG001
    begun: str,
) -> None:
    """Paused, resumed and finished, or locked in the middle: no sentence is found anywhere."""
    if begun == "locked":
        sit(world, bank, first={"should your answers be kept": ["2"], **NEW})
    else:
        sit(world, bank, first={"should your answers be kept": ["1"]})
        assert found(folders, PLANTED) == [NOTED, HALF]
        assert talk(world, "data", "lock", says=NEW).code == 0
    assert Store(Folder(world.home)).keeping is Keeping.LOCKED
    assert found(folders, PLANTED) == []
    go_on(world, bank)
    assert found(folders, PLANTED) == []
    came_of = {"What came of it?": ["3"], "How should it read?": [CHANGED]}
    assert talk(world, "topics", says={**OPEN, **came_of}).code == 0
    assert found(folders, PLANTED) == []
    kept = talk(world, "data", "export", says=OPEN).out
    assert [one for one in PLANTED if one not in kept] == []


def test_the_passphrase_is_asked_for_once(
    world: World,
    cheap_lock: None,  # noqa: ARG001
) -> None:
    """However often a command reads, it asks once."""
    lock(Store(Folder(world.home)), PASSPHRASE)
    env = world.env()
    assert isinstance(env.stderr, Stream)
    context = Context(env=env._replace(stdin=Typist(env.stderr, OPEN)), plain_by_name=True)
    assert context.collection().check_ins == context.opened().records().check_ins == ()


# The separate questions


CSV = ("data", "export", "--csv")
SAID = "It was in March, by message."


def say(bank: Bank, tier: str) -> dict[str, Sequence[Typed]]:
    """What somebody types who says yes at a gate and to its first line of a tier, with a note."""
    gates = bank.separate.gates
    line = next(line for gate in gates for line in gate.lines if line.tier == tier)
    return {
        "Would you like to look at them now?": ["1"],
        "Your note\n": [SAID, ""],
        line.text: ["t", "y"],
        line.line: ["y"],
    }


def traces(bank: Bank) -> list[str]:
    """Every word that would tell of it: ids, questions, tiers, what was typed."""
    questions = bank.separate.questions
    return [SAID, *(one.id for one in questions), *(one.text for one in questions), '"tier":"']


def left(world: World) -> list[str]:
    """All that is kept, but for times, which pass while one answers, and sums over them."""
    time = re.compile(r"\d{4}-?\d\d-?\d\dT\d\d:?\d\d:?\d\d(\.\d+)?Z|crc32:[0-9a-f]{8}")
    return [
        time.sub("then", f"{name}\n{(world.home / name).read_text(encoding='utf-8')}")
        for name in world.files
    ]


@pytest.mark.parametrize(
    ("tier", "then"),
    [("A", "see my other answers"), ("B", "go on with my check-in")],
)
def test_a_yes_leaves_the_same_as_a_no(
    world: World, bank: Bank, tmp_path: Path, folders: tuple[Path, Path], tier: str, then: str
) -> None:
    """What was said in the separate questions changes no byte of what is kept."""
    keep = {"should your answers be kept": ["1"], "Clear the screen?": ["n"]}
    said = {**say(bank, tier), "What would you like now?": [then, "leave"]}
    assert talk(world, *ASSESS, says={**keep, **said}).code == 0
    assert found(folders, traces(bank)) == []
    other = World(home=tmp_path / "other")
    assert talk(other, *ASSESS, says=keep).code == 0
    assert left(world) == left(other)


@pytest.mark.parametrize("way", ["stop here and clear the screen", "pause"])
def test_a_pause_drops_what_was_said_there(
    world: World, bank: Bank, folders: tuple[Path, Path], way: str
) -> None:
    """Stopping and pausing keep the everyday answers, and nothing else."""
    keep = {"should your answers be kept": ["1"], FIRST: ["4"]}
    said = {**say(bank, "A"), "What would you like now?": ["q" if way == "pause" else way]}
    assert talk(world, *ASSESS, says={**keep, **said}).code == 130
    assert found(folders, traces(bank)) == []
    (entry,) = Store(Folder(world.home)).drafts()
    replies = Store(Folder(world.home)).draft(entry.id).answers.replies
    assert "often" in {reply.id for reply in replies.values()}


@pytest.mark.parametrize("keeping", ["1", "2"], ids=["plain", "locked"])
def test_a_page_that_is_kept_is_kept_whole_and_once(
    world: World,
    bank: Bank,
    folders: tuple[Path, Path],
    cheap_lock: None,  # noqa: ARG001
    keeping: str,
) -> None:
    """It is told only where asked for by name, and is in clear nowhere where answers are locked."""
    says: dict[str, Sequence[Typed]] = {
        "should your answers be kept": [keeping],
        **NEW,
        **say(bank, "A"),
        "What would you like now?": [
            "keep a page for myself, with dates",
            "see my other answers",
            "leave",
        ],
        "What happened, with dates": [HAPPENED, ""],
        "Keep this page": ["yes"],
        "Clear the screen?": ["n"],
    }
    assert talk(world, *ASSESS, says=says).code == 0
    assert found(folders, [HAPPENED]) == ([HAPPENED] if keeping == "1" else [])
    assert [name for name in world.files if "draft" in name] == []
    told = talk(world, "show", "--json", says=OPEN).out
    assert HAPPENED not in told
    for words in (("report", "-o", "-"), ("report", "--for", "me", "-o", "-"), CSV):
        assert HAPPENED not in talk(world, *words, says=OPEN).out
    assert HAPPENED in talk(world, "show", "--json", "--private", says=OPEN).out


# Homes that make trouble


def answered(world: World, before_third: Callable[[], str]) -> tuple[int, str]:
    """Answer two cards, let something happen, and answer on; the exit code and what was told."""
    lines: list[Typed] = ["4", "4", before_third]
    ran = talk(
        world, *ASSESS, says={"should your answers be kept": ["1"], "Your answer, 1 to 5": lines}
    )
    return ran.code, ran.err


def test_a_home_that_vanishes_is_told(world: World, tmp_path: Path) -> None:
    """A disk that was taken out in the middle: what is on it is whole, and goes on later."""
    away = tmp_path / "away"

    def vanish() -> str:
        world.home.rename(away)
        return "4"

    code, told = answered(world, vanish)
    assert code == 1
    assert f"Nothing is kept in {world.home} any more" in told
    assert "Bring it back" in told
    assert not world.home.exists()
    away.rename(world.home)
    assert kept_replies(world) == ["often", "often"]
    assert talk(world, "assess", says={"You paused": [""], "Clear": ["n"]}).code == 0


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EROFS, "can only be read"),
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "not allowed"),
        (errno.EIO, "could not be used"),
    ],
)
def test_a_home_that_takes_no_more_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """Read-only, full, forbidden or failing: a sentence, and what was kept is whole."""

    def refuse(_files: Files, path: Path, _data: bytes) -> None:
        raise OSError(number, os.strerror(number), str(path))

    def turn() -> str:
        monkeypatch.setattr(Files, "create", refuse)
        return "4"

    code, told = answered(world, turn)
    assert code == 1
    assert said in told
    assert str(world.home) in told
    assert "Traceback" not in told
    assert kept_replies(world) == ["often", "often"]
    monkeypatch.undo()
    assert talk(world, "assess", says={"You paused": [""], "Clear": ["n"]}).code == 0


@pytest.mark.parametrize("keeping", ["1", "2"], ids=["plain", "locked"])
def test_what_was_typed_is_offered_again(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    cheap_lock: None,  # noqa: ARG001
    keeping: str,
) -> None:
    """A disk that is full for a moment costs no word: it is said, and tried again."""
    create = Files.create

    def refuse(_files: Files, path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full", str(path))

    def fill() -> str:
        monkeypatch.setattr(Files, "create", refuse)
        return NOTED

    def free() -> str:
        monkeypatch.setattr(Files, "create", create)
        return "1"

    ran = talk(
        world,
        *ASSESS,
        says={
            "should your answers be kept": [keeping],
            **NEW,
            "could not be kept just now": ["1", free],
            "Your note\n": [fill],
            FIRST: ["t", "4"],
            SECOND: ["q"],
        },
    )
    assert ran.code == 130
    assert ran.err.count("The disk is full") == 2
    (entry,) = Store(Folder(world.home)).drafts()
    opened = Store(Folder(world.home))
    opened = opened if opened.is_readable else opened.opened(PASSPHRASE)
    assert NOTED in opened.draft(entry.id).answers.notes.values()


JOT = ("jot",)
REPORT = ("report",)
TYPED = {
    JOT: {"What would you like to keep": [NOTED, ""]},
    REPORT: {
        "What kind of talk": [""],
        "What would you like to bring?": ["1", ""],
        "What is it about, and what": [NOTED, ""],
        "What made it hard": [""],
        "What would you like?": [""],
        "word for word": ["yes, it is right"],
        "Where should it go?": ["only on this screen"],
    },
}


@pytest.mark.parametrize("words", TYPED, ids=" ".join)
def test_what_is_typed_for_later_is_offered_again(
    world: World, monkeypatch: pytest.MonkeyPatch, words: tuple[str]
) -> None:
    """So it is with a thought and with a note, which are kept at their end."""
    Store(Folder(world.home)).begin()
    answers = "stage: established\nanswers: {could-stop: no}\n"
    assert world.fitcheck("assess", "--answers", "-", "--save", stdin=answers).code == 0
    create = Files.create

    def refuse(_files: Files, path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full", str(path))

    def free() -> str:
        monkeypatch.setattr(Files, "create", create)
        return "1"

    monkeypatch.setattr(Files, "create", refuse)
    ran = talk(world, *words, says={"could not be kept just now": ["1", free], **TYPED[words]})
    assert ran.code == 0
    assert ran.err.count("The disk is full") == 2
    assert NOTED in talk(world, "data", "export").out


def test_a_thought_under_way_is_kept_at_a_pause(world: World) -> None:
    """Ctrl-C and the end of the input take no word with them."""
    Store(Folder(world.home)).begin()
    ran = talk(world, *JOT, says={"What would you like to keep": [HALF + END]})
    assert ran.code == 130
    assert "Kept" in ran.err
    assert HALF in talk(world, "jot", "--list").out


def test_a_home_that_cannot_be_made_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the first run, before anything was answered; nothing is left behind."""

    def refuse(_files: Files, folder: Path) -> None:
        raise OSError(errno.EROFS, "read-only", str(folder))

    monkeypatch.setattr(Files, "make_folder", refuse)
    ran = talk(world, *ASSESS, says={"should your answers be kept": ["1"]})
    assert ran.code == 1
    assert f"{world.home} is on a disk that can only be read." in ran.err
    assert not world.home.exists()


def kept_replies(world: World) -> list[str]:
    """The answers of the one check-in that is under way."""
    (entry,) = Store(Folder(world.home)).drafts()
    return [one.id for one in Store(Folder(world.home)).draft(entry.id).answers.replies.values()]


def test_a_home_that_cannot_be_read_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking around in a forbidden folder is a sentence for every command, and no bug."""
    Store(Folder(world.home)).begin()

    def refuse(_files: Files, folder: Path) -> list[str]:
        raise PermissionError(errno.EACCES, "denied", str(folder))

    monkeypatch.setattr(Files, "list", refuse)
    for words in (("show",), ("history",), ("compare",), ("topics",), ("data", "check"), ASSESS):
        ran = talk(world, *words)
        assert ran.code == 1, words
        assert f"not allowed to use {world.home}" in ran.err


def test_a_clock_that_jumps_back_loses_nothing(world: World) -> None:
    """In a sitting or between two: all is kept, in the order of its own time."""
    says = {"should your answers be kept": ["1"], "Clear": ["n"]}
    assert talk(world, *ASSESS, says=says).code == 0
    world.days = -400
    # Every look at the clock shows a time before the last.
    world.clock = (START - timedelta(minutes=number) for number in count())
    assert talk(world, *ASSESS, says=says).code == 0
    collection = Store(Folder(world.home)).records()
    first, second = collection.check_ins
    assert first.finished < first.started < second.finished
    assert collection.bad == ()
    for words in (("history",), ("compare",), ("show",), ("data", "check")):
        assert talk(world, *words).code == 0, words


COMMANDS = [
    ("show",),
    ("show", "--json"),
    ("history",),
    ("history", "--json"),
    ("compare",),
    ("report", "-o", "-", "--for", "me"),
    ("topics",),
    ("data", "export"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_bad_file_stops_no_command(world: World, words: Sequence[str]) -> None:
    """Damaged, foreign and newer files are named on stderr; the rest is told, and all stay."""
    store = Store(Folder(world.home))
    store.begin()
    for number, id in enumerate(("k3f9q2", "b2bbbb")):
        store.save(check_in(id, days=number))
    bad = {
        "20261123T150500Z-check-in-c2half.json": encode(check_in("c2half"))[:2000],
        "20261123T150500Z-check-in-e2mpty.json": b"",
        "20261123T150500Z-check-in-f2utur.json": b'{"schema": 9}',
        "shopping.txt": b"milk",
    }
    for name, data in bad.items():
        (store.folder.records / name).write_bytes(data)
    before = {name: (world.home / name).read_bytes() for name in world.files}
    ran = talk(world, *words)
    assert ran.code == 0, ran.err
    for name in bad:
        assert str(store.folder.records / name) in ran.err
    assert "data check" in ran.err
    assert "shopping" not in ran.out
    assert {name: (world.home / name).read_bytes() for name in world.files} == before


PAUSED_ONLY = (("show",), ("report",), ("history",), ("compare",), ("topics",))


@pytest.mark.parametrize("words", PAUSED_ONLY, ids=" ".join)
def test_a_paused_check_in_is_named_where_none_is_finished(
    world: World, words: Sequence[str]
) -> None:
    """What looks back says that one is paused, from when, and how to go on with it."""
    says = {"should your answers be kept": ["1"], FIRST: ["4"], SECOND: ["q"]}
    assert talk(world, *ASSESS, says=says).code == 130
    ran = world.fitcheck(*words)
    assert ran.code == (0 if words == ("topics",) else 2)
    assert "23 November 2026" in ran.err
    assert "paused. To go on with it: fitcheck\n" in ran.err


@pytest.mark.parametrize("leaves", [["2", "q"], ["2", END], ["2", "? 1"]])
def test_what_is_ticked_at_a_card_stands_again_after_a_pause(
    world: World, leaves: Sequence[Typed]
) -> None:
    """Nobody pressed Enter, so the card is asked again; and nobody has to tick anything anew."""
    keep = {"should your answers be kept": ["1"]}
    says = {**keep, "Why we ask": ["q"], TICKS: leaves}
    assert talk(world, *ASSESS, says=says).code == 130
    again = talk(world, "assess", says={"You paused a check-in": [""], TICKS: [END]})
    assert again.code == 130
    assert again.err.count("Ticked.") == 1
