"""The article the project grew from, row by row, with what carries each of its sentences."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from fitcheck.questions.flow import Plan, asked
from fitcheck.vocabulary import Form, Stage
from tests.content.shipped import bank, reading

PLACE = Path(__file__).with_name("article.yaml")


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that the article says, in our words."""

    row: str
    says: str
    why: str
    by: tuple[str, ...] = ()
    """What asks it: questions, facts, lines that are ticked, cards from before booking."""
    found: Mapping[str, str] = {}
    """Where it can only be read: a point or a page, with words that stand there."""
    again: tuple[str, ...] = ()
    """The rows that say the same."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of the article."""

    part: str
    rows: tuple[Row, ...]


@cache
def sections() -> tuple[Section, ...]:
    """The article, part by part."""
    return msgspec.yaml.decode(PLACE.read_bytes(), type=tuple[Section, ...])


def rows() -> tuple[Row, ...]:
    """Every row of the article, in its order."""
    return tuple(row for section in sections() for row in section.rows)


def answerable() -> tuple[Row, ...]:
    """The rows that a client can answer."""
    return tuple(row for row in rows() if row.by)


def uses() -> Counter[str]:
    """In how many rows each question is named."""
    return Counter(id for row in rows() for id in row.by)


@cache
def usual(stage: Stage) -> frozenset[str]:
    """What a usual check-in of a stage asks everybody, with every line that can be ticked."""
    form = Form.LOOKING if stage is Stage.LOOKING else Form.FULL
    core = asked(bank(), Plan(stage=stage, form=form))
    return frozenset(
        {one.id for one in core} | {line.asked.id for one in core for line in one.lines}
    )


def stages_of(row: Row) -> tuple[Stage, ...]:
    """The stages at which the usual check-in asks what a row says."""
    return tuple(stage for stage in Stage if usual(stage) & set(row.by))


def texts() -> dict[str, str]:
    """What can be read, by the name that a row gives it."""
    points = {f"point {one.id}": f"{one.article} {one.about}" for one in bank().points}
    pages = {one.id: one.text for one in reading().pages}
    return {name: " ".join(text.split()) for name, text in (points | pages).items()}


def page() -> str:
    """The rows as a part of `docs/coverage.md`."""
    can, established = answerable(), Stage.ESTABLISHED
    somewhere = sum(bool(stages_of(row)) for row in can)
    here = sum(established in stages_of(row) for row in can)
    lines = [
        "## The article, sentence by sentence",
        "",
        f"Of {len(rows())} rows, {len(can)} are things that a client can answer. All of these are",
        f"asked somewhere; {somewhere} in the usual check-in of some stage, {here} in that of",
        "*established*. The rows are in our words. What the usual check-in leaves out is asked by",
        "`--all`, by `--only` or when a point is looked at closer. F, E, L and X are the first",
        "sessions, established, long-term and ending; B is before booking. Made from",
        "`tests/content/article.yaml`; a test counts it from the bank.",
    ]
    for section in sections():
        lines += ["", f"### {section.part}", ""]
        lines += [
            "| | The article says | Carried by | Usual check-in | Why |",
            "|---|---|---|---|---|",
        ]
        lines += [f"| {' | '.join(_cells(row))} |" for row in section.rows]
    return "\n".join(lines) + "\n"


LETTERS = {
    Stage.LOOKING: "B",
    Stage.FIRST_SESSIONS: "F",
    Stage.ESTABLISHED: "E",
    Stage.LONG_TERM: "L",
    Stage.ENDING: "X",
}


def _cells(row: Row) -> tuple[str, ...]:
    asked_at = " ".join(LETTERS[stage] for stage in stages_of(row))
    if row.by:
        carried = ", ".join(row.by)
        asked_at = asked_at or "looked at closer"
    elif row.again:
        carried = f"row {', '.join(row.again)}"
    else:
        carried = ", ".join(
            name if name.startswith("point") else f"page {name}" for name in row.found
        )
    return (row.row, row.says, carried, asked_at, row.why)
