"""Offline reading, and help by country."""

from collections.abc import Iterator, Sequence

from fitcheck.checkin.topics import how_to_say
from fitcheck.cli.context import Desk
from fitcheck.content import bank, reading
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, from_text
from fitcheck.errors import UsageError
from fitcheck.questions.model import Bank, Point
from fitcheck.questions.reading import Country, Reading, Subject
from fitcheck.terminal.output import show
from fitcheck.texts import say, say_day
from fitcheck.views.bank import did_you_mean

HELP = "help"
SAY = "say"


def learn_about(desk: Desk, subject: str | None, place: str | None) -> None:
    """Show the list of subjects, one of them, the help of one country, or words to say."""
    found = reading()
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
    show(desk.env, blocks, plain=desk.plain)


def subjects(found: Reading) -> Blocks:
    """The list of what there is to read."""
    lines = [Bullet(say("learn.line", id=one.id, what=one.summary)) for one in found.pages]
    return (
        Heading(say("learn.title")),
        *lines,
        Bullet(say("learn.line", id=HELP, what=say("learn.help.summary"))),
        Paragraph(say("learn.how")),
    )


def page(one: Subject, found: Reading) -> Blocks:
    """What stands under the title of one page, with the papers behind it."""
    points = bank().points if one.points else ()
    blocks: list[Block] = [*_with_points(from_text(one.text), points)]
    keys = dict.fromkeys((*one.sources, *(key for point in points for key in point.sources)))
    papers = [found.sources[key] for key in keys if key in found.sources]
    if one.id == SAY:
        blocks += _words(found)
    if papers:
        blocks += [Heading(say("learn.sources")), *map(Bullet, papers)]
    return tuple(blocks)


def _with_points(blocks: Blocks, points: Sequence[Point]) -> Blocks:
    """A page with the five points before its first heading."""
    told: list[Block] = []
    for point in points:
        told += [Heading(f"{point.id}. {point.title}"), Paragraph(point.about)]
    lead = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    return (*blocks[:lead], *told, *blocks[lead:])


def words_for(found: Reading, id: str) -> Blocks:
    """Words for bringing one subject up: the three lines, and what a starter says beside them."""
    known = bank()
    titles = _titles(found, known)
    if id.lower() not in titles:
        raise UsageError(
            "learn.no-such-subject",
            todo=did_you_mean(id, titles, say("learn.say.lists-them")),
            wanted=repr(id),
        )
    starter = known.starters[id.lower()]
    return (
        Heading(titles[starter.id]),
        *map(Bullet, (starter.event, starter.effect, starter.wish)),
        *how_to_say(known, starter),
    )


def _words(found: Reading) -> Iterator[Block]:
    """The subjects there are words for, by what a person would call them."""
    titles = _titles(found, bank())
    for group in found.say:
        yield Heading(group.title)
        for id in group.subjects:
            if id in titles:
                yield Bullet(say("learn.line", id=id, what=titles[id]))
    yield Paragraph(say("learn.say.how"))


def _titles(found: Reading, known: Bank) -> dict[str, str]:
    return {
        id: title
        for group in found.say
        for id, title in group.subjects.items()
        if id in known.starters
    }


def countries(found: Reading) -> Blocks:
    """The countries there is help for; none is ever guessed."""
    lines = [Bullet(say("learn.line", id=one.id, what=one.name)) for one in found.help]
    return (
        Heading(say("learn.help.title")),
        *lines,
        Paragraph(say("learn.help.how")),
    )


def country(one: Country) -> Blocks:
    """Under its name: who can help in one country, and when that was checked."""
    blocks: list[Block] = [*from_text(one.text)]
    for region in one.regions:
        blocks += [Heading(region.name), *from_text(region.text)]
    checked = say_day(one.checked)
    blocks.append(Paragraph(f"Checked on {checked}. Numbers and offices change.", quiet=True))
    return tuple(blocks)


def _subject(found: Reading, id: str) -> Subject:
    known = {one.id: one for one in found.pages}
    if id.lower() not in known:
        raise UsageError(
            "learn.no-such-subject",
            todo=did_you_mean(id, (*known, HELP), say("learn.lists-them")),
            wanted=repr(id),
        )
    return known[id.lower()]


def _country(found: Reading, id: str) -> Country:
    known = {one.id: one for one in found.help} | {one.name.lower(): one for one in found.help}
    if id.lower() not in known:
        ids = [one.id for one in found.help]
        raise UsageError(
            "learn.no-such-country",
            todo=did_you_mean(id, ids, say("learn.help.everywhere")),
            wanted=repr(id),
        )
    return known[id.lower()]
