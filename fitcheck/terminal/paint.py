"""Blocks as styled lines for a screen of a given width."""

from typing import assert_never

from fitcheck.document import (
    MARKS,
    Block,
    Blocks,
    Bullet,
    Heading,
    Paragraph,
    Standing,
    Table,
    Verbatim,
)
from fitcheck.terminal.wrap import fold, pad, width_of, wrap
from fitcheck.texts import say_of
from fitcheck.vocabulary import Status

Fragment = tuple[str, str]
"""A style and the text that wears it, as prompt_toolkit takes them."""
StyledLine = tuple[Fragment, ...]

BLANK: StyledLine = ()

_NARROWEST_TITLE = 24
"""Columns a title needs beside the word of its status; with less it gets its own line."""


def draw(blocks: Blocks, width: int, ascii_only: bool) -> list[StyledLine]:
    """The lines of some blocks, none wider than `width`; lists stay together."""
    lines: list[StyledLine] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and _parted(before, block):
            lines.append(BLANK)
        lines += _draw_one(block, width, ascii_only)
        before = block
    return lines


def plainly(text: str, width: int, style: str = "") -> list[StyledLine]:
    """Wrapped text in one style."""
    return [((style, line),) for line in wrap(text, width)]


def hanging(head: StyledLine, text: str, width: int, style: str = "") -> list[StyledLine]:
    """Text that stands to the right of what heads it, on every line."""
    indent = sum(width_of(part) for _, part in head)
    first, *rest = wrap(text, max(1, width - indent))
    return [(*head, (style, first)), *(((style, " " * indent + line),) for line in rest)]


def _parted(before: Block, block: Block) -> bool:
    """Whether an empty line belongs between two blocks."""
    if isinstance(before, Heading):
        return False
    return not (type(before) is type(block) and isinstance(block, Bullet | Standing))


def _draw_one(block: Block, width: int, ascii_only: bool) -> list[StyledLine]:
    match block:
        case Heading(text):
            return plainly(text, width, "class:heading")
        case Paragraph(text, quiet):
            return plainly(text, width, "class:quiet" if quiet else "")
        case Bullet(text):
            return hanging((("", "- "),), text, width)
        case Standing():
            return _draw_standing(block, width, ascii_only)
        case Table():
            return _draw_table(block, width)
        case Verbatim(text):
            return [(("", line),) for line in fold(text, width)]
        case _:
            assert_never(block)


def _draw_standing(standing: Standing, width: int, ascii_only: bool) -> list[StyledLine]:
    head = _head_of(standing.status, ascii_only)
    indent = sum(width_of(text) for _, text in head)
    if not head:
        lines = plainly(standing.title, width)
    elif width - indent >= _NARROWEST_TITLE:
        lines = hanging(head, standing.title, width)
    else:
        indent = 2
        lines = [head[:2], *hanging((("", "  "),), standing.title, width)]
    if standing.aside:
        lines += hanging((("", " " * indent),), standing.aside, width, "class:quiet")
    return lines


def _head_of(status: Status | None, ascii_only: bool) -> StyledLine:
    """The mark and the word of a status, and blanks up to where titles begin."""
    if status is None:
        return ()
    mark = MARKS[status][1 if ascii_only else 0]
    word = say_of("status", status)
    widest = max(len(say_of("status", one)) for one in Status)
    blanks = " " * (widest - len(word) + 2)
    return (("class:mark", f"{mark} "), ("class:status", word), ("", blanks))


def _draw_table(table: Table, width: int) -> list[StyledLine]:
    columns = list(zip(table.head, *table.rows, strict=True))
    widths = [max(map(width_of, column)) for column in columns]
    if sum(widths) + 2 * (len(widths) - 1) > width:
        return _draw_as_lines(table, width)
    return [
        _row(table.head, widths, "class:heading"),
        *(_row(row, widths, "") for row in table.rows),
    ]


def _row(cells: tuple[str, ...], widths: list[int], style: str) -> StyledLine:
    padded = [pad(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return ((style, "  ".join(padded).rstrip()),)


def _draw_as_lines(table: Table, width: int) -> list[StyledLine]:
    """Each row as lines of head and cell, where columns do not fit side by side."""
    lines: list[StyledLine] = []
    for row in table.rows:
        if lines:
            lines.append(BLANK)
        for head, cell in zip(table.head, row, strict=True):
            lines += plainly(f"{head}: {cell}" if head else cell, width)
    return lines
