"""Whatever ends a program, at any call, nothing that was kept is lost."""

import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from fitcheck.store.files import Files
from fitcheck.store.folder import Folder
from fitcheck.store.forgetting import find_everything, forget
from fitcheck.store.locking import lock
from fitcheck.store.store import Keeping, Store

from .made import PASSPHRASE, PLANTED
from .operations import (
    CASES,
    KEPT,
    SOME_CASES,
    Ending,
    Homes,
    Operation,
    ToyVault,
    Watching,
    assert_done,
    assert_nothing_lost,
    memory_folder,
    needs_fork,
    opened,
    put_back,
)


def survives(run: Callable[[Ending], object], at: int) -> bool:
    """Run it in a forked process that ends at this call; whether it got to its end."""
    with warnings.catch_warnings():
        # From Python 3.12 on; the child only makes system calls and leaves.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 7
        with suppress(BaseException):
            run(Ending(at))
            code = 0
        os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), f"the program failed by itself, with {code}"
    return code == 0


@pytest.mark.parametrize(("operation", "start"), CASES)
def test_what_a_kill_would_leave_at_any_call(
    homes: Homes, operation: Operation, start: str
) -> None:
    """What is on the disk at any call holds all that was kept, and running again gets it done."""
    with homes.fresh(start) as home:
        files = Watching(home)
        operation.run(opened(home, files))
        assert files.calls > 5
        for left in files.left:
            put_back(home, left)
            assert_nothing_lost(home, operation)
            operation.run(opened(home))
            assert_nothing_lost(home, operation)
            assert_done(home, operation, start)


@needs_fork
@pytest.mark.parametrize(("operation", "start"), SOME_CASES)
def test_killed_at_every_call(homes: Homes, operation: Operation, start: str) -> None:
    """Killed at any call, nothing kept is lost, and running it again gets it done."""
    done, at = False, 0
    while not done:
        at += 1
        with homes.fresh(start) as home:
            done = survives(lambda files: operation.run(opened(home, files)), at)
            assert_nothing_lost(home, operation)
            operation.run(opened(home))
            assert_nothing_lost(home, operation)
            assert_done(home, operation, start)
    assert at > 5


@needs_fork
@pytest.mark.parametrize("start", ["plain", "locked"])
def test_killed_while_forgetting_everything(homes: Homes, start: str) -> None:
    """What is left can be forgotten again, without a passphrase; in the end all is gone."""
    done, at = False, 0
    while not done:
        at += 1
        with homes.fresh(start) as home:
            done = survives(lambda files: forget_all(Store(Folder(home, files))), at)
            forget_all(Store(Folder(home)))
            assert not home.exists()


def forget_all(store: Store) -> None:
    forget(store, find_everything(store))


@needs_fork
@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_killed_on_the_first_run(homes: Homes, locked: bool) -> None:  # noqa: ARG001
    """A home half made never passes for a plain one, and beginning again gets it done."""
    done, at = False, 0
    wanted = Keeping.LOCKED if locked else Keeping.PLAIN
    while not done:
        at += 1
        with memory_folder() as folder:
            home = folder / "home"
            done = survives(lambda files: begin(home, locked, files), at)  # noqa: B023
            assert Store(Folder(home)).keeping in (Keeping.NOTHING, wanted)
            begin(home, locked, Files())
            path = opened(home).save(KEPT[0])
            assert tuple(opened(home).each_record()) == KEPT[:1]
            assert Store(Folder(home)).keeping is wanted
            assert locked == (PLANTED.encode() not in path.read_bytes())


def begin(home: Path, locked: bool, files: Files) -> None:
    store = Store(Folder(home, files), vault=ToyVault())
    if locked:
        lock(store, PASSPHRASE)
    else:
        store.begin()
