"""What twelve made-up people see: the points, what stands out, and what is said about it."""

import json
import re
from collections.abc import Mapping

import pytest

from fitcheck.errors import ExitCode
from fitcheck.questions.sentences import sentence_for
from fitcheck.store.folder import Folder
from fitcheck.store.store import Store
from fitcheck.texts import catalogue, say
from fitcheck.vocabulary import SessionToCome
from tests.content.people import PEOPLE, Person
from tests.content.shipped import bank
from tests.world import World

OUTSIDE_FIRST = re.compile("You may talk to someone (?:outside|else) first")
"""The caution, however a page words it."""
LATER = 8
"""Days: what is said about an answer is said on every later day, too."""


@pytest.fixture(params=PEOPLE, ids=[person.name for person in PEOPLE])
def person(request: pytest.FixtureRequest) -> Person:
    """One of the twelve."""
    made: Person = request.param
    return made


@pytest.fixture
def took(world: World, person: Person) -> World:
    """The world after this person's check-in."""
    text = json.dumps(person.file)
    ran = world.fitcheck("assess", "--answers", "-", "--save", stdin=text)
    assert ran.code == 0, ran.err
    assert "left out" not in ran.err
    return world


def read(world: World, *command: str) -> str:
    """What a command prints, without its line breaks."""
    ran = world.fitcheck(*command)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def note_of(world: World, person: Person) -> str:
    """The note for the session, without its line breaks; where none is to come there is no note."""
    words = ("report", "--to", "txt", "-o", "-")
    if person.session_to_come is not SessionToCome.NO:
        return read(world, *words)
    ran = world.fitcheck(*words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    return ran.err


def store_of(world: World) -> Store:
    """What is kept in this world."""
    env = world.env()
    return Store(Folder(env.home), now=env.now, new_id=env.new_id)


def saying(id: str) -> str:
    """A saying in one line; words that are none stand for themselves."""
    key = next((key for key in (id, f"sayings.{id}") if key in catalogue()), None)
    return say(key) if key else id


def shown(world: World) -> Mapping[str, str]:
    """What is looked at afterwards: at once, on a later day, whole, and on the page for me."""
    at_once = read(world, "show")
    world.days += LATER
    return {
        "at once": at_once,
        "later": read(world, "show"),
        "whole": read(world, "show", "--all"),
        "for me": read(world, "report", "--for", "me", "-o", "-"),
        "for me, as a page": read(world, "report", "--for", "me", "--to", "html", "-o", "-"),
    }


def test_people_are_of_every_stage() -> None:
    """Twelve people, each with a name of their own."""
    assert len({person.name for person in PEOPLE}) == 12
    assert len({person.stage for person in PEOPLE}) == 4


def test_where_the_points_stand(took: World, person: Person) -> None:
    """Each point has the status that a supervisor would give these answers."""
    told = json.loads(read(took, "show", "--json"))
    assert tuple(point["status"] for point in told["points"]) == person.statuses


def test_what_stands_out(took: World, person: Person) -> None:
    """What stands out, and what is only named, is what this person came with and no more."""
    points = json.loads(read(took, "show", "--json"))["points"]
    found = [one for point in points for one in point["findings"]]
    assert {one["question"] for one in found if one["level"] == "raise"} == person.raised
    assert {one["question"] for one in found if one["alone"]} == person.alone
    assert {one["question"] for one in found if one["level"] == "watch"} == person.watched


def test_what_was_asked(took: World, person: Person) -> None:
    """Nobody is asked what does not fit where they are."""
    answers = json.loads(read(took, "show", "--json"))["answers"]
    assert not {one["question"] for one in answers} & set(person.never_asked)


def test_what_was_said_apart_stays_apart(took: World, person: Person) -> None:
    """No later page tells what was answered to a separate question."""
    pages = {
        **shown(took),
        "json": read(took, "show", "--json"),
        "note": note_of(took, person),
    }
    for text in pages.values():
        assert "separate-" not in text
        for line in bank().separate.questions:
            assert line.line not in text


def test_what_can_be_brought_up(took: World, person: Person) -> None:
    """What is brought up, and what should stay, has a sentence for the therapist's ear."""
    (check_in,) = store_of(took).records().check_ins
    for id, words in {**person.topics, **person.kept}.items():
        item = check_in.responses.item(id)
        assert item is not None, id
        assert sentence_for(bank(), item) == words


def test_a_topic_that_names_only_its_question(took: World, person: Person) -> None:
    """Its sentence is in the note for the session, in the person's words to their therapist."""
    page = note_of(took, person)
    has_note = person.session_to_come is not SessionToCome.NO
    assert all((words in page) is has_note for words in person.topics.values())


def test_nothing_calm_over_a_grave_answer(took: World, person: Person) -> None:
    """That a low answer or two is common is said only where it is true, on every later day."""
    pages = shown(took)
    assert (saying("middle-answers") in pages["whole"]) == person.calm
    if not person.calm:
        assert [name for name, text in pages.items() if saying("middle-answers") in text] == []


def test_someone_outside_comes_first(took: World, person: Person) -> None:
    """Where an answer is grave, it is said, and on later days too, that one may talk elsewhere."""
    pages = shown(took)
    for name in pages:
        assert bool(OUTSIDE_FIRST.search(pages[name])) == person.outside_first, name
    assert not OUTSIDE_FIRST.search(note_of(took, person))


def test_what_is_told(took: World, person: Person) -> None:
    """What this person needs to read is there, and what would hurt is not."""
    pages = shown(took)
    for words in person.told:
        assert saying(words) in pages["whole"]
    for name, text in pages.items():
        found = [words for words in person.never_told if words.lower() in text.lower()]
        assert found == [], name
