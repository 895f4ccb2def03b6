"""The page for a session and the page for a first call, as values and as text.

The page for a session is built from what the person ticked and from nothing
else: this module knows no answer, no score and no check-in, so none can show.
It reads as a letter: it begins with what the person would like to talk about,
in sentences to their therapist. What people typed reads as they typed it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from fitcheck.document import (
    Block,
    Blocks,
    Bullet,
    Heading,
    Numbered,
    Paragraph,
    PointLine,
    under,
)
from fitcheck.questions.model import Value
from fitcheck.store.records import WORDED, Consent, Line, Topic
from fitcheck.texts import say, say_lines, say_month
from fitcheck.vocabulary import Brought, Talk

SCHEMA = 1
"""The shape of the JSON of a note."""
MOST_TOPICS = 3
"""An agenda of one session holds no more."""
MOST_IN_A_BREATH = 80
"""The words of a paragraph that can be read out at once, where what follows could begin anew."""
MOST_WORDS = 200
"""What fits on one page, and into five minutes, before the five points."""


class SessionNote(Value, frozen=True, tag="session", tag_field="note"):
    """The page for a session: what the person ticked, in the order it is read in."""

    month: str
    """The month without its day, as in 2026-10."""
    schema: int = SCHEMA
    talk: Talk = Talk.THROUGH
    is_early: bool = False
    """Whether it is for one of the first sessions."""
    topics: tuple[Topic, ...] = ()
    """By their words alone: where they come from is nobody's business."""
    unsaid: str = ""
    """That something was not said yet, as the person says it."""
    easier: str = ""
    """What would make it easier to say."""
    keep: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    differently: str = ""
    again: str = ""
    between_us: bool = False
    at_home: bool = False
    points: tuple[PointLine, ...] = ()


class CallNote(Value, frozen=True, tag="call", tag_field="note"):
    """The page of questions for a first call."""

    month: str
    """The month without its day, as in 2026-10."""
    schema: int = SCHEMA
    brings: str = ""
    """What the person comes with, in their own words."""
    matters: tuple[str, ...] = ()
    """What matters to the person, in sentences for the therapist."""
    questions: tuple[str, ...] = ()


THANKED = ("own.thanks", "own.thanks-why", "own.thanks-since")
"""The lines that are a thank-you, by their sources: what for, why, and what it changed."""
GOES_WITH_THANKS = "own.thanks-too"
"""What they should not read into it, which stands beside a thank-you alone."""

Brings = SessionNote | Consent
"""What says what is brought, and in which order: the page, or what it is built from."""

TOLD = WORDED[:-1]
"""What a topic tells; what is wished for stands by itself."""


def session_note(
    consent: Consent, titles: Mapping[int, str], month: date, *, is_early: bool = False
) -> SessionNote:
    """The page for a session, built from the ticks alone; more than three topics is an error."""
    topics = [wording_of(topic) for topic in consent.topics if topic.words]
    if len(topics) > MOST_TOPICS:
        raise ValueError("a session holds three topics at most")
    return SessionNote(
        month=f"{month:%Y-%m}",
        talk=consent.talk,
        is_early=is_early,
        topics=_in_order(topics),
        unsaid=consent.unsaid.strip(),
        easier=consent.easier.strip() if consent.unsaid else "",
        keep=_thank_you(consent.keep) if consent.talk is Talk.THANKS else _texts(consent.keep),
        unsure=_texts(consent.unsure),
        differently=consent.differently.strip(),
        again=consent.again.strip(),
        between_us=consent.between_us,
        at_home=consent.at_home,
        points=_points(consent, titles) if consent.points else (),
    )


def call_note(consent: Consent, month: date) -> CallNote:
    """The page for a first call, from the lines the person chose."""
    return CallNote(
        month=f"{month:%Y-%m}",
        brings=consent.brings.strip(),
        matters=_texts(consent.keep),
        questions=_texts(consent.unsure),
    )


def _in_order(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    return tuple(sorted(topics, key=lambda one: not one.first))


def wording_of(topic: Topic) -> Topic:
    """The words of a topic without where it came from."""
    words = {name: getattr(topic, name).strip() for name in WORDED}
    return Topic(**words, first=topic.first)


def _texts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text.strip() for line in lines if line.text.strip())


def _thank_you(lines: Iterable[Line]) -> tuple[str, ...]:
    """A thank-you as it would be said, then what goes with it."""
    told = _in_one_breath(line.text for line in lines if line.source in THANKED)
    return (*told, *_texts(line for line in lines if line.source not in THANKED))


