"""The drawn face in the same process: keys go in, and what stood on the screen comes out."""

import io
from asyncio import _get_running_loop
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyte

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.prompts import Help
from fitcheck.terminal.screen import ScreenPrompter

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.input import PipeInput

ENTER, ESC, TAB_BACK, CTRL_C, CTRL_J, ALT_ENTER = "\r", "\x1b", "\x1b[Z", "\x03", "\n", "\x1b\r"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, PAGE_UP, PAGE_DOWN = "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~"


def pasted(text: str) -> str:
    """A text as a terminal hands over what is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


@dataclass
class Sight(io.StringIO):
    """A terminal of a size that keeps the picture behind each key, and presses the next one."""

    rows: int
    columns: int
    keys: list[str]
    pipe: "PipeInput"
    pictures: list[str] = field(default_factory=list)
    raw: str = ""

    def __post_init__(self) -> None:
        self._screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.Stream(self._screen)
        self._is_kept = False

    def write(self, text: str) -> int:
        """Draw, as a terminal does."""
        self.raw += text
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        """Keep what is painted before its keys are read."""
        if _get_running_loop() is None and self._picture:
            self.pictures.append(self._picture)
            self._is_kept = True

    def watch(self) -> None:
        """Look where a scene begins, and whenever a key was heard; then press the next one."""
        from prompt_toolkit.application import get_app

        attach = self.pipe.attach

        def watched(ready: Callable[[], None]) -> AbstractContextManager[None]:
            application = get_app()
            application.after_render += self._look
            return attach(ready)

        self.pipe.attach = watched  # type: ignore[method-assign,assignment]

    def _look(self, application: "Application[object]") -> None:
        if application.is_done:
            return
        if not self._is_kept:
            self.pictures.append(self._picture)
        self._is_kept = False
        if self.keys:
            self.pipe.send_text(self.keys.pop(0))

    @property
    def _picture(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display).strip("\n")


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
        sight.watch()
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
