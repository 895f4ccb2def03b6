"""A check-in under way, and its walk: cards in, replies out, the same for every prompter.

What comes before the first card is in `setup`, what comes behind the last one in `review`.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.steps import Turn, words_in
from fitcheck.document import Answered, Paragraph
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.questions.answers import NONE_OF_THESE, Reply, Responses
from fitcheck.questions.clean import clean
from fitcheck.questions.flow import Card, Walk, gather_responses
from fitcheck.questions.model import Bank, Question
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
from fitcheck.vocabulary import Gap, Kind, Matters, Part, Stage

if TYPE_CHECKING:
    from fitcheck.checkin.glance import Glance

GAP_KEYS = {Gap.NOT_SURE: "u", Gap.DOES_NOT_APPLY: "x", Gap.SKIP: "s"}

MOST_WORDS = 25
"""Above a statement; more is not read (design, section 8)."""

DIRECTIONS = {Kind.GOOD: "good", Kind.FIT: "measure", Kind.CONCERN: "trouble", Kind.EVENT: "event"}
"""What a kind of question is about: a good sign, trouble, something that happened."""

TURNS = ("often", "no-partly-yes", "amount")
"""The scales whose answers are told where they begin."""

Words = Bank | Responses
"""What cards are worded by: today's bank, or what a record remembers of it."""

Keep = Callable[[Walk, str], None]
"""Keeps a walk, and a note that was being typed, before the next screen is painted."""


class Interview(msgspec.Struct, frozen=True):
    """A check-in that is under way."""

    env: Env
    prompter: Prompter
    bank: Bank
    """Today's bank: for the separate questions, and what there is to read on a point."""
    draft: Draft
    store: Store | None
    """None: nothing is kept."""
    earlier: tuple[CheckIn, ...] = ()
    """The check-ins so far, oldest first."""
    left_out: bool = False
    """Whether its walk had ended before: then the separate questions count as left out."""

    @property
    def responses(self) -> Responses:
        """What was asked and said so far."""
        return gather_responses(
            self.draft.bank, self.draft.plan, self.draft.walk.questions, self.draft.answers
        )

    def kept(self, draft: Draft) -> "Interview":
        """The interview with this draft, which is on disk when this returns."""
        if self.store is not None:
            keep_or_ask(self.prompter, self.store.write_draft, draft)
        return changed(self, draft=draft)


def sit_through(interview: Interview, set_up_again: Callable[[Draft], Draft]) -> "Glance":
    """Ask all that is to be asked, and show where things stand.

    `set_up_again` asks once more where the person is, who went back from the first card.
    Raises Paused, by which time all that was acknowledged is kept, and Stopped.
    """
    closing = None
    while True:
        interview, turn = ask_all(interview)
        if turn is Turn.BACK:
            interview = changed(interview, draft=set_up_again(interview.draft))
            continue
        # Loaded only now: nobody should wait for the summary before the first card.
        from fitcheck.checkin.review import Closing, complete

        closing = changed(closing, interview=interview) if closing else Closing(interview)
        done = complete(closing)
        if not isinstance(done, Closing):
            return done
        closing, interview = done, done.interview


def ask_all(interview: Interview) -> tuple[Interview, Turn]:
    """The interview behind its last card, or back before its first one.

    Every answer is on disk before the next card.

    Raises Paused, by which time all that was acknowledged is kept.
    """
    held = interview

    def keep(walk: Walk, typed: str) -> None:
        nonlocal held
        held = held.kept(changed(held.draft, answers=walk.answers, at=walk.at, typed=clean(typed)))

    draft = interview.draft
    walk = draft.walk
    if draft.typed and walk.card is not None:
        walk = _write_note(interview.prompter, walk, walk.card.question, keep, draft.typed)
    now = interview.env.now
    try:
        _, turn = walk_through(interview.prompter, draft.bank, walk, now=now, keep=keep)
    except Paused as pause:
        if pause.ticked:
            keep(_with_ticks(held.draft.walk, pause.ticked, now()), "")
        raise
    return held, turn


def walk_through(
    prompter: Prompter, words: Words, walk: Walk, *, now: Callable[[], datetime], keep: Keep
) -> tuple[Walk, Turn]:
    """Ask every card from where the walk is to its end, or back before its first card.

    Raises Paused; by then everything that was acknowledged has been kept.
    """
    while (card := walk.card) is not None:
        if card.question.kind is Kind.TICKS:
            walk, move = _tick(prompter, walk, card, now(), keep)
        else:
            picked = prompter.card(view(words, walk))
            move = picked if isinstance(picked, Action) else None
            walk = walk if move else walk.replied(reply(picked, now()))
        if move is Action.BACK and walk.card == walk.path[0]:
            return walk, Turn.BACK
        if move:
            walk = _move(prompter, words, walk, card.question, move, keep)
        keep(walk, "")
    return walk, Turn.ON


