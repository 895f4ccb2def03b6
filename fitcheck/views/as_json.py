"""The shapes of `--json`, as the command contract names them (design, section 3)."""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from fitcheck.questions.answers import Item, Reply
from fitcheck.questions.compare import (
    Beside,
    Changes,
    Difference,
    EventNews,
    News,
    NotComparable,
    Pair,
    Reason,
    Shift,
    SideBySide,
    Verdict,
    Way,
)
from fitcheck.questions.model import Bank, Question, Value
from fitcheck.questions.score import Finding, ThemeResult
from fitcheck.store.collection import Numbered
from fitcheck.store.records import CheckIn, SeparatePage, Topic
from fitcheck.vocabulary import Form, Kind, Level, Meeting, Part, Stage, Status, Weight

SCHEMA = 1


class _Shape(Value, frozen=True, rename="kebab"):
    """A part of the JSON; its fields are written with hyphens."""


class PointShape(_Shape, frozen=True):
    id: int
    title: str


class ThemeShape(_Shape, frozen=True):
    id: str
    title: str
    questionnaire: str
    point: int


class ChoiceShape(_Shape, frozen=True):
    id: str
    label: str
    level: Level | None = None
    alone: bool = False


class FollowUpShape(_Shape, frozen=True):
    id: Part
    text: str
    choices: tuple[ChoiceShape, ...]


class QuestionShape(_Shape, frozen=True):
    id: str
    rev: int
    questionnaire: str
    theme: str | None
    kind: Kind
    text: str
    why: str
    sharp: bool
    private: bool
    core: tuple[Stage, ...]
    stages: tuple[Stage, ...]
    meetings: tuple[Meeting, ...]
    constructs: tuple[str, ...]
    sources: tuple[str, ...]
    choices: tuple[ChoiceShape, ...]
    follow_ups: tuple[FollowUpShape, ...] = ()


class BankShape(_Shape, frozen=True):
    """`questions list --json`."""

    points: tuple[PointShape, ...]
    themes: tuple[ThemeShape, ...]
    questions: tuple[QuestionShape, ...]
    schema: int = SCHEMA


class StandingShape(_Shape, frozen=True):
    id: str
    status: str
    asked: int
    applicable: int
    answered: int
    unsure: int
    findings: tuple[Finding, ...]


class CheckInShape(_Shape, frozen=True):
    id: str
    status: str
    form: Form
    stage: Stage
    started: datetime
    finished: datetime


class AnswerShape(_Shape, frozen=True):
    question: str
    rev: int
    text: str
    choice: str | None
    gap: str | None
    label: str
    talked: str | None = None
    after: str | None = None
    matters: str | None = None
    note: str = ""


class ShowShape(_Shape, frozen=True, omit_defaults=True):
    """`show --json` and `assess --json`."""

    checkin: CheckInShape
    points: tuple[StandingShape, ...]
    themes: tuple[StandingShape, ...]
    answers: tuple[AnswerShape, ...]
    topics: tuple[Topic, ...]
    schema: int
    separate: SeparatePage | None = None


class HistoryLine(CheckInShape, frozen=True):
    number: int
    therapist: str
    points: Mapping[str, Status]


class HistoryShape(_Shape, frozen=True):
    """`history --json`."""

    checkins: tuple[HistoryLine, ...]
    schema: int = SCHEMA


class ShiftShape(_Shape, frozen=True):
    id: str
    title: str
    earlier: Status
    later: Status
    verdict: Verdict | None = None
    reasons: tuple[Reason, ...] = ()
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()


class PairShape(_Shape, frozen=True):
    question: str
    text: str
    earlier: AnswerShape | None
    later: AnswerShape | None
    change: str | None = None
    """`moved`, `newly-answered` or `no-longer-answered`."""
    way: Way | None = None


class EventShape(_Shape, frozen=True):
    question: str
    text: str
    earlier: AnswerShape | None
    later: AnswerShape | None
    news: News | None = None


class ApartShape(_Shape, frozen=True):
    question: str
    text: str
    earlier: AnswerShape | None
    later: AnswerShape | None
    reason: Difference


class CompareShape(_Shape, frozen=True):
    """`compare --json`; side by side nothing has a verdict, a change or news."""

    earlier: HistoryLine
    later: HistoryLine
    points: tuple[ShiftShape, ...]
    themes: tuple[ShiftShape, ...]
    events: tuple[EventShape, ...]
    answers: tuple[PairShape, ...]
    not_comparable: tuple[ApartShape, ...]
    schema: int = SCHEMA


def bank_shape(bank: Bank) -> BankShape:
    """The whole bank, as `questions list --json` gives it."""
    return BankShape(
        points=tuple(PointShape(id=one.id, title=one.title) for one in bank.points),
        themes=tuple(
            ThemeShape(id=one.id, title=one.title, questionnaire=one.questionnaire, point=one.point)
            for one in bank.themes
        ),
        questions=tuple(question_shape(bank, one) for one in bank.questions),
    )


def question_shape(bank: Bank, question: Question) -> QuestionShape:
    """One question with its choices and their levels."""
    further = [part for part in question.asked.parts if part is not Part.ANSWER]
    return QuestionShape(
        id=question.id,
        rev=question.rev,
        questionnaire=question.questionnaire,
        theme=question.theme,
        kind=question.kind,
        text=question.text,
        why=question.why,
        sharp=bank.is_sharp(question.asked),
        private=question.private,
        core=question.core,
        stages=question.stages,
        meetings=question.meetings,
        constructs=question.constructs,
        sources=question.sources,
        choices=_choices(bank, question, Part.ANSWER),
        follow_ups=tuple(
            FollowUpShape(
                id=part,
                text=bank.text_of(question.asked, part),
                choices=_choices(bank, question, part),
            )
            for part in further
        ),
    )


