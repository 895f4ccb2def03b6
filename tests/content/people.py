"""Twelve made-up people, from week one to year six: what they say, and what must come of it.

Each answers the usual check-in of their stage as somebody would whose therapy goes well
(often, almost never, nothing happened), but for what is told here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fitcheck.questions.flow import Plan, asked
from fitcheck.questions.model import Question
from fitcheck.vocabulary import Kind, Meeting, SessionToCome, Stage, Status
from tests.content.shipped import bank

IN_PLACE, LOOK = Status.IN_PLACE, Status.WORTH_A_LOOK
RAISING, EARLY = Status.WORTH_RAISING, Status.CANT_SAY_YET
ALL_WELL = (IN_PLACE,) * 5
Said = str | list[str] | Mapping[str, str]


@dataclass(frozen=True)
class Person:
    """One person, what they say, and what the program must make of it."""

    name: str
    stage: Stage
    says: Mapping[str, Said] = field(default_factory=dict)
    meeting: Meeting = Meeting.IN_PERSON
    own_choice: bool = True
    session_to_come: SessionToCome = SessionToCome.YES
    statuses: tuple[Status, ...] = ALL_WELL
    """Where the five points stand."""
    raised: frozenset[str] = frozenset()
    """What stands out."""
    alone: frozenset[str] = frozenset()
    """What is enough by itself."""
    watched: frozenset[str] = frozenset()
    """What is named, and no more."""
    outside_first: bool = False
    """Whether it must be said that one may talk to someone else first."""
    calm: bool = False
    """Whether it is said that a low answer or two is common; never over a grave one."""
    told: tuple[str, ...] = ()
    """Sayings and words that must stand in what is shown."""
    never_told: tuple[str, ...] = ()
    never_asked: tuple[str, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)
    """What is brought up, with the sentence that its note offers."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """What works, with the sentence that its note offers."""

    @property
    def plan(self) -> Plan:
        """What the usual check-in of this person asks."""
        return Plan(
            stage=self.stage,
            meeting=self.meeting,
            own_choice=self.own_choice,
            session_to_come=self.session_to_come,
        )

    @property
    def answers(self) -> dict[str, Said]:
        """What this person says to all that is asked."""
        usual: dict[str, Said] = {one.id: usually(one) for one in asked(bank(), self.plan)}
        return usual | dict(self.says)

    @property
    def file(self) -> dict[str, object]:
        """The same as an answers file."""
        return {
            "stage": str(self.stage),
            "meeting": str(self.meeting),
            "own-choice": "yes" if self.own_choice else "no",
            "session-to-come": str(self.session_to_come),
            "answers": self.answers,
            "topics": [{"question": id} for id in self.topics],
        }


def usually(question: Question) -> Said:
    """What somebody says whose therapy goes well, and not perfectly."""
    if question.kind is Kind.EVENT:
        return "no"
    if question.kind is Kind.TICKS:
        return "none"
    if question.asked.matters:
        return "no"
    if question.kind is Kind.CONCERN:
        return "almost-never"
    choices = [choice.id for choice in bank().scales[question.scale].choices]
    return next(id for id in ("about-right", "often", "yes", choices[-1]) if id in choices)


def once(talked: str, after: str) -> Said:
    """Something that happened once, and what came of it."""
    return {"happened": "once", "talked": talked, "after": after}


NERVOUS = Person(
    name="week one, nervous, too early to say",
    stage=Stage.FIRST_SESSIONS,
    says={
        "manner-at-ease": "sometimes",
        "safe-enough": "sometimes",
        "have-hope": "not-sure",
        "skilled": "not-sure",
        "look-again": "does-not-apply",
        "nervous-before": "almost-always",
    },
    statuses=(EARLY, IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE),
    watched=frozenset({"manner-at-ease", "safe-enough"}),
    told=("first-sessions",),
    never_asked=("trust-helps-me-speak", "good-changes", "worse", "stuck", "missed-session"),
    topics={"safe-enough": "There are still things I don't feel safe enough to tell you."},
)

SHORT_CBT = Person(
    name="week seven, the last of six sessions of CBT",
    stage=Stage.ENDING,
    says={
        "could-stop": "does-not-apply",
        "room-for-ending": "rarely",
        "interest-in-next": "almost-always",
        "good-changes": "almost-always",
    },
    statuses=(IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE, LOOK),
    raised=frozenset({"room-for-ending"}),
    calm=True,
    never_asked=("own-decisions", "asks-how-it-goes"),
    topics={"room-for-ending": "I find little room to talk about an end."},
    kept={"good-changes": "I notice things getting better in my daily life."},
)

BY_TEXT = Person(
    name="month two, good therapy by text",
    stage=Stage.ESTABLISHED,
    meeting=Meeting.TEXT,
    says={"feels-natural": "sometimes"},
    watched=frozenset({"feels-natural"}),
    never_asked=("welcome-touch", "body-language", "line-drops"),
    kept={"understood": "You understand what I mean, even when I can't find the words."},
)

FRIENDLY_TEXTS = Person(
    name="month three, friendly texts about dates that are welcome",
    stage=Stage.ESTABLISHED,
    says={"their-life": "rarely", "separate-messages": "not-sure"},
    told=("summary.everyday-only",),
    never_told=("None of this is your doing", "If something frightens you"),
)

SLOW = Person(
    name="month five, slow progress and nothing else",
    stage=Stage.ESTABLISHED,
    says={"good-changes": "rarely", "use-outside": "sometimes"},
    statuses=(IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE, LOOK),
    watched=frozenset({"good-changes", "use-outside"}),
    calm=True,
    topics={"good-changes": "I'd like to see more change in my daily life."},
)

PUSHED = Person(
    name="month six, she often goes on after I ask to slow down",
    stage=Stage.ESTABLISHED,
    says={"goes-on-anyway": "often", "could-stop": "partly"},
    statuses=(IN_PLACE, IN_PLACE, RAISING, IN_PLACE, IN_PLACE),
    raised=frozenset({"goes-on-anyway"}),
    alone=frozenset({"goes-on-anyway"}),
    watched=frozenset({"could-stop"}),
    outside_first=True,
    topics={"goes-on-anyway": "You have gone on after I asked to slow down, and more than once."},
)

TWO_SMALL_THINGS = Person(
    name="month eight, two small things, both fine now",
    stage=Stage.ESTABLISHED,
    says={"misread": once("not-yet", "better"), "tense-moment": once("yes", "better")},
    kept={"tense-moment": "When it was tense between us, we could talk about it. It's better now."},
)

FLIRTED_WITH = Person(
    name="month ten, messages at night that flirt",
    stage=Stage.ESTABLISHED,
    says={
        "private-contact": "often",
        "their-life": "sometimes",
        "separate-messages": "yes",
        "separate-flirted": "yes",
    },
    statuses=(IN_PLACE, IN_PLACE, IN_PLACE, RAISING, IN_PLACE),
    raised=frozenset({"private-contact"}),
    alone=frozenset({"private-contact"}),
    watched=frozenset({"their-life"}),
    outside_first=True,
    told=("summary.everyday-only",),
    never_told=("flirt", "wrote to me", "repair", "talk it through"),
)

SENT = Person(
    name="a year in, sent by a court, and it is ending",
    stage=Stage.ENDING,
    own_choice=False,
    says={"share-an-aim": "sometimes", "my-view-counts": "rarely"},
    statuses=(IN_PLACE, LOOK, IN_PLACE, IN_PLACE, IN_PLACE),
    raised=frozenset({"my-view-counts"}),
    watched=frozenset({"share-an-aim"}),
    calm=True,
    never_told=("end the therapy", "You may end", "find another"),
    never_asked=("free-to-end",),
    topics={
        "my-view-counts": ("When we decide something, my view doesn't seem to count for much.")
    },
)

LEFT = Person(
    name="a year and a half in, left from one day to the next",
    stage=Stage.ENDING,
    session_to_come=SessionToCome.NO,
    says={
        "what-comes-next": "no",
        "good-changes": "sometimes",
        "missed-session": once("not-yet", "worse"),
        "separate-dropped": "yes",
    },
    statuses=(IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE, RAISING),
    raised=frozenset({"missed-session"}),
    alone=frozenset({"missed-session"}),
    watched=frozenset({"good-changes"}),
    never_told=("a short message is enough", "end the therapy with a message", "next session"),
    never_asked=("room-for-ending", "interest-in-next", "talk-about-closeness", "free-to-end"),
)

SLIGHTED = Person(
    name="year two, hurt more than once about who I am, partly talked, still hard",
    stage=Stage.LONG_TERM,
    says={
        "hurt-in-who-i-am": {"happened": "more-than-once", "talked": "partly", "after": "same"},
        "what-some-notice": ["want-new-view"],
    },
    statuses=(IN_PLACE, IN_PLACE, IN_PLACE, IN_PLACE, RAISING),
    raised=frozenset({"hurt-in-who-i-am"}),
    alone=frozenset({"hurt-in-who-i-am"}),
    outside_first=True,
    told=("I would like a fresh view from someone else.",),
    never_told=("You can take that as it is", "not up to you alone"),
    topics={
        "hurt-in-who-i-am": (
            "Something you said or did hurt me because of who I am, and it still hurts."
        )
    },
)

ANALYSIS = Person(
    name="year six, a good and silent analysis",
    stage=Stage.LONG_TERM,
    says={
        "asks-how-it-goes": "does-not-apply",
        "look-again": "sometimes",
        "agree-on-sessions": "does-not-apply",
        "share-an-aim": "sometimes",
        "good-changes": "sometimes",
        "spare-them": "sometimes",
        "talk-of-later": "sometimes",
        "on-my-mind": "rarely",
    },
    statuses=(IN_PLACE, IN_PLACE, IN_PLACE, LOOK, LOOK),
    watched=frozenset(
        {"look-again", "share-an-aim", "good-changes", "spare-them", "talk-of-later"}
    ),
    calm=True,
    kept={"own-decisions": "You help me trust my own decisions."},
)

PEOPLE = (
    NERVOUS,
    SHORT_CBT,
    BY_TEXT,
    FRIENDLY_TEXTS,
    SLOW,
    PUSHED,
    TWO_SMALL_THINGS,
    FLIRTED_WITH,
    SENT,
    LEFT,
    SLIGHTED,
    ANALYSIS,
)
"""From week one to year six."""
