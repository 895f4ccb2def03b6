"""What is kept, as documents: where it lies, whether it is well, what goes."""

from collections.abc import Iterable, Sequence

from fitcheck.document import Block, Blocks, Bullet, Paragraph
from fitcheck.store.collection import BadFile
from fitcheck.store.files import MEANS_PERMISSIONS
from fitcheck.store.folder import looks_synced
from fitcheck.store.forgetting import Deletion
from fitcheck.store.inspection import Inspection, Place
from fitcheck.store.store import Store
from fitcheck.texts import say, say_day, say_error, say_of

MOST_NAMED = 20
"""Files of one kind that are named one by one."""
FOUND = {
    "check.open": "open",
    "check.part": "parts",
    "check.plain": "plain",
    "check.uncertain": "uncertain",
    "check.movable": "movable",
    "check.ahead": "ahead",
    "check.copy": "copies",
    "check.other": "others",
}
"""What is said of each kind of file that an inspection names by its path alone."""


def tell_places(store: Store, places: Iterable[Place]) -> Blocks:
    """All places where something is kept."""
    lines = [
        say(
            "data.where.place",
            count=one.files,
            path=one.path,
            what=say_of("data.places", one.name),
        )
        for one in places
        if one.exists
    ]
    service = looks_synced(store.home)
    synced = say("data.where.synced", service=service) if service else ""
    unheeded = "" if MEANS_PERMISSIONS else say("data.where.windows")
    return (
        Paragraph(str(store.home)),
        Paragraph(say_of("data.kept", store.keeping)),
        *map(Bullet, lines),
        *map(Paragraph, filter(None, (synced, unheeded))),
    )


def tell_inspection(found: Inspection) -> Blocks:
    """What an inspection found, or that all is well."""
    blocks: list[Block] = [Paragraph(say("check.unread"))] if found.unread else []
    if found.well and not found.unread:
        blocks.append(Paragraph(say("check.well")))
    blocks += name_few([tell_bad(one) for one in found.bad])
    for key, kind in FOUND.items():
        blocks += name_few([say(key, path=path) for path in getattr(found, kind)])
    return tuple(blocks)


def tell_bad(bad: BadFile) -> str:
    """A file that cannot be read, and why."""
    return say("check.bad", path=bad.path, why=say_error(bad.cause))


def tell_deletion(going: Deletion, *, everything: bool) -> Blocks:
    """What goes, and what stays though it lies there."""
    kinds = sorted(going.kinds.items())
    parts = [say_of("forget.kinds", kind, count=count) for kind, count in kinds]
    if going.days:
        first, last = say_day(going.days[0]), say_day(going.days[-1])
        key = "forget.day" if first == last else "forget.days"
        parts.append(say(key, first=first, last=last))
    goes = say("forget.goes", what=", ".join(parts)) if parts else say("forget.goes-rest")
    stays = "forget.foreign" if everything else "forget.unreadable"
    return (Paragraph(goes), *name_few([say(stays, path=path) for path in going.beyond]))


def name_few(lines: Sequence[str]) -> list[Bullet]:
    """The first lines, and how many more there are: a folder full of junk fills no screen."""
    more = len(lines) - MOST_NAMED
    rest = [Bullet(say("check.more", count=more))] if more > 0 else []
    return [*map(Bullet, lines[:MOST_NAMED]), *rest]
