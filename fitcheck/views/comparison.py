"""Two check-ins with one therapist, as blocks: what moved, and what did not.

The person's own answers, then and now, each told once, and no more is claimed than
`questions.compare` says. Two therapists stand side by side, and nothing is ranked:
which of the two is better is nothing that a program could know.
"""

from collections.abc import Iterable, Iterator, Sequence

from fitcheck.document import (
    Answered,
    Block,
    Blocks,
    Bullet,
    Heading,
    Paragraph,
    StatusLine,
    Table,
)
from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.compare import (
    Changes,
    News,
    NotComparable,
    Pair,
    Reason,
    Shift,
    SideBySide,
    Verdict,
    Way,
    compare,
    side_by_side,
)
from fitcheck.questions.model import Bank, Value
from fitcheck.store.collection import Numbered, whose
from fitcheck.store.records import CheckIn
from fitcheck.texts import say, say_day, say_of
from fitcheck.views.history import between, where
from fitcheck.views.summary import (
    ending,
    grave_answers,
    is_grave,
    outside,
    stand_outs,
    too_soon,
)
from fitcheck.views.wording import (
    answer_detail,
    answer_word,
    distance_from_best,
    read_answer,
    sentence,
)
from fitcheck.vocabulary import Form, Kind, Level

MOVED = (Verdict.BETTER, Verdict.WORSE)

NEWSWORTHY = frozenset(
    {
        Reason.BECAME_WORTH_RAISING,
        Reason.NO_LONGER_WORTH_RAISING,
        Reason.NEW_ALONE,
        Reason.GONE_ALONE,
    }
)
"""What is told among the news, whether or not enough answers moved with it."""

LEVELS = tuple(Level)


def compare_check_ins(then: CheckIn, now: CheckIn) -> Changes | SideBySide:
    """What changed with one therapist; else, or where one is before booking, both side by side."""
    forms = then.form, now.form
    is_one_list = (then.form is Form.LOOKING) == (now.form is Form.LOOKING)
    if whose(then) == whose(now) and is_one_list:
        return compare(then.responses, now.responses, forms)
    return side_by_side(then.responses, now.responses, forms)


class Pairing(Value, frozen=True):
    """The two check-ins that are told of, to word what was said then and now."""

    then: Responses
    now: Responses

    def of(self, question: str) -> Pair:
        """What was said to a question both times."""
        earlier, later = self.then.item(question), self.now.item(question)
        return Pair(question=question, earlier=earlier, later=later)

    def block(self, pair: Pair) -> Answered:
        """A statement with the answer of now beside it, and the one of then below."""
        return Answered(
            pair.text,
            answer_word(pair.later, self.now),
            detail=answer_detail(pair.later, self.now),
            reason=self.then_said(pair),
        )

    def then_said(self, pair: Pair) -> str:
        """What was said then; empty where it is what is said now."""
        word = answer_word(pair.earlier, self.then)
        detail = answer_detail(pair.earlier, self.then)
        if (word, detail) == (
            answer_word(pair.later, self.now),
            answer_detail(pair.later, self.now),
        ):
            return ""
        if detail:
            return say("compare.then-detail", answer=word, detail=detail)
        return say("compare.then", answer=word)

    def way(self, pair: Pair) -> Way | None:
        """Which way an answer went, by how it is read and then by its distance from the best."""
        then = _rank(pair.earlier, self.then)
        now = _rank(pair.later, self.now)
        if then is None or now is None or then == now:
            return None
        return Way.BETTER if now < then else Way.WORSE


def _rank(item: Item | None, responses: Responses) -> tuple[int, bool, int] | None:
    finding = read_answer(item, responses) if item is not None else None
    if item is None or finding is None:
        return None
    return LEVELS.index(finding.level), finding.alone, distance_from_best(item, responses)


