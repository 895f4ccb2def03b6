"""Mara listens to her screen: a whole way by keyboard, and the same by a file in her editor."""

import re
from pathlib import Path

from fitcheck.cli.context import Context
from fitcheck.document import MARKS
from fitcheck.store.records import CheckIn
from fitcheck.vocabulary import Gap
from tests.talk import talk
from tests.world import Ran, World

SEEN = re.compile(rf"[{''.join(mark for mark, _ in MARKS.values())}│┃━─›•\[\]|\x1b]")
"""What only an eye makes something of: marks, boxes, bars, brackets, colours."""
CLEARED = "\x1b[2J\x1b[3J\x1b[H"
SLOW = "My therapist goes on after I ask to slow down."
VIEW = 'I could tell my therapist, "I see that another way."'


def kept(world: World) -> CheckIn:
    """The check-in that was kept last."""
    return Context(env=world.env()).collection().check_ins[-1]


def heard(ran: Ran) -> str:
    """All that was told, in one line, with nothing in it that is for the eye alone."""
    told = ran.out.removesuffix(CLEARED) + ran.err
    assert SEEN.search(told) is None, SEEN.search(told)
    return " ".join(told.split())


def test_mara_listens_by_keyboard(world: World) -> None:
    """From the first line to a pause, to the note, to a clear screen, by her name and by ear."""
    arrives = {
        "press Enter to start": ["p"],
        "should your answers be kept": ["k", "1."],
        "Type 1 to 3 or e. r tells": ["r"],
        "Where are you with your therapy?": ["3)"],
        "How do you meet": ["by phone"],
        "own choice": ["y"],
        "Change what is asked": [""],
        # w tells the place, and that is where she is called away.
        "Having a say. Question": ["q"],
        VIEW: ["b", "w"],
        "Clear the screen?": ["y"],
    }
    first = talk(world, "assess", says=arrives, at_terminal=True)
    assert first.code == 130
    assert "To go on: fitcheck" in heard(first)
    assert first.out.endswith(CLEARED)

    # Plain text was chosen once, and so the menu is told in words, too.
    goes_on = {
        "What would you like to do?": ["1"],
        VIEW: ["partly"],
        "Your note": ["When I asked twice."],
        SLOW: ["t", "often"],
        "Something felt tense between us, even if only to me.": ["1"],
        "Would you like to look at them now?": ["1"],
        "told others what I said": ["n"],
        "asked me for money": ["l"],
        "What stands out": ["2", ""],
        "Is that right?": ["1"],
        "A name for this therapist": ["Mara's"],
        "Would you like to make a note": ["1"],
        "What kind of talk": [""],
        "What would you like to bring?": ["4", "? 4", ""],
        "q again pauses": ["t"],
        "What is it about, and what": ["q"],
        "Is there something good": [""],
        "word for word": ["1"],
        "Where should it go?": ["4"],
        "Clear the screen?": ["n"],
    }
    second = talk(world, says=goes_on, at_terminal=True)
    heard(second)
    assert second.code == 0
    # Who listens knows what comes before it is read out.
    assert "Here is your note.\n\nFor our session.\n" in second.out
    check_in = kept(world)
    slow, view = (
        check_in.responses.item("goes-on-anyway"),
        check_in.responses.item("could-disagree"),
    )
    assert slow is not None and view is not None
    assert slow.note == "When I asked twice."
    assert (slow.reply.choice, view.reply.choice) == ("often", "partly")
    assert not Context(env=world.env()).collection().pages
    (note,) = Context(env=world.env()).collection().notes.values()
    assert [one.happened for one in note.consent.topics] == ["q"]
    for command in ("show", "history", "show --all"):
        heard(talk(world, *command.split(), at_terminal=True))


def test_mara_fills_in_a_file(world: World, tmp_path: Path) -> None:
    """A file with a comment at every line, filled in with her own editor, comes to the same."""
    file = tmp_path / "answers.yaml"
    world.fitcheck("--plain", "questions", "blank", "--stage", "established", "-o", file)
    blank = file.read_text(encoding="utf-8")
    assert f"# {SLOW}\n" in blank
    filled = blank.replace("  goes-on-anyway:\n", "  goes-on-anyway: often\n").replace(
        "meeting:\n", "meeting: phone\n"
    )
    file.write_text(filled, encoding="utf-8")
    ran = world.fitcheck("--plain", "assess", "--answers", file, "--save")
    assert ran.code == 0
    assert "show" in heard(ran)
    items = kept(world).responses.items
    assert [one.reply.choice for one in items if one.id.endswith("goes-on-anyway")] == ["often"]
    assert {one.reply.gap for one in items if not one.id.endswith("goes-on-anyway")} == {Gap.SKIP}
