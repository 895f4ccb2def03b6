"""The real program, killed without a word while somebody answers: what was acknowledged is kept.

An answer is acknowledged when the next card is painted. The long form is
`pytest -m long tests/store/test_real_kills.py`.
"""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from fitcheck.questions.answers import NONE_OF_THESE, Reply
from fitcheck.questions.flow import Plan, Walk, asked
from fitcheck.questions.model import Bank
from fitcheck.store.folder import Folder
from fitcheck.store.inspection import inspect
from fitcheck.store.records import Draft
from fitcheck.store.store import Store
from fitcheck.vocabulary import Gap, Kind, Meeting, Stage

from .made import PASSPHRASE
from .program import Killed, Program
from .test_vault import lock_cheaply

pytestmark = pytest.mark.pty

PLAN = Plan(stage=Stage.ESTABLISHED, meeting=Meeting.VIDEO)
COMMAND = ("assess", "--stage", PLAN.stage, "--meeting", Meeting.VIDEO)
GAPS = {"u": Gap.NOT_SURE, "x": Gap.DOES_NOT_APPLY, "s": Gap.SKIP}
ROUNDS, MANY = 10, 10
"""In the long form: homes of one kind, and kills in each."""
BEHIND = "A few separate questions"
"""What is painted behind the last card."""


class Sitting:
    """One person who answers, is interrupted by a kill, comes back, and answers on."""

    def __init__(
        self, home: Path, bank: Bank, *, plain: bool, locked: bool, most: int, seed: int
    ) -> None:
        """`most`: how many answers there may be between two kills."""
        self.home, self.plain, self.locked, self._most = home, plain, locked, most
        self._bank = bank
        self._random = random.Random(seed)
        self.history = lock_cheaply(home) if locked else Store(Folder(home))
        self.history.begin()
        self._texts = [question.text.encode() for question in bank.questions]
        self.acknowledged = 0
        self.caught = 0
        """Kills between a key and the next card."""

    def live(self) -> None:
        """Start the program, go on, answer until it is killed, and look at what is kept."""
        draft = self._draft()
        walk = self._walk(draft)
        with Program(self.home, *COMMAND, plain=self.plain) as program:
            # A quarter of the kills may come at any time at all, starting and claiming too.
            if self._random.random() < 0.25:
                program.doom = time.monotonic() + self._random.uniform(0.1, 1.5)
            try:
                self._arrive(program, draft)
                walk = self._answer(program, walk)
            except Interrupted as met:
                walk = met.walk
            except Killed:
                pass
        self._look(walk)

    def _draft(self) -> Draft | None:
        drafts = self.history.drafts()
        assert len(drafts) <= 1
        if not drafts:
            return None
        draft = self.history.draft(drafts[0].id)
        if self._walk(draft).card is None:
            self.history.set_aside_draft(draft.id)
            return None
        return draft

    def _walk(self, draft: Draft | None) -> Walk:
        if draft is None:
            return Walk(questions=asked(self._bank, PLAN)).resumed()
        known = {question.id: question for question in draft.bank.questions}
        questions = tuple(known[id] for id in draft.questions)
        return Walk(questions=questions, answers=draft.answers).resumed()

    def _arrive(self, program: Program, draft: Draft | None) -> None:
        if self.locked:
            program.until("Passphrase:" if self.plain else "Your passphrase")
            program.press(PASSPHRASE)
            if not self.plain:
                program.press("\r")
        if draft is not None:
            program.until("You paused a check-in.")
            program.press("\r")
            return
        program.until("own choice")
        program.press("1")
        program.until("Change what is asked")
        program.press("\r")

    def _answer(self, program: Program, walk: Walk) -> Walk:
        """Answer card after card; raises Interrupted with what was acknowledged by then."""
        program.until(self._words(walk))
        left = self._random.randint(1, self._most)
        while walk.card is not None:
            keys, reply = self._pick(walk)
            on = walk
            try:
                self._press(program, keys)
                on = walk.replied(reply)
                if left <= 0 and program.doom is None:
                    # About as long as an answer takes, from the key to the next card.
                    program.doom = time.monotonic() + self._random.uniform(0, 0.012)
                program.until(self._words(on))
            except Killed:
                self.caught += on is not walk
                is_shown = on is not walk and program.painted(self._words(on))
                raise Interrupted(on if is_shown else walk) from None
            walk, left = on, left - 1
            self.acknowledged += 1
        program.kill()
        return walk

    def _press(self, program: Program, keys: Sequence[str]) -> None:
        *ticks, last = keys
        for key in ticks:
            program.press(key)
            # A key that came too early is not taken, and Enter alone says nothing.
            program.until("Ticked." if self.plain else f"{key} [x]")
        program.press(last)

    def _words(self, walk: Walk) -> str:
        card = walk.card
        return self._bank.text_of(card.question.asked, card.part) if card is not None else BEHIND

    def _pick(self, walk: Walk) -> tuple[Sequence[str], Reply]:
        assert walk.card is not None
        asked = walk.card.question.asked
        choices = self._bank.scale_of(asked, walk.card.part).choices
        if asked.kind is Kind.TICKS:
            at = self._random.randrange(len(choices) + 1)
            if at == 0:
                return ("0", "\r"), Reply(choice=NONE_OF_THESE)
            return (str(at), "\r"), Reply(ticked=(choices[at - 1].id,))
        keys: dict[str, Reply] = {key: Reply(gap=gap) for key, gap in GAPS.items()}
        keys |= {str(at): Reply(choice=one.id) for at, one in enumerate(choices, start=1)}
        return self._random.choice(list(keys.items()))

    def _look(self, walk: Walk) -> None:
        """All that was acknowledged is in the draft, and at most one answer more."""
        wanted = {card: reply.id for card, reply in walk.answers.replies.items()}
        drafts = self.history.drafts()
        assert len(drafts) == 1 if wanted else len(drafts) <= 1
        kept = {}
        if drafts:
            replies = self.history.draft(drafts[0].id).answers.replies
            kept = {card: reply.id for card, reply in replies.items()}
        other = {card: (id, kept.get(card)) for card, id in wanted.items() if kept.get(card) != id}
        assert other == {}
        assert len(kept) <= len(wanted) + 1
        health = inspect(self.history)
        assert (health.bad, health.open, health.plain) == ((), (), ())
        if self.locked:
            self._look_for_words()

    def _look_for_words(self) -> None:
        for folder in (self.home, self.home.with_name(f"{self.home.name}-tmp")):
            for path in folder.rglob("*"):
                if path.is_file():
                    data = path.read_bytes()
                    assert b"replies" not in data, path
                    assert not any(text in data for text in self._texts), path


