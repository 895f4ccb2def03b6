"""All about stored data: where it is, whether it is well, lock, copies, forgetting."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from fitcheck.checkin.delivery import write_file
from fitcheck.checkin.welcome import new_passphrase
from fitcheck.cli.context import TRIES, Desk, find
from fitcheck.content import read
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph
from fitcheck.errors import FitcheckError, NoTerminalError, UsageError
from fitcheck.report import day_said
from fitcheck.store.codec import from_json, to_csv, to_json
from fitcheck.store.encryption import WrongPassphraseError
from fitcheck.store.filenames import entry_of
from fitcheck.store.files import looks_synced
from fitcheck.store.folder import Keeping
from fitcheck.store.maintenance import Going, Health, Upkeep
from fitcheck.store.store import History
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import Face, Field, Move

EVERYTHING = "everything"
"""The word that has to be typed before everything is forgotten."""

BEYOND_REACH = (
    "What fitcheck cannot reach: notes that you saved elsewhere or handed over, backups, "
    "synced copies, and what a disk still holds after deleting."
)

HOW_KEPT = {
    Keeping.NOTHING: "Nothing is kept on this computer. If you ever choose to keep something, "
    "it goes there.",
    Keeping.PLAIN: "Your answers are kept as plain files. Whoever can use your account can "
    "read them.",
    Keeping.LOCKED: "Your answers are kept locked. Others can see that they are there, but "
    "not read them.",
}

ON_WINDOWS = "On Windows, file permissions keep nobody out; only the lock does."

UNITS = {
    "check-in": ("check-in", "check-ins"),
    "note": ("note", "notes"),
    "follow-up": ("answer on what came of a topic", "answers on what came of a topic"),
    "amendment": ("changed answer", "changed answers"),
    "draft": ("paused check-in", "paused check-ins"),
    "record": ("record", "records"),
    "file": ("other file", "other files"),
}

Done = TypeVar("Done")


def where(desk: Desk) -> None:
    """Say all places where something is kept."""
    history = desk.history
    blocks: list[Block] = [Heading("Where your data is"), Paragraph(str(history.home))]
    blocks.append(Paragraph(HOW_KEPT[history.keeping]))
    for place in Upkeep(history).where():
        if place.files or history.files.exists(place.path):
            count = "1 file" if place.files == 1 else f"{place.files} files"
            blocks.append(Bullet(f"{place.path}: {count}. {_sentence(place.what)}"))
    synced = looks_synced(history.home)
    if synced:
        blocks.append(Paragraph(f"Careful: {synced} seems to copy this folder elsewhere."))
    if not history.files.means_permissions:
        blocks.append(Paragraph(ON_WINDOWS))
    _say(desk, tuple(blocks))


def _say(desk: Desk, blocks: Blocks) -> None:
    # Drawn in columns, a long path would be broken, and could not be copied.
    desk.env.stdout.write(tell(blocks).lstrip("\n"))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def check(desk: Desk) -> None:
    """Look at every file, say what is wrong, and offer to mend it.

    Raises FitcheckError where anything is still wrong at the end.
    """
    if desk.history.keeping is Keeping.NOTHING:
        desk.env.stdout.write("Nothing is kept, so there is nothing to check.\n")
        return
    upkeep = Upkeep(desk.opened())
    health = upkeep.check()
    _say(desk, _health(health))
    if health.can_mend and _can_ask(desk) and _wants_to_mend(desk):
        for path in upkeep.mend(health):
            desk.env.stderr.write(f"Set aside, not lost: {path}\n")
        desk.env.stderr.write("Mended.\n")
        health = upkeep.check()
    if not health.well:
        raise FitcheckError("Not all is well yet.", todo=_what_is_left(health))


def _health(health: Health) -> Blocks:
    if health.well:
        return (Paragraph("Every file is well, and only you can look into them."),)
    blocks: list[Block] = [Bullet(f"{one.path}: {one.says}") for one in health.troubles]
    blocks += [Bullet(f"{path}: others on this computer can look into it.") for path in health.open]
    blocks += [Bullet(f"{path}: an unfinished file that a crash left.") for path in health.parts]
    blocks += [Bullet(f"{path}: it is not locked yet.") for path in health.plain]
    return tuple(blocks)


def _wants_to_mend(desk: Desk) -> bool:
    body = (
        Paragraph(
            "Mending closes to others what only you should see, and clears what a crash left. "
            f"Damaged files and files of others move to {desk.history.aside_folder}."
        ),
    )
    with desk.face() as face:
        return face.agree("Mend what can be mended?", body, "mend")


def _what_is_left(health: Health) -> str:
    told = []
    if health.can_mend:
        told.append("To mend it, run `fitcheck data check` on a terminal and say yes.")
    if health.plain:
        told.append("To lock the rest: fitcheck data lock")
    return " ".join(told) or "These files were left as they are, and they stop nothing."


def _can_ask(desk: Desk) -> bool:
    return desk.env.has_terminal or desk.plain_by_name


def lock(desk: Desk) -> None:
    """Lock everything with a passphrase."""
    history, upkeep = desk.history, Upkeep(desk.history)
    if history.keeping is Keeping.NOTHING:
        raise UsageError(
            "Nothing is kept, so there is nothing to lock.",
            todo="`fitcheck assess` asks how your answers should be kept.",
        )
    if history.keeping is Keeping.LOCKED and not upkeep.not_locked():
        desk.env.stderr.write("Everything is locked already.\n")
        return
    with desk.face() as face:
        if history.keeping is Keeping.LOCKED:
            _by_passphrase(face, "Your passphrase, to finish the lock", upkeep.lock)
        else:
            upkeep.lock(_chosen(face))
    desk.env.stderr.write(
        "Locked. Keep your passphrase in a safe place: nobody can bring it back.\n"
    )


def unlock(desk: Desk) -> None:
    """Make everything plain again."""
    history = desk.history
    if history.keeping is not Keeping.LOCKED:
        raise UsageError("Nothing is locked here.", todo="To lock it: fitcheck data lock")
    with desk.face() as face:
        troubles = _by_passphrase(face, "Your passphrase", Upkeep(history).unlock)
    for one in troubles:
        desk.env.stderr.write(f"{one.path}: {one.says}\n")
    if troubles:
        raise FitcheckError(
            "These files could not be opened, so everything stays locked.",
            todo="`fitcheck data check` sets damaged ones aside; move any other away. "
            "Then unlock again.",
        )
    desk.env.stderr.write("Unlocked. Your answers are plain files now.\n")


def passphrase(desk: Desk) -> None:
    """Change the passphrase."""
    history = desk.history
    if history.keeping is not Keeping.LOCKED:
        raise UsageError("Nothing is locked here.", todo="To lock it: fitcheck data lock")

    def right(typed: str) -> str:
        history.opened(typed)
        return typed

    with desk.face() as face:
        old = _by_passphrase(face, "Your passphrase as it is now", right)
        Upkeep(history).change_passphrase(old, _chosen(face))
    desk.env.stderr.write("Changed. Old copies of identity.age still open with the old one.\n")


def _by_passphrase(face: Face, title: str, attempt: Callable[[str], Done]) -> Done:
    """Do what needs the passphrase; it is asked for again where it was wrong."""
    body: Blocks = ()
    for _ in range(TRIES - 1):
        try:
            return attempt(_asked(face, title, body))
        except WrongPassphraseError as error:
            body = (Paragraph(str(error)),)
    return attempt(_asked(face, title, body))


def _asked(face: Face, title: str, body: Blocks) -> str:
    typed = face.write(Field(title=title, body=body, secret=True, name="passphrase"))
    if isinstance(typed, Move) or not typed:
        raise FitcheckError("No passphrase was given, so nothing was changed.")
    return typed


def _chosen(face: Face) -> str:
    chosen = new_passphrase(face)
    if not chosen:
        raise FitcheckError("No passphrase was chosen, so nothing was changed.")
    return chosen


def export(desk: Desk, kind: Literal["json", "csv"], output: Path) -> None:
    """Write everything that is kept as one file, in the clear."""
    if desk.history.keeping is Keeping.NOTHING:
        raise UsageError("Nothing is kept, so there is nothing to export.")
    shelf = desk.shelf()
    text = to_json(shelf.records) if kind == "json" else to_csv(shelf.check_ins)
    if desk.history.drafts():
        desk.env.stderr.write("A paused check-in is not in an export. To go on: fitcheck\n")
    if str(output) == "-":
        desk.env.stdout.write(text)
        return
    place = write_file(output, text)
    what = "All you kept, private things too, is" if kind == "json" else "All your answers are"
    desk.env.stderr.write(f"{what} in this file, and it is not locked: {place}\n")


def import_records(desk: Desk, file: Path) -> None:
    """Take in an export; what is here is never overwritten."""
    records = from_json(_text(desk, file))
    history = desk.opened()
    if history.keeping is Keeping.NOTHING:
        history.begin()
        desk.env.stderr.write(
            f"They are kept as plain files in {history.home}. To lock them: fitcheck data lock\n"
        )
    imported = history.add(records)
    desk.env.stderr.write(
        f"{_counted(len(imported.added), 'record')} came in. "
        f"{len(imported.same)} were here already.\n"
    )
    for record in imported.different:
        desk.env.stderr.write(f"{record.id} is here with other content, and was left as it is.\n")


def _text(desk: Desk, file: Path) -> str:
    try:
        if str(file) == "-":
            return desk.env.stdin.read()
        data = read(file, most=None)
        # What the older PowerShell writes for `> FILE`.
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return data.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        name = "The input" if str(file) == "-" else str(file)
        raise FitcheckError(
            f"{name} is no export of fitcheck: it is not even text.",
            todo="Nothing was brought in. Make one with `fitcheck data export`.",
        ) from error


def forget(
    desk: Desk, check_ins: tuple[str, ...], *, therapist: str | None, everything: bool, yes: bool
) -> None:
    """Remove what was named, after saying what goes and asking."""
    if sum((bool(check_ins), bool(therapist), everything)) != 1:
        raise UsageError(
            "It is not clear what to forget.",
            todo="Name check-ins, or use --therapist LABEL, or --everything; one of the three.",
        )
    if desk.history.keeping is Keeping.NOTHING and not everything:
        raise UsageError("Nothing is kept, so there is nothing to forget.")
    # Everything can be forgotten without the passphrase; it may be lost.
    history = desk.history if everything else desk.opened()
    going = _going(history, check_ins, therapist)
    if not going.files and not going.last:
        raise UsageError("Nothing was found that belongs to it, so nothing was forgotten.")
    _name(desk, going, everything=everything)
    if not _agreed(desk, everything=everything, yes=yes):
        raise FitcheckError("Nothing was forgotten.")
    gone = Upkeep(history).forget(going)
    told = "1 file is gone." if len(gone) == 1 else f"{len(gone)} files are gone."
    desk.env.stderr.write(f"{told} {BEYOND_REACH}\n")


def _going(history: History, check_ins: tuple[str, ...], therapist: str | None) -> Going:
    upkeep = Upkeep(history)
    if therapist:
        return upkeep.of_therapist(therapist)
    if check_ins:
        # Damaged and paused ones have an id in their name, and no place in the list.
        known = {entry.id for entry in (*history.listing(), *history.drafts())}
        shelf = history.records()
        ids = [one if one in known else find(shelf, one).id for one in check_ins]
        return upkeep.of_check_ins(ids)
    return upkeep.of_everything()


def _name(desk: Desk, going: Going, *, everything: bool) -> None:
    parts = [_counted(count, kind) for kind, count in sorted(going.kinds.items())]
    days = sorted({entry.at.date() for entry in map(entry_of, going.last) if entry is not None})
    if days:
        first, last = day_said(days[0]), day_said(days[-1])
        parts.append(f"of {first}" if first == last else f"from {first} to {last}")
    desk.env.stderr.write(f"This goes for good: {', '.join(parts) or 'what is left'}.\n")
    why = "is not of fitcheck" if everything else "could not be read"
    for path in going.beyond:
        desk.env.stderr.write(f"{path} {why}, so it stays.\n")


def _counted(count: int, kind: str) -> str:
    one, more = UNITS.get(kind, UNITS["file"])
    return f"1 {one}" if count == 1 else f"{count} {more}"


def _agreed(desk: Desk, *, everything: bool, yes: bool) -> bool:
    """Whether the person agrees; for everything, by typing the word."""
    if yes and not everything:
        return True
    if not _can_ask(desk):
        raise NoTerminalError(
            "Forgetting asks first, and there is no terminal to ask on.",
            todo="Use --yes for a part. To forget everything, run this on a terminal.",
        )
    with desk.face() as face:
        if not everything:
            return face.agree("Forget this for good?", name="forget")
        title = f"To forget everything for good, type the word {EVERYTHING}"
        typed = face.write(Field(title=title, name="forget-everything"))
        return typed.strip().lower() == EVERYTHING
