"""A file for the person's own calendar, made by a command."""

from datetime import date

from fitcheck.checkin.look_again import NEXT, entry, found_at, reminder
from fitcheck.cli.context import Context
from fitcheck.cli.destination import Destination, put
from fitcheck.errors import UsageError
from fitcheck.texts import local_day


def write_calendar(
    context: Context, day: date | None, title: str, output: Destination[str]
) -> None:
    """Write the day to look again for a calendar; where none is named, four weeks from the last.

    Raises UsageError for a day that is over.
    """
    today = local_day(context.env.now())
    names = context.store.listing("check-in")
    last = local_day(names[-1].at) if names else today
    day = day or max(last + NEXT[0], today)
    if day < today:
        raise UsageError("look-again.past")
    if output.path is None:
        output = Destination(output.format, reminder(day))
    put(context.env, output, [entry(context.env, day, title)], lambda place: found_at(place, day))
