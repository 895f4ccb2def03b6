"""Back is a move, one step backwards: it never goes forward, and never in a circle."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from fitcheck.cli.assess import assess
from fitcheck.cli.options import AssessOptions
from fitcheck.content import bank
from fitcheck.document import Blocks
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Form,
    Menu,
    Prompter,
    Ticks,
    Unfinished,
)
from tests.stories.people import Person
from tests.stories.play import StoryContext
from tests.stories.test_more_people import line_with
from tests.world import World

MOST_SCREENS = 150
"""More than any way has."""


class RestsError(Exception):
    """Back came to a screen that has no way back."""


class TurnsBack(Prompter):
    """Answers as a person does up to a screen, and from there on only goes back."""

    at_once = 9

    def __init__(self, person: Person, *, at: int) -> None:
        self._kinds = {question.id: str(question.kind) for question in bank().questions}
        self._person = person
        self._turns_at = at
        self.seen: list[str] = []
        """Every screen, in order."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def _goes_back(self, name: str, *, can: bool = True) -> bool:
        self.seen.append(name)
        assert len(self.seen) < MOST_SCREENS, f"for ever: {self.seen[-9:]}"
        if len(self.seen) <= self._turns_at:
            return False
        if not can:
            raise RestsError(name)
        return True

    def card(self, card: CardView) -> str | Action:
        """Answer it."""
        if self._goes_back(card.id):
            return Action.BACK
        return self._person.answer(card, self._kinds.get(card.id, ""))

    def select(self, menu: Menu) -> str | Action:
        """Pick from it."""
        back = self._goes_back(menu.name, can=menu.back)
        return Action.BACK if back else self._person.choice(menu)

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Tick lines."""
        if self._goes_back(ticks.name):
            return Unfinished(Action.BACK, ticked=ticks.ticked)
        return self._person.ticks(ticks)

    def text(self, field: Field) -> str | Unfinished:
        """Type."""
        if self._goes_back(field.name):
            return Unfinished(Action.BACK, texts=(field.text,))
        return self._person.text(field)

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Type in each field."""
        texts = tuple(self._person.text(field) for field in form.fields)
        return Unfinished(Action.BACK, texts=texts) if self._goes_back(form.name) else texts

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """Say yes, or go back, which is a no."""
        del question, body
        return not self._goes_back(name)

    def page(self, title: str, body: Blocks) -> Action | None:
        """Read it."""
        del body
        return Action.BACK if self._goes_back(f"page: {title}") else None

    def wait(self, text: str) -> None:
        """Wait."""


def walk(world: World, person: Person, *, turns_at: int = MOST_SCREENS) -> tuple[list[str], str]:
    """The screens of a check-in that is gone back from, and the one where it rests."""
    prompter = TurnsBack(person, at=turns_at)
    context = StoryContext(env=world.env(terminal=True), plain_by_name=True, played=prompter)
    try:
        assess(context, AssessOptions())
    except RestsError as rests:
        return prompter.seen, str(rests)
    return prompter.seen, ""


def makes_a_note() -> Person:
    """Two things stand out, and both go into the note; then a day is put into a calendar."""
    return Person(
        "makes a note",
        cards={"could-stop": "no", "could-disagree": "no"},
        choices={"note-now": "now", "separate": "yes", "next-time": "calendar"},
        ticked={"topics": ("topic.could-stop", "topic.could-disagree"), "keep": ()},
    )


def was_flirted_with() -> Person:
    """Everything opens after a tier A yes, too, and then she is through."""
    gate, line = line_with("closeness")
    return Person(
        "was flirted with",
        cards={"could-stop": "no", gate: "yes", line: "yes"},
        choices={"separate": "yes", "after-separate": "go-on", "after-answers": "done"},
    )


PEOPLE: dict[str, Callable[[], Person]] = {
    "makes a note": makes_a_note,
    "nothing stands out": lambda: Person("nothing stands out"),
    "looking": lambda: Person("looking", stage="looking", choices={"note-now": "now"}),
    "was flirted with": was_flirted_with,
    "it is over": lambda: Person("over", stage="ending", choices={"session-to-come": "no"}),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_back_comes_to_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """From every screen behind the last card, Back shows no screen twice, and rests at a first."""
    monkeypatch.chdir(tmp_path)
    way, _ = walk(World(tmp_path / "way"), PEOPLE[name]())
    behind = next(at for at, screen in enumerate(way) if screen in ("separate", "summary"))
    for turns_at in range(behind, len(way)):
        seen, rest = walk(World(tmp_path / str(turns_at)), PEOPLE[name](), turns_at=turns_at)
        back = [screen for screen, _ in groupby(seen[turns_at:])]
        assert len({*back}) == len(back), f"in a ring from {way[turns_at]}: {back}"
        is_kept = "summary" in way[: turns_at + 1]
        assert rest in (("amend", "after-answers") if is_kept else ("stage", "keeping")), back
