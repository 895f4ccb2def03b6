"""From *yes, a note* to the note in the hand: nothing is lost on the way, nothing slips in."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from fitcheck.checkin.named_file import check_file, write_file
from fitcheck.checkin.note.candidates import Candidates, gather_candidates
from fitcheck.checkin.note.chosen import Chosen, build_note
from fitcheck.checkin.note.delivery import render_note
from fitcheck.checkin.note.making import make_note, take_up
from fitcheck.checkin.note.writing import Writing
from fitcheck.checkin.steps import Turn
from fitcheck.content import bank as load_bank
from fitcheck.env import Env
from fitcheck.errors import FitcheckError, Paused
from fitcheck.questions.model import Bank
from fitcheck.store.records import CheckIn, Consent, Jot, Line, Note, Topic
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import Action, Form, Menu, Ticks, Unfinished
from fitcheck.texts import say
from fitcheck.vocabulary import Format, Stage, Talk
from tests.checkin.noted import Hands, back, checked
from tests.world import START, World

HARD = {"could-disagree": "no", "asks-how-it-goes": "rarely"}
DISAGREE, ASKS = "topic.could-disagree", "topic.asks-how-it-goes"
BOTH = frozenset({DISAGREE, ASKS})


@pytest.fixture(name="bank", scope="module")
def shipped_bank() -> Bank:
    """The bank as it is shipped."""
    return load_bank()


class Made(NamedTuple):
    """What came of making a note."""

    chosen: Chosen
    turn: Turn

    @property
    def consent(self) -> Consent:
        """What is in it."""
        return self.chosen.taken()


class Desk:
    """A place where notes are made, and what was kept there."""

    def __init__(self, world: World, bank: Bank, check_in: CheckIn) -> None:
        self.world = world
        self.bank = bank
        self.check_in = check_in
        self.kept: list[Consent] = []
        self.became: dict[str, str] = {}

    def make(self, hands: Hands, before: Consent | None = None, **more: object) -> Made:
        """Make a note with these hands."""
        writing = Writing(self.world.env(), hands, self.bank, self.check_in, keep=self.keep)
        writing = replace(writing, **more)
        chosen = take_up(writing, before) if before is not None else None
        return Made(*make_note(writing, before=chosen))

    def keep(self, note: Note) -> None:
        """Keep it here."""
        self.kept.append(note.consent)
        self.became |= note.jots

    def offered(self) -> Candidates:
        """Everything that could be chosen here."""
        return gather_candidates(self.bank, self.check_in)

    def page(self, consent: Consent) -> str:
        """The page of a consent."""
        return render_note(build_note(self.check_in, consent, self.world.env()), Format.MARKDOWN)


@pytest.fixture(name="desk")
def made_desk(world: World, bank: Bank) -> Desk:
    """Somebody for whom two things are hard."""
    return Desk(world, bank, checked(bank, HARD))


def test_few_screens_with_nothing_typed(desk: Desk) -> None:
    """Two topics and nothing typed anew: at most ten screens, and a page that says both."""
    desk.check_in = checked(desk.bank, {**HARD, "understood": "not-sure"})
    hands = Hands(topics=[BOTH])
    made = desk.make(hands)
    assert len(hands.seen) <= 10
    page = desk.page(made.consent)
    assert "It's hard for me to tell you when I see things differently." in page
    assert "I'd like to talk about \n" not in page
    assert desk.kept == [made.consent]


def test_nothing_is_ticked_beforehand(desk: Desk) -> None:
    """Who only presses Enter gets an empty page: no answer gets there by itself."""
    made = desk.make(Hands())
    assert made.consent == Consent()


def test_back_drops_nothing(desk: Desk) -> None:
    """From every screen one can go back to the one before it, and all stands as it was."""
    typed = ("Last week.", "I went quiet.", "I'd like more time.")
    hands = Hands(
        topics=[frozenset({DISAGREE}), back(), frozenset({DISAGREE})],
        topic=[typed, back(), back()],
        keep=[back(), frozenset({"understood"}), back()],
        consent=[Action.BACK, Action.BACK, "right"],
        where=[Action.BACK, "screen"],
    )
    made = desk.make(hands)
    page = desk.page(made.consent)
    for words in ("Last week.", "I went quiet.", "I'd like more time."):
        assert words in page
    assert [one.source for one in made.consent.keep] == ["understood"]


def test_ticks_stay_where_somebody_goes_back_from_them(desk: Desk) -> None:
    """What was ticked when one went back is ticked when one comes again."""
    hands = Hands(topics=[back(ticked=BOTH)], talk=["through", "heard"])
    made = desk.make(hands)
    assert {one.question for one in made.consent.topics} == {"could-disagree", "asks-how-it-goes"}
    assert made.consent.talk is Talk.HEARD


@pytest.mark.parametrize("story", ["I'd like to talk about Tuesday.", "On Tuesday you laughed."])
def test_a_story_that_was_told_needs_no_sentence_of_ours(desk: Desk, story: str) -> None:
    """The offered sentence is out and waits among the lines; an empty story has it back."""
    offered = "It's hard for me to tell you when I see things differently."
    one, told = frozenset({DISAGREE}), (story, "", "")
    hands = Hands(topics=[one], topic=[told], consent=["lines", "right"])
    assert offered not in desk.page(desk.make(hands).consent)
    lines = hands.shown["lines"][0]
    assert isinstance(lines, Ticks)
    assert {option.label: option.id in lines.ticked for option in lines.options}[offered] is False
    hands = Hands(topics=[one], topic=[told, ("", "", "")], keep=[back()])
    assert offered in desk.page(desk.make(hands).consent)


def test_a_story_from_a_card_stands_behind_the_sentence_it_belongs_to(desk: Desk) -> None:
    """Nothing was typed here, so the sentence that is offered leads to it."""
    desk.check_in = checked(desk.bank, HARD, notes={"could-disagree": "On Tuesday you laughed."})
    page = desk.page(desk.make(Hands(topics=[frozenset({DISAGREE})])).consent)
    assert "when I see things differently. On Tuesday you laughed." in page


def test_what_works_can_be_said_in_ones_own_way_at_once(desk: Desk) -> None:
    """What was ticked asks once for the person's own words; without any it stands as it is."""
    mine = "On Monday you asked me twice, and you waited."
    hands = Hands(
        keep=[frozenset({"could-stop"}), lambda ticks: ticks.ticked],
        keep_said=[(mine,)],
        consent=[Action.BACK, "right"],
    )
    made = desk.make(hands)
    [ready] = [one.text for one in desk.offered().keep if one.source == "could-stop"]
    assert [(one.source, one.text) for one in made.consent.keep] == [("could-stop", mine)]
    assert hands.seen.count("keep-said") == 1
    form = hands.shown["keep-said"][0]
    assert isinstance(form, Form)
    assert form.fields[0].title == ready
    as_it_is = desk.make(Hands(keep=[frozenset({"could-stop"})])).consent.keep
    assert [one.text for one in as_it_is] == [ready]


