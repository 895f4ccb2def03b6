"""The plain face as it is heard: what is told, what can be typed, and in how few words."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.env import NO, Env
from fitcheck.errors import Paused
from fitcheck.questions.model import Bank
from fitcheck.terminal.plain import PlainPrompter
from fitcheck.terminal.prompts import Action, CardView, Field, Form, Menu, Option, Ticks, Unfinished
from fitcheck.terminal.wrap import fold_words
from fitcheck.texts import catalogue
from fitcheck.vocabulary import Kind, Stage
from tests.stories.people import Person
from tests.stories.play import play
from tests.talk import talk
from tests.terminal.driver import MENU, TICKS, card
from tests.world import Stream, World

FEW = 25
"""Words that a card stays under, and what introduces a theme, too."""


class Heard:
    """What was told when some lines were typed, and what came of them."""

    def __init__(
        self,
        *lines: str,
        at: Callable[[PlainPrompter], object],
        columns: int = 0,
        help: bool = True,
    ) -> None:
        screen = Stream(terminal=bool(columns))
        env = Env.of_process()._replace(
            stdin=Stream("".join(f"{line}\n" for line in lines)),
            stdout=screen if columns else Stream(),
            stderr=screen,
            columns=lambda: columns,
        )
        opens: list[str] = []
        prompter = PlainPrompter(env, help=(lambda _: opens.append("help")) if help else None)
        with prompter:
            try:
                self.said: object = at(prompter)
            except Paused as pause:
                self.said = pause
        self.opened = opens
        self.told = screen.getvalue()


def say(key: str) -> str:
    """A text as it stands in the file."""
    text = catalogue()[key]
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("line", ["4", "4.", "4)", " 4 ", "often", "Often", "often."])
def test_an_answer_is_taken_as_people_type_it(line: str) -> None:
    """A number with its full stop, a bracket, blanks, or the words themselves."""
    assert Heard(line, at=lambda one: one.card(card())).said == "often"


def test_a_card_tells_the_keys_and_itself_again() -> None:
    """K tells the keys, r the card with its choices, c the choices, w the place; none answers."""
    heard = Heard("k", "r", "c", "w", "", "2", at=lambda one: one.card(card(3)))
    assert heard.said == "rarely"
    assert heard.told.count(say("plain.keys")) == 2
    assert heard.told.count(card(3).text) == 2
    assert heard.told.count("1 almost never, 2 rarely") == 3
    assert heard.told.count("Question 3 of 33") == 3
    assert heard.told.count("Your answer, 1 to 5:") == 6


def test_what_cannot_be_answered_is_told() -> None:
    """A line that does nothing says how to hear what does something."""
    heard = Heard("9", "hello", "s", at=lambda one: one.card(card()))
    assert heard.said == "skip"
    assert heard.told.count(say("plain.not-known")) == 2


def test_a_skip_is_said_as_what_was_done() -> None:
    """What is heard after s is a word, not the name of a key."""
    assert "Skipped." in Heard("s", at=lambda one: one.card(card())).told


def twice(*cards: CardView) -> Callable[[PlainPrompter], object]:
    """Cards one after the other."""
    return lambda prompter: [prompter.card(one) for one in cards]


def test_a_question_that_was_skipped_says_so() -> None:
    """Back at it, what stands there is told as what was done, too."""
    given = replace_card(card(), given="skip")
    assert "Your answer so far: skipped." in Heard("", at=lambda one: one.card(given)).told


def test_after_help_only_the_question_and_its_choices_are_told() -> None:
    """Who was at help knows what led to the question, and nobody sits through it again."""
    view = card(5, intro="A word before.")
    heard = Heard("h", "4", at=lambda one: one.card(view)).told
    for words, times in ((view.intro, 1), ("Question 5", 1), (view.text, 2), ("1 almost never", 2)):
        assert heard.count(words) == times
    menu = replace_menu(body=(Paragraph("A long page."),), foot="A last line.")
    heard = Heard("h", "2", at=lambda one: one.select(menu)).told
    assert heard.count("A long page.") == heard.count("A last line.") == 1
    assert heard.count(f"2. {MENU.options[1].label}") == 2
    ticks = replace_ticks(body=(Paragraph("A long page."),))
    heard = Heard("h", "", at=lambda one: one.multiselect(ticks)).told
    assert heard.count("A long page.") == 1
    assert heard.count("1. ") == 2


def replace_menu(**changes: object) -> Menu:
    """The menu with something else about it."""
    from msgspec.structs import replace as changed

    return changed(MENU, **changes)


def test_every_line_of_a_list_ends_with_a_pause() -> None:
    """A reader that hears no stop runs two lines into one."""
    gate = replace_card(GATE, body=(Bullet("came drunk"), Bullet("asked for money")))
    assert "came drunk.\nasked for money.\n" in Heard("n", at=lambda one: one.card(gate)).told


def test_what_introduces_a_card_is_told_once() -> None:
    """Coming back from a note or a page tells the statement again, and not what led to it."""
    introduced = card(intro="A word before.", turn="From here: good signs.")
    heard = Heard("t", "4", at=twice(introduced, introduced))
    assert heard.told.count("A word before. From here: good signs.") == 1
    assert heard.told.count(introduced.text) == 2


def test_a_follow_up_does_not_tell_its_place_again() -> None:
    """The follow-ups of a question have its number, which was told with it."""
    event, after = card(5), replace_card(card(5), id="card-5.after")
    assert Heard("4", "4", at=twice(event, after)).told.count("Question 5 of 33") == 1


def replace_card(view: CardView, **changes: object) -> CardView:
    """A card with something else in it."""
    from msgspec.structs import replace as changed

    return changed(view, **changes)


def test_a_theme_is_named_at_its_first_question() -> None:
    """Whoever listens hears what comes before the first answer to it, and no more than once."""
    themes = ("At ease", "At ease", "Having a say", "Having a say", "Having a say")
    cards = (card(place, heading=theme) for place, theme in enumerate(themes, 1))
    told = Heard(*"44444", at=twice(*cards)).told
    assert told.count("At ease.") == told.count("Having a say.") == 1
    assert f"Having a say.\nLately: {card(3).text}" in told
    assert f"Question 5 of 33.\nLately: {card(5).text}" in told


def test_going_on_says_where() -> None:
    """The first card of a sitting tells its place, whichever it is."""
    assert "Question 7 of 33" in Heard("4", at=lambda one: one.card(card(7))).told


def scaled(place: int, scale: str) -> CardView:
    """A card with a scale of its own."""
    words = (Option(f"{scale}-least", f"{scale} least"), Option(f"{scale}-most", f"{scale} most"))
    return replace_card(card(place), scale=scale, choices=words)


def test_another_scale_is_told_wherever_it_comes() -> None:
    """A 3 means another thing on each: nobody answers by a scale that was heard long ago."""
    ways = twice(scaled(1, "a"), scaled(2, "a"), scaled(3, "b"), scaled(4, "a"))
    heard = Heard("1", "1", "1", "1", at=ways).told
    assert heard.count("1 a least, 2 a most") == 2
    assert heard.count("1 b least, 2 b most") == 1


BETWEEN: dict[str, tuple[Callable[[PlainPrompter], object], str]] = {
    "menu": (lambda one: one.select(MENU), "2"),
    "ticks": (lambda one: one.multiselect(TICKS), ""),
    "note": (lambda one: one.text(Field("What happened?")), ""),
    "form": (lambda one: one.form(Form((Field("One"),))), ""),
    "page": (lambda one: one.page("A title", PAGE), ""),
    "yes or no": (lambda one: one.confirm("Sure?"), "no"),
}


@pytest.mark.parametrize("between", BETWEEN)
def test_a_scale_is_told_again_behind_another_screen(between: str) -> None:
    """Behind a menu, a page or a note nobody has its words in mind."""
    screen, line = BETWEEN[between]

    def on_the_way(prompter: PlainPrompter) -> object:
        return prompter.card(card(2)), screen(prompter), prompter.card(card(3))

    heard = Heard("4", line, "4", at=on_the_way)
    assert heard.told.count("1 almost never, 2 rarely") == 2


def test_a_second_check_in_of_a_sitting_begins_from_the_start() -> None:
    """The keys, the place, the turn and the scale are told to her as they were the first time."""
    view = card(1, intro="A word before.", turn="From here: what can go wrong.")

    def two(prompter: PlainPrompter) -> object:
        first = prompter.card(view)
        prompter.begin()
        return first, prompter.card(view)

    told = Heard("4", "4", at=two).told
    for said in (say("plain.keys"), "Question 1 of 33", view.intro, view.turn, "1 almost never"):
        assert told.count(said) == 2


GATE = CardView(
    id="gate",
    heading="A few separate questions",
    place=2,
    of=4,
    text="My therapist, even once:",
    scale="gate",
    choices=(
        Option("no", "no, none", "n"),
        Option("not-sure", "not sure", "u"),
        Option("yes", "yes", "y"),
    ),
    leave="Esc leaves these questions.",
)


def test_letters_are_told_with_what_they_mean() -> None:
    """Letters are in nobody's head as the numbers of a scale are: each card says them."""
    heard = Heard("n", "y", at=twice(GATE, GATE))
    assert heard.said == ["no", "yes"]
    assert heard.told.count("n no, none, u not sure, y yes") == 2
    assert "Your answer, n, u or y:" in heard.told


