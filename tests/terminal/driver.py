"""A small sitting for tests in a terminal: `python -m tests.terminal.driver FACE SCENE...`."""

import sys
import time
from collections.abc import Callable
from typing import Any

from fitcheck.document import Blocks, Bullet, Heading, Paragraph, StatusLine, Table, Verbatim
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.plain import PlainPrompter
from fitcheck.terminal.prompts import CardView, Field, Menu, Option, Prompter, Ticks
from fitcheck.terminal.screen import ScreenPrompter
from fitcheck.vocabulary import Status

CHOICES = tuple(
    Option(id, id.replace("-", " "))
    for id in ("almost-never", "rarely", "sometimes", "often", "almost-always")
)
GAPS = (
    Option("not-sure", "not sure", "u"),
    Option("does-not-apply", "does not apply", "x"),
    Option("skip", "skip", "s"),
)
STATEMENTS = (
    "I can tell my therapist what I really think, even when it is hard to say.",
    "We agree on what we are working towards.",
    "My therapist hears me when I say that something does not help.",
)
MENU = Menu(
    title="Welcome back. What would you like?",
    options=(
        Option("go-on", "Go on where you stopped"),
        Option("start", "Start a check-in"),
        Option("read", "Read"),
        Option("all", "Show all my answers", "o"),
    ),
    body=(Paragraph("One check-in is under way, begun on 3 May."),),
    default="go-on",
)
LONG_MENU = Menu(
    title="All answers",
    options=tuple(Option(f"q{n}", f"{STATEMENTS[n % 3]} Often.") for n in range(1, 41)),
    back=True,
)
TICKS = Ticks(
    title="What may stand in the note?",
    options=tuple(Option(f"t{n}", text) for n, text in enumerate(STATEMENTS, 1)),
    ticked=frozenset({"t1"}),
    body=(Paragraph("Nothing else will."),),
    most=2,
)
WORDS = (Paragraph("In your own words."),)
DRAFT = (Paragraph("It holds 12 answers."),)
PAGE: Blocks = (
    StatusLine(Status.IN_PLACE, "This relationship can carry the work.", "1 of 3 parts asked"),
    StatusLine(Status.WORTH_RAISING, "It fits me, and I can be myself, in my own good time, too."),
    StatusLine(Status.CANT_SAY_YET, "Close enough, and free enough."),
    StatusLine(Status.WORTH_A_LOOK, "We check how it is going, mend and adjust."),
    StatusLine(Status.NOT_ASKED, "We work as partners, and I have a say."),
    StatusLine(None, "Shown for its answers alone."),
    Heading("What stands out"),
    Paragraph("Every answer that stands out is shown by name, under its point. " * 3),
    Bullet("It is easy to say no here: rarely."),
    Bullet("A second line, long enough to wrap at forty columns, hangs under its first."),
    Table(
        head=("question", "May", "June"),
        rows=(("I have a say", "rarely", "often"), ("We agree", "often", "often")),
        told=(),
    ),
    Verbatim("# A note\n\n  two blanks stay"),
    Paragraph("The last line of all.", quiet=True),
)


def card(place: int = 1, **changes: Any) -> CardView:
    """A card of a made-up bank."""
    text = STATEMENTS[(place - 1) % len(STATEMENTS)]
    told = {"heading": "At ease with them", "text": text, "window": "Lately"} | changes
    return CardView(
        id=f"card-{place}",
        place=place,
        of=33,
        scale="how-often",
        choices=CHOICES,
        gaps=GAPS,
        **told,
    )


def read(prompter: Prompter) -> None:
    """Show the page."""
    prompter.page("Where you stand", PAGE)


def crash() -> None:
    """A bug."""
    raise RuntimeError("a bug")


SCENES: dict[str, Callable[[Prompter, str], object]] = {
    "cards": lambda prompter, told: [
        prompter.card(card(place)) for place in range(1, int(told) + 1)
    ],
    "given": lambda prompter, told: prompter.card(card(2, given=told)),
    "long": lambda prompter, _: prompter.card(card(text="A very long statement of words. " * 40)),
    "menu": lambda prompter, _: prompter.select(MENU),
    "list": lambda prompter, _: prompter.select(LONG_MENU),
    "tick": lambda prompter, _: prompter.multiselect(TICKS),
    "write": lambda prompter, told: prompter.text(Field("What happened?", told, WORDS)),
    "secret": lambda prompter, _: prompter.text(Field("Your passphrase", secret=True)),
    "moment": lambda prompter, told: prompter.wait(told),
    "agree": lambda prompter, _: prompter.confirm("Set the draft aside?", DRAFT),
    "page": lambda prompter, _: read(prompter),
    "wait": lambda _, told: time.sleep(float(told)),
    "crash": lambda _, __: crash(),
}


def play(prompter: Prompter, scene: str) -> object:
    """One scene by its name, with an argument after a colon."""
    name, _, told = scene.partition(":")
    return SCENES[name](prompter, told)


def main() -> int:
    """Play the scenes named, and print what was said."""
    try:
        face, *scenes = sys.argv[1:]
        with (
            PlainPrompter(Env.of_process())
            if face == "plain"
            else ScreenPrompter(Env.of_process()) as prompter
        ):
            said = [play(prompter, scene) for scene in scenes]
    except Paused as pause:
        sys.stdout.write(f"PAUSED {pause.typed!r}\n")
        return 130
    sys.stdout.write(f"SAID {said!r}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
