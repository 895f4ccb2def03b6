"""Two check-ins with one therapist, as blocks: what moved, and what did not.

The person's own answers come first, then and now, and no more is claimed than
`questions.compare` says. Two therapists are told in `beside`.
"""

from collections.abc import Container, Iterable, Iterator, Mapping

from fitcheck.cli.context import Desk, find
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, Standing
from fitcheck.errors import UsageError
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
from fitcheck.store.collection import Collection
from fitcheck.store.records import CheckIn, whose
from fitcheck.texts import say, say_day, say_of
from fitcheck.views.history import Line, between, numbered, where
from fitcheck.views.sentences import reason, sentence
from fitcheck.views.summary import SOON, ending
from fitcheck.vocabulary import Form, Level

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


def show_changes(desk: Desk, earlier: str | None, later: str | None, *, json: bool) -> None:
    """Show what changed between two check-ins, or two therapists side by side."""
    collection = desk.collection()
    then, now = pick(collection, earlier, later)
    found = compared(then.check_in, now.check_in)
    if json:
        from fitcheck.views.as_json import compare_shape, encoded

        amended = {one.check_in for one in collection.amendments}
        desk.env.stdout.write(encoded(compare_shape(then, now, found, amended)))
        return
    # Loads what draws, which JSON never needs.
    from fitcheck.content import bank
    from fitcheck.terminal.output import show

    if isinstance(found, Changes):
        blocks = told(then, now, found, bank())
    else:
        from fitcheck.views.beside import beside

        blocks = beside(then, now, found, bank(), numbered(collection.check_ins))
    show(desk.env, blocks, plain=desk.plain)


def compared(then: CheckIn, now: CheckIn) -> Changes | SideBySide:
    """What changed with one therapist; else, or where one is before booking, both side by side."""
    forms = then.form, now.form
    is_one_list = (then.form is Form.LOOKING) == (now.form is Form.LOOKING)
    if whose(then) == whose(now) and is_one_list:
        return compare(then.responses, now.responses, forms)
    return side_by_side(then.responses, now.responses, forms)


def pick(collection: Collection, earlier: str | None, later: str | None) -> tuple[Line, Line]:
    """The two check-ins that are meant, the older one first.

    Where only one is named it is held against the latest; where none is, the latest against
    the one before it with the same therapist, one of its kind if there is any. Raises
    UsageError where there are not two.
    """
    now = find(collection, later or "latest")
    then = find(collection, earlier) if earlier is not None else _one_before(collection, now)
    if then.id == now.id:
        raise UsageError("compare.same-one")
    two = (then.id, now.id)
    first, second = [one for one in numbered(collection.check_ins) if one.check_in.id in two]
    return first, second


def _one_before(collection: Collection, now: CheckIn) -> CheckIn:
    if len(collection.check_ins) == 1:
        raise UsageError("compare.only-one")
    before = collection.check_ins[: collection.check_ins.index(now)]
    same = [one for one in before if whose(one) == whose(now)]
    # A full one beside a quick one would leave most answers alone.
    alike = [one for one in same if one.form is now.form]
    if not same:
        raise UsageError("compare.none-before")
    return (alike or same)[-1]


# What is shown ----------------------------------------------------------------------


def told(then: Line, now: Line, changes: Changes, bank: Bank) -> Blocks:
    """What moved between two check-ins with one therapist, and what did not."""
    forms = {then.check_in.form, now.check_in.form}
    has_points = forms == {Form.FULL}
    both = Both(then=then.check_in.responses, now=now.check_in.responses)
    return (
        *_opening(then, now, bank),
        *_events(both, changes.events),
        *_answers(both, changes),
        *(_points(both, changes) if has_points else _no_points(changes)),
        *_only_once(both, changes),
        *_not_comparable(both, changes, has_points=has_points),
        *ending(bank),
    )


class Both(Value, frozen=True):
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
    said = [f"{responses.scales[item.scale].label(item.reply.choice or '')}."]
    for card, reply in ((responses.talked, item.talked), (responses.after, item.after)):
        if reply is not None and reply.choice is not None:
            scale = responses.scales[card.scale]
            label = scale.label(reply.choice)
            said.append(scale.says.format(text=card.text, window="", label=label).strip())
    return " ".join(said)


def _opening(then: Line, now: Line, bank: Bank) -> Iterator[Block]:
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


def described(line: Line) -> str:
    """Which check-in it is: its number, its day and its stage."""
    return say(
        "compare.check-in",
        number=line.number,
        day=say_day(line.day),
        where=where(line.check_in),
    )


def _events(both: Both, events: Iterable[EventNews]) -> Iterator[Block]:
    """Whatever happened, at one of the two times or at both."""
    found = sorted(events, key=lambda one: NEWS.index(one.news))
    if found:
        yield Heading(say("compare.happened"))
    for one in found:
        news = say_of("compare.news", one.news, statement=one.text)
        yield Bullet(f"{news}\n{both.answers(one)}")


def _answers(both: Both, changes: Changes) -> Iterator[Block]:
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


def _points(both: Both, changes: Changes) -> Iterator[Block]:
    """The points and their parts: first those that are news, then the rest."""
    points = [one for one in changes.points if _is_news(one)]
    parts = [one for one in changes.themes if _is_news(one)]
    if points or parts:
        yield Heading(say("compare.points"))
    above = {one.question for one in (*changes.events, *changes.answers)}
    of_point = both.theme_points()
    for point in points:
        yield Standing(None, f"{point.id}. {point.title}")
        yield Bullet(_statuses(point))
        yield from _why(both, point, above)
        mine = [one for one in parts if of_point[one.id] == point.id]
        yield from (
            Bullet(say("compare.part", title=one.title, statuses=_statuses(one))) for one in mine
        )
    told = {point.id for point in points}
    for part in parts:
        if of_point[part.id] not in told:
            yield Standing(None, say("compare.part-of", title=part.title, point=of_point[part.id]))
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


def _why(both: Both, shift: Shift, above: Container[str]) -> Iterator[Block]:
    """The answers that decided, and why it may be said to have moved."""
    for finding in shift.new:
        yield Bullet(f"{_finding(both, finding, 'new', above)} {reason(finding)}".strip())
    for finding in shift.gone:
        yield Bullet(_finding(both, finding, _gone(both, finding), above))
    if shift.verdict in MOVED:
        yield Bullet(say_of("compare.moved", shift.verdict))


def _finding(both: Both, finding: Finding, lead: str, above: Container[str]) -> str:
    """An answer that stands out, or did; those that were told above only by their text."""
    pair = both.of(finding.question)
    said = "" if finding.question in above else both.answers(pair).replace("\n", " ")
    return f"{say_of('compare.finding', lead, statement=pair.text)} {said}".strip()


def _gone(both: Both, finding: Finding) -> str:
    """In what way an answer that stood out does not any more."""
    now = both.now.item(finding.question)
    if now is None:
        return "not-asked"
    if now.gap is not None:
        return "not-answered"
    left = judge(now, both.now.scales)
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


def _only_once(both: Both, changes: Changes) -> Iterator[Block]:
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
        finding = judge(said, responses.scales) if said is not None else None
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


def _not_comparable(both: Both, changes: Changes, *, has_points: bool) -> Iterator[Block]:
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


def apart(both: Both, one: NotComparable) -> str:
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
