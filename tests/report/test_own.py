"""The note for the person alone: everything, with every reason."""

from datetime import date

import msgspec
import pytest

from fitcheck.report import note_json
from fitcheck.store.records import Consent
from fitcheck.texts import say
from fitcheck.views.personal_note import (
    Past,
    PersonalNote,
    over_time,
    own_markdown,
    own_note,
    past,
)
from fitcheck.vocabulary import Status

from .check_ins import (
    EVERYTHING,
    HISTORY,
    OWN_NOTES,
    PAGE,
    check_in,
    me_everything,
    me_private,
)
from .people import TITLES
from .test_summary import GRAVE, SIX, SOME, TICKS, TWO_TICKS, made

NEW_YEAR = (date(2025, 11, 1), date(2026, 1, 9))


def test_every_answer_is_there_with_its_note() -> None:
    """Nothing that was said is missing."""
    words = own_markdown(me_everything())
    for item in EVERYTHING:
        assert item.text in words
        assert item.note in words


def test_every_point_says_why() -> None:
    """No status stands as a bare mark."""
    note = me_everything()
    assert [one.title for one in note.points] == list(TITLES.values())
    assert all(one.why for one in note.points)


def test_the_separate_page_only_by_name() -> None:
    """A kept separate page is in no note, unless it is asked for."""
    assert PAGE.answers[0].text not in own_markdown(me_everything())
    assert PAGE.answers[0].text in own_markdown(me_private())


@pytest.mark.parametrize("name", ["me_quick", "me_looking", "me_private"])
def test_no_statuses_where_there_are_none(name: str) -> None:
    """Quick, before booking and after a separate sign: answers, and no status."""
    note = OWN_NOTES[name]()
    assert note.points == ()
    assert all(part.status is None for part in note.others)


def test_without_a_result_no_answer_is_judged() -> None:
    """After a separate sign the everyday answers stand for themselves."""
    assert not any(one.reason for part in me_private().others for one in part.answers)


def marked(note: PersonalNote) -> list[str]:
    """The statements that are marked as not in the note for the session."""
    mark = say("personal-note.left-out")
    parts = [part for point in note.points for part in point.parts]
    return [said.text for part in parts for said in part.answers if mark in said.reason]


def test_what_was_left_out_is_told() -> None:
    """What stood out or was unsure and is not in the session's note is marked where it stands."""
    left = " ".join(marked(me_everything()))
    assert "two ways" in left
    assert '"stop"' not in left
    all_ticked = check_in(*EVERYTHING[:2])
    none = own_note(all_ticked, all_ticked.result, Consent())
    assert len(marked(none)) == 1
    assert marked(own_note(all_ticked, all_ticked.result)) == []


def test_each_thing_is_told_once() -> None:
    """No statement stands in it twice, and a check-in of 36 questions stays under 900 words."""
    one = made({**SIX, TICKS.id: TWO_TICKS})
    text = own_markdown(own_note(one, one.result, Consent()))
    for item in one.responses.items:
        assert text.count(item.text) == 1
    assert len(text.split()) < 900


def test_a_grave_answer_names_someone_outside() -> None:
    """The note for me says so, and an ordinary check-in does not."""
    for given, is_told in ((GRAVE, True), (SOME, False)):
        one = made(given)
        text = own_markdown(own_note(one, one.result))
        assert ("someone outside first" in text) == is_told


def test_over_time_tells_runs() -> None:
    """A status that stays is told once, from its first month to its last."""
    assert over_time(1, HISTORY) == (
        "Can't say yet in March 2026, then in place from May to October 2026."
    )


def test_over_time_names_both_years() -> None:
    """A status that stays over the turn of a year names the year it began in."""
    history = [Past(day=day, statuses={1: Status.IN_PLACE}) for day in NEW_YEAR]
    assert over_time(1, history) == "In place from November 2025 to January 2026."


def test_over_time_knows_a_point_that_is_new() -> None:
    """A check-in that did not know a point did not ask it."""
    history = [Past(day=date(2026, 5, 1), statuses={})]
    assert over_time(1, history) == "Not asked in May 2026."


def test_past_is_where_the_points_stood() -> None:
    """A check-in becomes one mark for each point."""
    whole = check_in(*EVERYTHING)
    told = past(whole, whole.result)
    assert told.day == date(2026, 10, 3)
    assert told.statuses[1] is Status.IN_PLACE


@pytest.mark.parametrize("name", OWN_NOTES)
def test_json(name: str) -> None:
    """The JSON names its schema and which note it is."""
    data = msgspec.json.decode(note_json(OWN_NOTES[name]()))
    assert (data["schema"], data["note"]) == (1, "me")
