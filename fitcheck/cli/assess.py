"""A check-in by keyboard, from the command line to the last line printed.

What comes after the summary is loaded only then: nobody should wait for it
before the first card.
"""

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.first_line import say_first_line, wants_plain
from fitcheck.checkin.follow_up import ask_what_came_of, due_topics
from fitcheck.checkin.interview import Interview, sit_through
from fitcheck.checkin.resume import find_paused, go_on, set_paused_aside
from fitcheck.checkin.setup import Known, set_up
from fitcheck.checkin.steps import Turn
from fitcheck.checkin.welcome import choose_keeping, kept_line
from fitcheck.cli.context import Context, at_pause, by_passphrase, clear
from fitcheck.cli.options import AssessOptions, named
from fitcheck.content import bank as load_bank
from fitcheck.document import Paragraph
from fitcheck.errors import ExitCode, FitcheckError, Stopped, WentBack
from fitcheck.questions.model import Bank
from fitcheck.store.collection import Collection
from fitcheck.store.records import Consent, Draft
from fitcheck.store.store import DeclinedError, Keeping, Store
from fitcheck.terminal.confirm_leaving import ConfirmLeaving
from fitcheck.terminal.prompts import Prompter
from fitcheck.texts import local_day, say

if TYPE_CHECKING:
    from fitcheck.checkin.afterwards import Ending


class _Sitting(msgspec.Struct, frozen=True):
    """A check-in that is taken: what was asked for, who asks, and where it is kept."""

    context: Context
    options: AssessOptions
    prompter: Prompter
    bank: Bank
    store: Store | None
    """None: nothing is kept."""
    readable: Store | None
    """The same; None where it is locked and was not opened."""
    chose: bool
    """Whether how answers are kept was asked just now, and can be chosen anew."""

    @property
    def leads_back(self) -> bool:
        """Whether a screen lies before the first question."""
        return self.chose or self.options.from_menu


def assess(context: Context, options: AssessOptions) -> ExitCode:
    """Take a check-in, by keyboard or from an answers file."""
    if options.answers is not None:
        from fitcheck.cli.assess_from_file import assess_from_file

        return assess_from_file(context, options, options.answers)
    return ExitCode.PAUSED if take_by_keyboard(context, options) is None else ExitCode.DONE


def take_by_keyboard(context: Context, options: AssessOptions) -> "Ending | None":
    """Take a check-in by keyboard, and hand out what it came to; None: stopped here.

    Raises WentBack where the person goes back to the menu before anything was begun.
    """
    context.prompter()  # Raises where nobody could be asked, before anything is loaded.
    is_first = options.save is not False and context.store.keeping is Keeping.NOTHING
    if is_first and not context.plain:
        if not context.has_greeted:
            say_first_line(context.env)
        if wants_plain(context.env):
            plain = Context(env=context.env, plain_by_name=True, remembers_plain=True)
            with plain.sitting():
                return _take_one(plain, options)
    return _take_one(context, options)


def _take_one(context: Context, options: AssessOptions) -> "Ending | None":
    bank = load_bank(options.checklist)
    options = changed(options, check_in=named(bank, options.check_in))
    try:
        with context.prompter(pauses=True) as prompter:
            ending = _choose_and_take(context, options, prompter, bank)
    except Stopped:
        clear(context.env)
        return None
    _hand_out(context, options, ending)
    return ending


def _choose_and_take(
    context: Context, options: AssessOptions, prompter: Prompter, bank: Bank
) -> "Ending":
    """Take a check-in; from its first screen the way leads back to the choice of keeping."""
    asks = options.save is None and context.store.keeping is Keeping.NOTHING
    while True:
        at = _sit_down(context, options, prompter, bank, asks=asks)
        try:
            return _take(at)
        except WentBack:
            if not at.chose:
                raise


def _sit_down(
    context: Context, options: AssessOptions, prompter: Prompter, bank: Bank, *, asks: bool
) -> _Sitting:
    if asks:
        show_example = partial(_show_example, context)
        store = choose_keeping(prompter, context.store, show_example, back=options.from_menu)
    else:
        store = context.store_to_keep(options.save)
    # A key that was made cannot be unmade by going back.
    chose = asks and (store is None or store.keeping is not Keeping.LOCKED)
    if store is None:
        prompter = ConfirmLeaving(prompter)
    elif context.remembers_plain:
        store.remember_plain_mode(True)
    readable = _readable(context, prompter, store)
    return _Sitting(context, options, prompter, bank, store, readable, chose)


