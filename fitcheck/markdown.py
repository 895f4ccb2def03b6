"""A document as Markdown, in which text that people typed shows as it stands.

Ordinary prose keeps its bare look, for people read the file itself; only what
Markdown would take for a mark is escaped (CommonMark, and tables, strikethrough
and bare addresses as GitHub reads them).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from fitcheck.document import (
    Answered,
    Blocks,
    Bullet,
    Course,
    Entry,
    Heading,
    Numbered,
    Paragraph,
    PointLine,
    StatusLine,
    Table,
    Trail,
    Verbatim,
)
from fitcheck.texts import say_of


def as_markdown(blocks: Blocks) -> str:
    """A whole page; blocks of one kind that follow each other are one list."""
    told: list[str] = []
    for kind, group in groupby(blocks, type):
        items: list[str] = []
        for block in group:
            if isinstance(block, Heading | Paragraph | Verbatim):
                told += _paragraphs(block)
            else:
                items += _items(block)
        told += listed(items, numbered=kind in (Numbered, PointLine, StatusLine))
    return _joined(told) + "\n"


def _paragraphs(block: Heading | Paragraph | Verbatim) -> list[str]:
    match block:
        case Heading(text, level):
            return [heading(text, level)]
        case Paragraph(text, label=label):
            return paragraphs(text, label=label)
        case Verbatim(text):
            return paragraphs(text)


def _items(block: Entry | Table | Course) -> Iterable[str]:
    """A block as items of a list."""
    if isinstance(block, Table | Course):
        return map(literal, block.told)
    return (_joined(_item(block)),)


def _item(block: Entry) -> Iterable[str]:
    """An item of a list by its paragraphs."""
    match block:
        case Numbered(_, body):
            return (text for each in body for text in _paragraphs(each))
        case StatusLine(status, title):
            alone = say_of("status-alone", status) if status else ""
            return (f"{literal(title)} {alone}".strip(),)
        case Answered():
            return (_answered(block), *paragraphs(block.noted))
        case Trail(title, told=told):
            return map(literal, (title, *told))
        case PointLine():
            return paragraphs(block.told)
        case Bullet(text):
            return paragraphs(text)


def _answered(block: Answered) -> str:
    """A statement, its answer in slanted letters, what came of it, and why it stands out."""
    parts = (
        literal(block.statement),
        f"*{inline(block.answer)}*" if block.answer else "",
        f"{inline(block.detail)}." if block.detail else "",
        inline(block.reason),
    )
    return " ".join(filter(None, parts))


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(texts)


def heading(text: str, level: int = 1) -> str:
    """A heading that reads as the text stands."""
    # Markdown drops signs # at the end of a heading; a title may well end in C#.
    return f"{'#' * level} " + re.sub(r"#(?=#*$)", r"\\#", inline(text))


def listed(items: Sequence[str], *, numbered: bool = False) -> list[str]:
    """A list of Markdown texts, which may run over several paragraphs; nothing without any."""
    drawn = []
    for place, item in enumerate(items, start=1):
        mark = f"{place}. " if numbered else "- "
        drawn.append(mark + item.replace("\n\n", "\n\n" + " " * len(mark)))
    wide = any("\n\n" in item for item in items)
    return [("\n\n" if wide else "\n").join(drawn)] if drawn else []


def paragraphs(text: str, *, label: str = "") -> list[str]:
    """What someone typed as Markdown paragraphs, one for each line that is not empty.

    A line that is a paragraph of its own underlines no heading and begins no table.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not label or not lines:
        return [literal(line) for line in lines]
    return [f"{label}: {inline(lines[0])}", *map(literal, lines[1:])]


# Marks that mean something wherever they stand, and marks that do so only before
# or between certain signs. Ordinary prose keeps its bare look: people read the file.
_MARKS = re.compile(
    r"[\\`*_\[~|]"
    r"|<(?=[A-Za-z/!?])"  # a tag or an address, but not `<3`
    r"|&(?=#?[A-Za-z0-9]+;)"  # an entity
    r"|/(?=/\S)"  # https://
    r"|(?<=[A-Za-z0-9]):(?=[^\s/]+@)"  # mailto:
    r"|(?<=[^\s@])@(?=\w)"  # somebody@
    r"|(?<=\w)\.(?=[^\W\d_]{2})"  # www.example.com
)
_BLOCK = re.compile(r"[#>]|[-+](?:\s|$)|[-:=\s]+$")
"""What begins a heading, a quote, a list or a rule at the start of a line."""
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
"""What begins a numbered list."""


def inline(text: str) -> str:
    """Text within a line, after something else."""
    return _MARKS.sub(lambda found: "\\" + found[0], " ".join(text.split()))


def literal(line: str) -> str:
    """A whole line of text."""
    escaped = inline(line)
    if _BLOCK.match(escaped):
        return "\\" + escaped
    return _NUMBER.sub(r"\1\\\2", escaped, count=1)
