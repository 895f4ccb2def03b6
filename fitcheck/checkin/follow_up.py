"""The loop: what was to be brought up, and what came of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.steps import Turn, fill_in, require_no_pause, type_in
from fitcheck.document import Paragraph
from fitcheck.env import Env
from fitcheck.store.collection import Collection
from fitcheck.store.records import CheckIn, FollowUp, Note, Topic
from fitcheck.terminal.prompts import Field, Form, Menu, Option, Prompter
from fitcheck.texts import local_day, say, say_of


class OpenTopic(msgspec.Struct, frozen=True):
    """A topic that nobody has said yet what came of."""

    check_in: CheckIn
    topic: Topic
    """As it reads now."""


def open_topics(collection: Collection) -> tuple[OpenTopic, ...]:
    """All topics that are open, oldest first.

    A topic closes when it was raised or dropped; one that was kept or changed
    stays open.
    """
    found: list[OpenTopic] = []
    for check_in in collection.check_ins:
        note = collection.notes.get(check_in.id)
        if note is not None:
            left = open_in(note, collection.follow_ups)
            found += [OpenTopic(check_in, topic) for topic in left]
    return tuple(found)


def open_in(note: Note, follow_ups: Sequence[FollowUp]) -> Iterator[Topic]:
    """The topics of a note that are open, as they read now."""
    for topic in note.consent.topics:
        last = _latest(follow_ups, topic.id)
        if last is None or last.outcome == "kept":
            yield topic
        elif last.outcome == "changed":
            yield last.wording or topic


def due_topics(collection: Collection, today: date) -> tuple[OpenTopic, ...]:
    """The open topics that are to be asked about today: none is asked twice on one day."""
    answered = {one.topic for one in collection.follow_ups if local_day(one.at) == today}
    made = {id: local_day(note.at) for id, note in collection.notes.items()}
    return tuple(
        one
        for one in open_topics(collection)
        if one.topic.id not in answered and made[one.check_in.id] != today
    )


def ask_what_came_of(
    env: Env,
    prompter: Prompter,
    topics: Iterable[OpenTopic],
    keep: Callable[[FollowUp], object],
) -> int:
    """Ask about each topic, and what the person takes with her; how many were answered.

    Each answer is kept as soon as it is given. Raises Paused, by which time what was being
    typed is kept, too.
    """
    count = 0
    raised: OpenTopic | None = None

    def kept(came_of: FollowUp | None, turn: Turn) -> bool:
        if came_of is not None:
            keep_or_ask(prompter, keep, came_of)
        require_no_pause(turn)
        return came_of is not None

    for one in topics:
        came_of, turn = ask_about(env, prompter, one)
        count += kept(came_of, turn)
        raised = one if came_of is not None and came_of.outcome == "raised" else raised
    if raised is not None:
        kept(*_ask_what_stays(env, prompter, raised))
    return count


def _ask_what_stays(env: Env, prompter: Prompter, one: OpenTopic) -> tuple[FollowUp | None, Turn]:
    """What a person takes with her from the talk, and what was agreed; both may stay empty."""
    empty = say("follow-up.may-stay-empty")
    form = Form(
        heading=say("follow-up.stays.heading"),
        fields=(
            Field(title=say("follow-up.stays.takes"), hint=empty, name="takes"),
            Field(title=say("follow-up.stays.agreed"), hint=empty, name="agreed"),
        ),
        name="what-stays",
    )
    texts, turn = fill_in(prompter, form)
    if not any(texts):
        return None, turn
    takes, agreed = texts
    return changed(_follow_up(env, one), topic="", takes=takes, agreed=agreed), turn


def _latest(follow_ups: Iterable[FollowUp], topic: str) -> FollowUp | None:
    mine = [one for one in follow_ups if one.topic == topic]
    # A topic that was kept for later after a change still reads as it was changed.
    changed = [one for one in mine if one.outcome == "changed"]
    if mine and mine[-1].outcome == "kept" and changed:
        return changed[-1]
    return mine[-1] if mine else None


def ask_about(env: Env, prompter: Prompter, one: OpenTopic) -> tuple[FollowUp | None, Turn]:
    """Ask what came of a topic; None where the person leaves it for another time."""
    picked = prompter.select(
        Menu(
            title=say("follow-up.title"),
            body=(
                Paragraph(say("follow-up.last-time")),
                Paragraph(one.topic.words),
                Paragraph(say("follow-up.all-fine"), quiet=True),
            ),
            options=(
                Option("raised", say("follow-up.raised")),
                Option("kept", say("follow-up.kept")),
                Option("changed", say("follow-up.changed")),
                Option("dropped", say("follow-up.dropped")),
                Option("later", say("follow-up.later")),
            ),
            name=f"came-of.{one.topic.id}",
            silent="later",
        )
    )
    match picked:
        case "raised":
            return _raised(env, prompter, one)
        case "changed":
            return _reworded(env, prompter, one)
        case "kept" | "dropped":
            return changed(_follow_up(env, one), outcome=picked), Turn.ON
        case _:
            return None, Turn.ON


def _raised(env: Env, prompter: Prompter, one: OpenTopic) -> tuple[FollowUp, Turn]:
    """How it was taken, how it is since, and what the therapist said."""
    well = {it: say_of("follow-up.received", it) for it in ("well", "mixed", "badly")}
    received = _ask_how(prompter, "received", say("follow-up.received.title"), well)
    better = {it: say_of("follow-up.since", it) for it in ("better", "same", "worse")}
    since = _ask_how(prompter, "since", say("follow-up.since.title"), better)
    said = changed(_follow_up(env, one), outcome="raised", received=received, since=since)
    field = Field(title=say("follow-up.reply"), hint=say("follow-up.may-stay-empty"), name="reply")
    reply, turn = type_in(prompter, field)
    if turn is not Turn.PAUSE and (received == "badly" or since == "worse"):
        prompter.page(say("follow-up.thanks"), (Paragraph(say("sayings.not-heard")),))
    return changed(said, reply=reply), turn


def _ask_how(prompter: Prompter, name: str, title: str, ways: Mapping[str, str]) -> str:
    """One of several ways, or none."""
    options = tuple(Option(id, label) for id, label in ways.items())
    leave = Option("unsaid", say("follow-up.leave-open"))
    picked = prompter.select(Menu(title=title, options=(*options, leave), name=name))
    return picked if picked in ways else ""


def _reworded(env: Env, prompter: Prompter, one: OpenTopic) -> tuple[FollowUp | None, Turn]:
    """How a topic reads now; None where it reads as before."""
    topic = one.topic
    field = Field(title=say("consent.words"), text=topic.words, name="topic-words")
    words, turn = type_in(prompter, field)
    if turn is Turn.BACK or words in ("", topic.words):
        return None, turn
    wording = Topic(
        id=topic.id,
        question=topic.question,
        point=topic.point,
        happened=words,
        effect=topic.effect,
        wish=topic.wish,
    )
    return changed(_follow_up(env, one), outcome="changed", wording=wording), turn


def _follow_up(env: Env, one: OpenTopic) -> FollowUp:
    return FollowUp(id=env.new_id(), check_in=one.check_in.id, topic=one.topic.id, at=env.now())
