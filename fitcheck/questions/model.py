"""What the author of a checklist wrote, as frozen values."""

from collections.abc import Iterator, Mapping
from itertools import chain

import msgspec

from fitcheck.vocabulary import Kind, Level, Meeting, Part, Stage, Tier


# A frozen value is in no cycle: looking for some took half the time of reading a history.
class Value(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The base of everything that is read once and never changed."""


class Choice(Value, frozen=True):
    """One labelled point of a scale."""

    id: str
    label: str


class Scale(Value, frozen=True):
    """How an answer is given, and how it is read."""

    id: str
    choices: tuple[Choice, ...]
    levels: Mapping[str, tuple[Level, ...]] = {}
    """One level for each choice, by kind; `sharp` is the row of a sharp concern."""
    says: str = "{text} {label}."
    """How an answer reads as a sentence; knows {text}, {window} and {label}."""

    def label(self, choice: str) -> str:
        """The label of a choice, or the choice itself where the scale has no such one."""
        return next((one.label for one in self.choices if one.id == choice), choice)

    def row(self, asked: "Asked") -> tuple[Level, ...]:
        """The levels of these answers, empty where they have none."""
        name = "sharp" if asked.sharp and asked.kind is Kind.CONCERN else asked.kind
        return self.levels.get(name, ())


SEPARATE_SCALE = Scale(
    id="separate", choices=(Choice(id="yes", label="yes"), Choice(id="no", label="no"))
)
"""How every separate question is answered; it has no levels, for it is never scored."""


class Point(Value, frozen=True):
    """One of the five points."""

    id: int
    title: str
    about: str = ""
    sources: tuple[str, ...] = ()


class Asked(Value, frozen=True, omit_defaults=True):
    """What a person is asked: all of a question that a record keeps."""

    id: str
    rev: int
    text: str
    kind: Kind
    scale: str
    sharp: bool = False
    """Whether an answer that is worth raising needs no second one."""
    questionnaire: str = ""
    theme: str | None = None
    list: str = ""
    """Before booking: the list it belongs to."""
    window: str = ""
    """The time an answer is about; empty where there is none."""
    at_most: Level | None = None
    private: bool = False
    matters: str = ""
    """The statement of the card that asks first whether it matters; empty: none does."""
    ask: str = ""
    """Before booking: the ready question for a first call."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The cards this can have, in order."""
        if self.kind is Kind.EVENT:
            return (Part.ANSWER, Part.TALKED, Part.AFTER)
        if self.matters:
            return (Part.MATTERS, Part.ANSWER)
        return (Part.ANSWER,)


class HasAsked(Value, frozen=True, omit_defaults=True):
    """Something about what a person is asked, whose fields can be read from it directly."""

    asked: Asked

    @property
    def id(self) -> str:
        """Its name, never used for another one."""
        return self.asked.id

    @property
    def rev(self) -> int:
        """Raised with each new wording."""
        return self.asked.rev

    @property
    def text(self) -> str:
        """The statement."""
        return self.asked.text

    @property
    def kind(self) -> Kind:
        """What it asks about."""
        return self.asked.kind

    @property
    def scale(self) -> str:
        """The scale that it is answered on."""
        return self.asked.scale

    @property
    def questionnaire(self) -> str:
        """The questionnaire it is of."""
        return self.asked.questionnaire

    @property
    def theme(self) -> str | None:
        """The theme it is of, if any."""
        return self.asked.theme

    @property
    def private(self) -> bool:
        """Whether it is left out of what others read."""
        return self.asked.private


class Question(HasAsked, frozen=True, omit_defaults=True):
    """One statement to answer: what is asked, and what only its authors need."""

    why: str = ""
    constructs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    core: tuple[Stage, ...] = ()
    meetings: tuple[Meeting, ...] = tuple(Meeting)
    when: Mapping[str, tuple[str, ...]] = {}
    """Asked only if each earlier question named here got one of its choices."""
    tier: Tier | None = None
    starter: str | None = None


class Theme(Value, frozen=True):
    """A few questions about one thing; feeds one point."""

    id: str
    title: str
    point: int
    questionnaire: str
    note: str = ""
    questions: tuple[Question, ...] = ()


class Questionnaire(Value, frozen=True):
    """A family of themes that share a window of time."""

    id: str
    title: str
    window: str
    intro: str = ""
    themes: tuple[Theme, ...] = ()
    facts: tuple[Question, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """All questions in the order of the file, facts last."""
        return chain(chain.from_iterable(theme.questions for theme in self.themes), self.facts)


class LookingList(Value, frozen=True):
    """One of the three lists of a person who has not booked yet."""

    id: str
    title: str
    questions: tuple[Question, ...] = ()


class FollowUpCard(Value, frozen=True):
    """A card that is the same for every event: talked about, and since then."""

    text: str
    scale: str
    constructs: tuple[str, ...] = ()


class Separate(Value, frozen=True):
    """The separate questions and the examples by which a person can recognise herself."""

    examples: str = ""
    questions: tuple[Question, ...] = ()


class Starter(Value, frozen=True):
    """How something can be brought up."""

    id: str
    event: str
    effect: str
    wish: str
    small: str = ""
    ask: str = ""
    good: str = ""
    poor: str = ""


class Wording(Value, frozen=True):
    """What every card is shown with: the scales, and the cards that are the same everywhere."""

    scales: Mapping[str, Scale] = {}
    talked: FollowUpCard = FollowUpCard(text="", scale="talked")
    after: FollowUpCard = FollowUpCard(text="", scale="after")
    matters: str = "matters"
    """The scale of the card that asks whether something matters."""

    def scale_of(self, asked: Asked, part: Part) -> Scale:
        """The scale that one card is answered on."""
        if asked.kind is Kind.SEPARATE:
            return SEPARATE_SCALE
        match part:
            case Part.ANSWER:
                return self.scales[asked.scale]
            case Part.MATTERS:
                return self.scales[self.matters]
            case Part.TALKED:
                return self.scales[self.talked.scale]
            case Part.AFTER:
                return self.scales[self.after.scale]

    def text_of(self, asked: Asked, part: Part) -> str:
        """The statement that one card shows."""
        match part:
            case Part.ANSWER:
                return asked.text
            case Part.MATTERS:
                return asked.matters
            case Part.TALKED:
                return self.talked.text
            case Part.AFTER:
                return self.after.text


class Bank(Wording, frozen=True):
    """All that can be asked."""

    name: str = ""
    """The name of a person's own file; empty for the shipped one."""
    points: tuple[Point, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    looking: tuple[LookingList, ...] = ()
    quick: tuple[str, ...] = ()
    separate: Separate = Separate()
    starters: Mapping[str, Starter] = {}
    sayings: Mapping[str, str] = {}

    @property
    def themes(self) -> Iterator[Theme]:
        """All themes in the order of the file."""
        return chain.from_iterable(each.themes for each in self.questionnaires)

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the questionnaires and of the lists before booking, by id."""
        named = {each.id: each.title for each in self.questionnaires}
        return named | {each.id: each.title for each in self.looking}

    @property
    def questions(self) -> Iterator[Question]:
        """Every question: of the questionnaires, before booking, and the separate ones."""
        return chain(
            chain.from_iterable(each.questions for each in self.questionnaires),
            chain.from_iterable(each.questions for each in self.looking),
            self.separate.questions,
        )
