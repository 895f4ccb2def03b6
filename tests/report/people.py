"""The people whose notes are kept as golden files, as the values their notes are made of."""

from collections.abc import Callable
from datetime import date

from fitcheck.report import CallNote, SessionNote, call_note, session_note
from fitcheck.store.records import Consent, Line, Topic
from fitcheck.texts import say
from fitcheck.vocabulary import Talk

MONTH = date(2026, 10, 3)

TITLES = {
    1: "This relationship can carry the work.",
    2: "We work as partners, and I have a say.",
    3: "It fits me, and I can be myself.",
    4: "Close enough, and free enough.",
    5: "We check how it is going, mend and adjust.",
}

IN_TWO = "In two sessions, could we look at how it's going?"
IN_FOUR = "In about four sessions, could we look at how it's going?"


def line(text: str, point: int | None = None) -> Line:
    """A ticked line."""
    return Line(source=text[:12], text=text, point=point)


UNSAID = say("note.unsaid")


def topic(
    about: str = "",
    happened: str = "",
    hard: str = "",
    wish: str = "",
    point: int | None = None,
    *,
    first: bool = False,
) -> Topic:
    """A topic in someone's words."""
    return Topic(
        id=about[:6] or happened[:6] or wish[:6],
        point=point,
        hard=hard,
        about=about,
        happened=happened,
        wish=wish,
        first=first,
    )


def session(consent: Consent) -> SessionNote:
    """The note of someone, in October 2026."""
    return session_note(consent, TITLES, MONTH)


def first_time_client() -> CallNote:
    """Shopping for a first therapist, with a list in the hand."""
    return call_note(
        Consent(
            brings="I'm looking for help with my sleep. It has been bad since spring.",
            keep=(
                line("It matters a lot to me who leads our talks, and I'd like to hear how."),
                line("I can come on evenings only."),
            ),
            unsure=(
                line("In plain words, what kind of therapy do you do, and how does it help?"),
                line("How much do you lead the talk, and how much is up to me?"),
                line("What does a session cost, and what if I have to cancel?"),
                line("How would we notice that it helps?"),
            ),
        ),
        MONTH,
    )


def good_therapy() -> SessionNote:
    """Nothing stands out: a thank-you, and only what works."""
    return session(
        Consent(
            talk=Talk.THANKS,
            keep=(
                line("You understand what I mean, even when I can't find the words.", 1),
                line("We agree on what we're working on.", 2),
                line("You ask me how therapy is going for me.", 5),
            ),
        )
    )


def a_call_taken() -> SessionNote:
    """One moment that still hurts, told whole."""
    return session(
        Consent(
            topics=(
                topic(
                    happened="I'd like to talk about last Thursday, when you took a call while I "
                    "was telling you about my brother.",
                    hard="I stopped, and then I said it was fine. It wasn't. I had never told "
                    "anybody, and I went home feeling small.",
                    wish="I'd like to hear what was going on for you.\n"
                    "Could we go back to it, at the start?",
                    point=5,
                ),
            ),
            keep=(line("You remember the names of the people I tell you about.", 1),),
        )
    )


def leaving_with_dignity() -> SessionNote:
    """Year three, very attached, and now looking for more room."""
    return session(
        Consent(
            topics=(
                topic(
                    "Before I decide something, I wait until I have told you.",
                    "In September I put off a job offer for nine days, to tell you first.",
                    "I feel safe with that, and also smaller than I am.",
                    "I'd like to try one decision alone, and to tell you about it after.",
                    4,
                    first=True,
                ),
                topic(
                    "We've never said how our work might end one day.",
                    "",
                    "I think about it at night.",
                    "Could we have one calm talk about it? I am not asking to end.",
                    4,
                ),
            ),
            keep=(line("I can bring anything here, also what I am ashamed of.", 3),),
            differently="I will tell one friend a little more, too.",
            again=IN_FOUR,
        )
    )


def wants_to_end() -> SessionNote:
    """Has decided to stop, and wants a fair ending."""
    return session(
        Consent(
            talk=Talk.GOODBYE,
            topics=(
                topic(
                    "",
                    "I have thought about it for a while, and I would like to stop.",
                    "I am a little sad and mostly sure.",
                    "I'd like two more sessions, to look back.\n"
                    "Could you give me two names I could turn to later?",
                    5,
                ),
            ),
            keep=(
                line("You gave me words for my anger. They stay with me.", 1),
                line("I can say no now, and nobody falls over.", 2),
            ),
        )
    )


def week_one() -> SessionNote:
    """In the first week, and nervous."""
    return session(
        Consent(
            topics=(
                topic(
                    "I talk fast and leave out half, because I am nervous.",
                    wish="I'd like a slow start, a few minutes about the week.",
                    point=1,
                ),
            ),
            keep=(line("You told me what would happen next, and then it did.", 2),),
            unsure=(line("I'm not sure what we are working towards.", 2),),
            again=IN_TWO,
            at_home=True,
        )
    )


def sent_by_a_court() -> SessionNote:
    """Not there of own choice; the note may be read by whoever sent them."""
    return session(
        Consent(
            topics=(
                topic(
                    "I did not choose to come. I would like something in it for me.",
                    wish="Could we take ten minutes to name one aim that is mine?",
                    point=2,
                ),
            ),
            unsure=(line("I'm not sure who gets to read what is written about me.", 2),),
        )
    )


