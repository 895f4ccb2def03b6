"""Blocks on a terminal: drawn by Rich, or told in plain words; makes the one Console."""

from typing import TYPE_CHECKING, TextIO

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
from fitcheck.env import Env
from fitcheck.texts import say_of
from fitcheck.vocabulary import Status

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST = 80
"""Columns; longer lines are hard to read."""

COLOURS = {
    Status.WORTH_RAISING: "yellow",
    Status.WORTH_A_LOOK: "cyan",
    Status.IN_PLACE: "green",
}


def can_show_marks(stream: TextIO) -> bool:
    """Whether the marks can be written to this stream as they are."""
    try:
        "".join(mark for mark, _ in MARKS.values()).encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def mark(status: Status, *, marks: bool) -> str:
    """The mark of a status, in signs that the terminal can show."""
    return MARKS[status][0 if marks else 1]


def show(env: Env, blocks: Blocks, *, plain: bool) -> None:
    """Write blocks to stdout: drawn on a terminal, in plain words if asked for."""
    if plain:
        env.stdout.write(tell(blocks))
    else:
        draw(env, blocks)


def tell(blocks: Blocks) -> str:
    """The same in words only: no marks, no boxes, no tables; one line a thought."""
    return "".join(f"{line}\n" for block in blocks for line in _told(block))


def _told(block: Block) -> tuple[str, ...]:
    match block:
        case Heading(text):
            return ("", _sentence(text))
        case Paragraph(text):
            return tuple(text.splitlines()) or ("",)
        case Bullet(text):
            return (text,)
        case Standing(status, title, aside):
            said = f" {say_of('status-alone', status)}" if status else ""
            return (f"{_sentence(title)}{said}{f' {_sentence(aside)}' if aside else ''}",)
        case Table(_, _, told):
            return told
        case Verbatim(text):
            return tuple(text.splitlines())


def _sentence(text: str) -> str:
    """A text that a screen reader ends with a pause."""
    return text if text.endswith((".", "?", ":")) else f"{text}."


def draw(env: Env, blocks: Blocks) -> None:
    """Draw blocks on stdout."""
    drawn_on(_console(env), blocks, marks=can_show_marks(env.stdout))


def drawn_on(console: "Console", blocks: Blocks, *, marks: bool) -> None:
    """Draw blocks on a console; without marks, in signs that every terminal has."""
    for place, block in enumerate(blocks):
        if place and isinstance(block, Heading | Standing):
            console.print()
        console.print(_drawn(block, marks=marks))


def _console(env: Env) -> "Console":
    from rich.console import Console

    # What people typed must come out as typed: no markup, no emoji, no highlight.
    console = Console(file=env.stdout, markup=False, emoji=False, highlight=False, soft_wrap=False)
    if console.width > WIDEST:
        console = Console(file=env.stdout, markup=False, emoji=False, highlight=False, width=WIDEST)
    return console


def _drawn(block: Block, *, marks: bool) -> "RenderableType":
    from rich.text import Text

    match block:
        case Heading(text):
            return Text(text, style="bold")
        case Paragraph(text, quiet):
            return Text(text, style="dim" if quiet else "")
        case Bullet(text):
            return _hanging(Text("  -"), Text(text))
        case Standing(status, title, aside):
            line = Text()
            line.append(title, style="bold")
            if status:
                line.append(f"  {say_of('status', status)}", style=COLOURS.get(status, ""))
            if aside:
                line.append(f"  {aside}", style="dim")
            sign = mark(status, marks=marks) if status else "-"
            colour = COLOURS.get(status, "") if status else ""
            return _hanging(Text(sign, style=colour), line)
        case Table(head, rows, _):
            return _table(head, rows)
        case Verbatim(text):
            return Text(text)


def _hanging(sign: "RenderableType", text: "RenderableType") -> "RenderableType":
    """A sign, and text whose further lines stand under its first."""
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(sign, text)
    return grid


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> "RenderableType":
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for title in head:
        grid.add_column(Text(title), overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    return grid
