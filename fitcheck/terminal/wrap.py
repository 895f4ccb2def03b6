"""Text broken into lines by the width it takes on a screen."""

import re
from functools import cache
from unicodedata import category, east_asian_width

from fitcheck.texts import PROGRAM

_JOINED = ("Mn", "Me", "Mc", "Cf", "Cc")
"""Kinds of signs that take no column of their own."""

WIDEST = 80
"""Columns; longer lines are hard to read."""

NARROWEST = 20
"""Columns; what is narrower wraps the lines by itself."""


def columns(width: int) -> int:
    """The columns to lay lines for; a terminal that says nothing sensible gets its due."""
    return min(WIDEST, max(width, NARROWEST)) if width > 0 else WIDEST


def width_of(text: str) -> int:
    """The columns a text takes; wide signs take two, joined marks none."""
    return len(text) if text.isascii() else sum(map(_width_of_sign, text))


@cache
def _width_of_sign(sign: str) -> int:
    """As the prompt library has it, too, which takes too long to load for a first screen."""
    if category(sign) in _JOINED or "\u1160" <= sign <= "\u11ff":
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, broken between words; a newline stays one.

    A word longer than a line is cut as the last resort. No line is wider than `width`,
    save for a single wide sign on a screen of one column.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_words(paragraph.split(), width) or [""]
    return lines


def fold(text: str, width: int) -> list[str]:
    """The lines of a text that is shown letter by letter: nothing is joined or left out.

    A line too long for the screen goes on below, after a blank where there is one.
    """
    lines: list[str] = []
    for written in text.splitlines():
        line, taken = "", 0
        for token in re.findall(r"\s+|\S+", written):
            for piece in _pieces(token, width):
                if line and taken + width_of(piece) > width:
                    lines.append(line)
                    line, taken = "", 0
                line, taken = line + piece, taken + width_of(piece)
        lines.append(line)
    return lines


def fold_words(text: str, width: int) -> list[str]:
    """The lines of a text, broken at blanks alone: a path, or a command, can be copied whole."""
    lines: list[str] = []
    token_of = _token_of(PROGRAM.get()())
    for written in text.splitlines() or [""]:
        lines.append("")
        for token in token_of.findall(written):
            if lines[-1] and width_of(lines[-1] + token) > width:
                lines.append(token.lstrip())
            else:
                lines[-1] += token
    return lines


@cache
def _token_of(program: str) -> re.Pattern[str]:
    """What is not broken: a word, or a command that ends a line or stands before a sign."""
    command = rf"[`(]*{re.escape(program)}(?: [\w-]+){{0,6}}(?:[`.,)]+(?=\s|$)|$)"
    return re.compile(rf"\s*(?:{command}|\S+)")


def fold_typed(text: str, width: int) -> list[tuple[int, str]]:
    """The lines of a text while it is typed, each with where in the text it begins.

    It breaks between words; the blanks at a break stay at the end of their line, and no sign
    is left out, so that the cursor is always on the sign it is on.
    """
    lines: list[tuple[int, str]] = []
    at = 0
    for written in text.split("\n"):
        lines += [(at + start, part) for start, part in _fold_line(written, max(1, width))]
        at += len(written) + 1
    return lines


def _fold_line(text: str, width: int) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    begun, line, taken = 0, "", 0
    for token in re.findall(r"\s+|\S+", text):
        for piece in [token] if token.isspace() else _pieces(token, width):
            if line and not piece.isspace() and taken + width_of(piece) > width:
                lines.append((begun, line))
                begun, line, taken = begun + len(line), "", 0
            line, taken = line + piece, taken + width_of(piece)
    return [*lines, (begun, line)]


def pad(text: str, width: int) -> str:
    """The text with blanks up to a width."""
    return text + " " * max(0, width - width_of(text))


def _wrap_words(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    line, taken = "", 0
    for piece in (piece for word in words for piece in _pieces(word, width)):
        needed = width_of(piece)
        if line and taken + 1 + needed <= width:
            line, taken = f"{line} {piece}", taken + 1 + needed
            continue
        if line:
            lines.append(line)
        line, taken = piece, needed
    return [*lines, line] if line else lines


def _pieces(word: str, width: int) -> list[str]:
    """The word itself, or its parts where it is wider than a line."""
    if width_of(word) <= width:
        return [word]
    pieces: list[str] = []
    piece, taken = "", 0
    for sign in word:
        needed = width_of(sign)
        if piece and taken + needed > width:
            pieces.append(piece)
            piece, taken = "", 0
        piece, taken = piece + sign, taken + needed
    return [*pieces, piece]
