"""The closed sets of words that files, commands and screens share."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a person is with their therapy."""

    LOOKING = "looking"
    FIRST_SESSIONS = "first-sessions"
    ESTABLISHED = "established"
    LONG_TERM = "long-term"
    ENDING = "ending"


class Meeting(StrEnum):
    """How a person and their therapist meet."""

    IN_PERSON = "in-person"
    VIDEO = "video"
    PHONE = "phone"
    TEXT = "text"


class Form(StrEnum):
    """Which kind of check-in it is; only a full one has statuses."""

    FULL = "full"
    QUICK = "quick"
    LOOKING = "looking"


class Kind(StrEnum):
    """What a question asks about, and so how its answers are read."""

    GOOD = "good"
    CONCERN = "concern"
    FIT = "fit"
    EVENT = "event"
    FACT = "fact"
    TICKS = "ticks"
    SEPARATE = "separate"


class Part(StrEnum):
    """Which card of a question: most have one, an event up to three."""

    MATTERS = "matters"
    ANSWER = "answer"
    TALKED = "talked"
    AFTER = "after"


class Gap(StrEnum):
    """The three ways of giving no answer."""

    NOT_SURE = "not-sure"
    DOES_NOT_APPLY = "does-not-apply"
    SKIP = "skip"


class Happened(StrEnum):
    """The choices of an event's first card."""

    NO = "no"
    ONCE = "once"
    MORE_THAN_ONCE = "more-than-once"


class Talked(StrEnum):
    """Whether something that happened was talked about."""

    NOT_YET = "not-yet"
    PARTLY = "partly"
    YES = "yes"


class After(StrEnum):
    """How it is between the two since something happened."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"


class Matters(StrEnum):
    """Whether something matters to this person at all."""

    NO = "no"
    YES = "yes"


class Level(StrEnum):
    """How one answer is read, from the best to the most worth raising."""

    OK = "ok"
    WATCH = "watch"
    RAISE = "raise"


class Weight(StrEnum):
    """What a row of a scale says of one answer, from the best to the gravest."""

    OK = "ok"
    WATCH = "watch"
    RAISE = "raise"
    ALONE = "alone"
    """A raise that needs no second one."""

    @property
    def level(self) -> Level:
        """How such an answer is read."""
        return Level.RAISE if self is Weight.ALONE else Level(self)

    @property
    def rank(self) -> int:
        """How grave it is beside the others: 0 is the best."""
        return tuple(Weight).index(self)


class SessionToCome(StrEnum):
    """At the end of a therapy: whether a session is still to come."""

    NO = "no"
    NOT_SURE = "not-sure"
    YES = "yes"


class Status(StrEnum):
    """Where a theme or a point stands."""

    IN_PLACE = "in-place"
    WORTH_A_LOOK = "worth-a-look"
    WORTH_RAISING = "worth-raising"
    CANT_SAY_YET = "cant-say-yet"
    NOT_ASKED = "not-asked"


class Tier(StrEnum):
    """How a separate question is answered with help: A first with help from outside."""

    A = "A"
    B = "B"


class Format(StrEnum):
    """How a note is written."""

    MARKDOWN = "md"
    TEXT = "txt"
    HTML = "html"
    JSON = "json"


class Export(StrEnum):
    """How all that is kept is written."""

    JSON = "json"
    CSV = "csv"


class Talk(StrEnum):
    """What kind of talk a person would like; it decides how their page begins."""

    THROUGH = "through"
    HEARD = "heard"
    THANKS = "thanks"
    GOODBYE = "goodbye"

    @property
    def is_usual(self) -> bool:
        """Whether something is brought up in it: it is neither a thank-you nor a goodbye."""
        return self in (Talk.THROUGH, Talk.HEARD)


class Shell(StrEnum):
    """Where commands are completed."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


class Brought(StrEnum):
    """What the person brings on one of the five points, told by their ticks alone."""

    TODAY = "today"
    KEEP = "keep"
    NOTHING = "nothing"
    NOTHING_MORE = "nothing-more"
    """Where something on the page belongs to no point, *nothing* would not be true."""


class Reader(StrEnum):
    """Whom a note is for."""

    SESSION = "session"
    ME = "me"
