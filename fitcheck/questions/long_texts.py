"""The long texts: pages to read, help by country, and the papers behind it all."""

from collections.abc import Collection, Mapping
from datetime import date

from fitcheck.questions.model import Value
from fitcheck.vocabulary import Tier


class Written(Value, frozen=True, forbid_unknown_fields=True):
    """The base of what is read as it is written: a field that nobody knows is a mistake."""


class Subject(Written, frozen=True):
    """One page of `fitcheck learn`."""

    id: str
    title: str
    summary: str
    text: str
    """An empty line starts a paragraph, `## ` a heading, `- ` a bullet."""
    sources: tuple[str, ...] = ()
    points: bool = False
    """Whether the five points stand before its first heading, each with what is said of it."""


class Words(Written, frozen=True):
    """Subjects that can be brought up, under one title."""

    title: str
    subjects: Mapping[str, str]
    """A starter's id, and what a person would call it."""


class Region(Written, frozen=True):
    """A part of a country where other bodies help."""

    id: str
    name: str
    text: str


class Check(Written, frozen=True):
    """Where something on a page of help was looked up."""

    what: str
    where: str
    """The page it was found on; empty where none was found, and the text says it with care."""
    of: str = ""
    """When that page is from, where that is known."""


class Country(Written, frozen=True):
    """Who can help in one country."""

    id: str
    name: str
    checked: date
    """When all of it was last looked up."""
    text: str
    regions: tuple[Region, ...] = ()
    checks: tuple[Check, ...] = ()


class SeparateTexts(Written, frozen=True):
    """The page after a yes or not sure apart, in parts, so that it fits what was answered."""

    lead: Mapping[Tier, str]
    unsure: str
    """Where an answer was not sure."""
    paragraphs: Mapping[str, str]
    """By the key that a line of a gate names as its words."""
    feelings: str
    """Tier A alone."""
    onward: Mapping[Tier, str]
    """How to go on with the therapist, or to leave; never where it is over."""
    ended: tuple[str, ...]
    """The keys after which it is over: the person was left."""
    ask: Mapping[Tier, str]
    sent: str
    """For a person who was sent."""
    close: str
    keep: str
    """Before the page is kept: where it lies, and who could find it."""

    def text(
        self,
        tier: Tier,
        keys: Collection[str],
        *,
        unsure: bool = False,
        sent: bool = False,
        over: bool = False,
    ) -> str:
        """The page for what was answered with yes or not sure, each thing said once.

        A key that has no paragraph adds none, so that no page is ever lacking.
        """
        is_over = over or any(key in keys for key in self.ended)
        parts = (
            self.lead[tier],
            self.unsure if unsure else "",
            *(text for key, text in self.paragraphs.items() if key in keys),
            self.feelings if tier is Tier.A else "",
            "" if is_over else self.onward[tier],
            self.ask[tier],
            self.sent if sent else "",
            self.close,
        )
        return "\n\n".join(part for part in parts if part)


class Reading(Written, frozen=True):
    """All long texts."""

    pages: tuple[Subject, ...]
    help: tuple[Country, ...]
    separate: SeparateTexts
    sources: Mapping[str, str]
    """The papers by their keys."""
    say: tuple[Words, ...] = ()
