"""What is asked, in which order, and where a person is on the way.

The path is computed from the answers and never written: same answers, same path.
Conditions look only backwards, so one pass is enough.
"""

from collections.abc import Container, Iterable, Mapping
from functools import cached_property

from msgspec.structs import replace

from fitcheck.questions.answers import (
    SKIPPED,
    Answers,
    Item,
    Reply,
    Responses,
    ThemeTitle,
    card_id,
)
from fitcheck.questions.model import Asked, Bank, Point, Question, Separate, Theme, Value, Wording
from fitcheck.vocabulary import Form, Happened, Kind, Matters, Meeting, Part, SessionToCome, Stage

GOES_ON = (Happened.ONCE, Happened.MORE_THAN_ONCE, Matters.YES)
"""The choices of a first card that lead to further cards of the same question."""


class Plan(Value, frozen=True):
    """What kind of check-in this is."""

    stage: Stage
    meeting: Meeting | None = None
    """None: unknown, and so nothing is left out."""
    form: Form = Form.FULL
    only: tuple[str, ...] = ()
    """Ids of the questionnaires that are asked in full, alone."""
    everything: bool = False
    own_choice: bool = True
    """False: sent by a court, an employer, a family."""
    session_to_come: SessionToCome = SessionToCome.YES
    """Asked at the stage of ending alone."""

    @property
    def is_over(self) -> bool:
        """Whether no session is still to come."""
        return self.stage is Stage.ENDING and self.session_to_come is SessionToCome.NO


class Card(Value, frozen=True):
    """One screen of a question."""

    question: Question
    part: Part

    @property
    def id(self) -> str:
        """The name under which its reply is kept."""
        return card_id(self.question.id, self.part)


def asked(bank: Bank, plan: Plan, also: Container[str] = ()) -> tuple[Question, ...]:
    """The questions of a check-in, in the order in which they are asked.

    `also` names further questions of the stage to ask beside the usual ones:
    those that an answers file answers (design, section 3), the quick form too.
    """
    if plan.form is Form.LOOKING:
        return tuple(question for each in bank.looking for question in each.questions)
    known = [question for each in bank.questionnaires for question in each.questions]
    if plan.form is Form.QUICK:
        by_id = {question.id: question for question in known}
        wanted = [by_id[id] for id in bank.quick]
        wanted += [q for q in known if q.id in also and q not in wanted and _fits(bank, q, plan)]
    else:
        wanted = [
            question
            for question in known
            if _fits(bank, question, plan)
            and (_is_wanted(bank, question, plan) or question.id in also)
        ]
    return tuple(_as_asked(bank, question, plan) for question in wanted)


def _fits(bank: Bank, question: Question, plan: Plan) -> bool:
    """Whether a question can be asked of this person at all."""
    return (
        plan.stage in question.stages
        and (plan.meeting is None or plan.meeting in question.meetings)
        and (plan.own_choice or not question.own_choice)
        and not (plan.is_over and question.theme in bank.ended.leaves_out)
    )


def _is_wanted(bank: Bank, question: Question, plan: Plan) -> bool:
    if plan.only:
        return question.questionnaire in plan.only
    return (
        plan.everything
        or plan.stage in question.core
        or question.questionnaire.startswith(f"{bank.name}/")
        or (plan.is_over and question.id in bank.ended.asks)
    )


def _as_asked(bank: Bank, question: Question, plan: Plan) -> Question:
    """The question as this person is asked it: its window, and its lines to tick."""
    asked = question.asked
    if plan.is_over and bank.ended.window and asked.window:
        asked = replace(asked, window=bank.ended.window)
    if question.lines:
        lines = (one for one in question.lines if not one.stages or plan.stage in one.stages)
        asked = replace(asked, lines=tuple(one.asked for one in lines))
    return question if asked is question.asked else replace(question, asked=asked)


def path(questions: Iterable[Question], answers: Answers) -> tuple[Card, ...]:
    """The cards these answers lead to, replied to or still open.

    A condition sees only choices that are on the path themselves: an answer
    that fell off it is kept, and leads nowhere (design, section 9).
    """
    cards: list[Card] = []
    chosen: dict[str, str] = {}
    for question in questions:
        if not _holds(question.when, chosen):
            continue
        parts = _parts(question, answers)
        cards += [Card(question=question, part=part) for part in parts]
        reply = answers.reply(question.id)
        if Part.ANSWER in parts and reply is not None and reply.choice is not None:
            chosen[question.id] = reply.choice
    return tuple(cards)


def _holds(when: Mapping[str, tuple[str, ...]], chosen: Mapping[str, str]) -> bool:
    """All lines hold; any choice of a line will do; a gap or no answer never holds."""
    return all(chosen.get(earlier) in choices for earlier, choices in when.items())


def _parts(question: Question, answers: Answers) -> tuple[Part, ...]:
    """The cards that a question has now: what happened, or matters, has more than its first."""
    parts = question.asked.parts
    if len(parts) == 1:
        return parts
    reply = answers.reply(question.id, parts[0])
    goes_on = reply is not None and reply.choice in GOES_ON
    return parts if goes_on else parts[:1]


