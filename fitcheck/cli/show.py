"""A kept check-in, looked at again."""

from fitcheck.checkin.glance import Glance, look_around
from fitcheck.checkin.separate import NOTHING_SAID, SeparateAnswers
from fitcheck.cli.context import Context
from fitcheck.content import bank
from fitcheck.document import Blocks
from fitcheck.store.collection import Collection, last_before
from fitcheck.store.records import CheckIn
from fitcheck.store.references import find
from fitcheck.views.as_json import show_shape
from fitcheck.views.outcomes import tell_outcomes
from fitcheck.views.summary import full_summary, short_summary


def show_check_in(
    context: Context, reference: str, *, json: bool, private: bool, everything: bool = False
) -> None:
    """Show the summary of a kept check-in."""
    collection = context.collection()
    check_in = find(collection, reference)
    if json:
        note = collection.notes.get(check_in.id)
        topics = note.consent.topics if note is not None else ()
        pages = collection.pages if private else None
        amended = check_in.id in collection.amended
        return context.write_json(show_shape(check_in, topics, pages=pages, amended=amended))
    return context.show(_summary(collection, check_in, everything=everything))


def _summary(collection: Collection, check_in: CheckIn, *, everything: bool) -> Blocks:
    number = collection.check_ins.index(check_in) + 1
    earlier = last_before(collection.check_ins, check_in)
    if not everything:
        return short_summary(check_in, number, earlier)
    return full_summary(check_in, number, earlier, _came_of(collection, check_in))


def _came_of(collection: Collection, check_in: CheckIn) -> Blocks:
    """What came of the topics of a check-in and of its session so far."""
    return tell_outcomes(collection, {check_in.id}, since=check_in.finished)


def look_at(context: Context, reference: str, told: SeparateAnswers = NOTHING_SAID) -> None:
    """Open a finished check-in; `told` is what was said apart in this sitting."""
    store = context.opened()
    collection = context.collection()
    check_in = find(collection, reference)
    with context.prompter() as prompter:
        look_around(
            Glance(
                env=context.env,
                prompter=prompter,
                bank=bank(),
                check_in=check_in,
                store=store,
                last=last_before(collection.check_ins, check_in),
                told=told,
                came_of=_came_of(collection, check_in),
            )
        )
