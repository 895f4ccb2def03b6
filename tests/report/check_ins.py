"""Small check-ins for the note for the person alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from msgspec.structs import replace

from fitcheck.document import Course, Moment
from fitcheck.questions.answers import Item, Reply, Responses, ThemeTitle
from fitcheck.questions.model import Asked, Choice, FollowUpCard, OutsideFirst, Point, Scale
from fitcheck.store.collection import Collection
from fitcheck.store.records import (
    CheckIn,
    Consent,
    FollowUp,
    Jot,
    Line,
    Note,
    Page,
    SeparateAnswer,
    Topic,
)
from fitcheck.views.history import course_of
from fitcheck.views.personal_note import Own
from fitcheck.vocabulary import Form, Gap, Kind, Meeting, Stage, Status, Tier, Weight
from tests.questions.builders import EVENTS

from .people import HOSTILE, TITLES

BEGUN = datetime(2026, 10, 3, 17, 20, tzinfo=UTC)
DONE = datetime(2026, 10, 3, 17, 31, tzinfo=UTC)

OK, WATCH, RAISE, ALONE = Weight


def scale(id: str, *labels: str, **rows: tuple[Weight, ...]) -> Scale:
    """A scale whose choices are named as their labels."""
    choices = tuple(Choice(id=one.replace(" ", "-"), label=one) for one in labels)
    return Scale(id=id, choices=choices, rows=rows)


SCALES = {
    one.id: one
    for one in (
        scale(
            "often",
            *("almost never", "rarely", "sometimes", "often", "almost always"),
            good=(RAISE, RAISE, WATCH, OK, OK),
            concern=(OK, OK, WATCH, RAISE, RAISE),
            # A good sign of which the low answers weigh alone.
            sharp=(ALONE, ALONE, WATCH, OK, OK),
        ),
        scale("happened", "no", "once", "more than once"),
        scale("talked", "not yet", "partly", "yes"),
        scale("after", "worse", "same", "better"),
        scale("no-partly-yes", "no", "partly", "yes"),
    )
}

THEMES = tuple(
    ThemeTitle(id=id, title=title, point=point, questionnaire="any", core=True)
    for id, title, point in (
        ("at-ease", "At ease with them", 1),
        ("my-say", "My say", 2),
        ("known", "Known as I am", 3),
        ("frame", "The frame", 4),
        ("unsaid", "What stays unsaid", 4),
        ("strain", "Strain and repair", 5),
    )
)


def said(theme: str | None, text: str, answer: str, note: str = "", **more: object) -> Item:
    """One answer; `u`, `x` and `s` are the gaps."""
    gaps = {"u": Gap.NOT_SURE, "x": Gap.DOES_NOT_APPLY, "s": Gap.SKIP}
    reply = Reply(gap=gaps[answer]) if answer in gaps else Reply(choice=answer)
    parts = {"scale": "often", "window": "Lately", "kind": Kind.GOOD, **more}
    shown = {name: parts.pop(name) for name in Asked.__struct_fields__ if name in parts}
    return Item(
        asked=Asked(id=text, rev=1, text=text, theme=theme, **shown),  # type: ignore[arg-type]
        reply=reply,
        core=True,
        note=note,
        **parts,  # type: ignore[arg-type]
    )


def happened(text: str, often: str, talked: str, after: str, note: str = "") -> Item:
    """Something that happened, with its two follow-ups."""
    return said(
        "strain",
        text,
        often,
        note,
        scale="happened",
        kind=Kind.EVENT,
        talked=Reply(choice=talked),
        after=Reply(choice=after),
    )


def check_in(*items: Item, form: Form = Form.FULL, **more: object) -> CheckIn:
    """A finished check-in with these answers."""
    responses = Responses(
        points=tuple(Point(id=id, title=title) for id, title in TITLES.items()),
        themes=THEMES,
        titles={
            "matters-to-me": "What matters to me",
            "to-find-out": "What I would like to find out",
        },
        scales=SCALES,
        items=items,
        talked=FollowUpCard(text="We have talked about it.", scale="talked"),
        after=FollowUpCard(text="How things are between us since then.", scale="after"),
        events=EVENTS,
        outside_first=OutsideFirst(themes=("frame",), rows=("sharp", "slight")),
    )
    parts = {"stage": Stage.ESTABLISHED, "meeting": Meeting.VIDEO, **more}
    return CheckIn(
        id="abcdef",
        form=form,
        started=BEGUN,
        finished=DONE,
        responses=responses,
        **parts,  # type: ignore[arg-type]
    )


EVERYTHING = (
    said("at-ease", "I feel at ease here.", "almost-always", "Since we changed rooms."),
    said("at-ease", "I feel understood here.", "often"),
    said("at-ease", "I can rely on what they say.", "sometimes"),
    said("my-say", 'It is easy to say "stop" here.', "rarely", row="sharp"),
    said("my-say", "My view counts here.", "often"),
    said("my-say", "We decide together what comes next.", "u"),
    said("known", "I can be lively or angry here.", "u"),
    said("known", "They know what matters to me.", "s"),
    said("known", "My background is welcome here.", "x"),
    said("frame", "Sessions begin and end on time.", "almost-always"),
    said("frame", "They tell me about their own troubles.", "sometimes", kind=Kind.CONCERN),
    said("frame", "They write to me between sessions.", "sometimes", kind=Kind.CONCERN),
    happened("I felt hurt by something they said.", "once", "yes", "better", "The thing in May."),
    happened("We saw something in two ways.", "more-than-once", "not-yet", "same"),
    said("strain", "After a hard session we come back to it.", "often"),
    said(
        None,
        "What I need from therapy has changed.",
        "partly",
        kind=Kind.FACT,
        scale="no-partly-yes",
    ),
)

CHOSEN = Consent(
    keep=(Line(source="I feel understood here.", text="I feel understood here."),),
    topics=(
        Topic(
            id="t1",
            question='It is easy to say "stop" here.',
            point=2,
            happened="Last week I wanted to stop the exercise and did not say it.",
            hard="I was far away for the rest of the hour.",
            wish="Ask me halfway.",
        ),
        Topic(id="t2", happened="The invoice is hard to read."),
    ),
)

CAME_OF = (
    FollowUp(
        id="f1",
        check_in="abcdef",
        topic="t1",
        at=datetime(2026, 11, 2, tzinfo=UTC),
        outcome="raised",
        received="well",
        since="better",
    ),
    FollowUp(
        id="f2",
        check_in="abcdef",
        topic="t2",
        at=datetime(2026, 11, 2, tzinfo=UTC),
        outcome="changed",
        wording=Topic(id="t2", happened="I would like one invoice a month."),
    ),
)

PAGE = Page(
    id="p1aaaa",
    answers=(
        SeparateAnswer(
            question="separate-secret",
            text="My therapist asked me to keep something about our work secret.",
            tier=Tier.A,
            choice="yes",
        ),
    ),
    text="2 June: asked me not to tell my sister.\n9 June: again.",
    at=datetime(2026, 10, 3, 17, 30, tzinfo=UTC),
)

ROWS = {
    3: "cant-say-yet cant-say-yet cant-say-yet in-place not-asked",
    5: "in-place worth-a-look cant-say-yet in-place worth-raising",
    7: "in-place worth-raising in-place in-place worth-a-look",
    10: "in-place worth-raising cant-say-yet worth-a-look worth-raising",
}
HISTORY = tuple(
    Moment(
        cells=(),
        day=date(2026, month, 3),
        statuses=dict(enumerate(map(Status, row.split()), start=1)),
    )
    for month, row in ROWS.items()
)


def course(moments: Sequence[Moment] = HISTORY) -> Course:
    """Where the five points stood at these check-ins, as the page for me tells it."""
    told = tuple(course_of(point, moments) for point in TITLES)
    return Course(head=(), points=tuple(TITLES), moments=tuple(moments), told=told)


def own(
    check_in: CheckIn, consent: Consent | None = None, *, private: bool = False, **kept: object
) -> Own:
    """What the page for me is made of, with the note for the session if there is one."""
    note = Note(id="n1aaaa", check_in=check_in.id, at=DONE, consent=consent or Consent())
    notes = {check_in.id: note} if consent else {}
    collection = Collection(**{"check_ins": (check_in,), "notes": notes, **kept})  # type: ignore[arg-type]
    return Own(check_in=check_in, kept=collection, private=private)


def me_everything() -> Own:
    """A full check-in with a note for the session and what came of it."""
    whole = check_in(*EVERYTHING, therapist="M.", not_now=("They write to me between sessions.",))
    return own(whole, CHOSEN, follow_ups=CAME_OF)


def me_over_a_year() -> Own:
    """The same, after two others with the same therapist, an open thought, and a session."""
    whole = check_in(*EVERYTHING, therapist="M.")
    march = replace(whole, id="march1", finished=DONE.replace(month=3), responses=WELL.responses)
    july = replace(whole, id="july11", finished=DONE.replace(month=7), responses=HALF.responses)
    brought = Consent(topics=(Topic(id="t0", about="I hold back a lot."),))
    notes = {
        "july11": Note(id="n0aaaa", check_in="july11", at=july.finished, consent=brought),
        whole.id: Note(id="n1aaaa", check_in=whole.id, at=DONE, consent=CHOSEN),
    }
    return own(
        whole,
        notes=notes,
        follow_ups=(*EARLIER, *CAME_OF, SESSION),
        jots=(Jot(id="j1aaaa", at=DONE, text="Ask about August."),),
        check_ins=(march, july, whole),
    )


WELL = check_in(*(replace(one, reply=Reply(choice="often")) for one in EVERYTHING[:9]))
HALF = check_in(*EVERYTHING[:6])
EARLIER = (
    FollowUp(
        id="f0",
        check_in="july11",
        topic="t0",
        at=datetime(2026, 8, 2, tzinfo=UTC),
        outcome="kept",
    ),
    FollowUp(
        id="f00",
        check_in="july11",
        topic="t0",
        at=datetime(2026, 9, 2, tzinfo=UTC),
        outcome="raised",
        received="mixed",
        since="better",
    ),
    FollowUp(
        id="f01",
        check_in="july11",
        at=datetime(2026, 9, 2, tzinfo=UTC),
        takes="I can say it slowly.",
        agreed="We look at it again in May.",
    ),
)
SESSION = FollowUp(
    id="f3",
    check_in="abcdef",
    at=datetime(2026, 11, 2, tzinfo=UTC),
    takes="They were glad that I said it.",
)


def me_private() -> Own:
    """With the page that was kept after a separate sign, asked for by name."""
    return own(check_in(*EVERYTHING[:6]), pages=(PAGE,), private=True)


def me_quick() -> Own:
    """The quick form: six answers, no statuses."""
    return own(check_in(*EVERYTHING[:4], EVERYTHING[12], form=Form.QUICK))


def me_looking() -> Own:
    """Before booking: the three lists, no statuses."""
    items = (
        said(None, "That they give our talks a clear lead.", "u", list="matters-to-me"),
        said(None, "I know what a session costs.", "no", scale="no-partly-yes", list="to-find-out"),
    )
    return own(check_in(*items, form=Form.LOOKING, stage=Stage.LOOKING))


def me_skipped() -> Own:
    """Sent by somebody, and nearly everything skipped; a note was made all the same."""
    answers = (said(one.theme, one.text, "s") for one in EVERYTHING[:9])
    return own(check_in(*answers, own_choice=False), Consent())


def me_hostile() -> Own:
    """Everything that can be typed is typed by somebody who means to break it."""
    whole = check_in(
        said("at-ease", "I feel at ease here.", "sometimes", HOSTILE),
        therapist="<b>M</b> [red]",
    )
    topic = Topic(id="t1", happened=HOSTILE, hard=HOSTILE, wish=HOSTILE)
    said_after = replace(SESSION, takes=HOSTILE, agreed=HOSTILE)
    return own(
        whole,
        Consent(topics=(topic,)),
        pages=(replace(PAGE, text=HOSTILE),),
        private=True,
        follow_ups=(said_after,),
        jots=(Jot(id="j1aaaa", at=DONE, text=HOSTILE),),
    )


OWN_NOTES = {
    one.__name__: one
    for one in (
        me_everything,
        me_over_a_year,
        me_private,
        me_quick,
        me_looking,
        me_skipped,
        me_hostile,
    )
}
