"""The page for a first call: what a person comes with, what matters to them, what to ask."""

import pytest

from fitcheck.content import bank as load_bank
from fitcheck.terminal.prompts import Action, Menu, Ticks
from fitcheck.vocabulary import Stage
from tests.checkin.noted import Hands, checked
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