@pytest.mark.parametrize("line", ["l", "leave", "esc", "\x1b"])
def test_one_key_leaves_what_can_be_left(line: str) -> None:
    """The separate questions are left by one letter; elsewhere it does nothing."""
    assert Heard(line, at=lambda one: one.card(GATE)).said is Action.LEAVE
    assert Heard(line, "4", at=lambda one: one.card(card())).said == "often"


def test_a_menu_names_what_it_takes_in_few_words() -> None:
    """A range for many numbers, letters beside it, and what Enter takes by its key."""
    options = (*(Option(f"o{n}", f"Line {n}") for n in range(1, 37)), Option("leave", "Leave", "l"))
    heard = Heard("", at=lambda one: one.select(Menu("Which?", options, default="o3")))
    assert heard.said == "o3"
    assert "Your choice, 1 to 36 or l, or Enter for 3:" in heard.told
    two = Menu("Which?", options[:2])
    assert "Your choice, 1 or 2:" in Heard("2", at=lambda one: one.select(two)).told


def test_yes_and_no_are_taken_in_a_menu_too() -> None:
    """Where the choices are yes and no, y and n pick them."""
    own = Menu("Of your own choice?", (Option("yes", "Yes"), Option("no", "No, someone sent me")))
    assert Heard("n", at=lambda one: one.select(own)).said == "no"


