"""How often made-up therapies are flagged (design, section 5)."""

import pytest

from fitcheck.vocabulary import Stage
from tests.simulation import GOOD, MEDIOCRE, PAGE, STAGES, page, row


@pytest.mark.parametrize("stage", STAGES)
def test_a_good_therapy_is_seldom_worth_raising(stage: Stage) -> None:
    """At most a third of its check-ins find any point worth raising."""
    assert row(stage, GOOD).raising <= 1 / 3


@pytest.mark.parametrize("stage", STAGES)
def test_a_mediocre_therapy_mostly_is(stage: Stage) -> None:
    """At least four fifths of its check-ins find one."""
    assert row(stage, MEDIOCRE).raising >= 4 / 5


def test_the_page_is_what_the_program_does() -> None:
    """docs/simulation.md is made anew whenever questions or rules change."""
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.simulation"
