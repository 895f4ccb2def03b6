"""Two check-ins with one therapist, as blocks: what moved, and what did not.

The person's own answers come first, then and now, and no more is claimed than
`questions.compare` says. Two therapists stand side by side, and nothing is ranked:
which of the two is better is nothing that a program could know.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, StatusLine, Table
from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.compare import (
    Changes,
    EventNews,
    News,
    NotComparable,
    Pair,
    Reason,
    Shift,
    SideBySide,
    Verdict,
    compare,
    side_by_side,
)
from fitcheck.questions.model import Bank, Value
from fitcheck.questions.score import Finding, judge
from fitcheck.store.collection import Numbered
from fitcheck.store.records import CheckIn, whose
from fitcheck.texts import say, say_day, say_of
from fitcheck.views.history import between, where
from fitcheck.views.summary import SOON, ending
from fitcheck.views.wording import reason, sentence, ticked
from fitcheck.vocabulary import Form, Kind, Level

NEWS = (News.NEW, News.TOLD_NOW, News.GONE, News.NOT_TOLD_NOW, News.CHANGED, News.SAME)
"""The order in which events are told."""

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


def compare_check_ins(then: CheckIn, now: CheckIn) -> Changes | SideBySide:
    """What changed with one therapist; else, or where one is before booking, both side by side."""
    forms = then.form, now.form
    is_one_list = (then.form is Form.LOOKING) == (now.form is Form.LOOKING)
    if whose(then) == whose(now) and is_one_list:
        return compare(then.responses, now.responses, forms)
    return side_by_side(then.responses, now.responses, forms)


def tell_changes(then: Numbered, now: Numbered, changes: Changes, bank: Bank) -> Blocks:
    """What moved between two check-ins with one therapist, and what did not."""
    forms = {then.check_in.form, now.check_in.form}
    has_points = forms == {Form.FULL}
    both = Pairing(then=then.check_in.responses, now=now.check_in.responses)
    return (
        *_opening(then, now, bank),
        *_events(both, changes.events),
        *_answers(both, changes),
        *(_points(both, changes) if has_points else _no_points(changes)),
        *_only_once(both, changes),
        *_not_comparable(both, changes, has_points=has_points),
        *ending(bank),
    )


class Pairing(Value, frozen=True):
    """Both check-ins that are told of, to word what was said then and now."""

    then: Responses
    now: Responses

    def of(self, question: str) -> Pair:
        """What was said to a question both times."""
        earlier, later = self.then.item(question), self.now.item(question)
        return Pair(question=question, earlier=earlier, later=later)

    def answers(self, pair: Pair) -> str:
        """What was said then, and what now; each on a line of its own where they differ."""
        then, now = answer(pair.earlier, self.then), answer(pair.later, self.now)
        if then == now:
            return say("compare.both", answer=now)
        return "\n".join((say("compare.then", answer=then), say("compare.now", answer=now)))

    def theme_points(self) -> Mapping[str, str]:
        """The id of the point that each theme feeds; the later one is believed first."""
        return {one.id: str(one.point) for one in (*self.then.themes, *self.now.themes)}


def answer(item: Item | None, responses: Responses) -> str:
    """What was said to a question, without the question."""
    if item is None:
        return say("answer.not-asked")
    if item.gap is not None:
        return say_of("answer.gap", item.gap)
    if item.kind is Kind.TICKS:
        return ticked(item)
    said = [f"{responses.scales[item.scale].label(item.reply.choice or '')}."]
    for card, reply in ((responses.talked, item.talked), (responses.after, item.after)):
        if reply is not None and reply.choice is not None:
            label = responses.scales[card.scale].label(reply.choice)
            said.append(f"{card.text} {label[:1].upper()}{label[1:]}.")
    return " ".join(said)


def _opening(then: Numbered, now: Numbered, bank: Bank) -> Iterator[Block]:
    """Which two these are, how far apart, and what time their answers are about."""
    label = now.check_in.therapist
    yield Heading(say("compare.title-with", therapist=label) if label else say("compare.title"))
    yield Bullet(say("compare.then-is", check_in=described(then)))
    later = between(then.day, now.day)
    yield Bullet(say("compare.now-is", check_in=described(now), time=later))
    items = (*then.check_in.responses.items, *now.check_in.responses.items)
    windows = dict.fromkeys(item.asked.window.lower() for item in items if item.asked.window)
    if windows:
        yield Paragraph(say("compare.windows", windows=", ".join(windows)), quiet=True)
    if now.check_in.finished - then.check_in.finished < SOON:
        yield Paragraph(bank.sayings["fluctuation"])


def described(line: Numbered) -> str:
    """Which check-in it is: its number, its day and its stage."""
    return say(
        "compare.check-in",
        number=line.number,
        day=say_day(line.day),
        where=where(line.check_in),
    )


def _events(both: Pairing, events: Iterable[EventNews]) -> Iterator[Block]:
    """Whatever happened, at one of the two times or at both."""
    found = sorted(events, key=lambda one: NEWS.index(one.news))
    if found:
        yield Heading(say("compare.happened"))
    for one in found:
        news = say_of("compare.news", one.news, statement=one.text)
        yield Bullet(f"{news}\n{both.answers(one)}")


def _answers(both: Pairing, changes: Changes) -> Iterator[Block]:
    """Single answers that moved far."""
    if changes.answers:
        yield Heading(say("compare.moved-far"))
    for one in changes.answers:
        yield Bullet(f"{one.text}\n{both.answers(one)}")


def _no_points(changes: Changes) -> Iterator[Block]:
    """Where one of the two has no points, only the answers speak."""
    yield Heading(say("compare.same"))
    ordinary = say("compare.ordinary")
    if changes.answers or changes.events:
        yield Paragraph(say("compare.every-other", ordinary=ordinary))
    else:
        yield Paragraph(say("compare.every", ordinary=ordinary))
    yield Paragraph(say("compare.no-points"))


def _points(both: Pairing, changes: Changes) -> Iterator[Block]:
    """The points and their parts: first those that are news, then the rest."""
    points = [one for one in changes.points if _is_news(one)]
    parts = [one for one in changes.themes if _is_news(one)]
    if points or parts:
        yield Heading(say("compare.points"))
    above = {one.question for one in (*changes.events, *changes.answers)}
    of_point = both.theme_points()
    for point in points:
        yield StatusLine(None, f"{point.id}. {point.title}")
        yield Bullet(_statuses(point))
        yield from _why(both, point, above)
        mine = [one for one in parts if of_point[one.id] == point.id]
        yield from (
            Bullet(say("compare.part", title=one.title, statuses=_statuses(one))) for one in mine
        )
    told = {point.id for point in points}
    for part in parts:
        if of_point[part.id] not in told:
            yield StatusLine(
                None, say("compare.part-of", title=part.title, point=of_point[part.id])
            )
            yield Bullet(_statuses(part))
            yield from _why(both, part, above)
    if not (points or parts or above):
        yield Paragraph(say("compare.nothing-far"))
    yield from _same(changes)


def _is_news(shift: Shift) -> bool:
    return shift.verdict in MOVED or any(one in NEWSWORTHY for one in shift.reasons)


def _statuses(shift: Shift) -> str:
    if shift.earlier is shift.later:
        return say("compare.statuses-same", status=say_of("status", shift.later))
    then, now = say_of("status", shift.earlier), say_of("status", shift.later)
    return say("compare.statuses", then=then, now=now)


def _why(both: Pairing, shift: Shift, above: Container[str]) -> Iterator[Block]:
    """The answers that decided, and why it may be said to have moved."""
    for finding in shift.new:
        yield Bullet(f"{_finding(both, finding, 'new', above)} {reason(finding)}".strip())
    for finding in shift.gone:
        yield Bullet(_finding(both, finding, _gone(both, finding), above))
    if shift.verdict in MOVED:
        yield Bullet(say_of("compare.moved", shift.verdict))


def _finding(both: Pairing, finding: Finding, lead: str, above: Container[str]) -> str:
    """An answer that stands out, or did; those that were told above only by their text."""
    pair = both.of(finding.question)
    said = "" if finding.question in above else both.answers(pair).replace("\n", " ")
    return f"{say_of('compare.finding', lead, statement=pair.text)} {said}".strip()


def _gone(both: Pairing, finding: Finding) -> str:
    """In what way an answer that stood out does not any more."""
    now = both.now.item(finding.question)
    if now is None:
        return "not-asked"
    if now.gap is not None:
        return "not-answered"
    left = judge(now, both.now)
    if left is None or left.level is Level.OK:
        return "gone"
    return "less"


def _same(changes: Changes) -> Iterator[Block]:
    """What did not move by more than is ordinary."""
    points = [one for one in changes.points if one.verdict is Verdict.SAME]
    parts = [one.title for one in changes.themes if one.verdict is Verdict.SAME]
    if not points and not parts:
        return
    yield Heading(say("compare.same"))
    yield Paragraph(say("compare.differs", ordinary=say("compare.ordinary")))
    for point in points:
        few = "" if point.earlier is point.later else say("compare.few")
        yield Bullet(f"{point.id}. {point.title} {_statuses(point)} {few}".strip())
    if parts:
        yield Paragraph(say("compare.same-parts", parts="; ".join(parts)), quiet=True)


def _only_once(both: Pairing, changes: Changes) -> Iterator[Block]:
    """Questions that were answered at one of the two times only."""
    if changes.newly_answered:
        yield Heading(say("compare.only-now"))
        pairs = [(one.later, one.earlier) for one in changes.newly_answered]
        yield from _once(pairs, both.now, "now")
    if changes.no_longer_answered:
        yield Heading(say("compare.only-then"))
        pairs = [(one.earlier, one.later) for one in changes.no_longer_answered]
        yield from _once(pairs, both.then, "then")


def _once(
    pairs: Iterable[tuple[Item | None, Item | None]], responses: Responses, when: str
) -> Blocks:
    """Answers with no other side; those not even asked there are named if they stand out."""
    told: list[Block] = []
    quiet = 0
    for said, other in pairs:
        finding = judge(said, responses) if said is not None else None
        if other is None and finding is not None and finding.level is Level.OK:
            quiet += 1
        elif said is not None:
            told.append(Bullet(sentence(said, responses)))
    if quiet:
        told.append(Paragraph(_quiet(quiet, when, more=bool(told))))
    return tuple(told)


def _quiet(count: int, when: str, *, more: bool) -> str:
    """How many questions were asked at one time only, where nothing stands out."""
    if when == "now":
        return say("compare.asked-now-more" if more else "compare.asked-now", count=count)
    return say("compare.asked-then-more" if more else "compare.asked-then", count=count)


def _not_comparable(both: Pairing, changes: Changes, *, has_points: bool) -> Iterator[Block]:
    """What cannot be compared, side by side with the reason."""
    shifts = [one for one in (*changes.points, *changes.themes) if has_points and _is_apart(one)]
    if changes.not_comparable or shifts:
        yield Heading(say("compare.apart"))
    yield from (Bullet(apart(both, one)) for one in changes.not_comparable)
    for one in shifts:
        number = f"{one.id}. " if one in changes.points else ""
        end = "" if one.title.endswith((".", "?")) else "."
        other = say("compare.other-questions") if Reason.OTHER_QUESTIONS in one.reasons else ""
        yield Bullet(f"{number}{one.title}{end} {_statuses(one)} {other}".strip())


def _is_apart(shift: Shift) -> bool:
    return shift.verdict is Verdict.NAMED and not _is_news(shift)


def apart(both: Pairing, one: NotComparable) -> str:
    """Two answers to questions that were not asked in the same way."""
    then = sentence(one.earlier, both.then) if one.earlier is not None else ""
    now = sentence(one.later, both.now) if one.later is not None else ""
    return "\n".join(
        (
            say_of("compare.difference", one.why),
            say("compare.then", answer=then),
            say("compare.now", answer=now),
        )
    )


# Two therapists, or one of two before booking -----------------------------------------

MATTERS = "matters-to-me"
"""The list before booking that asks what matters."""

MATTERING = ("a-lot", "a-little")
"""The choices that say that something matters, the most first."""


def tell_side_by_side(
    left: Numbered, right: Numbered, found: SideBySide, bank: Bank, kept: Sequence[Numbered]
) -> Blocks:
    """Two check-ins side by side: with two therapists, or one of them before booking.

    `kept` are all check-ins: the latest one before booking tells what matters.
    """
    names = (_name(left.check_in), _name(right.check_in))
    both = Pairing(then=left.check_in.responses, now=right.check_in.responses)
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
        *(_answers_beside(found, both, names) if len(met) != 1 else ()),
        *_apart_beside(found, both),
        *ending(bank),
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


def _points_beside(found: SideBySide, names: tuple[str, str]) -> Blocks:
    rows = [
        (f"{one.id}. {one.title}", say_of("status", one.left), say_of("status", one.right))
        for one in found.points
    ]
    return (Heading(say("compare.points")), _table(names, rows))


def _answers_beside(found: SideBySide, both: Pairing, names: tuple[str, str]) -> Blocks:
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


def _apart_beside(found: SideBySide, both: Pairing) -> Iterator[Block]:
    """Questions that were not asked in the same way."""
    if found.not_comparable:
        yield Heading(say("compare.beside.two-ways"))
    yield from (Bullet(apart(both, one)) for one in found.not_comparable)
