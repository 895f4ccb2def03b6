"""Files that a person names, and what is typed instead: each told as what it is."""

from pathlib import Path

import pytest

from fitcheck.env import Env
from tests.world import World

ANSWERS = "stage: established\nanswers: {understood: often}\n"

TAKES_A_FILE = ("assess --answers", "questions lint", "questions list --checklist", "data import")


@pytest.mark.parametrize("command", TAKES_A_FILE)
def test_what_is_no_file_is_told(world: World, tmp_path: Path, command: str) -> None:
    """A folder, a name without a file, an address on the web: a sentence, and what to do."""
    for named, told in (
        (str(tmp_path), "is a folder. Name a file in it."),
        ("", "is a folder"),
        (str(tmp_path / "missing.yaml"), "Check the name"),
        ("https://example.org/mine.yaml", "an address on the web"),
    ):
        ran = world.fitcheck(*command.split(), named)
        assert (ran.code, ran.out) == (1, "")
        assert told in ran.err
    assert not world.home.exists()


def test_a_spreadsheet_cannot_be_brought_in(world: World, tmp_path: Path) -> None:
    """It is told as our own, with the export that can be."""
    world.fitcheck("assess", "--answers", "-", "--save", stdin=ANSWERS)
    table = tmp_path / "all.csv"
    world.fitcheck("data", "export", "-o", table)
    for named, stdin in ((table, ""), ("-", table.read_text("utf-8"))):
        ran = world.fitcheck("data", "import", named, stdin=stdin)
        assert ran.code == 1
        assert "spreadsheet" in ran.err
        assert "data export" in ran.err


@pytest.mark.parametrize("command", ["assess --answers -", "data import -", "jot -"])
def test_who_types_the_input_is_told_how_it_ends(world: World, command: str) -> None:
    """A program that waits without a word seems to hang."""
    (world.home / "records").mkdir(parents=True)
    assert "Ctrl-D" in world.fitcheck(*command.split(), terminal=True).err
    assert "Ctrl-D" not in world.fitcheck(*command.split()).err


def test_a_home_is_told_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However FITCHECK_HOME names it, each place can be found from anywhere."""
    monkeypatch.chdir(tmp_path)
    env = Env.of_process()._replace(variables={"FITCHECK_HOME": "here"})
    assert env.home == tmp_path / "here"
    world = World(Path("here"))
    world.fitcheck("assess", "--answers", "-", "--save", stdin=ANSWERS)
    told = world.fitcheck("data", "where").out
    assert f"{tmp_path}/here/records: 1 file" in told


def test_check_ins_that_cannot_be_read_are_not_none(world: World) -> None:
    """Whoever has damaged files is not told that there is nothing, and to begin."""
    world.fitcheck("assess", "--answers", "-", "--save", stdin=ANSWERS)
    (kept,) = (world.home / "records").iterdir()
    kept.write_text("broken", encoding="utf-8")
    for command in ("show", "history", "compare", "report"):
        ran = world.fitcheck(command)
        assert ran.code == 2
        assert "none of them could be read" in ran.err
        assert "There is no check-in yet" not in ran.err
