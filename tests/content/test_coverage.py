"""What is asked, of whom, and what belongs to it."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from fitcheck.questions.answers import Answers
from fitcheck.questions.flow import Plan, asked, path
from fitcheck.questions.model import Question
from fitcheck.terminal.output import tell
from fitcheck.views.bank import coverage, tell_questions
from fitcheck.vocabulary import Form, Kind, Level, Meeting, SessionToCome, Stage, Weight
from tests.content.constructs import CONSTRUCTS
from tests.content.shipped import STAGES, about, bank, question, reading, scored, tick_lines

LEAST_CORE, MOST_CORE = 30, 40
"""Questions that are asked of everybody, an event counted once."""
CORE_THEMES = {
    Stage.FIRST_SESSIONS: {
        1: ("at-ease", "hope"),
        2: ("where-we-are-going", "my-say"),
        3: ("known", "way-of-working", "put-down"),
        4: ("unsaid", "frame"),
        5: ("checking-in", "strain"),
    },
    Stage.ESTABLISHED: {
        1: ("at-ease", "hope"),
        2: ("where-we-are-going", "my-say"),
        3: ("known", "put-down"),
        4: ("unsaid", "frame"),
        5: ("checking-in", "of-use", "strain"),
    },
    Stage.LONG_TERM: {
        1: ("at-ease", "hope"),
        2: ("where-we-are-going", "my-say"),
        3: ("known", "put-down"),
        4: ("unsaid", "frame", "room"),
        5: ("checking-in", "of-use", "strain"),
    },
    Stage.ENDING: {
        1: ("at-ease",),
        2: ("where-we-are-going", "my-say"),
        3: ("known", "put-down"),
        4: ("unsaid", "frame"),
        5: ("of-use", "strain", "leaving"),
    },
}
"""Which themes each stage asks everybody for each point (the table of design, section 4)."""
FOUR_IN_CORE = {"of-use", "strain", "leaving", "room"}
"""Themes of which four are asked from the fifth session on, where others ask three."""
ARTICLE_SIGNS = (
    "little-to-talk-about",
    "questions-miss-me",
    "needs-changed",
    "doubt-their-way",
    "want-new-view",
)
"""The article's five signs that it is not, or no longer, working."""
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
    reached = {id for _, constructs in about() for id in constructs}
    reached |= set(follow_ups)
    return {id for id in reached if CONSTRUCTS[id].tier == tier}


def all_of(tier: str) -> set[str]:
    return {id for id, one in CONSTRUCTS.items() if one.tier == tier}


def test_coverage() -> None:
    """Every core construct and every flag has a question, and most of the others do."""
    assert covered("core") == all_of("core")
    assert covered("flag") == all_of("flag")
    assert len(covered("plus")) >= LEAST_PLUS


def test_the_table_of_coverage_is_whole() -> None:
    """`questions list` names every question, and its coverage every ticked line, too."""
    rows = {row[0]: row[1].split(", ") for row in coverage(bank()).rows}
    for id, constructs in about():
        assert all(id in rows[construct] for construct in constructs)
    told = tell(tell_questions(bank()))
    assert [one.id for one in bank().questions if f"({one.id}:" not in told] == []


def test_flags_are_asked_apart() -> None:
    """A sign of the separate questions stands on a gate, and nowhere else."""
    apart = {id for one in bank().separate.questions for id in one.constructs}
    assert apart == all_of("flag")


def test_no_construct_is_asked_too_often() -> None:
    """At most two constructs for a question, and at most three questions for a construct."""
    counts = Counter(id for _, constructs in about() for id in constructs)
    assert max(counts.values()) <= 3
    assert all(1 <= len(constructs) <= 2 for _, constructs in about())


def test_every_question_is_reachable() -> None:
    """There is no question that nobody can be asked."""
    plans = [Plan(stage=stage, everything=True) for stage in STAGES]
    plans += [Plan(stage=stage, form=Form.QUICK) for stage in STAGES]
    reached = {one.id for plan in (*plans, BEFORE_BOOKING) for one in asked(bank(), plan)}
    reached |= {one.id for one in bank().separate.questions}
    assert {one.id for one in bank().questions} == reached


