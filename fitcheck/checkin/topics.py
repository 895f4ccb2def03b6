"""The second sitting: from a finished check-in to a note in the hand.

What leaves for a therapist is chosen here line by line. The choices end as one
`Consent`, and the note is built from that and from nothing else.
"""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.consent import agree_on
from fitcheck.checkin.offer import Candidate, Offer, call_lines, offer
from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.questions.clean import clean
from fitcheck.questions.model import Bank, Starter
from fitcheck.report import MOST_TOPICS
from fitcheck.store.records import CheckIn, Consent, Line, Topic
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter, Ticks, Unfinished
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Form, Stage

MOST_KEPT = 3
MOST_UNSURE = 2

OWN = "own"
UNSAID = "unsaid"

CAREFUL = frozenset(
    {
        "drift", "closeness", "their-stories", "stopping",
        "pushed", "protecting", "slight", "judged",
    }
)  # fmt: skip
"""Starters whose poor reply may be a danger: nothing may excuse it beside them."""

AIMS = ("thanks", "heard", "understand", "change", "goals", "ending")
AGAIN = ("two", "four", "later")


Keep = Callable[[Consent], None]
"""Keeps what was chosen, when it is right and when the person pauses."""


def choose_note(
    env: Env,
    prompter: Prompter,
    bank: Bank,
    check_in: CheckIn,
    *,
    keep: Keep,
    before: Consent | None = None,
) -> Consent | None:
    """Let a person choose every line of their note; None where they want none after all.

    `before` is what they chose last time for this check-in. Raises Paused, by
    which time everything they chose and typed has been kept.
    """
    if not check_in.own_choice:
        prompter.page(say("topics.mandated"), (Paragraph(bank.sayings["mandated"]),))
    offered = offer(check_in)
    if before is None:
        before = _first_choice(_Choosing(env, prompter, bank, check_in, keep), offered)
    consent = agree_on(env, prompter, check_in, before, offered, keep)
    if consent is not None:
        keep(consent)
    return consent


class _Choosing(msgspec.Struct, frozen=True):
    """What every step of the first choice needs."""

    env: Env
    prompter: Prompter
    bank: Bank
    check_in: CheckIn
    keep: Keep


def _first_choice(at: _Choosing, offered: Offer) -> Consent:
    if at.check_in.form is Form.LOOKING:
        return _choose_call(at.prompter, at.check_in)
    chosen = Consent()
    steps = (_choose_topics, _choose_keep, _choose_unsure, _choose_aim, _choose_again)
    for step in steps:
        try:
            chosen = step(at, offered, chosen)
        except _PausedMidway as pause:
            at.keep(pause.chosen)
            raise Paused from None
        except Paused:
            if chosen != Consent():
                at.keep(chosen)
            raise
    return chosen


class _PausedMidway(Exception):
    """A pause inside a step; carries what was chosen and typed in it."""

    def __init__(self, chosen: Consent) -> None:
        super().__init__()
        self.chosen = chosen


def _choose_call(prompter: Prompter, check_in: CheckIn) -> Consent:
    """Before booking: which of the open questions to ask in a first call."""
    matters, questions = call_lines(check_in)
    everything = frozenset(line.source for line in questions)
    ticked = prompter.multiselect(
        Ticks(
            title=say("topics.call"),
            options=tuple(Option(line.source, line.text) for line in questions),
            ticked=everything,
            name="call-questions",
        )
    )
    if isinstance(ticked, Unfinished):
        ticked = everything
    return Consent(keep=matters, unsure=tuple(line for line in questions if line.source in ticked))


def _choose_topics(at: _Choosing, offered: Offer, chosen: Consent) -> Consent:
    ticked = at.prompter.multiselect(
        Ticks(
            title=say("topics.title"),
            options=(
                *(Option(one.id, one.line.text) for one in offered.topics),
                Option(OWN, say("topics.own")),
                Option(UNSAID, say("topics.unsaid")),
            ),
            most=MOST_TOPICS,
            name="topics",
        )
    )
    if isinstance(ticked, Unfinished):
        return chosen
    picked = [one for one in offered.topics if one.id in ticked]
    if OWN in ticked:
        picked.append(Candidate("topic", Line(source="", text="")))
    for one in picked:
        topic, paused = _word_topic(at, one)
        chosen = changed(chosen, topics=(*chosen.topics, topic))
        if paused:
            raise _PausedMidway(chosen)
    return _leave_unsaid(at, chosen) if UNSAID in ticked else chosen


def _leave_unsaid(at: _Choosing, chosen: Consent) -> Consent:
    """Only that there is something, and what would make it easier to say."""
    easier = _ask_words(at.prompter, say("topics.easier"), "", (), "easier")
    topics = chosen.topics
    if easier and len(topics) < MOST_TOPICS:
        topics = (*topics, Topic(id=at.env.new_id(), wish=easier))
    return changed(chosen, unsaid=True, topics=topics)


