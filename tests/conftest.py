"""What every test can ask for."""

from pathlib import Path

import pytest

from fitcheck.library import bank as load_bank
from fitcheck.questions.model import Bank
from tests.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh world with an empty home."""
    return World(home=tmp_path / "home")


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The shipped bank."""
    return load_bank()