def tell_changes(then: Numbered, now: Numbered, changes: Changes) -> Blocks:
    """What moved between two check-ins with one therapist, and what did not."""
    has_points = {then.check_in.form, now.check_in.form} == {Form.FULL}
    pairing = Pairing(then=then.check_in.responses, now=now.check_in.responses)
    told = _moved(pairing, changes)
    grave = _still_grave(now.check_in, pairing, (*told, *changes.events, *changes.not_comparable))
    is_calm = not is_grave(now.check_in)
    return (
        *_opening(then, now),
        *(_points(then, changes) if has_points else (Paragraph(say("compare.no-points")),)),
        *outside(now.check_in),
        *_by_way(pairing, told, is_calm=is_calm),
        *_under(pairing, say("compare.still"), grave),
        *_as_before(pairing, changes),
        *(_parts(changes) if has_points else ()),
        *_not_comparable(pairing, changes),
        *_rest(pairing, changes, (*told, *grave), is_calm=is_calm),
        *too_soon(now.check_in, then.check_in),
        Paragraph(say("safe.line")),
    )


def _opening(then: Numbered, now: Numbered) -> Iterator[Block]:
    """Which two these are, and how far apart."""
    label = now.check_in.therapist
    yield Heading(say("compare.title-with", therapist=label) if label else say("compare.title"))
    first = say(
        "compare.check-in-first",
        number=then.number,
        day=say_day(then.day),
        where=where(then.check_in),
    )
    time = between(then.day, now.day)
    yield Paragraph(say("compare.which", then=first, now=described(now), time=time), quiet=True)


def described(one: Numbered) -> str:
    """Which check-in it is: its number, its day and its stage."""
    return say(
        "compare.check-in", number=one.number, day=say_day(one.day), where=where(one.check_in)
    )


def _points(then: Numbered, changes: Changes) -> Iterator[Block]:
    """The five points, now and then."""
    for point in changes.points:
        yield StatusLine(
            point.later,
            point.title,
            aside=_aside(point),
            number=point.id,
            before=say_of("status", point.earlier),
        )
    yield Paragraph(say("compare.columns", number=then.number), quiet=True)


def _aside(point: Shift) -> str:
    """Why a point may be said to have moved, or why not, where its word is another."""
    if point.verdict in MOVED:
        return say_of("compare.moved", point.verdict)
    if point.earlier is point.later:
        return ""
    if Reason.OTHER_QUESTIONS in point.reasons:
        return say("compare.other-questions")
    return say("compare.few") if point.verdict is Verdict.SAME else ""


def _moved(pairing: Pairing, changes: Changes) -> list[Pair]:
    """Every answer that is news, once: what happened, what moved far, what stands out or did."""
    apart = {one.question for one in changes.not_comparable}
    news = [one.question for one in changes.events if one.news is not News.SAME]
    news += [one.question for one in (*changes.answers, *changes.ticked)]
    for shift in (*changes.points, *changes.themes):
        if _is_news(shift):
            news += [one.question for one in (*shift.new, *shift.gone)]
    once = (*changes.newly_answered, *changes.no_longer_answered)
    news += [one.question for one in once if _stands_out(pairing, one)]
    events = {one.question for one in changes.events if one.news is News.SAME}
    return [pairing.of(one) for one in dict.fromkeys(news) if one not in apart | events]


def _is_news(shift: Shift) -> bool:
    return shift.verdict in MOVED or any(one in NEWSWORTHY for one in shift.reasons)


def _stands_out(pairing: Pairing, pair: Pair) -> bool:
    """Whether an answer that was given at one time only stands out, or was found out."""
    said = ((pair.earlier, pairing.then), (pair.later, pairing.now))
    found = [(item, read_answer(item, responses)) for item, responses in said if item is not None]
    return any(
        item.kind is Kind.FACT or (finding is not None and finding.level is not Level.OK)
        for item, finding in found
    )


