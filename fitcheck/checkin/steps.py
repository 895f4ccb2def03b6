"""How a person goes through what is asked: a step after the other, back and forth.

A step takes what was said so far, and gives it with what was said on its screen and where
the person goes from there. A pause is one of these ways, so that what was typed or ticked
by then is given like any answer, and whoever took the step can keep it.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeVar

from msgspec.structs import replace

from fitcheck.errors import Paused
from fitcheck.questions.clean import clean
from fitcheck.terminal.prompts import Action, Field, Form, Menu, Prompter, Ticks, Unfinished

Said = TypeVar("Said")


class Turn(Enum):
    """Where a person goes from a screen."""

    ON = "on"
    BACK = "back"
    AGAIN = "again"
    """To the same screen, as it is now."""
    ALONG = "along"
    """On the way on which they came: nothing was asked."""
    AWAY = "away"
    """Away from what the screen is part of."""
    PAUSE = "pause"


Step = Callable[[Said], tuple[Said, Turn]]


def go_through(
    said: Said, steps: Callable[[Said], Sequence[Step[Said]]], *, at: int = 0
) -> tuple[Said, Turn]:
    """Take the steps that follow from what was said, to the end, back before the first, or away.

    A pause leads away, too, with all that was said by then.
    """
    way = 1
    while 0 <= at < len(line := steps(said)):
        try:
            said, turn = line[at](said)
        except Paused:
            turn = Turn.PAUSE
        match turn:
            case Turn.AWAY | Turn.PAUSE:
                return said, turn
            case Turn.ON:
                way = 1
            case Turn.BACK:
                way = -1
        # Steps that came or went with what was said here stand before it.
        at += len(steps(said)) - len(line) if turn is Turn.AGAIN else way
    return said, Turn.BACK if at < 0 else Turn.ON


def require_no_pause(turn: Turn) -> None:
    """Raise Paused where the person pauses and there is nothing to keep."""
    if turn is Turn.PAUSE:
        raise Paused


def choose(
    prompter: Prompter, menu: Menu, said: Said, means: Callable[[str], Said]
) -> tuple[Said, Turn]:
    """What was said with what the person picks, and where they go from the menu."""
    picked = prompter.select(menu)
    return (said, Turn.BACK) if isinstance(picked, Action) else (means(picked), Turn.ON)


def tick(
    prompter: Prompter, ticks: Ticks, tell: Callable[[str], object] = lambda _: None
) -> tuple[frozenset[str], Turn]:
    """What the person ticks, and where they go from it; `tell` answers `?` on a line."""
    try:
        given = prompter.multiselect(ticks)
        while isinstance(given, Unfinished) and given.action is Action.WHY:
            ticks = replace(ticks, ticked=given.ticked, begin=given.line)
            tell(given.line)
            given = prompter.multiselect(ticks)
    except Paused as pause:
        return ticks.at(pause).ticked, Turn.PAUSE
    return (given.ticked, Turn.BACK) if isinstance(given, Unfinished) else (given, Turn.ON)


def words_in(typed: str | Unfinished) -> str:
    """What was typed in a field as it is kept, whether or not it was done."""
    return clean(typed.text if isinstance(typed, Unfinished) else typed).strip()


def type_in(prompter: Prompter, field: Field) -> tuple[str, Turn]:
    """What the person types in a field, and where they go from it."""
    try:
        typed = prompter.text(field)
    except Paused as pause:
        return words_in(pause.typed), Turn.PAUSE
    return words_in(typed), Turn.BACK if isinstance(typed, Unfinished) else Turn.ON


def fill_in(prompter: Prompter, form: Form) -> tuple[tuple[str, ...], Turn]:
    """What the person types in each field of a form, and where they go from it."""
    try:
        typed = prompter.form(form)
    except Paused as pause:
        return tuple(map(words_in, pause.texts)), Turn.PAUSE
    if isinstance(typed, Unfinished):
        return tuple(map(words_in, typed.texts)), Turn.BACK
    return tuple(map(words_in, typed)), Turn.ON
