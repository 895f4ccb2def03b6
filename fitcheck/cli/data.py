"""All about stored data: where it is, whether it is well, lock, copies, forgetting."""

from functools import partial
from itertools import chain
from pathlib import Path

from fitcheck.checkin.welcome import new_passphrase
from fitcheck.cli.context import Context, by_passphrase
from fitcheck.cli.destination import Destination, put
from fitcheck.content import read
from fitcheck.document import Blocks, Heading
from fitcheck.errors import FitcheckError, UsageError
from fitcheck.store import forgetting, inspection, locking
from fitcheck.store.codec import from_json, is_certain_export, to_json
from fitcheck.store.forgetting import Deletion
from fitcheck.store.inspection import Inspection
from fitcheck.store.recognition import find_plain
from fitcheck.store.references import find
from fitcheck.store.store import Keeping, LockedError, Store
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import Field, Prompter
from fitcheck.texts import say
from fitcheck.views.as_json import inspection_shape, places_shape
from fitcheck.views.spreadsheet import is_spreadsheet, to_csv
from fitcheck.views.stored import name_few, tell_bad, tell_deletion, tell_inspection, tell_places
from fitcheck.vocabulary import Export

BYTE_ORDER_MARK = "\ufeff"


def where(context: Context, *, json: bool) -> None:
    """Say all places where something is kept."""
    if json:
        return context.write_json(places_shape(context.store))
    return _say(context, (Heading(say("data.where.title")), *places(context)))


def places(context: Context) -> Blocks:
    """All places where something is kept."""
    return tell_places(context.store, inspection.list_places(context.store))


def _say(context: Context, blocks: Blocks) -> None:
    # Drawn in columns, a long path would be broken, and could not be copied.
    context.env.stdout.write(tell(blocks).lstrip("\n"))


def check(context: Context, *, json: bool) -> None:
    """Look at every file, say what is wrong, and offer to mend it.

    Raises FitcheckError where anything is still wrong at the end.
    """
    if context.store.keeping is Keeping.NOTHING and not json:
        return context.write(say("check.nothing"))
    store, closed = _opened_if_it_can_be(context)
    found = inspection.inspect(store)
    if json:
        context.write_json(inspection_shape(found))
    else:
        _say(context, tell_inspection(found))
        if context.can_ask and _mend(context, store, found):
            found = inspection.inspect(store)
    if not found.well:
        raise _what_is_left(found)
    if closed is not None:
        raise closed
    return None


def _opened_if_it_can_be(context: Context) -> tuple[Store, LockedError | None]:
    """What is kept, and why it stays closed: much can be looked at without a passphrase."""
    try:
        return context.opened(), None
    except LockedError as error:
        return context.store, error


def _mend(context: Context, store: Store, found: Inspection) -> bool:
    """Offer to mend what can be mended; whether anything was done."""
    mends = found.can_mend and context.confirm(
        say("check.mend.title"), say("check.mend.body", folder=store.folder.aside), "mend"
    )
    if mends:
        for path in inspection.mend(store, found):
            context.tell("check.set-aside", path=path)
        context.tell("check.mended")
    count = len(found.uncertain)
    vouches = bool(count) and context.confirm(
        say("check.vouch.title"), say("check.vouch.body", count=count), "vouch"
    )
    if vouches:
        inspection.vouch(store, found.uncertain)
        context.tell("check.vouched", count=count)
    return mends or vouches


def _what_is_left(found: Inspection) -> FitcheckError:
    if found.can_mend:
        return FitcheckError("check.left.mend-and-lock" if found.plain else "check.left.mend")
    if found.plain:
        return FitcheckError("check.left.lock")
    return FitcheckError("check.left.vouch" if found.uncertain else "check.left.nothing")


def lock(context: Context) -> None:
    """Lock everything with a passphrase."""
    store = context.store
    if store.keeping is Keeping.NOTHING:
        raise UsageError("data.lock.nothing")
    if store.keeping is Keeping.LOCKED and not find_plain(store):
        return context.tell("data.lock.already")
    with context.prompter() as prompter:
        if store.keeping is Keeping.LOCKED:
            finish = partial(locking.lock, store)
            by_passphrase(prompter, finish, say("data.passphrase.to-finish"))
        else:
            locking.lock(store, _chosen(prompter))
    context.tell("data.lock.done")
    left = [say("data.lock.left", path=path) for path in forgetting.find_everything(store).beyond]
    for line in name_few(left):
        context.talk(line.text)
    return None


