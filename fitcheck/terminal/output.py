"""Documents on stdout: the painter's lines, printed by Rich, or plain words."""

from typing import TYPE_CHECKING, TextIO

from fitcheck.document import (
    MARKS,
    Answered,
    Block,
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
from fitcheck.env import Env
from fitcheck.terminal.paint import STYLES, draw
from fitcheck.terminal.streams import laid
from fitcheck.terminal.wrap import columns
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Status

if TYPE_CHECKING:
    from rich.console import Console

TEXT_WIDTH = 72
"""Columns of a text file."""


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
    """Write blocks to stdout: drawn, or in plain words if asked for."""
    if plain:
        env.stdout.write(laid(env, env.stdout, tell(blocks)))
    else:
        drawn_on(_console(env), blocks, marks=can_show_marks(env.stdout))


def drawn_on(console: "Console", blocks: Blocks, *, marks: bool) -> None:
    """Print the painter's lines; without marks, in signs that every terminal has."""
    from rich.text import Text

    for line in draw(blocks, columns(console.width), ascii_only=not marks):
        styled = ((text, STYLES.get(style, "")) for style, text in line)
        # The lines are laid already: nothing may be wrapped, cropped or filled up again.
        console.print(Text.assemble(*styled), soft_wrap=True)


def as_text(blocks: Blocks) -> str:
    """A document as a file of plain text: the painter's lines, which no editor has to break."""
    lines = draw(blocks, TEXT_WIDTH, ascii_only=False)
    return "".join(f"{''.join(text for _, text in line).rstrip()}\n" for line in lines)


def tell(blocks: Blocks) -> str:
    """The same in words only: no marks, no boxes, no tables; one line a thought."""
    return "".join(f"{line}\n" for block in blocks for line in _tell_one(block))


def _tell_one(block: Block) -> tuple[str, ...]:
    match block:
        case Heading(text):
            return ("", sentence(text))
        case Paragraph():
            return tuple((block.told or block.labelled).splitlines()) or ("",)
        case Verbatim(text):
            return tuple(text.splitlines()) or ("",)
        case Table() | Course():
            return block.told
        case _:
            return (_tell_line(block),)


def _tell_line(block: Entry) -> str:
    match block:
        case Bullet(text):
            return text
        case Numbered(number, body):
            text = " ".join(sentence(one.labelled) for one in body)
            return say("plain.line", key=number, label=text)
        case PointLine(number):
            return say("plain.line", key=number, label=sentence(block.told))
        case StatusLine():
            return _tell_status(block)
        case Answered():
            return tell_answered(block)
        case Trail(title, told=told):
            return " ".join((sentence(title), *told))


def _tell_status(line: StatusLine) -> str:
    title = sentence(line.title)
    parts = (
        say("plain.line", key=line.number, label=title) if line.number else title,
        say_of("status-alone", line.status) if line.status else "",
        sentence(line.aside) if line.aside else "",
        say("plain.status-before", before=line.before) if line.before else "",
    )
    return " ".join(filter(None, parts))


def tell_answered(block: Answered) -> str:
    """A statement with its answer behind it, and what was asked on from it."""
    ends = block.statement.endswith("?")
    key = "plain.answered-question" if ends else "plain.answered"
    asked = block.statement.removesuffix(".")
    first = say(key, statement=asked, answer=sentence(block.answer))
    if block.number:
        first = say("plain.line", key=block.number, label=first)
    below = (block.detail, block.reason, block.said_before, block.noted)
    more = (sentence(text) for text in below if text)
    return " ".join((first, *more))


def sentence(text: str) -> str:
    """A text that a screen reader ends with a pause."""
    return text if text.endswith((".", "?", ":")) else f"{text}."


def _console(env: Env) -> "Console":
    from rich.console import Console

    # What people typed must come out as typed: no markup, no emoji, no highlight.
    console = Console(file=env.stdout, markup=False, emoji=False, highlight=False)
    console.width = columns(console.width)
    return console
