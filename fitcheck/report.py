"""The note as a value, and its Markdown.

The note for a session is built from what the person ticked and from nothing
else: this module knows no answer, no score and no check-in, so none can show.
What people typed reads as they typed it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from fitcheck.markdown import bullets, heading, joined, listed, literal, paragraphs, section
from fitcheck.questions.model import Value
from fitcheck.store.records import Consent, Line, Topic
from fitcheck.texts import say, say_month, say_of

SCHEMA = 1
"""The shape of the JSON of a note."""
MOST_TOPICS = 3
"""An agenda of one session holds no more."""
MOST_WORDS = 200
"""What fits on one page, and into five minutes, before the five points."""


class Brought(StrEnum):
    """What the person brings on one of the five points, told by their ticks alone."""

    TODAY = "today"
    KEEP = "keep"
    NOTHING = "nothing"
    NOTHING_MORE = "nothing-more"
    """Where something on the page belongs to no point, *nothing* would not be true."""


class PointLine(Value, frozen=True):
    """One of the five points, and what the person brings on it."""

    title: str
    brought: Brought


class Matter(Value, frozen=True):
    """One thing to look at together, in the person's own words; any part may be empty."""

    happened: str = ""
    effect: str = ""
    wish: str = ""


class SessionNote(Value, frozen=True, tag="session", tag_field="note"):
    """The page for a session: what the person ticked, in the order it is read in."""

    month: str
    """The month without its day, as in 2026-10."""
    schema: int = SCHEMA
    context: str = ""
    aim: str = ""
    keep: tuple[str, ...] = ()
    topics: tuple[Matter, ...] = ()
    unsaid: bool = False
    easier: tuple[str, ...] = ()
    """What would make it easier to say."""
    unsure: tuple[str, ...] = ()
    differently: str = ""
    again: str = ""
    points: tuple[PointLine, ...] = ()


class CallNote(Value, frozen=True, tag="call", tag_field="note"):
    """The page of questions for a first call."""

    month: str
    """The month without its day, as in 2026-10."""
    schema: int = SCHEMA
    matters: tuple[str, ...] = ()
    """What the person looks for, in their own answers."""
    questions: tuple[str, ...] = ()


def session_note(consent: Consent, titles: Mapping[int, str], month: date) -> SessionNote:
    """The page for a session, built from the ticks alone; more than three topics is an error.

    With `unsaid`, a topic that is only a wish tells what would make it easier.
    """
    easier = tuple(one for one in consent.topics if consent.unsaid and _only_a_wish(one))
    matters = tuple(
        matter
        for one in consent.topics
        if one not in easier and (matter := matter_of(one)) != Matter()
    )
    if len(matters) > MOST_TOPICS:
        raise ValueError("a session holds three topics at most")
    return SessionNote(
        month=f"{month:%Y-%m}",
        context=consent.context.strip(),
        aim=consent.aim.strip(),
        keep=_texts(consent.keep),
        topics=matters,
        unsaid=consent.unsaid,
        easier=tuple(one.wish.strip() for one in easier),
        unsure=_texts(consent.unsure),
        differently=consent.differently.strip(),
        again=consent.again.strip(),
        points=_points(consent, titles) if consent.points else (),
    )


def call_note(questions: Sequence[Line], month: date, *, matters: Sequence[Line] = ()) -> CallNote:
    """The page for a first call, from the lines the person chose."""
    return CallNote(month=f"{month:%Y-%m}", matters=_texts(matters), questions=_texts(questions))


def _only_a_wish(topic: Topic) -> bool:
    matter = matter_of(topic)
    return topic.point is None and matter == Matter(wish=matter.wish) and bool(matter.wish)


def matter_of(topic: Topic) -> Matter:
    """The words of a topic without where it came from."""
    return Matter(
        happened=topic.happened.strip(), effect=topic.effect.strip(), wish=topic.wish.strip()
    )


def _texts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text.strip() for line in lines if line.text.strip())


