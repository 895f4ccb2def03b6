"""The first screen is there before the prompt library is, and nothing is lost in between."""

import signal
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fitcheck.terminal.paint import MARK_COLOURS, STYLES, as_ansi
from tests.terminal.at_a_screen import CTRL_C, press
from tests.terminal.driver import SCENES, STATEMENTS, play
from tests.terminal.test_drawn_pty import LEAVE, Terminal

SLOW = """
import sys, time
time.sleep({seconds})
sys.path = [one for one in sys.path if not one.endswith("slow")]
del sys.modules["questionary"]
import questionary
"""
BROKEN = "raise RuntimeError('a library that cannot be loaded')"

Sit = Callable[..., Terminal]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Begin a sitting whose prompt library takes its time, or cannot be loaded."""
    begun: list[Terminal] = []

    def begin(*scenes: str, library: str = SLOW.format(seconds=1.5)) -> Terminal:
        (tmp_path / "slow").mkdir()
        (tmp_path / "slow" / "questionary.py").write_text(library, encoding="utf-8")
        begun.append(Terminal(*scenes, before=str(tmp_path / "slow")))
        begun[-1].until("q pause")
        return begun[-1]

    yield begin
    for terminal in begun:
        terminal.child.close(force=True)


def gave_back(terminal: Terminal) -> bool:
    """Whether the terminal is as it was found."""
    return termios.tcgetattr(terminal.child.child_fd)[:4] == terminal.modes


@pytest.mark.pty
def test_it_is_painted_before_the_library_is_loaded(sit: Sit) -> None:
    """What cannot be loaded at all comes too late to keep the screen away; the screen goes back."""
    terminal = sit("cards:1", library=BROKEN)
    assert STATEMENTS[0].split(",")[0] in terminal.picture
    code, left = terminal.end()
    assert code == 1
    assert "a library that cannot be loaded" in left
    assert gave_back(terminal)


@pytest.mark.pty
def test_a_key_pressed_meanwhile_answers(sit: Sit) -> None:
    """It waits in the terminal, is shown nowhere, and answers the card that was seen."""
    terminal = sit("cards:1")
    terminal.press("4")
    said = terminal.end()[1]
    assert "often" in said
    assert b"4\r\n" not in terminal.raw


@pytest.mark.pty
def test_a_key_that_is_held_answers_nothing(sit: Sit) -> None:
    """Many keys at once were not meant for this card, and a quiet one after them is."""
    terminal = sit("cards:1")
    terminal.press("5555")
    assert terminal.wait_for(lambda: terminal.raw.count(b"1 of 33") > 1, 60)
    terminal.press("")
    terminal.press("2")
    assert "rarely" in terminal.end()[1]


@pytest.mark.pty
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, CTRL_C])
def test_whatever_ends_it_meanwhile_is_a_pause(sit: Sit, end: int | str) -> None:
    """Every signal, and Ctrl-C as a key, gives the terminal back."""
    terminal = sit("cards:1")
    terminal.press("")
    if isinstance(end, str):
        terminal.press(end)
    else:
        terminal.child.kill(end)
    code, left = terminal.end()
    assert code == 130
    assert "PAUSED" in left
    assert gave_back(terminal)


@pytest.mark.pty
def test_ctrl_z_meanwhile_stops_when_the_library_is_there(sit: Sit) -> None:
    """It is a key as any other, and comes back to the same card."""
    terminal = sit("cards:1")
    terminal.press("\x1a")
    assert terminal.wait_for(lambda: LEAVE in terminal.raw, 60)
    terminal.until("1 of 33")
    terminal.press("2")
    assert "rarely" in terminal.end()[1]


FIRST = [name for name in SCENES if name not in ("cards", "wait", "crash", "moment", "given")]


@pytest.mark.parametrize("size", [(80, 24), (40, 24), (40, 12), (30, 8)])
@pytest.mark.parametrize("scene", ["cards:1", "given:often", *FIRST])
def test_the_library_paints_the_same(scene: str, size: tuple[int, int]) -> None:
    """There is one way to draw a screen: nothing moves when the library takes over."""
    seen = press(CTRL_C, at=lambda prompter: play(prompter, scene), size=size, pauses=True)
    assert len(seen.pictures) == 1


def test_a_mark_has_the_same_colour_in_both() -> None:
    """The colour that is written before is the one that the library finds the nearest."""
    from prompt_toolkit.output.vt100 import _256_colors

    for colour in MARK_COLOURS.values():
        parts = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        line = (("class:any", ""), (f"class:{style_of(colour)}", "x"))
        assert f"38;5;{_256_colors[parts]}m" in as_ansi(line, colours=True)  # type: ignore[index]
        assert "38;5" not in as_ansi(line, colours=False)


def style_of(colour: str) -> str:
    """A style of this colour."""
    return next(name for name, look in STYLES.items() if look == colour)


def test_nothing_steers_the_terminal() -> None:
    """What a hostile file holds is shown as letters."""
    assert "\x1b]0;" not in as_ansi((("", "\x1b]0;title\x07\x9b2J"),), colours=True)
