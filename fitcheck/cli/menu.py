"""The menu: what makes sense now, until the person leaves.

It tells counts and dates, and never what anyone said: no words of a topic, an answer or
a label, because somebody may look on.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import msgspec
from msgspec.structs import replace

from fitcheck.checkin.follow_up import open_in
from fitcheck.checkin.help import open_help
from fitcheck.checkin.look_again import say_next
from fitcheck.checkin.resume import PausedAt, find_paused
from fitcheck.checkin.separate import NOTHING_SAID, SeparateAnswers
from fitcheck.cli.assess import assess, take_by_keyboard
from fitcheck.cli.context import Context, choose_check_in
from fitcheck.cli.options import AssessOptions
from fitcheck.content import reading
from fitcheck.document import Blocks, Paragraph
from fitcheck.errors import ExitCode, FitcheckError, WentBack
from fitcheck.store.collection import Seen
from fitcheck.store.filenames import FileName
from fitcheck.store.files import explain
from fitcheck.store.records import CheckIn
from fitcheck.store.store import Keeping, Store
from fitcheck.terminal.prompts import Action, Menu, Option, Prompter
from fitcheck.texts import local_day, say, say_error
from fitcheck.views.reading import subject_page
from fitcheck.vocabulary import Form


class Present(msgspec.Struct, frozen=True):
    """What the menu may know without a passphrase."""

    check_ins: int = 0
    paused: PausedAt | None = None
    open_topics: int | None = None
    """None: they are locked, so nobody can tell."""
    last: date | None = None
    """The day of the last check-in; None where no session lies behind it, or none is to come."""
    today: date | None = None
    chosen: date | None = None
    """The day to look again that the last note names."""


def open_menu(context: Context) -> ExitCode:
    """Show the menu and do what was picked, until the person leaves.

    On an empty home there is nothing to choose from, and a check-in starts.
    """
    store = context.store
    with context.sitting():
        if store.keeping is Keeping.NOTHING or not (store.listing() or store.drafts()):
            return assess(context, AssessOptions())
        with overhearing(context) as (within, heard):
            return _until_left(within, heard)


@contextmanager
def overhearing(context: Context) -> Iterator[tuple[Context, io.StringIO]]:
    """The context for what is picked, and what it says to the shell meanwhile.

    On the drawn screen the menu covers what stands in the shell, so it tells that too.
    """
    heard = io.StringIO()
    if context.plain or not context.env.stdout.isatty():
        yield context, heard
        return
    try:
        yield replace(context, env=context.env._replace(stderr=heard)), heard
    finally:
        # What two entries said alike is told once.
        context.talk("\n".join(dict.fromkeys(heard.getvalue().splitlines())))


class Sitting(msgspec.Struct, frozen=True):
    """What was done at the menu since it was opened."""

    said: str = ""
    """What the last entry left to be told."""
    has_checked_in: bool = False
    """Whether a check-in was finished: after one, the way out is what makes sense."""
    told: SeparateAnswers = NOTHING_SAID
    """What was said apart: after a tier A sign nothing here suggests a note, or jolts."""


AT_FIRST = Sitting()


def _until_left(context: Context, heard: io.StringIO) -> ExitCode:
    sitting = AT_FIRST
    while True:
        start = heard.tell()
        present = look_around(context)
        with context.prompter() as prompter:
            picked = prompter.select(menu(present, sitting))
        if picked == "leave":
            return ExitCode.DONE
        told, said, has_checked_in = sitting.told, "", sitting.has_checked_in
        try:
            if picked in ("start", "go-on"):
                options = AssessOptions(go_on=picked == "go-on", from_menu=True)
                ending = take_by_keyboard(context, options)
                if ending is None:
                    return ExitCode.PAUSED
                told, has_checked_in = ending.seen.told, True
            else:
                context = _do(context, str(picked), told)
        except WentBack:
            continue
        except (FitcheckError, OSError) as error:
            said = say_error(error if isinstance(error, FitcheckError) else explain(error))
            if context.plain:
                # Told at once; the menu need not tell it again.
                context.talk(said)
                said = ""
        said = said or heard.getvalue()[start:].strip()
        sitting = Sitting(said, has_checked_in, told)


def look_around(context: Context) -> Present:
    """What is kept, as far as it can be told without opening anything that is locked."""
    store = context.store
    if store.keeping is Keeping.NOTHING:
        return Present()
    names = store.listing("check-in")
    present = Present(
        check_ins=len(names),
        paused=find_paused(store),
        today=local_day(context.env.now()),
    )
    if store.keeping is Keeping.LOCKED:
        return replace(present, last=local_day(names[-1].at) if names else None)
    # Of most check-ins the name is enough, and a menu should not wait for years of them.
    kept, last = store.records("note", "follow-up"), _last_met(store, names)
    notes = [note for name in names if (note := kept.notes.get(name.id))]
    note = kept.notes.get(last.id) if last else None
    return replace(
        present,
        open_topics=sum(1 for note in notes for _ in open_in(note, kept.follow_ups)),
        last=local_day(last.finished) if last and not last.is_over else None,
        chosen=note.consent.look_again if note else None,
    )


def _last_met(store: Store, names: Sequence[FileName]) -> CheckIn | None:
    """The last check-in that looks back on a session."""
    for name in reversed(names):
        match store.look_at(name.path):
            case Seen(value=CheckIn() as check_in) if check_in.form is not Form.LOOKING:
                return check_in
    return None


HELP_FIRST = ("read", "data", "look", "example", "jot", "topics", "go-on", "start", "leave")
"""After a tier A sign: first where help and one's own page are, last what leads back; no note."""