def test_a_thank_you_is_asked_for_first_and_in_words(desk: Desk) -> None:
    """What for, why, what has changed: before anything that is hard, and in that order."""
    said = ("Thank you for waiting.", "You didn't hurry me.", "I sleep.", "That is all.")
    hands = Hands(talk=["thanks"], thanks=[said, back()], topics=[back(), back()])
    made = desk.make(hands)
    assert hands.seen.index("thanks") < hands.seen.index("topics")
    assert tuple(one.text for one in made.consent.keep) == said
    page = desk.page(made.consent)
    assert [page.index(one) for one in said] == sorted(page.index(one) for one in said)
    assert "keep" not in hands.seen


def test_a_thank_you_holds_what_works_beside_it(desk: Desk) -> None:
    """Both can be changed later; what was said in the one stays through the other."""
    said = ("Thank you for waiting.", "", "", "")
    hands = Hands(
        talk=["thanks"],
        thanks=[said, lambda form: tuple(one.text for one in form.fields)],
        consent=["more", "more", "right"],
        more=["keep", "thanks"],
        keep=[lambda ticks: ticks.ticked | {"could-stop", "understood"}],
    )
    kept = desk.make(hands).consent.keep
    assert [one.source for one in kept][:1] == ["own.thanks"]
    assert {one.source for one in kept} == {"own.thanks", "could-stop", "understood"}
    assert kept[0].text == "Thank you for waiting."


def test_what_was_left_out_of_a_thank_you_stays_out_on_the_way_back(desk: Desk) -> None:
    """Going through its fields again puts nothing in that was unticked line by line."""
    hands = Hands(
        talk=["thanks"],
        thanks=[("Thank you for waiting.", "", "", "That is private.")],
        consent=["lines", Action.BACK, "right"],
        lines=[lambda ticks: ticks.ticked - {"keep.own.thanks-too"}],
        topics=[frozenset(), back()],
    )
    assert [one.source for one in desk.make(hands).consent.keep] == ["own.thanks"]


@pytest.mark.parametrize("own_choice", [True, False])
def test_who_was_sent_can_ask_to_be_asked_first(desk: Desk, own_choice: bool) -> None:
    """That none of it goes into a report unasked is a line to tick, for who was sent alone."""
    desk.check_in = replace(desk.check_in, own_choice=own_choice)
    asks = say("note.between-us")
    hands = Hands(
        consent=["lines", "right"], lines=[lambda ticks: {one.id for one in ticks.options}]
    )
    page = desk.page(desk.make(hands).consent)
    assert (asks in page) is not own_choice
    assert asks not in desk.page(desk.make(Hands()).consent)
    if not own_choice:
        at_once = Hands(consent=["between-us", "right"])
        assert asks in desk.page(desk.make(at_once).consent)
        offered = [[one.id for one in menu.options] for menu in at_once.shown["consent"]]  # type: ignore[attr-defined]
        assert ["between-us" in ways for ways in offered] == [True, False]
    assert (say("sayings.mandated") in str(hands.shown["consent"][0])) is not own_choice


def test_an_example_begins_as_its_field_does(desk: Desk) -> None:
    """Each topic is begun by its place, and so is what it could read like."""
    hands = Hands(topics=[BOTH | {"own"}])
    desk.make(hands)
    for form in hands.shown["topic"]:
        assert isinstance(form, Form)
        told = form.fields[0]
        assert f'"{told.begun}' in told.example
    assert len({form.fields[2].example for form in hands.shown["topic"]}) == 3  # type: ignore[attr-defined]


def test_who_writes_in_small_letters_has_our_beginnings_so_too(desk: Desk) -> None:
    """Whoever writes i for I reads one hand on the page, and on the list of its lines."""
    typed = ("I'd like to talk about last week. i froze", "", "I'd like to go slow")
    hands = Hands(topics=[frozenset({"own", "unsaid"})], topic=[typed], consent=["lines", "right"])
    page = desk.page(desk.make(hands).consent)
    for line in ("i'd like to talk about last week", "i'd like to go slow"):
        assert line in page
        assert any(line in one.label for one in hands.shown["lines"][0].options)  # type: ignore[attr-defined]
    assert "there's something i'm not saying yet." in page
    for other in ("I froze", "and froze"):
        hands = Hands(topics=[frozenset({"own"})], topic=[(typed[0][:-7] + other, *typed[1:])])
        assert "I'd like to go slow" in desk.page(desk.make(hands).consent)


def test_what_many_want_to_bring_up_is_offered(desk: Desk) -> None:
    """Who thinks of an end can say so at once, and who was sent can ask who reads what."""

    def offered(**more: object) -> list[str]:
        check_in = checked(desk.bank, **more)  # type: ignore[arg-type]
        return [one.label for one in gather_candidates(desk.bank, check_in).topics]

    assert offered() == []
    assert any("about ending" in one for one in offered(stage=Stage.ENDING))
    assert any("who gets to read it" in one for one in offered(own_choice=False))


