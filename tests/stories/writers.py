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
        ticked={"topics": (), "keep": (), **ticked},
        words=words,
    )


def writers() -> list[Writer]:
    """All ten, with everything still to be typed."""
    return [
        writer(
            "shopping",
            "looking",
            {"looking-register": "no", "looking-experience": "no", "looking-terms": "not-sure"},
            {"call-matters": ("own",), "call-questions": ("looking-experience", "looking-terms")},
            {
                "brings": [
                    "I'm looking for help with panic when I drive on the motorway. Since a near "
                    "crash in spring. I avoid it now, take back roads, get to work late."
                ],
                "call-matters-own": [
                    "Evenings only. Someone practical who leads a bit, I don't know how this works."
                ],
                "call-way-own": [
                    "Deaf in one ear, phone is hard. Video with captions is better. Email to set "
                    "things up."
                ],
                "call-else-own": ["First time in therapy. I'd rather not be judged on how I live."],
                "call-questions-said": [
                    "Have you worked with driving panic before? What did you do, practically?",
                    "What does a session cost, and what happens if I have to cancel?",
                ],
            },
        ),
        writer(
            "good-therapy",
            "established",
            {},
            {"keep": ("own", "as-i-am")},
            {
                "keep-own": [
                    "Thank you for laughing with me, two weeks ago, when I told you about Dad. I "
                    "was crying and laughing at the same time. Since then I can tell stories about "
                    "him at home."
                ],
                "thanks-too-own": [
                    "It isn't a goodbye, please don't think that. I'd like to keep coming. I'm "
                    "just a bit shy about saying nice things out loud."
                ],
                "keep-said": ["I feel at ease with you, even when I cry."],
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
                    "I'd like to talk about the job offer in September. I left them without an "
                    "answer for nine days, because I wanted to tell you about it first. I did take "
                    "it in the end, and I am glad I did."
                ],
                "effect": [
                    "It was reassuring to wait for you, and at the same time I felt rather like a "
                    "child. I was looking at a sofa the other week and caught myself wondering "
                    "what you would say about it."
                ],
                "hard": [
                    "I am ashamed of it, frankly. I also worried you would conclude I am too "
                    "dependent. Please don't take this as me wanting to stop."
                ],
                "wish": [
                    "I'd like to settle the next thing myself, the sofa for a start, and tell you "
                    "once it is done. And to keep coming here as I do now."
                ],
                "keep-own": [
                    "You remember things I said two years ago, and you have never once made me "
                    "feel foolish."
                ],
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
                    "I'd like to talk about last Thursday, my brother's drinking. You said I "
                    "sounded angry with him. I wasn't. I was scared. I said maybe and shut up."
                ],
                "effect": [
                    "Went home with it on my own. Felt pretty rubbish. Nearly didn't come back."
                ],
                "wish": [
                    "I'd like to do that first, before anything else. Let me say it again and "
                    "just hear me out."
                ],
                "keep-own": [
                    "Most weeks you get me first time. And you know everyone's name without me "
                    "saying it twice."
                ],
            },
        ),
        writer(
            "with-a-screen-reader",
            "established",
            {"go-along": "often", "asks-how-it-goes": "rarely"},
            {"topics": ("topic.go-along", "topic.asks-how-it-goes"), "keep": ("own",)},
            {
                "happened": [
                    "I'd like to talk about how these calls are going for me. In eight months it "
                    "has not come up. You ask how my week was, and I report on my week.",
                    "I'd also like to talk about the evening walk. I said yes to it in the spring "
                    "and I have been out twice, once to put the bin out.",
                ],
                "effect": [
                    "After I put the phone down I know quite well what I would have said.",
                    'When you ask, I say "on and off". It is off.',
                ],
                "hard": [
                    "You are kind, and saying that something isn't right feels like complaining.",
                    "",
                ],
                "wish": [
                    "I'd like you to ask me once a month how it is going for me. And if I say "
                    '"fine", ask again.',
                    "I'd like to take that yes back. Let me think until the next call before I say "
                    "yes.",
                ],
                "keep-own": ["When I ask you to stop, you stop, and you don't sulk."],
            },
            meeting="phone",
        ),
        writer(
            "wants-to-end",
            "ending",
            {},
            {"topics": ("topic.end-or-pause",), "keep": ("own",)},
            {
                "happened": [
                    "I'd like to talk about stopping. Since the summer I've had the thought that "
                    "it's enough. I sleep again, I work three days, and I come home and still have "
                    "something left."
                ],
                "effect": ["I'm mostly sure. It makes me a bit sad too, after two years."],
                "hard": [
                    "I'm afraid you'll think I'm running away. And I feel guilty, as if I was "
                    "walking out on somebody who was good to me."
                ],
                "wish": [
                    "I'd like two more sessions, to look back on it and then say goodbye properly."
                ],
                "keep-own": [
                    "When the ward rings and asks if I can take a shift, I notice my jaw going "
                    "tight while I'm already saying yes. Now I say I'll ring back."
                ],
                "goodbye-thanks-own": ["Thank you. I came in flat and you never hurried me."],
            },
            session_to_come="yes",
            talk="goodbye",
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
                    "I was so embarrassed about that email. And then you said sorry and I could "
                    "tell you meant it, nobody does that"
                ],
                "happened": [
                    "I'd like to talk about what we're actually working on now. It used to be the "
                    "panic and that's basically gone (yay!!) since about the start of the month, "
                    "so now I kind of don't know what I come in for"
                ],
                "effect": [
                    "Last week I talked about my seminar paper for half of it and I thought, is "
                    "this still therapy?"
                ],
                "hard": [
                    "I'm scared if I say the panic's gone you'll say great, then we're done. And I "
                    "don't want it to just stop"
                ],
                "wish": [
                    "I'd like one new thing to work on, just one. Maybe being alone in the "
                    "evenings? I'm not good at it"
                ],
            },
        ),
        writer(
            "week-one",
            "first-sessions",
            {"could-stop": "partly"},
            {"topics": ("own", "unsaid"), "keep": ()},
            {
                "happened": [
                    "I'd like to talk about last week. i talked way too fast n left like half of "
                    "it out"
                ],
                "effect": [
                    "heart was going mad in the waiting room already. couldnt tell if u got what i "
                    "meant"
                ],
                "hard": ["never done this, no one in my family has"],
                "wish": ["I'd like to start slow\nand u ask me what i left out"],
                "unsaid": ["There's something I'm not saying yet. its the main one actually"],
                "easier": ["It would help if u just ask me how im sleeping"],
            },
        ),
        writer(
            "sent-by-a-court",
            "first-sessions",
            {"share-an-aim": "rarely"},
            {"topics": ("topic.what-is-passed-on", "own")},
            {
                "happened": [
                    "I'd like to talk about what you write down when I'm sat here. You had the pad "
                    "out all three times and I don't know if all of it goes to the court",
                    "I'd also like to talk about sleep. Ever since it happened I lie there and the "
                    "fight goes round in my head, start to finish",
                ],
                "effect": [
                    "I keep it short with you because of it.",
                    "Then I'm up for work wrecked. My daughter's coming again at Christmas and I "
                    "don't want to be like that when she's here.",
                ],
                "hard": ["Didn't want it to look like I've got something to hide. I haven't.", ""],
                "wish": [
                    "I'd like to be told what goes in the report and what stays in the room.",
                    "I'd like something I can do at night to stop it. That bit's for me, not for "
                    "the report.",
                ],
            },
            own_choice="no",
        ),
        writer(
            "seventeen",
            "established",
            {"go-along": "often"},
            {"topics": ("topic.go-along", "own", "unsaid"), "keep": ("own",)},
            {
                "happened": [
                    "I'd like to talk about last time when mum sat in at the start and i said i "
                    "was fine. i wasn't. i just say yes to stuff so it's over quicker",
                    "I'd also like to talk about what you tell my parents. you said it in spring "
                    "but i don't remember it properly",
                ],
                "effect": ["eating at school isn't better. now you think it is", ""],
                "hard": ["mum was right there", ""],
                "wish": [
                    "I'd like to come in on my own first, before mum or without her. and ask me "
                    "twice when i say fine",
                    "I'd like you to tell me again what they get told and what they don't. and "
                    "before i say anything, not after",
                ],
                "unsaid": ["There's something I'm not saying yet. i don't know if i have to."],
                "easier": ["It would help if i knew who else finds out. and if you don't guess"],
                "keep-own": ["you mean it when you say stuff. keep that"],
            },
        ),
    ]
