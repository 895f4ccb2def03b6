"""Before the first card: where a person is, and what will be asked."""

import msgspec
from msgspec.structs import replace as changed

from fitcheck.document import Blocks, Paragraph
from fitcheck.env import Env
from fitcheck.questions.answers import Answers
from fitcheck.questions.clean import clean_label, fold_label
from fitcheck.questions.flow import Plan, Walk, asked, slice_of
from fitcheck.questions.model import Bank
from fitcheck.store.records import Draft
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter, Unfinished
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Form, Meeting, SessionToCome, Stage

SECONDS_A_CARD = 13
"""For the estimate before the walk (domain notes, 8.1: 10 to 15 seconds a question)."""


class CheckInOptions(msgspec.Struct, frozen=True):
    """What was said on the command line or in an answers file; None: still to be asked."""

    stage: Stage | None = None
    meeting: Meeting | None = None
    own_choice: bool | None = None
    therapist: str | None = None
    only: tuple[str, ...] = ()
    everything: bool = False
    quick: bool = False
    session_to_come: SessionToCome | None = None
    also: frozenset[str] = frozenset()
    """Further questions to ask, because an answers file answers them."""

    @property
    def chosen(self) -> bool:
        """Whether it was said what is asked."""
        return bool(self.only) or self.everything or self.quick


def set_up(
    env: Env,
    prompter: Prompter,
    bank: Bank,
    wishes: CheckInOptions,
    labels: tuple[str, ...],
    kept: str = "",
) -> Draft:
    """Ask where the person is, and give the draft of the check-in that follows.

    `kept` says in one line how its answers are kept.
    """
    therapist = _therapist(prompter, wishes, labels)
    stage = wishes.stage or _stage(prompter)
    meeting = wishes.meeting
    own_choice = True if wishes.own_choice is None else wishes.own_choice
    if stage is not Stage.LOOKING:
        if meeting is None:
            meeting = _meeting(prompter)
        if wishes.own_choice is None:
            own_choice = _own_choice(prompter)
    plan = Plan(
        stage=stage,
        meeting=meeting,
        form=_form(stage, quick=wishes.quick),
        only=wishes.only,
        everything=wishes.everything,
        own_choice=own_choice,
        session_to_come=wishes.session_to_come or SessionToCome.YES,
    )
    plan = _ready(prompter, bank, plan, wishes, kept)
    questions = asked(bank, plan, wishes.also)
    return Draft(
        id=env.new_id(),
        started=env.now(),
        plan=plan,
        bank=slice_of(bank, questions),
        questions=tuple(question.id for question in questions),
        at=Walk(questions=questions, answers=Answers()).resumed().at,
        own_choice=own_choice,
        therapist=therapist,
    )


def _form(stage: Stage, *, quick: bool) -> Form:
    if stage is Stage.LOOKING:
        return Form.LOOKING
    return Form.QUICK if quick else Form.FULL


def _therapist(prompter: Prompter, wishes: CheckInOptions, labels: tuple[str, ...]) -> str:
    """The label, asked first only when there is more than one to choose from."""
    if wishes.therapist is not None:
        known = {fold_label(label): label for label in labels}
        return known.get(fold_label(wishes.therapist), wishes.therapist)
    named = tuple(label for label in labels if label)
    if not named:
        return ""
    options = tuple(Option(f"={label}", label) for label in named)
    picked = prompter.select(
        Menu(
            title=say("setup.which-therapist.title"),
            options=(*options, Option("other", say("setup.which-therapist.other"))),
            default=f"={named[-1]}",
            name="which-therapist",
        )
    )
    if isinstance(picked, Action) or picked != "other":
        return str(picked).removeprefix("=")
    text = prompter.text(Field(title=say("setup.name.title"), name="therapist"))
    return "" if isinstance(text, Unfinished) else clean_label(text)


def _stage(prompter: Prompter) -> Stage:
    picked = prompter.select(
        Menu(
            title=say("setup.stage.title"),
            body=(Paragraph(say("setup.stage.unsure")),),
            options=tuple(Option(stage, say_of("setup.stage.is", stage)) for stage in Stage),
            name="stage",
        )
    )
    return Stage(picked)


def _meeting(prompter: Prompter) -> Meeting | None:
    options = tuple(Option(meeting, say_of("setup.meeting.is", meeting)) for meeting in Meeting)
    picked = prompter.select(
        Menu(
            title=say("setup.meeting.title"),
            options=(*options, Option("unknown", say("setup.meeting.varies"))),
            name="meeting",
            silent="unknown",
        )
    )
    return None if picked == "unknown" else Meeting(picked)


def _own_choice(prompter: Prompter) -> bool:
    picked = prompter.select(
        Menu(
            title=say("setup.own-choice.title"),
            options=(
                Option("yes", say("setup.own-choice.yes")),
                Option("no", say("setup.own-choice.no")),
            ),
            name="own-choice",
            silent="yes",
        )
    )
    return picked != "no"


def _ready(prompter: Prompter, bank: Bank, plan: Plan, wishes: CheckInOptions, kept: str) -> Plan:
    """Say how much there is, and let the person change it before the first card."""
    while True:
        count = len(asked(bank, plan, wishes.also))
        minutes = max(1, round(count * SECONDS_A_CARD / 60))
        change = (
            () if plan.form is Form.LOOKING else (Option("change", say("setup.ready.change"), "c"),)
        )
        body: Blocks = (Paragraph(say("setup.ready.keys")),)
        if plan.everything:
            body = (Paragraph(bank.sayings["all-asked"]), *body)
        if plan.stage is Stage.ENDING:
            body = (Paragraph(bank.sayings["ended-already"]), *body)
        if kept:
            body = (*body, Paragraph(kept, quiet=True))
        picked = prompter.select(
            Menu(
                title=say(
                    "setup.ready.title", questions=count, time=say("count.minutes", count=minutes)
                ),
                body=body,
                options=(Option("start", say("setup.ready.start")), *change),
                default="start",
                name="ready",
            )
        )
        if picked != "change":
            return plan
        plan = _change(prompter, bank, plan)


def _change(prompter: Prompter, bank: Bank, plan: Plan) -> Plan:
    usual = changed(plan, form=Form.FULL, only=(), everything=False)
    plans = {
        "usual": (say("setup.change.usual"), usual),
        "quick": (say("setup.change.quick"), changed(usual, form=Form.QUICK)),
        **{
            f"only.{one.id}": (
                say("setup.change.one-in-full", title=one.title),
                changed(usual, only=(one.id,)),
            )
            for one in bank.questionnaires
            if asked(bank, changed(usual, only=(one.id,)))
        },
        "all": (say("setup.change.everything"), changed(usual, everything=True)),
    }
    options = tuple(
        Option(key, say("setup.change.counted", what=words, questions=len(asked(bank, one))))
        for key, (words, one) in plans.items()
    )
    picked = prompter.select(
        Menu(title=say("setup.change.title"), options=options, back=True, name="change")
    )
    return plan if isinstance(picked, Action) else plans[picked][1]
