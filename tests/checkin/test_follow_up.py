"""What came of a topic: asked once a day, and kept as it was said."""

from fitcheck.checkin.follow_up import due_topics
from fitcheck.cli.context import Context
from fitcheck.texts import local_day
from tests.stories.people import Person
from tests.stories.play import play
from tests.world import World


def noted(world: World) -> None:
    """Someone with a note and a topic in it."""
    person = Person(
        "has a topic",
        cards={"could-stop": "no"},
        choices={"note-now": "now"},
        ticked={"topics": ("topic.could-stop",)},
    )
    play(world, person, "plain")


def test_a_topic_is_not_asked_about_on_the_day_it_was_made(world: World) -> None:
    """What was written today is asked about from tomorrow on."""
    noted(world)
    collection = Context(env=world.env()).collection()
    made = [local_day(note.at) for note in collection.notes.values()]
    assert made
    assert due_topics(collection, made[0]) == ()


def test_not_twice_on_one_day(world: World) -> None:
    """A topic that is kept for later is asked about again only on another day."""
    noted(world)
    world.days += 14
    person = Person("keeps it", choices={"came-of": "kept"})
    told = play(world, person, "plain")
    assert any(name.startswith("came-of.") for name in told.asked)
    again = play(world, person, "plain")
    assert not any(name.startswith("came-of.") for name in again.asked)


def test_what_stays_is_kept(world: World) -> None:
    """Whoever raised it can write how it was taken, and what she takes with her."""
    noted(world)
    world.days += 14
    person = Person(
        "raised it",
        choices={"came-of": "raised", "received": "well", "since": "better"},
        texts={"reply": "She thanked me.", "takes": "I can say stop.", "agreed": "A sign."},
    )
    play(world, person, "plain")
    told = Context(env=world.env()).collection().follow_ups
    assert [one.reply for one in told if one.topic] == ["She thanked me."]
    assert [(one.takes, one.agreed) for one in told if not one.topic] == [
        ("I can say stop.", "A sign.")
    ]