def _choices(bank: Bank, question: Question, part: Part) -> tuple[ChoiceShape, ...]:
    scale = bank.scale_of(question.asked, part)
    row = scale.row(question.asked) if part is Part.ANSWER else ()
    weights: tuple[Weight | None, ...] = row or (None,) * len(scale.choices)
    return tuple(
        ChoiceShape(
            id=choice.id,
            label=choice.label,
            level=weight.level if weight is not None else None,
            alone=weight is Weight.ALONE,
        )
        for choice, weight in zip(scale.choices, weights, strict=True)
    )


def show_shape(
    check_in: CheckIn, topics: Iterable[Topic] = (), *, private: bool = False, amended: bool = False
) -> ShowShape:
    """One check-in; the separate questions only with `private`."""
    result = check_in.result
    return ShowShape(
        checkin=CheckInShape(
            id=check_in.id,
            status="amended" if amended else "completed",
            form=check_in.form,
            stage=check_in.stage,
            started=check_in.started,
            finished=check_in.finished,
        ),
        points=tuple(map(_standing, result.points)),
        themes=tuple(map(_standing, result.themes)),
        answers=tuple(map(_answer, check_in.responses.items)),
        topics=tuple(topics),
        schema=SCHEMA,
        separate=check_in.separate if private else None,
    )


def _standing(one: ThemeResult) -> StandingShape:
    return StandingShape(
        id=one.id,
        status=one.status,
        asked=one.asked,
        applicable=one.applicable,
        answered=one.answered,
        unsure=one.unsure,
        findings=one.findings,
    )


def _answer(item: Item) -> AnswerShape:
    return AnswerShape(
        question=item.question,
        rev=item.rev,
        text=item.text,
        choice=item.reply.choice,
        gap=item.gap,
        label=item.label,
        talked=_id(item.talked),
        after=_id(item.after),
        matters=_id(item.matters_reply),
        note=item.note,
    )


def _id(reply: Reply | None) -> str | None:
    return reply.id if reply is not None else None


def history_shape(lines: Iterable[Numbered], amended: Container[str]) -> HistoryShape:
    """Check-ins with their numbers, oldest first, each with where its points stood."""
    return HistoryShape(checkins=tuple(_line(one, amended) for one in lines))


def _line(one: Numbered, amended: Container[str]) -> HistoryLine:
    check_in = one.check_in
    return HistoryLine(
        number=one.number,
        id=check_in.id,
        status="amended" if check_in.id in amended else "completed",
        form=check_in.form,
        stage=check_in.stage,
        therapist=check_in.therapist,
        started=check_in.started,
        finished=check_in.finished,
        points={point.id: point.status for point in check_in.result.points},
    )


def compare_shape(
    earlier: Numbered, later: Numbered, found: Changes | SideBySide, amended: Container[str]
) -> CompareShape:
    """What changed between two check-ins; with two therapists only what was said, side by side."""
    return CompareShape(
        earlier=_line(earlier, amended),
        later=_line(later, amended),
        points=tuple(map(_shift, found.points)),
        themes=tuple(map(_shift, found.themes)),
        events=tuple(map(_event, found.events)) if isinstance(found, Changes) else (),
        answers=_changed(found) if isinstance(found, Changes) else _beside(found),
        not_comparable=tuple(map(_apart, found.not_comparable)),
    )


def _shift(one: Shift | Beside) -> ShiftShape:
    if isinstance(one, Beside):
        return ShiftShape(id=one.id, title=one.title, earlier=one.left, later=one.right)
    return ShiftShape(
        id=one.id,
        title=one.title,
        earlier=one.earlier,
        later=one.later,
        verdict=one.verdict,
        reasons=one.reasons,
        new=one.new,
        gone=one.gone,
    )


def _changed(changes: Changes) -> tuple[PairShape, ...]:
    return (
        *(_pair(one, "moved", one.way) for one in changes.answers),
        *(_pair(one, "newly-answered") for one in changes.newly_answered),
        *(_pair(one, "no-longer-answered") for one in changes.no_longer_answered),
    )


def _beside(found: SideBySide) -> tuple[PairShape, ...]:
    apart = {one.question for one in found.not_comparable}
    return tuple(_pair(one) for one in found.pairs if one.question not in apart)


def _pair(one: Pair, change: str | None = None, way: Way | None = None) -> PairShape:
    return PairShape(
        question=one.question,
        text=one.text,
        earlier=_said(one.earlier),
        later=_said(one.later),
        change=change,
        way=way,
    )


def _event(one: EventNews) -> EventShape:
    return EventShape(
        question=one.question,
        text=one.text,
        earlier=_said(one.earlier),
        later=_said(one.later),
        news=one.news,
    )


def _apart(one: NotComparable) -> ApartShape:
    return ApartShape(
        question=one.question,
        text=one.text,
        earlier=_said(one.earlier),
        later=_said(one.later),
        reason=one.why,
    )


def _said(item: Item | None) -> AnswerShape | None:
    return _answer(item) if item is not None else None


def encoded(shape: Value) -> str:
    """A shape as indented JSON with a newline at its end."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(shape), indent=2).decode() + "\n"
