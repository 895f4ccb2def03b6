"""Looking back over all check-ins: `fitcheck history`, and what the menu says of time."""

import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from fitcheck.checkin.setup import CheckInOptions, Known, set_up
from fitcheck.cli.context import Context
from fitcheck.cli.menu import Present, menu
from fitcheck.content import bank as shipped
from fitcheck.store.collection import Collection, last_before, number_all, put_together
from fitcheck.store.forgetting import find_check_ins
from fitcheck.store.records import Amendment, CheckIn
from fitcheck.terminal.output import tell
from fitcheck.terminal.paint import draw
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.texts import say_of
from fitcheck.views.history import MOST, ago, between, tell_by_names, tell_history
from fitcheck.vocabulary import Form, Meeting, Stage, Status
from tests.kept import check_in, drawn, keep, responses
from tests.test_start import loaded
from tests.world import START, World

TODAY = (START + timedelta(days=80)).date()
COURSE = "- Point 2: "
LOW = {"d": "rarely"}
LOWEST = {"d": "rarely", "e": "almost-never"}

YEAR = (
    check_in("aaaaaa", stage=Stage.FIRST_SESSIONS),
    check_in("bbbbbb", responses(LOW), days=40),
    check_in("cccccc", responses({**LOWEST, "a": "not-sure", "b": "not-sure"}), days=80),
)


def shown(*check_ins: CheckIn, width: int = 80) -> str:
    return drawn(tell_history(number_all(check_ins), TODAY, Collection()), width)


def said(*check_ins: CheckIn) -> str:
    return tell(tell_history(number_all(check_ins), TODAY, Collection()))


def test_three_stand_side_by_side() -> None:
    """From three on each check-in has its marks, and the last change is told in words."""
    assert (
        shown(*YEAR)
        == """\
Sam
No.  When                            Where I was            1  2  3  4  5
1    2 months ago, 23 November 2026  first sessions         ●  ●
2    5 weeks ago, 2 January 2027     five sessions or more  ●  ◐
3    today, 11 February 2027         five sessions or more  ○  ▲

● in place  ◐ worth a look  ▲ worth raising  ○ can't say yet  blank: not asked

- Point 1: in place from November 2026 to January 2027, then can't say yet in
  February 2027.
- Point 2: in place in November 2026, then worth a look in January 2027, then
  worth raising in February 2027.

The points:
1. Point 1.
2. Point 2.
3. Point 3.
4. Point 4.
5. Point 5.

To see one again, give its number: fitcheck show 3
What moved since the one before: fitcheck compare
"""
    )


def test_plain_tells_the_same_in_sentences() -> None:
    """One sentence for each check-in, one for each point that changed last; no marks."""
    assert (
        said(*YEAR)
        == """\

Sam.
Check-in 1, 2 months ago, on 23 November 2026: first sessions. In place: points 1 and 2. \
Not asked: points 3, 4 and 5.
Check-in 2, 5 weeks ago, on 2 January 2027: five sessions or more. In place: point 1. \
Worth a look: point 2. Not asked: points 3, 4 and 5.
Check-in 3, today, on 11 February 2027: five sessions or more. Worth raising: point 2. \
Can't say yet: point 1. Not asked: points 3, 4 and 5.
Point 1: in place from November 2026 to January 2027, then can't say yet in February 2027.
Point 2: in place in November 2026, then worth a look in January 2027, \
then worth raising in February 2027.
The points:
1. Point 1.
2. Point 2.
3. Point 3.
4. Point 4.
5. Point 5.
To see one again, give its number: fitcheck show 3
What moved since the one before: fitcheck compare
"""
    )


def test_two_are_no_trend() -> None:
    """One or two check-ins have their marks in a row, and nothing is made of a change."""
    for few in (YEAR[:1], YEAR[:2]):
        text = shown(*few)
        assert "1    2 months ago, 23 November 2026  first sessions" in text
        assert "●" in text
        assert COURSE not in text + said(*few)


def test_only_full_ones_make_a_trend() -> None:
    """Quick check-ins are told, and have no marks: three of them are no trend either."""
    quick = [check_in(f"qqqqq{n}", days=n, form=Form.QUICK) for n in range(3)]
    assert said(*quick, *YEAR[1:]).count("six quick questions") == 3
    assert "●" not in shown(*quick)
    assert COURSE not in shown(*quick, *YEAR[1:])
    assert COURSE in shown(*quick, *YEAR)


