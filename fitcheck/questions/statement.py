"""What makes a statement hard to answer, as far as a program can tell."""

import re
from collections.abc import Iterator

from fitcheck.errors import Words

MOST_WORDS = 16
"""What is read in one breath."""
NEGATION = re.compile(
    r"\b(?:not|no|nor|never|none|nothing|nobody|neither|without|cannot|hardly)\b|\w+n['’]t\b", re.I
)
TWO_WORDS = re.compile(r"\b(?:and|or)\b", re.I)


def find_faults(statement: str) -> Iterator[Words]:
    """What is wrong with the wording of a statement, each by the key of its text."""
    count = len(statement.split())
    if count > MOST_WORDS:
        yield Words("lint.long", {"count": count, "most": MOST_WORDS})
    if joined := TWO_WORDS.search(statement):
        yield Words("lint.two-ideas", {"word": f'"{joined.group()}"'})
    if negated := NEGATION.search(statement):
        yield Words("lint.negated", {"word": f'"{negated.group()}"'})
