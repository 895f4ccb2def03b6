"""YAML text as nodes that know their place; every mistake is collected, none is guessed away."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import NoReturn

import msgspec
import yaml

from fitcheck.errors import InvalidFileError, Problem, Words, word_of
from fitcheck.questions.did_you_mean import LONGEST, nearest
from fitcheck.questions.loading.other_files import (
    Expected,
    other_bytes,
    other_fields,
    other_text,
)
from fitcheck.questions.loading.syntax_errors import Cause, find_cause

LIMIT = 1_000_000
"""A file of more bytes is refused unread."""
DEPTH = 30
"""Nesting beyond this is refused: the C loader crashes on tens of thousands of brackets."""
MOST = 200
"""Nobody mends more mistakes at once, and a hostile file must not take minutes."""
CANDIDATES = 1000
"""A nearest word is looked for among so many."""
FEW = 12
"""Not more words than this are listed."""
SHOWN = 160
"""Of a longer line only this much is shown."""
MOST_MENDED, LONGEST_MENDED = 20, 100_000
"""So many syntax errors are read past, in a file that is no longer than this."""

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
# What a terminal could act upon, when a line of the file is shown.
_HARMFUL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_COMMENT = re.compile("[ \t]+#")
_INDENT_TAB = re.compile(r"^ *\t(?=[ \t]*\S)", re.MULTILINE)
_ESCAPED_SURROGATES = re.compile(
    r"(?<!\\)((?:\\\\)*)"  # not behind a backslash that is itself escaped
    r"(?:\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\ud[89a-f][0-9a-f]{2})",
    re.IGNORECASE,
)


class Node(msgspec.Struct, frozen=True):
    """A part of a file with its place, counted from 1; as such: a part that cannot be read."""

    line: int
    column: int

    FORM = "fields"
    """What it is called in a sentence."""


class Word(Node, frozen=True):
    """Text as it stands in the file, so that `no` stays the word no."""

    text: str
    plain: bool = True
    """Written without quotes."""
    cut: bool = False
    """A comment follows in its line, which may have been meant as text."""

    FORM = "text"

    @property
    def blank(self) -> bool:
        """Whether nothing, or YAML's and JSON's word for nothing, stands here."""
        return self.plain and self.text in ("", "~", "null")


class Row(Node, frozen=True):
    """A list."""

    items: tuple[Node, ...]

    FORM = "list"


class Table(Node, frozen=True):
    """Fields with their values, in the order of the file."""

    entries: tuple[tuple[Word, Node], ...]


class Page:
    """The text of one file, and the mistakes found in it so far."""

    def __init__(self, text: str, file: str, expected: Expected = Expected.CHECKLIST) -> None:
        self.text = text
        self.file = file
        self.expected = expected
        self.mistakes = 0
        self.remarks: list[Problem] = []
        """What may be better, and is no mistake."""
        self._mended: set[int] = set()
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self._problems: list[Problem] = []
        self._ids: dict[tuple[str, str], Node] = {}

    def wrong(self, at: Node, key: str, hint: Words | None = None, /, **values: object) -> None:
        """Note one mistake: the key of its text, and what stands in it.

        The text says what to do about it, or the hint does.
        """
        # What else seems wrong with such a line comes from its syntax error.
        if at.line in self._mended:
            return
        self.mistakes += 1
        if self.mistakes <= MOST:
            self._problems.append(self._problem(at, key, hint, values))

    def remark(self, at: Node, key: str, hint: Words | None = None, /, **values: object) -> None:
        """Note what may be better, and is no mistake."""
        if len(self.remarks) < MOST:
            self.remarks.append(self._problem(at, key, hint, values))

    def _problem(
        self, at: Node, key: str, hint: Words | None, values: Mapping[str, object]
    ) -> Problem:
        line = self.line(at.line) if at.column <= SHOWN else ""
        return Problem(at.line, at.column, key, values, hint, line)

    def stop(self, at: Node, key: str, hint: Words | None = None, /, **values: object) -> NoReturn:
        """Note a mistake that makes the rest unreadable, and tell all there are."""
        self.wrong(at, key, hint, **values)
        raise self.error()

    def stop_as_other(self, key: str) -> NoReturn:
        """Tell that the file is something else, and that alone."""
        self.mistakes = 0
        self._problems.clear()
        self._mended.clear()
        hint = word_of("yaml.other.hint", self.expected)
        self.stop(Node(1, 1), key, hint, noun=word_of("yaml.noun", self.expected))

    def read_past(self, cause: Cause, before: int) -> bool:
        """Note a syntax error in the place of all that was noted since it was read past.

        Not a second one in a line: the first was not its cause.
        """
        if cause.line in self._mended:
            return False
        del self._problems[before:]
        self.mistakes = before
        self.wrong(Node(cause.line, cause.column), cause.key)
        self._mended.add(cause.line)
        return True

    def tell(self) -> None:
        """Raise all mistakes, if there are any."""
        if self.mistakes:
            raise self.error()

    def error(self) -> InvalidFileError:
        """All mistakes so far, to be raised."""
        if self.mistakes > MOST:
            more = Problem(len(self._starts), 1, "yaml.first-of", {"mistakes": self.mistakes})
            self._problems.append(more)
        is_given = self.expected is Expected.ANSWERS
        key = "answers-file.mistakes" if is_given else "yaml.mistakes"
        return InvalidFileError(self.file, self._problems, key=key, remarks=self.remarks)

    @cached_property
    def lines(self) -> list[str]:
        """Every line of the text, without its end."""
        return _BREAK.split(self.text)

    def line(self, number: int) -> str:
        """A line as it can be shown, with every sign at its place."""
        line = self.lines[number - 1] if number <= len(self.lines) else ""
        return _HARMFUL.sub("\ufffd", line[:SHOWN])

    def guess(self, word: str, known: Iterable[str]) -> Words | None:
        """What to do about a word that is not among those known."""
        if self.mistakes > MOST or len(word) > LONGEST:
            return None
        words = list(islice(known, CANDIDATES))
        if near := nearest(word, words):
            return Words("yaml.did-you-mean", {"word": quoted(near)})
        if not 0 < len(words) <= FEW:
            return None
        return Words("yaml.it-can-be", {"words": ", ".join(map(_shown, words))})

    def first(self, noun: str, id: str, at: Node) -> Node:
        """The place where this kind of part first had this id, which may be here."""
        return self._ids.setdefault((noun, id), at)

    def place(self, index: int) -> Node:
        """The place of a character of the text."""
        line = bisect_right(self._starts, index)
        return Node(line, index - self._starts[line - 1] + 1)

    def is_cut(self, line: int, column: int) -> bool:
        """Whether a comment follows a text that ends here, both counted from 0."""
        return line < len(self.lines) and bool(_COMMENT.match(self.lines[line], column))


def quoted(text: str) -> str:
    """A word of the file as it is named in a sentence."""
    return f'"{_shown(text)}"'


def _shown(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return _HARMFUL.sub("\ufffd", short.replace("\t", " "))


def read(
    text: str | bytes, file: str, expected: Expected = Expected.CHECKLIST
) -> tuple[Page, Node]:
    """The page of a file and its outermost node, or InvalidFileError where it is no YAML.

    So it is where the file is something else than expected.
    """
    page = _page(text, file, expected)
    if key := other_text(page.text, expected):
        page.stop_as_other(key)
    for match in _UNREADABLE.finditer(page.text):
        sign = f"U+{ord(match.group()):04X}"
        page.wrong(page.place(match.start()), "yaml.sign", sign=sign)
    is_json = page.text.lstrip().startswith("{")
    if not is_json:
        for match in _INDENT_TAB.finditer(page.text):
            page.wrong(page.place(match.end() - 1), "yaml.tab")
    page.tell()
    # The two loaders of PyYAML differ in where they allow a tab between words.
    plain = page.text.replace("\t", " ")
    if is_json:
        root = _parse(page, _ESCAPED_SURROGATES.sub(_joined, plain))
    else:
        root = _parse_and_mend(page, plain)
    names = [key.text for key, _ in root.entries] if isinstance(root, Table) else []
    if key := other_fields(names, expected):
        page.stop_as_other("yaml.other.json" if is_json and key == "yaml.other.none" else key)
    return page, root


def _page(text: str | bytes, file: str, expected: Expected) -> Page:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if key := other_bytes(raw):
        Page("", file, expected).stop_as_other(key)
    if len(raw) > LIMIT:
        Page("", file, expected).stop(Node(1, 1), "yaml.too-large")
    if isinstance(text, str):
        return Page(text.removeprefix("\ufeff"), file, expected)
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return Page(raw.decode("utf-8"), file, expected)
    except UnicodeDecodeError as error:
        page = Page(raw.decode("utf-8", "replace"), file, expected)
        at = page.place(len(raw[: error.start].decode("utf-8")))
        page.stop(at, "yaml.not-utf-8")


def _joined(match: re.Match[str]) -> str:
    """JSON writes a sign beyond U+FFFF as two escapes, which YAML does not know."""
    before, high, low = match.groups()
    if high is None:
        return f"{before}\\ufffd"
    code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
    return f"{before}\\U{code:08x}"


def _parse_and_mend(page: Page, text: str) -> Node:
    """The outermost node; past a syntax error whose cause is known the rest is read as well."""
    if len(text) > LONGEST_MENDED:
        return _parse(page, text)
    lines = [line.replace("\t", " ") for line in page.lines]
    for _ in range(MOST_MENDED):
        before = page.mistakes
        try:
            return _parse(page, text)
        except InvalidFileError as stopped:
            cause = _cause(lines, stopped.__cause__)
            if cause is None or not page.read_past(cause, min(before, MOST)):
                raise
        lines[cause.line - 1] = cause.mended
        text = "\n".join(lines)
    return _parse(page, text)


def _cause(lines: list[str], error: BaseException | None) -> Cause | None:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return None
    mark, began = error.problem_mark, error.context_mark
    start = began.line + 1 if began else 0
    return find_cause(lines, error.problem or "", mark.line + 1, mark.column + 1, start)


def _parse(page: Page, text: str) -> Node:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(page, _no_deeper(page, yaml.parse(text, Loader=loader)))
    try:
        return builder.document()
    except yaml.MarkedYAMLError as error:
        # A parser looks ahead over a row of brackets and may give up, for a limit of its
        # own or for a mistake behind them, before it has told of the first.
        for mark in filter(None, (error.problem_mark, error.context_mark)):
            before = yaml.parse(text[: mark.index], Loader=loader)
            with suppress(yaml.YAMLError, ValueError, OverflowError):
                deque(_no_deeper(page, before), maxlen=0)
        _explain(page, error, builder.last)
        raise page.error() from error
    except (yaml.YAMLError, ValueError, OverflowError):
        # An escape that names no sign, such as "\\UFFFFFFFF", is a ValueError in the pure loader.
        page.stop(builder.last, "yaml.unreadable")


def _no_deeper(page: Page, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The same events, up to the first that is nested too deeply."""
    around = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            around -= 1
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            if around == DEPTH:
                page.stop(_place(event), "yaml.too-deep", levels=DEPTH)
            around += isinstance(event, yaml.CollectionStartEvent)
        yield event


