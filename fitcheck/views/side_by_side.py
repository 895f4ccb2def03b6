"""Two check-ins side by side: with two therapists, or one of them before booking.

One screen with what matters: where the points stand, what stands out with whom, and which
other answers are far apart, each said once; the rest is counted. Nothing is ranked: which of
the two is better is nothing that a program could know.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain

from msgspec.structs import replace

from fitcheck.document import Blocks, Bullet, Heading, Paragraph, Table, under
from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.compare import FAR, News, Pair, SideBySide
from fitcheck.questions.model import Bank, Value
from fitcheck.questions.score import judge
from fitcheck.store.collection import Numbered
from fitcheck.store.records import CheckIn
from fitcheck.texts import say, say_of
from fitcheck.views.comparison import describe_numbered
from fitcheck.views.stand_outs import stand_outs
from fitcheck.views.summary import outside
from fitcheck.views.wording import answer_detail, answer_word, sentence, ticked_in
from fitcheck.vocabulary import Form, Kind, Level

Names = tuple[str, str]
"""What the two are called."""
Said = tuple[Responses, Responses]
"""What was said in the two."""


def tell_side_by_side(
    left: Numbered, right: Numbered, found: SideBySide, bank: Bank, kept: Sequence[Numbered]
) -> Blocks:
    """Two check-ins side by side.

    `kept` are all check-ins: the latest one before booking, or one of the two, tells what
    matters.
    """
    names = (_name(left.check_in), _name(right.check_in))
    named = list(zip(names, (left, right), strict=True))
    met = [(name, one.check_in) for name, one in named if one.check_in.form is not Form.LOOKING]
    have_points = all(one.check_in.form is Form.FULL for _, one in named)
    looking = [one for it in (*kept, left, right) if (one := it.check_in).form is Form.LOOKING]
    said = (left.check_in.responses, right.check_in.responses)
    told = [*(f"{name}: {_which(one)}." for name, one in named), say("compare.beside.not-ranked")]
    # Before booking other questions are asked: beside each other they would tell nothing.
    answers, counted = _answers(found.pairs, said, names) if len(met) != 1 else ((), ())
    last = (
        *counted,
        say("compare.beside.all", left=left.number, right=right.number),
        *((say("summary.everyday-only"),) if met else ()),
        say("safe.line"),
    )
    return (
        Heading(say("compare.beside.title")),
        Paragraph("\n".join(told), quiet=True),
        *((_points(found, names),) if have_points else ()),
        *(replace(one, label=name) for name, it in met for one in outside(it)),
        *(_matters(looking[-1].responses, met, bank) if met and looking else ()),
        *answers,
        Paragraph("\n".join(last)),
    )


def _name(check_in: CheckIn) -> str:
    """What a check-in is called beside another one."""
    is_looking = check_in.form is Form.LOOKING
    usual = "compare.beside.before-booking" if is_looking else "compare.beside.no-name"
    return check_in.therapist or say(usual)


def _which(line: Numbered) -> str:
    """The number, the day and the stage of a check-in."""
    is_looking = line.check_in.form is Form.LOOKING
    return describe_numbered(line, "compare.beside.looking" if is_looking else "compare.check-in")


def _matters(looking: Responses, met: Sequence[tuple[str, CheckIn]], bank: Bank) -> Blocks:
    """What matters to the person, each with what the check-ins say to it."""
    wanted = [
        (words, [(name, _says_to(item, check_in, bank)) for name, check_in in met])
        for item, words in _wanted(looking, bank)
    ]
    told = (
        "\n".join((words, *(f"{name}: {it or say('answer.not-asked')}" for name, it in said)))
        for words, said in wanted
        if any(it for _, it in said)
    )
    unasked = [words for words, said in wanted if not any(it for _, it in said)]
    lead = (Paragraph(say("compare.beside.unasked")),) if unasked else ()
    return under(say("compare.beside.matters"), (*map(Bullet, told), *lead, *map(Bullet, unasked)))


def _wanted(looking: Responses, bank: Bank) -> list[tuple[Item, str]]:
    """What the person said that it matters to them, the most first, each as a sentence."""
    matters = {each.id: each.matters for each in bank.looking}
    ranked = [
        (matters[item.asked.list].index(item.reply.choice), item)
        for item in looking.items
        if item.reply.choice in matters.get(item.asked.list, ())
    ]
    return [(item, sentence(item, looking)) for _, item in sorted(ranked, key=lambda one: one[0])]


def _says_to(wanted: Item, check_in: CheckIn, bank: Bank) -> str:
    """The answers of a check-in to questions about the same thing, empty where it asked none.

    What a question is about stands in today's bank: a record holds no constructs.
    """
    about = {one.id: set(one.constructs) for one in bank.questions}
    return " ".join(
        sentence(one, check_in.responses)
        for one in check_in.responses.items
        if about.get(one.id, set()) & about.get(wanted.id, set())
    )


def _points(found: SideBySide, names: Names) -> Table:
    rows = [
        Row(f"{one.id}. {one.title}", (say_of("status", one.earlier), say_of("status", one.later)))
        for one in found.points
    ]
    return _table(names, rows)


# The answers --------------------------------------------------------------------------


class Row(Value, frozen=True):
    """One statement with what was said to it with each of the two."""

    statement: str
    answers: tuple[str, str]
    details: tuple[str, str] = ("", "")
    """What came of it, where it happened."""


class Place(StrEnum):
    """Where an answer is told: under a title, or in a count."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    DIFFER = "differ"
    ALIKE = "alike"
    ONCE = "once"
    TWO_WAYS = "two-ways"