def _still_grave(now: CheckIn, pairing: Pairing, above: Iterable[Pair]) -> list[Pair]:
    """The grave answers that are no news: they are told all the same."""
    alone = {one.question for one in stand_outs(now.responses) if one.alone}
    grave = (grave_answers(now) | alone) - {one.question for one in above}
    return [pairing.of(one.id) for one in pairing.now.items if one.id in grave]


def _by_way(pairing: Pairing, told: Sequence[Pair], *, is_calm: bool) -> Iterator[Block]:
    """What moved, by which way it went; where no way can be told, apart."""
    if not told and is_calm:
        yield Paragraph(say("compare.nothing-far"))
    for way in (Way.BETTER, Way.WORSE, None):
        pairs = [one for one in told if pairing.way(one) is way]
        yield from _under(pairing, say_of("compare.way", way or "else"), pairs)


def _under(pairing: Pairing, title: str, pairs: Sequence[Pair]) -> Iterator[Block]:
    """Answers under a heading; nothing where there are none."""
    if pairs:
        yield Heading(title)
        yield from (pairing.block(one) for one in pairs)


def _as_before(pairing: Pairing, changes: Changes) -> Iterator[Block]:
    """Whatever happened is told, also where nothing about it is new."""
    same = [one for one in changes.events if one.news is News.SAME]
    return _under(pairing, say("compare.happened-again"), same)


def _parts(changes: Changes) -> Iterator[Block]:
    """Themes that moved by more than is ordinary."""
    parts = [one for one in changes.themes if _is_news(one) and one.earlier is not one.later]
    if parts:
        yield Heading(say("compare.parts"))
    for part in parts:
        then = say("compare.then", answer=say_of("status", part.earlier))
        yield Answered(
            say("compare.part", title=part.title), say_of("status", part.later), reason=then
        )


def _rest(
    pairing: Pairing, changes: Changes, told: Sequence[Pair], *, is_calm: bool
) -> Iterator[Block]:
    """What did not move by more than is ordinary, and what was answered once, counted."""
    above = {one.question for one in (*told, *changes.events, *changes.not_comparable)}
    both = [
        item
        for item in pairing.now.items
        if item.id not in above
        and item.gap is None
        and (then := pairing.then.item(item.id)) is not None
        and then.gap is None
    ]
    now = [one for one in changes.newly_answered if one.question not in above]
    then_only = [one for one in changes.no_longer_answered if one.question not in above]
    lines = []
    if both:
        lines.append(say("compare.same", count=len(both)))
    if both and is_calm:
        lines.append(say("compare.within"))
    if now:
        lines.append(say("compare.only-now", count=len(now)))
    if then_only:
        lines.append(say("compare.only-then", count=len(then_only)))
    if lines:
        yield Heading(say("compare.rest"))
        yield Paragraph(" ".join(lines), quiet=True)


def _not_comparable(pairing: Pairing, changes: Changes) -> Iterator[Block]:
    """What cannot be compared, side by side with the reason."""
    if changes.not_comparable:
        yield Heading(say("compare.apart"))
    yield from (apart(pairing, one) for one in changes.not_comparable)


def apart(pairing: Pairing, one: NotComparable) -> Answered:
    """Two answers to questions that were not asked in the same way."""
    block = pairing.block(one)
    then = say("compare.then", answer=answer_word(one.earlier, pairing.then))
    reason = " ".join((say_of("compare.difference", one.why), block.reason or then))
    return Answered(block.statement, block.answer, detail=block.detail, reason=reason)


# Two therapists, or one of two before booking -----------------------------------------


