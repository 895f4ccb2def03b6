"""Ten made-up people who make a note by keyboard, each in their own words."""

from dataclasses import dataclass, field

from fitcheck.terminal.prompts import Field
from tests.stories.people import Person


@dataclass(frozen=True)
class Writer(Person):
    """A person who types something else each time a field of one name comes."""

    words: dict[str, list[str]] = field(default_factory=dict)

    def text(self, field: Field) -> str:
        """The next words for this field, else what stands there."""
        waiting = self.words.get(field.name)
        return waiting.pop(0) if waiting else field.text


def writer(
    name: str,
    stage: str,
    cards: dict[str, str],
    ticked: dict[str, tuple[str, ...]],
    words: dict[str, list[str]],
    **choices: str,
) -> Writer:
    """Somebody who makes a note at once and looks at it on the screen."""
    ways = {name.replace("_", "-"): picked for name, picked in choices.items()}
    return Writer(
        name,
        stage=stage,
        cards=cards,
        choices={"note-now": "now", "where": "screen", "stands-out": "right", **ways},
        ticked={"topics": (), "keep": (), "unsure": (), **ticked},
        words=words,
    )


def writers() -> list[Writer]:
    """All ten, with everything still to be typed."""
    return [
        writer(
            "shopping",
            "looking",
            {"looking-register": "no", "looking-cost": "no"},
            {},
            {},
        ),
        writer(
            "good-therapy",
            "established",
            {},
            {"keep": ("understood", "share-an-aim", "own")},
            {"keep-own": ["You laugh with me. It makes the hard parts easier to come back to."]},
            talk="thanks",
        ),
        writer(
            "very-attached",
            "long-term",
            {"own-decisions": "rarely", "talk-of-later": "rarely"},
            {"topics": ("topic.own-decisions",), "keep": ("understood",)},
            {
                "happened": [
                    "In September I put off answering a job offer for nine days, to tell you first."
                ],
                "effect": ["I feel safe with that, and also smaller than I am."],
                "wish": ["I'd like to try one decision alone, and tell you about it after."],
            },
            again="four",
        ),
        writer(
            "a-call-taken",
            "established",
            {
                "hurt-in-who-i-am": "no",
                "misread": "once",
                "misread.talked": "not-yet",
                "misread.after": "same",
            },
            {"topics": ("topic.misread",), "keep": ("understood",)},
            {
                "happened": [
                    "I'd like to talk about last Thursday, when I told you about my brother and "
                    "you heard it as anger."
                ],
                "effect": [
                    "I wasn't angry. I was scared for him. I went quiet, and I went home feeling "
                    "alone with it."
                ],
                "wish": ["Could we go back to it, at the start?"],
            },
        ),
        writer(
            "with-a-screen-reader",
            "established",
            {"could-disagree": "no", "asks-how-it-goes": "rarely"},
            {"topics": ("topic.could-disagree", "topic.asks-how-it-goes"), "keep": ("could-stop",)},
            {},
            meeting="phone",
        ),
        writer(
            "wants-to-end",
            "ending",
            {},
            {"topics": ("own",), "keep": ("understood",)},
            {
                "happened": ["I have thought about it since summer, and I'd like to stop."],
                "effect": ["I am a little sad, and mostly sure."],
                "wish": ["I'd like two more sessions, to look back at what has changed."],
            },
            talk="goodbye",
            session_to_come="yes",
        ),
        writer(
            "a-mended-quarrel",
            "established",
            {
                "tense-moment": "once",
                "tense-moment.talked": "yes",
                "tense-moment.after": "better",
            },
            {"topics": ("own",), "keep": ("tense-moment", "understood")},
            {
                "happened": ["I'd like to talk about what comes after the panic is gone."],
                "effect": ["It's quieter now, and I don't know what we are for."],
                "wish": ["Could we write down one new aim?"],
            },
            talk="thanks",
        ),
        writer(
            "week-one",
            "first-sessions",
            {"understood": "not-sure", "could-stop": "partly"},
            {"topics": ("own",), "unsure": ("understood",), "keep": ()},
            {
                "happened": ["I'd like to talk about how nervous I am before I come."],
                "effect": ["I talk fast then, and leave out half."],
                "wish": ["I'd like a slow start, a few minutes about the week."],
            },
            again="two",
        ),
        writer(
            "sent-by-a-court",
            "first-sessions",
            {"share-an-aim": "rarely"},
            {"topics": ("topic.share-an-aim",)},
            {
                "happened": [""],
                "effect": ["I did not choose to come. I would like something in it for me."],
                "wish": ["Could we take ten minutes to name one aim that is mine?"],
            },
            own_choice="no",
        ),
        writer(
            "seventeen",
            "established",
            {"go-along": "often"},
            {"topics": ("topic.go-along", "unsaid")},
            {
                "happened": ["When my mum sat in for the first ten minutes, I said I was fine."],
                "effect": [""],
                "wish": ["I'd like to see you alone first."],
                "easier": ["It would help if you told me again what you tell my parents."],
            },
        ),
    ]
