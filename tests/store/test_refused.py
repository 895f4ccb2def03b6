"""Whatever the system refuses, at any call, is told, and nothing that was kept is lost."""

import errno
from contextlib import suppress

import pytest

from fitcheck.errors import FitcheckError
from fitcheck.store.files import explain
from fitcheck.texts import say_todo, say_what

from .operations import (
    CASES,
    NEW,
    OPERATIONS,
    SOME_CASES,
    Homes,
    Operation,
    Refusing,
    anonymous,
    assert_done,
    assert_nothing_lost,
    opened,
)


@pytest.mark.parametrize(("operation", "start"), CASES)
def test_refused_at_every_call(homes: Homes, operation: Operation, start: str) -> None:
    """A disk that is full for a moment is told as a sentence, and nothing is lost."""
    refuse_every_call(homes, operation, start, errno.ENOSPC, for_good=False)


@pytest.mark.parametrize(("operation", "start"), SOME_CASES)
def test_refused_from_every_call_on(homes: Homes, operation: Operation, start: str) -> None:
    """So is a permission that is gone for good."""
    refuse_every_call(homes, operation, start, errno.EACCES, for_good=True)


def refuse_every_call(
    homes: Homes, operation: Operation, start: str, number: int, *, for_good: bool
) -> None:
    reached, at = True, 0
    while reached:
        at += 1
        with homes.fresh(start) as home:
            files = Refusing(number, at, for_good)
            with suppress(FitcheckError, OSError):
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
            except OSError as error:
                told = explain(error)
            reached = files.reached
            assert told is None or (say_what(told) and say_todo(told))
            if told is None:
                store = opened(home)
                kept = {one.id for one in tuple(store.each_record())}
                assert {one.id for one in operation.writes} <= kept
                wanted = operation.drafts[-1]
                assert wanted
                assert anonymous(store.draft(NEW.id)) == anonymous(wanted)
