"""Made-up check-ins as they are kept, and what is shown of them, as text."""

import io
from collections.abc import Mapping
from datetime import timedelta

from fitcheck.document import Blocks
from fitcheck.questions.answers import Responses
from fitcheck.questions.flow import Plan
from fitcheck.questions.model import Bank
from fitcheck.store.folder import Folder
from fitcheck.store.records import CheckIn, Record
from fitcheck.store.store import Store
from fitcheck.terminal.output import drawn_on
from fitcheck.vocabulary import Form, Stage
from tests.questions import builders
from tests.world import START, World

WELL = dict.fromkeys("abcdef", "often")

TWO_POINTS = builders.bank(
    builders.theme("ease", *map(builders.good, "abc")),
    builders.theme("say", *map(builders.good, "def"), point=2),
)
"""Point 1 has a, b and c; point 2 has d, e and f; nobody asks about the others."""


def responses(given: Mapping[str, str] | None = None, bank: Bank = TWO_POINTS) -> Responses:
    """What was said; whatever is not given is well."""
    return builders.check_in(bank, {**WELL, **(given or {})})


def check_in(
    id: str,
    said: Responses | None = None,
    *,
    days: int = 0,
    therapist: str = "Sam",
    form: Form = Form.FULL,
    stage: Stage = Stage.ESTABLISHED,
) -> CheckIn:
    """A check-in that was finished so many days after the start of the world."""
    at = START + timedelta(days=days)
    return CheckIn(
        id=id,
        form=form,
        stage=stage,
        started=at - timedelta(minutes=9),
        finished=at,
        responses=said or responses(),
        therapist=therapist,
        plan=Plan(stage=stage, form=form),
    )


def keep(world: World, *records: Record) -> None:
    """Put records into the home of a world."""
    store = Store(Folder(world.home))
    store.begin()
    store.add(records)


def drawn(blocks: Blocks, width: int = 80) -> str:
    """Blocks as a terminal of that width shows them."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    drawn_on(console, blocks, marks=True)
    assert isinstance(console.file, io.StringIO)
    lines = [line.rstrip() for line in console.file.getvalue().splitlines()]
    return "\n".join(lines) + "\n"
