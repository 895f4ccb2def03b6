"""What was chosen for a note: its lines, how each reads, and which of them are in it."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from fitcheck.checkin.note.hand import in_their_hand
from fitcheck.env import Env
from fitcheck.report import (
    GOES_WITH_THANKS,
    TOLD,
    CallNote,
    SessionNote,
    as_it_fits,
    call_note,
    is_woven,
    places,
    session_note,
)
from fitcheck.store.records import WORDED, CheckIn, Consent, Line, Topic
from fitcheck.texts import local_day, say
from fitcheck.vocabulary import Form, Stage, Talk


class Part(StrEnum):
    """What a line of a note is, by the field of a topic or of the consent that it is kept in."""

    BRINGS = "brings"
    ABOUT = "about"
    HAPPENED = "happened"
    HARD = "hard"
    WISH = "wish"
    UNSAID = "unsaid"
    EASIER = "easier"
    KEEP = "keep"
    UNSURE = "unsure"
    DIFFERENTLY = "differently"
    AGAIN = "again"
    BETWEEN_US = "between_us"
    AT_HOME = "at_home"
    POINTS = "points"


OF_A_TOPIC = tuple(map(Part, WORDED))

LISTED = (Part.KEEP, Part.UNSURE)

ON_WISH = {Part.AT_HOME: "note.at-home", Part.POINTS: "consent.points"}
"""Lines that are in a note for a session only where they are ticked here, by their texts."""

IF_SENT = {Part.BETWEEN_US: "note.between-us"}
"""The same, for who was sent by someone."""

FIXED = (*IF_SENT, *ON_WISH)
"""Lines whose words are the program's."""


class Spot(msgspec.Struct, frozen=True):
    """One line of a note: what it is, and of which topic or from which answer."""

    part: Part
    of: str = ""

    @property
    def id(self) -> str:
        """What the line is called while it is ticked."""
        return f"{self.part}.{self.of}"


class Chosen(msgspec.Struct, frozen=True):
    """Everything that was picked and typed for a note, and what of it was taken out again."""

    consent: Consent = Consent()
    out: frozenset[Spot] = frozenset()
    """Lines that were unticked; their words stay here until the person is done."""
    put_aside: Mapping[str, Topic] = {}
    """Topics that were worded and then unticked, by what they are called in the list."""
    lines_aside: Mapping[Spot, Line] = {}
    """Lines that were picked and then unticked, as they last read."""
    let_go: frozenset[str] = frozenset()
    """The thoughts for next time that are let go."""
    wishes: Mapping[Part, str] = {}
    """Lines that are in it only where they are ticked line by line, by their texts."""
    place: str = ""
    """Where it went and how to find it; empty where it was only shown."""

    @property
    def lines(self) -> dict[Spot, str]:
        """Every line that could be in the note, as it is kept, in the order of the page."""
        lines = {spot: text for spot, text in _every_line(_fitting(self.consent)) if text}
        return lines | {Spot(wish): say(key) for wish, key in self.wishes.items()}

    @property
    def readings(self) -> dict[Spot, str]:
        """The same lines as the page reads them."""
        taken = in_their_hand(self.taken())
        place, on_page = places(taken), dict(_every_line(taken))

        def read(spot: Spot, text: str) -> str:
            return as_it_fits(text, place.get(spot.of, 0)) if spot.part in TOLD else text

        lines = self.lines.items()
        return {spot: read(spot, on_page.get(spot) or text) for spot, text in lines}

    @property
    def ticked(self) -> frozenset[Spot]:
        """The lines that are in it."""
        wished: dict[Part, bool] = {part: getattr(self.consent, part) for part in FIXED}
        return frozenset(
            spot for spot in self.lines if spot not in self.out and wished.get(spot.part, True)
        )

    def reading(self, spot: Spot, words: str) -> "Chosen":
        """The same with a line in other words; without any it is taken out."""
        if not words:
            return replace(self, out=self.out | {spot})
        return self.choosing(with_words(self.consent, spot, words))

    def changed(self, **fields: object) -> "Chosen":
        """With other choices, by the fields of the consent."""
        return self.choosing(replace(self.consent, **fields))

    def choosing(self, consent: Consent) -> "Chosen":
        """With other choices; a line that now reads otherwise is in the note again."""
        before, now = dict(_every_line(self.consent)), dict(_every_line(consent))
        out = frozenset(spot for spot in self.out if now.get(spot) == before.get(spot))
        return replace(self, consent=consent, out=out)

    def to_pick(self, part: Part, offered: Iterable[Line]) -> dict[str, Line]:
        """The lines that can be picked for a part, each as it last read here.

        Those that are not offered, such as the person's own, come first.
        """
        ours = {line.source: line for line in offered}
        aside = (line for spot, line in self.lines_aside.items() if spot.part is part)
        here: tuple[Line, ...] = getattr(_fitting(self.consent), part)
        known = {line.source: line for line in (*aside, *here)}
        own = {source: line for source, line in known.items() if source not in ours}
        return own | ours | known

    def picked(self, part: Part) -> frozenset[str]:
        """The lines of a part that are in the note, by their sources."""
        return frozenset(spot.of for spot in self.ticked if spot.part is part)

    def picking(self, part: Part, lines: tuple[Line, ...]) -> "Chosen":
        """With these lines of a part and no others; the others wait for another tick.

        What does not fit this kind of talk is not among them, and waits for another talk.
        """
        fitting = getattr(_fitting(self.consent), part)
        here = {Spot(part, line.source): line for line in fitting}
        waiting = (line for line in getattr(self.consent, part) if line not in fitting)
        return replace(
            self,
            consent=replace(self.consent, **{part: (*lines, *waiting)}),
            out=frozenset(spot for spot in self.out if spot.part is not part),
            lines_aside={**self.lines_aside, **here},
        )

    def taken(self) -> Consent:
        """What is ticked, as it reads now, and nothing else."""
        consent = _fitting(self.consent)
        for spot in self.out:
            consent = with_words(consent, spot, "")
        topics = tuple(one for one in consent.topics if one.words)
        look_again = consent.look_again if consent.again else None
        return replace(consent, topics=topics, look_again=look_again)


