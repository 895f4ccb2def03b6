"""The note for the person alone: everything, with every reason, and its Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec

from fitcheck.document import Blocks, Bullet, Heading, Paragraph
from fitcheck.markdown import bullets, heading, inline, joined, listed, literal, paragraphs, section
from fitcheck.questions.answers import Item
from fitcheck.questions.model import Value
from fitcheck.questions.score import PointResult, Result
from fitcheck.report import SCHEMA, Matter, matter_of, matter_told
from fitcheck.store.records import CheckIn, Consent, FollowUp, Page, Topic
from fitcheck.texts import local_day, say, say_day, say_lines, say_month, say_of
from fitcheck.views.summary import holds_well, outside_told
from fitcheck.views.wording import (
    answer_detail,
    answer_word,
    came_of,
    parts_asked,
    read_answer,
    weighs,
    why,
)
from fitcheck.vocabulary import Form, Gap, Level, Stage, Status

NOT_ASKED = Status.NOT_ASKED


class Said(Value, frozen=True):
    """One statement with its answer, how it was read, and what the person noted beside it."""

    text: str
    answer: str = ""
    detail: str = ""
    """What came of an event."""
    reason: str = ""
    """How it was read and by which rule; empty where nothing is to be said."""
    note: str = ""


class Group(Value, frozen=True):
    """A few answers under one title."""

    title: str
    answers: tuple[Said, ...]
    status: Status | None = None
    """None: shown for its answers alone."""


class OwnPoint(Value, frozen=True):
    """One of the five points, with why it stands where it stands."""

    number: int
    title: str
    status: Status
    why: str
    parts: tuple[Group, ...] = ()
    aside: str = ""
    """Set where only a part of it was asked."""


class OwnTopic(Value, frozen=True):
    """A topic of the session's note, and what came of it."""

    matter: Matter
    came_of: tuple[str, ...] = ()
    now: Matter | None = None
    """How it reads since it was changed."""


class OwnPage(Value, frozen=True):
    """The separate page, only where it was kept and asked for."""

    answers: tuple[str, ...]
    text: str
    day: str
    """When it was written, as in 2026-10-03."""


class PersonalNote(Value, frozen=True, tag="me", tag_field="note"):
    """The note for the person alone: everything, with every reason."""

    day: str
    """As in 2026-10-03."""
    setting: str
    cannot_tell: str
    closing: str
    schema: int = SCHEMA
    therapist: str = ""
    points: tuple[OwnPoint, ...] = ()
    """Empty in a check-in without statuses."""
    others: tuple[Group, ...] = ()
    """Everything that stands under none of the points."""
    session: bool = False
    """Whether a note for a session was made."""
    topics: tuple[OwnTopic, ...] = ()
    outside: str = ""
    """That someone outside may come first, where an answer is grave."""
    pages: tuple[OwnPage, ...] = ()
    """What was kept after a separate question; only for who asked for it by name."""
    then: str = ""
    """What stands between those pages and the everyday answers."""


class Past(Value, frozen=True):
    """Where the points stood at one check-in, for looking back."""

    day: date
    statuses: Mapping[int, Status]


def past(check_in: CheckIn, result: Result) -> Past:
    """Where the points stood at this check-in."""
    return Past(
        day=check_in.finished.date(),
        statuses={point.id: result.point(point.id).status for point in check_in.responses.points},
    )


def over_time(point: int, history: Sequence[Past]) -> str:
    """How a point stood from check-in to check-in, as one sentence."""
    told: list[str] = []
    for status, run in groupby(history, key=lambda one: one.statuses.get(point, NOT_ASKED)):
        when = _when([one.day for one in run])
        if told:
            told.append(say_of("personal-note.stood", status, when=when))
        else:
            told.append(say_of("personal-note.stood-first", status, when=when))
    return f"{say('personal-note.stood-then').join(told)}."


def _when(days: Sequence[date]) -> str:
    first, last = say_month(days[0]), say_month(days[-1])
    if first == last:
        return say("personal-note.in-month", month=last)
    if days[0].year == days[-1].year:
        first = say_lines("date.months")[days[0].month - 1]
    return say("personal-note.from-to", first=first, last=last)


