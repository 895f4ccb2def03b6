"""What stands out in a check-in, and what may be said beside it."""

from collections.abc import Iterator

from fitcheck.document import Answered
from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.model import Value
from fitcheck.questions.score import Finding, judge
from fitcheck.store.records import CheckIn
from fitcheck.views.wording import answer_block, ticked_in
from fitcheck.vocabulary import Form, Level, Status

FEW = 2
"""So many answers may stand out, ticks counted, before "that is common" is no comfort."""

FLAGGED = frozenset({Status.WORTH_RAISING, Status.WORTH_A_LOOK})


class StandOut(Value, frozen=True):
    """An answer that a talk could start from."""

    question: str
    point: int | None
    """None: it is of no point."""
    alone: bool
    """Whether it is enough by itself."""
    block: Answered


def judged_answers(responses: Responses) -> Iterator[tuple[Item, Finding]]:
    """Every answer that is read, with how it was."""
    for item in responses.items:
        if finding := judge(item, responses):
            yield item, finding


def flagged_answers(responses: Responses) -> list[Item]:
    """The answers that are not read as well, the gravest first."""
    found = [(finding, item) for item, finding in judged_answers(responses)]
    found.sort(key=lambda one: -one[0].weight.rank)
    return [item for finding, item in found if finding.level is not Level.OK]


def point_of(item: Item, responses: Responses) -> int | None:
    """The point that an answer is counted to; None: it is of none."""
    return next((theme.point for theme in responses.themes if theme.id == item.theme), None)


def stand_outs(responses: Responses) -> tuple[StandOut, ...]:
    """Every answer that is worth raising: those that weigh alone first, then by point."""
    found = [
        StandOut(
            question=item.id,
            point=point_of(item, responses),
            alone=finding.alone,
            block=answer_block(item, responses),
        )
        for item, finding in judged_answers(responses)
        if finding.level is Level.RAISE
    ]
    last = len(responses.points) + 1
    return tuple(sorted(found, key=lambda one: (not one.alone, one.point or last)))


def ticked_lines(responses: Responses) -> tuple[str, ...]:
    """The lines that were ticked, in their own words."""
    return tuple(line.text for item in responses.items for line in ticked_in(item))


def outside_first(check_in: CheckIn) -> tuple[int, ...]:
    """The points because of which someone outside may come first; none: nothing says so."""
    responses, grave = check_in.responses, grave_answers(check_in)
    found = {point_of(item, responses) for item in responses.items if item.id in grave}
    return tuple(sorted(point for point in found if point is not None))


def grave_answers(check_in: CheckIn) -> frozenset[str]:
    """The answers because of which someone outside may come first, by their questions.

    They are everyday answers alone, so that it is so on every later day, too.
    """
    if check_in.form is Form.LOOKING:
        return frozenset()
    responses = check_in.responses
    # A sharp answer that weighs alone: hurt, pressed, or not able to stop.
    rows = responses.outside_first.rows
    found = {one.id for one, it in judged_answers(responses) if it.alone and one.asked.row in rows}
    for theme in check_in.result.themes:
        if theme.id in responses.outside_first.themes and theme.status is Status.WORTH_RAISING:
            found |= {one.question for one in theme.findings if one.level is not Level.OK}
    return frozenset(found)


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
    said = (*stand_outs(check_in.responses), *ticked_lines(check_in.responses))
    return Status.IN_PLACE in statuses and not statuses & FLAGGED and not said
