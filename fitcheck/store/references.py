"""The check-in that a person means by how they name it."""

from collections.abc import Sequence

from fitcheck.errors import UsageError, Words
from fitcheck.questions.clean import fold_label
from fitcheck.questions.did_you_mean import did_you_mean
from fitcheck.store.collection import Collection, Numbered, number_all, whose
from fitcheck.store.records import CheckIn
from fitcheck.texts import say_day


def require_any(collection: Collection) -> None:
    """Raise UsageError where there is no check-in that could be read; one may be paused."""
    if collection.check_ins:
        return
    if collection.bad:
        raise UsageError("context.none-read")
    if collection.paused is not None:
        raise UsageError("context.only-paused", day=say_day(collection.paused))
    raise UsageError("context.no-check-in-yet")


def find(collection: Collection, reference: str) -> CheckIn:
    """The check-in of a reference: latest, previous, a number from the oldest, or an id.

    Raises UsageError where there is none.
    """
    require_any(collection)
    check_ins, wanted = collection.check_ins, reference.strip().lower()
    numbers = {str(number): one for number, one in enumerate(check_ins, 1)}
    known = {"latest": check_ins[-1], **{one.id: one for one in check_ins}}
    if len(check_ins) > 1:
        known["previous"] = check_ins[-2]
    found = known.get(wanted) or numbers.get(wanted.lstrip("0"))
    if found is None:
        hint = did_you_mean(wanted, known, Words("context.history-lists"))
        count = len(check_ins)
        raise UsageError("context.no-such-check-in", hint, wanted=repr(reference), count=count)
    return found


def find_two(
    collection: Collection, earlier: str | None, later: str | None, way: Words | None = None
) -> tuple[Numbered, Numbered]:
    """The two check-ins that are meant, the older one first.

    Where only one is named it is held against the latest; where none is, the latest against
    the one before it with the same therapist, one of its kind if there is any. Raises
    UsageError where there are not two; `way` says how to see two with two therapists, else
    the command does.
    """
    now = find(collection, later or "latest")
    then = find(collection, earlier) if earlier is not None else _one_before(collection, now, way)
    if then.id == now.id:
        raise UsageError("compare.same-one")
    two = (then.id, now.id)
    first, second = [one for one in number_all(collection.check_ins) if one.check_in.id in two]
    return first, second


def _one_before(collection: Collection, now: CheckIn, way: Words | None) -> CheckIn:
    if len(collection.check_ins) == 1:
        raise UsageError("compare.only-one")
    before = collection.check_ins[: collection.check_ins.index(now)]
    same = [one for one in before if whose(one) == whose(now)]
    # A full one beside a quick one would leave most answers alone.
    alike = [one for one in same if one.form is now.form]
    if not same:
        raise UsageError("compare.none-before", way, then=len(before), now=len(before) + 1)
    return (alike or same)[-1]


def of_one_therapist(collection: Collection, therapist: str | None) -> Sequence[Numbered]:
    """The check-ins with one therapist, numbered; all of them where none was named.

    Raises UsageError where there is none with that therapist.
    """
    numbered = number_all(collection.check_ins)
    if therapist is None:
        return numbered
    chosen = [one for one in numbered if whose(one.check_in) == fold_label(therapist)]
    if not chosen:
        # Neither this name nor any other is told: somebody may read along.
        raise UsageError("history.no-such-name")
    return chosen
