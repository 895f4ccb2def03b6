"""Measures how quick fitcheck is, as ratios within one run.

    python benchmarks/run.py

Machines differ and are noisy, so every figure is held against something that
was measured in the same run, turn by turn. The design's reach stands beside
each. Nothing here is a test: a slow machine breaks no build.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.store.made import check_in  # noqa: E402

RUNS = 15
SEEN = 0.4
"""Seconds after which a key surely answers what was seen."""
FITCHECK = [sys.executable, "-m", "fitcheck"]

BARE_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def main(name: str = "you") -> None:
    "Say hello."
app()
"""

BARE_SELECT = """
import questionary
questionary.select("They grasp what I mean.", choices=["never", "rarely", "often"]).ask()
"""

USED = """
import resource, subprocess, sys
out = subprocess.DEVNULL
subprocess.run(sys.argv[1:], stdin=out, stdout=out, stderr=out)
told = resource.getrusage(resource.RUSAGE_CHILDREN)
print(told.ru_utime + told.ru_stime, told.ru_maxrss)
"""
"""Runs a command from a small process: a child begins with the memory of its parent."""

COPIER = """
_min_copier_version: "9"
grasp:
  type: str
  choices: [never, rarely, often]
"""


def main() -> None:
    """Measure everything and print one line each."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for measure in (start, first_card, next_card, many_records, bank_load):
            measure(place)


def told(what: str, ratio: float, reach: str) -> None:
    """Print one figure with what it should reach."""
    print(f"{what:58} {ratio:6.2f}   reach: {reach}", flush=True)


def start(place: Path) -> None:
    """Help and version, against a one-command Typer program."""
    bare = place / "bare.py"
    bare.write_text(BARE_TYPER, encoding="utf-8")
    for option in ("--help", "--version"):
        ratio = paired(
            lambda option=option: run([*FITCHECK, option]),
            lambda: run([sys.executable, str(bare), "--help"]),
        )
        told(f"fitcheck {option} / one-command Typer program", ratio, "1.2")


def first_card(place: Path) -> None:
    """The first card painted, against a bare questionary prompt and copier's first."""
    home = used_home(place / "used", 2)
    bare = place / "bare_select.py"
    bare.write_text(BARE_SELECT, encoding="utf-8")
    ours = [*FITCHECK, "assess", "--stage", "established", "--only", "partnership"]
    ours += ["--meeting", "video", "--no-save"]

    def card() -> float:
        return painted(ours, home, "own choice")

    ratio = paired(card, lambda: painted([sys.executable, str(bare)], home, "grasp"))
    told("first screen painted / bare questionary select", ratio, "1.5")
    if run([sys.executable, "-c", "import copier"], check=False):
        template = place / "template"
        template.mkdir()
        (template / "copier.yml").write_text(COPIER, encoding="utf-8")
        command = [sys.executable, "-m", "copier", "copy", str(template)]
        ratio = paired(card, lambda: painted([*command, str(place / "made")], home, "grasp"))
        told("first screen painted / copier's first prompt", ratio, "0.70")


def next_card(place: Path) -> None:
    """From a key to the next card, draft on disk, against building a select anew."""
    home = used_home(place / "walk", 0)
    (home / "records").mkdir(parents=True, exist_ok=True)
    waits: list[float] = []
    command = [*FITCHECK, "assess", "--stage", "established", "--meeting", "video"]
    with Terminal(command, home) as terminal:
        terminal.until("own choice")
        time.sleep(SEEN)
        terminal.press("1")
        terminal.until("questions, about")
        time.sleep(SEEN)
        terminal.press("\r")
        terminal.until("1 of ")
        for number in range(2, 24):
            time.sleep(SEEN)
            begun = time.perf_counter()
            terminal.press("4" if number < 20 else "1")
            terminal.until(f"{number} of ")
            waits.append(time.perf_counter() - begun)
    anew = building_select()
    told("answer to next card, median / building select anew", median(waits) / anew, "0.25")
    late = sorted(waits)[int(len(waits) * 0.95)] * 1000
    print(f"{'answer to next card, p95 in ms':58} {late:6.1f}   reach: 16")


