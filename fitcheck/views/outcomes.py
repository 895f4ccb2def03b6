"""What came of topics and of sessions, from day to day; it is told, and changes no status."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime

from fitcheck.document import Block, Blocks, Bullet, How, Paragraph, Step, Trail, under
from fitcheck.store.collection import Collection
from fitcheck.store.records import FollowUp, Note, Topic
from fitcheck.texts import say, say_day, say_of

HOW = {
    **dict.fromkeys(("raised", "well", "better"), How.YES),
    **dict.fromkeys(("mixed", "same"), How.PARTLY),
}
"""How far an outcome went; whatever is not here: not at all, or not yet."""


def tell_outcomes(
    kept: Collection,
    ids: Container[str],
    since: datetime | None = None,
    until: datetime | None = None,
) -> Blocks:
    """What came of the topics and the sessions of these check-ins.

    With `since` only what came of them from then on, and no topic of which nothing did.
    """
    follow_ups = [
        one
        for one in kept.follow_ups
        if one.check_in in ids
        and (since is None or since < one.at)
        and (until is None or one.at <= until)
    ]
    notes = (note for id, note in kept.notes.items() if id in ids)
    trails = tell_topics(notes, follow_ups, open_too=since is None)
    return (*under(say("outcomes.topics"), trails), *tell_sessions(follow_ups))


def tell_topics(
    notes: Iterable[Note], follow_ups: Sequence[FollowUp], *, open_too: bool = True
) -> Blocks:
    """Each topic with what became of it, and that it is a strength where it went well."""
    trails: list[Block] = []
    is_strong = False
    for note in notes:
        for topic in note.consent.topics:
            its = [one for one in follow_ups if one.topic == topic.id]
            if topic.words and (its or open_too):
                trails.append(_trail(note, topic, its))
                is_strong = is_strong or any(map(is_strength, its))
    strength = (Paragraph(say("outcomes.strength"), quiet=True),) if is_strong else ()
    return (*trails, *strength)


def tell_sessions(follow_ups: Iterable[FollowUp]) -> Blocks:
    """What a person takes with her from each session, and what was agreed."""
    told = (
        say("outcomes.session", day=say_day(one.at), what=came_of(one))
        for one in follow_ups
        if not one.topic
    )
    return under(say("outcomes.sessions"), map(Bullet, told))


def is_strength(follow_up: FollowUp) -> bool:
    """Whether something was raised, heard, and is better since."""
    return follow_up.received == "well" and follow_up.since == "better"


def _trail(note: Note, topic: Topic, follow_ups: Sequence[FollowUp]) -> Trail:
    now = [topic, *(one.wording for one in follow_ups if one.wording)][-1]
    written = say_day(note.at)
    return Trail(
        now.words,
        steps=(
            Step(written, ((How.NO, say("outcomes.written-mark")),)),
            *(Step(say_day(one.at), tuple(_marks(one))) for one in follow_ups),
        ),
        told=(say("outcomes.written", day=written), *map(came_of, follow_ups)),
    )


def _marks(one: FollowUp) -> Iterator[tuple[How, str]]:
    """What came of it as marks, each with its word."""
    if one.outcome:
        yield HOW.get(one.outcome, How.NO), say_of("outcome-mark", one.outcome)
    if one.received:
        yield HOW.get(one.received, How.NO), say_of("received-mark", one.received)
    if one.since:
        yield HOW.get(one.since, How.NO), say_of("since-mark", one.since)


def came_of(follow_up: FollowUp) -> str:
    """What came of a topic or a session, in the first person."""
    told = [
        say_of("outcome", follow_up.outcome, day=say_day(follow_up.at))
        if follow_up.outcome
        else "",
        say_of("received", follow_up.received) if follow_up.received else "",
        say_of("since", follow_up.since) if follow_up.since else "",
        say("answer.reply", text=follow_up.reply) if follow_up.reply else "",
        say("answer.takes", text=follow_up.takes) if follow_up.takes else "",
        say("answer.agreed", text=follow_up.agreed) if follow_up.agreed else "",
    ]
    return " ".join(filter(None, told))
