"""What an answer says in a note."""

from itertools import product

import pytest
from msgspec.structs import replace

from fitcheck.questions.answers import Answers, Item, Reply
from fitcheck.questions.flow import item as item_from
from fitcheck.questions.model import Bank, Question
from fitcheck.questions.score import judge
from fitcheck.questions.sentences import line_sentence, sentence_for
from fitcheck.vocabulary import After, Gap, Happened, Kind, Level, Talked

from .builders import (
    answers,
    bank,
    check_in,
    concern,
    event,
    fit,
    good,
    reworded,
    slight,
    theme,
    ticks,
)
from .test_properties import shipped

SAID = {name: f"{name}." for name in ("ok", "watch", "raise", "not-sure", "mended")}
SIDES = {"too-little": "More.", "too-much": "Less.", "ok": "Right.", "not-sure": "Hm."}


def one_question(question: Question) -> Bank:
    return bank(theme("t", question))


def sentence(question: Question, **said: str) -> str:
    """The sentence of one answer: `sentence(good("a"), a="often")`."""
    made = one_question(question)
    cards = {card.replace("_", "."): choice for card, choice in said.items()}
    return sentence_for(made, check_in(made, cards).items[0])


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("often", "ok."),
        ("sometimes", "watch."),
        ("rarely", "raise."),
        ("not-sure", "not-sure."),
        ("skip", ""),
        ("does-not-apply", ""),
    ],
)
def test_a_sentence_for_each_level(choice: str, expected: str) -> None:
    """An answer says what its level says; not sure has a sentence of its own."""
    assert sentence(good("a", sentences=SAID), a=choice) == expected


def test_what_weighs_alone_says_what_a_raise_says() -> None:
    """Weight is for the eyes of the person, and no word of a note."""
    assert sentence(concern("a", row="sharp", sentences=SAID), a="often") == "raise."


def test_a_choice_goes_before_a_level() -> None:
    """Where one answer needs other words, it has them."""
    said = {**SAID, "almost-never": "Never yet."}
    assert sentence(good("a", sentences=said), a="almost-never") == "Never yet."


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("far-too-little", "More."),
        ("a-bit-too-little", "More."),
        ("about-right", "Right."),
        ("a-bit-too-much", "Less."),
    ],
)
def test_a_fit_has_two_sides(choice: str, expected: str) -> None:
    """Too little and too much ask for different things."""
    assert sentence(fit("a", sentences=SIDES), a=choice) == expected


def test_of_what_was_mended_the_mending_is_said() -> None:
    """What happened is no strength; that it was talked about and is better is one."""
    one = event("e", sentences=SAID)
    assert sentence(one, e="once", e_talked="yes", e_after="better") == "mended."
    assert sentence(one, e="once", e_talked="not-yet", e_after="same") == "raise."
    assert sentence(one, e="no") == ""
    no_mending = {name: text for name, text in SAID.items() if name != "mended"}
    hurt = slight("e", sentences=no_mending)
    assert sentence(hurt, e="once", e_talked="yes", e_after="better") == ""


def test_another_wording_has_no_sentence_here() -> None:
    """A sentence of today might not be true for what was asked in other words."""
    made = one_question(good("a", sentences=SAID))
    (item,) = check_in(made, {"a": "often"}).items
    assert sentence_for(made, reworded(item, rev=2)) == ""
    assert sentence_for(made, reworded(item, id="elsewhere")) == ""


def test_a_ticked_line_has_its_sentence() -> None:
    """Each line by itself, and the card by its ticks; another wording has none here."""
    card = ticks("notice", "empty", "worse")
    made = bank(card)
    worse = card.asked.lines[1]
    assert line_sentence(made, worse) == "Line worse."
    assert line_sentence(made, replace(worse, rev=2)) == ""
    both = Answers(replies={"notice": Reply(ticked=("empty", "worse"))})
    assert sentence_for(made, item_from(made, card, both)) == "Line empty. Line worse."


def answers_to(bank: Bank, question: Question) -> list[Item]:
    """An item for every answer that a question can get, follow-ups and all."""
    choices = [choice.id for choice in bank.scales[question.scale].choices]
    if question.kind is not Kind.EVENT:
        return [item_of(question, {question.id: choice}) for choice in choices]
    return [
        item_of(
            question,
            {question.id: choice, f"{question.id}.talked": talked, f"{question.id}.after": after},
        )
        for choice, talked, after in product(Happened, (*Talked, "skip"), (*After, "skip"))
    ]


def item_of(question: Question, said: dict[str, str]) -> Item:
    matters = {f"{question.id}.matters": "yes"} if question.asked.matters else {}
    return item_from(shipped(), question, answers({**matters, **said}))


def test_every_shipped_answer_has_its_sentence() -> None:
    """All that can be a topic or a strength, and each that was not sure, has words for a note."""
    for question in (one for one in shipped().questions if one.theme is not None):
        unsure = item_of(question, {question.id: Gap.NOT_SURE})
        assert sentence_for(shipped(), unsure), question.id
        for item in answers_to(shipped(), question):
            finding = judge(item, shipped())
            assert finding is not None
            is_topic = finding.level is not Level.OK
            is_strength = not is_topic and question.kind is not Kind.EVENT
            if is_topic or is_strength:
                assert sentence_for(shipped(), item), (question.id, item.reply)
