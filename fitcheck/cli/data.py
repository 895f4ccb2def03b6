"""All about stored data: where it is, whether it is well, lock, copies, forgetting."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from fitcheck.checkin.welcome import new_passphrase
from fitcheck.cli.context import TRIES, Context, find
from fitcheck.cli.destination import Destination, put
from fitcheck.cli.shapes import inspection_shape, places_shape
from fitcheck.content import read
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph
from fitcheck.errors import FitcheckError, NoTerminalError, UsageError
from fitcheck.store import maintenance
from fitcheck.store.codec import from_json, is_certain_export, is_spreadsheet, to_csv, to_json
from fitcheck.store.collection import BadFile
from fitcheck.store.encryption import WrongPassphraseError
from fitcheck.store.files import MEANS_PERMISSIONS
from fitcheck.store.maintenance import Deletion, Inspection
from fitcheck.store.store import Keeping, LockedError, Store
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import Field, Prompter, Unfinished
from fitcheck.texts import say, say_day, say_error, say_of
from fitcheck.vocabulary import Export

Done = TypeVar("Done")

BYTE_ORDER_MARK = "\ufeff"

MOST_NAMED = 20
"""Files of one kind that are named one by one."""


def where(context: Context, *, json: bool) -> None:
    """Say all places where something is kept."""
    if json:
        return context.write_json(places_shape(context.store))
    return _say(context, (Heading(say("data.where.title")), *places(context)))


def places(context: Context) -> Blocks:
    """All places where something is kept."""
    store = context.store
    blocks: list[Block] = [Paragraph(str(store.home))]
    blocks.append(Paragraph(say_of("data.kept", store.keeping)))
    for place in maintenance.list_places(store):
        if place.exists:
            what = say_of("data.places", place.name)
            told = say("data.where.place", count=place.files, path=place.path, what=what)
            blocks.append(Bullet(told))
    if store.synced_by:
        blocks.append(Paragraph(say("data.where.synced", service=store.synced_by)))
    if not MEANS_PERMISSIONS:
        blocks.append(Paragraph(say("data.where.windows")))
    return tuple(blocks)


def _tell(context: Context, key: str, **values: object) -> None:
    context.env.stderr.write(f"{say(key, **values)}\n")


def _say(context: Context, blocks: Blocks) -> None:
    # Drawn in columns, a long path would be broken, and could not be copied.
    context.env.stdout.write(tell(blocks).lstrip("\n"))


def check(context: Context, *, json: bool) -> None:
    """Look at every file, say what is wrong, and offer to mend it.

    Raises FitcheckError where anything is still wrong at the end.
    """
    if context.store.keeping is Keeping.NOTHING and not json:
        context.env.stdout.write(f"{say('check.nothing')}\n")
        return
    store, closed = _opened_if_it_can_be(context)
    found = maintenance.inspect(store)
    if json:
        context.write_json(inspection_shape(found))
    else:
        _say(context, _describe(found))
    if not json and _can_ask(context) and _mend(context, store, found):
        found = maintenance.inspect(store)
    if not found.well:
        raise _what_is_left(found)
    if closed is not None:
        raise closed


def _opened_if_it_can_be(context: Context) -> tuple[Store, LockedError | None]:
    """What is kept, and why it stays closed: much can be looked at without a passphrase."""
    try:
        return context.opened(), None
    except LockedError as error:
        return context.store, error


def _mend(context: Context, store: Store, found: Inspection) -> bool:
    """Offer to mend what can be mended; whether anything was done."""
    done = False
    if found.can_mend and _wants_to_mend(context):
        for path in maintenance.mend(store, found):
            _tell(context, "check.set-aside", path=path)
        _tell(context, "check.mended")
        done = True
    if found.uncertain and _vouches(context, len(found.uncertain)):
        maintenance.vouch(store, found.uncertain)
        _tell(context, "check.vouched", count=len(found.uncertain))
        done = True
    return done


def _vouches(context: Context, count: int) -> bool:
    body = (Paragraph(say("check.vouch.body", count=count)),)
    with context.prompter() as prompter:
        return prompter.confirm(say("check.vouch.title"), body, "vouch")


def _describe(found: Inspection) -> Blocks:
    blocks: list[Block] = []
    if found.unread:
        blocks.append(Paragraph(say("check.unread")))
    if found.well and not found.unread:
        blocks.append(Paragraph(say("check.well")))
    blocks += _capped([_describe_bad(one) for one in found.bad])
    for key, paths in (
        ("check.open", found.open),
        ("check.part", found.parts),
        ("check.plain", found.plain),
        ("check.uncertain", found.uncertain),
        ("check.movable", found.movable),
        ("check.ahead", found.ahead),
        ("check.copy", found.copies),
        ("check.other", found.others),
    ):
        blocks += _capped([say(key, path=path) for path in paths])
    return tuple(blocks)


def _describe_bad(bad: BadFile) -> str:
    return say("check.bad", path=bad.path, why=say_error(bad.cause))


def _capped(lines: Sequence[str]) -> list[Bullet]:
    """The first lines, and how many more there are: a folder full of junk fills no screen."""
    more = len(lines) - MOST_NAMED
    rest = [Bullet(say("check.more", count=more))] if more > 0 else []
    return [*map(Bullet, lines[:MOST_NAMED]), *rest]


def _wants_to_mend(context: Context) -> bool:
    body = (Paragraph(say("check.mend.body", folder=context.store.folder.aside)),)
    with context.prompter() as prompter:
        return prompter.confirm(say("check.mend.title"), body, "mend")


def _what_is_left(found: Inspection) -> FitcheckError:
    if found.can_mend and found.plain:
        return FitcheckError("check.left.mend-and-lock")
    if found.can_mend:
        return FitcheckError("check.left.mend")
    if found.plain:
        return FitcheckError("check.left.lock")
    return FitcheckError("check.left.vouch" if found.uncertain else "check.left.nothing")


def _can_ask(context: Context) -> bool:
    return context.env.has_terminal or context.plain_by_name


def lock(context: Context) -> None:
    """Lock everything with a passphrase."""
    store = context.store
    if store.keeping is Keeping.NOTHING:
        raise UsageError("data.lock.nothing")
    if store.keeping is Keeping.LOCKED and not maintenance.find_plain(store):
        return _tell(context, "data.lock.already")
    with context.prompter() as prompter:
        if store.keeping is Keeping.LOCKED:
            _by_passphrase(
                prompter, say("data.passphrase.to-finish"), partial(maintenance.lock, store)
            )
        else:
            maintenance.lock(store, _chosen(prompter))
    _tell(context, "data.lock.done")
    for line in _capped(
        [say("data.lock.left", path=path) for path in maintenance.find_others(store)]
    ):
        context.env.stderr.write(f"{line.text}\n")
    return None


def unlock(context: Context) -> None:
    """Make everything plain again."""
    store = context.store
    if store.keeping is not Keeping.LOCKED:
        raise UsageError("data.not-locked")
    with context.prompter() as prompter:
        troubles = _by_passphrase(
            prompter, say("data.passphrase.title"), partial(maintenance.unlock, store)
        )
    for one in troubles:
        context.env.stderr.write(f"{_describe_bad(one)}\n")
    if troubles:
        raise FitcheckError("data.unlock.stuck")
    _tell(context, "data.unlock.done")


def passphrase(context: Context) -> None:
    """Change the passphrase."""
    store = context.store
    if store.keeping is not Keeping.LOCKED:
        raise UsageError("data.not-locked")

    def right(typed: str) -> str:
        store.opened(typed)
        return typed

    with context.prompter() as prompter:
        old = _by_passphrase(prompter, say("data.passphrase.old"), right)
        maintenance.change_passphrase(store, old, _chosen(prompter))
    _tell(context, "data.passphrase.changed")


def _by_passphrase(prompter: Prompter, title: str, attempt: Callable[[str], Done]) -> Done:
    """Do what needs the passphrase; it is asked for again where it was wrong."""
    body: Blocks = ()
    for _ in range(TRIES - 1):
        try:
            return attempt(_asked(prompter, title, body))
        except WrongPassphraseError as error:
            body = (Paragraph(say_error(error)),)
    return attempt(_asked(prompter, title, body))


def _asked(prompter: Prompter, title: str, body: Blocks) -> str:
    typed = prompter.text(Field(title=title, body=body, secret=True, name="passphrase"))
    if isinstance(typed, Unfinished) or not typed:
        raise FitcheckError("data.passphrase.not-given")
    prompter.wait(say("passphrase.moment"))
    return typed


def _chosen(prompter: Prompter) -> str:
    chosen = new_passphrase(prompter)
    if not chosen:
        raise FitcheckError("data.passphrase.not-chosen")
    return chosen


def export(context: Context, kind: Export, output: Destination) -> None:
    """Write everything that is kept as one file, in the clear."""
    if context.store.keeping is Keeping.NOTHING:
        raise UsageError("data.export.nothing")
    collection = context.collection()
    if kind is Export.JSON:
        pieces = to_json(context.opened().each_record())
    else:
        # By the mark at their beginning spreadsheets know how a file is written.
        pieces = chain([BYTE_ORDER_MARK] if output.is_file else [], to_csv(collection.check_ins))
    if context.store.drafts():
        _tell(context, "data.export.paused")
    key = "data.export.all" if kind is Export.JSON else "data.export.answers"
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
        _tell(context, "import.plain", home=store.home)
    imported = store.add(records)
    _tell(context, "import.came", count=len(imported.added), same=len(imported.same))
    if not is_certain_export(text):
        _tell(context, "import.uncertain")
    for record in imported.different:
        _tell(context, "import.different", id=record.id)


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
    check_ins: tuple[str, ...],
    *,
    therapist: str | None,
    everything: bool,
    yes: bool,
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
    named = _named(going, everything=everything)
    if yes and not everything:
        _say_to_shell(context, named)
    elif not _agreed(context, named, everything=everything):
        return _tell(context, "forget.declined")
    gone = maintenance.forget(store, going)
    return _tell(context, "forget.gone", count=len(gone))


def _going(store: Store, check_ins: tuple[str, ...], therapist: str | None) -> Deletion:
    if therapist:
        return maintenance.find_therapist(store, therapist)
    if check_ins:
        # Damaged and paused ones have an id in their name, and no place in the list.
        known = {entry.id for entry in (*store.listing(), *store.drafts())}
        collection = store.records()
        ids = [one if one in known else find(collection, one).id for one in check_ins]
        return maintenance.find_check_ins(store, ids)
    return maintenance.find_everything(store)


def _named(going: Deletion, *, everything: bool) -> Blocks:
    """What goes, and what stays though it lies there."""
    parts = [
        say_of("forget.kinds", kind, count=count) for kind, count in sorted(going.kinds.items())
    ]
    if going.days:
        first, last = say_day(going.days[0]), say_day(going.days[-1])
        key = "forget.day" if first == last else "forget.days"
        parts.append(say(key, first=first, last=last))
    goes = say("forget.goes", what=", ".join(parts)) if parts else say("forget.goes-rest")
    stays = "forget.foreign" if everything else "forget.unreadable"
    return (Paragraph(goes), *_capped([say(stays, path=path) for path in going.beyond]))


def _say_to_shell(context: Context, blocks: Blocks) -> None:
    context.env.stderr.write(tell(blocks))


def _agreed(context: Context, named: Blocks, *, everything: bool) -> bool:
    """Whether the person agrees to what the same screen names; for everything, by a word."""
    if not _can_ask(context):
        _say_to_shell(context, named)
        raise NoTerminalError("forget.no-terminal")
    with context.prompter() as prompter:
        if not everything:
            return prompter.confirm(say("forget.agree"), named, name="forget")
        word = say("forget.word")
        title = say("forget.type", word=word)
        typed = prompter.text(
            Field(title=title, body=named, one_line=True, name="forget-everything")
        )
        return isinstance(typed, str) and typed.strip().lower() == word