def menu(present: Present, sitting: Sitting = AT_FIRST) -> Menu:
    """What makes sense now, the most likely first."""
    options = _entries(present)
    if sitting.told.outside_help_first:
        here = {one.id: one for one in options}
        options = [here[id] for id in HELP_FIRST if id in here]
    leaves = sitting.has_checked_in or sitting.told.outside_help_first
    return Menu(
        title=say("menu.title"),
        body=_told(present, sitting.said, tells_next=not leaves),
        options=tuple(options),
        default="leave" if leaves else options[0].id,
        name="menu",
    )


def _entries(present: Present) -> list[Option]:
    options: list[Option] = []
    if present.paused:
        options.append(Option("go-on", present.paused.tell("menu.go-on.at", "menu.go-on.from")))
    options.append(Option("start", say("menu.start")))
    if present.check_ins and present.open_topics is None:
        options.append(Option("topics", say("menu.topics.locked")))
    elif present.open_topics:
        options.append(Option("topics", say("menu.topics.open", count=present.open_topics)))
    options.append(Option("jot", say("menu.jot")))
    if present.check_ins:
        options.append(Option("look", say("menu.look")))
        options.append(Option("report", say("menu.report")))
    options.append(Option("read", say("menu.read")))
    options.append(Option("data", say("menu.data.option")))
    options.append(Option("example", say("menu.example")))
    options.append(Option("leave", say("menu.leave"), "l"))
    return options


def _told(present: Present, said: str, *, tells_next: bool) -> Blocks:
    told = [Paragraph(said)] if said else []
    if present.check_ins:
        told.append(Paragraph(say("menu.kept", count=present.check_ins), quiet=True))
    if tells_next and present.last is not None and present.today is not None:
        told.append(Paragraph(say_next(present.last, present.today, present.chosen), quiet=True))
    return tuple(told)


def _do(context: Context, picked: str, told: SeparateAnswers) -> Context:
    """Do what was picked; the context to go on with."""
    match picked:
        case "topics":
            from fitcheck.cli.topics import close_topics

            close_topics(context, back=True)
        case "jot":
            from fitcheck.cli.jot import jot

            jot(context, None)
        case "look":
            _look(context, told)
        case "report":
            from fitcheck.cli.report import Wanted, report_check_in

            reference = choose_check_in(context, say("menu.which.note"))
            if reference is not None:
                report_check_in(context, reference, Wanted())
        case "read":
            with context.prompter() as prompter:
                _read(prompter)
        case "data":
            from fitcheck.cli.data_menu import choose_for_data

            return choose_for_data(context)
        case "example":
            from fitcheck.checkin.made_up import tell_example

            context.page(say("demo.title"), tell_example(context.env))
    return context


def _look(context: Context, told: SeparateAnswers) -> None:
    from fitcheck.cli.compare import look_at_changes
    from fitcheck.cli.history import look_back
    from fitcheck.cli.show import look_at

    more = (
        Option("history", say("menu.history"), "a"),
        Option("compare", say("menu.compare"), "m"),
        Option("two", say("menu.two.option"), "t"),
    )
    compares = len(context.store.listing("check-in")) > 1 and not told.outside_help_first
    picked = choose_check_in(context, say("menu.which.look"), more if compares else ())
    match picked:
        case None:
            return
        case "history":
            look_back(context)
        case "compare":
            look_at_changes(context)
        case "two":
            _look_at_two(context)
        case _:
            look_at(context, picked, told)


def _look_at_two(context: Context) -> None:
    """Two check-ins that the person chooses, such as those with two therapists."""
    from fitcheck.cli.compare import look_at_changes

    while (first := choose_check_in(context, say("menu.two.first"))) is not None:
        second = choose_check_in(context, say("menu.two.second"))
        if second is not None:
            look_at_changes(context, first, second)
            return


def _read(prompter: Prompter) -> None:
    """Choose a page until the person has read enough."""
    found = reading()
    options = (
        Option("help", say("menu.who-can-help"), "w"),
        *(Option(one.id, one.title) for one in found.pages if one.id != "help"),
    )
    menu = Menu(title=say("menu.what-to-read"), options=options, back=True, name="read")
    while not isinstance(picked := prompter.select(menu), Action):
        if picked == "help":
            open_help(prompter)
        for subject in found.pages:
            if subject.id == picked != "help":
                prompter.page(subject.title, subject_page(subject, found))