def _points(consent: Consent, titles: Mapping[int, str]) -> tuple[PointLine, ...]:
    """One line a point; none at all where no tick belongs to a point: five times nothing."""
    today = {one.point for one in consent.topics if matter_of(one) != Matter()}
    today |= {one.point for one in consent.unsure if one.text.strip()}
    kept = {one.point for one in consent.keep if one.text.strip()}
    if not (today | kept) & set(titles):
        return ()
    # Something that belongs to no point may well be about any of them.
    loose = consent.unsaid or None in today | kept
    nothing = Brought.NOTHING_MORE if loose else Brought.NOTHING

    def brought(point: int) -> Brought:
        if point in today:
            return Brought.TODAY
        return Brought.KEEP if point in kept else nothing

    return tuple(
        PointLine(title=title.rstrip(" ."), brought=brought(point))
        for point, title in sorted(titles.items())
    )


def words(note: SessionNote) -> int:
    """How many words the page holds before the five points, headings and all."""
    before = _session(msgspec.structs.replace(note, points=()))
    unnumbered = re.sub(r"(?m)^\d\. ", "", before)
    return sum(1 for word in unnumbered.split() if any(sign.isalnum() for sign in word))


def words_over(note: SessionNote) -> int:
    """How many words the page holds beyond 200 before the five points; 0 if it is within."""
    return max(0, words(note) - MOST_WORDS)


def note_json(note: Value) -> bytes:
    """Any of the notes as JSON, indented, with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n"


def markdown(note: SessionNote | CallNote) -> str:
    """The whole note as Markdown; what people typed reads as they typed it."""
    match note:
        case SessionNote():
            return _session(note)
        case CallNote():
            return _call(note)


def title(note: SessionNote | CallNote) -> str:
    """The first heading of a page: what it is, and from when."""
    match note:
        case SessionNote():
            return say("note.title-month", month=month_of(note))
        case CallNote():
            return say("note.call.title-month", month=month_of(note))


def month_of(note: SessionNote | CallNote) -> str:
    """The month of a note as it is read."""
    return say_month(date.fromisoformat(f"{note.month}-01"))


def _session(note: SessionNote) -> str:
    blocks = [heading(title(note)), say("note.private"), *paragraphs(note.context)]
    blocks += section(say("note.aim"), paragraphs(note.aim))
    blocks += section(say("note.keep"), bullets(note.keep))
    blocks += section(say("note.topics"), _looked_at(note))
    blocks += section(say("note.unsure"), bullets(note.unsure))
    blocks += section(say("note.differently"), paragraphs(note.differently))
    blocks += section(say("note.again"), paragraphs(note.again))
    lines = [
        say("note.point", title=literal(one.title), brought=say_of("note.brought", one.brought))
        for one in note.points
    ]
    sorted_only = [say("note.sorted"), listed(lines, numbered=True)]
    blocks += section(say("note.points"), sorted_only if lines else [])
    return joined(blocks)


def _looked_at(note: SessionNote) -> list[str]:
    blocks = [say("note.unsaid")] if note.unsaid else []
    for one in note.easier:
        blocks += paragraphs(one, label=say("note.easier"))
    topics = [matter_told(one) for one in note.topics]
    return [*blocks, listed(topics, numbered=len(topics) > 1)] if topics else blocks


def matter_told(matter: Matter) -> str:
    """A matter in Markdown: what happened, how it is, the wish; what is empty is left out."""
    return "\n\n".join(
        paragraphs(matter.happened)
        + paragraphs(matter.effect, label=say("note.effect"))
        + paragraphs(matter.wish, label=say("note.wish"))
    )


def _call(note: CallNote) -> str:
    blocks = [heading(title(note)), say("note.call.lead")]
    blocks += section(say("note.call.matters"), bullets(note.matters))
    blocks += section(say("note.call.ask"), bullets(note.questions, numbered=True))
    return joined(blocks)