def _show_example(context: Context, prompter: Prompter) -> None:
    # Hardly any start needs it.
    from fitcheck.checkin.made_up import tell_example

    prompter.page(say("demo.title"), tell_example(context.env))


def _readable(context: Context, prompter: Prompter, store: Store | None) -> Store | None:
    """The store if it can be read; a locked one asks once, and may be declined."""
    if store is None or store.is_readable:
        return store
    try:
        return by_passphrase(prompter, store.opened, body=(Paragraph(say("assess.unlock")),))
    except DeclinedError:
        return None
    except FitcheckError as error:
        context.notify(error)
        return None


def _take(at: _Sitting) -> "Ending":
    collection = at.context.read_all(at.readable) if at.readable is not None else Collection()
    known = Known(collection, kept_line(at.store))
    draft: Draft | None = None

    def ask_where(before: Draft | None = None) -> Draft:
        # What was answered already is in a draft, or must not be lost by going back.
        leads_back = at.leads_back and not (before and (at.chose or at.store is None))
        here = changed(known, leads_back=leads_back)
        return set_up(at.context.env, at.prompter, at.bank, at.options.check_in, here, before)

    seen = None
    with at_pause(lambda: _pause_line(at.store, draft, makes_note=seen is not None)):
        draft = _paused(at)
        left_out = draft is not None and not draft.at
        if draft is None:
            _last_time(at, collection)
            draft = ask_where()
            if at.readable is not None:
                set_paused_aside(at.readable)
        interview = Interview(
            env=at.context.env,
            prompter=at.prompter,
            bank=at.bank,
            draft=draft,
            store=at.readable or at.store,
            earlier=collection.check_ins,
            left_out=left_out,
        )
        seen = sit_through(interview, ask_where)
        # Loaded only now, as all that comes behind the summary.
        from fitcheck.checkin.afterwards import Ending, see_out

        hands_over = at.options.output.path is None
        return see_out(Ending(seen, collection.jots, hands_over=hands_over))


def _paused(at: _Sitting) -> Draft | None:
    """The paused check-in to go on with; None: a new one."""
    options = at.options
    if at.readable is None or options.fresh:
        return None
    return go_on(at.prompter, at.readable, asks=not options.go_on, back=options.from_menu)


def _last_time(at: _Sitting, collection: Collection) -> None:
    if at.readable is None or not collection.notes:
        return
    env = at.context.env
    due = due_topics(collection, local_day(env.now()))
    back = at.options.from_menu
    _, turn = ask_what_came_of(env, at.prompter, due, at.readable.save, back=back)
    if turn is Turn.BACK:
        raise WentBack


def _pause_line(store: Store | None, draft: Draft | None, *, makes_note: bool) -> str:
    """What is kept at a pause, and how to go on."""
    if store is None:
        return say("pause.nothing-kept")
    finished = {name.id for name in store.folder.names(store.folder.records)}
    if draft is not None and draft.id in finished:
        return say("pause.note-kept" if makes_note and not draft.plan.is_over else "pause.done")
    paused = find_paused(store)
    if paused is None:
        return say("pause.nothing-new" if finished else "pause.nothing-yet")
    return say("pause.kept-everyday" if paused.is_through else "pause.kept")


def _hand_out(context: Context, options: AssessOptions, ending: "Ending") -> None:
    """Print and write what was asked for on the command line."""
    from fitcheck.cli.report import hand_out_note
    from fitcheck.views.as_json import show_shape

    for line in ending.lines:
        context.talk(line)
    check_in, consent = ending.check_in, ending.consent
    if options.output.path is not None and (consent is not None or check_in.is_over):
        hand_out_note(context.env, options.output, check_in, consent or Consent())
    if options.json:
        topics = consent.topics if consent is not None else ()
        pages = ending.seen.told.pages if options.private else None
        context.write_json(show_shape(check_in, topics, pages=pages))
