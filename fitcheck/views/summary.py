"""The summary of a check-in, as blocks: never a bare mark, never a total."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, StatusLine
from fitcheck.questions.answers import Item, Responses
from fitcheck.questions.compare import from_best
from fitcheck.questions.model import Bank
from fitcheck.questions.score import MENDED, Finding, PointResult, Result, judge
from fitcheck.store.records import CheckIn, FollowUp, whose
from fitcheck.texts import say, say_of
from fitcheck.views.wording import came_of, parts_asked, reason, sentence, why
from fitcheck.vocabulary import Form, Gap, Kind, Level, Stage, Status

SOON = timedelta(weeks=3)
"""Two check-ins closer than this tell more of the days than of the therapy."""

MUCH = 3
"""So many points worth raising need a word before them."""

MOST_QUOTED = 2
"""Good answers that are quoted under a point."""

FLAGGED = (Status.WORTH_RAISING, Status.WORTH_A_LOOK)


def summary(
    check_in: CheckIn,
    bank: Bank,
    *,
    without_statuses: bool = False,
    before: CheckIn | None = None,
    follow_ups: Sequence[FollowUp] = (),
) -> Blocks:
    """What a check-in shows, in the person's own answers.

    `before` is the last check-in with the same therapist: it tells what a point
    was when it is not part of this one.
    """
    match check_in.form:
        case Form.LOOKING:
            body = _lists(check_in, bank)
        case Form.QUICK:
            body = _quick(check_in, bank)
        case Form.FULL if without_statuses:
            body = _answers_alone(check_in, bank)
        case Form.FULL:
            body = _points(check_in, bank, before)
    is_soon = before is not None and check_in.finished - before.finished < SOON
    # Not where statuses are held back: after a tier A sign this could make it smaller.
    if is_soon and not without_statuses:
        body = (*body, Paragraph(bank.sayings["fluctuation"]))
    told = tuple(_followed_up(one) for one in follow_ups)
    return (*body, *told, *ending(bank))


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


def ending(bank: Bank) -> Blocks:
    """What stands at the end of every summary, for everybody alike."""
    sayings = bank.sayings
    return (
        Heading(say("summary.cannot-tell")),
        Paragraph(sayings["cannot-tell"]),
        Paragraph(sayings["separate-never-here"], quiet=True),
        Paragraph(sayings["closing"]),
    )


def _points(check_in: CheckIn, bank: Bank, before: CheckIn | None) -> Blocks:
    result = check_in.result
    earlier = before.result if before is not None else None
    blocks: list[Block] = []
    is_quiet = _nothing_stands_out(result)
    blocks += [Paragraph(bank.sayings[name]) for name in _openings(check_in, result)]
    for point in check_in.responses.points:
        standing = result.point(point.id)
        blocks.append(StatusLine(standing.status, f"{point.id}. {point.title}", _aside(standing)))
        blocks += _under(standing, point.id, check_in, bank)
        if standing.status is Status.NOT_ASKED:
            blocks += _not_asked(check_in.responses, point.id, earlier)
    if is_quiet:
        questions = bank.sayings["nothing-stands-out-questions"]
        blocks.append(Heading(say("summary.think-on")))
        blocks += [Bullet(line) for line in questions.splitlines() if line]
    return tuple(blocks)


def _openings(check_in: CheckIn, result: Result) -> Iterable[str]:
    """The sayings above the points: what a person should know before they read on."""
    raising = sum(point.status is Status.WORTH_RAISING for point in result.points)
    looking = sum(point.status is Status.WORTH_A_LOOK for point in result.points)
    if check_in.stage is Stage.FIRST_SESSIONS:
        yield "first-sessions"
    if raising >= MUCH:
        yield "much-stands-out"
    elif raising or looking:
        yield "middle-answers"
    if _nothing_stands_out(result):
        yield "nothing-stands-out"


def _nothing_stands_out(result: Result) -> bool:
    """Whether something was said, and all of it is well."""
    statuses = {point.status for point in result.points}
    return Status.IN_PLACE in statuses and not statuses & set(FLAGGED)


def _not_asked(responses: Responses, point: int, earlier: Result | None) -> Iterable[Block]:
    """What a point was last time, and how to ask it now."""
    last = earlier.point(point).status if earlier is not None else Status.NOT_ASKED
    if last is not Status.NOT_ASKED:
        yield Bullet(say("summary.last-time", status=say_of("status", last)))
    asked_in = dict.fromkeys(one.questionnaire for one in responses.themes if one.point == point)
    if asked_in:
        yield Bullet(say("summary.ask-now", parts=" --only ".join(asked_in)))


def _aside(standing: PointResult) -> str:
    if standing.status is Status.NOT_ASKED or standing.parts_asked == standing.parts:
        return ""
    return parts_asked(standing)


def _under(standing: PointResult, point: int, check_in: CheckIn, bank: Bank) -> Iterable[Block]:
    """What decided a point, and what goes well: always the person's own answers."""
    responses = check_in.responses
    good = _best_answers(responses, point)
    if standing.status is not Status.IN_PLACE or standing.findings or not good:
        yield Bullet(_decided(standing, check_in, bank))
    if standing.status is Status.NOT_ASKED:
        return
    for finding in _by_weight(standing.findings):
        said = responses.item(finding.question)
        if said is not None:
            yield Bullet(f"{sentence(said, responses)} {_reading(finding, said, bank)}".strip())
    unsure = [one for one in _of_point(responses, point) if one.gap is Gap.NOT_SURE]
    if unsure:
        yield Bullet(say("summary.unsure", statements=" ".join(one.text for one in unsure)))
    yield from map(Bullet, good)


