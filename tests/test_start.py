"""Start-up is a promise: each command loads what it needs, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "msgspec", "platformdirs", "prompt_toolkit", "pyrage", "questionary", "rich", "yaml", "email",
}  # fmt: skip


def loaded(home: Path, *arguments: str) -> set[str]:
    """The packages that a command has loaded when it is done, in a fresh process."""
    code = (
        "import sys\n"
        f"sys.argv = ['fitcheck', *{list(arguments)!r}]\n"
        "from fitcheck.cli.commands import main\n"
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


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("assess", "--help")])
def test_help_loads_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Help and version load no library but Typer."""
    assert not loaded(tmp_path, *arguments) & HEAVY


def test_reading_loads_no_prompts(tmp_path: Path) -> None:
    """A page is shown without loading what asks questions."""
    packages = loaded(tmp_path, "learn", "closeness")
    assert "yaml" in packages
    assert not packages & {"prompt_toolkit", "questionary", "pyrage"}


def test_plain_loads_no_drawing(tmp_path: Path) -> None:
    """Plain mode loads neither the prompt library nor the one that draws."""
    packages = loaded(tmp_path, "--plain", "learn")
    assert not packages & {"prompt_toolkit", "questionary", "rich"}
