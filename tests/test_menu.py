"""The menu by keyboard: it covers what a person wants, comes back, and tells no words of hers."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from fitcheck.checkin.follow_up import open_topics
from fitcheck.checkin.resume import PausedAt
from fitcheck.checkin.separate import SeparateAnswers
from fitcheck.cli.context import Context
from fitcheck.cli.menu import Present, Sitting, look_around, menu, overhearing
from fitcheck.store.filenames import name_for
from fitcheck.store.files import Files
from fitcheck.store.folder import Folder
from fitcheck.store.records import Consent, Page, Record, Topic
from fitcheck.store.store import Keeping, Store
from fitcheck.terminal.lists import MenuScene
from fitcheck.terminal.pages import PageScene
from fitcheck.terminal.scene import Room
from fitcheck.texts import local_day, say
from fitcheck.vocabulary import Tier
from tests.store.made import (
    PASSPHRASE,
    PLANTED,
    amendment,
    check_in,
    draft,
    follow_up,
    note,
    year_of,
)
from tests.talk import talk
from tests.world import START, Ran, World, text_of

DAY = date(2026, 12, 7)
MONA: tuple[Record, ...] = (check_in(therapist="Mona"), note(), follow_up(), amendment())


@pytest.fixture
def used(world: World) -> World:
    """A home with one check-in, all that belongs to it, and a paused one."""
    store = Store(Folder(world.home))
    store.begin()
    for record in MONA:
        store.save(record)
    store.write_draft(replace(draft(), at="question-4"))
    return world


def go(world: World, *typed: str) -> Ran:
    """Open the menu in plain words, and type these lines."""
    ran = world.fitcheck("--plain", stdin="".join(f"{one}\n" for one in typed))
    return Ran(ran.code, ran.err, ran.out)


def options(present: Present) -> dict[str, str]:
    """What the menu offers, by id."""
    return {one.id: one.label for one in menu(present).options}


def key(ran: Ran, label: str) -> str:
    """What is typed for an option that was told."""
    line = next(line for line in ran.out.splitlines() if label in line)
    return line.split(".")[0].split(":")[0].strip()


def path(world: World, labels: Sequence[str], *typed: str) -> Ran:
    """Pick these options one after the other, each as the last screen numbers it."""
    keys: list[str] = []
    for label in labels:
        keys.append(key(go(world, *keys), label))
    return go(world, *keys, *typed)


def test_going_on_is_told_with_its_day_and_place(used: World) -> None:
    """What was paused is named by its day, and by its question where that can be told."""
    first = go(used, "l").out
    assert "Go on where you stopped (" in first
    assert "question" in first.split("Go on where you stopped (")[1].splitlines()[0]
    assert options(Present(paused=PausedAt(id="aaaaaa", day=date(2026, 11, 23))))["go-on"].endswith(
        "(23 November 2026)"
    )


def test_with_only_a_pause_no_check_ins_are_counted(world: World) -> None:
    """Nobody reads that nothing is kept while a paused check-in is."""
    store = Store(Folder(world.home))
    store.begin()
    store.write_draft(replace(draft(), at="question-4"))
    told = go(world, "l").out
    assert "0 check-ins" not in told
    assert "Go on where you stopped" in told


def test_after_a_tier_a_sign_no_note_is_suggested() -> None:
    """For the rest of that sitting the menu offers no note, and Enter leaves."""
    present = Present(check_ins=1, open_topics=0)
    shown = menu(present, Sitting(told=SeparateAnswers(tier=Tier.A)))
    assert "report" not in {one.id for one in shown.options}
    assert shown.default == "leave"
    assert "report" in options(present)


def test_after_a_tier_a_sign_help_comes_before_what_leads_back() -> None:
    """Nothing that leads to the next check-in or to an earlier talk is offered first there."""
    paused = PausedAt(id="aaaaaa", day=DAY)
    present = Present(check_ins=2, open_topics=3, paused=paused)
    shown = menu(present, Sitting(told=SeparateAnswers(tier=Tier.A)))
    ids = [one.id for one in shown.options]
    assert ids == ["read", "data", "look", "example", "jot", "topics", "go-on", "start", "leave"]
    assert {*ids, "report"} == set(options(present))


def test_looking_is_the_glance_with_its_keys(used: World) -> None:
    """A check-in that is looked at shows its five points; a number opens one, c changes answers."""
    ran = path(used, ["Look at a check-in"], "1", "b", "c", "b", "b", "l")
    assert ran.code == 0
    assert ran.out.count("Where things stand") >= 3
    assert "Which answer do you want to change?" in ran.out


def test_two_therapists_are_put_side_by_side_from_the_menu(used: World) -> None:
    """Nobody needs a command for it; Back at the second leads to the first."""
    Store(Folder(used.home)).save(replace(check_in(therapist="Nora"), id="other2"))
    ways = ["Look at a check-in", "Two of them, side by side", "Check-in 1"]
    ran = path(used, ways, "b", "2", "1", "", "l")
    assert ran.code == 0
    assert "Side by side." in ran.out
    assert "Mona: check-in" in ran.out
    assert "Nora: check-in" in ran.out


def test_a_kept_page_is_opened_from_the_menu(world: World) -> None:
    """Whoever kept a page and stopped before the first check-in was done finds it there."""
    store = Store(Folder(world.home))
    store.begin()
    store.save(Page(id="pagpag", at=START, text="He wrote to me at night."))
    ran = path(world, ["Your data", "Open the page that you kept"], "", "b", "l")
    assert ran.code == 0
    assert "He wrote to me at night." in ran.out
    assert "Make a page of everything" not in ran.out


def test_every_entry_comes_back(used: World) -> None:
    """After a thought, a page and an example the menu is there again, until *leave*."""
    ran = path(used, ["Write down a thought"], "It was quiet.", "", "l")
    assert ran.code == 0
    assert ran.out.count("What would you like to do?") == 2
    ran = path(used, ["Look at an example"], "", "l")
    assert ran.out.count("What would you like to do?") == 2
    assert "Nobody said this" in ran.out
    ran = path(used, ["Read"], "b", "l")
    assert (ran.code, ran.out.count("What would you like to do?")) == (0, 2)


def test_an_error_comes_back_to_the_menu(used: World) -> None:
    """What cannot be done is told as a sentence, and the menu is there again."""
    ran = path(used, ["Your data", "Lock everything"], "", "l")
    assert "No passphrase" in ran.out + ran.err
    assert ran.out.count("What would you like to do?") == 2


def test_the_menu_tells_no_words(used: World, cheap_lock: None) -> None:  # noqa: ARG001
    """No topic, no answer and no label stands in the menu or in its lists, locked or not."""
    told = go(used, "l").out + path(used, ["Your data", "Forget one check-in"]).out
    assert "Mona" not in told
    assert PLANTED not in told
    assert used.fitcheck("data", "lock", "--plain", stdin=f"{PASSPHRASE}\n" * 2).code == 0
    assert "Mona" not in go(used, "l").out


def test_forgetting_names_what_goes_where_it_asks(used: World) -> None:
    """The screen that asks says how many and of which day; no leaves everything."""
    before = used.files
    ran = path(used, ["Your data", "Forget one check-in", "Check-in 1"], "no", "b", "l")
    (asking,) = (line for line in ran.out.splitlines() if line.startswith("This goes for good"))
    assert "1 check-in" in asking
    assert used.files == before
    ran = path(used, ["Your data", "Forget one check-in", "Check-in 1"], "yes", "b", "l")
    assert ran.code == 0
    assert not [name for name in used.files if "check-in" in name]


def test_locking_from_the_menu(used: World, cheap_lock: None) -> None:  # noqa: ARG001
    """The lock is put on and taken off there, and the menu goes on either way."""
    ran = path(used, ["Your data", "Lock everything"], PASSPHRASE, PASSPHRASE, "b", "l")
    assert (ran.code, Store(Folder(used.home)).keeping) == (0, Keeping.LOCKED)
    ran = path(used, ["Your data", "Take the lock off"], PASSPHRASE, "b", "l")
    assert (ran.code, Store(Folder(used.home)).keeping) == (0, Keeping.PLAIN)


def test_plain_text_is_chosen_and_given_up_there(used: World) -> None:
    """What was chosen holds for later, and can be ended."""
    store = Store(Folder(used.home))
    store.remember_plain_mode(True)
    ran = used.fitcheck("--plain", stdin="", terminal=True)
    data = key(Ran(0, ran.out, ""), "Your data")
    ran = used.fitcheck("--plain", stdin=f"{data}\n", terminal=True)
    drawn = key(Ran(0, ran.out, ""), "Use the drawn screen")
    used.fitcheck("--plain", stdin=f"{data}\n{drawn}\n", terminal=True)
    assert not store.plain_mode


def test_a_thought_is_written_down(used: World, cheap_lock: None) -> None:  # noqa: ARG001
    """By words, by the input, by being asked, locked without the passphrase; listed, said anew."""
    assert used.fitcheck("jot", "The clock.").code == 0
    assert used.fitcheck("jot", "-", stdin="Two lines,\nboth kept.\n").code == 0
    asked = used.fitcheck("jot", "--plain", stdin="A smile.\n\n")
    assert (asked.code, "Kept" in asked.err) == (0, True)
    listed = used.fitcheck("jot", "--list").out
    for thought in ("The clock.", "both kept.", "A smile."):
        assert thought in listed
    first = next(name for name in used.files if "jot" in name).rsplit("-", 1)[1][:6]
    assert used.fitcheck("jot", "The clock again.", "--instead-of", first).code == 0
    assert "The clock.\n" not in used.fitcheck("jot", "--list").out
    assert used.fitcheck("jot", "No.", "--instead-of", "zzzzzz").code == 2
    assert used.fitcheck("jot", "--list", "Words").code == 2
    assert used.fitcheck("data", "forget", first, "--yes").code == 0
    assert used.fitcheck("data", "lock", "--plain", stdin=f"{PASSPHRASE}\n" * 2).code == 0
    assert used.fitcheck("jot", "Behind the lock.").code == 0


def test_a_thought_needs_a_place_and_words(world: World) -> None:
    """Where nothing is kept it is refused with a sentence; nothing typed keeps nothing."""
    ran = world.fitcheck("jot", "The clock.")
    assert ran.code == 2
    assert "no place for a thought" in ran.err
    assert not world.home.exists()
    Store(Folder(world.home)).begin()
    assert "nothing was kept" in world.fitcheck("jot", "-", stdin="  \n").err
    assert world.fitcheck("jot").code == 3
    assert not [name for name in world.files if "jot" in name]


@pytest.mark.parametrize(("pauses", "told"), [(True, "q pause"), (False, "q leave")])
def test_with_nothing_under_way_q_leaves(pauses: bool, told: str) -> None:
    """The menu says that q leaves, for there is nothing to pause; in a check-in it pauses."""
    room = Room(24, 80, can_pause=pauses)
    for scene in (MenuScene.of(menu(Present())), PageScene("Read", ())):
        assert told in str(["".join(text for _, text in line) for line in scene.lay(room).lines])


def test_the_day_that_was_chosen_in_the_note_is_told(world: World) -> None:
    """The menu names the day to look again that stands in the last note."""
    store = Store(Folder(world.home))
    store.begin()
    for record in (check_in(), replace(note(), consent=Consent(again="x", look_again=DAY))):
        store.save(record)
    assert "look again around 7 December 2026" in " ".join(go(world, "l").out.split())


def test_of_all_check_ins_the_last_alone_is_opened(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for years of them: names count, and notes tell what is open."""
    store = Store(Folder(world.home))
    store.begin()
    year = year_of(5)
    first, second, *_ = (one.id for one in year)
    left_open = Consent(topics=(Topic(id="t1open", about="I would like to talk about it."),))
    still = replace(note("n1open", of=first), consent=left_open)
    store.add((*year, still, note(of=second), follow_up(of=second)))
    opened: list[str] = []

    def seen(_: Files, what: str, path: Path) -> None:
        if what == "read" and "-check-in-" in path.name:
            opened.append(path.name)

    monkeypatch.setattr(Files, "step", seen)
    present = look_around(Context(env=world.env()))
    assert (present.check_ins, present.last) == (5, local_day(year[-1].finished))
    assert opened == [name_for(year[-1])]
    assert present.open_topics == len(open_topics(store.records())) == 1


