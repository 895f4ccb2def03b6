"""What is to be shown, as values: every screen, page, summary and note is made of these."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Brought, Status


class How(StrEnum):
    """How far a step went; its word stands beside its mark."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


MARKS: Mapping[Status | How, tuple[str, str]] = {
    Status.WORTH_RAISING: ("▲", "!"),
    Status.WORTH_A_LOOK: ("◐", "~"),
    Status.CANT_SAY_YET: ("○", "?"),
    Status.IN_PLACE: ("●", "+"),
    Status.NOT_ASKED: ("·", "."),
    How.YES: ("●", "+"),
    How.PARTLY: ("◐", "~"),
    How.NO: ("○", "-"),
}
"""The mark of each status and step, and the one for terminals that cannot show it."""


class Heading(msgspec.Struct, frozen=True):
    """A title above what follows."""

    text: str
    level: int = 2
    """1: that of the whole page; 3: of a part of a part."""


class Paragraph(msgspec.Struct, frozen=True):
    """Running text."""

    text: str
    quiet: bool = False
    """Whether it stands back; quiet lines at the end of a page are its foot."""
    label: str = ""
    """What it is, in a word or two before it."""
    lead: bool = False
    """Whether a part of a letter begins with it."""
    told: str = ""
    """How it is told to a listener, where what is shown speaks of columns. A paragraph that has
    nothing else is for listeners alone."""

    @property
    def is_shown(self) -> bool:
        """Whether there is anything of it to see."""
        return bool(self.labelled) or not self.told

    @property
    def labelled(self) -> str:
        """The text behind its label."""
        return f"{self.label}: {self.text}" if self.label else self.text


class Bullet(msgspec.Struct, frozen=True):
    """One line of a list."""

    text: str


class Numbered(msgspec.Struct, frozen=True):
    """One of several things, with all that belongs to it."""

    number: int
    body: tuple[Paragraph, ...]
    room: bool = False
    """Whether a page on paper has a line below it to write on."""


class StatusLine(msgspec.Struct, frozen=True):
    """One status with its mark and word; the word is always there, the mark only drawn."""

    status: Status | None
    """None: shown without a status, for its answers alone."""
    title: str
    aside: str = ""
    """What limits it: how much of it was asked."""
    number: str = ""
    before: str = ""
    """The word of last time, in a second column."""


class PointLine(msgspec.Struct, frozen=True):
    """One of the five points, and what the person brings on it."""

    number: int
    title: str
    brought: Brought

    @property
    def told(self) -> str:
        """The title with what is brought on it."""
        return say("note.point", title=self.title, brought=say_of("note.brought", self.brought))


class Answered(msgspec.Struct, frozen=True):
    """A statement with its answer, which stands to its right or below it."""

    statement: str
    answer: str
    number: str = ""
    detail: str = ""
    """What was asked on from it."""
    reason: str = ""
    """Why it stands out, or what it is about."""
    note: str = ""
    """What the person wrote beside it."""
    before: str = ""
    """What the answer was the other time, in a second column."""

    @property
    def said_before(self) -> str:
        """What the answer was the other time, where it has no column; empty without one."""
        return say("compare.then", answer=self.before) if self.before else ""

    @property
    def noted(self) -> str:
        """What the person wrote, named as such; empty where they wrote nothing."""
        return f"{say('personal-note.noted')}: {self.note}" if self.note else ""


class Table(msgspec.Struct, frozen=True):
    """Rows to compare at a glance, with the sentences that tell the same."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]


class Moment(msgspec.Struct, frozen=True):
    """One check-in among others: its number, its day, and where the points stood."""

    cells: tuple[str, ...]
    """Which one it is, when, and where the person was."""
    day: date
    statuses: Mapping[int, Status]


class Course(msgspec.Struct, frozen=True):
    """Where the points stood from one check-in to the next: marks in rows, and sentences."""

    head: tuple[str, ...]
    points: tuple[int, ...]
    moments: tuple[Moment, ...]
    told: tuple[str, ...]
    legend: tuple[Status, ...] = ()
    """The marks that are explained below it."""


class Step(msgspec.Struct, frozen=True):
    """What became of a thing on one day."""

    day: str
    marks: tuple[tuple[How, str], ...]


class Trail(msgspec.Struct, frozen=True):
    """What became of a thing from day to day: marks with dates, and sentences."""

    title: str
    steps: tuple[Step, ...]
    told: tuple[str, ...]


class Verbatim(msgspec.Struct, frozen=True):
    """Text that is shown as it will stand in a file, line by line."""

    text: str


Block = (
    Heading
    | Paragraph
    | Bullet
    | Numbered
    | StatusLine
    | PointLine
    | Answered
    | Table
    | Course
    | Trail
    | Verbatim
)
Blocks = tuple[Block, ...]
Entry = Bullet | Numbered | StatusLine | PointLine | Answered | Trail
"""A block that is one of a list."""


def under(title: str, blocks: Iterable[Block]) -> Blocks:
    """Blocks below their heading; nothing where there are none."""
    found = tuple(blocks)
    return (Heading(title), *found) if found else ()


def from_text(text: str) -> Blocks:
    """The blocks of a light text: `## ` heads, `- ` lists, an empty line parts paragraphs."""
    blocks: list[Block] = []
    is_open = False
    for line in text.splitlines():
        words = line.strip()
        last = blocks[-1] if blocks else None
        match words[:2], last:
            case "##", _:
                blocks.append(Heading(words[3:]))
            case "- ", _:
                blocks.append(Bullet(words[2:]))
            case "", _:
                pass
            case _, Bullet(before) if line.startswith("  ") and is_open:
                blocks[-1] = Bullet(f"{before} {words}")
            case _, Paragraph(before) if is_open:
                blocks[-1] = Paragraph(f"{before} {words}")
            case _:
                blocks.append(Paragraph(words))
        is_open = bool(words)
    return tuple(blocks)
