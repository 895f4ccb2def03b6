"""The page for a session and the page for a first call, as values and as text.

The page for a session is built from what the person ticked and from nothing
else: this module knows no answer, no score and no check-in, so none can show.
It reads as a letter: it begins with what the person would like to talk about,
in sentences to their therapist. What people typed reads as they typed it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from textwrap import wrap

import msgspec

from fitcheck.document import Blocks, Bullet, Heading, Paragraph
from fitcheck.markdown import bullets, heading, joined, literal, paragraphs
from fitcheck.questions.model import Value
from fitcheck.store.records import Consent, Line, Topic
from fitcheck.texts import say, say_lines, say_month, say_of
from fitcheck.vocabulary import Talk

SCHEMA = 1
"""The shape of the JSON of a note."""
MOST_TOPICS = 3
"""An agenda of one session holds no more."""
MOST_WORDS = 200
"""What fits on one page, and into five minutes, before the five points."""
TEXT_WIDTH = 72
"""How wide the lines of a text file are: no editor has to break them."""


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
    """One thing to talk about, in sentences of the person's own; any part may be empty."""

    about: str = ""
    happened: str = ""
    effect: str = ""
    wish: str = ""
    first: bool = False


class SessionNote(Value, frozen=True, tag="session", tag_field="note"):
    """The page for a session: what the person ticked, in the order it is read in."""

    month: str
    """The month without its day, as in 2026-10."""
    schema: int = SCHEMA
    talk: Talk = Talk.THROUGH
    topics: tuple[Matter, ...] = ()
    unsaid: bool = False
    easier: str = ""
    """What would make it easier to say."""
    keep: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    differently: str = ""
    again: str = ""
    at_home: bool = False
    points: tuple[PointLine, ...] = ()


class CallNote(Value, frozen=True, tag="call", tag_field="note"):
    """The page of questions for a first call."""

    month: str
    """The month without its day, as in 2026-10."""
    schema: int = SCHEMA
    matters: tuple[str, ...] = ()
    """What the person looks for, in their own answers."""
    questions: tuple[str, ...] = ()


class Section(Value, frozen=True):
    """A part of a page, as it is read; without a heading it is a part of the letter."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    numbered: bool = False


def session_note(consent: Consent, titles: Mapping[int, str], month: date) -> SessionNote:
    """The page for a session, built from the ticks alone; more than three topics is an error."""
    matters = [one for topic in consent.topics if (one := matter_of(topic)) != _EMPTY]
    if len(matters) > MOST_TOPICS:
        raise ValueError("a session holds three topics at most")
    return SessionNote(
        month=f"{month:%Y-%m}",
        talk=consent.talk,
        topics=tuple(sorted(matters, key=lambda one: not one.first)),
        unsaid=consent.unsaid,
        easier=consent.easier.strip() if consent.unsaid else "",
        keep=_texts(consent.keep),
        unsure=_texts(consent.unsure),
        differently=consent.differently.strip(),
        again=consent.again.strip(),
        at_home=consent.at_home,
        points=_points(consent, titles) if consent.points else (),
    )


def call_note(questions: Sequence[Line], month: date, *, matters: Sequence[Line] = ()) -> CallNote:
    """The page for a first call, from the lines the person chose."""
    return CallNote(month=f"{month:%Y-%m}", matters=_texts(matters), questions=_texts(questions))


_EMPTY = Matter()


def matter_of(topic: Topic) -> Matter:
    """The words of a topic without where it came from; an empty topic is none."""
    matter = Matter(
        about=topic.about.strip(),
        happened=topic.happened.strip(),
        effect=topic.effect.strip(),
        wish=topic.wish.strip(),
    )
    return msgspec.structs.replace(matter, first=topic.first) if matter != _EMPTY else _EMPTY


def _texts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text.strip() for line in lines if line.text.strip())


def _points(consent: Consent, titles: Mapping[int, str]) -> tuple[PointLine, ...]:
    """One line a point; none at all where no tick belongs to a point: five times nothing."""
    today = {one.point for one in consent.topics if matter_of(one) != _EMPTY}
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
    before = text(msgspec.structs.replace(note, points=()))
    return sum(1 for word in before.split() if any(sign.isalnum() for sign in word))


def words_over(note: SessionNote) -> int:
    """How many words the page holds beyond 200 before the five points; 0 if it is within."""
    return max(0, words(note) - MOST_WORDS)


def title(note: SessionNote | CallNote) -> str:
    """What the page is, as its first heading."""
    return say("note.title") if isinstance(note, SessionNote) else say("note.call.title")


def month_of(note: SessionNote | CallNote) -> str:
    """The month of a note as it is read."""
    return say_month(date.fromisoformat(f"{note.month}-01"))


def sections(note: SessionNote | CallNote) -> tuple[Section, ...]:
    """All parts of a page that have something in them, in the order they are read in."""
    parts = _letter(note) if isinstance(note, SessionNote) else _call(note)
    return tuple(one for one in parts if one.paragraphs or one.lines)


def foot(note: SessionNote | CallNote) -> tuple[str, ...]:
    """What stands small below everything: the month, and how the page was made if wanted."""
    at_home = isinstance(note, SessionNote) and note.at_home
    return (*([say("note.at-home")] if at_home else []), month_of(note))


def _letter(note: SessionNote) -> Iterator[Section]:
    is_thanks = note.talk is Talk.THANKS
    yield Section(paragraphs=_opening(note), lines=note.keep if is_thanks else ())
    for place, one in enumerate(note.topics):
        yield Section(paragraphs=tuple(_topic(one, _opener(note, place))))
    yield Section(paragraphs=_unsaid(note))
    if note.talk is Talk.GOODBYE:
        yield _few(say("note.take-with-me"), note.keep)
    yield _few(say("note.wishes"), tuple(_wishes(note)))
    if note.talk in (Talk.THROUGH, Talk.HEARD):
        yield _few(say("note.keep"), note.keep)
    yield _few(say("note.unsure"), note.unsure)
    yield _few(say("note.differently"), tuple(_lines_of(note.differently)))
    points = [
        say("note.point", title=one.title, brought=say_of("note.brought", one.brought))
        for one in note.points
    ]
    lead = (say("note.sorted"),) if points else ()
    yield Section(say("note.points"), lead, tuple(points), numbered=True)


def _opening(note: SessionNote) -> tuple[str, ...]:
    """What stands before the first topic, where it is not the topic that comes first."""
    if note.talk is Talk.THANKS and note.keep:
        return (say("note.thanks"),)
    if note.talk is Talk.GOODBYE:
        return (say("note.goodbye"),)
    if note.talk is Talk.HEARD and not note.topics:
        return (say("note.heard-alone"),)
    return ()


def _opener(note: SessionNote, place: int) -> str:
    """How a topic begins that does not say itself that it is one; by what stands above it."""
    if place:
        return say("note.something-else" if place == 1 else "note.one-more")
    is_thanks = note.talk is Talk.THANKS and bool(note.keep)
    return say("note.something-too") if is_thanks else ""


def _unsaid(note: SessionNote) -> tuple[str, ...]:
    """That something was not said yet: behind the rest, so that it frightens nobody."""
    if not note.unsaid:
        return ()
    told = say("note.unsaid-too" if note.topics else "note.unsaid")
    return (told, *_lines_of(note.easier))


def _topic(matter: Matter, opener: str) -> Iterator[str]:
    """A topic as paragraphs; it begins with the person's own sentence, or with the opener."""
    about, happened = _lines_of(matter.about), _lines_of(matter.happened)
    effect = _lines_of(matter.effect)
    if _says_what_it_wants(matter.happened):
        # A story that the person began goes on to its end; what was offered sums it up.
        told = [*happened, *effect, *about]
    else:
        told = [*about, *happened, *effect]
    if (about or happened) and not _names_a_wish(told[0]):
        told[0] = f"{opener} {told[0]}".strip()
    yield from told
    if matter.first and told:
        yield say("note.first")


