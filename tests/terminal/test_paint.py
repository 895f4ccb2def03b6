"""Blocks as lines of a screen, and text broken by the width it takes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcheck.document import (
    Answered,
    Block,
    Bullet,
    Heading,
    Paragraph,
    StatusLine,
    Table,
    Verbatim,
)
from fitcheck.env import Env
from fitcheck.terminal.output import show, tell
from fitcheck.terminal.paint import MARK_COLOURS, STYLES, draw
from fitcheck.terminal.wrap import fold, width_of, wrap
from fitcheck.vocabulary import Status
from tests.terminal.driver import PAGE

TABLE = Table(("theme", "May"), (("my say", "worth a look"), ("checking in", "in place")), ())


def painted(*blocks: Block, width: int = 40, ascii_only: bool = False) -> list[str]:
    """The bare text of some blocks."""
    lines = draw(blocks, width, ascii_only)
    return ["".join(text for _, text in line) for line in lines]


def test_breaks_between_words_by_width() -> None:
    """Wide signs count twice, a newline stays, and a word too long is cut at the width."""
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("你好 世界", 5) == ["你好", "世界"]
    assert wrap("a\n\nb", 9) == ["a", "", "b"]
    assert wrap("x" * 5, 2) == ["xx", "xx", "x"]
    assert wrap("", 9) == [""]


@given(st.text(), st.integers(2, 50))
def test_nothing_is_lost_or_too_wide(text: str, width: int) -> None:
    """Whatever the text, its signs come out in their order, on lines that fit."""
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)
    assert "".join(fold(text, width)) == "".join(text.splitlines())


def test_a_line_of_a_file_stays_as_it_is() -> None:
    """Blanks and empty lines of a file are shown, and a long line goes on below."""
    text = "# Note\n\n  two  blanks\n" + "word " * 5
    shown = ["# Note", "", "  two  blanks", "word word ", "word word ", "word "]
    assert painted(Verbatim(text), width=13) == shown


def test_lists_stay_together_and_headings_stay_with_what_follows() -> None:
    """Empty lines part paragraphs, and nothing that belongs together."""
    blocks = (Heading("Title"), Paragraph("One."), Bullet("a"), Bullet("b"), Paragraph("Two."))
    assert painted(*blocks) == ["Title", "One.", "", "- a", "- b", "", "Two."]


def test_what_is_for_listeners_alone_takes_no_line() -> None:
    """It is told before what it is about, and nothing of it is seen, not even its air."""
    above, told = Paragraph("Above."), Paragraph("", told="Here is your note.")
    assert painted(above, told, Paragraph("Dear you.")) == ["Above.", "", "Dear you."]
    assert tell((above, told)) == "Above.\nHere is your note.\n"


@pytest.mark.parametrize(("ascii_only", "mark"), [(False, "▲"), (True, "!")])
def test_a_status_has_its_word_on_the_line_of_its_mark(ascii_only: bool, mark: str) -> None:
    """The mark is never alone; a long title hangs, and what limits it stands below."""
    status = StatusLine(Status.WORTH_RAISING, "It fits me, and I can be myself.", "1 of 3")
    shown = painted(status, width=44, ascii_only=ascii_only)
    assert shown == [
        f"{mark} It fits me, and I can be     worth raising",
        "  myself.",
        "  1 of 3",
    ]


def test_the_glance_stands_in_columns() -> None:
    """Numbers, titles, today's words and last time's each stand under each other."""
    one = StatusLine(Status.IN_PLACE, "It can carry the work.", number="1", before="can't say yet")
    two = StatusLine(Status.WORTH_RAISING, "I have a say.", number="2")
    assert painted(one, two, width=70) == [
        "● 1  It can carry the work.               in place       can't say yet",
        "▲ 2  I have a say.                        worth raising",
    ]
    assert painted(one, width=30) == [
        "● 1 in place",
        "  can't say yet",
        "  It can carry the work.",
    ]


def test_an_answer_stands_beside_its_statement_or_below_it() -> None:
    """On the right where both fit; below where the answer is long or the screen narrow."""
    short = Answered("I could say no.", "rarely", number="3")
    long = Answered("It hurt.", "once, not talked about", number="4", detail="In May.")
    assert painted(short, long, width=60) == [
        "3  I could say no.                            rarely",
        "4  It hurt.",
        "     once, not talked about",
        "     In May.",
    ]
    assert painted(short, width=30) == ["3  I could say no.", "     rarely"]


PALETTES = {
    "white": "#ffffff",
    "black": "#000000",
    "VS Code dark": "#1e1e1e",
    "GNOME": "#171421",
    "Solarized light": "#fdf6e3",
    "Solarized dark": "#002b36",
    "Gruvbox light": "#fbf1c7",
    "Gruvbox dark": "#282828",
    "Windows": "#0c0c0c",
    "PowerShell": "#012456",
}
"""The grounds of the usual terminals."""


def light_of(colour: str) -> float:
    """How light a colour is, as the contrast rules of the web count it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", PALETTES.values(), ids=PALETTES.keys())
@pytest.mark.parametrize("status", list(Status))
def test_marks_are_seen_on_every_ground(status: Status, ground: str) -> None:
    """A mark has the contrast that a sign needs, 3 to 1, on light and on dark."""
    darker, lighter = sorted((light_of(MARK_COLOURS[status]), light_of(ground)))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_only_marks_have_a_colour() -> None:
    """Words are set by weight alone, so that they are read on any ground."""
    coloured = {name for name, style in STYLES.items() if "#" in style}
    assert coloured == {f"mark-{status}" for status in Status}


def test_stdout_gets_the_lines_of_the_held_screen() -> None:
    """One painter: what is printed is what was laid, and no line has blanks at its end."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    show(Env.of_process()._replace(stdout=out, variables={}), PAGE, plain=False)
    out.seek(0)
    laid = ["".join(text for _, text in line).rstrip() for line in draw(PAGE, 80, ascii_only=False)]
    assert [line.rstrip() for line in out.read().splitlines()] == laid


def test_no_status_no_mark() -> None:
    """Shown for its answers alone, a line has neither mark nor word."""
    assert painted(StatusLine(None, "It fits me.")) == ["It fits me."]


def test_a_table_stands_in_columns_or_in_lines() -> None:
    """Where columns do not fit, each cell is told with its head, below what it is about."""
    assert painted(TABLE)[1] == "my say       worth a look"
    assert painted(TABLE, width=20) == [
        "theme",
        "my say",
        "May: worth a look",
        "",
        "checking in",
        "May: in place",
    ]
