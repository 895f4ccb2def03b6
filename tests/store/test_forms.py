"""What one version wrote is read by every later one: whole, certain, and to the same meaning."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from fitcheck.questions.model import Bank
from fitcheck.store.codec import encode, from_json, is_certain_export
from fitcheck.store.collection import Seen
from fitcheck.store.filenames import parse_path
from fitcheck.store.folder import Folder
from fitcheck.store.records import SCHEMA, Amendment, CheckIn, Draft, FollowUp, Jot, Note, Page
from fitcheck.store.store import Store
from tests.store.forms import HOMES
from tests.store.made import PASSPHRASE
from tests.world import World

VERSIONS = sorted(HOMES.iterdir())
KINDS = (CheckIn, Page, Note, FollowUp, Amendment, Jot)

pytestmark = pytest.mark.parametrize("kept", VERSIONS, ids=lambda place: f"schema {place.name}")


def values(store: Store) -> Iterator[msgspec.Struct]:
    """Every record and draft of a store."""
    yield from store.each_record()
    for entry in store.drafts():
        yield store.draft(entry.id)


@pytest.mark.parametrize("name", ["plain", "locked"])
def test_a_home_of_then_is_read_whole(kept: Path, name: str) -> None:
    """Nothing of it is bad or uncertain, and no file of it is left out."""
    store = Store(Folder(kept / name))
    store = store.opened(PASSPHRASE) if name == "locked" else store
    collection = store.records()
    assert (collection.bad, collection.uncertain) == ((), ())
    files = [path for path in (kept / name).rglob("*") if parse_path(path) is not None]
    assert len(files) == len(list(values(store)))


def test_what_was_said_then_is_said_still(kept: Path) -> None:
    """Each value of each file is in what is read from it; a later form only adds to it."""
    folder = Folder(kept / "plain")
    store = Store(folder)
    for path in folder.kept_files(folder.records, folder.drafts):
        name = parse_path(path)
        assert name is not None
        seen = store.look_at(path)
        assert isinstance(seen, Seen)
        then, now = json.loads(path.read_bytes()), json.loads(encode(seen.value))
        assert missing(then, {**now, "fitcheck": then["fitcheck"]}) == []


def missing(then: object, now: object, at: str = "") -> list[str]:
    """What stood there then, and stands there no more or otherwise."""
    match then, now:
        case dict(), dict():
            return [
                found
                for key, value in then.items()
                for found in missing(value, now.get(key), f"{at}.{key}")
            ]
        case list(), list() if len(then) == len(now):
            return [found for pair in zip(then, now, strict=True) for found in missing(*pair, at)]
        case _:
            return [] if then == now else [at]


def test_an_export_of_then_comes_in(kept: Path, world: World) -> None:
    """It is certain, and every record of it is new in an empty home."""
    text = (kept / "export.json").read_text(encoding="utf-8")
    assert is_certain_export(text)
    ran = world.fitcheck("data", "import", kept / "export.json")
    assert ran.code == 0
    come_in = {one.id: one for one in Store(Folder(world.home)).each_record()}
    assert come_in == {one.id: one for one in from_json(text)}


COMMANDS = [
    *(("show", id, "--all") for id in ("every2", "some22", "quick2", "seek22", "ends22")),
    *(("report", id, "--for", "me", "--private") for id in ("every2", "quick2", "seek22")),
    ("report", "every2", "-o", "-"),
    *(("history",), ("compare",), ("topics", "--json"), ("jot", "--list"), ("data", "export")),
    ("data", "export", "--csv"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_home_of_then_is_shown(kept: Path, world: World, words: tuple[str, ...]) -> None:
    """Every command that looks at records looks at these, too."""
    shutil.copytree(kept / "plain", world.home)
    shutil.rmtree(world.home / "drafts")
    ran = world.fitcheck(*words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_all_that_can_be_kept_was_kept_there(kept: Path) -> None:
    """In the newest home every field of every record says something, so that this can fail."""
    if kept.name != str(SCHEMA):
        return
    said: dict[type, set[str]] = {}
    for value in values(Store(Folder(kept / "plain"))):
        gather(value, said)
    silent = {
        f"{kind.__name__}.{field.name}"
        for kind, names in said.items()
        for field in msgspec.structs.fields(kind)
        if field.name not in {*names, "schema"}
    }
    assert {kind.__name__ for kind in said} >= {one.__name__ for one in (*KINDS, Draft)}
    # A new field is written there by `python -m tests.store.forms`, until this form is out.
    assert silent == NEVER_KEPT


NEVER_KEPT = {"Responses.matters", "Point.about", "Point.article", "Point.sources"}
"""A name that is always the same, and what a record leaves to the bank."""


def gather(value: object, said: dict[type, set[str]]) -> None:
    """Which fields of which types hold something else than what goes without saying."""
    match value:
        case Bank():
            pass  # A draft holds what it asks with; what authors write belongs to other tests.
        case msgspec.Struct():
            names = said.setdefault(type(value), set())
            for field in msgspec.structs.fields(value):
                held = getattr(value, field.name)
                made = field.default_factory
                usual = field.default if made is msgspec.NODEFAULT else made()
                if held != usual:
                    names.add(field.name)
                gather(held, said)
        case Mapping():
            for inner in value.values():
                gather(inner, said)
        case tuple():
            for inner in value:
                gather(inner, said)
