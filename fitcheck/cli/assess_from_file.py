"""A check-in from an answers file, and what is told of it."""

from pathlib import Path

from fitcheck.checkin.from_file import Taken, take_from_file
from fitcheck.cli.context import Context
from fitcheck.cli.options import AssessOptions, named
from fitcheck.cli.report import hand_out_note
from fitcheck.content import bank as load_bank
from fitcheck.content import read
from fitcheck.errors import ExitCode, UsageError
from fitcheck.questions.answers import AnswersFile
from fitcheck.questions.loading.answers_file import load_answers
from fitcheck.questions.model import Bank
from fitcheck.texts import say
from fitcheck.views.as_json import show_shape
from fitcheck.views.summary import summary


def assess_from_file(context: Context, options: AssessOptions, place: Path) -> ExitCode:
    """Take a check-in from a file, or from the input where its name is a minus."""
    bank = load_bank(options.checklist)
    given, wishes = _read(context, place, bank), named(bank, options.check_in)
    if wishes.stage is None and given.stage is None:
        raise UsageError("from-file.no-stage")
    store = context.store_to_keep(options.save)
    taken = take_from_file(context.env, bank, wishes, given, store)
    for question in taken.left_out:
        context.tell("from-file.left-out", question=question)
    for topic in taken.consent.topics:
        if not topic.words:
            context.tell("from-file.no-sentence", question=topic.question)
    _tell(context, options, taken)
    return ExitCode.DONE


def _read(context: Context, place: Path, bank: Bank) -> AnswersFile:
    if str(place) == "-":
        return load_answers(context.read_input(), say("from-file.input"), bank)
    return load_answers(read(place), str(place), bank)


def _tell(context: Context, options: AssessOptions, taken: Taken) -> None:
    check_in, consent = taken.seen.check_in, taken.consent
    context.talk(_say_kept(taken))
    if options.output.path is not None:
        hand_out_note(context.env, options.output, check_in, consent)
    if options.json:
        # From a file nothing of the separate questions is ever kept.
        pages = () if options.private else None
        context.write_json(show_shape(check_in, consent.topics, pages=pages))
    elif not options.output.is_stdout:
        seen = taken.seen
        kept = seen.store is not None
        blocks = summary(check_in, without_statuses=seen.held_back, kept=kept)
        context.show((*taken.apart, *blocks))


def _say_kept(taken: Taken) -> str:
    """What was kept, and where; or that nothing was, and what keeps it."""
    if taken.seen.store is None:
        return say("from-file.not-kept")
    id, store = taken.seen.check_in.id, taken.seen.store
    number = [one.id for one in store.listing("check-in")].index(id) + 1
    return say("from-file.kept", number=number, id=id, home=store.home)