class Interrupted(Exception):
    """The kill came while cards were answered; carries what was acknowledged."""

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk


Record = Callable[[str, object], None]


@pytest.mark.parametrize(
    ("plain", "locked", "kills"),
    [
        pytest.param(True, False, 3, id="plain, not locked"),
        pytest.param(False, True, 2, id="drawn, locked"),
    ],
)
def test_killed_while_answering(
    tmp_path: Path, bank: Bank, plain: bool, locked: bool, kills: int
) -> None:
    """After each kill every acknowledged answer is in the draft, and the next start goes on."""
    sitting = Sitting(tmp_path / "home", bank, plain=plain, locked=locked, most=2, seed=kills)
    for _ in range(kills):
        sitting.live()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(ROUNDS))
@pytest.mark.parametrize("locked", [False, True], ids=["not locked", "locked"])
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "drawn"])
def test_killed_often_while_answering(
    tmp_path: Path, bank: Bank, record_property: Record, plain: bool, locked: bool, seed: int
) -> None:
    """So it is however often that happens."""
    sitting = Sitting(tmp_path / "home", bank, plain=plain, locked=locked, most=8, seed=seed)
    for _ in range(MANY):
        sitting.live()
    record_property("acknowledged", sitting.acknowledged)
    record_property("caught", sitting.caught)
    assert sitting.acknowledged >= MANY


def test_two_programs_at_once(tmp_path: Path, bank: Bank) -> None:
    """A second program takes a check-in over while the first still runs: both are kept."""
    home = tmp_path / "home"
    store = Store(Folder(home))
    store.begin()
    first_text, second_text, third_text = (one.text for one in asked(bank, PLAN)[:3])
    with Program(home, *COMMAND, plain=True) as one:
        one.until("own choice")
        one.press("1")
        one.until("Change what is asked")
        one.press("\r")
        one.until(first_text)
        one.press("4")
        one.until(second_text)
        with Program(home, *COMMAND, plain=True) as other:
            other.until("You paused a check-in.")
            other.press("\r")
            other.until(second_text)
            other.press("2")
            other.until(third_text)
            one.press("5")
            one.until(third_text)
            for program in (one, other):
                program.press("q")
                assert program.end() == 130
    second = asked(bank, PLAN)[1].id
    kept = [store.draft(entry.id).answers.reply(second) for entry in store.drafts()]
    assert sorted(reply.id for reply in kept if reply) == ["almost-always", "rarely"]
