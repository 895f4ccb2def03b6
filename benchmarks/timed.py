"""What a program takes: time on the clock, time of the processor, and memory."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect

Words = Sequence[str | Path]


@dataclass(frozen=True)
class Taken:
    """What one run took, up to the moment that was waited for."""

    wall: float
    """Seconds on the clock: what a person waits, and what a busy machine makes longer."""
    processor: float
    """Seconds of the processor; 0 where the system does not tell."""
    memory: float
    """The most that was held, in MB; 0 where the system does not tell."""


def run(words: Words, surroundings: Mapping[str, str]) -> Taken:
    """A command from its start to its end; its failure ends the benchmark."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        # By way of a small shell: a child begins with the memory of who started it.
        ["sh", "-c", '"$@"; exit $?', "sh", *map(str, words)],
        env=dict(surroundings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begun
    if child_failed := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(map(str, words))} ended with {child_failed}")
    return Taken(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


class Terminal:
    """A program in a real terminal of 80 by 24."""

    def __init__(self, words: Words, surroundings: Mapping[str, str]) -> None:
        self._words = [str(word) for word in words]
        self._surroundings = {"TERM": "xterm", **surroundings}

    def __enter__(self) -> Self:
        self.begun = time.perf_counter()
        first, *rest = self._words
        self._child = pexpect.spawn(
            first, rest, env=self._surroundings, dimensions=(24, 80), encoding="utf-8"
        )
        self._child.delaybeforesend = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.close(force=True)

    def until(self, text: str) -> Taken:
        """Wait until a text has been painted; what it took since the start."""
        self._child.expect_exact(text, timeout=60)
        wall = time.perf_counter() - self.begun
        return Taken(wall, self._processor(), self._memory())

    def press(self, key: str) -> None:
        """Press a key."""
        self._child.send(key)

    def _processor(self) -> float:
        """Of all threads: some peers have several."""
        tasks = Path(f"/proc/{self._child.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text(encoding="ascii").split()[0]) for one in tasks) / 1e9

    def _memory(self) -> float:
        status = Path(f"/proc/{self._child.pid}/status")
        lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
        peaks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
        return max(peaks, default=0) / 1024


def in_turns(
    ours: Callable[[], Taken], theirs: Callable[[], Taken], runs: int
) -> tuple[list[Taken], list[Taken]]:
    """Runs of both that took turns, after one of each that does not count."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return [one for one, _ in pairs], [one for _, one in pairs]


def ratio(ours: Sequence[Taken], theirs: Sequence[Taken], name: str) -> float:
    """The median of the ratios of each turn."""
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(getattr(a, name) / (getattr(b, name) or 1) for a, b in pairs)


def middle(taken: Sequence[Taken], name: str) -> float:
    """The median of one figure."""
    return statistics.median(getattr(one, name) for one in taken)
