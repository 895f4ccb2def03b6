"""Check-ins with two therapists side by side, as blocks: nothing is ranked.

What mattered to the person before booking stands first, beside what each check-in says
to it. Which of the two is better is nothing that a program could know.
"""

from collections.abc import Iterator, Sequence

from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, Table
from fitcheck.questions.answers import Item
from fitcheck.questions.compare import Pair, SideBySide
from fitcheck.questions.model import Bank
from fitcheck.store.records import CheckIn
from fitcheck.texts import say, say_day, say_of
from fitcheck.views.comparison import Both, answer, apart, described
from fitcheck.views.history import Line
from fitcheck.views.sentences import sentence
from fitcheck.views.summary import ending
from fitcheck.vocabulary import Form

MATTERS = "matters-to-me"
"""The list before booking that asks what matters."""

MATTERING = ("a-lot", "a-little")
"""The choices that say that something matters, the most first."""


def beside(left: Line, right: Line, found: SideBySide, bank: Bank, kept: Sequence[Line]) -> Blocks:
    """Two check-ins side by side: with two therapists, or one of them before booking.

    `kept` are all check-ins: the latest one before booking tells what matters.
    """
    names = (_name(left.check_in), _name(right.check_in))
    both = Both(then=left.check_in.responses, now=right.check_in.responses)
    named = list(zip(names, (left, right), strict=True))
    met = [(name, one.check_in) for name, one in named if one.check_in.form is not Form.LOOKING]
    have_points = all(one.check_in.form is Form.FULL for _, one in named)
    return (
        Heading(say("compare.beside.title")),
        *(Bullet(f"{name}: {_which(one)}.") for name, one in named),
        Paragraph(say("compare.beside.not-ranked")),
        *(_matters(_before_booking((left, right), kept), met, bank) if met else ()),
        *(_points(found, names) if have_points else ()),
        # Before booking other questions are asked: beside each other they would tell nothing.
        *(_answers(found, both, names) if len(met) != 1 else ()),
        *_apart(found, both),
        *ending(bank),
    )


def _name(check_in: CheckIn) -> str:
    """What a check-in is called beside another one."""
    is_looking = check_in.form is Form.LOOKING
    usual = "compare.beside.before-booking" if is_looking else "compare.beside.no-name"
    return check_in.therapist or say(usual)


def _which(line: Line) -> str:
    """The number, the day and the stage of a check-in."""
    if line.check_in.form is Form.LOOKING:
        return say("compare.beside.looking", number=line.number, day=say_day(line.day))
    return described(line)


def _before_booking(two: Sequence[Line], kept: Sequence[Line]) -> CheckIn | None:
    """The check-in that tells what matters: one of the two, else the latest there is."""
    looking = [one.check_in for one in (*kept, *two) if one.check_in.form is Form.LOOKING]
    return looking[-1] if looking else None


def _matters(
    looking: CheckIn | None, met: Sequence[tuple[str, CheckIn]], bank: Bank
) -> Iterator[Block]:
    """What matters to the person, each with what the check-ins say to it."""
    items = looking.responses.items if looking is not None else ()
    wanted = [one for one in items if one.asked.list == MATTERS and one.reply.choice in MATTERING]
    if looking is None or not wanted:
        return
    yield Heading(say("compare.beside.matters"))
    unasked: list[str] = []
    for item in sorted(wanted, key=lambda one: MATTERING.index(one.reply.choice or "")):
        told = [(name, _says_to(item, check_in, bank)) for name, check_in in met]
        if any(said for _, said in told):
            lines = (f"{name}: {said or say('answer.not-asked')}" for name, said in told)
            yield Bullet("\n".join((sentence(item, looking.responses), *lines)))
        else:
            unasked.append(sentence(item, looking.responses))
    if unasked:
        yield Paragraph(say("compare.beside.unasked"))
        yield from map(Bullet, unasked)


def _says_to(wanted: Item, check_in: CheckIn, bank: Bank) -> str:
    """The answers of a check-in to questions about the same thing, empty where it asked none.

    What a question is about stands in today's bank: a record holds no constructs.
    """
    about = {one.id: set(one.constructs) for one in bank.questions}
    return " ".join(
        sentence(one, check_in.responses)
        for one in check_in.responses.items
        if about.get(one.question, set()) & about.get(wanted.question, set())
    )


def _points(found: SideBySide, names: tuple[str, str]) -> Blocks:
    rows = [
        (f"{one.id}. {one.title}", say_of("status", one.left), say_of("status", one.right))
        for one in found.points
    ]
    return (Heading(say("compare.points")), _table(names, rows))


def _answers(found: SideBySide, both: Both, names: tuple[str, str]) -> Blocks:
    """Every question that was answered at least once, but for those asked in two ways."""
    others = {one.question for one in found.not_comparable}
    rows = [
        (one.text, answer(one.earlier, both.then), answer(one.later, both.now))
        for one in found.pairs
        if one.question not in others and _is_answered(one)
    ]
    return (Heading(say("compare.beside.answers")), _table(names, rows))


def _is_answered(pair: Pair) -> bool:
    return any(one is not None and one.gap is None for one in (pair.earlier, pair.later))


def _table(names: tuple[str, str], rows: Sequence[tuple[str, str, str]]) -> Table:
    """What was said in two columns; in words: the question, then each name with its answer."""
    left, right = names
    ended = [(text, one.removesuffix("."), other.removesuffix(".")) for text, one, other in rows]
    return Table(
        head=("", left, right),
        rows=tuple(ended),
        told=tuple(
            say(
                "compare.beside.row",
                statement=text,
                left=left,
                right=right,
                one=one,
                other=other,
            )
            for text, one, other in ended
        ),
    )


def _apart(found: SideBySide, both: Both) -> Iterator[Block]:
    """Questions that were not asked in the same way."""
    if found.not_comparable:
        yield Heading(say("compare.beside.two-ways"))
    yield from (Bullet(apart(both, one)) for one in found.not_comparable)