def test_leaving_by_the_first_screen_keeps_what_was_chosen(desk: Desk) -> None:
    """Back out of the first screen: no note now, and next time it is there."""
    hands = Hands(topics=[back(ticked=BOTH)], talk=["through", Action.BACK])
    assert desk.make(hands).turn is Turn.BACK
    assert len(desk.kept[-1].topics) == 2


def test_no_note_after_all(desk: Desk) -> None:
    """Who says so twice has no note, and nothing of it is kept; an empty one goes at once."""
    hands = Hands(topics=[BOTH], consent=["none", "none"], let_go=[False, True])
    assert desk.make(hands).turn is Turn.AWAY
    assert desk.kept == []
    assert hands.seen.count("let-go") == 2
    hands = Hands(consent=["none"])
    assert desk.make(hands).turn is Turn.AWAY
    assert "let-go" not in hands.seen


def test_a_note_that_is_kept_can_be_left_as_it_was(desk: Desk) -> None:
    """Where there is one already, nothing is lost by looking at it; changes go only on request."""
    kept = desk.make(Hands(topics=[frozenset({DISAGREE})])).consent
    looks = Hands(consent=["none"])
    assert desk.make(looks, before=kept, kept=kept).turn is Turn.AWAY
    assert "let-go" not in looks.seen
    menu = looks.shown["consent"][0]
    assert isinstance(menu, Menu)
    assert menu.options[-1].label == say("consent.way.as-it-was")
    changes = Hands(consent=["more", "none"], more=["talk"], talk=["heard"], let_go=[True])
    assert desk.make(changes, before=kept, kept=kept).turn is Turn.AWAY
    assert desk.kept == [kept]


def test_a_note_that_was_paused_in_opens_at_what_was_not_gone_through(desk: Desk) -> None:
    """The next topic comes first, and then what else the way asks; after that, the preview."""
    typed = ("On Monday.", "", "")
    with pytest.raises(Paused):
        desk.make(Hands(topics=[BOTH], topic=[typed, Paused("", ("", "", ""))]))
    again = Hands()
    desk.make(again, before=desk.kept[-1])
    assert again.seen[:3] == ["topic", "keep", "consent"]
    last = Hands()
    desk.make(last, before=desk.kept[-1])
    assert last.seen[0] == "consent"


def test_a_note_that_was_emptied_is_empty_at_a_pause(desk: Desk) -> None:
    """What was taken out before a pause does not come back after it."""
    kept = desk.make(Hands(topics=[frozenset({DISAGREE})])).consent
    empties = Hands(consent=["lines", Paused()], lines=[frozenset()])
    with pytest.raises(Paused):
        desk.make(empties, before=kept)
    assert desk.kept[-1] == Consent()


def test_what_goes_with_a_thank_you_stands_beside_nothing_else(desk: Desk) -> None:
    """In another kind of talk it is out, and back with the thank-you it belongs to."""
    said = ("Thank you for waiting.", "", "", "You need not answer.")
    for talks, is_in in ((["heard"], False), (["heard", "thanks"], True)):
        hands = Hands(
            talk=["thanks", *talks],
            thanks=[said],
            consent=[*["more"] * len(talks), "right"],
            more=["talk"] * len(talks),
        )
        page = desk.page(desk.make(hands).consent)
        assert ("You need not answer." in page) is is_in
        assert "Thank you for waiting." in page


def test_what_goes_with_a_thank_you_waits_as_it_was_left(desk: Desk) -> None:
    """Through another talk and its lines and back: typed it is there, left out it stays out."""
    said = ("Thank you for waiting.", "", "", "You need not answer.")
    there_and_back: dict[str, list[object]] = {
        "talk": ["thanks", "heard", "thanks"],
        "more": ["talk", "keep", "talk"],
        "keep": [lambda ticks: ticks.ticked | {"could-stop"}],
        "thanks": [said],
    }
    hands = Hands(**there_and_back, consent=["more", "more", "more", "right"])
    assert "You need not answer." in desk.page(desk.make(hands).consent)
    assert "You need not answer." not in str(hands.shown["keep"][0])
    there_and_back["more"] = ["talk", "talk"]
    hands = Hands(
        **there_and_back,
        consent=["lines", "more", "more", "right"],
        lines=[lambda ticks: ticks.ticked - {"keep.own.thanks-too"}],
    )
    assert "You need not answer." not in desk.page(desk.make(hands).consent)


def test_topics_come_and_go_later(desk: Desk) -> None:
    """A note that was made before can get a topic, and lose one; words come back with it."""
    first = desk.make(Hands(topics=[frozenset({DISAGREE})]))
    hands = Hands(
        topics=[frozenset({ASKS}), BOTH],
        topic=[("In May.", "", "I'd like a talk.")],
        consent=["topics", "topics", "right"],
    )
    made = desk.make(hands, before=first.consent)
    assert [one.question for one in made.consent.topics] == ["asks-how-it-goes", "could-disagree"]
    assert made.consent.topics[0].happened == "In May."


def test_the_note_comes_again_after_each_change(desk: Desk) -> None:
    """A topic that is added or taken out at the end leads to the note, and to no other screen."""
    hands = Hands(topics=[BOTH, frozenset(), BOTH], consent=["topics", "topics", "right"])
    desk.make(hands)
    ends = hands.seen[hands.seen.index("consent") : -1]
    assert ends == ["consent", "topics", "consent", "topics", "topic", "topic", "consent", "where"]


def test_topics_are_put_in_order(desk: Desk) -> None:
    """The person says what comes first and next, and if the page says what matters most."""
    typed = [(f"{name}.", "", "") for name in "ABC"]
    first = desk.make(Hands(topics=[BOTH | {"own"}], topic=typed))
    one, two, three = first.consent.topics
    hands = Hands(consent=["order", "right"], order=[three.id, two.id], matters_most=[True])
    made = desk.make(hands, before=first.consent)
    assert [topic.id for topic in made.consent.topics] == [three.id, two.id, one.id]
    assert desk.page(made.consent).count("This matters most to me today.") == 1
    hands = Hands(consent=["order", "right"], order=[one.id, Action.BACK])
    same = desk.make(hands, before=made.consent)
    assert same.consent.topics == made.consent.topics


