"""What `--json` tells, picked from the values, as the command contract names it (design, 3)."""

from collections.abc import Container, Iterable, Mapping

import msgspec

from fitcheck.errors import Problem
from fitcheck.questions.answers import Item, Reply
from fitcheck.questions.compare import Changes, Pair, Shift, SideBySide
from fitcheck.questions.long_texts import Country
from fitcheck.questions.model import Asked, Bank, Question
from fitcheck.store.collection import Collection, Numbered
from fitcheck.store.folder import looks_synced
from fitcheck.store.inspection import Inspection, list_places
from fitcheck.store.records import CheckIn, Page, Topic
from fitcheck.store.store import Store
from fitcheck.texts import say_error, say_todo, say_what
from fitcheck.views.personal_note import Own
from fitcheck.vocabulary import Part

SCHEMA = 1

Shape = Mapping[str, object]

RESULT = ("id", "status", "asked", "applicable", "answered", "unsure", "findings")
CAME_OF = ("topic", "at", "outcome", "received", "since", "reply", "takes", "agreed")
PAGE = ("at", "therapist", "answers", "text")
QUESTION = (
    *("id", "rev", "questionnaire", "theme", "kind", "text", "why", "sharp", "private"),
    *("core", "stages", "meetings", "constructs", "sources"),
)


def _pick(value: object, *names: str) -> dict[str, object]:
    """The named fields of a value; a name is written with hyphens."""
    return {name.replace("_", "-"): getattr(value, name) for name in names}


def bank_shape(bank: Bank) -> Shape:
    """`questions list --json`: the whole bank."""
    return {
        "points": [_pick(point, "id", "title") for point in bank.points],
        "themes": [_pick(theme, "id", "title", "questionnaire", "point") for theme in bank.themes],
        "questions": [question_shape(bank, question) for question in bank.questions],
        "schema": SCHEMA,
    }


def one_question_shape(bank: Bank, question: Question) -> Shape:
    """`questions show --json`."""
    return {**question_shape(bank, question), "schema": SCHEMA}


def question_shape(bank: Bank, question: Question) -> Shape:
    """One question with its choices and what they weigh."""
    asked = question.asked
    cards = {Part.TALKED: bank.talked, Part.AFTER: bank.after}
    fields = [name for name in QUESTION if name != "sharp"]
    lines = [_pick(line, "id", "rev", "text") for line in asked.lines]
    return {
        **_pick(question, *fields),
        "sharp": bank.is_sharp(asked),
        "choices": _choices(bank, asked, Part.ANSWER),
        "follow-ups": [
            {
                "id": part,
                "text": bank.text_of(asked, part),
                "constructs": cards[part].constructs if part in cards else (),
                "choices": _choices(bank, asked, part),
            }
            for part in asked.parts
            if part is not Part.ANSWER
        ],
        **({"lines": lines} if lines else {}),
    }


def _choices(bank: Bank, asked: Asked, part: Part) -> list[Shape]:
    if asked.lines:
        return []
    scale = bank.scale_of(asked, part)
    row = scale.row(asked) if part is Part.ANSWER else ()
    weights = row or (None,) * len(scale.choices)
    return [
        {
            **_pick(choice, "id", "label"),
            "level": weight.level if weight is not None else None,
            "alone": weight == "alone",
        }
        for choice, weight in zip(scale.choices, weights, strict=True)
    ]


def show_shape(
    check_in: CheckIn,
    topics: Iterable[Topic] = (),
    *,
    pages: Iterable[Page] | None = None,
    amended: bool = False,
) -> Shape:
    """`show --json` and `assess --json`: one check-in.

    `pages`: what was kept of the separate questions; only for who asked for it by name.
    """
    result = check_in.result
    status = {"id": check_in.id, "status": "amended" if amended else "completed"}
    shape: dict[str, object] = {
        "checkin": status | _pick(check_in, "form", "stage", "started", "finished"),
        "points": [_pick(point, *RESULT) for point in result.points],
        "themes": [_pick(theme, *RESULT) for theme in result.themes],
        "answers": [_answer(item) for item in check_in.responses.items],
        "topics": list(topics),
        "schema": SCHEMA,
    }
    return shape if pages is None else {**shape, "separate": [_pick(one, *PAGE) for one in pages]}


