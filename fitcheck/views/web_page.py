"""A document as one self-contained HTML page: no script, no request, every text escaped."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

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
from fitcheck.markdown import as_markdown
from fitcheck.texts import say, say_of
from fitcheck.views import charts
from fitcheck.views.tags import Markup, joined, tag, void
from fitcheck.vocabulary import Brought, Status

_COLON = tag("span", ": ", class_="colon")
"""Read aloud and copied, but not seen where the two are set apart."""

PRINTED = ((160, "large"), (195, "middle"))
"""Up to how many words a page is printed in which size, so that a letter fits on one sheet."""


@cache
def style() -> str:
    """The style sheet of every page."""
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8").strip()


def as_html(blocks: Blocks) -> str:
    """The whole page of a document, which begins with its title."""
    body, foot = _part_foot(blocks)
    header, *sections = _sections(body)
    shown = tag(
        "main",
        tag("header", *_drawn(header)),
        *(tag("section", *_drawn(one), class_=_kind(one)) for one in sections),
        tag("footer", *_drawn(foot)),
    )
    size = next((size for most, size in PRINTED if words_printed(blocks) <= most), "small")
    page = tag("html", _head(blocks), tag("body", shown), lang="en", class_=size)
    return f"<!doctype html>\n{page}\n"


def _head(blocks: Blocks) -> Markup:
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    digest = b64encode(sha256(style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        void("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        # The sheet is our own; escaping it would change its hash.
        tag("style", Markup(style())),
    )


def words_printed(blocks: Blocks) -> int:
    """How many words stand on the page, but for those of the five points."""
    return len(as_markdown(tuple(one for one in blocks if not isinstance(one, PointLine))).split())


def _part_foot(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """What stands above, and the quiet lines at the end."""
    end = len(blocks)
    while end and isinstance(last := blocks[end - 1], Paragraph) and last.quiet:
        end -= 1
    return blocks[:end], blocks[end:]


def _sections(blocks: Blocks) -> list[list[Block]]:
    """The header, then each section: it begins with a heading, or with what leads a letter."""
    sections: list[list[Block]] = [[]]
    for block in blocks:
        match block:
            case Heading(level=2) | Paragraph(lead=True):
                sections.append([block])
            case _:
                sections[-1].append(block)
    return sections


def _kind(part: Iterable[Block]) -> str:
    """How a part is set: as a letter, as topics, in parts of its own, or as usual."""
    for block in part:
        match block:
            case Paragraph(lead=True):
                return "letter"
            case Numbered(room=False):
                return "topics"
            case Heading(level=3):
                return "point"
    return "part"


LISTS = {
    Bullet: ("ul", "lines"),
    Answered: ("ul", "lines"),
    Numbered: ("ol", "things"),
    StatusLine: ("ol", "rows"),
    PointLine: ("ol", "rows"),
    Trail: ("ul", "trails"),
}
"""The lists that blocks stand in, and how they are set."""


def _drawn(blocks: Iterable[Block]) -> Iterator[Markup]:
    """Blocks as elements; those of one kind that follow each other are one list."""
    for kind, group in groupby(blocks, type):
        members = tuple(group)
        items = map(_element, members)
        if kind in LISTS:
            name, class_ = LISTS[kind]
            yield from charts.pictures(members)
            yield tag(name, *items, class_=class_)
        else:
            yield from items


def _element(block: Block) -> Markup:
    match block:
        case Heading(text, level):
            return tag(f"h{level}", text)
        case Paragraph():
            return _paragraph(block)
        case Verbatim(text):
            return _typed("p", text)
        case Table(told=told) | Course(told=told):
            rows = tag("ul", *(tag("li", _typed("span", one)) for one in told), class_="rows")
            return joined((*charts.pictures((block,)), rows))
        case _:
            return tag("li", *_item(block))


def _item(block: Entry) -> Iterable[Markup]:
    match block:
        case Bullet(text):
            return (_typed("p", text),)
        case Numbered(number, body, room):
            # A line to write the reply on, during a call.
            line = [tag("div", class_="room")] if room else []
            return _count(number), tag("div", *map(_paragraph, body), *line)
        case StatusLine(status, title, number=number):
            strong = "raise" if status is Status.WORTH_RAISING else "said"
            return _row(number, title, say_of("status", status) if status else "", strong)
        case PointLine(number, title, brought):
            is_busy = brought in (Brought.TODAY, Brought.KEEP)
            return _row(number, title, say_of("note.brought", brought), "said" if is_busy else "")
        case Answered():
            return _answered(block)
        case Trail():
            return _trail(block)


def _paragraph(block: Paragraph) -> Markup:
    if block.label:
        return tag("p", tag("b", block.label, _COLON), _typed("span", block.text), class_="named")
    return _typed("p", block.text, "told" if block.quiet else "")


def _row(number: int | str, title: str, word: str, kind: str) -> Iterable[Markup]:
    """One of the five points: its number, its title, and a word at the end."""
    said = tag("strong", word, class_=kind) if kind else word
    colon = [_COLON] if word else []
    return (
        _count(number),
        tag("span", title.rstrip("."), *colon, class_="title"),
        tag("span", said, class_="what"),
    )


def _answered(said: Answered) -> Iterator[Markup]:
    yield tag("span", f"{said.statement} ")
    if said.answer:
        yield tag("strong", f"{said.answer} ")
    if said.detail:
        yield tag("span", f"{said.detail}. ", class_="detail")
    if said.reason:
        yield tag("span", said.reason, class_="reason")
    if said.note:
        noted = tag("b", say("personal-note.noted"), _COLON)
        yield tag("span", noted, _typed("span", said.note), class_="note")


def _trail(trail: Trail) -> Iterator[Markup]:
    """A thing, and below it what became of it on each day."""
    yield _typed("p", trail.title)
    for step in trail.steps:
        marks = (
            tag("span", tag("i", MARKS[how][0], aria_hidden="true"), f" {word} ")
            for how, word in step.marks
        )
        yield tag("div", tag("span", f"{step.day} ", class_="day"), *marks, class_="step")


def _typed(name: str, text: str, kind: str = "") -> Markup:
    """What someone typed: its lines stay, and it runs in its own direction."""
    return tag(name, text, class_=f"typed {kind}".strip(), dir="auto")


def _count(number: int | str) -> Markup:
    return tag("span", str(number), class_="count")
