"""More of the people that fitcheck was made for, with every face."""

from pathlib import Path

import pytest

from fitcheck.cli.context import Context
from fitcheck.cli.menu import look_around
from fitcheck.content import bank
from fitcheck.errors import ExitCode, Paused
from fitcheck.store.records import CheckIn
from fitcheck.terminal.prompts import Menu
from fitcheck.vocabulary import Meeting, Status
from tests.stories.people import Person
from tests.stories.play import FACES, play
from tests.talk import talk
from tests.world import World

SIGNS = frozenset("▲◐○●›·│┃━─[]|→✓")
"""What a screen reader spells out, or leaves out."""

every_face = pytest.mark.parametrize("face", FACES)


def kept(world: World) -> list[CheckIn]:
    """All check-ins that were kept, oldest first."""
    return list(Context(env=world.env()).collection().check_ins)


def line_with(words: str) -> tuple[str, str]:
    """The gate and the line that lead to these words."""
    return next(
        (gate.id, line.id)
        for gate in bank().separate.gates
        for line in gate.lines
        if line.words == words
    )


@every_face
def test_friendly_texts_that_are_welcome(world: World, face: str) -> None:
    """Texts alone are tier B: the check-in goes on, with its five points and a note."""
    gate, line = line_with("messages")
    person = Person(
        "friendly texts",
        cards={gate: "yes", line: "yes"},
        choices={"separate": "yes", "after-separate": "go-on"},
    )
    told = play(world, person, face)
    assert not any(name == "page: Thank you for saying this" for name in told.asked)
    assert "summary" in told.asked
    assert "note-now" in told.asked
    assert line not in "\n".join(
        (world.home / name).read_text(encoding="utf-8") for name in world.files
    )


@every_face
def test_left_from_one_day_to_the_next(world: World, face: str) -> None:
    """Whoever was left is asked of the last weeks, and keeps a page for herself, not a note."""
    gate, line = line_with("left")
    person = Person(
        "was left",
        stage="ending",
        cards={gate: "yes", line: "yes"},
        choices={
            "session-to-come": "no",
            "separate": "yes",
            "after-separate": "go-on",
            "own-now": "now",
        },
    )
    told = play(world, person, face)
    assert "what-comes-next" in told.asked
    assert "room-for-ending" not in told.asked
    assert "note-now" not in told.asked
    assert "next-time" not in told.asked
    assert told.asked[told.asked.index("own-now") + 1 :] == ["where", "page: Your note"]
    assert kept(world)[-1].responses.items


def test_no_note_is_made_where_no_session_is_left(world: World, tmp_path: Path) -> None:
    """Each command says so kindly, writes nothing, and names the page for oneself."""
    over = Person("over", stage="ending", choices={"session-to-come": "no"})
    play(world, over, "plain")
    place = tmp_path / "note.md"
    for words in (("report",), ("report", "1", "-o", place), ("report", "--to", "json")):
        ran = world.fitcheck(*words)
        assert (ran.code, ran.out, place.exists()) == (2, "", False)
        assert ran.err.startswith("You said that no session is to come")
        assert "fitcheck report" in ran.err
        assert "--for me\n" in ran.err
    assert world.fitcheck("report", "--for", "me").out.startswith("#")
    offered = talk(world, "report", says={"keep this for yourself": ["2"]})
    assert (offered.code, offered.out) == (0, "")
    assert "no session is to come" in " ".join(offered.err.split())
    assert look_around(Context(env=world.env())).last is None, "nothing to look forward to"
    answers = "stage: ending\nsession-to-come: no\nanswers: {could-stop: no}\n"
    taken = world.fitcheck("assess", "--answers", "-", "-o", place, stdin=answers)
    assert (taken.code, place.exists()) == (0, False)
    assert "no session is to come" in taken.err


@every_face
def test_after_a_mended_quarrel(world: World, face: str) -> None:
    """A quarrel that was mended takes the point from a concern back to in place."""
    quarrel = {
        "tense-moment": "once",
        "tense-moment.talked": "not-yet",
        "tense-moment.after": "worse",
    }
    play(world, Person("quarrel", cards=quarrel), face)
    world.days += 30
    mended = quarrel | {"tense-moment.talked": "yes", "tense-moment.after": "better"}
    told = play(world, Person("mended", cards=mended), face)
    first, second = kept(world)
    assert first.result.point(5).status is Status.WORTH_RAISING
    assert second.result.point(5).status is Status.IN_PLACE
    assert "stands-out" not in told.asked


