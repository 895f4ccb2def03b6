"""From the last card to the end of the summary: what stands out, and where things stand."""

from collections.abc import Callable
from functools import partial

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.amend import ask_and_amend
from fitcheck.checkin.interview import Interview, walk_through
from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.separate import SeparateAnswers, ask_separately
from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.questions.answers import Responses, card_id
from fitcheck.questions.clean import clean_label
from fitcheck.questions.flow import Walk, asked
from fitcheck.questions.model import Question
from fitcheck.questions.score import Result
from fitcheck.store.records import CheckIn
from fitcheck.terminal.keys import hint
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter, Unfinished
from fitcheck.texts import say, say_day
from fitcheck.views.summary import (
    StandOut,
    all_answers,
    at_a_glance,
    before,
    below_the_glance,
    open_point,
    other_answers,
    stand_outs,
    summary,
    ticked_lines,
)
from fitcheck.views.wording import read_answer, reason
from fitcheck.vocabulary import Form

A_PAGE = 9
"""What stands out on one page: each has a number of one digit."""


class Completed(msgspec.Struct, frozen=True):
    """A check-in that is done."""

    check_in: CheckIn
    result: Result
    told: SeparateAnswers = SeparateAnswers()


def complete(interview: Interview) -> Completed:
    """Take a check-in from its last card to the end of its summary.

    Raises Paused, by which time all that was acknowledged is kept, and Stopped.
    """
    told = SeparateAnswers()
    not_now: tuple[str, ...] = ()
    if interview.draft.plan.form is not Form.LOOKING:
        told = ask_separately(interview, left_out=interview.left_out)
    # After a tier A sign nothing jolts: what stands out waits until she opens it.
    if not told.outside_help_first:
        interview, not_now = _confirm(interview)
        interview = _label(interview)
    finished = _finish(interview, told, not_now)
    if interview.draft.plan.form is not Form.FULL:
        _show(interview, finished)
        return finished
    return _look_around(interview, finished)


# What stands out ---------------------------------------------------------------------


class Screen(msgspec.Struct, frozen=True):
    """One page of what stands out."""

    found: tuple[StandOut, ...]
    """All of it."""
    at: int
    left_out: frozenset[str]
    ticked: tuple[str, ...]

    @property
    def shown(self) -> tuple[StandOut, ...]:
        """What is on this page."""
        return self.found[self.at * A_PAGE : (self.at + 1) * A_PAGE]

    @property
    def is_last(self) -> bool:
        """Whether no page follows."""
        return (self.at + 1) * A_PAGE >= len(self.found)


def _confirm(interview: Interview) -> tuple[Interview, tuple[str, ...]]:
    """Show what stands out on one screen; only *wrong key* changes an answer."""
    held = interview

    def ask_again(question: str) -> None:
        nonlocal held
        held = _ask_again(held, question)

    left_out = _look_through(interview.prompter, lambda: held.responses, ask_again)
    return held, left_out


