"""The command contract: streams, exit codes, error sentences and JSON."""

import dataclasses
import json
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from fitcheck.checkin.help import open_help, open_help_by_key
from fitcheck.cli.commands import GROUPS
from fitcheck.content import bank, reading
from fitcheck.document import Blocks, Heading
from fitcheck.store.folder import Folder
from fitcheck.store.store import Store
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import Menu
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.views.reading import country_page
from fitcheck.vocabulary import Kind, Stage
from tests.docs.commands import commands
from tests.docs.fields import COMMANDS, OWN_FILE, own_file
from tests.kept import drawn
from tests.world import World

ANSWERS = """
stage: established
own-choice: yes
therapist: Sam
answers:
  understood: often
  could-stop: no
  misread: {happened: once, talked: yes, after: better}
  guidance: about-right
notes:
  could-stop: the week before last
topics:
  - {question: could-stop, happened: I could not say stop., wish: Ask me first.}
"""


@pytest.fixture
def answers(tmp_path: Path) -> str:
    """An answers file."""
    place = tmp_path / "answers.yaml"
    place.write_text(ANSWERS, encoding="utf-8")
    return str(place)


def test_no_terminal_is_exit_3(world: World) -> None:
    """Without a terminal the way out is named, and nothing hangs."""
    ran = world.fitcheck("assess", "--stage", "established")
    assert ran.code == 3
    assert "--answers" in ran.err
    assert "--plain" in ran.err


def test_a_window_of_git_for_windows_needs_winpty(world: World) -> None:
    """There the program sees no terminal, and what helps is named."""
    world.variables = {"MSYSTEM": "MINGW64"}
    (world.home / "records").mkdir(parents=True)
    for words in (("assess",), ("jot",), ()):
        ran = world.fitcheck(*words)
        assert (ran.code, "winpty fitcheck" in ran.err) == (3, True)


def test_an_unknown_option_is_exit_2(world: World) -> None:
    """A word that no command knows is a usage error."""
    assert world.fitcheck("assess", "--stage", "later").code == 2


def test_answers_without_a_stage_are_exit_2(world: World) -> None:
    """A script must say where the person is."""
    ran = world.fitcheck("assess", "--answers", "-", stdin="answers: {}")
    assert ran.code == 2
    assert "stage" in ran.err


def test_an_unknown_answer_is_exit_4(world: World) -> None:
    """An unknown choice is told with its place and the nearest valid one."""
    text = "stage: established\nanswers:\n  understood: ofen\n"
    ran = world.fitcheck("assess", "--answers", "-", stdin=text)
    assert ran.code == 4
    assert ":3:" in ran.err
    assert '"often"' in ran.err


def test_a_script_keeps_nothing_unasked(world: World, answers: str) -> None:
    """With no earlier choice of keeping, nothing is stored unless `--save`."""
    assert world.fitcheck("assess", "--answers", answers).code == 0
    assert not world.home.exists()
    assert world.fitcheck("assess", "--answers", answers, "--save").code == 0
    assert any("check-in" in name for name in world.files)


def test_assess_json(world: World, answers: str) -> None:
    """`assess --json` gives the check-in in the shape of the contract, and no talk."""
    told = json.loads(world.fitcheck("assess", "--answers", answers, "--json").out)
    assert told["schema"] == 1
    assert set(told) == {"checkin", "points", "themes", "answers", "topics", "schema"}
    assert set(told["checkin"]) == {"id", "status", "form", "stage", "started", "finished"}
    point = told["points"][1]
    assert point["status"] == "worth-raising"
    assert point["findings"] == [
        {
            "question": "could-stop",
            "choice": "no",
            "level": "raise",
            "alone": True,
            "rule": "alone",
        }
    ]
    given = {one["question"]: one for one in told["answers"]}
    assert given["misread"]["talked"] == "yes"
    assert given["could-stop"]["note"] == "the week before last"
    assert "guidance" in given, "a further question of the stage that the file answers is asked"
    assert told["topics"][0]["wish"] == "Ask me first."


