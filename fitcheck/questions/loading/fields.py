"""The fields of one part of a file, each read as what it must be."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from types import TracebackType
from typing import Self, TypeVar

from fitcheck.questions.clean import clean
from fitcheck.questions.loading.nodes import Node, Page, Row, Table, Word, quoted

ID = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_ID = 60
YES = ("yes", "true")
NO = ("no", "false")

Choice = TypeVar("Choice", bound=StrEnum)


def form(node: Node) -> str:
    """What a part of a file is called in a sentence."""
    if isinstance(node, Word):
        return "text"
    return "list" if isinstance(node, Row) else "group of fields"


class Fields:
    """Reads fields by name; when its `with` block ends, a field nobody asked for is a mistake.

    A mistake is noted on the page, and the reading goes on with a value that does
    no further harm.
    """

    def __init__(self, page: Page, node: Node, noun: str) -> None:
        self.page = page
        self.noun = noun
        self.node = node
        self._entries = node.entries if isinstance(node, Table) else ()
        self._values = {key.text: value for key, value in self._entries}
        self._names: list[str] = []
        self._lacking: list[str] = []
        if isinstance(node, Word | Row):
            what = f"This {noun} is a {form(node)}, and must be fields."
            page.wrong(node, what, "Write each field as a word, a colon and a value.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            return
        if self._lacking:
            names = ", ".join(quoted(name) for name in self._lacking)
            self.page.wrong(self.node, f"This {self.noun} lacks {names}.")
        for key, _ in self._entries:
            if key.text not in self._names:
                what = f"A {self.noun} has no field {quoted(key.text)}."
                self.page.wrong(key, what, self.page.guess(key.text, self._names))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str) -> Node | None:
        """The value of a field as it stands in the file, without asking for it."""
        return self._values.get(name)

    def at(self, name: str) -> Node:
        """The place of a field's value, or of the whole part where it has no such field."""
        return self._values.get(name, self.node)

    def wrong(self, name: str, what: str, todo: str = "") -> None:
        """Note a mistake at a field."""
        self.page.wrong(self.at(name), what, todo)

    def take(self, name: str, *, needed: bool = False) -> Node | None:
        """The value of a field as it stands in the file."""
        self._names.append(name)
        found = self._values.get(name)
        if found is None and needed and isinstance(self.node, Table):
            self._lacking.append(name)
        return found

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text that may have several lines; empty where it is left out."""
        return self.told(self.take(name, needed=needed), name)

    def line(self, name: str, *, needed: bool = False) -> str:
        """A text in one line."""
        return " ".join(self.text(name, needed=needed).split())

    def typed(self, name: str) -> str:
        """A text in a person's own words, which is cleaned and never refused."""
        word = self.word(self.take(name), name)
        return clean(word.text).strip() if word else ""

    def told(self, node: Node | None, name: str) -> str:
        """A value as text that is safe to show."""
        word = self.word(node, name)
        if word is None:
            return ""
        shown = clean(word.text)
        if shown != word.text and shown != word.text.replace("\t", " "):
            self.page.wrong(word, f"{quoted(name)} has a sign that cannot be shown.", "Remove it.")
        if not shown.strip():
            self.page.wrong(word, f"{quoted(name)} is empty.", "Write a text, or remove the field.")
        return shown.strip()

    def word(self, node: Node | None, name: str) -> Word | None:
        """A value as it stands in the file, None where it is none or no single text."""
        if isinstance(node, Row | Table):
            self.page.wrong(node, f"{quoted(name)} must be a text, and this is a {form(node)}.")
        return node if isinstance(node, Word) else None

    def number(self, name: str, *, needed: bool = False) -> int:
        """A whole number from 1 on; 1 where it is left out."""
        word = self.word(self.take(name, needed=needed), name)
        if word is None:
            return 1
        # isdecimal alone would take the digits of every script, and int() any length.
        if not (word.text.isascii() and word.text.isdecimal() and 0 < len(word.text) <= 6):
            self.page.wrong(word, f"{quoted(name)} must be a whole number, such as 1.")
            return 1
        if int(word.text) == 0:
            self.page.wrong(word, f"{quoted(name)} must be 1 or more.")
        return int(word.text)

    def date(self, name: str, *, needed: bool = False) -> date:
        """A day."""
        word = self.word(self.take(name, needed=needed), name)
        try:
            return date.fromisoformat(word.text) if word else date.min
        except ValueError:
            self.wrong(name, f"{quoted(name)} must be a day, such as 2026-01-31.")
            return date.min

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is left out."""
        word = self.word(self.take(name), name)
        if word is not None and word.text not in YES + NO:
            self.page.wrong(word, f"{quoted(name)} must be yes or no.")
        return word is not None and word.text in YES

    def one_of(self, name: str, known: Sequence[Choice], *, needed: bool = False) -> Choice | None:
        """One of a closed set of words."""
        word = self.word(self.take(name, needed=needed), name)
        return None if word is None else self.known(word, name, known)

    def some_of(
        self, name: str, known: Sequence[Choice], noun: str, *, needed: bool = False
    ) -> tuple[Choice, ...]:
        """A list of words of a closed set, none twice."""
        found: list[Choice] = []
        for word in self.words(name, needed=needed):
            one = self.known(word, noun, known)
            if one in found:
                self.page.wrong(word, f"{quoted(word.text)} stands here twice.", "Remove one.")
            elif one is not None:
                found.append(one)
        return tuple(found)

    def known(self, word: Word, noun: str, known: Sequence[Choice]) -> Choice | None:
        """The one of a closed set that a word names."""
        found = next((one for one in known if one == word.text), None)
        if found is None:
            self.unknown(word, noun, known)
        return found

    def unknown(self, word: Word, noun: str, known: Iterable[str]) -> None:
        """Note that a word is none of those that can stand here."""
        what = f"{quoted(word.text)} is no {noun} here."
        self.page.wrong(word, what, self.page.guess(word.text, known))

    def id(self, name: str = "id") -> str:
        """A name in small letters; empty where it is none."""
        word = self.word(self.take(name, needed=True), name)
        return "" if word is None or not self.shaped(word) else word.text

    def new_id(self, noun: str) -> str:
        """An id that no other part of this kind has."""
        id = self.id()
        if id:
            self.once(noun, id)
        return id

    def once(self, noun: str, id: str) -> None:
        """Note it where an earlier part of this kind has the same id."""
        first = self.page.first(noun, id, self.at("id"))
        if first is not self.at("id"):
            what = f"There is a {noun} {quoted(id)} already, in line {first.line}."
            self.wrong("id", what, "Choose another id.")

    def shaped(self, word: Word) -> bool:
        """Whether a word has the form of an id; if not, it is noted."""
        good = len(word.text) <= LONGEST_ID and ID.fullmatch(word.text) is not None
        if not good:
            todo = "Use small letters, digits and single hyphens, and begin with a letter."
            self.page.wrong(word, f"{quoted(word.text)} cannot be an id.", todo)
        return good

    def rows(self, name: str, *, needed: bool = False) -> tuple[Node, ...]:
        """The parts of a list."""
        node = self.take(name, needed=needed)
        if isinstance(node, Word | Table):
            todo = "Begin each part with a dash."
            if isinstance(node, Word) and not node.blank:
                todo = "Write it in brackets: [one, two]."
            self.page.wrong(node, f"{quoted(name)} must be a list.", todo)
        return node.items if isinstance(node, Row) else ()

    def words(self, name: str, *, needed: bool = False) -> tuple[Word, ...]:
        """A list of words."""
        found = [self.word(node, name) for node in self.rows(name, needed=needed)]
        return tuple(word for word in found if word is not None)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of short texts, none twice."""
        return tuple(dict.fromkeys(self.told(word, name) for word in self.words(name)))

    def entries(self, name: str, *, needed: bool = False) -> tuple[tuple[Word, Node], ...]:
        """Names with their values."""
        node = self.take(name, needed=needed)
        if isinstance(node, Word | Row):
            self.page.wrong(node, f"{quoted(name)} must be names, each with a colon and a value.")
        return node.entries if isinstance(node, Table) else ()

    def part(self, name: str, noun: str) -> "Fields | None":
        """The fields of a part that this part must have."""
        node = self.take(name, needed=True)
        return None if node is None else Fields(self.page, node, noun)
