"""Files that are something else: named once as what they look like, not line by line."""

import re
from collections.abc import Sequence
from enum import StrEnum

from fitcheck.questions.did_you_mean import is_near


class Expected(StrEnum):
    """What a file is read as."""

    CHECKLIST = "checklist"
    OWN = "checklist-of-your-own"
    ANSWERS = "file-of-answers"


FIELDS = {
    Expected.OWN: ("name", "scales", "starters", "questionnaires"),
    Expected.ANSWERS: (
        *("stage", "meeting", "own-choice", "session-to-come", "therapist"),
        *("answers", "notes", "topics"),
    ),
}
"""The fields of what a person writes; a file with none of them, nor one like them, is not it."""
_OF_ANSWERS = ("answers", "notes", "topics", "stage")

_BYTES = (
    (b"PK\x03\x04", "yaml.other.office"),
    (b"\xd0\xcf\x11\xe0", "yaml.other.office"),
    (b"%PDF", "yaml.other.office"),
    (b"{\\rtf", "yaml.other.office"),
    (b"age-encryption.org/", "yaml.other.locked"),
    (b"-----BEGIN AGE", "yaml.other.locked"),
)
_EXPORT = re.compile(r'\A\s*\{\s*"schema"\s*:\s*\d+\s*,\s*"program"\s*:\s*"fitcheck"')
_RECORD = '{"fitcheck":"crc32:'
_FIRST_WORD = re.compile(r"^[\"']?([A-Za-z][\w-]*)", re.MULTILINE)
_LOOKED_AT = 100
"""So many lines tell what a file is."""


def other_bytes(raw: bytes) -> str:
    """The key of what the first bytes of a file say that it is; empty where they do not."""
    return next((key for begin, key in _BYTES if raw.startswith(begin)), "")


def other_text(text: str, expected: Expected) -> str:
    """The key of what a text looks like, where that is no YAML and no JSON of ours."""
    begun = text.lstrip()
    if begun.startswith(("<?xml", "<!", "<html")):
        return "yaml.other.web"
    if begun.startswith(_RECORD):
        return "yaml.other.record"
    if _EXPORT.match(text):
        return "yaml.other.export"
    if expected not in FIELDS or begun.startswith(("{", "[")):
        return ""
    if _is_spreadsheet(text):
        return "yaml.other.spreadsheet"
    return "" if _has_field(text, expected) else "yaml.other.none"


def other_fields(names: Sequence[str], expected: Expected) -> str:
    """The key of what the outermost fields of a file say that it is."""
    known = FIELDS.get(expected)
    if known is None or not names:
        return ""
    if expected is Expected.ANSWERS and "questionnaires" in names:
        return "yaml.other.checklist"
    is_checklist = expected is not Expected.OWN or "questionnaires" in names
    if not is_checklist and any(name in names for name in _OF_ANSWERS):
        return "yaml.other.answers"
    return "" if any(is_near(name, known) for name in names[:_LOOKED_AT]) else "yaml.other.none"


def _is_spreadsheet(text: str) -> bool:
    """Whether each of the first lines has as many commas, semicolons or tabs, and no field."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:5]
    if len(lines) < 2 or any(re.match(r"\s*[\w-]+:(\s|$)", line) for line in lines):
        return False
    counts = ([line.count(sign) for line in lines] for sign in ",;\t")
    return any(count[0] > 0 and len(set(count)) == 1 for count in counts)


def _has_field(text: str, expected: Expected) -> bool:
    """Whether a line begins with a field of this kind of file, or a word that is like one."""
    words = [found.group(1) for found in _FIRST_WORD.finditer(text[:20_000])][:_LOOKED_AT]
    known = FIELDS[expected] + (
        ("questionnaires",) if expected is Expected.ANSWERS else _OF_ANSWERS
    )
    return not words or any(is_near(word, known) for word in dict.fromkeys(words))
