"""What `--json` tells of stored data, of open topics, of help by country and of a file."""

from collections.abc import Iterable

import msgspec

from fitcheck.checkin.follow_up import OpenTopic
from fitcheck.cli.errors_as_json import mistake
from fitcheck.errors import Problem
from fitcheck.questions.model import Bank
from fitcheck.questions.reading import Country
from fitcheck.store.collection import Collection
from fitcheck.store.maintenance import Inspection, list_places
from fitcheck.store.store import Store
from fitcheck.texts import say_error
from fitcheck.views.as_json import SCHEMA, Shape

PATHS = ("open", "parts", "plain", "uncertain", "movable", "copies", "others", "ahead")
"""What an inspection names by their paths alone."""


def places_shape(store: Store) -> Shape:
    """`data where --json`."""
    return {
        "home": str(store.home),
        "keeping": store.keeping,
        "synced-by": store.synced_by or None,
        "places": [
            {"name": one.name, "path": str(one.path), "files": one.files}
            for one in list_places(store)
            if one.exists
        ],
        "schema": SCHEMA,
    }


def inspection_shape(found: Inspection) -> Shape:
    """`data check --json`."""
    return {
        "well": found.well,
        "bad": [
            {"path": str(one.path), "why": one.why, "told": say_error(one.cause)}
            for one in found.bad
        ],
        **{name: [str(path) for path in getattr(found, name)] for name in PATHS},
        "schema": SCHEMA,
    }


def topics_shape(topics: Iterable[OpenTopic]) -> Shape:
    """`topics --json`: what is open, as it reads now."""
    return {
        "topics": [
            {
                "id": one.topic.id,
                "checkin": one.check_in.id,
                "question": one.topic.question or None,
                "point": one.topic.point,
                "words": one.words,
            }
            for one in topics
        ],
        "schema": SCHEMA,
    }


def jots_shape(collection: Collection) -> Shape:
    """`jot --list --json`: the thoughts that are open."""
    return {
        "jots": [
            {"id": one.id, "at": one.at, "text": one.text, "therapist": one.therapist}
            for one in collection.jots
        ],
        "schema": SCHEMA,
    }


def countries_shape(countries: Iterable[Country]) -> Shape:
    """`learn help --json`: who can help, by country, with the day it was checked."""
    return {
        "countries": [
            {
                "id": one.id,
                "name": one.name,
                "text": one.text,
                "regions": [{"name": each.name, "text": each.text} for each in one.regions],
                "checked": one.checked.isoformat(),
            }
            for one in countries
        ],
        "schema": SCHEMA,
    }


def lint_shape(bank: Bank, remarks: Iterable[Problem]) -> Shape:
    """`questions lint --json`: a file that is right, its questions, and what may be better."""
    own = [one.id for one in bank.own_questions]
    return {
        "name": bank.name,
        "questions": own,
        "remarks": msgspec.to_builtins(tuple(map(mistake, remarks))),
        "schema": SCHEMA,
    }
