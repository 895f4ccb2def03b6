"""What moved between two check-ins, or two therapists beside each other."""

from fitcheck.cli.context import Context
from fitcheck.content import bank
from fitcheck.document import Blocks, Heading
from fitcheck.errors import Words
from fitcheck.questions.compare import Changes
from fitcheck.store.collection import Collection, Numbered, number_all, whose
from fitcheck.store.references import find_two
from fitcheck.texts import say
from fitcheck.views.comparison import compare_check_ins, tell_changes
from fitcheck.views.outcomes import tell_outcomes


def show_changes(context: Context, earlier: str | None, later: str | None, *, json: bool) -> None:
    """Show what changed between two check-ins, or two therapists side by side."""
    collection = context.collection()
    then, now = find_two(collection, earlier, later)
    if json:
        from fitcheck.views.as_json import compare_shape

        found = compare_check_ins(then.check_in, now.check_in)
        return context.write_json(compare_shape(then, now, found, collection.amended))
    return context.show(_changes(collection, then, now))


def look_at_changes(context: Context, earlier: str | None = None, later: str | None = None) -> None:
    """Show what moved since the one before, or the two that were chosen, as a page of the menu."""
    collection = context.collection()
    then, now = find_two(collection, earlier, later, Words("menu.two.instead"))
    match _changes(collection, then, now):
        case (Heading(title), *body) if earlier is not None:
            # Of two that were chosen, the document says what it is.
            context.page(title, tuple(body))
        case blocks:
            context.page(say("menu.compare"), blocks)


def _changes(collection: Collection, then: Numbered, now: Numbered) -> Blocks:
    found = compare_check_ins(then.check_in, now.check_in)
    if isinstance(found, Changes):
        theirs = {one.id for one in collection.check_ins if whose(one) == whose(now.check_in)}
        first, last = then.check_in.finished, now.check_in.finished
        return tell_changes(then, now, found, tell_outcomes(collection, theirs, first, last))
    from fitcheck.views.side_by_side import tell_side_by_side

    return tell_side_by_side(then, now, found, bank(), number_all(collection.check_ins))
