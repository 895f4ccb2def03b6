"""Keeping what a person said, and asking what to do where that cannot be done at this moment."""

from collections.abc import Callable
from typing import TypeVar

from fitcheck.document import Paragraph
from fitcheck.errors import FitcheckError, Paused
from fitcheck.store.files import explain
from fitcheck.terminal.prompts import Menu, Option, Prompter
from fitcheck.texts import say, say_error

What = TypeVar("What")
Done = TypeVar("Done")

AGAIN, LEAVE = "again", "leave"


def keep_or_ask(prompter: Prompter, keep: Callable[[What], Done], what: What) -> Done:
    """Keep something; where that fails, say why and offer to try again with all that was said.

    Raises what went wrong where the person leaves instead.
    """
    while True:
        try:
            return keep(what)
        except (FitcheckError, OSError) as error:
            if not _wants_again(prompter, error):
                raise


def _wants_again(prompter: Prompter, error: FitcheckError | OSError) -> bool:
    said = say_error(explain(error) if isinstance(error, OSError) else error)
    menu = Menu(
        title=say("keeping.title"),
        body=(Paragraph(said), Paragraph(say("keeping.still-here"))),
        options=(Option(AGAIN, say("keeping.again")), Option(LEAVE, say("keeping.leave"))),
        name="keep-again",
        silent=LEAVE,
    )
    try:
        return prompter.select(menu) == AGAIN
    except Paused:
        return False
