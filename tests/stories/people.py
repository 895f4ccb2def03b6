"""The people of the stories: what they answer, choose, tick and type."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fitcheck.terminal.prompts import CardView, Field, Menu, Ticks

GOOD = {
    "often": "often",
    "amount": "about-right",
    "happened": "no",
    "talked": "yes",
    "after": "better",
    "no-partly-yes": "yes",
    "told": "sometimes",
    "matters": "no",
    "tension": "none",
    "ties": "the-same",
    "how-much-it-matters": "a-lot",
    "separate-gate": "no",
    "separate": "no",
}
"""What someone answers whose therapy goes well; a concern has its own, below."""

CONCERN = {"often": "almost-never"}


@dataclass(frozen=True)
class Person:
    """What one person says to every question that fitcheck can ask."""

    name: str
    stage: str = "established"
    cards: Mapping[str, str] = field(default_factory=dict)
    """By card; every other card gets the answer of someone whose therapy goes well."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """By the name of a menu, or by its beginning."""
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, list[str]] = field(default_factory=dict)
    """By the name of a menu or card, what is picked there the first time, the second, and so on."""

    def answer(self, card: CardView, kind: str) -> str:
        """What this person answers on a card."""
        if self.ways.get(card.id):
            return self.ways[card.id].pop(0)
        if card.id in self.cards:
            return self.cards[card.id]
        usual = {**GOOD, **CONCERN} if kind == "concern" else GOOD
        return usual[card.scale]

    def choice(self, menu: Menu) -> str:
        """What this person picks in a menu."""
        if self.ways.get(menu.name):
            return self.ways[menu.name].pop(0)
        usual = {
            "keeping": "plain",
            "stage": self.stage,
            "meeting": "in-person",
            "own-choice": "yes",
            "ready": "start",
            "separate": "no",
            "summary": "go-on",
            "stands-out": "right",
            "note-now": "no",
            "consent": "right",
            "where": "screen",
        }
        known = {**usual, **self.choices}
        if menu.name in known:
            return known[menu.name]
        for name, picked in known.items():
            if menu.name.startswith(f"{name}."):
                return picked
        return menu.silent or menu.default

    def ticks(self, ticks: Ticks) -> frozenset[str]:
        """What is ticked when this person is done."""
        wanted = self.ticked.get(ticks.name)
        if wanted is not None:
            return frozenset(wanted)
        return ticks.ticked or (frozenset({ticks.none}) if ticks.none else frozenset())

    def text(self, field: Field) -> str:
        """What this person types into a field."""
        return self.texts.get(field.name, field.text)
