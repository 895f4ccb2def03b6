"""What every test can ask for."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from fitcheck.content import bank as load_bank
from fitcheck.questions.model import Bank
from tests.world import World

# A run in the background ignores some signals, and so would every program that it begins.
for _name in ("SIGHUP", "SIGINT", "SIGQUIT"):
    if signal.getsignal(number := getattr(signal, _name, signal.SIGINT)) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)

# How long an example takes says more about the computer than about us.
settings.register_profile("fitcheck", deadline=None)
settings.load_profile("fitcheck")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh world with an empty home."""
    return World(home=tmp_path / "home")


@pytest.fixture
def cheap_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real locking, under a key that is wrapped without cost: guessing is another test's."""
    from fitcheck.store.encryption import Vault
    from tests.store.made import QuickVault

    monkeypatch.setattr(Vault, "wrap", QuickVault.wrap)
    monkeypatch.setattr(Vault, "open", QuickVault.open)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The shipped bank."""
    return load_bank()
