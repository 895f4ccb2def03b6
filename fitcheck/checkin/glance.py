"""The summary of a finished check-in: the five points at a glance, and what opens from there."""

from functools import partial

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.amend import ask_again, ask_and_amend, look_and_amend
from fitcheck.checkin.separate import NOTHING_SAID, SeparateAnswers
from fitcheck.checkin.stand_outs import look_through
from fitcheck.checkin.steps import Turn
from fitcheck.document import Blocks, Paragraph
from fitcheck.env import Env
from fitcheck.questions.flow import asked
from fitcheck.questions.model import Bank, Question
from fitcheck.store.records import CheckIn
from fitcheck.store.store import Store
from fitcheck.terminal.keys import hint
from fitcheck.terminal.prompts import Action, KeyHint, Menu, Option, Prompter
from fitcheck.texts import say, say_day
from fitcheck.views.stand_outs import stand_outs
from fitcheck.views.summary import (
    all_answers,
    at_a_glance,
    open_point,
    other_answers,
    rest_of_summary,
    summary,
)
from fitcheck.vocabulary import Form


class Glance(msgspec.Struct, frozen=True):
    """A finished check-in that is looked at, and who looks."""

    env: Env
    prompter: Prompter
    bank: Bank
    check_in: CheckIn
    store: Store | None
    """None: nothing is kept."""
    last: CheckIn | None = None
    """The check-in before it with the same therapist."""
    told: SeparateAnswers = NOTHING_SAID
    """What the separate questions brought in this sitting."""
    came_of: Blocks = ()
    """What came of its topics."""
    is_new: bool = False
    """Whether it was taken in this sitting: then more can be asked of it."""

    @property
    def held_back(self) -> bool:
        """Whether answers stand without their status: after a tier A sign nothing jolts."""
        return self.told.outside_help_first

    @property
    def title(self) -> str:
        """What its screens are called; held back, nothing says how things stand."""
        return say("review.others" if self.held_back else "summary.title")


def look_around(at: Glance, *, from_end: bool = False) -> Glance:
    """Show where things stand until the person is through; with the check-in as it is then.

    `from_end`: she comes back from what follows, so its last screen is shown first.
    """
    if from_end and at.check_in.form is Form.FULL and _is_through(at):
        return at
    while True:
        match picked := at.prompter.select(_menu(at)):
            case "all":
                at.prompter.page(say("review.all.title"), all_answers(at.check_in.responses))
            case "stands-out":
                at, _ = _open_stand_outs(at)
            case "change":
                at = _change(at)
            case Action():
                if not at.is_new:
                    return at
                at = _step_back(at)
            case "go-on":
                if at.held_back or _is_through(at):
                    return at
            case _:
                at = _open_point(at, int(picked))


def _menu(at: Glance) -> Menu:
    points = at.check_in.responses.points if at.check_in.form is Form.FULL else ()
    ids = [str(point.id) for point in points]
    options = [Option(str(point.id), point.title, str(point.id), shown=False) for point in points]
    keys: list[KeyHint] = [hint("review.keys.point", numbers=f"{ids[0]}-{ids[-1]}")] if ids else []
    keys.append(hint("review.keys.now" if at.held_back else "review.keys.go-on"))
    # Before booking the page is all answers, so they are changed from there.
    shows_all = at.check_in.form is Form.LOOKING
    if not at.held_back and not shows_all:
        options.append(Option("all", say("review.all.option"), "o", shown=False))
        keys.append(hint("review.keys.all"))
    elif stand_outs(at.check_in.responses):
        options.append(Option("stands-out", say("review.only-if"), str(len(points) + 1)))
    if not at.is_new or shows_all:
        options.append(Option("change", say("results.change"), "c", shown=False))
        keys.append(hint("review.keys.change"))
    return Menu(
        title="",
        heading=at.title,
        aside=say_day(at.check_in.finished),
        body=_body(at),
        options=(*options, Option("go-on", say("review.go-on"), "y", shown=False)),
        default="go-on",
        back=True,
        name="summary",
        silent="go-on",
        foot=say("safe.key"),
        keys=tuple(keys),
    )


def _body(at: Glance) -> Blocks:
    """What stands on the screen; before the everyday answers what was said apart is answered."""
    if at.held_back and at.check_in.form is Form.FULL:
        return other_answers(at.check_in)
    tier_b: Blocks = ()
    if at.told.answers and not at.held_back:
        tier_b = (Paragraph(say("sayings.tier-b-line")),)
    if at.check_in.form is Form.FULL:
        kept = at.store is not None
        return (*tier_b, *at_a_glance(at.check_in, before=at.last, kept=kept))
    blocks = summary(at.check_in, without_statuses=at.held_back, before=at.last)
    # Where to turn stands at the foot already.
    told = (one for one in blocks if one != Paragraph(say("safe.line")))
    # What came of a talk with this therapist does not stand beside it either.
    return (*tier_b, *told, *(() if at.held_back else at.came_of))


def _is_through(at: Glance) -> bool:
    """Tell what stands behind the glance; a form without points has said it all."""
    if at.check_in.form is not Form.FULL:
        return True
    below = rest_of_summary(at.check_in, before=at.last)
    return at.prompter.page(say("review.beyond"), (*at.came_of, *below)) is not Action.BACK


def _step_back(at: Glance) -> Glance:
    """Back from the glance: to what stands out, and from there to all answers, where it rests."""
    while True:
        if _stands_out(at):
            at, turn = _open_stand_outs(at, from_end=True)
            if turn is Turn.ON:
                return at
        at = _change(at, rests=True)
        if not _stands_out(at):
            return at


def _stands_out(at: Glance) -> bool:
    return bool(stand_outs(at.check_in.responses)) and not at.held_back


def _open_stand_outs(at: Glance, *, from_end: bool = False) -> tuple[Glance, Turn]:
    """What stands out, where a wrong key can still be mended."""
    again = partial(ask_again, at.env, at.prompter, at.store)
    check_in, _, turn = look_through(
        at.prompter,
        at.check_in,
        again,
        from_end=from_end,
        held_back=at.held_back,
    )
    return changed(at, check_in=check_in), turn


def _change(at: Glance, *, rests: bool = False) -> Glance:
    check_in = look_and_amend(at.env, at.prompter, at.check_in, at.store, rests=rests)
    return changed(at, check_in=check_in)


def _open_point(at: Glance, number: int) -> Glance:
    """A point with its answers and its reason; what else could be asked of it stands below."""
    while True:
        more = _further(at, number)
        further = Option("further", say("review.further.more", count=len(more)))
        picked = at.prompter.select(
            Menu(
                title="",
                heading=at.title,
                body=open_point(
                    at.check_in,
                    number,
                    at.bank,
                    before=at.last,
                    without_statuses=at.held_back,
                ),
                options=(
                    Option("back", say("review.further.back")),
                    *((further,) if more else ()),
                ),
                default="back",
                back=True,
                name=f"point.{number}",
                silent="back",
            )
        )
        if picked != "further":
            return at
        check_in = ask_and_amend(at.env, at.prompter, at.bank, at.check_in, more, at.store)
        at = changed(at, check_in=check_in)


def _further(at: Glance, point: int) -> tuple[Question, ...]:
    """The questions of this stage on a point that were not asked."""
    plan = at.check_in.plan
    if plan is None or at.held_back or not at.is_new:
        return ()
    done = {item.id for item in at.check_in.responses.items}
    themes = {theme.id for theme in at.bank.themes if theme.point == point}
    everything = asked(at.bank, changed(plan, only=(), everything=True))
    return tuple(one for one in everything if one.theme in themes and one.id not in done)
