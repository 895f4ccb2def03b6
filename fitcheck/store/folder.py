"""The folder where everything is kept: its places, its names, bytes in and bytes out.

A file appears whole under its name, and names never clash, so that reading and writing
need no agreement between programs. Only what turns everything, locking and unlocking,
is done alone.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from fitcheck.errors import FitcheckError
from fitcheck.store.filenames import SEALED, FileName, like_ours, parse_name
from fitcheck.store.files import BUSY, Files, Walked

_NOT_CONTENT = frozenset({"desktop.ini", "Thumbs.db"})
"""What file managers leave in a folder; names with a dot in front are theirs, too."""


class _At:
    """A place in the home, by its name there."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, folder: "Folder", _: type) -> Path:
        return folder.home / self.name


class Folder(msgspec.Struct, frozen=True):
    """The home and the files in it, locked or not; nothing is made before `begin`."""

    home: Path
    files: Files = msgspec.field(default_factory=Files)
    notify: Callable[[FitcheckError], None] = lambda _: None
    """Tells the person what she should know and what stops nothing."""
    waiting: Callable[[], None] = lambda: None
    """Tells her that another program is waited for."""

    records = _At("records")
    """Records, each written once; any tool may sync this folder."""
    drafts = _At("drafts")
    """Check-ins under way; not for syncing."""
    aside = _At("set-aside")
    """Damaged and foreign files, and drafts that were not gone on with."""
    identity = _At("identity.age")
    """The key, under the passphrase."""
    recipient = _At("recipient.txt")
    """The public half of the key: with it, whatever is written is locked."""
    plain_mode = _At("plain-mode")
    """There: plain mode was chosen."""
    log = _At("log.txt")
    """Where a bug leaves its exception type and frames."""

    @property
    def places(self) -> tuple[Path, Path, Path]:
        """The folders that hold answers."""
        return self.records, self.drafts, self.aside

    @property
    def singles(self) -> tuple[Path, Path, Path, Path]:
        """The files of the home that hold no answer."""
        return self.identity, self.recipient, self.plain_mode, self.log

    def begin(self) -> None:
        """Make the folders, so that answers are kept from now on."""
        for folder in (self.home, self.records, self.drafts):
            self.make(folder)
        self.files.sync_folder(self.home)

    def make(self, folder: Path) -> None:
        """Make one of the folders, where it is not there; OSError where it is a link."""
        self.files.make_folder(folder)
        if folder != self.home:
            self.files.refuse_link(folder)

    def hold(self, *, alone: bool = False) -> AbstractContextManager[None]:
        """Write beside other programs, or alone: while everything is locked or unlocked."""
        return self.files.hold(self.home, alone=alone, waiting=self.waiting)

    def any_sealed(self) -> bool:
        """Whether any record or draft is locked."""
        return any(
            name.endswith(SEALED) and like_ours(name)
            for folder in (self.records, self.drafts)
            for name in self.files.list(folder)
        )

    def kept_files(self, *folders: Path) -> Iterator[Path]:
        """The files of folders, but for unfinished ones and those of file managers."""
        for folder in folders:
            for name in self._list(folder):
                if not name.startswith(".") and name not in _NOT_CONTENT:
                    yield folder / name

    def names(self, folder: Path) -> Iterator[FileName]:
        """The files of a folder that have a name of ours; opens nothing."""
        # Without a path for each: making one takes longer than reading its name.
        found = (parse_name(folder, name) for name in self._list(folder))
        yield from filter(None, found)

    def _list(self, folder: Path) -> list[str]:
        self.files.refuse_link(folder)
        return self.files.list(folder)

    def everything(self) -> Walked:
        """All in the home but for its own single files.

        Whatever its name, and however deep: what other programs left, too.
        """
        found = self.files.walk(self.home)
        single = {*self.singles, self.home / BUSY}
        found.files = [path for path in found.files if path not in single]
        return found

    def sync_around(self, paths: Iterable[Path]) -> None:
        """Make sure that what was removed stays so: the folders around are written to disk."""
        for folder in dict.fromkeys(path.parent for path in paths):
            self.files.sync_folder(folder)

    def move_aside(self, path: Path) -> Path:
        """Move a file to the folder of what was set aside; returns where it is."""
        place = self.free_place(path.name)
        self.files.replace(path, place)
        return place

    def free_place(self, name: str) -> Path:
        """A name in that folder that nothing has yet."""
        self.make(self.aside)
        place = self.aside / name
        number = 2
        while self.files.exists(place):
            place = self.aside / f"{number}-{name}"
            number += 1
        return place


_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "sync": "Syncthing",
}


def looks_synced(home: Path) -> str:
    """The service that probably copies this folder elsewhere, going by its path; else empty."""
    for part in home.parts:
        # "OneDrive - Some Office", "GoogleDrive-me@example.org", "Dropbox (Home)"
        name = part.casefold()
        for known, service in _SYNCED.items():
            if name == known or (len(known) > 6 and name.startswith((f"{known} ", f"{known}-"))):
                return service
    return ""
