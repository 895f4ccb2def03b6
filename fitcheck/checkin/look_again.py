"""When to look again, and a file for the person's own calendar that says nothing of why."""

from datetime import date, timedelta
from pathlib import Path

from fitcheck.checkin.named_file import free_name, type_until_written, write_file
from fitcheck.document import Blocks, Paragraph
from fitcheck.env import Env
from fitcheck.questions.clean import clean
from fitcheck.store.records import CheckIn
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter
from fitcheck.texts import local_day, say, say_day, say_error, say_lines
from fitcheck.views.calendar import calendar_file
from fitcheck.vocabulary import Form, Stage

NEXT = (timedelta(weeks=4), timedelta(weeks=6))
"""After so long a next check-in makes sense, for those who meet every week."""
ENDING = ".ics"


def say_next(last: date, today: date, chosen: date | None = None) -> str:
    """When the next check-in makes sense; a day that was chosen in the note goes before ours."""
    if chosen is not None and chosen >= today:
        return say("look-again.chosen", day=say_day(chosen))
    first, end = (last + span for span in NEXT)
    if today < first:
        return say("look-again.from", first=say_day(first), end=say_day(end))
    return say("look-again.now")


def _say_when(check_in: CheckIn, chosen: date | None) -> str:
    """When to look again; who thinks of an end may have few sessions left."""
    today = local_day(check_in.finished)
    is_ending = check_in.stage is Stage.ENDING and chosen is None
    return say("look-again.ending") if is_ending else say_next(today, today, chosen)


def offer_calendar(
    env: Env,
    prompter: Prompter,
    check_in: CheckIn,
    chosen: date | None = None,
    above: Blocks = (),
) -> str | None:
    """Say when to look again, and offer that day for a calendar; the sentences on where it is.

    `chosen` is the day that stands in the note, `above` what is told before. Not where there
    was no session yet. None where the person goes back.
    """
    if check_in.form is Form.LOOKING:
        return ""
    today = local_day(check_in.finished)
    day = chosen or today + NEXT[0]
    field = Field(
        title=say("look-again.say"),
        text=say("look-again.words"),
        body=(Paragraph(say("look-again.others", folder=reminder(day).parent)),),
        one_line=True,
        name="calendar",
    )

    def write(title: str) -> str:
        return found_at(write_file(reminder(day), entry(env, day, title)), day)

    menu = _menu(day, (*above, Paragraph(_say_when(check_in, chosen))))
    while (picked := prompter.select(menu)) == "calendar":
        place = type_until_written(prompter, field, write, say_error)
        if place is not None:
            return place
    return None if isinstance(picked, Action) else ""


def _menu(day: date, body: Blocks) -> Menu:
    return Menu(
        title=say("look-again.title"),
        body=body,
        options=(
            Option("no", say("look-again.no")),
            Option("calendar", say("look-again.calendar", day=say_day(day))),
        ),
        default="no",
        back=True,
        name="next-time",
    )


def entry(env: Env, day: date, title: str) -> str:
    """The file for a calendar; without a title it has the one that says nothing."""
    uid = "".join(env.new_id() for _ in range(4))
    words = clean(title).strip() or say("look-again.words")
    return calendar_file(day, words, uid=uid, made=env.now())


def reminder(day: date) -> Path:
    """Where the file goes: a name that is free, and that says nothing either."""
    return free_name(f"reminder-{day.isoformat()}", ENDING)


def found_at(place: Path, day: date) -> str:
    """Where the file is, and what to do with it."""
    return "\n".join(say_lines("look-again.made", place=place, day=say_day(day)))
