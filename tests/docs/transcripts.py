"""One check-in, screen by screen, as the drawn and the plain face show it."""

import io
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyte

from fitcheck.cli.assess import assess
from fitcheck.cli.options import AssessOptions
from fitcheck.content import bank
from fitcheck.document import Blocks
from fitcheck.terminal.plain import PlainPrompter
from fitcheck.terminal.prompts import Action, CardView, Field, Form, Menu, Ticks, Unfinished
from fitcheck.terminal.screen import ScreenPrompter
from tests.stories.faces import Keys, Lines, Played
from tests.stories.people import Person
from tests.stories.play import Fed, StoryContext
from tests.stories.pressed import pressed_keys
from tests.world import World, text_of

COLUMNS, ROWS = 80, 24

KEY = re.compile(r"\x1b\[.|\x1b.|.", re.DOTALL)
"""One key, as a terminal sends it."""

SOMEONE = Person(
    "someone",
    cards={
        "could-disagree": "no",
        "misread": "once",
        "misread.talked": "not-yet",
        "misread.after": "same",
        "asks-how-it-goes": "not-sure",
    },
    choices={
        "note-now": "now",
        "consent": "right",
        "where": "screen",
    },
    ticked={
        "topics": ("topic.could-disagree",),
        "keep": ("understood",),
    },
    texts={
        "happened": "Last week I said yes to the diary, and I meant no. I go home and turn it over "
        "for days.",
        "hard": "You mean well, so it seems rude to say no.",
        "wish": "Could you ask me twice when I say yes fast?",
    },
)
"""The person of the transcripts."""

IN_OFFERED_WORDS = Person(
    "someone who makes a note of two topics in the offered words",
    cards={"could-disagree": "no", "asks-how-it-goes": "rarely"},
    choices={
        "meeting": "video",
        "separate": "yes",
        "note-now": "now",
        "where": "screen",
    },
    ticked={
        "topics": ("topic.could-disagree", "topic.asks-how-it-goes"),
        "keep": ("understood",),
    },
    texts={"therapist": "Sam"},
)
"""Somebody who types nothing but a name, and whose figures are told."""

Said = TypeVar("Said")


