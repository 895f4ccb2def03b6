"""Records that were changed by chance, by hand or with intent: refused, or shown as uncertain.

The long form tries 100,000 in processes of their own, with limits of time and memory:
`pytest -m long tests/store/test_fuzz.py`.
"""

import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import msgspec
import pytest

from fitcheck.store.codec import (
    NewerError,
    NotOursError,
    decode,
    encode,
    is_certain,
)
from fitcheck.store.records import CheckIn, Draft, Record
from fitcheck.views.spreadsheet import to_csv
from fitcheck.views.summary import all_answers, summary

from .made import PLANTED, amendment, check_in, draft, follow_up, item, jot, note, page

SECONDS = 5
"""Nothing that a file holds may take longer."""

MEGABYTES = 300
"""Nor more memory."""

LONG, PROCESSES = 100_000, 10

WHOLE: tuple[Record | Draft, ...] = (
    check_in(items=(item(1, note=PLANTED), item(2, "rarely"))),
    page(),
    note(),
    follow_up(),
    amendment(),
    jot(),
    draft(),
)

WORDS = (
    *("", "often", "event", "ticks", "{text.__class__}", "{text:>300000000}", "\x1b[2J", "../.."),
    *("\u202e", "x" * 100_000, "k3f9q2", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"),
)


def changed(dice: random.Random, data: bytes) -> bytes:
    """A file in which something is different: bits, bytes, a part, or a value."""
    kind = dice.randrange(5)
    at = dice.randrange(len(data))
    match kind:
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + dice.randbytes(dice.randrange(1, 9)) + data[at + dice.randrange(9) :]
        case 2:
            return data[:at]
        case 3:
            other = dice.randrange(len(data))
            return data[:at] + data[other : other + dice.randrange(400)] + data[at:]
    tree = msgspec.json.decode(data)
    _swap(dice, tree)
    return msgspec.json.encode(tree)


def _swap(dice: random.Random, tree: object) -> None:
    """Put another value somewhere in a tree."""
    while True:
        if isinstance(tree, dict):
            keys: list[object] = list(tree)
        elif isinstance(tree, list):
            keys = list(range(len(tree)))
        else:
            return
        if not keys:
            return
        key = dice.choice(keys)
        inner = tree[key]  # type: ignore[call-overload]
        if not isinstance(inner, dict | list) or not inner or dice.random() < 0.2:
            values: tuple[object, ...] = (None, True, -1, 7, 10**30, 0.5, [], {}, [[]], *WORDS)
            tree[key] = dice.choice(values)  # type: ignore[call-overload]
            return
        tree = inner


def look_at(data: bytes, whole: bytes) -> str:
    """Read a file and show all of it; what became of it. Anything else raised is a bug."""
    certain = is_certain(data)
    assert not certain or data == whole
    try:
        record = decode(data)
    except (NotOursError, NewerError):
        return "refused"
    if isinstance(record, CheckIn):
        summary(record)
        all_answers(record.responses)
        "".join(to_csv([record]))
    return "certain" if certain else "uncertain"


def look_at_many(seed: int, count: int) -> dict[str, int]:
    """Change files and look at them, as many times; how many came out which way."""
    dice = random.Random(seed)
    files = [encode(one) for one in WHOLE]
    came = {"refused": 0, "uncertain": 0, "certain": 0}

    def too_slow(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("a file took too long")

    signal.signal(signal.SIGALRM, too_slow)
    for _ in range(count):
        whole = dice.choice(files)
        data = changed(dice, whole)
        signal.alarm(SECONDS)
        try:
            came[look_at(data, whole)] += 1
        finally:
            signal.alarm(0)
    return came


@pytest.mark.skipif(sys.platform == "win32", reason="needs an alarm")
def test_some_changed_files_are_refused_or_uncertain() -> None:
    """Whatever is changed in a file, it is no bug, and nothing passes for what was said."""
    came = look_at_many(1, 1500)
    assert came["refused"] > 100
    assert came["uncertain"] > 100


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="needs an alarm")
@pytest.mark.parametrize("seed", range(PROCESSES))
def test_many_changed_files_are_refused_or_uncertain(
    seed: int, record_property: Callable[[str, object], None]
) -> None:
    """So it is a hundred thousand times, in little time and little memory each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.test_fuzz", str(seed), str(LONG // PROCESSES)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    record_property("came", done.stdout.strip())


def main() -> None:
    """What a child process does: `python -m tests.store.test_fuzz SEED COUNT`."""
    came = look_at_many(int(sys.argv[1]), int(sys.argv[2]))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert megabytes < MEGABYTES, megabytes
    sys.stdout.write(f"{came} {megabytes} MB\n")


if __name__ == "__main__":
    main()
