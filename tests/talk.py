"""Somebody who talks with a command in plain mode: reads what is told, and types a line."""

from collections.abc import Callable, Mapping, Sequence

from fitcheck.cli import run
from tests.world import Ran, Stream, World, text_of

Typed = str | Callable[[], str]
"""A line, without its Enter; or what happens before it is typed, and then the line."""

MOST_LINES = 500
"""Lines that no story needs; who asks for more asks the same thing for ever."""

END = "\x04"
"""The end of the input: what stands before it was typed, and no Enter came."""

USUAL: Mapping[str, Typed] = {
    "Tick at least one line": "0",
    "Type numbers to tick": "",
    "could not be kept just now": "2",
    "own choice": "1",
    "Enter for Start": "",
    "This stands out": "1",
    "Go on without them": "2",
    "A name for this therapist": "",
    "Would you like to look closer?": "",
    "Would you like to make a note": "no note",
    "Enter goes on": "",
    "Your text:": "",
    "Tick what is true": "",
    "Enter for ": "",
    "1 to ": "s",
    "n, u or y": "n",
}
"""What somebody types who skips every card and wants nothing; by a part of what was told."""


class Typist(Stream):
    """An input that is typed while it is read, going by what was told since the last line."""

    def __init__(
        self, screen: Stream, says: Mapping[str, Sequence[Typed]], *, terminal: bool = False
    ) -> None:
        super().__init__(terminal=terminal)
        self._screen = screen
        self._says = {words: list(lines) for words, lines in says.items()}
        self._read = 0
        self._asked = 0
        self.lost = ""
        """Why nothing more could be typed; the program takes that for a bug of its own."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Type the next line that was meant for what was told, or else the usual one."""
        del size
        told = self._screen.getvalue()[self._read :]
        self._asked += 1
        if self._asked >= MOST_LINES:
            raise self._given_up(f"asked for ever:\n{told}")
        self._read = len(self._screen.getvalue())
        for words, lines in self._says.items():
            if lines and words in told:
                return _typed(lines.pop(0))
        for words, line in USUAL.items():
            if words in told:
                return _typed(line)
        raise self._given_up(f"nobody knows what to type here:\n{told}")

    def _given_up(self, why: str) -> AssertionError:
        self.lost = why
        return AssertionError(why)


def _typed(line: Typed) -> str:
    text = line if isinstance(line, str) else line()
    return text.removesuffix(END) if text.endswith(END) else f"{text}\n"


def talk(
    world: World,
    *words: str,
    says: Mapping[str, Sequence[Typed]] = {},
    at_terminal: bool = False,
) -> Ran:
    """Run a command in plain mode; `says` tells what is typed, each line once, in order.

    At a terminal nothing asks for plain text but the person, or what she once chose.
    """
    env = world.env(terminal=at_terminal)
    assert isinstance(env.screen, Stream)
    typist = Typist(env.screen, says, terminal=at_terminal)
    asked = words if at_terminal else (*words, "--plain")
    code = run(asked, env._replace(stdin=typist))
    assert not typist.lost, typist.lost
    return Ran(code, text_of(env.stdout), text_of(env.stderr))
