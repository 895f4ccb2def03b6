"""Homes to disturb."""

import os
from collections.abc import Iterator

import pytest

from .operations import Homes, memory_folder


@pytest.fixture(scope="module")
def all_homes() -> Iterator[Homes]:
    """Made once: every try starts from the same bytes."""
    with memory_folder() as folder:
        yield Homes(folder)


@pytest.fixture
def homes(all_homes: Homes, monkeypatch: pytest.MonkeyPatch) -> Homes:
    """Homes for one test, on a disk that is not waited for.

    A process that ends takes nothing with it that it has written, synced or not.
    """
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    return all_homes
