"""What people install: the lock and `pyproject.toml` say the same."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
RUN = "requirements.txt"
DEV = "requirements-dev.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TO_BUILD = [*PROJECT["build-system"]["requires"], *PROJECT["dependency-groups"]["build"]]
TO_RUN = [*PROJECT["project"]["dependencies"], *TO_BUILD]
TO_TEST = [*TO_RUN, *PROJECT["project"]["optional-dependencies"]["dev"]]
PINNED = re.compile(r"[a-z0-9-]+==[^ ]+( ; [^\\]+)?( --hash=sha256:[0-9a-f]{64})+")


def entries(name: str) -> list[str]:
    """What stands in a lock file, each entry with its hashes on one line."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [" ".join(line.split()) for line in text.replace("\\\n", " ").splitlines()]


def locked(name: str) -> dict[str, Version]:
    """The version of each package in a lock file."""
    pins = [entry.partition(" ")[0].split("==") for entry in entries(name)]
    return {package: Version(version) for package, version in pins}


def disagreements(wanted: Iterable[str], there: dict[str, Version]) -> list[str]:
    """What is wanted and not there, or there in a version that does not do."""
    return [text for text in wanted if not _serves(there, Requirement(text))]


def _serves(there: dict[str, Version], wanted: Requirement) -> bool:
    version = there.get(canonicalize_name(wanted.name))
    return version is not None and version in wanted.specifier


@pytest.mark.parametrize(("name", "wanted"), [(RUN, TO_RUN), (DEV, TO_TEST)])
def test_the_lock_has_all_that_the_project_names(name: str, wanted: list[str]) -> None:
    """Every dependency stands in the lock, in a version that `pyproject.toml` allows."""
    assert disagreements(wanted, locked(name)) == []


@pytest.mark.parametrize("name", [RUN, DEV])
def test_every_line_is_pinned_and_hashed(name: str) -> None:
    """Each entry has one version and its hashes; no address, option or comment is among them."""
    assert [entry for entry in entries(name) if not PINNED.fullmatch(entry)] == []


def test_what_runs_is_what_was_tested() -> None:
    """The lock for running is a part of the lock for testing, to the letter."""
    assert set(entries(RUN)) <= set(entries(DEV))


@pytest.mark.parametrize("wanted", ["typer>=99", "not-there>=1", "PyYAML<1"])
def test_a_disagreement_is_seen(wanted: str) -> None:
    """A dependency that is missing, too old or too new in the lock is named."""
    assert disagreements([*TO_RUN, wanted], locked(RUN)) == [wanted]
