"""From answers to findings and statuses (design, section 5).

One of a kind is named, two decide; a good word needs enough answers, a concern
needs only itself. Nothing is averaged, imputed, weighted or summed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from fitcheck.questions.answers import Item, Reply, Responses, ThemeTitle
from fitcheck.questions.model import Asked, Point, Value, Wording
from fitcheck.vocabulary import (
    After,
    Form,
    Gap,
    Happened,
    Kind,
    Level,
    Part,
    Status,
    Talked,
    Weight,
)

ENOUGH = 2
"""Fewer answers than this say nothing good."""

LEVELS = tuple(Level)
"""From the best to the most worth raising."""

UNCOUNTED = (Kind.FACT, Kind.TICKS, Kind.SEPARATE)
"""Kinds that are told and never scored; they are in no count, answered or not."""

MENDED = "mended"
"""The rule of an event that was talked about, and that is fine or better now."""


class Finding(Value, frozen=True):
    """How one answer was read, and by which rule."""

    question: str
    choice: str
    level: Level
    alone: bool = False
    """Whether it is worth raising without a second one."""
    rule: str = "level"
    """`level` or `alone` by its row; for an event what came of it: `mended`, `happened`,
    `still-as-hard`, `never-talked` or `worse-after`."""

    @property
    def weight(self) -> Weight:
        """What it weighs."""
        return Weight.ALONE if self.alone else Weight(self.level)


class ThemeResult(Value, frozen=True):
    """Where a theme stands, and what decided it."""

    id: str
    title: str
    status: Status
    asked: int = 0
    applicable: int = 0
    answered: int = 0
    unsure: int = 0
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


class Counts(Counter[Weight | Gap]):
    """What a status is decided from: how many answers have each weight, and how many none."""

    @property
    def answered(self) -> int:
        """How many got a choice."""
        return sum(self[weight] for weight in Weight)

    @property
    def applicable(self) -> int:
        """How many were asked and apply."""
        return self.total() - self[Gap.DOES_NOT_APPLY]


def decide(counts: Counts, *, raises: int = 2, with_watch: bool = True) -> Status:
    """The status of these answers; the first rule that matches wins.

    So many that are worth raising decide together; with `with_watch` one beside
    two that are worth a look does, too.
    """
    if counts.applicable == 0:
        return Status.NOT_ASKED
    raised, two_watched = counts[Weight.RAISE], counts[Weight.WATCH] >= 2
    beside_two = with_watch and raised >= 1 and two_watched
    if counts[Weight.ALONE] or raised >= raises or beside_two:
        return Status.WORTH_RAISING
    if raised or two_watched:
        return Status.WORTH_A_LOOK
    # Two thirds without fractions: 3 x answered against 2 x applicable.
    enough = counts.answered >= ENOUGH and 3 * counts.answered >= 2 * counts.applicable
    if counts[Gap.NOT_SURE] >= 2 or not enough:
        return Status.CANT_SAY_YET
    return Status.IN_PLACE


def judge(item: Item, wording: Wording) -> Finding | None:
    """How an answer is read; None for a gap and for what has no level."""
    choice = item.reply.choice
    if item.gap is not None or choice is None:
        return None
    return judge_choice(wording, item.asked, choice, _choice(item.talked), _choice(item.after))


def judge_choice(
    wording: Wording, asked: Asked, choice: str, talked: str | None = None, after: str | None = None
) -> Finding | None:
    """How such an answer is read; None where it has no level.

    A question that may weigh `at most` so much never weighs alone beyond it.
    """
    if asked.kind in UNCOUNTED:
        return None
    if asked.kind is Kind.EVENT:
        weight, rule = _read_event(wording, asked, choice, talked, after)
    else:
        scale = wording.scales[asked.scale]
        weights = zip(scale.choices, scale.row(asked), strict=False)
        weight = next((weight for one, weight in weights if one.id == choice), None)
        rule = "alone" if weight is Weight.ALONE else "level"
    if weight is None:
        return None
    level = weight.level
    if asked.at_most is not None and LEVELS.index(level) > LEVELS.index(asked.at_most):
        return Finding(question=asked.id, choice=choice, level=asked.at_most)
    alone = weight is Weight.ALONE
    return Finding(question=asked.id, choice=choice, level=level, alone=alone, rule=rule)


def _read_event(
    wording: Wording, asked: Asked, choice: str, talked: str | None, after: str | None
) -> tuple[Weight | None, str]:
    """What something that happened weighs, by what came of it, and the rule that says so."""
    if choice == Happened.NO:
        return Weight.OK, "level"
    is_talked = talked == Talked.YES
    by_talked = wording.events.get(asked.row or asked.kind, {}).get(after or "open", {})
    column = "yes" if is_talked else "other"
    if not is_talked and choice == Happened.MORE_THAN_ONCE and "again" in by_talked:
        column = "again"
    match after:
        case After.WORSE:
            rule = "worse-after"
        case After.SAME:
            rule = "never-talked" if talked == Talked.NOT_YET else "still-as-hard"
        case After.BETTER if is_talked:
            rule = MENDED
        case _:
            rule = "happened"
    return by_talked.get(column), rule


def findings_of(wording: Wording, asked: Asked) -> Iterator[Finding]:
    """Every way in which an answer to this question can be read."""
    choices = wording.scale_of(asked, Part.ANSWER).ids
    follow_ups: Iterable[tuple[str | None, str | None]] = ((None, None),)
    if asked.kind is Kind.EVENT:
        follow_ups = product((*Talked, None), (*After, None))
    for choice, (talked, after) in product(choices, follow_ups):
        finding = judge_choice(wording, asked, choice, talked, after)
        if finding is not None:
            yield finding


def _choice(reply: Reply | None) -> str | None:
    return reply.choice if reply is not None else None


class ItemRead(NamedTuple):
    """What an item adds to its theme and its point."""

    counted: Weight | Gap | None
    """How it is counted; None: in no count."""
    finding: Finding | None
    core: bool


def read_item(item: Item, wording: Wording) -> ItemRead:
    """How an item is counted; what is told and never scored is in no count."""
    finding = judge(item, wording)
    gap = None if item.kind in UNCOUNTED else item.gap
    return ItemRead(finding.weight if finding else gap, finding, item.core)


def _counts(read: Iterable[ItemRead]) -> Counts:
    return Counts(one.counted for one in read if one.counted is not None)


def score(form: Form, responses: Responses) -> Result:
    """Where every theme and every point stands.

    Only a full check-in has statuses (design, section 3): in the others all that
    was asked and found is told, and only the word on it is withheld.
    """
    read: dict[str, list[ItemRead]] = {theme.id: [] for theme in responses.themes}
    for item in responses.items:
        if item.theme in read:
            read[item.theme].append(read_item(item, responses))
    themes = [_theme(theme, read[theme.id]) for theme in responses.themes]
    points = [
        _point(
            point,
            [(theme, read[theme.id]) for theme in responses.themes if theme.point == point.id],
            in_full=responses.in_full,
        )
        for point in responses.points
    ]
    if form is not Form.FULL:
        return Result(points=_withheld(points), themes=_withheld(themes))
    return Result(points=tuple(points), themes=tuple(themes))


def _withheld(results: Iterable[AnyResult]) -> tuple[AnyResult, ...]:
    return tuple(replace(result, status=Status.NOT_ASKED) for result in results)


def _theme(theme: ThemeTitle, read: Sequence[ItemRead]) -> ThemeResult:
    counts = _counts(read)
    return ThemeResult(
        id=theme.id,
        title=theme.title,
        status=decide(counts),
        asked=counts.total(),
        applicable=counts.applicable,
        answered=counts.answered,
        unsure=counts[Gap.NOT_SURE],
        findings=_named(read),
    )


def _named(read: Iterable[ItemRead]) -> tuple[Finding, ...]:
    """What is shown by name: every `watch` and `raise`, and what was talked through."""
    return tuple(
        [
            one.finding
            for one in read
            if one.finding is not None
            and (one.finding.level is not Level.OK or one.finding.rule == MENDED)
        ]
    )


def _point(
    point: Point, parts: Sequence[tuple[ThemeTitle, Sequence[ItemRead]]], *, in_full: bool
) -> PointResult:
    """A point: a flag of one of its themes first, then its core answers together.

    Where no core answer was asked or applied, all its answers decide. Further answers
    flag a theme for its point only where all were asked by wish (`in_full`), or where
    one weighs alone: the more is asked, the more stands out.
    """
    everything = [one for _, read in parts for one in read]
    pooled = _counts(one for one in everything if one.core)
    by_all = not pooled.applicable
    if by_all:
        pooled = _counts(everything)
    held = [decide(pooled, raises=3, with_watch=False)]
    for _, read in parts:
        held.append(decide(_counts(one for one in read if one.core or in_full or by_all)))
    if any(one.counted is Weight.ALONE for one in everything):
        held.append(Status.WORTH_RAISING)
    flags = [flag for flag in (Status.WORTH_RAISING, Status.WORTH_A_LOOK) if flag in held]
    asked = [theme.id for theme, read in parts if any(one.counted is not None for one in read)]
    return PointResult(
        id=str(point.id),
        title=point.title,
        status=flags[0] if flags else held[0],
        asked=pooled.total(),
        applicable=pooled.applicable,
        answered=pooled.answered,
        unsure=pooled[Gap.NOT_SURE],
        findings=_named(everything),
        parts_asked=len(asked),
        parts=sum(theme.core or theme.id in asked for theme, _ in parts),
    )