class Walk(Value, frozen=True, dict=True, gc=True):
    """Where a person is on the way; every step gives a new walk."""

    questions: tuple[Question, ...]
    answers: Answers = Answers()
    at: str = ""
    """The card they are at; empty: behind the last one."""

    @cached_property
    def path(self) -> tuple[Card, ...]:
        """The cards of this walk as its answers stand; each card that is shown asks often."""
        return path(self.questions, self.answers)

    @property
    def card(self) -> Card | None:
        """The card they are at, None behind the last one."""
        return next((card for card in self.path if card.id == self.at), None)

    @property
    def place(self) -> tuple[int, int]:
        """The place of the card and how many there are, counted in questions from 1."""
        order = list(dict.fromkeys(card.question.id for card in self.path))
        card = self.card
        return (order.index(card.question.id) + 1 if card else len(order)), len(order)

    def resumed(self) -> "Walk":
        """The walk at its first open card."""
        open_card = next((c.id for c in self.path if c.id not in self.answers.replies), "")
        return replace(self, at=open_card)

    def replied(self, reply: Reply) -> "Walk":
        """The walk one card on, with this reply given."""
        card = self.card
        if card is None:
            return self
        answers = self.answers.with_reply(card.id, reply)
        return replace(self, answers=answers).moved(1)

    def noted(self, note: str) -> "Walk":
        """The walk at the same card, with a note beside its question."""
        card = self.card
        if card is None:
            return self
        return replace(self, answers=self.answers.with_note(card.question.id, note))

    def back(self) -> "Walk":
        """The walk one card back; a move, never an undo."""
        return self.moved(-1)

    def jumped(self, card: str) -> "Walk":
        """The walk at a card of its path; any other id changes nothing."""
        known = any(one.id == card for one in self.path)
        return replace(self, at=card) if known else self

    def moved(self, steps: int) -> "Walk":
        """The walk so many cards further along its path, held at the first card."""
        ids = [card.id for card in self.path]
        here = ids.index(self.at) if self.at in ids else len(ids)
        there = max(here + steps, 0)
        return replace(self, at=ids[there] if there < len(ids) else "")


def slice_of(bank: Bank, questions: Iterable[Question]) -> Bank:
    """As much of a bank as these questions need, so that a draft keeps its wording.

    Questions of the core stay too: only by them a theme still knows whether
    everybody is asked it, and a point how many parts it has.
    """
    core = {question.id: question for question in bank.questions if question.core}
    kept = core | {question.id: question for question in questions}
    questionnaires = tuple(
        replace(
            each,
            themes=tuple(
                replace(theme, questions=_kept(theme.questions, kept)) for theme in each.themes
            ),
            ticks=_kept(each.ticks, kept),
            facts=_kept(each.facts, kept),
        )
        for each in bank.questionnaires
    )
    return replace(
        bank,
        points=_titles_of(bank.points),
        questionnaires=questionnaires,
        looking=tuple(
            replace(each, questions=_kept(each.questions, kept)) for each in bank.looking
        ),
        quick=tuple(id for id in bank.quick if id in kept),
        separate=Separate(),
        starters={},
    )


def _titles_of(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(Point(id=point.id, title=point.title) for point in points)


def _kept(questions: Iterable[Question], kept: Mapping[str, Question]) -> tuple[Question, ...]:
    """Those that are kept, as they are asked."""
    return tuple(kept[question.id] for question in questions if question.id in kept)


def gather_responses(
    bank: Bank, plan: Plan, questions: Iterable[Question], answers: Answers
) -> Responses:
    """What was asked and said, as it is kept; an open card counts as skipped.

    Answers that fell off the path are not among them.
    """
    on_path = {card.question.id: card.question for card in path(questions, answers)}
    items = tuple(
        item(bank, question, answers, core=plan.stage in question.core)
        for question in on_path.values()
    )
    names = {item.scale for item in items} | {bank.talked.scale, bank.after.scale, bank.matters}
    # A question that is answered after the summary may be of any questionnaire.
    known = {each.id for each in bank.questionnaires} | {item.asked.list for item in items}
    return Responses(
        points=_titles_of(bank.points),
        themes=tuple(_title_of(theme, bank, plan) for theme in bank.themes),
        titles={id: title for id, title in bank.titles.items() if id in known},
        scales={name: bank.scales[name] for name in sorted(names) if name in bank.scales},
        items=items,
        talked=bank.talked,
        after=bank.after,
        matters=bank.matters,
        events=bank.events,
        outside_first=bank.outside_first,
        in_full=plan.everything or bool(plan.only),
    )


def _title_of(theme: Theme, bank: Bank, plan: Plan) -> ThemeTitle:
    in_core = (one for one in theme.questions if plan.stage in one.core)
    return ThemeTitle(
        id=theme.id,
        title=theme.title,
        point=theme.point,
        questionnaire=theme.questionnaire,
        core=any(_fits(bank, question, plan) for question in in_core),
    )


def item(wording: Wording, question: Question, answers: Answers, *, core: bool = False) -> Item:
    """One question with what was said to it; an open card counts as skipped.

    A card that is off the path, such as the second of what does not matter,
    leaves nothing here, not even the label of its answer.
    """
    parts = _parts(question, answers)

    def said(part: Part) -> Reply | None:
        return (answers.reply(question.id, part) or SKIPPED) if part in parts else None

    reply = said(Part.ANSWER) or SKIPPED
    if reply.ticked:
        # An answers file may tick a line that this stage does not have.
        known = tuple(line.id for line in question.asked.lines if line.id in reply.ticked)
        reply = replace(reply, ticked=known) if known else SKIPPED
    return Item(
        asked=question.asked,
        reply=reply,
        core=core,
        label=_label(wording, question.asked, reply),
        matters_reply=said(Part.MATTERS),
        talked=said(Part.TALKED),
        after=said(Part.AFTER),
        note=answers.notes.get(question.id, ""),
    )


def _label(wording: Wording, asked: Asked, reply: Reply) -> str:
    if reply.choice is None or asked.kind is Kind.TICKS:
        return ""
    return wording.scale_of(asked, Part.ANSWER).label(reply.choice)