def test_a_topic_may_name_only_what_it_is_about(world: World) -> None:
    """A question, a card of ticks or one of its lines brings its own sentence into the note."""
    text = """
stage: established
answers: {stuck: often, what-some-notice: [want-new-view, needs-changed]}
topics: [{question: stuck}, {question: what-some-notice}, {question: want-new-view}]
"""
    note = world.fitcheck("assess", "--answers", "-", "-o", "-", stdin=text).out
    view, needs = (
        "I'd like a fresh view from someone else.",
        "What I need has changed since we began.",
    )
    told = " ".join(note.split())
    assert "# For our session It feels to me as if we are stuck." in told
    assert f"{needs} {view}" in told
    assert told.count(view) == 2


def test_a_topic_without_a_sentence_is_named(world: World) -> None:
    """What was skipped, or is told only, says nothing for the person; that is never silent."""
    text = "stage: established\ntopics: [{question: stuck}, {question: can-afford, wish: Less.}]"
    ran = world.fitcheck("assess", "--answers", "-", "-o", "-", stdin=text)
    assert ran.code == 0
    assert "The topic on stuck was left out" in ran.err
    assert "can-afford" not in ran.err
    assert "Less." in ran.out


def test_a_label_from_the_command_line_is_cleaned(world: World, answers: str) -> None:
    """Control signs, double blanks and a stray byte never get beyond the command line."""
    typed = "Sam\x1b[2J \u202e Lee \udcff"
    assert world.fitcheck("assess", "--answers", answers, "--save", "--therapist", typed).code == 0
    (kept,) = json.loads(world.fitcheck("history", "--json").out)["checkins"]
    assert kept["therapist"] == "Sam[2J Lee \ufffd"
    listed = world.fitcheck("history", "--therapist", typed, "--json").out
    assert [one["id"] for one in json.loads(listed)["checkins"]] == [kept["id"]]
    assert world.fitcheck("data", "forget", "--therapist", typed, "--yes").code == 0
    assert json.loads(world.fitcheck("history", "--json").out)["checkins"] == []


def test_ticks_from_a_file(world: World) -> None:
    """Several lines or none are taken from a file, told in JSON, and change no status."""
    text = "stage: established\nanswers:\n  what-some-notice: {}\n"
    told = [
        json.loads(
            world.fitcheck("assess", "--answers", "-", "--json", stdin=text.format(said)).out
        )
        for said in ("[want-new-view, little-to-talk-about]", "none", "skip")
    ]
    answers = [
        next(one for one in each["answers"] if one["question"] == "what-some-notice")
        for each in told
    ]
    assert answers[0]["ticked"] == ["little-to-talk-about", "want-new-view"]
    assert (answers[1]["ticked"], answers[1]["choice"]) == ([], "none")
    assert answers[2]["gap"] == "skip"
    assert told[0]["points"] == told[1]["points"] == told[2]["points"]


def test_show_json_is_assess_json(world: World, answers: str) -> None:
    """A kept check-in is shown as it was taken."""
    taken = json.loads(world.fitcheck("assess", "--answers", answers, "--save", "--json").out)
    assert json.loads(world.fitcheck("show", "--json").out) == taken


def test_quick_has_no_status(world: World, answers: str) -> None:
    """In the quick form every point and theme is not asked."""
    ran = world.fitcheck("assess", "--answers", answers, "--quick", "--json")
    told = json.loads(ran.out)
    assert {one["status"] for one in (*told["points"], *told["themes"])} == {"not-asked"}


