"""Measures how quick fitcheck is, as ratios within one run.

    python benchmarks/run.py [--runs 7] [--wheel FILE] [--write docs/speed.md]

Machines differ and are noisy, so every figure is held against something that was
measured in the same run, turn by turn: the clock says what a person waits, the
processor what holds on a busy machine, too. The design's reach stands beside each.
What is measured is an installed wheel. Peers that cannot be had here are left out,
and named. Nothing here is a test: a slow machine breaks no build.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.peers import Peers, install  # noqa: E402
from benchmarks.timed import Taken, Terminal, Words, in_turns, middle, ratio, run  # noqa: E402
from tests.store.made import check_in  # noqa: E402

SEEN = 0.4
"""Seconds after which a key surely answers what was seen."""
DOWN = "\x1b[B"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    reach: str
    wall: str
    processor: str
    ours: str
    """Our own figures: milliseconds on the clock and of the processor, and memory."""


@dataclass(frozen=True)
class Bench:
    """Where things are measured, and how often."""

    place: Path
    peers: Peers
    runs: int

    def surroundings(self, home: str = "home") -> Mapping[str, str]:
        """What the programs may know."""
        known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        place = str(self.place)
        return {**known, "HOME": place, "XDG_CONFIG_HOME": place, "FITCHECK_HOME": self.home(home)}

    def home(self, name: str) -> str:
        """Where a home lies."""
        return str(self.place / name)

    def used(self, name: str, count: int) -> Mapping[str, str]:
        """Surroundings with a home that holds so many check-ins."""
        # In a child, for a program that is begun inherits the most memory of who begins it.
        child = os.fork()
        if not child:
            self._fill(name, count)
            os._exit(0)
        os.waitpid(child, 0)
        return self.surroundings(name)

    def _fill(self, name: str, count: int) -> None:
        from fitcheck.env import new_id
        from fitcheck.store.folder import Folder
        from fitcheck.store.store import Store

        store = Store(Folder(self.place / name))
        store.begin()
        # A day apart, so that every one has a time of its own.
        store.add(check_in(new_id(), days=number - count) for number in range(count))

    def held(
        self, what: str, reach: str, ours: Callable[[], Taken], theirs: Callable[[], Taken]
    ) -> Row:
        """One of our figures, held against another."""
        mine, others = in_turns(ours, theirs, self.runs)
        return Row(
            what,
            reach,
            f"{ratio(mine, others, 'wall'):.2f}",
            f"{ratio(mine, others, 'processor'):.2f}",
            f"{middle(mine, 'wall') * 1000:.0f} ms, {middle(mine, 'processor') * 1000:.0f} ms, "
            f"{middle(mine, 'memory'):.0f} MB",
        )


def main() -> None:
    """Measure everything, print a line each, and write the table where it was asked for."""
    asked = argparse.ArgumentParser(description="How quick fitcheck is, as ratios in one run.")
    asked.add_argument("--runs", type=int, default=7)
    asked.add_argument("--wheel", type=Path, help="measure this one and not the checkout")
    asked.add_argument("--write", type=Path, help="write the table there, as Markdown")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        bench = Bench(place, install(place, given.wheel), given.runs)
        rows = []
        for row in measured(bench):
            told = f"{row.what:58} {row.wall:>6} {row.processor:>6}  reach {row.reach}  {row.ours}"
            print(told, flush=True)
            rows.append(row)
        left_out = [name for name in ("clack", "jrnl") if getattr(bench.peers, name) is None]
        print("left out:", ", ".join(left_out) or "nothing")
    if given.write:
        given.write.write_text(page(rows, left_out, given.runs), encoding="utf-8")


def measured(bench: Bench) -> Iterator[Row]:
    """Every figure, one after the other."""
    yield from starting(bench)
    yield from first_screen(bench)
    yield from next_card(bench)
    yield from many_records(bench)
    yield shipped_files(bench)


def starting(bench: Bench) -> Iterator[Row]:
    """Help and version, against a one-command Typer program."""
    theirs = partial(run, [bench.peers.python, bench.peers.typer, "--help"], bench.surroundings())
    for option in ("--help", "--version"):
        ours = partial(run, [bench.peers.fitcheck, option], bench.surroundings())
        yield bench.held(f"`fitcheck {option}` / one-command Typer", "1.1", ours, theirs)


def painted(words: Words, surroundings: Mapping[str, str], *steps: str) -> Taken:
    """What it took until the last text was painted; between two texts an arrow is pressed."""
    with Terminal(words, surroundings) as terminal:
        taken = terminal.until(steps[0])
        for text in steps[1:]:
            terminal.press(DOWN)
            taken = terminal.until(text)
    return taken


def first_screen(bench: Bench) -> Iterator[Row]:
    """The first words, the first screen, and the first key that is answered."""
    peers, fresh = bench.peers, bench.surroundings("fresh")
    used = bench.used("used", 2)
    ours = partial(painted, [peers.fitcheck])
    theirs = partial(painted, [peers.python, peers.questionary], fresh)
    if peers.clack:
        clack = partial(painted, peers.clack, fresh, "Question 1 of")
        first = partial(ours, fresh, "press Enter")
        yield bench.held("first words, first run / clack", "0.8", first, clack)
    menu = partial(ours, used, "would you like")
    yield bench.held("first screen, used home / questionary", "0.6", menu, partial(theirs, "grasp"))
    # An arrow moves the mark of the place: to the second line of either list.
    key = partial(ours, used, "would you like", "(Enter)")
    other = partial(theirs, "grasp", "rarely")
    yield bench.held("first key answered / questionary", "1.25", key, other)


def cards(words: Words, surroundings: Mapping[str, str], to: str, key: str) -> Iterator[Taken]:
    """What each of twenty cards took, from the key to its picture."""
    with Terminal(words, surroundings) as terminal:
        for told, start in (("own choice", "1"), ("questions", "\r")):
            if to.startswith("Question"):
                break
            terminal.until(told)
            time.sleep(SEEN)
            terminal.press(start)
        before = terminal.until(to.format(number=1))
        for number in range(2, 22):
            time.sleep(SEEN)
            begun = time.perf_counter()
            terminal.press(key)
            after = terminal.until(to.format(number=number))
            wall = time.perf_counter() - begun
            yield Taken(wall, after.processor - before.processor, after.memory)
            before = after


def next_card(bench: Bench) -> Iterator[Row]:
    """From a key to the next card, draft on disk, against the next prompt of a peer."""
    words = [bench.peers.fitcheck, "assess", "--save", "--stage", "established"]
    words += ["--meeting", "video"]
    ours = list(cards(words, bench.used("walk", 0), "{number} of ", "3"))
    late = sorted(one.wall for one in ours)[-2] * 1000
    figures = f"{middle(ours, 'wall') * 1000:.1f} ms, {middle(ours, 'processor') * 1000:.1f} ms"
    if bench.peers.clack:
        theirs = list(cards(bench.peers.clack, bench.surroundings(), "Question {number} of", "\r"))
        yield Row(
            "answer to next card / clack",
            "1.5",
            f"{middle(ours, 'wall') / middle(theirs, 'wall'):.2f}",
            f"{middle(ours, 'processor') / middle(theirs, 'processor'):.2f}",
            figures,
        )
    anew = building_select(bench)
    share = f"{middle(ours, 'wall') / anew:.2f}"
    yield Row("answer to next card / building a select anew", "0.2", share, "", figures)
    yield Row("answer to next card, 95 of 100", "16 ms", f"{late:.1f} ms", "", "")


def building_select(bench: Bench) -> float:
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
    return seconds(bench, code)


def seconds(bench: Bench, code: str) -> float:
    """What a piece of code says that it took."""
    told = subprocess.run(
        [bench.peers.python, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=bench.place,
    )
    return float(told.stdout)


def many_records(bench: Bench) -> Iterator[Row]:
    """Looking back over 520 check-ins, against 2, and against a journal; and over 5,200."""
    few, many, most = bench.used("few", 2), bench.used("many", 520), bench.used("most", 5200)
    fitcheck, menu = bench.peers.fitcheck, partial(painted, [bench.peers.fitcheck])
    for command in ("history", "compare", "show"):
        at = partial(run, [fitcheck, command])
        yield bench.held(
            f"`{command}`, 520 check-ins / 2", "1.2", partial(at, many), partial(at, few)
        )
    yield bench.held(
        "the menu, 520 check-ins / 2",
        "1.2",
        partial(menu, many, "would you like"),
        partial(menu, few, "would you like"),
    )
    at = partial(run, [fitcheck, "history"])
    if bench.peers.jrnl:
        listing = partial(run, journal(bench, 520), bench.surroundings())
        yield bench.held("`history`, 520 / jrnl's list of 520", "1.0", partial(at, many), listing)
    yield bench.held("`history`, 5,200 check-ins / 520", "10", partial(at, most), partial(at, many))
    for command in ("history", "compare", "show"):
        held = run([fitcheck, command], most).memory
        yield Row(f"`{command}`, 5,200 check-ins, memory", "60 MB", f"{held:.0f} MB", "", "")
    held = menu(most, "would you like").memory
    yield Row("the menu, 5,200 check-ins, memory", "60 MB", f"{held:.0f} MB", "", "")


def journal(bench: Bench, count: int) -> Words:
    """A journal of so many entries, and what lists them."""
    folder = bench.place / "journal"
    folder.mkdir()
    days = (date(2020, 1, 1) + timedelta(days=n) for n in range(count))
    entries = (f"[{day} 09:00] A day.\nIt went well.\n" for day in days)
    (folder / "journal.txt").write_text("\n".join(entries), encoding="utf-8")
    settings = folder / "jrnl.yaml"
    settings.write_text(f"journals:\n  default: {folder / 'journal.txt'}\n", encoding="utf-8")
    assert bench.peers.jrnl is not None
    return [bench.peers.jrnl, "--config-file", settings, "-n", str(count), "--short"]


def shipped_files(bench: Bench) -> Row:
    """The bank and the texts, as an installed program reads them."""
    code = (
        "import json, time, fitcheck.content as content, fitcheck.texts as texts\n"
        "import fitcheck.questions.model, msgspec.json\n"
        "begun = time.perf_counter()\n"
        "content.bank(), texts.catalogue()\n"
        "print(time.perf_counter() - begun)\n"
    )
    taken = sorted(seconds(bench, code) for _ in range(bench.runs))[bench.runs // 2]
    return Row("the bank and the texts, read", "5 ms", f"{taken * 1000:.1f} ms", "", "")


def page(rows: list[Row], left_out: list[str], runs: int) -> str:
    """The table as a page."""
    told = ", ".join(left_out) or "nothing"
    head = (
        "# How quick it is\n\n"
        "Made by `python benchmarks/run.py --write docs/speed.md`: an installed wheel,\n"
        f"{runs} runs that took turns with what stands behind the stroke, medians of the ratios\n"
        "of each turn. The clock says what a person waits; the processor holds on a busy\n"
        "machine, too. Our own figures: clock, processor, most memory.\n\n"
        f"Left out because it could not be had: {told}.\n\n"
        "| What | Reach | Clock | Processor | Ours |\n|---|---|---|---|---|\n"
    )
    lines = (
        f"| {row.what} | {row.reach} | {row.wall} | {row.processor} | {row.ours} |\n"
        for row in rows
    )
    return head + "".join(lines)


if __name__ == "__main__":
    main()
