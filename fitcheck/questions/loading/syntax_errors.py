"""Where a syntax error comes from, and the line as it was meant, so that the rest can be read.

A parser tells where it gave up, which is often the line after the mistake.
"""

import re
from collections.abc import Sequence

import msgspec

_LEAD = r"[ \t]*(?:- +)*"
_FIELD = re.compile(rf"(?P<lead>{_LEAD})[^\s:#'\"\[\]{{}},&*!|>%@`-][^:#]*:(?=\s|$)")
_NO_SPACE = re.compile(rf"{_LEAD}[A-Za-z][\w-]*:(?=[^\s/:])")
_WORD = re.compile(rf"{_LEAD}[A-Za-z][\w-]*")

_INDENT = ("expected <block end>", "did not find expected key", "did not find expected '-'")
"""What the two parsers say where a line begins at a place where none of its kind does."""


class Cause(msgspec.Struct, frozen=True):
    """A mistake at its own place, counted from 1, and its line without it."""

    line: int
    column: int
    key: str
    mended: str


def find_cause(lines: Sequence[str], told: str, line: int, column: int, began: int) -> Cause | None:
    """The cause of what a parser told of a line; None where it is as the parser says.

    `began` is the line with which the parser says that it began, or 0.
    """
    at = line - 1
    if "mapping values are not allowed" in told and at < len(lines):
        return _text_or_line_before(lines, at, column)
    if "could not find expected ':'" in told and 0 < began <= len(lines):
        return _unfinished(lines[began - 1], began)
    is_first = at < len(lines) and not lines[at][: column - 1].strip()
    if is_first and any(one in told for one in _INDENT):
        return _indented(lines, at)
    return None


def lacks_space(text: str) -> bool:
    """Whether a text looks like a field whose colon has no space behind it."""
    return _NO_SPACE.match(text) is not None


def _text_or_line_before(lines: Sequence[str], at: int, column: int) -> Cause | None:
    """A second colon belongs to a text; at a first one, the line does not fit the one before."""
    line = lines[at]
    field = _FIELD.match(line)
    if field and field.end() < column:
        text = line[field.end() :].strip()
        if text[:1] in ("'", '"', "[", "{"):
            return None
        doubled = text.replace("'", "''")
        return Cause(at + 1, column, "yaml.syntax.colon", f"{line[: field.end()]} '{doubled}'")
    before = _before(lines, at)
    if before is None:
        return None
    return _indented(lines, at) or _unfinished(lines[before], before + 1)


def _unfinished(line: str, number: int) -> Cause | None:
    """A line that is to be a field, and lacks its colon or the space behind it."""
    if found := _NO_SPACE.match(line):
        end = found.end()
        return Cause(number, end, "yaml.syntax.no-space", f"{line[:end]} {line[end:]}")
    if _FIELD.match(line):
        return None
    if found := _WORD.match(line):
        end = found.end()
        return Cause(number, end + 1, "yaml.syntax.no-colon", f"{line[:end]}:{line[end:]}")
    return None


def _indented(lines: Sequence[str], at: int) -> Cause | None:
    """A field that begins at another place than the field before it."""
    before = _before(lines, at)
    field = _FIELD.match(lines[before]) if before is not None else None
    text = lines[at].lstrip()
    if field is None or text.startswith("- "):
        return None
    column = len(lines[at]) - len(text) + 1
    mended = " " * len(field["lead"]) + text
    return Cause(at + 1, column, "yaml.syntax.indent", mended)


def _before(lines: Sequence[str], at: int) -> int | None:
    """The last line before one that is neither blank nor a comment."""
    for number in range(at - 1, -1, -1):
        text = lines[number].strip()
        if text and not text.startswith("#"):
            return number
    return None
