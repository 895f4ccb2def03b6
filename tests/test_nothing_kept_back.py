"""Nothing kept back shows: planted in every field, found in no note for a session."""

import pytest

from fitcheck.checkin.note.candidates import gather_candidates
from fitcheck.checkin.note.chosen import build_note
from fitcheck.checkin.note.delivery import render_note
from fitcheck.questions.answers import Answers, Reply, card_id
from fitcheck.questions.flow import Plan, asked, gather_responses
from fitcheck.questions.model import Bank
from fitcheck.store.records import CheckIn, Consent
from fitcheck.vocabulary import Format, Stage
from tests.world import START, World

PLANTED = "zzq-kept-back"

STAGES = tuple(stage for stage in Stage if stage is not Stage.LOOKING)


def planted(bank: Bank, stage: Stage, choice: int) -> CheckIn:
    """A check-in of every question of a stage, with a planted note beside each answer."""
    plan = Plan(stage=stage, everything=True)
    questions = asked(bank, plan)
    answers = Answers()
    for question in questions:
        for part in question.asked.parts:
            choices = bank.scale_of(question.asked, part).choices
            picked = choices[min(choice, len(choices) - 1)].id
            answers = answers.with_reply(card_id(question.id, part), Reply(choice=picked))
        answers = answers.with_note(question.id, f"{PLANTED} {question.id}")
    return CheckIn(
        id="aaaaaa",
        form=plan.form,
        stage=stage,
        started=START,
        finished=START,
        responses=gather_responses(bank, plan, questions, answers),
        therapist=PLANTED,
    )


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("choice", [0, 2, 4])
def test_planted_text_is_in_no_note(
    bank: Bank, world: World, stage: Stage, choice: int, kind: Format
) -> None:
    """Notes and labels are in no format of a session note."""
    check_in = planted(bank, stage, choice)
    offered = gather_candidates(bank, check_in)
    everything = Consent(
        keep=offered.keep,
        unsure=offered.unsure,
    )
    for consent in (Consent(), everything):
        assert PLANTED not in render_note(build_note(check_in, consent, world.env()), kind)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("choice", [0, 1, 2, 3, 4])
def test_private_answers_are_never_offered_unasked(bank: Bank, stage: Stage, choice: int) -> None:
    """A private answer can only become a topic, which is ticked by hand."""
    check_in = planted(bank, stage, choice)
    private = {one.id for one in check_in.responses.items if one.private}
    assert private or stage is Stage.FIRST_SESSIONS
    offered = gather_candidates(bank, check_in)
    assert not private & {one.source for one in (*offered.keep, *offered.unsure)}


@pytest.mark.parametrize("stage", STAGES)
def test_no_answer_changes_a_byte(bank: Bank, world: World, stage: Stage) -> None:
    """Whatever was answered, the same ticks make the same note, byte for byte."""
    consent = Consent(differently="I could say it sooner.")
    notes = {
        render_note(build_note(planted(bank, stage, choice), consent, world.env()), Format.MARKDOWN)
        for choice in range(5)
    }
    assert len(notes) == 1


def test_the_planted_check_in_is_full(bank: Bank) -> None:
    """Every question of the stage is in it, with its note, so that the tests above can fail."""
    check_in = planted(bank, Stage.ESTABLISHED, 1)
    assert len(check_in.responses.items) > 60
    assert all(PLANTED in one.note for one in check_in.responses.items)
    assert any(one.talked is not None for one in check_in.responses.items)
