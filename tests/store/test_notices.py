"""What is told beside the questions, in a real terminal: on the screen, and never through it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fitcheck.questions.flow import Plan, asked, slice_of
from fitcheck.questions.model import Bank
from fitcheck.store.folder import Folder
from fitcheck.store.records import Draft
from fitcheck.store.store import Store
from fitcheck.vocabulary import Meeting, Stage

from .made import START, check_in
from .program import LEAVE_SCREEN, ROOT, Program

pytestmark = pytest.mark.pty

PLAN = Plan(stage=Stage.ESTABLISHED, meeting=Meeting.VIDEO)
COMMAND = ("assess", "--stage", PLAN.stage, "--meeting", Meeting.VIDEO)
FACES = pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])

HOLD = """
import sys
from pathlib import Path
from fitcheck.store.files import Files
with Files().hold(Path(sys.argv[1]), alone=True):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_by_another(home: Path) -> Iterator[None]:
    """Another program works alone in the home, as locking does, until this ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.communicate()


@pytest.fixture
def store(tmp_path: Path, bank: Bank) -> Store:
    """A check-in is under way, at its first card."""
    questions = asked(bank, PLAN)
    store = Store(Folder(tmp_path / "home"))
    store.begin()
    store.write_draft(
        Draft(
            id="d2raft",
            started=START,
            plan=PLAN,
            bank=slice_of(bank, questions),
            questions=tuple(question.id for question in questions),
            at=questions[0].id,
        )
    )
    return store


@FACES
def test_an_answer_waits_for_a_held_folder(store: Store, bank: Bank, plain: bool) -> None:
    """After a second there is a line, and the answer is kept when the folder comes free."""
    first, second = (question.text for question in asked(bank, PLAN)[:2])
    with Program(store.home, *COMMAND, plain=plain) as program:
        program.until("You paused a check-in.")
        program.press("\r")
        program.until(first)
        with held_by_another(store.home):
            program.press("4")
            program.until("Another program is busy with your answers.")
            assert second not in program.told
        program.until(second)
        (entry,) = store.drafts()
        reply = store.draft(entry.id).answers.reply(asked(bank, PLAN)[0].id)
        assert reply is not None
        assert reply.id == "often"


@FACES
def test_an_uncertain_record_is_told_before_it_is_looked_at(store: Store, plain: bool) -> None:
    """A check-in that is not as it was written is named, where last time's answers are shown."""
    path = store.save(check_in())
    path.write_bytes(path.read_bytes().replace(b"a week", b"a year"))
    with Program(store.home, *COMMAND, plain=plain) as program:
        program.until("was changed since it was written")
        assert LEAVE_SCREEN not in program.raw
        if not plain:
            program.press("\r")
        program.until("You paused a check-in.")


@FACES
def test_an_uncertain_draft_is_told_before_it_goes_on(store: Store, plain: bool) -> None:
    """Where a draft is not as it was written, that stands on the screen, and is not wiped."""
    (entry,) = store.drafts()
    data = entry.path.read_bytes()
    entry.path.write_bytes(data.replace(b'"own_choice":true', b'"own_choice":false'))
    with Program(store.home, *COMMAND, plain=plain) as program:
        program.until("You paused a check-in.")
        program.press("\r")
        program.until("What it says may not be what you said.")
        assert LEAVE_SCREEN not in program.raw
        if not plain:
            program.press("\r")
        program.until("1 of ")