def unlock(context: Context) -> None:
    """Make everything plain again."""
    with _locked(context).prompter() as prompter:
        troubles = by_passphrase(prompter, partial(locking.unlock, context.store))
    for one in troubles:
        context.talk(tell_bad(one))
    if troubles:
        raise FitcheckError("data.unlock.stuck")
    context.tell("data.unlock.done")


def passphrase(context: Context) -> None:
    """Change the passphrase."""

    def right(typed: str) -> str:
        context.store.opened(typed)
        return typed

    with _locked(context).prompter() as prompter:
        old = by_passphrase(prompter, right, say("data.passphrase.old"))
        locking.change_passphrase(context.store, old, _chosen(prompter))
    context.tell("data.passphrase.changed")


def _locked(context: Context) -> Context:
    if context.store.keeping is not Keeping.LOCKED:
        raise UsageError("data.not-locked")
    return context


def _chosen(prompter: Prompter) -> str:
    chosen = new_passphrase(prompter)
    if not chosen:
        raise FitcheckError("data.passphrase.not-chosen")
    return chosen


def export(context: Context, output: Destination[Export]) -> None:
    """Write everything that is kept as one file, in the clear."""
    if context.store.keeping is Keeping.NOTHING:
        raise UsageError("data.export.nothing")
    collection = context.collection()
    if output.format is Export.JSON:
        key, pieces = "data.export.all", to_json(context.opened().each_record())
    else:
        # By the mark at their beginning spreadsheets know how a file is written.
        mark = [BYTE_ORDER_MARK] if output.is_file else []
        key, pieces = "data.export.answers", chain(mark, to_csv(collection.check_ins))
    if context.store.drafts():
        context.tell("data.export.paused")
    put(context.env, output, pieces, lambda place: say(key, path=place))


def import_records(context: Context, file: Path) -> None:
    """Take in an export; what is here is never overwritten."""
    text = _text(context, file)
    if is_spreadsheet(text):
        raise FitcheckError("import.spreadsheet")
    records = from_json(text)
    store = context.opened()
    if store.keeping is Keeping.NOTHING:
        store.begin()
        context.tell("import.plain", home=store.home)
    imported = store.add(records)
    context.tell("import.came", count=len(imported.added), same=len(imported.same))
    if not is_certain_export(text):
        context.tell("import.uncertain")
    for record in imported.different:
        context.tell("import.different", id=record.id)


def _text(context: Context, file: Path) -> str:
    try:
        if str(file) == "-":
            return context.read_input()
        data = read(file, most=-1)
        # What the older PowerShell writes for `> FILE`.
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return data.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        if str(file) == "-":
            raise FitcheckError("import.input-no-text") from error
        raise FitcheckError("import.no-text", path=file) from error


def forget(
    context: Context,
    check_ins: tuple[str, ...] = (),
    *,
    therapist: str | None = None,
    everything: bool = False,
    yes: bool = False,
) -> None:
    """Remove what was named, after saying what goes and asking."""
    if sum((bool(check_ins), bool(therapist), everything)) != 1:
        raise UsageError("forget.unclear")
    if context.store.keeping is Keeping.NOTHING and not everything:
        raise UsageError("forget.nothing")
    # Everything can be forgotten without the passphrase; it may be lost.
    store = context.store if everything else context.opened()
    going = _going(store, check_ins, therapist)
    if not going.files and not going.last:
        raise UsageError("forget.not-found")
    named = tell_deletion(going, everything=everything)
    asks = everything or not yes
    if not (asks and context.can_ask):
        context.talk(tell(named).rstrip("\n"))
    if asks and not _agreed(context, named, everything=everything):
        return context.tell("forget.declined")
    gone = forgetting.forget(store, going)
    return context.tell("forget.gone", count=len(gone))


def _going(store: Store, check_ins: tuple[str, ...], therapist: str | None) -> Deletion:
    if therapist:
        return forgetting.find_therapist(store, therapist)
    if check_ins:
        # Damaged and paused ones have an id in their name, and no place in the list.
        known = {entry.id for entry in (*store.listing(), *store.drafts())}
        collection = store.records()
        ids = [one if one in known else find(collection, one).id for one in check_ins]
        return forgetting.find_check_ins(store, ids)
    return forgetting.find_everything(store)


def _agreed(context: Context, named: Blocks, *, everything: bool) -> bool:
    """Whether the person agrees to what the same screen names; for everything, by a word."""
    context.require_terminal("forget.no-terminal")
    with context.prompter() as prompter:
        if not everything:
            return prompter.confirm(say("forget.agree"), named, name="forget")
        word = say("forget.word")
        title = say("forget.type", word=word)
        typed = prompter.text(
            Field(title=title, body=named, one_line=True, name="forget-everything")
        )
        return isinstance(typed, str) and typed.strip().lower() == word
