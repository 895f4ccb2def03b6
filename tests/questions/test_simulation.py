"""How often made-up therapies are flagged (design, section 5)."""

import pytest

from fitcheck.vocabulary import Stage
from tests.simulation import (
    GOOD,
    MEDIOCRE,
    ORDINARY,
    PAGE,
    STAGES,
    THERAPIES,
    TOGETHER,
    cards_of,
    page,
    people,
    row,
)


@pytest.mark.parametrize("together", TOGETHER)
def test_a_good_therapy_is_seldom_worth_raising(together: float) -> None:
    """At most a third of its check-ins find any point worth raising."""
    assert row(GOOD, together).raising <= 1 / 3


@pytest.mark.parametrize("together", TOGETHER[1:])
def test_an_ordinary_therapy_is_half_the_time_at_most(together: float) -> None:
    """At most half of its check-ins find one, where a person's answers go together."""
    assert row(ORDINARY, together).raising <= 1 / 2


@pytest.mark.parametrize(("together", "least"), [(0.0, 4 / 5), (0.3, 2 / 3), (0.4, 3 / 5)])
def test_a_mediocre_therapy_mostly_is(together: float, least: float) -> None:
    """Most of its check-ins find one, the fewer the more a person's answers go together."""
    assert row(MEDIOCRE, together).raising >= least


@pytest.mark.parametrize("stage", STAGES)
def test_the_counts_give_what_the_program_gives(stage: Stage) -> None:
    """Adding up counts, which is quick, is no other rule than that of the program."""
    for therapy in THERAPIES:
        cards, tally = cards_of(stage, therapy)
        for draw in people(stage, therapy, 0.3, 25):
            said = cards.check_in(draw)
            whole = [point.status for point in cards.score(said).points]
            assert tally.statuses(said) == whole


def test_the_page_is_what_the_program_does() -> None:
    """docs/simulation.md is made anew whenever questions or rules change."""
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.simulation"
