"""Looking back: all check-ins over time."""

from fitcheck.cli.context import Context
from fitcheck.document import Blocks, Paragraph
from fitcheck.store.collection import Collection
from fitcheck.store.references import of_one_therapist, require_any
from fitcheck.store.store import LockedError
from fitcheck.texts import local_day, say
from fitcheck.views.history import tell_by_names, tell_history


def show_history(context: Context, *, therapist: str | None, json: bool) -> None:
    """Show all check-ins, or those with one therapist."""
    if json:
        from fitcheck.views.as_json import history_shape

        collection = context.collection()
        numbered = of_one_therapist(collection, therapist)
        return context.write_json(history_shape(numbered, collection))
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
