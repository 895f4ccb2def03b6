"""What twelve made-up people see: the points, what stands out, and what is said about it."""

import json
from collections.abc import Iterator

import pytest

from fitcheck.questions.sentences import sentence_for
from fitcheck.store.folder import Folder
from fitcheck.store.store import Store
from tests.content.people import PEOPLE, Person
from tests.content.shipped import bank
from tests.world import World

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
    assert ran.err == ""
    return world


def read(world: World, *command: str) -> str:
    """What a command prints, without its line breaks."""
    ran = world.fitcheck(*command)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def store_of(world: World) -> Store:
    """What is kept in this world."""
    env = world.env()
    return Store(Folder(env.home), now=env.now, new_id=env.new_id)


def shown(world: World) -> Iterator[str]:
    """What is looked at afterwards: at once, on a later day, and on the page for me."""
    yield read(world, "show")
    world.days += LATER
    yield read(world, "show")
    yield read(world, "report", "--for", "me", "-o", "-")


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


def test_what_was_said_apart_stays_apart(took: World) -> None:
    """No later page tells what was answered to a separate question."""
    for text in (*shown(took), read(took, "show", "--json"), read(took, "report", "-o", "-")):
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