def test_a_separate_yes_of_a_file_is_turned_to_first(world: World) -> None:
    """From a file, too, the page that fits what was said comes before any everyday answer."""
    line = bank().separate.gates[-1].lines[-1].id
    text = f"stage: established\nanswers: {{{line}: yes}}\n"
    out = world.fitcheck("assess", "--answers", "-", "--no-save", stdin=text).out
    assert out.lstrip().startswith("Thank you for saying this")
    assert "None of this is your doing" in " ".join(out.split())
    without = text.partition("answers")[0]
    usual = world.fitcheck("assess", "--answers", "-", "--no-save", stdin=without).out
    assert "Thank you for saying this" not in usual


def test_separate_answers_of_a_file_are_told_nowhere(world: World) -> None:
    """What a file says of the separate questions is kept nowhere, so no JSON tells it."""
    text = "stage: established\nanswers: {separate-secret: yes}\n"
    secret = next(
        one["id"]
        for one in json.loads(world.fitcheck("questions", "list", "--json").out)["questions"]
        if one["kind"] == "separate"
    )
    text = text.replace("separate-secret", secret)
    for more in ((), ("--private",)):
        ran = world.fitcheck("assess", "--answers", "-", "--save", "--json", *more, stdin=text)
        assert ran.code == 0
        assert secret not in ran.err
        assert not json.loads(ran.out).get("separate")
        assert secret not in ran.out
        assert world.fitcheck("show", "--json", *more).out == ran.out
    for name in world.files:
        assert secret not in (world.home / name).read_text(encoding="utf-8")


def test_questions_json(world: World) -> None:
    """`questions list --json` gives the whole bank with the fields of the contract."""
    told = json.loads(world.fitcheck("questions", "list", "--json").out)
    assert [point["id"] for point in told["points"]] == [1, 2, 3, 4, 5]
    assert len(told["themes"]) == 14
    assert set(told["questions"][0]) == {
        "id", "rev", "questionnaire", "theme", "kind", "text", "why", "sharp", "private", "core",
        "stages", "meetings", "constructs", "sources", "choices", "follow-ups",
    }  # fmt: skip


def test_plain_before_or_after(world: World) -> None:
    """`--plain` works before and after the command, and says the same."""
    before = world.fitcheck("--plain", "learn", "closeness")
    after = world.fitcheck("learn", "closeness", "--plain")
    assert before == after
    assert before.code == 0


class Page(ScriptedPrompter):
    """Goes where it is sent, menu by menu, and keeps the pages it is shown."""

    def __init__(self, *picks: str) -> None:
        super().__init__({})
        self._picks = iter(picks)
        self.shown: list[str] = []
        self.menus: list[Menu] = []

    def select(self, menu: Menu) -> str:
        """Go where it is sent next."""
        pick = next(self._picks)
        self.menus.append(menu)
        assert pick == "back" or pick in {one.id for one in menu.options}
        return pick

    def page(self, title: str, body: Blocks) -> None:
        """Keep the page as plain text."""
        self.shown.append(tell((Heading(title), *body)))


def test_who_can_help_is_told_under_its_name_once() -> None:
    """After a separate yes, as with `learn`, the page of a country has its name above it once."""
    for one in reading().help:
        face = Page(one.id, "back")
        open_help(face)
        (shown,) = face.shown
        first, *lines = filter(None, shown.splitlines())
        assert first == f"{one.name}."
        assert first not in lines


def test_whoever_wanted_the_keys_is_told_where_they_are() -> None:
    """`h` is help by country; in each face it says how that face tells its keys."""
    face = Page("back", "back")
    open_help_by_key(face)
    open_help(face)
    by_key, by_name = face.menus
    assert "at the foot of each screen" in drawn(by_key.body)
    assert "type b to go back, and then k" in tell(by_key.body).lower()
    assert "key" not in tell(by_name.body), "who picked it by its name wanted no keys"


def test_learn_tells_a_page_under_its_title(world: World) -> None:
    """The title of a page, and the name of a country, stand above it once."""
    found = reading()
    pages = [((one.id,), one.title) for one in found.pages]
    for words, title in (*pages, *((("help", one.id), one.name) for one in found.help)):
        lines = world.fitcheck("learn", *words).out.splitlines()
        assert lines[0] == title
        assert lines.count(title) == 1


