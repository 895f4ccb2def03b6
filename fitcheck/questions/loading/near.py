"""The word that was meant by a word that is not known."""

from collections.abc import Sequence

NEAR = 0.7
"""How alike two words are that may be mistaken for each other; 1 is the same."""
LONGEST = 60
"""Past so many characters no nearest word is looked for."""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that is most like a word, where one is like it."""
    # 4 ms, and only a file with mistakes needs it.
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=NEAR) if len(word) <= LONGEST else []
    return near[0] if near else None


def is_near(word: str, known: Sequence[str]) -> bool:
    """Whether a word is known or like a known one."""
    return word in known or nearest(word, known) is not None
