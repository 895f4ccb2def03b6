"""All about stored data: where it is, whether it is well, lock, copies, forgetting."""

from pathlib import Path
from typing import Literal

from fitcheck.ask import Face, Field, Move
from fitcheck.blocks import Block, Blocks, Bullet, Heading, Paragraph
from fitcheck.delivery import write_file
from fitcheck.desk import Desk, find
from fitcheck.errors import FitcheckError, UsageError
from fitcheck.files import looks_synced
from fitcheck.history import Going, Health, History, Keeping, Upkeep
from fitcheck.library import read
from fitcheck.portable import from_json, to_csv, to_json
from fitcheck.show import show
from fitcheck.welcome import new_passphrase

EVERYTHING = "everything"
"""The word that has to be typed before everything is forgotten."""

BEYOND_REACH = (
    "What fitcheck cannot reach: notes that you saved elsewhere or handed over, backups, "
    "synced copies, and what a disk still holds after deleting."
)

HOW_KEPT = {
    Keeping.NOTHING: "Nothing is kept on this computer.",
    Keeping.PLAIN: "Your answers are kept as plain files, for your eyes only.",
    Keeping.LOCKED: "Your answers are kept locked.",
}


def where(desk: Desk) -> None:
    """Say all places where something is kept."""
    history = desk.history
    blocks: list[Block] = [Heading("Where your data is"), Paragraph(str(history.home))]
    blocks.append(Paragraph(HOW_KEPT[history.keeping]))
    for place in Upkeep(history).where():
        if not place.files and not place.path.is_dir():
            continue
        count = "1 file" if place.files == 1 else f"{place.files} files"
        blocks.append(Bullet(f"{place.path}: {count}. {_sentence(place.what)}"))
    synced = looks_synced(history.home)
    if synced:
        blocks.append(Paragraph(f"Careful: {synced} seems to copy this folder elsewhere."))
    if not history.files.means_permissions:
        blocks.append(
            Paragraph("On Windows, file permissions keep nobody out; only the lock does.")
        )
    show(desk.env, tuple(blocks), plain=desk.plain)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def check(desk: Desk) -> None:
    """Look at every file, say what is wrong, and offer to mend it."""
    if desk.history.keeping is Keeping.NOTHING:
        desk.env.stdout.write("Nothing is kept, so there is nothing to check.\n")
        return
    upkeep = Upkeep(desk.opened())
    health = upkeep.check()
    show(desk.env, _health(health), plain=desk.plain)
    if health.well or not (desk.env.has_terminal or desk.plain_by_name):
        return
    with desk.face() as face:
        mends = face.agree("Mend what can be mended?", name="mend")
    if mends:
        aside = upkeep.mend(health)
        for path in aside:
            desk.env.stderr.write(f"Set aside, not lost: {path}\n")
        desk.env.stderr.write("Mended.\n")


def _health(health: Health) -> Blocks:
    if health.well:
        return (Paragraph("Every file is well, and only you can look into them."),)
    blocks: list[Block] = [Bullet(f"{one.path}: {one.says}") for one in health.troubles]
    blocks += [Bullet(f"{path}: others on this computer can look into it.") for path in health.open]
    blocks += [Bullet(f"{path}: an unfinished file that a crash left.") for path in health.parts]
    blocks += [
        Bullet(f"{path}: it is not locked yet. `fitcheck data lock` finishes that.")
        for path in health.plain
    ]
    return tuple(blocks)


def lock(desk: Desk) -> None:
    """Lock everything with a passphrase."""
    history = desk.history
    with desk.face() as face:
        if history.keeping is Keeping.LOCKED and history.files.exists(history.identity_file):
            passphrase = _ask(face, "Your passphrase, to finish the lock")
        else:
            passphrase = new_passphrase(face)
    if not passphrase:
        raise FitcheckError("No passphrase was given, so nothing was changed.")
    Upkeep(history).lock(passphrase)
    desk.env.stderr.write("Locked. Keep your passphrase in a safe place.\n")


def unlock(desk: Desk) -> None:
    """Make everything plain again."""
    history = desk.history
    if history.keeping is not Keeping.LOCKED:
        raise UsageError("Nothing is locked here.")
    with desk.face() as face:
        passphrase = _ask(face, "Your passphrase")
    troubles = Upkeep(history).unlock(passphrase)
    for one in troubles:
        desk.env.stderr.write(f"{one.path}: {one.says}\n")
    if troubles:
        raise FitcheckError(
            "Some files could not be opened, so the lock stays.",
            todo="`fitcheck data check` sets damaged ones aside; then unlock again.",
        )
    desk.env.stderr.write("Unlocked. Your answers are plain files now.\n")