class Elsewhere(date):
    """A day on a computer that speaks another language."""

    def strftime(self, format: str, /) -> str:
        """Tell the month in Czech."""
        return super().strftime(format.replace("%B", "listopad").replace("%b", "lis"))


def test_the_day_of_a_check_follows_no_locale() -> None:
    """When the numbers of a country were checked is told in English everywhere."""
    checked = Elsewhere(2026, 11, 3)
    page = tell(country_page(replace(reading().help[0], checked=checked)))
    assert "Checked on 3 November 2026." in page


def test_my_note_before_booking_calls_the_lists_by_their_titles(world: World) -> None:
    """The note for me has the headings that the summary has, and none that is an id."""
    text = "stage: looking\nanswers: {looking-lead: a-lot, looking-register: no}\n"
    taken = world.fitcheck("assess", "--answers", "-", "--save", stdin=text)
    assert taken.code == 0
    note = world.fitcheck("report", "--for", "me").out
    headings = [line.removeprefix("## ") for line in note.splitlines() if line.startswith("## ")]
    assert headings == [one.title for one in bank().looking]


def test_a_page_for_a_call_from_a_file(world: World) -> None:
    """Before booking the topics of a file are her own words first, what matters, and questions."""
    text = (
        "stage: looking\n"
        "answers: {looking-access: a-lot, looking-terms: no}\n"
        "topics:\n"
        "  - happened: I'm looking for help with my sleep.\n"
        "    wish: What would we do first?\n"
        "  - question: looking-access\n"
        "  - question: looking-terms\n"
    )
    ran = world.fitcheck("assess", "--answers", "-", "--save", "-o", "-", stdin=text)
    assert ran.code == 0
    assert "left out" not in ran.err
    own, asked = ran.out.split("## What I would like to ask")
    assert own.startswith("# Questions for a first call\n\nI'm looking for help with my sleep.")
    assert "- It matters a lot to me that we meet in a way" in own
    assert "1. What would we do first?" in asked
    assert "3. What does a session cost" in asked
    assert world.fitcheck("report", "-o", "-").out == ran.out


def test_no_check_in_yet(world: World) -> None:
    """Whoever asks for a check-in before there is one is told how to begin."""
    ran = world.fitcheck("show")
    assert ran.code == 2
    assert "fitcheck assess" in ran.err


REFERENCES = (("latest", 2), ("1", 0), ("2", 1), ("PREVIOUS", 1), ("Latest", 2))


@pytest.mark.parametrize(("reference", "which"), REFERENCES)
def test_check_ins_are_found(world: World, answers: str, reference: str, which: int) -> None:
    """A check-in is found by its place, by a number from the oldest, in any case."""
    kept = [
        json.loads(world.fitcheck("assess", "--answers", answers, "--save", "--json").out)
        for _ in range(3)
    ]
    assert json.loads(world.fitcheck("show", reference, "--json").out) == kept[which]


def test_report_never_replaces_unasked(world: World, answers: str, tmp_path: Path) -> None:
    """A file that is there stays, unless `--force`."""
    world.fitcheck("assess", "--answers", answers, "--save")
    place = tmp_path / "note.md"
    assert world.fitcheck("report", "-o", place).code == 0
    first = place.read_text(encoding="utf-8")
    assert "Ask me first." in first
    ran = world.fitcheck("report", "-o", place)
    assert ran.code == 1
    assert "--force" in ran.err
    assert world.fitcheck("report", "-o", place, "--force").code == 0
    assert place.read_text(encoding="utf-8") == first


# Where `-o` leads


