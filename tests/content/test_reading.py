"""The pages to read, the page that fits what was said apart, and where help was looked up."""

import re

import msgspec
import pytest

from fitcheck.cli.learn import words_for
from fitcheck.document import Heading, Paragraph
from fitcheck.errors import UsageError
from fitcheck.questions.clean import clean
from fitcheck.questions.long_texts import Country, SeparateTexts
from fitcheck.texts import say_error
from fitcheck.views.reading import subject_page
from fitcheck.vocabulary import Tier
from tests.content.shipped import bank, reading, sentences
from tests.content.test_wording import HELP_GRADE, PAGE_GRADE, REPAIR, above

WANTED = (
    "sent",
    "under-eighteen",
    "programs",
    "when-it-must-end",
    "by-video",
    "taking-part",
    "is-it-normal",
    "not-heard",
    "say",
)
"""The pages that people asked for and that were missing."""
MOST_WORDS = 400
NAMED = re.compile(
    r'(?:read|Please read) "([A-Z][^"]+)"'
    r'|"([A-Z][^"]+)" (?:is the page|says more|lists|has|is for you|is about|say more)'
)
"""How a page names another one."""
NUMBER = re.compile(r"\d[\d -]+\d|\d{3,}")
YEAR = re.compile(r"(?:19|20)\d\d")
ONWARD = re.compile(r"raise it|end the therapy|message is enough|sort this out|no reason", re.I)
"""How to go on with a therapist, or to leave."""
WANTED_IT = re.compile(r"wanted it|wished for|said yes, or", re.I)


def fitting() -> SeparateTexts:
    return reading().separate


KEYS = tuple(fitting().paragraphs)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def digits(text: str) -> set[str]:
    """The numbers of three digits or more in a text, years apart, without spaces and hyphens."""
    found = {re.sub(r"\D", "", number) for number in NUMBER.findall(text)}
    return {number for number in found if len(number) > 2 and not YEAR.fullmatch(number)}


# Pages.


@pytest.mark.parametrize("id", WANTED)
def test_the_pages_people_asked_for(id: str) -> None:
    """Each page that was asked for is there, and can be read in two minutes."""
    one = next(one for one in reading().pages if one.id == id)
    assert 100 < len(one.text.split()) < MOST_WORDS


def test_a_page_that_is_named_is_there() -> None:
    """Where a page sends a person to another one, that one has this title."""
    titles = {one.title for one in reading().pages}
    named = {
        name
        for one in reading().pages
        for pair in NAMED.findall(in_one_line(one.text))
        for name in pair
        if name
    }
    assert len(named) >= 6
    assert named <= titles


def test_couples_and_groups_are_told_early() -> None:
    """The page about fitcheck says in its first paragraph for whom it is not made."""
    about = next(one for one in reading().pages if one.id == "about")
    first = in_one_line(about.text.split("\n\n")[0])
    assert "not made for couples, families or groups" in first


def test_the_five_points_are_told_by_what_stands_at_them() -> None:
    """The page on the five points shows what the bank says of each, between lead and use."""
    one = next(one for one in reading().pages if one.id == "five-points")
    blocks = subject_page(one, reading())
    told = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert [point.about for point in bank().points] == told[1:6]
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads[:5] == [f"{point.id}. {point.title}" for point in bank().points]
    assert heads[5] == "How to use them"


@pytest.mark.parametrize(("id", "key"), [("over-time", "STE24"), ("bring-it-up", "SFD26")])
def test_a_study_known_in_part_says_so(id: str, key: str) -> None:
    """A study of which only a part was read is cited with what was read."""
    assert key in next(one for one in reading().pages if one.id == id).sources
    assert "(Read: " in reading().sources[key]


def test_each_id_and_key_is_known_once() -> None:
    """No two pages, countries or regions share an id; lines and paragraphs name each other."""
    pages = [one.id for one in reading().pages]
    countries = [one.id for one in reading().help]
    regions = [one.id for country in reading().help for one in country.regions]
    for ids in (pages, countries, regions):
        assert len(set(ids)) == len(ids)
    assert set(fitting().ended) <= set(fitting().paragraphs)
    assert {line.words for line in bank().separate.questions} == set(fitting().paragraphs)


def test_every_text_is_there_and_can_be_shown() -> None:
    """No text of the reading is empty, and none has a character that a terminal acts upon."""
    for place, text in sentences():
        assert text == clean(text), place
        is_optional = place.endswith(".of") or not place.startswith("reading")
        assert text or is_optional, place


@pytest.mark.parametrize(
    "mistake", [{"telephone": "911"}, {"checked": "last May"}, {"text": ["a", "b"]}, {"id": None}]
)
def test_a_mistake_in_the_reading_is_told_by_its_place(mistake: dict[str, object]) -> None:
    """What the file cannot say is refused, with the way to it."""
    country = {"id": "x", "name": "X", "checked": "2026-11-26", "text": "Call.", **mistake}
    (name,) = mistake
    with pytest.raises(msgspec.ValidationError, match=name):
        msgspec.convert([country], tuple[Country, ...], strict=False)


# Words to say.


def test_every_starter_has_its_place_among_the_words() -> None:
    """Each starter is listed once, by what a person would call it, in few words."""
    listed = [id for group in reading().say for id in group.subjects]
    assert len(listed) == len(set(listed))
    assert set(bank().starters) <= set(listed)
    titles = [title for group in reading().say for title in group.subjects.values()]
    assert all(len(title.split()) <= 10 for title in titles)


