"""The loop: what was to be brought up, and what came of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Literal

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.document import Paragraph
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.questions.clean import clean
from fitcheck.store.collection import Collection
from fitcheck.store.records import CheckIn, FollowUp, Topic
from fitcheck.terminal.prompts import Field, Form, Menu, Option, Prompter, Unfinished
from fitcheck.texts import local_day, say

RECEIVED: dict[str, Literal["well", "mixed", "badly"]] = {
    "well": "well",
    "mixed": "mixed",
    "badly": "badly",
}
SINCE: dict[str, Literal["better", "same", "worse"]] = {
    "better": "better",
    "same": "same",
    "worse": "worse",
}


class _PausedError(Exception):
    """A pause while something was being typed; carries what was said by then."""

    def __init__(self, said: FollowUp | None) -> None:
        super().__init__()
        self.said = said


class OpenTopic(msgspec.Struct, frozen=True):
    """A topic that nobody has said yet what came of."""

    check_in: CheckIn
    topic: Topic
    """As it reads now."""

    @property
    def words(self) -> str:
        """What it is about."""
        return self.topic.words


def open_topics(collection: Collection) -> tuple[OpenTopic, ...]:
    """All topics that are open, oldest first.

    A topic closes when it was raised or dropped; one that was kept or changed
    stays open.
    """
    found: list[OpenTopic] = []
    for check_in in collection.check_ins:
        note = collection.notes.get(check_in.id)
        for topic in note.consent.topics if note is not None else ():
            last = _latest(collection.follow_ups, topic.id)
            if last is None or last.outcome == "kept":
                found.append(OpenTopic(check_in, topic))
            elif last.outcome == "changed":
                found.append(OpenTopic(check_in, last.wording or topic))
    return tuple(found)


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
    try:
        for one in topics:
            follow_up = ask_about(env, prompter, one)
            if follow_up is None:
                continue
            keep_or_ask(prompter, partial(keep, follow_up))
            count += 1
            raised = one if follow_up.outcome == "raised" else raised
        if raised is not None and (taken := _ask_what_stays(env, prompter, raised)) is not None:
            keep_or_ask(prompter, partial(keep, taken))
    except _PausedError as pause:
        if pause.said is not None:
            keep_or_ask(prompter, partial(keep, pause.said))
        raise Paused from None
    return count


def _ask_what_stays(env: Env, prompter: Prompter, one: OpenTopic) -> FollowUp | None:
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
    try:
        texts = prompter.form(form)
    except Paused as pause:
        raise _PausedError(_what_stays(env, one, pause.texts)) from None
    return _what_stays(env, one, texts.texts if isinstance(texts, Unfinished) else texts)


def _what_stays(env: Env, one: OpenTopic, typed: Sequence[str]) -> FollowUp | None:
    texts = tuple(clean(text).strip() for text in typed)
    if not any(texts):
        return None
    takes, agreed = texts
    return FollowUp(
        id=env.new_id(), check_in=one.check_in.id, at=env.now(), takes=takes, agreed=agreed
    )


def _latest(follow_ups: Iterable[FollowUp], topic: str) -> FollowUp | None:
    mine = [one for one in follow_ups if one.topic == topic]
    # A topic that was kept for later after a change still reads as it was changed.
    changed = [one for one in mine if one.outcome == "changed"]
    if mine and mine[-1].outcome == "kept" and changed:
        return changed[-1]
    return mine[-1] if mine else None


def ask_about(env: Env, prompter: Prompter, one: OpenTopic) -> FollowUp | None:
    """Ask what came of a topic; None where the person leaves it for another time."""
    picked = prompter.select(
        Menu(
            title=say("follow-up.title"),
            body=(
                Paragraph(say("follow-up.last-time")),
                Paragraph(one.words),
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
        case "kept":
            return _follow_up(env, one, "kept")
        case "changed":
            return _changed(env, prompter, one)
        case "dropped":
            return _follow_up(env, one, "dropped")
        case _:
            return None


def _raised(env: Env, prompter: Prompter, one: OpenTopic) -> FollowUp:
    received = prompter.select(
        Menu(
            title=say("follow-up.received.title"),
            options=(
                Option("well", say("follow-up.received.well")),
                Option("mixed", say("follow-up.received.mixed")),
                Option("badly", say("follow-up.received.badly")),
                Option("unsaid", say("follow-up.leave-open")),
            ),
            name="received",
        )
    )
    since = prompter.select(
        Menu(
            title=say("follow-up.since.title"),
            options=(
                Option("better", say("follow-up.since.better")),
                Option("same", say("follow-up.since.same")),
                Option("worse", say("follow-up.since.worse")),
                Option("unsaid", say("follow-up.leave-open")),
            ),
            name="since",
        )
    )
    said = changed(
        _follow_up(env, one, "raised"),
        received=RECEIVED.get(str(received), ""),
        since=SINCE.get(str(since), ""),
    )
    try:
        reply = prompter.text(
            Field(title=say("follow-up.reply"), hint=say("follow-up.may-stay-empty"), name="reply")
        )
    except Paused as pause:
        raise _PausedError(changed(said, reply=clean(pause.typed).strip())) from None
    told = reply.text if isinstance(reply, Unfinished) else reply
    if received == "badly" or since == "worse":
        prompter.page(say("follow-up.thanks"), (Paragraph(say("sayings.not-heard")),))
    return changed(said, reply=clean(told).strip())


def _changed(env: Env, prompter: Prompter, one: OpenTopic) -> FollowUp | None:
    try:
        typed = prompter.text(Field(title=say("consent.words"), text=one.words, name="topic-words"))
    except Paused as pause:
        raise _PausedError(_reworded(env, one, pause.typed)) from None
    return None if isinstance(typed, Unfinished) else _reworded(env, one, typed)


def _reworded(env: Env, one: OpenTopic, typed: str) -> FollowUp | None:
    words = clean(typed).strip()
    if not words or words == one.words:
        return None
    wording = Topic(
        id=one.topic.id,
        question=one.topic.question,
        point=one.topic.point,
        happened=words,
        effect=one.topic.effect,
        wish=one.topic.wish,
    )
    return changed(_follow_up(env, one, "changed"), wording=wording)


def _follow_up(
    env: Env, one: OpenTopic, outcome: Literal["raised", "kept", "changed", "dropped"]
) -> FollowUp:
    return FollowUp(
        id=env.new_id(),
        check_in=one.check_in.id,
        topic=one.topic.id,
        at=env.now(),
        outcome=outcome,
    )