def _look_through(
    prompter: Prompter,
    responses: Callable[[], Responses],
    ask_again: Callable[[str], None],
    *,
    can_leave_out: bool = True,
) -> tuple[str, ...]:
    """Show what stands out by pages; what the person leaves out of the note this time."""
    left_out: frozenset[str] = frozenset()
    at = 0
    while found := stand_outs(responses()):
        at = min(at, (len(found) - 1) // A_PAGE)
        screen = Screen(found, at, left_out, ticked_lines(responses()))
        match picked := prompter.select(_stands_out(screen)):
            case Action():
                at = max(0, at - 1)
            case "all":
                prompter.page(say("review.all.title"), all_answers(responses()))
            case "right" if screen.is_last:
                break
            case "right":
                at += 1
            case _:
                one = next(one for one in screen.shown if one.question == picked)
                left_out = _open(prompter, responses(), one, left_out, ask_again, can_leave_out)
    still = [one.question for one in stand_outs(responses())]
    return tuple(question for question in still if question in left_out)


def _stands_out(screen: Screen) -> Menu:
    numbers = {one.question: str(at) for at, one in enumerate(screen.shown, start=1)}
    alone = sum(one.alone for one in screen.found)
    lead = [Paragraph(say("review.lead"))]
    if alone:
        lead.append(Paragraph(say("review.alone", count=alone)))
    left_out = say("review.left-out")
    listed = (
        changed(
            one.block,
            number=numbers[one.question],
            reason=left_out if one.question in screen.left_out else "",
        )
        for one in screen.shown
    )
    ticked: Blocks = ()
    if screen.ticked and screen.is_last:
        ticked = (Paragraph(say("review.ticked")), *map(Bullet, screen.ticked))
    last = f"1-{len(numbers)}" if len(numbers) > 1 else "1"
    return Menu(
        title="",
        heading=say("review.title"),
        aside=say("count.answers", count=len(screen.found)),
        body=(
            *(lead if not screen.at else ()),
            *listed,
            *ticked,
            Paragraph(say("review.how"), quiet=True),
        ),
        options=(
            *(
                Option(one.question, one.block.statement, numbers[one.question], shown=False)
                for one in screen.shown
            ),
            Option("right", say("review.all-right"), "y", shown=False),
            Option("all", say("review.all.option"), "o", shown=False),
        ),
        default="right",
        back=screen.at > 0,
        name="stands-out",
        silent="right",
        foot=say("safe.key"),
        keys=(
            hint("review.keys.open", numbers=last),
            hint("review.keys.right" if screen.is_last else "review.keys.more"),
            hint("review.keys.all"),
        ),
    )


def _open(
    prompter: Prompter,
    responses: Responses,
    one: StandOut,
    left_out: frozenset[str],
    ask_again: Callable[[str], None],
    can_leave_out: bool,
) -> frozenset[str]:
    """Open one answer that stands out; what is left out of the note then."""
    item = responses.item(one.question)
    finding = read_answer(item, responses) if item is not None else None
    why = reason(finding) if finding is not None else ""
    is_out = one.question in left_out
    leave = Option("not-now", say("review.put-back" if is_out else "review.not-now"))
    picked = prompter.select(
        Menu(
            title=say("review.one"),
            heading=say("review.title"),
            body=(one.block, *((Paragraph(why),) if why else ())),
            options=(
                Option("right", say("review.right")),
                Option("wrong-key", say("review.wrong-key")),
                *((leave,) if can_leave_out else ()),
            ),
            name=f"stands-out.{one.question}",
            silent="right",
            back=True,
        )
    )
    if picked == "wrong-key":
        ask_again(one.question)
    return left_out ^ {one.question} if picked == "not-now" else left_out


def _ask_again(interview: Interview, question_id: str) -> Interview:
    """Ask one question anew, with its follow-ups; its other answers stay on Back."""
    held = interview

    def keep(walk: Walk, _typed: str) -> None:
        nonlocal held
        held = held.kept(changed(held.draft, answers=walk.answers))

    question = next(one for one in interview.questions if one.id == question_id)
    walk = Walk(questions=(question,), answers=interview.draft.answers)
    first = card_id(question.id, question.asked.parts[0])
    walk_through(
        interview.prompter,
        interview.draft.bank,
        walk.jumped(first),
        now=interview.env.now,
        keep=keep,
    )
    return held


def _label(interview: Interview) -> Interview:
    """Ask which therapist this is about, just before the record is written."""
    if (
        interview.store is None
        or interview.draft.therapist
        or interview.draft.plan.form is Form.LOOKING
    ):
        return interview
    if any(one.form is not Form.LOOKING for one in interview.earlier):
        return interview
    text = interview.prompter.text(
        Field(
            title=say("setup.name.title"),
            body=(Paragraph(say("setup.name.nickname")),),
            one_line=True,
            name="therapist",
        )
    )
    label = "" if isinstance(text, Unfinished) else clean_label(text)
    return interview.kept(changed(interview.draft, therapist=label)) if label else interview


def _finish(interview: Interview, told: SeparateAnswers, not_now: tuple[str, ...]) -> Completed:
    draft = interview.draft
    check_in = CheckIn(
        id=draft.id,
        form=draft.plan.form,
        stage=draft.plan.stage,
        meeting=draft.plan.meeting,
        own_choice=draft.own_choice,
        therapist=draft.therapist,
        plan=draft.plan,
        started=draft.started,
        finished=interview.env.now(),
        responses=interview.responses,
        not_now=not_now,
    )
    if interview.store is not None:
        keep_or_ask(interview.prompter, partial(interview.store.finish, check_in))
    return Completed(check_in=check_in, result=check_in.result, told=told)


def _show(interview: Interview, finished: Completed) -> None:
    blocks = summary(
        finished.check_in,
        without_statuses=finished.told.outside_help_first,
        before=before(finished.check_in, interview.earlier),
    )
    line: Blocks = ()
    if finished.told.answers and not finished.told.outside_help_first:
        line = (Paragraph(say("sayings.tier-b-line")),)
    interview.prompter.page(say("summary.title"), (*line, *blocks))


# The summary -------------------------------------------------------------------------


def _look_around(interview: Interview, finished: Completed) -> Completed:
    """The five points at a glance; a number opens one, and its further questions there."""
    prompter = interview.prompter
    while True:
        match picked := prompter.select(_glance(interview, finished)):
            case "all":
                responses = finished.check_in.responses
                prompter.page(say("review.all.title"), all_answers(responses))
            case "stands-out":
                finished = _open_what_stands_out(interview, finished)
            case Action() | "go-on":
                last = before(finished.check_in, interview.earlier)
                held_back = finished.told.outside_help_first
                prompter.page(
                    say("review.beyond"),
                    below_the_glance(
                        finished.check_in,
                        before=last,
                        without_statuses=held_back,
                    ),
                )
                return finished
            case _:
                finished = _open_point(interview, finished, int(picked))


def _glance(interview: Interview, finished: Completed) -> Menu:
    check_in = finished.check_in
    points = tuple(
        Option(str(point.id), point.title, str(point.id), shown=False)
        for point in check_in.responses.points
    )
    go_on = Option("go-on", say("review.go-on"), "y", shown=False)
    numbers = f"{points[0].key}-{points[-1].key}" if points else ""
    day = say_day(check_in.finished)
    if finished.told.outside_help_first:
        waits = Option("stands-out", say("review.only-if"), str(len(points) + 1))
        there = (waits,) if stand_outs(check_in.responses) else ()
        return Menu(
            title="",
            heading=say("review.others"),
            aside=day,
            body=other_answers(check_in),
            options=(*points, *there, go_on),
            default="go-on",
            name="summary",
            silent="go-on",
            foot=say("safe.key"),
            keys=(hint("review.keys.point", numbers=numbers), hint("review.keys.go-on")),
        )
    tier_b: Blocks = ()
    if finished.told.answers:
        tier_b = (Paragraph(say("sayings.tier-b-line")),)
    return Menu(
        title="",
        heading=say("summary.title"),
        aside=day,
        body=(
            *tier_b,
            *at_a_glance(
                check_in,
                before=before(check_in, interview.earlier),
                kept=interview.store is not None,
            ),
        ),
        options=(*points, go_on, Option("all", say("review.all.option"), "o", shown=False)),
        default="go-on",
        name="summary",
        silent="go-on",
        foot=say("safe.key"),
        keys=(
            hint("review.keys.point", numbers=numbers),
            hint("review.keys.go-on"),
            hint("review.keys.all"),
        ),
    )


def _open_what_stands_out(interview: Interview, finished: Completed) -> Completed:
    """After a tier A sign, on request; a wrong key is still mended."""
    held = finished

    def ask_again(question: str) -> None:
        nonlocal held
        again = tuple(one for one in interview.questions if one.id == question)
        held = _answer_further(interview, held, again)

    _look_through(
        interview.prompter, lambda: held.check_in.responses, ask_again, can_leave_out=False
    )
    return held


def _open_point(interview: Interview, finished: Completed, number: int) -> Completed:
    """A point with its answers and its reason; what else could be asked of it stands below."""
    while True:
        more = _further(interview, finished).get(number, ())
        further = Option("further", say("review.further.more", count=len(more)))
        picked = interview.prompter.select(
            Menu(
                title="",
                heading=say("summary.title"),
                body=open_point(
                    finished.check_in,
                    number,
                    interview.bank,
                    before=before(finished.check_in, interview.earlier),
                    without_statuses=finished.told.outside_help_first,
                ),
                options=(
                    Option("back", say("review.further.back")),
                    *((further,) if more else ()),
                ),
                default="back",
                back=True,
                name=f"point.{number}",
                silent="back",
            )
        )
        if picked != "further":
            return finished
        finished = _answer_further(interview, finished, more)


def _further(interview: Interview, finished: Completed) -> dict[int, tuple[Question, ...]]:
    """The questions of this stage that were not asked, by point."""
    plan = finished.check_in.plan
    if plan is None or plan.form is not Form.FULL or finished.told.outside_help_first:
        return {}
    done = {one.question for one in finished.check_in.responses.items}
    points = {theme.id: theme.point for theme in interview.bank.themes}
    everything = asked(interview.bank, changed(plan, only=(), everything=True))
    more: dict[int, tuple[Question, ...]] = {}
    for question in everything:
        point = points.get(question.theme or "")
        if point is None or question.id in done:
            continue
        more[point] = (*more.get(point, ()), question)
    return more


def _answer_further(
    interview: Interview, finished: Completed, questions: tuple[Question, ...]
) -> Completed:
    """Ask further questions; each answer is kept as an amendment as soon as it is whole."""
    check_in = ask_and_amend(
        interview.env,
        interview.prompter,
        interview.bank,
        finished.check_in,
        questions,
        interview.store,
    )
    return changed(finished, check_in=check_in, result=check_in.result)
