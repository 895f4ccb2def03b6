"""A check-in under way, and its walk: cards in, replies out, the same for every prompter.

What comes before the first card is in `setup`, what comes behind the last one in `review`.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace as changed

from fitcheck.document import Blocks, Paragraph
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.questions.answers import NONE_OF_THESE, Reply, Responses
from fitcheck.questions.clean import clean
from fitcheck.questions.flow import Card, Walk, gather_responses
from fitcheck.questions.model import Bank, Question
from fitcheck.questions.reading import Reading
from fitcheck.store.records import CheckIn, Draft
from fitcheck.store.store import Store
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Menu,
    Option,
    Prompter,
    Ticks,
    Unfinished,
)
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Gap, Kind, Part, Stage

GAP_KEYS = {Gap.NOT_SURE: "u", Gap.DOES_NOT_APPLY: "x", Gap.SKIP: "s"}

Words = Bank | Responses
"""What cards are worded by: today's bank, or what a record remembers of it."""

Keep = Callable[[Walk, str], None]
"""Keeps a walk, and a note that was being typed, before the next screen is painted."""


class Interview(msgspec.Struct, frozen=True):
    """A check-in that is under way."""

    env: Env
    prompter: Prompter
    bank: Bank
    """Today's bank: for its sayings and the separate questions."""
    reading: Callable[[], Reading]
    draft: Draft
    store: Store | None
    """None: nothing is kept."""
    earlier: tuple[CheckIn, ...] = ()
    """The check-ins so far, oldest first."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of this check-in, with the wording it was begun with."""
        known = {question.id: question for question in self.draft.bank.questions}
        return tuple(known[id] for id in self.draft.questions)

    @property
    def responses(self) -> Responses:
        """What was asked and said so far."""
        return gather_responses(
            self.draft.bank, self.draft.plan, self.questions, self.draft.answers
        )

    def kept(self, draft: Draft) -> "Interview":
        """The interview with this draft, which is on disk when this returns."""
        if self.store is not None:
            self.store.write_draft(draft)
        return changed(self, draft=draft)


def ask_all(interview: Interview) -> Interview:
    """The interview behind its last card; every answer is on disk before the next card.

    Raises Paused, by which time all that was acknowledged is kept.
    """
    held = interview

    def keep(walk: Walk, typed: str) -> None:
        nonlocal held
        held = held.kept(changed(held.draft, answers=walk.answers, at=walk.at, typed=clean(typed)))

    draft = interview.draft
    walk = Walk(questions=interview.questions, answers=draft.answers, at=draft.at)
    walk = resume_note(interview.prompter, walk, draft.typed, keep)
    walk_through(interview.prompter, draft.bank, walk, now=interview.env.now, keep=keep)
    return held


def walk_through(
    prompter: Prompter, words: Words, walk: Walk, *, now: Callable[[], datetime], keep: Keep
) -> Walk:
    """Ask every card from where the walk is to its end; the walk as it ended.

    Raises Paused; by then everything that was acknowledged has been kept.
    """
    while walk.card is not None:
        if walk.card.question.kind is Kind.TICKS:
            walk = _tick(prompter, walk, now())
            keep(walk, "")
            continue
        picked = prompter.card(view(words, walk))
        if isinstance(picked, Action):
            walk = _move(prompter, words, walk, picked, keep)
        else:
            walk = walk.replied(reply(picked, now()))
        keep(walk, "")
    return walk


def reply(picked: str, at: datetime) -> Reply:
    """What was picked, as a reply."""
    if picked in set(Gap):
        return Reply(gap=Gap(picked), at=at)
    return Reply(choice=picked, at=at)


def _tick(prompter: Prompter, walk: Walk, at: datetime) -> Walk:
    """Ask a card of ticks: some of its lines, or none of them."""
    card = walk.card
    if card is None:
        return walk
    asked = card.question.asked
    given = walk.answers.reply(asked.id)
    ticked = frozenset(given.ticked or filter(None, (given.choice,)) if given else ())
    while isinstance(picked := prompter.multiselect(_ticks(card, ticked)), Unfinished):
        ticked = picked.ticked
        if picked.action is not Action.WHY:
            answers = walk.answers.with_reply(card.id, _ticked(card, ticked, at))
            return changed(walk, answers=answers if ticked else walk.answers).back()
        _tell_why(prompter, walk)
    return walk.replied(_ticked(card, picked, at))


def _ticks(card: Card, ticked: frozenset[str]) -> Ticks:
    asked = card.question.asked
    return Ticks(
        heading=asked.title,
        title=asked.text,
        options=(
            *(Option(line.id, line.text) for line in asked.lines),
            Option(NONE_OF_THESE, say("interview.ticks.none"), "0"),
        ),
        ticked=ticked,
        none=NONE_OF_THESE,
        gaps=(Option(Gap.SKIP, say_of("gap", Gap.SKIP), GAP_KEYS[Gap.SKIP]),),
        actions=frozenset({Action.WHY}),
        name=card.id,
    )


