"""All about stored data: where it is, whether it is well, lock, copies, forgetting."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from fitcheck.checkin.delivery import write_file
from fitcheck.checkin.welcome import new_passphrase
from fitcheck.cli.context import TRIES, Desk, find
from fitcheck.content import read
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph
from fitcheck.errors import FitcheckError, NoTerminalError, UsageError
from fitcheck.store import maintenance
from fitcheck.store.codec import from_json, to_csv, to_json
from fitcheck.store.encryption import WrongPassphraseError
from fitcheck.store.files import MEANS_PERMISSIONS
from fitcheck.store.maintenance import Deletion, Inspection
from fitcheck.store.store import Keeping, Store
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import Field, Prompter, Unfinished
from fitcheck.texts import say, say_day, say_error, say_of

Done = TypeVar("Done")


def where(desk: Desk) -> None:
    """Say all places where something is kept."""
    store = desk.store
    blocks: list[Block] = [Heading(say("data.where.title")), Paragraph(str(store.home))]
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
    _say(desk, tuple(blocks))


def _tell(desk: Desk, key: str, **values: object) -> None:
    desk.env.stderr.write(f"{say(key, **values)}\n")


def _say(desk: Desk, blocks: Blocks) -> None:
    # Drawn in columns, a long path would be broken, and could not be copied.
    desk.env.stdout.write(tell(blocks).lstrip("\n"))


def check(desk: Desk) -> None:
    """Look at every file, say what is wrong, and offer to mend it.

    Raises FitcheckError where anything is still wrong at the end.
    """
    if desk.store.keeping is Keeping.NOTHING:
        desk.env.stdout.write(f"{say('check.nothing')}\n")
        return
    store = desk.opened()
    found = maintenance.inspect(store)
    _say(desk, _describe(found))
    if found.can_mend and _can_ask(desk) and _wants_to_mend(desk):
        for path in maintenance.mend(store, found):
            _tell(desk, "check.set-aside", path=path)
        _tell(desk, "check.mended")
        found = maintenance.inspect(store)
    if not found.well:
        raise _what_is_left(found)


def _describe(found: Inspection) -> Blocks:
    if found.well:
        return (Paragraph(say("check.well")),)
    blocks: list[Block] = [Bullet(f"{one.path}: {say_error(one.cause)}") for one in found.bad]
    blocks += [Bullet(say("check.open", path=path)) for path in found.open]
    blocks += [Bullet(say("check.part", path=path)) for path in found.parts]
    blocks += [Bullet(say("check.plain", path=path)) for path in found.plain]
    return tuple(blocks)


def _wants_to_mend(desk: Desk) -> bool:
    body = (Paragraph(say("check.mend.body", folder=desk.store.folder.aside)),)
    with desk.prompter() as prompter:
        return prompter.confirm(say("check.mend.title"), body, "mend")


def _what_is_left(found: Inspection) -> FitcheckError:
    if found.can_mend and found.plain:
        return FitcheckError("check.left.mend-and-lock")
    if found.can_mend:
        return FitcheckError("check.left.mend")
    return FitcheckError("check.left.lock" if found.plain else "check.left.nothing")


def _can_ask(desk: Desk) -> bool:
    return desk.env.has_terminal or desk.plain_by_name


def lock(desk: Desk) -> None:
    """Lock everything with a passphrase."""
    store = desk.store
    if store.keeping is Keeping.NOTHING:
        raise UsageError("data.lock.nothing")
    if store.keeping is Keeping.LOCKED and not maintenance.find_plain(store):
        return _tell(desk, "data.lock.already")
    with desk.prompter() as prompter:
        if store.keeping is Keeping.LOCKED:
            _by_passphrase(
                prompter, say("data.passphrase.to-finish"), partial(maintenance.lock, store)
            )
        else:
            maintenance.lock(store, _chosen(prompter))
    return _tell(desk, "data.lock.done")


def unlock(desk: Desk) -> None:
    """Make everything plain again."""
    store = desk.store
    if store.keeping is not Keeping.LOCKED:
        raise UsageError("data.not-locked")
    with desk.prompter() as prompter:
        troubles = _by_passphrase(
            prompter, say("data.passphrase.title"), partial(maintenance.unlock, store)
        )
    for one in troubles:
        desk.env.stderr.write(f"{one.path}: {say_error(one.cause)}\n")
    if troubles:
        raise FitcheckError("data.unlock.stuck")
    _tell(desk, "data.unlock.done")


def passphrase(desk: Desk) -> None:
    """Change the passphrase."""
    store = desk.store
    if store.keeping is not Keeping.LOCKED:
        raise UsageError("data.not-locked")

    def right(typed: str) -> str:
        store.opened(typed)
        return typed

    with desk.prompter() as prompter:
        old = _by_passphrase(prompter, say("data.passphrase.old"), right)
        maintenance.change_passphrase(store, old, _chosen(prompter))
    _tell(desk, "data.passphrase.changed")


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
    return typed


def _chosen(prompter: Prompter) -> str:
    chosen = new_passphrase(prompter)
    if not chosen:
        raise FitcheckError("data.passphrase.not-chosen")
    return chosen


def export(desk: Desk, kind: Literal["json", "csv"], output: Path) -> None:
    """Write everything that is kept as one file, in the clear."""
    if desk.store.keeping is Keeping.NOTHING:
        raise UsageError("data.export.nothing")
    collection = desk.collection()
    text = to_json(collection.records) if kind == "json" else to_csv(collection.check_ins)
    if desk.store.drafts():
        _tell(desk, "data.export.paused")
    if str(output) == "-":
        desk.env.stdout.write(text)
        return
    place = write_file(output, text)
    _tell(desk, "data.export.all" if kind == "json" else "data.export.answers", path=place)


def import_records(desk: Desk, file: Path) -> None:
    """Take in an export; what is here is never overwritten."""
    records = from_json(_text(desk, file))
    store = desk.opened()
    if store.keeping is Keeping.NOTHING:
        store.begin()
        _tell(desk, "import.plain", home=store.home)
    imported = store.add(records)
    _tell(desk, "import.came", count=len(imported.added), same=len(imported.same))
    for record in imported.different:
        _tell(desk, "import.different", id=record.id)


def _text(desk: Desk, file: Path) -> str:
    try:
        if str(file) == "-":
            return desk.env.stdin.read()
        data = read(file, most=None)
        # What the older PowerShell writes for `> FILE`.
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return data.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        if str(file) == "-":
            raise FitcheckError("import.input-no-text") from error
        raise FitcheckError("import.no-text", path=file) from error


def forget(
    desk: Desk, check_ins: tuple[str, ...], *, therapist: str | None, everything: bool, yes: bool
) -> None:
    """Remove what was named, after saying what goes and asking."""
    if sum((bool(check_ins), bool(therapist), everything)) != 1:
        raise UsageError("forget.unclear")
    if desk.store.keeping is Keeping.NOTHING and not everything:
        raise UsageError("forget.nothing")
    # Everything can be forgotten without the passphrase; it may be lost.
    store = desk.store if everything else desk.opened()
    going = _going(store, check_ins, therapist)
    if not going.files and not going.last:
        raise UsageError("forget.not-found")
    _name(desk, going, everything=everything)
    if not _agreed(desk, everything=everything, yes=yes):
        raise FitcheckError("forget.declined")
    gone = maintenance.forget(store, going)
    _tell(desk, "forget.gone", count=len(gone))


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


def _name(desk: Desk, going: Deletion, *, everything: bool) -> None:
    parts = [
        say_of("forget.kinds", kind, count=count) for kind, count in sorted(going.kinds.items())
    ]
    if going.days:
        first, last = say_day(going.days[0]), say_day(going.days[-1])
        key = "forget.day" if first == last else "forget.days"
        parts.append(say(key, first=first, last=last))
    if parts:
        _tell(desk, "forget.goes", what=", ".join(parts))
    else:
        _tell(desk, "forget.goes-rest")
    for path in going.beyond:
        _tell(desk, "forget.foreign" if everything else "forget.unreadable", path=path)


def _agreed(desk: Desk, *, everything: bool, yes: bool) -> bool:
    """Whether the person agrees; for everything, by typing the word."""
    if yes and not everything:
        return True
    if not _can_ask(desk):
        raise NoTerminalError("forget.no-terminal")
    with desk.prompter() as prompter:
        if not everything:
            return prompter.confirm(say("forget.agree"), name="forget")
        word = say("forget.word")
        typed = prompter.text(Field(title=say("forget.type", word=word), name="forget-everything"))
        return isinstance(typed, str) and typed.strip().lower() == word
