"""What the author of a checklist wrote, as frozen values."""

from collections.abc import Iterator, Mapping
from itertools import chain

import msgspec

from fitcheck.vocabulary import Kind, Level, Meeting, Part, Stage, Tier, Weight


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
    rows: Mapping[str, tuple[Weight, ...]] = {}
    """What each choice weighs, in one row for each way of reading them."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The choices by their ids, in order."""
        return tuple(choice.id for choice in self.choices)

    def label(self, choice: str) -> str:
        """The label of a choice, or the choice itself where the scale has no such one."""
        return next((one.label for one in self.choices if one.id == choice), choice)

    def row(self, asked: "Asked") -> tuple[Weight, ...]:
        """What the choices of this question weigh, empty where they weigh nothing."""
        return self.rows.get(asked.row or asked.kind, ())


SEPARATE_SCALE = Scale(
    id="separate", choices=(Choice(id="no", label="no"), Choice(id="yes", label="yes"))
)
"""How every separate question is answered; it has no rows, for it is never scored."""


class Point(Value, frozen=True):
    """One of the five points."""

    id: int
    title: str
    article: str = ""
    """What the article says of it, in our words."""
    about: str = ""
    """What research says of it."""
    sources: tuple[str, ...] = ()


class AskedLine(Value, frozen=True):
    """One line of a card of ticks."""

    id: str
    rev: int
    text: str


class Asked(Value, frozen=True, omit_defaults=True):
    """What a person is asked: all of a question that a record keeps."""

    id: str
    rev: int
    text: str
    kind: Kind
    scale: str = ""
    row: str = ""
    """The row that reads its answers; empty: that of its kind."""
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
    title: str = ""
    """The title of a card of ticks, which is of no theme."""
    lines: tuple[AskedLine, ...] = ()
    """What can be ticked."""

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
    own_choice: bool = False
    """Asked only of people who come of their own choice."""
    starter: str | None = None
    sentences: Mapping[str, str] = {}
    """What an answer says in a note, by choice, by level or by what else decides."""
    lines: tuple["TickLine", ...] = ()
    """Of a card of ticks: its lines, with what their authors need."""


