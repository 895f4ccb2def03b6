"""Ten notes made by keyboard for ten made-up people, the same in every face."""

from pathlib import Path

import pytest

from fitcheck.checkin.note.chosen import build_note
from fitcheck.cli.context import Context
from fitcheck.markdown import as_markdown
from fitcheck.report import MOST_WORDS, SessionNote, letter, words
from fitcheck.terminal.prompts import Action, Menu
from tests.stories.people import Person
from tests.stories.play import FACES, play
from tests.stories.writers import Writer, writers
from tests.world import World

GOLDEN = Path(__file__).parent / "golden"

NAMES = [one.name for one in writers()]

MOST_SCREENS = 10
"""From *yes, a note* to the note in the hand, but for a line that is typed anew."""


def write(world: World, face: str, name: str) -> tuple[str, list[str]]:
    """The page that somebody made, and the screens they saw from *yes* on."""
    person: Writer = next(one for one in writers() if one.name == name)
    told = play(world, person, face)
    collection = Context(env=world.env()).collection()
    check_in = collection.check_ins[-1]
    note = build_note(check_in, collection.notes[check_in.id].consent, world.env())
    if isinstance(note, SessionNote):
        assert words(note) <= MOST_WORDS
    return as_markdown(letter(note)), told.asked[told.asked.index("note-now") + 1 :]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", NAMES)
def test_a_note_by_keyboard(world: World, face: str, name: str) -> None:
    """What each of the ten hands over is their golden page, after at most ten screens."""
    page, screens = write(world, face, name)
    assert page == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")
    in_the_hand = screens[: screens.index("page: Your note") + 1]
    asked = [
        one
        for one in in_the_hand
        if not one.startswith("page: Before") and not one.endswith("-own")
    ]
    assert len(asked) <= MOST_SCREENS


@pytest.mark.parametrize("face", FACES)
def test_no_note_after_all_and_then_one(world: World, face: str) -> None:
    """Whoever comes back to a note they let be finds all that was picked and typed."""
    said = "I never say no to you."
    person = Person(
        "thinks again",
        cards={"could-disagree": "no"},
        ticked={"topics": ("topic.could-disagree",), "keep": ()},
        ways={
            "note-now": ["now", "now"],
            "consent": ["words", "none", "right"],
            "next-time": [Action.BACK, "no"],
        },
        choices={"let-go": "yes"},
        texts={"words": said},
    )
    play(world, person, face)
    collection = Context(env=world.env()).collection()
    (note,) = collection.notes.values()
    assert said in note.consent.topics[0].words


@pytest.mark.parametrize("face", FACES)
def test_whoever_comes_back_to_a_note_finds_it_made(
    world: World, face: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screens behind it say where it is; coming back offers it again, and it is one file."""
    monkeypatch.chdir(tmp_path)
    shown: list[str] = []

    class Returns(Person):
        def choice(self, menu: Menu) -> str:
            if menu.name in ("note-now", "next-time"):
                shown.append(f"{menu.title} {menu.body}")
            return super().choice(menu)

    person = Returns(
        "comes back",
        cards={"could-disagree": "no"},
        ticked={"topics": ("topic.could-disagree",), "keep": ()},
        ways={
            "note-now": ["now", "now"],
            "where": ["text", "text"],
            "next-time": [Action.BACK, "no"],
        },
    )
    play(world, person, face)
    asked, looks, made, again = shown
    assert "Would you like to make a note" in asked
    assert "Your note is made." in made
    assert all("notes-2026-11.txt" in one for one in (looks, made, again))
    assert [one.name for one in tmp_path.glob("notes-*")] == ["notes-2026-11.txt"]


def test_no_golden_page_without_its_person() -> None:
    """Every golden page belongs to one of the ten."""
    assert {path.stem for path in GOLDEN.iterdir()} == set(NAMES)
