"""How every sentence is worded, as far as a program can hold it."""

import re
from collections.abc import Iterable

import pytest
import textstat

from fitcheck.questions.answers import Answers, Reply, card_id
from fitcheck.questions.flow import Plan, asked, gather_responses
from fitcheck.texts import say_of
from fitcheck.views.wording import sentence
from fitcheck.vocabulary import Form, Gap, Kind, Part, Stage, Tier
from tests.content.shipped import (
    CHECKLISTS,
    READING,
    bank,
    prose,
    reading,
    sentences,
    statements,
)
from tests.content.wordings import is_fresh, mistakes

QUESTION_GRADE = 6
PAGE_GRADE = 7
HELP_GRADE = 9
"""Help by country is full of the names of public bodies; what is around them is plain."""
WHY_GRADE = 9
MOST_WORDS = 16

NEGATION = re.compile(
    r"\b(?:not|no|nor|never|none|nothing|nobody|neither|without|cannot|hardly)\b|n't\b", re.I
)
TWO_WORDS = re.compile(r"\b(?:and|or)\b", re.I)
TWO_IDEAS = {
    "what-i-believe.matters": "two words for one thing, so that nobody needs to have a faith",
    "hurt-in-who-i-am": "said and done hurt alike, and a person should not have to sort them",
    "drift": "meeting and writing are the two halves of contact",
    "helps-with-others": "either way is meant, so that being alone is no fault",
    "on-my-mind": "the two together are what is asked: to think of them, and to turn away",
    "free-to-end": "a choice is between two things",
    "looking-format": "when and where is one wish",
    "separate-second-role": "two examples of one thing",
    "separate-steered-away": "a yes to either leads to the same page",
    "separate-secret": "said and done are one secret",
    "separate-special": "a yes to either leads to the same page",
    "separate-money": "examples of one thing",
    "separate-privacy": "a yes to either leads to the same page",
    "separate-threats": "a yes to either leads to the same page",
    "separate-contempt": "a yes to either leads to the same page",
    "separate-change-me": "a yes to either leads to the same page",
    "separate-unfit": "a yes to either leads to the same page",
    "separate-touch": "what felt wrong later counts as well",
    "separate-sexual": "a yes to either leads to the same page",
}
"""Statements with *and* or *or* that hold one idea all the same, and why."""

NEVER = re.compile(
    r"narcissis|borderline|gaslight|psychopath|sociopath|toxic|codepend|bipolar|disorder"
    r"|symptom|patholog|transference|rupture|alliance|\bboundar|\bfram(?:e|ing)\b|perpetrat"
    r"|\bvictim|find (?:another|a new|a better) therapist"
    r"|you (?:should|must) (?:stay|leave|end|go on)"
    r"|leave (?:your|this) therapist|norm(?:al)? result|most people answer like"
    r"|number one|ended? it all|stop by message|go further",
    re.I,
)
"""Diagnosis words, trade words, verdicts, and wordings with a second, grave meaning."""
ID_LIKE = re.compile(r"[a-z0-9-]+")

REPAIR = re.compile(
    r"\brepair|\bmend|talk(?:ed|ing)? (?:it |them )?through|bring you closer|"
    r"\bstrength\b|work(?:ed|ing)? (?:it|things) out|second chance|try again",
    re.I,
)
SEPARATE_PAGES = ("something-wrong", "where-to-turn")
SEPARATE_SAYINGS = ("tier-b-line", "everyday-things", "separate-never-here", "separate-all-no")


def grade(text: str) -> float:
    """The school grade at which a text can be read: automated readability index, by textstat."""
    return float(textstat.automated_readability_index(prose(text)))


def above(most: int, texts: Iterable[tuple[str, str]]) -> dict[str, float]:
    """What is harder to read than it should be, with its grade."""
    grades = {id: grade(text) for id, text in texts}
    return {id: found for id, found in grades.items() if found > most}


def test_statements_are_easy() -> None:
    """Every statement reads at grade 6 or lower."""
    assert above(QUESTION_GRADE, statements()) == {}


def test_statements_are_short() -> None:
    """Every statement has at most 16 words."""
    assert [id for id, text in statements() if len(text.split()) > MOST_WORDS] == []


def test_no_statement_is_negated() -> None:
    """No statement says what is not: a tired reader answers the opposite."""
    assert [id for id, text in statements() if NEGATION.search(text)] == []


def test_every_statement_holds_one_idea() -> None:
    """*And* and *or* join two ideas, except where it is said here why they do not."""
    joined = {id for id, text in statements() if TWO_WORDS.search(text)}
    assert joined == set(TWO_IDEAS)


def test_every_statement_ends_in_a_full_stop() -> None:
    """A statement is a sentence that reads alone."""
    assert [id for id, text in statements() if not text.endswith(".")] == []


def test_they_is_never_alone() -> None:
    """Wherever a statement says *they*, it has named the therapist."""
    they = re.compile(r"\b(?:they|them|their)\b", re.I)
    alone = [id for id, text in statements() if they.search(text) and "therapist" not in text]
    assert alone == []