def _word_topic(at: _Choosing, candidate: Candidate) -> tuple[Topic, bool]:
    """Put a topic into words: event, effect, wish; the event begins as their own answer.

    Also whether the person paused on the way; what they typed is in the topic.
    """
    starter = _starter(at.bank, candidate)
    note = candidate.item.note if candidate.item is not None else ""
    beside: Blocks = (Paragraph(say("topics.your-note", note=note)),) if note else ()
    titles = {
        "happened": say("topics.field.happened"),
        "effect": say("topics.field.effect"),
        "wish": say("topics.field.wish"),
    }
    examples = {
        "happened": starter.event if starter else "",
        "effect": starter.effect if starter else "",
        "wish": starter.wish if starter else "",
    }
    topic = Topic(
        id=at.env.new_id(),
        question=candidate.line.source,
        point=candidate.line.point,
        happened=candidate.line.text,
    )
    for name, title in titles.items():
        stands = getattr(topic, name)
        try:
            words = _ask_words(
                at.prompter, title, stands, (*beside, *_example(examples[name])), name
            )
        except Paused as pause:
            return changed(topic, **{name: clean(pause.typed).strip() or stands}), True
        topic = changed(topic, **{name: words})
        beside = ()
    if starter is not None:
        at.prompter.page(say("topics.saying.title"), how_to_say(at.bank, starter))
    return topic, False


def how_to_say(bank: Bank, starter: Starter) -> Blocks:
    """A smaller step, a question instead, and what a reply may look like."""
    told = {
        "small": starter.small,
        "ask": starter.ask,
        "good": starter.good,
        "poor": starter.poor,
    }
    lines = tuple(
        Bullet(say_of("topics.saying", name, words=words)) for name, words in told.items() if words
    )
    if starter.id in CAREFUL:
        return lines
    return (*lines, Paragraph(bank.sayings["clumsy-first-reply"]))


def _starter(bank: Bank, candidate: Candidate) -> Starter | None:
    question = next((q for q in bank.questions if q.id == candidate.line.source), None)
    return bank.starters.get(question.starter or "") if question is not None else None


def _example(text: str) -> Blocks:
    return (Paragraph(say("topics.example", words=text), quiet=True),) if text else ()


def _ask_words(prompter: Prompter, title: str, text: str, body: Blocks, name: str) -> str:
    typed = prompter.text(Field(title=title, text=text, body=body, own_words=True, name=name))
    return text if isinstance(typed, Unfinished) else clean(typed).strip()


def _choose_keep(at: _Choosing, offered: Offer, chosen: Consent) -> Consent:
    title = say("topics.keep")
    return changed(chosen, keep=_choose_lines(at.prompter, title, offered.keep, MOST_KEPT, "keep"))


def _choose_unsure(at: _Choosing, offered: Offer, chosen: Consent) -> Consent:
    title = say("topics.unsure")
    lines = _choose_lines(at.prompter, title, offered.unsure, MOST_UNSURE, "unsure")
    return changed(chosen, unsure=lines)


def _choose_aim(at: _Choosing, offered: Offer, chosen: Consent) -> Consent:
    """What they would like from the talk; ending is named only where they named it."""
    del offered
    ends = at.check_in.stage is Stage.ENDING and at.check_in.own_choice
    aims = {key: say_of("topics.aim", key) for key in AIMS if key != "ending" or ends}
    title = say("topics.aim.title")
    return changed(chosen, aim=_choose_sentence(at.prompter, title, aims, "aim"))


def _choose_again(at: _Choosing, offered: Offer, chosen: Consent) -> Consent:
    del offered
    if at.check_in.stage is Stage.ENDING:
        return chosen
    times = {key: say_of("topics.again", key) for key in AGAIN}
    title = say("topics.again.title")
    return changed(chosen, again=_choose_sentence(at.prompter, title, times, "again"))


def _choose_lines(
    prompter: Prompter, title: str, offered: tuple[Candidate, ...], most: int, name: str
) -> tuple[Line, ...]:
    if not offered:
        return ()
    options = tuple(Option(one.id, one.line.text) for one in offered)
    ticked = prompter.multiselect(Ticks(title=title, options=options, most=most, name=name))
    if isinstance(ticked, Unfinished):
        return ()
    return tuple(one.line for one in offered if one.id in ticked)


def _choose_sentence(prompter: Prompter, title: str, sentences: dict[str, str], name: str) -> str:
    options = tuple(Option(key, words) for key, words in sentences.items())
    picked = prompter.select(
        Menu(
            title=title,
            options=(*options, Option("none", say("topics.leave-out"))),
            name=name,
            silent="none",
        )
    )
    return "" if isinstance(picked, Action) else sentences.get(picked, "")
