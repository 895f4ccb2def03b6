"""What must never happen: a connection, an open file, a word of a person where it should not be."""

import ast
import socket
import stat
from pathlib import Path

import pytest

import fitcheck
from tests.stories.people import Person
from tests.stories.play import FACES, play
from tests.world import World

PACKAGE = Path(fitcheck.__file__).parent
NETWORK = {
    "asyncio.streams", "ftplib", "http", "httpx", "imaplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, node.module.partition(".")[0]}
    return found


def test_no_network_code() -> None:
    """No module of ours imports anything that could open a connection."""
    for path in PACKAGE.rglob("*.py"):
        assert not imports(path) & NETWORK, path


@pytest.mark.parametrize("face", FACES)
def test_a_check_in_opens_no_socket(
    world: World, face: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole check-in runs with every way to a network blocked."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert play(world, Person("anyone"), face).ran.code == 0


def test_only_the_owner_can_look(world: World) -> None:
    """Every file is 0600 and every folder 0700."""
    play(world, Person("anyone"), "plain")
    for path in (world.home, *world.home.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_nothing_kept_is_no_file(world: World) -> None:
    """Whoever keeps nothing leaves no folder behind."""
    play(world, Person("careful", choices={"keeping": "nothing"}), "plain")
    assert not world.home.exists()


def test_the_end_quotes_no_answer(world: World) -> None:
    """What is printed at the end names no status and no answer: others may look on."""
    told = play(world, Person("anyone", cards={"could-stop": "no"}), "drawn")
    assert "worth" not in told.ran.err.lower()
    assert "fitcheck learn help" in told.ran.err
    assert "Please stop here" not in told.ran.err
    assert "often" not in told.ran.out


def test_a_bug_tells_no_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug prints one line, and its log holds frames and no value."""
    play(world, Person("anyone"), "plain")

    def broken() -> None:
        raise ValueError("a secret sentence")

    monkeypatch.setattr("fitcheck.cli.learn.reading", broken)
    ran = world.fitcheck("learn")
    log = (world.home / "log.txt").read_text(encoding="utf-8")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "secret" not in ran.err + log
    assert "broken" in log
