"""Whatever ends or refuses a program, at any call, nothing that was kept is lost."""

import errno
import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from fitcheck.errors import FitcheckError
from fitcheck.files import Files
from fitcheck.history import History, Keeping

from .made import PASSPHRASE, PLANTED
from .operations import (
    CASES,
    KEPT,
    NEW,
    OPERATIONS,
    Ending,
    Homes,
    Operation,
    Refusing,
    ToyVault,
    anonymous,
    assert_done,
    assert_nothing_lost,
    forget,
    memory_folder,
    needs_fork,
    opened,
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


@needs_fork
@pytest.mark.parametrize(("operation", "start"), CASES)
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


@pytest.mark.parametrize(
    ("number", "for_good"),
    [(errno.ENOSPC, False), (errno.EACCES, True)],
    ids=["full once", "denied for good"],
)
@pytest.mark.parametrize(("operation", "start"), CASES)
def test_refused_at_every_call(
    homes: Homes, operation: Operation, start: str, number: int, for_good: bool
) -> None:
    """A full disk or a missing permission is told as a sentence, and nothing is lost."""
    reached, at = True, 0
    while reached:
        at += 1
        with homes.fresh(start) as home:
            files = Refusing(number, at, for_good)
            with suppress(FitcheckError):
                operation.run(opened(home, files))
            reached = files.reached
            assert_nothing_lost(home, operation)
            operation.run(opened(home))
            assert_done(home, operation, start)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=["full", "denied"])
@pytest.mark.parametrize("start", ["plain", "locked"])
@pytest.mark.parametrize("name", ["save", "write a draft"])
def test_what_is_not_told_is_kept(homes: Homes, name: str, start: str, number: int) -> None:
    """Nothing counts as kept that is not on the disk."""
    operation, reached, at = OPERATIONS[name], True, 0
    while reached:
        at += 1
        with homes.fresh(start) as home:
            files = Refusing(number, at)
            told: FitcheckError | None = None
            try:
                operation.run(opened(home, files))
            except FitcheckError as error:
                told = error
            reached = files.reached
            assert told is None or (told.what and told.todo)
            if told is None:
                history = opened(home)
                kept = {one.id for one in history.records().records}
                assert {one.id for one in operation.writes} <= kept
                wanted = operation.drafts[-1]
                assert wanted
                assert anonymous(history.draft(NEW.id)) == anonymous(wanted)


@needs_fork
@pytest.mark.parametrize("start", ["plain", "locked"])
def test_killed_while_forgetting_everything(homes: Homes, start: str) -> None:
    """What is left can be forgotten again, without a passphrase; in the end all is gone."""
    done, at = False, 0
    while not done:
        at += 1
        with homes.fresh(start) as home:
            done = survives(lambda files: forget_all(History(home, files=files)), at)
            forget_all(History(home))
            assert not home.exists()


def forget_all(history: History) -> None:
    forget(history, lambda care: care.of_everything())


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
            assert History(home).keeping in (Keeping.NOTHING, wanted)
            begin(home, locked, Files())
            path = opened(home).save(KEPT[0])
            assert opened(home).records().records == KEPT[:1]
            assert History(home).keeping is wanted
            assert locked == (PLANTED.encode() not in path.read_bytes())


def begin(home: Path, locked: bool, files: Files) -> None:
    history = History(home, files=files, vault=ToyVault())
    if locked:
        history.begin_locked(PASSPHRASE)
    else:
        history.begin()
