"""A check-in at a glance, a point opened, and all of it: never a bare mark, never a total."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from itertools import groupby

from msgspec.structs import replace

from fitcheck.document import (
    Answered,
    Block,
    Blocks,
    Bullet,
    Heading,
    Paragraph,
    StatusLine,
    under,
)
from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.compare import Way, compare, from_best
from fitcheck.questions.model import Bank
from fitcheck.questions.score import PointResult, judge
from fitcheck.store.records import CheckIn
from fitcheck.texts import say, say_day, say_lines, say_of
from fitcheck.views.stand_outs import (
    FLAGGED,
    flagged_answers,
    holds_well,
    is_grave,
    judged_answers,
    nothing_stands_out,
    outside_first,
    point_of,
    stand_outs,
    ticked_lines,
)
from fitcheck.views.wording import answer_block, in_words, is_counted, parts_asked, weighs, why
from fitcheck.vocabulary import Form, Gap, Kind, Level, Stage, Status

SOON = timedelta(weeks=3)
"""Two check-ins closer than this tell more of the days than of the therapy."""

MUCH = 3
"""So many points worth raising need a word before them."""


def outside(check_in: CheckIn) -> Blocks:
    """That someone outside may come first, and because of what; nothing where nothing is grave."""
    points = outside_first(check_in)
    told = say("summary.outside", count=len(points), points=in_words(points))
    return (Paragraph(told),) if points else ()


# At a glance -------------------------------------------------------------------------


def at_a_glance(check_in: CheckIn, *, before: CheckIn | None = None, kept: bool = True) -> Blocks:
    """The five points with what stands out, counted, on one screen.

    `before` is the last check-in with the same therapist: its word stands beside a
    point that moved or cannot be compared.
    """
    counted = "\n".join(_counted(check_in))
    return (
        Paragraph(say("summary.lead" if kept else "summary.lead-not-kept"), quiet=True),
        *_status_lines(check_in, before),
        # Before what else is told: it must not stand below the edge of a small window.
        *outside(check_in),
        *_opening(check_in),
        *((Paragraph(counted),) if counted else ()),
        *(
            Paragraph(say("summary.works-best", statement=one.text))
            for one in _best_answers(check_in.responses)[:1]
        ),
    )


def _status_lines(check_in: CheckIn, before: CheckIn | None) -> Iterator[Block]:
    words = _words_before(check_in, before)
    for point in check_in.responses.points:
        result = check_in.result.point(point.id)
        yield _status_line(result, point.title, words.get(point.id, ""))
    if before is not None and words:
        day = say_day(before.finished)
        told = say("summary.before-told", day=day)
        yield Paragraph(say("summary.before", day=day), quiet=True, told=told)


def _status_line(point: PointResult, title: str, before: str = "") -> StatusLine:
    whole = point.status is Status.NOT_ASKED or point.parts_asked == point.parts
    return StatusLine(
        point.status,
        title,
        aside="" if whole else parts_asked(point),
        number=point.id,
        before=before,
    )


def _words_before(check_in: CheckIn, before: CheckIn | None) -> Mapping[int, str]:
    """Last time's word of each point that moved, or that cannot be compared."""
    if before is None:
        return {}
    shifts = compare(before.responses, check_in.responses, (before.form, check_in.form)).points
    return {
        int(one.id): say_of("status", one.earlier)
        for one in shifts
        if one.verdict is not Way.SAME and one.earlier is not one.later
    }


def _opening(check_in: CheckIn) -> Iterator[Block]:
    """What a person should know before they read on; nothing calm over a grave answer."""
    result = check_in.result
    raising = sum(point.status is Status.WORTH_RAISING for point in result.points)
    if check_in.stage is Stage.FIRST_SESSIONS and not is_grave(check_in):
        yield Paragraph(say("sayings.first-sessions"))
    if raising >= MUCH:
        yield Paragraph(say("sayings.much-stands-out"))
    elif any(point.status in FLAGGED for point in result.points):
        if holds_well(check_in):
            yield Paragraph(say("sayings.middle-answers"))
    elif nothing_stands_out(check_in):
        yield Paragraph(say("sayings.nothing-stands-out"))


