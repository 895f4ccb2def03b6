"""A screen is there before its keys are read, and nothing is lost in between."""

import signal
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fitcheck.terminal.paint import MARK_COLOURS, STYLES, as_ansi
from tests.terminal.at_a_screen import CTRL_C, DOWN, press
from tests.terminal.driver import SCENES, STATEMENTS, play
from tests.terminal.test_drawn_pty import LEAVE, Terminal

REAL = """
import sys, time
sys.path = [one for one in sys.path if not one.endswith("slow")]
del sys.modules["questionary"]
import questionary
"""
SLOW = f"{REAL}\ntime.sleep(1.5)\n"
SLOW_LATER = f"""{REAL}
from asyncio import BaseEventLoop
run, waits = BaseEventLoop.run_until_complete, iter((0, 1.5))
BaseEventLoop.run_until_complete = lambda *told: time.sleep(next(waits, 0)) or run(*told)
"""
BROKEN = "raise RuntimeError('a library that cannot be loaded')"

Sit = Callable[..., Terminal]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Begin a sitting whose prompt library takes its time, or cannot be loaded."""
    begun: list[Terminal] = []

    def begin(library: str) -> Terminal:
        (tmp_path / "slow").mkdir()
        (tmp_path / "slow" / "questionary.py").write_text(library, encoding="utf-8")
        begun.append(Terminal("cards:1", before=str(tmp_path / "slow")))
        begun[-1].until("q pause")
        return begun[-1]

    yield begin
    for terminal in begun:
        terminal.child.close(force=True)


@pytest.fixture(params=["first", "later"])
def painted(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """A sitting at a card that is painted, and whose keys nobody reads yet."""
    is_first = request.param == "first"
    (tmp_path / "slow").mkdir()
    (tmp_path / "slow" / "questionary.py").write_text(SLOW if is_first else SLOW_LATER)
    terminal = Terminal("cards:1" if is_first else "cards:2", before=str(tmp_path / "slow"))
    terminal.until("1 of 33")
    if not is_first:
        terminal.press("3")
        terminal.until("2 of 33")
    yield terminal
    terminal.child.close(force=True)


def gave_back(terminal: Terminal) -> bool:
    """Whether the terminal is as it was found."""
    return termios.tcgetattr(terminal.child.child_fd)[:4] == terminal.modes


@pytest.mark.pty
def test_it_is_painted_before_the_library_is_loaded(sit: Sit) -> None:
    """What cannot be loaded at all comes too late to keep the screen away; the screen goes back."""
    terminal = sit(BROKEN)
    assert STATEMENTS[0].split(",")[0] in terminal.picture
    code, left = terminal.end()
    assert code == 1
    assert "a library that cannot be loaded" in left
    assert gave_back(terminal)


@pytest.mark.pty
def test_a_key_pressed_meanwhile_answers(painted: Terminal) -> None:
    """It waits in the terminal, is shown nowhere, and answers the card that was seen."""
    painted.press("4")
    said = painted.end()[1]
    assert "often" in said
    assert b"4\r\n" not in painted.raw


@pytest.mark.pty
def test_a_key_that_is_held_answers_nothing(sit: Sit) -> None:
    """Many keys at once were not meant for this card, and a quiet one after them is."""
    terminal = sit(SLOW)
    terminal.press("5555")
    terminal.press(DOWN)
    terminal.until("›")
    terminal.press("2")
    assert "rarely" in terminal.end()[1]


@pytest.mark.pty
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, CTRL_C])
def test_whatever_ends_it_meanwhile_is_a_pause(painted: Terminal, end: int | str) -> None:
    """Every signal, and Ctrl-C as a key, gives the terminal back."""
    painted.press("")
    if isinstance(end, str):
        painted.press(end)
    else:
        painted.child.kill(end)
    code, left = painted.end()
    assert code == 130
    assert "PAUSED" in left
    assert gave_back(painted)


@pytest.mark.pty
@pytest.mark.parametrize("stop", ["\x1a", signal.SIGTSTP])
def test_being_stopped_meanwhile_comes_back(painted: Terminal, stop: int | str) -> None:
    """Ctrl-Z is a key as any other; it and the signal come back to the same card."""
    before = len(painted.raw)
    if isinstance(stop, str):
        painted.press(stop)
    else:
        painted.child.kill(stop)
    assert painted.wait_for(lambda: LEAVE in painted.raw[before:], 60)
    painted.until(" of 33")
    painted.press("2")
    assert "rarely" in painted.end()[1]


SHOWN = [name for name in SCENES if name not in ("cards", "wait", "crash", "moment", "given")]


@pytest.mark.parametrize("size", [(80, 24), (40, 24), (40, 12), (30, 8)])
@pytest.mark.parametrize("scene", ["cards:1", "given:often", *SHOWN])
def test_what_stands_there_is_not_painted_again(scene: str, size: tuple[int, int]) -> None:
    """Nothing moves when the library takes over."""
    seen = press(CTRL_C, at=lambda prompter: play(prompter, scene), size=size, pauses=True)
    assert len(seen.pictures) == 1
    assert seen.raw.count("\x1b[1H") == 1


def test_only_the_rows_that_change_are_painted() -> None:
    """An arrow writes the line that it leaves and the one that it comes to."""
    seen = press(DOWN, DOWN, CTRL_C, at=lambda prompter: play(prompter, "cards:1"), pauses=True)
    assert seen.raw.count("almost never") == 3
    assert seen.raw.count("rarely") == 2
    assert seen.raw.count(STATEMENTS[0]) == 1


def test_a_mark_has_the_same_colour_in_both() -> None:
    """The colour that is written before is the one that the library finds the nearest."""
    from prompt_toolkit.output.vt100 import _256_colors

    for colour in MARK_COLOURS.values():
        parts = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        line = (("any", ""), (f"{style_of(colour)}", "x"))
        assert f"38;5;{_256_colors[parts]}m" in as_ansi(line, colours=True)  # type: ignore[index]
        assert "38;5" not in as_ansi(line, colours=False)


def style_of(colour: str) -> str:
    """A style of this colour."""
    return next(name for name, look in STYLES.items() if look == colour)


def test_nothing_steers_the_terminal() -> None:
    """What a hostile file holds is shown as letters."""
    assert "\x1b]0;" not in as_ansi((("", "\x1b]0;title\x07\x9b2J"),), colours=True)
