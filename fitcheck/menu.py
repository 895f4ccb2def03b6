"""The menu: what makes sense now. It tells counts and dates, and never what anyone said."""

from dataclasses import dataclass

from fitcheck.ask import Face, Menu, Option
from fitcheck.assess import assess
from fitcheck.blocks import Blocks, Paragraph
from fitcheck.desk import Desk
from fitcheck.errors import ExitCode
from fitcheck.history import Keeping
from fitcheck.learn import country, page
from fitcheck.library import reading
from fitcheck.order import Order


@dataclass(frozen=True)
class Present:
    """What the menu may know without a passphrase."""

    check_ins: int = 0
    paused: int = 0
    open_topics: int | None = None
    """None: they are locked, so nobody can tell."""


def run(desk: Desk) -> ExitCode:
    """Show the menu and do what was picked; on an empty home Enter starts."""
    present = look_around(desk)
    if not present.check_ins and not present.paused:
        return assess(desk, Order())
    face = desk.face()
    with face:
        picked = face.choose(menu(present))
        if picked == "read":
            _read(face)
            return ExitCode.DONE
    return _do(desk, str(picked))


def look_around(desk: Desk) -> Present:
    """What is kept, as far as it can be told without opening anything that is locked."""
    history = desk.history
    if history.keeping is Keeping.NOTHING:
        return Present()
    check_ins = sum(1 for entry in history.listing() if entry.kind == "check-in")
    paused = len(history.drafts())
    if history.keeping is Keeping.LOCKED:
        return Present(check_ins=check_ins, paused=paused)
    from fitcheck.topics import open_topics

    return Present(
        check_ins=check_ins, paused=paused, open_topics=len(open_topics(history.records()))
    )


def menu(present: Present) -> Menu:
    """What makes sense now, the most likely first."""
    options: list[Option] = []
    if present.paused:
        options.append(Option("go-on", "Go on where I stopped"))
    options.append(Option("start", "Start a check-in"))
    if present.check_ins:
        if present.open_topics is None:
            options.append(Option("topics", "Say what came of last time"))
        elif present.open_topics:
            count = present.open_topics
            unit = "topic" if count == 1 else "topics"
            options.append(Option("topics", f"Say what came of last time ({count} open {unit})"))
        options.append(Option("show", "Look at the last one"))
        options.append(Option("report", "Make a note from the last one"))
    options.append(Option("read", "Read"))
    options.append(Option("leave", "Leave"))
    return Menu(
        title="What would you like to do?",
        body=_told(present),
        options=tuple(options),
        default=options[0].id,
        name="menu",
    )


def _told(present: Present) -> Blocks:
    unit = "check-in" if present.check_ins == 1 else "check-ins"
    return (Paragraph(f"{present.check_ins} {unit} kept on this computer.", quiet=True),)


def _do(desk: Desk, picked: str) -> ExitCode:
    from fitcheck.revisit import Wanted, close_topics, look_at, report_check_in

    match picked:
        case "go-on":
            return assess(desk, Order(go_on=True))
        case "start":
            return assess(desk, Order())
        case "topics":
            close_topics(desk)
        case "show":
            look_at(desk, "latest")
        case "report":
            report_check_in(desk, "latest", Wanted())
    return ExitCode.DONE


def _read(face: Face) -> None:
    """Choose a page until the person has read enough."""
    found = reading()
    options = (
        *(Option(one.id, one.title) for one in found.pages),
        *(Option(f"help.{one.id}", f"Who can help: {one.name}") for one in found.help),
    )
    while True:
        picked = face.choose(
            Menu(title="What would you like to read?", options=options, back=True, name="read")
        )
        for subject in found.pages:
            if subject.id == picked:
                face.page(subject.title, page(subject, found)[1:])
        for one in found.help:
            if f"help.{one.id}" == picked:
                face.page(one.name, country(one)[1:])
        if picked == "back":
            return
