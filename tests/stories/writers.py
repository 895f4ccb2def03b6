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
    ways: dict[str, list[str]] | None = None,
    **choices: str,
) -> Writer:
    """Somebody who makes a note at once and looks at it on the screen."""
    picks = {name.replace("_", "-"): picked for name, picked in choices.items()}
    return Writer(
        name,
        stage=stage,
        cards=cards,
        choices={"note-now": "now", "where": "screen", "stands-out": "right", **picks},
        ticked={"topics": (), "keep": (), **ticked},
        words=words,
        ways=ways or {},
    )


def writers() -> list[Writer]:
    """All ten, with everything still to be typed."""
    return [
        writer(
            "shopping",
            "looking",
            {
                "looking-register": "no",
                "looking-experience": "no",
                "looking-terms": "not-sure",
                "looking-format": "a-lot",
                "looking-access": "a-lot",
            },
            {
                "call-matters": ("own",),
                "call-questions": (
                    "looking-format",
                    "looking-access",
                    "looking-experience",
                    "looking-terms",
                ),
            },
            {
                "brings": [
                    "I'm looking for help with panic attacks when I drive on the motorway. Had "
                    "a near crash in April, since then I avoid driving. I take back roads or "
                    "the train and I'm late for work twice a week.",
                ],
                "call-matters-own": [
                    "I need someone practical who gives me steps and leads a bit. Evenings "
                    "only, I work until 6. I'd need to know the price per session up front.",
                ],
                "call-way-own": [
                    "I'm deaf in one ear, phone is hard. Video with captions works much "
                    "better. Email or text to reach me, please don't leave voicemail.",
                ],
                "call-else-own": [
                    "First time. I live alone, no kids, and that's fine, I don't want it to "
                    "become the topic.",
                ],
                "call-questions-said": [
                    "Do you have evening slots, after 6.30, and how often would we meet?",
                    "Can sessions be on video with captions?",
                    "Have you treated panic when driving before, and how did you go about it?",
                    "What does a session cost, and what happens if I have to cancel?",
                ],
            },
        ),
        writer(
            "good-therapy",
            "established",
            {},
            {},
            {
                "thanks": [
                    "Thank you for laughing with me two weeks ago, when I told you about Dad "
                    "and the pressure cooker. I was laughing and crying at the same time.",
                ],
                "thanks-why-own": [
                    "I'd only ever cried about him in that room. I thought I had to be sad to "
                    "do it properly, and then it turned out I could have both.",
                ],
                "thanks-since-own": [
                    "I tell stories about him at home now. My daughter asked for the pressure "
                    "cooker one again at dinner.",
                ],
                "thanks-too-own": [
                    "It isn't a goodbye, in case it sounds like one. I'm not done. And please "
                    "don't make a big thing of it, I'd go red.",
                ],
            },
            talk="thanks",
        ),
        writer(
            "very-attached",
            "long-term",
            {"own-decisions": "rarely", "talk-of-later": "rarely"},
            {"topics": ("topic.own-decisions",), "keep": ("have-hope",)},
            {
                "happened": [
                    "I'd like to talk about the job offer in September. I left them waiting "
                    "for nine days, because I wanted to tell you before I answered. I did take "
                    "it in the end. But I notice it with other things too, it can be as silly "
                    "as a sofa: before I buy it, I ask myself what you would say. It is "
                    "comforting, and afterwards I feel rather small.",
                ],
                "hard": [
                    "I'm a little ashamed of it, at fifty-two. And I'm afraid that if I tell "
                    "you, it will sound as though it's time I stopped coming. I don't want "
                    "that.",
                ],
                "wish": [
                    "I'd like to make one decision alone, perhaps the sofa, and tell you about "
                    "it only afterwards. And to keep coming just as before.",
                ],
                "keep-said": [
                    "I feel safe with you. The evening after I told you about the job, I slept "
                    "properly for the first time in a week.",
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
                    "I'd like to talk about last Thursday, when I told you about my brother. "
                    "You said it sounds like I'm angry with him. I'm not angry. I'm scared for "
                    "him, he drinks.",
                ],
                "hard": [
                    "Didn't have the words. So I said maybe and shut up. Then went home with it.",
                ],
                "wish": [
                    "I'd like to go back to it at the start, before anything else. Tell it "
                    "again right.",
                ],
                "keep-own": [
                    "You mostly get me. You remember everybody's name.",
                ],
            },
        ),
        writer(
            "with-a-screen-reader",
            "established",
            {"go-along": "often", "asks-how-it-goes": "rarely"},
            {"topics": ("topic.go-along", "topic.asks-how-it-goes"), "keep": ("could-stop",)},
            {
                "happened": [
                    "I'd like to talk about how these calls are going. In eight months you've "
                    "asked about my sleep, my appetite and the weather here. You haven't asked "
                    "how I'm finding the calls.",
                    "I'd also like to talk about the evening walk, and that diary app. I said "
                    "yes to both, in a very convincing voice. I've done neither.\nThe app "
                    'doesn\'t speak to my screen reader. It says "button, button, button" and '
                    "that's the conversation.",
                ],
                "hard": [
                    "You sound so pleased with how it goes that I don't like to spoil it. And "
                    "it seems ungrateful, when you ring on the dot every time.",
                    "\"Yes, certainly, putting you through\" is a habit. It's out before I've "
                    "thought.",
                ],
                "wish": [
                    "I'd like you to ask me once a month, and to wait a bit after I've said "
                    '"oh, fine".',
                    "I'd like to choose something smaller that I'd really do, and to leave the "
                    "app to people who can see its buttons.",
                ],
                "keep-said": [
                    "When I said in spring that I didn't want to go on about my mother, you "
                    'stopped there and then. No "just one more question". I noticed that.',
                ],
            },
            meeting="phone",
        ),
        writer(
            "wants-to-end",
            "ending",
            {},
            {"topics": ("topic.end-or-pause",), "keep": ("own", "use-outside")},
            {
                "happened": [
                    "I'd like to talk about stopping. I've had it in my head since the summer, "
                    "that it's enough now. I came because I was burnt out, and I'm not any "
                    "more. I'm mostly sure. It makes me sad as well, more than I expected.",
                ],
                "hard": [
                    "I'm afraid you'll think I'm running away. And it feels wrong to leave "
                    "someone who did nothing wrong.",
                ],
                "wish": [
                    "I'd like two more sessions after this one, to look back on the two years "
                    "together, and then stop. You can ask me about it. But I have thought it "
                    "through.",
                ],
                "keep-own": [
                    "That I notice my jaw. When someone asks me to take another shift and I "
                    "say yes with my teeth together, I catch it now. Not every time, but then "
                    "I call back an hour later and say no.",
                ],
                "thanks": [
                    "Thank you for never making me feel weak. The first months I came straight "
                    "from night duty and just sat there, and you let me.",
                ],
                "keep-said": [
                    "I sleep again. Last week I slept through six nights out of seven, and on "
                    "my days off I'm not just waiting for the next shift.",
                ],
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
                "share-an-aim": "rarely",
            },
            {"topics": ("topic.share-an-aim", "own"), "keep": ("own",)},
            {
                "happened": [
                    "I'd like to talk about what we're actually working on now! The panic is "
                    "nearly gone, I've had like one tiny wobble since summer, which is "
                    "amazing. But I sit down and I don't know what we're doing anymore, and I "
                    "catch myself half inventing problems so there's something to talk about.",
                    "I'd also like to talk about the evenings. Days are fine, uni's fine, but "
                    "when my flatmate's out and it gets to about eight I go all restless and "
                    "ring everyone I know just so it isn't quiet.",
                ],
                "hard": [
                    "I'm scared if I say I'm better you'll say great, then we're done.",
                    "",
                ],
                "wish": [
                    "I'd like us to find one new thing to aim for. Just one! So it doesn't all "
                    "simply fizzle out.",
                    "I'd like to be able to be on my own of an evening and quite like it. "
                    "Maybe that's the new thing?",
                ],
                "keep-own": [
                    "When you cancelled and I sent that awful mail, you said sorry and you "
                    "actually meant it. I was so ashamed and now it's easier with you than it "
                    "was before, weirdly!",
                ],
            },
        ),
        writer(
            "week-one",
            "first-sessions",
            {"could-stop": "partly"},
            {"topics": ("own", "unsaid")},
            {
                "happened": [
                    "I'd like to talk about how fast i talked last time. heart was going "
                    "already in the waiting room and then i just talked and left out half. "
                    "dont know if you got any of it",
                ],
                "hard": [
                    "nobody in my family does this. dont know how its meant to go",
                ],
                "wish": [
                    "I'd like to start slow. and can you ask what i left out",
                ],
                "unsaid": [
                    "one of the things i left out is the main one. not saying it yet",
                ],
                "easier": [
                    "It would help if you ask me. not first thing tho",
                ],
            },
        ),
        writer(
            "sent-by-a-court",
            "first-sessions",
            {"share-an-aim": "rarely"},
            {"topics": ("topic.what-is-passed-on", "own")},
            {
                "happened": [
                    "I'd like to talk about what goes in the report. You write while I talk "
                    "and I don't know what it says. Makes me careful what I say.",
                    "I'd also like to talk about sleep. I wake up or don't drop off and that "
                    "night runs through my head again, same few minutes.",
                ],
                "hard": [
                    "",
                    "Wasn't sure it's part of what I'm here for.",
                ],
                "wish": [
                    "I'd like to be told straight what has to go to them and what doesn't. And "
                    "to see it before it's sent, if that's allowed.",
                    "I'd like something I can do at night that stops it. My daughter's here "
                    "again at Christmas and I'd like to be sleeping normal by then.",
                ],
            },
            ways={"consent": ["between-us", "right"]},
            own_choice="no",
        ),
        writer(
            "seventeen",
            "established",
            {"go-along": "often"},
            {"topics": ("own", "unsaid"), "keep": ("own",)},
            {
                "happened": [
                    "I'd like to talk about last time w my mum there. i said i was fine and i "
                    "wasnt, i just cant say stuff about eating when shes sitting right next to "
                    "me",
                ],
                "hard": [
                    "she gets that face when its not good. and if i say yes everythings ok its "
                    "over faster",
                ],
                "wish": [
                    "I'd like to come in alone first, before my mum. and can u say again what "
                    "parents get told and what not, i forgot half of it",
                ],
                "unsaid": [
                    "There's something I'm not saying yet. idk if i have to",
                ],
                "easier": [
                    "It would help if u tell me first what u would have to tell other ppl. "
                    "like exactly. and if u dont ask me about it w my mum in the room",
                ],
                "keep-own": [
                    "i do believe u when u say stuff tho",
                ],
            },
        ),
    ]
