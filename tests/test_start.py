"""Start-up is a promise: each command loads what it needs, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from fitcheck.env import way_called

HEAVY = {
    "msgspec", "platformdirs", "prompt_toolkit", "pyrage", "questionary", "rich", "yaml", "email",
}  # fmt: skip


def loaded(home: Path, *arguments: str) -> set[str]:
    """The packages that a command has loaded when it is done, in a fresh process."""
    code = (
        "import sys\n"
        f"sys.argv = ['fitcheck', *{list(arguments)!r}]\n"
        "from fitcheck.cli.program import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print('\\nLOADED', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"FITCHECK_HOME": str(home)},
    )
    assert "LOADED" in done.stderr, done.stderr
    return set(done.stderr.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("assess", "--help")])
def test_help_loads_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Help loads no library but Typer."""
    assert not loaded(tmp_path, *arguments) & HEAVY


def test_version_loads_no_library(tmp_path: Path) -> None:
    """Saying the version needs nothing that reads arguments."""
    assert not loaded(tmp_path, "--version") & {*HEAVY, "typer", "inspect", "json"}


def test_the_first_line_comes_before_all_else(tmp_path: Path) -> None:
    """On a first run it is painted before the library of the records is loaded, or any menu."""
    code = (
        "import io, sys\n"
        "from fitcheck.cli.program import run\n"
        "from fitcheck.env import Env\n"
        "class Terminal(io.StringIO):\n"
        "    def isatty(self): return True\n"
        "    def write(self, text):\n"
        "        print(text, 'LOADED', *sys.modules)\n"
        "        sys.exit()\n"
        f"home = {{'FITCHECK_HOME': {str(tmp_path / 'home')!r}}}\n"
        "run([], Env(Terminal(), Terminal(), Terminal(), home))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said, modules = told.stdout.split("LOADED")
    assert "press Enter" in said
    # In a checkout the texts are YAML.
    assert not {*modules.split()} & (HEAVY - {"yaml"} | {"inspect", "fitcheck.cli.menu"})


def test_reading_loads_no_prompts(tmp_path: Path) -> None:
    """A page is shown without loading what asks questions."""
    packages = loaded(tmp_path, "learn", "closeness")
    assert "yaml" in packages
    assert not packages & {"prompt_toolkit", "questionary", "pyrage"}


def test_plain_loads_no_drawing(tmp_path: Path) -> None:
    """Plain mode loads neither the prompt library nor the one that draws."""
    packages = loaded(tmp_path, "--plain", "learn")
    assert not packages & {"prompt_toolkit", "questionary", "rich"}


def script(folder: Path, name: str = "fitcheck") -> Path:
    """A program of this name that can be run."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / name
    place.touch(mode=0o755)
    return place


def test_on_the_path_it_is_called_by_its_name(tmp_path: Path) -> None:
    """Where typing `fitcheck` leads to this program, its commands are named so."""
    place = script(tmp_path / "bin")
    link = tmp_path / "path" / "fitcheck"
    link.parent.mkdir()
    link.symlink_to(place)
    for called in (place, link):
        assert way_called([str(called)], [], str(link.parent)) == "fitcheck"


def test_elsewhere_it_is_called_as_it_was(tmp_path: Path) -> None:
    """Where typing `fitcheck` leads nowhere, or to another one, the way of calling is kept."""
    another = script(tmp_path / "another")
    place = str(script(tmp_path / ".venv"))
    assert way_called([place], [], str(tmp_path)) == place
    assert way_called([place], [], str(another.parent)) == place
    spaced = str(script(tmp_path / "my folder"))
    assert way_called([spaced], [], None) == f"'{spaced}'"
    module = ["python3", "-m", "fitcheck", "show"]
    assert way_called(["/some/where/__main__.py", "show"], module, None) == "python3 -m fitcheck"


def test_a_command_that_is_named_works_when_it_is_typed(tmp_path: Path) -> None:
    """What the program names can be typed as it stands, in the same folder."""
    told = subprocess.run(
        [sys.executable, "-m", "fitcheck", "data", "unlock"],
        capture_output=True,
        text=True,
        check=False,
        env={"FITCHECK_HOME": str(tmp_path), "PATH": ""},
    ).stderr
    assert told.endswith(f"To lock it: {sys.executable} -m fitcheck data lock\n")
