"""The note as it will be, and every change to it, until the person says that it is right."""

import re
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from fitcheck.checkin.note.chosen import FIXED, Chosen, Part, Spot, build_note
from fitcheck.checkin.note.lines import (
    choose_again,
    choose_differently,
    choose_keep,
    choose_talk,
    choose_unsure,
    say_thanks,
)
from fitcheck.checkin.note.topics import topic_screens
from fitcheck.checkin.note.writing import Screen, Writing, walk_screens
from fitcheck.checkin.steps import Turn, tick, type_in
from fitcheck.document import Bullet, Paragraph
from fitcheck.report import CallNote, SessionNote, letter, words_over
from fitcheck.store.records import CheckIn, Consent, Topic
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter, Ticks
from fitcheck.texts import say, say_lines, say_of
from fitcheck.vocabulary import Stage, Talk


def agree(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Show the note as it will be, and change it until it is right."""
    picked = _ask_if_right(at, chosen)
    if picked == "none" and not _lets_go(at, chosen):
        return chosen, Turn.AGAIN
    if picked in TURNS:
        return chosen, TURNS[picked]
    chosen, turn = _change(at, chosen, picked)
    return chosen, turn if turn is Turn.PAUSE else Turn.AGAIN


TURNS: dict[str, Turn] = {"right": Turn.ON, "none": Turn.AWAY, Action.BACK: Turn.BACK}


def _lets_go(at: Writing, chosen: Chosen) -> bool:
    """Whether what was chosen and typed may go: asked where there is anything."""
    if chosen.taken() in (Consent(), at.kept):
        return True
    question = say("consent.let-changes-go" if at.kept is not None else "consent.let-go")
    return at.prompter.confirm(question, name="let-go")


def _ask_if_right(at: Writing, chosen: Chosen) -> str | Action:
    """Show the note as it will be; what the person wants to do with it.

    `right`, `lines`, `words`, `between-us`, `topics`, `order`, `more` or `none`, or back.
    """
    note = build_note(at.check_in, chosen.taken(), at.env)
    ways = ["right", "lines", *(["words"] if _ticked_lines(chosen) else [])]
    if Spot(Part.BETWEEN_US) in chosen.lines.keys() - chosen.ticked:
        ways.append("between-us")
    if isinstance(note, SessionNote):
        ways += ["topics", *(["order"] if len(note.topics) > 1 else []), "more"]
    leave = say_of("consent.way", "as-it-was" if at.kept is not None else "none")
    return at.prompter.select(
        Menu(
            title=say("consent.title"),
            body=(
                *at.careful,
                *_tell_beside(note),
                *_who_may_read(at.check_in),
                Paragraph("", told=say("consent.heard")),
                *letter(note),
            ),
            options=(
                *(Option(way, say_of("consent.way", way)) for way in ways),
                # A letter: the numbers change with what there is to change.
                Option("none", leave, "n"),
            ),
            default="right",
            back=True,
            read_first=True,
            name="consent",
            silent="right",
        )
    )


def _who_may_read(check_in: CheckIn) -> Iterator[Paragraph]:
    """For who was sent: that others may read it, where they can still leave something out."""
    if not check_in.own_choice:
        yield Paragraph(say("sayings.mandated"), quiet=True)


def _tell_beside(note: SessionNote | CallNote) -> Iterator[Paragraph]:
    """What the person may want to know of their note: how long it is, and a day that moves."""
    if isinstance(note, SessionNote) and words_over(note):
        yield Paragraph(say("consent.over"), quiet=True)
    typed = " ".join(
        one.text.lower() for one in letter(note) if isinstance(one, Paragraph | Bullet)
    )
    for word in say_lines("consent.moving-days"):
        if re.search(rf"\b{word}\b", typed):
            yield Paragraph(say("consent.another-day", word=word), quiet=True)


def _change(at: Writing, chosen: Chosen, way: str) -> tuple[Chosen, Turn]:
    """One change to a note that was shown."""
    match way:
        case "lines":
            return _tick_lines(at.prompter, chosen)
        case "words":
            return _change_words(at, chosen)
        case "between-us":
            return chosen.changed(between_us=True), Turn.ON
        case "order":
            return _put_in_order(at.prompter, chosen), Turn.ON
        case "topics":
            known = frozenset(one.id for one in chosen.consent.topics)
            return walk_screens(at, chosen, partial(topic_screens, known=known))
        case _:
            return _add_more(at, chosen)


def _tick_lines(prompter: Prompter, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Let the person tick what is in the note, line by line."""
    lines = chosen.readings
    ids, turn = tick(
        prompter,
        Ticks(
            title=say("consent.lines"),
            options=tuple(Option(spot.id, text) for spot, text in lines.items()),
            ticked=frozenset(spot.id for spot in chosen.ticked),
            name="lines",
        ),
    )
    chosen = replace(
        chosen,
        out=frozenset(spot for spot in lines if spot.id not in ids and spot.part not in FIXED),
        consent=replace(chosen.consent, **{part: Spot(part).id in ids for part in FIXED}),
    )
    return chosen, turn


def _change_words(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Let the person change how a line reads; a line without words is taken out."""
    spot = _choose_line(at.prompter, chosen)
    if spot is None:
        return chosen, Turn.BACK
    text = chosen.readings[spot]
    words, turn = type_in(at.prompter, Field(title=say("consent.words"), text=text, name="words"))
    return (chosen if words == text else chosen.reading(spot, words)), turn


def _choose_line(prompter: Prompter, chosen: Chosen) -> Spot | None:
    """Which line the person wants to read otherwise; None: none after all.

    Those that were left out stand among them, so that each has one number here and where lines
    are left out.
    """
    lines = {
        spot: text if spot in chosen.ticked else say("consent.left-out", line=text)
        for spot, text in chosen.readings.items()
        if spot.part not in FIXED
    }
    picked = prompter.select(
        Menu(
            title=say("consent.which-line"),
            options=tuple(Option(spot.id, text) for spot, text in lines.items()),
            default=next((spot.id for spot in lines if spot in chosen.ticked), ""),
            back=True,
            name="which-line",
        )
    )
    return next((spot for spot in lines if spot.id == picked), None)


def _ticked_lines(chosen: Chosen) -> dict[Spot, str]:
    """The lines of the note in words that can be changed, as the page reads them."""
    lines = chosen.readings.items()
    return {spot: text for spot, text in lines if spot in chosen.ticked and spot.part not in FIXED}


def _put_in_order(prompter: Prompter, chosen: Chosen) -> Chosen:
    """Let the person say which topic comes first, which next, and if the first goes before all.

    A topic is called as it begins on the page. Going back leaves the order as it is.
    """
    names = {spot.of: text for spot, text in reversed(_ticked_lines(chosen).items())}
    rest, order = [one for one in chosen.consent.topics if one.id in names], list[Topic]()
    while len(rest) > 1:
        picked = prompter.select(
            Menu(
                title=say("consent.next" if order else "consent.first"),
                options=tuple(Option(one.id, names[one.id]) for one in rest),
                default=rest[0].id,
                back=True,
                name="order",
            )
        )
        if isinstance(picked, Action):
            return chosen
        order += [one for one in rest if one.id == picked]
        rest = [one for one in rest if one.id != picked]
    matters_most = prompter.confirm(say("consent.matters-most"), name="matters-most")
    order += [one for one in chosen.consent.topics if one not in order]
    topics = (replace(one, first=matters_most and not at) for at, one in enumerate(order))
    return replace(chosen, consent=replace(chosen.consent, topics=tuple(topics)))


def _add_more(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Go back to one of the screens, and return from it."""
    ways: dict[str, Screen] = {
        "talk": choose_talk,
        **({"thanks": say_thanks} if chosen.consent.talk is Talk.THANKS else {}),
        "keep": choose_keep,
        **({"unsure": choose_unsure} if at.offered.unsure else {}),
        **({"again": choose_again} if at.check_in.stage is not Stage.ENDING else {}),
        "differently": choose_differently,
    }
    way = at.prompter.select(
        Menu(
            title=say("topics.more.title"),
            options=tuple(Option(one, say_of("topics.more", one)) for one in ways),
            back=True,
            name="more",
        )
    )
    return (chosen, Turn.BACK) if isinstance(way, Action) else ways[way](at, chosen)
