"""Making a note, from its first screen to the file.

What leaves for a therapist is chosen screen by screen; going back drops nothing. The choices
end as one `Consent`, and the note is built from that and from nothing else.
"""

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace

from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.note.chosen import IF_SENT, ON_WISH, Chosen, build_note
from fitcheck.checkin.note.delivery import hand_over, render_note
from fitcheck.checkin.note.lines import (
    choose_keep,
    choose_matters,
    choose_questions,
    choose_talk,
    choose_unsure,
    say_thanks,
    say_what_brings,
)
from fitcheck.checkin.note.preview import agree
from fitcheck.checkin.note.topics import (
    called,
    settle_thoughts,
    thoughts_left,
    topic_screens,
    unread_spots,
    words_a_topic,
)
from fitcheck.checkin.note.writing import Screen, Writing, walk_screens
from fitcheck.checkin.steps import Turn, require_no_pause
from fitcheck.document import Paragraph
from fitcheck.env import Env
from fitcheck.report import letter
from fitcheck.store.records import Became, CheckIn, Consent, Note
from fitcheck.texts import say
from fitcheck.vocabulary import Talk


def make_note(
    at: Writing, *, before: Chosen | None = None, from_end: bool = True
) -> tuple[Chosen, Turn]:
    """Let a person choose every line of their note, and where it goes.

    On: the note is right. Away: no note after all. Back: to what was before it.

    `before` is what they chose last time for this check-in: with `from_end` the note as it
    is then comes first. Raises Paused, by which time everything they chose and typed has
    been kept.
    """
    if not at.check_in.own_choice:
        told = (Paragraph(say("sayings.mandated")),)
        at.prompter.page(say("topics.mandated"), told)
    on_wish = ON_WISH if at.check_in.own_choice else {**IF_SENT, **ON_WISH}
    chosen = replace(before or Chosen(), wishes={} if at.is_call else on_wish, place="")
    place = _first_screen(at, chosen) if from_end and before is not None else 0
    chosen, turn = walk_screens(at, chosen, partial(_screens, at), at=place)
    earlier = before.taken() if before is not None else Consent()
    # Leaving by the way one came takes nothing away; at a pause it stays as it stands.
    is_news = chosen.taken() not in ({earlier} if turn is Turn.PAUSE else {Consent(), earlier})
    if turn is Turn.ON or (turn is not Turn.AWAY and is_news):
        _keep(at, chosen, earlier)
    require_no_pause(turn)
    return chosen, turn


def _first_screen(at: Writing, chosen: Chosen) -> int:
    """Where a note opens again: at the first topic that was not gone through, else at its end."""
    screens = _screens(at, chosen)
    topics = chosen.consent.topics
    left = next((place for place, one in enumerate(topics) if not one.gone_through), None)
    if left is None:
        return len(screens) - 1 - at.hands_over
    return left + next(place for place, one in enumerate(screens) if words_a_topic(one))


def take_up(at: Writing, consent: Consent) -> Chosen:
    """The choices of a note that is opened again; what was typed at a card is offered anew."""
    noted = {one.id: one.happened for one in at.offered.topics if one.question}
    topics = [
        one
        if one.gone_through or one.happened
        else replace(one, happened=noted.get(called(one), ""))
        for one in consent.topics
    ]
    unread = unread_spots(one for one in topics if one not in consent.topics)
    return Chosen(replace(consent, topics=tuple(topics)), out=unread)


def _keep(at: Writing, chosen: Chosen, before: Consent) -> None:
    """Keep what was chosen, and what became of each thought that was offered."""
    if at.keep is None:
        return
    consent = chosen.taken()
    taken = {one.jot for one in consent.topics}
    thoughts = {one.jot for one in at.offered.topics} | {one.jot for one in before.topics}
    thoughts.discard("")
    became: dict[str, Became] = dict.fromkeys(sorted(thoughts), "kept")
    became |= dict.fromkeys(chosen.let_go & thoughts, "dropped")
    became |= dict.fromkeys(taken & thoughts, "taken")
    keep_or_ask(at.prompter, at.keep, note_of(at.env, at.check_in, consent, became))


def note_of(env: Env, check_in: CheckIn, consent: Consent, jots: Mapping[str, Became] = {}) -> Note:
    """The note of a check-in as it is kept; the newest holds."""
    return Note(id=env.new_id(), check_in=check_in.id, at=env.now(), consent=consent, jots=jots)


def _screens(at: Writing, chosen: Chosen) -> list[Screen]:
    ends: list[Screen] = [agree, *([_deliver] if at.hands_over else [])]
    if at.is_call:
        return [say_what_brings, choose_matters, choose_questions, *ends]
    talk = chosen.consent.talk
    first, middle = list[Screen]([choose_talk]), list[Screen]()
    # Thanks, and what somebody takes with them, are said before anything else is brought up.
    if talk is Talk.THANKS:
        first.append(say_thanks)
    else:
        (first if talk is Talk.GOODBYE else middle).append(choose_keep)
    if thoughts_left(at, chosen):
        middle.append(settle_thoughts)
    # Beside what somebody brings in their own words, a ready line on what is unsure reads as a
    # form does.
    brings = chosen.consent.topics or chosen.consent.unsaid
    if talk.is_usual and at.offered.unsure and not brings:
        middle.append(choose_unsure)
    return [*first, *topic_screens(chosen), *middle, *ends]


def _deliver(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    page = build_note(at.check_in, chosen.taken(), at.env)
    place = hand_over(at.env, at.prompter, partial(render_note, page), letter(page))
    return (chosen, Turn.BACK) if place is None else (replace(chosen, place=place), Turn.ON)