def own_shape(made_of: Own) -> Shape:
    """`report --for me --to json`: everything about a check-in, the separate answers by name."""
    check_in = made_of.check_in
    came_of = (one for one in made_of.follow_ups if one.check_in == check_in.id)
    return {
        "note": "me",
        **show_shape(check_in, made_of.consent.topics, pages=made_of.pages or None),
        "came-of": [_pick(one, *CAME_OF) for one in came_of],
        "jots": [_pick(one, "id", "at", "text") for one in made_of.jots],
    }


def _answer(item: Item) -> Shape:
    return {
        "question": item.id,
        **_pick(item, "rev", "text"),
        **_pick(item.reply, "choice", "ticked"),
        **_pick(item, "gap", "label"),
        "talked": _id(item.talked),
        "after": _id(item.after),
        "matters": _id(item.matters_reply),
        "note": item.note,
    }


def _id(reply: Reply | None) -> str | None:
    return reply.id if reply is not None else None


def history_shape(check_ins: Iterable[Numbered], collection: Collection) -> Shape:
    """`history --json`: check-ins with their numbers and topics, oldest first."""
    topics = {id: note.consent.topics for id, note in collection.notes.items()}
    told = [
        {**_numbered(one, collection.amended), "topics": topics.get(one.check_in.id, ())}
        for one in check_ins
    ]
    return {"checkins": told, "schema": SCHEMA}


def _numbered(one: Numbered, amended: Container[str]) -> Shape:
    check_in = one.check_in
    return {
        "id": check_in.id,
        "status": "amended" if check_in.id in amended else "completed",
        **_pick(check_in, "form", "stage", "started", "finished"),
        "number": one.number,
        "therapist": check_in.therapist,
        "points": {point.id: point.status for point in check_in.result.points},
    }


def compare_shape(
    earlier: Numbered, later: Numbered, found: Changes | SideBySide, amended: Container[str]
) -> Shape:
    """`compare --json`; side by side nothing has a verdict, a change or news."""
    return {
        "earlier": _numbered(earlier, amended),
        "later": _numbered(later, amended),
        "points": [_shift(one) for one in found.points],
        "themes": [_shift(one) for one in found.themes],
        "events": [_pair(one, news=one.news) for one in found.events]
        if isinstance(found, Changes)
        else [],
        "answers": _changed(found) if isinstance(found, Changes) else _beside(found),
        "not-comparable": [_pair(one, reason=one.why) for one in found.not_comparable],
        "schema": SCHEMA,
    }


def _shift(one: Shift) -> Shape:
    return _pick(one, "id", "title", "earlier", "later", "verdict", "reasons", "new", "gone")


def _changed(changes: Changes) -> list[Shape]:
    return [
        *(_pair(one, change="moved", way=one.way) for one in changes.answers),
        *(_pair(one, change="ticked", way=None) for one in changes.ticked),
        *(_pair(one, change="newly-answered", way=None) for one in changes.newly_answered),
        *(_pair(one, change="no-longer-answered", way=None) for one in changes.no_longer_answered),
    ]


def _beside(found: SideBySide) -> list[Shape]:
    apart = {one.question for one in found.not_comparable}
    pairs = [one for one in found.pairs if one.question not in apart]
    return [_pair(one, change=None, way=None) for one in pairs]


def _pair(one: Pair, **more: object) -> Shape:
    return {
        **_pick(one, "question", "text"),
        "earlier": _answer(one.earlier) if one.earlier is not None else None,
        "later": _answer(one.later) if one.later is not None else None,
        **more,
    }


PATHS = ("open", "parts", "plain", "uncertain", "movable", "copies", "others", "ahead")
"""What an inspection names by their paths alone."""


def places_shape(store: Store) -> Shape:
    """`data where --json`."""
    return {
        "home": str(store.home),
        "keeping": store.keeping,
        "synced-by": looks_synced(store.home) or None,
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


def lint_shape(bank: Bank, remarks: Iterable[Problem]) -> Shape:
    """`questions lint --json`: a person's own questions, and what may be better in them."""
    return {
        "name": bank.name,
        "questions": [one.id for one in bank.own_questions],
        "remarks": [problem_shape(one) for one in remarks],
        "schema": SCHEMA,
    }


def problem_shape(problem: Problem) -> Shape:
    """What is wrong, or may be better, in one place of a file, counted from 1."""
    place = {"line": problem.line, "column": problem.column, "what": say_what(problem)}
    more = {"todo": say_todo(problem), "source": problem.source}
    return place | {name: text for name, text in more.items() if text}


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


def encoded(shape: object) -> str:
    """A shape, or a note, as indented JSON with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(shape), indent=2).decode() + "\n"