def passphrase(desk: Desk) -> None:
    """Change the passphrase."""
    history = desk.history
    if history.keeping is not Keeping.LOCKED:
        raise UsageError("Nothing is locked here.", todo="To lock it: fitcheck data lock")
    with desk.face() as face:
        old = _ask(face, "Your passphrase as it is now")
        history.opened(old)
        new = new_passphrase(face)
    if not new:
        raise FitcheckError("No new passphrase was given, so nothing was changed.")
    Upkeep(history).change_passphrase(old, new)
    desk.env.stderr.write("Changed. Old copies of identity.age still open with the old one.\n")


def _ask(face: Face, title: str) -> str:
    typed = face.write(Field(title=title, secret=True, name="passphrase"))
    return "" if isinstance(typed, Move) else typed


def export(desk: Desk, kind: Literal["json", "csv"], output: Path) -> None:
    """Write everything that is kept as one file, in the clear."""
    shelf = desk.shelf()
    text = to_json(shelf.records) if kind == "json" else to_csv(shelf.check_ins)
    if str(output) == "-":
        desk.env.stdout.write(text)
        return
    place = write_file(output, text)
    desk.env.stderr.write(f"Everything is in {place}, and it is not locked.\n")


def import_records(desk: Desk, file: Path) -> None:
    """Take in an export; what is here is never overwritten."""
    text = desk.env.stdin.read() if str(file) == "-" else read(file, most=None).decode()
    records = from_json(text)
    history = desk.opened()
    if history.keeping is Keeping.NOTHING:
        history.begin()
    imported = history.add(records)
    desk.env.stderr.write(f"{len(imported.added)} added, {len(imported.same)} were here already.\n")
    for record in imported.different:
        desk.env.stderr.write(f"{record.id} is here with other content, and was left as it is.\n")


def forget(
    desk: Desk, check_ins: tuple[str, ...], *, therapist: str | None, everything: bool, yes: bool
) -> None:
    """Remove what was named, after saying what goes and asking."""
    if sum((bool(check_ins), therapist is not None, everything)) != 1:
        raise UsageError(
            "It is not said what to forget.",
            todo="Name a check-in, or use --therapist LABEL, or --everything.",
        )
    if desk.history.keeping is Keeping.NOTHING:
        desk.env.stdout.write("Nothing is kept, so there is nothing to forget.\n")
        return
    # Everything can be forgotten without the passphrase; it may be lost.
    history = desk.history if everything else desk.opened()
    going = _going(history, check_ins, therapist)
    if not going.files and not going.last:
        raise UsageError("Nothing was found that belongs to it.")
    _name(desk, going)
    if not _agreed(desk, everything=everything, yes=yes):
        raise FitcheckError("Nothing was forgotten.")
    gone = Upkeep(history).forget(going)
    desk.env.stderr.write(f"{len(gone)} files are gone. {BEYOND_REACH}\n")


def _going(history: History, check_ins: tuple[str, ...], therapist: str | None) -> Going:
    upkeep = Upkeep(history)
    if therapist is not None:
        return upkeep.of_therapist(therapist)
    if check_ins:
        shelf = history.records()
        return upkeep.of_check_ins([find(shelf, one).id for one in check_ins])
    return upkeep.of_everything()


def _name(desk: Desk, going: Going) -> None:
    units = {"check-in": "check-in", "note": "note", "follow-up": "answer on what came of a topic"}
    units |= {"amendment": "changed answer", "draft": "paused check-in"}
    parts = []
    for kind, count in going.kinds.items():
        unit = units.get(kind, "file")
        parts.append(f"1 {unit}" if count == 1 else f"{count} {_plural(unit)}")
    desk.env.stderr.write(f"This goes for good: {', '.join(parts) or 'what is left'}.\n")
    for path in going.beyond:
        desk.env.stderr.write(f"{path} could not be read, so it stays.\n")


def _plural(unit: str) -> str:
    return unit.replace("answer on", "answers on") if "answer on" in unit else f"{unit}s"


def _agreed(desk: Desk, *, everything: bool, yes: bool) -> bool:
    """Whether the person agrees; for everything, by typing the word."""
    if yes and not everything:
        return True
    if not desk.env.has_terminal and not desk.plain_by_name:
        raise UsageError(
            "Forgetting asks first, and there is no terminal to ask on.",
            todo="Use --yes for a part; for everything a terminal is needed.",
        )
    with desk.face() as face:
        if not everything:
            return face.agree("Forget this for good?", name="forget")
        title = f"To forget everything for good, type the word {EVERYTHING}"
        return face.write(Field(title=title, name="forget-everything")) == EVERYTHING
