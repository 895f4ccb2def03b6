"""What a shell offers on Tab, asked of each shell that is there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pytest

from fitcheck.cli.completion import SHELLS
from fitcheck.vocabulary import Shell
from tests.world import World

ANSWERS = "stage: established\ntherapist: Sam\nanswers: {understood: often}\n"

OFFERED = {
    "sho": "show",
    "show late": "latest",
    "show aaa": "aaaaaa",
    "assess --only part": "partnership",
    "learn clos": "closeness",
    "learn help can": "canada",
    "learn say disag": "disagreeing",
    "questions show could-st": "could-stop",
    "jot --instead-of aaa": "aaaaab",
}
"""What was typed behind `fitcheck`, and the one word that is offered for it."""

Around = Mapping[str, str]


@pytest.fixture
def around(tmp_path: Path, world: World) -> Around:
    """The surroundings of a shell in which `fitcheck` is this one, with two things kept."""
    world.fitcheck("assess", "--answers", "-", "--save", stdin=ANSWERS)
    world.fitcheck("jot", "A thought.")
    place = tmp_path / "bin" / "fitcheck"
    place.parent.mkdir()
    place.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fitcheck "$@"\n', encoding="utf-8")
    place.chmod(0o755)
    return {
        "PATH": f"{place.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "FITCHECK_HOME": str(world.home),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }


def said(around: Around, *words: str) -> list[str]:
    """The lines that a shell wrote."""
    ran = subprocess.run(
        words, env=dict(around), capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.splitlines()


def in_bash(typed: str, around: Around) -> list[str]:
    """What bash offers."""
    lines = (
        f"source {SHELLS}/bash",
        f"COMP_WORDS=(fitcheck {typed})",
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))",
        "_fitcheck_completion fitcheck",
        'echo "${COMPREPLY[*]}"',
    )
    return said(around, "bash", "--norc", "-c", "\n".join(lines))


def in_fish(typed: str, around: Around) -> list[str]:
    """What fish offers, without what it says beside."""
    line = f"source {SHELLS}/fish; complete --do-complete 'fitcheck {typed}'"
    return [offer.partition("\t")[0] for offer in said(around, "fish", "--no-config", "-c", line)]


def in_zsh(typed: str, around: Around) -> list[str]:
    """The word that zsh puts there."""
    child = pexpect.spawn("zsh", ["-f", "-i"], env=dict(around), encoding="utf-8", timeout=30)
    try:
        # What is echoed of this line is not what it makes.
        prompt = "zle_highlight=(suffix:none); PS1='Rea''dy: '"
        child.sendline(f"autoload -U compinit; compinit -D; source {SHELLS}/zsh; {prompt}")
        child.expect_exact("Ready: ")
        child.send(f"fitcheck {typed}\t")
        child.expect(rf"fitcheck {typed}[^ ]* ")
        return [child.match.group().split()[-1]]
    finally:
        child.close(force=True)


ASKED: Mapping[Shell, Callable[[str, Around], list[str]]] = {
    Shell.BASH: in_bash,
    Shell.ZSH: in_zsh,
    Shell.FISH: in_fish,
}


@pytest.mark.parametrize("shell", ASKED)
def test_a_shell_offers_what_fits(shell: Shell, around: Around) -> None:
    """Commands, check-ins, questionnaires, subjects, countries, questions, thoughts."""
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    ask = ASKED[shell]
    assert {typed: ask(typed, around) for typed in OFFERED} == {
        typed: [word] for typed, word in OFFERED.items()
    }


def test_no_label_is_offered(around: Around) -> None:
    """Who a check-in is about is told to nobody who only presses Tab."""
    assert in_bash("history --therapist ''", around) == [""]


@pytest.mark.parametrize("shell", Shell)
def test_a_shell_gets_its_own_lines(world: World, shell: Shell) -> None:
    """`completion` writes them for the shell that is named, whichever is in use."""
    assert world.fitcheck("completion", shell).out == (SHELLS / shell).read_text("utf-8")
