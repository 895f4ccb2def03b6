"""Somebody who has no therapist yet: what she reads, changes and takes along, in both faces."""

from pathlib import Path

import pytest

from fitcheck.texts import say
from tests.stories.people import Person
from tests.stories.play import FACES, play
from tests.world import World

NOT_HERS = (
    "What you said apart",
    "whether to stay or go",
    "a note for your session",
    "The five points, one line each",
    "I wrote this at home",
    "stays in the record",
)
"""What is for people who have a therapist, or sounds like a file that is kept on her."""
BRINGS = "I'm looking for help with panic on motorways."
PRACTICAL = "How do you work with panic, in practice?"


def dana(place: Path) -> Person:
    """A first call on Thursday: one wrong key to mend, and a page to mail ahead."""
    return Person(
        "dana",
        stage="looking",
        cards={"looking-terms": "no", "looking-experience": "partly"},
        choices={"note-now": "now", "where": "elsewhere"},
        ways={
            "summary": ["change", "go-on"],
            "amend": ["looking-terms", ".done"],
            "consent": ["lines", "words", "right"],
            "which-line": ["unsure.looking-experience"],
        },
        ticked={
            "call-matters": ("looking-access",),
            "call-questions": ("looking-experience", "looking-terms"),
        },
        texts={"brings": BRINGS, "words": PRACTICAL, "path": str(place)},
    )


@pytest.mark.parametrize("face", FACES)
def test_before_a_first_call(world: World, face: str, tmp_path: Path) -> None:
    """Every screen fits who has no therapist yet, and the page is hers, in the file she named."""
    place = tmp_path / "call.md"
    told = play(world, dana(place), face)
    read = "\n".join((*told.shown, told.ran.out, told.ran.err))
    assert [words for words in NOT_HERS if words in read] == []
    # Where to turn is the last line of the screen, once.
    assert say("safe.key") in "\n".join(told.shown)
    assert say("safe.line") not in "\n".join(told.shown)
    page = place.read_text(encoding="utf-8")
    assert page.startswith(f"# Questions for a first call\n\n{BRINGS}\n\n## What you should know")
    assert f"1. {PRACTICAL}\n2. What does a session cost" in page


@pytest.mark.parametrize("face", FACES)
def test_how_to_print_fits_the_file(world: World, face: str, tmp_path: Path) -> None:
    """A double click opens a page; of another file it is said what does."""
    for name, opens in (("call.html", True), ("call.md", False)):
        told = play(world, dana(tmp_path / name), face)
        assert ("double click" in told.ran.out + told.ran.err) is opens
