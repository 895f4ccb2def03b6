"""Streams as shells hand them over: closed, full, narrow, ended early, of any encoding."""

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fitcheck.terminal.streams import nearest, say_on_stderr
from tests.world import World, text_of

HERE = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell hands the streams over")


def shell(home: Path, line: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line, in which `$F` is fitcheck."""
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "F": f"{sys.executable} -m fitcheck",
            "FITCHECK_HOME": str(home),
            **variables,
        },
    )


def is_clean(ran: subprocess.CompletedProcess[str]) -> bool:
    """Whether it told no traceback and no bug."""
    return not any(word in ran.stderr for word in ("Traceback", "bug", "Exception"))


@POSIX
@pytest.mark.parametrize(
    "command",
    [
        *("--version", "--help", "learn help usa", "questions list --json", "data where"),
        *("demo", "completion bash", "calendar -o -"),
    ],
)
def test_an_output_that_takes_nothing_is_told(tmp_path: Path, command: str) -> None:
    """Closed or full: one sentence, exit 1."""
    for target in (">&-", ">/dev/full"):
        ran = shell(tmp_path, f"$F {command} {target}")
        assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1), ran.stderr
        assert "could be written" in ran.stderr
        assert is_clean(ran)


@POSIX
def test_talk_that_nobody_hears_stops_nothing(tmp_path: Path) -> None:
    """Without a standard error the data is whole."""
    ran = shell(tmp_path, "$F learn help usa 2>&-")
    assert ran.returncode == 0
    assert "988" in ran.stdout


@POSIX
def test_without_an_input(tmp_path: Path) -> None:
    """A closed input is no terminal; in plain mode it has ended, which pauses."""
    assert shell(tmp_path, "$F <&-").returncode == 3
    ran = shell(tmp_path, "$F assess --plain <&-")
    assert ran.returncode == 130
    assert is_clean(ran)


@POSIX
def test_a_reader_that_goes_early_is_no_failure(tmp_path: Path) -> None:
    """`| head` is quiet, and the command ends well."""
    for command in ("questions list --json", "--help"):
        ran = shell(tmp_path, f"$F {command} | head -c 1; exit ${{PIPESTATUS[0]}}")
        assert (ran.returncode, ran.stderr) == (0, "")


@POSIX
def test_an_interrupt_while_starting_is_quiet(tmp_path: Path) -> None:
    """From the first import on: silence, exit 130."""
    for module in ("typer", "fitcheck.errors", "fitcheck.env"):
        code = (
            "import sys\n"
            "class Interrupt:\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            f"        if name == {module!r}: raise KeyboardInterrupt\n"
            "sys.meta_path.insert(0, Interrupt())\n"
            "sys.argv = ['fitcheck', '--help']\n"
            "from fitcheck.cli import main\n"
            "main()\n"
        )
        ran = shell(tmp_path, f'{sys.executable} -c "$CODE"', CODE=code)
        assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")


@POSIX
def test_letters_that_an_encoding_lacks(tmp_path: Path) -> None:
    """Whatever the surroundings say, what is typed and told is UTF-8 where it is redirected."""
    line = "printf 'na\\303\\257ve\\n' | $F jot - && $F jot --list"
    (tmp_path / "records").mkdir()
    for variables in ({"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}):
        ran = shell(tmp_path, line, **variables)
        assert ran.returncode == 0
        assert "na\u00efve" in ran.stdout
        assert is_clean(ran)


@pytest.mark.parametrize("width", ["0", "1", "7", "20", "-3", "x"])
def test_help_is_whole_at_any_width(
    world: World, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    """A width that makes no sense costs no word of the page for a bad moment."""
    words = world.fitcheck("learn", "help", "usa").out.split()
    monkeypatch.setenv("COLUMNS", width)
    assert world.fitcheck("learn", "help", "usa").out.split() == words


@pytest.mark.parametrize(
    "command", ["show", "history", "learn", "questions list", "demo", "topics"]
)
def test_nothing_is_shown_as_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A terminal that gives no width still gets everything, and no blank ends a line."""
    world.fitcheck("assess", "--answers", "-", "--save", stdin="stage: established")
    usual = world.fitcheck(*command.split()).out
    assert not [line for line in usual.splitlines() if line.endswith(" ") or len(line) > 80]
    monkeypatch.setenv("COLUMNS", "0")
    assert world.fitcheck(*command.split()).out == usual


def test_help_needs_no_home(tmp_path: Path) -> None:
    """A home that is a file, a loop of links or missing changes nothing in it."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    a_file = tmp_path / "file"
    a_file.write_text("not a folder")
    for home in (loop, a_file, a_file / "below", tmp_path / "missing", Path("~nobody-here/x")):
        ran = World(home).fitcheck("learn", "help", "usa")
        assert (ran.code, ran.err) == (0, "")
        assert "988" in ran.out
        for command in ("help", "demo", "questions list", "assess --no-save --answers -"):
            ran = World(home).fitcheck(*command.split(), stdin="stage: established")
            assert (ran.code, "not allowed" in ran.err) == (0, False), ran.err


def test_a_terminal_that_lacks_a_sign_shows_what_comes_nearest() -> None:
    """Quotes and dashes become those of every keyboard; nothing is refused."""
    codecs.register_error("nearest", nearest)
    assert (
        "\u201cnot yet\u201d \u2013 \u2026 \u25cf".encode("ascii", "nearest")
        == b'"not yet" - ... ?'
    )


def test_what_is_said_to_a_terminal_breaks_between_words(world: World, tmp_path: Path) -> None:
    """On a narrow terminal no word is cut, and a command at the end of a line stays whole."""
    env = world.env(terminal=True)._replace(columns=lambda: 40)
    name = str(tmp_path / ("long" * 20))
    say_on_stderr(env, f"Your answers of today are kept in {name}\nTo go on: fitcheck learn help")
    said = text_of(env.stderr).splitlines()
    assert name in said
    assert said[-1] == "To go on: fitcheck learn help"
    assert "Your answers of today are kept in" in said
    say_on_stderr(env, "If you are not safe right now, see: fitcheck learn help")
    assert text_of(env.stderr).splitlines()[-1] == "fitcheck learn help"
