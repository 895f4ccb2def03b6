"""A made-up year in both faces, locked and not: it is told whole, and nothing more is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fitcheck.cli.context import Context
from fitcheck.content import bank
from fitcheck.store.store import Store
from fitcheck.terminal.prompts import Prompter
from tests.store.made import PASSPHRASE
from tests.store.test_vault import lock_cheaply
from tests.stories.faces import Played
from tests.stories.play import StoryContext, opened
from tests.stories.year import ENDING, NOTHING, THOUGHTS, times
from tests.world import World

TAKEN = (
    "Asking was easier than I thought.",
    "They ask one question at the start.",
    "I can say no to a task, and nothing breaks.",
    "Tasks are offered, not given.",
    "I did say it.",
    "They said sorry, and meant it.",
    "We stop when one of us is lost.",
)
"""What the person takes with her from the four sessions, and what was agreed."""

TOPICS = (
    "It would help me if you took the lead more.",
    "It's hard for me to tell you when I see things differently.",
    "I said yes to the diary, and meant no.",
    "I felt you got me wrong in something that matters to me, and it's still hard.",
    NOTHING,
    ENDING,
)
STILL_OPEN = len(THOUGHTS) - 3
"""Three of the thoughts became topics."""


class Year:
    """The year as one face lived it, and how to look back on it."""

    def __init__(self, world: World, *, locked: bool) -> None:
        self.world = world
        self.stdin = f"{PASSPHRASE}\n" if locked else ""

    def live(self, face: str) -> None:
        """Take every check-in, write down every thought, and tell what came of each session."""
        kinds = {question.id: str(question.kind) for question in bank().questions}
        for time in times():
            self.world.days = time.days
            with opened(self.world, face) as (env, real, keyboard):
                played = Played(real, time.person, kinds, keyboard)
                plain = face == "plain"
                time.does(StoryContext(env=env, plain_by_name=plain, played=played))

    def told(self, *command: str) -> str:
        """What a command tells of it in plain words."""
        ran = self.world.fitcheck(*command, "--plain", stdin=self.stdin)
        assert ran.code == 0, ran.err
        return ran.out


def rightly(_prompter: Prompter, attempt: Callable[[str], Store], **_more: object) -> Store:
    """What a right passphrase gives: no test has a terminal to type it unseen."""
    return attempt(PASSPHRASE)


LONG = pytest.mark.long


@pytest.fixture(
    scope="module",
    params=[
        "plain",
        "drawn, locked",
        pytest.param("plain, locked", marks=LONG),
        pytest.param("drawn", marks=LONG),
    ],
)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year, lived once for each face and each way of keeping."""
    face, _, locked = request.param.partition(", ")
    home = tmp_path_factory.mktemp("year") / "home"
    if locked:
        lock_cheaply(home)
    lived = Year(World(home), locked=bool(locked))
    with pytest.MonkeyPatch.context() as patch:
        for module in ("context", "assess"):
            patch.setattr(f"fitcheck.cli.{module}.by_passphrase", rightly)
        lived.live(face)
    return lived


def test_history_tells_what_came_of_everything(year: Year) -> None:
    """Each topic and each thing taken along stands in it once, and all six check-ins."""
    text = year.told("history")
    assert text.count("\nCheck-in ") == 6
    for words in (*TOPICS, *TAKEN):
        assert text.count(words) == 1, words
    assert "Point 2: in place in November 2026, then worth a look in January 2027," in text


def test_what_moved_tells_what_came_between(year: Year) -> None:
    """Only what came of it between the two stands beside the two."""
    text = year.told("compare", "2", "3")
    assert [words for words in (*TOPICS, *TAKEN) if words in text] == [*TOPICS[1:3], *TAKEN[2:4]]


def test_the_page_for_me_tells_the_year(year: Year, tmp_path: Path) -> None:
    """Topics, sessions and open thoughts stand in it once each, and the points over time."""
    place = tmp_path / "me.html"
    year.told("report", "--for", "me", "-o", str(place))
    page = place.read_text(encoding="utf-8").replace("&#x27;", "'")
    for words in (*TOPICS, *TAKEN):
        assert page.count(f">{words}<") + page.count(f" {words}") == 1, words
    shown = [words for words in THOUGHTS.values() if words in page and words not in TOPICS]
    assert len(shown) == STILL_OPEN
    assert page.count('class="mark ') == 5 + 5 * 6


def test_no_thought_is_in_a_note_it_was_not_ticked_for(year: Year) -> None:
    """The note of the last session holds the one that was ticked."""
    text = year.told("report", "-o", "-", "--to", "txt")
    assert [words for words in THOUGHTS.values() if words in text] == [ENDING]


def test_a_lock_keeps_the_year(year: Year) -> None:
    """Under a lock no word of it is on the disk, and without one all of it can be read."""
    on_disk = b"".join((year.world.home / name).read_bytes() for name in year.world.files)
    for words in (*TAKEN, *THOUGHTS.values()):
        assert (words.encode() in on_disk) == (not year.stdin), words


def test_what_is_kept(year: Year) -> None:
    """Six check-ins, nine thoughts, and what came of six topics and four sessions."""
    entries = Context(env=year.world.env()).store.listing()
    counts = {
        kind: sum(one.kind == kind for one in entries) for kind in ("check-in", "jot", "note")
    }
    assert counts == {"check-in": 6, "jot": 9, "note": 5}
    assert sum(one.kind == "follow-up" for one in entries) == 10