def _place(event: yaml.Event) -> Node:
    mark = event.start_mark
    return Node(mark.line + 1, mark.column + 1) if mark else Node(1, 1)


_SYNTAX = {
    "mapping values are not allowed": "yaml.syntax.colon",
    "unexpected end of stream": "yaml.syntax.quote",
    "sequence entries are not allowed": "yaml.syntax.dash",
    "unknown escape character": "yaml.syntax.backslash",
    "cannot start any token": "yaml.syntax.first-sign",
    "',' or": "yaml.syntax.bracket",
    "could not find expected ':'": "yaml.syntax.no-colon",
}
"""A part of the message of either parser, which share few of theirs, and the key in our words."""
_TOLD_WHERE_BEGUN = ("yaml.syntax.quote", "yaml.syntax.backslash", "yaml.syntax.bracket")


def _explain(page: Page, error: yaml.MarkedYAMLError, last: Node) -> None:
    told = error.problem or ""
    key = next((key for part, key in _SYNTAX.items() if part in told), "yaml.syntax.other")
    mark = (error.context_mark if key in _TOLD_WHERE_BEGUN else None) or error.problem_mark
    page.wrong(Node(mark.line + 1, mark.column + 1) if mark else last, key)


class _Builder:
    """Makes nodes from the events of PyYAML, whose own composer would crash on deep nesting."""

    def __init__(self, page: Page, events: Iterator[yaml.Event]) -> None:
        self._page = page
        self._events = events
        self.last = Node(1, 1)
        """The place of the event that was read last."""

    def document(self) -> Node:
        """The outermost node of the one document."""
        root: Node | None = None
        for event in self._events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            self.last = _place(event)
            if root is not None:
                self._page.stop(self.last, "yaml.second-document")
            root = self._node(next(self._events))
        if root is None or (isinstance(root, Word) and root.blank):
            hint = word_of("yaml.other.hint", self._page.expected)
            self._page.stop(Node(1, 1), "yaml.empty", hint)
        return root

    def _node(self, event: yaml.Event) -> Node:
        self.last = at = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self._page.wrong(at, "yaml.alias")
            return at
        if getattr(event, "anchor", None) is not None:
            self._page.wrong(at, "yaml.anchor")
        if getattr(event, "tag", None) is not None:
            self._page.wrong(at, "yaml.tag")
        if isinstance(event, yaml.ScalarEvent):
            return Word(at.line, at.column, event.value, not event.style, self._is_cut(event))
        inside = tuple(self._inside())
        if isinstance(event, yaml.SequenceStartEvent):
            return Row(at.line, at.column, inside)
        return Table(at.line, at.column, tuple(self._entries(inside)))

    def _is_cut(self, event: yaml.ScalarEvent) -> bool:
        """Whether a comment follows a text without quotes."""
        end = event.end_mark
        is_plain = not event.style and bool(event.value)
        return is_plain and end is not None and self._page.is_cut(end.line, end.column)

    def _inside(self) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.CollectionEndEvent):
            yield self._node(event)

    def _entries(self, inside: tuple[Node, ...]) -> Iterator[tuple[Word, Node]]:
        """The fields that have a name, none of them twice; an alias for a name is told already."""
        seen: dict[str, Word] = {}
        for key, value in zip(inside[::2], inside[1::2], strict=True):
            if isinstance(key, Row | Table):
                self._page.wrong(key, "yaml.name-must-be-a-word")
            elif isinstance(key, Word) and key.plain and key.text == "<<":
                self._page.wrong(key, "yaml.merge")
            elif isinstance(key, Word) and (first := seen.setdefault(key.text, key)) is not key:
                self._page.wrong(key, "yaml.twice-at", name=quoted(key.text), line=first.line)
            elif isinstance(key, Word):
                yield key, value
