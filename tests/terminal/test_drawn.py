"""The drawn face: what stands on the screen, and what a key leads to."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fitcheck.document import Answered, Paragraph
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.card import CardScene
from fitcheck.terminal.confirm_leaving import ConfirmLeaving
from fitcheck.terminal.lists import AgreeScene, MenuScene, TickScene
from fitcheck.terminal.pages import FormScene, PageScene
from fitcheck.terminal.paint import StyledLine
from fitcheck.terminal.prompts import (
    Action,
    Field,
    Form,
    Menu,
    Option,
    Prompter,
    Ticks,
    Unfinished,
)
from fitcheck.terminal.scene import Room, Scene
from fitcheck.terminal.screen import ScreenPrompter
from fitcheck.terminal.wrap import width_of
from tests.terminal.at_a_screen import (
    ALT_ENTER,
    CTRL_C,
    CTRL_J,
    DOWN,
    END,
    ENTER,
    ESC,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    RIGHT,
    TAB_BACK,
    UP,
    Seen,
    pasted,
    press,
    press_and_end,
)
from tests.terminal.driver import CHOICES, LONG_MENU, MENU, PAGE, STATEMENTS, TICKS, card
from tests.terminal.driver import read as read_page

LABELS = ("almost never", "rarely", "sometimes", "often", "almost always")
GAPS = ("not sure", "does not apply", "skip")


def asked(*keys: str, size: tuple[int, int] = (80, 24), **changes: str) -> Seen:
    return press(*keys, at=lambda prompter: prompter.card(card(1, **changes)), size=size)


def chosen(menu: Menu, *keys: str, size: tuple[int, int] = (80, 24)) -> Seen:
    return press(*keys, at=lambda prompter: prompter.select(menu), size=size)


def ticked(ticks: Ticks, *keys: str) -> Seen:
    return press(*keys, at=lambda prompter: prompter.multiselect(ticks))


def written(field: Field, *keys: str) -> Seen:
    return press(*keys, at=lambda prompter: prompter.text(field))


def agreed(*keys: str) -> Seen:
    return press(*keys, at=lambda prompter: prompter.confirm("Set it aside?"))


def read(*keys: str, size: tuple[int, int] = (80, 24)) -> Seen:
    return press(*keys, at=read_page, size=size)


def paused(act: Callable[[], object]) -> str:
    """What was kept when an act paused."""
    with pytest.raises(Paused) as pause:
        act()
    return pause.value.typed


def clock(*times: float) -> Callable[[], float]:
    """A clock that is looked at: at these times, and then a hundredth later each time."""
    told = list(times)

    def look() -> float:
        told.append(told[-1] + 0.01)
        return told.pop(0)

    return look


class TestCard:
    """A card and its keys."""

    def test_shows_all_of_a_card(self) -> None:
        """Theme, place, window, statement, five choices, three gaps and the keys are in sight."""
        picture = asked("3").first
        for part in ("At ease with them", "1 of 33", "Lately", STATEMENTS[0], *LABELS, *GAPS):
            assert part in picture
        assert "1-5 or arrows+Enter  b back  t note  ? why  o overview  q pause" in picture.replace(
            "   ", "  "
        )

    @pytest.mark.parametrize("columns", [40, 80])
    def test_one_question_asked_again_has_no_place(self, columns: int) -> None:
        """Where one question stands alone, neither a count nor a bar makes it a first of many."""
        alone = replace(card(1), place=1, of=1)
        seen = press("3", at=lambda prompter: prompter.card(alone), size=(columns, 24))
        assert "At ease with them" in seen.first
        assert "1 of 1" not in seen.first
        assert "\u2501" not in seen.first

    @pytest.mark.parametrize(
        ("key", "said"),
        [
            ("1", "almost-never"),
            ("5", "almost-always"),
            ("u", "not-sure"),
            ("x", "does-not-apply"),
            ("s", "skip"),
            ("S", "skip"),
        ],
    )
    def test_one_key_answers(self, key: str, said: str) -> None:
        """A number or letter answers at once, with Caps Lock on, too."""
        assert asked(key).said == said

    @pytest.mark.parametrize(
        ("key", "move"),
        [
            ("b", Action.BACK),
            (LEFT, Action.BACK),
            ("t", Action.NOTE),
            ("?", Action.WHY),
            ("o", Action.OVERVIEW),
        ],
    )
    def test_moves(self, key: str, move: Action) -> None:
        """Back, note, why and overview leave the card without an answer."""
        assert asked(key).said is move

    @pytest.mark.parametrize("key", ["q", CTRL_C])
    def test_pauses_at_once(self, key: str) -> None:
        """`q` and Ctrl-C pause, and no text is made up."""
        assert paused(lambda: asked(key)) == ""

    def test_nothing_is_chosen_beforehand(self) -> None:
        """An open card has no pointer, and Enter does nothing on it."""
        seen = asked(ENTER, "2")
        assert "›" not in seen.first
        assert seen.said == "rarely"

    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            ((DOWN, ENTER), "almost-never"),
            ((DOWN, DOWN, DOWN, UP, ENTER), "rarely"),
            ((UP, ENTER), "skip"),
            ((DOWN, UP, UP, ENTER), "almost-never"),
        ],
    )
    def test_arrows_and_enter_answer(self, keys: tuple[str, ...], said: str) -> None:
        """Arrows move the pointer from end to end, and Enter takes what it is on."""
        assert asked(*keys).said == said

    def test_an_earlier_answer_is_marked_and_enter_keeps_it(self) -> None:
        """On an answered card the pointer is on the answer, which says in words what it is."""
        seen = asked(ENTER, given="often")
        assert "› 4  often (your answer)" in seen.first
        assert seen.said == "often"

    def test_an_earlier_gap_is_marked(self) -> None:
        """A skip is an answer like others."""
        assert "› s skip (your answer)" in asked(ENTER, given="skip").first

    @pytest.mark.parametrize("key", ["7", "0", "z", RIGHT, TAB_BACK, CTRL_J, pasted("3 3 3")])
    def test_other_keys_do_nothing(self, key: str) -> None:
        """A key without a meaning, and whatever is pasted, answers nothing, and is answered."""
        seen = asked(key, "4")
        told = set(seen.pictures[1].splitlines()) - set(seen.pictures[0].splitlines())
        assert len(told) == 1
        assert re.search("does nothing here|Press an arrow", told.pop())
        assert seen.said == "often"

    def test_escape_does_nothing_on_a_bare_card(self) -> None:
        """Esc closes what is on top of a card, and here nothing is."""
        assert asked(ESC, "4").said == "often"

    def test_context_hint_and_note_are_shown(self) -> None:
        """A follow-up shows what it follows; a theme its line; a note stands beside the card."""
        picture = asked("1", context="I felt put down.", intro="Their job, too.", note="why?").first
        for part in ("I felt put down.", "Their job, too.", "Your note: why?"):
            assert part in picture

    def test_a_long_note_is_cut_short(self) -> None:
        """A note of a page does not push the statement away."""
        picture = asked("1", note="word " * 400).first
        assert STATEMENTS[0] in picture
        assert "..." in picture

    def test_a_choice_with_its_own_letter(self) -> None:
        """A choice may name its key."""
        yes = replace(card(), choices=(Option("yes", "yes", "y"), Option("no", "no", "n")))
        assert press("n", at=lambda prompter: prompter.card(yes)).said == "no"

    def test_one_card_after_the_other(self) -> None:
        """Keys that come in time are each for the card in sight."""
        seen = press("1", "5", at=lambda prompter: [prompter.card(card(place)) for place in (1, 2)])
        assert seen.said == ["almost-never", "almost-always"]
        assert "1 of 33" in seen.first
        assert "2 of 33" in seen.last

    def test_hostile_text_stays_text(self) -> None:
        """Brackets, escapes, emoji and wide signs are shown, and steer nothing."""
        seen = asked("3", text="[b]bold[/b] \x1b]0;title\x07 \x1b[2J 你好 👩‍👩‍👧 {x} <i>")
        assert "[b]bold[/b]" in seen.first
        assert "\x1b]0;" not in seen.raw
        assert "你" in seen.first
        assert seen.said == "sometimes"


class TestTheme:
    """A theme is a screen."""

    ABOVE = (Answered("We agree on what we work towards.", "often"),)

    def rows(self, **changes: Any) -> list[str]:
        """The lines of the first picture of a card, from the top of the screen."""
        layout = CardScene.of(replace(card(), **changes)).lay(Room(24, 80))
        return ["".join(text for _, text in line) for line in layout.lines]

    def test_choices_and_keys_stand_in_the_same_rows(self) -> None:
        """Whatever a card says and however few its choices, the hand finds them where they were."""
        plain = self.rows()
        begins = plain.index("  1  almost never")
        for changes in (
            {"above": self.ABOVE * 9},
            {"intro": "How it is to be with your therapist."},
            {"turn": "From here: did it happen?", "context": "I felt put down."},
            {"choices": CHOICES[:2], "note": "A word."},
        ):
            rows = self.rows(**changes)
            assert rows.index("  1  almost never") == begins
            assert rows[-1].startswith("1-") and len(rows) == len(plain)
            assert [n for n, row in enumerate(rows) if "u not sure" in row] == [
                n for n, row in enumerate(plain) if "u not sure" in row
            ]

    def test_what_was_answered_stands_above_with_its_answer(self) -> None:
        """One quiet line each, the newest last; the oldest goes where there is no place."""
        many = tuple(Answered(f"Statement {n}.", "often") for n in range(30))
        picture = "\n".join(self.rows(above=many))
        assert "Statement 29." in picture
        assert "Statement 0." not in picture
        assert STATEMENTS[0] in picture

    @pytest.mark.parametrize("size", [(40, 24), (80, 12)])
    def test_small_windows_show_the_open_statement_alone(self, size: tuple[int, int]) -> None:
        """Narrow or low, the statement and its choices are all there is."""
        seen = press("1", at=lambda one: one.card(replace(card(), above=self.ABOVE)), size=size)
        assert self.ABOVE[0].statement not in seen.first
        assert " ".join(STATEMENTS[0].split()) in " ".join(seen.first.split())

    @pytest.mark.parametrize(("key", "said"), [("y", "yes"), ("n", "no"), ("2", "yes")])
    def test_yes_and_no_have_their_letters(self, key: str, said: str) -> None:
        """Numbered or not, `y` is yes and `n` is no."""
        asked_so = replace(card(), choices=(Option("no", "no"), Option("yes", "yes")))
        assert press(key, at=lambda one: one.card(asked_so)).said == said

    def test_escape_leaves_where_a_card_says_so(self) -> None:
        """What can be left altogether says how."""
        gate = replace(card(), leave="Esc leaves these questions.")
        seen = press(ESC, at=lambda one: one.card(gate))
        assert "Esc leaves these questions." in seen.first
        assert seen.said is Action.LEAVE

    @pytest.mark.parametrize(
        "sequence",
        ["\x1b[25;5~", "\x1b[97;5u", "\x1bO3P", "\x1b]11;rgb:1/2/3\x07", "\x1b[<35;4;5M", "\x1bq"],
    )
    def test_sequences_of_unknown_keys_are_dropped_whole(self, sequence: str) -> None:
        """No letter of them answers, pauses or moves."""
        assert press(sequence + "4", at=lambda one: one.card(card())).said == "often"

    @pytest.mark.parametrize("digit", range(1, 6))
    def test_keypad_digits_are_digits(self, digit: int) -> None:
        """In the mode in which a keypad sends sequences, too."""
        key = f"\x1bO{chr(ord('p') + digit)}"
        assert asked(key).said == CHOICES[digit - 1].id


def helping(prompter: Prompter) -> None:
    """The pages of help, as a test sees them."""
    prompter.page("Who can help", (Paragraph("Call your local emergency number."),))


class TestHelp:
    """Help by country, from everywhere but a place to type."""

    @pytest.mark.parametrize(
        "ask",
        [
            lambda one: one.card(card()),
            lambda one: one.select(MENU),
            lambda one: one.multiselect(TICKS),
            lambda one: one.confirm("Set it aside?"),
            lambda one: one.page("A page", (Paragraph("Read me."),)),
        ],
    )
    def test_h_opens_help_and_leads_back(self, ask: Callable[[ScreenPrompter], object]) -> None:
        """The pages come, and Esc leads back to the same screen."""
        seen = press("h", ESC, "q", at=ask, help=helping, pauses=True)
        assert "h who helps" in seen.first
        assert "Call your local emergency number." in seen.pictures[1]
        assert seen.pictures[2] == seen.first

    def test_without_help_it_is_not_offered(self) -> None:
        """What is not there is not told."""
        assert "h who helps" not in asked("1").first


class TestOnlyWhatWasSeen:
    """A key answers only what was seen."""

    env = Env.of_process()._replace(settle=0.15, variables={"TERM": "xterm"}, stdout=io.StringIO())

    def ask_two(self, prompter: ScreenPrompter) -> object:
        """Two cards, one after the other."""
        return [prompter.card(card(1)), prompter.card(card(2))]

    def test_a_key_that_comes_too_early_is_dropped(self) -> None:
        """Within the wait after a card was painted nothing answers it."""
        early = clock(0.0, 0.05)
        assert paused(lambda: press("3", "q", at=self.ask_two, env=self.env, clock=early)) == ""

    def test_a_key_in_time_answers(self) -> None:
        """After the wait a key answers."""
        seen = press(
            "3", at=lambda prompter: prompter.card(card()), env=self.env, clock=clock(0, 0.2)
        )
        assert seen.said == "sometimes"

    def test_a_burst_answers_one_card(self) -> None:
        """Of many keys at once only the first counts, and no key is kept for the next card."""
        said: list[object] = []

        def ask_on(prompter: ScreenPrompter) -> None:
            while True:
                said.append(prompter.card(card(len(said) + 1)))

        keys = ("3" * 50, "3" * 50, "q")
        paused(lambda: press(*keys, at=ask_on, env=self.env, clock=clock(0, 0.2)))
        assert said == ["sometimes"]

    def test_dropped_keys_hold_the_answer_back(self) -> None:
        """A held key answers nothing for as long as it is held."""
        held = clock(0.0, *(0.14 + 0.03 * n for n in range(40)))
        keys = (*["3"] * 30, "q")
        paused(
            lambda: press(
                *keys, at=lambda prompter: prompter.card(card()), env=self.env, clock=held
            )
        )

    def test_moves_always_count(self) -> None:
        """A move is never too early."""
        seen = press("b", at=lambda prompter: prompter.card(card()), env=self.env, clock=clock(0))
        assert seen.said is Action.BACK

    def test_menus_and_pages_are_not_closed_by_a_burst_either(self) -> None:
        """What was meant for a card picks nothing in a menu that follows."""

        def both(prompter: ScreenPrompter) -> None:
            prompter.card(card())
            prompter.select(MENU)
            pytest.fail("the menu was answered by a key that was meant for the card")

        paused(lambda: press("222", "2", "q", at=both, env=self.env, clock=clock(0, 0.2)))

    def test_enter_leaves_an_untouched_field_only_when_it_was_seen(self) -> None:
        """A second Enter too many does not pass a field by; after typing Enter always counts."""
        field = Field("What happened?")
        keys = (ENTER, "so", ENTER)
        seen = press(*keys, at=lambda prompter: prompter.text(field), env=self.env, clock=clock(0))
        assert seen.said == "so"


class TestMenu:
    """A choice."""

    def test_shows_text_question_and_options(self) -> None:
        """What belongs to the question stands above it, the options below, in their order."""
        picture = chosen(MENU, "2").first
        parts = ("begun on 3 May", MENU.title, "1  Go on", "2  Start", "3  Read", "o  Show all")
        places = [picture.index(part) for part in parts]
        assert places == sorted(places)

    @pytest.mark.parametrize(("key", "said"), [("1", "go-on"), ("3", "read"), ("o", "all")])
    def test_number_or_letter_picks(self, key: str, said: str) -> None:
        """One key picks."""
        assert chosen(MENU, key).said == said

    def test_the_key_line_is_true(self) -> None:
        """Numbers are told where they pick at once, arrows and Enter where they are needed."""
        assert "1-3 or arrows+Enter choose   q pause" in chosen(MENU, "1").first
        assert "arrows+Enter choose   b back   q pause" in chosen(LONG_MENU, "b").first

    def test_enter_picks_the_default(self) -> None:
        """The default is shown with what picks it."""
        seen = chosen(MENU, ENTER)
        assert "› 1  Go on where you stopped (Enter)" in seen.first
        assert seen.said == "go-on"

    def test_without_a_default_enter_does_nothing_at_first(self) -> None:
        """Only a pointer that was moved is picked by Enter."""
        seen = chosen(replace(MENU, default=""), ENTER, DOWN, DOWN, ENTER)
        assert "Enter)" not in seen.first
        assert seen.said == "start"

    @pytest.mark.parametrize("key", ["b", LEFT, ESC])
    def test_back_where_the_menu_allows_it(self, key: str) -> None:
        """Back, and Esc, which closes what is on top."""
        assert chosen(replace(MENU, back=True), key).said is Action.BACK

    def test_no_back_where_it_does_not(self) -> None:
        """A menu without a way back says nothing of one and stays."""
        seen = chosen(MENU, "b", LEFT, "3")
        assert "b back" not in seen.first
        assert seen.said == "read"

    @pytest.mark.parametrize("key", ["q", CTRL_C])
    def test_pauses(self, key: str) -> None:
        """`q` pauses here as everywhere."""
        assert paused(lambda: chosen(MENU, key)) == ""

    def test_a_long_list_takes_two_digits_and_enter(self) -> None:
        """Above nine, digits move the pointer, which stays in sight, and Enter picks."""
        seen = chosen(LONG_MENU, "3", "7", ENTER)
        assert "› 37" in seen.last
        assert seen.said == "q37"

    def test_a_number_that_cannot_go_on_begins_anew(self) -> None:
        """After 37 a 5 is five."""
        assert chosen(LONG_MENU, "3", "7", "5", ENTER).said == "q5"

    @pytest.mark.parametrize("size", [(80, 24), (40, 7)])
    def test_the_pointer_stays_in_sight(self, size: tuple[int, int]) -> None:
        """Walking down a list that is longer than the window scrolls it."""
        seen = chosen(LONG_MENU, *[DOWN] * 40, ENTER, size=size)
        for number, picture in enumerate(seen.pictures[1:41], 1):
            assert f"› {number}" in picture
        assert seen.said == "q40"

    def test_a_long_text_scrolls_over_the_options(self) -> None:
        """However long the text, question and options stay; space reads on."""
        body = tuple(Paragraph(f"Paragraph {number}.") for number in range(60))
        seen = chosen(replace(MENU, body=body), *[" "] * 9, PAGE_UP, "3")
        assert "Paragraph 0." in seen.first
        assert "more below (space)" in seen.first
        assert "Paragraph 59." in seen.pictures[9]
        assert all("3  Read" in picture for picture in seen.pictures)
        assert seen.said == "read"

    def test_enter_reads_to_the_end_before_it_picks(self) -> None:
        """Where a text is to be agreed to, Enter says so, and picks once its end was in sight."""
        body = tuple(Paragraph(f"Paragraph {number}.") for number in range(12))
        menu = replace(MENU, body=body, default=MENU.options[0].id, read_first=True)
        seen = chosen(menu, *[ENTER] * 9)
        assert "more below (Enter)" in seen.first
        assert f"{MENU.options[0].label} (Enter)" not in seen.first
        assert "Paragraph 11." in seen.last
        assert f"{MENU.options[0].label} (Enter)" in seen.last
        assert seen.said == MENU.options[0].id

    def test_a_number_out_of_sight_only_moves_the_pointer(self) -> None:
        """What is picked at once was seen."""
        nine = Menu("Which?", tuple(Option(f"o{n}", f"Option {n}") for n in range(1, 10)))
        seen = chosen(nine, "9", ENTER, size=(80, 6))
        assert "› 9" in seen.last
        assert seen.said == "o9"


class TestGlance:
    """A menu whose options the text shows."""

    GLANCE = Menu(
        title="",
        heading="Where things stand",
        aside="26 November",
        options=(
            *(Option(f"p{n}", f"Point {n}", str(n), shown=False) for n in range(1, 6)),
            Option("on", "go on", shown=False),
            Option("all", "all answers", "o", shown=False),
        ),
        body=PAGE[:5],
        default="on",
        back=True,
        foot="If you are not safe right now, press h.",
        keys=(("1-5", "open a point"), ("Enter", "go on"), ("o", "all answers")),
    )

    @pytest.mark.parametrize(
        ("key", "said"), [("3", "p3"), (ENTER, "on"), ("o", "all"), ("b", Action.BACK)]
    )
    @pytest.mark.parametrize("size", [(80, 24), (40, 24), (40, 8)])
    def test_keys_pick_what_is_not_listed(
        self, key: str, said: object, size: tuple[int, int]
    ) -> None:
        """The line of keys names them, and the fixed line stays in sight."""
        seen = chosen(self.GLANCE, key, size=size)
        assert seen.said == said
        assert "not safe right now" in seen.first

    def test_numbers_of_their_own(self) -> None:
        """An overview names questions by their own numbers, under the titles of themes."""
        menu = Menu(
            "Where to?",
            (Option("a", "One", "12", above="Trust"), Option("b", "Two", "13", above="Say")),
        )
        seen = chosen(menu, "1", "3", ENTER)
        assert "Trust" in seen.first
        assert seen.said == "b"


class TestTicks:
    """Lines to tick."""

    def test_enter_gives_what_is_ticked(self) -> None:
        """Nothing changed gives back what was ticked before."""
        seen = ticked(TICKS, ENTER)
        assert "1  [x]" in seen.first
        assert "2  [ ]" in seen.first
        assert seen.said == {"t1"}

    def test_numbers_and_space_toggle(self) -> None:
        """A number ticks its line, space the line of the pointer."""
        assert ticked(TICKS, "2", ENTER).said == {"t1", "t2"}
        assert ticked(TICKS, "1", DOWN, DOWN, " ", ENTER).said == {"t3"}

    def test_it_comes_again_at_the_line_that_was_asked_about(self) -> None:
        """Among lines of several pages, the same page is in sight, and a number means its line."""
        many = tuple(Option(f"t{place}", f"Line {place}.") for place in range(1, 24))
        long = Ticks("Which?", many, begin="t20")
        seen = ticked(long, "1", "7", ENTER)
        assert "Line 20." in seen.first
        assert "Line 1." not in seen.first
        assert seen.said == {"t17"}

    def test_too_many_are_refused_kindly(self) -> None:
        """The limit is told when it is reached, and nothing is unticked instead."""
        seen = ticked(TICKS, "2", "3", ENTER)
        assert "There is room for 2. Untick one to tick another." in seen.last
        assert seen.said == {"t1", "t2"}

    def test_too_many_from_the_start_cannot_go_on(self) -> None:
        """Enter holds on until there is place."""
        full = replace(TICKS, ticked=frozenset({"t1", "t2", "t3"}))
        seen = ticked(full, ENTER, "3", ENTER)
        assert "There is room for 2." in seen.pictures[1]
        assert seen.said == {"t1", "t2"}

    @pytest.mark.parametrize("key", ["b", LEFT, ESC, TAB_BACK])
    def test_back(self, key: str) -> None:
        """The way back carries what is ticked."""
        assert ticked(TICKS, "2", key).said == Unfinished(
            Action.BACK, ticked=frozenset({"t1", "t2"})
        )

    def test_no_lines_at_all(self) -> None:
        """An empty list is done with Enter."""
        assert (
            ticked(replace(TICKS, options=(), ticked=frozenset()), " ", DOWN, ENTER).said == set()
        )


class TestTicksInFull:
    """What the card of ticks and the choice of topics need."""

    CARD = Ticks(
        title="",
        heading="What some people notice",
        options=(Option("a", "I doubt the way we work."), Option("b", "It is hard to talk."),
                 Option("none", "none of these", "0")),
        none="none",
        gaps=(Option("skip", "skip", "s"),),
        actions=frozenset({Action.WHY, Action.NOTE}),
    )  # fmt: skip

    def test_enter_waits_until_something_is_chosen(self) -> None:
        """None of these is an answer, and nothing at all is none."""
        seen = ticked(self.CARD, ENTER, "0", ENTER)
        assert "Tick a line first, or 0" in seen.pictures[1]
        assert seen.said == {"none"}

    def test_none_and_the_others_exclude_each_other(self) -> None:
        """Ticking a line takes none of these away, and the other way round."""
        assert ticked(self.CARD, "0", "1", ENTER).said == {"a"}
        assert ticked(self.CARD, "1", "2", "0", ENTER).said == {"none"}

    def test_the_count_is_told(self) -> None:
        """Ticked of how many; none of these is not counted."""
        seen = ticked(self.CARD, "1", ENTER)
        assert "0 of 2 ticked" in seen.first
        assert "1 of 2 ticked" in seen.last

    def test_skip_is_one_key(self) -> None:
        """A gap is picked at once."""
        assert ticked(self.CARD, "1", "s").said == {"skip"}

    @pytest.mark.parametrize(("key", "action"), [("?", Action.WHY), ("t", Action.NOTE)])
    def test_a_line_can_be_asked_about(self, key: str, action: Action) -> None:
        """It names the line pointed at, and carries what is ticked."""
        left = Unfinished(action, ticked=frozenset({"b"}), line="b")
        assert ticked(self.CARD, "2", key).said == left

    @pytest.mark.parametrize("keys", [("2", "q"), ("2", CTRL_C), ("2", "h", "q")])
    def test_a_pause_carries_what_is_ticked(self, keys: tuple[str, ...]) -> None:
        """Also one in the help that was opened over the lines."""
        with pytest.raises(Paused) as pause:
            press(*keys, at=lambda one: one.multiselect(self.CARD), help=read_page)
        assert pause.value.ticked == frozenset({"b"})

    @pytest.mark.parametrize("wants_to_leave", [True, False])
    def test_ticks_stay_where_a_pause_is_asked_about(self, wants_to_leave: bool) -> None:
        """Where nothing is kept, a no to leaving leads back to all that was ticked."""
        keys = ("2", "q", *(("y",) if wants_to_leave else ("n", ENTER)))
        seen = press(*keys, at=lambda one: ConfirmLeaving(one).multiselect(self.CARD), pauses=True)
        assert seen.said == ("paused" if wants_to_leave else {"b"})

    def test_at_most_nine_lines_a_page(self) -> None:
        """Each number ticks a line in sight; the rest is a page away, and never one line alone."""
        many = Ticks("Which?", tuple(Option(f"t{n}", f"Line {n}.") for n in range(1, 11)))
        seen = ticked(many, "5", PAGE_DOWN, "9", "1", "0", ENTER)
        assert "Line 8." in seen.first
        assert "Line 9." not in seen.first
        assert seen.said == {"t5", "t9", "t10"}

    def test_a_line_keeps_its_number_on_every_page(self) -> None:
        """It ticks its line from any page; half a number is forgotten by what follows."""
        many = Ticks("Which?", tuple(Option(f"t{n}", f"Line {n}.") for n in range(1, 17)))
        seen = ticked(many, PAGE_DOWN, "1", DOWN, "1", "2", "2", ENTER)
        assert "12  [ ] Line 12." in seen.pictures[1]
        assert "1 and one more digit tick a line." in seen.pictures[2]
        assert "12  [x] Line 12." in seen.pictures[5]
        assert "2  [x] Line 2." in seen.pictures[6]
        assert seen.said == {"t2", "t12"}

    def test_the_text_above_is_read_before_the_next_page(self) -> None:
        """Page Down does what the line below the text says, and then turns the page."""
        body = tuple(Paragraph(f"Word {number}.") for number in range(9))
        many = Ticks(
            "Which?", tuple(Option(f"t{n}", f"Line {n}.") for n in range(1, 15)), body=body
        )
        seen = ticked(many, PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP, ENTER)
        assert "more below (PgDn)" in seen.first
        last_word = next(n for n, picture in enumerate(seen.pictures) if "Word 8." in picture)
        assert all("Line 9." in picture for picture in seen.pictures[: last_word + 1])
        assert "Line 10." in seen.pictures[3]
        assert "Word 0." not in seen.pictures[4]
        assert "Line 1." in seen.pictures[4]
        assert seen.pictures[5] != seen.pictures[4]

    def test_page_down_passes_over_no_line(self) -> None:
        """Where a page of lines has no place, its rest comes first, and what is said is seen."""
        many = Ticks("Which?", tuple(Option(f"t{n}", f"Line {n}.") for n in range(1, 23)))
        keys = (*[PAGE_DOWN] * 6, ENTER)
        seen = press(*keys, at=lambda prompter: prompter.multiselect(many), size=(40, 12))
        shown = [set(re.findall(r"Line (\d+)\.", picture)) for picture in seen.pictures]
        assert set.union(*shown) == {str(n) for n in range(1, 23)}
        for picture, lines in zip(seen.pictures, shown, strict=True):
            told = re.search(r"lines (\d+) to (\d+) of 22", picture)
            assert told is not None
            assert {str(n) for n in range(int(told[1]), int(told[2]) + 1)} <= lines

    @pytest.mark.parametrize("size", [(80, 24), (40, 24)])
    def test_a_page_says_which_lines_it_holds(self, size: tuple[int, int]) -> None:
        """The places of its lines, and where more are, stand below them."""
        many = Ticks("Which?", tuple(Option(f"t{n}", f"Line {n}.") for n in range(1, 23)))
        keys = (PAGE_DOWN, PAGE_DOWN, ENTER)
        seen = press(*keys, at=lambda prompter: prompter.multiselect(many), size=size)
        told = ("lines 1 to 9 of 22", "lines 10 to 18 of 22", "lines 19 to 22 of 22")
        ways = ("more below (Page Down)", "more with Page Up or Page Down", "more above (Page Up)")
        for picture, lines, way in zip(seen.pictures, told, ways, strict=True):
            assert lines in picture
            assert way in picture


class TestField:
    """A place to type."""

    def test_gives_what_was_typed(self) -> None:
        """Letters that are keys elsewhere are letters here."""
        assert written(Field("What happened?"), "quick box 12?", ENTER).said == "quick box 12?"

    def test_starts_with_what_stands_there(self) -> None:
        """The cursor is behind the text, and the text can be changed inside."""
        field = Field("What happened?", "It hurts")
        assert written(field, " me", LEFT, LEFT, LEFT, " a bit for", ENTER).said == (
            "It hurts a bit for me"
        )

    @pytest.mark.parametrize("key", [ALT_ENTER, CTRL_J])
    def test_more_than_one_line(self, key: str) -> None:
        """Alt-Enter and Ctrl-J begin a line; the key line tells of it."""
        seen = written(Field("What happened?"), "one", key, "two", ENTER)
        assert "Alt-Enter new line" in seen.first
        assert "Enter keeps it" in seen.first
        assert seen.said == "one\ntwo"

    @pytest.mark.parametrize("key", [TAB_BACK, ESC])
    def test_back(self, key: str) -> None:
        """Shift-Tab and Esc go back, and carry what was typed."""
        left = Unfinished(Action.BACK, texts=("one",))
        assert written(Field("The word"), "one", key).said == left

    def test_pause_keeps_what_was_typed(self) -> None:
        """Ctrl-C carries the text, as it stands."""
        assert paused(lambda: written(Field("What?", "It "), "hurts", CTRL_C)) == "It hurts"

    def test_nothing_of_a_passphrase_is_shown_or_kept(self) -> None:
        """Not its letters, not its length, and a pause forgets it."""
        secret = Field("Your passphrase", secret=True)
        seen = written(secret, "heron", "s", ENTER)
        assert seen.said == "herons"
        assert "heron" not in seen.raw
        assert seen.pictures[0] == seen.pictures[1] == seen.pictures[2]
        assert paused(lambda: written(secret, "heron", CTRL_C)) == ""

    def test_what_was_cut_in_one_field_is_not_for_the_next(self) -> None:
        """A passphrase that was cut with Ctrl-K cannot be pasted with Ctrl-Y elsewhere."""

        def both(prompter: ScreenPrompter) -> object:
            prompter.text(Field("Your passphrase", secret=True))
            return prompter.text(Field("What happened?"))

        assert press("herons", "\x01\x0b", ENTER, "a\x19", ENTER, at=both).said == "a"

    def test_fields_do_not_mix(self) -> None:
        """A second field starts empty, and undo does not bring back the first."""

        def both(prompter: ScreenPrompter) -> object:
            return [prompter.text(Field("One")), prompter.text(Field("Two"))]

        assert press("one", ENTER, "\x1f\x1ftwo", ENTER, at=both).said == ["one", "two"]

    def test_a_paste_of_ten_thousand_letters(self) -> None:
        """A long paste with line ends comes in whole, and does not end the field."""
        text = ("word " * 40 + "\r\n") * 50
        seen = written(Field("What happened?"), pasted(text), ENTER)
        assert seen.said == text.replace("\r\n", "\n")

    def test_a_long_text_wraps(self) -> None:
        """Nothing typed runs out of the window, nor pushes the question out."""
        seen = written(Field("What happened?"), "abcdefghij" * 30, ENTER)
        assert sum(line.count("abc") for line in seen.last.splitlines()) >= 4
        assert "What happened?" in seen.last
        assert "Enter keeps it" in seen.last


FORM = Form(
    fields=(
        Field("What it is about", "It is hard.", example="Last week I said yes."),
        Field("How that is for me", optional=True),
        Field("What I wish", optional=True),
    ),
    heading="It is hard to say no.",
    aside="topic 1 of 2",
    below=(Paragraph("A good reply asks more."),),
)


def filled(*keys: str, size: tuple[int, int] = (80, 24)) -> Seen:
    return press(*keys, at=lambda prompter: prompter.form(FORM), size=size)


class TestForm:
    """Several places to type on one screen."""

    @pytest.mark.parametrize("size", [(80, 24), (40, 24), (80, 12)])
    def test_enter_goes_from_field_to_field(self, size: tuple[int, int]) -> None:
        """On the last one it ends the form; each keeps its text."""
        seen = filled(ENTER, "sad", ENTER, "Ask twice", ENTER, size=size)
        assert seen.said == ("It is hard.", "sad", "Ask twice")
        assert "What it is about" in seen.first

    def test_all_of_it_is_in_sight(self) -> None:
        """Heading, fields, hints, an example of the open field, and what stands below."""
        picture = filled(ENTER, ENTER, ENTER).first
        for part in ("topic 1 of 2", "What I wish", "may stay empty", "Last week", "A good reply"):
            assert part in picture

    def test_where_much_was_typed_every_field_is_still_in_sight(self) -> None:
        """The open one shows all of its text and its example below it, the others a row each."""
        told = "I said that it was fine, and it was not, so I went home and lay awake. " * 3
        fields = tuple(
            replace(one, text=told.strip(), example="As in this.") for one in FORM.fields
        )
        scene = FormScene.of(replace(FORM, fields=fields)).opened(1)
        rows = laid_out(scene.lay(Room(16, 78)).lines).splitlines()
        assert all(any(one.title in row for row in rows) for one in FORM.fields)
        assert sum(row.rstrip().endswith(" ...") for row in rows) == 2
        example = next(place for place, row in enumerate(rows) if "As in this." in row)
        assert rows[example - 1].rstrip().endswith("lay awake.")

    def test_shift_tab_goes_back_a_field_and_then_leaves_with_all_texts(self) -> None:
        """Nothing that was typed is dropped by going back."""
        seen = filled(ENTER, "sad", TAB_BACK, " Often.", TAB_BACK)
        assert seen.said == Unfinished(Action.BACK, texts=("It is hard. Often.", "sad", ""))

    def test_a_pause_carries_every_field(self) -> None:
        """Ctrl-C keeps what stands in all of them."""
        with pytest.raises(Paused) as pause:
            filled(ENTER, "sad", CTRL_C)
        assert pause.value.texts == ("It is hard.", "sad", "")

    @pytest.mark.parametrize("columns", [30, 40, 80])
    def test_words_are_not_broken_while_typing(self, columns: int) -> None:
        """A line ends between two words, and the cursor stays with what is typed."""
        text = "Sometimes my therapist goes on after I ask to slow down and then I go home."
        seen = press(text, ENTER, at=lambda one: one.text(Field("What?")), size=(columns, 24))
        lines = [line.strip(" ┃") for line in seen.last.splitlines() if "┃" in line]
        assert " ".join(lines) == text


class TestAgree:
    """A yes-or-no question."""

    @pytest.mark.parametrize(("keys", "said"), [("y", True), ("Y", True), ("n", False)])
    def test_only_a_plain_yes_is_a_yes(self, keys: str, said: bool) -> None:
        """`y` agrees, `n` does not."""
        assert agreed(keys).said is said

    def test_enter_and_others_do_nothing(self) -> None:
        """Enter and digits neither agree nor decline, and say so."""
        seen = agreed(ENTER, "1", "n")
        assert all("does nothing here" in picture for picture in seen.pictures[1:])
        assert seen.said is False

    @pytest.mark.parametrize("key", ["b", LEFT, ESC])
    def test_going_back_is_a_no(self, key: str) -> None:
        """Who goes back has not agreed."""
        assert agreed(key).said is False

    def test_pauses(self) -> None:
        """A pause is no answer."""
        assert paused(lambda: agreed("q")) == ""


class TestPage:
    """A page to read."""

    def test_says_that_there_is_more(self) -> None:
        """Where the page is longer than the window, it says so, and space reads on."""
        seen = read(" ", " ", " ", " ", size=(60, 12))
        assert "more below" in seen.first
        assert "The last line of all." in seen.last
        assert "more below" not in seen.last

    def test_enter_reads_to_the_end(self) -> None:
        """Enter, the key that goes on everywhere, leaves no page unread."""
        assert "The last line of all." in read(ENTER, ENTER, ENTER, ENTER, size=(60, 12)).last

    def test_a_narrow_window_names_the_way_on(self) -> None:
        """At 40 columns, with help and a pause beside it, Enter is named from first to last."""
        page = PageScene("Thank you", tuple(Paragraph(f"Line {n}.") for n in range(40)))
        room = Room(24, 40, False, True, True)
        for offset, way in ((0, "Enter read on"), (99, "Enter go on")):
            told = "\n".join(
                "".join(text for _, text in line)
                for line in replace(page, offset=offset).lay(room).lines
            )
            assert way in told
            assert "q pause" in told

    @pytest.mark.parametrize("key", [ESC, LEFT, "b"])
    def test_closes_anywhere(self, key: str) -> None:
        """A page can be left before its end."""
        assert len(read(key, size=(60, 12)).pictures) == 1

    def test_scrolls_by_lines_and_to_the_end(self) -> None:
        """Arrows by a line, End to the end; further goes nowhere."""
        seen = read(DOWN, UP, END, PAGE_DOWN, PAGE_UP, ESC, size=(60, 12))
        assert seen.pictures[0] == seen.pictures[2] != seen.pictures[1]
        assert seen.pictures[3] == seen.pictures[4] != seen.pictures[5]

    def test_pauses(self) -> None:
        """`q` pauses here, too."""
        assert paused(lambda: read("q")) == ""


SCENES: tuple[Scene, ...] = (
    CardScene.of(card()),
    CardScene.of(
        card(given="often", context="I felt put down. " * 3, intro="A hint.", note="Note")
    ),
    CardScene.of(card(text="长" * 60 + " " + "x" * 90 + " 👍" * 9)),
    MenuScene.of(MENU),
    MenuScene.of(LONG_MENU),
    MenuScene.of(replace(MENU, title="A question of many words. " * 8)),
    TickScene.of(TICKS),
    PageScene("Where you stand", PAGE),
    AgreeScene("Set it aside?", PAGE),
    FormScene.of_field(Field("What happened?", body=PAGE)),
    FormScene.of(FORM),
)


def laid_out(lines: tuple[StyledLine, ...]) -> str:
    """The bare text of some lines."""
    return "\n".join("".join(text for _, text in line) for line in lines)


class TestSize:
    """Any window."""

    @pytest.mark.parametrize("scene", SCENES, ids=lambda scene: type(scene).__name__)
    def test_every_scene_fits_every_window(self, scene: Scene) -> None:
        """No line is too wide and no screen too high, from one row and column up."""
        for rows in (*range(1, 30), 60):
            for columns in (1, 2, 5, 12, 20, 33, 40, 59, 60, 80, 200):
                room = Room(rows, columns)
                lines = scene.lay(room).lines
                assert len(lines) <= rows
                if columns >= 20:
                    widths = [sum(width_of(text) for _, text in line) for line in lines]
                    assert max(widths, default=0) + room.margin <= columns

    def test_no_help_below_the_fields_is_cut_in_the_middle(self) -> None:
        """A paragraph below the places to type stands there whole, or not at all."""
        below = ("A smaller step: say only this. " * 3, "A good reply may look like this. " * 4)
        scene = FormScene.of(replace(FORM, below=tuple(Paragraph(one) for one in below)))
        seen = set()
        for rows in range(8, 40):
            lines = scene.lay(Room(rows, 60)).lines
            shown = " ".join(laid_out(lines).split())
            told = [one.strip() in shown for one in below]
            assert told == sorted(told, reverse=True)
            assert [one[:16] in shown for one in below] == told
            seen.add(sum(told))
            assert len(lines) <= rows
        assert seen == {0, 1, 2}

    @pytest.mark.parametrize("given", ["", "almost-always", "skip"])
    def test_from_six_rows_up_all_choices_are_in_sight(self, given: str) -> None:
        """However low the window, choices, gaps and the beginning of the statement are there."""
        scene = CardScene.of(card(given=given))
        for rows in range(6, 40):
            for columns in range(40, 120, 7):
                picture = laid_out(scene.lay(Room(rows, columns)).lines)
                for part in ("I can tell my therapist", *LABELS, *GAPS):
                    assert part in picture

    def test_below_six_rows_it_asks_for_a_larger_window(self) -> None:
        """What cannot be seen cannot be answered; moves still work."""
        seen = asked("3", DOWN, ENTER, "b", size=(80, 5))
        assert seen.first.strip() == "Please make the window a little larger."
        assert seen.said is Action.BACK

    def test_a_long_statement_scrolls_over_its_choices(self) -> None:
        """Space and page keys read on, and the choices never move."""
        text = " ".join(f"word{number}" for number in range(400))
        seen = asked(" ", PAGE_DOWN, PAGE_UP, "2", text=text, size=(60, 14))
        assert "word0 " in seen.first
        assert "more below (space)" in seen.first
        assert "word0 " not in seen.pictures[1]
        assert all("5  almost always" in picture for picture in seen.pictures)
        assert seen.said == "rarely"

    def test_words_are_never_cut_in_two(self) -> None:
        """A statement breaks between words."""
        picture = asked("1", size=(40, 20)).first
        words = " ".join(picture.split())
        assert STATEMENTS[0] in words


class TestWait:
    """What is said while something takes its time."""

    def test_it_stands_there_until_the_next_screen(self) -> None:
        """Said at once, no key asked for, and gone with the next scene."""

        def wait_and_ask(prompter: ScreenPrompter) -> object:
            prompter.card(card())
            prompter.wait("One moment.")
            return prompter.card(card(2))

        seen = press("1", "2", at=wait_and_ask)
        assert seen.pictures[1].strip() == "One moment."
        assert "One moment." not in seen.last
        assert seen.said == "rarely"


class TestTerminal:
    """What a terminal can show, and giving it back."""

    def test_no_colour(self) -> None:
        """With NO_COLOR weight is all there is."""
        plain = Env.of_process()._replace(
            settle=0.0, variables={"NO_COLOR": "1"}, stdout=io.StringIO()
        )
        seen = press("3", at=lambda prompter: prompter.card(card(given="often")), env=plain)
        assert "38;5" not in seen.raw
        assert "38;2" not in seen.raw
        assert "\x1b[1m" in seen.raw

    def test_ascii_where_the_terminal_knows_no_more(self) -> None:
        """Marks and pointer fall back to signs every terminal has."""
        stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        env = Env.of_process()._replace(settle=0.0, variables={}, stdout=stream, stderr=stream)
        seen = press("b", at=lambda prompter: read_page(prompter), env=env)
        assert "! It fits me" in seen.first
        assert "● " not in seen.first
        seen = press(ENTER, at=lambda prompter: prompter.card(card(given="often")), env=env)
        assert "> 4  often (your answer)" in seen.first

    def test_one_screen_for_the_whole_sitting(self) -> None:
        """The screen is taken once and given back once, without asking for the cursor."""

        def sit(prompter: ScreenPrompter) -> None:
            prompter.card(card(1))
            prompter.card(card(2))
            read_page(prompter)

        seen = press("1", "2", "b", at=sit)
        assert seen.raw.count("\x1b[?1049h") == 1
        assert seen.raw.count("\x1b[?1049l") == 1
        assert "\x1b[6n" not in seen.raw
        assert "\x1b[?1000h" not in seen.raw
        assert seen.raw.index("\x1b[?1049h") < seen.raw.index("At ease")

    def test_errors_come_out_as_themselves(self) -> None:
        """A bug between scenes or inside one is raised, and nothing is printed of it."""
        with pytest.raises(ZeroDivisionError):
            press(at=lambda _: 1 / 0)
        broken = replace(card(), choices=(None,))
        with pytest.raises(AttributeError):
            press("1", at=lambda prompter: prompter.card(broken))

    def test_the_end_of_input_pauses(self) -> None:
        """A closed pipe pauses with what was typed, and so does every scene after it."""

        def go_on(prompter: ScreenPrompter) -> None:
            assert paused(lambda: prompter.text(Field("What happened?"))) == "so far"
            assert paused(lambda: prompter.card(card())) == ""

        press_and_end(at=go_on, typed="so far")

    def test_a_closed_stdin_pauses(self) -> None:
        """A stream that was closed before is the end of input, too."""
        with Path(os.devnull).open() as stdin:
            pass
        prompter = ScreenPrompter(Env.of_process()._replace(stdin=stdin))
        paused(prompter.__enter__)

    def test_starts_light(self) -> None:
        """Importing the face imports none of what it draws with."""
        heavy = "{'prompt_toolkit', 'questionary', 'rich', 'asyncio'}"
        code = f"import sys, fitcheck.terminal.screen; print({heavy} & set(sys.modules))"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "set()"
