"""What is asked, in which order, and where a person is on the way.

The path is computed from the answers and never kept: same answers, same path.
Conditions look only backwards, so one pass is enough.
"""

from collections.abc import Container, Iterable, Mapping

import msgspec

from fitcheck.questions.answers import SKIPPED, Answers, Item, Reply, Sheet, ThemeTitle, card_id
from fitcheck.questions.model import Bank, Point, Question, Value
from fitcheck.words import Form, Happened, Kind, Matters, Meeting, Part, Stage


class Plan(Value, frozen=True):
    """What kind of check-in this is."""

    stage: Stage
    meeting: Meeting | None = None
    """None: unknown, and so nothing is left out."""
    form: Form = Form.FULL
    only: tuple[str, ...] = ()
    """Ids of the questionnaires that are asked in full, alone."""
    everything: bool = False


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

    `also` names further questions of the stage to ask beside the usual ones.
    """
    if plan.form is Form.LOOKING:
        return tuple(question for each in bank.looking for question in each.questions)
    if plan.form is Form.QUICK:
        known = {question.id: question for question in bank.questions}
        return tuple(known[id] for id in bank.quick)
    return tuple(
        question
        for questionnaire in bank.questionnaires
        for question in questionnaire.questions
        if _fits(question, plan) and (_wanted(question, plan, own=bank.name) or question.id in also)
    )


def _fits(question: Question, plan: Plan) -> bool:
    met = plan.meeting is None or plan.meeting in question.meetings
    return plan.stage in question.stages and met


def _wanted(question: Question, plan: Plan, own: str) -> bool:
    if plan.only:
        return question.questionnaire in plan.only
    if plan.everything or (own and question.questionnaire.startswith(f"{own}/")):
        return True
    return plan.stage in question.core


def path(questions: Iterable[Question], answers: Answers) -> tuple[Card, ...]:
    """The cards these answers lead to, replied to or still open."""
    cards: list[Card] = []
    for question in questions:
        if _holds(question.when, answers):
            cards += [Card(question=question, part=part) for part in _parts(question, answers)]
    return tuple(cards)


def _holds(when: Mapping[str, tuple[str, ...]], answers: Answers) -> bool:
    """All lines hold; any choice of a line will do; a gap or no answer never holds."""
    for earlier, choices in when.items():
        reply = answers.reply(earlier)
        if reply is None or reply.choice not in choices:
            return False
    return True


def _parts(question: Question, answers: Answers) -> tuple[Part, ...]:
    first = question.parts[0]
    reply = answers.reply(question.id, first)
    if question.kind is Kind.EVENT:
        happened = reply is not None and reply.choice in (Happened.ONCE, Happened.MORE_THAN_ONCE)
        return question.parts if happened else (first,)
    if first is Part.MATTERS:
        matters = reply is not None and reply.choice == Matters.YES
        return question.parts if matters else (first,)
    return question.parts


class Walk(Value, frozen=True):
    """Where a person is on the way; every step gives a new walk."""

    questions: tuple[Question, ...]
    answers: Answers = Answers()
    at: str = ""
    """The card they are at; empty: behind the last one."""

    @property
    def path(self) -> tuple[Card, ...]:
        """The cards of this walk as its answers stand."""
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
        return msgspec.structs.replace(self, at=open_card)

    def replied(self, reply: Reply) -> "Walk":
        """The walk one card on, with this reply given."""
        card = self.card
        if card is None:
            return self
        answers = self.answers.with_reply(card.id, reply)
        return msgspec.structs.replace(self, answers=answers).moved(1)

    def noted(self, note: str) -> "Walk":
        """The walk at the same card, with a note beside its question."""
        card = self.card
        if card is None:
            return self
        return msgspec.structs.replace(self, answers=self.answers.with_note(card.question.id, note))

    def back(self) -> "Walk":
        """The walk one card back; a move, never an undo."""
        return self.moved(-1)

    def jumped(self, card: str) -> "Walk":
        """The walk at a card of its path; any other id changes nothing."""
        known = any(one.id == card for one in self.path)
        return msgspec.structs.replace(self, at=card) if known else self

    def moved(self, steps: int) -> "Walk":
        """The walk so many cards further along its path, held at the first card."""
        ids = [card.id for card in self.path]
        here = ids.index(self.at) if self.at in ids else len(ids)
        there = max(here + steps, 0)
        return msgspec.structs.replace(self, at=ids[there] if there < len(ids) else "")


def slice_of(bank: Bank, questions: Iterable[Question]) -> Bank:
    """As much of a bank as these questions need, so that a draft keeps its wording."""
    kept = {question.id for question in questions}
    questionnaires = tuple(
        msgspec.structs.replace(
            each,
            themes=tuple(
                msgspec.structs.replace(
                    theme, questions=tuple(q for q in theme.questions if q.id in kept)
                )
                for theme in each.themes
            ),
            facts=tuple(q for q in each.facts if q.id in kept),
        )
        for each in bank.questionnaires
    )
    return Bank(
        name=bank.name,
        scales=bank.scales,
        talked=bank.talked,
        after=bank.after,
        matters=bank.matters,
        points=tuple(Point(id=point.id, title=point.title) for point in bank.points),
        questionnaires=questionnaires,
        looking=tuple(
            msgspec.structs.replace(
                each, questions=tuple(q for q in each.questions if q.id in kept)
            )
            for each in bank.looking
        ),
        quick=tuple(id for id in bank.quick if id in kept),
    )


def sheet(bank: Bank, plan: Plan, questions: Iterable[Question], answers: Answers) -> Sheet:
    """What was asked and said, as it is kept; an open card counts as skipped.

    Answers that fell off the path are not on the sheet.
    """
    on_path: dict[str, Question] = {}
    for card in path(questions, answers):
        on_path.setdefault(card.question.id, card.question)
    items = tuple(item(bank, plan, question, answers) for question in on_path.values())
    names = {one.scale for one in items} | {bank.talked.scale, bank.after.scale, bank.matters}
    return Sheet(
        points=tuple(Point(id=point.id, title=point.title) for point in bank.points),
        themes=tuple(
            ThemeTitle(
                id=theme.id,
                title=theme.title,
                point=theme.point,
                questionnaire=theme.questionnaire,
                core=any(plan.stage in question.core for question in theme.questions),
            )
            for theme in bank.themes
        ),
        scales={name: bank.scales[name] for name in sorted(names) if name in bank.scales},
        items=items,
        talked=bank.talked,
        after=bank.after,
    )


def item(bank: Bank, plan: Plan, question: Question, answers: Answers) -> Item:
    """One question with what was said to it."""
    given = answers.reply(question.id) or SKIPPED
    parts = _parts(question, answers)
    choice = given.choice
    return Item(
        question=question.id,
        rev=question.rev,
        text=question.text,
        kind=question.kind,
        scale=question.scale,
        reply=given if Part.ANSWER in parts else SKIPPED,
        questionnaire=question.questionnaire,
        theme=question.theme,
        window=bank.window(question),
        core=plan.stage in question.core,
        sharp=question.sharp,
        at_most=question.at_most,
        private=question.private,
        label=bank.scales[question.scale].label(choice) if choice else "",
        matters=question.matters,
        matters_reply=(answers.reply(question.id, Part.MATTERS) or SKIPPED)
        if question.matters
        else None,
        talked=(answers.reply(question.id, Part.TALKED) or SKIPPED)
        if Part.TALKED in parts
        else None,
        after=(answers.reply(question.id, Part.AFTER) or SKIPPED) if Part.AFTER in parts else None,
        note=answers.notes.get(question.id, ""),
        ask=question.ask,
        list=next((one.id for one in bank.looking if question in one.questions), ""),
    )
