"""The plain face in a real terminal: what is pasted, signals, closed windows, hidden typing."""

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pexpect
import pytest

pytestmark = pytest.mark.pty

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds after which words that did not come are missed; a busy computer is slow."""
ENTER, CTRL_C, CTRL_Z = "\r", "\x03", "\x1a"

Sit = Callable[..., pexpect.spawn]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Begin a sitting of the driver, or of a command; whatever is left ends with the test."""
    begun: list[pexpect.spawn] = []

    def begin(
        *words: str,
        module: str = "tests.terminal.driver",
        into: Path | None = None,
        told: Path | None = None,
    ) -> pexpect.spawn:
        known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        surroundings = {"TERM": "xterm", "LANG": "C.UTF-8", "FITCHECK_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", module, *words]
        if into is not None:
            redirected = 'exec "$@" > "$OUT"' + (' 2> "$TOLD"' if told else "")
            surroundings |= {"OUT": str(into), "TOLD": str(told)}
            command = ["/bin/sh", "-c", redirected, "sh", *command]
        child = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(ROOT),
            env={**known, **surroundings},
            timeout=PATIENCE,
            encoding="utf-8",
        )
        child.delaybeforesend = None
        begun.append(child)
        return child

    yield begin
    for child in begun:
        with suppress(OSError):
            child.close(force=True)


def said(child: pexpect.spawn) -> str:
    """What the driver gave back when it was done."""
    child.expect(r"(SAID|PAUSED) (.*)\r\n")
    found = child.match
    assert not isinstance(found, type | None)
    return f"{found[1]} {found[2]}"


def told_by(child: pexpect.spawn, into: Path | None) -> str:
    """The same, where its data may go into a file and only its questions to the terminal."""
    if into is None:
        return said(child)
    child.expect(pexpect.EOF)
    told = into.read_text(encoding="utf-8")
    assert "Your text" not in told
    return told.rstrip("\n")


def test_what_is_pasted_belongs_to_its_field(sit: Sit) -> None:
    """Several lines at once, empty ones among them, are one text, and answer nothing behind it."""
    child = sit("plain", "write", "cards:1")
    child.expect("Your text: ")
    child.send("She was late.\rI sat outside.\r\r1\rb\r")
    child.expect("b\r\nYour text: ")
    child.send(ENTER)
    child.expect("Your answer, 1 to 5: ")
    child.send(f"4{ENTER}")
    assert said(child) == r"SAID ['She was late.\nI sat outside.\n\n1\nb', ['often']]"


def test_what_is_typed_before_a_question_answers_nothing(sit: Sit) -> None:
    """A key pressed twice, or while one waits, is told of and dropped."""
    child = sit("plain", "moment:One moment.", "wait:1", "cards:1")
    child.expect("One moment.")
    child.send(f"5{ENTER}")
    child.expect("Your answer, 1 to 5: ")
    child.send(f"2{ENTER}")
    assert said(child) == "SAID [None, None, ['rarely']]"


@pytest.mark.parametrize("redirected", [False, True])
def test_a_line_has_no_longest(sit: Sit, tmp_path: Path, redirected: bool) -> None:
    """A terminal keeps 4,095 bytes of a line by itself; dictation can be longer."""
    into = tmp_path / "out" if redirected else None
    child = sit("plain", "write", into=into)
    child.expect("Your text: ")
    for _ in range(60):
        child.send("word " * 20)
        child.expect("word")
    child.send(ENTER)
    child.expect("Your text: ")
    child.send(ENTER)
    assert told_by(child, into).count("word") == 1200


ENDS: dict[str, Callable[[pexpect.spawn], object]] = {
    "Ctrl-C": lambda child: child.send(CTRL_C),
    "SIGTERM": lambda child: child.kill(signal.SIGTERM),
    "SIGHUP": lambda child: child.kill(signal.SIGHUP),
    "SIGQUIT": lambda child: child.send("\x1c"),
}


@pytest.mark.parametrize("end", ENDS)
def test_what_was_typed_where_nothing_is_told_outlives_its_end(
    sit: Sit, tmp_path: Path, end: str
) -> None:
    """With all that is told in files, the terminal itself holds the line, and hands it over."""
    told = tmp_path / "told"
    child = sit("plain", "write", into=tmp_path / "out", told=told)
    until(lambda: told.is_file() and "Your text: " in told.read_text(encoding="utf-8"))
    child.send(f"First.{ENTER}Half b\x7fa")
    child.expect("Half b")
    until(lambda: told.read_text(encoding="utf-8").count("Your text: ") == 2)
    time.sleep(0.3)
    ENDS[end](child)
    child.expect(pexpect.EOF)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "PAUSED 'First.\\nHalf a'\n"


