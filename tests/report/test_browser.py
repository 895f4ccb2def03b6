"""The pages in a real browser: they look, print and hold as they promise."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from fitcheck.report import CallNote, SessionNote, letter
from fitcheck.store.records import Consent
from fitcheck.views.personal_note import personal_note
from fitcheck.views.web_page import PRINTED, as_html, words_printed

from .browser import CHROMIUM, measured, picture, printed, run
from .check_ins import me_hostile, me_over_a_year
from .people import first_time_client, hostile, just_fits, session, topic

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

LONG_WORD = "x" * 400


def html(note: SessionNote | CallNote) -> str:
    return as_html(letter(note))


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_a_full_note_prints_on_one_page(paper: str, tmp_path: Path) -> None:
    """200 words and the five points fit on one sheet, on either paper."""
    assert printed(html(just_fits()), tmp_path / "note.pdf", paper) == 1


@pytest.mark.parametrize("paper", ["A4", "letter"])
@pytest.mark.parametrize(("most", "size"), PRINTED)
def test_a_short_note_prints_larger_and_on_one_page(
    most: int, size: str, paper: str, tmp_path: Path
) -> None:
    """The most words that are printed in a larger size still fit on one sheet."""
    full = just_fits()
    few = replace(full, topics=full.topics[:1], unsure=(), again="", differently="")
    note = replace(few, differently=" ".join(["more"] * (most - words_printed(letter(few)) - 7)))
    assert words_printed(letter(note)) == most
    assert f'class="{size}"' in html(note)
    assert printed(html(note), tmp_path / "note.pdf", paper) == 1


def test_a_long_note_prints_whole(tmp_path: Path) -> None:
    """The note for the person alone takes the sheets it needs."""
    assert printed(as_html(personal_note(me_over_a_year())), tmp_path / "note.pdf", "A4") > 1


def test_light_and_dark_differ(tmp_path: Path) -> None:
    """A page follows the light or the dark of its reader."""
    page = html(just_fits())
    picture(page, tmp_path / "light.png", width=900, height=600)
    picture(page, tmp_path / "dark.png", width=900, height=600, dark=True)
    light, dark = ((tmp_path / name).read_bytes() for name in ("light.png", "dark.png"))
    assert light != dark


def test_the_policy_lets_the_style_through() -> None:
    """The style sheet is in force under its own policy."""
    width = "getComputedStyle(page.querySelector('main')).borderTopStyle"
    assert measured([html(just_fits())], width) == ["solid"]


@pytest.mark.parametrize("width", [320, 360, 640])
def test_nothing_runs_out_of_a_narrow_page(width: int) -> None:
    """Nothing needs sideways scrolling: on a phone, or at 200 percent in a small window."""
    wide = session(
        Consent(differently=LONG_WORD, topics=(topic(LONG_WORD, LONG_WORD, LONG_WORD, LONG_WORD),))
    )
    expression = "page.documentElement.scrollWidth"
    pages = (
        html(wide),
        html(first_time_client()),
        as_html(personal_note(me_over_a_year())),
        as_html(personal_note(me_hostile())),
    )
    assert measured(pages, expression, width=width) == [str(width)] * len(pages)


def test_hostile_text_does_not_run() -> None:
    """Scripts and pictures that someone typed stay text."""
    expression = (
        "[page.title,page.scripts.length,page.images.length,page.links.length,"
        "page.querySelectorAll('[onload],[onerror]').length].join('|')"
    )
    assert measured([html(hostile())], expression) == ["For our session|0|0|0|0"]


def test_no_request_is_made(tmp_path: Path) -> None:
    """Opening even the most hostile page asks nobody for anything."""
    log = tmp_path / "net.json"
    run(html(hostile()), f"--log-net-log={log}", "--dump-dom")
    assert "evil.example" not in log.read_text(encoding="utf-8")
