"""Going on with a check-in that was paused."""

from datetime import date

from msgspec.structs import replace as changed

from fitcheck.document import Paragraph
from fitcheck.errors import FitcheckError, WentBack
from fitcheck.questions.model import Value
from fitcheck.store.records import Draft
from fitcheck.store.store import Store
from fitcheck.terminal.prompts import Action, Menu, Option, Prompter
from fitcheck.texts import local_day, say, say_day


class PausedAt(Value, frozen=True):
    """The check-in that was paused last, as far as it can be told."""

    id: str
    day: date
    place: int | None = None
    """The number of its open question; None: it is locked, or none is open."""
    of: int = 0
    is_through: bool = False
    """Whether its last card is behind: what follows, the separate answers, is in no draft."""

    def tell(self, with_place: str, without: str) -> str:
        """Its day, and its place where that is known, in the text of one of two keys."""
        key = without if self.place is None else with_place
        return say(key, day=say_day(self.day), place=self.place, of=self.of)


def find_paused(store: Store) -> PausedAt | None:
    """The check-in that was paused last."""
    drafts = store.drafts()
    if not drafts:
        return None
    latest = drafts[-1]
    known_by_name = PausedAt(id=latest.id, day=local_day(latest.at))
    if latest.sealed and store.key is None:
        return known_by_name
    try:
        draft = store.draft(latest.id)
    except (FitcheckError, OSError):
        # Going on with it says what is the matter.
        return known_by_name
    walk = draft.walk
    if walk.card is None:
        return changed(known_by_name, is_through=not draft.at)
    place, of = walk.place
    return changed(known_by_name, place=place, of=of)


def go_on(prompter: Prompter, store: Store, *, asks: bool, back: bool) -> Draft | None:
    """The draft to go on with, asked for where it is not clear; None: begin a new one.

    Raises WentBack where the person goes back from that question.
    """
    paused = find_paused(store)
    if paused is None or (asks and not _wants_to(prompter, paused, back=back)):
        return None
    return store.claim_draft(paused.id)


def set_paused_aside(store: Store) -> None:
    """Put what was paused out of the way of a check-in that begins now."""
    if (paused := find_paused(store)) is not None:
        store.set_aside_draft(paused.id)


def _wants_to(prompter: Prompter, paused: PausedAt, *, back: bool) -> bool:
    menu = Menu(
        title=say("assess.paused.title"),
        body=(Paragraph(paused.tell("assess.paused.place", "assess.paused.day")),),
        options=(
            Option("go-on", say("assess.paused.go-on")),
            Option("fresh", say("assess.paused.fresh")),
        ),
        default="go-on",
        back=back,
        name="resume",
    )
    picked = prompter.select(menu)
    if isinstance(picked, Action):
        raise WentBack
    return picked == "go-on"
