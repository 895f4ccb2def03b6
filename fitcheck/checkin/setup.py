"""Before the first card: where a person is, and what will be asked."""

from collections.abc import Callable
from functools import partial

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.steps import Step, Turn, choose, go_through, require_no_pause, type_in
from fitcheck.content import reading
from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.env import Env
from fitcheck.errors import WentBack
from fitcheck.questions.clean import clean_label, fold_label
from fitcheck.questions.flow import Plan, Walk, asked, slice_of
from fitcheck.questions.model import Bank
from fitcheck.store.collection import Collection, whose
from fitcheck.store.records import CheckIn, Draft
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter
from fitcheck.texts import say, say_day, say_of
from fitcheck.views.outcomes import tell_outcomes
from fitcheck.views.reading import subject_page
from fitcheck.vocabulary import Form, Meeting, SessionToCome, Stage

SECONDS_A_CARD = 13
"""For the estimate before the walk (domain notes, 8.1: 10 to 15 seconds a question)."""

SENT = "sent"
"""The page to read for those whom somebody sent."""


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


class Known(msgspec.Struct, frozen=True):
    """What is known before anything is asked."""

    collection: Collection = Collection()
    """What was kept so far."""
    kept: str = ""
    """How answers are kept, in one line."""
    leads_back: bool = False
    """Whether a screen lies before the first one."""


class Where(msgspec.Struct, frozen=True):
    """Where a person is with their therapy, as far as they have said."""

    therapist: str | None = None
    same: bool | None = None
    """Whether all stays as it was last time."""
    stage: Stage | None = None
    meeting: Meeting | None = None
    says_meeting: bool = False
    """Whether they said how they meet, or that it varies."""
    own_choice: bool | None = None
    session_to_come: SessionToCome | None = None
    plan: Plan | None = None
    """What is asked; set once they start."""


def set_up(
    env: Env,
    prompter: Prompter,
    bank: Bank,
    wishes: CheckInOptions,
    known: Known | None = None,
    before: Draft | None = None,
) -> Draft:
    """Ask where the person is, and give the draft of the check-in that follows.

    `before` is the draft of who came back from the first card: what was answered in it stays.
    Raises WentBack where the person goes back from the first screen.
    """
    setting = _Setting(prompter, bank, wishes, known or Known())
    where = setting.begin() if before is None else _where(before)
    last = len(setting.steps(where)) - 1
    where, turn = go_through(where, setting.steps, at=0 if before is None else last)
    require_no_pause(turn)
    if turn is Turn.BACK:
        raise WentBack
    plan = where.plan or setting.plan_of(where)
    questions = asked(bank, plan, wishes.also)
    draft = before or Draft(id=env.new_id(), started=env.now(), plan=plan, bank=bank, questions=())
    return changed(
        draft,
        plan=plan,
        bank=slice_of(bank, questions),
        questions=tuple(question.id for question in questions),
        at=Walk(questions=questions).resumed().at,
        own_choice=plan.own_choice,
        therapist=where.therapist or "",
    )


def _where(draft: Draft) -> Where:
    """Where the person of a draft was."""
    plan = draft.plan
    return Where(
        therapist=draft.therapist,
        stage=plan.stage,
        meeting=plan.meeting,
        says_meeting=True,
        own_choice=plan.own_choice,
        session_to_come=plan.session_to_come,
        plan=plan,
    )


