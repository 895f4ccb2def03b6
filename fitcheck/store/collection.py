"""Records put together, as a person looks at them, and the files that could not be read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import fold_label
from fitcheck.questions.model import Value
from fitcheck.store.codec import NewerError
from fitcheck.store.encryption import OtherKeyError
from fitcheck.store.files import explain
from fitcheck.store.records import (
    Amendment,
    CheckIn,
    FollowUp,
    Jot,
    Kept,
    Note,
    Page,
    UnreadCheckIn,
    moment,
)
from fitcheck.texts import local_day
from fitcheck.vocabulary import Form


class Why(StrEnum):
    """What is the matter with a file."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    OTHER_KEY = "other-key"
    UNREADABLE = "unreadable"


class Seen(Value, frozen=True):
    """A file that can be read."""

    value: Kept
    certain: bool = True
    """Whether it is as it was written."""


class BadFile(Value, frozen=True):
    """A file that cannot be used; it stops nothing."""

    path: Path
    why: Why
    cause: FitcheckError
    """What is wrong."""


class Collection(Value, frozen=True):
    """All records, put together."""

    check_ins: tuple[CheckIn, ...] = ()
    """Oldest first, with their amendments applied."""
    notes: Mapping[str, Note] = {}
    """The newest note of each check-in, by the id of the check-in."""
    follow_ups: tuple[FollowUp, ...] = ()
    """Oldest first."""
    amendments: tuple[Amendment, ...] = ()
    """Oldest first; each keeps the answer as it was."""
    pages: tuple[Page, ...] = ()
    """Oldest first."""
    jots: tuple[Jot, ...] = ()
    """The thoughts that are open, oldest first, each as it was said last."""
    bad: tuple[BadFile, ...] = ()
    """What could not be used."""
    uncertain: tuple[Path, ...] = ()
    """Files that are not as they were written; what they say is here all the same."""
    paused: date | None = None
    """The day of a check-in that is paused; looked for only where none is finished."""

    @property
    def amended(self) -> frozenset[str]:
        """The check-ins with an answer that was changed, by their ids."""
        return frozenset(one.check_in for one in self.amendments)

    @property
    def labels(self) -> tuple[str, ...]:
        """One label a therapist, as it was typed last; the latest therapist last."""
        latest: dict[str, str] = {}
        for one in self.check_ins:
            if one.form is not Form.LOOKING:
                label = fold_label(one.therapist)
                latest.pop(label, None)
                latest[label] = one.therapist
        return tuple(latest.values())


def whose(check_in: CheckIn) -> str | None:
    """What tells therapists apart; None before booking, where there is no one yet."""
    label = fold_label(check_in.therapist)
    return None if check_in.form is Form.LOOKING and not label else label


def so_far(check_ins: Iterable[CheckIn], check_in: CheckIn) -> list[CheckIn]:
    """The full check-ins with the same therapist up to this one, oldest first."""
    return [
        one
        for one in check_ins
        if one.form is Form.FULL
        and whose(one) == whose(check_in)
        and one.finished <= check_in.finished
    ]


def last_before(check_ins: Iterable[CheckIn], check_in: CheckIn) -> CheckIn | None:
    """The last full check-in with the same therapist before this one."""
    earlier = [one for one in so_far(check_ins, check_in) if one.id != check_in.id]
    return earlier[-1] if earlier else None


def foreign(path: Path, key: str) -> BadFile:
    """A file that is not where fitcheck would put it."""
    return BadFile(path=path, why=Why.FOREIGN, cause=FitcheckError(key))


def describe_bad(path: Path, error: FitcheckError | OSError) -> BadFile:
    """What is the matter with a file that could not be read."""
    if isinstance(error, OSError):
        return BadFile(path=path, why=Why.UNREADABLE, cause=explain(error))
    known = {NewerError: Why.NEWER, OtherKeyError: Why.OTHER_KEY}
    return BadFile(path=path, why=known.get(type(error), Why.DAMAGED), cause=error)


def put_together(
    records: Iterable[Kept], bad: Iterable[BadFile] = (), uncertain: Iterable[Path] = ()
) -> Collection:
    """The records as a person looks at them: in order of time, amended, newest notes only."""
    ordered = tuple(sorted(records, key=lambda one: (moment(one), one.id)))
    amendments = tuple(one for one in ordered if isinstance(one, Amendment))
    changes: dict[str, list[Amendment]] = {}
    for amendment in amendments:
        changes.setdefault(amendment.check_in, []).append(amendment)
    return Collection(
        check_ins=tuple(
            amended(one, changes[one.id]) if one.id in changes else one
            for one in ordered
            if isinstance(one, CheckIn)
        ),
        notes={one.check_in: one for one in ordered if isinstance(one, Note)},
        follow_ups=tuple(one for one in _latest(FollowUp, ordered) if one.says_something),
        amendments=amendments,
        pages=tuple(one for one in ordered if isinstance(one, Page)),
        jots=_open_jots(ordered),
        bad=tuple(bad),
        uncertain=tuple(uncertain),
    )


Replaced = TypeVar("Replaced", Jot, FollowUp)


def _latest(kind: type[Replaced], records: Sequence[Kept]) -> list[Replaced]:
    """The records of a kind that no later one says anew."""
    found = [one for one in records if isinstance(one, kind)]
    replaced = {one.replaces for one in found}
    return [one for one in found if one.id not in replaced]


def _open_jots(records: Sequence[Kept]) -> tuple[Jot, ...]:
    became: dict[str, str] = {}
    for note in records:
        if isinstance(note, Note):
            became |= note.jots  # the last note that tells of it holds
    return tuple(jot for jot in _latest(Jot, records) if became.get(jot.id, "kept") == "kept")


def amended(check_in: CheckIn, changes: Iterable[Amendment]) -> CheckIn:
    """The check-in with its items as they were changed, oldest change first, new ones last."""
    if isinstance(check_in, UnreadCheckIn):
        check_in = check_in.whole
    responses = check_in.responses
    items = {item.id: item for item in responses.items}
    scales = dict(responses.scales)
    for change in changes:
        scales = {**change.scales, **scales}
        # Without its scale an answer cannot be read; it stays among the amendments.
        if change.now.scale in scales:
            items[change.now.id] = change.now
    responses = msgspec.structs.replace(responses, items=tuple(items.values()), scales=scales)
    return msgspec.structs.replace(check_in, responses=responses)


class Numbered(Value, frozen=True):
    """One check-in of the list."""

    number: int
    """Counted from the oldest over all therapists; what CHECKIN takes."""
    check_in: CheckIn

    @property
    def day(self) -> date:
        """The day it was finished on."""
        return local_day(self.check_in.finished)


def number_all(check_ins: Iterable[CheckIn]) -> tuple[Numbered, ...]:
    """Check-ins with their numbers, oldest first."""
    return tuple(
        Numbered(number=number, check_in=one) for number, one in enumerate(check_ins, start=1)
    )