def test_lines_are_listed_as_the_page_reads_them(desk: Desk) -> None:
    """Also where the order changed what a topic begins with, and where a line waits outside."""
    typed = [(f"I'd like to talk about {name}.", "", "") for name in ("tea", "sleep")]
    first = desk.make(Hands(topics=[BOTH | {"unsaid"}], topic=typed)).consent
    hands = Hands(
        order=[first.topics[1].id],
        consent=["order", "words", "lines", "right"],
    )
    page = desk.page(desk.make(hands, before=first).consent)
    (order,), (which,), (lines,) = (hands.shown[name] for name in ("order", "which-line", "lines"))
    assert isinstance(order, Menu)
    assert isinstance(which, Menu)
    assert isinstance(lines, Ticks)
    first_order = [one.label for one in order.options]
    assert first_order == ["I'd like to talk about tea.", "I'd also like to talk about sleep."]
    assert all(one.label in page for one in which.options)
    assert "I'd also like to talk about tea." in [one.label for one in which.options]
    (unsaid,) = [one.label for one in lines.options if one.id == "unsaid."]
    assert unsaid in page


def test_no_words_are_changed_where_there_are_none(desk: Desk) -> None:
    """A note that is still empty offers no list of lines without a line."""
    hands = Hands(topics=[frozenset(), BOTH], consent=["topics", "right"])
    desk.make(hands)
    empty, full = ({one.id for one in menu.options} for menu in hands.shown["consent"])  # type: ignore[attr-defined]
    assert full - empty == {"words", "order"}


def test_a_line_is_left_out_and_put_back(desk: Desk) -> None:
    """Only ticked lines are in the note; the words of one that was unticked are not gone."""

    def untick(ticks: Ticks) -> frozenset[str]:
        return frozenset(one for one in ticks.ticked if not one.startswith("wish."))

    def tick_all(ticks: Ticks) -> frozenset[str]:
        return frozenset(one.id for one in ticks.options) - {"points.", "at_home."}

    typed = ("It is hard.", "", "I'd like more time.")
    hands = Hands(topics=[frozenset({DISAGREE})], topic=[typed], consent=["lines"], lines=[untick])
    made = desk.make(hands)
    assert "more time" not in desk.page(made.consent)
    hands = Hands(
        topics=[frozenset({DISAGREE})],
        topic=[typed],
        consent=["lines", "lines"],
        lines=[untick, tick_all],
    )
    made = desk.make(hands)
    assert "I'd like more time." in desk.page(made.consent)


def test_a_day_that_moves_is_named_beside_the_note(desk: Desk) -> None:
    """A note that is read in the session means another tomorrow than the evening before."""
    told = []
    for words in ("I'd like to begin with it tomorrow.", "I'd like to begin with it."):
        hands = Hands(topics=[frozenset({DISAGREE})], topic=[(words, "", "")])
        desk.make(hands)
        told.append(str(hands.shown["consent"][0]))
    assert ["name the day" in " ".join(one.split()) for one in told] == [True, False]


def test_words_can_be_changed(desk: Desk) -> None:
    """A line reads as the person wants it to."""
    hands = Hands(
        topics=[frozenset({DISAGREE})],
        consent=["words"],
        which_line=[lambda menu: menu.options[0].id],
        words=["I find it hard to say no to you."],
    )
    made = desk.make(hands)
    assert "I find it hard to say no to you." in desk.page(made.consent)


def test_a_line_has_one_number_wherever_it_is_changed(desk: Desk) -> None:
    """A line that is left out keeps its place, and looking at it puts nothing in."""
    story = ("I'd like to talk about Tuesday.", "I froze.", "I'd like more time.")
    hands = Hands(
        topics=[frozenset({DISAGREE})],
        topic=[story],
        consent=["lines", "words", "right"],
        lines=[lambda ticks: {one for one in ticks.ticked if not one.startswith("hard.")}],
        which_line=[rewords("hard")],
    )
    page = desk.page(desk.make(hands).consent)
    ticks, menu = hands.shown["lines"][0], hands.shown["which-line"][0]
    assert isinstance(ticks, Ticks)
    assert isinstance(menu, Menu)
    assert [one.id for one in menu.options] == [one.id for one in ticks.options][:4]
    assert sum("(left out)" in one.label for one in menu.options) == 2
    assert "I froze." not in page


def test_what_somebody_takes_along_is_asked_before_what_is_hard(desk: Desk) -> None:
    """At an end it comes first; in any other talk it comes after the topics."""
    desk.check_in = checked(desk.bank, HARD, stage=Stage.ENDING)
    for talk, first in (("goodbye", "keep"), ("through", "topics")):
        hands = Hands(talk=[talk])
        desk.make(hands)
        assert next(one for one in hands.seen if one in ("keep", "topics")) == first


UNSURE = {**HARD, "understood": "not-sure"}
REWORDED = "You wait until I have found the word."


def rewords(part: str) -> Callable[[Menu], str]:
    """Picks the first line of a part, to reword it."""
    return lambda menu: next(one.id for one in menu.options if one.id.startswith(f"{part}."))


@pytest.mark.parametrize("part", ["keep", "unsure"])
def test_a_reworded_line_stays_so_and_comes_back_so(desk: Desk, part: str) -> None:
    """Back, another tick and another look leave its words; unticked and ticked, it has them."""
    desk.check_in = checked(desk.bank, UNSURE)
    source = {"keep": "could-stop", "unsure": "understood"}[part]
    screens = {
        part: [
            frozenset({source}),
            lambda ticks: ticks.ticked,
            frozenset(),
            lambda ticks: frozenset(one.id for one in ticks.options if one.label == REWORDED),
        ]
    }
    hands = Hands(
        **screens,
        consent=["words", "more", "more", "more", "right"],
        which_line=[rewords(part)],
        words=[REWORDED],
        more=[part] * 3,
    )
    made = desk.make(hands)
    assert [(one.source, one.text) for one in getattr(made.consent, part)] == [(source, REWORDED)]
    again = desk.make(Hands(consent=[Action.BACK] * 2), before=made.consent)
    assert REWORDED in desk.page(again.consent)