@pytest.mark.parametrize(
    ("entry", "first"),
    [
        ("Start a check-in", "You paused a check-in. Go on with it?"),
        ("Say what came of your topics", "What came of it?"),
    ],
)
def test_back_from_the_first_screen_leads_to_the_menu(used: World, entry: str, first: str) -> None:
    """Whoever took the wrong entry is in the menu again: nothing was begun, nothing is kept."""
    left_open = Consent(topics=(Topic(id="t1open", about="I would like to talk about it."),))
    Store(Folder(used.home)).save(replace(note("n2open"), consent=left_open))
    before = used.files
    ran = path(used, [entry], "b", "l")
    assert ran.code == 0
    asked = ran.out.split(first)[1]
    assert asked.count("What would you like to do?") == 1
    assert "Paused" not in ran.out + ran.err
    assert used.files == before


@pytest.mark.parametrize("first", ["stage", "therapist", "same"])
def test_back_from_where_one_is_leads_to_the_menu(world: World, first: str) -> None:
    """So it is at each question that may come first, and nothing is written."""
    store = Store(Folder(world.home))
    store.begin()
    if first == "stage":
        store.save(Page(id="pagpag", at=START, text="He wrote to me at night."))
    else:
        store.save(check_in(therapist="Mona" if first == "therapist" else ""))
    title = {
        "stage": "Where are you with your therapy?",
        "therapist": "Which therapist is this about?",
        "same": "Is it still like this?",
    }
    before = world.files
    ran = path(world, ["Start a check-in"], "b", "l")
    assert ran.code == 0
    assert "What would you like to do?" in ran.out.split(title[first])[1]
    assert world.files == before


