"""Whatever ends the program from outside, at whichever prompt: nothing is held, nothing is lost.

The long form, every signal at every prompt of both faces, is `pytest -m long tests/terminal`.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from fitcheck.content import bank
from fitcheck.questions.answers import Answers, Reply
from fitcheck.questions.flow import Plan, Walk, asked, gather_responses, slice_of
from fitcheck.store.folder import Folder
from fitcheck.store.records import CheckIn, Draft
from fitcheck.store.store import Store
from fitcheck.vocabulary import Gap, Kind, Meeting, Stage
from tests.store.made import START
from tests.store.program import Program
from tests.store.test_vault import lock_cheaply

pytestmark = pytest.mark.pty

PLAN = Plan(stage=Stage.ESTABLISHED, meeting=Meeting.VIDEO)
TYPED = "He said it again, and I"

SIGNALS = [
    name
    for name in (
        *("SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGTERM", "SIGALRM", "SIGXCPU"),
        *("SIGVTALRM", "SIGPROF", "SIGIO", "SIGPWR", "SIGSTKFLT", "SIGRTMIN", "SIGRTMAX"),
    )
    if hasattr(signal, name)
]
"""All that would end a program, can be caught, and is no fault of the program itself."""


@dataclass(frozen=True)
class Prompt:
    """A place where the program waits for somebody."""

    begin: Callable[[Path], None]
    """Makes the home."""
    command: str
    steps: Sequence[tuple[str, str]]
    """What is waited for, and pressed then."""
    shows: str
    typed: Callable[[Store], str] | None = None
    """Where text can be typed: what was kept of it."""


def fresh(home: Path) -> None:
    """Nothing was ever kept, and the first line is behind us."""
    del home


def walked(until: Callable[[Walk], bool]) -> Walk:
    walk = Walk(questions=asked(bank(), PLAN)).resumed()
    while walk.card is not None and not until(walk):
        walk = walk.replied(Reply(gap=Gap.SKIP, at=START))
    return walk


def paused(until: Callable[[Walk], bool]) -> Callable[[Path], None]:
    """A check-in is under way, and at such a card."""

    def begin(home: Path) -> None:
        walk = walked(until)
        store = Store(Folder(home))
        store.begin()
        store.write_draft(
            Draft(
                id="d2raft",
                started=START,
                plan=PLAN,
                bank=slice_of(bank(), walk.questions),
                questions=tuple(one.id for one in walk.questions),
                answers=walk.answers,
                at=walk.at,
            )
        )

    return begin


at_once = paused(lambda _: True)
at_ticks = paused(lambda walk: walk.card is not None and walk.card.question.kind is Kind.TICKS)
at_the_end = paused(lambda _: False)


def finished(home: Path) -> None:
    """A check-in is done, with an answer that could be brought up."""
    questions = asked(bank(), PLAN)
    answers = Answers().with_reply("could-stop", Reply(choice="no", at=START))
    store = Store(Folder(home))
    store.begin()
    store.save(
        CheckIn(
            id="k3f9q2",
            form=PLAN.form,
            stage=PLAN.stage,
            started=START,
            finished=START,
            responses=gather_responses(bank(), PLAN, questions, answers),
        )
    )


def locked(home: Path) -> None:
    """Answers are kept, locked."""
    lock_cheaply(home).begin()


def note_under_way(store: Store) -> str:
    (entry,) = store.drafts()
    return store.draft(entry.id).typed


def first_topic(store: Store) -> str:
    (note,) = store.records().notes.values()
    return note.consent.topics[0].happened


def thought(store: Store) -> str:
    (jot,) = store.records().jots
    return jot.text


GO_ON = ("You paused a check-in.", "\r")
CARD = "My therapist grasps what I mean"
ASSESS = "assess --stage established --meeting video"
BRING = ("What would you like to bring", "1")

PROMPTS = {
    "a menu": Prompt(fresh, ASSESS, (), "How should your answers be kept"),
    "a card": Prompt(at_once, ASSESS, (GO_ON,), CARD),
    "a note": Prompt(at_once, ASSESS, (GO_ON, (CARD, "t")), "Your note", note_under_way),
    "a page": Prompt(at_once, ASSESS, (GO_ON, (CARD, "?")), "Why we ask"),
    "a card of ticks": Prompt(at_ticks, ASSESS, (GO_ON,), "Tick what is true"),
    "a gate": Prompt(at_the_end, ASSESS, (GO_ON, ("look at them", "l")), "told others what I said"),
    "a form": Prompt(
        finished,
        "report",
        (("What kind of talk", "\r"), BRING, ("It's hard for me", "\r")),
        "What is it about, and what is it like",
        first_topic,
    ),
    "a thought": Prompt(at_once, "jot", (), "next time", thought),
    "a yes or no": Prompt(finished, "data forget latest", (), "Forget this for good?"),
    "a passphrase": Prompt(locked, ASSESS, (), "Your passphrase"),
    "a passphrase of a command": Prompt(locked, "show", (), "Your passphrase"),
}


FACES = ("drawn", "plain")


def cases() -> Iterator[ParameterSet]:
    """Every signal at every prompt of both faces; each prompt once, and both faces, every day."""
    for place, name in enumerate(PROMPTS):
        for face in FACES:
            # The line editor is woken by SIGALRM: there it says nothing, and ends nothing.
            for sent in (one for one in SIGNALS if face == "drawn" or one != "SIGALRM"):
                often = face == FACES[place % 2] and sent == SIGNALS[place % len(SIGNALS)]
                marks = () if often else pytest.mark.long
                yield pytest.param(name, face, sent, id=f"{name}, {face}, {sent}", marks=marks)


@pytest.mark.parametrize(("name", "face", "sent"), [*cases()])
def test_a_signal_gives_the_terminal_back(tmp_path: Path, name: str, face: str, sent: str) -> None:
    """It pauses: the terminal is as it was, what was typed is kept, and no bug is told."""
    prompt, home, plain = PROMPTS[name], tmp_path / "home", face == "plain"
    prompt.begin(home)
    with Program(home, *prompt.command.split(), plain=plain) as program:
        if prompt.begin is fresh and not plain:
            program.until("press Enter to start")
            program.press("\r")
        for words, keys in prompt.steps:
            program.until(words)
            program.press(keys)
        program.until(prompt.shows)
        if prompt.typed is not None:
            program.until("Your text:" if plain else prompt.shows)
            program.type(TYPED)
        program.child.kill(getattr(signal, sent))
        code = program.end()
        assert program.gave_back
    assert code == 130
    assert "Traceback" not in program.told
    assert "bug" not in program.told
    if prompt.typed is not None:
        assert TYPED in prompt.typed(Store(Folder(home)))


@pytest.mark.parametrize("second", ["SIGALRM", "SIGTERM", "SIGTSTP"])
def test_two_signals_at_once_pause(tmp_path: Path, second: str) -> None:
    """Another signal that is due in the same moment, such as the look of the line, is no bug."""
    prompt, home = PROMPTS["a card"], tmp_path / "home"
    prompt.begin(home)
    with Program(home, *prompt.command.split(), plain=True) as program:
        for words, keys in prompt.steps:
            program.until(words)
            program.press(keys)
        program.until(prompt.shows)
        # What stands still takes both when it goes on.
        for sent in ("SIGSTOP", second, "SIGINT", "SIGCONT"):
            program.child.kill(getattr(signal, sent))
        assert program.end() == 130
    assert "bug" not in program.told