def test_what_stands_in_the_text_is_named_once() -> None:
    """Options that the text above lists are told by their numbers, and nothing is told twice."""
    options = (
        Option("a", "First", "1", shown=False),
        Option("b", "Second", "2", shown=False),
        Option("right", "That is how it is", "y", shown=False),
    )
    keys = (("1-2", "open one"), ("Enter", "that is how it is"))
    body = (Paragraph("1. First"), Paragraph("2. Second"))
    heard = Heard("2", at=lambda one: one.select(Menu("", options, body, "right", keys=keys)))
    assert heard.said == "b"
    assert heard.told.count("First") == 1
    assert heard.told.lower().count("that is how it is") == 1
    assert "1 or 2: open one." in heard.told
    assert "Your choice, 1, 2 or y, or Enter for y:" in heard.told


PAGE: Blocks = (Paragraph("A line."),)
ASKS: dict[str, tuple[Callable[[PlainPrompter], object], str, object]] = {
    "card": (lambda one: one.card(card()), "4", "often"),
    "menu": (lambda one: one.select(MENU), "2", "start"),
    "ticks": (lambda one: one.multiselect(TICKS), "", frozenset({"t1"})),
    "yes or no": (lambda one: one.confirm("Sure?", PAGE), "yes", True),
    "page": (lambda one: one.page("A title", PAGE), "", None),
}


@pytest.mark.parametrize("asked", ASKS)
def test_the_same_letters_work_at_every_question(asked: str) -> None:
    """R tells it again, k the keys, h opens help and comes back, a wrong line is told."""
    at, answer, said = ASKS[asked]
    once, heard = Heard(answer, at=at), Heard("r", "k", "h", "zzz", answer, at=at)
    assert once.said == heard.said == said
    assert heard.opened == ["help"]
    assert say("plain.not-known") in heard.told
    assert len(heard.told) > 2 * len(once.told)


