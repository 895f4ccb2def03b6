"""The people whose notes are kept as golden files, as the values their notes are made of."""

from collections.abc import Callable
from datetime import date

from fitcheck.report import CallNote, SessionNote, call_note, session_note
from fitcheck.store.records import Consent, Line, Topic

MONTH = date(2026, 10, 3)

TITLES = {
    1: "This relationship can carry the work.",
    2: "We work as partners, and I have a say.",
    3: "It fits me, and I can be myself.",
    4: "Close enough, and free enough.",
    5: "We check how it is going, mend and adjust.",
}

HEARD = "I would like just to be heard."
UNDERSTAND = "I would like us to understand each other."
CHANGE = "I would like us to change something."
GOALS = "I would like us to look at our goals again."
ENDING = "I would like us to talk about ending."
IN_TWO = "I would like us to look again in two sessions."
IN_FOUR = "I would like us to look again in about four sessions."
ON_REQUEST = "I would like us to look again when one of us asks for it."


def line(text: str, point: int | None = None) -> Line:
    """A ticked line."""
    return Line(source=text[:12], text=text, point=point)


def topic(happened: str = "", effect: str = "", wish: str = "", point: int | None = None) -> Topic:
    """A topic in someone's words."""
    return Topic(
        id=happened[:6] or wish[:6], point=point, happened=happened, effect=effect, wish=wish
    )


def session(consent: Consent) -> SessionNote:
    """The note of someone, in October 2026."""
    return session_note(consent, TITLES, MONTH)


def first_time_client() -> CallNote:
    """Shopping for a first therapist, with a list in the hand."""
    return call_note(
        [
            line("In plain words, what kind of therapy do you do, and how does it help?"),
            line("How much do you lead the talk, and how much is up to me?"),
            line("What does a session cost, and what if I have to cancel?"),
            line("How would we notice that it helps?"),
        ],
        MONTH,
        matters=[
            line("That they give our talks a clear lead."),
            line("That place, times and language fit my life."),
        ],
    )


def good_therapy() -> SessionNote:
    """Nothing stands out: only what works."""
    return session(
        Consent(
            keep=(
                line("I feel understood here. Lately this is almost always so.", 1),
                line("We agree on what we are working on. Lately this is often so.", 2),
                line("You ask me how it is going. Lately this is often so.", 5),
            ),
        )
    )


def leaving_with_dignity() -> SessionNote:
    """Year three, very attached, and now looking for more room."""
    return session(
        Consent(
            context="I have been coming every week for three years.",
            aim=CHANGE,
            keep=(line("I can bring anything here, also what I am ashamed of.", 3),),
            topics=(
                topic(
                    "Before I decide something, I wait until I have told you.",
                    "I feel safe with that, and also smaller than I am.",
                    "Help me try a decision alone first, and hear about it after.",
                    4,
                ),
                topic(
                    "We have never said how this may end one day.",
                    "I think about it at night.",
                    "One calm talk about it. I am not asking to end.",
                    4,
                ),
            ),
            differently="I will tell one friend a little more, too.",
            again=IN_FOUR,
        )
    )


def wants_to_end() -> SessionNote:
    """Has decided to stop, and wants a fair ending."""
    return session(
        Consent(
            context="Twelve sessions since spring, every other week.",
            aim=ENDING,
            keep=(line("You gave me words for my anger. They stay with me.", 1),),
            topics=(
                topic(
                    "I have thought about it for a while, and I would like to stop.",
                    "I am a little sad and mostly sure.",
                    "Two more sessions to look back, and two names I could turn to later.",
                    5,
                ),
            ),
        )
    )


def week_one() -> SessionNote:
    """In the first week, and nervous."""
    return session(
        Consent(
            aim=UNDERSTAND,
            keep=(line("You told me what would happen next, and then it did.", 2),),
            topics=(
                topic(
                    "I talk fast and leave out half, because I am nervous.",
                    wish="A slow start, a few minutes about the week.",
                    point=1,
                ),
            ),
            unsure=(line("What are we working towards?", 2),),
            again=IN_TWO,
        )
    )


def sent_by_a_court() -> SessionNote:
    """Not there of own choice; the note may be read by whoever sent them."""
    return session(
        Consent(
            aim=GOALS,
            topics=(
                topic(
                    "I did not choose to come. I would like something in it for me.",
                    wish="Ten minutes to name one aim that is mine.",
                    point=2,
                ),
            ),
            unsure=(line("Who gets to read what is written about me?", 2),),
        )
    )


def no_topics() -> SessionNote:
    """Wants to be heard, and brings no topic."""
    return session(
        Consent(
            aim=HEARD,
            unsure=(line("Is it normal to feel worse for a day after we meet?", 5),),
            again=ON_REQUEST,
        )
    )


def nearly_all_skipped() -> SessionNote:
    """Skipped nearly everything, and keeps one good line."""
    return session(Consent(keep=(line("I feel at ease here. Lately this is often so.", 1),)))