def own_note(
    check_in: CheckIn,
    result: Result | None,
    consent: Consent | None = None,
    *,
    follow_ups: Sequence[FollowUp] = (),
) -> PersonalNote:
    """Everything for the person alone; without a result, answers are shown without statuses.

    `consent` is what went into the note for the session, None if there is none.
    What was kept apart is never here: `with_pages` adds it where it is asked for.
    """
    full = result if check_in.form is Form.FULL else None
    chosen = consent if check_in.form is not Form.LOOKING else None
    return PersonalNote(
        day=f"{local_day(check_in.finished)}",
        setting=_setting(check_in),
        cannot_tell=say("sayings.cannot-tell"),
        closing=say("safe.line"),
        therapist=check_in.therapist,
        points=_own_points(check_in, full, chosen) if full else (),
        outside=outside_told(check_in) if full else "",
        others=_beside(check_in) if full else _under_headings(check_in, read=result is not None),
        session=chosen is not None,
        topics=_own_topics(chosen, follow_ups) if chosen else (),
    )


def _setting(check_in: CheckIn) -> str:
    told = [say_of("stage-alone", check_in.stage)]
    if check_in.meeting and check_in.stage is not Stage.LOOKING:
        told.append(say_of("meeting", check_in.meeting))
    if not check_in.own_choice:
        told.append(say("personal-note.not-own-choice"))
    return ", ".join(told) + "."


def _own_points(check_in: CheckIn, result: Result, consent: Consent | None) -> tuple[OwnPoint, ...]:
    may_calm = holds_well(check_in)

    def one(number: int, title: str, standing: PointResult) -> OwnPoint:
        whole = standing.parts_asked in (0, standing.parts)
        return OwnPoint(
            number=number,
            title=title,
            status=standing.status,
            why=why(standing, holds=may_calm),
            aside="" if whole else f"{parts_asked(standing)}.",
            parts=tuple(
                Group(title=theme.title, answers=answers, status=part.status)
                for theme in check_in.responses.themes
                if theme.point == number
                and (answers := _answers(check_in, consent, theme=theme.id))
                and (part := result.theme(theme.id))
            ),
        )

    return tuple(
        one(point.id, point.title, result.point(point.id)) for point in check_in.responses.points
    )


def _beside(check_in: CheckIn) -> tuple[Group, ...]:
    """What stands under no point: facts."""
    themes = {theme.id for theme in check_in.responses.themes}
    loose = [one for one in check_in.responses.items if one.theme not in themes]
    told = tuple(_said(check_in, one) for one in loose)
    return (Group(title=say("personal-note.beside"), answers=told),) if told else ()


def _under_headings(check_in: CheckIn, *, read: bool) -> tuple[Group, ...]:
    """All there is in a form without statuses, under the title of its list or its theme."""
    themes_called = {theme.id: theme.title for theme in check_in.responses.themes}
    parts: dict[str, list[Said]] = {}
    for item in check_in.responses.items:
        if item.asked.list:
            title = check_in.responses.titles.get(item.asked.list, say("personal-note.everyday"))
        else:
            title = themes_called.get(item.theme or "", say("personal-note.beside"))
        parts.setdefault(title, []).append(_said(check_in, item, read=read))
    return tuple(Group(title=title, answers=tuple(said)) for title, said in parts.items())


def _answers(check_in: CheckIn, consent: Consent | None, *, theme: str) -> tuple[Said, ...]:
    items = check_in.responses.items
    return tuple(_said(check_in, one, consent) for one in items if one.theme == theme)


def _said(
    check_in: CheckIn, item: Item, consent: Consent | None = None, *, read: bool = True
) -> Said:
    """An answer beside its statement; with `read`, also how it was read.

    With a consent it says, too, what stands out and was left out of the note.
    """
    read = read and check_in.form is not Form.LOOKING
    finding = read_answer(item, check_in.responses) if read else None
    reasons = [weighs(finding, item)]
    if item.question in check_in.not_now:
        reasons.append(say("personal-note.not-now"))
    if consent is not None and _is_left_out(check_in, consent, item):
        reasons.append(say("personal-note.left-out"))
    return Said(
        text=item.text,
        answer=answer_word(item, check_in.responses),
        detail=answer_detail(item, check_in.responses),
        reason=" ".join(filter(None, reasons)),
        note=item.note.strip(),
    )


def _own_topics(consent: Consent, follow_ups: Sequence[FollowUp]) -> tuple[OwnTopic, ...]:
    def one(topic: Topic) -> OwnTopic:
        mine = [each for each in follow_ups if each.topic == topic.id]
        changed = [each.wording for each in mine if each.wording]
        return OwnTopic(
            matter=matter_of(topic),
            came_of=tuple(map(came_of, mine)),
            now=matter_of(changed[-1]) if changed else None,
        )

    return tuple(one(topic) for topic in consent.topics if matter_of(topic) != Matter())


