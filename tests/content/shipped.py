"""The shipped files, read once, and their sentences by the place where they stand."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from fitcheck.content import written_reading
from fitcheck.questions.loading.checklist import load_bank
from fitcheck.questions.long_texts import Reading
from fitcheck.questions.model import Bank, GateLine, Question, TickLine
from fitcheck.texts import catalogue
from fitcheck.vocabulary import Kind, Stage, Weight

DATA = Path(__file__).resolve().parents[2] / "data"
CHECKLISTS = DATA / "checklists.yaml"
READING = DATA / "reading.yaml"
TEXTS = DATA / "texts.yaml"
STAGES = tuple(stage for stage in Stage if stage is not Stage.LOOKING)
"""The stages with statuses."""


@cache
def bank() -> Bank:
    """All that can be asked."""
    return load_bank(CHECKLISTS.read_bytes(), str(CHECKLISTS))


@cache
def reading() -> Reading:
    """All that can be read."""
    return written_reading()


def statements() -> Iterator[tuple[str, str]]:
    """Every statement that is answered or ticked, with the id it is known by."""
    for one in bank().questions:
        yield one.id, whole(one) if isinstance(one, GateLine) else one.text
        if one.asked.matters:
            yield f"{one.id}.matters", one.asked.matters
        for line in one.lines:
            yield line.asked.id, line.asked.text
    yield "events.talked", bank().talked.text
    yield "events.after", bank().after.text


def whole(line: GateLine) -> str:
    """A line of a gate with the stem it ends, as one sentence."""
    return f"{line.line}." if line.own else f"My therapist {line.line}."


def tick_lines() -> Iterator[TickLine]:
    """Every line that can be ticked."""
    for one in bank().questions:
        yield from one.lines


def about() -> Iterator[tuple[str, tuple[str, ...]]]:
    """What everything that is answered or ticked is about; a card of ticks has its lines."""
    for one in bank().questions:
        if one.kind is not Kind.TICKS:
            yield one.id, one.constructs
    for line in tick_lines():
        yield line.asked.id, line.constructs


def scored() -> Iterator[Question]:
    """Every question with an answer that can be `watch` or `raise`."""
    for one in bank().questions:
        if one.kind in (Kind.SEPARATE, Kind.FACT, Kind.TICKS):
            continue
        row = () if one.kind is Kind.EVENT else bank().scales[one.scale].row(one.asked)
        if one.kind is Kind.EVENT or set(row) - {Weight.OK}:
            yield one


def spoken() -> Iterator[tuple[str, str]]:
    """Every sentence for the therapist's ear, with its question or line and what it is for."""
    for one in bank().questions:
        for key, text in one.sentences.items():
            yield f"{one.id}.{key}", text
    for line in tick_lines():
        yield line.asked.id, line.sentence


def question(id: str) -> Question:
    """The question of this id."""
    found = bank().question(id)
    assert found is not None, id
    return found


def sentences() -> Iterator[tuple[str, str]]:
    """Every text of the three files but the papers, with its place."""
    yield from _texts("checklists", msgspec.to_builtins(bank()))
    yield from _texts("reading", msgspec.to_builtins(reading()))
    yield from said()


def said() -> Iterator[tuple[str, str]]:
    """Every line that the program itself says, with its key, as a person would read it."""
    for key, text in catalogue().items():
        for line in (text,) if isinstance(text, str) else text:
            yield f"texts.{key}", line


def _texts(place: str, node: object) -> Iterator[tuple[str, str]]:
    match node:
        case str():
            yield place, node
        case dict():
            for key, value in node.items():
                if key != "sources":
                    yield from _texts(f"{place}.{key}", value)
        case list() | tuple():
            for at, value in enumerate(node):
                yield from _texts(f"{place}.{_name(value, at)}", value)


def _name(value: object, at: int) -> str:
    return str(value.get("id", at)) if isinstance(value, dict) else str(at)


def prose(text: str) -> str:
    """A page as sentences: without the signs of headings and bullets."""
    lines = (line.strip().removeprefix("## ").removeprefix("- ") for line in text.splitlines())
    return "\n".join(line for line in lines if line)
