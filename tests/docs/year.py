"""A made-up year: five check-ins, what came of two topics, and looking back on it all."""

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from fitcheck.cli.assess import assess
from fitcheck.cli.context import Context
from fitcheck.cli.options import Order
from fitcheck.cli.results import look_at
from fitcheck.content import bank
from fitcheck.terminal.plain import PlainPrompter
from fitcheck.terminal.prompts import Menu
from fitcheck.terminal.screen import ScreenPrompter
from tests.docs.transcripts import COLUMNS, ROWS, Echoing, Sight, Watched
from tests.stories.faces import Keys, Lines
from tests.stories.people import Person
from tests.stories.play import Fed, StoryContext
from tests.stories.pressed import pressed_keys
from tests.world import World, text_of

Said = TypeVar("Said")

Does = Callable[[Context], object]
"""What is done at one time of the year."""


@dataclass(frozen=True)
class Changing(Person):
    """Someone who picks something else when a menu comes back."""

    turns: Mapping[str, Iterator[str]] = field(default_factory=dict)
    """By the name of a menu: what is picked, one after the other."""

    def choice(self, menu: Menu) -> str:
        """The next pick, or the usual one."""
        return next(self.turns[menu.name]) if menu.name in self.turns else super().choice(menu)


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
    does: Does = lambda context: assess(context, Order())


SUMMARY = "summary"
CAME_OF = ("came-of.", "received", "since")
END = "end"
"""What is printed when the screen is given back."""


def times() -> tuple[Time, ...]:
    """The year, made anew each time it is told."""
    return (
        Time(
            0,
            "In the first sessions",
            "Someone takes their first check-in. One thing is still open to them.",
            _someone("first-sessions", {"understood": "not-sure", "guidance": "far-too-little"}),
            (END,),
        ),
        Time(
            42,
            "Six weeks later",
            "Disagreeing is hard. They make a note with that as its topic.",
            _someone(
                "established",
                {"could-disagree": "no", "my-view-counts": "sometimes"},
                topic="could-disagree",
            ),
            (SUMMARY, END),
        ),
        Time(
            112,
            "Ten weeks later",
            "They raised it, it was heard, and since then it is better. Something else has "
            "happened, and becomes the next topic.",
            _someone(
                "established",
                {"misread": "once", "misread.talked": "not-yet", "misread.after": "same"},
                topic="misread",
                then={"came-of": "raised", "received": "well", "since": "better"},
            ),
            (*CAME_OF, END),
        ),
        Time(
            217,
            "In summer",
            "They never brought the second topic up, and let it go. That is fine, too.",
            _someone("established", {}, then={"came-of": "dropped"}),
            (*CAME_OF, END),
        ),
        Time(
            219,
            "Two days later",
            "They look at it again and change one answer. The answer as it was stays in the "
            "record, beside the new one.",
            Changing(
                "someone",
                cards={"asks-how-it-goes": "rarely"},
                turns={
                    "look": iter(("change", "leave")),
                    "amend": iter(("asks-how-it-goes", ".done")),
                },
            ),
            ("look", "asks-how-it-goes"),
            lambda context: look_at(context, "latest"),
        ),
        Time(
            350,
            "After almost a year",
            "The fifth check-in. No topic is open any more, so none is asked about.",
            _someone("long-term", {"tense-moment": "once", "tense-moment.talked": "yes"}),
            (END,),
        ),
    )


def _someone(
    stage: str, cards: Mapping[str, str], *, topic: str = "", then: Mapping[str, str] | None = None
) -> Person:
    """The person of the year at one time, with the topic they choose for a note."""
    note = {"note-now": "now", "again": "four", "consent": "right"}
    return Person(
        "someone",
        stage=stage,
        cards=cards,
        choices={**(note if topic else {}), **(then or {}), "which-therapist": "=Sam"},
        ticked={"topics": (f"topic.{topic}",), "keep": (), "unsure": ()},
        texts={
            "therapist": "Sam",
            "effect": "I go home and turn it over for days.",
            "wish": "Could you ask me twice when I say yes fast?",
        },
    )


