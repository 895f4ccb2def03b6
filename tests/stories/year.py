"""A made-up year: six check-ins, nine thoughts, four sessions, and what came of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fitcheck.cli.assess import assess
from fitcheck.cli.context import Context
from fitcheck.cli.jot import jot
from fitcheck.cli.options import AssessOptions
from fitcheck.cli.show import look_at
from fitcheck.cli.topics import close_topics
from fitcheck.terminal.prompts import Menu, Ticks
from tests.stories.people import Person

Does = Callable[[Context], object]
"""What is done at one time of the year."""


@dataclass(frozen=True)
class Someone(Person):
    """Somebody who picks thoughts by their words, and tells of several topics in turn."""

    thoughts: tuple[str, ...] = ()
    """Words of the thoughts that become topics."""
    outcomes: list[str] = field(default_factory=list)
    """What came of each open topic, in the order in which they are asked about."""

    def choice(self, menu: Menu) -> str:
        """What came of this topic, or the usual pick."""
        if menu.name.startswith("came-of.") and self.outcomes:
            return self.outcomes.pop(0)
        return super().choice(menu)

    def ticks(self, ticks: Ticks) -> frozenset[str]:
        """The usual lines, and the thoughts."""
        thought = {
            option.id
            for option in ticks.options
            if any(words in option.label for words in self.thoughts)
        }
        return super().ticks(ticks) | thought


@dataclass(frozen=True)
class Time:
    """One time of the year."""

    days: int
    """Since the first one."""
    title: str
    told: str
    """What happens, for the reader of the page."""
    person: Person
    shown: tuple[str, ...]
    """The scenes that the page shows, by the beginnings of their names."""
    does: Does = lambda context: assess(context, AssessOptions())
    command: str = ""
    """What is typed, where it is no check-in."""


SUMMARY = "summary"
CAME_OF = ("came-of.", "received", "since", "what-stays")
END = "end"
"""What is printed when the screen is given back."""


def times() -> tuple[Time, ...]:
    """The year, made anew each time it is told."""
    all_times = (*check_ins(), *sessions(), *thoughts(), change())
    return tuple(sorted(all_times, key=lambda time: time.days))


def check_ins() -> tuple[Time, ...]:
    """The six check-ins."""
    return (
        Time(
            0,
            "In the first sessions",
            "Someone takes their first check-in. There is too little lead for them, and they "
            "make a note of it.",
            _someone(
                "first-sessions",
                {"understood": "not-sure", "guidance": "far-too-little"},
                topics=("topic.guidance",),
            ),
            (END,),
        ),
        Time(
            42,
            "Six weeks later",
            "Disagreeing is hard. That and a thought from between the sessions become topics.",
            _someone(
                "established",
                {"could-disagree": "no", "my-view-counts": "sometimes"},
                topics=("topic.could-disagree",),
                thoughts=(DIARY,),
            ),
            (SUMMARY, END),
        ),
        Time(
            112,
            "Ten weeks later",
            "First they tell what came of the topic that was still open. Something else has "
            "happened, and becomes the next one.",
            _someone(
                "established",
                {"misread": "once", "misread.talked": "not-yet", "misread.after": "same"},
                topics=("topic.misread",),
                outcomes=["raised"],
                choices={"received": "well", "since": "better"},
            ),
            (*CAME_OF, END),
        ),
        Time(
            180,
            "After half a year",
            "It was not heard, and it still hurts. They write a note with that alone.",
            _someone(
                "established",
                {"misread": "once", "misread.talked": "partly", "misread.after": "same"},
                thoughts=(NOTHING,),
            ),
            (SUMMARY, END),
        ),
        Time(266, "In August", "All is well, and no note is wanted.", _someone("established"), ()),
        Time(
            350,
            "After almost a year",
            "The sixth check-in. There was a tense moment, and it was talked through.",
            _someone(
                "long-term",
                {"tense-moment": "once", "tense-moment.talked": "yes"},
                thoughts=(ENDING,),
            ),
            (END,),
        ),
    )


def sessions() -> tuple[Time, ...]:
    """The four sessions that something came of."""
    return (
        _session(
            9,
            "They asked for more lead. It was partly heard.",
            ["raised"],
            received="mixed",
            since="same",
            reply="They said that they wait for me to begin.",
            takes="Asking was easier than I thought.",
            agreed="They ask one question at the start.",
        ),
        _session(
            51,
            "Two topics are open. One waits, the other was heard.",
            ["kept", "raised"],
            received="well",
            since="better",
            takes="I can say no to a task, and nothing breaks.",
            agreed="Tasks are offered, not given.",
        ),
        _session(
            121,
            "They raised it, and it was not heard.",
            ["raised"],
            received="badly",
            since="same",
            reply="They said it was nothing.",
            takes="I did say it.",
        ),
        _session(
            190,
            "They tried once more, and it was heard.",
            ["raised"],
            received="well",
            since="better",
            takes="They said sorry, and meant it.",
            agreed="We stop when one of us is lost.",
        ),
    )


DIARY = "I said yes to the diary, and meant no."
NOTHING = "It still hurts that it was called nothing."
ENDING = "How would we end, one day?"
THOUGHTS = {
    4: "Ask how long this takes for most people.",
    23: DIARY,
    60: "They laughed with me about the list.",
    75: "Ask about the summer break.",
    140: NOTHING,
    205: "I told my sister something I only ever said there.",
    230: "Two weeks without a session were fine.",
    300: "Do I still need every week?",
    330: ENDING,
}
"""The nine thoughts, by the day they are written down on."""


def thoughts() -> tuple[Time, ...]:
    """Each thought, as it is written down."""
    return tuple(
        Time(
            days,
            "A thought in between",
            "",
            Person("someone"),
            (END,),
            _jot(text),
            command=f'fitcheck jot "{text}"',
        )
        for days, text in THOUGHTS.items()
    )


def _jot(text: str) -> Does:
    return lambda context: jot(context, text)


def change() -> Time:
    """A look back, and a changed answer."""
    return Time(
        268,
        "Two days later",
        "They look at it again and change one answer. The answer as it was stays in the "
        "record, beside the new one.",
        Person(
            "someone",
            cards={"asks-how-it-goes": "rarely"},
            ways={"summary": ["change", "go-on"], "amend": ["asks-how-it-goes", ".done"]},
        ),
        ("asks-how-it-goes",),
        lambda context: look_at(context, "latest"),
    )


def _someone(
    stage: str,
    cards: Mapping[str, str] = {},
    *,
    topics: tuple[str, ...] = (),
    thoughts: tuple[str, ...] = (),
    outcomes: list[str] | None = None,
    choices: Mapping[str, str] = {},
) -> Someone:
    """The person of the year at one time, with the topics they choose for a note."""
    note = {"note-now": "now", "consent": "right"} if topics or thoughts else {}
    where = {"which-therapist": "=Sam", "as-last-time": "change"}
    return Someone(
        "someone",
        stage=stage,
        cards=cards,
        choices={**note, **where, **choices},
        ticked={"topics": topics, "keep": ()},
        texts={
            "therapist": "Sam",
            "hard": "You mean well, so it seems rude to say no.",
            "wish": "Could you ask me twice when I say yes fast?",
        },
        thoughts=thoughts,
        outcomes=outcomes or [],
    )


def _session(
    days: int, told: str, outcomes: list[str], *, received: str, since: str, **texts: str
) -> Time:
    """What came of a session, told with `fitcheck topics` on the day of it."""
    person = Someone(
        "someone",
        choices={"received": received, "since": since},
        texts=texts,
        outcomes=outcomes,
    )
    shown = (*CAME_OF, END)
    return Time(
        days, "After a session", told, person, shown, close_topics, command="fitcheck topics"
    )
