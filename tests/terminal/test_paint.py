"""Blocks as lines of a screen, and text broken by the width it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcheck.document import Block, Bullet, Heading, Paragraph, Standing, Table, Verbatim
from fitcheck.terminal.paint import draw
from fitcheck.terminal.wrap import fold, width_of, wrap
from fitcheck.vocabulary import Status

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


@pytest.mark.parametrize(("ascii_only", "mark"), [(False, "▲"), (True, "!")])
def test_a_standing_has_its_word_beside_its_mark(ascii_only: bool, mark: str) -> None:
    """The mark is never alone, and a long title hangs under its first line."""
    standing = Standing(Status.WORTH_RAISING, "It fits me, and I can be myself.", "1 of 3")
    shown = painted(standing, width=44, ascii_only=ascii_only)
    assert shown[0] == f"{mark} worth raising  It fits me, and I can be"
    assert shown[1:] == [" " * 17 + "myself.", " " * 17 + "1 of 3"]


def test_no_status_no_mark() -> None:
    """Shown for its answers alone, a line has neither mark nor word."""
    assert painted(Standing(None, "It fits me.")) == ["It fits me."]


def test_a_table_stands_in_columns_or_in_lines() -> None:
    """Where columns do not fit, each cell is told with its head."""
    assert painted(TABLE)[1] == "my say       worth a look"
    assert painted(TABLE, width=20) == [
        "theme: my say",
        "May: worth a look",
        "",
        "theme: checking in",
        "May: in place",
    ]