def test_sharp_questions_ask_for_acts() -> None:
    """What weighs alone is something that the therapist does, never a feeling."""
    sharp = [one for one in bank().questions if one.asked.sharp]
    assert len(sharp) >= 5
    for one in sharp:
        assert "my therapist" in one.text.lower()
        assert not re.search(r"\bfeel", one.text)


def test_separate_questions_name_the_therapist() -> None:
    """A separate question begins with what the therapist does, so that nobody signs half of it."""
    for one in bank().separate.questions:
        assert one.text.startswith("My therapist ") or one.constructs == ("X17",)


def test_reasons_are_plain() -> None:
    """Why a question is asked is told in at most 25 words, at grade 9 or lower."""
    whys = [(one.id, one.why) for one in bank().questions]
    assert [id for id, why in whys if len(why.split()) > 25 or not why.endswith(".")] == []
    assert above(WHY_GRADE, whys) == {}


def test_pages_are_easy() -> None:
    """Every page, saying and text after the separate questions reads at grade 7 or lower."""
    separate = reading().separate
    texts = {one.id: one.text for one in reading().pages}
    texts |= {"page": separate.page, "tier-b": separate.tier_b, "keep": separate.keep}
    texts |= {f"point {one.id}": one.about for one in bank().points}
    texts.update(bank().sayings)
    assert above(PAGE_GRADE, texts.items()) == {}


def test_help_is_easy() -> None:
    """Help by country reads at grade 9 or lower, with all its names of public bodies."""
    assert above(HELP_GRADE, ((one.id, one.text) for one in reading().help)) == {}


def test_words_that_are_never_used() -> None:
    """Nothing names an illness, uses a trade word, or tells to stay or to go."""
    found = [
        (place, said.group())
        for place, text in sentences()
        if not ID_LIKE.fullmatch(text) and (said := NEVER.search(text))
    ]
    assert found == []


def test_no_exclamation_mark() -> None:
    """Neither file raises its voice; only the title of a paper may."""
    assert "!" not in CHECKLISTS.read_text(encoding="utf-8")
    said = READING.read_text(encoding="utf-8").partition("\nsources:\n")[0]
    assert "!" not in said


def test_no_repair_beside_a_separate_question() -> None:
    """Nothing near a separate question speaks of repair: nobody is sent back to be hurt."""
    near = [bank().separate.examples]
    near += [f"{one.text} {one.why}" for one in bank().separate.questions]
    near += [reading().separate.page, reading().separate.tier_b, reading().separate.keep]
    near += [one.text for one in reading().pages if one.id in SEPARATE_PAGES]
    near += [one.text for one in reading().help]
    near += [bank().sayings[id] for id in SEPARATE_SAYINGS]
    assert [text for text in near if REPAIR.search(text)] == []


def test_titles_are_good_states() -> None:
    """A theme title reads as praise after "Going well:", on its own, without a comma."""
    trouble = re.compile(r"down|push|unsaid|strain|stuck|far away|hard|against|,", re.I)
    assert [one.title for one in bank().themes if trouble.search(one.title)] == []
    titles = [one.title for one in bank().themes]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("stage", Stage)
def test_every_answer_makes_a_sentence(stage: Stage) -> None:
    """Each answer to each card reads as sentences, with every label."""
    is_looking = stage is Stage.LOOKING
    plan = Plan(stage=stage, form=Form.LOOKING if is_looking else Form.FULL, everything=True)
    for one in asked(bank(), plan):
        for part in one.asked.parts:
            for choice in bank().scale_of(one.asked, part).choices:
                first = {one.id: "once"} if one.kind is Kind.EVENT else {}
                said = first | {card_id(one.id, part): choice.id}
                if part is Part.MATTERS and choice.id == "yes":
                    said[one.id] = bank().scales[one.scale].choices[0].id
                replies = {card: Reply(choice=id) for card, id in said.items()}
                made = gather_responses(bank(), plan, [one], Answers(replies=replies))
                told = sentence(made.items[0], made)
                assert re.fullmatch(r"[A-Z].*\.", told), told
                assert "  " not in told
                assert "{" not in told
                assert ".." not in told


def test_a_gap_makes_a_sentence() -> None:
    """What was left open is told as sentences, too."""
    for id, text in statements():
        for gap in Gap:
            assert f"{text} {say_of('gap-alone', gap)}".endswith("."), id


def test_their_job_too_is_one_line() -> None:
    """The fixed line is the same wherever it stands, and clear without its card."""
    line = bank().sayings["their-job-too"]
    assert "your therapist's job" in line
    notes = {one.id: one.note for one in bank().themes}
    assert notes["my-say"] == notes["unsaid"] == line


def test_wordings_are_stable() -> None:
    """A changed text has a higher rev, and no id ever gets another meaning."""
    assert mistakes() == []


def test_the_list_of_wordings_is_fresh() -> None:
    """The committed list holds every id, rev and text that is asked now."""
    assert is_fresh(), "run: python -m tests.content.wordings"


def test_tiers_are_given() -> None:
    """Every separate question has one tier, and being frightened alone is tier B."""
    tiers = {one.id: one.tier for one in bank().separate.questions}
    assert set(tiers.values()) == {Tier.A, Tier.B}
    assert tiers["separate-frightened"] is Tier.B