@pytest.mark.parametrize("part", ["keep", "unsure"])
def test_a_line_that_was_left_out_is_in_again_when_it_is_ticked(desk: Desk, part: str) -> None:
    """What was unticked line by line shows unticked in its list, and a tick there holds."""
    desk.check_in = checked(desk.bank, UNSURE)
    source = {"keep": "could-stop", "unsure": "understood"}[part]

    def untick(ticks: Ticks) -> frozenset[str]:
        return frozenset(one for one in ticks.ticked if not one.startswith(f"{part}."))

    def tick(ticks: Ticks) -> frozenset[str]:
        assert not ticks.ticked
        return frozenset({source})

    hands = Hands(
        **{part: [frozenset({source}), tick]},
        consent=["lines", "more", "right"],
        lines=[untick],
        more=[part],
    )
    assert [one.source for one in getattr(desk.make(hands).consent, part)] == [source]


def test_a_topic_keeps_its_words_in_every_list(desk: Desk) -> None:
    """A reworded topic and one of her own read so in the list, also after they were unticked."""
    typed = [("", "", ""), ("A.", "", "")]
    seen: list[list[str]] = []

    def look(wanted: Callable[[Ticks], frozenset[str]]) -> Callable[[Ticks], frozenset[str]]:
        def tick(ticks: Ticks) -> frozenset[str]:
            seen.append([one.label for one in ticks.options])
            return wanted(ticks)

        return tick

    hands = Hands(
        topics=[
            frozenset({DISAGREE, "own"}),
            look(lambda _: frozenset()),
            look(lambda ticks: frozenset(one.id for one in ticks.options if one.label == "A.")),
        ],
        topic=typed,
        consent=["words", "topics", "topics", "right"],
        which_line=[rewords("about")],
        words=["I never say no to you."],
    )
    made = desk.make(hands)
    assert all({"I never say no to you.", "A."} < {*labels} for labels in seen)
    assert [one.words for one in made.consent.topics] == ["A."]


def test_a_field_worded_anew_is_in_the_note_again(desk: Desk) -> None:
    """A line that was left out and then typed otherwise is no longer left out."""

    def untick(ticks: Ticks) -> frozenset[str]:
        return frozenset(one for one in ticks.ticked if not one.startswith("wish."))

    hands = Hands(
        topics=[frozenset({DISAGREE})],
        topic=[
            ("It is hard.", "", "I'd like time."),
            ("It is hard.", "", "I'd like more."),
        ],
        keep=[frozenset(), back()],
        consent=["lines", Action.BACK, "right"],
        lines=[untick],
    )
    assert "I'd like more." in desk.page(desk.make(hands).consent)


def test_when_to_look_again_keeps_its_words(desk: Desk) -> None:
    """Left out and chosen again, the day to look again reads as she worded it."""
    worded = "Could we look at it after my holidays?"
    hands = Hands(
        again=["two", "none", "as-it-is"],
        consent=["more", "words", "more", "more", "right"],
        which_line=[rewords("again")],
        words=[worded],
        more=["again", "again", "again"],
    )
    made = desk.make(hands)
    assert made.consent.again == worded
    assert made.consent.look_again == (START + timedelta(weeks=2)).date()


@pytest.mark.parametrize(
    "hands",
    [
        Hands(topics=[BOTH], topic=[Paused("", ("On Monday.", "", ""))]),
        Hands(topics=[BOTH], topic=[("On Monday.", "", "")], keep=[Paused()]),
        Hands(topics=[BOTH], topic=[("On Monday.", "", "")], consent=[Paused()]),
        Hands(topics=[BOTH], topic=[("On Monday.", "", "")], where=[Paused()]),
    ],
    ids=["while typing", "while ticking", "at the preview", "at the end"],
)
def test_a_pause_keeps_what_was_chosen_and_typed(desk: Desk, hands: Hands) -> None:
    """Wherever somebody pauses, their ticks and words are kept."""
    with pytest.raises(Paused):
        desk.make(hands)
    assert len(desk.kept[-1].topics) == 2
    assert desk.kept[-1].topics[0].happened == "On Monday."


BACK, KEPT = Action.BACK, frozenset({"understood"})
QUIETER = Topic(id="a", question="could-disagree", about="It is hard.", happened="On Monday.")


@pytest.mark.parametrize(
    ("hands", "before", "kept"),
    [
        (Hands(topics=[Paused(ticked=BOTH)]), None, (2, 0)),
        (Hands(topics=[BOTH], keep=[Paused(ticked=KEPT)]), None, (2, 1)),
        (
            Hands(topics=[BOTH], keep=[KEPT, Paused(ticked=frozenset())], consent=[BACK]),
            None,
            (2, 0),
        ),
        (
            Hands(consent=["lines"], lines=[Paused(ticked=frozenset({"about.a"}))]),
            Consent(topics=(QUIETER,), keep=(Line(source="understood", text="You hear me."),)),
            (1, 0),
        ),
    ],
    ids=["topics", "what works", "what works no more", "line by line"],
)
def test_a_pause_keeps_what_is_ticked_before_enter(
    desk: Desk, hands: Hands, before: Consent | None, kept: tuple[int, int]
) -> None:
    """Enter is not needed for a tick to be kept, as Back does not need it either."""
    with pytest.raises(Paused):
        desk.make(hands, before)
    assert (len(desk.kept[-1].topics), len(desk.kept[-1].keep)) == kept
    assert "On Monday." not in str(desk.kept[-1])


