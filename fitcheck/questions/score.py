"""From answers to findings and statuses (design, section 5).

One of a kind is named, two decide; a good word needs enough answers, a concern
needs only itself. Nothing is averaged, imputed, weighted or summed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from fitcheck.questions.answers import Item, Reply, Sheet
from fitcheck.questions.model import Scale, Value
from fitcheck.vocabulary import After, Gap, Happened, Kind, Level, Status, Talked

ENOUGH = 2
"""Fewer answers than this say nothing good."""

LEVELS = tuple(Level)
"""From the best to the most worth raising."""

UNCOUNTED = (Kind.FACT, Kind.SEPARATE)
"""Kinds that are told and never scored; they are in no count, answered or not."""

GAPS = {Gap.NOT_SURE: "unsure", Gap.DOES_NOT_APPLY: "does_not_apply", Gap.SKIP: "skipped"}
"""The field of `Counts` that each gap is counted in."""


class Finding(Value, frozen=True):
    """How one answer was read, and by which rule."""

    question: str
    choice: str
    level: Level
    alone: bool = False
    """Whether it is worth raising without a second one."""
    rule: str = "level"
    """`level`, `sharp`, `worse-after`, `never-talked`, `talked-and-better` or `happened`."""


class Standing(Value, frozen=True):
    """Where a theme or a point stands, and what decided it.

    The counts are of the answers that were decided on: for a point those of
    the core, where there are any.
    """

    id: str
    status: Status
    asked: int
    applicable: int
    answered: int
    unsure: int
    findings: tuple[Finding, ...] = ()
    """Every `watch` and `raise`, and every strain that was talked through.

    For a point also those beside the core: each is shown by name.
    """
    parts_asked: int = 1
    """For a point: how many of its themes were asked."""
    parts: int = 1
    """For a point: how many themes feed it at this stage."""


class Result(Value, frozen=True):
    """The standing of every theme and every point."""

    points: tuple[Standing, ...]
    themes: tuple[Standing, ...]

    def point(self, id: int) -> Standing:
        """The standing of one of the five points."""
        return next(one for one in self.points if one.id == str(id))

    def theme(self, id: str) -> Standing | None:
        """The standing of a theme, None where the sheet does not know it."""
        return next((one for one in self.themes if one.id == id), None)


class Counts(Value, frozen=True):
    """What a status is decided from."""

    ok: int = 0
    watch: int = 0
    raised: int = 0
    alone: int = 0
    """Those of `raised` that weigh alone are counted here and not there."""
    unsure: int = 0
    does_not_apply: int = 0
    skipped: int = 0

    @property
    def answered(self) -> int:
        """How many got a choice."""
        return self.ok + self.watch + self.raised + self.alone

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.applicable + self.does_not_apply

    @property
    def applicable(self) -> int:
        """How many were asked and apply."""
        return self.answered + self.unsure + self.skipped


def decide(counts: Counts) -> Status:
    """The status of these answers; the first rule that matches wins."""
    if counts.applicable == 0:
        return Status.NOT_ASKED
    if counts.alone or counts.raised >= 2:
        return Status.WORTH_RAISING
    if counts.raised or counts.watch >= 2:
        return Status.WORTH_A_LOOK
    # Two thirds without fractions: 3 x answered against 2 x applicable.
    enough = counts.answered >= ENOUGH and 3 * counts.answered >= 2 * counts.applicable
    if counts.unsure >= 2 or not enough:
        return Status.CANT_SAY_YET
    return Status.IN_PLACE


def judge(item: Item, scales: Mapping[str, Scale]) -> Finding | None:
    """How an answer is read; None for a gap and for what has no level.

    A question that may weigh `at most` so much never weighs alone beyond it.
    """
    choice = item.reply.choice
    if item.gap is not None or choice is None or item.kind in UNCOUNTED:
        return None
    read = _read_event(item, choice) if item.kind is Kind.EVENT else _read(item, choice, scales)
    if read is None:
        return None
    level, rule = read
    if item.at_most is not None and LEVELS.index(level) > LEVELS.index(item.at_most):
        level, rule = item.at_most, "level"
    return Finding(
        question=item.question,
        choice=choice,
        level=level,
        alone=level is Level.RAISE and rule != "level",
        rule=rule,
    )


def _read(item: Item, choice: str, scales: Mapping[str, Scale]) -> tuple[Level, str] | None:
    """The level that the scale gives a choice, and `sharp` where that weighs alone."""
    scale = scales[item.scale]
    row = scale.row(item.kind, sharp=item.sharp)
    for one, level in zip(scale.choices, row, strict=False):
        if one.id == choice:
            return level, "sharp" if item.sharp and level is Level.RAISE else "level"
    return None


def _read_event(item: Item, choice: str) -> tuple[Level, str]:
    """The level of something that happened, by what came of it, and the rule that says so."""
    talked, after = _choice(item.talked), _choice(item.after)
    often_enough = item.sharp or choice == Happened.MORE_THAN_ONCE
    if choice == Happened.NO:
        return Level.OK, "level"
    if after == After.WORSE:
        return Level.RAISE, "worse-after"
    if talked == Talked.NOT_YET and after == After.SAME and often_enough:
        return Level.RAISE, "never-talked"
    if talked == Talked.YES and after == After.BETTER:
        return Level.OK, "talked-and-better"
    return Level.WATCH, "happened"


def _choice(reply: Reply | None) -> str | None:
    return reply.choice if reply is not None else None


def count(items: Iterable[Item], scales: Mapping[str, Scale]) -> Counts:
    """The counts that decide a status; facts and separate questions are in none."""
    return _tally(_read_item(item, scales) for item in items)


class _Reading(NamedTuple):
    """What an item adds to a standing."""

    counted: str
    """The field of `Counts` it is counted in; empty: in none."""
    named: Finding | None
    """What is shown by name: every `watch` and `raise`, and what was talked through."""
    core: bool


def _read_item(item: Item, scales: Mapping[str, Scale]) -> _Reading:
    gap = item.gap
    if gap is not None:
        return _Reading("" if item.kind in UNCOUNTED else GAPS[gap], None, item.core)
    finding = judge(item, scales)
    if finding is None:
        return _Reading("", None, item.core)
    if finding.level is Level.OK:
        named = finding if finding.rule == "talked-and-better" else None
        return _Reading("ok", named, item.core)
    if finding.level is Level.WATCH:
        return _Reading("watch", finding, item.core)
    return _Reading("alone" if finding.alone else "raised", finding, item.core)


def _tally(readings: Iterable[_Reading]) -> Counts:
    counted = [one.counted for one in readings]
    return Counts(
        ok=counted.count("ok"),
        watch=counted.count("watch"),
        raised=counted.count("raised"),
        alone=counted.count("alone"),
        unsure=counted.count("unsure"),
        does_not_apply=counted.count("does_not_apply"),
        skipped=counted.count("skipped"),
    )


def score(sheet: Sheet) -> Result:
    """Where every theme and every point of a full check-in stands."""
    readings: dict[str, list[_Reading]] = {theme.id: [] for theme in sheet.themes}
    for item in sheet.items:
        if item.theme in readings:
            readings[item.theme].append(_read_item(item, sheet.scales))
    parts: dict[int, list[_Part]] = {point.id: [] for point in sheet.points}
    themes: list[Standing] = []
    for theme in sheet.themes:
        themes.append(_standing(theme.id, readings[theme.id]))
        if theme.point in parts:
            parts[theme.point].append(_Part(theme.core, themes[-1], readings[theme.id]))
    points = [_point(str(point), its_parts) for point, its_parts in parts.items()]
    return Result(points=tuple(points), themes=tuple(themes))


def not_scored(sheet: Sheet) -> Result:
    """The same without a status: for the quick form and before booking (design, section 3).

    What was asked and found stays told; only the word on it is withheld.
    """
    result = score(sheet)
    return Result(
        points=tuple(replace(one, status=Status.NOT_ASKED) for one in result.points),
        themes=tuple(replace(one, status=Status.NOT_ASKED) for one in result.themes),
    )


def _standing(id: str, readings: Sequence[_Reading]) -> Standing:
    counts = _tally(readings)
    return Standing(
        id=id,
        status=decide(counts),
        asked=counts.asked,
        applicable=counts.applicable,
        answered=counts.answered,
        unsure=counts.unsure,
        findings=_named(readings),
    )


def _named(readings: Iterable[_Reading]) -> tuple[Finding, ...]:
    return tuple([one.named for one in readings if one.named is not None])


class _Part(NamedTuple):
    """A theme as a part of its point."""

    core: bool
    """Whether everybody at this stage is asked some of it."""
    standing: Standing
    readings: Sequence[_Reading]


def _point(id: str, parts: Sequence[_Part]) -> Standing:
    """A point: a flagged theme of its first, then the core answers of its themes together.

    Where no core answer was asked or applied, all its answers decide.
    """
    everything = [reading for part in parts for reading in part.readings]
    pooled = _standing(id, [reading for reading in everything if reading.core])
    if not pooled.applicable:
        pooled = _standing(id, everything)
    held = [pooled.status, *(part.standing.status for part in parts)]
    flags = [flag for flag in (Status.WORTH_RAISING, Status.WORTH_A_LOOK) if flag in held]
    return replace(
        pooled,
        status=flags[0] if flags else pooled.status,
        findings=_named(everything),
        parts_asked=sum(1 for part in parts if part.standing.asked),
        parts=sum(1 for part in parts if part.core or part.standing.asked),
    )