class TickLine(Value, frozen=True, omit_defaults=True):
    """A line to tick: what is asked, and what only its authors need."""

    asked: AskedLine
    constructs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    """Empty: wherever its card is asked."""
    starter: str | None = None
    sentence: str = ""
    """What a tick says in a note."""


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
    ticks: tuple[Question, ...] = ()
    facts: tuple[Question, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """All questions in the order of asking: by theme, then ticks, then facts."""
        themed = chain.from_iterable(theme.questions for theme in self.themes)
        return chain(themed, self.ticks, self.facts)


class LookingList(Value, frozen=True):
    """One of the three lists of a person who has not booked yet."""

    id: str
    title: str
    lead: str = ""
    """What is asked of each of its lines."""
    matters: tuple[str, ...] = ()
    """The choices that say that something matters, the most first."""
    questions: tuple[Question, ...] = ()


class FollowUpCard(Value, frozen=True):
    """A card that is the same for every event: talked about, and since then."""

    text: str
    scale: str
    lead: str = ""
    """What to think of, above its statement."""
    constructs: tuple[str, ...] = ()


class OutsideFirst(Value, frozen=True, omit_defaults=True):
    """Where someone outside may come first."""

    themes: tuple[str, ...] = ()
    """If one of these is worth raising."""
    rows: tuple[str, ...] = ()
    """If an answer that one of these reads weighs alone."""


class Ended(Value, frozen=True):
    """What is different at the end, where no session is still to come."""

    window: str = ""
    """The time that all answers are then about; empty: that of their questionnaire."""
    leaves_out: tuple[str, ...] = ()
    """Themes that are then not asked."""
    asks: tuple[str, ...] = ()
    """Facts that everybody is then asked."""


class GateLine(Question, frozen=True, kw_only=True):
    """A separate question, as one line of its gate."""

    line: str
    """As it stands below the stem; the statement by itself is `text`."""
    tier: Tier
    words: str = ""
    """The paragraph that fits a yes, by its key in the reading."""
    own: bool = False
    """Whether it begins with its own "I", and does not end the stem."""


class Gate(Value, frozen=True):
    """A card of separate questions, all in sight, answered together at first."""

    id: str
    title: str
    stem: str
    note: str = ""
    """What is different, in a line below the others."""
    why: str = ""
    lines: tuple[GateLine, ...] = ()


class Separate(Value, frozen=True):
    """The separate questions."""

    gates: tuple[Gate, ...] = ()

    @property
    def questions(self) -> tuple[GateLine, ...]:
        """All lines of all gates, in order."""
        return tuple(chain.from_iterable(gate.lines for gate in self.gates))


class Starter(Value, frozen=True):
    """How something can be brought up."""

    id: str
    happened: str
    wish: str
    small: str = ""
    ask: str = ""
    good: str = ""
    poor: str = ""
    careful: bool = False
    """Whether a poor reply may be a danger: nothing may excuse it beside this."""


class Opening(Value, frozen=True):
    """Something that many want to bring up where they are, whatever they answered."""

    id: str
    about: str
    """The sentence for the therapist."""
    starter: str = ""
    stages: tuple[Stage, ...] = ()
    """Where it is offered; anywhere, if there is none."""
    is_for_sent: bool = False
    """Whether it is only for those whom someone sent."""


EventRows = Mapping[str, Mapping[str, Mapping[str, Weight]]]
"""What an event weighs: by its row, then how it is now, then whether it was talked about."""


class Wording(Value, frozen=True):
    """What cards are shown with and read by, and what is the same for all of a kind."""

    scales: Mapping[str, Scale] = {}
    events: EventRows = {}
    talked: FollowUpCard = FollowUpCard(text="", scale="talked")
    after: FollowUpCard = FollowUpCard(text="", scale="after")
    matters: str = "matters"
    """The scale of the card that asks whether something matters."""
    outside_first: OutsideFirst = OutsideFirst()

    def scale_of(self, asked: Asked, part: Part) -> Scale:
        """The scale that one card is answered on."""
        if asked.kind is Kind.SEPARATE:
            return SEPARATE_SCALE
        if asked.kind is Kind.TICKS:
            lines = (Choice(id=line.id, label=line.text) for line in asked.lines)
            return Scale(id=asked.id, choices=tuple(lines))
        of_card = {
            Part.ANSWER: asked.scale,
            Part.MATTERS: self.matters,
            Part.TALKED: self.talked.scale,
            Part.AFTER: self.after.scale,
        }
        return self.scales[of_card[part]]

    def is_sharp(self, asked: Asked) -> bool:
        """Whether an answer to it may weigh alone by its row."""
        if asked.kind is Kind.EVENT:
            return bool(asked.row)
        scale = self.scales.get(asked.scale)
        return scale is not None and Weight.ALONE in scale.row(asked)

    def text_of(self, asked: Asked, part: Part) -> str:
        """The statement that one card shows."""
        of_card = {
            Part.ANSWER: asked.text,
            Part.MATTERS: asked.matters,
            Part.TALKED: self.talked.text,
            Part.AFTER: self.after.text,
        }
        return of_card[part]


class Bank(Wording, frozen=True):
    """All that can be asked."""

    name: str = ""
    """The name of a person's own file; empty for the shipped one."""
    points: tuple[Point, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    looking: tuple[LookingList, ...] = ()
    quick: tuple[str, ...] = ()
    ended: Ended = Ended()
    separate: Separate = Separate()
    starters: Mapping[str, Starter] = {}
    openings: tuple[Opening, ...] = ()

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

    @property
    def own_questions(self) -> tuple[Question, ...]:
        """Those of a person's own file."""
        return tuple(one for one in self.questions if one.id.startswith(f"{self.name}/"))

    def question(self, id: str) -> Question | None:
        """The question of this id, if there is one."""
        return next((question for question in self.questions if question.id == id), None)
