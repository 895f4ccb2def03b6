"""A made-up year, in both faces: what is seen at each time, and looking back on it all."""

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from fitcheck.content import bank
from fitcheck.store.encryption import Vault
from fitcheck.terminal.plain import PlainPrompter
from fitcheck.terminal.screen import ScreenPrompter
from tests.docs.transcripts import COLUMNS, ROWS, Echoing, Sight, Watched
from tests.store.made import PASSPHRASE, QuickVault
from tests.stories.faces import Keys, Lines
from tests.stories.play import Fed, StoryContext
from tests.stories.pressed import pressed_keys
from tests.stories.year import END, Time, times
from tests.world import World, text_of

Said = TypeVar("Said")

LOOKED_BACK = (("history",), ("compare",), ("compare", "2", "3"))
"""What is asked for at the end of the year."""

NARROW = 40
HOME = "~/.local/share/fitcheck"
"""Where a home usually is."""


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
    with tempfile.TemporaryDirectory() as folder:
        world = World(home=Path(folder) / "home")
        for time in times():
            world.days = time.days
            # What is shown to the shell at the end is the same in both faces, and plain is quick.
            see = seen if set(time.shown) - {END} else _plain
            shown = [text for name, text in see(world, time) if name.startswith(time.shown)]
            if time.command:
                shown[:1] = [f"$ {time.command}\n{shown[0]}"]
            # A menu that comes back looks the same.
            told = (f"## {time.title}", time.told, *dict.fromkeys(map(_text, shown)))
            parts += [part for part in told if part and part not in parts[-2:]]
        parts += ["## Looking back", *(_ran(world, *command, *options) for command in LOOKED_BACK)]
        if not options:
            parts += ["At 40 columns:", _ran(world, "history", columns=NARROW)]
        parts += ["## Locked, and no passphrase given", _locked(world, *options)]
        home = str(world.home)
    return "\n\n".join(parts).replace(home, HOME) + "\n"


def _ran(world: World, *command: str, stdin: str = "", columns: int = COLUMNS) -> str:
    """A command with what it writes."""
    with patch.dict("os.environ", COLUMNS=str(columns)):
        ran = world.fitcheck(*command, stdin=stdin)
    return _text(f"$ fitcheck {' '.join(command)}\n{ran.out}")


def _locked(world: World, *options: str) -> str:
    """What is told of it all where everything is locked, and no passphrase is given."""
    with patch.object(Vault, "wrap", QuickVault.wrap):
        world.fitcheck("data", "lock", "--plain", stdin=f"{PASSPHRASE}\n" * 2)
    return _ran(world, "history", *options, stdin="\n" if options else "")


def _text(shown: str) -> str:
    lines = "\n".join(line.rstrip() for line in shown.strip("\n").splitlines())
    return f"```text\n{lines}\n```"


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
    env = world.env(terminal=True)._replace(stdin=fed)
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
    env = world.env(terminal=True)._replace(stdin=fed)
    assert isinstance(env.stdout, io.StringIO)
    fed.screen = env.stdout
    played = Heard(PlainPrompter(env), time.person, _kinds(), Lines(fed.feed))
    played.screen, played.named = env.stdout, []
    time.does(StoryContext(env=env, plain_by_name=True, played=played))
    return [*played.named, (END, text_of(env.stderr))]


def _kinds() -> Mapping[str, str]:
    return {question.id: str(question.kind) for question in bank().questions}