def _counted(check_in: CheckIn) -> Iterator[str]:
    """How many answers stand out, what was ticked, and what the person was not sure of."""
    responses = check_in.responses
    found = stand_outs(responses)
    answered = _answered(responses)
    told = [say("summary.stand-outs", count=len(found), of=answered)]
    alone = [one.point for one in found if one.alone and one.point is not None]
    if named := sorted(set(alone)):
        points = say("summary.points", count=len(named), points=in_words(named))
        told.append(say("summary.alone", count=len(alone), points=points))
    # Where nothing stands out that was said already, in better words than a nought.
    if answered and not nothing_stands_out(check_in):
        yield " ".join(told)
    if ticked := ticked_lines(responses):
        yield say("summary.ticked", lines=" ".join(ticked))
    if unsure := sum(is_counted(one) and one.gap is Gap.NOT_SURE for one in responses.items):
        yield say("summary.unsure", count=unsure)


def _answered(responses: Responses) -> int:
    """How many of the answers that are counted were given."""
    return sum(is_counted(item) and item.gap is None for item in responses.items)


def _best_answers(responses: Responses) -> list[Item]:
    """The good signs that got a good answer, the best first; nothing private."""
    good = [
        item
        for item, finding in judged_answers(responses)
        if finding.level is Level.OK
        and item.kind is Kind.GOOD
        and item.theme is not None
        and not item.private
    ]
    return sorted(good, key=lambda item: from_best(item, responses))


# A point, opened ---------------------------------------------------------------------


def open_point(
    check_in: CheckIn,
    number: int,
    bank: Bank,
    *,
    before: CheckIn | None = None,
    without_statuses: bool = False,
) -> Blocks:
    """A point with its answers, why it stands where it stands, and what there is to read."""
    if without_statuses:
        # What there is to read speaks of ordinary therapy: not beside what she said apart.
        tell = partial(_noted, responses=check_in.responses)
        answers = point_answers(check_in, number, tell, without_statuses=True)
        return (StatusLine(None, _title_of(check_in, number), number=str(number)), *answers)
    words = _words_before(check_in, before)
    return (*_opened(check_in, number, before, words), *_to_read(bank, number))


def _title_of(check_in: CheckIn, number: int) -> str:
    return next(one.title for one in check_in.responses.points if one.id == number)


def _opened(
    check_in: CheckIn, number: int, before: CheckIn | None, words: Mapping[int, str] = {}
) -> Iterator[Block]:
    """A point, why it stands where it stands, and its answers."""
    responses, result = check_in.responses, check_in.result.point(number)
    yield _status_line(result, _title_of(check_in, number), words.get(number, ""))
    yield Paragraph(why_it_stands(check_in, result))
    if result.status is Status.NOT_ASKED:
        yield from _not_asked(responses, number, before)
    yield from point_answers(check_in, number, partial(_read_and_noted, responses=responses))


def why_it_stands(check_in: CheckIn, result: PointResult) -> str:
    """What decided a point; in the first sessions much is simply too early."""
    early = check_in.stage is Stage.FIRST_SESSIONS and result.answered
    if result.status is Status.CANT_SAY_YET and early:
        return say("sayings.cant-say-yet-early")
    return why(result, holds=holds_well(check_in))


def _not_asked(responses: Responses, number: int, before: CheckIn | None) -> Iterator[Block]:
    """What a point was last time, and how to ask it now."""
    last = before.result.point(number).status if before is not None else Status.NOT_ASKED
    if last is not Status.NOT_ASKED:
        yield Bullet(say("summary.last-time", status=say_of("status", last)))
    asked_in = dict.fromkeys(one.questionnaire for one in responses.themes if one.point == number)
    if asked_in:
        yield Bullet(say("summary.ask-now", parts=" --only ".join(asked_in)))


def point_answers(
    check_in: CheckIn,
    number: int,
    tell: Callable[[Item], Answered],
    *,
    without_statuses: bool = False,
) -> Iterator[Block]:
    """The answers of a point by its themes, each as `tell` has it."""
    for theme in check_in.responses.themes:
        items = [item for item in check_in.responses.items if item.theme == theme.id]
        if theme.point == number and items:
            result = check_in.result.theme(theme.id)
            status = say_of("status", result.status if result else Status.NOT_ASKED)
            titled = say("point.theme", theme=theme.title, status=status)
            yield Heading(theme.title if without_statuses else titled, level=3)
            yield from map(tell, items)


