"""What stands out, on one screen where the face has room; only *wrong key* changes an answer."""

from collections.abc import Callable
from typing import Protocol, TypeVar

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.steps import Turn
from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.questions.answers import Responses
from fitcheck.questions.score import judge
from fitcheck.terminal.keys import hint
from fitcheck.terminal.prompts import Action, Menu, Option, Prompter
from fitcheck.texts import say, say_of
from fitcheck.views.stand_outs import StandOut, stand_outs, ticked_lines
from fitcheck.views.summary import all_answers
from fitcheck.views.wording import reason


class Answered(Protocol):
    """What has answers: a check-in under way, or one that is finished."""

    @property
    def responses(self) -> Responses:
        """Its answers."""


Held = TypeVar("Held", bound=Answered)
"""What is looked through."""


class Screen(msgspec.Struct, frozen=True):
    """One page of what stands out."""

    found: tuple[StandOut, ...]
    """All of it."""
    ticked: tuple[str, ...]
    size: int
    """How many are shown at once."""
    at: int
    left_out: frozenset[str]
    """What is left out of the note this time."""
    for_note: bool
    """Whether there is a note to leave it out of."""
    held_back: bool
    """Whether no more than the answers is told: after a tier A sign none is something to raise."""

    @property
    def shown(self) -> tuple[StandOut, ...]:
        """What is on this page."""
        return self.found[self.at * self.size : (self.at + 1) * self.size]

    @property
    def place(self) -> str:
        """How many there are, and which of them are on this page."""
        count = len(self.found)
        if count == len(self.shown):
            return say("count.answers", count=count)
        first = self.at * self.size
        return say("review.page", first=first + 1, last=first + len(self.shown), count=count)

    @property
    def is_last(self) -> bool:
        """Whether no page follows."""
        return (self.at + 1) * self.size >= len(self.found)


def look_through(
    prompter: Prompter,
    held: Held,
    ask_again: Callable[[Held, str], Held],
    left_out: frozenset[str] | None = None,
    *,
    from_end: bool = False,
    held_back: bool = False,
) -> tuple[Held, frozenset[str], Turn]:
    """Show what stands out by pages; it with what was mended, and what is left out of the note.

    `left_out` is what she left out before; None: there is no note to leave it out of.
    `from_end`: she comes back, to the last page.
    """
    out: frozenset[str] = left_out or frozenset()
    at = len(stand_outs(held.responses)) if from_end else 0
    while at >= 0 and (found := stand_outs(said := held.responses)):
        size = prompter.at_once or len(found)
        at = min(at, (len(found) - 1) // size)
        screen = Screen(found, ticked_lines(said), size, at, out, left_out is not None, held_back)
        match picked := prompter.select(_menu(screen)):
            case Action():
                at -= 1
            case "all":
                prompter.page(say("review.all.title"), all_answers(said))
            case "right" if screen.is_last:
                break
            case "right":
                at += 1
            case _:
                one = next(one for one in screen.shown if one.question == picked)
                way = prompter.select(_one(said, one, screen))
                if way == "wrong-key":
                    held = ask_again(held, one.question)
                elif way == "not-now":
                    out ^= {one.question}
    still = {one.question for one in stand_outs(held.responses)}
    return held, out & still, Turn.BACK if at < 0 else Turn.ON


def _menu(screen: Screen) -> Menu:
    numbers = {one.question: str(at) for at, one in enumerate(screen.shown, start=1)}
    last = f"1-{len(numbers)}" if len(numbers) > 1 else "1"
    return Menu(
        title="",
        heading=say("review.title"),
        aside=screen.place,
        body=_body(screen, numbers),
        options=(
            *(
                Option(one.question, one.block.statement, numbers[one.question], shown=False)
                for one in screen.shown
            ),
            Option("right", say("review.all-right"), "y", shown=False),
            Option("all", say("review.all.option"), "o", shown=False),
        ),
        default="right",
        back=True,
        name="stands-out",
        silent="right",
        foot=say("safe.key"),
        keys=(
            hint("review.keys.open", numbers=last),
            hint("review.keys.right" if screen.is_last else "review.keys.more"),
            hint("review.keys.all"),
        ),
    )


def _body(screen: Screen, numbers: dict[str, str]) -> Blocks:
    """The lines of a page, below what they are and above what was ticked."""
    lead: list[Paragraph] = []
    if not screen.at and not screen.held_back:
        lead.append(Paragraph(say("review.lead", count=len(screen.found))))
        if alone := sum(one.alone for one in screen.found):
            lead.append(Paragraph(say("review.alone", count=alone)))
    ticked: Blocks = ()
    if screen.ticked and screen.is_last:
        ticked = (Paragraph(say("review.ticked")), *map(Bullet, screen.ticked))
    listed = (
        changed(
            one.block,
            number=numbers[one.question],
            reason=say("review.left-out") if one.question in screen.left_out else "",
        )
        for one in screen.shown
    )
    how = say_of("review.how", "mend-or-leave-out" if screen.for_note else "mend")
    return (*lead, *listed, *ticked, Paragraph(how, quiet=True))


def _one(responses: Responses, one: StandOut, screen: Screen) -> Menu:
    """One answer that stands out, with why it weighs, and what can be done with it."""
    item = responses.item(one.question)
    finding = judge(item, responses) if item is not None and not screen.held_back else None
    why = reason(finding) if finding is not None else ""
    is_out = one.question in screen.left_out
    leave = Option("not-now", say("review.put-back" if is_out else "review.not-now"))
    return Menu(
        title=say("review.one"),
        heading=say("review.title"),
        body=(one.block, *((Paragraph(why),) if why else ())),
        options=(
            Option("right", say("review.right")),
            Option("wrong-key", say("review.wrong-key")),
            *((leave,) if screen.for_note else ()),
        ),
        name=f"stands-out.{one.question}",
        silent="right",
        back=True,
    )
