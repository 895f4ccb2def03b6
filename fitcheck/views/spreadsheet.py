"""Answers as a spreadsheet, one row each; for looking at, and never read back."""

import csv
import io
from collections.abc import Iterable, Iterator

from fitcheck.questions.answers import Item, Reply, Responses
from fitcheck.store.records import CheckIn
from fitcheck.texts import local_day
from fitcheck.views.wording import ticked_in
from fitcheck.vocabulary import Matters, Part

COLUMNS = (
    *("check-in", "date", "therapist", "stage", "form", "questionnaire", "theme"),
    *("question", "rev", "kind", "part", "text", "answer", "label", "value", "note"),
)
"""The columns of the spreadsheet."""


def is_spreadsheet(text: str) -> bool:
    """Whether a text is such a spreadsheet, which holds too little to be brought in."""
    return text.removeprefix("\ufeff").startswith(",".join(COLUMNS))


def to_csv(check_ins: Iterable[CheckIn]) -> Iterator[str]:
    """One row for each answer, an event's or a `matters` question's cards each their own.

    `answer` is a choice or a gap; `label` and `value` (the place of the choice on its
    scale, from 1) are empty for a gap. The separate questions are never in it.
    """
    yield _lines([COLUMNS])
    for check_in in check_ins:
        yield _lines(row for item in check_in.responses.items for row in _rows(check_in, item))


def _lines(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(map(harmless, row) for row in rows)
    return out.getvalue()


def _rows(check_in: CheckIn, item: Item) -> Iterable[tuple[str, ...]]:
    theme = next((one.title for one in check_in.responses.themes if one.id == item.theme), "")
    ticked = " ".join(line.text for line in ticked_in(item))
    for part, text, reply, scale in _cards(check_in.responses, item):
        label, value = _on_scale(check_in.responses, scale, reply)
        yield (
            check_in.id,
            local_day(check_in.finished).isoformat(),
            check_in.therapist,
            check_in.stage,
            check_in.form,
            item.questionnaire,
            theme,
            item.id,
            str(item.rev),
            item.kind,
            part,
            text,
            reply.id,
            (item.label or label or ticked) if part is Part.ANSWER else label,
            value,
            item.note if part is Part.ANSWER else "",
        )


def _cards(responses: Responses, item: Item) -> Iterable[tuple[Part, str, Reply, str]]:
    if item.matters_reply is not None:
        yield Part.MATTERS, item.asked.matters, item.matters_reply, responses.matters
    # The second card of a `matters` question was not asked where the first ended it.
    if item.matters_reply is None or item.matters_reply.choice == Matters.YES:
        yield Part.ANSWER, item.text, item.reply, item.scale
    if item.talked is not None:
        yield Part.TALKED, responses.talked.text, item.talked, responses.talked.scale
    if item.after is not None:
        yield Part.AFTER, responses.after.text, item.after, responses.after.scale


def _on_scale(responses: Responses, name: str, reply: Reply) -> tuple[str, str]:
    scale = responses.scales.get(name)
    if scale is None or reply.choice is None:
        return "", ""
    order = [one.id for one in scale.choices]
    place = str(order.index(reply.choice) + 1) if reply.choice in order else ""
    return scale.label(reply.choice), place


_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def harmless(cell: str) -> str:
    """The cell as a spreadsheet may show it, but never run it.

    A cell that would begin a formula gets an apostrophe in front, which is what
    spreadsheets themselves use for "this is text". A CSV is for looking at and never
    read back, so the one sign more costs nothing that can be lost.
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
