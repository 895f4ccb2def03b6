"""What came of a topic: asked once a day, and kept as it was said."""

import pytest

from fitcheck.checkin.follow_up import ask_what_came_of, due_topics, open_topics
from fitcheck.checkin.steps import Turn
from fitcheck.cli.context import Context
from fitcheck.errors import Paused
from fitcheck.terminal.prompts import Action, Field, Form, Menu, Unfinished
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.texts import local_day
from tests.checkin.noted import Hands, back
from tests.checkin.test_setup import Walks
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


class PausingPerson(ScriptedPrompter):
    """Says that a topic was raised, and pauses while she types."""

    def __init__(self, at: str, came_of: str) -> None:
        super().__init__({}, choices={"received": "well", "since": "better"})
        self._at, self._came_of = at, came_of

    def select(self, menu: Menu) -> str | Action:
        """What came of it, then as it is written down."""
        return self._came_of if menu.name.startswith("came-of") else super().select(menu)

    def text(self, field: Field) -> str | Unfinished:
        """Pause at one of the fields."""
        if field.name == self._at:
            raise Paused("She thanked me, and")
        return super().text(field)

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """The same, where several stand on a screen."""
        if form.name == self._at:
            raise Paused("A sign", ("I can say", "A sign"))
        return super().form(form)


@pytest.mark.parametrize(
    ("at", "came_of", "kept"),
    [
        ("reply", "raised", "She thanked me, and"),
        ("topic-words", "changed", "She thanked me, and"),
        ("what-stays", "raised", "I can say"),
    ],
)
def test_a_pause_keeps_what_is_being_typed(world: World, at: str, came_of: str, kept: str) -> None:
    """It is kept with what was said before it, and the pause goes on."""
    noted(world)
    world.days += 14
    context = Context(env=world.env())
    topics = open_topics(context.collection())
    with pytest.raises(Paused):
        ask_what_came_of(context.env, PausingPerson(at, came_of), topics, context.store.save)
    told = Context(env=world.env()).collection().follow_ups
    assert kept in str(told)
    assert came_of in [one.outcome for one in told]


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


def test_what_came_of_last_time_is_shown_on_request(world: World) -> None:
    """At the next check-in what was taken along stands behind one key, and not before it."""
    noted(world)
    world.days += 14
    texts = {"takes": "I can say stop."}
    raised = {"came-of": "raised", "received": "well", "since": "better"}
    play(world, Person("raised it", choices=raised, texts=texts), "plain")
    world.days += 14
    told = play(world, Person("looks", ways={"as-last-time": ["outcomes", "keep"]}), "plain")
    at = told.asked.index("page: Look at what came of that time")
    assert told.asked[at - 1] == told.asked[at + 1] == "as-last-time"
    assert "I can say stop." in told.ran.out


@pytest.mark.parametrize("leads_back", [True, False])
def test_back_leads_a_screen_back_and_then_out(world: World, leads_back: bool) -> None:
    """A wrong key at what came of it is mended by going back; from its first screen b leads out."""
    noted(world)
    world.days += 14
    context = Context(env=world.env())
    topics = open_topics(context.collection())
    name = f"came-of.{topics[0].topic.id}"
    mended = Walks(
        [(name, "raised"), ("received", "well"), ("since", "back"), ("received", "back")]
    )
    mended.ways += [(name, "back" if leads_back else "dropped")]
    said = ask_what_came_of(context.env, mended, topics, context.store.save, back=leads_back)
    assert said == ((0, Turn.BACK) if leads_back else (1, Turn.ON))
    assert [menu.back for menu in mended.seen] == [leads_back, True, True, True, leads_back]
    kept = Context(env=world.env()).collection().follow_ups
    assert [(one.outcome, one.received) for one in kept] == [("dropped", "")] * (not leads_back)


def two_topics(world: World) -> Context:
    """Somebody with two open topics, two weeks later."""
    person = Person(
        "has two topics",
        cards={"could-stop": "no", "could-disagree": "no"},
        choices={"note-now": "now"},
        ticked={"topics": ("topic.could-stop", "topic.could-disagree")},
    )
    play(world, person, "plain")
    world.days += 14
    return Context(env=world.env())


def test_back_leads_from_a_second_topic_to_the_first(world: World) -> None:
    """A wrong key at the first topic can be mended from the second, and is told once."""
    context = two_topics(world)
    topics = open_topics(context.collection())
    first, second = (f"came-of.{one.topic.id}" for one in topics)
    walks = Walks([(first, "dropped"), (second, "back"), (first, "kept"), (second, "dropped")])
    said = ask_what_came_of(context.env, walks, topics, context.store.save)
    assert said == (2, Turn.ON)
    assert [menu.back for menu in walks.seen] == [False, True, False, True]
    assert walks.seen[2].default == "dropped"
    told = Context(env=world.env()).collection()
    assert [one.outcome for one in told.follow_ups] == ["kept", "dropped"]
    assert open_topics(told) == topics[:1]


def test_what_was_said_can_be_taken_back_to_another_time(world: World) -> None:
    """Whoever goes back and leaves a topic for later has said nothing of it."""
    context = two_topics(world)
    topics = open_topics(context.collection())
    first, second = (f"came-of.{one.topic.id}" for one in topics)
    walks = Walks([(first, "dropped"), (second, "back"), (first, "later"), (second, "later")])
    assert ask_what_came_of(context.env, walks, topics, context.store.save) == (0, Turn.ON)
    told = Context(env=world.env()).collection()
    assert told.follow_ups == ()
    assert open_topics(told) == topics


def test_what_was_said_is_kept_before_the_next_topic_is_shown(world: World) -> None:
    """Going back out of it, from the first screen of all, drops no topic that was answered."""
    context = two_topics(world)
    topics = open_topics(context.collection())
    first, second = (f"came-of.{one.topic.id}" for one in topics)
    walks = Walks([(first, "dropped"), (second, "back"), (first, "back")])
    said = ask_what_came_of(context.env, walks, topics, context.store.save, back=True)
    assert said == (1, Turn.BACK)
    (told,) = Context(env=world.env()).collection().follow_ups
    assert (told.outcome, told.topic) == ("dropped", topics[0].topic.id)


def test_what_stays_leads_back_and_keeps_its_words(world: World) -> None:
    """From the last screen b leads to the topic before it, and what was typed stands again."""
    noted(world)
    world.days += 14
    context = Context(env=world.env())
    topics = open_topics(context.collection())
    hands = Hands(
        **{f"came-of.{topics[0].topic.id}": ["raised"]},
        received=["well"],
        since=["better"],
        what_stays=[back(texts=("I can say stop.", "")), ("I can say stop.", "A sign.")],
    )
    assert ask_what_came_of(context.env, hands, topics, context.store.save) == (1, Turn.ON)
    assert hands.seen[-3:] == ["what-stays", "reply", "what-stays"]
    told = Context(env=world.env()).collection().follow_ups
    assert [(one.takes, one.agreed) for one in told if not one.topic] == [
        ("I can say stop.", "A sign.")
    ]