def _is_left_out(check_in: CheckIn, consent: Consent, item: Item) -> bool:
    """Whether an answer is one that a person might bring to a session, and did not."""
    ticked = {one.question for one in consent.topics}
    ticked |= {one.source for one in (*consent.keep, *consent.unsure)}
    finding = read_answer(item, check_in.responses)
    stands_out = finding is not None and finding.level is not Level.OK
    could_be_said = stands_out or item.gap is Gap.NOT_SURE or bool(item.note.strip())
    return could_be_said and item.question not in ticked


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


def with_pages(note: PersonalNote, pages: Iterable[Page]) -> PersonalNote:
    """The note with what was kept after a separate question; only for who asked for it by name."""
    own = tuple(
        OwnPage(
            answers=tuple(
                f"{one.text} {say_of('personal-note.separate-answer', one.choice)}"
                for one in page.answers
            ),
            text=page.text.strip(),
            day=f"{local_day(page.at)}",
        )
        for page in pages
    )
    if not own:
        return note
    return msgspec.structs.replace(note, pages=own, then=say("sayings.everyday-things"))


def day_of(note: PersonalNote) -> str:
    """The day of a check-in as it is read."""
    return say_day(date.fromisoformat(note.day))


def written_on(page: OwnPage) -> str:
    """When the separate page was written, as a sentence."""
    return say("personal-note.written", day=say_day(date.fromisoformat(page.day)))


def title_of(note: PersonalNote) -> str:
    """What the page is called, with its day."""
    return say("personal-note.title-day", day=day_of(note))


def part_title(part: Group) -> str:
    """A part with its status, where it has one."""
    return f"{part.title}: {say_of('status', part.status)}" if part.status else part.title


def own_markdown(note: PersonalNote) -> str:
    """The whole note for the person alone as Markdown."""
    blocks = [heading(title_of(note)), say("personal-note.for-me"), *paragraphs(note.cannot_tell)]
    blocks += paragraphs(note.setting)
    blocks += paragraphs(note.therapist, label=say("personal-note.therapist"))
    blocks += _own_pages(note)
    lines = [f"{literal(one.title)} {say_of('status-alone', one.status)}" for one in note.points]
    blocks += section(
        say("personal-note.standing"), [listed(lines, numbered=True)] if lines else []
    )
    blocks += paragraphs(note.outside)
    for point in note.points:
        blocks += [heading(f"{point.number}. {point.title}", 2)]
        blocks += [literal(" ".join(filter(None, (point.why, point.aside))))]
        for part in point.parts:
            blocks += _part(part, level=3)
    for part in note.others:
        blocks += _part(part, level=2)
    blocks += _own_session(note)
    return joined([*blocks, *paragraphs(note.closing)])


def _part(part: Group, *, level: int) -> list[str]:
    return [heading(part_title(part), level), _answers_told(part.answers)]


def _answers_told(answers: Sequence[Said]) -> str:
    noted = say("personal-note.noted")
    told = ["\n\n".join([_answer_told(one), *paragraphs(one.note, label=noted)]) for one in answers]
    return listed(told)


def _answer_told(said: Said) -> str:
    """A statement, its answer in slanted letters, what came of it, and why it stands out."""
    parts = (
        literal(said.text),
        f"*{inline(said.answer)}*" if said.answer else "",
        f"{inline(said.detail)}." if said.detail else "",
        inline(said.reason),
    )
    return " ".join(filter(None, parts))


def _own_session(note: PersonalNote) -> list[str]:
    """The topics with what came of them."""
    topics = []
    for one in note.topics:
        blocks = [matter_told(one.matter), *map(literal, one.came_of)]
        blocks += [say("personal-note.changed"), matter_told(one.now)] if one.now else []
        topics.append("\n\n".join(blocks))
    return section(say("personal-note.brought"), [listed(topics, numbered=True)] if topics else [])


def _own_pages(note: PersonalNote) -> list[str]:
    """What was kept apart, and then what stands between it and the everyday answers."""
    if not note.pages:
        return []
    blocks: list[str] = []
    for page in note.pages:
        told = [written_on(page), *bullets(page.answers), *paragraphs(page.text)]
        blocks += section(say("personal-note.separate"), told)
    return [*blocks, heading(say("personal-note.everyday"), 2), literal(note.then)]
