"""The drawn face in the same process: keys go in, and what stood on the screen comes out."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyte

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.held import WIPE
from fitcheck.terminal.prompts import Help
from fitcheck.terminal.screen import ScreenPrompter

if TYPE_CHECKING:
    from prompt_toolkit.input import PipeInput

ENTER, ESC, TAB_BACK, CTRL_C, CTRL_J, ALT_ENTER = "\r", "\x1b", "\x1b[Z", "\x03", "\n", "\x1b\r"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, PAGE_UP, PAGE_DOWN = "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~"


def pasted(text: str) -> str:
    """A text as a terminal hands over what is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


@dataclass
class Sight(io.StringIO):
    """A terminal of a size that keeps each picture, and presses the next key after each.

    What is painted while the prompt library is still being loaded waits for no key; the
    library then paints the same, which is one picture with it.
    """

    rows: int
    columns: int
    keys: list[str]
    pipe: "PipeInput"
    pictures: list[str] = field(default_factory=list)
    raw: str = ""

    def __post_init__(self) -> None:
        self._screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.Stream(self._screen)
        self._is_first = self._was_first = self._shows = False

    def write(self, text: str) -> int:
        """Draw, as a terminal does."""
        self._is_first = text.startswith(WIPE)
        self._shows = bool(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).strip())
        self.raw += text
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        """Keep the picture; an empty screen between two scenes is none."""
        picture = "\n".join(line.rstrip() for line in self._screen.display).strip("\n")
        if not picture.strip() or (self._was_first and not self._shows):
            return
        is_painted_again = self._was_first and self.pictures[-1:] == [picture]
        if not is_painted_again:
            self.pictures.append(picture)
        if self._is_first:
            self._was_first, self._is_first = True, False
            return
        self._was_first = False
        if self.keys:
            self.pipe.send_text(self.keys.pop(0))


@dataclass(frozen=True)
class Seen:
    """What a scene gave back, and the pictures on the way."""

    said: object
    pictures: tuple[str, ...]
    raw: str

    @property
    def first(self) -> str:
        """The first picture."""
        return self.pictures[0]

    @property
    def last(self) -> str:
        """The last picture."""
        return self.pictures[-1]


def at_once() -> float:
    """A clock that stands still, for a face that waits for nothing."""
    return 0.0


def press(
    *keys: str,
    at: Callable[[ScreenPrompter], object],
    size: tuple[int, int] = (80, 24),
    env: Env | None = None,
    clock: Callable[[], float] = at_once,
    help: Help | None = None,
    pauses: bool = False,
) -> Seen:
    """Play a scene on a screen of columns and rows, one key after each picture."""
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output.vt100 import Vt100_Output

    columns, rows = size
    world = env or Env.of_process()._replace(
        settle=0.0, variables={"TERM": "xterm"}, stdout=io.StringIO()
    )
    with create_pipe_input() as pipe:
        sight = Sight(rows, columns, list(keys), pipe)
        screen = Vt100_Output(sight, lambda: Size(rows, columns), term="xterm", enable_cpr=False)
        with ScreenPrompter(world, keys=pipe, screen=screen, clock=clock, help=help) as prompter:
            try:
                said = at(prompter)
            except Paused:
                if not pauses:
                    raise
                said = "paused"
    return Seen(said, tuple(sight.pictures), sight.raw)


def press_and_end(*, at: Callable[[ScreenPrompter], object], typed: str) -> None:
    """Play scenes on no screen at all, with keys that come at once and then end."""
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    with create_pipe_input() as pipe:
        pipe.send_text(typed)
        pipe.close()
        with ScreenPrompter(
            Env.of_process()._replace(settle=0.0), keys=pipe, screen=DummyOutput()
        ) as prompter:
            at(prompter)
