"""After the summary: a note, now, later or not; and when to look again."""

from functools import partial

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.glance import Glance, look_around
from fitcheck.checkin.look_again import offer_calendar
from fitcheck.checkin.note.chosen import Chosen
from fitcheck.checkin.note.delivery import hand_over, render_note
from fitcheck.checkin.note.making import make_note
from fitcheck.checkin.note.writing import Writing
from fitcheck.checkin.steps import Turn, go_through, require_no_pause
from fitcheck.document import Blocks, Paragraph
from fitcheck.env import Env
from fitcheck.store.collection import Collection
from fitcheck.store.records import CheckIn, Consent, Jot
from fitcheck.terminal.prompts import Action, Menu, Option, Prompter
from fitcheck.texts import say, say_of
from fitcheck.views.personal_note import Own
from fitcheck.vocabulary import Form


class Ending(msgspec.Struct, frozen=True):
    """What a check-in came to, from its summary on."""

    seen: Glance
    jots: tuple[Jot, ...] = ()
    """The thoughts that are offered to the note."""
    hands_over: bool = True
    """Whether to ask where the note should go."""
    consent: Consent | None = None
    """What is in the note; None: there is none."""
    chosen: Chosen | None = None
    """What the person picked and typed for it so far."""
    note: str = ""
    """Where the note is; empty where it was only shown."""
    calendar: str = ""
    """Where the file for the calendar is."""

    @property
    def check_in(self) -> CheckIn:
        """The check-in itself."""
        return self.seen.check_in

    @property
    def lines(self) -> tuple[str, ...]:
        """What is printed: where things are, no status, and no quoted answer.

        Nothing after a tier A sign: others may look at this terminal.
        """
        if self.seen.held_back:
            return ()
        kept = say("after.kept") if self.seen.store is not None else ""
        thanks = say("summary.done") if self.check_in.form is not Form.LOOKING else ""
        lines = (thanks, kept, self.note, self.calendar, say("safe.line"))
        return tuple(filter(None, lines))


def see_out(ending: Ending) -> Ending:
    """Offer what can come after the summary; after a tier A sign nothing is suggested."""
    if ending.seen.held_back:
        return ending
    offers = (_offer_own,) if ending.check_in.is_over else (_offer_note, _offer_calendar)
    ending, turn = go_through(ending, lambda _: (_look_back, *offers), at=1)
    require_no_pause(turn)
    return ending


def _look_back(ending: Ending) -> tuple[Ending, Turn]:
    return changed(ending, seen=look_around(ending.seen, from_end=True)), Turn.ON


def _told_where(note: str) -> Blocks:
    """Where the note is, on the screens that come after it."""
    return tuple(map(Paragraph, note.splitlines()[:1]))


def _offer_note(ending: Ending) -> tuple[Ending, Turn]:
    seen = ending.seen
    is_call = seen.check_in.form is Form.LOOKING
    later = (Option("later", say("after.note.later")),) if seen.store is not None else ()
    menu = Menu(
        title=say_of("after.note.title", "call" if is_call else "session"),
        body=(Paragraph(say("after.note.five-minutes")),),
        options=(
            Option("now", say("after.note.now")),
            *later,
            Option("no", say("after.note.no")),
        ),
        back=True,
        name="note-now",
        silent="no",
    )
    if ending.consent is not None:
        # Whoever comes back to it has a note.
        menu = changed(
            menu,
            title=say("after.note.made"),
            body=_told_where(ending.note),
            options=(Option("now", say("after.note.again")), Option("no", say("after.note.go-on"))),
            default="no",
        )
    while (picked := seen.prompter.select(menu)) == "now":
        ending, turn = _make_note(ending)
        if turn is not Turn.BACK:
            return ending, Turn.ON
    return ending, Turn.BACK if isinstance(picked, Action) else Turn.ON


def _make_note(ending: Ending) -> tuple[Ending, Turn]:
    """Let the person choose the note; what was chosen is kept, also where they pause."""
    seen = ending.seen
    writing = Writing(
        env=seen.env,
        prompter=seen.prompter,
        bank=seen.bank,
        check_in=seen.check_in,
        jots=ending.jots,
        hands_over=ending.hands_over,
        kept=ending.consent,
        keep=seen.store.save if seen.store is not None else None,
    )
    is_made = ending.consent is not None
    chosen, turn = make_note(writing, before=ending.chosen, from_end=is_made)
    ending = changed(ending, chosen=chosen)
    if turn is Turn.ON:
        ending = changed(ending, consent=chosen.taken(), note=chosen.place)
    return ending, turn


def _offer_own(ending: Ending) -> tuple[Ending, Turn]:
    seen = ending.seen
    page = Own(check_in=seen.check_in, kept=Collection(check_ins=(seen.check_in,)))
    place = offer_own_page(seen.env, seen.prompter, page)
    return (ending, Turn.BACK) if place is None else (changed(ending, note=place), Turn.ON)


def offer_own_page(env: Env, prompter: Prompter, page: Own) -> str | None:
    """Where no session is left there is nobody to hand a note to: it can be kept for oneself.

    Gives the sentences on where it is; None where the person went back.
    """
    menu = Menu(
        title=say("after.own.title"),
        body=(Paragraph(say("results.over.what")),),
        options=(Option("now", say("after.own.now")), Option("no", say("after.own.no"))),
        back=True,
        name="own-now",
        silent="no",
    )
    while not isinstance(picked := prompter.select(menu), Action):
        place = hand_over(env, prompter, partial(render_note, page)) if picked == "now" else ""
        if place is not None:
            return place
    return None


def _offer_calendar(ending: Ending) -> tuple[Ending, Turn]:
    seen = ending.seen
    if seen.store is None:
        return ending, Turn.ON
    chosen = ending.consent.look_again if ending.consent is not None else None
    made = _told_where(ending.note)
    place = offer_calendar(seen.env, seen.prompter, seen.check_in, chosen, made)
    return (ending, Turn.BACK) if place is None else (changed(ending, calendar=place), Turn.ON)