def _ticked(card: Card, picked: frozenset[str], at: datetime) -> Reply:
    lines = tuple(line.id for line in card.question.asked.lines if line.id in picked)
    if lines:
        return Reply(ticked=lines, at=at)
    return reply(NONE_OF_THESE if NONE_OF_THESE in picked else Gap.SKIP, at)


def view(words: Words, walk: Walk) -> CardView:
    """The card at which the walk is, as it is shown."""
    card = walk.card
    if card is None:
        raise ValueError("there is no card behind the last one")
    question = card.question
    scale = words.scale_of(question.asked, card.part)
    given = walk.answers.reply(question.id, card.part)
    place, count = walk.place
    return CardView(
        id=card.id,
        heading=_heading(words, question),
        place=place,
        of=count,
        text=words.text_of(question.asked, card.part),
        scale=scale.id,
        choices=tuple(Option(one.id, one.label) for one in scale.choices),
        gaps=_gaps(question),
        window=question.asked.window if card.part in (Part.ANSWER, Part.MATTERS) else "",
        context=question.text if card.part in (Part.TALKED, Part.AFTER) else "",
        given=given.id if given else "",
        note=walk.answers.notes.get(question.id, ""),
        intro=_intro(words, walk, card) if isinstance(words, Bank) else "",
    )


def _gaps(question: Question) -> tuple[Option, ...]:
    offered = (Gap.NOT_SURE, Gap.SKIP) if question.kind is Kind.SEPARATE else tuple(Gap)
    return tuple(Option(gap, say_of("gap", gap), GAP_KEYS[gap]) for gap in offered)


def _heading(words: Words, question: Question) -> str:
    """The title of what a question belongs to: its theme, its list or its questionnaire."""
    if question.kind is Kind.SEPARATE:
        return say("separate.title")
    if question.theme is not None:
        return next((theme.title for theme in words.themes if theme.id == question.theme), "")
    if question.asked.title:
        return question.asked.title
    return words.titles.get(question.asked.list or question.questionnaire, "")


def _intro(bank: Bank, walk: Walk, card: Card) -> str:
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


def _move(prompter: Prompter, words: Words, walk: Walk, move: Action, keep: Keep) -> Walk:
    match move:
        case Action.BACK:
            return walk.back()
        case Action.NOTE:
            return _write_note(prompter, walk, keep)
        case Action.WHY:
            _tell_why(prompter, walk)
            return walk
        case Action.OVERVIEW:
            return _jump(prompter, words, walk)
        case Action.LEAVE:
            return walk


def _write_note(prompter: Prompter, walk: Walk, keep: Keep, typed: str = "") -> Walk:
    card = walk.card
    if card is None:
        return walk
    stands = typed or walk.answers.notes.get(card.question.id, "")
    body = (
        Paragraph(card.question.text),
        Paragraph(say("interview.note.for-you-alone"), quiet=True),
    )
    try:
        text = prompter.text(
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
    return walk if isinstance(text, Unfinished) else walk.noted(clean(text).strip())


def resume_note(prompter: Prompter, walk: Walk, typed: str, keep: Keep) -> Walk:
    """Go on with a note that was being typed when the person paused."""
    return _write_note(prompter, walk, keep, typed) if typed else walk


def _tell_why(prompter: Prompter, walk: Walk) -> None:
    card = walk.card
    if card is not None:
        body: Blocks = (Paragraph(card.question.text), Paragraph(card.question.why))
        prompter.page(say("interview.why.title"), body)


def _jump(prompter: Prompter, words: Words, walk: Walk) -> Walk:
    """Show all cards with their answers, and go to one of them."""
    options = (
        Option(".stay", say("interview.overview.stay")),
        Option(".open", say("interview.overview.open")),
        *(Option(card.id, _line(words, walk, card)) for card in walk.path),
    )
    picked = prompter.select(
        Menu(
            title=say("interview.overview.title"),
            options=options,
            default=".stay",
            back=True,
            name="overview",
        )
    )
    match picked:
        case Action() | ".stay":
            return walk
        case ".open":
            return walk.resumed()
        case _:
            return walk.jumped(picked)


def _line(words: Words, walk: Walk, card: Card) -> str:
    given = walk.answers.reply(card.question.id, card.part)
    return f"{words.text_of(card.question.asked, card.part)} {_said(words, card, given)}"


def _said(words: Words, card: Card, given: Reply | None) -> str:
    if given is None:
        return say("interview.overview.unanswered")
    if given.gap is not None:
        return say("interview.overview.answered", answer=say_of("gap", given.gap))
    label = words.scale_of(card.question.asked, card.part).label(given.id)
    return say("interview.overview.answered", answer=label)
