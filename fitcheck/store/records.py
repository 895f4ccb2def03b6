"""The records a person keeps, as values; each is written once and never edited."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Literal

import msgspec

from fitcheck.questions.answers import Answers, Item, Responses
from fitcheck.questions.flow import Plan, Walk
from fitcheck.questions.model import Bank, Scale, Value
from fitcheck.questions.score import Result, score
from fitcheck.vocabulary import Form, Meeting, Stage, Talk, Tier

SCHEMA = 1
"""The shape of the records; a newer one is refused and left alone."""


class SeparateAnswer(Value, frozen=True):
    """A separate question that got a yes or a not sure, kept because the person said so."""

    question: str
    text: str
    tier: Tier
    choice: Literal["yes", "not-sure"]


class CheckInHead(Value, frozen=True, kw_only=True, tag="check-in", tag_field="kind"):
    """What a check-in is, without what was asked and said; it stands first in its file."""

    id: str
    form: Form
    stage: Stage
    started: datetime
    finished: datetime
    schema: int = SCHEMA
    meeting: Meeting | None = None
    own_choice: bool = True
    """False: sent by a court, an employer, a family."""
    therapist: str = ""
    plan: Plan | None = None
    not_now: tuple[str, ...] = ()
    """Questions that are right, but not for now: told, and never offered as a topic."""

    @property
    def is_over(self) -> bool:
        """Whether no session was still to come: then there is none to take a note to."""
        return self.plan is not None and self.plan.is_over


class CheckIn(CheckInHead, frozen=True, kw_only=True, tag="check-in", tag_field="kind"):
    """One finished check-in; explains and scores itself."""

    responses: Responses

    @property
    def result(self) -> Result:
        """Where its themes and points stand, by today's rules and from itself alone."""
        return score(self.form, self.responses)


class UnreadCheckIn(CheckIn, frozen=True, kw_only=True, tag="check-in", tag_field="kind"):
    """A check-in whose answers stay on the disk until they are looked at.

    So ten years of them fill no memory. It is never written: `whole` is.
    """

    read: Callable[[], CheckIn]

    @property
    def whole(self) -> CheckIn:
        """All of it."""
        return self.read()

    def __eq__(self, other: object) -> bool:
        """Whether the other says the same; only one of the same name has to be read."""
        if not isinstance(other, CheckIn) or self.id != other.id:
            return False
        return self.whole == (other.whole if isinstance(other, UnreadCheckIn) else other)

    # Readable like the field it stands for; nothing ever sets it.
    @property  # type: ignore[misc]
    def responses(self) -> Responses:
        """What was asked and said."""
        return self.read().responses


def unread(head: CheckInHead, read: Callable[[], CheckIn]) -> UnreadCheckIn:
    """A check-in of which only the head was read so far."""
    return UnreadCheckIn(**msgspec.structs.asdict(head), responses=Responses(), read=read)


class Page(Value, frozen=True, tag="page", tag_field="kind"):
    """What a person keeps for herself after a separate question.

    Written at her yes, before anything else is shown. No other record names it, and it
    names none.
    """

    id: str
    at: datetime
    answers: tuple[SeparateAnswer, ...] = ()
    text: str = ""
    therapist: str = ""
    schema: int = SCHEMA


class Jot(Value, frozen=True, tag="jot", tag_field="kind", omit_defaults=True):
    """A thought for next time; what became of it is told by the notes made after it."""

    id: str
    at: datetime
    text: str
    therapist: str = ""
    replaces: str = ""
    """The jot that this one says anew."""
    schema: int = SCHEMA


WORDED = ("about", "happened", "hard", "wish")
"""What a topic says, by its fields, in the order in which it is asked and read."""


class Topic(Value, frozen=True, omit_defaults=True):
    """One thing to bring up, in the person's own words."""

    id: str = ""
    """Empty where only its words count."""
    question: str = ""
    """The question it grew from; empty for a topic of the person's own."""
    point: int | None = None
    about: str = ""
    """What it is about, in one sentence; most begin as the sentence of an answer."""
    happened: str = ""
    """When it was, what happened, and what it is like for the person."""
    hard: str = ""
    """What makes it hard to say."""
    wish: str = ""
    """What the person would like; each line is a wish of its own."""
    jot: str = ""
    """The thought for next time that it grew from."""
    first: bool = False
    """Whether it goes before everything else."""
    gone_through: bool = False
    """Whether the person went through its screen: words taken out there are not offered anew."""

    @property
    def words(self) -> str:
        """What it is about, in the person's own words; empty where nothing was written."""
        written = (getattr(self, name) for name in WORDED)
        return next((text for text in written if text.strip()), "")


