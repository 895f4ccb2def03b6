"""What must hold between the parts of a checklist."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

import msgspec

from fitcheck.questions.loading.fields import Fields
from fitcheck.questions.loading.nodes import Node, Page, Row, Table, Word, quoted
from fitcheck.questions.model import Bank, EventRows, Question, Scale, Theme, Wording
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
    part.wrong("scale", f"The choices of this scale must be: {', '.join(choices)}.")


def check_kind(part: Fields, question: Question, scale: Scale | None, events: EventRows) -> None:
    """The fields of a question fit its kind, and there is a row that reads its answers."""
    kind, name = question.kind, question.asked.row
    for field in UNFIT.get(kind, ()):
        if field in part:
            part.wrong(field, f"{quoted(field)} does not go with the kind {kind}.", "Remove it.")
    if kind is Kind.EVENT:
        check_choices(part, scale, tuple(Happened))
        known: Iterable[str] = events
    else:
        known = scale.rows if scale else ()
    if kind is Kind.FACT or (scale is None and kind is not Kind.EVENT):
        return
    if name and name not in known:
        what = f"There is no row {quoted(name)} {'of events' if kind is Kind.EVENT else 'there'}."
        part.wrong("row", what, part.page.guess(name, known))
    elif not name and kind is not Kind.EVENT and kind not in known:
        what = f'This scale has no levels for "{kind}".'
        part.wrong("scale", what, "Give it such a row, or use another scale.")
    elif question.asked.at_most and Weight.ALONE in (scale.row(question.asked) if scale else ()):
        what = '"at-most" contradicts a row in which an answer weighs alone.'
        part.wrong("at-most", what, "Remove one of them.")


def check_sentences(found: Iterable[Found], wording: Wording, *, is_own: bool = False) -> None:
    """Every answer that can be a topic or a strength has a sentence, and no sentence is idle.

    In a person's own file they may be left out.
    """
    for one in found:
        question, table = one.question, one.part.get("sentences")
        if not isinstance(table, Table):
            if question.theme is not None and "sentences" not in one.part and not is_own:
                one.part.wrong("id", f"{quoted(question.id)} has no sentences for the note.")
            continue
        needed = keys_needed(wording, question.asked)
        known = dict.fromkeys(name for names in needed for name in reversed(names))
        for key, _ in table.entries:
            if key.text not in known:
                one.part.unknown(key, "kind of answer", known)
        missing = dict.fromkeys(
            names[-1] for names in needed if not set(names) & set(question.sentences)
        )
        if missing and not is_own:
            one.part.wrong("sentences", f"These sentences are missing: {', '.join(missing)}.")


def check_size(part: Fields) -> None:
    """A theme has three to nine questions; one of the quick form alone does not count."""
    questions = part.get("questions")
    if not isinstance(questions, Row):
        return
    staged = sum(1 for node in questions.items if not _only_quick(node))
    if not FEWEST <= staged <= MOST:
        part.wrong("questions", f"A theme has three to nine questions, and this has {staged}.")


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
            what = f"The stage {stage} asks only {asked[stage]} of this theme."
            part.wrong("questions", what, "A stage asks at least three questions or none.")
        elif 0 < core[stage] < FEWEST:
            what = f"The core of the stage {stage} has only {core[stage]} of this theme."
            part.wrong("questions", what, "A core has at least three questions or none.")


def check_stages(found: Iterable[Found], quick: Container[str]) -> None:
    """Every question is asked somewhere, and the core is asked where the question is."""
    for one in found:
        question, stages = one.question, one.part.get("stages")
        if isinstance(stages, Row) and not stages.items and question.id not in quick:
            todo = "Name at least one stage."
            one.part.wrong("stages", "This question is asked nowhere.", todo)
        # A stage that is misspelt is told once, and not as missing too.
        sound = isinstance(stages, Row) and len(stages.items) == len(question.stages)
        for stage in question.core:
            if sound and stage not in question.stages:
                what = f"The core has the stage {stage}, and the question is not asked there."
                one.part.wrong("core", what, "Add it to the stages, or take it out of the core.")


def check_quick(page: Page, found: Iterable[Found], quick: Iterable[Word]) -> None:
    """The quick form asks questions of the questionnaires, and each of everybody."""
    known = {one.question.id: one for one in found if "stages" in one.part}
    for word in quick:
        one = known.get(word.text)
        if one is None:
            what = f"There is no question {quoted(word.text)} in a questionnaire."
            page.wrong(word, what, page.guess(word.text, known))
        elif one.question.when:
            what = "A question of the quick form is asked of everybody."
            one.part.wrong("when", what, "Remove this, or take the question out of quick.")


def check_core(found: Iterable[Found]) -> None:
    """The core of the shipped file is asked of everybody, so that statuses rest on the same."""
    for one in found:
        if one.question.core and one.question.when:
            todo = 'Remove "when", or take the question out of the core.'
            one.part.wrong("when", "A core question cannot depend on an answer.", todo)


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
                todo = one.part.page.guess(key.text, [id.removeprefix(prefix) for id in known])
                one.part.page.wrong(key, f"There is no question {quoted(key.text)}.", todo)
            elif fault := _fault(one.question, other, is_earlier=place < index):
                todo = "Name an earlier question of its questionnaire."
                one.part.page.wrong(key, f"{quoted(key.text)} {fault}.", todo)
            else:
                _check_line(one.part, choices, scales.get(other.scale))


def _fault(asking: Question, other: Question, *, is_earlier: bool) -> str:
    if other.questionnaire != asking.questionnaire:
        return "belongs to another questionnaire"
    if not is_earlier:
        return "is asked later, and a condition looks only backwards"
    if asking.stages and not set(asking.stages).intersection(other.stages):
        return "is asked at none of the stages of this question"
    return ""


def _check_line(part: Fields, choices: Node, scale: Scale | None) -> None:
    if scale is None or not isinstance(choices, Row):
        return
    known = tuple(one.id for one in scale.choices)
    if not choices.items:
        part.page.wrong(choices, "No choice stands here, so this never holds.", "Name one.")
    for word in choices.items:
        if isinstance(word, Word) and word.text not in known:
            part.unknown(word, "choice of that question", known)


def check_ended(fields: Fields, bank: Bank) -> None:
    """What is different at the end names themes and facts that there are."""
    node = fields.get("ended")
    entries = {key.text: value for key, value in node.entries} if isinstance(node, Table) else {}
    themes = [theme.id for theme in bank.themes]
    facts = [fact.id for each in bank.questionnaires for fact in each.facts]
    for name, noun, known in (("leaves-out", "theme", themes), ("asks", "fact", facts)):
        row = entries.get(name)
        for word in row.items if isinstance(row, Row) else ():
            if isinstance(word, Word) and word.text not in known:
                fields.unknown(word, noun, known)
