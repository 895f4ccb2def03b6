"""The note for a session: what was ticked, as it was typed, and nothing else."""

import ast
from datetime import date
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from fitcheck import report
from fitcheck.report import (
    Brought,
    CallNote,
    SessionNote,
    call_note,
    markdown,
    note_json,
    session_note,
    words_over,
)
from fitcheck.store.records import Consent, Line, Topic
from fitcheck.texts import catalogue, say

from .gold import GOLDEN, told
from .people import MONTH, PEOPLE, TITLES, hostile, just_fits, line, session, too_long, topic
from .test_literal import OURS, RENDERERS, Read, normal

TOLD = told()


@pytest.mark.parametrize("person", TOLD)
def test_golden(person: str) -> None:
    """The note of each person is their golden file, byte for byte."""
    golden = (GOLDEN / f"{person}.md").read_bytes().decode()
    assert TOLD[person] == golden


def test_no_golden_file_without_its_person() -> None:
    """Every golden file belongs to somebody."""
    assert {path.stem for path in GOLDEN.iterdir()} == set(TOLD)


def test_it_can_see_no_answer() -> None:
    """The note is made from consent, titles and a month; its module knows no score."""
    hints = get_type_hints(session_note)
    assert [hints["consent"], hints["month"]] == [Consent, date]
    tree = ast.parse(Path(report.__file__).read_text(encoding="utf-8"))
    taken = {
        f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    words = (".markdown.", ".texts.")
    ours = {
        name
        for name in taken
        if name.startswith("fitcheck.") and not any(one in name for one in words)
    }
    assert ours == {
        "fitcheck.questions.model.Value",
        "fitcheck.store.records.Consent",
        "fitcheck.store.records.Line",
        "fitcheck.store.records.Topic",
    }


POINT = st.one_of(st.none(), st.integers(1, 5))
TOKENS = [f"Token{number}x" for number in range(14)]
TICKS = st.lists(st.sampled_from(TOKENS), unique=True, max_size=len(TOKENS))


@st.composite
def consents(draw: st.DrawFn) -> tuple[Consent, set[str]]:
    """A consent of some of the tokens, each in a place of its own."""
    ticked = set(draw(TICKS))

    def take(place: int) -> str:
        return TOKENS[place] if TOKENS[place] in ticked else ""

    def lines(*places: int) -> tuple[Line, ...]:
        return tuple(line(take(place), draw(POINT)) for place in places if take(place))

    consent = Consent(
        aim=take(0),
        context=take(1),
        differently=take(2),
        again=take(3),
        keep=lines(4, 5),
        unsure=lines(6, 7),
        topics=(
            topic(take(8), take(9), take(10), draw(POINT)),
            topic(take(11), take(12), take(13), draw(POINT)),
        ),
        unsaid=draw(st.booleans()),
        points=draw(st.booleans()),
    )
    return consent, ticked


@given(consents())
def test_exactly_what_was_ticked(made: tuple[Consent, set[str]]) -> None:
    """What is ticked stands in the note once, and what is not never does."""
    consent, ticked = made
    words = markdown(session(consent))
    assert {token for token in TOKENS if token in words} == ticked
    assert all(words.count(token) == 1 for token in ticked)


TODAY, KEEP, NOTHING, MORE = Brought.TODAY, Brought.KEEP, Brought.NOTHING, Brought.NOTHING_MORE
SORTED = {
    "a topic wins over what works": (
        Consent(topics=(topic("t", point=2),), keep=(line("k", 2),)),
        (NOTHING, TODAY, NOTHING, NOTHING, NOTHING),
    ),
    "a question wins over what works": (
        Consent(unsure=(line("u", 5),), keep=(line("k", 5), line("l", 1))),
        (KEEP, NOTHING, NOTHING, NOTHING, TODAY),
    ),
    "an empty topic is none": (
        Consent(topics=(topic(" ", point=3),), keep=(line("k", 3),)),
        (NOTHING, NOTHING, KEEP, NOTHING, NOTHING),
    ),
    "an empty line is none": (
        Consent(unsure=(line(" ", 1),), keep=(line("", 2), line("k", 4))),
        (NOTHING, NOTHING, NOTHING, KEEP, NOTHING),
    ),
    "what is not said may be about any": (
        Consent(unsaid=True, keep=(line("k", 4),)),
        (MORE, MORE, MORE, KEEP, MORE),
    ),
    "all five": (
        Consent(
            topics=(topic("t", point=5), topic("u", point=1)),
            unsure=(line("v", 3),),
            keep=(line("k", 4), line("l", 2)),
        ),
        (TODAY, KEEP, TODAY, KEEP, TODAY),
    ),
    "five times nothing": (Consent(aim="a", topics=(topic("of my own"),), unsaid=True), ()),
    "a point that there is not": (Consent(topics=(topic("t", point=6),)), ()),
    "not wanted": (Consent(points=False, topics=(topic("t", point=2),)), ()),
}


@pytest.mark.parametrize("case", SORTED)
def test_the_five_points_only_sort_the_ticks(case: str) -> None:
    """A topic or a question wins over what works; five times nothing is left out."""
    consent, brought = SORTED[case]
    note = session(consent)
    assert tuple(one.brought for one in note.points) == brought
    assert [one.title for one in note.points] == [
        title.rstrip(".") for title in TITLES.values() if brought
    ]


def test_nothing_is_not_said_of_a_point_the_page_may_be_about() -> None:
    """With something that belongs to no point, the other points say *nothing more*."""
    note = session(Consent(keep=(line("a", 1),), topics=(topic("of my own"),)))
    assert [one.brought for one in note.points[1:]] == [Brought.NOTHING_MORE] * 4


@given(st.integers(1, 31), st.integers(1, 31))
def test_the_month_and_never_the_day(one: int, other: int) -> None:
    """Two days of one month give the same note."""
    consent = Consent(aim="a")
    notes = [session_note(consent, TITLES, date(2026, 10, day)) for day in (one, other)]
    assert note_json(notes[0]) == note_json(notes[1])
    assert "October 2026" in markdown(notes[0])


@given(st.lists(st.sampled_from(["one", "it's", "3", "-", "(so)"]), max_size=40))
def test_words_over_counts_words(words: list[str]) -> None:
    """Every further word is one more over the page, and a lone dash is none."""
    full = just_fits()
    assert words_over(full) == 0
    more = msgspec.structs.replace(full, again=" ".join([full.again, *words]))
    assert words_over(more) == len(words) - words.count("-")


def test_too_long_is_told_and_not_cut() -> None:
    """260 words are 60 over, and all of them are there."""
    note = too_long()
    assert words_over(note) == 60
    assert note.topics[2].wish in markdown(note)


def test_four_topics_are_refused() -> None:
    """An agenda holds three; nothing is dropped in silence."""
    with pytest.raises(ValueError, match="three"):
        session(Consent(topics=tuple(topic(f"topic {number}") for number in range(4))))


def test_something_not_said_keeps_a_topic_that_was_ticked_with_it() -> None:
    """Only a topic that is a wish and nothing else tells what would make it easier."""
    note = session(Consent(unsaid=True, topics=(topic(wish="a", point=2), topic(wish="b"))))
    assert note.easier == ("b",)
    assert [one.wish for one in note.topics] == ["a"]


@pytest.mark.parametrize("preset", RENDERERS)
@pytest.mark.parametrize("person", TOLD)
def test_rendered(person: str, preset: str) -> None:
    """No note, however hostile, renders to anything but headings, lists and paragraphs."""
    page = Read(RENDERERS[preset].render(TOLD[person]))
    assert page.tags <= OURS


@pytest.mark.parametrize("preset", RENDERERS)
def test_hostile_text_reads_as_typed(preset: str) -> None:
    """What was typed to break the page reads in it as it was typed."""
    note = hostile()
    page = Read(RENDERERS[preset].render(markdown(note)))
    typed = [note.context, note.aim, note.again, *note.keep]
    typed += [note.topics[0].happened, note.topics[0].effect, note.topics[1].wish]
    for text in typed:
        assert normal(text) in page.words


@pytest.mark.parametrize("person", PEOPLE)
def test_json(person: str) -> None:
    """The JSON names its schema and holds the whole note."""
    note = PEOPLE[person]()
    data = note_json(note)
    assert msgspec.json.decode(data)["schema"] == 1
    assert msgspec.json.decode(data, type=SessionNote | CallNote) == note
    assert data.endswith(b"}\n")


def test_empty_parts_leave_no_heading() -> None:
    """Nothing ticked gives a title and one sentence; white space is nothing."""
    blank = Consent(aim=" \n", keep=(line(" "),), topics=(Topic(id="a", effect="\t"),))
    title = "# For our session, October 2026"
    assert markdown(session(blank)) == f"{title}\n\n{say('note.private')}\n"
    assert "##" not in markdown(call_note([line("")], MONTH))


def test_our_own_words_are_plain() -> None:
    """Every sentence of ours is short, and easy for a twelve-year-old."""
    ours = [str(text) for key, text in catalogue().items() if key.startswith("note.")]
    assert len(ours) > 15
    for text in ours:
        for sentence in text.split("."):
            assert len(sentence.split()) <= 16, text
    # By letters and words alone: the other measures fetch a dictionary first.
    assert textstat.automated_readability_index(". ".join(ours)) <= 6
