"""Answers files as values, held against what can be asked."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from msgspec.structs import replace

from fitcheck.errors import Words
from fitcheck.questions.answers import NONE_OF_THESE, AnswersFile, Reply, TypedTopic, card_id
from fitcheck.questions.clean import clean_label
from fitcheck.questions.flow import GOES_ON
from fitcheck.questions.loading.fields import Fields, by_word
from fitcheck.questions.loading.other_files import Expected
from fitcheck.questions.loading.yaml_nodes import Node, Page, Row, Table, Word, quoted, read
from fitcheck.questions.model import Bank, Gate, Question
from fitcheck.vocabulary import Gap, Kind, Matters, Meeting, Part, SessionToCome, Stage

Separate = Literal["yes", "no", "not-sure"]

MOST_TOPICS = 3
_SEPARATE: Mapping[str, Separate] = {"yes": "yes", "no": "no", "not-sure": "not-sure"}


def load_answers(text: str | bytes, file: str, bank: Bank) -> AnswersFile:
    """A whole check-in, from the text of an answers file; every answer is one the bank has.

    What people typed is cleaned. Raises InvalidFileError with all mistakes of the
    file, each with its place.
    """
    page, root = read(text, file, Expected.ANSWERS)
    reader = AnswersFileReader(page, bank)
    with Fields(page, without_blanks(root), "file-of-answers") as fields:
        own_choice = fields.flag("own-choice")
        reader.read_answers(fields)
        given = AnswersFile(
            stage=fields.one_of("stage", by_word(Stage)),
            meeting=fields.one_of("meeting", by_word(Meeting)),
            own_choice=own_choice if "own-choice" in fields else None,
            session_to_come=fields.one_of("session-to-come", by_word(SessionToCome)),
            therapist=clean_label(fields.own_text("therapist")),
            answers=reader.replies,
            notes=reader.read_notes(fields),
            topics=reader.read_topics(fields),
            separate=reader.separate,
        )
    page.tell()
    return given


def without_blanks(node: Node) -> Node:
    """The same part without fields of no value: a program writes null for what is left out."""
    if not isinstance(node, Table):
        return node
    filled = (entry for entry in node.entries if not _blank(entry[1]))
    return replace(node, entries=tuple(filled))


def _blank(node: Node) -> bool:
    return isinstance(node, Word) and node.blank


class AnswersFileReader:
    """Collects replies by card, and those to the separate questions apart from them."""

    def __init__(self, page: Page, bank: Bank) -> None:
        self._page = page
        self._bank = bank
        self._questions = {question.id: question for question in bank.questions}
        # What is said to a separate question is kept by no file and goes into no note.
        self._everyday = {
            id: one for id, one in self._questions.items() if one.kind is not Kind.SEPARATE
        }
        self._topics = {*self._everyday} | {
            line.id for one in self._everyday.values() for line in one.asked.lines
        }
        self._gates = {gate.id: gate for gate in bank.separate.gates}
        own = f"{bank.name}/"
        self._long = {
            id.removeprefix(own): id
            for id in self._questions
            if bank.name and id.startswith(own) and id.removeprefix(own) not in self._questions
        }
        self.replies: dict[str, Reply] = {}
        self.separate: dict[str, Separate] = {}

    def read_answers(self, fields: Fields) -> None:
        """The replies of the file, each to a question that there is."""
        for key, node in fields.entries("answers"):
            if gate := self._gates.get(key.text):
                self._read_gate(gate, key, node)
                continue
            question = self._questions.get(self._id(key, self._questions))
            if question is None or _blank(node):
                continue
            if isinstance(node, Table) and len(question.asked.parts) > 1:
                self._read_cards(question, node)
            elif isinstance(node, Row) and question.kind is Kind.TICKS:
                self._read_ticks(question, node)
            elif (word := fields.word(node, key.text)) and question.kind is Kind.SEPARATE:
                self._read_separate(question, word)
            elif word:
                self._read_word(question, word)

    def read_notes(self, fields: Fields) -> dict[str, str]:
        """The notes of the file, by question."""
        notes: dict[str, str] = {}
        for key, node in fields.entries("notes"):
            id = self._id(key, self._everyday)
            word = None if _blank(node) else fields.word(node, key.text)
            if id and word and (text := fields.own_words(word, key.text)):
                notes[id] = text
        return notes

    def read_topics(self, fields: Fields) -> tuple[TypedTopic, ...]:
        """The topics of the file, at most as many as a note takes."""
        rows = fields.rows("topics")
        for node in rows[MOST_TOPICS:]:
            self._page.wrong(node, "answers-file.three-topics")
        return tuple(map(self._topic, rows))

    def _topic(self, node: Node) -> TypedTopic:
        with Fields(self._page, without_blanks(node), "topic") as part:
            word = part.word(part.take("question"), "question")
            topic = TypedTopic(
                question=self._id(word, self._topics) if word else "",
                happened=part.own_text("happened"),
                hard=part.own_text("hard"),
                wish=part.own_text("wish"),
            )
            if isinstance(part.node, Table) and not part.node.entries:
                self._page.wrong(part.node, "answers-file.empty-topic")
            return topic

    def _id(self, key: Word, known: Collection[str]) -> str:
        """An id in full, empty where there is none such.

        That of a person's own file may be named without its name.
        """
        id = self._long.get(key.text, key.text)
        if id in self._questions and id not in known:
            self._page.wrong(key, "answers-file.separate-stays-apart")
        elif id not in known:
            guess = self._page.guess(key.text, [*known, *self._long])
            hint = guess or Words("answers-file.see-questions")
            self._page.wrong(key, "answers-file.no-question", hint, question=quoted(key.text))
        return id if id in known else ""

    def _read_word(self, question: Question, word: Word) -> None:
        """A bare word: of a question that may not matter, `no` and gaps are of its first card."""
        first = question.asked.parts[0]
        stands_alone = word.text == Matters.NO or word.text in tuple(Gap)
        if first is Part.MATTERS and not stands_alone:
            self._keep(question, Part.ANSWER, word)
            self.replies[card_id(question.id, Part.MATTERS)] = Reply(choice=Matters.YES)
        else:
            self._keep(question, first, word)

    def _read_cards(self, question: Question, node: Table) -> None:
        answer = "happened" if question.kind is Kind.EVENT else "choice"
        ended = False
        with Fields(self._page, without_blanks(node), "reply") as part:
            for card in question.asked.parts:
                name = answer if card is Part.ANSWER else card
                is_first = card is question.asked.parts[0]
                word = part.word(part.take(name, needed=is_first), name)
                if word is None:
                    continue
                if ended:
                    self._page.wrong(word, "answers-file.after-the-end", name=quoted(name))
                reply = self._keep(question, card, word)
                if is_first:
                    ended = reply is not None and reply.choice not in GOES_ON

    def _keep(self, question: Question, card: Part, word: Word) -> Reply | None:
        is_ticks = question.kind is Kind.TICKS
        choices = (NONE_OF_THESE,) if is_ticks else self._bank.scale_of(question.asked, card).ids
        if word.text in choices:
            reply = Reply(choice=word.text)
        elif word.text in tuple(Gap):
            reply = Reply(gap=Gap(word.text))
        else:
            self._no_answer(question, word, [*choices, *Gap])
            return None
        self.replies[card_id(question.id, card)] = reply
        return reply

    def _read_ticks(self, question: Question, node: Row) -> None:
        known = [line.id for line in question.asked.lines]
        ticked: list[str] = []
        card = quoted(question.id)
        for word in node.items:
            if not isinstance(word, Word):
                self._page.wrong(word, "answers-file.line-id")
            elif word.text in known:
                ticked.append(word.text)
            else:
                guess, line = self._page.guess(word.text, known), quoted(word.text)
                self._page.wrong(word, "answers-file.no-line", guess, line=line, question=card)
        if ticked:
            lines = tuple(line for line in known if line in ticked)
            self.replies[question.id] = Reply(ticked=lines)
        elif not node.items:
            none = quoted(NONE_OF_THESE)
            self._page.wrong(node, "answers-file.nothing-ticked", question=card, none=none)

    def _read_gate(self, gate: Gate, key: Word, node: Node) -> None:
        """*No* to a gate stands for all its questions that are not answered by themselves."""
        if _blank(node) or (isinstance(node, Word) and node.text == Gap.SKIP):
            return
        if isinstance(node, Word) and node.text == "no":
            for line in gate.lines:
                self.separate.setdefault(line.id, "no")
            return
        lines = ", ".join(line.id for line in gate.lines)
        self._page.wrong(key, "answers-file.gate", gate=quoted(gate.id), questions=lines)

    def _read_separate(self, question: Question, word: Word) -> None:
        if word.text in _SEPARATE:
            self.separate[question.id] = _SEPARATE[word.text]
        elif word.text not in (Gap.SKIP, Gap.DOES_NOT_APPLY):
            self._no_answer(question, word, _SEPARATE)

    def _no_answer(self, question: Question, word: Word, known: Iterable[str]) -> None:
        guess, answer = self._page.guess(word.text, known), quoted(word.text)
        name = quoted(question.id)
        self._page.wrong(word, "answers-file.no-answer", guess, answer=answer, question=name)
