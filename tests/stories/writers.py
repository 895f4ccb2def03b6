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
            {"looking-register": "no", "looking-experience": "no", "looking-terms": "not-sure"},
            {
                "call-matters": ("looking-access", "own"),
                "call-questions": ("looking-experience", "looking-terms", "own"),
            },
            {
                "brings": [
                    "I'm looking for help with panic on motorways, since a near crash in spring."
                ],
                "call-matters-own": ["I can come on evenings only."],
                "call-questions-own": ["What would you have me do in the first three weeks?"],
            },
        ),
        writer(
            "good-therapy",
            "established",
            {},
            {"keep": ("own",)},
            {
                "keep-own": [
                    "Two weeks ago you laughed with me at the story about my dad. I cried and "
                    "laughed at once. Since then I can tell stories about him at home.\n"
                    "I'd like you to know that this isn't a goodbye. I'm not done here."
                ]
            },
            talk="thanks",
        ),
        writer(
            "very-attached",
            "long-term",
            {"own-decisions": "rarely", "talk-of-later": "rarely"},
            {"topics": ("topic.own-decisions",), "keep": ("own",)},
            {
                "happened": [
                    "I'd like to talk about a job offer in September. I let it wait nine days, "
                    "because I wanted to tell you first. I also notice I ask myself what you "
                    "would say before I buy a sofa."
                ],
                "effect": [
                    "It feels safe, and it also makes me feel small. I am a little ashamed of it."
                ],
                "wish": [
                    "I'd like to try one decision on my own and tell you afterwards. I don't want "
                    "to lose our sessions."
                ],
                "keep-own": ["What we say here stays with me at home."],
            },
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
            {"topics": ("topic.misread",), "keep": ("own",)},
            {
                "happened": [
                    "I'd like to talk about last Thursday. I told you about my brother drinking. "
                    "You said it sounded like I was angry with him. I wasn't angry. I was scared."
                ],
                "effect": [
                    "I said maybe and went quiet. Went home on my own with it. Nearly didn't come "
                    "back."
                ],
                "wish": ["I'd like to go back to it at the start."],
                "keep-own": ["You normally get me. You remember names."],
            },
        ),
        writer(
            "with-a-screen-reader",
            "established",
            {"go-along": "often", "asks-how-it-goes": "rarely"},
            {"topics": ("topic.go-along", "topic.asks-how-it-goes"), "keep": ("own",)},
            {
                "happened": [
                    "",
                    "I'd also like to talk about the evening walk and the diary app. I said yes to "
                    "both, nicely, and did neither. My screen reader cannot use the app at all.",
                ],
                "effect": [
                    "Eight months and it has not come up. I have opinions, you know.",
                    'Saying "that does not work for me" is hard for me. I was polite for a living.',
                ],
                "wish": ["", "I'd like you to ask me twice, and not to mind a no."],
                "keep-own": ["You do stop when I ask."],
            },
            meeting="phone",
            again="four",
        ),
        writer(
            "wants-to-end",
            "ending",
            {},
            {"topics": ("topic.end-or-pause", "own"), "keep": ()},
            {
                "happened": [
                    "I'd like to talk about ending. I came because I was burnt out. I sleep again "
                    "and work part time. Since summer I have been thinking it is enough.",
                    "I'd also like to talk about what I take with me. I notice now when I say yes "
                    "with my jaw tight.",
                ],
                "effect": [
                    "I am mostly sure, and a bit sad. I am afraid you will think I am running "
                    "away. I don't think I am.",
                    "",
                ],
                "wish": ["I'd like two more sessions, to look back together.", ""],
            },
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
            {"topics": ("own",), "keep": ("own",)},
            {
                "keep-own": [
                    "You said sorry about the cancelled session, and you meant it. I wrote that "
                    "angry mail and was so ashamed. It's been easier since then."
                ],
                "happened": [
                    "I'd like to talk about what we're actually working on now! The panic is "
                    "nearly gone, which is amazing, and now I don't know what the plan is."
                ],
                "effect": ["A bit lost. Happy too. I'm scared therapy will just sort of stop."],
                "wish": ["I'd like one new aim. Maybe being alone in the evenings?"],
            },
        ),
        writer(
            "week-one",
            "first-sessions",
            {"understood": "not-sure", "could-stop": "partly"},
            {"topics": ("own",), "unsure": (), "keep": ()},
            {
                "happened": [
                    "I'd like to talk about sleep. i havent slept right since someone broke into "
                    "my flat. didnt say that last time, its the main thing"
                ],
                "effect": ["i talked really fast and left out half. my heart was pounding"],
                "wish": ["I'd like a slow start\nI'd like you to ask me what i left out"],
            },
        ),
        writer(
            "sent-by-a-court",
            "first-sessions",
            {"share-an-aim": "rarely"},
            {"topics": ("topic.what-is-passed-on", "own")},
            {
                "happened": [
                    "I'd like to talk about the report. I don't know what you write down. It feels "
                    "like it is all about the report and not about me.",
                    "I'd also like to talk about one thing for me. I want to sleep without going "
                    "over the fight. My daughter comes again at Christmas.",
                ],
                "effect": ["", ""],
                "wish": [
                    "I'd like to hear what goes in it.",
                    "I'd like to work on that too, if that is allowed.",
                ],
            },
            own_choice="no",
        ),
        writer(
            "seventeen",
            "established",
            {"go-along": "often"},
            {"topics": ("topic.go-along", "unsaid")},
            {
                "happened": [
                    "I'd like to talk about last time, when mum sat in for the first ten minutes. "
                    "I said I was fine. I wasn't."
                ],
                "effect": ["I say yes so it's over sooner. I do that a lot."],
                "wish": [
                    "I'd like to see you alone first.\n"
                    "Can you tell me again what parents get told? I wasn't listening."
                ],
                "easier": [
                    "It would help if you didn't ask me straight away. And I don't know if I have "
                    "to tell."
                ],
            },
        ),
    ]