def read_block(item: Item, responses: Responses) -> Answered:
    """A statement with its answer, and why that stands out."""
    return answer_block(item, responses, reason=weighs(judge(item, responses), item))


def _read_and_noted(item: Item, responses: Responses) -> Answered:
    return replace(read_block(item, responses), note=item.note)


def _noted(item: Item, responses: Responses) -> Answered:
    """A statement with its answer, and what the person wrote at its card."""
    return answer_block(item, responses, note=item.note)


def _to_read(bank: Bank, number: int) -> Iterator[Block]:
    point = next(one for one in bank.points if one.id == number)
    research = (Paragraph(point.about), Paragraph(say("point.read"), quiet=True))
    yield from under(say("point.article"), [Paragraph(point.article)] if point.article else ())
    yield from under(say("point.research"), research if point.about else ())


# Other answers, and all of them ------------------------------------------------------


def other_answers(check_in: CheckIn) -> Blocks:
    """After a tier A sign: the points with how much was said to each, and no status."""
    responses = check_in.responses
    lines: list[Block] = []
    for point in responses.points:
        themes = {theme.id for theme in responses.themes if theme.point == point.id}
        count = sum(item.theme in themes for item in responses.items)
        if count:
            told = say("count.answers", count=count)
            lines.append(StatusLine(None, point.title, number=str(point.id), aside=told))
    return (Paragraph(say("sayings.everyday-things")), *lines)


def all_answers(responses: Responses) -> Blocks:
    """Every question with what was said to it and what was noted there, by theme."""
    tell = partial(_noted, responses=responses)
    return tuple(under_headings(responses.items, responses, tell))


def under_headings(
    items: Iterable[Item], responses: Responses, tell: Callable[[Item], Answered]
) -> Iterator[Block]:
    """Answers under their theme, their list, the title of their card, or beside the points."""
    titles = {**responses.titles, **{theme.id: theme.title for theme in responses.themes}}
    beside = say("personal-note.beside")

    def home(item: Item) -> str:
        return titles.get(item.asked.list or item.theme or "") or item.asked.title or beside

    for title, group in groupby(items, key=home):
        yield from under(title, map(tell, group))


def loose(responses: Responses) -> list[Item]:
    """What stands under no point: facts, and what was ticked."""
    return [item for item in responses.items if point_of(item, responses) is None]


# The pages ---------------------------------------------------------------------------


def summary(
    check_in: CheckIn,
    *,
    without_statuses: bool = False,
    before: CheckIn | None = None,
    kept: bool = True,
) -> Blocks:
    """What a check-in shows at its end: the glance, what goes well, what it cannot tell."""
    if check_in.form is Form.FULL and not without_statuses:
        glance = at_a_glance(check_in, before=before, kept=kept)
        return (*glance, *rest_of_summary(check_in, before=before))
    # Not where statuses are held back: after a tier A sign this could make it smaller.
    soon = () if without_statuses else too_soon(check_in, before)
    told = _without_points(check_in, without_statuses=without_statuses)
    return (*told, *soon, *ending(check_in))


def _without_points(check_in: CheckIn, *, without_statuses: bool = False) -> Blocks:
    """What there is where no point has a status."""
    match check_in.form:
        case Form.LOOKING:
            return all_answers(check_in.responses)
        case Form.QUICK:
            return tuple(_quick(check_in, without_statuses=without_statuses))
        case Form.FULL:
            return other_answers(check_in)


def rest_of_summary(check_in: CheckIn, *, before: CheckIn | None = None) -> Blocks:
    """What follows the glance on the screen: what goes well, and what this cannot tell."""
    return (
        *_goes_well(check_in.responses),
        *_to_think_on(check_in),
        *too_soon(check_in, before),
        *ending(check_in),
    )


def short_summary(check_in: CheckIn, number: int, before: CheckIn | None = None) -> Blocks:
    """A kept check-in on one screen: the five points, what stands out, and how to see all."""
    if check_in.form is not Form.FULL:
        return (_title(check_in, number), *summary(check_in, before=before))
    last = map(say, ("summary.everyday-only", "summary.show-all", "safe.line"))
    return (
        _title(check_in, number),
        *_status_lines(check_in, before),
        *_named(check_in.responses),
        *outside(check_in),
        Paragraph("\n".join(last)),
    )


