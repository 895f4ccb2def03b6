"""The drawn face in a real terminal: bursts, sizes, signals, and what is left behind."""

import os
import re
import resource
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.terminal.at_a_screen import CTRL_C, ENTER, pasted
from tests.terminal.driver import STATEMENTS

pytestmark = pytest.mark.pty

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which words that did not come are missed; a busy computer is slow."""
SETTLED = 0.3
"""Longer than the wait before a key counts."""
LEAVE = b"\x1b[?1049l"


class Terminal:
    """The driver in a terminal, as a person sees it."""

    def __init__(self, *scenes: str, columns: int = 80, rows: int = 24, before: str = "") -> None:
        """`before`: a folder whose modules are found before all others."""
        self.raw = b""
        self._is_reading = bool(before)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        surroundings = {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": f"{before}:{ROOT}",
        }
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tests.terminal.driver", "drawn", *scenes],
            dimensions=(rows, columns),
            cwd=str(ROOT),
            env={**os.environ, **surroundings, "PROMPT_TOOLKIT_NO_CPR": "1"},
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        self.modes = termios.tcgetattr(self.child.child_fd)[:4]

    @property
    def picture(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def place(self) -> int:
        """The number of the card on the screen."""
        found = re.search(r"(\d+) of 33", self.picture)
        assert found is not None
        return int(found[1])

    def until(self, told: str) -> str:
        """Wait for words on the screen; what then stands there."""
        return self._wait(lambda: told in self.picture, told)

    def wait_for(self, seen: Callable[[], bool], seconds: float) -> bool:
        """Look at the screen for so long at most; whether it came to show it."""
        patience = time.monotonic() + seconds
        while not seen() and time.monotonic() < patience:
            self._listen(0.05)
        return seen()

    def press(self, keys: str, *, settled: bool = True) -> None:
        """Press keys, after the screen was looked at and its keys are read, or at once."""
        if settled:
            self._wait_for_reader()
            self._listen(SETTLED)
        self.child.send(keys)

    def _wait_for_reader(self) -> None:
        """Behind the first picture a library is loaded; a busy computer takes its time."""
        opened = Path(f"/proc/{self.child.pid}/fd")
        if not self._is_reading and opened.exists():
            self._wait(lambda: any("eventpoll" in link for link in _links(opened)), "a reader")
        self._is_reading = True

    def resize(self, columns: int, rows: int) -> None:
        """Pull at the corner of the window."""
        self._screen.resize(rows, columns)
        self._screen.reset()
        self.child.setwinsize(rows, columns)

    def end(self) -> tuple[int | None, str]:
        """Wait for the end: the exit code, and what was printed after the screen was left."""
        self._wait(lambda: not self.child.isalive() and not self._listen(0.05), "the end")
        return self.child.exitstatus, self.raw.rpartition(LEAVE)[2].decode()

    def _wait(self, seen: Callable[[], bool], told: str) -> str:
        assert self.wait_for(seen, PATIENCE), f"no {told!r} in\n{self.picture}"
        return self.picture

    def _listen(self, seconds: float) -> bool:
        """Read for so long; whether anything came."""
        came = False
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                data = self.child.read_nonblocking(65536, timeout=left)
            except (pexpect.TIMEOUT, pexpect.EOF):
                break
            came = True
            self.raw += data
            self._stream.feed(data)
        return came


def _links(folder: Path) -> Iterator[str]:
    for entry in folder.glob("*"):
        with suppress(OSError):
            yield str(entry.readlink())


@pytest.fixture
def sit() -> Iterator[Callable[..., Terminal]]:
    """Begin a sitting; whatever is left of it ends with the test."""
    begun: list[Terminal] = []

    def begin(*scenes: str, columns: int = 80, rows: int = 24) -> Terminal:
        begun.append(Terminal(*scenes, columns=columns, rows=rows))
        return begun[-1]

    yield begin
    for terminal in begun:
        terminal.child.close(force=True)


Sit = Callable[..., Terminal]


def test_a_sitting_from_card_to_page(sit: Sit) -> None:
    """Keys answer cards, a menu, ticks, a text, a passphrase and a question, one by one."""
    terminal = sit("cards:2", "menu", "tick", "write", "secret", "agree", "page")
    for told, keys in (
        ("1 of 33", "4"),
        ("2 of 33", "u"),
        ("Welcome back", "3"),
        ("What may stand", "2"),
        ("2  [x]", ENTER),
        ("What happened?", "It is hard"),
        ("It is hard", ENTER),
        ("Your passphrase", "heron"),
        ("Your passphrase", ENTER),
        ("Set the draft aside?", "y"),
        ("Where you stand", "b"),
    ):
        terminal.until(told)
        terminal.press(keys)
    code, left = terminal.end()
    assert code == 0
    assert "[['often', 'not-sure'], 'read', frozenset({'t1', 't2'})" in left.replace(
        "frozenset({'t2', 't1'})", "frozenset({'t1', 't2'})"
    )
    assert "'It is hard', 'heron', True, None]" in left


def test_nothing_asked_or_typed_is_left_behind(sit: Sit) -> None:
    """Cards and texts stand only on the held screen, which is wiped before it is left."""
    terminal = sit("cards:1", "write", "page")
    terminal.until(STATEMENTS[0])
    terminal.resize(60, 20)
    terminal.until("1 of 33")
    terminal.press("t")
    terminal.until("What happened?")
    terminal.press("very private")
    terminal.until("very private")
    terminal.press(ENTER)
    terminal.until("Where you stand")
    terminal.press("q")
    code, left = terminal.end()
    assert code == 130
    before, _, held = terminal.raw.partition(b"\x1b[?1049h")
    assert before == b""
    assert held.count(b"\x1b[?1049h") == 0
    assert held.count(LEAVE) == 1
    assert held[: held.index(LEAVE)].endswith(b"\x1b[2J")
    assert b"\x1b[6n" not in terminal.raw
    assert "PAUSED ''" in left
    assert "very private" not in left


def test_a_burst_answers_at_most_one_card(sit: Sit) -> None:
    """However many keys come at once, typed or held, the next card stands open."""
    terminal = sit("cards:9")
    terminal.until("1 of 33")
    for place, keys in enumerate(("3" * 200, "1234512345", f"3{ENTER}" * 20), 1):
        # A slow computer may still be busy with the burst before, and drop this one.
        while terminal.place == place:
            terminal.press(keys)
            terminal.wait_for(lambda: terminal.place > place, seconds=3)  # noqa: B023
        terminal.press("")
        assert "›" not in terminal.picture
        assert terminal.place == place + 1
    terminal.press(CTRL_C)
    assert terminal.end()[0] == 130


def test_a_paste_answers_no_card(sit: Sit) -> None:
    """What is pasted over a card is no answer, however long it is."""
    terminal = sit("cards:2")
    terminal.until("1 of 33")
    terminal.press(pasted("3" * 50))
    terminal.press("")
    assert terminal.place == 1
    terminal.press("4")
    terminal.until("2 of 33")
    terminal.press("2")
    assert "['often', 'rarely']" in terminal.end()[1]


def test_keys_before_the_first_card_answer_nothing(sit: Sit) -> None:
    """What was typed while the program started is not an answer."""
    terminal = sit("wait:0.5", "cards:1")
    terminal.press("3", settled=False)
    terminal.until("1 of 33")
    terminal.press("2")
    assert "rarely" in terminal.end()[1]


def test_resizing_lays_the_card_anew(sit: Sit) -> None:
    """At every size the card is whole, and an answer given then counts."""
    terminal = sit("given:often")
    terminal.until("(your answer)")
    for columns, rows in ((60, 20), (40, 12), (40, 6), (120, 40), (80, 24)):
        terminal.resize(columns, rows)
        picture = terminal.until("almost always")
        for part in ("almost never", "rarely", "sometimes", "often", "not sure", "skip"):
            assert part in terminal.until(part)
        assert picture.count("We agree") == 1
    terminal.resize(30, 5)
    terminal.until("Please make")
    terminal.resize(80, 24)
    terminal.until("(your answer)")
    terminal.press(ENTER)
    assert "SAID ['often']" in terminal.end()[1]


@pytest.mark.parametrize(
    ("number", "told", "scenes"),
    [
        (signal.SIGTERM, "1 of 33", ("cards:1",)),
        (signal.SIGHUP, "Where you stand", ("page",)),
        (signal.SIGINT, "Welcome back", ("menu",)),
        (signal.SIGTERM, "One moment", ("moment:One moment", "wait:1.5", "cards:1")),
        (signal.SIGHUP, "One moment", ("moment:One moment", "wait:1.5")),
    ],
)
def test_a_signal_pauses(
    sit: Sit, number: signal.Signals, told: str, scenes: tuple[str, ...]
) -> None:
    """Being asked to end is a pause, on a card, on a page and between two scenes."""
    terminal = sit("write:so far", *scenes)
    terminal.until("so far")
    terminal.press(ENTER)
    terminal.until(told)
    terminal.child.kill(number)
    code, left = terminal.end()
    assert code == 130
    assert "PAUSED ''" in left
    assert termios.tcgetattr(terminal.child.child_fd)[:4] == terminal.modes


def test_ctrl_z_gives_the_terminal_back_and_comes_back(sit: Sit) -> None:
    """The screen is left as it was found, and afterwards the same card is there and answers."""
    terminal = sit("cards:1")
    terminal.until("1 of 33")
    before = len(terminal.raw)
    terminal.press("\x1a")
    assert terminal.wait_for(lambda: LEAVE in terminal.raw[before:], 60)
    terminal.until("1 of 33")
    terminal.press("4")
    assert "SAID [['often']]" in terminal.end()[1]


def test_a_key_that_comes_in_two_pieces_is_one(sit: Sit) -> None:
    """On a slow line the rest of an unknown key is no answer, and of a known one no letter."""
    terminal = sit("cards:1")
    terminal.until("1 of 33")
    for piece in ("\x1b[2", "5;5~", "\x1b[", "B"):
        terminal.press(piece, settled=False)
        time.sleep(0.02)
    assert "›" in terminal.until("› 1")
    terminal.press(ENTER)
    assert "almost-never" in terminal.end()[1]


def test_a_signal_keeps_what_was_being_typed(sit: Sit) -> None:
    """A text under way is carried by the pause."""
    terminal = sit("write:It ")
    terminal.until("What happened?")
    terminal.press("hurts")
    terminal.until("It hurts")
    terminal.child.kill(signal.SIGTERM)
    assert "PAUSED 'It hurts'" in terminal.end()[1]


def test_a_bug_gives_the_terminal_back(sit: Sit) -> None:
    """An error leaves the held screen before it is told."""
    terminal = sit("cards:1", "crash")
    terminal.until("1 of 33")
    terminal.press("3")
    code, left = terminal.end()
    assert code == 1
    assert "a bug" in left
    assert termios.tcgetattr(terminal.child.child_fd)[:4] == terminal.modes


def test_a_terminal_that_is_gone_ends_the_program(sit: Sit) -> None:
    """Closing the window ends the sitting; nothing stays behind running."""
    terminal = sit("cards:3")
    terminal.until("1 of 33")
    terminal.child.ptyproc.fileobj.close()
    end = time.monotonic() + PATIENCE
    while terminal.child.isalive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not terminal.child.isalive()


def test_late_keys_do_not_reach_the_shell(sit: Sit) -> None:
    """Keys that come while the screen is given back are dropped, not typed into the shell."""
    terminal = sit("cards:1", "wait:0.5")
    terminal.until("1 of 33")
    terminal.press("3")
    terminal.press("rm -r notes\r", settled=False)
    assert "rm -r" not in terminal.end()[1]


def test_a_long_paste_is_quick(sit: Sit) -> None:
    """Ten thousand letters cost the processor no more than a second or two."""
    begun = processor_time_of_children()
    terminal = sit("write")
    terminal.until("What happened?")
    terminal.press(pasted("word " * 2000) + "done.")
    terminal.until("done.")
    terminal.press(ENTER)
    assert "done.']" in terminal.end()[1]
    assert processor_time_of_children() - begun < 5


def processor_time_of_children() -> float:
    """What the programs that have ended took; a busy computer makes it no longer."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
