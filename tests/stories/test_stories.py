"""The people of the design, each with every face: the same questions, the same result."""

import re
from pathlib import Path

import pytest

from fitcheck.checkin.setup import CheckInOptions
from fitcheck.cli.context import Context
from fitcheck.cli.jot import jot
from fitcheck.cli.options import AssessOptions
from fitcheck.errors import ExitCode
from fitcheck.questions.flow import Plan
from fitcheck.questions.score import Result
from fitcheck.store.folder import Folder
from fitcheck.store.records import CheckIn
from fitcheck.store.store import Store
from fitcheck.terminal.prompts import Action, CardView, Menu, Option
from fitcheck.vocabulary import Form, Meeting, Stage, Status
from tests.stories.people import Person
from tests.stories.play import FACES, StoryContext, opened, play
from tests.stories.pressed import RunsOutError
from tests.world import World

every_face = pytest.mark.parametrize("face", FACES)


def kept(world: World) -> CheckIn:
    """The check-in that was kept last."""
    return Context(env=world.env()).collection().check_ins[-1]


def statuses(result: Result) -> list[Status]:
    """Where the five points stand, in order."""
    return [point.status for point in result.points]


@every_face
def test_good_therapy(world: World, face: str) -> None:
    """A person whose therapy goes well sees five points in place, and nothing else."""
    told = play(world, Person("good therapy"), face)
    assert told.ran.code is ExitCode.DONE
    assert statuses(kept(world).result) == [Status.IN_PLACE] * 5
    assert not any(name.startswith("stands-out") for name in told.asked)


@every_face
def test_wrong_key(world: World, face: str) -> None:
    """*Wrong key* asks that question again, and only then does an answer change."""
    cards = {"could-stop": "no"}
    choices = {"stands-out": "right"}
    play(world, Person("right", cards=cards, choices=choices), face)
    check_in = kept(world)
    said = check_in.responses.item("could-stop")
    assert said is not None
    assert said.reply.choice == "no"
    assert check_in.result.point(2).status is Status.WORTH_RAISING


@every_face
def test_shopping(world: World, face: str) -> None:
    """A person who is looking gets three lists and no status, and is asked nothing separate."""
    told = play(world, Person("shopping", stage="looking"), face)
    check_in = kept(world)
    assert check_in.form is Form.LOOKING
    assert set(statuses(check_in.result)) == {Status.NOT_ASKED}
    assert "separate" not in told.asked


@every_face
def test_quick(world: World, face: str) -> None:
    """The quick form asks six cards and gives no status."""
    told = play(world, Person("quick"), face, AssessOptions(check_in=CheckInOptions(quick=True)))
    assert (
        len(
            [name for name in told.asked if name in [one.id for one in kept(world).responses.items]]
        )
        == 6
    )
    assert set(statuses(kept(world).result)) == {Status.NOT_ASKED}


@every_face
def test_every_card_on_the_way(world: World, face: str) -> None:
    """Both faces ask the same, in the same order."""
    person = Person("one event", cards={"misread": "once", "misread.talked": "not-yet"})
    told = play(world, person, face)
    at = told.asked.index("misread")
    assert told.asked[at : at + 3] == ["misread", "misread.talked", "misread.after"]


@every_face
def test_what_stands_out_is_one_screen(world: World, face: str) -> None:
    """All that stands out is shown at once; a number opens one, and a wrong key is mended."""
    answers = iter(["no", "yes"])

    class MendsIt(Person):
        def answer(self, card: CardView, kind: str) -> str:
            return next(answers) if card.id == "could-stop" else super().answer(card, kind)

    cards = {"asks-how-it-goes": "rarely"}
    person = MendsIt(
        "wrong key",
        cards=cards,
        choices={"stands-out.could-stop": "wrong-key"},
        ways={"stands-out": ["could-stop", "right"]},
    )
    told = play(world, person, face)
    assert told.asked.count("stands-out") == 2
    said = kept(world).responses.item("could-stop")
    assert said is not None
    assert said.reply.choice == "yes"


@every_face
def test_left_out_of_the_note(world: World, face: str) -> None:
    """Leaving a line out of the note changes no answer."""
    person = Person(
        "leaves it out",
        cards={"could-stop": "no"},
        choices={"stands-out.could-stop": "not-now"},
        ways={"stands-out": ["could-stop", "right"]},
    )
    told = play(world, person, face)
    assert any("leave it out of your note" in text for text in told.shown)
    assert kept(world).not_now == ("could-stop",)
    assert kept(world).result.point(2).status is Status.WORTH_RAISING


@every_face
def test_behind_the_summary_nothing_is_left_out_of_a_note(world: World, face: str) -> None:
    """There a wrong key can still be mended, and nothing more is said of its number."""
    person = Person(
        "looks back", cards={"could-stop": "no"}, ways={"summary": [Action.BACK, "go-on"]}
    )
    told = play(world, person, face)
    assert any(text.endswith("so that you can change it.") for text in told.shown)


