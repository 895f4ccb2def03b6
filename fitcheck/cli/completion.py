"""What a shell offers on Tab: questionnaires, subjects, check-ins, and never a label.

Whatever cannot be read is not offered; a shell is told nothing else.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fitcheck.errors import FitcheckError

if TYPE_CHECKING:
    from fitcheck.questions.model import Bank

SHELLS = Path(__file__).parent / "shells"

Offers = list[tuple[str, str]]
"""Words, each with what some shells tell beside it."""


def script(shell: str) -> str:
    """What makes a shell offer them."""
    return (SHELLS / shell).read_text(encoding="utf-8")


def prepare() -> None:
    """Let Typer answer the shells that it knows, without its options that change their files."""
    from typer._completion_classes import completion_init

    completion_init()


def offer_check_ins(call: typer.Context) -> Offers:
    """The check-ins by their ids, and the two that have a name."""
    return [("latest", ""), ("previous", ""), *_kept(call, "check-in")]


def offer_jots(call: typer.Context) -> Offers:
    """The thoughts by their ids."""
    return _kept(call, "jot")


def _kept(call: typer.Context, kind: str) -> Offers:
    """What is kept of a kind, the newest first, each with its day."""
    from fitcheck.cli.context import Context
    from fitcheck.texts import local_day, say_day

    with suppress(FitcheckError, OSError, RuntimeError):
        listed = reversed(Context(env=call.obj).store.listing(kind))
        return [(one.id, say_day(local_day(one.at))) for one in listed]
    return []


def offer_questionnaires(call: typer.Context) -> Offers:
    """The questionnaires by their ids, those of a person's own file too."""
    return [(one.id, one.title) for one in _bank(call).questionnaires]


def offer_questions(call: typer.Context) -> Offers:
    """The questions by their ids, those of a person's own file too."""
    return [(one.id, one.text) for one in _bank(call).questions]


def _bank(call: typer.Context) -> "Bank":
    from fitcheck.content import bank

    with suppress(FitcheckError, OSError):
        return bank(call.params.get("checklist"))
    return bank()


def offer_subjects() -> Offers:
    """What there is to read."""
    from fitcheck.content import reading

    return [*((one.id, one.title) for one in reading().pages), ("help", "")]


def offer_places(call: typer.Context) -> Offers:
    """Behind `learn help` the countries, behind `learn say` what can be said."""
    from fitcheck.content import bank, reading
    from fitcheck.views.reading import titles_to_say

    match call.params.get("subject"):
        case "help":
            return _countries()
        case "say":
            return list(titles_to_say(reading(), bank()).items())
    return []


def offer_help(call: typer.Context) -> Offers:
    """The commands, and the countries."""
    commands = getattr(call.find_root().command, "commands", {})
    return [*((name, one.get_short_help_str()) for name, one in commands.items()), *_countries()]


def _countries() -> Offers:
    from fitcheck.content import reading

    return [(one.id, one.name) for one in reading().help]
