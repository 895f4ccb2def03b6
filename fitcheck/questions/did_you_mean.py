"""The word that was meant by a word that is not known."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from fitcheck.errors import UsageError, Words

Known = TypeVar("Known")

NEAR, ALIKE = 0.7, 0.6
"""How alike two words are that may be mistaken for each other, and two ids; 1 is the same."""
LONGEST = 60
"""Past so many characters no nearest word is looked for."""
FEWEST_LETTERS = 4
"""A shorter word of an id says too little to find it by."""


def nearest(word: str, known: Sequence[str], alike: float = NEAR) -> str | None:
    """The known word that is most like a word, where one is like it."""
    # 4 ms, and only what was mistyped needs it.
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=alike) if len(word) <= LONGEST else []
    return near[0] if near else None


def is_near(word: str, known: Sequence[str]) -> bool:
    """Whether a word is known or like a known one."""
    return word in known or nearest(word, known) is not None


def did_you_mean(word: str, known: Iterable[str], otherwise: Words | None = None) -> Words | None:
    """The nearest id, by all of it or by one of its words; or what to do where none is near."""
    ids, typed = list(known), word.lower()
    parts = {part: id for id in reversed(ids) for part in id.split("-")}
    long = [part for part in parts if len(part) >= FEWEST_LETTERS]
    near = nearest(typed, ids, ALIKE) or parts.get(nearest(typed, long) or "")
    return Words("near.did-you-mean", {"word": near}) if near else otherwise


def look_up(
    id: str, known: Mapping[str, Known], key: str, otherwise: Words, also: Sequence[str] = ()
) -> Known:
    """The one of this id, in any case.

    Raises UsageError, with the nearest id of those and of what else could be meant.
    """
    found = known.get(id.lower())
    if found is None:
        raise UsageError(key, did_you_mean(id, (*known, *also), otherwise), wanted=repr(id))
    return found
