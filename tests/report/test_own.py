"""The note for the person alone: everything, with every reason."""

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from fitcheck.checkin.note.delivery import render_note
from fitcheck.document import Answered, Course, Moment, StatusLine
from fitcheck.store.records import Consent
from fitcheck.texts import say
from fitcheck.views.history import course_of, moment
from fitcheck.views.personal_note import Own, personal_note
from fitcheck.vocabulary import Format, Status

from .check_ins import (
    EVERYTHING,
    HISTORY,
    OWN_NOTES,
    PAGE,
    check_in,
    me_everything,
    me_over_a_year,
    me_private,
    own,
)
from .people import TITLES
from .test_summary import GRAVE, SIX, SOME, TICKS, TWO_TICKS, made


def markdown(made_of: Own) -> str:
    return render_note(made_of, Format.MARKDOWN)


NEW_YEAR = (date(2025, 11, 1), date(2026, 1, 9))


def test_every_answer_is_there_with_its_note() -> None:
    """Nothing that was said is missing."""
    words = markdown(me_everything())
    for item in EVERYTHING:
        assert item.text in words
        assert item.note in words


def test_every_point_says_why() -> None:
    """No status stands as a bare mark: below each point stands why."""
    text = markdown(me_everything())
    for number, title in TITLES.items():
        why = text.split(f"## {number}. {title}\n\n")[1]
        assert why[0] not in "-#"


def test_the_separate_page_only_by_name() -> None:
    """A kept separate page is in no note, unless it is asked for."""
    assert PAGE.answers[0].text not in markdown(me_everything())
    assert PAGE.answers[0].text in markdown(me_private())


@pytest.mark.parametrize("name", ["me_quick", "me_looking"])
def test_no_statuses_where_there_are_none(name: str) -> None:
    """Quick and before booking: answers, and no status."""
    assert not any(isinstance(one, StatusLine) for one in personal_note(OWN_NOTES[name]()))


def marked(made_of: Own) -> list[str]:
    """The statements that are marked as not in the note for the session."""
    mark = say("personal-note.left-out")
    told = [one for one in personal_note(made_of) if isinstance(one, Answered)]
    return [one.statement for one in told if mark in one.reason]


def test_what_was_left_out_is_told() -> None:
    """What stood out or was unsure and is not in the session's note is marked where it stands."""
    left = " ".join(marked(me_everything()))
    assert "two ways" in left
    assert '"stop"' not in left
    all_ticked = check_in(*EVERYTHING[:2])
    assert len(marked(own(all_ticked, Consent()))) == 1
    assert marked(own(all_ticked)) == []


def test_the_year_is_told() -> None:
    """Earlier topics, what came of sessions and open thoughts are there, each once."""
    text = markdown(me_over_a_year())
    for words in (
        "I hold back a lot.",
        "I kept it for later (2 August 2026).",
        "It was partly heard.",
        "I can say it slowly.",
        "We look at it again in May.",
        "They were glad that I said it.",
        "Ask about August.",
    ):
        assert text.count(words) == 1, words


@pytest.mark.parametrize("few", [1, 2])
def test_two_tell_nothing_course_of(few: int) -> None:
    """Only three check-ins with one therapist are shown over time."""
    whole = me_over_a_year()
    assert any(isinstance(one, Course) for one in personal_note(whole))
    kept = replace(whole.kept, check_ins=whole.kept.check_ins[-few:])
    less = replace(whole, kept=kept)
    assert not any(isinstance(one, Course) for one in personal_note(less))


def test_each_thing_is_told_once() -> None:
    """No statement stands in it twice, and a check-in of 36 questions stays under 900 words."""
    one = made({**SIX, TICKS.id: TWO_TICKS})
    text = markdown(own(one, Consent()))
    for item in one.responses.items:
        assert text.count(item.text) == 1
    assert len(text.split()) < 900


def test_a_grave_answer_names_someone_outside() -> None:
    """The note for me says so, and an ordinary check-in does not."""
    for given, is_told in ((GRAVE, True), (SOME, False)):
        one = made(given)
        text = markdown(own(one))
        assert ("someone outside first" in text) == is_told


def test_over_time_tells_runs() -> None:
    """A status that stays is told once, from its first month to its last."""
    assert course_of(1, HISTORY) == (
        "Point 1: can't say yet in March 2026, then in place from May to October 2026."
    )


def test_over_time_names_both_years() -> None:
    """A status that stays over the turn of a year names the year it began in."""
    history = [Moment((), day, {1: Status.IN_PLACE}) for day in NEW_YEAR]
    assert course_of(1, history) == "Point 1: in place from November 2025 to January 2026."


def test_over_time_knows_a_point_that_is_new() -> None:
    """A check-in that did not know a point did not ask it."""
    history = [Moment((), date(2026, 5, 1), {})]
    assert course_of(1, history) == "Point 1: not asked in May 2026."


def test_a_moment_is_where_the_points_stood() -> None:
    """A check-in becomes one mark for each point."""
    told = moment(check_in(*EVERYTHING))
    assert told.day == date(2026, 10, 3)
    assert told.statuses[1] is Status.IN_PLACE


@pytest.mark.parametrize("name", OWN_NOTES)
def test_json(name: str) -> None:
    """The JSON names its schema and which note it is, and tells what is private by name only."""
    data = msgspec.json.decode(render_note(OWN_NOTES[name](), Format.JSON))
    assert (data["schema"], data["note"]) == (1, "me")
    assert ("separate" in data) == (name in ("me_private", "me_hostile"))
    assert len(data["answers"]) == len(OWN_NOTES[name]().check_in.responses.items)