def test_a_pause_lets_go_of_no_thought(desk: Desk) -> None:
    """A thought that was unticked is let go by Enter, and not by a pause."""
    thoughts = tuple(Jot(id=one, at=START, text="The diary.") for one in ("j1", "j2"))
    hands = Hands(topics=[frozenset({DISAGREE})], thoughts=[Paused(ticked=frozenset({"j1"}))])
    with pytest.raises(Paused):
        desk.make(hands, jots=thoughts)
    assert desk.became == {"j1": "kept", "j2": "kept"}


@pytest.mark.parametrize(
    "hands",
    [
        Hands(topics=[frozenset({"unsaid"})], unsaid=[Paused("", ("Something.", "A slow start."))]),
        Hands(keep=[frozenset({"own"})], keep_own=[Paused("", ("A slow start.",))]),
        Hands(consent=["more"], more=["differently"], differently=[Paused("A slow start.")]),
        Hands(
            topics=[frozenset({DISAGREE})],
            topic=[("On Monday.", "", "")],
            consent=["words"],
            which_line=[lambda menu: menu.options[0].id],
            words=[Paused("A slow start.")],
        ),
    ],
    ids=["what helps", "a line of her own", "what she could do", "other words"],
)
def test_a_pause_keeps_a_line_that_is_being_typed(desk: Desk, hands: Hands) -> None:
    """Wherever a line is typed, what stands there at a pause is in what is kept."""
    with pytest.raises(Paused):
        desk.make(hands)
    assert "A slow start." in str(desk.kept[-1])


def test_a_note_from_a_card_is_offered_where_its_topic_is_written(desk: Desk) -> None:
    """What was typed at a question stands in its topic, and the screen says so."""
    desk.check_in = checked(desk.bank, HARD, notes={"could-disagree": "The diary."})
    hands = Hands(topics=[frozenset({DISAGREE})])
    made = desk.make(hands)
    form = hands.shown["topic"][0]
    assert isinstance(form, Form)
    assert form.fields[0].text == "The diary."
    assert form.fields[0].hint == say("topics.noted")
    assert "The diary." in desk.page(made.consent)


def test_private_words_are_in_no_note_before_their_screen_was_gone_through(desk: Desk) -> None:
    """Whoever looks at a topic and goes back has not agreed to the words from its card."""
    desk.check_in = checked(desk.bank, HARD, notes={"could-disagree": "The diary."})
    one = frozenset({DISAGREE})
    looked = Hands(consent=["topics", "right"], topics=[frozenset(), one, back()], topic=[back()])
    assert "The diary." not in desk.page(desk.make(looked).consent)
    typed = back(texts=("The diary, and the walk.", "", ""))
    changed = Hands(consent=["topics", "right"], topics=[frozenset(), one, back()], topic=[typed])
    assert "The diary, and the walk." in desk.page(desk.make(changed).consent)


def test_words_from_a_card_are_offered_again_where_the_note_is_opened_again(desk: Desk) -> None:
    """Not gone through the first time, they stand in the topic's screen, and only then in it."""
    desk.check_in = checked(desk.bank, HARD, notes={"could-disagree": "The diary."})
    one = frozenset({DISAGREE})
    looked = Hands(consent=["topics", "right"], topics=[frozenset(), one, back()], topic=[back()])
    kept = desk.make(looked).consent
    assert "The diary." not in desk.page(kept)
    through = Hands()
    made = desk.make(through, before=kept)
    (form,) = through.shown["topic"]
    assert isinstance(form, Form)
    assert form.fields[0].text == "The diary."
    assert "The diary." in desk.page(made.consent)


def test_a_topic_that_was_paused_in_has_its_words_where_the_note_is_opened_again(
    desk: Desk,
) -> None:
    """Somebody who pauses in the middle of a topic finds all that she had typed there."""
    typed = ("I'd like to talk about my mother.", "I feel stupid.", "")
    with pytest.raises(Paused):
        desk.make(Hands(topics=[frozenset({DISAGREE})], topic=[Paused("", typed)]))
    page = desk.page(desk.make(Hands(), before=desk.kept[-1]).consent)
    assert "my mother" in page
    assert "I feel stupid." in page


def test_words_that_were_taken_out_are_not_offered_again(desk: Desk) -> None:
    """Whoever went through the screen and took out what was for herself alone has said so."""
    desk.check_in = checked(desk.bank, HARD, notes={"could-disagree": "The diary."})
    one = frozenset({DISAGREE})
    desk.make(
        Hands(
            talk=["through", Action.BACK],
            topics=[one, back(ticked=one)],
            topic=[("", "", ""), back(texts=("", "", ""))],
            keep=[back()],
        )
    )
    kept = desk.kept[-1]
    through = Hands(consent=[Action.BACK, "right"], keep=[back()])
    made = desk.make(through, before=kept)
    (form,) = through.shown["topic"]
    assert isinstance(form, Form)
    assert "The diary." not in form.fields[0].text
    assert "The diary." not in desk.page(made.consent)


def test_a_blank_that_is_typed_behind_the_beginning_is_one_blank(desk: Desk) -> None:
    """Who does not see the blank that stands there types one more, and the page has one."""
    typed = ("I'd like to talk about  Tuesday.", "", "I'd like  more time.")
    page = desk.page(desk.make(Hands(topics=[frozenset({DISAGREE})], topic=[typed])).consent)
    assert "I'd like to talk about Tuesday." in page
    assert "I'd like more time." in page


def test_what_is_begun_for_the_person_goes_on_behind_a_blank(desk: Desk) -> None:
    """Whoever types on need not begin with a blank."""
    hands = Hands(topics=[BOTH | {"unsaid"}])
    desk.make(hands)
    form, unsaid = hands.shown["topic"][0], hands.shown["unsaid"][0]
    assert isinstance(form, Form)
    assert isinstance(unsaid, Form)
    begun = [one.text for one in (*form.fields, *unsaid.fields[1:]) if one.text]
    assert len(begun) == 3
    assert all(text.endswith(" ") for text in begun)


