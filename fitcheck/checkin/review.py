"""From the last card to the end of the summary, step by step, back and forth."""

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.glance import Glance, look_around
from fitcheck.checkin.interview import Interview, walk_through, with_note_begun
from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.separate import NOTHING_SAID, SeparateAnswers, ask_separately, ask_what_now
from fitcheck.checkin.stand_outs import look_through
from fitcheck.checkin.steps import Turn, go_through, require_no_pause, type_in
from fitcheck.document import Paragraph
from fitcheck.questions.answers import card_id
from fitcheck.questions.clean import clean_label
from fitcheck.questions.flow import Walk
from fitcheck.store.collection import last_before
from fitcheck.store.records import CheckIn
from fitcheck.terminal.prompts import Field
from fitcheck.texts import say
from fitcheck.views.stand_outs import stand_outs
from fitcheck.vocabulary import Form


class Closing(msgspec.Struct, frozen=True):
    """A check-in behind its last card, with what was said there so far."""

    interview: Interview
    told: SeparateAnswers = NOTHING_SAID
    not_now: frozenset[str] = frozenset()
    """What is left out of the note this time."""
    from_end: bool = False
    """Whether she comes back to what stands out, and so to its last page."""


def complete(closing: Closing) -> Glance | Closing:
    """Take a check-in from its last card to the end of its summary, or back to that card.

    Raises Paused, by which time all that was acknowledged is kept, and Stopped.
    """
    is_before_booking = closing.interview.draft.plan.form is Form.LOOKING
    steps = () if is_before_booking else (_ask_apart, _confirm, _ask_label)
    closing, turn = go_through(closing, lambda _: steps)
    require_no_pause(turn)
    if turn is Turn.BACK:
        interview = closing.interview
        at_last_card = changed(interview.draft, at=interview.draft.walk.path[-1].id)
        return changed(closing, interview=changed(interview, draft=at_last_card))
    return _show(closing.interview, _finish(closing))


def _ask_apart(closing: Closing) -> tuple[Closing, Turn]:
    told, turn = ask_separately(closing.interview, closing.told)
    return changed(closing, told=told, from_end=False), turn


def _confirm(closing: Closing) -> tuple[Closing, Turn]:
    """Show what stands out; after a tier A sign nothing jolts, and it waits to be opened."""
    interview = closing.interview
    if closing.told.outside_help_first or not stand_outs(interview.responses):
        return closing, Turn.ALONG
    interview, not_now, turn = look_through(
        interview.prompter,
        interview,
        _ask_again,
        closing.not_now,
        from_end=closing.from_end,
    )
    return changed(closing, interview=interview, not_now=not_now), turn


def _ask_label(closing: Closing) -> tuple[Closing, Turn]:
    """Ask which therapist this is about, just before the first record is written."""
    interview = closing.interview
    known = any(one.form is not Form.LOOKING for one in interview.earlier)
    known = known or bool(interview.draft.therapist)
    if interview.store is None or known or closing.told.outside_help_first:
        return closing, Turn.ALONG
    field = Field(
        title=say("setup.name.title"),
        body=(Paragraph(say("setup.name.nickname")),),
        one_line=True,
        name="therapist",
    )
    typed, turn = type_in(interview.prompter, field)
    if turn is Turn.ON and typed:
        interview = interview.kept(changed(interview.draft, therapist=clean_label(typed)))
    return changed(closing, interview=interview, from_end=True), turn


def _ask_again(interview: Interview, question_id: str) -> Interview:
    """Ask one question anew, with its follow-ups; its other answers stay on Back."""
    held = interview

    def keep(walk: Walk, typed: str) -> None:
        nonlocal held
        held = held.kept(changed(held.draft, answers=with_note_begun(walk, typed).answers))

    question = next(one for one in interview.draft.walk.questions if one.id == question_id)
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


def _finish(closing: Closing) -> Glance:
    """Keep the check-in, and lay it out to be looked at."""
    interview = closing.interview
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
        not_now=tuple(item.id for item in interview.responses.items if item.id in closing.not_now),
    )
    if interview.store is not None:
        keep_or_ask(interview.prompter, interview.store.finish, check_in)
    return Glance(
        env=interview.env,
        prompter=interview.prompter,
        bank=interview.bank,
        check_in=check_in,
        store=interview.store,
        last=last_before(interview.earlier, check_in),
        told=closing.told,
        is_new=True,
    )


def _show(interview: Interview, finished: Glance) -> Glance:
    """Show where things stand; after a tier A sign it leads back to what she would like now."""
    while True:
        finished = look_around(finished)
        if not finished.held_back:
            return finished
        told, turn = ask_what_now(interview, finished.told, is_done=True)
        finished = changed(finished, told=told)
        if turn is Turn.AWAY:
            return finished