def test_the_ending_decides_the_format(world: World, answers: str, tmp_path: Path) -> None:
    """A page for .html, JSON for .json; an ending that is no format is refused with those."""
    world.fitcheck("assess", "--answers", answers, "--save")
    page = tmp_path / "note.html"
    assert world.fitcheck("report", "-o", page).code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert world.fitcheck("report", "-o", tmp_path / "note.json").code == 0
    json.loads((tmp_path / "note.json").read_text("utf-8"))
    ran = world.fitcheck("report", "-o", tmp_path / "note.pdf")
    assert (ran.code, ".html" in ran.err) == (2, True)
    assert world.fitcheck("report", "-o", tmp_path / "note.pdf", "--to", "md").code == 0


def test_assess_writes_its_note_where_it_should(world: World, answers: str, tmp_path: Path) -> None:
    """To a file, replaced only by `--force`; by a minus to the output, and nothing else there."""
    place = tmp_path / "note.md"
    assert world.fitcheck("assess", "--answers", answers, "-o", place).code == 0
    first = place.read_text("utf-8")
    ran = world.fitcheck("assess", "--answers", answers, "--save", "-o", place)
    assert ran.code == 1
    assert world.fitcheck("assess", "--answers", answers, "-o", place, "--force").code == 0
    assert world.fitcheck("assess", "--answers", answers, "-o", "-").out == first
    assert not Path("-").exists()


def test_a_script_is_told_what_was_kept(world: World, answers: str) -> None:
    """Under which number and id, and where; or that nothing was."""
    assert "Nothing of it was kept" in world.fitcheck("assess", "--answers", answers).err
    for number in (1, 2):
        told = world.fitcheck("assess", "--answers", answers, "--save").err
        assert f"check-in {number}, in {world.home}." in told
        *_, id = told.split()
        assert world.fitcheck("show", id).code == 0


def test_history_tells_the_topics_of_each_check_in(world: World, tmp_path: Path) -> None:
    """As `show` does, so that a program need not ask for every check-in."""
    place = tmp_path / "topics.yaml"
    place.write_text(
        "stage: established\nanswers: {could-stop: no}\ntopics: [{question: could-stop}]\n"
    )
    for answers in (place, "-"):
        given = "stage: established\nanswers: {could-stop: yes}\n"
        assert world.fitcheck("assess", "--answers", answers, "--save", stdin=given).code == 0
    told = json.loads(world.fitcheck("history", "--json").out)["checkins"]
    shown = json.loads(world.fitcheck("show", "1", "--json").out)
    assert [one["topics"] for one in told] == [shown["topics"], []]
    assert shown["topics"][0]["question"] == "could-stop"


IDLE = (
    ("assess", "--stage", "looking", "--quick"),
    ("assess", "--stage", "looking", "--only", "partnership"),
    ("assess", "--save", "--no-save"),
    ("assess", "--private"),
    ("assess", "--force"),
    ("assess", "--only", "partnership", "--all"),
    ("assess", "--answers", "-", "--fresh"),
    ("assess", "--answers", "-", "--json", "-o", "-"),
    ("show", "--private"),
    ("show", "--all", "--json"),
    ("report", "--private"),
    ("report", "--force"),
    ("report", "--force", "-o", "-"),
    ("report", "--open"),
    ("questions", "list", "--coverage", "--json"),
    ("data", "export", "--csv", "-o", "all.json"),
    ("data", "export", "--force"),
    ("questions", "blank", "--force"),
    ("topics", "--plain", "--no-plain"),
    ("jot", "--list", "--instead-of", "aaaaaa"),
    ("jot", "A thought.", "--json"),
    ("learn", "closeness", "--json"),
    ("learn", "closeness", "canada"),
)


@pytest.mark.parametrize("words", IDLE, ids=" ".join)
def test_no_option_is_ignored(world: World, words: tuple[str, ...]) -> None:
    """Options that contradict each other, or would do nothing, are refused with a sentence."""
    ran = world.fitcheck(*words)
    assert ran.code == 2
    assert "--" in ran.err or "second word" in ran.err


