"""The fields of one part of a file, each read as what it must be."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Self, TypeVar

from fitcheck.errors import Words, word_of
from fitcheck.questions.clean import clean
from fitcheck.questions.loading.syntax_errors import lacks_space
from fitcheck.questions.loading.yaml_nodes import Node, Page, Row, Table, Word, quoted

ID = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_ID = 60
YES = ("yes", "true")
NO = ("no", "false")

Known = TypeVar("Known")
Member = TypeVar("Member", bound=str)


def by_word(members: Iterable[Member]) -> Mapping[str, Member]:
    """The members of a closed set, or ids, by their words."""
    return {str(one): one for one in members}


class Fields:
    """Reads fields by name; when its `with` block ends, a field nobody asked for is a mistake.

    A mistake is noted on the page, and the reading goes on with a value that does
    no further harm.
    """

    def __init__(self, page: Page, node: Node, noun: str) -> None:
        self.page = page
        self._noun = word_of("yaml.noun", noun)
        self.node = node
        self._entries = node.entries if isinstance(node, Table) else ()
        self._values = {key.text: value for key, value in self._entries}
        self._names: list[str] = []
        self._lacking: list[str] = []
        if isinstance(node, Word) and lacks_space(node.text):
            page.wrong(node, "yaml.syntax.no-space")
        elif isinstance(node, Word | Row):
            page.wrong(
                node, "yaml.must-be-fields", noun=self._noun, form=word_of("yaml.form", node.FORM)
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_error: object) -> None:
        if kind is not None:
            return
        if self._lacking:
            names = ", ".join(quoted(name) for name in self._lacking)
            self.page.wrong(self.node, "yaml.lacks", noun=self._noun, names=names)
        for key, _ in self._entries:
            if key.text not in self._names:
                guess = self.page.guess(key.text, self._names)
                name = quoted(key.text)
                self.page.wrong(key, "yaml.no-field", guess, noun=self._noun, name=name)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str) -> Node | None:
        """The value of a field as it stands in the file, without asking for it."""
        return self._values.get(name)

    def at(self, name: str) -> Node:
        """The place of a field's value, or of the whole part where it has no such field."""
        return self._values.get(name, self.node)

    def wrong(self, name: str, key: str, hint: Words | None = None, /, **values: object) -> None:
        """Note a mistake at a field."""
        self.page.wrong(self.at(name), key, hint, **values)

    def take(self, name: str, *, needed: bool = False) -> Node | None:
        """The value of a field as it stands in the file."""
        self._names.append(name)
        found = self._values.get(name)
        if found is None and needed and isinstance(self.node, Table):
            self._lacking.append(name)
        return found

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text that may have several lines; empty where it is left out."""
        return self.text_of(self.take(name, needed=needed), name)

    def line(self, name: str, *, needed: bool = False) -> str:
        """A text in one line."""
        return " ".join(self.text(name, needed=needed).split())

    def own_text(self, name: str) -> str:
        """A text in a person's own words, which is cleaned and never refused."""
        word = self.word(self.take(name), name)
        return self.own_words(word, name) if word else ""

    def own_words(self, word: Word, name: str) -> str:
        """What a person wrote, cleaned; told where a comment may have cut it."""
        if word.cut:
            self.page.wrong(word, "yaml.cut", name=quoted(name))
        return clean(word.text).strip()

    def text_of(self, node: Node | None, name: str) -> str:
        """A value as text that is safe to show."""
        word = self.word(node, name)
        if word is None:
            return ""
        if word.cut and " " in word.text.strip():
            self.page.remark(word, "yaml.cut", name=quoted(name))
        shown = clean(word.text)
        if shown != word.text and shown != word.text.replace("\t", " "):
            self.page.wrong(word, "yaml.unshown-sign", name=quoted(name))
        if not shown.strip():
            self.page.wrong(word, "yaml.empty-text", name=quoted(name))
        return shown.strip()

    def word(self, node: Node | None, name: str) -> Word | None:
        """A value as it stands in the file, None where it is none or no single text."""
        if isinstance(node, Row | Table):
            self.page.wrong(
                node, "yaml.must-be-text", name=quoted(name), form=word_of("yaml.form", node.FORM)
            )
        return node if isinstance(node, Word) else None

    def number(self, name: str, *, needed: bool = False) -> int:
        """A whole number from 1 on; 1 where it is left out."""
        word = self.word(self.take(name, needed=needed), name)
        if word is None:
            return 1
        # isdecimal alone would take the digits of every script, and int() any length.
        if not (word.text.isascii() and word.text.isdecimal() and 0 < len(word.text) <= 6):
            self.page.wrong(word, "yaml.must-be-number", name=quoted(name))
            return 1
        if int(word.text) == 0:
            self.page.wrong(word, "yaml.must-be-positive", name=quoted(name))
        return int(word.text)

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is left out."""
        word = self.word(self.take(name), name)
        if word is not None and word.text not in YES + NO:
            self.page.wrong(word, "yaml.must-be-yes-or-no", name=quoted(name))
        return word is not None and word.text in YES

    def one_of(
        self, name: str, known: Mapping[str, Known], noun: str = "", *, needed: bool = False
    ) -> Known | None:
        """What the word of a field names, of all that is known by name."""
        word = self.word(self.take(name, needed=needed), name)
        return self.look_up(word, noun or name, known) if word else None

    def some_of(
        self, name: str, known: Mapping[str, Known], noun: str, *, needed: bool = False
    ) -> tuple[Known, ...]:
        """What a list of words names, none of them twice."""
        found: list[Known] = []
        for word in self.words(name, needed=needed):
            one = self.look_up(word, noun, known)
            if one is not None and one in found:
                self.page.wrong(word, "yaml.twice", name=quoted(word.text))
            elif one is not None:
                found.append(one)
        return tuple(found)

    def look_up(self, word: Word, noun: str, known: Mapping[str, Known]) -> Known | None:
        """What a word names, of all that is known by name."""
        if word.text not in known:
            self.refuse_unknown(word, noun, known)
        return known.get(word.text)

    def refuse_unknown(self, word: Word, noun: str, known: Iterable[str]) -> None:
        """Note that a word is none of those that can stand here."""
        guess = self.page.guess(word.text, known)
        kind = word_of("yaml.noun", noun)
        self.page.wrong(word, "yaml.none-of-these", guess, word=quoted(word.text), noun=kind)

    def id(self, name: str = "id") -> str:
        """A name in small letters; empty where it is none."""
        word = self.word(self.take(name, needed=True), name)
        return "" if word is None or not self.require_id(word) else word.text

    def new_id(self, noun: str) -> str:
        """An id that no other part of this kind has."""
        if id := self.id():
            self.require_new(noun, id)
        return id

    def require_new(self, noun: str, id: str) -> None:
        """Note it where an earlier part of this kind has the same id."""
        first = self.page.first(noun, id, self.at("id"))
        if first is not self.at("id"):
            kind = word_of("yaml.noun", noun)
            self.wrong("id", "yaml.id-twice", noun=kind, id=quoted(id), line=first.line)

    def require_id(self, word: Word) -> bool:
        """Whether a word has the form of an id; if not, it is noted."""
        good = len(word.text) <= LONGEST_ID and ID.fullmatch(word.text) is not None
        if not good:
            self.page.wrong(word, "yaml.no-id", word=quoted(word.text))
        return good

    def rows(self, name: str, *, needed: bool = False) -> tuple[Node, ...]:
        """The parts of a list."""
        node = self.take(name, needed=needed)
        if isinstance(node, Word) and not node.blank:
            self.page.wrong(node, "yaml.must-be-list-of-words", name=quoted(name))
        elif isinstance(node, Word | Table):
            self.page.wrong(node, "yaml.must-be-list", name=quoted(name))
        return node.items if isinstance(node, Row) else ()

    def parts(self, name: str, noun: str, *, needed: bool = False) -> Iterator["Fields"]:
        """The fields of each part of a list."""
        for node in self.rows(name, needed=needed):
            with Fields(self.page, node, noun) as part:
                yield part

    def named_parts(
        self, name: str, noun: str, *, needed: bool = False
    ) -> Iterator[tuple[str, "Fields"]]:
        """The fields of parts that have a name each, which is an id."""
        for key, node in self.entries(name, needed=needed):
            self.require_id(key)
            with Fields(self.page, node, noun) as part:
                yield key.text, part

    def words(self, name: str, *, needed: bool = False) -> tuple[Word, ...]:
        """A list of words."""
        found = (self.word(node, name) for node in self.rows(name, needed=needed))
        return tuple(word for word in found if word is not None)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of short texts, none twice."""
        return tuple(dict.fromkeys(self.text_of(word, name) for word in self.words(name)))

    def entries(self, name: str, *, needed: bool = False) -> tuple[tuple[Word, Node], ...]:
        """Names with their values."""
        node = self.take(name, needed=needed)
        if isinstance(node, Word) and lacks_space(node.text):
            self.page.wrong(node, "yaml.syntax.no-space")
        elif isinstance(node, Word | Row):
            self.page.wrong(node, "yaml.must-be-names", name=quoted(name))
        return node.entries if isinstance(node, Table) else ()

    def part(self, name: str, noun: str) -> "Fields":
        """The fields of a part that this part must have; none of them where it lacks it."""
        missing = Node(self.node.line, self.node.column)
        return Fields(self.page, self.take(name, needed=True) or missing, noun)