def counted(stage: Stage) -> list[Question]:
    """What a usual check-in counts: no fact, and no card of ticks."""
    core = asked(bank(), Plan(stage=stage))
    return [one for one in core if one.kind not in (Kind.FACT, Kind.TICKS)]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_core(stage: Stage) -> None:
    """The core of a stage has its size, and at least half of it are good signs."""
    core = counted(stage)
    assert LEAST_CORE <= len(core) <= MOST_CORE
    assert sum(one.kind in (Kind.GOOD, Kind.FIT) for one in core) * 2 >= len(core)


@pytest.mark.parametrize("stage", STAGES)
def test_every_point_is_asked_by_its_themes(stage: Stage) -> None:
    """Each stage asks the themes of the table for each point, and no others."""
    core = {one.theme for one in counted(stage)}
    found = {
        point: tuple(one.id for one in bank().themes if one.point == point and one.id in core)
        for point in range(1, 6)
    }
    assert found == CORE_THEMES[stage]


@pytest.mark.parametrize("stage", STAGES)
def test_a_theme_asks_three_or_four(stage: Stage) -> None:
    """A theme asks three in its core, or four where its table says so, and these come first."""
    asked_of = Counter(one.theme for one in counted(stage))
    for theme in bank().themes:
        is_early = theme.id == "strain" and stage is Stage.FIRST_SESSIONS
        wanted = 4 if theme.id in FOUR_IN_CORE and not is_early else 3
        assert asked_of[theme.id] in (0, wanted)
        is_core = [bool(one.core) for one in theme.questions if one.stages]
        assert is_core == sorted(is_core, reverse=True)


@pytest.mark.parametrize("stage", STAGES)
def test_the_five_signs_of_the_article_are_asked_of_everyone(stage: Stage) -> None:
    """One card of ticks has them at every stage, and feeling worse in the first sessions alone."""
    (card,) = (one for one in asked(bank(), Plan(stage=stage)) if one.kind is Kind.TICKS)
    extra = ("worse-so-far",) if stage is Stage.FIRST_SESSIONS else ()
    assert tuple(line.id for line in card.asked.lines) == (*ARTICLE_SIGNS, *extra)


@pytest.mark.parametrize("stage", STAGES)
def test_a_check_in_is_short(stage: Stage) -> None:
    """At most 42 cards in a usual check-in where nothing happened, all kinds of card counted."""
    assert len(path(asked(bank(), Plan(stage=stage)), Answers())) <= 42


@pytest.mark.parametrize("stage", STAGES)
def test_the_quick_form_has_six_cards(stage: Stage) -> None:
    """The quick form has six cards at every stage, and asks them of everybody."""
    six = asked(bank(), Plan(stage=stage, form=Form.QUICK))
    assert len(path(six, Answers())) == 6
    assert not any(one.when for one in six)


def test_nobody_who_was_sent_is_asked_if_they_are_free_to_end() -> None:
    """Where a court or an employer sent someone, ending is not theirs alone to choose."""
    sent = Plan(stage=Stage.ENDING, own_choice=False)
    assert "free-to-end" in {one.id for one in asked(bank(), Plan(stage=Stage.ENDING))}
    assert "free-to-end" not in {one.id for one in asked(bank(), sent)}
    assert sum(one.theme == "leaving" for one in asked(bank(), sent)) == 3


def test_where_it_is_over_only_what_comes_next_is_asked() -> None:
    """With no session to come nothing is asked of leaving, and what comes next is a fact."""
    over = Plan(stage=Stage.ENDING, session_to_come=SessionToCome.NO)
    core = asked(bank(), over)
    assert not any(one.theme == "leaving" for one in core)
    assert "what-comes-next" in {one.id for one in core}


@pytest.mark.parametrize("meeting", [Meeting.VIDEO, Meeting.PHONE, Meeting.TEXT])
def test_nobody_is_asked_of_touch_through_a_screen(meeting: Meeting) -> None:
    """What needs a room is asked only of people who meet in one."""
    plan = Plan(stage=Stage.ESTABLISHED, meeting=meeting, everything=True)
    assert "welcome-touch" not in {one.id for one in asked(bank(), plan)}


