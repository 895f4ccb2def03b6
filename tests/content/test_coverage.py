"""What is asked, of whom, and what belongs to it."""

from collections import Counter
from datetime import date, timedelta

import pytest

from fitcheck.questions.answers import Answers
from fitcheck.questions.flow import Plan, asked, path
from fitcheck.vocabulary import Form, Kind, Level, Stage
from tests.content.constructs import CONSTRUCTS
from tests.content.shipped import STAGES, bank, question, reading, scored

CORE_SIZES = {
    Stage.FIRST_SESSIONS: 30,
    Stage.ESTABLISHED: 33,
    Stage.LONG_TERM: 36,
    Stage.ENDING: 33,
}
LEAST_PLUS = 16
BEFORE_BOOKING = Plan(stage=Stage.LOOKING, form=Form.LOOKING)
ALONE_WITH_A_DANGER = (
    "closeness",
    "drift",
    "protecting",
    "pushed",
    "stopping",
    "their-stories",
)
"""Starters of someone whose therapist may be the danger."""


def covered(tier: str) -> set[str]:
    follow_ups = (*bank().talked.constructs, *bank().after.constructs)
    reached = {id for one in bank().questions for id in one.constructs} | set(follow_ups)
    return {id for id in reached if CONSTRUCTS[id].tier == tier}


def all_of(tier: str) -> set[str]:
    return {id for id, one in CONSTRUCTS.items() if one.tier == tier}


def test_coverage() -> None:
    """Every core construct and every flag has a question, and most of the others do."""
    assert covered("core") == all_of("core")
    assert covered("flag") == all_of("flag")
    assert len(covered("plus")) >= LEAST_PLUS


def test_flags_are_asked_apart() -> None:
    """A sign of the separate questions is asked there and nowhere else."""
    apart = {id for one in bank().separate.questions for id in one.constructs}
    assert apart == all_of("flag")


def test_no_construct_is_asked_too_often() -> None:
    """At most two constructs for a question, and at most three questions for a construct."""
    counts = Counter(id for one in bank().questions for id in one.constructs)
    assert max(counts.values()) <= 3
    assert all(1 <= len(one.constructs) <= 2 for one in bank().questions)


def test_every_question_is_reachable() -> None:
    """There is no question that nobody can be asked."""
    plans = [Plan(stage=stage, everything=True) for stage in STAGES]
    plans += [Plan(stage=stage, form=Form.QUICK) for stage in STAGES]
    reached = {one.id for plan in (*plans, BEFORE_BOOKING) for one in asked(bank(), plan)}
    reached |= {one.id for one in bank().separate.questions}
    assert {one.id for one in bank().questions} == reached


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_core(stage: Stage) -> None:
    """The core of a stage has its size, and most of it are good signs."""
    core = asked(bank(), Plan(stage=stage))
    assert len(core) == CORE_SIZES[stage]
    assert sum(one.kind in (Kind.GOOD, Kind.FIT) for one in core) >= 18


@pytest.mark.parametrize("stage", STAGES)
def test_a_check_in_is_short(stage: Stage) -> None:
    """At most 36 cards in a default check-in, and six in the quick one."""
    assert len(path(asked(bank(), Plan(stage=stage)), Answers())) <= 36
    assert len(path(asked(bank(), Plan(stage=stage, form=Form.QUICK)), Answers())) == 6


def test_before_booking_is_short() -> None:
    """About twelve cards before booking."""
    assert 11 <= len(path(asked(bank(), BEFORE_BOOKING), Answers())) <= 13


def test_fifteen_themes() -> None:
    """Fifteen themes, of three core questions each at every stage that has the theme."""
    assert len(list(bank().themes)) == 15
    for theme in bank().themes:
        for stage in STAGES:
            assert sum(stage in one.core for one in theme.questions) in (0, 3)


def test_what_stays_unsaid_begins_with_a_good_sign() -> None:
    """Before anybody is asked what stays unsaid, the trust is asked about."""
    unsaid = next(one for one in bank().themes if one.id == "unsaid")
    for stage in STAGES:
        core = [one for one in unsaid.questions if stage in one.core]
        assert core[0].kind is Kind.GOOD


def test_every_concern_has_a_starter() -> None:
    """Wherever an answer can be *watch* or *raise*, there is a way to bring it up."""
    assert [one.id for one in scored() if one.starter not in bank().starters] == []


def test_every_starter_is_used_and_whole() -> None:
    """Each starter belongs to a question and has all its parts."""
    used = {one.starter for one in bank().questions}
    for id, one in bank().starters.items():
        assert id in used
        assert all((one.event, one.effect, one.wish, one.small, one.ask, one.good, one.poor))


@pytest.mark.parametrize("id", ALONE_WITH_A_DANGER)
def test_a_starter_never_sends_anyone_alone(id: str) -> None:
    """Where the therapist may be the danger, talking to someone else comes first."""
    starter = bank().starters[id]
    assert starter.event.startswith("You may talk to someone else first")
    assert "message" not in starter.event


def test_thinking_of_a_therapist_is_never_scored() -> None:
    """How often a person thinks of their therapist has one level: fine (design, section 4)."""
    about = [one for one in bank().questions if "K73" in one.constructs]
    assert about
    assert not {one.id for one in about} & {one.id for one in scored()}


def test_progress_never_condemns_the_relationship() -> None:
    """Slow change outside is at most worth a look: progress and relationship are two things."""
    for id in ("use-outside", "good-changes"):
        assert question(id).asked.at_most is Level.WATCH


def test_feelings_for_a_therapist_are_private() -> None:
    """What a person feels for them, and thoughts of ending, reach a note only if ticked."""
    for id in ("special", "on-my-mind", "thoughts-of-stopping", "my-fault"):
        assert question(id).private


def test_a_slight_weighs() -> None:
    """One slight that was left unspoken weighs alone, at every stage."""
    slight = question("hurt-in-who-i-am")
    assert slight.kind is Kind.EVENT
    assert slight.asked.sharp
    assert set(slight.core) == set(STAGES)


def test_sources_are_known() -> None:
    """Every key of a paper has its paper."""
    used = {key for one in bank().questions for key in one.sources}
    used |= {key for one in bank().points for key in one.sources}
    used |= {key for one in reading().pages for key in one.sources}
    assert used <= set(reading().sources)


def test_help_was_checked_within_a_year() -> None:
    """Help by country was looked at within twelve months; numbers and offices change."""
    for one in reading().help:
        assert date.today() - one.checked < timedelta(days=365), f"check {one.id} again"
        assert one.checked <= date.today() + timedelta(days=1)


def test_every_country_tells_what_a_call_can_set_in_motion() -> None:
    """Beside every list of helplines stands that some can send police, and that one may ask."""
    for one in reading().help:
        assert "can send police or an ambulance" in " ".join(one.text.split())
        assert "wrong of the therapist" in " ".join(one.text.split())
