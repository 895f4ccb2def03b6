"""A file is loaded whole, or all its mistakes are told with their places."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from fitcheck.errors import ExitCode, InvalidFileError
from fitcheck.questions.answers import AnswersFile, Reply, TypedTopic
from fitcheck.questions.loading.answers_file import load_answers
from fitcheck.questions.loading.checklist import lint_bank, load_bank
from fitcheck.questions.loading.yaml_nodes import LIMIT, MOST, MOST_MENDED, read
from fitcheck.questions.model import SEPARATE_SCALE, Bank, Question
from fitcheck.texts import say_error, say_remarks
from fitcheck.vocabulary import Gap, Kind, Level, Meeting, Part, SessionToCome, Stage, Tier, Weight
from tests.questions.loading import BAD, FOLDER, GOOD, SHIPPED, load, pure_loader, small


def refuse(text: str | bytes) -> InvalidFileError:
    """The mistakes of a person's own file, which must have some."""
    with pytest.raises(InvalidFileError) as caught:
        load_bank(text, "own.yaml", shipped=small())
    return caught.value


def check(text: str | bytes, *places: tuple[int, int]) -> str:
    """What is told about an own file, whose mistakes must be at these places."""
    error = refuse(text)
    assert tuple((one.line, one.column) for one in error.problems) == places
    return say_error(error)


def own(name: str = "own.yaml") -> Bank:
    """The bank with one of the good files of a person's own."""
    return load_bank((FOLDER / "good" / name).read_bytes(), name, shipped=small())


def given(name: str) -> AnswersFile:
    """One of the good answers files."""
    return load_answers((FOLDER / "good" / name).read_bytes(), name, small())


def question(bank: Bank, id: str) -> Question:
    """One question of a bank."""
    return next(one for one in bank.questions if one.id == id)


def replies(file: AnswersFile) -> Mapping[str, str]:
    """What a file answers, as it writes it."""
    return {card: reply.id for card, reply in file.answers.items()}


