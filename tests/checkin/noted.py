"""Somebody who makes a note: what they answered, and what they do on each screen."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from fitcheck.document import Blocks
from fitcheck.questions.answers import Answers, Reply, card_id
from fitcheck.questions.flow import Plan, asked, gather_responses
from fitcheck.questions.model import Bank, Question
from fitcheck.store.records import CheckIn
from fitcheck.terminal.prompts import Action, Field, Form, Menu, Ticks, Unfinished
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.vocabulary import Form as CheckInForm
from fitcheck.vocabulary import Gap, Kind, Part, Stage
from tests.world import START

GOOD = {
    Kind.GOOD: ("almost-always", "yes"),
    Kind.CONCERN: ("almost-never", "no"),
    Kind.FIT: ("about-right",),
    Kind.EVENT: ("no",),
}
"""The answers of somebody whose therapy goes well."""


def checked(
    bank: Bank,
    said: Mapping[str, str] = {},
    *,
    stage: Stage = Stage.ESTABLISHED,
    notes: Mapping[str, str] = {},
    ticked: Mapping[str, tuple[str, ...]] = {},
    own_choice: bool = True,
) -> CheckIn:
    """A check-in in which all is well but for what was said, card by card."""
    plan = Plan(
        stage=stage, form=CheckInForm.LOOKING if stage is Stage.LOOKING else CheckInForm.FULL
    )
    questions = asked(bank, plan, also=[card.partition(".")[0] for card in (*said, *ticked)])
    answers = Answers()
    for question in questions:
        for part in question.asked.parts:
            reply = _reply(bank, question, part, said, ticked)
            if reply is not None:
                answers = answers.with_reply(card_id(question.id, part), reply)
        if question.id in notes:
            answers = answers.with_note(question.id, notes[question.id])
    return CheckIn(
        id="k3f9q2",
        form=plan.form,
        stage=stage,
        started=START,
        finished=START,
        responses=gather_responses(bank, plan, questions, answers),
        own_choice=own_choice,
    )


def _reply(
    bank: Bank,
    question: Question,
    part: Part,
    said: Mapping[str, str],
    ticked: Mapping[str, tuple[str, ...]],
) -> Reply | None:
    card = card_id(question.id, part)
    if question.id in ticked:
        return Reply(ticked=ticked[question.id])
    choices = [one.id for one in bank.scale_of(question.asked, part).choices]
    if card in said:
        return Reply(choice=said[card]) if said[card] in choices else Reply(gap=Gap(said[card]))
    if part is not Part.ANSWER:
        return None
    usual = [one for one in GOOD.get(question.kind, ()) if one in choices]
    return Reply(choice=usual[0]) if usual else None


Act = object
"""What is done on a screen: what is given there, or a function of what is shown."""


class Hands(ScriptedPrompter):
    """A person who does what is written down for each screen, once each, and then nothing new."""

    def __init__(self, **acts: Sequence[Act]) -> None:
        super().__init__({})
        self._acts = {name.replace("_", "-"): list(each) for name, each in acts.items()}
        self.seen: list[str] = []
        """The names of the screens, in their order."""
        self.shown: dict[str, list[msgspec.Struct]] = {}
        """Every screen that was shown, by its name."""
        self.read: list[Blocks] = []
        """The pages that were shown."""

    def _act(self, name: str, view: msgspec.Struct, usual: Act) -> Act:
        self.seen.append(name)
        self.shown.setdefault(name, []).append(view)
        acts = self._acts.get(name)
        act = acts.pop(0) if acts else usual
        if isinstance(act, BaseException):
            raise act
        return act(view) if callable(act) else act

    def select(self, menu: Menu) -> str | Action:
        """Pick what is written down, or what silence picks."""
        return self._act(menu.name, menu, menu.silent or menu.default)  # type: ignore[return-value]

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Tick what is written down, or leave the ticks as they are."""
        return self._act(ticks.name, ticks, ticks.ticked)  # type: ignore[return-value]

    def text(self, field: Field) -> str | Unfinished:
        """Type what is written down, or leave the text as it stands."""
        return self._act(field.name, field, field.text)  # type: ignore[return-value]

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Type what is written down, or leave the texts as they stand."""
        stands = tuple(field.text for field in form.fields)
        return self._act(form.name, form, stands)  # type: ignore[return-value]

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """Say yes only where it is written down."""
        return bool(self._act(name, Menu(title=question, options=(), body=body), usual=False))

    def page(self, title: str, body: Blocks) -> Action | None:
        """Read a page."""
        self.read.append(body)
        self.seen.append(f"page: {title}")
        return None


def back(**left: object) -> Callable[[msgspec.Struct], Unfinished]:
    """Going back from a screen, with what stands there now or was changed by then."""

    def leave(view: msgspec.Struct) -> Unfinished:
        match view:
            case Ticks():
                return Unfinished(Action.BACK, ticked=left.get("ticked", view.ticked))  # type: ignore[arg-type]
            case Form():
                texts = tuple(field.text for field in view.fields)
                return Unfinished(Action.BACK, texts=left.get("texts", texts))  # type: ignore[arg-type]
            case _:
                return Unfinished(Action.BACK)

    return leave
