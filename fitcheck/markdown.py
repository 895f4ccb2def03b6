"""Text that people typed, in Markdown that shows it as it stands.

Ordinary prose keeps its bare look, for people read the file itself; only what
Markdown would take for a mark is escaped (CommonMark, and tables, strikethrough
and bare addresses as GitHub reads them).
"""

import re
from collections.abc import Iterable, Sequence


def joined(blocks: Sequence[str]) -> str:
    """A whole page of blocks."""
    return "\n\n".join(blocks) + "\n"


def heading(text: str, level: int = 1) -> str:
    """A heading that reads as the text stands."""
    # Markdown drops signs # at the end of a heading; a title may well end in C#.
    return f"{'#' * level} " + re.sub(r"#(?=#*$)", r"\\#", inline(text))


def section(title: str, blocks: Sequence[str]) -> list[str]:
    """Blocks under a heading, and no heading without blocks."""
    return [heading(title, 2), *blocks] if blocks else []


def bullets(texts: Iterable[str], *, numbered: bool = False) -> list[str]:
    """What someone typed as a list; nothing where there is nothing to list."""
    each = ["\n\n".join(paragraphs(text)) for text in texts]
    return [listed(each, numbered=numbered)] if each else []


def listed(items: Sequence[str], *, numbered: bool = False) -> str:
    """A list of Markdown texts, which may run over several paragraphs."""
    drawn = []
    for place, item in enumerate(items, start=1):
        mark = f"{place}. " if numbered else "- "
        drawn.append(mark + item.replace("\n\n", "\n\n" + " " * len(mark)))
    wide = any("\n\n" in item for item in items)
    return ("\n\n" if wide else "\n").join(drawn)


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
