"""One walk for every face: cards in, replies out."""

from collections.abc import Callable
from datetime import datetime

from fitcheck.document import Blocks, Paragraph
from fitcheck.errors import Paused
from fitcheck.questions.answers import Reply
from fitcheck.questions.clean import clean
from fitcheck.questions.flow import Card, Walk
from fitcheck.questions.model import Bank, Question
from fitcheck.terminal.prompts import CardView, Face, Field, Menu, Move, Option
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Gap, Kind, Part, Stage

GAP_KEYS = {Gap.NOT_SURE: "u", Gap.DOES_NOT_APPLY: "x", Gap.SKIP: "s"}

Keep = Callable[[Walk, str], None]
"""Keeps a walk, and a note that was being typed, before the next screen is painted."""


def walk_through(
    face: Face, bank: Bank, walk: Walk, *, now: Callable[[], datetime], keep: Keep
) -> Walk:
    """Ask every card from where the walk is to its end; the walk as it ended.

    Raises Paused; by then everything that was acknowledged has been kept.
    """
    while walk.card is not None:
        picked = face.ask(view(bank, walk))
        if isinstance(picked, Move):
            walk = _move(face, bank, walk, picked, keep)
        else:
            walk = walk.replied(reply(picked, now()))
        keep(walk, "")
    return walk


def reply(picked: str, at: datetime) -> Reply:
    """What was picked, as a reply."""
    if picked in set(Gap):
        return Reply(gap=Gap(picked), at=at)
    return Reply(choice=picked, at=at)


def view(bank: Bank, walk: Walk) -> CardView:
    """The card at which the walk is, as it is shown."""
    card = walk.card
    if card is None:
        raise ValueError("there is no card behind the last one")
    question = card.question
    scale = bank.scale_of(question, card.part)
    given = walk.answers.reply(question.id, card.part)
    place, count = walk.place
    return CardView(
        id=card.id,
        heading=_heading(bank, question),
        place=place,
        of=count,
        text=bank.text_of(question, card.part),
        scale=scale.id,
        choices=tuple(Option(one.id, one.label) for one in scale.choices),
        gaps=_gaps(question),
        window=bank.window(question) if card.part in (Part.ANSWER, Part.MATTERS) else "",
        context=question.text if card.part in (Part.TALKED, Part.AFTER) else "",
        given=given.id if given else "",
        note=walk.answers.notes.get(question.id, ""),
        hint=_hint(bank, walk, card),
    )


def _gaps(question: Question) -> tuple[Option, ...]:
    offered = (Gap.NOT_SURE, Gap.SKIP) if question.kind is Kind.SEPARATE else tuple(Gap)
    return tuple(Option(gap, say_of("gap", gap), GAP_KEYS[gap]) for gap in offered)


def _heading(bank: Bank, question: Question) -> str:
    if question.kind is Kind.SEPARATE:
        return say("separate.title")
    titles = {theme.id: theme.title for theme in bank.themes}
    titles |= {q.id: each.title for each in bank.looking for q in each.questions}
    titles |= {each.id: each.title for each in bank.questionnaires}
    key = next(
        name for name in (question.theme, question.id, question.questionnaire) if name in titles
    )
    return titles[key]


def _hint(bank: Bank, walk: Walk, card: Card) -> str:
    """What a questionnaire and a theme say above their first card, and only there."""
    question = card.question
    # Before booking there are lists; one question asked again was introduced before.
    if Stage.LOOKING in question.stages or len(walk.questions) == 1:
        return ""
    path = walk.path
    hints: list[str] = []
    first = next(c for c in path if c.question.questionnaire == question.questionnaire)
    if first.id == card.id:
        hints += [one.intro for one in bank.questionnaires if one.id == question.questionnaire]
    first = next(c for c in path if c.question.theme == question.theme)
    if first.id == card.id:
        hints += [one.note for one in bank.themes if one.id == question.theme]
    return " ".join(filter(None, hints))


def _move(face: Face, bank: Bank, walk: Walk, move: Move, keep: Keep) -> Walk:
    match move:
        case Move.BACK:
            return walk.back()
        case Move.NOTE:
            return _write_note(face, walk, keep)
        case Move.WHY:
            _tell_why(face, walk)
            return walk
        case Move.OVERVIEW:
            return _jump(face, bank, walk)


def _write_note(face: Face, walk: Walk, keep: Keep, typed: str = "") -> Walk:
    card = walk.card
    if card is None:
        return walk
    stands = typed or walk.answers.notes.get(card.question.id, "")
    body = (
        Paragraph(card.question.text),
        Paragraph(say("interview.note.for-you-alone"), quiet=True),
    )
    try:
        text = face.write(
            Field(
                title=say("interview.note.title"),
                text=stands,
                body=body,
                own_words=True,
                name="note",
            )
        )
    except Paused as pause:
        keep(walk, pause.typed)
        raise
    return walk if isinstance(text, Move) else walk.noted(clean(text).strip())


def resume_note(face: Face, walk: Walk, typed: str, keep: Keep) -> Walk:
    """Go on with a note that was being typed when the person paused."""
    return _write_note(face, walk, keep, typed) if typed else walk


def _tell_why(face: Face, walk: Walk) -> None:
    card = walk.card
    if card is not None:
        body: Blocks = (Paragraph(card.question.text), Paragraph(card.question.why))
        face.page(say("interview.why.title"), body)


def _jump(face: Face, bank: Bank, walk: Walk) -> Walk:
    """Show all cards with their answers, and go to one of them."""
    options = (
        Option(".stay", say("interview.overview.stay")),
        Option(".open", say("interview.overview.open")),
        *(Option(card.id, _line(bank, walk, card)) for card in walk.path),
    )
    picked = face.choose(
        Menu(
            title=say("interview.overview.title"),
            options=options,
            default=".stay",
            back=True,
            name="overview",
        )
    )
    match picked:
        case Move() | ".stay":
            return walk
        case ".open":
            return walk.resumed()
        case _:
            return walk.jumped(picked)


def _line(bank: Bank, walk: Walk, card: Card) -> str:
    given = walk.answers.reply(card.question.id, card.part)
    return f"{bank.text_of(card.question, card.part)} {_said(bank, card, given)}"


def _said(bank: Bank, card: Card, given: Reply | None) -> str:
    if given is None:
        return say("interview.overview.unanswered")
    if given.gap is not None:
        return say("interview.overview.answered", answer=say_of("gap", given.gap))
    label = bank.scale_of(card.question, card.part).label(given.id)
    return say("interview.overview.answered", answer=label)
