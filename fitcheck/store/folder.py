"""The folder where everything is kept: its places, its names, bytes in and bytes out.

A file appears whole under its name, and names never clash, so that reading and writing
need no agreement between programs. Only what turns everything, locking and unlocking,
is done alone.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from fitcheck.errors import FitcheckError
from fitcheck.store.filenames import SEALED, FileName, like_ours, parse_name
from fitcheck.store.files import BUSY, PART, Files, Walked

_NOT_CONTENT = frozenset({"desktop.ini", "Thumbs.db"})
"""What file managers leave in a folder; names with a dot in front are theirs, too."""


class Folder(msgspec.Struct, frozen=True):
    """The home and the files in it, locked or not; nothing is made before `begin`."""

    home: Path
    files: Files = msgspec.field(default_factory=Files)
    notify: Callable[[FitcheckError], None] = lambda _: None
    """Tells the person what she should know and what stops nothing."""
    waiting: Callable[[], None] = lambda: None
    """Tells her that another program is waited for."""

    @property
    def records(self) -> Path:
        """Records, each written once; any tool may sync this folder."""
        return self.home / "records"

    @property
    def drafts(self) -> Path:
        """Check-ins under way; not for syncing."""
        return self.home / "drafts"

    @property
    def aside(self) -> Path:
        """Damaged and foreign files, and drafts that were not gone on with."""
        return self.home / "set-aside"

    @property
    def identity(self) -> Path:
        """The key, under the passphrase."""
        return self.home / "identity.age"

    @property
    def recipient(self) -> Path:
        """The public half of the key: with it, whatever is written is locked."""
        return self.home / "recipient.txt"

    @property
    def plain_mode(self) -> Path:
        """There: plain mode was chosen."""
        return self.home / "plain-mode"

    @property
    def log(self) -> Path:
        """Where a bug leaves its exception type and frames."""
        return self.home / "log.txt"

    @property
    def places(self) -> tuple[Path, Path, Path]:
        """All folders that hold answers."""
        return self.records, self.drafts, self.aside

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

    @contextmanager
    def hold(self, *, alone: bool = False) -> Iterator[None]:
        """Write beside other programs, or alone: while everything is locked or unlocked."""
        with ExitStack() as stack:
            try:
                held = self.files.hold(self.home, alone=alone, waiting=self.waiting)
                stack.enter_context(held)
            except FileNotFoundError:
                pass  # no home, so nothing to disturb; what writes will say so
            except BlockingIOError as error:
                raise FitcheckError("store.held") from error
            yield

    def any_sealed(self) -> bool:
        """Whether any record or draft is locked."""
        return any(
            name.endswith(SEALED) and like_ours(name)
            for folder in (self.records, self.drafts)
            for name in self.files.list(folder)
        )

    def content(self, *folders: Path) -> Iterator[Path]:
        """The files of folders, but for unfinished ones and those of file managers."""
        for folder in folders:
            self.files.refuse_link(folder)
            for name in self.files.list(folder):
                if not name.startswith(".") and name not in _NOT_CONTENT:
                    yield folder / name

    def names(self, folder: Path) -> Iterator[FileName]:
        """The files of a folder that have a name of ours; opens nothing."""
        yield from filter(None, map(parse_name, self.content(folder)))

    def everything(self) -> Walked:
        """All in the home but for its own single files and what is not finished yet.

        Whatever its name, and however deep: what other programs left, too.
        """
        single = {*self.singles, self.home / BUSY}
        found = self.files.walk(self.home)
        found.files = [path for path in found.files if path not in single and not _is_part(path)]
        return found

    @property
    def singles(self) -> tuple[Path, Path, Path, Path]:
        """The files of the home that hold no answer."""
        return self.identity, self.recipient, self.plain_mode, self.log

    def parts(self) -> tuple[Path, ...]:
        """All unfinished files."""
        return tuple(filter(_is_part, self.files.walk(self.home).files))

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


def _is_part(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(PART)