class _Setting(msgspec.Struct, frozen=True):
    """Asks where a person is, one screen at a time."""

    prompter: Prompter
    bank: Bank
    wishes: CheckInOptions
    known: Known

    def begin(self) -> Where:
        """What was said on the command line."""
        wishes = self.wishes
        known = {fold_label(label): label for label in self.known.collection.labels}
        therapist = wishes.therapist
        return Where(
            therapist=None if therapist is None else known.get(fold_label(therapist), therapist),
            stage=wishes.stage,
            meeting=wishes.meeting,
            own_choice=wishes.own_choice,
            session_to_come=wishes.session_to_come,
        )

    def steps(self, where: Where) -> list[Step[Where]]:
        """What is asked, as it stands now; at its end what will be asked is told."""
        wishes = self.wishes
        asks: list[Callable[..., tuple[Where, Turn]]] = []
        if wishes.therapist is None and any(self.known.collection.labels):
            asks.append(self.ask_therapist)
        if wishes.stage is None and self.last(where) is not None:
            asks.append(self.ask_same)
        anew = not where.same
        if wishes.stage is None and anew:
            asks.append(self.ask_stage)
        if where.stage is not Stage.LOOKING:
            if wishes.meeting is None and anew:
                asks.append(self.ask_meeting)
            if wishes.own_choice is None and anew:
                asks.append(self.ask_own_choice)
        if where.stage is Stage.ENDING and wishes.session_to_come is None:
            asks.append(self.ask_session_to_come)
        leads_back = self.known.leads_back
        line = enumerate((*asks, self.tell_ready))
        return [partial(ask, back=bool(at) or leads_back) for at, ask in line]

    def last(self, where: Where) -> CheckIn | None:
        """The last check-in with this therapist."""
        label = fold_label(where.therapist or "")
        same = (
            one
            for one in self.known.collection.check_ins
            if one.form is not Form.LOOKING and whose(one) == label
        )
        return max(same, key=lambda one: one.finished, default=None)

    def ask_therapist(self, where: Where, *, back: bool) -> tuple[Where, Turn]:
        """The label, asked first only when there is more than one to choose from."""
        named = tuple(label for label in self.known.collection.labels if label)
        options = tuple(Option(f"={label}", label) for label in named)
        stands = f"={where.therapist}" if where.therapist in named else f"={named[-1]}"
        picked = self.prompter.select(
            Menu(
                title=say("setup.which-therapist.title"),
                options=(*options, Option("other", say("setup.which-therapist.other"))),
                default=stands,
                back=back,
                name="which-therapist",
            )
        )
        if isinstance(picked, Action):
            return where, Turn.BACK
        if picked != "other":
            return changed(where, therapist=picked.removeprefix("="), same=None), Turn.ON
        name = Field(title=say("setup.name.title"), one_line=True, name="therapist")
        typed, turn = type_in(self.prompter, name)
        if turn is Turn.BACK:
            return self.ask_therapist(where, back=back)
        return changed(where, therapist=clean_label(typed), same=None), turn

    def ask_same(self, where: Where, *, back: bool) -> tuple[Where, Turn]:
        """Last time's three answers on one screen; Enter keeps them."""
        last = self.last(where)
        if last is None:
            return where, Turn.ON
        came_of = self.came_of(last)
        menu = _same(last, back=back, has_outcomes=bool(came_of))
        while (picked := self.prompter.select(menu)) == "outcomes":
            self.prompter.page(say("setup.same.outcomes"), came_of)
        if isinstance(picked, Action):
            return where, Turn.BACK
        if picked == "change":
            return changed(where, same=False, stage=last.stage), Turn.ON
        wishes = self.wishes
        as_it_was = changed(
            where,
            same=True,
            stage=last.stage,
            meeting=wishes.meeting or last.meeting,
            own_choice=last.own_choice if wishes.own_choice is None else wishes.own_choice,
        )
        return as_it_was, Turn.ON

    def came_of(self, last: CheckIn) -> Blocks:
        """What came of the last topics and session of which it was said, with this therapist."""
        kept = self.known.collection
        told = {one.check_in for one in kept.follow_ups}
        ids = [one.id for one in kept.check_ins if one.id in told and whose(one) == whose(last)]
        return tell_outcomes(kept, ids[-1:])

    def ask_stage(self, where: Where, *, back: bool) -> tuple[Where, Turn]:
        """Where they are; unsure means the first sessions."""
        menu = Menu(
            title=say("setup.stage.title"),
            body=(*self.kept, Paragraph(say("setup.stage.unsure"))),
            options=tuple(Option(stage, say_of("setup.stage.is", stage)) for stage in Stage),
            default=where.stage or "",
            back=back,
            name="stage",
        )
        return choose(
            self.prompter, menu, where, lambda picked: changed(where, stage=Stage(picked))
        )

    def ask_meeting(self, where: Where, *, back: bool) -> tuple[Where, Turn]:
        """How they meet; one that is not known asks everything."""
        options = tuple(Option(meeting, say_of("setup.meeting.is", meeting)) for meeting in Meeting)
        menu = Menu(
            title=say("setup.meeting.title"),
            # The first screen where the stage was named on the command line.
            body=self.kept if self.wishes.stage else (),
            options=(*options, Option("unknown", say("setup.meeting.varies"))),
            default=where.meeting or ("unknown" if where.says_meeting else ""),
            back=back,
            name="meeting",
            silent="unknown",
        )

        def means(picked: str) -> Where:
            meeting = None if picked == "unknown" else Meeting(picked)
            return changed(where, meeting=meeting, says_meeting=True)

        return choose(self.prompter, menu, where, means)

    def ask_own_choice(self, where: Where, *, back: bool) -> tuple[Where, Turn]:
        """Whether they come of their own choice."""
        stands = "" if where.own_choice is None else ("yes" if where.own_choice else "no")
        menu = Menu(
            title=say("setup.own-choice.title"),
            options=(
                Option("yes", say("setup.own-choice.yes")),
                Option("no", say("setup.own-choice.no")),
            ),
            default=stands,
            back=back,
            name="own-choice",
            silent="yes",
        )
        return choose(
            self.prompter, menu, where, lambda picked: changed(where, own_choice=picked != "no")
        )

    def ask_session_to_come(self, where: Where, *, back: bool) -> tuple[Where, Turn]:
        """At an end: whether a session is still to come."""
        menu = Menu(
            title=say("setup.to-come.title"),
            options=tuple(Option(one, say_of("setup.to-come.is", one)) for one in SessionToCome),
            default=where.session_to_come or "",
            back=back,
            name="session-to-come",
            silent=SessionToCome.YES,
        )

        def means(picked: str) -> Where:
            return changed(where, session_to_come=SessionToCome(picked))

        return choose(self.prompter, menu, where, means)

    @property
    def kept(self) -> Blocks:
        """How answers are kept: confirmed right behind that choice, and before the first card."""
        return (Paragraph(self.known.kept, quiet=True),) if self.known.kept else ()

    def plan_of(self, where: Where) -> Plan:
        """What is asked of somebody who is there."""
        stage = where.stage or Stage.FIRST_SESSIONS
        plan = where.plan or Plan(
            stage=stage,
            form=Form.QUICK if self.wishes.quick else Form.FULL,
            only=self.wishes.only,
            everything=self.wishes.everything,
        )
        is_looking = stage is Stage.LOOKING
        asked_of_them = Form.FULL if plan.form is Form.LOOKING else plan.form
        return changed(
            plan,
            stage=stage,
            meeting=None if is_looking else where.meeting,
            form=Form.LOOKING if is_looking else asked_of_them,
            own_choice=where.own_choice is not False,
            session_to_come=where.session_to_come or SessionToCome.YES,
        )

    def tell_ready(self, where: Where, *, back: bool) -> tuple[Where, Turn]:
        """Say how much there is, and let the person change it before the first card."""
        plan = self.plan_of(where)
        while (picked := self.prompter.select(self.ready(plan, back=back))) in ("change", SENT):
            if picked == SENT:
                _tell_of_being_sent(self.prompter)
            else:
                plan = _change(self.prompter, self.bank, plan)
        if isinstance(picked, Action):
            return where, Turn.BACK
        return changed(where, plan=plan), Turn.ON

    def ready(self, plan: Plan, *, back: bool) -> Menu:
        """How much there is, what should be known of it, and a way to change it."""
        count = len(asked(self.bank, plan, self.wishes.also))
        apart = 0 if plan.form is Form.LOOKING else len(self.bank.separate.gates)
        minutes = max(1, round((count + apart) * SECONDS_A_CARD / 60))
        title = say(
            "setup.ready.title-apart" if apart else "setup.ready.title",
            questions=count,
            apart=apart,
            time=say("count.minutes", count=minutes),
        )
        is_over = plan.stage is Stage.ENDING and plan.session_to_come is not SessionToCome.YES
        told = {
            "setup.ready.by-text": plan.meeting is Meeting.TEXT,
            "sayings.ended-already": is_over,
            "sayings.all-asked": plan.everything,
            "setup.ready.keys": True,
            "setup.ready.sent": not plan.own_choice,
        }
        change = Option("change", say("setup.ready.change"), "c")
        return Menu(
            title=title,
            body=(*(Paragraph(say(key)) for key, holds in told.items() if holds), *self.kept),
            options=(
                Option("start", say("setup.ready.start")),
                *(() if plan.own_choice else (Option(SENT, say("setup.ready.read-sent"), "r"),)),
                *(() if plan.form is Form.LOOKING else (change,)),
            ),
            default="start",
            back=back,
            name="ready",
        )


def _tell_of_being_sent(prompter: Prompter) -> None:
    """The page for those whom somebody sent, before their first answer."""
    found = reading()
    about = next(one for one in found.pages if one.id == SENT)
    prompter.page(about.title, subject_page(about, found))


def _same(last: CheckIn, *, back: bool, has_outcomes: bool) -> Menu:
    """Last time's three answers, and a way to what came of that time, where something did."""
    meeting = say_of("setup.meeting.is", last.meeting) if last.meeting else ""
    outcomes = Option("outcomes", say("setup.same.outcomes"), "o")
    return Menu(
        title=say("setup.same.title"),
        heading=say("setup.same.heading", day=say_day(last.finished)),
        body=(
            Bullet(say_of("setup.stage.is", last.stage)),
            Bullet(meeting or say("setup.meeting.varies")),
            Bullet(say("setup.same.own" if last.own_choice else "setup.own-choice.no")),
        ),
        options=(
            Option("keep", say("setup.same.keep")),
            Option("change", say("setup.same.change"), "c"),
            *((outcomes,) if has_outcomes else ()),
        ),
        default="keep",
        back=back,
        name="as-last-time",
        silent="keep",
    )


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
