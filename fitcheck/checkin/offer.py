"""Everything that could go into the note of one check-in; nothing of it is ticked."""

import msgspec

from fitcheck.questions.answers import Item
from fitcheck.questions.compare import from_best
from fitcheck.questions.score import MENDED, Finding, judge
from fitcheck.store.records import CheckIn, Line
from fitcheck.views.wording import sentence
from fitcheck.vocabulary import Form, Gap, Kind, Level

CLOSE_TO_HOME = frozenset({"frame", "unsaid", "room"})
"""Themes that are never offered as a topic after a separate sign of tier A (design, 6)."""


class Candidate(msgspec.Struct, frozen=True):
    """A line that could go into the note."""

    section: str
    """`topic`, `keep` or `unsure`."""
    line: Line
    item: Item | None = None

    @property
    def id(self) -> str:
        """What the line is called while it is chosen."""
        return f"{self.section}.{self.line.source}"


class Offer(msgspec.Struct, frozen=True):
    """The lines a person can choose from, by where they would stand."""

    topics: tuple[Candidate, ...] = ()
    keep: tuple[Candidate, ...] = ()
    unsure: tuple[Candidate, ...] = ()


def offer(check_in: CheckIn) -> Offer:
    """What can be chosen for a session; beside a page on a tier A sign, fewer topics.

    Topics come in the order of their weight. Private answers can become a
    topic, for a topic is only ever ticked by hand; they are never among the
    good or the unsure lines.
    """
    if check_in.form is Form.LOOKING:
        return Offer()
    page = check_in.separate
    outside_help_first = page is not None and page.outside_help_first
    points = {theme.id: theme.point for theme in check_in.responses.themes}
    topics: list[tuple[int, Candidate]] = []
    keep: list[Candidate] = []
    unsure: list[Candidate] = []
    for item in check_in.responses.items:
        if outside_help_first and item.theme in CLOSE_TO_HOME:
            continue
        line = Line(
            source=item.question,
            text=sentence(item, check_in.responses),
            point=points.get(item.theme or ""),
        )
        finding = judge(item, check_in.responses)
        if finding is None:
            if item.gap is Gap.NOT_SURE and not item.private:
                unsure.append(Candidate("unsure", line, item))
        elif finding.level is not Level.OK:
            if item.question not in check_in.not_now:
                topics.append((_weight(finding), Candidate("topic", line, item)))
        elif _is_good(item, finding) and not item.private:
            keep.append(Candidate("keep", line, item))
    topics.sort(key=lambda pair: pair[0])
    keep.sort(key=lambda one: from_best(one.item, check_in.responses) if one.item else 0)
    return Offer(tuple(one for _, one in topics), tuple(keep), tuple(unsure))


def _weight(finding: Finding) -> int:
    if finding.alone:
        return 0
    return 1 if finding.level is Level.RAISE else 2


def _is_good(item: Item, finding: Finding) -> bool:
    """Whether an answer says that something works, and not only that trouble is absent."""
    return item.kind in (Kind.GOOD, Kind.FIT) or (finding.rule == MENDED and not item.asked.row)


def call_lines(check_in: CheckIn) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Before booking: what matters to the person, and the questions that are still open."""
    items = check_in.responses.items
    matters = tuple(
        Line(source=one.question, text=one.text)
        for one in items
        if one.asked.list == "matters-to-me" and one.reply.choice == "a-lot"
    )
    questions = tuple(
        Line(source=one.question, text=one.asked.ask)
        for one in items
        if one.asked.ask and _is_open(one)
    )
    return matters, questions


def _is_open(item: Item) -> bool:
    """Whether an answer before booking leaves something to ask."""
    if item.asked.list == "matters-to-me":
        return item.reply.choice == "a-lot"
    return item.reply.choice in ("no", "partly") or item.gap is Gap.NOT_SURE
