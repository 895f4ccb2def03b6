"""Builds the wheel, installs it far from the checkout, and takes a check-in with it.

Run as `python tests/wheel.py`. What a wheel lacks is not seen from a checkout:
there the data files lie in another place.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ANSWERS = {
    "stage": "established",
    "meeting": "video",
    "answers": {"could-disagree": "no", "understood": "often", "misread": "once"},
    "topics": [{"question": "could-disagree", "wish": "Ask me twice."}],
}


def main() -> None:
    """Build, install, take one check-in through a pipe, and look at what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        fitcheck = install(build(place), place)
        home = place / "home"
        environment = {"PATH": os.environ["PATH"], "FITCHECK_HOME": str(home), "HOME": folder}
        note = place / "note.md"
        told = run(
            [fitcheck, "assess", "--answers", "-", "--save", "--json", "-o", str(note)],
            environment,
            json.dumps(ANSWERS),
        )
        statuses = {point["id"]: point["status"] for point in json.loads(told)["points"]}
        assert statuses["2"] == "worth-a-look", statuses
        assert "Ask me twice." in note.read_text(encoding="utf-8")
        assert "Ask me twice." in run([fitcheck, "report", "-o", "-"], environment)
        assert "bring" in run([fitcheck, "learn", "bring-it-up"], environment).lower()
        assert "complete" in run([fitcheck, "completion", "bash"], environment)
        assert (place / "venv" / "share" / "man" / "man1" / "fitcheck.1").exists()
        reads_no_yaml(Path(fitcheck), environment)
    print("The wheel takes a check-in.")


def reads_no_yaml(fitcheck: Path, environment: dict[str, str]) -> None:
    """What is shipped was compiled: an installed program never loads the parser for it."""
    python = fitcheck.with_name("python")
    code = (
        "import sys; from fitcheck.content import bank, reading; from fitcheck.texts import say;"
        "bank(); reading(); say('menu.title'); print('yaml' in sys.modules)"
    )
    assert run([str(python), "-c", code], environment).strip() == "False"


def build(place: Path) -> Path:
    """The wheel of this checkout, built with what the lock holds."""
    pip = [sys.executable, "-m", "pip"]
    options = ["--no-deps", "--no-build-isolation", "-q", "-w", str(place)]
    run([*pip, "wheel", *options, str(ROOT)], dict(os.environ))
    return next(place.glob("fitcheck-*.whl"))


def install(wheel: Path, place: Path) -> str:
    """The command of the installed wheel, in a fresh environment with what the lock holds."""
    venv.create(place / "venv", with_pip=True)
    scripts = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "-q"]
    run([*install, "-r", str(ROOT / "requirements.txt")], dict(os.environ))
    run([*install, "--no-deps", str(wheel)], dict(os.environ))
    return str(scripts / "fitcheck")


def run(command: list[str], environment: dict[str, str], stdin: str = "") -> str:
    """What a command wrote to its standard output; it must succeed."""
    done = subprocess.run(
        command,
        env=environment,
        input=stdin,
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=False,
        cwd=tempfile.gettempdir(),
    )
    if done.returncode:
        raise SystemExit(f"{command} left with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
