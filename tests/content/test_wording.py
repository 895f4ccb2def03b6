"""How every sentence is worded, as far as a program can hold it."""

import re
from collections.abc import Iterable

import pytest
import textstat

from fitcheck.questions.answers import Answers, Reply, card_id
from fitcheck.questions.flow import Plan, asked, gather_responses
from fitcheck.questions.loading.lint import find_faults
from fitcheck.texts import catalogue, say, say_of
from fitcheck.views.wording import sentence
from fitcheck.vocabulary import Form, Gap, Kind, Part, Stage, Tier
from tests.content.shipped import (
    CHECKLISTS,
    READING,
    TEXTS,
    bank,
    prose,
    question,
    reading,
    said,
    sentences,
    spoken,
    statements,
    whole,
)
from tests.content.wordings import is_fresh, mistakes

QUESTION_GRADE = 6
PAGE_GRADE = 7
HELP_GRADE = 9
"""Help by country is full of the names of public bodies; what is around them is plain."""
WHY_GRADE = 9
TWO_IDEAS = {
    "what-i-believe.matters": "two words for one thing, so that nobody needs to have a faith",
    "hurt-in-who-i-am": "said and done hurt alike, and a person should not have to sort them",
    "body-language": "a face is part of it, and the plainer word for it",
    "manner-at-ease": "talking and writing are one way of meeting, by whichever is used",
    "adapts": "either answer to a wish is a good one",
    "calls-in-session": "two ways to be called away",
    "missed-session": "three ways in which a session falls through",
    "takes-sides": "a side is between two",
    "gift": "between two people",
    "on-my-mind": "the two together are what is asked: to think of them, and to turn away",
    "free-to-end": "two ways to stop, and being free to is one thing",
    "separate-recorded": "two ways to listen in",
    "separate-drunk": "two ways to be unfit",
    "separate-money": "examples of one thing",
    "separate-secret": "said and done are one secret",
    "separate-steered-away": "a yes to either leads to the same page",
    "separate-complaint": "examples of one thing",
    "separate-beliefs": "a yes to either leads to the same page",
    "separate-second-role": "two examples of one thing",
    "separate-threats": "a yes to either leads to the same page",
    "separate-contempt": "a yes to either leads to the same page",
    "separate-change-me": "a yes to either leads to the same page",
    "separate-special": "a yes to either leads to the same page",
    "separate-flirted": "a yes to either leads to the same page",
    "separate-touch": "what felt wrong later counts as well",
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
SEPARATE_SAYINGS = (
    "sayings.tier-b-line",
    "sayings.everyday-things",
    "sayings.separate-all-no",
    "summary.everyday-only",
)


SCALE_WORDS = re.compile(r"\b(?:often|rarely|sometimes|always|never|seldom|partly)\b", re.I)
SPOKEN_GRADE = 7
MOST_SPOKEN = 22
"""Words of a sentence in a note: one breath."""
FEW_WORDS = 8
"""Fewer are a label or a key: a grade of three words says nothing."""
TEXT_GRADE, SCREEN_GRADE = 8, 6
BLAME = re.compile(
    r"\byou (?:failed|forgot|ought)\b|\byour (?:own )?(?:fault|mistake)\b"
    r"|\b(?:invalid|illegal|incorrect|fatal|aborted)\b|lately this is|not up to you alone",
    re.I,
)
"""What puts it on the person: a duty, a failure, a word of machines for what was typed."""
TOO_NEAR = re.compile(r"\b(?:my therapist|the therapist|here)\b", re.I)
"""What a person would not say to their therapist's face, or not from where they are."""


def grade(text: str) -> float:
    """The school grade at which a text can be read: automated readability index, by textstat."""
    return float(textstat.automated_readability_index(prose(text)))


def as_read(line: str) -> str:
    """A line with its values filled in, and what a shell or a file takes as one short word."""
    line = re.sub(r"`?\{fitcheck\}(?: [a-z-]+)*`?|`[^`]*`|--[a-z-]+|\b[A-Z_]{4,}\b", "it", line)
    return re.sub(r"(?:- )?\{[^}]+\}", "one", line)


def above(most: int, texts: Iterable[tuple[str, str]]) -> dict[str, float]:
    """What is harder to read than it should be, with its grade."""
    grades = {id: grade(text) for id, text in texts}
    return {id: found for id, found in grades.items() if found > most}


def faulty(fault: str) -> set[str]:
    """The statements that have this fault."""
    return {id for id, text in statements() if fault in {one.key for one in find_faults(text)}}


def test_statements_are_easy() -> None:
    """Every statement reads at grade 6 or lower."""
    assert above(QUESTION_GRADE, statements()) == {}


def test_statements_are_short() -> None:
    """Every statement has at most 16 words."""
    assert faulty("lint.long") == set()


def test_no_statement_is_negated() -> None:
    """No statement says what is not: a tired reader answers the opposite."""
    assert faulty("lint.negated") == set()


def test_every_statement_holds_one_idea() -> None:
    """*And* and *or* join two ideas, except where it is said here why they do not."""
    assert faulty("lint.two-ideas") == set(TWO_IDEAS)


def test_every_statement_ends_in_a_full_stop() -> None:
    """A statement is a sentence that reads alone."""
    assert [id for id, text in statements() if not text.removesuffix('"').endswith(".")] == []


def test_they_is_never_alone() -> None:
    """Wherever a statement says *they*, it has named the therapist."""
    they = re.compile(r"\b(?:they|them|their)\b", re.I)
    alone = [id for id, text in statements() if they.search(text) and "therapist" not in text]
    assert alone == []


def test_sharp_questions_ask_for_acts() -> None:
    """What weighs alone is something that the therapist does, never a feeling."""
    sharp = [one for one in bank().questions if one.asked.row in ("sharp", "slight")]
    assert len(sharp) >= 5
    for one in sharp:
        assert "my therapist" in one.text.lower()
        assert not re.search(r"\bfeel", one.text)


def test_separate_questions_name_the_therapist() -> None:
    """A separate question begins with what the therapist does, so that nobody signs half of it."""
    for gate in bank().separate.gates:
        assert gate.stem.startswith("My therapist, even once")
        for one in gate.lines:
            assert whole(one).startswith("My therapist ") or one.line.startswith("I ")
            assert one.own == (one.constructs == ("X17",))


def test_what_felt_good_is_asked_for_too() -> None:
    """The gates of closeness and of secrets say that it may have felt good then."""
    good = [gate.id for gate in bank().separate.gates if "felt good then" in gate.stem]
    assert good == ["gate-favours", "gate-closeness"]


def test_a_sentence_is_for_the_ear() -> None:
    """A sentence of a note speaks to the therapist, in one breath, plainly, as a whole."""
    assert [id for id, text in spoken() if not text.endswith(".")] == []
    assert [id for id, text in spoken() if TOO_NEAR.search(text)] == []
    assert [id for id, text in spoken() if len(text.split()) > MOST_SPOKEN] == []
    assert above(SPOKEN_GRADE, spoken()) == {}


def test_a_sentence_has_no_word_of_a_scale() -> None:
    """A note never quotes how often: the answer is the person's, and not a mark for the other."""
    assert [id for id, text in spoken() if SCALE_WORDS.search(text)] == []


def test_contact_beyond_the_work_has_one_sentence() -> None:
    """Whatever a person answered about private contact, the note asks to talk about contact."""
    assert len(set(question("private-contact").sentences.values())) == 1


def test_a_mended_event_is_told_as_the_mending() -> None:
    """What went wrong is never what should stay: that it could be talked about is."""
    events = [one for one in bank().questions if one.kind is Kind.EVENT]
    mended = {one.id: one.sentences.get("mended") for one in events}
    assert mended.pop("hurt-in-who-i-am") is None
    for text in mended.values():
        assert text is not None
        assert text.endswith("we could talk about it. It's better now.")


def test_reasons_are_plain() -> None:
    """Why a question is asked is told in at most 25 words, at grade 9 or lower."""
    whys = [(one.id, one.why) for one in bank().questions]
    whys += [(one.id, one.why) for one in bank().separate.gates]
    assert [id for id, why in whys if len(why.split()) > 25 or not why.endswith(".")] == []
    assert above(WHY_GRADE, whys) == {}


def test_pages_are_easy() -> None:
    """Every page, saying and text after the separate questions reads at grade 7 or lower."""
    texts = {one.id: one.text for one in reading().pages}
    texts |= {"keep": reading().separate.keep}
    texts |= {f"point {one.id}": one.about for one in bank().points}
    texts |= {f"article {one.id}": one.article for one in bank().points}
    texts |= {key: say(key) for key in catalogue() if key.startswith("sayings.")}
    assert above(PAGE_GRADE, texts.items()) == {}


def test_help_is_easy() -> None:
    """Help by country reads at grade 9 or lower, with all its names of public bodies."""
    assert above(HELP_GRADE, ((one.id, one.text) for one in reading().help)) == {}


def test_what_the_program_says_is_easy() -> None:
    """A screen of the program reads at grade 6 or lower as a whole, each text at 8 or lower."""
    lines = [(key, as_read(line)) for key, line in said()]
    whole_texts = [(key, line) for key, line in lines if len(line.split()) >= FEW_WORDS]
    screens: dict[str, list[str]] = {}
    for key, line in whole_texts:
        screens.setdefault(key.split(".")[1], []).append(line.rstrip(".?:") + ".")
    assert above(TEXT_GRADE, whole_texts) == {}
    assert above(SCREEN_GRADE, ((key, "\n".join(texts)) for key, texts in screens.items())) == {}


def test_what_the_program_says_is_short() -> None:
    """No sentence of the program has more than 22 words."""
    sentences = [(key, one) for key, line in said() for one in re.split(r"(?<=[.?:;])\s", line)]
    assert [key for key, one in sentences if len(one.split()) > MOST_SPOKEN] == []


def test_nobody_is_blamed() -> None:
    """No text of the three files says that a person did wrong, or calls an answer low or bad."""
    found = [(place, it.group()) for place, text in sentences() if (it := BLAME.search(text))]
    assert found == []


def test_words_that_are_never_used() -> None:
    """Nothing names an illness, uses a trade word, or tells to stay or to go."""
    found = [
        (place, said.group())
        for place, text in sentences()
        if not ID_LIKE.fullmatch(text) and (said := NEVER.search(text))
    ]
    assert found == []


def test_no_exclamation_mark() -> None:
    """No file raises its voice; only the title of a paper may."""
    assert "!" not in CHECKLISTS.read_text(encoding="utf-8")
    assert not re.search(r"\w!", TEXTS.read_text(encoding="utf-8"))
    said = READING.read_text(encoding="utf-8").partition("\nsources:\n")[0]
    assert "!" not in said


def test_no_repair_beside_a_separate_question() -> None:
    """Nothing near a separate question speaks of repair: nobody is sent back to be hurt."""
    near = [f"{one.text} {one.why}" for one in bank().separate.questions]
    near += [f"{one.title} {one.stem} {one.note} {one.why}" for one in bank().separate.gates]
    near += [reading().separate.keep]
    near += [one.text for one in reading().pages if one.id in SEPARATE_PAGES]
    near += [one.text for one in reading().help]
    near += [say(key) for key in SEPARATE_SAYINGS]
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
    notes = {one.id: one.note for one in bank().themes}
    assert "your therapist's job" in notes["my-say"]
    assert notes["my-say"] == notes["unsaid"]


def test_wordings_are_stable() -> None:
    """A changed text has a higher rev, and no id ever gets another meaning."""
    assert mistakes() == []


def test_the_list_of_wordings_is_fresh() -> None:
    """The committed list holds every id, rev and text that is asked now."""
    assert is_fresh(), "run: python -m tests.content.wordings"


TIER_B = {
    "separate-dropped",
    "separate-second-role",
    "separate-pressed-to-stay",
    "separate-frightened",
    "separate-messages",
}


def test_tiers_are_given() -> None:
    """What may be an error or a drift is tier B, and everything else is tier A."""
    lines = bank().separate.questions
    assert {one.id for one in lines if one.tier is Tier.B} == TIER_B


def test_a_first_card_is_short() -> None:
    """What stands above a first card, and a line below a gate, has at most 25 words."""
    texts = [(one.id, one.intro) for one in bank().questionnaires]
    texts += [(one.id, one.note) for one in bank().themes]
    texts += [(one.id, one.note) for one in bank().separate.gates]
    assert [id for id, text in texts if len(text.split()) > 25] == []
