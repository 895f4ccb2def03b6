"""The lock: age, bytes in and bytes out; never prompts, and knows no file."""

from unicodedata import normalize

import msgspec

from fitcheck.errors import FitcheckError

FLOOR = 18
"""The least cost of guessing a passphrase, as a power of two."""

ATTEMPTS = 5
"""pyrage picks the cost by how fast the computer seems; a busy one is asked again."""

_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how the line of a key begins, no secret


class WrongPassphraseError(FitcheckError):
    """The passphrase is wrong, or the key is damaged; nobody can tell which."""

    def __init__(self) -> None:
        super().__init__("lock.wrong-passphrase")


class OtherKeyError(FitcheckError):
    """Something was locked with another key, or its first lines are damaged."""


class DamagedError(FitcheckError):
    """Something that was locked is not whole any more."""


class Key(msgspec.Struct, frozen=True):
    """What opens everything that was locked for it."""

    secret: str
    recipient: str
    """The public half: enough to lock, never enough to read."""

    def __repr__(self) -> str:
        """Never with the secret, which would open everything."""
        return f"Key({self.recipient!r})"


class Vault(msgspec.Struct, frozen=True):
    """Locks and opens bytes; the format is age's, so `age` opens everything without us."""

    floor: int = FLOOR

    def new_key(self) -> Key:
        """A fresh key."""
        # Loads a library of 5 MB, which no plain home needs.
        from pyrage import x25519

        identity = x25519.Identity.generate()
        return Key(secret=str(identity), recipient=str(identity.to_public()))

    def wrap(self, key: Key, passphrase: str) -> bytes:
        """The key under a passphrase, as the file identity.age holds it.

        At least as costly to guess as the floor, or the best of five attempts on a
        computer that is too slow for it.
        """
        from pyrage import passphrase as by_passphrase

        text = f"# public key: {key.recipient}\n{key.secret}\n".encode()
        best = b""
        for _ in range(ATTEMPTS):
            wrapped: bytes = by_passphrase.encrypt(text, tidied(passphrase))
            if cost(wrapped) > cost(best):
                best = wrapped
            if cost(best) >= self.floor:
                break
        return best

    def open(self, wrapped: bytes, passphrase: str) -> Key:
        """The key that lies under this passphrase."""
        from pyrage import DecryptError, IdentityError, x25519
        from pyrage import passphrase as by_passphrase

        try:
            text = by_passphrase.decrypt(wrapped, tidied(passphrase)).decode("ascii")
            line = next(one for one in text.splitlines() if one.startswith(_SECRET))
            identity = x25519.Identity.from_str(line)
        except DecryptError as error:
            if "work" in str(error).lower():
                raise FitcheckError("lock.too-costly") from error
            raise WrongPassphraseError from error
        except (IdentityError, StopIteration, UnicodeDecodeError) as error:
            raise WrongPassphraseError from error
        return Key(secret=line, recipient=str(identity.to_public()))

    def seal(self, data: bytes, recipient: str) -> bytes:
        """The data, locked for a recipient."""
        from pyrage import RecipientError, encrypt, x25519

        try:
            sealed: bytes = encrypt(data, [x25519.Recipient.from_str(recipient)])
        except RecipientError as error:
            raise FitcheckError("lock.no-key-in-recipient") from error
        return sealed

    def unseal(self, data: bytes, key: Key) -> bytes:
        """The data as it was before it was locked."""
        from pyrage import DecryptError, decrypt, x25519

        try:
            opened: bytes = decrypt(data, [x25519.Identity.from_str(key.secret)])
        except DecryptError as error:
            if "No matching keys" in str(error):
                raise OtherKeyError("lock.other-key") from error
            raise DamagedError("lock.damaged") from error
        return opened


def tidied(passphrase: str) -> str:
    """The passphrase in the one form in which it is used, however it was typed."""
    if not passphrase.strip():
        raise FitcheckError("lock.empty-passphrase")
    try:
        passphrase.encode()
    except UnicodeEncodeError as error:
        raise FitcheckError("lock.unknown-sign") from error
    return normalize("NFC", passphrase)


def cost(wrapped: bytes) -> int:
    """What one guess costs, as a power of two; 0 where the header does not say."""
    # age-encryption.org/v1: "-> scrypt SALT COST" is the second line.
    words = wrapped[:200].split(b"\n")[1:2]
    parts = words[0].split() if words else []
    known = len(parts) == 4 and parts[:2] == [b"->", b"scrypt"] and parts[3].isdigit()
    return int(parts[3]) if known else 0
