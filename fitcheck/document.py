"""What is to be shown, as values: every screen, page and summary is made of these."""

import msgspec

from fitcheck.vocabulary import Status

MARKS = {
    Status.WORTH_RAISING: ("▲", "!"),
    Status.WORTH_A_LOOK: ("◐", "~"),
    Status.CANT_SAY_YET: ("○", "?"),
    Status.IN_PLACE: ("●", "+"),
    Status.NOT_ASKED: ("·", "."),
}
"""The mark of each status, and the one for terminals that cannot show it."""


class Heading(msgspec.Struct, frozen=True):
    """A title above what follows."""

    text: str


class Paragraph(msgspec.Struct, frozen=True):
    """Running text."""

    text: str
    quiet: bool = False
    """Whether it stands back on a drawn screen."""


class Bullet(msgspec.Struct, frozen=True):
    """One line of a list."""

    text: str


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


class Answered(msgspec.Struct, frozen=True):
    """A statement with its answer, which stands to its right or below it."""

    statement: str
    answer: str
    number: str = ""
    detail: str = ""
    """What was asked on from it."""
    reason: str = ""
    """Why it stands out, or what it is about."""


class Table(msgspec.Struct, frozen=True):
    """Rows to compare at a glance, with the sentences that tell the same."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]


class Verbatim(msgspec.Struct, frozen=True):
    """Text that is shown as it will stand in a file, line by line."""

    text: str


Block = Heading | Paragraph | Bullet | StatusLine | Answered | Table | Verbatim
Blocks = tuple[Block, ...]


def from_text(text: str) -> Blocks:
    """The blocks of a light text: `## ` heads, `- ` lists, an empty line parts paragraphs."""
    blocks: list[Block] = []
    running: list[str] = []

    def close() -> None:
        if running:
            blocks.append(Paragraph(" ".join(running)))
            running.clear()

    for line in text.splitlines():
        words = line.strip()
        if words.startswith("## "):
            close()
            blocks.append(Heading(words[3:]))
        elif words.startswith("- "):
            close()
            blocks.append(Bullet(words[2:]))
        elif not words:
            close()
        elif blocks and isinstance(blocks[-1], Bullet) and line.startswith("  ") and not running:
            blocks[-1] = Bullet(f"{blocks[-1].text} {words}")
        else:
            running.append(words)
    close()
    return tuple(blocks)
