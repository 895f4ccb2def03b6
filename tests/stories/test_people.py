"""Each of the people that fitcheck was made for, with every face."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from fitcheck.checkin.setup import CheckInOptions
from fitcheck.cli.context import Context
from fitcheck.cli.options import AssessOptions
from fitcheck.content import bank
from fitcheck.errors import ExitCode
from fitcheck.store.records import CheckIn
from fitcheck.terminal.prompts import Action
from fitcheck.texts import catalogue, say
from fitcheck.vocabulary import Form, Status, Talk
from tests.stories.people import Person
from tests.stories.play import FACES, Told, play
from tests.world import World

every_face = pytest.mark.parametrize("face", FACES)

A_PAGE = "He wrote to me at night, twice in March."


def kept(world: World) -> list[CheckIn]:
    """All check-ins that were kept, oldest first."""
    return list(Context(env=world.env()).collection().check_ins)


def everything_on_disk(world: World) -> str:
    """Every byte that is kept, as text."""
    return "\n".join((world.home / name).read_text(encoding="utf-8") for name in world.files)


def separate_question(tier: str) -> str:
    """The first separate question of a tier."""
    return next(one.id for one in bank().separate.questions if one.tier == tier)


def gate_of(tier: str) -> str:
    """The gate on which that question stands."""
    line = separate_question(tier)
    return next(gate.id for gate in bank().separate.gates if line in [one.id for one in gate.lines])


def flirted_with(face: str, world: World, **choices: str) -> Told:
    """Someone whose therapist flirts by message."""
    person = Person(
        "a therapist who flirts",
        cards={gate_of("A"): "yes", separate_question("A"): "yes", "could-stop": "no"},
        choices={"separate": "yes", **choices},
        texts={"separate-page": A_PAGE},
    )
    return play(world, person, face)


@every_face
def test_week_one(world: World, face: str) -> None:
    """In week one, being unsure is no fault: points say that it is too early."""
    cards = dict.fromkeys(("understood", "mean-what-they-say", "manner-at-ease"), "not-sure")
    play(world, Person("week one", stage="first-sessions", cards=cards), face)
    result = kept(world)[-1].result
    assert result.point(1).status is Status.CANT_SAY_YET
    assert all(point.status is not Status.WORTH_RAISING for point in result.points)


@every_face
def test_very_attached(world: World, face: str) -> None:
    """Year three, very attached: being close is never what stands out."""
    person = Person(
        "very attached",
        stage="long-term",
        cards={"on-my-mind": "almost-always", "special": "almost-always"},
    )
    play(world, person, face, AssessOptions(check_in=CheckInOptions(everything=True)))
    result = kept(world)[-1].result
    findings = {one.question: one.level for one in result.point(4).findings}
    assert "raise" not in findings.values()
    assert result.point(4).status is not Status.WORTH_RAISING


@every_face
def test_wants_to_end(world: World, face: str) -> None:
    """Someone who wants to end is asked about the end, and no next look is suggested."""
    person = Person("wants to end", stage="ending", choices={"note-now": "now", "talk": "goodbye"})
    told = play(world, person, face)
    assert "free-to-end" in told.asked
    assert "again" not in told.asked
    note = Context(env=world.env()).collection().notes[kept(world)[-1].id]
    assert note.consent.talk is Talk.GOODBYE


@every_face
def test_sent_by_a_court(world: World, face: str) -> None:
    """Whoever was sent hears who may read the note, and is not asked about ending."""
    person = Person(
        "sent by a court",
        choices={"own-choice": "no", "note-now": "now", "where": "screen"},
    )
    told = play(world, person, face)
    assert told.asked.index("page: Before you write it") < told.asked.index("topics")


@every_face
def test_a_yes_comes_first(world: World, face: str) -> None:
    """After a tier A yes the page comes at once, and no note is suggested."""
    told = flirted_with(face, world, **{"after-separate": "go-on"})
    at = told.asked.index("page: Thank you for saying this")
    assert told.asked[at + 1] == "after-separate"
    assert "note-now" not in told.asked
    assert not any(name.startswith("stands-out") for name in told.asked)
    assert told.ran.err == ""


def keeps_nothing(**ways: list[str]) -> Person:
    """Someone who keeps nothing, says yes to what is of tier A, and looks at all there is."""
    return Person(
        "keeps nothing",
        cards={gate_of("A"): "yes", separate_question("A"): "yes", "could-stop": "no"},
        choices={"keeping": "nothing", "separate": "yes", "after-separate": "go-on"},
        ways=ways,
    )


@every_face
def test_a_slip_of_a_finger_drops_no_yes(world: World, face: str) -> None:
    """Leaving after a yes asks once; who goes back finds her yes, and the page comes."""
    line = separate_question("A")
    ways: dict[str, list[str]] = {line: [Action.LEAVE, "yes"], "leave-separate": ["stay"]}
    told = play(world, keeps_nothing(**ways), face)
    at = told.asked.index(line)
    assert told.asked[at : at + 3] == [line, "leave-separate", line]
    assert "page: Thank you for saying this" in told.asked


@every_face
def test_who_leaves_after_a_yes_hears_where_help_is(world: World, face: str) -> None:
    """She may leave, and it says that nothing is kept, and which key shows who can help."""
    line = separate_question("A")
    ways: dict[str, list[str]] = {line: [Action.LEAVE], "leave-separate": ["leave"]}
    told = play(world, keeps_nothing(**ways), face)
    assert "page: Thank you for saying this" not in told.asked
    assert say("separate.leave-said.body") in told.shown
    assert "key h" in say("separate.leave-said.body")


@every_face
def test_nothing_speaks_over_a_yes(world: World, face: str) -> None:
    """On the screens of her other answers nothing is calm, and nothing is to raise with them."""
    ways = {
        "summary": ["1", "2", "3", "4", "5", "stands-out", "go-on"],
        "stands-out": ["could-stop", "right"],
        "after-answers": ["read", "done"],
    }
    told = play(world, keeps_nothing(**ways), face)
    after = told.shown[told.shown.index(say("sayings.everyday-things")) :]
    points = bank().points
    calm = {*map(say, ("summary.title", "point.article", "point.research", "point.read"))}
    calm |= {say("review.lead", count=count) for count in (1, 2)}
    calm |= {say("review.alone", count=1)} | {one.about for one in points}
    calm |= {one.article for one in points}
    calm |= {str(text) for key, text in catalogue().items() if key.startswith("answer.reason.")}
    assert not calm & set(after)


@every_face
def test_the_page_can_be_read_again(world: World, face: str) -> None:
    """Behind her other answers, what was said to her can be read once more."""
    told = play(world, keeps_nothing(**{"after-answers": ["read", "done"]}), face)
    page, after = "page: Thank you for saying this", "after-answers"
    assert told.asked.count(page) == 2
    assert told.asked[-3:] == [after, page, after]


@every_face
def test_what_is_kept_nowhere_is_offered_on_paper(world: World, face: str) -> None:
    """No page is offered and then refused: where nothing is kept, it is for paper."""
    told = play(world, keeps_nothing(), face)
    assert say("separate.now.on-paper") in told.shown
    assert say("separate.now.keep") not in told.shown


@every_face
@pytest.mark.parametrize("keeping", ["nothing", "plain"])
def test_the_choice_of_keeping_is_confirmed_at_once(world: World, face: str, keeping: str) -> None:
    """The screen behind that choice says that it took."""
    texts = {"new-passphrase": "four words of mine"}
    told = play(world, Person("first", choices={"keeping": keeping}, texts=texts), face)
    next_one = told.shown.index(say("setup.meeting.title"))
    assert say(f"welcome.kept.{keeping}") in told.shown[:next_one]


@every_face
def test_a_yes_leaves_no_trace(world: World, tmp_path: Path, face: str) -> None:
    """What was said in the separate questions is nowhere on disk unless she keeps it."""
    flirted_with(face, world, **{"after-separate": "go-on"})
    assert separate_question("A") not in everything_on_disk(world)
    others = World(tmp_path / "others")
    play(others, Person("who is asked nothing apart", cards={"could-stop": "no"}), face)
    (hers,), (theirs,) = kept(world), kept(others)
    assert replace(hers, started=theirs.started, finished=theirs.finished) == theirs
    told = play(world, Person("nobody"), face)
    assert told.ran.code == ExitCode.DONE


@every_face
def test_stop_here(world: World, face: str) -> None:
    """Stopping prints nothing, keeps the everyday answers, and drops the others."""
    told = flirted_with(face, world, **{"after-separate": "stop"})
    assert told.ran.code == ExitCode.PAUSED
    assert told.ran.err == ""
    assert kept(world) == []
    assert separate_question("A") not in everything_on_disk(world)
    play(world, Person("comes back", choices={"resume": "go-on"}), face)
    said = kept(world)[-1].responses.item("could-stop")
    assert said is not None
    assert said.reply.choice == "no"


@every_face
def test_a_page_survives_stopping(world: World, face: str) -> None:
    """A page is kept at her yes, and can be opened again though she stopped at once."""
    person = Person(
        "keeps her page",
        cards={gate_of("A"): "yes", separate_question("A"): "yes"},
        choices={"separate": "yes", "keep-page": "yes"},
        ways={"after-separate": ["keep", "stop"]},
        texts={"separate-page": A_PAGE},
    )
    told = play(world, person, face)
    assert told.ran.code == ExitCode.PAUSED
    assert told.ran.err == ""
    assert kept(world) == []
    assert A_PAGE in world.fitcheck("report", "--for", "me", "--private").out


@every_face
def test_going_on_later_asks_nothing_apart_by_itself(world: World, face: str) -> None:
    """Whoever stopped and goes on is asked nothing apart unless she picks that line."""
    flirted_with(face, world, **{"after-separate": "stop"})
    told = play(world, Person("comes back", choices={"resume": "go-on"}), face)
    assert not any(name.startswith("gate-") for name in told.asked)
    assert len(kept(world)) == 1


@every_face
def test_two_therapists(world: World, face: str) -> None:
    """With a label, check-ins of two therapists are kept apart."""
    play(world, Person("first", texts={"therapist": "Sam"}), face)
    world.days += 30
    play(world, Person("second"), face, AssessOptions(check_in=CheckInOptions(therapist="kim")))
    world.days += 30
    play(world, Person("third"), face, AssessOptions(check_in=CheckInOptions(therapist="SAM")))
    assert [one.therapist for one in kept(world)] == ["Sam", "kim", "Sam"]


OWN = """
name: mine
questionnaires:
  - id: small-things
    title: Small things
    window: Lately
    themes:
      - id: names
        title: Names
        point: 3
        questions:
          - {id: sister, rev: 1, text: They remember my sister's name., kind: good, scale: often,
             why: It matters to me., stages: [established], core: [established]}
          - {id: dog, rev: 1, text: They ask about my dog., kind: good, scale: often,
             why: It matters to me., stages: [established], core: [established]}
          - {id: work, rev: 1, text: They know what my work is., kind: good, scale: often,
             why: It matters to me., stages: [established], core: [established]}
"""


@every_face
def test_own_questions(world: World, face: str, tmp_path: Path) -> None:
    """A person's own questions are asked after the core, and count for their point."""
    place = tmp_path / "mine.yaml"
    place.write_text(OWN, encoding="utf-8")
    cards = {"mine/sister": "rarely", "mine/dog": "rarely"}
    play(world, Person("own questions", cards=cards), face, AssessOptions(checklist=place))
    check_in = kept(world)[-1]
    assert [one.id for one in check_in.responses.items][-3:] == [
        "mine/sister",
        "mine/dog",
        "mine/work",
    ]
    assert check_in.result.point(3).status is Status.WORTH_RAISING


@every_face
def test_shopping_makes_a_page(world: World, face: str) -> None:
    """Someone who is looking leaves with a page of questions for a first call."""
    person = Person(
        "shopping",
        stage="looking",
        cards={"looking-register": "no"},
        choices={"note-now": "now"},
    )
    play(world, person, face)
    check_in = kept(world)[-1]
    assert check_in.form is Form.LOOKING
    ran = world.fitcheck("report", "-o", "-")
    assert ran.out.startswith("# Questions for a first call")
