"""What was asked for on the command line."""

from pathlib import Path

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.setup import CheckInOptions
from fitcheck.cli.destination import NOWHERE, Destination
from fitcheck.errors import Words
from fitcheck.questions.did_you_mean import look_up
from fitcheck.questions.model import Bank
from fitcheck.vocabulary import Format


class AssessOptions(msgspec.Struct, frozen=True):
    """A check-in as it was asked for."""

    check_in: CheckInOptions = CheckInOptions()
    answers: Path | None = None
    save: bool | None = None
    fresh: bool = False
    go_on: bool = False
    """Whether the menu already asked to go on with what was paused."""
    from_menu: bool = False
    """Whether the menu lies before the first screen, so that Back leads there."""
    checklist: Path | None = None
    output: Destination[Format] = NOWHERE
    json: bool = False
    private: bool = False


def named(bank: Bank, options: CheckInOptions) -> CheckInOptions:
    """The options with the ids of the questionnaires that were named.

    Those of a person's own file may be named without its name. Raises
    UsageError for a questionnaire that there is not.
    """
    ids = [one.id for one in bank.questionnaires]
    known = {one.removeprefix(f"{bank.name}/"): one for one in ids} | {one: one for one in ids}
    hint = Words("options.questionnaires", {"known": ", ".join(ids)})
    key = "options.no-such-questionnaire"
    return changed(options, only=tuple(look_up(one, known, key, hint) for one in options.only))
