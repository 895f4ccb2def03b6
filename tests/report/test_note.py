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
from msgspec.structs import replace

from fitcheck import report
from fitcheck.checkin.note.delivery import AnyNote, render_note
from fitcheck.report import (
    CallNote,
    SessionNote,
    call_note,
    letter,
    session_note,
    words,
    words_over,
)
from fitcheck.store.records import Consent, Line, Topic
from fitcheck.terminal.output import tell
from fitcheck.texts import catalogue
from fitcheck.vocabulary import Brought, Format, Talk

from .gold import GOLDEN, told
from .people import (
    MONTH,
    PEOPLE,
    TITLES,
    UNSAID,
    hostile,
    just_fits,
    line,
    session,
    too_long,
    topic,
)
from .test_literal import OURS, RENDERERS, Read, normal

TOLD = told()


def markdown(note: AnyNote) -> str:
    return render_note(note, Format.MARKDOWN)


def text(note: AnyNote) -> str:
    return render_note(note, Format.TEXT)


def json_of(note: AnyNote) -> str:
    return render_note(note, Format.JSON)


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
        "fitcheck.document.Block",
        "fitcheck.document.Blocks",
        "fitcheck.document.Bullet",
        "fitcheck.document.Heading",
        "fitcheck.document.Numbered",
        "fitcheck.document.Paragraph",
        "fitcheck.document.PointLine",
        "fitcheck.document.under",
        "fitcheck.questions.model.Value",
        "fitcheck.store.records.Consent",
        "fitcheck.store.records.Line",
        "fitcheck.store.records.Topic",
        "fitcheck.store.records.WORDED",
        "fitcheck.vocabulary.Brought",
        "fitcheck.vocabulary.Talk",
    }


POINT = st.one_of(st.none(), st.integers(1, 5))
TOKENS = [f"Token{number}x" for number in range(16)]
TICKS = st.lists(st.sampled_from(TOKENS), unique=True, max_size=len(TOKENS))


@st.composite
def consents(draw: st.DrawFn) -> tuple[Consent, set[str]]:
    """A consent of some of the tokens, each in a place of its own."""
    ticked = set(draw(TICKS))

    def take(place: int) -> str:
        return TOKENS[place] if TOKENS[place] in ticked else ""

    def lines(*places: int) -> tuple[Line, ...]:
        return tuple(line(take(place), draw(POINT)) for place in places if take(place))

    unsaid = draw(st.sampled_from(("", UNSAID)))
    consent = Consent(
        talk=draw(st.sampled_from(Talk)),
        easier=take(1) if unsaid else "",
        differently=take(2),
        again=take(3),
        keep=lines(4, 5),
        unsure=lines(6, 7),
        topics=(
            topic(take(8), take(9), take(10), take(11), draw(POINT), first=draw(st.booleans())),
            topic(take(12), take(13), take(14), take(15), draw(POINT), first=draw(st.booleans())),
        ),
        unsaid=unsaid,
        between_us=draw(st.booleans()),
        at_home=draw(st.booleans()),
        points=draw(st.booleans()),
    )
    if not unsaid:
        ticked.discard(TOKENS[1])
    ticked.discard(TOKENS[0])
    return consent, ticked


@given(consents())
def test_exactly_what_was_ticked(made: tuple[Consent, set[str]]) -> None:
    """What is ticked stands in the note once, and what is not never does."""
    consent, ticked = made
    note = session(consent)
    for page in (markdown(note), text(note)):
        assert {token for token in TOKENS if token in page} == ticked
        assert all(page.count(token) == 1 for token in ticked)


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
        Consent(unsaid=UNSAID, keep=(line("k", 4),)),
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
    "five times nothing": (
        Consent(differently="a", topics=(topic("of my own"),), unsaid=UNSAID),
        (),
    ),
    "a point that there is not": (Consent(topics=(topic("t", point=6),)), ()),
    "not wanted": (Consent(topics=(topic("t", point=2),)), ()),
}


@pytest.mark.parametrize("case", SORTED)
def test_the_five_points_only_sort_the_ticks(case: str) -> None:
    """A topic or a question wins over what works; five times nothing is left out."""
    consent, brought = SORTED[case]
    note = session(replace(consent, points=case != "not wanted"))
    assert tuple(one.brought for one in note.points) == brought
    assert [one.title for one in note.points] == [
        title.rstrip(".") for title in TITLES.values() if brought
    ]


def test_nothing_is_not_said_of_a_point_the_page_may_be_about() -> None:
    """With something that belongs to no point, the other points say *nothing more*."""
    note = session(Consent(keep=(line("a", 1),), topics=(topic("of my own"),), points=True))
    assert [one.brought for one in note.points[1:]] == [Brought.NOTHING_MORE] * 4


@given(st.integers(1, 31), st.integers(1, 31))
def test_the_month_and_never_the_day(one: int, other: int) -> None:
    """Two days of one month give the same note."""
    consent = Consent(differently="a")
    notes = [session_note(consent, TITLES, date(2026, 10, day)) for day in (one, other)]
    assert json_of(notes[0]) == json_of(notes[1])
    assert "October 2026" in markdown(notes[0])