def building_select() -> float:
    """Seconds to build and paint one select, as a script does it for each question."""
    code = (
        "import time, questionary, statistics\n"
        "from prompt_toolkit.input import create_pipe_input\n"
        "from prompt_toolkit.output import DummyOutput\n"
        "taken = []\n"
        "with create_pipe_input() as keys:\n"
        "    for _ in range(30):\n"
        "        keys.send_text('\\r')\n"
        "        begun = time.perf_counter()\n"
        "        questionary.select('How often?', choices=['a', 'b', 'c', 'd', 'e'],\n"
        "            input=keys, output=DummyOutput()).unsafe_ask()\n"
        "        taken.append(time.perf_counter() - begun)\n"
        "print(statistics.median(taken))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def many_records(place: Path) -> None:
    """Looking back over 520 check-ins, against 2, and over 5,200: processor time and memory."""
    few, many = used_home(place / "few", 2), used_home(place / "many", 520)
    most = used_home(place / "most", 5200)
    for command in ("history", "compare", "show"):
        ratio = paired(lambda: used([command], many)[0], lambda: used([command], few)[0])  # noqa: B023
        told(f"{command} with 520 check-ins / with 2, processor", ratio, "1.2")
        ratio = paired(lambda: used([command], most)[0], lambda: used([command], many)[0], 5)  # noqa: B023
        told(f"{command} with 5,200 check-ins / with 520, processor", ratio, "10")
        memory_told(f"{command} with 5,200 check-ins", used([command], most)[1])
    for words in (["data", "check"], ["data", "export", "-o", str(place / "all.json")]):
        memory_told(f"{' '.join(words[:2])} with 5,200 check-ins", used(words, most)[1])


def memory_told(what: str, megabytes: float) -> None:
    """Print one figure of memory with what it should reach."""
    print(f"{f'{what}, MB at most':58} {megabytes:6.0f}   reach: 60", flush=True)


def used(words: Sequence[str], home: Path) -> tuple[float, float]:
    """The processor's seconds and the most memory of a command, which no busy machine changes."""
    command = [sys.executable, "-c", USED, *FITCHECK, *words]
    done = subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=True
    )
    seconds, kilobytes = map(float, done.stdout.split())
    return seconds, kilobytes / 1024


def bank_load(place: Path) -> None:
    """The bank, beyond importing yaml."""
    del place
    code = (
        "import time, yaml, fitcheck.questions.loading.load, fitcheck.content as library\n"
        "begun = time.perf_counter()\n"
        "library.bank()\n"
        "print(time.perf_counter() - begun)\n"
    )
    taken = []
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        taken.append(float(done.stdout))
    print(
        f"{'the bank loaded beyond import yaml, in ms':58} {median(taken) * 1000:6.1f}   reach: 40"
    )


def paired(ours: Callable[[], float], theirs: Callable[[], float], runs: int = RUNS) -> float:
    """The median of the ratios of runs that took turns."""
    ours(), theirs()
    return median([ours() / theirs() for _ in range(runs)])


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def run(command: Sequence[str], home: Path | None = None, *, check: bool = True) -> float:
    """Seconds that a command took; 0 where it failed and may."""
    begun = time.perf_counter()
    done = subprocess.run(command, env=environment(home), capture_output=True, check=False)
    if done.returncode and check:
        raise SystemExit(done.stderr.decode())
    return 0.0 if done.returncode else time.perf_counter() - begun


def painted(command: Sequence[str], home: Path, text: str) -> float:
    """Seconds until a text is on the terminal."""
    with Terminal(command, home) as terminal:
        terminal.until(text)
        return time.perf_counter() - terminal.begun


class Terminal:
    """A program in a real terminal."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._command, self._home = command, home

    def __enter__(self) -> "Terminal":
        self.begun = time.perf_counter()
        self._child = pexpect.spawn(
            self._command[0],
            list(self._command[1:]),
            env=environment(self._home),
            dimensions=(24, 80),
            encoding="utf-8",
        )
        self._child.delaybeforesend = None
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def until(self, text: str) -> None:
        """Wait until a text has been painted."""
        self._child.expect_exact(text, timeout=20)

    def press(self, key: str) -> None:
        """Press a key."""
        self._child.send(key)


def environment(home: Path | None) -> dict[str, str]:
    """What the programs may know of their surroundings."""
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    found = {"FITCHECK_HOME": str(home)} if home is not None else {}
    return {
        **known,
        **found,
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "PYTHONPATH": str(ROOT),
    }


def used_home(home: Path, count: int) -> Path:
    """A home that holds so many check-ins."""
    from fitcheck.env import new_id
    from fitcheck.store.folder import Folder
    from fitcheck.store.store import Store

    store = Store(Folder(home))
    store.begin()
    # A day apart, so that every one has a time of its own.
    store.add(check_in(new_id(), days=number - count) for number in range(count))
    return home


if __name__ == "__main__":
    main()
