"""Looking back: all check-ins over time, and two of them beside each other."""

from collections.abc import Sequence

from fitcheck.cli.context import Context, find, require_any
from fitcheck.document import Blocks, Paragraph
from fitcheck.errors import UsageError
from fitcheck.questions.clean import fold_label
from fitcheck.questions.compare import Changes
from fitcheck.store.collection import Collection, Numbered, number_all, whose
from fitcheck.store.records import CheckIn
from fitcheck.store.store import LockedError
from fitcheck.texts import local_day, say
from fitcheck.views.comparison import compare_check_ins, tell_changes, tell_side_by_side
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
            require_any(Collection())
        return tell_by_names(entries, today)
    require_any(collection)
    lines = number_all(collection.check_ins)
    return (
        *tell_history(_only(lines, therapist), today, collection),
        Paragraph(say("safe.line")),
    )


def _write_json(context: Context, therapist: str | None) -> None:
    from fitcheck.views.as_json import history_shape

    collection = context.collection()
    lines = _only(number_all(collection.check_ins), therapist)
    context.write_json(history_shape(lines, collection.amended))


def _only(lines: Sequence[Numbered], therapist: str | None) -> Sequence[Numbered]:
    """The check-ins with one therapist; with all of them where none was named."""
    if therapist is None:
        return lines
    chosen = [one for one in lines if whose(one.check_in) == fold_label(therapist)]
    if not chosen:
        # Neither this name nor any other is told: somebody may read along.
        raise UsageError("history.no-such-name")
    return chosen


def show_changes(context: Context, earlier: str | None, later: str | None, *, json: bool) -> None:
    """Show what changed between two check-ins, or two therapists side by side."""
    collection = context.collection()
    then, now = pick(collection, earlier, later)
    if json:
        from fitcheck.views.as_json import compare_shape

        found = compare_check_ins(then.check_in, now.check_in)
        return context.write_json(compare_shape(then, now, found, collection.amended))
    return context.show(_changes(collection, then, now))


def look_at_changes(context: Context) -> None:
    """Show what moved since the one before as a page of the menu."""
    collection = context.collection()
    then, now = pick(collection, None, None)
    context.page(say("menu.compare"), _changes(collection, then, now))


def _changes(collection: Collection, then: Numbered, now: Numbered) -> Blocks:
    found = compare_check_ins(then.check_in, now.check_in)
    if isinstance(found, Changes):
        theirs = {one.id for one in collection.check_ins if whose(one) == whose(now.check_in)}
        first, last = then.check_in.finished, now.check_in.finished
        return tell_changes(then, now, found, tell_outcomes(collection, theirs, first, last))
    from fitcheck.content import bank

    return tell_side_by_side(then, now, found, bank(), number_all(collection.check_ins))


def pick(
    collection: Collection, earlier: str | None, later: str | None
) -> tuple[Numbered, Numbered]:
    """The two check-ins that are meant, the older one first.

    Where only one is named it is held against the latest; where none is, the latest against
    the one before it with the same therapist, one of its kind if there is any. Raises
    UsageError where there are not two.
    """
    now = find(collection, later or "latest")
    then = find(collection, earlier) if earlier is not None else _one_before(collection, now)
    if then.id == now.id:
        raise UsageError("compare.same-one")
    two = (then.id, now.id)
    first, second = [one for one in number_all(collection.check_ins) if one.check_in.id in two]
    return first, second


def _one_before(collection: Collection, now: CheckIn) -> CheckIn:
    if len(collection.check_ins) == 1:
        raise UsageError("compare.only-one")
    before = collection.check_ins[: collection.check_ins.index(now)]
    same = [one for one in before if whose(one) == whose(now)]
    # A full one beside a quick one would leave most answers alone.
    alike = [one for one in same if one.form is now.form]
    if not same:
        raise UsageError("compare.none-before")
    return (alike or same)[-1]
