"""The long texts: pages to read, help by country, and the papers behind it all."""

from collections.abc import Mapping
from datetime import date

from fitcheck.questions.model import Value


class Subject(Value, frozen=True):
    """One page of `fitcheck learn`."""

    id: str
    title: str
    summary: str
    text: str
    """An empty line starts a paragraph, `## ` a heading, `- ` a bullet."""
    sources: tuple[str, ...] = ()


class Region(Value, frozen=True):
    """A part of a country where other bodies help."""

    id: str
    name: str
    text: str


class Country(Value, frozen=True):
    """Who can help in one country."""

    id: str
    name: str
    checked: date
    """When all of it was last looked up."""
    text: str
    regions: tuple[Region, ...] = ()


class SeparateTexts(Value, frozen=True):
    """What a person reads after a separate question."""

    page: str = ""
    """After a yes or not sure of tier A."""
    tier_b: str = ""
    keep: str = ""
    """Before the page is kept: where it lies, and who could find it."""


class Reading(Value, frozen=True):
    """All long texts."""

    pages: tuple[Subject, ...] = ()
    help: tuple[Country, ...] = ()
    separate: SeparateTexts = SeparateTexts()
    sources: Mapping[str, str] = {}
    """The papers by their keys."""
