"""From the last card to the end of the summary: what stands out, and where things stand."""

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.amend import ask_and_amend
from fitcheck.checkin.interview import walk_through
from fitcheck.checkin.separate import Told, ask_separately
from fitcheck.checkin.sitting import Begun
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


class Finished(msgspec.Struct, frozen=True):
    """A check-in that is done."""

    check_in: CheckIn
    result: Result
    told: Told = Told()


def close(begun: Begun) -> Finished:
    """Take a check-in from its last card to the end of its summary.

    Raises Paused, by which time all that was acknowledged is kept, and Stopped.
    """
    told = Told()
    if begun.draft.plan.form is not Form.LOOKING:
        told = ask_separately(
            begun.prompter,
            begun.bank,
            begun.reading,
            now=begun.env.now,
            can_keep=begun.store is not None,
        )
    begun, not_now = _confirm(begun)
    begun = _label(begun)
    finished = _finish(begun, told, not_now)
    _show(begun, finished)
    return _ask_further(begun, finished)


def _confirm(begun: Begun) -> tuple[Begun, tuple[str, ...]]:
    """Show each `raise` once more; only *wrong key* changes an answer."""
    seen: list[str] = []
    not_now: list[str] = []
    while len(seen) < MOST_CONFIRMED:
        finding = next((one for one in raised(begun.responses) if one.question not in seen), None)
        if finding is None:
            break
        seen.append(finding.question)
        match _is_right(begun, finding):
            case "wrong-key":
                begun = _ask_again(begun, finding.question)
            case "not-now":
                not_now.append(finding.question)
    return begun, tuple(not_now)


def raised(responses: Responses) -> tuple[Finding, ...]:
    """Every answer that is worth raising, those that weigh alone first."""
    found = (judge(one, responses.scales) for one in responses.items)
    flagged = [one for one in found if one is not None and one.level is Level.RAISE]
    return tuple(sorted(flagged, key=lambda one: not one.alone))


def _is_right(begun: Begun, finding: Finding) -> str:
    responses = begun.responses
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
    while (picked := begun.prompter.select(menu)) == "all":
        begun.prompter.page(say("review.all.title"), all_answers(responses))
    return str(picked)


def _ask_again(begun: Begun, question_id: str) -> Begun:
    """Ask one question anew, with its follow-ups; its other answers stay on Back."""
    held = begun

    def keep(walk: Walk, _typed: str) -> None:
        nonlocal held
        held = held.kept(changed(held.draft, answers=walk.answers))

    question = next(one for one in begun.questions if one.id == question_id)
    walk = Walk(questions=(question,), answers=begun.draft.answers)
    first = card_id(question.id, question.asked.parts[0])
    walk_through(begun.prompter, begun.draft.bank, walk.jumped(first), now=begun.env.now, keep=keep)
    return held


def _label(begun: Begun) -> Begun:
    """Ask which therapist this is about, just before the record is written."""
    if begun.store is None or begun.draft.therapist or begun.draft.plan.form is Form.LOOKING:
        return begun
    if any(one.form is not Form.LOOKING for one in begun.earlier):
        return begun
    text = begun.prompter.text(
        Field(
            title=say("setup.name.title"),
            body=(Paragraph(say("setup.name.nickname")),),
            name="therapist",
        )
    )
    label = "" if isinstance(text, Unfinished) else clean_label(text)
    return begun.kept(changed(begun.draft, therapist=label)) if label else begun


def _finish(begun: Begun, told: Told, not_now: tuple[str, ...]) -> Finished:
    draft = begun.draft
    check_in = CheckIn(
        id=draft.id,
        form=draft.plan.form,
        stage=draft.plan.stage,
        meeting=draft.plan.meeting,
        own_choice=draft.own_choice,
        therapist=draft.therapist,
        plan=draft.plan,
        started=draft.started,
        finished=begun.env.now(),
        responses=begun.responses,
        not_now=not_now,
        separate=told.page,
    )
    if begun.store is not None:
        begun.store.finish(check_in)
    return Finished(check_in=check_in, result=check_in.result, told=told)


def _show(begun: Begun, finished: Finished) -> None:
    blocks = summary(
        finished.check_in,
        begun.bank,
        without_statuses=finished.told.outside_help_first,
        before=before(finished.check_in, begun.earlier),
    )
    line: Blocks = ()
    if finished.told.answers and not finished.told.outside_help_first:
        line = (Paragraph(begun.bank.sayings["tier-b-line"]),)
    begun.prompter.page(say("summary.title"), (*line, *blocks))


def _ask_further(begun: Begun, finished: Finished) -> Finished:
    """After the summary a point that stands out offers its further questions."""
    while further := _further(begun, finished):
        options = tuple(
            Option(str(point), say("review.further.point", point=point, questions=len(questions)))
            for point, questions in further.items()
        )
        picked = begun.prompter.select(
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
        finished = _answer_further(begun, finished, further[int(picked)])
        _show(begun, finished)
    return finished


def _further(begun: Begun, finished: Finished) -> dict[int, tuple[Question, ...]]:
    """The questions of this stage that were not asked, by point that stands out."""
    plan = finished.check_in.plan
    if plan is None or plan.form is not Form.FULL or finished.told.outside_help_first:
        return {}
    done = {one.question for one in finished.check_in.responses.items}
    points = {theme.id: theme.point for theme in begun.bank.themes}
    everything = asked(begun.bank, changed(plan, only=(), everything=True))
    more: dict[int, tuple[Question, ...]] = {}
    for question in everything:
        point = points.get(question.theme or "")
        if point is None or question.id in done:
            continue
        if finished.result.point(point).status in (Status.WORTH_RAISING, Status.WORTH_A_LOOK):
            more[point] = (*more.get(point, ()), question)
    return more


def _answer_further(begun: Begun, finished: Finished, questions: tuple[Question, ...]) -> Finished:
    """Ask further questions; each answer is kept as an amendment as soon as it is whole."""
    check_in = ask_and_amend(
        begun.env, begun.prompter, begun.bank, finished.check_in, questions, begun.store
    )
    return changed(finished, check_in=check_in, result=check_in.result)
