"""The command reference and the coverage of the bank, as the program tells them."""

import tempfile
from pathlib import Path

from fitcheck.content import bank
from fitcheck.views.bank import coverage
from tests.world import World

COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    ("assess",),
    ("show",),
    ("report",),
    ("history",),
    ("compare",),
    ("topics",),
    ("learn",),
    ("questions",),
    ("questions", "list"),
    ("questions", "show"),
    ("questions", "lint"),
    ("data",),
    ("data", "where"),
    ("data", "check"),
    ("data", "lock"),
    ("data", "unlock"),
    ("data", "passphrase"),
    ("data", "export"),
    ("data", "import"),
    ("data", "forget"),
    ("demo",),
)
"""Every command; a test holds this list against the program."""


def page() -> str:
    """The help of every command."""
    parts = [
        "# Commands\n",
        "Made by the program itself: this is what `--help` says.\n",
        "Exit codes: 0 done, 1 failed, 2 called in a way it cannot take, 3 a terminal is "
        "needed, 4 a checklist or answers file has mistakes, 130 paused. Never a code for "
        "what anyone answered.\n",
    ]
    with tempfile.TemporaryDirectory() as folder:
        world = World(home=Path(folder) / "home", variables={"COLUMNS": "80"})
        for command in COMMANDS:
            title = " ".join(("fitcheck", *command))
            parts.append(f"## {title}\n\n```text\n{help_of(world, command)}```\n")
    return "\n".join(parts)


def help_of(world: World, command: tuple[str, ...]) -> str:
    """What `--help` says for one command, without blanks at the ends of lines."""
    import contextlib
    import io
    import os

    out = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        # Typer writes help to the real stdout, not to the world's.
        with contextlib.redirect_stdout(out):
            ran = world.fitcheck(*command, "--help")
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    assert ran.code == 0, (command, ran)
    lines = [line.rstrip() for line in out.getvalue().strip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def coverage_page() -> str:
    """Which construct is served by which questions."""
    table = coverage(bank())
    head = [f"| {' | '.join(table.head)} |", f"|{'---|' * len(table.head)}"]
    rows = [f"| {' | '.join(row)} |" for row in table.rows]
    return "\n".join(
        (
            "# What the questions cover",
            "",
            "Made by `fitcheck questions list --coverage`. K marks what the questions are",
            "about, X the signs behind the separate questions; the list of them is the",
            "coverage matrix in the domain notes of the project.",
            "",
            *head,
            *rows,
            "",
        )
    )