class Line(Value, frozen=True):
    """One line that a person ticked for the note, as they want it to read."""

    source: str
    """The question it comes from, or a fixed name."""
    text: str
    point: int | None = None


class Consent(Value, frozen=True):
    """Everything that may leave for the therapist, and nothing else."""

    talk: Talk = Talk.THROUGH
    brings: str = ""
    """Before booking: what the person comes with."""
    topics: tuple[Topic, ...] = ()
    """In the order in which they are to be read."""
    unsaid: str = ""
    """Only that there is something that was not said yet, as the person says it."""
    easier: str = ""
    """What would make that easier to say."""
    keep: tuple[Line, ...] = ()
    unsure: tuple[Line, ...] = ()
    differently: str = ""
    """One thing the person could do differently."""
    again: str = ""
    """When to look again, in words."""
    look_again: date | None = None
    """The day that this comes to, if it comes to one."""
    between_us: bool = False
    """Whether the page asks to be kept out of a report; offered to who was sent."""
    at_home: bool = False
    """Whether the page says that it was written at home, to find the words."""
    points: bool = False
    """Whether the five lines of the points stand at the end."""


Became = Literal["taken", "kept", "dropped"]
"""What became of a thought for next time."""


class OfCheckIn(Value, frozen=True):
    """What was written about a finished check-in, and belongs to it."""

    id: str
    check_in: str
    at: datetime


class Note(OfCheckIn, frozen=True, tag="note", tag_field="kind"):
    """What a person chose for one session; the newest of a check-in holds."""

    consent: Consent
    jots: Mapping[str, Became] = {}
    """What became of the thoughts that were offered, by their ids."""
    schema: int = SCHEMA


class FollowUp(OfCheckIn, frozen=True, tag="follow-up", tag_field="kind"):
    """What came of a topic, or of a session as a whole."""

    topic: str = ""
    """Empty: it is about the session as a whole, and has no outcome."""
    outcome: Literal["", "raised", "kept", "changed", "dropped"] = ""
    schema: int = SCHEMA
    received: Literal["", "well", "mixed", "badly"] = ""
    since: Literal["", "better", "same", "worse"] = ""
    reply: str = ""
    """How the therapist took it, in the person's own words."""
    wording: Topic | None = None
    """For a changed topic: how it reads now."""
    takes: str = ""
    """What the person takes with her from the session."""
    agreed: str = ""
    """What the two agreed on."""
    replaces: str = ""
    """The follow-up that this one says anew, who went back to it."""

    @property
    def says_something(self) -> bool:
        """Whether anything came of it; not where what was said before was only taken back."""
        if self.outcome == "changed":
            return self.wording is not None
        return bool(self.outcome or self.takes or self.agreed)


class Amendment(OfCheckIn, frozen=True, tag="amendment", tag_field="kind"):
    """A changed answer of a finished check-in, or one given after it."""

    now: Item
    was: Item | None = None
    """None: the question was not asked before."""
    scales: Mapping[str, Scale] = {}
    """The scales of the answer, so that it explains and scores itself."""
    schema: int = SCHEMA


Record = CheckIn | Page | Note | FollowUp | Amendment | Jot


class Draft(Value, frozen=True, tag="draft", tag_field="kind"):
    """A check-in that is under way, with the wording it was begun with."""

    id: str
    started: datetime
    plan: Plan
    bank: Bank
    """The slice of the bank that this check-in asks."""
    questions: tuple[str, ...]
    """Ids in the order of asking."""
    answers: Answers = Answers()
    at: str = ""
    """The card the person was at."""
    own_choice: bool = True
    therapist: str = ""
    typed: str = ""
    """A note that was being typed when the person paused."""
    schema: int = SCHEMA

    @property
    def walk(self) -> Walk:
        """Where the person is, with the wording it was begun with."""
        known = {question.id: question for question in self.bank.questions}
        questions = tuple(known[id] for id in self.questions)
        return Walk(questions=questions, answers=self.answers, at=self.at)


Kept = Record | Draft
"""What a file of ours holds."""


def kind_of(value: Kept) -> str:
    """The word for its kind, in its file and in the name of that."""
    return str(value.__struct_config__.tag)


def key_of(value: Kept) -> tuple[str, str]:
    """What no two have in common: kind and id."""
    return kind_of(value), value.id


def moment(value: Kept) -> datetime:
    """When it came to be, in UTC: the time its file is named for."""
    match value:
        case CheckIn():
            at = value.finished
        case Draft():
            at = value.started
        case _:
            at = value.at
    return at.astimezone(UTC)
