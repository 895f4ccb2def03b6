"""The world as an argument: streams, clock, ids, home, size and waits."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self, TextIO

NO = ("", "0", "false", "no", "off")
"""What a variable says that is there and means no."""

LETTERS = "abcdefghjkmnpqrstuvwxyz"
"""No i, l, o: an id is read aloud and typed."""
SIGNS = LETTERS + "23456789"


OPENS_WITHIN = 2
"""Seconds after which a program that opens a file has found one."""


def new_id() -> str:
    """A fresh id: six characters, the first a letter, so that it is never a number."""
    # Loads the hashes of OpenSSL, which help and reading never need.
    import secrets

    return secrets.choice(LETTERS) + "".join(secrets.choice(SIGNS) for _ in range(5))


def way_called(argv: Sequence[str], original: Sequence[str], path: str | None) -> str:
    """How to call this program again, as it can be typed: `fitcheck` where that leads here.

    `argv` is what Python made of the call, `original` the call itself.
    """
    import shutil

    script = Path(argv[0])
    found = shutil.which("fitcheck", path=path)
    if script.name == "__main__.py":
        if found and Path(found).parent == Path(sys.executable).parent:
            return "fitcheck"
        return f"{_typed(original[0])} -m fitcheck"
    if found and script.exists() and Path(found).samefile(script):
        return "fitcheck"
    return _typed(str(script.with_suffix("") if script.suffix == ".exe" else script))


def _typed(path: str) -> str:
    if not any(sign in path for sign in " '\"$`()&;"):
        return path
    if os.name == "nt":
        return f'& "{path}"'
    import shlex

    return shlex.quote(path)


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def _open_file(path: Path) -> bool:
    """Open a file with the program that the computer has for it; whether that was possible."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606
        return True
    import shutil
    import subprocess

    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    nowhere = subprocess.DEVNULL
    # What another program says is not for this screen, and its window may stay open for long.
    process = subprocess.Popen([opener, path], stdin=nowhere, stdout=nowhere, stderr=nowhere)  # noqa: S603
    try:
        return process.wait(timeout=OPENS_WITHIN) == 0
    except subprocess.TimeoutExpired:
        return True


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


class Env(NamedTuple):
    """What a command may know of the world it runs in; a test changes one field."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    variables: Mapping[str, str]
    now: Callable[[], datetime] = utc_now
    """The time, in UTC."""
    new_id: Callable[[], str] = new_id
    called: Callable[[], str] = lambda: "fitcheck"
    """How the program was called, for naming its commands."""
    open_file: Callable[[Path], bool] = _open_file
    columns: Callable[[], int] = _columns
    """How wide the terminal is."""
    settle: float = 0.15
    """Seconds for which a card must have been seen before a key answers it."""

    @classmethod
    def of_process(cls) -> Self:
        """The world of this process."""
        return cls(sys.stdin, sys.stdout, sys.stderr, dict(os.environ))

    @property
    def home(self) -> Path:
        """Where data is kept; asking does not make the folder."""
        chosen = self.variables.get("FITCHECK_HOME")
        if chosen:
            return Path(chosen).expanduser().absolute()
        # Costs 45 ms cold, and most commands on a chosen home never need it.
        import platformdirs

        return Path(platformdirs.user_data_dir("fitcheck", appauthor=False))

    @property
    def asks_for_plain(self) -> bool:
        """Whether the surroundings ask for plain text."""
        wishes = map(self.variables.get, ("FITCHECK_PLAIN", "ACCESSIBLE"))
        if any(wish is not None and wish.strip().lower() not in NO for wish in wishes):
            return True
        return self.variables.get("TERM") == "dumb"

    @property
    def can_open(self) -> bool:
        """Whether a page could be opened in a browser: there is a desktop around."""
        desktops = ("DISPLAY", "WAYLAND_DISPLAY")
        return sys.platform in ("win32", "darwin") or any(map(self.variables.get, desktops))

    @property
    def has_terminal(self) -> bool:
        """Whether questions can be drawn: keys come in, and a screen is there."""
        return self.stdin.isatty() and (self.stdout.isatty() or self.stderr.isatty())

    @property
    def screen(self) -> TextIO:
        """The stream to draw on; stdout stays for data where it is redirected."""
        return self.stdout if self.stdout.isatty() else self.stderr


def forbid_core_files() -> None:
    """Leave no picture of the memory behind where the program is ended by force.

    It would hold every answer, and the key. The limit is one byte and not none, because
    where such files go to a program a limit of none is ignored.
    """
    try:
        import resource
    except ImportError:
        return  # Windows writes none by itself
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    few = 1 if most == resource.RLIM_INFINITY else min(1, most)
    resource.setrlimit(resource.RLIMIT_CORE, (few, most))
