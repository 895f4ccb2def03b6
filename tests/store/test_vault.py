"""What is locked opens with the right passphrase, and with `age` alone."""

import shutil
import unicodedata
from pathlib import Path

import pexpect
import pytest

from fitcheck.errors import FitcheckError
from fitcheck.store.encryption import (
    ATTEMPTS,
    FLOOR,
    DamagedError,
    Key,
    OtherKeyError,
    Vault,
    WrongPassphraseError,
    cost,
    tidied,
)
from fitcheck.store.folder import Folder
from fitcheck.store.store import Store

from .made import PASSPHRASE, PLANTED, check_in

CHEAP = Path(__file__).with_name("cheap-identity.age")
"""A key under the same passphrase at a thousandth of the cost, for tests that open it often."""


def lock_cheaply(home: Path) -> Store:
    """A home that is locked under that key, and open."""
    store = Store(Folder(home))
    store.folder.make(home)
    store.folder.files.put(store.folder.identity, CHEAP.read_bytes())
    key = store.vault.open(CHEAP.read_bytes(), PASSPHRASE)
    store.folder.files.put(store.folder.recipient, key.recipient.encode())
    return store.opened(PASSPHRASE)


@pytest.fixture(scope="module")
def wrapped() -> bytes:
    return CHEAP.read_bytes()


@pytest.fixture(scope="module")
def key(wrapped: bytes) -> Key:
    return Vault().open(wrapped, PASSPHRASE)


def test_a_key_is_costly_to_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guessing a passphrase costs what we promise, and nothing of the key is in the file."""
    from pyrage import passphrase

    tries: list[bytes] = []
    encrypt = passphrase.encrypt

    def counted(data: bytes, typed: str) -> bytes:
        tries.append(encrypt(data, typed))
        return tries[-1]

    monkeypatch.setattr(passphrase, "encrypt", counted)
    key = Vault().new_key()
    wrapped = Vault().wrap(key, PASSPHRASE)
    # A computer that is busy or slow may never get there; it gets the best of a few.
    assert cost(wrapped) >= FLOOR or len(tries) == ATTEMPTS
    assert cost(wrapped) == max(map(cost, tries))
    assert key.secret.encode() not in wrapped


@pytest.mark.long
def test_a_costly_key_comes_back() -> None:
    """At the real cost, too."""
    key = Vault().new_key()
    assert Vault().open(Vault().wrap(key, PASSPHRASE), PASSPHRASE) == key


def test_a_key_comes_back_from_under_its_passphrase(key: Key) -> None:
    """What the passphrase opens is a pair: what one half locks, the other reads."""
    sealed = Vault().seal(PLANTED.encode(), key.recipient)
    assert Vault().unseal(sealed, key) == PLANTED.encode()


def test_what_was_sealed_comes_back(key: Key) -> None:
    """Sealing needs the public half alone, and hides the content."""
    sealed = Vault().seal(PLANTED.encode(), key.recipient)
    assert PLANTED.encode() not in sealed
    assert Vault().unseal(sealed, key) == PLANTED.encode()


def test_wrong_passphrase_and_damaged_key_are_said_together(wrapped: bytes) -> None:
    """They look alike, so the sentence names both."""
    with pytest.raises(WrongPassphraseError, match=r"lock\.wrong-passphrase"):
        Vault().open(wrapped, "another one")
    for damaged in (b"", b"junk", wrapped[:40]):
        with pytest.raises(WrongPassphraseError):
            Vault().open(damaged, PASSPHRASE)


def test_a_key_from_a_much_faster_computer_is_no_wrong_passphrase(wrapped: bytes) -> None:
    """Where opening would take minutes, the person hears that, and that nothing is lost."""
    costly = wrapped.replace(f" {cost(wrapped)}\n".encode(), b" 40\n", 1)
    with pytest.raises(FitcheckError, match=r"lock\.too-costly") as told:
        Vault().open(costly, PASSPHRASE)
    assert not isinstance(told.value, WrongPassphraseError)


def test_damage_and_another_key_are_told_apart(key: Key) -> None:
    """A file for another key is whole for somebody; a damaged one is not."""
    vault = Vault()
    sealed = vault.seal(b"words" * 1000, key.recipient)
    with pytest.raises(OtherKeyError):
        vault.unseal(sealed, vault.new_key())
    for damaged in (sealed[:-1], sealed[:-500], b"", b"junk"):
        with pytest.raises(DamagedError):
            vault.unseal(damaged, key)


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_an_empty_passphrase_is_refused(typed: str) -> None:
    """An empty passphrase would lock nothing."""
    with pytest.raises(FitcheckError, match=r"lock\.empty-passphrase"):
        tidied(typed)


def test_a_passphrase_of_broken_signs_is_refused() -> None:
    """A sign that the terminal did not understand could never be typed again."""
    with pytest.raises(FitcheckError, match=r"lock\.unknown-sign"):
        tidied("k\udce9y")


def test_a_passphrase_is_the_same_however_its_accents_are_typed() -> None:
    """Linux and macOS write an accent differently; the passphrase is one."""
    assert tidied(unicodedata.normalize("NFD", "café über")) == "café über"


def test_a_recipient_that_is_none_is_told() -> None:
    """A broken recipient.txt stops the writing with a sentence, never writes in clear."""
    with pytest.raises(FitcheckError, match=r"lock\.no-key-in-recipient"):
        Vault().seal(b"words", "age1junk")


def test_the_cost_is_asked_for_again_where_it_came_out_low(
    key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cost is picked by the clock: below the floor it is asked again, not for ever."""
    from pyrage import passphrase

    costs = iter([15, 17, 18, 19])
    asked: list[int] = []

    def encrypt(_data: bytes, _passphrase: str) -> bytes:
        asked.append(next(costs, 14))
        return f"age-encryption.org/v1\n-> scrypt salt {asked[-1]}\n".encode()

    monkeypatch.setattr(passphrase, "encrypt", encrypt)
    assert cost(Vault().wrap(key, PASSPHRASE)) == 18
    assert asked == [15, 17, 18]
    asked.clear()
    # A computer that never gets there still gets the best of a few.
    assert cost(Vault().wrap(key, PASSPHRASE)) == 19
    assert cost(Vault().wrap(key, PASSPHRASE)) == 14
    assert len(asked) == 1 + ATTEMPTS


def test_a_header_without_a_cost_counts_as_none() -> None:
    """Whatever is no age header has no cost, and no error."""
    for data in (
        b"",
        b"junk",
        b"a\nb",
        b"age-encryption.org/v1\n-> X25519 abc\n",
        b"\n-> scrypt a b",
    ):
        assert cost(data) == 0


@pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed")
def test_age_alone_opens_every_file(tmp_path: Path, wrapped: bytes, key: Key) -> None:
    """Without fitcheck, `age -d -i identity.age FILE` gives the record back."""
    store = Store(Folder(tmp_path / "home"))
    store.folder.files.make_folder(store.home)
    store.folder.identity.write_bytes(wrapped)
    store.folder.recipient.write_text(key.recipient)
    path = store.save(check_in())
    opened = tmp_path / "opened.json"
    arguments = ["-d", "-i", str(store.folder.identity), "-o", str(opened), str(path)]
    age = pexpect.spawn("age", arguments, encoding="utf-8", timeout=30)
    age.expect("passphrase")
    age.sendline(PASSPHRASE)
    age.expect(pexpect.EOF)
    age.close()
    assert age.exitstatus == 0
    assert PLANTED in opened.read_text()