@pytest.mark.parametrize("asked", ASKS)
def test_where_nothing_is_under_way_q_leaves(asked: str) -> None:
    """There is nothing to pause then, so nothing says that there is."""

    def leaves(prompter: PlainPrompter) -> object:
        prompter.pauses = False
        return ASKS[asked][0](prompter)

    heard = Heard("k", ASKS[asked][1], at=leaves)
    assert "q pauses" not in heard.told
    if "card" not in asked:
        assert "q leaves" in heard.told


@pytest.mark.parametrize("asked", ASKS)
def test_q_pauses_at_every_question(asked: str) -> None:
    """A pause is one letter, wherever one is."""
    assert isinstance(Heard("q", at=ASKS[asked][0]).said, Paused)


def test_a_page_goes_on_by_enter_alone() -> None:
    """A word typed for what comes next is not taken for Enter; b goes back."""
    assert Heard("no", "", at=lambda one: one.page("A title", PAGE)).said is None
    assert Heard("b", at=lambda one: one.page("A title", PAGE)).said is Action.BACK


def test_a_title_ends_with_a_pause() -> None:
    """A title is told as a sentence, so that a screen reader stops behind it."""
    assert "A title.\nA line.\n" in Heard("", at=lambda one: one.page("A title", PAGE)).told


def test_a_line_says_that_it_is_chosen_only_where_it_is() -> None:
    """No line begins with words that all of them share; a change is told by its line alone."""
    heard = Heard("1", "2, 3", "", at=lambda one: one.multiselect(TICKS))
    assert heard.said == frozenset({"t2", "t3"})
    assert heard.told.count("Not chosen") == 0
    assert heard.told.count("Ticked.") == 3
    assert heard.told.count("No longer ticked.") == 1


def test_what_is_ticked_in_the_end_is_said() -> None:
    """Enter says which lines stand, or that none does, and a skip what it was."""
    skips = replace_ticks(gaps=(Option("skip", "skip", "s"),))
    said = {"1 2 3": "Ticked: 2 and 3.", "2": "Ticked: 1 and 2.", "1": "Nothing is ticked."}
    for line, words in said.items():
        told = Heard(line, "", at=lambda one: one.multiselect(TICKS)).told
        assert told.endswith(f"{say('plain.ticks-prompt')} {words}\n")
    skips = replace_ticks(gaps=(Option("skip", "skip", "s"),))
    assert "Skipped.\n" in Heard("s", at=lambda one: one.multiselect(skips)).told


def test_a_full_list_takes_no_more() -> None:
    """The line that has no place is not chosen, and that is told."""
    heard = Heard("1 2 3", "", at=lambda one: one.multiselect(replace_ticks(ticked=frozenset())))
    assert heard.said == frozenset({"t1", "t2"})
    assert "At most 2. Untick one first." in heard.told


@pytest.mark.parametrize("end", [("q",), ()])
def test_a_pause_carries_what_is_ticked(end: tuple[str, ...]) -> None:
    """By q, and where the input ends."""
    said = Heard("3", *end, at=lambda one: one.multiselect(TICKS)).said
    assert isinstance(said, Paused)
    assert said.ticked == frozenset({"t1", "t3"})


def replace_ticks(**changes: object) -> Ticks:
    """The lines with something else about them."""
    from msgspec.structs import replace as changed

    return changed(TICKS, **changes)


def test_a_card_of_ticks_has_every_key_of_a_card() -> None:
    """t, ? and o lead where they lead from every card, with what was ticked."""
    actions = frozenset({Action.NOTE, Action.WHY, Action.OVERVIEW})
    ticks = replace_ticks(actions=actions)
    for key, action in (("t", Action.NOTE), ("?", Action.WHY), ("o", Action.OVERVIEW)):
        left = Heard("2", key, at=lambda one: one.multiselect(ticks)).said
        assert left == Unfinished(action, ticked=frozenset({"t1", "t2"}))
    about = Heard("? 3", at=lambda one: one.multiselect(ticks)).said
    assert about == Unfinished(Action.WHY, ticked=frozenset({"t1"}), line="t3")


NOTE = Field("What happened?")


def test_a_text_has_several_lines_until_an_empty_one() -> None:
    """Lines as many as one likes; an empty line ends it."""
    heard = Heard("First.", "Second.", "", at=lambda one: one.text(NOTE))
    assert heard.said == "First.\nSecond."


