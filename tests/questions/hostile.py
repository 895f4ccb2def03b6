"""Loads files that were made to hurt; run as a program of its own, which must end well.

The arguments: a seed, how many broken files to try, and the size of those made to hurt.
"""

import random
import sys

from fitcheck.errors import InvalidFileError
from fitcheck.questions.clean import clean
from fitcheck.texts import say_error
from tests.questions.loading import GOOD, load

MOST_TOLD = 200_000
"""Of however many mistakes, no more than this is told."""
SIGNS = [*"[]{}:-?&*!|>'\"%@`#, \n\t\\", "\r", "\x00", "\x1b", "\u2028", "\u202e", "\ud83d", "😀"]
WORDS = [
    "<<: ",
    "---\n",
    "...\n",
    "&a ",
    "*a ",
    "!!map ",
    "\\ud83d",
    "\\UFFFFFFFF",
    "? ",
    "{{",
    "[[",
]


def made_to_hurt(size: int) -> list[str]:
    """Files that crash, hang or flood a careless reader."""
    repeated = ["[", "{", "- ", "? ", "a:", "[,", "---\n", "k: 1\n", "\ta\n", "\x01\n", "'", "\n"]
    lists = ["x,", "x: y,", "&a b,", "*a,", "[],"]
    return [
        *(part * (size // len(part)) for part in repeated),
        *(f"a: [{part * (size // len(part) - 9)}]" for part in lists),
        'a: "' + "x\n" * (size // 2),
        '{"a": "' + "\\" * (size - 20) + '"}',
        '{"a": "' + "\\ud83d" * (size // 6 - 9) + '"}',
        "a: 1\n" + "b" * size + ": 1",
        "".join(" " * depth + "-\n" for depth in range(1400)),
        "answers:\n" + "".join(f"  k{number}: 1\n" for number in range(size // 14)),
        "name: mine\nscales:\n" + "".join(f"  s{number}: []\n" for number in range(size // 16)),
    ]


def broken(text: str, chance: random.Random) -> str:
    """A good file with a few mistakes in it."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 0, 1, 3, 30]))
        piece = chance.choice([*SIGNS, *WORDS, "", text[end : end + 20]])
        text = text[:start] + piece + text[end:]
    return text


def try_file(raw: str | bytes, name: str) -> None:
    """A file is loaded or refused; all else ends this program."""
    told = ""
    try:
        load(raw, name)
    except InvalidFileError as error:
        told = say_error(error)
    assert len(told) < MOST_TOLD
    assert clean(told) == told


def main(seed: int, count: int, size: int) -> None:
    """Try all of them."""
    chance = random.Random(seed)
    for _ in range(count):
        path = chance.choice(GOOD)
        try_file(broken(path.read_text("utf-8"), chance), path.name)
        try_file(chance.randbytes(chance.randrange(200)), path.name)
    for text in made_to_hurt(size):
        try_file(text, "own.yaml")
        try_file(text, "answers.yaml")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