def just_be_heard() -> SessionNote:
    """Wants to be heard, and brings no topic."""
    return session(
        Consent(
            talk=Talk.HEARD,
            unsure=(line("Is it normal to feel worse for a day after we meet?", 5),),
            again="I'd like us to look again when one of us asks for it.",
        )
    )


def nearly_all_skipped() -> SessionNote:
    """Skipped nearly everything, and keeps one good line."""
    return session(Consent(keep=(line("The way you talk to me makes it easier to open up.", 1),)))


def separate_sign() -> SessionNote:
    """Marked a separate sign, kept it to herself, and still wants a small note."""
    return session(
        Consent(
            topics=(
                topic(
                    happened="Last month the time of our session was moved twice on short notice.",
                    hard="I had to leave work early, and it got noticed.",
                    wish="I'd like a fixed time, or a week's notice.",
                ),
            ),
        )
    )


def all_five_points() -> SessionNote:
    """Wants the five points on the page, and keeps what is about closeness to herself."""
    return session(
        Consent(
            topics=(
                topic(
                    "I'd like you to tell me how you think we're doing.",
                    "",
                    "I start to guess, and I guess badly.",
                    "Could we take five minutes every month: where did we start, where are we now?",
                    5,
                ),
            ),
            keep=(line("You remember what I tell you.", 1),),
            unsure=(line("I'm not sure how we decide what we work on.", 2),),
            again=IN_FOUR,
            points=True,
        )
    )


def not_said_yet() -> SessionNote:
    """Only: there is something I have not said yet."""
    return session(
        Consent(unsaid=UNSAID, easier="Please do not ask what it is. Ask me how to begin.")
    )


def nothing_typed() -> SessionNote:
    """Two topics in the words that were offered, and nothing typed anew."""
    return session(
        Consent(
            topics=(
                topic("It's hard for me to tell you when I see things differently.", point=2),
                topic("You sometimes go on after I ask to slow down.", point=3),
            ),
        )
    )


def too_long() -> SessionNote:
    """Wrote more than a page; nothing is cut."""
    story = (
        "It began in spring, when I told you about the fight with my sister. You asked what "
        "my part in it was, and I went quiet."
    )
    return session(
        Consent(
            topics=(
                topic(
                    "",
                    f"{story} {story}",
                    "I felt like the one to blame, as I often did at home when I was small. "
                    "I have not told you, because I did not want to seem hard to please.",
                    "I'd like you to ask me first how it was for me.",
                    3,
                ),
                topic(
                    "We talk about the week, and when it gets close the time is over.",
                    "",
                    "I carry the real thing home with me, each week again.",
                    "Could we look at the clock together after half of the time?",
                    2,
                ),
                topic(
                    "I do not know how you see the aim we wrote down in winter.",
                    "",
                    "I stopped looking at it, too, quite some time ago.",
                    "I'd like us to read it once more and cross out what no longer holds.",
                    2,
                ),
            ),
            keep=(
                line("You never let me leave without asking how I get home.", 1),
                line("You laugh with me. It makes the hard parts easier to come back to.", 3),
            ),
            unsure=(line("I'm not sure if we may end a session early.", 2),),
            differently="I could say it when I notice that I change the subject.",
            again=IN_FOUR,
        )
    )


def just_fits() -> SessionNote:
    """Uses every part of the note, and all of its 200 words."""
    return session(
        Consent(
            topics=(
                topic(
                    "",
                    "I'd like to talk about May, when you asked what my part in the fight was. "
                    "I felt blamed and went quiet a while.",
                    "I don't want to argue.",
                    "I'd like you to ask me first how it was.",
                    3,
                    first=True,
                ),
                topic(
                    "We talk about the week, and when it gets close the time is over.",
                    "Last week it was my mother, and there were only four minutes left.",
                    "I carry the real thing home, and hold it on my own.",
                    "Could we look at the clock halfway?",
                    2,
                ),
                topic(
                    "I do not know how you see our aim.",
                    "",
                    "I stopped looking at it, too, quite some time ago.",
                    "Could we read it once more?",
                    2,
                ),
            ),
            keep=(
                line("You understand what I mean, even when I can't find the words.", 1),
                line("You remember what I tell you.", 1),
                line("You laugh with me.", 3),
            ),
            unsure=(line("Can I end a session early?", 2),),
            differently="I could say when I change the subject.",
            again=IN_TWO,
            at_home=True,
            points=True,
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
            topics=(
                topic("{{7*7}} ${x} %s {0}", HOSTILE, "> quoted", "+ plus", 3),
                topic(wish="2) second", point=2),
            ),
            keep=(line("- \u0634\u0643\u0631\u0627 \u200b<b>thanks</b> & thanks", 1),),
            unsure=(line("]]> --> </title></style><svg onload=alert(1)>"),),
            again="\"'><script src=//evil.example></script>",
            points=True,
        )
    )


PEOPLE: dict[str, Callable[[], SessionNote | CallNote]] = {
    one.__name__: one
    for one in (
        first_time_client,
        good_therapy,
        a_call_taken,
        leaving_with_dignity,
        wants_to_end,
        week_one,
        sent_by_a_court,
        just_be_heard,
        nearly_all_skipped,
        separate_sign,
        all_five_points,
        not_said_yet,
        nothing_typed,
        just_fits,
        too_long,
        hostile,
    )
}
