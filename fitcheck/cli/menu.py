"""The menu: what makes sense now. It tells counts and dates, and never what anyone said."""

from datetime import date, timedelta

import msgspec

from fitcheck.cli.assess import assess
from fitcheck.cli.context import Context
from fitcheck.cli.options import Order
from fitcheck.content import reading
from fitcheck.document import Blocks, Paragraph
from fitcheck.errors import ExitCode
from fitcheck.store.store import Keeping
from fitcheck.terminal.prompts import Menu, Option, Prompter
from fitcheck.texts import say, say_day
from fitcheck.views.reading import country, page
from fitcheck.vocabulary import Form

NEXT = (timedelta(weeks=4), timedelta(weeks=6))
"""After so long a next check-in makes sense, for those who meet every week."""


class Present(msgspec.Struct, frozen=True):
    """What the menu may know without a passphrase."""

    check_ins: int = 0
    paused: int = 0
    open_topics: int | None = None
    """None: they are locked, so nobody can tell."""
    last: date | None = None
    """The day of the last check-in; None before there was a session to look back on."""
    today: date | None = None


def run(context: Context) -> ExitCode:
    """Show the menu and do what was picked; on an empty home Enter starts."""
    present = look_around(context)
    if not present.check_ins and not present.paused:
        return assess(context, Order())
    prompter = context.prompter()
    with prompter:
        picked = prompter.select(menu(present))
        if picked == "read":
            _read(prompter)
            return ExitCode.DONE
    return _do(context, str(picked))


def look_around(context: Context) -> Present:
    """What is kept, as far as it can be told without opening anything that is locked."""
    store = context.store
    if store.keeping is Keeping.NOTHING:
        return Present()
    days = [entry.at.date() for entry in store.listing() if entry.kind == "check-in"]
    paused = len(store.drafts())
    today = context.env.now().date()
    if store.keeping is Keeping.LOCKED:
        last = days[-1] if days else None
        return Present(check_ins=len(days), paused=paused, last=last, today=today)
    from fitcheck.checkin.follow_up import open_topics

    collection = store.records()
    met = [one.finished.date() for one in collection.check_ins if one.form is not Form.LOOKING]
    return Present(
        check_ins=len(days),
        paused=paused,
        open_topics=len(open_topics(collection)),
        last=met[-1] if met else None,
        today=today,
    )


def menu(present: Present) -> Menu:
    """What makes sense now, the most likely first."""
    options: list[Option] = []
    if present.paused:
        options.append(Option("go-on", say("menu.go-on")))
    options.append(Option("start", say("menu.start")))
    if present.check_ins:
        if present.open_topics is None:
            options.append(Option("topics", say("menu.topics.locked")))
        elif present.open_topics:
            options.append(Option("topics", say("menu.topics.open", count=present.open_topics)))
        options.append(Option("show", say("menu.show")))
        options.append(Option("report", say("menu.report")))
    if present.check_ins > 1:
        options.append(Option("history", say("menu.history")))
    options.append(Option("read", say("menu.read")))
    options.append(Option("leave", say("menu.leave")))
    return Menu(
        title=say("menu.title"),
        body=_told(present),
        options=tuple(options),
        default=options[0].id,
        name="menu",
    )


def _told(present: Present) -> Blocks:
    told = Paragraph(say("menu.kept", count=present.check_ins), quiet=True)
    if present.last is None or present.today is None:
        return (told,)
    return (told, Paragraph(_next(present.last, present.today), quiet=True))


def _next(last: date, today: date) -> str:
    """When the next check-in makes sense, which also depends on how often people meet."""
    first, end = (last + span for span in NEXT)
    if today < first:
        return say("menu.next.from", first=say_day(first), end=say_day(end))
    return say("menu.next.now")


def _do(context: Context, picked: str) -> ExitCode:
    from fitcheck.cli.results import Wanted, close_topics, look_at, report_check_in

    match picked:
        case "go-on":
            return assess(context, Order(go_on=True))
        case "start":
            return assess(context, Order())
        case "topics":
            close_topics(context)
        case "show":
            look_at(context, "latest")
        case "report":
            report_check_in(context, "latest", Wanted())
        case "history":
            from fitcheck.cli.history import look_back

            look_back(context)
    return ExitCode.DONE


def _read(prompter: Prompter) -> None:
    """Choose a page until the person has read enough."""
    found = reading()
    options = (
        *(Option(one.id, one.title) for one in found.pages),
        *(
            Option(f"help.{one.id}", say("menu.who-can-help", country=one.name))
            for one in found.help
        ),
    )
    while True:
        picked = prompter.select(
            Menu(title=say("menu.what-to-read"), options=options, back=True, name="read")
        )
        for subject in found.pages:
            if subject.id == picked:
                prompter.page(subject.title, page(subject, found))
        for one in found.help:
            if f"help.{one.id}" == picked:
                prompter.page(one.name, country(one))
        if picked == "back":
            return