def test_thoughts_are_offered_and_never_ticked(desk: Desk) -> None:
    """What was written down for next time is in the note only where it is ticked."""
    jot = Jot(id="j2abcd", at=START - timedelta(days=3), text="She looked at the clock.")
    other = Jot(id="j3abcd", at=START, text="About Kim.", therapist="Kim")
    hands = Hands()
    made = desk.make(hands, jots=(jot, other))
    ticks = hands.shown["topics"][0]
    assert isinstance(ticks, Ticks)
    assert "jot.j2abcd" in {one.id for one in ticks.options}
    assert "jot.j3abcd" not in {one.id for one in ticks.options}
    assert made.consent == Consent()
    made = desk.make(Hands(topics=[frozenset({"jot.j2abcd"})]), jots=(jot,))
    assert made.consent.topics[0].jot == "j2abcd"
    assert desk.became == {"j2abcd": "taken"}
    assert "She looked at the clock." in desk.page(made.consent)


def test_what_became_of_a_thought_is_kept(desk: Desk) -> None:
    """A thought is taken, stays, or is let go; one that is taken out of the note is there again."""
    one, two, three = (Jot(id=f"jot{at}xx", at=START, text=f"Thought {at}.") for at in range(3))
    hands = Hands(topics=[frozenset({f"jot.{one.id}"})], thoughts=[frozenset({two.id})])
    made = desk.make(hands, jots=(one, two, three))
    assert desk.became == {one.id: "taken", two.id: "kept", three.id: "dropped"}
    desk.make(Hands(consent=["topics", "right"], topics=[frozenset()]), before=made.consent)
    assert desk.became[one.id] == "kept"
    unasked = Hands()
    desk.make(unasked)
    assert "thoughts" not in unasked.seen


def test_only_that_there_is_something(desk: Desk) -> None:
    """Who brings only that it is unsaid says so in their words, and is asked for none on it."""
    said = ("There's a thing i dont say yet", "It would help if you asked.")
    hands = Hands(topics=[frozenset({"unsaid"})], unsaid=[said])
    made = desk.make(hands)
    assert "There's a thing i dont say yet" in desk.page(made.consent)
    assert "topic" not in hands.seen
    assert "it would help if you asked." in desk.page(made.consent)


def test_words_for_it_stand_behind_a_line(desk: Desk) -> None:
    """`?` shows how to bring up the line that it names, and what was ticked stays ticked."""
    why = Unfinished(Action.WHY, ticked=BOTH, line=DISAGREE)
    hands = Hands(topics=[why])
    made = desk.make(hands)
    assert "page: Bringing it up" in hands.seen
    assert "when I see things differently" in tell(hands.read[0]).splitlines()[0]
    assert len(made.consent.topics) == 2
    again = hands.shown["topics"][1]
    assert isinstance(again, Ticks)
    assert again.begin == DISAGREE


# What is offered

MENDED = {"{}": "more-than-once", "{}.talked": "yes", "{}.after": "better"}


def happened(event: str, answers: dict[str, str]) -> dict[str, str]:
    """The three answers to an event."""
    return {card.format(event): choice for card, choice in answers.items()}


def test_what_was_mended_is_the_mending(bank: Bank) -> None:
    """A quarrel that was talked through is never offered as harm, and a slight not as a gain."""
    offered = gather_candidates(bank, checked(bank, happened("misread", MENDED)))
    assert "misread" not in {one.question for one in offered.topics}
    kept = {one.source: one.text for one in offered.keep}
    assert "misread" in kept
    assert "we could talk about it" in kept["misread"]
    slight = gather_candidates(bank, checked(bank, happened("slight", MENDED)))
    assert "slight" not in {one.question for one in slight.topics}
    assert "slight" not in {one.source for one in slight.keep}


def test_no_statement_with_a_scale_word(bank: Bank) -> None:
    """Every topic is a sentence to the therapist, and none quotes an answer."""
    said = {**HARD, "slow-down": "often", "understood": "rarely"}
    for one in gather_candidates(bank, checked(bank, said)).topics:
        assert one.label == one.about
        assert "my therapist" not in one.about.lower()


def test_strengths_are_few_and_of_many_themes(bank: Bank) -> None:
    """At most six things that work are offered, no two of one theme before the others."""
    check_in = checked(bank)
    keep = gather_candidates(bank, check_in).keep
    themes = {item.id: item.theme for item in check_in.responses.items}
    assert len(keep) == 6
    assert len({themes[one.source] for one in keep}) == 6


def test_ticks_of_the_card_are_offered(bank: Bank) -> None:
    """What was ticked by name is offered by name."""
    ticks = next(one for each in bank.questionnaires for one in each.ticks)
    line = ticks.lines[0]
    check_in = checked(bank, ticked={ticks.id: (line.asked.id,)})
    assert line.sentence in {one.about for one in gather_candidates(bank, check_in).topics}


LIMITS = {"private-contact": "often"}


def test_someone_outside_may_come_first(desk: Desk) -> None:
    """Where a sharp answer weighs alone the screens say so, the page never does, and it is last."""
    desk.check_in = checked(desk.bank, {**HARD, **LIMITS})
    hands = Hands(topics=[frozenset({"topic.private-contact"})])
    made = desk.make(hands)
    ticks, menu = hands.shown["topics"][0], hands.shown["consent"][0]
    assert isinstance(ticks, Ticks)
    assert isinstance(menu, Menu)
    assert ticks.options[-1].id == "topic.private-contact"
    said = "You may talk to someone outside first"
    assert said in str(ticks.body)
    assert said in str(menu.body)
    assert "outside" not in desk.page(made.consent)
    calm = Hands()
    Desk(desk.world, desk.bank, checked(desk.bank, HARD)).make(calm)
    assert not any(said in str(view) for views in calm.shown.values() for view in views)


