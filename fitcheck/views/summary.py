"""A check-in at a glance, a point opened, and all of it: never a bare mark, never a total."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby

from fitcheck.document import (
    Answered,
    Block,
    Blocks,
    Bullet,
    Heading,
    Paragraph,
    StatusLine,
)
from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.compare import Shift, Verdict, compare
from fitcheck.questions.model import Bank, Value
from fitcheck.questions.score import PointResult
from fitcheck.store.collection import whose
from fitcheck.store.records import CheckIn
from fitcheck.texts import say, say_day, say_lines, say_of
from fitcheck.views.wording import (
    answer_block,
    distance_from_best,
    is_counted,
    parts_asked,
    read_answer,
    weighs,
    why,
)
from fitcheck.vocabulary import Form, Gap, Kind, Level, Stage, Status

SOON = timedelta(weeks=3)
"""Two check-ins closer than this tell more of the days than of the therapy."""

MUCH = 3
"""So many points worth raising need a word before them."""

FEW = 2
"""So many answers may stand out, ticks counted, before "that is common" is no comfort."""

FLAGGED = (Status.WORTH_RAISING, Status.WORTH_A_LOOK)


class StandOut(Value, frozen=True):
    """An answer that a talk could start from."""

    question: str
    point: int | None
    """None: it is of no point."""
    alone: bool
    """Whether it is enough by itself."""
    block: Answered


# What stands out ---------------------------------------------------------------------


def stand_outs(responses: Responses) -> tuple[StandOut, ...]:
    """Every answer that is worth raising: those that weigh alone first, then by point."""
    points = {theme.id: theme.point for theme in responses.themes}
    found: list[StandOut] = []
    for item in responses.items:
        finding = read_answer(item, responses)
        if finding is not None and finding.level is Level.RAISE:
            point = points.get(item.theme or "")
            block = answer_block(item, responses)
            found.append(StandOut(question=item.id, point=point, alone=finding.alone, block=block))
    return tuple(sorted(found, key=lambda one: (not one.alone, one.point or len(points))))


def ticked_lines(responses: Responses) -> tuple[str, ...]:
    """The lines that were ticked, in their own words."""
    return tuple(
        line.text
        for item in responses.items
        for line in item.asked.lines
        if line.id in item.reply.ticked
    )


def outside_first(check_in: CheckIn) -> tuple[int, ...]:
    """The points because of which someone outside may come first; none: nothing says so."""
    points = {theme.id: theme.point for theme in check_in.responses.themes}
    grave = grave_answers(check_in)
    found = {points.get(one.theme or "") for one in check_in.responses.items if one.id in grave}
    return tuple(sorted(point for point in found if point is not None))


def grave_answers(check_in: CheckIn) -> frozenset[str]:
    """The answers because of which someone outside may come first, by their questions.

    They are everyday answers alone, so that it is so on every later day, too.
    """
    if check_in.form is Form.LOOKING:
        return frozenset()
    responses = check_in.responses
    found = {one.id for one in responses.items if _is_grave(one, responses)}
    for theme in check_in.result.themes:
        if theme.id in responses.outside_first.themes and theme.status is Status.WORTH_RAISING:
            found |= {one.question for one in theme.findings if one.level is not Level.OK}
    return frozenset(found)


def _is_grave(item: Item, responses: Responses) -> bool:
    """Whether a sharp answer weighs alone: hurt, pressed, or not able to stop."""
    finding = read_answer(item, responses)
    return finding is not None and finding.alone and item.asked.row in responses.outside_first.rows


def outside(check_in: CheckIn) -> Blocks:
    """That someone outside may come first, and because of what; nothing where nothing is grave."""
    points = outside_first(check_in)
    if not points:
        return ()
    return (Paragraph(say("summary.outside", count=len(points), points=_listed(points))),)


def _listed(points: Sequence[int]) -> str:
    """`2`, or `2, 3 and 4`."""
    *first, last = map(str, points)
    return say("summary.and", first=", ".join(first), last=last) if first else last


# At a glance -------------------------------------------------------------------------


def at_a_glance(check_in: CheckIn, *, before: CheckIn | None = None, kept: bool = True) -> Blocks:
    """The five points with what stands out, counted, on one screen.

    `before` is the last check-in with the same therapist: its word stands beside a
    point that moved or cannot be compared.
    """
    return (
        Paragraph(say("summary.lead" if kept else "summary.lead-not-kept"), quiet=True),
        *_status_lines(check_in, before),
        *_opening(check_in),
        *_count(check_in),
        *_works_best(check_in.responses),
        *outside(check_in),
    )


def _status_lines(check_in: CheckIn, before: CheckIn | None) -> Blocks:
    result = check_in.result
    words = _words_before(check_in, before)
    lines: list[Block] = [
        _status_line(result.point(point.id), point.title, words.get(point.id, ""))
        for point in check_in.responses.points
    ]
    if before is not None and words:
        lines.append(Paragraph(say("summary.before", day=say_day(before.finished)), quiet=True))
    return tuple(lines)


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
    return {int(one.id): say_of("status", one.earlier) for one in shifts if _is_told(one)}


def _is_told(shift: Shift) -> bool:
    return shift.verdict is not Verdict.SAME and shift.earlier is not shift.later


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


def is_grave(check_in: CheckIn) -> bool:
    """Whether one answer weighs alone, or someone outside may come first: nothing calm then."""
    found = stand_outs(check_in.responses)
    return bool(outside_first(check_in)) or any(one.alone for one in found)


def holds_well(check_in: CheckIn) -> bool:
    """Whether it may be said that a low answer or two is common (design, section 5)."""
    responses = check_in.responses
    found = stand_outs(responses)
    limits = {one.id for one in responses.items if one.theme in responses.outside_first.themes}
    return (
        len(found) + len(ticked_lines(responses)) <= FEW
        and not is_grave(check_in)
        and not any(one.question in limits for one in found)
    )


def nothing_stands_out(check_in: CheckIn) -> bool:
    """Whether something was said, and all of it is well."""
    statuses = {point.status for point in check_in.result.points}
    responses = check_in.responses
    said = (*stand_outs(responses), *ticked_lines(responses))
    return Status.IN_PLACE in statuses and not statuses & set(FLAGGED) and not said


def _count(check_in: CheckIn) -> Blocks:
    lines = tuple(_counted(check_in))
    return (Paragraph("\n".join(lines)),) if lines else ()


def _counted(check_in: CheckIn) -> Iterator[str]:
    """How many answers stand out, what was ticked, and what the person was not sure of."""
    responses = check_in.responses
    found = stand_outs(responses)
    answered = _answered(responses)
    told = [say("summary.stand-outs", count=len(found), of=answered)]
    alone = [one.point for one in found if one.alone and one.point is not None]
    if alone:
        named = sorted(set(alone))
        points = say("summary.points", count=len(named), points=_listed(named))
        told.append(say("summary.alone", count=len(alone), points=points))
    # Where nothing stands out that was said already, in better words than a nought.
    if answered and not nothing_stands_out(check_in):
        yield " ".join(told)
    ticked = ticked_lines(responses)
    if ticked:
        yield say("summary.ticked", lines=" ".join(ticked))
    unsure = sum(is_counted(item) and item.gap is Gap.NOT_SURE for item in responses.items)
    if unsure:
        yield say("summary.unsure", count=unsure)


def _answered(responses: Responses) -> int:
    """How many of the answers that are counted were given."""
    return sum(is_counted(item) and item.gap is None for item in responses.items)


def _works_best(responses: Responses) -> Blocks:
    best = best_answers(responses)
    return (Paragraph(say("summary.works-best", statement=best[0].text)),) if best else ()


def best_answers(responses: Responses) -> list[Item]:
    """The good signs that got a good answer, the best first; nothing private."""
    good = [
        item
        for item in responses.items
        if item.kind is Kind.GOOD
        and item.theme is not None
        and not item.private
        and (finding := read_answer(item, responses)) is not None
        and finding.level is Level.OK
    ]
    return sorted(good, key=lambda item: distance_from_best(item, responses))


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
    point = next(one for one in check_in.responses.points if one.id == number)
    result = check_in.result.point(number)
    if without_statuses:
        head: Blocks = (StatusLine(None, point.title, number=str(number)),)
    else:
        head = (
            _status_line(result, point.title, _words_before(check_in, before).get(number, "")),
            Paragraph(why_it_stands(check_in, result)),
            *_not_asked(check_in.responses, number, result, before),
        )
    return (
        *head,
        *point_answers(check_in, number, without_statuses=without_statuses),
        *_to_read(bank, number),
    )


def why_it_stands(check_in: CheckIn, result: PointResult) -> str:
    """What decided a point; in the first sessions much is simply too early."""
    early = check_in.stage is Stage.FIRST_SESSIONS and result.answered
    if result.status is Status.CANT_SAY_YET and early:
        return say("sayings.cant-say-yet-early")
    return why(result, holds=holds_well(check_in))


def _not_asked(
    responses: Responses, number: int, result: PointResult, before: CheckIn | None
) -> Iterator[Block]:
    """What a point was last time, and how to ask it now."""
    if result.status is not Status.NOT_ASKED:
        return
    last = before.result.point(number).status if before is not None else Status.NOT_ASKED
    if last is not Status.NOT_ASKED:
        yield Bullet(say("summary.last-time", status=say_of("status", last)))
    asked_in = dict.fromkeys(one.questionnaire for one in responses.themes if one.point == number)
    if asked_in:
        yield Bullet(say("summary.ask-now", parts=" --only ".join(asked_in)))


def point_answers(
    check_in: CheckIn,
    number: int,
    *,
    without_statuses: bool = False,
    tell: Callable[[Item], Answered] | None = None,
) -> Iterator[Block]:
    """The answers of a point by its themes, each with why it stands out, or as `tell` has it."""
    responses = check_in.responses
    for theme in responses.themes:
        items = [item for item in responses.items if item.theme == theme.id]
        if theme.point != number or not items:
            continue
        result = check_in.result.theme(theme.id)
        if without_statuses or result is None:
            yield Heading(theme.title, level=3)
        else:
            status = say_of("status", result.status)
            yield Heading(say("point.theme", theme=theme.title, status=status), level=3)
        for item in items:
            finding = None if without_statuses else read_answer(item, responses)
            reason = weighs(finding, item)
            yield tell(item) if tell else answer_block(item, responses, reason=reason)


def _to_read(bank: Bank, number: int) -> Iterator[Block]:
    point = next((one for one in bank.points if one.id == number), None)
    if point is None:
        return
    if point.article:
        yield Heading(say("point.article"))
        yield Paragraph(point.article)
    if point.about:
        yield Heading(say("point.research"))
        yield Paragraph(point.about)
        yield Paragraph(say("point.read"), quiet=True)


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
    return (
        Paragraph(say("sayings.everyday-things")),
        *lines,
        Paragraph(say("summary.nothing-to-do"), quiet=True),
    )


def all_answers(responses: Responses) -> Blocks:
    """Every question with what was said to it, by theme."""
    titles = {theme.id: theme.title for theme in responses.themes}
    blocks: list[Block] = []
    last = ""
    for item in responses.items:
        title = titles.get(item.theme or "") or item.asked.title
        title = title or responses.titles.get(item.asked.list) or say("personal-note.beside")
        if title != last:
            blocks.append(Heading(title))
        last = title
        blocks.append(answer_block(item, responses))
    return tuple(blocks)


# The pages ---------------------------------------------------------------------------


def summary(
    check_in: CheckIn,
    *,
    without_statuses: bool = False,
    before: CheckIn | None = None,
    kept: bool = True,
) -> Blocks:
    """What a check-in shows at its end: the glance, what goes well, what it cannot tell."""
    match check_in.form:
        case Form.LOOKING:
            body = _lists(check_in)
        case Form.QUICK:
            body = _quick(check_in, without_statuses=without_statuses)
        case Form.FULL if without_statuses:
            body = other_answers(check_in)
        case Form.FULL:
            body = (
                *at_a_glance(check_in, before=before, kept=kept),
                *_goes_well(check_in),
                *_to_think_on(check_in),
            )
    # Not where statuses are held back: after a tier A sign this could make it smaller.
    soon = () if without_statuses else too_soon(check_in, before)
    return (*body, *soon, *ending())


def below_the_glance(check_in: CheckIn, *, before: CheckIn | None = None) -> Blocks:
    """What follows the glance on the screen: what goes well, and what this cannot tell."""
    return (
        *_goes_well(check_in),
        *_to_think_on(check_in),
        *too_soon(check_in, before),
        *ending(),
    )


def short_summary(
    check_in: CheckIn, *, number: int | None = None, before: CheckIn | None = None
) -> Blocks:
    """A kept check-in on one screen: the five points, what stands out, and how to see all."""
    responses = check_in.responses
    if check_in.form is not Form.FULL:
        return (Heading(title_of(check_in, number)), *summary(check_in, before=before))
    found = stand_outs(responses)
    answered = _answered(responses)
    ticked = ticked_lines(responses)
    told: list[Block] = [Heading(say("summary.stand-outs-head", count=len(found), of=answered))]
    for one in found:
        place = str(one.point) if one.point is not None else "-"
        block = one.block
        told.append(Answered(block.statement, block.answer, number=place, detail=block.detail))
    if not found:
        told = [Paragraph(say("summary.stand-outs", count=0, of=answered))] if answered else []
    if ticked:
        told.append(Paragraph(say("summary.ticked-short", lines=" ".join(ticked))))
    return (
        Heading(title_of(check_in, number)),
        *_status_lines(check_in, before),
        *told,
        *outside(check_in),
        Paragraph(
            "\n".join((say("summary.everyday-only"), say("summary.show-all"), say("safe.line")))
        ),
    )


def full_summary(
    check_in: CheckIn,
    *,
    number: int | None = None,
    before: CheckIn | None = None,
    outcomes: Blocks = (),
) -> Blocks:
    """All of a kept check-in: every point opened, what came of its topics, what it cannot tell."""
    head = Heading(title_of(check_in, number))
    if check_in.form is not Form.FULL:
        return (head, *summary(check_in, before=before)[:-4], *outcomes, *ending())
    points = [
        block
        for point in check_in.responses.points
        for block in (
            _status_line(check_in.result.point(point.id), point.title),
            Paragraph(why_it_stands(check_in, check_in.result.point(point.id))),
            *_not_asked(check_in.responses, point.id, check_in.result.point(point.id), before),
            *point_answers(check_in, point.id),
        )
    ]
    return (
        head,
        *at_a_glance(check_in, before=before),
        *points,
        *_beside(check_in.responses),
        *outcomes,
        *_to_think_on(check_in),
        *too_soon(check_in, before),
        *ending(),
    )


def title_of(check_in: CheckIn, number: int | None) -> str:
    """Which check-in it is: its number, its day and its stage."""
    day, stage = say_day(check_in.finished), say_of("stage", check_in.stage)
    if number is None:
        return say("summary.which-unnumbered", day=day, stage=stage)
    return say("summary.which", number=number, day=day, stage=stage)


def _beside(responses: Responses) -> Iterator[Block]:
    """What stands under no point: facts, and what was ticked."""
    themes = {theme.id for theme in responses.themes}
    loose = [item for item in responses.items if item.theme not in themes]
    if loose:
        yield Heading(say("personal-note.beside"))
        yield from (answer_block(item, responses) for item in loose)


def before(check_in: CheckIn, check_ins: Iterable[CheckIn]) -> CheckIn | None:
    """The last full check-in with the same therapist before this one."""
    earlier = [
        one
        for one in check_ins
        if one.form is Form.FULL
        and one.id != check_in.id
        and whose(one) == whose(check_in)
        and one.finished <= check_in.finished
    ]
    return earlier[-1] if earlier else None


def ending() -> Blocks:
    """What stands at the end of every summary, for everybody alike."""
    return (
        Heading(say("summary.cannot-tell")),
        Paragraph(say("sayings.cannot-tell")),
        Paragraph(say("summary.everyday-only"), quiet=True),
        Paragraph(say("safe.line")),
    )


def _goes_well(check_in: CheckIn) -> Iterator[Block]:
    """The best answer of each point, in the person's own words."""
    responses = check_in.responses
    points = {theme.id: theme.point for theme in responses.themes}
    best: dict[int, Item] = {}
    for item in best_answers(responses):
        if (point := points.get(item.theme or "")) is not None:
            best.setdefault(point, item)
    if best:
        yield Heading(say("summary.goes-well"))
        yield from (answer_block(best[point], responses) for point in sorted(best))


