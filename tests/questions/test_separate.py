"""What the separate questions lead to, by their tiers."""

import pytest

from fitcheck.questions.loading.checklist import load_bank
from fitcheck.questions.model import Asked, Gate, GateLine, Separate
from fitcheck.questions.separate import tier_of
from fitcheck.vocabulary import Kind, Tier
from tests.questions.loading import SHIPPED

A, B = Tier.A, Tier.B


def gate(id: str, **tiers: Tier) -> Gate:
    lines = tuple(
        GateLine(asked=Asked(id=line, rev=1, text=line, kind=Kind.SEPARATE), line=line, tier=tier)
        for line, tier in tiers.items()
    )
    return Gate(id=id, title=id, stem="My therapist:", lines=lines)


GATES = Separate(
    gates=(
        gate("duties", told=A, left=B),
        gate("favours", money=A, secret=A, role=B),
        gate("closeness", messages=B, writes=B, touch=A, love=A),
    )
)


@pytest.mark.parametrize(
    ("said", "tier"),
    [
        ("", None),
        ("told", A),
        ("left", B),
        ("role", B),
        ("messages", B),
        ("messages writes", B),
        ("left role", A),
        ("messages role", A),
        ("messages secret", A),
        ("messages money", A),
        ("role love", A),
        ("role touch", A),
        ("elsewhere", None),
    ],
)
def test_tiers(said: str, tier: Tier | None) -> None:
    """One of tier A is enough, and so are two of tier B from different gates."""
    assert tier_of(GATES, said.split()) is tier


def test_what_goes_with_a_message_or_a_role_is_of_tier_a() -> None:
    """So a message or a role together with a secret, love, touch or money is of tier A."""
    bank = load_bank((SHIPPED / "checklists.yaml").read_bytes(), "checklists.yaml")
    tiers = {line.words: line.tier for line in bank.separate.questions}
    assert {words for words, tier in tiers.items() if tier is B} == {
        *("left", "role", "pressed", "fear", "messages"),
    }
    assert {tiers[words] for words in ("secret", "closeness", "touch", "money")} == {A}
