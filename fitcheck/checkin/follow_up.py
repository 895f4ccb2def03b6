"""The loop: what was to be brought up, and what came of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.steps import (
    Step,
    Turn,
    choose,
    fill_in,
    go_through,
    require_no_pause,
    type_in,
)
from fitcheck.document import Paragraph
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.store.collection import Collection
from fitcheck.store.records import CheckIn, FollowUp, Note, Topic
from fitcheck.terminal.prompts import Action, Field, Form, Menu, Option, Prompter
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
    *,
    back: bool = False,
) -> tuple[int, Turn]:
    """Ask about each topic, and what the person takes with her; how many were answered.

    What was said of a topic is kept before the next one is shown; `back`: whether a way
    leads back before the first. Raises Paused, by which time what was being typed is kept,
    too.
    """
    going = _Round(env, prompter, tuple(topics), keep, back)
    said, turn = go_through(going.nothing_said(), going.steps)
    require_no_pause(turn)
    if turn is Turn.ON:
        going.keep_news(said)
    answers = (one for one, _ in going.kept.values() if one.topic)
    return sum(one.says_something for one in answers), turn


Said = tuple[FollowUp, ...]
"""What was said of each topic, as it stands on its screens, and last what stays."""


class _Round(msgspec.Struct, frozen=True):
    """Goes from topic to topic, back and forth, and keeps what was said on the way."""

    env: Env
    prompter: Prompter
    topics: tuple[OpenTopic, ...]
    keep: Callable[[FollowUp], object]
    back: bool
    """Whether a way leads back from the first screen."""
    kept: dict[str, tuple[FollowUp, str]] = {}
    """What is kept of each topic, as it was said, and the id of its record."""

    def nothing_said(self) -> Said:
        """Of each topic, and of what stays."""
        unsaid = [
            FollowUp(id="", check_in=one.check_in.id, topic=one.topic.id, at=self.env.now())
            for one in self.topics
        ]
        return (*unsaid, *(changed(one, topic="") for one in unsaid[-1:]))

    def steps(self, said: Said) -> list[Step[Said]]:
        """All screens of all topics, as it stands now."""
        steps: list[Step[Said]] = []
        for place, one in enumerate(self.topics):
            asking = _Asking(self.prompter, one.topic, self.back or place > 0)
            steps += [partial(self._show, place, each) for each in asking.steps(said[place])]
        raised = [one.check_in for one in said if one.outcome == "raised"]
        if raised:
            stays = partial(_ask_what_stays, self.prompter, raised[-1])
            steps.append(partial(self._show, len(self.topics), stays))
        return steps

    def _show(self, place: int, screen: Step[FollowUp], said: Said) -> tuple[Said, Turn]:
        """One screen of a topic; what was said of those before it is kept by then."""
        here = said[place]
        self.keep_news(said[:place])
        try:
            here, turn = screen(here)
        except Paused:
            turn = Turn.PAUSE
        if turn is Turn.PAUSE or not here.topic:
            self.keep_news([here])
        return (*said[:place], here, *said[place + 1 :]), turn

    def keep_news(self, said: Iterable[FollowUp]) -> None:
        """Keep what is not kept yet, in place of what was said of the same before."""
        for one in said:
            was, replaces = self.kept.get(one.topic, (None, ""))
            if one == was or not (was or one.says_something):
                continue
            record = changed(one, id=self.env.new_id(), at=self.env.now(), replaces=replaces)
            keep_or_ask(self.prompter, self.keep, record)
            self.kept[one.topic] = (one, record.id)


def _ask_what_stays(prompter: Prompter, check_in: str, said: FollowUp) -> tuple[FollowUp, Turn]:
    """What a person takes with her from the talk, and what was agreed; both may stay empty."""
    form = Form(
        heading=say("follow-up.stays.heading"),
        fields=tuple(
            Field(title=say_of("follow-up.stays", name), text=stands, optional=True, name=name)
            for name, stands in (("takes", said.takes), ("agreed", said.agreed))
        ),
        name="what-stays",
    )
    texts, turn = fill_in(prompter, form)
    takes, agreed = texts or (said.takes, said.agreed)
    return changed(said, check_in=check_in, takes=takes, agreed=agreed), turn


def _latest(follow_ups: Iterable[FollowUp], topic: str) -> FollowUp | None:
    mine = [one for one in follow_ups if one.topic == topic]
    # A topic that was kept for later after a change still reads as it was changed.
    changed = [one for one in mine if one.outcome == "changed"]
    if mine and mine[-1].outcome == "kept" and changed:
        return changed[-1]
    return mine[-1] if mine else None


class _Asking(msgspec.Struct, frozen=True):
    """Asks what came of one topic, a screen after the other."""

    prompter: Prompter
    topic: Topic
    back: bool
    """Whether a way leads back from the first screen."""

    def steps(self, said: FollowUp) -> list[Step[FollowUp]]:
        """What is asked, as it stands now."""
        match said.outcome:
            case "raised":
                not_heard = said.received == "badly" or said.since == "worse"
                how = (self.ask_received, self.ask_since, self.ask_reply)
                return [self.ask_outcome, *how, *((self.thank,) if not_heard else ())]
            case "changed":
                return [self.ask_outcome, self.reword]
            case _:
                return [self.ask_outcome]

    def ask_outcome(self, said: FollowUp) -> tuple[FollowUp, Turn]:
        """What came of it; who says something else than before begins anew."""
        menu = Menu(
            title=say("follow-up.title"),
            body=(
                Paragraph(say("follow-up.last-time")),
                Paragraph(self.topic.words),
                Paragraph(say("follow-up.all-fine"), quiet=True),
            ),
            options=(
                Option("raised", say("follow-up.raised")),
                Option("kept", say("follow-up.kept")),
                Option("changed", say("follow-up.changed")),
                Option("dropped", say("follow-up.dropped")),
                Option("later", say("follow-up.later")),
            ),
            default=said.outcome,
            back=self.back,
            name=f"came-of.{self.topic.id}",
            silent="later",
        )

        def means(picked: str) -> FollowUp:
            outcome = "" if picked == "later" else picked
            if outcome == said.outcome:
                return said
            return changed(said, outcome=outcome, received="", since="", reply="", wording=None)

        return choose(self.prompter, menu, said, means)

    def ask_received(self, said: FollowUp) -> tuple[FollowUp, Turn]:
        """How it was taken."""
        well = {it: say_of("follow-up.received", it) for it in ("well", "mixed", "badly")}
        return self._ask_how(said, "received", say("follow-up.received.title"), well)

    def ask_since(self, said: FollowUp) -> tuple[FollowUp, Turn]:
        """How it is since then."""
        better = {it: say_of("follow-up.since", it) for it in ("better", "same", "worse")}
        return self._ask_how(said, "since", say("follow-up.since.title"), better)

    def _ask_how(
        self, said: FollowUp, name: str, title: str, ways: Mapping[str, str]
    ) -> tuple[FollowUp, Turn]:
        """One of these ways, kept in the field of this name, or left open."""
        options = tuple(Option(id, label) for id, label in ways.items())
        leave = Option("unsaid", say("follow-up.leave-open"))
        stands = getattr(said, name)
        menu = Menu(title=title, options=(*options, leave), default=stands, back=True, name=name)
        return choose(
            self.prompter,
            menu,
            said,
            lambda picked: changed(said, **{name: picked if picked in ways else ""}),
        )

    def ask_reply(self, said: FollowUp) -> tuple[FollowUp, Turn]:
        """What the therapist said."""
        field = Field(title=say("follow-up.reply"), text=said.reply, optional=True, name="reply")
        reply, turn = type_in(self.prompter, field)
        return changed(said, reply=reply), turn

    def thank(self, said: FollowUp) -> tuple[FollowUp, Turn]:
        """Thank who tried and was not heard."""
        body = (Paragraph(say("sayings.not-heard")),)
        back = self.prompter.page(say("follow-up.thanks"), body) is Action.BACK
        return said, Turn.BACK if back else Turn.ON

    def reword(self, said: FollowUp) -> tuple[FollowUp, Turn]:
        """How the topic reads now; nothing is said where it reads as before."""
        topic = self.topic
        stands = said.wording.words if said.wording else topic.words
        field = Field(title=say("consent.words"), text=stands, name="topic-words")
        words, turn = type_in(self.prompter, field)
        if words in ("", topic.words):
            return changed(said, wording=None), turn
        wording = Topic(
            id=topic.id,
            question=topic.question,
            point=topic.point,
            happened=words,
            hard=topic.hard,
            wish=topic.wish,
        )
        return changed(said, wording=wording), turn