def test_a_day_to_look_again_comes_from_the_note(desk: Desk) -> None:
    """It is chosen with its day, which the page does not name; words changed later stay."""
    made = desk.make(Hands(consent=["more", "right"], more=["again"], again=["two"]))
    assert made.consent.look_again == (START + timedelta(weeks=2)).date()
    page = desk.page(made.consent)
    assert "in two sessions" in page
    assert "7 December" not in page
    desk.world.days += 7
    again = desk.make(Hands(consent=["more", "right"], more=["again"]), before=made.consent)
    assert again.consent.look_again == made.consent.look_again
    worded = replace(made.consent, again="Could we look at it after my holidays?")
    kept = desk.make(Hands(consent=["more", "right"], more=["again"]), before=worded)
    assert (kept.consent.again, kept.consent.look_again) == (worded.again, worded.look_again)

    def untick(ticks: Ticks) -> frozenset[str]:
        return frozenset(one for one in ticks.ticked if not one.startswith("again."))

    out = desk.make(Hands(consent=["lines", "right"], lines=[untick]), before=made.consent)
    assert out.consent.look_again is None


def test_a_goodbye_only_at_an_end(desk: Desk) -> None:
    """No kind of talk is offered that does not fit: a goodbye only where there is an end."""

    def kinds(check_in: CheckIn) -> list[str]:
        hands = Hands()
        Desk(desk.world, desk.bank, check_in).make(hands)
        menu = hands.shown["talk"][0]
        assert isinstance(menu, Menu)
        return [one.id for one in menu.options]

    assert Talk.GOODBYE not in kinds(desk.check_in)
    assert Talk.GOODBYE in kinds(checked(desk.bank, stage=Stage.ENDING))


def test_whoever_was_sent_hears_who_may_read_it(desk: Desk) -> None:
    """Before the note stands who may read it, for people sent by someone and for no others."""
    hands = Hands()
    Desk(desk.world, desk.bank, checked(desk.bank, own_choice=False)).make(hands)
    assert hands.seen[0] == "page: Before you write it"
    free = Hands()
    desk.make(free)
    assert "page: Before you write it" not in free.seen


def test_first_sessions_and_people_who_were_sent_have_their_own_words(desk: Desk) -> None:
    """Early on the note says what feels right so far; who was sent is asked for what is theirs."""

    def two(ticks: Ticks) -> frozenset[str]:
        return frozenset(one.id for one in ticks.options[1:3])

    early = checked(desk.bank, stage=Stage.FIRST_SESSIONS)
    for check_in, screen, heading in (
        (early, "A question is enough", "## What feels right so far"),
        (replace(early, own_choice=False), "for yourself", "## What feels right so far"),
        (desk.check_in, "none is fine, too.", "## What has been good"),
    ):
        desk.check_in, hands = check_in, Hands(topics=[frozenset({"own"})], keep=[two])
        made = desk.make(hands)
        ticks = hands.shown["topics"][0]
        assert isinstance(ticks, Ticks)
        assert screen in ticks.title
        assert heading in desk.page(made.consent)


# Where it goes


def test_another_name_where_one_is_taken(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two notes in one month are two files, and nobody has to think of a name; one is one."""
    monkeypatch.chdir(tmp_path)
    for topics in ({DISAGREE}, BOTH, BOTH, {ASKS}):
        made = desk.make(Hands(topics=[frozenset(topics)], where=["page"]))
    names = [f"notes-2026-11{end}.html" for end in ("", "-2", "-3")]
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(names)
    assert str(tmp_path / "notes-2026-11-3.html") in made.chosen.place


def test_an_earlier_page_can_be_replaced(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken out of a note need not stay in its earlier file; a no leaves that alone."""
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "mine.md"
    page.write_text("as it was", encoding="utf-8")
    desk.make(Hands(topics=[BOTH], where=["elsewhere", "screen"], path=["mine.md", back()]))
    assert page.read_text(encoding="utf-8") == "as it was"
    desk.make(Hands(topics=[BOTH], where=["elsewhere"], path=["mine.md"], replace=[True]))
    assert page.read_text(encoding="utf-8").startswith("# For our session")


def test_a_text_file_opens_anywhere(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text file ends in .txt and holds the words of the preview, without marks."""
    monkeypatch.chdir(tmp_path)
    made = desk.make(Hands(topics=[BOTH], where=["text"]))
    file = tmp_path / "notes-2026-11.txt"
    note = build_note(desk.check_in, made.consent, desk.world.env())
    assert file.read_text(encoding="utf-8") == render_note(note, Format.TEXT)


def test_it_can_be_opened_at_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is a desktop the page is opened if wanted, and else nothing is asked."""
    monkeypatch.chdir(tmp_path)
    opened: list[Path] = []
    world = replace_world(desk.world, opened)
    hands = Hands(where=["page"], open=[True])
    make_note(Writing(world, hands, desk.bank, desk.check_in))
    assert [one.name for one in opened] == ["notes-2026-11.html"]


def replace_world(world: World, opened: list[Path]) -> Env:
    """A world with a desktop."""
    env = world.env()
    return env._replace(
        variables={**env.variables, "DISPLAY": ":0"},
        open_file=lambda path: not opened.append(path),  # type: ignore[func-returns-value]
    )


def test_what_is_no_ordinary_file_is_left_alone(tmp_path: Path) -> None:
    """A folder, a pipe, a long name and a folder that is not there each get their sentence."""
    os.mkfifo(tmp_path / "pipe")
    wrong = {
        "delivery.folder": tmp_path,
        "delivery.no-file": tmp_path / "pipe",
        "delivery.long-name": tmp_path / ("x" * 300),
        "delivery.no-folder": tmp_path / "none" / "note.md",
    }
    for key, place in wrong.items():
        for force in (None, True):
            with pytest.raises(FitcheckError) as told:
                check_file(place, force=force)
            assert told.value.key == key


def test_a_link_is_written_through(tmp_path: Path) -> None:
    """A link stays a link; what it names is replaced, and only by force."""
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    with pytest.raises(FitcheckError):
        write_file(link, "new", force=False)
    write_file(link, "new", force=True)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
