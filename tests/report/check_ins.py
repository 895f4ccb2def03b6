"""Small check-ins for the note for the person alone."""

from datetime import UTC, datetime

from msgspec.structs import replace

from fitcheck.questions.answers import Item, Reply, Responses, ThemeTitle
from fitcheck.questions.model import Asked, Choice, FollowUpCard, OutsideFirst, Point, Scale
from fitcheck.store.records import (
    CheckIn,
    Consent,
    FollowUp,
    Line,
    Page,
    SeparateAnswer,
    Topic,
)
from fitcheck.views.personal_note import Past, PersonalNote, own_note, with_pages
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
            effect="I was far away for the rest of the hour.",
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

HISTORY = tuple(
    Past(
        day=datetime(2026, month, 3, tzinfo=UTC).date(),
        statuses=dict(zip(range(1, 6), row, strict=True)),
    )
    for month, row in (
        (
            3,
            (
                Status.CANT_SAY_YET,
                Status.CANT_SAY_YET,
                Status.CANT_SAY_YET,
                Status.IN_PLACE,
                Status.NOT_ASKED,
            ),
        ),
        (
            5,
            (
                Status.IN_PLACE,
                Status.WORTH_A_LOOK,
                Status.CANT_SAY_YET,
                Status.IN_PLACE,
                Status.WORTH_RAISING,
            ),
        ),
        (
            7,
            (
                Status.IN_PLACE,
                Status.WORTH_RAISING,
                Status.IN_PLACE,
                Status.IN_PLACE,
                Status.WORTH_A_LOOK,
            ),
        ),
        (
            10,
            (
                Status.IN_PLACE,
                Status.WORTH_RAISING,
                Status.CANT_SAY_YET,
                Status.WORTH_A_LOOK,
                Status.WORTH_RAISING,
            ),
        ),
    )
)


def me_everything() -> PersonalNote:
    """A full check-in with a note for the session and what came of it."""
    whole = check_in(*EVERYTHING, therapist="M.", not_now=("They write to me between sessions.",))
    return own_note(whole, whole.result, CHOSEN, follow_ups=CAME_OF)


def me_private() -> PersonalNote:
    """After a separate sign, with the page asked for by name, and no statuses."""
    whole = check_in(*EVERYTHING[:6])
    return with_pages(own_note(whole, None), [PAGE])


def me_quick() -> PersonalNote:
    """The quick form: six answers, no statuses."""
    quick = check_in(*EVERYTHING[:4], EVERYTHING[12], form=Form.QUICK)
    return own_note(quick, quick.result)


def me_looking() -> PersonalNote:
    """Before booking: the three lists, no statuses."""
    items = (
        said(None, "That they give our talks a clear lead.", "u", list="matters-to-me"),
        said(None, "I know what a session costs.", "no", scale="no-partly-yes", list="to-find-out"),
    )
    looking = check_in(*items, form=Form.LOOKING, stage=Stage.LOOKING)
    return own_note(looking, looking.result)


def me_skipped() -> PersonalNote:
    """Sent by somebody, and nearly everything skipped; a note was made all the same."""
    skipped = check_in(
        *(said(one.theme, one.text, "s") for one in EVERYTHING[:9]), own_choice=False
    )
    return own_note(skipped, skipped.result, Consent())


def me_hostile() -> PersonalNote:
    """Everything that can be typed is typed by somebody who means to break it."""
    whole = check_in(
        said("at-ease", "I feel at ease here.", "sometimes", HOSTILE),
        therapist="<b>M</b> [red]",
    )
    consent = Consent(topics=(Topic(id="t1", happened=HOSTILE, effect=HOSTILE, wish=HOSTILE),))
    return with_pages(
        own_note(whole, whole.result, consent),
        [replace(PAGE, text=HOSTILE)],
    )


OWN_NOTES = {
    one.__name__: one
    for one in (me_everything, me_private, me_quick, me_looking, me_skipped, me_hostile)
}