@given(st.lists(st.sampled_from(["one", "it's", "3", "-", "(so)"]), max_size=40))
def test_words_over_counts_words(more: list[str]) -> None:
    """Every further word is one more over the page, and a lone dash is none."""
    full = just_fits()
    assert words_over(full) == 0
    longer = replace(full, again=" ".join([full.again, *more]))
    assert words_over(longer) == len(more) - more.count("-")


def test_too_long_is_told_and_not_cut() -> None:
    """What is beyond a page is counted, and all of it is there."""
    note = too_long()
    assert words_over(note) == words(note) - 200 > 50
    assert note.topics[2].wish in markdown(note)


def test_four_topics_are_refused() -> None:
    """An agenda holds three; nothing is dropped in silence."""
    with pytest.raises(ValueError, match="three"):
        session(Consent(topics=tuple(topic(f"topic {number}") for number in range(4))))


def test_what_makes_it_easier_stands_with_what_is_not_said() -> None:
    """Without something that is not said yet there is nothing to make easier."""
    assert "Ask me." in markdown(session(Consent(unsaid=UNSAID, easier="Ask me.")))
    assert "Ask me." not in markdown(session(Consent(easier="Ask me.")))


BEGINNINGS = {
    "own words": (
        Consent(topics=(topic("", "I\u2019d like to talk about Monday."),)),
        "I\u2019d like to talk about Monday.",
    ),
    "a sentence and a story, in the order of their fields": (
        Consent(topics=(topic("You came late.", "I\u2019d like to talk about Monday."),)),
        "You came late. I\u2019d like to talk about Monday.",
    ),
    "a sentence that was offered": (
        Consent(topics=(topic("Some of it gets lost."),), keep=(line("You laugh."),)),
        "Some of it gets lost.",
    ),
    "the first one": (
        Consent(topics=(topic("One."), topic("I'd like two.", first=True))),
        "I'd like two. This matters most to me today.",
    ),
    "thanks": (
        Consent(talk=Talk.THANKS, topics=(topic("One."),), keep=(line("You laugh."),)),
        "I'd like to say thank you.",
    ),
    "thanks with nothing to thank for": (
        Consent(talk=Talk.THANKS, topics=(topic("One."),)),
        "One.",
    ),
    "a goodbye": (
        Consent(talk=Talk.GOODBYE, topics=(topic("One."),)),
        "I'd like us to talk about stopping, and how we say goodbye.",
    ),
    "just to be heard": (Consent(talk=Talk.HEARD), "Today I'd like just to be heard."),
    "something unsaid": (Consent(unsaid="I keep one thing back."), "I keep one thing back."),
    "something unsaid, and a topic": (Consent(unsaid=UNSAID, topics=(topic("One."),)), "One."),
}


@pytest.mark.parametrize("case", BEGINNINGS)
def test_it_begins_with_the_person(case: str) -> None:
    """The first sentence of a page is what the person would like, never how it was made."""
    consent, begins = BEGINNINGS[case]
    assert text(session(consent)).split("\n\n")[0] == f"For our session\n{begins}"


def test_a_wish_stands_beside_its_topic() -> None:
    """A wish ends its topic as it would be said; only several of one topic have a heading."""
    sleep, report = topic("Sleep.", wish="I'd like to work on that."), topic("The report.")
    two = replace(sleep, wish="I'd like to work on that.\nCould you ask me?")
    alone, several, beside = (
        markdown(session(Consent(topics=one))) for one in ((sleep,), (two,), (sleep, report))
    )
    assert "Sleep.\n\nI'd like to work on that.\n\nOctober" in alone
    assert "Sleep.\n\n## What I'd like\n\n- I'd like to work on that.\n- Could" in several
    assert "Sleep.\n\nI'd like to work on that.\n\n" in beside
    assert "## What I'd like" not in beside


def test_who_says_thank_you_in_their_own_words_needs_none_of_ours() -> None:
    """The sentence that says thank you stands before what does not say it by itself."""
    ours = "I'd like to say thank you."
    said = ("Thank you for asking twice.", "You asked twice.")
    pages = [text(session(Consent(talk=Talk.THANKS, keep=(line(one),)))) for one in said]
    assert [ours in page for page in pages] == [False, True]


def test_a_thank_you_ends_a_goodbye() -> None:
    """It is nothing to take along, and stands below what is."""
    keep = (line("Thank you for waiting."), line("I say no now."))
    page = markdown(session(Consent(talk=Talk.GOODBYE, keep=keep)))
    assert "## What I take with me\n\nI say no now.\n\nThank you for waiting." in page


def test_who_says_goodbye_in_their_own_words_needs_none_of_ours() -> None:
    """The sentence on stopping stands first, unless the person begins by themselves."""
    ours = "I'd like us to talk about stopping"
    own = topic(happened="I'd like to finish here, and to do it well.")
    late = topic("The late starts.")
    pages = [text(session(Consent(talk=Talk.GOODBYE, topics=one))) for one in ((own,), (late,), ())]
    assert [ours in page for page in pages] == [False, True, True]