def until(done: Callable[[], bool]) -> None:
    """Wait for it."""
    patience = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < patience
        time.sleep(0.05)


@pytest.mark.parametrize("redirected", [False, True])
@pytest.mark.parametrize("end", ENDS)
def test_what_was_typed_outlives_its_end(
    sit: Sit, tmp_path: Path, end: str, redirected: bool
) -> None:
    """Whatever ends it is a pause, with each line and the one that had no Enter yet."""
    into = tmp_path / "out" if redirected else None
    child = sit("plain", "write", into=into)
    child.expect("Your text: ")
    child.send(f"First.{ENTER}")
    child.expect("Your text: ")
    child.send("Half a")
    child.expect("Half a")
    ENDS[end](child)
    assert told_by(child, into) == r"PAUSED 'First.\nHalf a'"
    if into is None:
        child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_a_closed_window_keeps_what_was_typed(sit: Sit, tmp_path: Path) -> None:
    """The note that is being typed is in the draft, its last words too."""
    words = ("assess", "--save", "--plain", "--stage", "established", "--meeting", "video")
    child = sit(*words, module="fitcheck")
    for told, line in (("own choice", "y"), ("Enter for 1:", ""), ("1 to 5:", "t")):
        child.expect(told)
        time.sleep(0.3)
        child.send(f"{line}{ENTER}")
    child.expect("Your text: ")
    child.send(f"First.{ENTER}")
    child.expect("Your text: ")
    child.send("Half a")
    child.expect("Half a")
    time.sleep(1)
    os.close(child.child_fd)
    patience = time.monotonic() + PATIENCE
    while not (found := list(tmp_path.glob("home/drafts/*.json"))) and time.monotonic() < patience:
        time.sleep(0.1)
    assert r'"typed":"First.\nHalf a"' in found[0].read_text(encoding="utf-8")


def echoes(child: pexpect.spawn) -> bool:
    """Whether the terminal shows what is typed."""
    return bool(termios.tcgetattr(child.child_fd)[3] & termios.ECHO)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_hidden_line_gives_the_terminal_back(sit: Sit, number: int) -> None:
    """A signal while a passphrase is typed pauses; the terminal shows again what is typed."""
    child = sit("plain", "secret")
    child.expect("Passphrase: ")
    child.send("heron")
    time.sleep(0.3)
    assert not echoes(child)
    child.kill(number)
    assert said(child) == "PAUSED ''"
    assert echoes(child)


def test_nothing_is_shown_while_one_waits(sit: Sit) -> None:
    """Who hears nothing types again: it is neither shown nor taken for what comes next."""
    child = sit("plain", "secret", "moment:One moment.", "wait:1", "write")
    child.expect("Passphrase: ")
    child.send(f"heron{ENTER}")
    child.expect("One moment.")
    time.sleep(0.3)
    child.send(f"heron again{ENTER}")
    child.expect("Your text: ")
    assert "heron" not in child.before
    child.send(f"A word.{ENTER}")
    child.expect("Your text: ")
    child.send(ENTER)
    assert said(child) == "SAID ['heron', None, None, 'A word.']"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks the system whether it is stopped")
@pytest.mark.parametrize(
    ("scene", "prompt"), [("write", "Your text: "), ("secret", "Passphrase: ")]
)
def test_ctrl_z_stops_and_comes_back(sit: Sit, scene: str, prompt: str) -> None:
    """Stopped, the terminal is the shell's; back again, the question is told with what stood."""
    child = sit("plain", scene)
    child.expect(prompt)
    child.send("Half a")
    time.sleep(0.5)
    child.send(CTRL_Z)
    patience = time.monotonic() + PATIENCE
    while ") T " not in Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8"):
        assert time.monotonic() < patience
        time.sleep(0.05)
    assert echoes(child)
    child.kill(signal.SIGCONT)
    child.expect_exact("What happened?" if scene == "write" else "Your passphrase")
    child.expect(prompt + ("Half a" if scene == "write" else ""))
    assert echoes(child) is False
    child.send(f" word{ENTER}")
    if scene == "write":
        child.expect("Your text: ")
        child.send(ENTER)
    # Of a hidden line the terminal itself drops what had no Enter, as it always does.
    assert said(child) == f"SAID ['{'Half a' if scene == 'write' else ''} word']"


def test_clearing_is_offered_at_a_pause(sit: Sit) -> None:
    """Somebody comes in: one letter more empties the screen, and what was scrolled off it."""
    child = sit("--plain", module="fitcheck")
    child.expect("Your choice, 1 to 3 or e: ")
    child.send(f"1{ENTER}")
    child.expect("Your choice, 1 to 5: ")
    child.send(f"q{ENTER}")
    child.expect("Clear the screen\\?")
    child.send(f"y{ENTER}")
    child.expect_exact("\x1b[2J\x1b[3J")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