def test_a_text_of_any_length_is_taken() -> None:
    """Dictation can be long."""
    long = "word " * 40_000
    assert Heard(long, "", at=lambda one: one.text(NOTE)).said == long


def test_q_in_a_text_asks_what_it_means() -> None:
    """A q alone may be the text: it asks, and a q within a text is text."""
    assert Heard("q", "t", "", at=lambda one: one.text(NOTE)).said == "q"
    paused = Heard("q", "what", "q", at=lambda one: one.text(NOTE)).said
    assert isinstance(paused, Paused)
    assert Heard("A q.", "q", "", at=lambda one: one.text(NOTE)).said == "A q.\nq"


def test_a_field_can_be_heard_again() -> None:
    """R alone tells the field again, and is no text."""
    heard = Heard("r", "A word.", "", at=lambda one: one.text(NOTE))
    assert heard.said == "A word."
    assert heard.told.count("What happened?") == 2


def test_how_to_type_is_heard_once_and_again_on_request() -> None:
    """Ten fields do not tell ten times how a text ends; r tells it."""
    form = Form((Field("One"), Field("Two"), Field("Three")))
    how = "an empty line ends it"
    assert Heard("", "", "", at=lambda one: one.form(form)).told.count(how) == 1
    assert Heard("", "r", "", "", at=lambda one: one.form(form)).told.count(how) == 2


def test_what_stands_in_a_field_is_kept_or_removed() -> None:
    """Enter keeps it, a minus removes it, b goes back with it."""
    stands = Field("What happened?", "It rained.")
    assert Heard("", at=lambda one: one.text(stands)).said == "It rained."
    assert Heard("-", at=lambda one: one.text(stands)).said == ""
    back = Heard("b", at=lambda one: one.text(stands)).said
    assert back == Unfinished(Action.BACK, texts=("It rained.",))


def test_what_stands_beside_a_field_is_told() -> None:
    """Where words come from is heard with them; that a field may stay empty the keys tell."""
    form = Form((Field("Your story", "On Monday.", hint="your words from the card"), OPTIONAL))
    told = Heard("", "", at=lambda one: one.form(form)).told
    assert "Your story\nYour words from the card.\n" in told
    assert "may stay empty" not in told


OPTIONAL = Field("Your wish", optional=True)


def test_a_pause_in_a_form_carries_every_field() -> None:
    """What was typed before the input ended stands in its own field."""
    form = Form((Field("One", name="one"), Field("Two", name="two")))
    said = Heard("First.", "", "Half", at=lambda one: one.form(form)).said
    assert isinstance(said, Paused)
    assert said.texts == ("First.", "Half")


def test_a_passphrase_prompt_ends_as_such_prompts_do() -> None:
    """So other programs know one; that it is not shown is told before."""
    heard = Heard("sesame", at=lambda one: one.text(Field("Your passphrase", secret=True)))
    assert heard.said == "sesame"
    assert heard.told.endswith(f"{say('plain.not-shown')}\nPassphrase: ")


def test_lines_are_broken_between_words() -> None:
    """A window breaks no word in two, and no command that could be copied."""
    body = (Paragraph("A sentence of many words that are never broken in the middle. " * 3),)
    heard = Heard("", at=lambda one: one.page("A title", body), columns=40)
    words = {word for line in heard.told.splitlines() for word in line.split()}
    assert words <= {*body[0].text.split(), "A", "title.", *say("plain.page-prompt").split()}
    assert max(map(len, heard.told.splitlines())) <= 40
    assert fold_words("see /a/very/long/path", 10) == ["see", "/a/very/long/path"]
    command = "fitcheck show 1 --all"
    assert fold_words(f"All: {command}, and `{command}`", 12) == [
        "All:",
        f"{command},",
        "and",
        f"`{command}`",
    ]


@pytest.mark.parametrize("value", NO)
@pytest.mark.parametrize("name", ["FITCHECK_PLAIN", "ACCESSIBLE"])
def test_no_means_no(name: str, value: str) -> None:
    """0, false and empty ask for no plain text; any other word does."""
    assert not Env.of_process()._replace(variables={name: value}).asks_for_plain
    assert Env.of_process()._replace(variables={name: "1"}).asks_for_plain


