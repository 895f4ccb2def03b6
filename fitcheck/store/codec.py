"""Records as text, for the disk, for other computers and for spreadsheets, and back."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from textwrap import indent
from typing import TypeVar
from zlib import crc32

import msgspec

from fitcheck.errors import FitcheckError
from fitcheck.questions.answers import Item, Reply, Responses
from fitcheck.questions.clean import clean
from fitcheck.questions.model import Scale, Value
from fitcheck.store.records import (
    SCHEMA,
    Amendment,
    CheckIn,
    CheckInHead,
    Draft,
    FollowUp,
    Note,
    Record,
    UnreadCheckIn,
)
from fitcheck.texts import local_day
from fitcheck.vocabulary import Kind, Matters, Part

ID = re.compile(r"[a-z][a-z0-9]{5}", re.ASCII)
"""What an id may be; nothing else may become part of a file name."""


class NotOursError(FitcheckError):
    """This is no record, or not a whole one."""


class NewerError(FitcheckError):
    """This was written by a newer fitcheck, and is left alone."""

    def __init__(self) -> None:
        super().__init__("store.newer")


class _Head(Value, frozen=True):
    schema: int


class _Export(Value, frozen=True):
    """What an export file holds."""

    records: tuple[Record, ...]
    schema: int = SCHEMA
    program: str = "fitcheck"


_UNCLEAN = re.compile(
    rb"\\[urtbf]|\x7f|\xc2[\x80-\x9f]"  # control characters, escaped or as they are
    rb"|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]"  # U+2028 to U+202E, U+2066 to U+2069
)

_Read = TypeVar("_Read")

_encoder = msgspec.json.Encoder()
# Made once: making one costs more than reading a record.
_head = msgspec.json.Decoder(_Head)
_record = msgspec.json.Decoder[Record](Record)
_draft = msgspec.json.Decoder(Draft)
_check_in_head = msgspec.json.Decoder(CheckInHead)
_export = msgspec.json.Decoder(_Export)


MARK = b'{"fitcheck":"crc32:'
"""How every file begins; the sum of all that comes after the head follows."""

_HEAD = len(MARK) + len('00000000",')

_SUM = ',\n  "fitcheck": "crc32:'
"""What stands at the end of an export, before the sum of all before it."""

_LONGEST_HEAD = 4096
"""Bytes in which all stands that a list of check-ins shows."""


def encode(value: Record | Draft) -> bytes:
    """A record or a draft as its file holds it: with a sum against accidents in front."""
    if isinstance(value, UnreadCheckIn):
        value = value.whole
    body = _encoder.encode(value)[1:]
    return _head_of(body) + body


def _head_of(body: bytes) -> bytes:
    return b'%b%08x",' % (MARK, crc32(body))


def is_certain(data: bytes) -> bool:
    """Whether a file holds what was written: nothing was changed in it, not even by hand."""
    return data[:_HEAD] == _head_of(data[_HEAD:])


def decode(data: bytes) -> Record:
    """The record in a file."""
    return _checked(_read(_record, data))


def decode_head(data: bytes) -> CheckInHead | None:
    """What a check-in is, from the head of a file that is certain; None where it is not.

    The rest is neither read nor checked: that is done when it is looked at.
    """
    end = data.find(b',"responses":', 0, _LONGEST_HEAD)
    if end < 0 or not is_certain(data):
        return None
    try:
        head = _read(_check_in_head, data[:end] + b"}")
        _check_id(head.id)
        _check_moment(head.finished)
    except NotOursError:
        return None
    return head if head.schema <= SCHEMA else None


def decode_draft(data: bytes) -> Draft:
    """The draft in a file."""
    draft = _read(_draft, data)
    if draft.schema > SCHEMA:
        raise NewerError
    _check_id(draft.id)
    _check_moment(draft.started)
    _check_draft(draft)
    return draft


def require_time(value: Record | Draft) -> None:
    """Refuse what could not be read again, because the clock of the computer is far off."""
    at = value.finished if isinstance(value, CheckIn) else moment(value)
    if not _is_moment(at):
        raise FitcheckError("store.clock", year=at.year)


def moment(value: Record | Draft) -> datetime:
    """When it came to be, in UTC: the time its file is named for."""
    match value:
        case CheckIn():
            at = value.finished
        case Draft():
            at = value.started
        case _:
            at = value.at
    return at.astimezone(UTC)


def _read(decoder: msgspec.json.Decoder[_Read], data: bytes) -> _Read:
    try:
        if _may_be_unclean(data):
            data = _encoder.encode(_cleaned(msgspec.json.decode(data)))
        return decoder.decode(data)
    # Deep nesting ends the decoder's patience; bytes that are no UTF-8 are a ValueError.
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        _refuse_newer(data)
        raise NotOursError("store.not-ours") from error


def _may_be_unclean(data: bytes) -> bool:
    """Whether there may be a sign in a text that `clean` would take out; quick where not.

    What fitcheck writes is clean; a file from elsewhere is cleaned where it enters.
    """
    if data.isascii() and b"\\" not in data and b"\x7f" not in data:
        return False
    return _UNCLEAN.search(data) is not None


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(one) for key, one in value.items()}
    return value


def _refuse_newer(data: bytes) -> None:
    try:
        newer = _head.decode(data).schema > SCHEMA
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return
    if newer:
        raise NewerError


def _checked(record: Record) -> Record:
    """The record, sure to have a name, a time, and all that scoring it needs."""
    if record.schema > SCHEMA:
        raise NewerError
    _check_id(record.id)
    if isinstance(record, CheckIn):
        _check_moment(record.started)
        _check_moment(record.finished)
        _check_responses(record.responses)
        return record
    _check_moment(record.at)
    if isinstance(record, Note | FollowUp | Amendment):
        _check_id(record.check_in)
    if isinstance(record, Amendment):
        _check_scales(record.scales.values())
    return record


def _check_id(id: str) -> None:
    if not ID.fullmatch(id):
        raise NotOursError("store.damaged-id")


def _check_moment(at: datetime) -> None:
    if not _is_moment(at):
        raise NotOursError("store.damaged-time")


def _is_moment(at: datetime) -> bool:
    # A time near the ends of the calendar has no name in UTC.
    return at.tzinfo is not None and 1970 <= at.year < 9999


def _check_scales(scales: Iterable[Scale]) -> None:
    for scale in scales:
        if any(len(row) not in (0, len(scale.choices)) for row in scale.rows.values()):
            raise NotOursError("store.damaged-levels")


def _check_draft(draft: Draft) -> None:
    """A draft that could not be asked would end in a bug, cards later."""
    bank = draft.bank
    _check_scales(bank.scales.values())
    known = {question.id: question for question in bank.questions}
    try:
        for id in draft.questions:
            asked = known[id].asked
            for part in asked.parts:
                bank.scale_of(asked, part)
            if asked.kind is Kind.EVENT and bank.events:
                bank.events[asked.row or asked.kind]
    except KeyError as error:
        raise NotOursError("store.damaged-scale") from error


def _check_responses(responses: Responses) -> None:
    _check_scales(responses.scales.values())
    if not all(_can_be_read(item, responses) for item in responses.items):
        raise NotOursError("store.damaged-scale")


def _can_be_read(item: Item, responses: Responses) -> bool:
    """Whether a record holds all that it needs to read an answer of its own."""
    match item.kind:
        case Kind.TICKS:
            return True
        case Kind.EVENT:
            return item.gap is not None or (item.asked.row or item.kind) in responses.events
        case _:
            return item.scale in responses.scales


def to_json(records: Iterable[Record]) -> Iterator[str]:
    """All records as one text, made for `from_json`; holds everything, private things too.

    Piece by piece, so that ten years of them fill no memory.
    """
    sum_so_far = 0
    for piece in _pieces(records):
        sum_so_far = crc32(piece.encode(), sum_so_far)
        yield piece
    yield f'{_SUM}{sum_so_far:08x}"\n}}\n'


def _pieces(records: Iterable[Record]) -> Iterator[str]:
    yield f'{{\n  "schema": {SCHEMA},\n  "program": "fitcheck",\n  "records": ['
    between = "\n"
    for record in records:
        told = msgspec.json.format(_encoder.encode(record), indent=2).decode()
        yield between + indent(told, "    ")
        between = ",\n"
    yield "\n  ]"


def is_certain_export(text: str) -> bool:
    """Whether an export is as it was written; the ends of its lines do not count."""
    whole, found, rest = text.removeprefix("\ufeff").replace("\r\n", "\n").rpartition(_SUM)
    return bool(found) and rest[:8] == f"{crc32(whole.encode('utf-8', 'surrogatepass')):08x}"


def from_json(text: str) -> tuple[Record, ...]:
    """The records of an export, or a FitcheckError that says why they cannot be read."""
    # A byte order mark is what an editor on Windows may add.
    data = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    try:
        export = _read(_export, data)
        if export.schema > SCHEMA:
            raise NewerError
        return tuple(map(_checked, export.records))
    except NotOursError as error:
        raise FitcheckError("import.not-whole", cause=error) from error


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
    # Only a spreadsheet needs them, and every start would pay.
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(map(harmless, row) for row in rows)
    return out.getvalue()


def _rows(check_in: CheckIn, item: Item) -> Iterable[tuple[str, ...]]:
    theme = next((one.title for one in check_in.responses.themes if one.id == item.theme), "")
    for part, text, reply, scale in _cards(check_in.responses, item):
        label, value = _on_scale(check_in.responses, scale, reply)
        yield (
            check_in.id,
            local_day(moment(check_in)).isoformat(),
            check_in.therapist,
            check_in.stage,
            check_in.form,
            item.questionnaire,
            theme,
            item.question,
            str(item.rev),
            item.kind,
            part,
            text,
            reply.id,
            (item.label or label or _ticked(item)) if part is Part.ANSWER else label,
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


def _ticked(item: Item) -> str:
    return " ".join(line.text for line in item.asked.lines if line.id in item.reply.ticked)


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
