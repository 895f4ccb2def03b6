"""The one place for calls on the file system, each of them a step a test can fail or end at."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fitcheck.errors import FitcheckError

PART = ".part"
"""How the name of a file ends that is not finished yet."""

BUSY = ".busy"
"""What is held on Windows, where a folder cannot be."""

WINDOWS = os.name == "nt"

MEANS_PERMISSIONS = not WINDOWS
"""Whether the bits of a mode keep anybody out."""

_NO_LINKS = frozenset(
    {
        *(errno.EPERM, errno.EACCES, errno.EINVAL, errno.EMLINK, errno.ENOSYS),
        *(errno.ENOTSUP, errno.EOPNOTSUPP),
    }
)
"""What file systems without hard links say, and Android, which forbids them."""

# Windows holds files only; elsewhere the folder itself can be held, and no file is left.
_BUSY_FLAGS = os.O_RDWR | os.O_CREAT if WINDOWS else os.O_RDONLY

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EACCES, errno.ENOTSUP, errno.EBADF})

MOST = 4 << 20
"""Bytes of a file that is read; what is longer was not written by us."""

MOST_FILES = 20_000
"""Files in all that are looked at; ten years of check-ins are a tenth of it."""

# A link is never followed, and a pipe that nobody writes to is not waited for.
_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)

NEVER_READ = frozenset({errno.ELOOP, errno.ENODEV, errno.EISDIR, errno.EFBIG})
"""What is said of links, of what is no file, and of what is too long."""

Data = bytes | Iterable[bytes]
"""What a file holds, in one or in pieces: a long one fills no memory."""

Check = Callable[[bytes], None]
"""Looks at what was really written, and raises where it will not do."""


def _held(handle: int, *, alone: bool) -> bool:
    """Hold an open file or folder; False where another program holds it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # it knows no holding together
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # some network disks hold nothing; two programs at once are rare there
    return True