def test_before_booking_is_short() -> None:
    """Twelve cards before booking, and each list says what it asks."""
    assert len(path(asked(bank(), BEFORE_BOOKING), Answers())) == 12
    assert all(one.lead.endswith("?") for one in bank().looking)


def test_every_concern_has_a_starter() -> None:
    """Wherever an answer can be *watch* or *raise*, there is a way to bring it up."""
    assert [one.id for one in scored() if one.starter not in bank().starters] == []
    assert [one.asked.id for one in tick_lines() if one.starter not in bank().starters] == []


def test_every_starter_is_used_and_whole() -> None:
    """Each starter belongs to a question, or to what is always offered, and has all its parts."""
    used = {one.starter for one in bank().questions} | {one.starter for one in tick_lines()}
    used |= {one.starter for one in bank().openings}
    for id, one in bank().starters.items():
        assert id in used
        assert all((one.happened, one.wish, one.small, one.ask, one.good, one.poor))


def test_an_example_is_what_a_person_would_say() -> None:
    """What stands below a field is said, whole and with its beginning, never told to be said."""
    for id, one in bank().starters.items():
        assert re.search(
            r"(?:As in|you could say) \"I'd like to talk about ", one.happened, re.I
        ), id
        assert re.fullmatch(r'As in "[A-Z].*[.?]"', one.wish), id
        assert re.search(r"\bI'd like\b|\b[Cc]ould (?:we|you|I|it)\b", one.wish), id


@pytest.mark.parametrize("id", ALONE_WITH_A_DANGER)
def test_a_starter_never_sends_anyone_alone(id: str) -> None:
    """Where the therapist may be the danger, talking to someone else comes first."""
    starter = bank().starters[id]
    assert starter.happened.startswith("You may talk to someone else first")
    assert "message" not in starter.happened


def test_thinking_of_a_therapist_is_never_scored() -> None:
    """How often a person thinks of their therapist has one level: fine (design, section 4)."""
    about = [one for one in bank().questions if "K73" in one.constructs]
    assert about
    assert not {one.id for one in about} & {one.id for one in scored()}


def test_progress_never_condemns_the_relationship() -> None:
    """Slow change outside is at most worth a look, and never says the bond cannot carry it."""
    for id in ("use-outside", "good-changes"):
        assert question(id).asked.at_most is Level.WATCH
    of_use = next(one for one in bank().themes if one.id == "of-use")
    assert of_use.point == 5


def test_feelings_for_a_therapist_are_private() -> None:
    """What a person feels for them, and thoughts of ending, reach a note only if ticked."""
    for id in ("special", "on-my-mind", "thoughts-of-stopping", "my-fault"):
        assert question(id).private


def test_a_slight_weighs() -> None:
    """One slight that was left unspoken and still hurts weighs alone, at every stage."""
    slight = question("hurt-in-who-i-am")
    assert slight.kind is Kind.EVENT
    assert bank().events[slight.asked.row]["same"]["other"] is Weight.ALONE
    assert set(slight.core) == set(STAGES)


def test_what_weighs_alone_is_named_in_the_design() -> None:
    """Hurt, pressed, cannot stop, contact beyond the work, and always worse: nothing else."""
    alone = {one.id for one in scored() if one.asked.row in ("sharp", "slight", "worse")}
    assert alone == {
        "could-stop",
        "treated-as-less",
        "goes-on-anyway",
        "pain-made-small",
        "private-contact",
        "hurt-in-who-i-am",
        "worse",
    }


def test_only_what_is_almost_always_worse_weighs_alone() -> None:
    """Hard weeks are common: feeling worse weighs alone only where it hardly ever lets go."""
    worse = question("worse")
    row = bank().scales[worse.scale].row(worse.asked)
    assert row == (Weight.OK, Weight.OK, Weight.WATCH, Weight.RAISE, Weight.ALONE)


def test_sources_are_known() -> None:
    """Every key of a paper has its paper, and no paper stands there for nothing."""
    used = {key for one in bank().questions for key in one.sources}
    used |= {key for one in bank().points for key in one.sources}
    used |= {key for one in reading().pages for key in one.sources}
    assert used == set(reading().sources)


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