class Sight(io.StringIO):
    """A terminal that keeps every picture it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self._screen)
        self.pictures: list[str] = []

    def write(self, text: str) -> int:
        """Draw, as a terminal does."""
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        """Keep the picture; an empty screen between two scenes is none."""
        picture = "\n".join(line.rstrip() for line in self._screen.display).strip("\n")
        if picture.strip():
            self.pictures.append(picture)


class Watched(Played):
    """A driven face of which the first picture of every scene is kept."""

    sight: Sight
    scenes: list[str]
    told: str
    """What was said to the shell at the end."""

    def card(self, card: CardView) -> str | Action:
        """Answer a card."""
        return self._seen(lambda: super(Watched, self).card(card))

    def select(self, menu: Menu) -> str | Action:
        """Pick from a menu."""
        return self._seen(lambda: super(Watched, self).select(menu))

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Tick lines."""
        return self._seen(lambda: super(Watched, self).multiselect(ticks))

    def text(self, field: Field) -> str | Unfinished:
        """Type."""
        return self._seen(lambda: super(Watched, self).text(field))

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Type in several fields."""
        return self._seen(lambda: super(Watched, self).form(form))

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """Say yes or no."""
        return self._seen(lambda: super(Watched, self).confirm(question, body, name))

    def page(self, title: str, body: Blocks) -> Action | None:
        """Read a page."""
        return self._seen(lambda: super(Watched, self).page(title, body))

    def _seen(self, verb: Callable[[], Said]) -> Said:
        before = len(self.sight.pictures)
        said = verb()
        # A scene that looks as the one before it is painted by nobody.
        self.scenes.append((self.sight.pictures[before:] or self.sight.pictures[-1:])[0])
        return said


class ByNumber(Keys):
    """Keys of somebody who ticks lines by their numbers; where all of them are in sight."""

    def toggle(self, changes: Mapping[str, bool]) -> None:
        """Press the number of each line that changes."""
        for key, change in changes.items():
            if change:
                self._send(key)
        self._send("\r")


def watch(world: World, person: Person, press: Callable[[str], None] | None = None) -> Watched:
    """Take a check-in on a screen, with every scene kept; `press` hears each key."""
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.output.vt100 import Vt100_Output

    fed = Fed()
    fed.feed("\n")
    env = world.env(terminal=True)._replace(stdin=fed)
    kinds = {question.id: str(question.kind) for question in bank().questions}
    sight = Sight()
    screen = Vt100_Output(sight, lambda: Size(ROWS, COLUMNS), term="xterm", enable_cpr=False)
    with pressed_keys() as pipe:

        def send(keys: str) -> None:
            if press is not None:
                press(keys)
            pipe.send_text(keys)

        face = ScreenPrompter(env, keys=pipe, screen=screen)
        played = Watched(face, person, kinds, ByNumber(send))
        played.sight, played.scenes = sight, []
        assess(StoryContext(env=env, played=played), AssessOptions())
    played.told = text_of(env.stderr).strip("\n")
    return played


@dataclass(frozen=True)
class Count:
    """How much a check-in was; a theme is one screen, however much is answered on it."""

    keys: int
    screens: int
    words: int
    """On the first picture of each screen."""


def count(world: World, person: Person) -> Count:
    """Take a check-in on a screen, and count what it takes."""
    pressed = 1  # The first line, before anything is drawn.

    def press(keys: str) -> None:
        nonlocal pressed
        pressed += len(KEY.findall(keys))

    seen = watch(world, person, press)
    themes = {question.id: question.theme for question in bank().questions}
    cards = [name.partition(".")[0] for name in seen.asked]
    screens = [
        scene
        for at, scene in enumerate(seen.scenes)
        if not at or themes.get(cards[at]) is None or themes[cards[at]] != themes.get(cards[at - 1])
    ]
    return Count(pressed, len(screens) + 1, sum(len(one.split()) for one in screens))


def drawn_page() -> str:
    """The whole check-in in pictures of the screen."""
    with tempfile.TemporaryDirectory() as folder, chdir("/"):
        seen = watch(World(home=Path(folder) / "home"), SOMEONE)
        counted = count(World(home=Path(folder) / "another"), IN_OFFERED_WORDS)
    shown = "\n\n".join(f"```text\n{scene}\n```" for scene in (*seen.scenes, seen.told))
    return (
        "# A check-in, screen by screen\n\n"
        "Made by a test from a made-up person, at 80 columns and 24 rows. The same in "
        "plain mode: [transcript-plain.md](transcript-plain.md).\n\n"
        f"With nothing typed but a name, and two topics in the words that are offered, it is "
        f"{counted.keys} keys, {counted.screens} screens (a theme is one) and "
        f"about {round(counted.words, -2):,} words from the launch to the note.\n\n"
        f"{shown}\n"
    )


class Echoing(Fed):
    """An input whose lines are seen on the screen, as a terminal shows what is typed."""

    screen: io.StringIO

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Give the next line, and show it."""
        line = super().readline(size)
        self.screen.write(line)
        return line


def plain_text(world: World, person: Person, options: AssessOptions = AssessOptions()) -> str:
    """Everything the plain face says, with what is typed."""
    fed = Echoing()
    env = world.env(terminal=True)._replace(stdin=fed)
    assert isinstance(env.stdout, io.StringIO)
    fed.screen = env.stdout
    kinds = {question.id: str(question.kind) for question in bank().questions}
    played = Played(PlainPrompter(env), person, kinds, Lines(fed.feed))
    assess(StoryContext(env=env, plain_by_name=True, played=played), options)
    return text_of(env.stdout) + text_of(env.stderr)


def plain_page() -> str:
    """The whole check-in in plain mode."""
    with tempfile.TemporaryDirectory() as folder, chdir("/"):
        told = plain_text(World(home=Path(folder) / "home"), SOMEONE)
    lines = "\n".join(line.rstrip() for line in told.strip("\n").splitlines())
    return (
        "# A check-in in plain mode\n\n"
        "Made by a test from a made-up person: every line as a screen reader gets it, "
        "with what is typed behind each colon. The same drawn: "
        "[transcript-drawn.md](transcript-drawn.md).\n\n"
        f"```text\n{lines}\n```\n"
    )