def _reading(finding: Finding, said: Item, bank: Bank) -> str:
    """Why an answer reads as it does; a slight that was talked through is not praised."""
    if finding.rule == MENDED and said.asked.row:
        return bank.sayings["slight-talked-through"]
    if finding.rule == "never-talked":
        return bank.sayings["never-talked"]
    return reason(finding)


def _decided(standing: PointResult, check_in: CheckIn, bank: Bank) -> str:
    """Why a point stands where it stands; in the first sessions much is simply too early."""
    early = check_in.stage is Stage.FIRST_SESSIONS and standing.answered
    if standing.status is Status.CANT_SAY_YET and early:
        return bank.sayings["cant-say-yet-early"]
    return why(standing, bank.sayings)


def _by_weight(findings: Iterable[Finding]) -> list[Finding]:
    order = {Level.RAISE: 0, Level.WATCH: 1, Level.OK: 2}
    return sorted(findings, key=lambda one: (not one.alone, order[one.level]))


def _of_point(responses: Responses, point: int) -> list[Item]:
    themes = {theme.id for theme in responses.themes if theme.point == point}
    return [one for one in responses.items if one.theme in themes]


def _best_answers(responses: Responses, point: int) -> Sequence[str]:
    """The best answers to good signs of a point, in the person's own words."""
    good = [
        one
        for one in _of_point(responses, point)
        if one.kind is Kind.GOOD
        and not one.private
        and (finding := judge(one, responses)) is not None
        and finding.level is Level.OK
    ]
    good.sort(key=lambda one: from_best(one, responses))
    return [
        say("summary.going-well", statement=one.text, answer=one.label)
        for one in good[:MOST_QUOTED]
    ]


def _answers_alone(check_in: CheckIn, bank: Bank) -> Blocks:
    """After a tier A sign: the answers by point, and no status around them."""
    blocks: list[Block] = [Paragraph(bank.sayings["everyday-things"])]
    for point in check_in.responses.points:
        items = _of_point(check_in.responses, point.id)
        if items:
            blocks.append(StatusLine(None, f"{point.id}. {point.title}"))
            blocks += [Bullet(sentence(one, check_in.responses)) for one in items]
    return tuple(blocks)


def _quick(check_in: CheckIn, bank: Bank) -> Blocks:
    """The six answers, what stands out, and which theme to look at next."""
    responses = check_in.responses
    blocks: list[Block] = [Heading(say("summary.six-answers"))]
    blocks += [Bullet(sentence(one, responses)) for one in responses.items]
    found = [one for item in responses.items if (one := judge(item, responses)) is not None]
    flagged = [one for one in _by_weight(found) if one.level is not Level.OK]
    blocks.append(Heading(say("summary.stands-out")))
    if not flagged:
        blocks.append(Paragraph(bank.sayings["nothing-stands-out"]))
    for finding in flagged:
        said = responses.item(finding.question)
        if said is not None:
            blocks.append(Bullet(f"{sentence(said, responses)} {reason(finding)}".strip()))
    if flagged:
        blocks.append(Paragraph(_look_next(flagged[0], check_in)))
    return tuple(blocks)


def _look_next(finding: Finding, check_in: CheckIn) -> str:
    said = check_in.responses.item(finding.question)
    theme = next(
        (one for one in check_in.responses.themes if said is not None and one.id == said.theme),
        None,
    )
    if theme is None:
        return say("summary.look-full")
    return say("summary.look-next", theme=theme.title.lower(), questionnaire=theme.questionnaire)


def _lists(check_in: CheckIn, bank: Bank) -> Blocks:
    """Before booking: what matters, what is known, what there is to find out."""
    responses = check_in.responses
    blocks: list[Block] = []
    for each in bank.looking:
        items = [one for one in responses.items if one.asked.list == each.id]
        if items:
            blocks.append(Heading(each.title))
            blocks += [Bullet(sentence(one, responses)) for one in items]
    return tuple(blocks)


def _followed_up(follow_up: FollowUp) -> Block:
    """What came of a topic; it is told, and changes no status."""
    about = follow_up.wording.happened if follow_up.wording else say("summary.topic")
    strength = follow_up.received == "well" and follow_up.since == "better"
    told = (about, came_of(follow_up), say("summary.topic-strength") if strength else "")
    return Bullet(" ".join(filter(None, told)))


def all_answers(responses: Responses) -> Blocks:
    """Every question with what was said to it."""
    return tuple(Bullet(sentence(one, responses)) for one in responses.items)


def closing_lines(check_in: CheckIn) -> tuple[str, ...]:
    """What is printed when a check-in ends: points and statuses, and no quoted answer."""
    if check_in.form is not Form.FULL:
        return ()
    result = check_in.result
    return tuple(
        f"{point.id}. {point.title} {say_of('status-alone', result.point(point.id).status)}"
        for point in check_in.responses.points
    )
