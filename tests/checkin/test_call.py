"""The page for a first call: what a person comes with, what matters to them, what to ask."""

import pytest

from fitcheck.checkin.note.candidates import gather_candidates
from fitcheck.checkin.note.making import make_note
from fitcheck.checkin.note.writing import Writing
from fitcheck.checkin.steps import Turn
from fitcheck.content import bank as load_bank
from fitcheck.errors import Paused
from fitcheck.store.records import Consent
from fitcheck.terminal.prompts import Action, Menu, Ticks, Unfinished
from fitcheck.vocabulary import Stage
from tests.checkin.noted import Hands, back, checked
from tests.checkin.test_topics import Desk
from tests.world import World

OPEN = {
    "looking-lead": "a-lot",
    "looking-access": "a-lot",
    "looking-background": "a-little",
    "looking-experience": "no",
    "looking-terms": "partly",
    "looking-checking": "not-sure",
    "looking-disagree": "yes",
}
PRACTICAL = "How do you work with panic on motorways, in practice?"


@pytest.fixture(name="desk")
def before_a_call(world: World) -> Desk:
    """Somebody before her first call, to whom two things matter and who has things to find out."""
    bank = load_bank()
    return Desk(world, bank, checked(bank, OPEN, stage=Stage.LOOKING))


def test_a_page_for_a_call(desk: Desk) -> None:
    """It begins with what she comes with, then what matters to her, then what she asks."""
    brings = "I'm looking for help with panic on motorways."
    hands = Hands(
        brings=[brings],
        call_matters=[frozenset({"looking-access", "own"})],
        call_matters_own=[
            lambda form: ("I can come on evenings only.", "", "", form.fields[3].text)
        ],
        call_questions=[frozenset({"looking-terms", "own"})],
        call_questions_own=[lambda form: ("Do you give captions?", form.fields[1].text)],
    )
    page = desk.page(desk.make(hands).consent)
    assert page == (
        "# Questions for a first call\n\n"
        f"{brings}\n\n"
        "## What you should know\n\n"
        "- I can come on evenings only.\n"
        "- It matters a lot to me that we meet in a way in which I can take part fully.\n\n"
        "## What I would like to ask\n\n"
        "1. Do you give captions?\n"
        "2. What does a session cost, and what happens if I have to cancel?\n\n"
        "November 2026\n"
    )


def test_nothing_is_ticked_or_said_beforehand(desk: Desk) -> None:
    """Who only presses Enter has an empty page: no answer gets there by itself."""
    hands = Hands()
    assert desk.make(hands).consent == Consent()
    for name in ("call-matters", "call-questions"):
        (ticks,) = hands.shown[name]
        assert isinstance(ticks, Ticks)
        assert not ticks.ticked
        assert len(ticks.options) > 1


def test_whoever_leaves_the_page_and_comes_back_finds_her_words(desk: Desk) -> None:
    """Also a line that she had reworded and taken out again comes back as she put it."""
    hands = Hands(
        call_questions=[frozenset({"looking-terms"}), back(ticked=frozenset())],
        call_matters=[frozenset(), back()],
        brings=["Sleep.", Unfinished(Action.BACK, texts=("Sleep.",))],
        consent=["words", Action.BACK],
        which_line=["unsure.looking-terms"],
        words=[PRACTICAL],
    )
    left = desk.make(hands)
    assert left.turn is Turn.BACK
    hands = Hands(consent=[Action.BACK, "right"], call_questions=[frozenset({"looking-terms"})])
    writing = Writing(desk.world.env(), hands, desk.bank, desk.check_in)
    chosen, _ = make_note(writing, before=left.chosen)
    assert PRACTICAL in desk.page(chosen.taken())


def test_what_matters_a_little_is_no_line(desk: Desk) -> None:
    """Only what matters a lot is offered, as a sentence that says so."""
    offered = gather_candidates(desk.bank, desk.check_in)
    assert [one.source for one in offered.matters] == ["looking-lead", "looking-access"]
    assert all(one.text.startswith("It matters a lot to me") for one in offered.matters)


