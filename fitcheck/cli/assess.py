"""A check-in by keyboard, from the command line to the last line printed.

What comes after the summary is loaded only then: nobody should wait for it
before the first card.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

from fitcheck.checkin.keeper import Keeps
from fitcheck.checkin.setup import arrive
from fitcheck.checkin.sitting import Begun, walked
from fitcheck.checkin.welcome import choose_keeping, kept_line, wants_plain
from fitcheck.cli.context import Desk, clear, unlock
from fitcheck.cli.options import Order, named
from fitcheck.content import bank as load_bank
from fitcheck.content import reading as load_reading
from fitcheck.document import Paragraph
from fitcheck.errors import ExitCode, Paused, Stopped
from fitcheck.questions.model import Bank
from fitcheck.store.collection import Shelf
from fitcheck.store.folder import Keeping
from fitcheck.store.records import Draft
from fitcheck.store.store import History
from fitcheck.terminal.confirm_leaving import ConfirmLeaving
from fitcheck.terminal.prompts import Menu, Option, Prompter
from fitcheck.texts import say

if TYPE_CHECKING:
    from fitcheck.cli.after import CameTo


def assess(desk: Desk, order: Order) -> ExitCode:
    """Take a check-in, by keyboard or from an answers file."""
    if order.answers is not None:
        from fitcheck.cli.from_file import take_from_file

        return take_from_file(desk, order, order.answers)
    return _by_keyboard(desk, order)


def _by_keyboard(desk: Desk, order: Order) -> ExitCode:
    desk.prompter()  # Raises where nobody could be asked, before anything is loaded.
    if _is_first_run(desk, order) and not desk.plain and wants_plain(desk.env):
        desk = Desk(env=desk.env, plain_by_name=True, remembers_plain=True)
    bank = load_bank(order.checklist)
    prompter = desk.prompter()
    order = changed(order, wishes=named(bank, order.wishes))
    try:
        with prompter:
            came_to = _sit(desk, order, prompter, bank)
    except Stopped:
        clear(desk.env)
        return ExitCode.PAUSED
    came_to.hand_out(desk, order)
    return ExitCode.DONE


def _is_first_run(desk: Desk, order: Order) -> bool:
    return order.save is not False and desk.history.keeping is Keeping.NOTHING


def _sit(desk: Desk, order: Order, prompter: Prompter, bank: Bank) -> "CameTo":
    history = _keep(desk, order, prompter)
    if history is None:
        prompter = ConfirmLeaving(prompter)
    elif desk.remembers_plain:
        history.remember_plain_mode(True)
    return _take(desk, order, prompter, bank, history)


def _keep(desk: Desk, order: Order, prompter: Prompter) -> History | None:
    """Where this check-in is kept; None: nowhere."""
    history = desk.history
    if order.save is False:
        return None
    if history.keeping is not Keeping.NOTHING:
        return history
    if order.save:
        history.begin()
        return history
    return choose_keeping(prompter, history)


def _take(
    desk: Desk, order: Order, prompter: Prompter, bank: Bank, history: History | None
) -> "CameTo":
    readable = _readable(prompter, history)
    shelf = readable.records() if readable is not None else Shelf()
    try:
        draft = _draft_to_go_on_with(prompter, readable, order)
        if draft is None:
            if readable is not None:
                _last_time(desk, prompter, bank, readable, shelf)
            draft = arrive(desk.env, prompter, bank, order.wishes, shelf.labels, kept_line(history))
        begun = walked(
            Begun(
                env=desk.env,
                prompter=prompter,
                bank=bank,
                reading=load_reading,
                draft=draft,
                keeper=Keeps(history) if history is not None else None,
                earlier=shelf.check_ins,
            )
        )
        # Loaded only now: nobody should wait for the summary before the first card.
        from fitcheck.checkin.review import close

        finished = close(begun)
    except Paused:
        _tell_pause(desk, history)
        raise
    from fitcheck.cli.after import second_sitting

    return second_sitting(desk, order, prompter, bank, finished, history)


def _readable(prompter: Prompter, history: History | None) -> History | None:
    """The history if it can be read; a locked one asks once, and may be declined."""
    if history is None or history.keeping is not Keeping.LOCKED or history.key is not None:
        return history
    return unlock(
        prompter,
        history,
        (Paragraph(say("assess.unlock")),),
    )


def _draft_to_go_on_with(prompter: Prompter, history: History | None, order: Order) -> Draft | None:
    if history is None:
        return None
    drafts = history.drafts()
    if not drafts:
        return None
    latest = drafts[-1]
    if order.fresh:
        history.set_aside_draft(latest.id)
        return None
    if order.go_on:
        return history.claim_draft(latest.id)
    picked = prompter.select(
        Menu(
            title=say("assess.paused.title"),
            options=(
                Option("go-on", say("menu.go-on")),
                Option("fresh", say("assess.paused.fresh")),
            ),
            default="go-on",
            name="resume",
        )
    )
    if picked == "fresh":
        history.set_aside_draft(latest.id)
        return None
    return history.claim_draft(latest.id)


def _last_time(desk: Desk, prompter: Prompter, bank: Bank, history: History, shelf: Shelf) -> None:
    if not shelf.notes:
        return
    from fitcheck.checkin.follow_up import ask_about, open_topics

    for one in open_topics(shelf):
        follow_up = ask_about(desk.env, prompter, bank, one)
        if follow_up is not None:
            history.save(follow_up)


def _tell_pause(desk: Desk, history: History | None) -> None:
    if history is not None:
        desk.env.stderr.write(f"{say('pause.kept')}\n")
    else:
        desk.env.stderr.write(f"{say('pause.nothing-kept')}\n")
