"""The note of a kept check-in: for the session, or everything for oneself."""

from functools import partial

import msgspec

from fitcheck.checkin.afterwards import offer_own_page
from fitcheck.checkin.named_file import found_at, open_it
from fitcheck.checkin.note.chosen import build_note
from fitcheck.checkin.note.delivery import AnyNote, hand_over, render_note
from fitcheck.checkin.note.making import make_note, take_up
from fitcheck.checkin.note.writing import Writing
from fitcheck.checkin.steps import Turn
from fitcheck.cli.context import Context, at_pause
from fitcheck.cli.destination import NOWHERE, Destination, put
from fitcheck.content import bank
from fitcheck.env import Env
from fitcheck.errors import FitcheckError, UsageError
from fitcheck.store.collection import Collection
from fitcheck.store.records import CheckIn, Consent
from fitcheck.store.references import find
from fitcheck.terminal.streams import say_on_stderr
from fitcheck.texts import say, say_error
from fitcheck.views.personal_note import Own, pages_as_one, separate_page
from fitcheck.vocabulary import Format, Reader


class Wanted(msgspec.Struct, frozen=True):
    """What kind of note, and where it should go."""

    output: Destination[Format] = NOWHERE
    reader: Reader = Reader.SESSION
    open: bool = False
    private: bool = False


def report_check_in(context: Context, reference: str, wanted: Wanted) -> None:
    """Make the note of a kept check-in, and put it where it was asked for.

    On a terminal the person chooses its lines; in a script it is made from the
    consent that was given before, else from nothing.
    """
    collection = context.collection()
    if wanted.private and not collection.check_ins and collection.pages:
        # Whoever stopped before the first check-in was done can still open what she kept.
        context.show(separate_page(pages_as_one(collection.pages)))
        return
    check_in = find(collection, reference)
    own = Own(check_in=check_in, kept=collection, private=wanted.private)
    if wanted.reader is Reader.ME:
        _deliver(context, wanted, own)
    elif check_in.is_over:
        _keep_for_oneself(context, own, reference, wanted)
    elif context.can_ask and not wanted.output.is_stdout:
        _choose_and_deliver(context, collection, check_in, wanted)
    else:
        consent = _consent(collection, check_in) or Consent()
        _deliver(context, wanted, build_note(check_in, consent, context.env))


def _keep_for_oneself(context: Context, own: Own, reference: str, wanted: Wanted) -> None:
    """Where no session is left: offer the page for oneself; it is never put in a note's place."""
    if wanted.output.path is not None or not context.can_ask:
        here = "" if reference == "latest" else f" {reference}"
        raise UsageError("results.over", here=here)
    with context.prompter() as prompter:
        said = offer_own_page(context.env, prompter, own)
    context.talk(said)


def _consent(collection: Collection, check_in: CheckIn) -> Consent | None:
    """What was chosen last for the note of a check-in."""
    kept = collection.notes.get(check_in.id)
    return kept.consent if kept is not None else None


def _choose_and_deliver(
    context: Context, collection: Collection, check_in: CheckIn, wanted: Wanted
) -> None:
    """Let the person choose the note; what was chosen is kept, also where they pause."""
    env, hands_over = context.env, wanted.output.path is None
    keep = context.opened().save
    with context.prompter(pauses=True) as prompter, at_pause(lambda: say("pause.note-kept")):
        consent = _consent(collection, check_in)
        writing = Writing(
            env, prompter, bank(), check_in, collection.jots, hands_over, consent, keep
        )
        before = take_up(writing, consent) if consent is not None else None
        chosen, turn = make_note(writing, before=before)
    if turn is not Turn.ON:
        return
    if hands_over:
        context.talk(chosen.place)
    else:
        _deliver(context, wanted, build_note(check_in, chosen.taken(), env))


def _deliver(context: Context, wanted: Wanted, note: AnyNote) -> None:
    text = render_note(note, wanted.output.format)
    put(context.env, wanted.output, [text], found_at)
    if wanted.open and wanted.output.path is not None:
        context.talk(open_it(context.env, wanted.output.path))


def open_kept_page(context: Context) -> None:
    """Show what was kept after a separate question; it is on the screen alone."""
    pages = context.collection().pages
    context.page(say("menu.data.page"), separate_page(pages_as_one(pages)))


def hand_over_own_page(context: Context) -> None:
    """Put everything about the latest check-in on a page for the person alone."""
    collection = context.collection()
    check_in = find(collection, "latest")
    with context.prompter() as prompter:
        private = bool(collection.pages) and prompter.confirm(
            say("results.own.private"), name="private"
        )
        note = Own(check_in=check_in, kept=collection, private=private)
        said = hand_over(context.env, prompter, partial(render_note, note))
    context.talk(said)


def hand_out_note(
    env: Env, output: Destination[Format], check_in: CheckIn, consent: Consent
) -> None:
    """Write the note where the command line said, and say where that is, or why there is none."""
    if check_in.is_over:
        say_on_stderr(env, say_error(FitcheckError("results.over", here="")))
    else:
        put(env, output, [render_note(build_note(check_in, consent, env), output.format)], found_at)
