"""The notes as one self-contained HTML page: no script, no request, every text escaped."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from fitcheck import report
from fitcheck.report import Brought, CallNote, Matter, PointLine, Section, SessionNote
from fitcheck.texts import say, say_of
from fitcheck.views import charts, personal_note
from fitcheck.views.look import style
from fitcheck.views.personal_note import Group, OwnPoint, Past, PersonalNote, Said, over_time
from fitcheck.views.tags import Markup, tag, void
from fitcheck.vocabulary import Status

ENOUGH_TO_LOOK_BACK = 3
"""Two check-ins tell nothing over time."""
PRINTED = ((140, "large"), (175, "middle"))
"""Up to how many words a note is printed in which size; one of 200 still fits on its page."""
_COLON = tag("span", ": ", class_="colon")
"""Read aloud and copied, but not seen where the columns part the two."""


def html(note: SessionNote | CallNote | PersonalNote, history: Sequence[Past] = ()) -> str:
    """The whole page of a note; `history` is for the note for the person alone.

    The history holds the check-ins with the same therapist, the oldest first
    and this one last; it is shown from three on.
    """
    match note:
        case SessionNote():
            return _page(_size(report.words(note)), report.title(note), _session(note))
        case CallNote():
            return _page("large", report.title(note), _call(note))
        case PersonalNote():
            return _page("small", personal_note.title_of(note), _own(note, history))


def _size(words: int) -> str:
    return next((size for most, size in PRINTED if words <= most), "small")


def _page(size: str, title: str, body: Iterable[Markup]) -> str:
    sheet = style()
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        void("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        # The sheet is our own constant; escaping it would change its hash.
        tag("style", Markup(sheet)),
    )
    shown = tag("body", tag("main", *body))
    return "<!doctype html>\n" + tag("html", head, shown, lang="en", class_=size) + "\n"


def _session(note: SessionNote) -> Iterable[Markup]:
    yield tag("header", tag("h1", report.title(note)))
    for part in report.sections(msgspec.structs.replace(note, points=())):
        yield _letter(part) if not part.heading else _told(part)
    if note.points:
        yield _section(
            say("note.points"),
            tag("p", say("note.sorted"), class_="told"),
            charts.brought(note.points),
            tag("ol", *(_point_row(*row) for row in enumerate(note.points, 1)), class_="rows"),
            class_="points",
        )
    yield from _foot(note)


def _letter(part: Section) -> Markup:
    """What the talk is about: its first sentence large, the others below it."""
    first, *others = part.paragraphs
    return tag(
        "section",
        _typed("p", first, "happened"),
        *(_typed("p", one) for one in others),
        *_lines(part.lines),
        class_="letter",
    )


def _told(part: Section) -> Markup:
    paragraphs = (_typed("p", one) for one in part.paragraphs)
    return _section(part.heading, *paragraphs, *_lines(part.lines))


def _foot(note: SessionNote | CallNote) -> Iterable[Markup]:
    yield tag("footer", *(tag("p", line, class_="told") for line in report.foot(note)))


def _matter(matter: Matter) -> Iterable[Markup]:
    """A topic in the note for the person alone."""
    told = filter(None, (matter.about, matter.happened, matter.effect))
    for place, one in enumerate(told):
        yield _typed("p", one, "" if place else "happened")
    yield from _pairs([(say("note.wish"), matter.wish)] if matter.wish else [])


def _point_row(place: int, one: PointLine) -> Markup:
    busy = one.brought in (Brought.TODAY, Brought.KEEP)
    words = say_of("note.brought", one.brought)
    said = tag("strong", words) if busy else words
    return tag(
        "li",
        _count(place),
        tag("span", one.title, _COLON, class_="title"),
        tag("span", said, class_="what"),
    )


def _call(note: CallNote) -> Iterable[Markup]:
    yield tag(
        "header",
        tag("h1", report.title(note)),
        tag("p", say("note.call.lead"), class_="told"),
    )
    yield _section(say("note.call.matters"), *_lines(note.matters))
    asks = [
        tag(
            "li",
            _count(place),
            _typed("p", one, "happened"),
            # A line to write the reply on, during the call.
            tag("div", class_="room"),
        )
        for place, one in enumerate(note.questions, 1)
    ]
    yield _section(say("note.call.ask"), *([tag("ol", *asks, class_="asks")] if asks else []))
    yield from _foot(note)


def _own(note: PersonalNote, history: Sequence[Past]) -> Iterable[Markup]:
    yield tag(
        "header",
        _title(say("personal-note.title"), personal_note.day_of(note)),
        tag("p", say("personal-note.for-me"), class_="told"),
        tag("p", note.cannot_tell, class_="told"),
        tag("p", note.setting),
        *_pairs([(say("personal-note.therapist"), note.therapist)] if note.therapist else []),
    )
    yield from _pages(note)
    if note.points:
        rows = (_status_row(one) for one in note.points)
        drawing = charts.standing(note.points)
        yield _section(say("personal-note.standing"), drawing, tag("ol", *rows, class_="rows"))
        if note.outside:
            yield tag("p", note.outside, class_="lead")
        if len(history) >= ENOUGH_TO_LOOK_BACK:
            yield _over_time(note.points, history)
    for point in note.points:
        parts = (inside for part in point.parts for inside in _part(part, "h3"))
        lead = tag("p", " ".join(filter(None, (point.why, point.aside))))
        yield _section(f"{point.number}. {point.title}", lead, *parts, class_="point")
    for part in note.others:
        yield tag("section", *_part(part, "h2"))
    yield from _brought(note)
    yield tag("p", note.closing, class_="told end")


def _status_row(point: OwnPoint) -> Markup:
    raised = point.status is Status.WORTH_RAISING
    return tag(
        "li",
        _count(point.number),
        tag("span", point.title.rstrip("."), _COLON, class_="title"),
        tag("span", tag("strong", say_of("status", point.status)), class_="what"),
        class_="raise" if raised else "row",
    )


def _over_time(points: Sequence[OwnPoint], history: Sequence[Past]) -> Markup:
    told = (
        tag("li", _count(one.number), tag("span", over_time(one.number, history), class_="why"))
        for one in points
    )
    return _section(
        say("personal-note.over-time"),
        tag("p", say("personal-note.over-time-told"), class_="told"),
        charts.strip(points, history),
        tag("ol", *told, class_="rows"),
    )


def _part(part: Group, heading: str) -> Iterable[Markup]:
    yield tag(heading, personal_note.part_title(part))
    yield _answers(part.answers)


def _answers(answers: Iterable[Said]) -> Markup:
    return tag("ul", *(tag("li", *_answer(one)) for one in answers), class_="lines")


def _answer(said: Said) -> Iterable[Markup]:
    yield tag("span", f"{said.text} ")
    if said.answer:
        yield tag("strong", f"{said.answer} ")
    if said.detail:
        yield tag("span", f"{said.detail}. ", class_="detail")
    if said.reason:
        yield tag("span", said.reason, class_="reason")
    if said.note:
        noted = tag("b", f"{say('personal-note.noted')}: ")
        yield tag("span", noted, _typed("span", said.note), class_="note")


def _brought(note: PersonalNote) -> Iterable[Markup]:
    """The topics with what came of them."""
    topics = []
    for place, one in enumerate(note.topics, 1):
        inside = [*_matter(one.matter), *(tag("p", said, class_="reason") for said in one.came_of)]
        if one.now:
            inside += [tag("p", say("personal-note.changed"), class_="told"), *_matter(one.now)]
        topics.append(tag("li", _count(place), tag("div", *inside), class_="topic"))
    if topics:
        yield _section(say("personal-note.brought"), tag("ol", *topics), class_="topics")


def _pages(note: PersonalNote) -> Iterable[Markup]:
    """What was kept apart, and then what stands between it and the everyday answers."""
    for page in note.pages:
        yield _section(
            say("personal-note.separate"),
            tag("p", personal_note.written_on(page), class_="told"),
            *_lines(page.answers),
            *_typed_if(page.text),
        )
    if note.pages:
        yield _section(say("personal-note.everyday"), tag("p", note.then))


def _title(text: str, when: str) -> Markup:
    return tag("h1", text, tag("span", when))


def _section(title: str, *inside: Markup, class_: str = "part") -> Markup:
    """A section under its heading; nothing at all where there is nothing in it."""
    return tag("section", tag("h2", title), *inside, class_=class_) if inside else Markup()


def _typed(name: str, text: str, kind: str = "") -> Markup:
    """What someone typed: its lines stay, and it runs in its own direction."""
    return tag(name, text, class_=f"typed {kind}".strip(), dir="auto")


def _typed_if(text: str, kind: str = "") -> list[Markup]:
    return [_typed("p", text, kind)] if text else []


def _lines(texts: Sequence[str]) -> list[Markup]:
    return [tag("ul", *(_typed("li", one) for one in texts), class_="lines")] if texts else []


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[Markup]:
    """Labels with what was typed, side by side on paper."""
    told = (tag("div", tag("dt", label), _typed("dd", text)) for label, text in pairs)
    return [tag("dl", *told)] if pairs else []


def _count(place: int) -> Markup:
    return tag("span", str(place), class_="count")