def reply(picked: str, at: datetime) -> Reply:
    """What was picked, as a reply."""
    if picked in set(Gap):
        return Reply(gap=Gap(picked), at=at)
    return Reply(choice=picked, at=at)


def _tick(
    prompter: Prompter, walk: Walk, card: Card, at: datetime, keep: Keep
) -> tuple[Walk, Action | None]:
    """Ask a card of ticks: some of its lines, or none of them; a move keeps what is ticked."""
    given = walk.answers.reply(card.question.id)
    ticked = frozenset(given.ticked or filter(None, (given.choice,)) if given else ())
    picked = prompter.multiselect(_ticks(walk, card, ticked))
    if not isinstance(picked, Unfinished):
        return walk.replied(_ticked(card, picked, at)), None
    walk = _with_ticks(walk, picked.ticked, at)
    if picked.action is not Action.BACK:
        # What that opens may be the place of a pause.
        keep(walk, "")
    return walk, picked.action


def _with_ticks(walk: Walk, ticked: frozenset[str] | None, at: datetime) -> Walk:
    """The walk, still at a card of ticks, with what was ticked there by the time it was left."""
    if not ticked or walk.card is None:
        return walk
    reply = _ticked(walk.card, ticked, at)
    return changed(walk, answers=walk.answers.with_reply(walk.card.id, reply))


def _ticks(walk: Walk, card: Card, ticked: frozenset[str]) -> Ticks:
    asked = card.question.asked
    place, count = walk.place
    return Ticks(
        heading=asked.title,
        aside=say("screen.place", place=place, count=count),
        aside_told=say("plain.number", place=place, count=count),
        title=asked.text,
        options=(
            *(Option(line.id, line.text) for line in asked.lines),
            Option(NONE_OF_THESE, say("interview.ticks.none"), "0"),
        ),
        ticked=ticked,
        none=NONE_OF_THESE,
        gaps=(Option(Gap.SKIP, say_of("gap", Gap.SKIP), GAP_KEYS[Gap.SKIP]),),
        actions=frozenset({Action.WHY, Action.NOTE, Action.OVERVIEW}),
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
    is_first = card.part is question.asked.parts[0]
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
        gaps=tuple(Option(gap, say_of("gap", gap), GAP_KEYS[gap]) for gap in Gap),
        turn=_turn(walk, card) if is_first else "",
        above=_above(words, walk, card),
        window=question.asked.window if card.part in (Part.ANSWER, Part.MATTERS) else "",
        context=question.text if card.part in (Part.TALKED, Part.AFTER) else "",
        given=given.id if given else "",
        note=walk.answers.notes.get(question.id, ""),
        intro=_intro(words, walk, card) if is_first and isinstance(words, Bank) else "",
    )


def _heading(words: Words, question: Question) -> str:
    """The title of what a question belongs to: its theme, its list or its questionnaire."""
    if question.theme is not None:
        return next((theme.title for theme in words.themes if theme.id == question.theme), "")
    if question.asked.title:
        return question.asked.title
    return words.titles.get(question.asked.list or question.questionnaire, "")


def _intro(bank: Bank, walk: Walk, card: Card) -> str:
    """What a questionnaire and a theme say above their first card, and only there.

    Where both together would be too much to read, the theme speaks one card later.
    """
    question = card.question
    # Before booking there are lists; one question asked again was introduced before.
    if Stage.LOOKING in question.stages or len(walk.questions) == 1:
        return ""
    asked = list(dict.fromkeys(one.question.id for one in walk.path))
    known = {one.id: one for one in walk.questions}
    of_questionnaire = [id for id in asked if known[id].questionnaire == question.questionnaire]
    of_theme = [id for id in asked if known[id].theme == question.theme]
    intro = next((e.intro for e in bank.questionnaires if e.id == question.questionnaire), "")
    note = next((theme.note for theme in bank.themes if theme.id == question.theme), "")
    if question.id == of_questionnaire[0]:
        both = " ".join(filter(None, (intro, note)))
        return both if len(both.split()) <= MOST_WORDS else intro
    if question.id == of_theme[0]:
        return note
    # The card after one on which there was no room for both.
    opened_both = of_theme[0] == of_questionnaire[0]
    crowded = len(intro.split()) + len(note.split()) > MOST_WORDS
    return note if opened_both and crowded and question.id == of_theme[1] else ""