def _says_what_it_wants(typed: str) -> bool:
    """Whether a text begins as a letter would: I'd like ..."""
    return _straight(typed).startswith(say_lines("note.own-beginnings"))


def _names_a_wish(typed: str) -> bool:
    """Whether a text says anywhere what the person would like: then nothing need say it before."""
    return any(words in _straight(typed) for words in say_lines("note.own-beginnings"))


def _straight(typed: str) -> str:
    """A text with straight apostrophes."""
    return typed.replace("\u2019", "'")


def _wishes(note: SessionNote) -> Iterator[str]:
    if note.talk is Talk.HEARD and note.topics:
        yield say("note.heard")
    for one in note.topics:
        yield from _lines_of(one.wish)
    yield from _lines_of(note.again)


def _few(title: str, texts: tuple[str, ...]) -> Section:
    """One thing is a sentence, several are a list."""
    if len(texts) == 1:
        return Section(title, tuple(_lines_of(texts[0])))
    return Section(title, lines=texts)


def _lines_of(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _call(note: CallNote) -> Iterator[Section]:
    yield Section(paragraphs=(say("note.call.lead"),))
    yield Section(say("note.call.matters"), lines=note.matters)
    yield Section(say("note.call.ask"), lines=note.questions, numbered=True)


def markdown(note: SessionNote | CallNote) -> str:
    """The whole note as Markdown; what people typed reads as they typed it."""
    blocks = [heading(title(note))]
    for one in sections(note):
        if one.heading:
            blocks.append(heading(one.heading, 2))
        blocks += [literal(line) for line in one.paragraphs]
        blocks += bullets(one.lines, numbered=one.numbered)
    return joined([*blocks, *map(literal, foot(note))])


def text(note: SessionNote | CallNote) -> str:
    """The whole note as plain text, with no mark of any format in it."""
    blocks = [title(note)]
    for one in sections(note):
        blocks += [one.heading] if one.heading else []
        blocks += ["\n".join(_wrapped(line)) for line in one.paragraphs]
        blocks += ["\n".join(_text_lines(one))] if one.lines else []
    return "\n\n".join([*blocks, *foot(note)]) + "\n"


def _text_lines(part: Section) -> Iterator[str]:
    for place, line in enumerate(part.lines, start=1):
        mark = f"{place}. " if part.numbered else "- "
        for inside, typed in enumerate(_lines_of(line)):
            yield from _wrapped(typed, mark if not inside else " " * len(mark), " " * len(mark))


def _wrapped(line: str, first: str = "", then: str = "") -> list[str]:
    return wrap(
        line,
        TEXT_WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


def shown(note: SessionNote | CallNote) -> Blocks:
    """The whole note as it is shown on a screen: the same words as in every file."""
    blocks: list[Heading | Paragraph | Bullet] = [Heading(title(note))]
    for one in sections(note):
        blocks += [Heading(one.heading)] if one.heading else []
        blocks += map(Paragraph, one.paragraphs)
        blocks += map(Bullet, one.lines)
    return (*blocks, *(Paragraph(line, quiet=True) for line in foot(note)))


def note_json(note: Value) -> bytes:
    """Any of the notes as JSON, indented, with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n"


def matter_told(matter: Matter) -> str:
    """A matter in Markdown, for the note for the person alone; what is empty is left out."""
    told = (matter.about, matter.happened, matter.effect)
    return "\n\n".join(
        [line for each in told for line in paragraphs(each)]
        + paragraphs(matter.wish, label=say("note.wish"))
    )
