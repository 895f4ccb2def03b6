"""What must hold between the parts of a checklist."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

import msgspec

from fitcheck.questions.loading.fields import Fields
from fitcheck.questions.loading.yaml_nodes import Node, Row, Table, Word, quoted
from fitcheck.questions.model import EventRows, Question, Scale, Theme, Wording
from fitcheck.questions.sentences import keys_needed
from fitcheck.vocabulary import Happened, Kind, Stage, Weight

FEWEST, MOST = 3, 9
"""How many questions a theme has."""

UNFIT = {Kind.FIT: ("row",), Kind.EVENT: ("at-most", "matters")}
"""Fields that say nothing about a question of such a kind."""


class Found(msgspec.Struct, frozen=True):
    """A question and the part of the file that it was read from."""

    question: Question
    part: Fields


def check_choices(part: Fields, scale: Scale | None, choices: Sequence[str]) -> None:
    """A card that scoring reads by name needs the choices of these names."""
    if scale is None or {one.id for one in scale.choices} == set(choices):
        return
    part.wrong("scale", "checklist.choices-must-be", choices=", ".join(choices))


def check_kind(part: Fields, question: Question, scale: Scale | None, events: EventRows) -> None:
    """The fields of a question fit its kind, and there is a row that reads its answers."""
    kind, name = question.kind, question.asked.row
    for field in UNFIT.get(kind, ()):
        if field in part:
            part.wrong(field, "checklist.unfit-field", name=quoted(field), kind=kind)
    if kind is Kind.EVENT:
        check_choices(part, scale, tuple(Happened))
    known: Iterable[str] = events if kind is Kind.EVENT else scale.rows if scale else ()
    if kind is Kind.FACT or (scale is None and kind is not Kind.EVENT):
        return
    if name and name not in known:
        key = "checklist.no-row-of-events" if kind is Kind.EVENT else "checklist.no-row"
        part.wrong("row", key, part.page.guess(name, known), name=quoted(name))
    elif not name and kind is not Kind.EVENT and kind not in known:
        part.wrong("scale", "checklist.no-levels", kind=kind)
    elif question.asked.at_most and Weight.ALONE in (scale.row(question.asked) if scale else ()):
        part.wrong("at-most", "checklist.at-most-and-alone")


def check_sentences(found: Iterable[Found], wording: Wording, *, is_own: bool = False) -> None:
    """Every answer that can be a topic or a strength has a sentence, and no sentence is idle.

    In a person's own file they may be left out.
    """
    for one in found:
        question, table = one.question, one.part.get("sentences")
        if not isinstance(table, Table):
            if question.theme is not None and "sentences" not in one.part and not is_own:
                one.part.wrong("id", "checklist.no-sentences", question=quoted(question.id))
            continue
        needed = keys_needed(wording, question.asked)
        known = dict.fromkeys(name for names in needed for name in reversed(names))
        for key, _ in table.entries:
            if key.text not in known:
                one.part.refuse_unknown(key, "kind-of-answer", known)
        missing = dict.fromkeys(
            names[-1] for names in needed if not set(names) & set(question.sentences)
        )
        if missing and not is_own:
            one.part.wrong("sentences", "checklist.sentences-missing", names=", ".join(missing))


def check_size(part: Fields) -> None:
    """A theme has three to nine questions; one of the quick form alone does not count."""
    questions = part.get("questions")
    if not isinstance(questions, Row):
        return
    staged = sum(1 for node in questions.items if not _only_quick(node))
    if not FEWEST <= staged <= MOST:
        part.wrong("questions", "checklist.theme-size", questions=staged)


def _only_quick(node: Node) -> bool:
    entries = node.entries if isinstance(node, Table) else ()
    stages = next((value for key, value in entries if key.text == "stages"), None)
    return isinstance(stages, Row) and not stages.items


def check_shares(part: Fields, theme: Theme) -> None:
    """Every stage asks at least three questions of a theme or none; its core likewise."""
    asked = Counter(stage for question in theme.questions for stage in question.stages)
    core = Counter(stage for question in theme.questions for stage in question.core)
    for stage in Stage:
        if 0 < asked[stage] < FEWEST:
            few = asked[stage]
            part.wrong("questions", "checklist.stage-asks-few", stage=stage, questions=few)
        elif 0 < core[stage] < FEWEST:
            few = core[stage]
            part.wrong("questions", "checklist.core-asks-few", stage=stage, questions=few)


def check_stages(found: Iterable[Found], quick: Container[str]) -> None:
    """Every question is asked somewhere, and the core is asked where the question is."""
    for one in found:
        question, stages = one.question, one.part.get("stages")
        if isinstance(stages, Row) and not stages.items and question.id not in quick:
            one.part.wrong("stages", "checklist.asked-nowhere")
        # A stage that is misspelt is told once, and not as missing too.
        sound = isinstance(stages, Row) and len(stages.items) == len(question.stages)
        for stage in question.core:
            if sound and stage not in question.stages:
                one.part.wrong("core", "checklist.core-not-asked", stage=stage)


def check_when(found: Sequence[Found], scales: Mapping[str, Scale], prefix: str) -> None:
    """A condition names an earlier question of the same questionnaire, and choices it has."""
    known: dict[str, tuple[int, Question]] = {}
    for index, one in enumerate(found):
        known.setdefault(one.question.id, (index, one.question))
    for index, one in enumerate(found):
        table = one.part.get("when")
        for key, choices in table.entries if isinstance(table, Table) else ():
            place, other = known.get(prefix + key.text, (index, None))
            if other is None:
                guess = one.part.page.guess(key.text, [id.removeprefix(prefix) for id in known])
                name = quoted(key.text)
                one.part.page.wrong(key, "checklist.no-such-question", guess, question=name)
            elif fault := _fault(one.question, other, is_earlier=place < index):
                one.part.page.wrong(key, fault, question=quoted(key.text))
            else:
                _check_line(one.part, choices, scales.get(other.scale))


def _fault(asking: Question, other: Question, *, is_earlier: bool) -> str:
    """The key of what is wrong with a condition; empty where it is sound."""
    if other.questionnaire != asking.questionnaire:
        return "checklist.when.elsewhere"
    if not is_earlier:
        return "checklist.when.later"
    if asking.stages and not set(asking.stages).intersection(other.stages):
        return "checklist.when.no-stage"
    return ""


def _check_line(part: Fields, choices: Node, scale: Scale | None) -> None:
    if scale is None or not isinstance(choices, Row):
        return
    known = tuple(one.id for one in scale.choices)
    if not choices.items:
        part.page.wrong(choices, "checklist.when.no-choice")
    for word in choices.items:
        if isinstance(word, Word) and word.text not in known:
            part.refuse_unknown(word, "choice-of-that-question", known)
