"""The pages of `docs/` are what the program says today."""

import re
from pathlib import Path

import pytest
import typer

from docs.make import DOCS, PAGES, ROOT
from fitcheck.cli.commands import app
from tests.docs.commands import COMMANDS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fresh(name: str) -> None:
    """Each made page is what its maker gives; `python docs/make.py` makes it again."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]()


def test_every_command_is_in_the_reference() -> None:
    """The command reference has every command of the program, and no other."""
    root = typer.main.get_command(app)
    found: set[tuple[str, ...]] = {()}
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        found.add((name,))
        found |= {(name, sub) for sub in getattr(command, "commands", {})}
    assert set(COMMANDS) == found


def test_links_lead_somewhere() -> None:
    """Every link of a page to another file of the project finds it."""
    for page in (ROOT / "README.md", *DOCS.glob("*.md")):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_no_path_of_a_machine() -> None:
    """No page tells where it was made."""
    for page in (ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")):
        assert str(Path.home()) not in page.read_text(encoding="utf-8").replace("/root cause", "")