def _to_think_on(check_in: CheckIn) -> Iterator[Block]:
    """Three questions that tell more, where nothing stands out."""
    if nothing_stands_out(check_in):
        yield Heading(say("summary.think-on"))
        yield from map(Bullet, say_lines("sayings.nothing-stands-out-questions"))


def too_soon(check_in: CheckIn, before: CheckIn | None) -> Blocks:
    """That days differ, soon after the last time; never over a grave answer."""
    is_soon = before is not None and check_in.finished - before.finished < SOON
    if not is_soon or is_grave(check_in):
        return ()
    return (Paragraph(say("sayings.fluctuation")),)


def _quick(check_in: CheckIn, *, without_statuses: bool) -> Blocks:
    """The six answers, what stands out, and which theme to look at next."""
    responses = check_in.responses
    blocks: list[Block] = []
    if without_statuses:
        blocks.append(Paragraph(say("sayings.everyday-things")))
    blocks.append(Heading(say("summary.six-answers")))
    blocks += [answer_block(item, responses) for item in responses.items]
    if without_statuses:
        return tuple(blocks)
    flagged = [
        (item, finding)
        for item in responses.items
        if (finding := read_answer(item, responses)) is not None and finding.level is not Level.OK
    ]
    blocks.append(Heading(say("summary.stands-out")))
    if not flagged:
        return (*blocks, Paragraph(say("sayings.nothing-stands-out")))
    flagged.sort(key=lambda one: (not one[1].alone, one[1].level is not Level.RAISE))
    # The answers stand just above: what stands out is named, and why.
    blocks += [answer_block(item, responses, reason=weighs(one, item)) for item, one in flagged]
    return (*blocks, *outside(check_in), Paragraph(_look_next(flagged[0][0], responses)))


def _look_next(item: Item, responses: Responses) -> str:
    theme = next((one for one in responses.themes if one.id == item.theme), None)
    if theme is None:
        return say("summary.look-full")
    return say("summary.look-next", theme=theme.title, questionnaire=theme.questionnaire)


def _lists(check_in: CheckIn) -> Blocks:
    """Before booking: what matters, what is known, what there is to find out."""
    responses = check_in.responses
    blocks: list[Block] = []
    for id, items in groupby(responses.items, key=lambda item: item.asked.list):
        blocks.append(Heading(responses.titles[id]))
        blocks += [answer_block(item, responses) for item in items]
    return tuple(blocks)


def closing_lines(check_in: CheckIn) -> tuple[str, ...]:
    """What is printed when a check-in ends: no status, no quoted answer.

    Others may look at this terminal.
    """
    return (say("summary.done"),) if check_in.form is not Form.LOOKING else ()