def test_who_goes_back_keeps_what_was_paused(used: World) -> None:
    """A new one sets the paused one aside only when it begins, and not when one goes back."""
    before = used.files
    ran = path(used, ["Start a check-in", "Begin a new one"], "b", "l")
    assert (ran.code, used.files) == (0, before)
    assert ran.out.count("Go on where you stopped (") == 2


def test_after_a_check_in_the_way_out_stays_marked() -> None:
    """Two keys too many begin no second one, whatever was looked at since."""
    present = Present(check_ins=1, open_topics=0)
    assert menu(present).default == "start"
    assert menu(present, Sitting(has_checked_in=True)).default == "leave"


def test_after_a_check_in_enter_leaves(used: World) -> None:
    """So it is in the program, also when something was looked at after the check-in."""
    ran = talk(
        used,
        says={
            "Go on where you stopped (": ["", "write down a thought for next time", ""],
            "Start a check-in": ["write down a thought for next time", ""],
        },
    )
    assert ran.code == 0
    assert ran.err.count("What would you like to do?") == 3
    assert ran.err.count("Enter for l:") == 2


def test_a_first_choice_of_keeping_can_be_chosen_anew(world: World) -> None:
    """From where one is the way leads back to it; who keeps nothing after all leaves no file."""
    ran = world.fitcheck("--plain", stdin="1\nb\n3\nb\nq\n")
    assert (ran.code, ran.err.count("How should your answers be kept?")) == (130, 3)
    assert not world.home.exists()
    ran = world.fitcheck("--plain", stdin="3\nb\n1\nq\n")
    assert Store(Folder(world.home)).keeping is Keeping.PLAIN


