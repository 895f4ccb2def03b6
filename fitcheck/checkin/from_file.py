"""A check-in from an answers file: nothing is asked, and nothing is made up."""

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.glance import Glance
from fitcheck.checkin.interview import Interview, sit_through
from fitcheck.checkin.note.making import note_of
from fitcheck.checkin.separate import fitting_page, said_to_gates
from fitcheck.checkin.setup import CheckInOptions, set_up
from fitcheck.document import Blocks, Heading, Paragraph
from fitcheck.env import Env
from fitcheck.questions.answers import AnswersFile, TypedTopic
from fitcheck.questions.model import Bank
from fitcheck.questions.sentences import line_sentence, sentence_for
from fitcheck.store.records import CheckIn, Consent, Draft, Line, Topic
from fitcheck.store.store import Store
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.texts import say
from fitcheck.views.stand_outs import point_of
from fitcheck.vocabulary import Form


class Taken(msgspec.Struct, frozen=True):
    """What a check-in came to that was taken from a file."""

    seen: Glance
    consent: Consent
    left_out: tuple[str, ...]
    """The questions that the file answers and this check-in does not have."""
    apart: Blocks
    """What was said apart is turned to first, as it would be by keyboard."""


def take_from_file(
    env: Env, bank: Bank, wishes: CheckInOptions, given: AnswersFile, store: Store | None
) -> Taken:
    """Take it, and keep it and its note where anything is kept; wishes go before the file."""
    prompter = ScriptedPrompter(
        {card: reply.id for card, reply in given.answers.items()}
        | {**said_to_gates(bank.separate, given.separate), **given.separate},
        choices={"separate": "yes" if given.separate else "no"},
        ticked={
            card: frozenset(reply.ticked or filter(None, (reply.choice,)))
            for card, reply in given.answers.items()
        },
    )
    draft = set_up(env, prompter, bank, _filled(wishes, given))
    notes = {key: text for key, text in given.notes.items() if key in draft.questions}
    draft = changed(draft, answers=changed(draft.answers, notes=notes))
    interview = Interview(env=env, prompter=prompter, bank=bank, draft=draft, store=store)
    seen = sit_through(interview, lambda draft: draft)
    consent = _consent(env, bank, seen.check_in, given.topics)
    if consent != Consent() and store is not None:
        store.save(note_of(env, seen.check_in, consent))
    return Taken(seen, consent, _left_out(bank, draft, given), _apart(interview, seen))


def _filled(wishes: CheckInOptions, given: AnswersFile) -> CheckInOptions:
    return changed(
        wishes,
        stage=wishes.stage or given.stage,
        meeting=wishes.meeting or given.meeting,
        own_choice=given.own_choice if wishes.own_choice is None else wishes.own_choice,
        session_to_come=wishes.session_to_come or given.session_to_come,
        therapist=wishes.therapist if wishes.therapist is not None else given.therapist,
        also=frozenset(card.partition(".")[0] for card in given.answers),
    )


def _left_out(bank: Bank, draft: Draft, given: AnswersFile) -> tuple[str, ...]:
    separate = {question.id for question in bank.separate.questions}
    named = {card.partition(".")[0] for card in given.answers} | set(given.notes)
    return tuple(sorted(named - set(draft.questions) - separate))


def _consent(env: Env, bank: Bank, check_in: CheckIn, topics: tuple[TypedTopic, ...]) -> Consent:
    if check_in.form is Form.LOOKING:
        return _for_call(env, bank, check_in, topics)
    return Consent(topics=tuple(_topic(env, bank, check_in, one) for one in topics))


def _for_call(env: Env, bank: Bank, check_in: CheckIn, topics: tuple[TypedTopic, ...]) -> Consent:
    """Before booking a topic is what the person comes with, what matters to them, or a question."""
    brings, matters, questions = list[str](), list[Line](), list[Line]()
    for topic in topics:
        told = "\n".join(filter(None, (topic.happened, topic.hard)))
        item = check_in.responses.item(topic.question)
        source = topic.question or f"own.{env.new_id()}"
        if item is None:
            brings.append(told)
        elif told:
            matters.append(Line(source=source, text=told))
        elif not topic.wish:
            # It names only its question, and says what that stands for.
            matters.append(Line(source=source, text=sentence_for(bank, item)))
            questions.append(Line(source=source, text=item.asked.ask))
        questions.append(Line(source=source, text=topic.wish))
    return Consent(
        brings="\n".join(filter(None, brings)),
        keep=tuple(one for one in matters if one.text),
        unsure=tuple(one for one in questions if one.text),
    )


def _topic(env: Env, bank: Bank, check_in: CheckIn, given: TypedTopic) -> Topic:
    item = check_in.responses.item(given.question)
    return Topic(
        id=env.new_id(),
        question=given.question,
        point=point_of(item, check_in.responses) if item is not None else None,
        about=_sentence(bank, check_in, given),
        happened=given.happened,
        hard=given.hard,
        wish=given.wish,
        # Whoever worded it in the file has seen its words.
        gone_through=bool(given.happened or given.hard or given.wish),
    )


def _sentence(bank: Bank, check_in: CheckIn, topic: TypedTopic) -> str:
    """The sentence for the note, where a topic names only the question it is about."""
    if topic.happened or topic.hard or topic.wish:
        return ""
    for item in check_in.responses.items:
        if item.id == topic.question:
            return sentence_for(bank, item)
        for line in item.asked.lines:
            if line.id == topic.question:
                return line_sentence(bank, line)
    return ""


def _apart(interview: Interview, seen: Glance) -> Blocks:
    if seen.told.tier is None:
        return ()
    thanks = (Heading(say("separate.thanks")),) if seen.held_back else ()
    return (*thanks, *fitting_page(interview, seen.told), Paragraph(say("safe.line")))
