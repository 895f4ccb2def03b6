"""From answers to findings and statuses (design, section 5).

One of a kind is named, two decide; a good word needs enough answers, a concern
needs only itself. Nothing is averaged, imputed, weighted or summed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from fitcheck.questions.answers import Item, Reply, Responses
from fitcheck.questions.model import Scale, Value
from fitcheck.vocabulary import After, Form, Gap, Happened, Kind, Level, Status, Talked

ENOUGH = 2
"""Fewer answers than this say nothing good."""

LEVELS = tuple(Level)
"""From the best to the most worth raising."""

UNCOUNTED = (Kind.FACT, Kind.SEPARATE)
"""Kinds that are told and never scored; they are in no count, answered or not."""

GAPS = {Gap.NOT_SURE: "unsure", Gap.DOES_NOT_APPLY: "does_not_apply", Gap.SKIP: "skipped"}
"""The field of `Counts` that each gap is counted in."""

COUNTED = {Level.OK: "ok", Level.WATCH: "watch", Level.RAISE: "raised"}
"""The field of `Counts` that each level is counted in."""


class Finding(Value, frozen=True):
    """How one answer was read, and by which rule."""

    question: str
    choice: str
    level: Level
    alone: bool = False
    """Whether it is worth raising without a second one."""
    rule: str = "level"
    """`level`, `sharp`, `worse-after`, `never-talked`, `talked-and-better` or `happened`."""


class ThemeResult(Value, frozen=True):
    """Where a theme stands, and what decided it."""

    id: str
    status: Status
    asked: int
    applicable: int
    answered: int
    unsure: int
    findings: tuple[Finding, ...] = ()
    """Every `watch` and `raise`, and every strain that was talked through."""


class PointResult(ThemeResult, frozen=True):
    """Where a point stands.

    The counts are of the answers that were decided on: those of the core, where
    there are any. The findings are those beside the core, too: each is shown by name.
    """

    parts_asked: int = 1
    """How many of its themes were asked."""
    parts: int = 1
    """How many themes feed it at this stage."""


class Result(Value, frozen=True):
    """Where every theme and every point stands."""

    points: tuple[PointResult, ...]
    themes: tuple[ThemeResult, ...]

    def point(self, id: int) -> PointResult:
        """Where one of the five points stands."""
        return next(point for point in self.points if point.id == str(id))

    def theme(self, id: str) -> ThemeResult | None:
        """Where a theme stands, None where it is not known here."""
        return next((theme for theme in self.themes if theme.id == id), None)


AnyResult = TypeVar("AnyResult", bound=ThemeResult)


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
    at_most = item.asked.at_most
    if at_most is not None and LEVELS.index(level) > LEVELS.index(at_most):
        level, rule = at_most, "level"
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
    row = scale.row(item.asked)
    for one, level in zip(scale.choices, row, strict=False):
        if one.id == choice:
            return level, "sharp" if item.asked.sharp and level is Level.RAISE else "level"
    return None


def _read_event(item: Item, choice: str) -> tuple[Level, str]:
    """The level of something that happened, by what came of it, and the rule that says so."""
    talked, after = _choice(item.talked), _choice(item.after)
    often_enough = item.asked.sharp or choice == Happened.MORE_THAN_ONCE
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
    return _counts([_read_item(item, scales) for item in items])


class _ItemRead(NamedTuple):
    """What an item adds to its theme and its point."""

    counted: str
    """The field of `Counts` it is counted in; empty: in none."""
    finding: Finding | None
    core: bool


def _read_item(item: Item, scales: Mapping[str, Scale]) -> _ItemRead:
    if item.kind in UNCOUNTED:
        return _ItemRead("", None, item.core)
    gap = item.gap
    if gap is not None:
        return _ItemRead(GAPS[gap], None, item.core)
    finding = judge(item, scales)
    if finding is None:
        return _ItemRead("", None, item.core)
    return _ItemRead("alone" if finding.alone else COUNTED[finding.level], finding, item.core)


def _counts(read: Iterable[_ItemRead]) -> Counts:
    counted = Counter(one.counted for one in read)
    del counted[""]
    return Counts(**counted)


def score(form: Form, responses: Responses) -> Result:
    """Where every theme and every point stands.

    Only a full check-in has statuses (design, section 3): in the others all that
    was asked and found is told, and only the word on it is withheld.
    """
    read: dict[str, list[_ItemRead]] = {theme.id: [] for theme in responses.themes}
    for item in responses.items:
        if item.theme in read:
            read[item.theme].append(_read_item(item, responses.scales))
    themes = {theme.id: _theme(theme.id, read[theme.id]) for theme in responses.themes}
    points = [
        _point(
            str(point.id),
            [
                _Part(theme.core, themes[theme.id], read[theme.id])
                for theme in responses.themes
                if theme.point == point.id
            ],
        )
        for point in responses.points
    ]
    if form is not Form.FULL:
        return Result(points=_withheld(points), themes=_withheld(themes.values()))
    return Result(points=tuple(points), themes=tuple(themes.values()))


def _withheld(results: Iterable[AnyResult]) -> tuple[AnyResult, ...]:
    return tuple(replace(result, status=Status.NOT_ASKED) for result in results)


def _theme(id: str, read: Sequence[_ItemRead]) -> ThemeResult:
    counts = _counts(read)
    return ThemeResult(
        id=id,
        status=decide(counts),
        asked=counts.asked,
        applicable=counts.applicable,
        answered=counts.answered,
        unsure=counts.unsure,
        findings=_named(read),
    )


def _named(read: Iterable[_ItemRead]) -> tuple[Finding, ...]:
    """What is shown by name: every `watch` and `raise`, and what was talked through."""
    return tuple(
        [
            one.finding
            for one in read
            if one.finding is not None
            and (one.finding.level is not Level.OK or one.finding.rule == "talked-and-better")
        ]
    )


class _Part(NamedTuple):
    """A theme as a part of its point."""

    core: bool
    """Whether everybody at this stage is asked some of it."""
    result: ThemeResult
    read: Sequence[_ItemRead]


def _point(id: str, parts: Sequence[_Part]) -> PointResult:
    """A point: a flagged theme of its first, then the core answers of its themes together.

    Where no core answer was asked or applied, all its answers decide.
    """
    everything = [one for part in parts for one in part.read]
    pooled = _counts(one for one in everything if one.core)
    if not pooled.applicable:
        pooled = _counts(everything)
    status = decide(pooled)
    held = [status, *(part.result.status for part in parts)]
    flags = [flag for flag in (Status.WORTH_RAISING, Status.WORTH_A_LOOK) if flag in held]
    return PointResult(
        id=id,
        status=flags[0] if flags else status,
        asked=pooled.asked,
        applicable=pooled.applicable,
        answered=pooled.answered,
        unsure=pooled.unsure,
        findings=_named(everything),
        parts_asked=sum(1 for part in parts if part.result.asked),
        parts=sum(1 for part in parts if part.core or part.result.asked),
    )