def test_an_export_says_where_it_is_and_what_by_its_ending(world: World, tmp_path: Path) -> None:
    """A name in .csv makes one; a file that is there stays, unless --force."""
    world.fitcheck("assess", "--answers", "-", "--save", stdin=ANSWERS)
    table = tmp_path / "all.csv"
    assert world.fitcheck("data", "export", "-o", table).code == 0
    assert "understood" in table.read_text("utf-8-sig").splitlines()[1]
    whole = tmp_path / "all.json"
    whole.write_text("mine", encoding="utf-8")
    ran = world.fitcheck("data", "export", "-o", whole)
    assert (ran.code, "--force" in ran.err, whole.read_text("utf-8")) == (1, True, "mine")
    assert world.fitcheck("data", "export", "-o", whole, "--force").code == 0
    assert json.loads(whole.read_text("utf-8"))["program"] == "fitcheck"
    assert world.fitcheck("data", "export", "-o", tmp_path / "all.xml").code == 2


# Manners


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("asess", "assess"),
        ("export", "data export"),
        ("import", "data import"),
        ("version", "--version"),
        ("questions lst", "questions list"),
        ("data exprt", "data export"),
    ],
)
def test_the_nearest_command_is_named(world: World, typed: str, meant: str) -> None:
    """A mistyped command, or one that stands elsewhere, is told with what was meant."""
    ran = world.fitcheck(*typed.split())
    assert ran.code == 2
    assert f"`fitcheck {meant}`" in ran.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("learn repar", "strain-and-repair"),
        ("learn help canda", "canada"),
        ("learn say disagreing", "disagreeing"),
        ("show latst", "latest"),
        ("show aaaaab", "aaaaaa"),
        ("questions show stukc", "stuck"),
        ("assess --only partnrship --answers -", "partnership"),
    ],
)
def test_the_nearest_word_is_named(world: World, answers: str, typed: str, meant: str) -> None:
    """What is mistyped behind a command is told with what was meant."""
    world.fitcheck("assess", "--answers", answers, "--save")
    ran = world.fitcheck(*typed.split(), stdin=ANSWERS)
    assert ran.code == 2
    assert f"Did you mean {meant}?" in ran.err


def test_help_says_how_and_who(world: World) -> None:
    """`help` tells how to use it and the countries, of one of them who can help there."""
    told = world.fitcheck("help").out
    assert "fitcheck assess" in told
    assert "canada" in told
    assert world.fitcheck("help", "canada") == world.fitcheck("learn", "help", "canada")
    assert world.fitcheck("help", "atlantis").code == 2


def test_help_lists_every_command(world: World) -> None:
    """Each with its sentence, also where another word stands behind it."""
    listed = {
        (): world.fitcheck("--help", "assess").out,
        ("questions",): world.fitcheck("questions", "--help").out,
        ("data",): world.fitcheck("data", "--help", "lock").out,
    }
    for names, command in commands():
        if names:
            sentence = (command.help or "").partition(".")[0]
            assert f" {names[-1]} {sentence}." in " ".join(listed[names[:-1]].split())


@pytest.mark.parametrize("width", [40, 80])
def test_every_help_fits(world: World, width: int) -> None:
    """No line is wider than the terminal, and no sentence about a command is cut."""
    world.width = width
    for names, _ in commands():
        told = world.fitcheck(*names, "--help").out
        assert "Usage: fitcheck" in told
        assert "..." not in told.replace("[ARGS]...", "").replace("[CHECKIN]...", "")
        assert [line for line in told.splitlines() if len(line) > width] == []


