"""What was asked for on the command line."""

from pathlib import Path

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.setup import CheckInOptions
from fitcheck.cli.destination import NOWHERE, Destination
from fitcheck.errors import UsageError
from fitcheck.questions.model import Bank
from fitcheck.questions.near import did_you_mean
from fitcheck.vocabulary import Format


class AssessOptions(msgspec.Struct, frozen=True):
    """A check-in as it was asked for."""

    check_in: CheckInOptions = CheckInOptions()
    answers: Path | None = None
    save: bool | None = None
    fresh: bool = False
    go_on: bool = False
    """Whether the menu already asked to go on with what was paused."""
    checklist: Path | None = None
    output: Destination[Format] = NOWHERE
    json: bool = False
    private: bool = False


def named(bank: Bank, options: CheckInOptions) -> CheckInOptions:
    """The options with the ids of the questionnaires that were named.

    Those of a person's own file may be named without its name. Raises
    UsageError for a questionnaire that there is not.
    """
    known = [one.id for one in bank.questionnaires]
    short = {one.removeprefix(f"{bank.name}/"): one for one in known}
    for name in options.only:
        if name not in known and name not in short:
            raise UsageError(
                "options.no-such-questionnaire",
                did_you_mean(name, known),
                wanted=repr(name),
                known=", ".join(known),
            )
    return changed(options, only=tuple(short.get(name, name) for name in options.only))
