"""How every flow goes: on, back, to the same screen, along, away, or to a pause that keeps all."""

from collections.abc import Callable

import pytest

from fitcheck.checkin.steps import Step, Turn, choose, fill_in, go_through, tick, type_in
from fitcheck.errors import Paused
from fitcheck.terminal.prompts import Action, Field, Form, Menu, Option, Ticks, Unfinished
from tests.checkin.noted import Hands

Said = tuple[str, ...]
NOTHING: Said = ()
BEGUN: Said = ("a",)
MENU = Menu(title="Which?", options=(Option("a", "A"),), back=True, name="which")
LINES = Ticks(title="Which?", options=MENU.options, ticked=frozenset("a"), name="lines")
NAME = Field(title="Who?", name="who")
STORY = Form(fields=(Field(title="What?"), Field(title="And then?")), name="story")


def goes(name: str, *turns: Turn) -> Step[Said]:
    """A step that says its name, and goes these ways, one each time it is taken."""
    ways = iter(turns)

    def step(said: Said) -> tuple[Said, Turn]:
        return (*said, name), next(ways)

    return step


def always(*steps: Step[Said]) -> Callable[[Said], tuple[Step[Said], ...]]:
    """These steps, whatever was said."""
    return lambda _: steps


def test_on_and_back() -> None:
    """Back leads to the step before, which is taken anew; behind the last one it is over."""
    steps = always(goes("a", Turn.ON, Turn.ON), goes("b", Turn.BACK, Turn.ON))
    assert go_through(NOTHING, steps) == (("a", "b", "a", "b"), Turn.ON)


def test_back_before_the_first() -> None:
    """Whoever goes back from the first step is told so, with what was said."""
    assert go_through(NOTHING, always(goes("a", Turn.BACK))) == (("a",), Turn.BACK)


def test_again_is_the_same_screen() -> None:
    """A step that was changed is shown as it is then."""
    steps = always(goes("a", Turn.AGAIN, Turn.AGAIN, Turn.ON))
    assert go_through(NOTHING, steps) == (("a", "a", "a"), Turn.ON)


def test_a_step_that_asks_nothing_turns_nobody_round() -> None:
    """It is passed on the way on which one came: going back leads past it, too."""
    steps = always(
        goes("a", Turn.ON, Turn.ON),
        goes("-", Turn.ALONG, Turn.ALONG, Turn.ALONG),
        goes("b", Turn.BACK, Turn.ON),
    )
    assert go_through(NOTHING, steps) == (("a", "-", "b", "-", "a", "-", "b"), Turn.ON)


def test_away_ends_it_at_once() -> None:
    """What would follow is not asked."""
    steps = always(goes("a", Turn.AWAY), goes("b", Turn.ON))
    assert go_through(NOTHING, steps) == (("a",), Turn.AWAY)


def test_a_pause_gives_all_that_was_said() -> None:
    """Also where a screen raises it, on which nothing was typed."""

    def pauses(_: Said) -> tuple[Said, Turn]:
        raise Paused

    assert go_through(NOTHING, always(goes("a", Turn.ON), pauses)) == (("a",), Turn.PAUSE)
    assert go_through(NOTHING, always(goes("a", Turn.PAUSE))) == (("a",), Turn.PAUSE)


def test_what_is_asked_follows_from_what_was_said() -> None:
    """A step can open another one, and whoever comes back begins where they were."""

    def steps(said: Said) -> tuple[Step[Said], ...]:
        opened = goes("more", Turn.ON)
        return (goes("a", Turn.ON), *((opened,) if "a" in said else ()))

    assert go_through(NOTHING, steps) == (("a", "more"), Turn.ON)
    assert go_through(BEGUN, steps, at=1) == (("a", "more"), Turn.ON)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (" Sam\x07 ", ("Sam", Turn.ON)),
        (Unfinished(Action.BACK, texts=("Sa",)), ("Sa", Turn.BACK)),
        (Paused("S "), ("S", Turn.PAUSE)),
    ],
)
def test_what_was_typed_is_given_wherever_one_goes(act: object, given: tuple[str, Turn]) -> None:
    """Cleaned, and also where the person goes back or pauses."""
    assert type_in(Hands(who=[act]), NAME) == given


@pytest.mark.parametrize(
    ("act", "turn"),
    [
        (("One ", "two"), Turn.ON),
        (Unfinished(Action.BACK, texts=("One ", "two")), Turn.BACK),
        (Paused("two", ("One ", "two")), Turn.PAUSE),
    ],
)
def test_every_field_of_a_form_is_given(act: object, turn: Turn) -> None:
    """The same with several fields on one screen."""
    assert fill_in(Hands(story=[act]), STORY) == (("One", "two"), turn)


@pytest.mark.parametrize(
    ("acts", "turn"),
    [
        ([frozenset("b")], Turn.ON),
        ([Unfinished(Action.BACK, ticked=frozenset("b"))], Turn.BACK),
        ([Paused(ticked=frozenset("b"))], Turn.PAUSE),
        ([Unfinished(Action.WHY, ticked=frozenset("b")), Paused()], Turn.PAUSE),
    ],
)
def test_what_was_ticked_is_given_wherever_one_goes(acts: list[object], turn: Turn) -> None:
    """Also where the person goes back or pauses, and behind what `?` told."""
    assert tick(Hands(lines=acts), LINES) == (frozenset("b"), turn)


def test_a_pause_while_a_line_is_explained_keeps_what_was_ticked() -> None:
    """What `?` opens stands above the lines, and a pause there is a pause at them."""

    def tell(_: str) -> None:
        raise Paused

    why = Unfinished(Action.WHY, ticked=frozenset("b"), line="a")
    assert tick(Hands(lines=[why]), LINES, tell) == (frozenset("b"), Turn.PAUSE)


def test_a_choice_means_something_and_going_back_nothing() -> None:
    """What was said before stays as it was where the person goes back."""
    for act, given in (("a", ("a!", Turn.ON)), (Action.BACK, ("", Turn.BACK))):
        assert choose(Hands(which=[act]), MENU, "", lambda picked: f"{picked}!") == given
