"""A check-in that is under way, and its walk from card to card.

The same for every prompter. What comes before the first card is in `arrival`, what
comes behind the last one in `closing`, and the note in `note`.
"""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.interview import resume_note, walk_through
from fitcheck.env import Env
from fitcheck.questions.answers import Responses
from fitcheck.questions.clean import clean
from fitcheck.questions.flow import Walk, gather_responses
from fitcheck.questions.model import Bank, Question
from fitcheck.questions.reading import Reading
from fitcheck.store.records import CheckIn, Draft
from fitcheck.store.store import Store
from fitcheck.terminal.prompts import Prompter


class Begun(msgspec.Struct, frozen=True):
    """A sitting that is under way."""

    env: Env
    prompter: Prompter
    bank: Bank
    """Today's bank: for its sayings and the separate questions."""
    reading: Callable[[], Reading]
    draft: Draft
    store: Store | None
    """None: nothing is kept."""
    earlier: tuple[CheckIn, ...] = ()
    """The check-ins so far, oldest first."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of this check-in, with the wording it was begun with."""
        known = {question.id: question for question in self.draft.bank.questions}
        return tuple(known[id] for id in self.draft.questions)

    @property
    def responses(self) -> Responses:
        """What was asked and said so far."""
        return gather_responses(
            self.draft.bank, self.draft.plan, self.questions, self.draft.answers
        )

    def kept(self, draft: Draft) -> "Begun":
        """The sitting with this draft, which is on disk when this returns."""
        if self.store is not None:
            self.store.write_draft(draft)
        return changed(self, draft=draft)


def walked(begun: Begun) -> Begun:
    """The sitting behind its last card; every answer is on disk before the next card.

    Raises Paused, by which time all that was acknowledged is kept.
    """
    held = begun

    def keep(walk: Walk, typed: str) -> None:
        nonlocal held
        held = held.kept(changed(held.draft, answers=walk.answers, at=walk.at, typed=clean(typed)))

    draft = begun.draft
    walk = Walk(questions=begun.questions, answers=draft.answers, at=draft.at)
    walk = resume_note(begun.prompter, walk, draft.typed, keep)
    walk_through(begun.prompter, draft.bank, walk, now=begun.env.now, keep=keep)
    return held