LOOKED_BACK = (("history",), ("compare",), ("compare", "2", "3"), ("topics",))
"""What is asked for at the end of the year."""


def drawn_page() -> str:
    """The year in pictures of the screen."""
    return _page(
        "# A year, drawn",
        "Made by a test from a made-up person, at 80 columns. Most screens are left out; a "
        "whole check-in stands in [transcript-drawn.md](transcript-drawn.md). The same year in "
        "plain mode: [year-plain.md](year-plain.md).",
        _drawn,
    )


def plain_page() -> str:
    """The year in plain mode."""
    return _page(
        "# A year in plain mode",
        "Made by a test from a made-up person. Most cards are left out; a whole check-in "
        "stands in [transcript-plain.md](transcript-plain.md). The same year drawn: "
        "[year-drawn.md](year-drawn.md).",
        _plain,
        "--plain",
    )


Scenes = list[tuple[str, str]]
"""The names of scenes, and what was seen."""


def _page(title: str, lead: str, seen: Callable[[World, Time], Scenes], *options: str) -> str:
    parts = [title, lead]
    with tempfile.TemporaryDirectory() as folder, _width(COLUMNS):
        world = World(home=Path(folder) / "home")
        for time in times():
            world.days = time.days
            parts += [f"## {time.title}", time.told]
            shown = [_text(text) for name, text in seen(world, time) if name.startswith(time.shown)]
            # A menu that comes back looks the same.
            parts += dict.fromkeys(shown)
        parts += ["## Looking back"]
        for command in LOOKED_BACK:
            ran = world.fitcheck(*command, *options)
            parts += [_text(f"$ fitcheck {' '.join((*command, *options))}\n{ran.out}{ran.err}")]
    return "\n\n".join(parts) + "\n"


def _text(shown: str) -> str:
    lines = "\n".join(line.rstrip() for line in shown.strip("\n").splitlines())
    return f"```text\n{lines}\n```"


@contextmanager
def _width(columns: int) -> Iterator[None]:
    """A terminal of that width, for what is not drawn by a face."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(columns)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


class Named(Watched):
    """A driven face that keeps its scenes by name."""

    named: Scenes

    def _seen(self, verb: Callable[[], Said]) -> Said:
        said = super()._seen(verb)
        self.named.append((self.asked[-1], self.scenes[-1]))
        return said


class Heard(Watched):
    """A driven face of which everything said and typed is kept, by scene."""

    named: Scenes
    screen: io.StringIO

    def _seen(self, verb: Callable[[], Said]) -> Said:
        before = len(self.screen.getvalue())
        said = verb()
        self.named.append((self.asked[-1], self.screen.getvalue()[before:]))
        return said


def _drawn(world: World, time: Time) -> Scenes:
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.output.vt100 import Vt100_Output

    fed = Fed()
    fed.feed("\n")
    env = replace(world.env(terminal=True), stdin=fed)
    sight = Sight()
    screen = Vt100_Output(sight, lambda: Size(ROWS, COLUMNS), term="xterm", enable_cpr=False)
    with pressed_keys() as pipe:
        face = ScreenPrompter(env, keys=pipe, screen=screen)
        played = Named(face, time.person, _kinds(), Keys(pipe.send_text))
        played.sight, played.scenes, played.named = sight, [], []
        time.does(StoryContext(env=env, played=played))
    return [*played.named, (END, text_of(env.stderr))]


def _plain(world: World, time: Time) -> Scenes:
    fed = Echoing()
    env = replace(world.env(terminal=True), stdin=fed)
    assert isinstance(env.stdout, io.StringIO)
    fed.screen = env.stdout
    played = Heard(PlainPrompter(env), time.person, _kinds(), Lines(fed.feed))
    played.screen, played.named = env.stdout, []
    time.does(StoryContext(env=env, plain_by_name=True, played=played))
    return [*played.named, (END, text_of(env.stderr))]


def _kinds() -> Mapping[str, str]:
    return {question.id: str(question.kind) for question in bank().questions}