def separate_sign() -> SessionNote:
    """Marked a separate sign, kept it to herself, and still wants a small note."""
    return session(
        Consent(
            topics=(
                topic(
                    "Last month the time of our session was moved twice on short notice.",
                    "I had to leave work early, and it got noticed.",
                    "A fixed time, or a week's notice.",
                ),
            ),
        )
    )


def point_four_kept_back() -> SessionNote:
    """Everything about closeness stays with the person."""
    return session(
        Consent(
            aim=CHANGE,
            keep=(line("You remember what I tell you. Lately this is almost always so.", 1),),
            topics=(
                topic(
                    "I have not heard from you whether you think we are getting anywhere.",
                    "I start to guess, and I guess badly.",
                    "Five minutes every month: where did we start, where are we now?",
                    5,
                ),
            ),
            unsure=(line("I decide with you what we work on. I am not sure.", 2),),
            again=IN_FOUR,
        )
    )


def not_said_yet() -> SessionNote:
    """Only: there is something I have not said yet."""
    return session(
        Consent(
            unsaid=True, topics=(topic(wish="Please do not ask what it is. Ask me how to begin."),)
        )
    )


def empty_effects() -> SessionNote:
    """Two topics, both without an effect, one without a wish."""
    return session(
        Consent(
            topics=(
                topic("You yawned twice while I spoke about my father.", point=3),
                topic(
                    "I said yes to the homework and meant no.",
                    wish="Ask me twice. I will try to say no the second time.",
                    point=2,
                ),
            ),
        )
    )


def too_long() -> SessionNote:
    """Wrote 260 words; nothing is cut."""
    story = (
        "It began in spring, when I told you about the fight with my sister. You asked what "
        "my part in it was, and I went quiet."
    )
    return session(
        Consent(
            context="I have been coming since last winter, once a week, mostly by video.",
            aim=UNDERSTAND,
            keep=(
                line("You never let me leave without asking how I get home.", 1),
                line("You laugh with me. It makes the hard parts easier to come back to.", 3),
            ),
            topics=(
                topic(story, "I felt like the one to blame, as I did at home.", "Ask me first.", 3),
                topic(
                    "We talk about the week, and when it gets close the time is over.",
                    "I carry the real thing home with me.",
                    "Could we look at the clock together after half of the time?",
                    2,
                ),
                topic(
                    "I do not know how you see the aim we wrote down in winter.",
                    "I stopped looking at it.",
                    "Let us read it once more and cross out what no longer holds.",
                    2,
                ),
            ),
            unsure=(line("Are we allowed to end a session early?", 2),),
            differently="I could say it when I notice that I change the subject.",
            again=IN_FOUR,
        )
    )


def just_fits() -> SessionNote:
    """Uses every part of the note, and all of its 200 words."""
    return session(
        Consent(
            context="By video, since winter.",
            aim=UNDERSTAND,
            keep=(
                line("I feel understood here. Lately this is almost always so.", 1),
                line("You remember what I tell you.", 1),
                line("You laugh with me.", 3),
            ),
            topics=(
                topic(
                    "You asked what my part in the fight was.",
                    "I felt blamed and went quiet.",
                    "Ask me first how it was.",
                    3,
                ),
                topic(
                    "We talk about the week, and when it gets close the time is over.",
                    "I carry the real thing home.",
                    "Could we look at the clock halfway?",
                    2,
                ),
                topic(
                    "I do not know how you see our aim.",
                    "I stopped looking at it.",
                    "Let us read it once more.",
                    2,
                ),
            ),
            unsure=(line("Can I end a session early?", 2),),
            differently="I could say when I change the subject.",
            again=IN_TWO,
        )
    )


HOSTILE = (
    "# not a heading\n"
    "<script>document.title='taken'</script> <img src=x onerror=alert(1)>\n"
    "[red]bold[/red] [click](javascript:alert(1)) ![x](https://evil.example/x.png)\n"
    "| a | b |\n|---|---|\n```\ncode\n```\n1. one\n- two\n    four spaces\n***\nsetext\n===\n"
    "see https://evil.example/?q=1&amp;x=2 or www.evil.example, mail me@evil.example\n"
    "~~gone~~ **loud** _low_ `tick` :smile: \U0001f642 ends in a backslash \\"
)


def hostile() -> SessionNote:
    """Types everything that could mean something to a program."""
    return session(
        Consent(
            context="]]> --> </title></style><svg onload=alert(1)>",
            aim="{{7*7}} ${x} %s {0}",
            keep=(line("- \u0634\u0643\u0631\u0627 \u200b<b>thanks</b> & thanks", 1),),
            topics=(topic(HOSTILE, "> quoted", "+ plus", 3), topic(wish="2) second", point=2)),
            again="\"'><script src=//evil.example></script>",
        )
    )


PEOPLE: dict[str, Callable[[], SessionNote | CallNote]] = {
    one.__name__: one
    for one in (
        first_time_client,
        good_therapy,
        leaving_with_dignity,
        wants_to_end,
        week_one,
        sent_by_a_court,
        no_topics,
        nearly_all_skipped,
        separate_sign,
        point_four_kept_back,
        not_said_yet,
        empty_effects,
        just_fits,
        too_long,
        hostile,
    )
}