def test_each_therapist_has_a_part() -> None:
    """Labels match in any case, numbers run over all, and before booking stands apart."""
    text = said(
        check_in("aaaaaa", therapist="", form=Form.LOOKING, stage=Stage.LOOKING),
        check_in("bbbbbb", days=1, therapist="sam"),
        check_in("cccccc", days=2, therapist="Kim"),
        check_in("dddddd", days=3, therapist="SAM"),
        check_in("eeeeee", days=4, therapist=""),
    )
    parts = [part.partition("\n")[0] for part in text.strip().split("\n\n")]
    assert parts == ["Before booking.", "SAM.", "Kim.", "A therapist without a name."]
    sam = text.split("SAM.")[1].split("Kim.")[0]
    assert [line[:11] for line in sam.split("\n") if line] == ["Check-in 2,", "Check-in 4,"]


def test_no_change_is_made_of_a_gap() -> None:
    """A point that was not asked is told as not asked: no status is filled in."""
    gap = {"d": "does-not-apply", "e": "does-not-apply", "f": "does-not-apply"}
    then, now = check_in("aaaaaa"), check_in("cccccc", responses(LOW), days=60)
    between_them = check_in("bbbbbb", responses(gap), days=30)
    assert (
        "Point 2: in place in November 2026, then not asked in December 2026, "
        "then worth a look in January 2027."
    ) in said(then, between_them, now)


def test_many_are_told_by_the_year() -> None:
    """As many as a screen holds are told one by one, those before by the year."""
    many = [check_in(f"a{n:05}", days=n - 500) for n in range(540)]
    text = said(*many)
    assert text.count("Check-in ") == MOST
    assert "2025: 174 check-ins, numbers from 1 to 174." in text
    assert "2026: 354 check-ins, numbers from 175 to 528." in text
    assert "Check-in 529, " in text


@pytest.mark.parametrize("width", [40, 80])
def test_it_fits(width: int) -> None:
    """No line is wider than the terminal, and no word of a status is cut."""
    text = shown(*YEAR, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert "worth raising" in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (69, "9 weeks ago"),
        (70, "2 months ago"),
        (729, "23 months ago"),
        (731, "2 years ago"),
    ],
)
def test_how_long_ago(days: int, words: str) -> None:
    """Days, then weeks, then months, then years, as people say it."""
    assert ago(TODAY - timedelta(days=days), TODAY) == words


def test_time_between() -> None:
    """One of a kind has no s."""
    assert between(date(2026, 5, 1), date(2026, 5, 2)) == "1 day"
    assert between(date(2026, 5, 1), date(2026, 6, 5)) == "5 weeks"


# The command -------------------------------------------------------------------------


def test_nothing_yet(world: World) -> None:
    """Where there is no check-in a sentence says so; for a program the list is empty."""
    ran = world.fitcheck("history")
    assert (ran.code, ran.out) == (2, "")
    assert "fitcheck assess" in ran.err
    assert json.loads(world.fitcheck("history", "--json").out) == {"checkins": [], "schema": 1}


def test_the_number_is_what_other_commands_take(world: World) -> None:
    """The number beside a check-in shows that check-in."""
    keep(world, *YEAR)
    told = json.loads(world.fitcheck("history", "--json").out)["checkins"]
    for line in told:
        again = json.loads(world.fitcheck("show", str(line["number"]), "--json").out)
        assert again["checkin"]["id"] == line["id"]


def test_json(world: World) -> None:
    """Each check-in with its number and its points; a changed answer counts."""
    changed = responses({"a": "rarely"}).item("a")
    assert changed is not None
    keep(world, *YEAR, Amendment(id="aamend", check_in="aaaaaa", at=START, now=changed))
    first = json.loads(world.fitcheck("history", "--json").out)["checkins"][0]
    assert first == {
        "id": "aaaaaa",
        "status": "amended",
        "form": "full",
        "stage": "first-sessions",
        "started": "2026-11-23T14:51:00Z",
        "finished": "2026-11-23T15:00:00Z",
        "number": 1,
        "therapist": "Sam",
        "points": {
            "1": "worth-a-look",
            "2": "in-place",
            "3": "not-asked",
            "4": "not-asked",
            "5": "not-asked",
        },
        "topics": [],
    }


def test_one_therapist(world: World) -> None:
    """`--therapist` shows the check-ins with one, in any case, with their numbers."""
    keep(world, check_in("aaaaaa", therapist="Kim"), check_in("bbbbbb", days=1))
    ran = world.fitcheck("history", "--therapist", " sAM ")
    assert "\n2    today" in ran.out
    assert "Kim" not in ran.out