@pytest.mark.parametrize("id", sorted(bank().starters))
def test_the_words_of_a_subject_are_told(id: str) -> None:
    """Every line of a starter can be read without a check-in."""
    starter = bank().starters[id]
    told = "\n".join(block.text for block in words_for(reading(), id) if hasattr(block, "text"))
    for line in (starter.happened, starter.wish, starter.small, starter.ask):
        assert line in told
    assert starter.poor in told


def test_a_subject_without_words_is_told() -> None:
    """A subject there are no words for is named, with the nearest one."""
    with pytest.raises(UsageError) as caught:
        words_for(reading(), "stukc")
    assert "stuck" in say_error(caught.value)


# The page after a yes or not sure.


def test_every_part_is_easy() -> None:
    """Each paragraph, and the page that it makes, reads at grade 7 or lower."""
    parts = list(fitting().paragraphs.items())
    whole = [(f"{key} {tier}", fitting().text(tier, [key])) for key in KEYS for tier in Tier]
    assert above(PAGE_GRADE, parts + whole) == {}


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("key", KEYS)
def test_the_page_fits_one_answer(key: str, tier: Tier) -> None:
    """One answer gets its own paragraph and nobody else's, and what holds for everybody."""
    text = in_one_line(fitting().text(tier, [key]))
    assert [one for one in KEYS if in_one_line(fitting().paragraphs[one]) in text] == [key]
    assert "Nobody has been told." in text
    assert text.endswith("None of this is your doing.")
    assert not REPAIR.search(text)


@pytest.mark.parametrize("key", reading().separate.paragraphs)
def test_what_is_fine_is_never_said_first(key: str) -> None:
    """What holds for her comes before what may be ordinary: she would hold on to that."""
    first, *_ = reading().separate.paragraphs[key].split(". ")
    assert not re.search(r"\b(fine|ordinary|common|many people|perhaps)\b", first, re.IGNORECASE)


@pytest.mark.parametrize("tier", Tier)
def test_who_was_left_reads_nothing_of_leaving(tier: Tier) -> None:
    """A person who was left, or whose therapy is over, reads nothing of leaving or raising."""
    text = fitting().text
    assert ONWARD.search(text(tier, ["told"]))
    assert not ONWARD.search(text(tier, ["left", "told"], unsure=True))
    assert not ONWARD.search(text(tier, ["told"], over=True))


@pytest.mark.parametrize("key", sorted(set(KEYS) - {"closeness", "sexual"}))
def test_who_wanted_nothing_is_not_told_of_wanting(key: str) -> None:
    """That it makes no difference to have wanted it stands where there was something to want."""
    for tier in Tier:
        assert not WANTED_IT.search(fitting().text(tier, [key], unsure=True)), key


@pytest.mark.parametrize("key", sorted(set(KEYS) - {"fear", "threat"}))
def test_a_doubt_brings_no_alarm(key: str) -> None:
    """Not sure of tier B, as about a second role, brings no word of fright or danger."""
    text = fitting().text(Tier.B, [key], unsure=True)
    assert not re.search(r"frighten|danger|emergency", text)


def test_what_was_not_so_is_not_said() -> None:
    """A word for not sure, and one for being sent, stand only for those they are true of."""
    plain = fitting().text(Tier.A, ["touch"])
    assert fitting().unsure not in plain
    assert fitting().sent not in plain
    assert fitting().unsure in fitting().text(Tier.A, ["touch"], unsure=True)
    assert fitting().sent in fitting().text(Tier.A, ["touch"], sent=True)


def test_an_unknown_key_lacks_no_page() -> None:
    """An answer without a paragraph of its own still gets the page."""
    text = fitting().text(Tier.A, ["of-tomorrow"])
    assert "What happens next is yours to choose." in in_one_line(text)
    assert "Keep messages" in text


def test_a_page_is_made_of_its_parts() -> None:
    """The page is what fits the answers, in the order of the file, each part once."""
    texts = SeparateTexts(
        lead={Tier.A: "You decide.", Tier.B: "There is time."},
        unsure="Both count.",
        paragraphs={"left": "You were left.", "told": "It was yours."},
        feelings="All is ordinary.",
        onward={Tier.A: "You may leave.", Tier.B: "You may raise it."},
        ended=("left",),
        ask={Tier.A: "Ask first.", Tier.B: "Ask someone."},
        sent="Ask what it means.",
        close="It is not your doing.",
        keep="It stays here.",
    )
    said = texts.text(Tier.A, ["told", "told"], unsure=True, sent=True).split("\n\n")
    assert said == [
        "You decide.",
        "Both count.",
        "It was yours.",
        "All is ordinary.",
        "You may leave.",
        "Ask first.",
        "Ask what it means.",
        "It is not your doing.",
    ]
    said = texts.text(Tier.B, ["left"]).split("\n\n")
    assert said == ["There is time.", "You were left.", "Ask someone.", "It is not your doing."]


# Help by country.


@pytest.mark.parametrize("country", reading().help, ids=lambda country: country.id)
def test_every_number_was_looked_up(country: Country) -> None:
    """Every number on a page of help stands among what was looked up, with where."""
    told = digits(" ".join([country.text, *(one.text for one in country.regions)]))
    looked_up: set[str] = set().union(*(digits(one.what) for one in country.checks))
    assert told <= looked_up
    assert all(one.where for one in country.checks)


def test_regions_are_easy() -> None:
    """A region's page reads at grade 9 or lower where it is not one list of names of bodies."""
    regions = {one.id: one.text for country in reading().help for one in country.regions}
    regions.pop("ontario")
    assert above(HELP_GRADE, regions.items()) == {}
