"""Records as text, for the disk and for other computers, and back."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from textwrap import indent
from typing import TypeVar
from zlib import crc32

import msgspec

from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import clean
from fitcheck.questions.model import Asked, Scale, Value, Wording
from fitcheck.store.records import (
    SCHEMA,
    Amendment,
    CheckIn,
    CheckInHead,
    Draft,
    Kept,
    OfCheckIn,
    Record,
    UnreadCheckIn,
    moment,
)
from fitcheck.vocabulary import Kind, Part

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
_kept = msgspec.json.Decoder[Kept](Kept)
_check_in_head = msgspec.json.Decoder(CheckInHead)
_export = msgspec.json.Decoder(_Export)


MARK = b'{"fitcheck":"crc32:'
"""How every file begins; the sum of all that comes after the head follows."""

_HEAD = len(MARK) + len('00000000",')

_SUM = ',\n  "fitcheck": "crc32:'
"""What stands at the end of an export, before the sum of all before it."""

_LONGEST_HEAD = 4096
"""Bytes in which all stands that a list of check-ins shows."""


def encode(value: Kept) -> bytes:
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


def decode(data: bytes) -> Kept:
    """The record or the draft in a file."""
    value: Kept = _read(_kept, data)
    _check(value)
    return value


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


def require_time(value: Kept) -> None:
    """Refuse what could not be read again, because the clock of the computer is far off."""
    at = value.finished if isinstance(value, CheckIn) else moment(value)
    if not _is_moment(at):
        raise FitcheckError("store.clock", year=at.year)


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


def _check(value: Kept) -> None:
    """Make sure of a name, a time, and all that asking or scoring it needs."""
    if value.schema > SCHEMA:
        raise NewerError
    _check_id(value.id)
    match value:
        case CheckIn():
            _check_moment(value.started)
            _check_moment(value.finished)
            items = [
                one for one in value.responses.items if one.kind is not Kind.EVENT or not one.gap
            ]
            _check_wording(value.responses, ((one.asked, Part.ANSWER) for one in items))
        case Draft():
            _check_moment(value.started)
            _check_questions(value)
        case _:
            _check_moment(value.at)
            if isinstance(value, OfCheckIn):
                _check_id(value.check_in)
            if isinstance(value, Amendment):
                _check_scales(value.scales.values())


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


def _check_questions(draft: Draft) -> None:
    known = {question.id: question.asked for question in draft.bank.questions}
    if not known.keys() >= set(draft.questions):
        raise NotOursError("store.damaged-scale")
    asked = [known[id] for id in draft.questions]
    _check_wording(draft.bank, ((one, part) for one in asked for part in one.parts))


def _check_wording(wording: Wording, cards: Iterable[tuple[Asked, Part]]) -> None:
    """Make sure that all is there by which cards are shown and read; else a bug, cards later."""
    _check_scales(wording.scales.values())
    try:
        for asked, part in cards:
            wording.scale_of(asked, part)
            if asked.kind is Kind.EVENT:
                wording.events[asked.row or asked.kind]
    except KeyError as error:
        raise NotOursError("store.damaged-scale") from error


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
        for record in export.records:
            _check(record)
        return export.records
    except NotOursError as error:
        raise FitcheckError("import.not-whole", cause=error) from error