@every_face
def test_the_folder_is_named_before_a_note_is_written(
    world: World, face: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the screen that asks where it should go."""
    monkeypatch.chdir(tmp_path)
    told = play(world, Person("makes a note", choices={"note-now": "now"}), face)
    assert "where" in told.asked
    assert any(str(tmp_path) in text for text in told.shown)
    assert list(tmp_path.glob("notes*")) == []


@every_face
def test_a_point_opens_from_the_glance(world: World, face: str) -> None:
    """From the five points a number opens one, and leads back to them."""
    told = play(world, Person("looks closer", ways={"summary": ["2", "go-on"]}), face)
    at = told.asked.index("point.2")
    assert told.asked[at - 1] == told.asked[at + 1] == "summary"


@every_face
def test_back_leads_through_all_that_stands_behind_the_last_card(world: World, face: str) -> None:
    """From the separate questions back to the last card, and from each screen to the one before."""
    back = Action.BACK
    person = Person(
        "looks back",
        cards={"could-stop": "no"},
        ways={
            "separate": [back, "no", "no"],
            "stands-out": [back],
            "summary": [back, "go-on"],
            "note-now": [back, "now", "now", "no"],
            "talk": [back, back],
            "next-time": [back],
        },
    )
    told = play(world, person, face)
    first = told.asked.index("separate")
    last_card = told.asked[first - 1]
    assert told.asked[first:] == [
        *("separate", last_card, "separate", "stands-out", "separate", "stands-out"),
        *("therapist", "summary", "stands-out", "summary", "page: To take with you"),
        *("note-now", "page: To take with you"),
        *("note-now", "talk", "note-now", "talk", "note-now", "next-time", "note-now", "next-time"),
    ]
    assert kept(world).responses.item("could-stop") is not None


@every_face
def test_back_from_the_first_card_leads_to_where_the_person_is(world: World, face: str) -> None:
    """There what was said can be changed; what was answered stays where it is asked again."""

    class GoesBack(Person):
        def answer(self, card: CardView, kind: str) -> str:
            goes = self.ways["card"] and card.place == 1
            return self.ways["card"].pop(0) if goes else usual(card, kind)

    usual = Person("usual").answer
    back = Action.BACK
    person = GoesBack(
        "mends her stage",
        ways={
            "card": [back, "often"],
            "stage": ["established", "long-term"],
            "meeting": ["video", back],
            "ready": ["start", back],
            "own-choice": ["yes", back],
        },
    )
    told = play(world, person, face)
    assert told.asked.count("stage") == 2
    assert kept(world).stage is Stage.LONG_TERM
    assert kept(world).plan == Plan(stage=Stage.LONG_TERM, meeting=Meeting.IN_PERSON)


@every_face
def test_an_example_before_anything_is_chosen(world: World, face: str) -> None:
    """On the first screen an example can be looked at, and leads back there."""
    told = play(world, Person("looks first", ways={"keeping": ["example", "plain"]}), face)
    assert told.asked[:3] == ["keeping", "page: A made-up check-in", "keeping"]


def test_a_drawn_story_that_runs_out_fails(world: World) -> None:
    """A person who presses nothing where something is asked fails the story; it never hangs."""
    which = Menu("Which one?", (Option("this", "This"),))
    with opened(world, "drawn") as (_, face, _), face, pytest.raises(RunsOutError, match="Which"):
        face.select(which)


def test_going_back_from_a_thought_keeps_it(world: World) -> None:
    """What was typed is there, by whichever key the field was left."""
    Store(Folder(world.home)).begin()
    with opened(world, "drawn") as (env, face, keyboard):
        keyboard.feed("She looked away.\x1b[Z")
        jot(StoryContext(env=env, played=face), None)
    assert [one.text for one in Store(Folder(world.home)).records().jots] == ["She looked away."]


class Low(Person):
    """Someone for whom much is hard."""

    def answer(self, card: CardView, kind: str) -> str:
        """The least of what is good."""
        is_how_often = card.scale == "often" and kind != "concern"
        return "almost-never" if is_how_often else super().answer(card, kind)


def test_more_than_nine_that_stand_out_say_which_are_seen(world: World) -> None:
    """Their numbers begin again on the next page; the screen says which of how many they are."""
    told = play(world, Low("someone for whom much is hard"), "drawn")
    pages = [text for text in told.shown if text.startswith(("1 to 9 of ", "10 to "))]
    assert len(pages) == 2


def test_all_that_stands_out_is_heard_in_one_part(world: World) -> None:
    """In plain text every one has its own number, and nothing waits behind the way on."""
    told = play(world, Low("someone for whom much is hard"), "plain")
    assert told.asked.count("stands-out") == 1
    (heard,) = re.findall(r"What stands out\. (\d+) answers", told.ran.out)
    assert int(heard) > 9
    listed = told.ran.out.partition(f"{heard} answers")[2].partition("The number of an answer")[0]
    assert re.findall(r"^(\d+)\. ", listed, re.MULTILINE) == [
        str(number) for number in range(1, int(heard) + 1)
    ]
