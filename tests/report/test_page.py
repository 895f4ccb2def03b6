"""The HTML page: the same value, every text escaped, nothing that runs or asks."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import example, given

from fitcheck.document import Blocks, Heading, Paragraph
from fitcheck.report import call_note, letter
from fitcheck.store.records import Consent
from fitcheck.texts import say_of
from fitcheck.views.personal_note import MOST_MOMENTS, personal_note
from fitcheck.views.web_page import as_html, style
from fitcheck.vocabulary import Status

from .check_ins import HISTORY, OWN_NOTES, course, me_over_a_year
from .people import HOSTILE, MONTH, PEOPLE, line, session, topic
from .test_literal import TYPED, normal

PAGES = {name: as_html(letter(make())) for name, make in PEOPLE.items()} | {
    name: as_html(personal_note(make())) for name, make in OWN_NOTES.items()
}

OVER_TIME: Blocks = (Heading("My check-in", level=1), Heading("Over time"), course())

MIDDLE: Blocks = (Heading("A letter", level=1), Paragraph("word " * 180))
"""A page that is printed in the middle size."""

NAMES = str.split
TAGS = NAMES(
    "html head meta title style body main header section div h1 h2 h3 p span strong b "
    "footer ol ul li i svg desc g circle path text"
)
ATTRIBUTES = NAMES(
    "lang charset http-equiv content name class id dir role aria-labelledby width height "
    "viewbox cx cy r d x y aria-hidden"
)
VOID = {"meta"}


class Page(HTMLParser):
    """A page as a browser reads it: tags, attributes and words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.setdefault(self.open[-1] if self.open else "", []).append(data)

    def said(self, *tags: str) -> str:
        """The words inside these elements, or of the whole page but its style."""
        chosen = tags or tuple(set(self.words) - {"style", "title", "desc"})
        return normal(" ".join(part for tag in chosen for part in self.words.get(tag, ())))


@pytest.mark.parametrize("name", PAGES)
def test_only_calm_elements(name: str) -> None:
    """No script, no link, no image, no inline style: a page is words and drawings."""
    page = Page(PAGES[name])
    assert set(page.tags) <= set(TAGS)
    assert {attribute for attribute, _ in page.attributes} <= set(ATTRIBUTES)


@pytest.mark.parametrize("name", [name for name in PAGES if "hostile" not in name])
def test_no_address(name: str) -> None:
    """A page names no address, and no font or picture from anywhere."""
    assert not re.search(r"https?:|//|url\(|@import|@font-face|src=|href=", PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_lets_through_the_one_style_sheet(name: str) -> None:
    """Everything is forbidden but this style sheet, by its hash."""
    responses = re.findall(r"<style>(.*?)</style>", PAGES[name], re.DOTALL)
    assert len(responses) == 1
    digest = b64encode(sha256(responses[0].encode()).digest()).decode()
    policies = [
        value for name, value in Page(PAGES[name]).attributes if value.startswith("default-src")
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


@given(TYPED, TYPED)
@example(HOSTILE, "]]></title></style>")
def test_typed_text_reads_as_typed(one: str, two: str) -> None:
    """Whatever is typed stands in the page as it was typed, and is no element of it."""
    consent = Consent(
        unsure=(line(two),),
        keep=(line(one, 1),),
        topics=(topic(one, two, one, two), topic(two, one, two)),
    )
    page = Page(as_html(letter(session(consent))))
    assert set(page.tags) <= set(TAGS)
    for text in (one, two):
        assert normal(text) in page.said()


@pytest.mark.parametrize("name", PEOPLE)
def test_the_session_page_tells_no_status(name: str) -> None:
    """What a therapist gets holds no status, drawn or told."""
    page = Page(PAGES[name])
    drawn = " ".join(value for name, value in page.attributes if name == "class").split()
    for status in Status:
        assert status not in drawn
        assert say_of("status", status) not in page.said()


def test_the_points_are_drawn_described_and_told() -> None:
    """The drawing has a title and a description; beside it the same stands in words."""
    consent = Consent(keep=(line("a", 1),), topics=(topic("b", point=3),), points=True)
    page = Page(as_html(letter(session(consent))))
    assert "The five points" in page.said("title")
    assert page.said("desc") == (
        "1: working well, please keep. 2: nothing from me today. 3: something for today. "
        "4: nothing from me today. 5: nothing from me today."
    )
    assert page.said("strong") == "working well, please keep something for today"
    assert "It fits me, and I can be myself" in page.said("span")
    names = dict(page.attributes)
    assert names["role"] == "img"
    assert names["aria-labelledby"] == "brought-title brought-desc"


def test_looking_back_is_told_too() -> None:
    """Beside the marks over time stands a sentence for each point."""
    page = Page(as_html(OVER_TIME))
    assert "The five points over time" in page.said("title")
    for told in course().told:
        assert told in page.said("span")
        assert told in page.said("desc")


def test_looking_back_draws_no_line_and_no_number() -> None:
    """Over time there are marks; nothing joins them, and nothing counts."""
    page = Page(as_html(OVER_TIME))
    assert {"line", "polyline"}.isdisjoint(page.tags)
    paths = [value for attribute, value in page.attributes if attribute == "d"]
    # A half circle or a triangle: closed shapes about one mark.
    assert all(path.endswith("Z") for path in paths)
    assert page.tags.count("g") == 5 * len(HISTORY)


def test_many_check_ins_stay_large_enough_to_see() -> None:
    """The latest ones are drawn, as many as can be seen on a phone."""
    year = me_over_a_year()
    kept = msgspec.structs.replace(year.kept, check_ins=(*year.kept.check_ins,) * 5)
    many = msgspec.structs.replace(year, kept=kept)
    page = Page(as_html(personal_note(many)))
    assert page.tags.count("g") == 5 * MOST_MOMENTS + 5


def test_a_page_for_a_call_has_room_to_write() -> None:
    """Each question has a line for the reply."""
    page = as_html(letter(call_note(Consent(unsure=(line("One?"), line("Two?"))), MONTH)))
    assert page.count('class="room"') == 2


def _brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, brighter = sorted(map(_brightness, (one, other)))
    return (brighter + 0.05) / (darker + 0.05)


READ = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("quiet", "paper"),
    ("quiet", "tint"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("warm", "paper"),
    ("warm", "tint"),
    ("paper", "accent"),
)
"""Every colour that something is written in, with the one it stands on."""


def tables() -> list[dict[str, str]]:
    """The colours of the style sheet: light, dark and printed."""
    roots = re.findall(r":root \{(.*?)\}", style(), re.DOTALL)
    return [dict(re.findall(r"--(\w+): (#\w{6});", root)) for root in roots]


def test_everything_can_be_read() -> None:
    """Every colour stands out from what it stands on by 4.5 to 1, light, dark and printed."""
    assert len(tables()) == 3
    for colours in tables():
        for ink, ground in READ:
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_no_rule_is_for_nothing() -> None:
    """Every class that the style sheet knows stands in some page."""
    known = set(re.findall(r"\.([a-z][a-z-]*)", re.sub(r"/\*.*?\*/", "", style(), flags=re.S)))
    used = {
        word
        for page in (*PAGES.values(), as_html(OVER_TIME), as_html(MIDDLE))
        for name, value in Page(page).attributes
        if name == "class"
        for word in value.split()
    }
    assert known - used == set()
