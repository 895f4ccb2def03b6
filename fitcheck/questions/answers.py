"""What the person said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from fitcheck.questions.model import HasAsked, Point, Value, Wording
from fitcheck.vocabulary import Gap, Matters, Meeting, Part, SessionToCome, Stage

NONE_OF_THESE = "none"
"""The choice of a card of ticks by which no line of it is ticked."""


class Reply(Value, frozen=True, omit_defaults=True):
    """The answer to one card: a choice of its scale, some ticks, or a gap; exactly one of them."""

    choice: str | None = None
    gap: Gap | None = None
    ticked: tuple[str, ...] = ()
    """The lines that were ticked, in their order."""
    at: datetime | None = None
    """When it was given."""

    def __post_init__(self) -> None:
        if (self.choice is not None) + (self.gap is not None) + bool(self.ticked) != 1:
            raise ValueError("a reply is a choice, a gap, or some ticks")

    @property
    def id(self) -> str:
        """The choice, the gap or the ticks, as a spreadsheet shows it."""
        if self.ticked:
            return ", ".join(self.ticked)
        return self.choice if self.choice is not None else str(self.gap)


SKIPPED = Reply(gap=Gap.SKIP)


def card_id(question: str, part: Part) -> str:
    """The name under which a card's reply is kept."""
    return question if part is Part.ANSWER else f"{question}.{part}"


class Answers(Value, frozen=True):
    """All replies and notes of a check-in, by card and by question."""

    replies: Mapping[str, Reply] = {}
    notes: Mapping[str, str] = {}

    def reply(self, question: str, part: Part = Part.ANSWER) -> Reply | None:
        """What was replied to a card, None while it is open."""
        return self.replies.get(card_id(question, part))

    def with_reply(self, card: str, reply: Reply) -> "Answers":
        """The same answers with one card replied to (anew)."""
        return Answers(replies={**self.replies, card: reply}, notes=self.notes)

    def with_note(self, question: str, note: str) -> "Answers":
        """The same answers with a note beside a question; an empty note removes it."""
        others = {key: text for key, text in self.notes.items() if key != question}
        return Answers(replies=self.replies, notes={**others, question: note} if note else others)


class Item(HasAsked, frozen=True, omit_defaults=True):
    """What was asked with what was said to it; explains and scores itself.

    It is one item in every count, also when it took two or three cards.
    """

    reply: Reply
    core: bool = False
    """Whether everybody at this stage is asked it."""
    label: str = ""
    """The label of the choice; empty for a gap."""
    matters_reply: Reply | None = None
    talked: Reply | None = None
    after: Reply | None = None
    note: str = ""

    @property
    def replies(self) -> Mapping[Part, Reply]:
        """The reply of each of its cards, in their order."""
        of_card = {
            Part.MATTERS: self.matters_reply,
            Part.ANSWER: self.reply,
            Part.TALKED: self.talked,
            Part.AFTER: self.after,
        }
        return {part: reply for part, reply in of_card.items() if reply is not None}

    @property
    def gap(self) -> Gap | None:
        """The gap of the whole item: of its first card, or of the answer itself.

        "It does not matter to me" is *does not apply* (design, section 5).
        """
        first = self.matters_reply
        if first is not None:
            if first.gap is not None:
                return first.gap
            if first.choice == Matters.NO:
                return Gap.DOES_NOT_APPLY
        return self.reply.gap


def answers_of(items: Sequence[Item]) -> Answers:
    """The replies and notes that these items were made of."""
    return Answers(
        replies={
            card_id(one.id, part): reply for one in items for part, reply in one.replies.items()
        },
        notes={one.id: one.note for one in items if one.note},
    )


class ThemeTitle(Value, frozen=True, omit_defaults=True):
    """A theme as a record keeps it."""

    id: str
    title: str
    point: int
    questionnaire: str
    core: bool = False
    """Whether everybody at this stage is asked some of it."""


class Responses(Wording, frozen=True, omit_defaults=True):
    """All that was asked and said, with what is needed to score it and to ask it again."""

    points: tuple[Point, ...] = ()
    themes: tuple[ThemeTitle, ...] = ()
    in_full: bool = False
    """Whether more than the core was asked by wish, so that all answers flag a theme."""
    titles: Mapping[str, str] = {}
    """Of the questionnaires and the lists before booking that these items are of, by id."""
    items: tuple[Item, ...] = ()

    def item(self, question: str) -> Item | None:
        """The item of a question, None where it was not asked."""
        return next((item for item in self.items if item.id == question), None)


class TypedTopic(Value, frozen=True):
    """A topic for the note, as an answers file words it."""

    question: str = ""
    """The question it grew from; empty for a topic of the person's own."""
    happened: str = ""
    hard: str = ""
    wish: str = ""


class AnswersFile(Value, frozen=True):
    """A whole check-in that was answered in a file; what the file leaves out is None or empty."""

    stage: Stage | None = None
    meeting: Meeting | None = None
    own_choice: bool | None = None
    session_to_come: SessionToCome | None = None
    therapist: str = ""
    answers: Mapping[str, Reply] = {}
    """By card."""
    notes: Mapping[str, str] = {}
    """By question."""
    topics: tuple[TypedTopic, ...] = ()
    separate: Mapping[str, Literal["yes", "no", "not-sure"]] = {}
    """By separate question; apart, so that nothing keeps or tells them with the others."""
