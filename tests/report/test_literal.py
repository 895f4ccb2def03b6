"""Text that people typed reads in rendered Markdown exactly as they typed it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fitcheck.document import Block, Bullet, Heading, Numbered, Paragraph
from fitcheck.markdown import as_markdown, literal

from .people import HOSTILE

OURS = {"p", "h1", "h2", "h3", "ol", "ul", "li", "em", "br", "body"}
"""What the notes themselves are made of; anything else came from typed text."""

RENDERERS = {"commonmark": MarkdownIt("commonmark"), "github": MarkdownIt("js-default")}

MARKS = "\\`*_{}[]()<>#+-.!|~:=&;/@\"'$%^ \n\t0123abwx"
WORDS = ("https://", "www.a.de", "mailto:", "a@b.de", "&amp;", "&#x41;", "```", "---", "===")
NASTY = st.lists(st.sampled_from(tuple(MARKS) + WORDS), max_size=24).map("".join)
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
TYPED = st.one_of(NASTY, ANY, st.lists(st.one_of(NASTY, ANY), max_size=4).map("\n".join))


class Read(HTMLParser):
    """What a person sees of a page, and the tags it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.seen: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.seen.append(data)

    @property
    def words(self) -> str:
        return normal("".join(self.seen))


def normal(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(text.split())


def check(blocks: tuple[Block, ...], reads: str, tags: set[str]) -> None:
    """Blocks as Markdown read so in every renderer, and are made of these tags."""
    markdown = as_markdown(blocks)
    for name, renderer in RENDERERS.items():
        read = Read(renderer.render(markdown))
        assert read.words == normal(reads), name
        assert read.tags <= tags, name


@given(TYPED)
@example(HOSTILE)
@example("1985. That year")
@example("a\\")
@example("    four spaces")
@example("x\n:-:")
@example("https://a.de/b_c_d")
def test_a_paragraph_reads_as_typed(typed: str) -> None:
    """Whatever is typed reads as typed, and makes nothing but paragraphs."""
    check((Paragraph(typed),), typed, {"p"})


@given(TYPED, TYPED)
@example("- a", "1. b")
@example("# a", "===")
def test_a_list_reads_as_typed(one: str, two: str) -> None:
    """In a list nothing breaks out of its item."""
    check((Bullet(one), Bullet(two)), f"{one}\n{two}", {"ul", "li", "p"})


@given(TYPED)
def test_a_numbered_list_reads_as_typed(typed: str) -> None:
    """In a numbered list nothing breaks out of its item, and it stays one list."""
    told = (Paragraph(typed),), (Paragraph("then"),)
    check(tuple(map(Numbered, (1, 2), told)), f"{typed}\nthen", {"ol", "li", "p"})


@given(TYPED)
@example("C#")
@example("## a ##")
def test_a_heading_reads_as_typed(typed: str) -> None:
    """A title of an own checklist stays a heading and reads as it was written."""
    check((Heading(typed),), typed, {"h2"})


@given(TYPED)
def test_a_label_reads_as_typed(typed: str) -> None:
    """Behind a label text reads as typed, too."""
    told = Paragraph(typed, label="My wish")
    check((told,), f"My wish: {typed}" if typed.split() else "", {"p"})


@pytest.mark.parametrize(
    "prose",
    [
        "It's fine. I said so - twice, in fact (more or less).",
        'You said "slow down"; I didn\'t, and 50% of it was fear!',
        "I <3 this. 3 > 2, and 2 < 3. Q&A at 9.30, room 4/5: e.g. on Tuesdays.",
        "Since spring 2024 I have been coming at 17:30; it costs $80 & that is a lot.",
        "-- or so I thought + hoped, #hopeful.",
        "Ça va très bien, merci. Это хорошо. 很好。 شكرا 🙂",
    ],
)
def test_prose_stays_bare(prose: str) -> None:
    """Ordinary prose gets no backslash, for people read the file itself."""
    assert literal(prose) == prose


def test_addresses_are_broken_for_readers_that_make_links() -> None:
    """No bare address is left whole, so that no reader makes a link of it."""
    escaped = literal("https://evil.example www.evil.example me@evil.example mailto:me@x.de //a.de")
    assert re.findall(r"://|www\.|\w@\w|mailto:\w|(?<!\\)//", escaped) == []