def examples() -> Iterator[tuple[str, ...]]:
    """The example behind the help of each command, and each command that the README names."""
    for names, command in commands():
        found = re.match(r"For example: fitcheck (.*?)(\. --| >> |$)", command.epilog or "")
        assert found, names
        yield tuple(shlex.split(found.group(1)))
    readme = Path(__file__).parents[1] / "README.md"
    for named in re.findall(r"`fitcheck ([^`]*)`", readme.read_text("utf-8")):
        yield tuple(named.partition(" >> ")[0].split())


ONLY_WHERE_LOCKED = {("data", "unlock"), ("data", "passphrase")}


def test_every_example_can_be_typed(
    world: World, answers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it stands; some then need a terminal, and a group alone tells what is in it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    own_file(".").rename("my-questions.yaml")
    for _ in range(2):
        world.fitcheck("assess", "--answers", answers, "--save")
    Path("export.json").write_text(world.fitcheck("data", "export").out, encoding="utf-8")
    for words in examples():
        ran = world.fitcheck(*words)
        if words in ONLY_WHERE_LOCKED:
            assert (ran.code, "Nothing is locked" in ran.err) == (2, True)
        elif len(words) == 1 and words[0] in GROUPS:
            assert "Commands:" in ran.err
        else:
            assert ran.code in (0, 3), (words, ran.err)


def test_errors_are_json_where_json_was_asked_for(world: World) -> None:
    """One object on the standard error, with the exit code; the output stays empty."""
    bad = "stage: established\nanswers:\n  understood: ofen\n  nobody: often\n"
    for words, code in ((("show", "--json"), 2), (("show", "--jsn", "--json"), 2)):
        ran = world.fitcheck(*words)
        assert (ran.code, ran.out) == (code, "")
        assert json.loads(ran.err)["error"]["exit"] == code
    ran = world.fitcheck("assess", "--answers", "-", "--json", stdin=bad)
    error = json.loads(ran.err)["error"]
    assert (ran.code, error["exit"]) == (4, 4)
    assert [one["line"] for one in error["problems"]] == [3, 4]


def test_lint_tells_what_may_be_better(world: World, tmp_path: Path) -> None:
    """A file is right or not, exit 0 or 4; beside that lint says what the wording rules say."""
    own = own_file(tmp_path)
    ran = world.fitcheck("questions", "lint", own)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{own} is right: 1 question.\n")
    assert 'two ideas: it has the word "and"' in ran.out
    told = json.loads(world.fitcheck("questions", "lint", own, "--json").out)
    assert [(one["line"], one["column"]) for one in told["remarks"]] == [(9, 15)]
    own.write_text(OWN_FILE.replace("established", "establishd"), encoding="utf-8")
    ran = world.fitcheck("questions", "lint", own, "--json")
    error = json.loads(ran.err)["error"]
    assert (ran.code, ran.out, len(error["problems"]), len(error["remarks"])) == (4, "", 1, 1)


def test_a_file_that_is_far_too_large_is_invalid(world: World, tmp_path: Path) -> None:
    """A checklist or answers file of more than 1 MB is refused as every file with mistakes is."""
    place = tmp_path / "large.yaml"
    place.write_bytes(b"#" * 2_000_000)
    for words in (
        ("questions", "lint"),
        ("assess", "--answers"),
        ("questions", "list", "--checklist"),
    ):
        ran = world.fitcheck(*words, place)
        assert (ran.code, "larger than 1 MB" in ran.err) == (4, True)


def test_a_bug_is_json_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that asked for JSON reads no frames of ours."""
    monkeypatch.setattr("fitcheck.cli.history.show_history", lambda *_, **__: 1 / 0)
    ran = world.fitcheck("history", "--json")
    assert (ran.code, json.loads(ran.err)["error"]["exit"]) == (1, 1)


def test_no_plain_ends_plain_mode(world: World) -> None:
    """What was remembered is over; 0, false and empty mean no."""
    store = Store(Folder(world.home))
    store.begin()
    store.remember_plain_mode(True)
    assert world.fitcheck("learn", "closeness", "--no-plain").code == 0
    assert not store.plain_mode
    for value, wanted in (("0", False), ("false", False), ("", False), ("No", False), ("1", True)):
        env = dataclasses.replace(world, variables={"ACCESSIBLE": value}).env()
        assert env.asks_for_plain is wanted


# The answers file


BLANKS = (
    *(("--stage", stage) for stage in Stage),
    ("--quick",),
    ("--all", "--stage", "long-term"),
    ("--only", "partnership", "--meeting", "video"),
)


@pytest.mark.parametrize("words", BLANKS, ids=" ".join)
def test_a_blank_answers_file_is_one(world: World, words: tuple[str, ...]) -> None:
    """As it stands it is taken and answers nothing; each first choice it names is taken, too."""
    text = world.fitcheck("questions", "blank", *words).out
    again = ("--quick",) if "--quick" in words else ()
    empty = world.fitcheck("assess", *again, "--answers", "-", "--json", stdin=text)
    assert (empty.code, "left out" in empty.err) == (0, False)
    found = bank()
    lines = []
    for line in text.splitlines():
        question = next((q for q in found.questions if line == f"  {q.id}:"), None)
        if question is None or question.kind is Kind.SEPARATE:
            lines.append(line)
        elif question.kind is Kind.TICKS:
            lines.append(f"{line} [{question.asked.lines[0].id}]")
        else:
            first = found.scale_of(question.asked, question.asked.parts[0]).choices[0].id
            lines.append(f"{line} {first}")
    text = "\n".join(lines)
    filled = world.fitcheck("assess", *again, "--answers", "-", "--json", stdin=text)
    assert (filled.code, "left out" in filled.err) == (0, False), filled.err
    given = [one for one in json.loads(filled.out)["answers"] if one.get("gap") != "skip"]
    assert len(given) >= min(6, len(json.loads(empty.out)["answers"]))


def test_ids_and_answers_stand_side_by_side(world: World) -> None:
    """Whoever lists questions, or looks at one, sees what an answers file wants."""
    listed = world.fitcheck("--plain", "questions", "list").out
    assert "(could-stop: " in listed
    assert "almost never (almost-never)" in world.fitcheck("questions", "show", "stuck").out


@pytest.mark.parametrize(
    "words", [one for one in COMMANDS if one.endswith("--json")], ids=lambda one: one
)
def test_every_json_has_its_schema(world: World, answers: str, tmp_path: Path, words: str) -> None:
    """Whatever writes JSON says by which form."""
    words = words.replace("FILE", str(own_file(tmp_path)))
    for _ in range(2):
        world.fitcheck("assess", "--answers", answers, "--save")
    given = ("--answers", answers) if words.startswith("assess") else ()
    ran = world.fitcheck(*words.split(), *given)
    assert (ran.code, json.loads(ran.out)["schema"]) == (0, 1)


def test_a_page_that_nothing_can_open(world: World, answers: str, tmp_path: Path) -> None:
    """It is written, and one sentence says that it was not opened."""
    world.fitcheck("assess", "--answers", answers, "--save")
    for can, said in ((True, 0), (False, 1)):
        world.can_open = can
        ran = world.fitcheck("report", "-o", tmp_path / f"{can}.html", "--open")
        assert (ran.code, ran.err.count("could open it")) == (0, said)
    assert world.opened == [tmp_path / "True.html"]


def test_a_name_is_looked_at_first(world: World, answers: str, tmp_path: Path) -> None:
    """A folder, a missing folder, a name that is too long: told as such, before anything."""
    for place, said in (
        (tmp_path, "folder"),
        (tmp_path / "missing" / "note.md", "folder"),
        (tmp_path / f"{'n' * 300}.md", "long"),
    ):
        ran = world.fitcheck("assess", "--answers", answers, "--save", "-o", place)
        assert ran.code in (1, 2)
        assert said in ran.err
    assert not world.home.exists()