def _named(responses: Responses) -> Iterator[Block]:
    """What stands out, each with the number of its point, and what was ticked."""
    found, answered = stand_outs(responses), _answered(responses)
    if found:
        yield Heading(say("summary.stand-outs-head", count=len(found), of=answered))
    elif answered:
        yield Paragraph(say("summary.stand-outs", count=0, of=answered))
    for one in found:
        yield replace(one.block, number="-" if one.point is None else str(one.point))
    if ticked := ticked_lines(responses):
        yield Paragraph(say("summary.ticked-short", lines=" ".join(ticked)))


def full_summary(
    check_in: CheckIn, number: int, before: CheckIn | None = None, outcomes: Blocks = ()
) -> Blocks:
    """All of a kept check-in: every point opened, what came of its topics, what it cannot tell."""
    title, end = _title(check_in, number), (*too_soon(check_in, before), *ending(check_in))
    if check_in.form is not Form.FULL:
        return (title, *_without_points(check_in), *outcomes, *end)
    responses = check_in.responses
    tell = partial(_noted, responses=responses)
    return (
        title,
        *at_a_glance(check_in, before=before),
        *(block for point in responses.points for block in _opened(check_in, point.id, before)),
        *under_headings(loose(responses), responses, tell),
        *outcomes,
        *_to_think_on(check_in),
        *end,
    )


def _title(check_in: CheckIn, number: int) -> Heading:
    """Which check-in it is: its number, its day and its stage."""
    day, stage = say_day(check_in.finished), say_of("stage", check_in.stage)
    return Heading(say("summary.which", number=number, day=day, stage=stage))


def ending(check_in: CheckIn) -> Blocks:
    """What stands at the end of every summary, whatever was answered."""
    everyday = Paragraph(say("summary.everyday-only"), quiet=True)
    return (
        Heading(say("summary.cannot-tell")),
        Paragraph(cannot_tell(check_in)),
        # Before booking nothing is asked apart.
        *((everyday,) if check_in.form is not Form.LOOKING else ()),
        Paragraph(say("safe.line")),
    )


def cannot_tell(check_in: CheckIn) -> str:
    """What a check-in cannot tell; before booking there is nobody to stay with or to leave."""
    is_looking = check_in.form is Form.LOOKING
    return say("sayings.cannot-tell-yet" if is_looking else "sayings.cannot-tell")


def _goes_well(responses: Responses) -> Blocks:
    """The best answer of each point, in the person's own words."""
    ranked = reversed(_best_answers(responses))
    best = {point_of(item, responses) or 0: item for item in ranked}
    told = (answer_block(best[point], responses) for point in sorted(best))
    return under(say("summary.goes-well"), told)


def _to_think_on(check_in: CheckIn) -> Blocks:
    """Three questions that tell more, where nothing stands out."""
    questions = say_lines("sayings.nothing-stands-out-questions")
    told = map(Bullet, questions if nothing_stands_out(check_in) else ())
    return under(say("summary.think-on"), told)


def too_soon(check_in: CheckIn, before: CheckIn | None) -> Blocks:
    """That days differ, soon after the last time; never over a grave answer."""
    is_soon = before is not None and check_in.finished - before.finished < SOON
    tells = is_soon and not is_grave(check_in)
    return (Paragraph(say("sayings.fluctuation")),) if tells else ()


def _quick(check_in: CheckIn, *, without_statuses: bool) -> Iterator[Block]:
    """The six answers, what stands out, and which theme to look at next."""
    responses = check_in.responses
    if without_statuses:
        yield Paragraph(say("sayings.everyday-things"))
    yield Heading(say("summary.six-answers"))
    yield from (answer_block(item, responses) for item in responses.items)
    if without_statuses:
        return
    worst = flagged_answers(responses)
    yield Heading(say("summary.stands-out"))
    # The answers stand just above: what stands out is named, and why.
    yield from (read_block(item, responses) for item in worst)
    yield from outside(check_in)
    yield Paragraph(_look_next(worst[0], responses) if worst else say("sayings.nothing-stands-out"))


def _look_next(item: Item, responses: Responses) -> str:
    theme = next((one for one in responses.themes if one.id == item.theme), None)
    if theme is None:
        return say("summary.look-full")
    return say("summary.look-next", theme=theme.title, questionnaire=theme.questionnaire)