@pytest.mark.parametrize("stage", [(), ("--stage", "established")])
def test_where_nothing_lies_before_no_way_back_is_named(
    world: World, stage: tuple[str, ...]
) -> None:
    """A check-in by its command has no menu behind it, and says so when b is typed."""
    Store(Folder(world.home)).begin()
    ran = world.fitcheck("assess", *stage, "--plain", stdin="k\nb\nq\n")
    assert "b goes back" not in ran.err
    assert "That does nothing here." in ran.err


def test_two_therapists_are_named_where_nothing_could_have_moved(used: World) -> None:
    """Who has one check-in with each is told how to see both: by the menu's entry, or a command."""
    Store(Folder(used.home)).save(
        replace(check_in(therapist="Nora"), id="other2", finished=START + timedelta(days=60))
    )
    ran = path(used, ["Look at a check-in", "What moved since last time"], "l")
    assert 'choose "Two of them, side by side"' in ran.out + ran.err
    assert "fitcheck compare" not in ran.out + ran.err
    ran = used.fitcheck("compare")
    assert (ran.code, "another therapist: fitcheck compare 1 2" in ran.err) == (2, True)
    assert used.fitcheck("compare", "1", "2").code == 0


def test_the_example_is_not_said_to_be_kept(used: World) -> None:
    """Nobody said it, and no line below takes that back."""
    for ran in (path(used, ["Look at an example"], "", "l"), used.fitcheck("demo", "--plain")):
        assert "Nothing of it is kept" in ran.out
        assert "It is kept on this computer" not in ran.out


def test_what_entries_said_alike_is_told_once_in_the_shell(world: World) -> None:
    """After two check-ins in one sitting the shell thanks once, and names each file."""
    shell = world.env(terminal=True)
    with overhearing(Context(env=shell)) as (within, _):
        for file in ("one.md", "two.md"):
            for line in (say("summary.done"), file, say("safe.line")):
                within.talk(line)
    assert text_of(shell.stderr).count(say("summary.done")) == 1
    assert all(file in text_of(shell.stderr) for file in ("one.md", "two.md"))