def test_whoever_is_open_to_all_can_say_what_counts(desk: Desk) -> None:
    """Where nothing matters a lot one is asked for a line, and nothing is put in a mouth."""
    desk.check_in = checked(desk.bank, {"looking-lead": "hardly"}, stage=Stage.LOOKING)
    hands = Hands(call_matters_own=[("I can come in June.", "", "")])
    made = desk.make(hands)
    assert "matters a lot" not in str(hands.shown["call-matters-own"])
    assert "- I can come in June." in desk.page(made.consent)


def test_every_wish_has_a_sentence_for_the_ear() -> None:
    """What can matter most is said to the therapist; how much is told, and nothing half."""
    for each in load_bank().looking:
        for question in each.questions:
            assert set(question.sentences) == set(each.matters[:1])


def test_few_questions_are_enough_is_said_to_her_alone(desk: Desk) -> None:
    """That two or three questions are enough stands where she ticks them, not on her page."""
    hands = Hands(call_questions=[frozenset({"looking-terms"})])
    made = desk.make(hands)
    assert "Two or three are enough" in str(hands.shown["call-questions"])
    assert "enough" not in desk.page(made.consent)


def test_line_by_line_has_only_lines_of_this_page(desk: Desk) -> None:
    """The five points, and that it was written at home, are for a session alone."""
    hands = Hands(call_questions=[frozenset({"looking-terms"})], consent=["lines", "right"])
    desk.make(hands)
    (ticks,) = hands.shown["lines"]
    assert isinstance(ticks, Ticks)
    assert [one.id for one in ticks.options] == ["unsure.looking-terms"]


def test_a_line_is_marked_from_the_start(desk: Desk) -> None:
    """Where one asks which line to reword, the first is marked, so one key down is the second."""
    hands = Hands(
        call_questions=[frozenset({"looking-terms", "looking-checking"})],
        consent=["words", "right"],
        which_line=[Action.BACK],
    )
    desk.make(hands)
    (menu,) = hands.shown["which-line"]
    assert isinstance(menu, Menu)
    assert menu.default == menu.options[0].id


def test_back_from_a_line_of_her_own_leads_to_its_list(desk: Desk) -> None:
    """What was typed by then is a line there, ticked."""
    typed = Unfinished(Action.BACK, texts=("Do you give captions?",))

    def look(ticks: Ticks) -> frozenset[str]:
        (own,) = (one.id for one in ticks.options if one.label == "Do you give captions?")
        assert own in ticks.ticked
        return ticks.ticked

    hands = Hands(call_questions=[frozenset({"own"}), look], call_questions_own=[(typed,)])
    assert "captions" in desk.page(desk.make(hands).consent)


@pytest.mark.parametrize(
    "hands",
    [
        Hands(brings=[Paused("Evenings only.")]),
        Hands(
            call_matters=[frozenset({"own"})],
            call_matters_own=[Paused("", ("Evenings only.", "", ""))],
        ),
        Hands(
            call_questions=[frozenset({"own"})],
            call_questions_own=[Paused("", ("Evenings only.",))],
        ),
    ],
    ids=["what brings her", "what matters", "a question"],
)
def test_a_pause_keeps_what_is_being_typed(desk: Desk, hands: Hands) -> None:
    """Wherever she pauses while typing, her words are kept."""
    with pytest.raises(Paused):
        desk.make(hands)
    assert "Evenings only." in str(desk.kept[-1])


def test_back_leaves_reworded_questions_as_they_read(desk: Desk) -> None:
    """Whoever goes back to tick one more question finds the others in her own words."""

    def one_more(ticks: Ticks) -> frozenset[str]:
        assert PRACTICAL in {one.label for one in ticks.options}
        return ticks.ticked | {"looking-terms"}

    def practice(menu: Menu) -> str:
        return next(one.id for one in menu.options if one.id.endswith("looking-experience"))

    hands = Hands(
        call_questions=[frozenset({"looking-experience"}), one_more],
        consent=["words", Action.BACK, "right"],
        which_line=[practice],
        words=[PRACTICAL],
    )
    page = desk.page(desk.make(hands).consent)
    assert PRACTICAL in page
    assert "What does a session cost" in page