def _points(consent: Consent, titles: Mapping[int, str]) -> tuple[PointLine, ...]:
    """One line a point; none at all where no tick belongs to a point: five times nothing."""
    today = {one.point for one in consent.topics if one.words}
    today |= {one.point for one in consent.unsure if one.text.strip()}
    kept = {one.point for one in consent.keep if one.text.strip()}
    if not (today | kept) & set(titles):
        return ()
    # Something that belongs to no point may well be about any of them.
    loose = bool(consent.unsaid) or None in today | kept
    nothing = Brought.NOTHING_MORE if loose else Brought.NOTHING
    brought = dict.fromkeys(kept, Brought.KEEP) | dict.fromkeys(today, Brought.TODAY)
    return tuple(
        PointLine(point, title.rstrip(" ."), brought.get(point, nothing))
        for point, title in sorted(titles.items())
    )


def words(note: SessionNote) -> int:
    """How many words the page holds before the five points, headings and all."""
    before = letter(msgspec.structs.replace(note, points=()))
    texts = [block.text for block in before if isinstance(block, Heading | Paragraph | Bullet)]
    return sum(any(sign.isalnum() for sign in word) for word in " ".join(texts).split())


def words_over(note: SessionNote) -> int:
    """How many words the page holds beyond 200 before the five points; 0 if it is within."""
    return max(0, words(note) - MOST_WORDS)


def letter(note: SessionNote | CallNote) -> Blocks:
    """The whole note as it is read, on every screen and in every file."""
    month = say_month(date.fromisoformat(f"{note.month}-01"))
    body = _session(note) if isinstance(note, SessionNote) else _call(note)
    return (*body, Paragraph(month, quiet=True))


def _session(note: SessionNote) -> Iterator[Block]:
    yield Heading(say("note.title"), level=1)
    yield from _part(_opening(note))
    if note.talk is Talk.THANKS:
        # Nobody says thank you in a list.
        yield from map(Paragraph, note.keep)
    for place, one in enumerate(note.topics, start=_begins_with_thanks(note)):
        yield from _part(_topic(one, place))
        if is_woven(note):
            yield from _lines(note.keep)
        if not _are_listed(note):
            # A wish that speaks of *that* needs its topic above it.
            yield from _lines(tuple(_lines_of(one.wish)))
    yield from _part(_unsaid(note))
    thanks = _thanks_at_the_end(note)
    if note.talk is Talk.GOODBYE:
        taken = tuple(one for one in note.keep if one not in thanks)
        yield from under(say("note.take-with-me"), _lines(taken))
        yield from map(Paragraph, thanks)
    yield from _titled(note, say("note.wishes"), tuple(_wishes(note)))
    yield from map(Paragraph, _lines_of(note.again))
    if note.talk.is_usual and not is_woven(note):
        title = say("note.keep-early" if note.is_early else "note.keep")
        yield from _titled(note, title, note.keep)
    yield from _titled(note, say("note.unsure"), note.unsure)
    yield from under(say("note.differently"), _lines(tuple(_lines_of(note.differently))))
    points: Blocks = (Paragraph(say("note.sorted")), *note.points) if note.points else ()
    yield from under(say("note.points"), points)
    if note.between_us:
        yield Paragraph(say("note.between-us"))
    if note.at_home:
        yield Paragraph(say("note.at-home"), quiet=True)


def _part(paragraphs: Iterable[str]) -> Iterator[Block]:
    """A part of the letter, which begins with its first sentence."""
    for place, text in enumerate(paragraphs):
        yield Paragraph(text, lead=not place)


def _opening(note: SessionNote) -> tuple[str, ...]:
    """What stands before all else, where what comes first does not begin by itself."""
    thanks = note.keep if _begins_with_thanks(note) else ()
    comes_first = [*thanks, *(one.words for one in note.topics)][:1]
    if any(map(begins_itself, comes_first)):
        return ()
    if thanks:
        return (say("note.thanks"),)
    if note.talk is Talk.GOODBYE:
        return (say("note.goodbye"),)
    if note.talk is Talk.HEARD and not note.topics:
        return (say("note.heard-alone"),)
    return ()


def _thanks_at_the_end(note: SessionNote) -> tuple[str, ...]:
    """What says thank you in a goodbye: it ends the letter, and is nothing to take along."""
    ours = tuple(map(str.lower, say_lines("note.says-thanks")))
    return tuple(one for one in note.keep if one.lower().startswith(ours))


