"""From answers to findings and statuses (design, section 5).

One of a kind is named, two decide; a good word needs enough answers, a concern
needs only itself. Nothing is averaged, imputed, weighted or summed.
"""

from collections.abc import Iterable, Mapping

from fitcheck.questions.answers import Item, Reply, Sheet
from fitcheck.questions.model import Scale, Value
from fitcheck.words import After, Gap, Happened, Kind, Level, Status, Talked

ENOUGH = 2
"""Fewer answers than this say nothing good."""


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
    """Where a theme or a point stands, and what decided it."""

    id: str
    status: Status
    asked: int
    applicable: int
    answered: int
    unsure: int
    findings: tuple[Finding, ...] = ()
    """Every `watch` and `raise`, and every strain that was talked through."""
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
    """How an answer is read; None for a gap and for what has no level."""
    choice = item.reply.choice
    if item.gap is not None or choice is None:
        return None
    if item.kind is Kind.EVENT:
        return _judge_event(item, choice)
    scale = scales[item.scale]
    row = scale.row(item.kind, sharp=item.sharp)
    order = [one.id for one in scale.choices]
    if not row or choice not in order:
        return None
    level = row[order.index(choice)]
    if item.at_most is Level.WATCH and level is Level.RAISE:
        level = Level.WATCH
    alone = item.sharp and level is Level.RAISE
    return Finding(
        question=item.question,
        choice=choice,
        level=level,
        alone=alone,
        rule="sharp" if alone else "level",
    )


def _judge_event(item: Item, choice: str) -> Finding:
    talked, after = _choice(item.talked), _choice(item.after)
    often_enough = item.sharp or choice == Happened.MORE_THAN_ONCE
    if choice == Happened.NO:
        level, alone, rule = Level.OK, False, "level"
    elif after == After.WORSE:
        level, alone, rule = Level.RAISE, True, "worse-after"
    elif talked == Talked.NOT_YET and after == After.SAME and often_enough:
        level, alone, rule = Level.RAISE, True, "never-talked"
    elif talked == Talked.YES and after == After.BETTER:
        level, alone, rule = Level.OK, False, "talked-and-better"
    else:
        level, alone, rule = Level.WATCH, False, "happened"
    return Finding(question=item.question, choice=choice, level=level, alone=alone, rule=rule)


def _choice(reply: Reply | None) -> str | None:
    return reply.choice if reply is not None else None


def count(items: Iterable[Item], scales: Mapping[str, Scale]) -> Counts:
    """The counts that decide a status; facts and questions without a level are in none."""
    tally = {"ok": 0, "watch": 0, "raised": 0, "alone": 0}
    gaps = {Gap.NOT_SURE: 0, Gap.DOES_NOT_APPLY: 0, Gap.SKIP: 0}
    for item in items:
        if item.kind is Kind.FACT:
            continue
        if item.gap is not None:
            gaps[item.gap] += 1
        elif (finding := judge(item, scales)) is not None:
            raised = "alone" if finding.alone else "raised"
            tally[raised if finding.level is Level.RAISE else finding.level] += 1
    return Counts(
        **tally,
        unsure=gaps[Gap.NOT_SURE],
        does_not_apply=gaps[Gap.DOES_NOT_APPLY],
        skipped=gaps[Gap.SKIP],
    )


def score(sheet: Sheet) -> Result:
    """Where every theme and every point of a sheet stands."""
    themes = tuple(
        _standing(theme.id, [one for one in sheet.items if one.theme == theme.id], sheet.scales)
        for theme in sheet.themes
    )
    return Result(
        themes=themes,
        points=tuple(_point(point.id, sheet, themes) for point in sheet.points),
    )


def _standing(id: str, items: Iterable[Item], scales: Mapping[str, Scale]) -> Standing:
    items = tuple(items)
    counts = count(items, scales)
    found = (judge(item, scales) for item in items)
    return Standing(
        id=id,
        status=decide(counts),
        asked=counts.asked,
        applicable=counts.applicable,
        answered=counts.answered,
        unsure=counts.unsure,
        findings=tuple(
            one
            for one in found
            if one and (one.level is not Level.OK or one.rule == "talked-and-better")
        ),
    )


def _point(id: int, sheet: Sheet, themes: Iterable[Standing]) -> Standing:
    """A point: a flagged theme of its first, then the core answers of its themes together."""
    mine = {theme.id: theme.core for theme in sheet.themes if theme.point == id}
    standings = [theme for theme in themes if theme.id in mine]
    items = [one for one in sheet.items if one.theme in mine]
    everything = _standing(str(id), items, sheet.scales)
    core = _standing(str(id), [one for one in items if one.core], sheet.scales)
    pooled = core if core.applicable else everything
    flags = {theme.status for theme in standings} | {pooled.status}
    status = pooled.status
    for flag in (Status.WORTH_RAISING, Status.WORTH_A_LOOK):
        if flag in flags:
            status = flag
            break
    return Standing(
        id=str(id),
        status=status,
        asked=everything.asked,
        applicable=everything.applicable,
        answered=everything.answered,
        unsure=everything.unsure,
        findings=everything.findings,
        parts_asked=sum(1 for theme in standings if theme.asked),
        parts=sum(1 for theme in standings if theme.asked or mine[theme.id]),
    )