class Walked:
    """What was found in a folder."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.parts: list[Path] = []
        """Files that were not finished."""
        self.folders: list[Path] = []
        """Outer ones before those in them."""
        self.others: list[Path] = []
        """Links, pipes, folders that may not be looked into: never followed, never touched."""


class Files:
    """The file system; a new file is whole under its name or not there at all.

    Folders are for their owner alone (0700), and so are files (0600).
    """

    patience = 1.0 if WINDOWS else 0.0
    """Seconds to try a replacement again: virus scanners hold new files for a moment."""

    wait = 60.0
    """Seconds to wait for a program that works alone: locking ten years takes some."""

    patient = 1.0
    """Seconds to wait for it without a word."""

    def step(self, what: str, path: Path) -> None:
        """Told before every single call; a test counts, fails or ends here."""

    def put(self, path: Path, data: Data, check: Check | None = None) -> None:
        """Write a file in place of the old one; at any moment one of the two is there, whole."""
        with self._part(path, data) as part:
            if check is not None:
                check(self.read(part))
            self.replace(part, path)

    def publish(self, path: Path, data: Data) -> None:
        """Write a file that must not be there yet; FileExistsError where it is.

        When this returns, the file is there after a power cut, too.
        """
        with self._part(path, data) as part:
            self._give_name(part, path)
        try:
            self.sync_folder(path.parent)
        except OSError:
            # Not promised to last, so not kept: the caller is told, and tries again.
            self._discard(path)
            raise

    @contextmanager
    def _part(self, path: Path, data: Data) -> Iterator[Path]:
        """An unfinished file beside another, with what that will hold; gone at the end."""
        part = path.with_name(f".{path.name}.{os.urandom(4).hex()}{PART}")
        try:
            self.create(part, data)
            yield part
        finally:
            self._discard(part)

    def _give_name(self, part: Path, path: Path) -> None:
        try:
            self.link(part, path)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if self.exists(path):
                raise FileExistsError(errno.EEXIST, "already there", str(path)) from error
            self.replace(part, path)

    def _discard(self, path: Path) -> None:
        # What cannot be removed now is a leftover that `data check` names.
        with suppress(OSError):
            self.remove(path)

    def create(self, path: Path, data: Data) -> None:
        """Write a file that must not be there yet, through to the disk."""
        self.step("create", path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, 0o600)
        try:
            for piece in (data,) if isinstance(data, bytes) else data:
                self.write(handle, path, piece)
            self.step("sync", path)
            os.fsync(handle)
        except OSError as error:
            raise _naming(error, path) from None
        finally:
            os.close(handle)

    def write(self, handle: int, path: Path, data: bytes) -> None:
        """Write all of the data."""
        self.step("write", path)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def read(self, path: Path) -> bytes:
        """All that a file holds; OSError for a link, for what is no file, for too long a one."""
        self.step("read", path)
        # A quarter of the time of `Path.read_bytes`, and a history is many small files.
        handle = os.open(path, _READ_FLAGS)
        try:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise OSError(errno.ENODEV, "no file")
            if about.st_size > MOST:
                raise OSError(errno.EFBIG, "too long")
            data = os.read(handle, about.st_size + 1)
            # Whole in one piece, unless it grows meanwhile or comes from a slow disk.
            while len(data) != about.st_size and (more := os.read(handle, 1 << 18)):
                data += more
                if len(data) > MOST:
                    raise OSError(errno.EFBIG, "too long")
        except OSError as error:
            raise _naming(error, path) from None
        finally:
            os.close(handle)
        return data

    def replace(self, old: Path, new: Path) -> None:
        """Give a file another name, in place of what has it now."""
        deadline = time.monotonic() + self.patience
        while True:
            try:
                self.step("replace", new)
                old.replace(new)
                return
            except PermissionError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.02)

    def link(self, old: Path, new: Path) -> None:
        """Give a file a second name; FileExistsError where something has it."""
        self.step("link", new)
        os.link(old, new)

    def remove(self, path: Path) -> None:
        """Remove a file; one that is gone already is fine."""
        self.step("remove", path)
        path.unlink(missing_ok=True)

    def exists(self, path: Path) -> bool:
        """Whether a file or a folder is there."""
        self.step("exists", path)
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def list(self, folder: Path) -> list[str]:
        """The names in a folder but for those of folders, sorted; none where there is no folder.

        Links, pipes and the like are among them: reading one says what it is.
        """
        self.step("list", folder)
        try:
            with os.scandir(folder) as found:
                return sorted(one.name for one in found if not one.is_dir(follow_symlinks=False))
        except FileNotFoundError:
            return []

    def walk(self, folder: Path) -> "Walked":
        """All that lies in a folder, however deep; no link is followed.

        Raises FitcheckError where there is far more than we could have made.
        """
        self.step("walk", folder)
        found = Walked()
        folders = [folder]
        while folders:
            place = folders.pop()
            try:
                with os.scandir(place) as scan:
                    entries = sorted(scan, key=lambda entry: entry.name)
            except FileNotFoundError:
                continue
            except OSError:
                if place == folder:
                    raise
                found.others.append(place)
                continue
            for entry in entries:
                path = place / entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    found.folders.append(path)
                elif entry.is_file(follow_symlinks=False):
                    is_part = entry.name.startswith(".") and entry.name.endswith(PART)
                    (found.parts if is_part else found.files).append(path)
                else:
                    found.others.append(path)
            if len(found.files) + len(found.parts) + len(found.folders) > MOST_FILES:
                raise FitcheckError("store.too-many", path=folder, most=MOST_FILES)
        return found

    def refuse_link(self, folder: Path) -> None:
        """Raise OSError where a folder is a link: what is done in it would be done elsewhere."""
        self.step("link?", folder)
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "a link", str(folder))

    def make_folder(self, folder: Path) -> None:
        """Make a folder for its owner alone, its parents too; one that is there stays as it is."""
        self.step("make folder", folder)
        missing = [folder]
        while not missing[-1].parent.exists():
            missing.append(missing[-1].parent)
        for one in reversed(missing):
            one.mkdir(mode=0o700, exist_ok=True)

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder that is empty; any other is left as it is."""
        self.step("remove folder", folder)
        with suppress(OSError):
            folder.rmdir()

    def sync_folder(self, folder: Path) -> None:
        """Bring the names in a folder through to the disk, where the system knows how."""
        self.step("sync folder", folder)
        if WINDOWS:
            return
        try:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise

    @contextmanager
    def hold(
        self, folder: Path, *, alone: bool, waiting: Callable[[], None] = lambda: None
    ) -> Iterator[None]:
        """Work in a folder while no other program does so alone, or be the one that does.

        Waits for the others, says so once, by `waiting`, where that takes longer than a
        moment, and raises FitcheckError where it takes too long. The system lets go when
        a program dies.
        """
        self.step("hold", folder)
        try:
            handle = os.open(folder / BUSY if WINDOWS else folder, _BUSY_FLAGS, 0o600)
        except FileNotFoundError:
            yield  # no folder, so nothing to disturb; what writes will say so
            return
        try:
            self._wait_for(handle, alone=alone, waiting=waiting)
            yield
        finally:
            os.close(handle)

    def _wait_for(self, handle: int, *, alone: bool, waiting: Callable[[], None]) -> None:
        begun = time.monotonic()
        said = False
        while not _held(handle, alone=alone):
            waited = time.monotonic() - begun
            if waited >= self.wait:
                raise FitcheckError("store.held")
            if waited >= self.patient and not said:
                said = True
                waiting()
            time.sleep(0.005)

    def is_open(self, path: Path) -> bool:
        """Whether others on this computer may look; never true where modes mean nothing."""
        self.step("mode", path)
        try:
            about = path.lstat()
        except FileNotFoundError:
            return False
        return (
            MEANS_PERMISSIONS
            and not stat.S_ISLNK(about.st_mode)
            and bool(stat.S_IMODE(about.st_mode) & 0o077)
        )

    def anybody_may_move(self, folder: Path) -> bool:
        """Whether everybody on this computer may rename and remove what is in a folder.

        One that may not be looked at is nobody's to change.
        """
        self.step("mode", folder)
        with suppress(OSError):
            mode = folder.stat().st_mode
            return MEANS_PERMISSIONS and bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX
        return False

    def close(self, path: Path) -> None:
        """Leave a file or a folder to its owner alone; OSError where it is a link."""
        self.step("close", path)
        if WINDOWS:
            return path.chmod(0o700 if path.is_dir() else 0o600)
        handle = os.open(path, _READ_FLAGS)
        try:
            os.fchmod(handle, 0o700 if stat.S_ISDIR(os.fstat(handle).st_mode) else 0o600)
        finally:
            os.close(handle)
        return None

    def changed(self, path: Path) -> float:
        """When a file was last written, in seconds since 1970."""
        self.step("time", path)
        return path.lstat().st_mtime