def tell_side_by_side(
    left: Numbered, right: Numbered, found: SideBySide, bank: Bank, kept: Sequence[Numbered]
) -> Blocks:
    """Two check-ins side by side: with two therapists, or one of them before booking.

    `kept` are all check-ins: the latest one before booking tells what matters.
    """
    names = (_name(left.check_in), _name(right.check_in))
    pairing = Pairing(then=left.check_in.responses, now=right.check_in.responses)
    named = list(zip(names, (left, right), strict=True))
    met = [(name, one.check_in) for name, one in named if one.check_in.form is not Form.LOOKING]
    have_points = all(one.check_in.form is Form.FULL for _, one in named)
    return (
        Heading(say("compare.beside.title")),
        *(Bullet(f"{name}: {_which(one)}.") for name, one in named),
        Paragraph(say("compare.beside.not-ranked")),
        *(_matters(_before_booking((left, right), kept), met, bank) if met else ()),
        *(_points_beside(found, names) if have_points else ()),
        # Before booking other questions are asked: beside each other they would tell nothing.
        *(_answers_beside(found, pairing, names) if len(met) != 1 else ()),
        *_apart_beside(found, pairing),
        *ending(),
    )


def _name(check_in: CheckIn) -> str:
    """What a check-in is called beside another one."""
    is_looking = check_in.form is Form.LOOKING
    usual = "compare.beside.before-booking" if is_looking else "compare.beside.no-name"
    return check_in.therapist or say(usual)


def _which(line: Numbered) -> str:
    """The number, the day and the stage of a check-in."""
    if line.check_in.form is Form.LOOKING:
        return say("compare.beside.looking", number=line.number, day=say_day(line.day))
    return described(line)


def _before_booking(two: Sequence[Numbered], kept: Sequence[Numbered]) -> CheckIn | None:
    """The check-in that tells what matters: one of the two, else the latest there is."""
    looking = [one.check_in for one in (*kept, *two) if one.check_in.form is Form.LOOKING]
    return looking[-1] if looking else None


def _matters(
    looking: CheckIn | None, met: Sequence[tuple[str, CheckIn]], bank: Bank
) -> Iterator[Block]:
    """What matters to the person, each with what the check-ins say to it."""
    wanted = _wanted(looking.responses, bank) if looking is not None else []
    if looking is None or not wanted:
        return
    yield Heading(say("compare.beside.matters"))
    unasked: list[str] = []
    for item in wanted:
        told = [(name, _says_to(item, check_in, bank)) for name, check_in in met]
        if any(said for _, said in told):
            lines = (f"{name}: {said or say('answer.not-asked')}" for name, said in told)
            yield Bullet("\n".join((sentence(item, looking.responses), *lines)))
        else:
            unasked.append(sentence(item, looking.responses))
    if unasked:
        yield Paragraph(say("compare.beside.unasked"))
        yield from map(Bullet, unasked)


def _wanted(looking: Responses, bank: Bank) -> list[Item]:
    """What the person said that it matters to them, the most first."""
    matters = {each.id: each.matters for each in bank.looking}
    ranked = [
        (matters[item.asked.list].index(item.reply.choice), item)
        for item in looking.items
        if item.reply.choice in matters.get(item.asked.list, ())
    ]
    return [item for _, item in sorted(ranked, key=lambda one: one[0])]


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


def _points_beside(found: SideBySide, names: tuple[str, str]) -> Blocks:
    rows = [
        (f"{one.id}. {one.title}", say_of("status", one.left), say_of("status", one.right))
        for one in found.points
    ]
    return (Heading(say("compare.points")), _table(names, rows))


def _answers_beside(found: SideBySide, pairing: Pairing, names: tuple[str, str]) -> Blocks:
    """Every question that was answered at least once, but for those asked in two ways."""
    others = {one.question for one in found.not_comparable}
    rows = [
        (one.text, answer_word(one.earlier, pairing.then), answer_word(one.later, pairing.now))
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


def _apart_beside(found: SideBySide, pairing: Pairing) -> Iterator[Block]:
    """Questions that were not asked in the same way."""
    if found.not_comparable:
        yield Heading(say("compare.beside.two-ways"))
    yield from (apart(pairing, one) for one in found.not_comparable)
