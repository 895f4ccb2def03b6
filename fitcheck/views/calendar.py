"""A day for any calendar program, by the few lines of the standard that it takes (RFC 5545).

Nothing in it says where it comes from: others may look into a calendar.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

WIDEST = 75
"""Bytes of a line, without its end."""


def calendar_file(day: date, title: str, *, uid: str, made: datetime) -> str:
    """A file with one whole day under this title, and a reminder at nine in the morning."""
    text = _escaped(title)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//reminder//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{text}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{text}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    """A text in which no sign means anything, in one line."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """The line in parts that are short enough, each but the first behind a blank."""
    part = ""
    for sign in line:
        if len(f"{part}{sign}".encode()) > WIDEST:
            yield part
            part = " "
        part += sign
    yield part