def test_a_topic_begins_as_fits_its_place() -> None:
    """Whatever comes first when the topics are put in order, nothing there is *also* to be said."""
    also = topic(happened="I'd also like to talk about sleep.")
    first = topic(happened="I'd like to talk about the report.")
    page = text(session(Consent(topics=(also, first))))
    assert "I'd like to talk about sleep." in page
    assert "I'd also like to talk about the report." in page


def test_three_topics_do_not_begin_in_the_same_words() -> None:
    """Each is begun as fits its place, wherever it was written."""
    begun = (
        "And then there's sleep.",
        "I'd like to talk about work.",
        "I'd also like to talk about us.",
    )
    page = text(session(Consent(topics=tuple(topic(happened=one) for one in begun))))
    assert "I'd like to talk about sleep." in page
    assert "I'd also like to talk about work." in page
    assert "And then there's us." in page


def test_a_topic_reads_in_one_breath() -> None:
    """What was typed in several fields is one paragraph, unless it is long or was typed so."""
    short = topic("", "You laughed", "I froze.", "I'd like to go back to it.")
    page = text(session(Consent(topics=(short,))))
    assert "\nYou laughed. I froze.\n\nI'd like to go back to it.\n" in page
    for happened in ("word " * 80, "One.\nTwo."):
        long = topic("", happened, "I froze.")
        assert "\n\nI froze.\n" in markdown(session(Consent(topics=(long,))))


def test_what_is_good_stands_before_the_wish() -> None:
    """One line beside one topic belongs to the letter; several have their title at its end."""
    told = topic("", "You laughed.", "", "I'd like to go back to it.")
    one = Consent(topics=(told,), keep=(line("You remember names."),))
    page = markdown(session(one))
    assert page.index("You remember names.") < page.index("I'd like to go back")
    two = replace(one, keep=(*one.keep, line("You wait.")))
    assert "## What has been good\n\n- You remember names." in markdown(session(two))


@pytest.mark.parametrize("talk", Talk)
def test_what_works_has_the_heading_of_the_talk(talk: Talk) -> None:
    """A thank-you needs no heading, and at a goodbye it is what the person takes along."""
    two = (line("You laugh."), line("You ask."))
    page = markdown(session(Consent(talk=talk, keep=two)))
    assert ("## What has been good" in page) == (talk in (Talk.THROUGH, Talk.HEARD))
    assert ("- You laugh." in page) == (talk is not Talk.THANKS)
    assert ("## What I take with me" in page) == (talk is Talk.GOODBYE)


def test_a_single_line_is_a_sentence_of_the_letter() -> None:
    """What helps, what is unsure: several have a title, and one beside more than one topic."""
    one = Consent(keep=(line("You laugh."),))
    page = markdown(session(one))
    assert "\n\nYou laugh.\n\n" in page
    assert "## " not in page
    both = markdown(session(replace(one, unsure=(line("Can I stop early?"),))))
    assert "## What has been good" in both
    assert "## What I'm not sure about" in both
    beside = markdown(session(replace(one, topics=(topic("One."), topic("Two.")))))
    assert "## What has been good\n\nYou laugh." in beside


@pytest.mark.parametrize("person", PEOPLE)
def test_every_form_says_the_same(person: str) -> None:
    """The page on the screen, the text and the Markdown hold the same words."""
    note = PEOPLE[person]()
    on_screen = tell(letter(note))
    read = Read(RENDERERS["commonmark"].render(markdown(note)))
    assert said(on_screen) == said(text(note)) == said(read.words)


def said(page: str) -> str:
    """The letters of a page, without the marks of its lists and the breaks of its lines."""
    return "".join(sign for sign in page if sign.isalpha())


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
    first, second = note.topics
    typed = [note.again, *note.keep, *note.unsure]
    typed += [first.about, first.happened, first.hard, first.wish, second.wish]
    for one in typed:
        assert normal(one) in page.words


@pytest.mark.parametrize("person", PEOPLE)
def test_json(person: str) -> None:
    """The JSON names its schema and holds the whole note."""
    note = PEOPLE[person]()
    data = json_of(note)
    assert msgspec.json.decode(data)["schema"] == 1
    assert msgspec.json.decode(data, type=SessionNote | CallNote) == note
    assert data.endswith("}\n")


def test_empty_parts_leave_no_heading() -> None:
    """Nothing ticked gives a title and the month; white space is nothing."""
    blank = Consent(
        differently=" \n", keep=(line(" "),), topics=(Topic(id="a", hard="\t"),), points=True
    )
    assert markdown(session(blank)) == "# For our session\n\nOctober 2026\n"
    assert "##" not in markdown(call_note(Consent(brings=" ", unsure=(line(""),)), MONTH))


def test_our_own_words_are_plain() -> None:
    """Every sentence of ours is short, and easy for a twelve-year-old."""
    note = [one for key, one in catalogue().items() if key.startswith("note.")]
    ours = [one for one in note if isinstance(one, str)]
    assert len(ours) > 15
    for one in ours:
        for sentence in one.split("."):
            assert len(sentence.split()) <= 16, one
    # By letters and words alone: the other measures fetch a dictionary first.
    assert textstat.automated_readability_index(". ".join(ours)) <= 6
