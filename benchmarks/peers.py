"""What is measured and what it is held against: installed anew, far from the checkout."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def main(name: str = "you") -> None:
    "Say hello."
app()
"""
QUESTIONARY = """
import questionary
questionary.select("They grasp what I mean.", choices=["never", "rarely", "often"]).ask()
"""
CLACK = """
import {select} from "@clack/prompts";
const options = ["never", "rarely", "often"].map((value) => ({value, label: value}));
for (let number = 1; number < 40; number++)
  await select({message: `Question ${number} of 40`, options});
"""


@dataclass(frozen=True)
class Peers:
    """The programs; None: it could not be had here, and is left out."""

    python: Path
    fitcheck: Path
    typer: Path
    questionary: Path
    clack: tuple[Path, Path] | None
    """Node and the script."""
    jrnl: Path | None


def install(place: Path, wheel: Path | None) -> Peers:
    """The wheel of this checkout, or another one, and its peers beside it."""
    python = environment(place / "ours")
    done([python, "-m", "pip", "install", "-q", wheel or build(python, place)])
    return Peers(
        python=python,
        fitcheck=python.with_name("fitcheck"),
        typer=written(place / "bare_typer.py", TYPER),
        questionary=written(place / "bare_select.py", QUESTIONARY),
        clack=clack(place / "clack"),
        jrnl=jrnl(place / "jrnl"),
    )


def build(python: Path, place: Path) -> Path:
    """The wheel of this checkout."""
    done([python, "-m", "pip", "wheel", "-q", "--no-deps", "-w", place, ROOT])
    return next(place.glob("fitcheck-*.whl"))


def environment(folder: Path, *packages: str) -> Path:
    """A Python of its own with these packages, compiled as an install leaves them."""
    done([sys.executable, "-m", "venv", folder])
    python = folder / "bin" / "python"
    if packages:
        done([python, "-m", "pip", "install", "-q", *packages])
    return python


def jrnl(folder: Path) -> Path | None:
    """The journal of the command line."""
    try:
        return environment(folder, "jrnl").with_name("jrnl")
    except subprocess.CalledProcessError:
        return None


def clack(folder: Path) -> tuple[Path, Path] | None:
    """The prompts of node, where node is."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    folder.mkdir()
    try:
        done([npm, "install", "--silent", "--prefix", folder, "@clack/prompts"])
    except subprocess.CalledProcessError:
        return None
    return Path(node), written(folder / "prompts.mjs", CLACK)


def written(path: Path, text: str) -> Path:
    """A script."""
    path.write_text(text, encoding="utf-8")
    return path


def done(words: list[str | Path]) -> None:
    """Run a command that must succeed, without a word."""
    # An install without compiled files would be measured compiling them, each time.
    surroundings = {key: own for key, own in os.environ.items() if "BYTECODE" not in key}
    subprocess.run([str(word) for word in words], check=True, capture_output=True, env=surroundings)