def test_no_plain_wins_and_ends_what_was_remembered(world: World) -> None:
    """`--no-plain` draws, whatever is set or remembered, from then on."""
    world.fitcheck("assess", "--save", "--plain")
    world.fitcheck("--plain", stdin="5\n")
    from fitcheck.cli.context import Context

    Context(env=world.env()).store.remember_plain_mode(True)
    assert Context(env=world.env()).plain
    world.fitcheck("--no-plain", "learn")
    assert not Context(env=world.env()).plain
    asked = replace(world, variables={"FITCHECK_PLAIN": "1"})
    assert not Context(env=asked.env(), drawn_by_name=True).plain


def test_who_chose_plain_text_by_option_is_led_back_to_it(world: World) -> None:
    """Every command that is named, at a pause and in a mistake too, has the option."""
    assert (
        "To begin: fitcheck --plain\n"
        in talk(world, "assess", "--save", says={"Where are you with": ["q"]}).err
    )
    ran = world.fitcheck("show", "--plain")
    assert "Begin one with: fitcheck --plain assess" in ran.err
    assert "Did you mean `fitcheck --plain assess`" in world.fitcheck("--plain", "asess").err
    assert world.fitcheck("--plain", "assess", "--help").code == 0
    assert "--plain" not in world.fitcheck("show").err


def test_what_is_set_around_the_program_needs_no_option(world: World) -> None:
    """Plain text by a variable comes again by itself; drawn in spite of it does not."""
    asked = replace(world, variables={"FITCHECK_PLAIN": "1"})
    assert "Begin one with: fitcheck assess" in asked.fitcheck("--plain", "show").err
    assert "Begin one with: fitcheck --no-plain assess" in asked.fitcheck("--no-plain", "show").err


def test_two_check_ins_of_a_sitting_are_told_alike(world: World) -> None:
    """What begins at the menu is heard from its start, whatever was heard before it."""
    where = {"Where are you with": ["3", "3"], "How do you meet": ["1", "1"]}
    talk(world, "assess", "--save", says=where)
    told = talk(world, says=where | {"What would you like to do?": ["1", "1", "l"]}).err
    first, second = told.split("Question 1 of ")[1:]
    assert second.partition("A few separate")[0] == first.partition("A few separate")[0]
    assert "From here: what can go wrong" in second
    assert told.count(say("plain.keys")) == 2
    assert len(re.findall(r"What some people notice\. Question \d+ of 3\d\.", told)) == 2


def cards_of(told: str) -> list[str]:
    """What was told of each card up to its prompt, in one line."""
    parts = (" ".join(part.split()) for part in told.split("\n\n") if "Your answer, 1 to" in part)
    cards = (part.partition(" Your answer, 1 to")[0] for part in parts)
    return [one.rpartition("Enter when it is right: ")[2] for one in cards]


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.LOOKING])
def test_a_card_is_heard_in_few_words(world: World, bank: Bank, stage: Stage) -> None:
    """After the first of its scale: place, turn, statement; what introduces a theme is as short."""
    happened = {one.id: "once" for one in bank.questions if one.kind is Kind.EVENT}
    heard = cards_of(play(world, Person("heard", stage=stage, cards=happened), "plain").ran.out)
    assert len(heard) > 30
    own = [without_introduction(bank, one) for one in heard]
    assert [one for one in own if not SCALE.search(one) and len(one.split()) >= FEW] == []


SCALE = re.compile(r" 1 [a-z ,]+, 2 .* Or u not sure")


def without_introduction(bank: Bank, heard: str) -> str:
    """A card without what its questionnaire and its theme say before it."""
    intros = [*(one.intro for one in bank.questionnaires), *(one.note for one in bank.themes)]
    for text in filter(None, intros):
        assert len(text.split()) <= FEW
        heard = heard.replace(" ".join(text.split()), "")
    return heard


def test_nothing_of_plain_mode_is_kept_where_nothing_is(world: World, tmp_path: Path) -> None:
    """Hearing it leaves no file."""
    world.fitcheck("--plain", "learn")
    assert not world.files
    assert not list(tmp_path.rglob("plain-mode"))


def test_one_question_asked_again_has_no_place() -> None:
    """Where one question stands alone, no count makes it a first of many."""
    alone = replace_card(card(), place=1, of=1)
    assert "1 of 1" not in Heard("4", at=lambda one: one.card(alone)).told
