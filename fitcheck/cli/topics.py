"""The topics that are open, and what came of them."""

from fitcheck.checkin.follow_up import OpenTopic, ask_what_came_of, open_topics
from fitcheck.checkin.steps import Turn
from fitcheck.cli.context import Context, at_pause
from fitcheck.store.collection import Collection
from fitcheck.texts import say, say_day
from fitcheck.views.as_json import SCHEMA, Shape


def close_topics(context: Context, *, json: bool = False, back: bool = False) -> None:
    """Ask what came of every open topic; without a terminal, or for a program, name them.

    `back`: whether the menu lies before the first one.
    """
    store = context.opened()
    collection = context.collection()
    topics = open_topics(collection)
    if json:
        shape = {"topics": [_topic_shape(one) for one in topics], "schema": SCHEMA}
        return context.write_json(shape)
    if not topics:
        return _tell_none_open(context, collection)
    if not context.can_ask:
        return context.write("\n".join(one.topic.words for one in topics))
    with context.prompter() as prompter, at_pause(lambda: say("pause.topics")):
        kept, turn = ask_what_came_of(context.env, prompter, topics, store.save, back=back)
    if kept:
        return context.tell("topics.kept", count=kept, home=store.home)
    return None if turn is Turn.BACK else context.tell("topics.nothing-kept")


def _tell_none_open(context: Context, collection: Collection) -> None:
    context.write(say("topics.none-open"))
    if collection.paused is not None:
        context.tell("topics.paused", day=say_day(collection.paused))


def _topic_shape(open_topic: OpenTopic) -> Shape:
    """`topics --json`: what is open, as it reads now."""
    topic = open_topic.topic
    return {
        "id": topic.id,
        "checkin": open_topic.check_in.id,
        "question": topic.question or None,
        "point": topic.point,
        "words": topic.words,
    }
