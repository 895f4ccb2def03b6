"""Plays a person's way through a check-in, with the face of one's choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fitcheck.cli.assess import assess
from fitcheck.cli.context import Context
from fitcheck.cli.options import AssessOptions
from fitcheck.content import bank
from fitcheck.env import Env
from fitcheck.errors import ExitCode
from fitcheck.terminal.plain import PlainPrompter
from fitcheck.terminal.prompts import Prompter
from fitcheck.terminal.screen import ScreenPrompter
from tests.stories.faces import Keyboard, Keys, Lines, Played
from tests.stories.people import Person
from tests.stories.pressed import pressed_keys, quick_screen
from tests.world import Ran, Stream, World, text_of

FACES = ("plain", "drawn")


class Fed(Stream):
    """An input that is fed line by line while it is read."""

    def __init__(self) -> None:
        super().__init__(terminal=True)
        self._waiting = ""

    def feed(self, text: str) -> None:
        """Add lines to be read."""
        self._waiting += text

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Give the next line; an empty one at the end of the input."""
        del size
        line, newline, self._waiting = self._waiting.partition("\n")
        return line + newline


class StoryContext(Context, frozen=True):
    """A context whose face is driven by a person."""

    played: Prompter | None = None

    def prompter(self, *, pauses: bool = False) -> Prompter:
        """The driven face."""
        del pauses
        assert self.played is not None
        return self.played


@dataclass(frozen=True)
class Told:
    """What came of a story."""

    ran: Ran
    asked: list[str]
    shown: list[str]
    """Every text that was handed to the face to be shown."""


def play(world: World, person: Person, face: str, options: AssessOptions = AssessOptions()) -> Told:
    """Take a check-in as this person, with this face."""
    with opened(world, face) as (env, real, keyboard):
        kinds = {question.id: str(question.kind) for question in bank().questions}
        played = Played(real, person, kinds, keyboard)
        context = StoryContext(env=env, plain_by_name=face == "plain", played=played)
        code = assess(context, options)
    return Told(Ran(code, text_of(env.stdout), text_of(env.stderr)), played.asked, played.shown)


@contextmanager
def opened(world: World, face: str) -> Iterator[tuple[Env, Prompter, Keyboard]]:
    """A face that is ready in this world, with the keyboard that drives it."""
    fed = Fed()
    env = world.env(terminal=True)._replace(stdin=fed)
    if face == "plain":
        yield env, PlainPrompter(env), Lines(fed.feed)
        return
    fed.feed("\n")  # The first line, before anything is drawn: Enter starts.
    with pressed_keys() as keys:
        yield env, ScreenPrompter(env, keys=keys, screen=quick_screen()), Keys(keys.send_text)


__all__ = ["FACES", "ExitCode", "Told", "play"]
