"""From the last card to the end of the summary: what stands out, and where things stand."""

from functools import partial

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.amend import ask_and_amend
from fitcheck.checkin.interview import Interview, walk_through
from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.separate import SeparateAnswers, ask_separately
from fitcheck.document import Blocks, Paragraph
from fitcheck.questions.answers import Responses, card_id
from fitcheck.questions.clean import clean_label
from fitcheck.questions.flow import Walk, asked
from fitcheck.questions.model import Question
from fitcheck.questions.score import Finding, Result, judge
from fitcheck.store.records import CheckIn
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Unfinished
from fitcheck.texts import say
from fitcheck.views.summary import all_answers, before, summary
from fitcheck.views.wording import reason, sentence
from fitcheck.vocabulary import Form, Level, Status

MOST_CONFIRMED = 6
"""More of them would be a second questionnaire."""


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
    if interview.draft.plan.form is not Form.LOOKING:
        told = ask_separately(interview, left_out=interview.left_out)
    interview, not_now = _confirm(interview)
    interview = _label(interview)
    finished = _finish(interview, told, not_now)
    _show(interview, finished)
    return _ask_further(interview, finished)


def _confirm(interview: Interview) -> tuple[Interview, tuple[str, ...]]:
    """Show each `raise` once more; only *wrong key* changes an answer."""
    seen: list[str] = []
    not_now: list[str] = []
    while len(seen) < MOST_CONFIRMED:
        finding = next(
            (one for one in raised(interview.responses) if one.question not in seen), None
        )
        if finding is None:
            break
        seen.append(finding.question)
        match _is_right(interview, finding):
            case "wrong-key":
                interview = _ask_again(interview, finding.question)
            case "not-now":
                not_now.append(finding.question)
    return interview, tuple(not_now)


def raised(responses: Responses) -> tuple[Finding, ...]:
    """Every answer that is worth raising, those that weigh alone first."""
    found = (judge(one, responses) for one in responses.items)
    flagged = [one for one in found if one is not None and one.level is Level.RAISE]
    return tuple(sorted(flagged, key=lambda one: not one.alone))


def _is_right(interview: Interview, finding: Finding) -> str:
    responses = interview.responses
    said = responses.item(finding.question)
    menu = Menu(
        title=sentence(said, responses) if said else "",
        body=(Paragraph(say("review.stands-out"), quiet=True),),
        options=(
            Option("right", say("review.right")),
            Option("wrong-key", say("review.wrong-key")),
            Option("not-now", say("review.not-now")),
            Option("all", say("review.all.option"), "o"),
        ),
        name=f"stands-out.{finding.question}",
        silent="right",
    )
    if why := reason(finding):
        menu = changed(menu, body=(*menu.body, Paragraph(why)))
    while (picked := interview.prompter.select(menu)) == "all":
        interview.prompter.page(say("review.all.title"), all_answers(responses))
    return str(picked)


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
        interview.bank,
        without_statuses=finished.told.outside_help_first,
        before=before(finished.check_in, interview.earlier),
    )
    line: Blocks = ()
    if finished.told.answers and not finished.told.outside_help_first:
        line = (Paragraph(interview.bank.sayings["tier-b-line"]),)
    interview.prompter.page(say("summary.title"), (*line, *blocks))


def _ask_further(interview: Interview, finished: Completed) -> Completed:
    """After the summary a point that stands out offers its further questions."""
    while further := _further(interview, finished):
        options = tuple(
            Option(str(point), say("review.further.point", point=point, questions=len(questions)))
            for point, questions in further.items()
        )
        picked = interview.prompter.select(
            Menu(
                title=say("review.further.title"),
                body=(
                    Paragraph(say("review.further.more-to-ask")),
                    Paragraph(say("review.further.arithmetic"), quiet=True),
                ),
                options=(*options, Option("no", say("review.further.no"))),
                default="no",
                name="further",
            )
        )
        if isinstance(picked, Action) or picked == "no":
            break
        finished = _answer_further(interview, finished, further[int(picked)])
        _show(interview, finished)
    return finished


def _further(interview: Interview, finished: Completed) -> dict[int, tuple[Question, ...]]:
    """The questions of this stage that were not asked, by point that stands out."""
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
        if finished.result.point(point).status in (Status.WORTH_RAISING, Status.WORTH_A_LOOK):
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