SPELLINGS = (("Sam Lee", "SAM LEE"), ("Sam Lee", "sam \t lee "), ("Zo\u00eb", "ZOE\u0308"))


@pytest.mark.parametrize(("typed", "then"), SPELLINGS)
def test_two_spellings_are_one_therapist(
    world: World, tmp_path: Path, typed: str, then: str
) -> None:
    """Capitals, blanks and the way an accent is typed part nobody, in whatever is asked."""
    kept = [
        check_in("aaaaaa", therapist=typed),
        check_in("bbbbbb", days=9, therapist=typed),
        check_in("cccccc", days=19, therapist=then),
    ]
    keep(world, *kept, check_in("dddddd", days=5, therapist="Kim"))
    collection = put_together(kept)
    assert collection.labels == (then,)
    assert last_before(collection.check_ins, kept[2]) == kept[1]
    bank = shipped()
    wishes = CheckInOptions(stage=Stage.ESTABLISHED, meeting=Meeting.VIDEO, therapist=then)
    known = Known(put_together((kept[0], check_in("dddddd", days=5, therapist="Kim"))))
    draft = set_up(world.env(), ScriptedPrompter({}), bank, wishes, known)
    assert draft.therapist == typed
    for label in (typed, then):
        listed = world.fitcheck("history", "--therapist", label, "--json").out
        assert [one["id"] for one in json.loads(listed)["checkins"]] == [
            "aaaaaa",
            "bbbbbb",
            "cccccc",
        ]
    assert world.fitcheck("compare").out.startswith("Two check-ins with ")
    page = tmp_path / "me.html"
    world.fitcheck("report", "--for", "me", "--to", "html", "-o", page)
    assert "From check-in to check-in" in page.read_text(encoding="utf-8")
    world.fitcheck("data", "forget", "--therapist", then, "--yes")
    left = json.loads(world.fitcheck("history", "--json").out)["checkins"]
    assert [one["id"] for one in left] == ["dddddd"]


def test_an_unknown_name_tells_no_name(world: World) -> None:
    """Somebody may read along: neither the names that are kept nor the one typed is told."""
    keep(world, *YEAR)
    for more in ((), ("--json",)):
        ran = world.fitcheck("history", "--therapist", "Kim", *more)
        assert (ran.code, ran.out) == (2, "")
        assert "no check-in with that name" in ran.err
        assert "Sam" not in ran.err
        assert "Kim" not in ran.err


def test_locked_and_declined(world: World) -> None:
    """Without the passphrase the names of the files tell how many there are, and when."""
    records = world.home / "records"
    records.mkdir(parents=True)
    for day, id in (("20261014", "aaaaaa"), ("20261118", "bbbbbb")):
        (records / f"{day}T100000Z-check-in-{id}.json.age").write_bytes(b"")
    (records / "20261118T100500Z-note-cccccc.json.age").write_bytes(b"")
    ran = world.fitcheck("--plain", "history", stdin="\n")
    assert ran.code == 0
    assert ran.out.endswith("""
Your check-ins.
2 check-ins, locked. The names of the files tell this much.
Check-in 1, 5 weeks ago, on 14 October 2026.
Check-in 2, 5 days ago, on 18 November 2026.
With your passphrase, fitcheck --plain history tells more.
""")
    drawn_page = world.fitcheck("history")
    assert drawn_page.code == 0, "nobody to ask is the same as declined"
    assert "2    5 days ago, 18 November 2026" in drawn_page.out
    assert world.fitcheck("history", "--json").code == 3


@pytest.mark.parametrize("command", [("history",), ("show",), ("compare",), ("show", "--json")])
def test_what_cannot_be_read_is_named(world: World, command: tuple[str, ...]) -> None:
    """Damaged files are named on stderr as sentences, and the rest is shown."""
    keep(world, *YEAR)
    well = world.fitcheck(*command)
    damaged = world.home / "records" / "20261201T100000Z-check-in-dddddd.json"
    damaged.write_text("{", encoding="utf-8")
    ran = world.fitcheck(*command)
    assert (ran.code, ran.out, well.err) == (0, well.out, "")
    assert f"{damaged} was left out. It is damaged" in ran.err
    assert ran.err.endswith("To look closer: fitcheck data check\n")


def test_many_damaged_files_are_counted(world: World) -> None:
    """A screen full of paths helps nobody: five are named, the others counted."""
    keep(world, *YEAR)
    for number in range(9):
        (world.home / "records" / f"copy {number}").write_text("", encoding="utf-8")
    ran = world.fitcheck("history")
    assert ran.err.count("was left out") == 5
    assert "4 more could not be read." in ran.err