def _fitting(consent: Consent) -> Consent:
    """Without what goes with a thank-you, where it is none: there it means nothing."""
    if consent.talk is Talk.THANKS:
        return consent
    return replace(
        consent, keep=tuple(one for one in consent.keep if one.source != GOES_WITH_THANKS)
    )


def _every_line(consent: Consent) -> Iterator[tuple[Spot, str]]:
    listed = [
        (Spot(part, one.source), one.text) for part in LISTED for one in getattr(consent, part)
    ]
    keep = [one for one in listed if one[0].part is Part.KEEP]
    thanks = keep if consent.talk is Talk.THANKS else []
    woven = keep if is_woven(consent) else []
    yield Spot(Part.BRINGS), consent.brings
    yield from thanks
    for topic in consent.topics:
        for part in OF_A_TOPIC:
            yield from woven if part is Part.WISH else ()
            yield Spot(part, topic.id), getattr(topic, part)
    if consent.unsaid:
        yield Spot(Part.UNSAID), consent.unsaid
        yield Spot(Part.EASIER), consent.easier
    yield Spot(Part.AGAIN), consent.again
    yield from (one for one in listed if one not in (*thanks, *woven))
    yield Spot(Part.DIFFERENTLY), consent.differently


def with_words(consent: Consent, spot: Spot, words: str) -> Consent:
    """The consent with one line that reads so; without words, the line is not in it."""
    field = spot.part
    if spot.part in OF_A_TOPIC:
        topics = (
            replace(one, **{field: words}) if one.id == spot.of else one for one in consent.topics
        )
        return replace(consent, topics=tuple(topics))
    if spot.part in LISTED:
        lines = (
            replace(one, text=words) if one.source == spot.of else one
            for one in getattr(consent, field)
        )
        return replace(consent, **{field: tuple(one for one in lines if one.text)})
    return replace(consent, **{field: bool(words) if spot.part in FIXED else words})


def build_note(check_in: CheckIn, consent: Consent, env: Env) -> SessionNote | CallNote:
    """The note of a check-in, from its consent alone."""
    consent = in_their_hand(consent)
    month = local_day(env.now())
    if check_in.form is Form.LOOKING:
        return call_note(consent, month)
    titles = {point.id: point.title for point in check_in.responses.points}
    is_early = check_in.stage is Stage.FIRST_SESSIONS
    return session_note(consent, titles, month, is_early=is_early)
