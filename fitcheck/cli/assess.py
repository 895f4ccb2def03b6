"""A check-in by keyboard, from the command line to the last line printed.

What comes after the summary is loaded only then: nobody should wait for it
before the first card.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

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
from fitcheck.store.collection import Collection
from fitcheck.store.records import Draft
from fitcheck.store.store import Keeping, Store
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
    return order.save is not False and desk.store.keeping is Keeping.NOTHING


def _sit(desk: Desk, order: Order, prompter: Prompter, bank: Bank) -> "CameTo":
    store = _keep(desk, order, prompter)
    if store is None:
        prompter = ConfirmLeaving(prompter)
    elif desk.remembers_plain:
        store.remember_plain_mode(True)
    return _take(desk, order, prompter, bank, store)


def _keep(desk: Desk, order: Order, prompter: Prompter) -> Store | None:
    """Where this check-in is kept; None: nowhere."""
    store = desk.store
    if order.save is False:
        return None
    if store.keeping is not Keeping.NOTHING:
        return store
    if order.save:
        store.begin()
        return store
    return choose_keeping(prompter, store)


def _take(
    desk: Desk, order: Order, prompter: Prompter, bank: Bank, store: Store | None
) -> "CameTo":
    readable = _readable(prompter, store)
    collection = readable.records() if readable is not None else Collection()
    try:
        draft = _draft_to_go_on_with(prompter, readable, order)
        if draft is None:
            if readable is not None:
                _last_time(desk, prompter, bank, readable, collection)
            draft = arrive(
                desk.env, prompter, bank, order.wishes, collection.labels, kept_line(store)
            )
        begun = walked(
            Begun(
                env=desk.env,
                prompter=prompter,
                bank=bank,
                reading=load_reading,
                draft=draft,
                store=store,
                earlier=collection.check_ins,
            )
        )
        # Loaded only now: nobody should wait for the summary before the first card.
        from fitcheck.checkin.review import close

        finished = close(begun)
    except Paused:
        _tell_pause(desk, store)
        raise
    from fitcheck.cli.after import second_sitting

    return second_sitting(desk, order, prompter, bank, finished, store)


def _readable(prompter: Prompter, store: Store | None) -> Store | None:
    """The store if it can be read; a locked one asks once, and may be declined."""
    if store is None or store.keeping is not Keeping.LOCKED or store.key is not None:
        return store
    return unlock(
        prompter,
        store,
        (Paragraph(say("assess.unlock")),),
    )


def _draft_to_go_on_with(prompter: Prompter, store: Store | None, order: Order) -> Draft | None:
    if store is None:
        return None
    drafts = store.drafts()
    if not drafts:
        return None
    latest = drafts[-1]
    if order.fresh:
        store.set_aside_draft(latest.id)
        return None
    if order.go_on:
        return store.claim_draft(latest.id)
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
        store.set_aside_draft(latest.id)
        return None
    return store.claim_draft(latest.id)


def _last_time(
    desk: Desk, prompter: Prompter, bank: Bank, store: Store, collection: Collection
) -> None:
    if not collection.notes:
        return
    from fitcheck.checkin.follow_up import ask_about, open_topics

    for one in open_topics(collection):
        follow_up = ask_about(desk.env, prompter, bank, one)
        if follow_up is not None:
            store.save(follow_up)


def _tell_pause(desk: Desk, store: Store | None) -> None:
    if store is not None:
        desk.env.stderr.write(f"{say('pause.kept')}\n")
    else:
        desk.env.stderr.write(f"{say('pause.nothing-kept')}\n")
