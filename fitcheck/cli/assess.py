"""A check-in by keyboard, from the command line to the last line printed.

What comes after the summary is loaded only then: nobody should wait for it
before the first card.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

from fitcheck.checkin.interview import Interview
from fitcheck.checkin.setup import Known, set_up
from fitcheck.checkin.sitting import sit_through
from fitcheck.checkin.welcome import choose_keeping, kept_line, wants_plain
from fitcheck.cli.context import Context, clear, unlock
from fitcheck.cli.options import Order, named
from fitcheck.content import bank as load_bank
from fitcheck.content import reading as load_reading
from fitcheck.document import Paragraph
from fitcheck.errors import ExitCode, FitcheckError, Paused, Stopped
from fitcheck.questions.flow import Walk
from fitcheck.questions.model import Bank
from fitcheck.store.collection import Collection
from fitcheck.store.filenames import FileName
from fitcheck.store.records import Draft
from fitcheck.store.store import Keeping, Store
from fitcheck.terminal.confirm_leaving import ConfirmLeaving
from fitcheck.terminal.prompts import Menu, Option, Prompter
from fitcheck.texts import local_day, say, say_day

if TYPE_CHECKING:
    from fitcheck.checkin.afterwards import Ending


def assess(context: Context, order: Order) -> ExitCode:
    """Take a check-in, by keyboard or from an answers file."""
    if order.answers is not None:
        from fitcheck.cli.from_file import take_from_file

        return take_from_file(context, order, order.answers)
    return ExitCode.PAUSED if take_by_keyboard(context, order) is None else ExitCode.DONE


def take_by_keyboard(context: Context, order: Order) -> "Ending | None":
    """Take a check-in by keyboard, and hand out what it came to; None: stopped here."""
    context.prompter()  # Raises where nobody could be asked, before anything is loaded.
    if _is_first_run(context, order) and not context.plain and wants_plain(context.env):
        plain = Context(env=context.env, plain_by_name=True, remembers_plain=True)
        with plain.sitting():
            return _take_one(plain, order)
    return _take_one(context, order)


def _take_one(context: Context, order: Order) -> "Ending | None":
    bank = load_bank(order.checklist)
    prompter = context.prompter(pauses=True)
    order = changed(order, wishes=named(bank, order.wishes))
    try:
        with prompter:
            ending = _sit(context, order, prompter, bank)
    except Stopped:
        clear(context.env)
        return None
    _hand_out(context, order, ending)
    return ending


def _is_first_run(context: Context, order: Order) -> bool:
    return order.save is not False and context.store.keeping is Keeping.NOTHING


def _sit(context: Context, order: Order, prompter: Prompter, bank: Bank) -> "Ending":
    store = _keep(context, order, prompter)
    if store is None:
        prompter = ConfirmLeaving(prompter)
    elif context.remembers_plain:
        store.remember_plain_mode(True)
    return _take(context, order, prompter, bank, store)


def _keep(context: Context, order: Order, prompter: Prompter) -> Store | None:
    """Where this check-in is kept; None: nowhere."""
    store = context.store
    if order.save is False:
        return None
    if store.keeping is not Keeping.NOTHING:
        return store
    if order.save:
        store.begin()
        return store
    return choose_keeping(prompter, store)


def _take(
    context: Context, order: Order, prompter: Prompter, bank: Bank, store: Store | None
) -> "Ending":
    readable = _readable(prompter, store)
    collection = readable.records() if readable is not None else Collection()
    known = Known(collection.labels, kept_line(store), collection.check_ins)

    def ask_where(before: Draft | None = None) -> Draft:
        return set_up(context.env, prompter, bank, order.wishes, known, before)

    draft: Draft | None = None
    try:
        draft = _draft_to_go_on_with(prompter, readable, order)
        left_out = draft is not None and not draft.at
        if draft is None:
            if readable is not None:
                _last_time(context, prompter, readable, collection)
            draft = ask_where()
        interview = Interview(
            env=context.env,
            prompter=prompter,
            bank=bank,
            reading=load_reading,
            draft=draft,
            store=readable or store,
            earlier=collection.check_ins,
            left_out=left_out,
        )
        seen = sit_through(interview, ask_where)
        # Loaded only now, as all that comes behind the summary.
        from fitcheck.checkin.afterwards import Ending, see_out

        return see_out(Ending(seen, collection.jots, hands_over=order.output.path is None))
    except Paused as pause:
        pause.said = _pause_line(store, draft)
        raise


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
            body=(Paragraph(_where_paused(store, latest)),),
            options=(
                Option("go-on", say("assess.paused.go-on")),
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


def _where_paused(store: Store, latest: FileName) -> str:
    """When the check-in was paused and how far it is; behind its last card only the day."""
    day = say_day(latest.at)
    if latest.sealed and store.key is None:
        return say("assess.paused.day", day=day)
    try:
        draft = store.draft(latest.id)
    except (FitcheckError, OSError):
        # Going on with it says what is the matter.
        return say("assess.paused.day", day=day)
    known = {question.id: question for question in draft.bank.questions}
    asked = tuple(known[id] for id in draft.questions if id in known)
    walk = Walk(questions=asked, answers=draft.answers, at=draft.at)
    if walk.card is None:
        return say("assess.paused.day", day=day)
    place, count = walk.place
    return say("assess.paused.place", day=day, place=place, of=count)


def _last_time(context: Context, prompter: Prompter, store: Store, collection: Collection) -> None:
    if not collection.notes:
        return
    from fitcheck.checkin.follow_up import ask_what_came_of, due_topics

    due = due_topics(collection, local_day(context.env.now()))
    ask_what_came_of(context.env, prompter, due, store.save)


def _pause_line(store: Store | None, draft: Draft | None) -> str:
    """What is kept at a pause, and how to go on."""
    if store is None:
        return say("pause.nothing-kept")
    finished = {name.id for name in store.folder.names(store.folder.records)}
    if draft is not None and draft.id in finished:
        return say("pause.note-kept")
    return say("pause.kept" if store.drafts() else "pause.nothing-yet")


def _hand_out(context: Context, order: Order, ending: "Ending") -> None:
    """Print and write what was asked for on the command line."""
    from fitcheck.cli.destination import hand_out_note
    from fitcheck.views.as_json import encoded, show_shape

    for line in ending.lines:
        context.talk(line)
    check_in, consent = ending.check_in, ending.consent
    if order.output.path is not None and consent is not None:
        hand_out_note(context.env, order.output, check_in, consent)
    if order.json:
        topics = consent.topics if consent is not None else ()
        pages = ending.seen.told.pages if order.private else None
        context.env.stdout.write(encoded(show_shape(check_in, topics, pages=pages)))
