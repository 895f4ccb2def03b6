"""A check-in from an answers file: nothing is asked, and nothing is made up."""

from pathlib import Path

from msgspec.structs import replace as changed

from fitcheck.checkin.glance import Glance
from fitcheck.checkin.interview import Interview
from fitcheck.checkin.separate import fitting_page, said_to_gates
from fitcheck.checkin.setup import CheckInOptions, set_up
from fitcheck.checkin.sitting import sit_through
from fitcheck.checkin.topics import keeping_note
from fitcheck.cli.context import Context, check_ins_by_name
from fitcheck.cli.destination import hand_out_note
from fitcheck.cli.options import AssessOptions, named
from fitcheck.content import bank as load_bank
from fitcheck.content import read
from fitcheck.content import reading as load_reading
from fitcheck.document import Blocks, Heading, Paragraph
from fitcheck.errors import ExitCode, UsageError
from fitcheck.questions.answers import AnswersFile, Reply, TypedTopic
from fitcheck.questions.loading.load import load_answers
from fitcheck.questions.model import Bank
from fitcheck.questions.sentences import line_sentence, sentence_for
from fitcheck.store.records import CheckIn, Consent, Draft, Topic
from fitcheck.store.store import Store
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.texts import say
from fitcheck.views.as_json import show_shape
from fitcheck.views.summary import summary


def take_from_file(context: Context, options: AssessOptions, place: Path) -> ExitCode:
    """Take a check-in from a file, or from the input where its name is a minus."""
    bank = load_bank(options.checklist)
    text: str | bytes = context.read_input() if str(place) == "-" else read(place)
    given = load_answers(text, say("from-file.input") if str(place) == "-" else str(place), bank)
    wishes = _filled(named(bank, options.check_in), given)
    if wishes.stage is None:
        raise UsageError("from-file.no-stage")
    interview = _begin(context, bank, wishes, given, context.store_to_keep(options.save))
    finished = sit_through(interview, lambda draft: draft)
    consent = Consent(topics=_topics(context, bank, finished.check_in, given.topics))
    if interview.store is not None and consent.topics:
        keeping_note(context.env, interview.store, finished.check_in)(consent, {})
    for one in consent.topics:
        if not one.words:
            context.tell("from-file.no-sentence", question=one.question)
    _tell(context, options, finished, consent, interview)
    return ExitCode.DONE


def _begin(
    context: Context,
    bank: Bank,
    wishes: CheckInOptions,
    given: AnswersFile,
    store: Store | None,
) -> Interview:
    """The check-in at its first card, with somebody who answers from the file."""
    prompter = ScriptedPrompter(
        {card: reply.id for card, reply in given.answers.items()}
        | {**said_to_gates(bank.separate, given.separate), **given.separate},
        choices={"separate": "yes" if given.separate else "no"},
        ticked={card: _ticked(reply) for card, reply in given.answers.items()},
    )
    draft = set_up(context.env, prompter, bank, wishes)
    _name_left_out(context, bank, draft, given)
    return Interview(
        env=context.env,
        prompter=prompter,
        bank=bank,
        reading=load_reading,
        draft=changed(draft, answers=changed(draft.answers, notes=_notes_asked(draft, given))),
        store=store,
    )


def _ticked(reply: Reply) -> frozenset[str]:
    return frozenset(reply.ticked or filter(None, (reply.choice,)))


def _filled(wishes: CheckInOptions, given: AnswersFile) -> CheckInOptions:
    """Flags win over the file."""
    return changed(
        wishes,
        stage=wishes.stage or given.stage,
        meeting=wishes.meeting or given.meeting,
        own_choice=given.own_choice if wishes.own_choice is None else wishes.own_choice,
        session_to_come=wishes.session_to_come or given.session_to_come,
        therapist=wishes.therapist if wishes.therapist is not None else given.therapist,
        also=frozenset(card.partition(".")[0] for card in given.answers),
    )


def _name_left_out(context: Context, bank: Bank, draft: Draft, given: AnswersFile) -> None:
    """Tell which answers of the file belong to questions that this check-in does not have."""
    separate = {question.id for question in bank.separate.questions}
    named = {card.partition(".")[0] for card in given.answers} | set(given.notes)
    for question in sorted(named - set(draft.questions) - separate):
        context.tell("from-file.left-out", question=question)


def _notes_asked(draft: Draft, given: AnswersFile) -> dict[str, str]:
    return {key: text for key, text in given.notes.items() if key in draft.questions}


def _topics(
    context: Context, bank: Bank, check_in: CheckIn, given: tuple[TypedTopic, ...]
) -> tuple[Topic, ...]:
    points = {theme.id: theme.point for theme in check_in.responses.themes}
    topics: list[Topic] = []
    for one in given:
        item = check_in.responses.item(one.question)
        topics.append(
            Topic(
                id=context.env.new_id(),
                question=one.question,
                point=points.get(item.theme or "") if item is not None else None,
                about=_sentence(bank, check_in, one),
                happened=one.happened,
                effect=one.effect,
                wish=one.wish,
            )
        )
    return tuple(topics)


def _sentence(bank: Bank, check_in: CheckIn, topic: TypedTopic) -> str:
    """The sentence for the note, where a topic names only the question it is about."""
    if topic.happened or topic.effect or topic.wish:
        return ""
    for item in check_in.responses.items:
        if item.question == topic.question:
            return sentence_for(bank, item)
        for line in item.asked.lines:
            if line.id == topic.question:
                return line_sentence(bank, line)
    return ""


def _tell(
    context: Context,
    options: AssessOptions,
    finished: Glance,
    consent: Consent,
    interview: Interview,
) -> None:
    context.talk(_say_kept(interview.store, finished.check_in))
    if options.output.path is not None:
        hand_out_note(context.env, options.output, finished.check_in, consent)
    if options.json:
        # From a file nothing of the separate questions is ever kept.
        pages = () if options.private else None
        shape = show_shape(finished.check_in, consent.topics, pages=pages)
        context.write_json(shape)
    elif not options.output.is_stdout:
        held_back = finished.held_back
        blocks = summary(finished.check_in, without_statuses=held_back)
        context.show((*_apart(interview, finished), *blocks))


def _apart(interview: Interview, finished: Glance) -> Blocks:
    """What was said apart is turned to first, as it would be by keyboard."""
    if finished.told.tier is None:
        return ()
    thanks = (Heading(say("separate.thanks")),) if finished.held_back else ()
    page = fitting_page(interview, finished.told)
    return (*thanks, *page, Paragraph(say("safe.line")))


def _say_kept(store: Store | None, check_in: CheckIn) -> str:
    """What was kept, and where; or that nothing was, and what keeps it."""
    if store is None:
        return say("from-file.not-kept")
    ids = [one.id for one in check_ins_by_name(store)]
    number = ids.index(check_in.id) + 1
    return say("from-file.kept", number=number, id=check_in.id, home=store.home)
