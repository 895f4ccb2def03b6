"""Looking back: all check-ins over time, and two of them beside each other."""

from fitcheck.cli.context import Context
from fitcheck.document import Blocks, Paragraph
from fitcheck.questions.compare import Changes
from fitcheck.store.collection import Collection, Numbered, number_all, whose
from fitcheck.store.references import find_two, of_one_therapist, require_any
from fitcheck.store.store import LockedError
from fitcheck.texts import local_day, say
from fitcheck.views.comparison import compare_check_ins, tell_changes
from fitcheck.views.history import tell_by_names, tell_history
from fitcheck.views.outcomes import tell_outcomes


def show_history(context: Context, *, therapist: str | None, json: bool) -> None:
    """Show all check-ins, or those with one therapist."""
    if json:
        return _write_json(context, therapist)
    return context.show(over_time(context, therapist))


def look_back(context: Context) -> None:
    """Show all check-ins as a page of the menu, which leaves nothing on the screen."""
    context.page(say("history.title"), over_time(context, None))


def over_time(context: Context, therapist: str | None) -> Blocks:
    """All check-ins as blocks; of locked ones, where no passphrase is given, what names tell.

    Raises UsageError where there is no check-in, or none with that therapist.
    """
    today = local_day(context.env.now())
    try:
        collection = context.collection()
    except LockedError:
        entries = context.store.listing("check-in")
        if not entries:
            require_any(Collection(paused=context.store.paused))
        return tell_by_names(entries, today)
    require_any(collection)
    told = tell_history(of_one_therapist(collection, therapist), today, collection)
    return (*told, Paragraph(say("safe.line")))


def _write_json(context: Context, therapist: str | None) -> None:
    from fitcheck.views.as_json import history_shape

    collection = context.collection()
    numbered = of_one_therapist(collection, therapist)
    context.write_json(history_shape(numbered, collection.amended))


def show_changes(context: Context, earlier: str | None, later: str | None, *, json: bool) -> None:
    """Show what changed between two check-ins, or two therapists side by side."""
    collection = context.collection()
    then, now = find_two(collection, earlier, later)
    if json:
        from fitcheck.views.as_json import compare_shape

        found = compare_check_ins(then.check_in, now.check_in)
        return context.write_json(compare_shape(then, now, found, collection.amended))
    return context.show(_changes(collection, then, now))


def look_at_changes(context: Context) -> None:
    """Show what moved since the one before as a page of the menu."""
    collection = context.collection()
    then, now = find_two(collection, None, None)
    context.page(say("menu.compare"), _changes(collection, then, now))


def _changes(collection: Collection, then: Numbered, now: Numbered) -> Blocks:
    found = compare_check_ins(then.check_in, now.check_in)
    if isinstance(found, Changes):
        theirs = {one.id for one in collection.check_ins if whose(one) == whose(now.check_in)}
        first, last = then.check_in.finished, now.check_in.finished
        return tell_changes(then, now, found, tell_outcomes(collection, theirs, first, last))
    from fitcheck.content import bank
    from fitcheck.views.side_by_side import tell_side_by_side

    return tell_side_by_side(then, now, found, bank(), number_all(collection.check_ins))
