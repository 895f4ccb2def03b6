"""Offline reading, and help by country."""

from fitcheck.checkin.topics import how_to_say
from fitcheck.cli.context import Context
from fitcheck.content import bank, reading
from fitcheck.document import Blocks, Bullet, Heading
from fitcheck.errors import UsageError, Words
from fitcheck.questions.near import did_you_mean
from fitcheck.questions.reading import Country, Reading, Subject
from fitcheck.texts import say, say_lines
from fitcheck.views.reading import (
    HELP,
    SAY,
    countries,
    country,
    page,
    subjects,
    titles_to_say,
)


def learn_about(
    context: Context, subject: str | None, place: str | None, *, json: bool = False
) -> None:
    """Show the list of subjects, one of them, the help of one country, or words to say.

    As JSON there is the help alone: of all countries, or of one.
    """
    found = reading()
    if json:
        from fitcheck.views.as_json import countries_shape

        chosen = found.help if place is None else (_country(found, place),)
        return context.write_json(countries_shape(chosen))
    if subject is None:
        blocks = subjects(found)
    elif subject == HELP:
        if place is None:
            blocks = countries(found)
        else:
            its = _country(found, place)
            blocks = (Heading(its.name), *country(its))
    elif subject == SAY and place is not None:
        blocks = words_for(found, place)
    else:
        one = _subject(found, subject)
        blocks = (Heading(one.title), *page(one, found))
    return context.show(blocks)


def say_how(context: Context, place: str | None) -> None:
    """Say how to use fitcheck, and who can help; or only the latter, for one country."""
    found = reading()
    if place is not None:
        return learn_about(context, HELP, place)
    how = (Bullet(line) for line in say_lines("help.how"))
    blocks = (Heading(say("help.title")), *how, *countries(found))
    return context.show(blocks)


def words_for(found: Reading, id: str) -> Blocks:
    """Words for bringing one subject up: the three lines, and what a starter says beside them."""
    known = bank()
    titles = titles_to_say(found, known)
    if id.lower() not in titles:
        raise UsageError(
            "learn.no-such-subject",
            did_you_mean(id, titles, Words("learn.say.lists-them")),
            wanted=repr(id),
        )
    starter = known.starters[id.lower()]
    return (
        Heading(titles[starter.id]),
        *map(Bullet, (starter.event, starter.effect, starter.wish)),
        *how_to_say(starter),
    )


def _subject(found: Reading, id: str) -> Subject:
    known = {one.id: one for one in found.pages}
    if id.lower() not in known:
        raise UsageError(
            "learn.no-such-subject",
            did_you_mean(id, (*known, HELP), Words("learn.lists-them")),
            wanted=repr(id),
        )
    return known[id.lower()]


def _country(found: Reading, id: str) -> Country:
    known = {one.id: one for one in found.help} | {one.name.lower(): one for one in found.help}
    if id.lower() not in known:
        ids = [one.id for one in found.help]
        raise UsageError(
            "learn.no-such-country",
            did_you_mean(id, ids, Words("learn.help.everywhere")),
            wanted=repr(id),
        )
    return known[id.lower()]