# Folders are tests: a new case is a new pair of files.


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file(path: Path) -> None:
    """A good file is loaded."""
    load(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file(path: Path) -> None:
    """A bad file is refused with the message that lies beside it."""
    with pytest.raises(InvalidFileError) as caught:
        load(path.read_bytes(), path.name)
    assert f"{say_error(caught.value)}\n" == path.with_suffix(".txt").read_text("utf-8")
    assert caught.value.exit_code is ExitCode.INVALID


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_without_the_c_loader(path: Path) -> None:
    """The message is the same where PyYAML has no C loader."""
    with pure_loader(), pytest.raises(InvalidFileError) as caught:
        load(path.read_bytes(), path.name)
    assert f"{say_error(caught.value)}\n" == path.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("path", [*GOOD, *sorted(SHIPPED.iterdir())], ids=lambda path: path.name)
def test_same_places(path: Path) -> None:
    """The C loader and the pure one give the same nodes at the same places."""
    _, quick = read(path.read_bytes(), path.name)
    with pure_loader():
        _, pure = read(path.read_bytes(), path.name)
    assert quick == pure


# The shipped files.


def test_shipped_checklists() -> None:
    """The shipped checklists have no mistake."""
    bank = load_bank((SHIPPED / "checklists.yaml").read_bytes(), "checklists.yaml")
    assert len(bank.points) == 5


# What a checklist says is what the bank has.


def test_question() -> None:
    """Every field of a question arrives as written."""
    asked = question(small(), "could-disagree")
    assert asked.text == 'It is easy to say "I see that differently" here.'
    assert (asked.rev, asked.kind, asked.scale) == (1, Kind.GOOD, "often")
    assert (asked.questionnaire, asked.theme) == ("partnership", "my-say")
    assert (asked.constructs, asked.sources) == (("K32",), ("DORAN12",))
    assert asked.stages == (Stage.FIRST_SESSIONS, Stage.ESTABLISHED)
    assert asked.core == (Stage.ESTABLISHED,)
    assert asked.meetings == tuple(Meeting)
    assert asked.starter == "disagreeing"
    assert asked.when == {}
    assert asked.asked.row == ""
    assert not asked.private
    assert asked.sentences["not-sure"] == "I do not know."


def test_rare_fields() -> None:
    """What few questions have arrives too."""
    pushed, pace = question(small(), "felt-pushed"), question(small(), "pace")
    assert pushed.asked.row == "sharp"
    assert small().is_sharp(pushed.asked)
    assert pushed.meetings == (Meeting.IN_PERSON, Meeting.VIDEO)
    assert pace.asked.at_most is Level.WATCH
    assert pace.asked.parts == (Part.MATTERS, Part.ANSWER)
    said = question(small(), "said-it")
    assert said.private
    assert said.when == {"could-disagree": ("rarely", "almost-never")}


def test_scale() -> None:
    """A scale has its choices in order, and one row of levels per kind."""
    scale = small().scales["often"]
    assert [choice.id for choice in scale.choices][::4] == ["almost-never", "almost-always"]
    assert scale.label("almost-never") == "almost never"
    assert scale.rows["sharp"][1:3] == (Weight.WATCH, Weight.ALONE)
    assert small().events["event"]["same"]["again"] is Weight.ALONE


def test_words_stay_words() -> None:
    """`no` and `yes` stay words, and nothing becomes a date or a truth value."""
    assert [choice.id for choice in small().scales["yes-no"].choices] == ["no", "yes"]


def test_fact_and_looking() -> None:
    """A fact belongs to no theme; a question before booking is asked while looking."""
    fact, looking = question(small(), "needs-changed"), question(small(), "looking-pace")
    assert (fact.kind, fact.theme, fact.questionnaire) == (Kind.FACT, None, "partnership")
    assert (looking.kind, looking.stages) == (Kind.FACT, (Stage.LOOKING,))
    assert looking.asked.ask == "How do we find our pace?"
    assert looking.sentences == {"yes": "It matters to me that I can set the pace."}


def test_ticks() -> None:
    """A card of ticks has its lines, which are no questions of their own."""
    card = question(small(), "some-notice")
    assert (card.kind, card.theme, card.asked.title) == (Kind.TICKS, None, "What some notice")
    assert [line.id for line in card.asked.lines] == ["little-to-say", "worse-so-far"]
    assert [line.stages for line in card.lines] == [(), (Stage.FIRST_SESSIONS,)]
    assert card.lines[0].sentence == "I find little to say."


def test_separate() -> None:
    """A separate question has a tier, no questionnaire, the fixed scale, and a whole text."""
    (gate,) = small().separate.gates
    secret, fear = gate.lines
    assert (secret.kind, secret.tier, secret.questionnaire) == (Kind.SEPARATE, Tier.A, "")
    assert (secret.line, secret.words) == ("asked me to keep something secret", "secret")
    assert secret.text == "My therapist, even once: asked me to keep something secret."
    assert (fear.tier, fear.text) == (Tier.B, "I am afraid.")
    assert small().scale_of(secret.asked, Part.ANSWER) is SEPARATE_SCALE


def test_the_end_is_in_the_file() -> None:
    """What is different where no session is still to come is no business of the code."""
    ended = small().ended
    assert (ended.window, ended.leaves_out) == ("In our last weeks", ("my-say",))
    assert ended.asks == ("needs-changed",)


def test_text_is_text() -> None:
    """A bank from text is the bank from its bytes, with any line ends and a byte order mark."""
    text = (FOLDER / "good" / "shipped.yaml").read_text("utf-8")
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert load_bank(text, "shipped.yaml") == load_bank(windows, "shipped.yaml") == small()


# A person's own file.


def test_own_is_added() -> None:
    """An own file comes after the shipped questionnaires, and its ids bear its name."""
    bank = own()
    assert bank.name == "mine"
    assert [one.id for one in bank.questionnaires] == ["partnership", "mine/small-things"]
    theme = bank.questionnaires[1].themes[0]
    assert (theme.id, theme.point, theme.questionnaire) == ("mine/the-room", 1, "mine/small-things")
    assert [one.id for one in theme.questions] == ["mine/warm", "mine/quiet", "mine/tidy"]
    assert {one.rev for one in theme.questions} == {1}
    assert bank.questionnaires[0] == small().questionnaires[0]


def test_own_words_come_first() -> None:
    """A name of the own file is meant before the same name of the shipped one."""
    bank = own("own-with-scales.yaml")
    warm = question(bank, "mine/warm")
    assert (warm.scale, warm.starter) == ("mine/often", "mine/cold")
    assert question(bank, "mine/quiet").starter == "disagreeing"
    assert question(bank, "mine/blanket").when == {"mine/warm": ("never",)}
    assert question(bank, "mine/cat").scale == "happened"
    assert question(bank, "could-disagree").scale == "often"
    assert bank.starters["mine/cold"].id == "mine/cold"


# Mistakes.


def test_place_and_hint() -> None:
    """A mistake names its place, shows its line, and the nearest word."""
    told = check("name: mine\nquestionaires: []\nquestionnaires: []\n", (2, 1))
    assert told.startswith("own.yaml:2:1: ")
    assert "    questionaires: []\n    ^\n" in told
    assert 'Did you mean "questionnaires"?' in told


def test_all_mistakes() -> None:
    """All mistakes are told at once, in the order of the file."""
    text = "name: Mine\nquestionnaires:\n  - {id: a b, title: '', window: [x]}\n"
    check(text, (1, 7), (3, 10), (3, 10), (3, 22), (3, 34))


def test_too_large() -> None:
    """A file of more than 1 MB is refused unread, one of exactly 1 MB is read."""
    assert "larger than 1 MB" in check(b"#" * (LIMIT + 1), (1, 1))
    assert "empty" in check(b"#" * LIMIT, (1, 1))


def test_flood() -> None:
    """A file full of mistakes is told in a length that can be read."""
    error = refuse("name: mine\n" + "k: 1\n" * 3000)
    assert len(error.problems) == MOST + 1
    assert "the first of 3001 mistakes" in say_error(error)


def test_long_line() -> None:
    """A line that is too long to be shown still has its place told."""
    told = check("name: mine\nquestionnaires: " + " " * 5000 + "[a]\n", (2, 5018))
    assert len(told) < 300


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x9b", "\x7f", "\ud83d", "\ufffe"])
def test_control_characters(sign: str) -> None:
    """A sign that no text has is told with its place, and never shown."""
    assert sign not in check(f"# one\n# two {sign}\n", (2, 7))


@pytest.mark.parametrize("escape", ["\\e[2J", "\\0", "\\u202e", "\\x9b", "\\L"])
def test_escaped_signs(escape: str) -> None:
    """Nor can such a sign come in by its escape."""
    title = f'"x{escape}"'
    text = f"name: mine\nquestionnaires:\n  - {{id: a, title: {title}, window: b, themes: []}}\n"
    check(text, (3, 20))


def test_escaped_names() -> None:
    """A sign that could harm is not shown as a part of a name either."""
    told = check(
        'name: mine\nquestionnaires: []\n"\\e[2J": 1\nscales: {"\\e": 1}\n',
        (3, 1),
        (4, 10),
        (4, 16),
    )
    assert "\x1b" not in told


DEEP = {
    "brackets": ("[" * 500_000, (1, 31)),
    "braces": ("{" * 5000, (1, 31)),
    "fields": ("{a: " * 5000, (1, 118)),
    "dashes": ("- " * 5000, (1, 61)),
    "closed": ("[" * 5000 + "]" * 5000, (1, 31)),
    "within a file": ("name: mine\nquestionnaires: " + "[" * 5000, (2, 46)),
    "with a mistake behind": ("[" * 40 + "@", (1, 31)),
    "with an open quote behind": ("name: " + "[" * 40 + "'", (1, 36)),
}
"""A file that is nested too deeply, and the place of what is one too deep."""


@pytest.mark.parametrize("loader", [nullcontext, pure_loader])
@pytest.mark.parametrize("kind", DEEP)
def test_depth(kind: str, loader: Callable[[], AbstractContextManager[None]]) -> None:
    """Our own limit is met before that of any parser, and before a mistake further on."""
    text, place = DEEP[kind]
    with loader():
        told = check(text, place)
    assert "nested too deeply" in told


def test_depth_has_an_edge() -> None:
    """What is just not too deep is an ordinary mistake."""
    told = check("name: mine\nquestionnaires: " + "[" * 29 + "]" * 29, (2, 18))
    assert "deeply" not in told


def test_echo() -> None:
    """A misspelt stage is told once, and not as a theme with too few questions too."""
    text = (FOLDER / "good" / "own.yaml").read_text("utf-8")
    check(text.replace("stages: [established]", "stages: [establishd]", 1), (12, 84))


def test_the_page_has_a_whole_small_file() -> None:
    """What the page on the format gives to copy is right as it stands, with one question."""
    page = (SHIPPED.parent / "docs" / "checklist-format.md").read_text("utf-8")
    text = page.partition("# A whole small file.")[2].partition("```")[0]
    shipped = load_bank((SHIPPED / "checklists.yaml").read_bytes(), "checklists.yaml")
    bank = load_bank(text, "mine.yaml", shipped=shipped)
    assert [one.id for one in bank.questionnaires[-1].facts] == ["mine/time-before"]
    assert not bank.questionnaires[-1].themes


def test_the_page_lists_every_shipped_scale() -> None:
    """The scales that a person's own file may use stand on the page as they are."""
    page = (SHIPPED.parent / "docs" / "checklist-format.md").read_text("utf-8")
    shipped = load_bank((SHIPPED / "checklists.yaml").read_bytes(), "checklists.yaml")
    for scale in shipped.scales.values():
        choices = ", ".join(f"`{choice.id}`" for choice in scale.choices)
        rows = ", ".join(f"`{row}`" for row in scale.rows) or "none"
        assert f"| `{scale.id}` | {choices} | {rows} |" in page


def test_what_may_be_better() -> None:
    """A right file is told what the wording rules say of it, each with its place."""
    place = FOLDER / "good" / "own-remarks.yaml"
    bank, remarks = lint_bank(place.read_bytes(), place.name, shipped=small())
    assert len(bank.own_questions) == 5
    told = "\n".join(say_remarks(remarks, place.name))
    assert f"{told}\n" == place.with_suffix(".txt").read_text("utf-8")


def test_what_may_be_better_beside_a_mistake() -> None:
    """A file with mistakes is told both, and is refused for its mistakes alone."""
    text = (FOLDER / "good" / "own-remarks.yaml").read_text("utf-8")
    error = refuse(text.replace("stages: [established]", "stages: [establishd]", 1))
    assert len(error.problems) == 1
    assert {one.key for one in error.remarks} >= {"lint.long", "lint.sources"}
    assert "may be better" in say_error(error)


def test_nothing_may_be_better() -> None:
    """A file that keeps to the rules is told nothing."""
    place = FOLDER / "good" / "own.yaml"
    assert lint_bank(place.read_bytes(), place.name, shipped=small())[1] == ()


def test_a_questionnaire_that_asks_nothing() -> None:
    """A questionnaire without a question is told."""
    told = check("name: mine\nquestionnaires:\n  - {id: a, title: A, window: Lately}\n", (3, 10))
    assert "asks nothing" in told


def test_short_ids_of_own_questions() -> None:
    """An answers file may name a question of one's own with or without the name of its file."""
    for id in ("warm", "mine/warm"):
        file = load_answers(f"answers: {{{id}: often}}", "answers.yaml", own())
        assert replies(file) == {"mine/warm": "often"}


def test_an_unknown_id_has_a_next_step() -> None:
    """Where no id is like the one that was written, it is told where all of them stand."""
    bank = load_bank((SHIPPED / "checklists.yaml").read_bytes(), "checklists.yaml")
    with pytest.raises(InvalidFileError) as caught:
        load_answers("answers: {zzz: often}", "answers.yaml", bank)
    assert "fitcheck questions list" in say_error(caught.value)


def test_a_syntax_error_that_is_read_past_many_times() -> None:
    """A long row of syntax errors ends in time, each at its own place."""
    text = "name: mine\n" + "".join(f"t{number}: a: b\n" for number in range(50))
    error = refuse(text)
    assert [one.line for one in error.problems] == list(range(2, 2 + len(error.problems)))
    assert len(error.problems) == MOST_MENDED + 1


# Answers.


def test_answers() -> None:
    """Every kind of answer is kept under the card that it is given to."""
    file = given("answers.yaml")
    assert (file.stage, file.meeting, file.own_choice) == (Stage.ESTABLISHED, Meeting.VIDEO, False)
    assert file.therapist == "B. [second]"
    assert replies(file) == {
        "could-disagree": "rarely",
        "felt-pushed": "not-sure",
        "pace.matters": "yes",
        "pace": "about-right",
        "said-it": "skip",
        "tense": "once",
        "tense.talked": "not-yet",
        "tense.after": "same",
        "some-notice": "little-to-say, worse-so-far",
        "needs-changed": "no",
    }
    assert file.session_to_come is SessionToCome.NOT_SURE
    assert file.answers["some-notice"].ticked == ("little-to-say", "worse-so-far")
    assert file.answers["felt-pushed"] == Reply(gap=Gap.NOT_SURE)


def test_separate_answers_are_apart() -> None:
    """The separate questions are never among the others; no to a gate is no to its lines."""
    assert given("answers.yaml").separate == {
        "separate-secret": "not-sure",
        "separate-fear": "no",
    }


def test_none_of_these() -> None:
    """A card of ticks can be answered by saying that none is true, or left out."""
    none = load_answers("answers: {some-notice: none}", "answers.yaml", small())
    assert none.answers == {"some-notice": Reply(choice="none")}
    skip = load_answers("answers: {some-notice: skip}", "answers.yaml", small())
    assert skip.answers == {"some-notice": Reply(gap=Gap.SKIP)}


def test_notes_and_topics() -> None:
    """Notes and topics arrive in the person's own words."""
    file = given("answers.yaml")
    assert file.notes == {"could-disagree": "On Monday.\nAnd before."}
    assert file.topics[1] == TypedTopic(wish="Something of my own.")


def test_answers_in_json() -> None:
    """JSON is read too, with tabs, nulls and escapes, and what was typed is cleaned."""
    file = given("answers.json")
    assert replies(file) == {"pace.matters": "no", "tense": "no"}
    assert (file.meeting, file.own_choice) == (None, True)
    assert file.notes == {"pace": "smile 😀, no trick", "tense": "half \ufffd"}


@pytest.mark.parametrize(
    ("word", "cards"),
    [
        ("about-right", {"pace.matters": "yes", "pace": "about-right"}),
        ("no", {"pace.matters": "no"}),
        ("not-sure", {"pace.matters": "not-sure"}),
        ("{matters: yes}", {"pace.matters": "yes"}),
        ("{matters: yes, choice: skip}", {"pace.matters": "yes", "pace": "skip"}),
    ],
)
def test_what_matters(word: str, cards: Mapping[str, str]) -> None:
    """A bare choice says that it matters; a bare no or non-answer is of the first card."""
    assert replies(load_answers(f"answers: {{pace: {word}}}", "answers.yaml", small())) == cards


def test_answers_by_program() -> None:
    """What Python's json writes is read back as it was, whatever was typed."""
    typed = 'back\\slash \\\\ "quoted" 😀 \\ud83d / שלום\u2003'
    for ascii_only in (True, False):
        text = json.dumps({"therapist": typed.strip(), "answers": {}}, ensure_ascii=ascii_only)
        assert load_answers(text, "answers.json", small()).therapist == " ".join(typed.split())


# Files that were made to hurt, in a program of its own: a crash is seen, and time is short.


def survive(*arguments: int, seconds: int) -> None:
    """The hostile files are loaded or refused in time."""
    command = [sys.executable, "-m", "tests.questions.hostile", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]


def test_hostile_files() -> None:
    """Nothing that is in a file crashes or hangs the loader."""
    survive(1, 100, 40_000, seconds=60)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_many_hostile_files(seed: int) -> None:
    """The same with many more files, as large as may be."""
    survive(seed, 3000, 990_000, seconds=600)
