"""The note for the person alone: everything there is about a check-in, with every reason."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import msgspec

from fitcheck.document import (
    Answered,
    Block,
    Blocks,
    Bullet,
    Course,
    Heading,
    Numbered,
    Paragraph,
    StatusLine,
    under,
)
from fitcheck.questions.answers import Item
from fitcheck.questions.clean import fold_label
from fitcheck.questions.model import Value
from fitcheck.questions.score import judge
from fitcheck.store.collection import Collection, so_far
from fitcheck.store.records import CheckIn, Consent, FollowUp, Jot, Page, Topic
from fitcheck.texts import say, say_day, say_of
from fitcheck.views.history import TREND, course_of, moment
from fitcheck.views.outcomes import came_of, tell_sessions, tell_topics
from fitcheck.views.stand_outs import is_grave
from fitcheck.views.summary import (
    cannot_tell,
    loose,
    outside,
    point_answers,
    under_headings,
    why_it_stands,
)
from fitcheck.views.wording import answer_block, parts_asked, weighs
from fitcheck.vocabulary import Form, Gap, Level, Stage

MOST_MOMENTS = 8
"""More check-ins than this would be too small to see on a phone."""


class Own(Value, frozen=True):
    """What the note for the person alone is made of."""

    check_in: CheckIn
    kept: Collection
    private: bool = False
    """Whether what was kept after a separate question is asked for by name."""

    @property
    def consent(self) -> Consent:
        """What went into the note for the session; empty without one."""
        note = self.kept.notes.get(self.check_in.id)
        return note.consent if note else Consent()

    @property
    def so_far(self) -> list[CheckIn]:
        """The full check-ins with the same therapist up to this one, oldest first."""
        return so_far(self.kept.check_ins, self.check_in)

    @property
    def follow_ups(self) -> list[FollowUp]:
        """What came of its topics, of earlier ones, and of sessions."""
        ids = {self.check_in.id, *(one.id for one in self.so_far)}
        return [one for one in self.kept.follow_ups if one.check_in in ids]

    @property
    def jots(self) -> list[Jot]:
        """The open thoughts on this therapist, or on none by name."""
        about = ("", fold_label(self.check_in.therapist))
        return [one for one in self.kept.jots if fold_label(one.therapist) in about]

    @property
    def pages(self) -> tuple[Page, ...]:
        """What was kept after a separate question, only where it is asked for."""
        return self.kept.pages if self.private else ()


def personal_note(made_of: Own) -> Blocks:
    """The whole note; in a form without statuses all answers stand under their headings."""
    check_in = made_of.check_in
    responses, is_full = check_in.responses, check_in.form is Form.FULL
    therapist = Paragraph(check_in.therapist, label=say("personal-note.therapist"))
    # Those that stand under a point are told there.
    items = loose(responses) if is_full else responses.items
    return (
        Heading(say("personal-note.title", day=say_day(check_in.finished)), level=1),
        Paragraph(say("personal-note.for-me"), quiet=True),
        Paragraph(cannot_tell(check_in), quiet=True),
        Paragraph(_setting(check_in)),
        *((therapist,) if check_in.therapist else ()),
        *_pages(made_of.pages),
        *(_points(made_of) if is_full else outside(check_in)),
        *under_headings(items, responses, partial(_said, made_of)),
        *under(say("outcomes.topics"), _topics(made_of)),
        *_earlier_topics(made_of),
        *tell_sessions(made_of.follow_ups),
        *under(
            say("personal-note.jots"),
            (
                Bullet(say("topics.jot", day=say_day(one.at), words=one.text))
                for one in made_of.jots
            ),
        ),
        Paragraph(say("safe.line"), quiet=True),
    )


def _setting(check_in: CheckIn) -> str:
    told = [say_of("stage-alone", check_in.stage)]
    if check_in.meeting and check_in.stage is not Stage.LOOKING:
        told.append(say_of("meeting", check_in.meeting))
    if not check_in.own_choice:
        told.append(say("personal-note.not-own-choice"))
    return ", ".join(told) + "."


# What was kept apart -----------------------------------------------------------------


def _pages(pages: Iterable[Page]) -> Iterator[Block]:
    """What was kept apart, and then what stands between it and the everyday answers."""
    blocks = [block for page in pages for block in separate_page(page)]
    yield from blocks
    if blocks:
        yield Heading(say("personal-note.everyday"))
        yield Paragraph(say("sayings.everyday-things"))


def separate_page(page: Page) -> Blocks:
    """What a person kept apart, as a page of its own."""
    return (
        Heading(say("personal-note.separate")),
        Paragraph(say("personal-note.written", day=say_day(page.at)), quiet=True),
        *(
            Bullet(f"{one.text} {say_of('personal-note.separate-answer', one.choice)}")
            for one in page.answers
        ),
        *(Paragraph(text) for text in page.text.split("\n\n") if text.strip()),
    )


def pages_as_one(pages: Sequence[Page]) -> Page:
    """All that a person kept apart, the newest first; a page that a later one holds is in it."""
    newest, *earlier = sorted(pages, key=lambda page: page.at, reverse=True)
    answers = {answer.text: answer for page in (newest, *earlier) for answer in page.answers}
    texts = [newest.text]
    for page in earlier:
        if page.text and not any(page.text in text for text in texts):
            texts.append(f"{say_day(page.at)}\n\n{page.text}")
    return msgspec.structs.replace(
        newest, answers=tuple(answers.values()), text="\n\n".join(filter(None, texts))
    )


# The points --------------------------------------------------------------------------


def _points(made_of: Own) -> Iterator[Block]:
    """Where the points stand, where they stood before, and each with its answers."""
    check_in = made_of.check_in
    points = {point.id: point.title for point in check_in.responses.points}
    results = {id: check_in.result.point(id) for id in points}
    yield Heading(say("personal-note.standing"))
    for id, title in points.items():
        yield StatusLine(results[id].status, title, number=str(id))
    yield from outside(check_in)
    yield from _so_far(made_of, tuple(points))
    for id, title in points.items():
        result = results[id]
        aside = f"{parts_asked(result)}." if 0 < result.parts_asked < result.parts else ""
        yield Heading(f"{id}. {title}")
        yield Paragraph(f"{why_it_stands(check_in, result)} {aside}".strip())
        yield from point_answers(check_in, id, partial(_said, made_of))


def _so_far(made_of: Own, points: tuple[int, ...]) -> Iterator[Block]:
    """From check-in to check-in; two tell nothing over time."""
    if len(made_of.so_far) >= TREND:
        moments = tuple(map(moment, made_of.so_far[-MOST_MOMENTS:]))
        told = tuple(course_of(point, moments) for point in points)
        yield Heading(say("personal-note.over-time"))
        if not is_grave(made_of.check_in):
            yield Paragraph(say("personal-note.over-time-told"), quiet=True)
        yield Course(head=(), points=points, moments=moments, told=told)


def _said(made_of: Own, item: Item) -> Answered:
    """An answer beside its statement, how it was read, and whether it was left out of a note."""
    check_in, note = made_of.check_in, item.note.strip()
    is_read = check_in.form is not Form.LOOKING
    finding = judge(item, check_in.responses) if is_read else None
    reasons = [weighs(finding, item)]
    if item.id in check_in.not_now:
        reasons.append(say("personal-note.not-now"))
    stands_out = finding is not None and finding.level is not Level.OK
    if (stands_out or item.gap is Gap.NOT_SURE or note) and _is_left_out(made_of, item):
        reasons.append(say("personal-note.left-out"))
    reason = " ".join(filter(None, reasons))
    return answer_block(item, check_in.responses, reason=reason, note=note)


def _is_left_out(made_of: Own, item: Item) -> bool:
    """Whether a note for a session was made without this answer."""
    check_in, consent = made_of.check_in, made_of.consent
    ticked = {one.question for one in consent.topics}
    ticked |= {one.source for one in (*consent.keep, *consent.unsure)}
    is_made = check_in.id in made_of.kept.notes and check_in.form is Form.FULL
    return is_made and item.id not in ticked


# Topics and thoughts -----------------------------------------------------------------


def _topics(made_of: Own) -> Iterator[Block]:
    """The topics of the session's note, with what came of them."""
    topics = [topic for topic in made_of.consent.topics if topic.words]
    for place, topic in enumerate(topics, start=1):
        follow_ups = [one for one in made_of.follow_ups if one.topic == topic.id]
        yield Numbered(place, tuple(_topic(topic, follow_ups)))


def _earlier_topics(made_of: Own) -> Blocks:
    ids = [one.id for one in made_of.so_far if one.id != made_of.check_in.id]
    notes = [made_of.kept.notes[id] for id in ids if id in made_of.kept.notes]
    return under(say("outcomes.earlier"), tell_topics(notes, made_of.follow_ups))


def _topic(topic: Topic, follow_ups: Iterable[FollowUp]) -> Iterator[Paragraph]:
    """The words of a topic, what came of it, and how it reads since it was changed."""
    yield from _words_of(topic)
    changed = None
    for one in follow_ups:
        yield Paragraph(came_of(one))
        changed = one.wording or changed
    if changed:
        yield Paragraph(say("personal-note.changed"))
        yield from _words_of(changed)


def _words_of(topic: Topic) -> Iterator[Paragraph]:
    for text in filter(str.strip, (topic.about, topic.happened, topic.hard)):
        yield Paragraph(text.strip())
    if topic.wish.strip():
        yield Paragraph(topic.wish.strip(), label=say("note.wish"))
