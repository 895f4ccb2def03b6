"""The file for a person's own calendar, read by another program."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from fitcheck.views.calendar import WIDEST, calendar_file
from tests.stories.people import Person
from tests.stories.play import FACES, play
from tests.world import World

DAY = date(2026, 12, 24)
MADE = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
TELLING = ("therap", "fitcheck", "fit-check", "session", "check-in", "counsel")
"""Words that would say what the day is about."""


def event(text: str) -> Any:
    """The one day of a calendar file, as another program reads it."""
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    return found


def is_discreet(*texts: str) -> bool:
    """Whether nobody could learn from it what the day is about."""
    return not any(word in text.lower() for text in texts for word in TELLING)


@given(title=st.text(st.characters(exclude_categories=["C"]), max_size=200))
@example(title="\\N")
@example(title="a\\n; b, c")
def test_another_program_reads_what_was_meant(title: str) -> None:
    """Any title comes out as it went in, in lines as the standard wants them."""
    text = calendar_file(DAY, title, uid="abc", made=MADE)
    found = event(text)
    assert str(found["SUMMARY"]) == " ".join(title.split())
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (DAY, DAY + timedelta(days=1))
    (alarm,) = found.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=9)
    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line or len(line) > WIDEST for line in lines)


def test_a_command_makes_it(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four weeks from the last check-in, under words and a name that say nothing of why."""
    monkeypatch.chdir(tmp_path)
    for number in ("", "-2"):
        ran = world.fitcheck("calendar")
        assert (ran.code, ran.out) == (0, "")
        place = tmp_path / f"reminder-2026-12-21{number}.ics"
        assert str(place) in ran.err
        text = place.read_bytes().decode()
        assert event(text)["DTSTART"].dt == date(2026, 12, 21)
        assert is_discreet(text, place.name)
    assert len({event(one.read_bytes().decode())["UID"] for one in tmp_path.glob("*.ics")}) == 2


def test_the_words_and_the_day_are_the_person_s(world: World, tmp_path: Path) -> None:
    """So are the place, which is never replaced unasked, and the output."""
    place = tmp_path / "day.ics"
    words = ("calendar", "2027-01-31", "--title", "Tea; with\u202e Ida", "-o", place)
    assert world.fitcheck(*words).code == 0
    found = event(place.read_bytes().decode())
    assert (found["SUMMARY"], found["DTSTART"].dt) == ("Tea; with Ida", date(2027, 1, 31))
    assert world.fitcheck(*words).code == 1
    assert world.fitcheck(*words, "--force").code == 0
    assert event(world.fitcheck("calendar", "-o", "-").out)["SUMMARY"] == "Time for myself"


@pytest.mark.parametrize("words", ["2020-01-01", "tomorrow", "-o day.txt", "--force"])
def test_what_makes_no_sense_is_told(world: World, words: str) -> None:
    """A day that is over, or none; an ending that is no calendar's; nothing to replace."""
    assert world.fitcheck("calendar", *words.split()).code == 2


@pytest.mark.parametrize("face", FACES)
def test_it_is_offered_at_the_end(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, face: str
) -> None:
    """Where the day is told; what was typed stands there, and the folder was named before."""
    monkeypatch.chdir(tmp_path)
    person = Person("reminded", choices={"next-time": "calendar"}, texts={"calendar": "Tea"})
    told = play(world, person, face)
    assert "next-time" in told.asked
    (place,) = tmp_path.glob("*.ics")
    assert any(str(tmp_path) in text for text in told.shown)
    assert str(place) in told.ran.err
    assert event(place.read_bytes().decode())["SUMMARY"] == "Tea"
    assert is_discreet(place.read_bytes().decode(), place.name)


@pytest.mark.parametrize("face", FACES)
def test_it_is_not_offered_where_it_would_be_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, face: str
) -> None:
    """Before booking, where no session is left, where nothing is kept: no day and no file."""
    monkeypatch.chdir(tmp_path)
    for choices in (
        {"stage": "looking"},
        {"stage": "ending", "session-to-come": "no"},
        {"keeping": "nothing"},
    ):
        world = World(tmp_path / "-".join(choices.values()))
        told = play(world, Person("alone", choices=choices), face)
        assert "next-time" not in told.asked
    assert not list(tmp_path.glob("*.ics"))
