"""Offline reading, and help by country."""

from fitcheck.checkin.note.topics import how_to_say
from fitcheck.cli.context import Context
from fitcheck.content import bank, reading
from fitcheck.document import Blocks, Bullet, Heading
from fitcheck.errors import Words
from fitcheck.questions.did_you_mean import look_up
from fitcheck.questions.long_texts import Country, Reading
from fitcheck.texts import say, say_lines, say_of
from fitcheck.views.reading import (
    HELP,
    country_page,
    list_countries,
    list_subjects,
    subject_page,
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
    return context.show(_page(found, subject, place))


def _page(found: Reading, subject: str | None, place: str | None) -> Blocks:
    match subject, place:
        case None, _:
            return list_subjects(found)
        case "help", None:
            return list_countries(found)
        case "help", str(place):
            its = _country(found, place)
            return (Heading(its.name), *country_page(its))
        case "say", str(place):
            return words_for(found, place)
        case str(id), _:
            known = {one.id: one for one in found.pages}
            hint = Words("learn.lists-them")
            one = look_up(id, known, "learn.no-such-subject", hint, also=(HELP,))
            return (Heading(one.title), *subject_page(one, found))


def say_how(context: Context, place: str | None) -> None:
    """Say how to use fitcheck, and who can help; or only the latter, for one country."""
    found = reading()
    if place is not None:
        return context.show(_page(found, HELP, place))
    how = (Bullet(line) for line in say_lines("help.how"))
    return context.show((Heading(say("help.title")), *how, *list_countries(found)))


def words_for(found: Reading, id: str) -> Blocks:
    """Words for bringing one subject up: each question of a note, and what could be said to it."""
    known = bank()
    titles = titles_to_say(found, known)
    title = look_up(id, titles, "learn.no-such-subject", Words("learn.say.lists-them"))
    starter = known.starters[id.lower()]
    examples = {"happened": starter.happened, "wish": starter.wish}
    lines = (Bullet(f"{say_of('topics.field', name)} {it}") for name, it in examples.items())
    return (Heading(title), *lines, *how_to_say(starter))


def _country(found: Reading, id: str) -> Country:
    known = {one.name.lower(): one for one in found.help} | {one.id: one for one in found.help}
    return look_up(id, known, "learn.no-such-country", Words("learn.help.everywhere"))
