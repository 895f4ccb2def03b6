"""Setting out: what is asked, what last time gives, and the way back."""

from collections.abc import Iterable

from fitcheck.checkin.setup import CheckInOptions, set_up
from fitcheck.content import bank
from fitcheck.document import Blocks
from fitcheck.store.records import Draft
from fitcheck.terminal.prompts import Action, Menu
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.vocabulary import Meeting, SessionToCome, Stage
from tests.stories.people import Person
from tests.stories.play import play
from tests.world import World

ENDED = {"stage": "ending", "meeting": "video", "own-choice": "yes", "session-to-come": "no"}


class Walks(ScriptedPrompter):
    """A script that goes back where it is told to, and remembers the menus it saw."""

    def __init__(self, ways: Iterable[tuple[str, str]]) -> None:
        super().__init__({})
        self.ways = list(ways)
        self.seen: list[Menu] = []
        self.pages: list[str] = []
        """The titles of the pages that were read."""

    def select(self, menu: Menu) -> str | Action:
        """Take the next way, which must be one for this menu."""
        name, picked = self.ways.pop(0)
        assert menu.name == name
        self.seen.append(menu)
        return Action.BACK if picked == "back" else picked

    def page(self, title: str, body: Blocks) -> Action | None:
        """Read a page."""
        assert body
        self.pages.append(title)
        return None


def walk(world: World, *ways: tuple[str, str]) -> tuple[Draft, Walks]:
    """Set out on these ways."""
    prompter = Walks(ways)
    return set_up(world.env(), prompter, bank(), CheckInOptions()), prompter


def test_back_leads_to_the_question_before(world: World) -> None:
    """Going back shows what was said there, and what is said anew counts."""
    draft, prompter = walk(
        world,
        ("stage", "established"),
        ("meeting", "back"),
        ("stage", "long-term"),
        ("meeting", "phone"),
        ("own-choice", "yes"),
        ("ready", "back"),
        ("own-choice", "no"),
        ("ready", "start"),
    )
    assert draft.plan.stage is Stage.LONG_TERM
    assert draft.plan.meeting is Meeting.PHONE
    assert not draft.own_choice
    assert prompter.seen[2].default == "established"
    assert not prompter.seen[0].back


def test_where_no_session_is_to_come(world: World) -> None:
    """Whoever has no session left is asked of the last weeks, and what comes next."""
    draft, _ = walk(world, *ENDED.items(), ("ready", "start"))
    assert draft.plan.session_to_come is SessionToCome.NO
    assert "what-comes-next" in draft.questions
    windows = {one.asked.window for one in draft.bank.questions if one.id in draft.questions}
    assert "In our last weeks" in windows
    assert "Lately" not in windows


def test_all_is_counted_before_the_start(world: World) -> None:
    """The separate questions are counted with the others."""
    draft, prompter = walk(
        world,
        ("stage", "established"),
        ("meeting", "video"),
        ("own-choice", "yes"),
        ("ready", "start"),
    )
    title = prompter.seen[-1].title
    assert str(len(draft.questions)) in title
    assert str(len(bank().separate.gates)) in title


def test_a_later_check_in_keeps_last_times_answers(world: World) -> None:
    """With the same therapist one screen shows all three, and Enter keeps them."""
    play(world, Person("first", stage="long-term", choices={"meeting": "phone"}), "plain")
    world.days += 40
    told = play(world, Person("again"), "plain")
    assert "as-last-time" in told.asked
    assert not {"stage", "meeting", "own-choice"} & set(told.asked)


def test_by_text_a_session_is_a_week_of_messages(world: World) -> None:
    """Who meets by text reads once what *session* means, and nobody else does."""
    for meeting, is_told in (("text", True), ("video", False)):
        ways = (("stage", "established"), ("meeting", meeting), ("own-choice", "yes"))
        _, prompter = walk(world, *ways, ("ready", "start"))
        told = " ".join(block.text for block in prompter.seen[-1].body if hasattr(block, "text"))
        assert ("your messages of one week" in told) == is_told


def test_who_was_sent_can_read_about_it_first(world: World) -> None:
    """Who is told what can be read before the first answer, on the screen that names it."""
    sent = (("stage", "first-sessions"), ("meeting", "video"), ("own-choice", "no"))
    _, prompter = walk(world, *sent, ("ready", "sent"), ("ready", "start"))
    assert prompter.pages == ["When somebody sent you"]
    _, prompter = walk(world, *sent[:2], ("own-choice", "yes"), ("ready", "start"))
    assert "sent" not in {one.id for one in prompter.seen[-1].options}
