"""What the separate questions lead to; nothing here is ever scored (design, section 6)."""

from collections.abc import Container

from fitcheck.questions.model import Separate
from fitcheck.vocabulary import Tier


def tier_of(separate: Separate, said: Container[str]) -> Tier | None:
    """How what was said is answered; None where nothing was.

    `said` are the questions that got a yes or a not sure. One of tier A is enough. Those
    of tier B may each be an error; two of them from different gates are a pattern, and
    a message or a role together with a secret, love, touch or money is one of tier A
    already, for each of these is.
    """
    tiers = [{line.tier for line in gate.lines if line.id in said} for gate in separate.gates]
    if any(Tier.A in found for found in tiers):
        return Tier.A
    gates = sum(Tier.B in found for found in tiers)
    if not gates:
        return None
    return Tier.A if gates > 1 else Tier.B