_REFUSALS = {
    errno.ENOSPC: "refused.full",
    errno.EDQUOT: "refused.full",
    errno.EROFS: "refused.read-only",
    errno.EACCES: "refused.forbidden",
    errno.EPERM: "refused.forbidden",
    errno.ENOENT: "refused.vanished",
    errno.EEXIST: "refused.in-the-way",
    errno.ENOTDIR: "refused.in-the-way",
    errno.ELOOP: "refused.link",
    errno.ENODEV: "refused.no-file",
    errno.EISDIR: "refused.no-file",
    errno.EFBIG: "refused.too-long",
}


def explain(error: OSError) -> FitcheckError:
    """What the file system said, as something that a person can be told."""
    if error.filename is None:
        return FitcheckError("refused.no-name", reason=error.strerror or error)
    key = _REFUSALS.get(error.errno or 0, "refused.other")
    path = _findable(error.filename2 or error.filename)
    return FitcheckError(key, path=path, reason=error.strerror or error)


def _findable(path: object) -> Path:
    # An unfinished file is gone by the time a person looks, so its folder is named.
    place = Path(os.fsdecode(path) if isinstance(path, bytes) else str(path))
    return place.parent if place.name.endswith(PART) else place


def _naming(error: OSError, path: Path) -> OSError:
    """The error with its file, where the system refuses something without saying for which."""
    if error.filename is None:
        error.filename = str(path)
    return error