def _begins_with_thanks(note: Brings) -> bool:
    return note.talk is Talk.THANKS and bool(note.keep)


def is_woven(note: Brings) -> bool:
    """Whether what is good stands before the wish: one line beside one topic.

    Behind the wish readers found it stuck on.
    """
    return note.talk.is_usual and len(note.topics) == 1 and len(note.keep) == 1


def places(note: Brings) -> dict[str, int]:
    """How much stands on the page before each topic, by the ids of the topics."""
    above = int(_begins_with_thanks(note))
    return {one.id: place for place, one in enumerate(_in_order(note.topics), start=above)}


def _unsaid(note: SessionNote) -> list[str]:
    """That something was not said yet: behind the rest, so that it frightens nobody."""
    if not note.unsaid:
        return []
    return _in_one_breath((note.unsaid, note.easier))


def _topic(topic: Topic, place: int) -> list[str]:
    """A topic as paragraphs; where it does not begin by itself, a sentence of ours leads to it."""
    told = _in_one_breath(as_it_fits(getattr(topic, name), place) for name in TOLD)
    begun = any(begins_itself(getattr(topic, name)) for name in TOLD)
    if place and (topic.about or topic.happened) and not begun:
        opener = say("note.something-else" if place == 1 else "note.one-more")
        told[0] = f"{opener} {told[0]}"
    if topic.first and told:
        first = say("note.first")
        told[-1] = f"{_ended(told[-1])} {first.lower() if told[0][0].islower() else first}"
    return told


def _in_one_breath(typed: Iterable[str]) -> list[str]:
    """What was typed in several places as it would be said: in one paragraph, if not a long one.

    Whoever typed paragraphs has these.
    """
    told: list[str] = []
    is_one = False
    for lines in filter(None, map(_lines_of, typed)):
        joined = f"{_ended(told[-1])} {lines[0]}" if told else ""
        if is_one and len(lines) == 1 and len(joined.split()) <= MOST_IN_A_BREATH:
            told[-1] = joined
        else:
            told += lines
        is_one = len(lines) == 1
    return told


def _ended(text: str) -> str:
    """A sentence that another one follows."""
    return f"{text}." if text[-1].isascii() and text[-1].isalnum() else text


def as_it_fits(text: str, place: int) -> str:
    """A beginning that was put there for the person, as it fits the place of its topic now."""
    beginnings = say_lines("topics.begun-by-place")
    for letters in (str, str.lower):
        begun = next(filter(text.startswith, map(letters, beginnings)), "")
        if begun:
            fits = beginnings[min(place, MOST_TOPICS - 1)]
            return letters(fits) + text.removeprefix(begun)
    return text


def begins_itself(typed: str) -> bool:
    """Whether a text begins as a letter does, so that nothing need stand before it: I'd like ..."""
    ours = tuple(map(str.lower, say_lines("note.own-beginnings")))
    return typed.replace("\u2019", "'").lower().startswith(ours)


def _are_listed(note: SessionNote) -> bool:
    """Whether wishes stand in a list under a title: several of one topic; one ends the letter."""
    return len(note.topics) == 1 and len(_lines_of(note.topics[0].wish)) > 1


def _wishes(note: SessionNote) -> Iterator[str]:
    """What the person would like, but for what stands with its topic."""
    if note.talk is Talk.HEARD and note.topics:
        yield say("note.heard")
    if _are_listed(note):
        yield from _lines_of(note.topics[0].wish)


def _titled(note: SessionNote, title: str, texts: tuple[str, ...]) -> Iterable[Block]:
    """Lines under a title; a single one is a sentence of the letter, where that has one topic."""
    is_letter = len((*note.keep, *note.unsure)) < 2 and len(texts) == 1 and len(note.topics) < 2
    return _lines(texts) if is_letter else under(title, _lines(texts))


def _lines(texts: tuple[str, ...]) -> Iterator[Block]:
    """One thing is a sentence, several are a list."""
    if len(texts) > 1:
        yield from map(Bullet, texts)
    else:
        yield from (Paragraph(line) for text in texts for line in _lines_of(text))


def _lines_of(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _call(note: CallNote) -> Iterator[Block]:
    yield Heading(say("note.call.title"), level=1)
    yield from _part(_lines_of(note.brings))
    yield from under(say("note.call.matters"), map(Bullet, note.matters))
    questions = (
        Numbered(place, (Paragraph(question),), room=True)
        for place, question in enumerate(note.questions, start=1)
    )
    yield from under(say("note.call.ask"), questions)