STANDS_OUT = {(True, False): Place.LEFT, (False, True): Place.RIGHT, (True, True): Place.BOTH}
TITLED = (*STANDS_OUT.values(), Place.DIFFER)
COUNTED = (Place.ALIKE, Place.ONCE, Place.TWO_WAYS)


def _answers(
    pairs: Sequence[Pair], said: Said, names: Names
) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """What stands out with whom and what else is far apart; and the rest, counted."""
    found: dict[Place, list[Row]] = {place: [] for place in Place}
    grave = {one.question: at for all in said for at, one in enumerate(stand_outs(all))}
    for pair in sorted(pairs, key=lambda one: grave.get(one.question, len(pairs))):
        for place, row in _placed(pair, said, grave):
            found[place].append(row)
    tables = tuple(
        _table(names, found[place], _title(place, names), _other(place, found, names))
        for place in TITLED
        if found[place]
    )
    counts = {place: len(found[place]) for place in COUNTED if found[place]}
    return tables, tuple(say_of("compare.beside", at, count=count) for at, count in counts.items())


def _title(place: Place, names: Names) -> str:
    if place is Place.DIFFER:
        return say("compare.beside.differ")
    who = {Place.LEFT: names[0], Place.RIGHT: names[1], Place.BOTH: say("compare.beside.both")}
    return say("compare.beside.stands-out", who=who[place])


def _other(place: Place, found: Mapping[Place, Sequence[Row]], names: Names) -> str:
    """That nothing stands out with the other one, where it does with this one alone."""
    others = {Place.LEFT: (Place.RIGHT, names[1]), Place.RIGHT: (Place.LEFT, names[0])}
    other, who = others.get(place, (place, ""))
    if not who or found[other] or found[Place.BOTH]:
        return ""
    return say("compare.beside.nothing", who=who)


def _placed(pair: Pair, said: Said, grave: Container[str]) -> Iterator[tuple[Place, Row]]:
    """Where an answer is told, and how; every line that was ticked stands out by itself."""
    items = (pair.earlier, pair.later)
    if any(item and item.kind is Kind.TICKS for item in items):
        yield from _ticked(items)
    elif any(item and not item.gap for item in items):
        yield _place(pair, said, grave), _row(pair, said)


def _ticked(items: tuple[Item | None, Item | None]) -> Iterator[tuple[Place, Row]]:
    """The lines that were ticked with one of the two, or with both."""
    ticked = [ticked_in(item) if item else () for item in items]
    words = (say("compare.beside.not-ticked"), say("compare.beside.ticked"))
    for line in dict.fromkeys(chain(*ticked)):
        left, right = (line in lines for lines in ticked)
        yield STANDS_OUT[left, right], Row(line.text, (words[left], words[right]))


def _place(pair: Pair, said: Said, grave: Container[str]) -> Place:
    items = (pair.earlier, pair.later)
    if pair.question in grave:
        found = (judge(item, all) if item else None for item, all in zip(items, said, strict=True))
        left, right = (one is not None and one.level is Level.RAISE for one in found)
        return STANDS_OUT[left, right]
    if pair.why:
        return Place.TWO_WAYS
    if not all(item and not item.gap for item in items):
        return Place.ONCE
    return Place.DIFFER if _differs(pair, said) else Place.ALIKE


def _differs(pair: Pair, said: Said) -> bool:
    """Whether two answers are far apart; what has no level differs by a word already."""
    if pair.steps >= FAR or pair.news not in (None, News.SAME):
        return True
    is_judged = pair.later is not None and judge(pair.later, said[1]) is not None
    return bool(pair.steps) and not is_judged


def _row(pair: Pair, said: Said) -> Row:
    left, right = zip((pair.earlier, pair.later), said, strict=True)
    reason = f" {say_of('compare.difference', pair.why)}" if pair.why else ""
    return Row(
        f"{pair.text}{reason}",
        (answer_word(*left), answer_word(*right)),
        (answer_detail(*left), answer_detail(*right)),
    )


def _table(names: Names, rows: Iterable[Row], title: str = "", more: str = "") -> Table:
    """What was said in two columns; in words: the statement, then each name with its answer.

    `more` is told behind them: in columns it is seen.
    """
    cells: list[tuple[str, str, str]] = []
    told = ["", f"{title.removesuffix('.')}."] if title else []
    for row in rows:
        columns = list(zip(names, row.answers, row.details, strict=True))
        came = (f"{name}: {detail}" for name, _, detail in columns if detail)
        cells.append(("\n".join((row.statement, *came)), *row.answers))
        words = (
            say("compare.beside.said", who=name, answer=". ".join(filter(None, said)))
            for name, *said in columns
        )
        told.append(" ".join((row.statement, *words)))
    told += [more] if more else []
    return Table(head=(title, *names), rows=tuple(cells), told=tuple(told))
