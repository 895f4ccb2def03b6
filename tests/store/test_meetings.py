"""Two programs on one store: whatever comes between, nothing of either is lost."""

import os
import warnings
from collections.abc import Callable

import msgspec
import pytest

from fitcheck.errors import FitcheckError
from fitcheck.store.folder import Folder
from fitcheck.store.locking import lock, unlock
from fitcheck.store.store import Keeping, Store

from .made import PASSPHRASE, PLANTED, check_in
from .operations import (
    NEW,
    OPERATIONS,
    SITTING,
    Homes,
    Meeting,
    Operation,
    ToyVault,
    anonymous,
    assert_nothing_in_clear,
    assert_nothing_lost,
    needs_fork,
    opened,
)

KEEPING = ("lock", "unlock")

PAIRS = [
    *((one, two) for one in SITTING for two in (one, *KEEPING, "forget a check-in")),
    # Alone means alone, whatever the other is: two that write will do.
    *((one, two) for one in KEEPING for two in ("save", "write a draft", *KEEPING)),
    *(("import", two) for two in (*KEEPING, "import")),
    *(("change the passphrase", two) for two in ("write a draft", "unlock")),
    *(("forget a check-in", two) for two in ("save", *KEEPING)),
]
NOTHING_TO_DO = {("lock", "locked"), ("unlock", "plain")}
STARTS = [
    pytest.param(
        *(OPERATIONS[one], OPERATIONS[two], start),
        id=f"{one}, {two}, {start}",
        marks=() if one in SITTING else pytest.mark.long,
    )
    for one, two in PAIRS
    for start in OPERATIONS[one].starts
    if not {(one, start), (two, start)} & NOTHING_TO_DO or one == two
]
"""By default only what may come between a sitting; the rest in the long form."""


@pytest.mark.parametrize(("one", "two", "start"), STARTS)
def test_one_comes_between_any_two_calls_of_the_other(
    homes: Homes, one: Operation, two: Operation, start: str
) -> None:
    """Both records are kept, each draft is whole, and nothing stays in clear by mistake."""
    met, at = True, 0
    while met:
        at += 1
        with homes.fresh(start) as home:
            files = Meeting(lambda: two.run(opened(home)), at)
            failed = False
            try:
                one.run(opened(home, files))
            except FitcheckError:
                failed = True
            met = bool(files.met)
            assert_nothing_lost(home, one, two)
            kept = {each.id for each in tuple(opened(home).each_record())}
            assert failed or {each.id for each in one.writes} - two.gone <= kept
            done = [*([] if failed else [one]), *([two] if files.met == [None] else [])]
            if {one.name, two.name} < {"write a draft", *KEEPING} and any(
                each.name == "write a draft" for each in done
            ):
                assert anonymous(opened(home).draft(NEW.id)) == anonymous(NEW)
            if files.met == [None]:
                assert {each.id for each in two.writes} - one.gone <= kept
                # Whoever wrote looked once more how answers are kept.
                if not failed and Store(Folder(home)).keeping is Keeping.LOCKED:
                    assert_nothing_in_clear(home)


@needs_fork
def test_one_of_two_programs_gets_a_draft(homes: Homes) -> None:
    """Two that claim in the same instant: one goes on, one is told, none is lost."""
    for _ in range(10):
        with homes.fresh("plain") as home:
            claim = lambda: opened(home).claim_draft("d2draf")  # noqa: E731
            assert sorted(exit_codes(claim, claim)) == [0, 3]
            assert len(opened(home).drafts()) == 1


@needs_fork
def test_two_programs_never_overwrite_each_other(homes: Homes) -> None:
    """Two that keep different records under one name: the first stays, the other is told."""
    ida, mona = (check_in("s2same", therapist=name) for name in ("Ida", "Mona"))
    for _ in range(10):
        with homes.fresh("plain") as home:
            codes = exit_codes(
                lambda: opened(home).save(ida),
                lambda: opened(home).save(mona),
            )
            assert sorted(codes) == [0, 3]
            first = (ida, mona)[codes.index(0)]
            assert first in tuple(opened(home).each_record())


def exit_codes(*calls: Callable[[], object]) -> list[int]:
    """What became of processes that start at once: 0 done, 3 told."""
    gate_out, gate_in = os.pipe()
    children = [_child(call, gate_out, gate_in) for call in calls]
    os.close(gate_in)  # opens the gate
    os.close(gate_out)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _child(call: Callable[[], object], gate_out: int, gate_in: int) -> int:
    with warnings.catch_warnings():
        # From Python 3.12 on; the child only makes system calls and leaves.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(gate_in)
        os.read(gate_out, 1)
        code = 7
        try:
            call()
            code = 0
        except FitcheckError:
            code = 3
        finally:
            os._exit(code)
    return child


@needs_fork
def test_a_sitting_goes_on_while_everything_is_locked_and_unlocked(homes: Homes) -> None:
    """What was acknowledged last is what is there, however often the lock changes."""
    with homes.fresh("plain") as home:

        def sit() -> None:
            store = Store(Folder(home), vault=ToyVault())
            for number in range(200):
                store.write_draft(msgspec.structs.replace(NEW, typed=f"{PLANTED} {number}"))

        def turn() -> None:
            store = Store(Folder(home), vault=ToyVault())
            for _ in range(5):
                lock(store, PASSPHRASE)
                assert unlock(store, PASSPHRASE) == ()
            lock(store, PASSPHRASE)

        assert exit_codes(sit, turn) == [0, 0]
        assert opened(home).draft(NEW.id).typed == f"{PLANTED} 199"
        assert_nothing_in_clear(home)
