"""Pages to read offline, and help by country, as documents."""

from collections.abc import Iterator, Sequence

from fitcheck.content import bank
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, from_text, under
from fitcheck.questions.long_texts import Country, Reading, Subject
from fitcheck.questions.model import Bank, Point
from fitcheck.texts import say, say_day

HELP = "help"
SAY = "say"


def list_subjects(found: Reading) -> Blocks:
    """The list of what there is to read."""
    lines = [Bullet(say("learn.line", id=one.id, what=one.summary)) for one in found.pages]
    return (
        Heading(say("learn.title")),
        *lines,
        Bullet(say("learn.line", id=HELP, what=say("learn.help.summary"))),
        Paragraph(say("learn.how")),
    )


def subject_page(one: Subject, found: Reading) -> Blocks:
    """What stands under the title of one page, with the papers behind it."""
    points = bank().points if one.points else ()
    blocks: list[Block] = [*_with_points(from_text(one.text), points)]
    keys = dict.fromkeys((*one.sources, *(key for point in points for key in point.sources)))
    papers = [found.sources[key] for key in keys if key in found.sources]
    if one.id == SAY:
        blocks += _words(found)
    return (*blocks, *under(say("learn.sources"), map(Bullet, papers)))


def _with_points(blocks: Blocks, points: Sequence[Point]) -> Blocks:
    """A page with the five points before its first heading."""
    told: list[Block] = []
    for point in points:
        told += [Heading(f"{point.id}. {point.title}"), Paragraph(point.about)]
    lead = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    return (*blocks[:lead], *told, *blocks[lead:])


def _words(found: Reading) -> Iterator[Block]:
    """The subjects there are words for, by what a person would call them."""
    titles = titles_to_say(found, bank())
    for group in found.say:
        yield Heading(group.title)
        for id in group.subjects:
            if id in titles:
                yield Bullet(say("learn.line", id=id, what=titles[id]))
    yield Paragraph(say("learn.say.how"))


def titles_to_say(found: Reading, known: Bank) -> dict[str, str]:
    """What a person would call each subject there are words for, by its id."""
    return {
        id: title
        for group in found.say
        for id, title in group.subjects.items()
        if id in known.starters
    }


def list_countries(found: Reading) -> Blocks:
    """The countries there is help for; none is ever guessed."""
    lines = [Bullet(say("learn.line", id=one.id, what=one.name)) for one in found.help]
    return (
        Heading(say("learn.help.title")),
        *lines,
        Paragraph(say("learn.help.how")),
    )


def country_page(one: Country) -> Blocks:
    """Under its name: who can help in one country, and when that was checked."""
    blocks: list[Block] = [*from_text(one.text)]
    for region in one.regions:
        blocks += [Heading(region.name), *from_text(region.text)]
    checked = say_day(one.checked)
    blocks.append(Paragraph(say("learn.checked", day=checked), quiet=True))
    return tuple(blocks)
