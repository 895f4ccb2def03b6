"""What may be better in a person's own file, and is no mistake."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from fitcheck.errors import Words, word_of
from fitcheck.questions.loading.checks import FEWEST, Found
from fitcheck.questions.loading.fields import Fields
from fitcheck.questions.loading.yaml_nodes import Node, Row, Table, Word, quoted
from fitcheck.questions.model import Bank, Question, Theme, TickLine
from fitcheck.vocabulary import Meeting

MOST_WORDS = 16
"""What is read in one breath."""
NEGATION = re.compile(
    r"\b(?:not|no|nor|never|none|nothing|nobody|neither|without|cannot|hardly)\b|\w+n['’]t\b", re.I
)
TWO_WORDS = re.compile(r"\b(?:and|or)\b", re.I)
UNKNOWN = {"constructs": "lint.constructs", "sources": "lint.sources"}
"""What is said of a name in such a list that no shipped question has."""


def lint_questions(found: Iterable[Found], shipped: Bank) -> None:
    """Remark on statements that are hard to answer, and on names that no question has."""
    known, ids = _names(shipped), {question.id for question in shipped.questions}
    for one in found:
        page, word = one.part.page, one.part.get("id")
        if isinstance(word, Word) and word.text in ids:
            page.remark(word, "lint.same-id", name=quoted(one.question.id))
        for part in (one.part.node, *_items(_value(one.part.node, "lines"))):
            for name in ("text", "matters"):
                if isinstance(word := _value(part, name), Word):
                    for fault in find_faults(word.text):
                        page.remark(word, fault.key, **fault.values)
            for name, names in known.items():
                for word in _items(_value(part, name)):
                    if isinstance(word, Word) and word.text not in names:
                        guess = page.guess(word.text, names)
                        page.remark(word, UNKNOWN[name], guess, name=quoted(word.text))


def find_faults(statement: str) -> Iterator[Words]:
    """What is wrong with the wording of a statement, each by the key of its text."""
    count = len(statement.split())
    if count > MOST_WORDS:
        yield Words("lint.long", {"count": count, "most": MOST_WORDS})
    if joined := TWO_WORDS.search(statement):
        yield Words("lint.two-ideas", {"word": f'"{joined.group()}"'})
    if negated := NEGATION.search(statement):
        yield Words("lint.negated", {"word": f'"{negated.group()}"'})


def lint_theme(part: Fields, theme: Theme) -> None:
    """Remark on a way of meeting that leaves a theme too few questions to say anything."""
    for meeting in Meeting:
        fit = [question for question in theme.questions if meeting in question.meetings]
        asked = Counter(chain.from_iterable(question.stages for question in fit))
        fewest = min(asked.values(), default=0)
        if 0 < fewest < FEWEST:
            how, of = word_of("meeting", meeting), len(theme.questions)
            part.page.remark(part.at("title"), "lint.thin", how=how, count=fewest, of=of)


def _names(shipped: Bank) -> dict[str, list[str]]:
    """The constructs and the papers that shipped questions name, by their fields."""
    constructs = {*shipped.talked.constructs, *shipped.after.constructs}
    sources = {source for point in shipped.points for source in point.sources}
    questions = tuple(shipped.questions)
    parts: Iterable[Question | TickLine] = chain(questions, *(one.lines for one in questions))
    for part in parts:
        constructs.update(part.constructs)
        sources.update(part.sources)
    return dict(zip(UNKNOWN, (sorted(constructs), sorted(sources)), strict=True))


def _value(node: Node | None, name: str) -> Node | None:
    entries = node.entries if isinstance(node, Table) else ()
    return next((value for key, value in entries if key.text == name), None)


def _items(node: Node | None) -> Iterator[Node]:
    yield from node.items if isinstance(node, Row) else ()