def _turn(walk: Walk, card: Card) -> str:
    """Where what is asked turns, from good signs to trouble or from how often to yes or no."""
    question = card.question
    earlier = [one.question for one in takewhile(lambda one: one.id != card.id, walk.path)]
    before = earlier[-1] if earlier else None
    if before is None or not {before.kind, question.kind} <= DIRECTIONS.keys():
        return ""
    if question.kind is Kind.EVENT:
        return "" if before.kind is Kind.EVENT else say("interview.turn.event")
    direction, was = DIRECTIONS[question.kind], DIRECTIONS[before.kind]
    told = [say_of("interview.turn", direction)] if direction != was else []
    if question.asked.scale != before.asked.scale and question.asked.scale in TURNS:
        told.append(say_of("interview.turn.answers", question.asked.scale))
    return " ".join(told)


def _above(words: Words, walk: Walk, card: Card) -> tuple[Answered, ...]:
    """What was answered in this theme before this card.

    Nothing in a theme with a question that may weigh alone, and nothing apart: there a
    statement stands by itself.
    """
    theme = card.question.theme
    together = [one for one in walk.questions if theme is not None and one.theme == theme]
    if any(words.is_sharp(one.asked) for one in together):
        return ()
    earlier = takewhile(lambda one: one.id != card.question.id, together)
    said = ((one.text, _answer(words, walk, one)) for one in earlier)
    return tuple(Answered(text, answer) for text, answer in said if answer)


def _answer(words: Words, walk: Walk, question: Question) -> str:
    """What was said to a question, its follow-ups too, as words; empty while it is open."""
    cards = [one for one in walk.path if one.question.id == question.id]
    told: list[str] = []
    for card in cards:
        given = walk.answers.reply(question.id, card.part)
        if given is None or (card.part is Part.MATTERS and len(cards) > 1):
            continue
        label = _label(words, card, given)
        if card.part in (Part.TALKED, Part.AFTER):
            label = say_of("interview.above", card.part, answer=label)
        told.append(label)
    return "; ".join(told)


def _label(words: Words, card: Card, given: Reply) -> str:
    if given.gap is not None:
        return say_of("answer.gap", given.gap)
    if card.part is Part.MATTERS and given.choice == Matters.NO:
        # Beside the statement a no would say that it is not so.
        return say_of("answer.gap", Gap.DOES_NOT_APPLY)
    if given.ticked:
        return say("interview.ticks.ticked", count=len(given.ticked))
    if given.choice == NONE_OF_THESE:
        return say("interview.ticks.none")
    return words.scale_of(card.question.asked, card.part).label(given.id)


def _move(
    prompter: Prompter, words: Words, walk: Walk, question: Question, move: Action, keep: Keep
) -> Walk:
    match move:
        case Action.BACK:
            return walk.back()
        case Action.NOTE:
            return _write_note(prompter, walk, question, keep)
        case Action.OVERVIEW:
            return _jump(prompter, words, walk)
        case Action.WHY:
            why = (Paragraph(question.text), Paragraph(question.why))
            prompter.page(say("interview.why.title"), why)
    return walk


def _write_note(
    prompter: Prompter, walk: Walk, question: Question, keep: Keep, typed: str = ""
) -> Walk:
    stands = typed or walk.answers.notes.get(question.id, "")
    body = (
        Paragraph(question.text),
        Paragraph(say("interview.note.for-you-alone"), quiet=True),
    )
    field = Field(title=say("interview.note.title"), text=stands, body=body, name="note")
    try:
        # Going back drops nothing that was typed.
        return walk.noted(words_in(prompter.text(field)))
    except Paused as pause:
        keep(walk, pause.typed)
        raise


def with_note_begun(walk: Walk, typed: str) -> Walk:
    """The walk with the note that was being typed at a pause, where no draft could hold it."""
    begun = words_in(typed)
    return walk.noted(begun) if begun else walk


def _jump(prompter: Prompter, words: Words, walk: Walk) -> Walk:
    """Show all questions by theme with their answers, and go to one of them."""
    options: list[Option] = []
    title = ""
    first_cards = {card.question.id: card for card in reversed(walk.path)}
    for number, card in enumerate(reversed(first_cards.values()), start=1):
        heading, answer = _heading(words, card.question), _answer(words, walk, card.question)
        key = "interview.overview.answered" if answer else "interview.overview.unanswered"
        line = say(key, statement=card.question.text, answer=answer)
        above = heading if heading != title else ""
        options.append(Option(card.id, line, str(number), above=above))
        title = heading
    picked = prompter.select(
        Menu(
            title=say("interview.overview.title"),
            options=(
                *options,
                Option(".stay", say("interview.overview.stay"), "g"),
                Option(".open", say("interview.overview.open"), "f"),
            ),
            default=first_cards[walk.card.question.id].id if walk.card else ".stay",
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
