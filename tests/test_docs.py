"""The pages of `docs/` are what the program says today."""

import os
import re
import shutil
import subprocess

import pytest

from docs.make import DOCS, PAGES, ROOT
from tests.docs.commands import Command, Parameter, commands, parameters
from tests.docs.fields import BY_ID
from tests.world import World

OF_A_MACHINE = re.compile(r"(?<![\w.~])/(home|root|Users|tmp|var|work)/|\b[A-Z]:\\|\\Users\\")


# The simulation takes a while, and tests/questions/test_simulation.py holds its page.
@pytest.mark.parametrize("name", [name for name in PAGES if name != "simulation.md"])
def test_a_page_is_fresh(name: str) -> None:
    """Each made page is what its maker gives; `python docs/make.py` makes it again."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]()


def test_a_field_is_called_by_its_own_name() -> None:
    """No field of what `show --json` gives is missing from the page because an id reads alike."""
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    for field in ("answers[].talked", "answers[].matters", "topics[].happened", "came-of[]"):
        assert f"| `{field}` |" in page
    fields = re.findall(r"^\| `(.*?)` \|", page, re.MULTILINE)
    capitals = {part for field in fields for part in field.split(".") if part.isupper()}
    assert capitals == set(BY_ID.values())
    assert all(one in page.partition("\n## ")[0] for one in capitals)


@pytest.mark.parametrize(("names", "command"), list(commands()))
def test_every_command_has_help(world: World, names: tuple[str, ...], command: Command) -> None:
    """Each command, argument and option says what it does, and `--help` works everywhere."""
    assert command.help
    arguments, options = parameters(command)
    taken: list[Parameter] = [*arguments, *options]
    for parameter in taken:
        assert parameter.help, parameter.name
    assert world.fitcheck(*names, "--help").code == 0


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man")
def test_the_man_page_is_one() -> None:
    """`man` finds nothing wrong in it, and it tells every command in one piece."""
    shown = subprocess.run(
        ["man", "--warnings", "--encoding=utf-8", "--local-file", str(DOCS / "fitcheck.1")],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "MANWIDTH": "60", "LC_ALL": "C.UTF-8"},
    )
    assert shown.stderr == ""
    for names, _ in commands():
        assert f"fitcheck {' '.join(names)}".strip() in shown.stdout


def test_links_lead_somewhere() -> None:
    """Every link of a page to another file of the project finds it."""
    for page in (ROOT / "README.md", *DOCS.glob("*.md")):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_no_path_of_a_machine() -> None:
    """No page tells where it was made, on whatever machine it is looked at."""
    for page in (ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")):
        found = OF_A_MACHINE.search(page.read_text(encoding="utf-8"))
        assert found is None, f"{page.name}: {found}"
