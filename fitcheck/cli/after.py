"""After the summary: the note, and the last lines that are printed."""

from collections.abc import Callable

import msgspec

from fitcheck.checkin.consent import built
from fitcheck.checkin.delivery import found_at, hand_over, write_file
from fitcheck.checkin.review import Finished
from fitcheck.checkin.topics import choose_note
from fitcheck.cli.context import Desk, clear
from fitcheck.cli.options import Order
from fitcheck.document import Paragraph
from fitcheck.errors import Paused
from fitcheck.questions.model import Bank
from fitcheck.report import markdown
from fitcheck.store.records import CheckIn, Consent, Note
from fitcheck.store.store import Store
from fitcheck.terminal.prompts import Menu, Option, Prompter
from fitcheck.texts import say
from fitcheck.views.as_json import encoded, show_shape
from fitcheck.views.render import note_text
from fitcheck.views.summary import closing_lines


class CameTo(msgspec.Struct, frozen=True):
    """What a sitting came to, once the screen is given back."""

    finished: Finished
    consent: Consent | None
    lines: tuple[str, ...]
    """What is printed: points and statuses, where the note is, and no quoted answer."""

    def hand_out(self, desk: Desk, order: Order) -> None:
        """Print and write what was asked for on the command line."""
        for line in self.lines:
            desk.env.stderr.write(f"{line}\n")
        check_in, consent = self.finished.check_in, self.consent
        if order.output is not None and consent is not None:
            note = markdown(built(check_in, consent, desk.env))
            desk.env.stderr.write(f"{found_at(write_file(order.output, note))}\n")
        if order.json:
            topics = consent.topics if consent is not None else ()
            desk.env.stdout.write(encoded(show_shape(check_in, topics, private=order.private)))
        elif desk.plain:
            _offer_to_clear(desk)


def second_sitting(
    desk: Desk,
    order: Order,
    prompter: Prompter,
    bank: Bank,
    finished: Finished,
    store: Store | None,
) -> CameTo:
    """Offer the note, and gather what is printed at the end.

    After a tier A sign the note is not suggested, and nothing is printed.
    """
    if finished.told.outside_help_first:
        return CameTo(finished, None, ())
    consent, place = None, ""
    if _wants_note(prompter, store):
        consent = choose_and_keep(desk, prompter, bank, finished, store)
    if consent is not None and order.output is None:
        note = built(finished.check_in, consent, desk.env)
        place = hand_over(desk.env, prompter, lambda kind: note_text(note, kind))
    return CameTo(finished, consent, _last_lines(finished, store, place))


def _wants_note(prompter: Prompter, store: Store | None) -> bool:
    later = (Option("later", say("after.note.later")),) if store is not None else ()
    picked = prompter.select(
        Menu(
            title=say("after.note.title"),
            body=(Paragraph(say("after.note.five-minutes")),),
            options=(
                Option("now", say("after.note.now")),
                *later,
                Option("no", say("after.note.no")),
            ),
            name="note-now",
            silent="no",
        )
    )
    return picked == "now"


def choose_and_keep(
    desk: Desk, prompter: Prompter, bank: Bank, finished: Finished, store: Store | None
) -> Consent | None:
    """Let the person choose the note; what was chosen is kept, also where they pause."""
    keep = keeping_note(desk, store, finished.check_in)
    try:
        return choose_note(desk.env, prompter, bank, finished.check_in, keep=keep)
    except Paused:
        if store is not None:
            desk.env.stderr.write(f"{say('pause.note-kept')}\n")
        raise


def keeping_note(desk: Desk, store: Store | None, check_in: CheckIn) -> Callable[[Consent], None]:
    """What keeps the note of a check-in; the newest holds."""

    def keep(consent: Consent) -> None:
        if store is not None:
            store.save(
                Note(id=desk.env.new_id(), check_in=check_in.id, at=desk.env.now(), consent=consent)
            )

    return keep


def _last_lines(finished: Finished, store: Store | None, place: str) -> tuple[str, ...]:
    kept = say("after.kept") if store is not None else ""
    lines = (*closing_lines(finished.check_in), kept, place, say("safe.line"))
    return tuple(filter(None, lines))


def _offer_to_clear(desk: Desk) -> None:
    """In plain mode everything that was said stands on the screen."""
    desk.env.screen.write(f"{say('after.clear')} ")
    desk.env.screen.flush()
    if desk.env.stdin.readline().strip().lower() in ("y", "yes"):
        clear(desk.env)