@every_face
def test_hurt_and_never_showed_it(world: World, face: str) -> None:
    """A hurt that only she knows of has true words on every card, and is read like any other."""
    hidden = {
        "tense-moment": "once",
        "tense-moment.talked": "not-yet",
        "tense-moment.after": "same",
    }
    told = play(world, Person("never showed it", cards=hidden), face)
    for words in ("even if only to me", "no, or kept inside", "How it is between us now"):
        assert any(words in text for text in told.shown), words
    assert "stands-out" in told.asked
    assert "no, or kept inside" in " ".join(world.fitcheck("show").out.split())


@every_face
def test_looks_again_a_week_later(world: World, face: str) -> None:
    """A week after a tier A yes that was not kept, nothing on the way tells of it."""
    gate, line = line_with("closeness")
    person = Person(
        "flirted with",
        cards={gate: "yes", line: "yes"},
        choices={"separate": "yes", "after-separate": "go-on"},
    )
    play(world, person, face)
    world.days += 7
    told = play(world, Person("looks again"), face)
    assert "as-last-time" in told.asked
    shown = world.fitcheck("show", "1").out + world.fitcheck("history").out
    assert line not in shown
    assert "never on it" in " ".join(shown.split())


@every_face
def test_what_stands_out_waits_after_tier_a(world: World, face: str) -> None:
    """After tier A her other answers have no status, and what stands out is opened by her."""
    gate, line = line_with("touch")
    person = Person(
        "opens it",
        cards={gate: "yes", line: "yes", "could-stop": "no"},
        choices={"separate": "yes"},
        ways={"after-separate": ["go-on"], "summary": ["stands-out", "go-on"]},
    )
    told = play(world, person, face)
    at = told.asked.index("stands-out")
    assert told.asked[at - 1] == told.asked[at + 1] == "summary"
    assert "note-now" not in told.asked
    assert told.ran.err == ""


@every_face
@pytest.mark.parametrize(("screen", "goes_on"), [("summary", ""), ("note-now", " report")])
def test_a_pause_behind_the_summary_says_that_it_is_kept(
    world: World, face: str, screen: str, goes_on: str
) -> None:
    """Whoever leaves there is told so, and of a note only where one was offered."""

    class Leaves(Person):
        def choice(self, menu: Menu) -> str:
            if menu.name == screen:
                raise Paused
            return super().choice(menu)

    with pytest.raises(Paused) as left:
        play(world, Leaves("leaves"), face)
    assert len(kept(world)) == 1
    assert left.value.said.startswith("Paused. Your check-in is kept.")
    assert left.value.said.endswith(f": fitcheck{goes_on}")


@every_face
def test_a_pause_before_the_first_answer_says_that_the_rest_is_still_here(
    world: World, face: str
) -> None:
    """Whoever begins again and leaves at once does not have to fear for what was kept."""

    class Leaves(Person):
        def choice(self, menu: Menu) -> str:  # noqa: ARG002
            raise Paused

    play(world, Person("first"), face)
    with pytest.raises(Paused) as left:
        play(world, Leaves("leaves"), face)
    assert "all that you kept before is still here" in left.value.said


@every_face
def test_seventeen(world: World, face: str) -> None:
    """Seventeen, and sent by family: who may read the note is told first, and no leaving asked."""
    person = Person(
        "seventeen",
        choices={"own-choice": "no", "note-now": "now"},
        cards={"go-along": "often"},
        ticked={"topics": ("topic.go-along", "unsaid"), "keep": ()},
        texts={"easier": "It would help if you told me again what you tell my parents."},
    )
    told = play(world, person, face)
    assert told.asked.index("page: Before you write it") < told.asked.index("talk")
    assert "free-to-end" not in told.asked
    page = world.fitcheck("report", "-o", "-").out
    assert "something I'm not saying yet" in page
    assert "what you tell my parents" in page
    assert "who is told" in world.fitcheck("learn").out
    assert world.fitcheck("learn", "under-eighteen").code == ExitCode.DONE


@every_face
def test_blind(world: World, face: str) -> None:
    """Blind, with a screen reader: all is asked and told in words, and the note is the same."""
    person = Person(
        "blind",
        choices={"meeting": "phone", "note-now": "now"},
        cards={"could-disagree": "no"},
        ticked={"topics": ("topic.could-disagree",), "keep": ()},
    )
    told = play(world, person, face)
    (note,) = Context(env=world.env()).collection().notes.values()
    assert [one.question for one in note.consent.topics] == ["could-disagree"]
    assert kept(world)[-1].meeting is Meeting.PHONE
    for command in (("show",), ("history",), ("topics",), ("learn", "under-eighteen")):
        said = world.fitcheck(*command, "--plain").out
        assert not set(said) & SIGNS
        assert all("   " not in line for line in said.splitlines())
    if face == "plain":
        heard = told.ran.out + told.ran.err
        assert not set(heard) & SIGNS
