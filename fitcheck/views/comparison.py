"""Two check-ins with one therapist, as blocks: what moved, and what did not.

The person's own answers, then and now, each told once, and no more is claimed than
`questions.compare` says.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from fitcheck.document import (
    Answered,
    Block,
    Blocks,
    Heading,
    Paragraph,
    StatusLine,
    under,
)
from fitcheck.questions.answers import Responses
from fitcheck.questions.compare import (
    Changes,
    News,
    Pair,
    Reason,
    Shift,
    SideBySide,
    Way,
    compare,
    side_by_side,
)
from fitcheck.questions.model import Value
from fitcheck.questions.score import judge
from fitcheck.store.collection import Numbered, whose
from fitcheck.store.records import CheckIn
from fitcheck.texts import say, say_day, say_of
from fitcheck.views.history import between, stage_and_form
from fitcheck.views.stand_outs import grave_answers, is_grave, stand_outs
from fitcheck.views.summary import outside, too_soon
from fitcheck.views.wording import answer_block, answer_word
from fitcheck.vocabulary import Form, Kind, Level

MOVED = (Way.BETTER, Way.WORSE)

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


class Pairing(Value, frozen=True):
    """The two check-ins that are told of, to word what was said then and now."""

    then: Responses
    now: Responses

    def block(self, pair: Pair) -> Answered:
        """A statement with the answer of now beside it, and the one of then below."""
        then, now = (
            answer_block(item, said) if item else Answered(pair.text, answer_word(None, said))
            for item, said in ((pair.earlier, self.then), (pair.later, self.now))
        )
        reason = say_of("compare.difference", pair.why) if pair.why else ""
        if then.detail and then.detail != now.detail:
            told = say("compare.then-detail", answer=then.answer, detail=then.detail)
            return replace(now, reason=f"{reason} {told}".strip())
        is_other = pair.why or (then.answer, then.detail) != (now.answer, now.detail)
        return replace(now, reason=reason, before=then.answer if is_other else "")

    def stands_out(self, pair: Pair) -> bool:
        """Whether an answer that was given at one time only stands out, or was found out."""
        asked = ((pair.earlier, self.then), (pair.later, self.now))
        found = [(item, judge(item, said)) for item, said in asked if item]
        return any(
            item.kind is Kind.FACT or (finding is not None and finding.level is not Level.OK)
            for item, finding in found
        )


def tell_changes(then: Numbered, now: Numbered, changes: Changes, outcomes: Blocks = ()) -> Blocks:
    """What moved between two check-ins with one therapist, and what did not.

    `outcomes` is what came of topics and sessions between the two.
    """
    has_points = {then.check_in.form, now.check_in.form} == {Form.FULL}
    two_words = has_points and any(one.earlier is not one.later for one in changes.points)
    pairing = Pairing(then=then.check_in.responses, now=now.check_in.responses)
    told = _news(pairing, changes)
    again = [one for one in changes.events if one.news is News.SAME]
    grave = _still_grave(now.check_in, (*told, *again, *changes.not_comparable), changes)
    is_calm = not is_grave(now.check_in)
    return (
        *_opening(then, now, two_words=two_words),
        *(_points(changes) if has_points else (Paragraph(say("compare.no-points")),)),
        *outside(now.check_in),
        *_by_way(pairing, told, is_calm=is_calm),
        *under(say("compare.still"), map(pairing.block, grave)),
        *under(say("compare.happened-again"), map(pairing.block, again)),
        *under(say("compare.parts"), _parts(pairing, changes) if has_points else ()),
        *under(say("compare.apart"), map(pairing.block, changes.not_comparable)),
        *_rest(changes, (*told, *grave), is_calm=is_calm),
        *outcomes,
        *too_soon(now.check_in, then.check_in),
        Paragraph(say("safe.line")),
    )


def _opening(then: Numbered, now: Numbered, *, two_words: bool) -> Iterator[Block]:
    """Which two these are, how far apart, and what a second word of a point is."""
    label = now.check_in.therapist
    yield Heading(say("compare.title-with", therapist=label) if label else say("compare.title"))
    first, second = describe_numbered(then, "compare.check-in-first"), describe_numbered(now)
    time = between(then.day, now.day)
    which = say("compare.which", then=first, now=second, time=time)
    columns = say("compare.columns", number=then.number) if two_words else ""
    yield Paragraph(f"{which} {columns}".strip(), quiet=True, told=which)


def describe_numbered(one: Numbered, key: str = "compare.check-in") -> str:
    """Which check-in it is: its number, its day and its stage."""
    return say(key, number=one.number, day=say_day(one.day), where=stage_and_form(one.check_in))


def _points(changes: Changes) -> Iterator[Block]:
    """The five points, now, and then where it was another word."""
    for point in changes.points:
        yield StatusLine(
            point.later,
            point.title,
            aside=_aside(point),
            number=point.id,
            before=say_of("status", point.earlier) if point.earlier is not point.later else "",
        )


def _aside(point: Shift) -> str:
    """Why a point may be said to have moved, or why not, where its word is another."""
    if point.verdict in MOVED:
        return say_of("compare.moved", point.verdict)
    if point.earlier is point.later:
        return ""
    if Reason.OTHER_QUESTIONS in point.reasons:
        return say("compare.other-questions")
    return say("compare.few") if point.verdict is Way.SAME else ""


def _news(pairing: Pairing, changes: Changes) -> list[Pair]:
    """Every answer that is news, once: what happened, what moved far, what stands out or did."""
    shifts = [one for one in (*changes.points, *changes.themes) if _is_news(one)]
    once = (*changes.newly_answered, *changes.no_longer_answered)
    news = [
        *(one.question for one in (*changes.events, *changes.answers, *changes.ticked)),
        *(one.question for shift in shifts for one in (*shift.new, *shift.gone)),
        *(one.question for one in once if pairing.stands_out(one)),
    ]
    known = {one.question: one for one in changes.pairs}
    found = (known[id] for id in dict.fromkeys(news))
    return [one for one in found if not one.why and one.news is not News.SAME]


def _is_news(shift: Shift) -> bool:
    return shift.verdict in MOVED or not NEWSWORTHY.isdisjoint(shift.reasons)


def _still_grave(now: CheckIn, above: Iterable[Pair], changes: Changes) -> list[Pair]:
    """The grave answers that are no news: they are told all the same."""
    alone = {one.question for one in stand_outs(now.responses) if one.alone}
    grave = (grave_answers(now) | alone) - {one.question for one in above}
    return [one for one in changes.pairs if one.question in grave]


def _by_way(pairing: Pairing, told: Sequence[Pair], *, is_calm: bool) -> Iterator[Block]:
    """What moved, by which way it went; where no way can be told, apart."""
    if not told and is_calm:
        yield Paragraph(say("compare.nothing-far"))
    for way in (Way.BETTER, Way.WORSE, None):
        pairs = [one for one in told if one.way is way]
        yield from under(say_of("compare.way", way or "else"), map(pairing.block, pairs))


def _parts(pairing: Pairing, changes: Changes) -> Iterator[Answered]:
    """Themes that moved by more than is ordinary, where their point does not say it already."""
    points = {point.id: (point.earlier, point.later) for point in changes.points}
    home = {theme.id: str(theme.point) for theme in pairing.now.themes}
    parts = [
        one
        for one in changes.themes
        if _is_news(one)
        and one.earlier is not one.later
        and points.get(home.get(one.id, "")) != (one.earlier, one.later)
    ]
    return (
        Answered(
            f"{part.title}.",
            say_of("status", part.later),
            before=say_of("status", part.earlier),
        )
        for part in parts
    )


def _rest(changes: Changes, told_above: Iterable[Pair], *, is_calm: bool) -> Blocks:
    """What did not move by more than is ordinary, and what was answered once, counted."""
    above = {one.question for one in (*told_above, *changes.events, *changes.not_comparable)}
    both = [
        one
        for one in changes.pairs
        if one.earlier and not one.earlier.gap and one.later and not one.later.gap
    ]
    counted = {
        "compare.same": both,
        "compare.only-now": changes.newly_answered,
        "compare.only-then": changes.no_longer_answered,
    }
    counts = {key: sum(one.question not in above for one in some) for key, some in counted.items()}
    lines = [say(key, count=count) for key, count in counts.items() if count]
    if counts["compare.same"] and is_calm:
        lines.insert(1, say("compare.within"))
    told = Paragraph(" ".join(lines), quiet=True)
    return under(say("compare.rest"), (told,) if lines else ())