def test_a_name_comes_out_as_typed(world: World) -> None:
    """Brackets and markup in a label are no markup."""
    keep(world, check_in("aaaaaa", therapist="[red]Dr. <b>:cat:[/]"))
    assert "[red]Dr. <b>:cat:[/]" in world.fitcheck("history").out


def test_an_ascii_terminal_gets_its_own_marks() -> None:
    """Where the marks cannot be shown, other signs stand in their place."""
    blocks = tell_history(number_all(YEAR), TODAY, Collection())
    lines = draw(blocks, 80, ascii_only=True)
    text = "\n".join("".join(part for _, part in line) for line in lines)
    assert text.isascii()
    assert "+ in place" in text


def test_a_program_waits_for_nothing_it_does_not_need(world: World) -> None:
    """JSON is written without loading what draws, asks, or reads the bank."""
    keep(world, *YEAR)
    for command in ("history", "compare"):
        packages = loaded(world.home, command, "--json")
        assert not packages & {"rich", "yaml", "prompt_toolkit", "questionary", "pyrage"}
        assert not loaded(world.home, command, "--plain") & {"rich", "prompt_toolkit"}


# The menu ----------------------------------------------------------------------------


def quiet_lines(present: Present) -> list[str]:
    return tell(menu(present).body).splitlines()


def test_the_menu_tells_when_the_next_one_makes_sense() -> None:
    """Four to six sessions on; as dates for those who meet every week."""
    last = date(2026, 11, 23)
    for today, words in (
        (date(2026, 12, 1), "that is from 21 December 2026 to 4 January 2027."),
        (date(2026, 12, 21), "that time has come."),
    ):
        (_, line) = quiet_lines(Present(check_ins=1, last=last, today=today))
        assert "four to six sessions" in line
        assert line.endswith(f"If you meet every week, {words}")
    assert len(quiet_lines(Present(check_ins=1, today=last))) == 1


def test_the_menu_looks_back_from_two_on(world: World) -> None:
    """With two check-ins the menu offers all of them and what moved, and shows them on a page."""
    keep(world, YEAR[0])
    look = 1 + [one.id for one in menu(Present(check_ins=1, open_topics=0)).options].index("look")
    assert "over time" not in world.fitcheck("--plain", stdin=f"{look}\n\n", terminal=True).out
    keep(world, YEAR[1])
    typed = f"{look}\na\n\n{look}\nm\n\nl\n"
    ran = world.fitcheck("--plain", stdin=typed, terminal=True)
    assert ran.code == 0
    assert "All of them over time" in ran.out
    assert "Check-in 2" in ran.out


def test_before_booking_there_are_no_sessions_to_count(world: World) -> None:
    """After a check-in before booking the menu suggests no next one."""
    keep(world, check_in("aaaaaa", form=Form.LOOKING, stage=Stage.LOOKING))
    assert "sessions" not in world.fitcheck("--plain", stdin="", terminal=True).out


def test_every_status_has_its_word() -> None:
    """The line under the marks knows all five."""
    skipped = dict.fromkeys("abc", "skip")
    raised, looked = responses(LOWEST), responses({**LOW, **skipped})
    text = shown(check_in("aaaaaa", raised), check_in("bbbbbb", looked), check_in("cccccc"))
    for status in Status:
        assert say_of("status", status) in text


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose day began ten hours before."""
    monkeypatch.setenv("TZ", "EAST-10")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows asks nobody for the time of day")
def test_a_day_is_the_one_of_the_computer(world: World, far_east: None) -> None:  # noqa: ARG001
    """What was taken in the afternoon of London was taken the next morning here."""
    keep(world, check_in("aaaaaa"))
    store = Context(env=world.env()).store
    names = tell(tell_by_names(store.listing("check-in"), TODAY))
    told = world.fitcheck("history", "--plain").out, names
    assert all("on 24 November 2026" in one for one in told)
    assert find_check_ins(store, ["aaaaaa"]).days == (date(2026, 11, 24),)
    assert "2026-11-24" in world.fitcheck("data", "export", "--csv").out


def test_a_name_is_told_as_it_was_typed(world: World) -> None:
    """A label keeps its small letters, at the beginning of a line, too."""
    keep(world, check_in("aaaaaa", therapist="dr. k"))
    assert "\ndr. k.\n" in world.fitcheck("history", "--plain").out
