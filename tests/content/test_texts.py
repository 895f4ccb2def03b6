"""The program's own words: each stands in `data/texts.yaml`, and each that stands there is said."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from fitcheck import texts
from fitcheck.errors import FitcheckError
from fitcheck.shipped import shipped
from fitcheck.texts import catalogue, flatten, say, say_error, say_lines
from tests.docs.commands import commands

PACKAGE = Path(texts.__file__).parent
SAYERS = {"say", "say_lines", "Words"}
GROUPS = {"say_of", "say_lines_of", "word_of"}
NOTERS = {"wrong", "stop"}
"""What notes a mistake: first its place, then the key of its text."""
PARTS = ("", ".one", ".other", ".what", ".todo", ".what.one", ".todo.one")
"""What a key may stand for: itself, one of two forms, or the parts of an error."""


@cache
def modules() -> tuple[ast.Module, ...]:
    """Every module of the package, parsed."""
    return tuple(ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py")))


def calls() -> Iterator[ast.Call]:
    """Every call in the package."""
    for module in modules():
        yield from (node for node in ast.walk(module) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    """The name of what is called, without where it comes from."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def first(call: ast.Call) -> str | None:
    """The first argument of a call where it is a plain string."""
    match call.args:
        case [ast.Constant(value=str(text)), *_]:
            return text
    return None


def second(call: ast.Call) -> str | None:
    """The second argument of a call where it is a plain string."""
    match call.args:
        case [_, ast.Constant(value=str(text)), *_]:
            return text
    return None


def in_tables(call: ast.Call) -> set[object]:
    """The names that a call gives in a table of values."""
    tables = [argument for argument in call.args if isinstance(argument, ast.Dict)]
    keys = [key for table in tables for key in table.keys]
    return {key.value for key in keys if isinstance(key, ast.Constant)}


@cache
def errors() -> frozenset[str]:
    """The names of all errors that carry a key."""
    found, classes = {"FitcheckError"}, list[ast.ClassDef]()
    for module in modules():
        classes += [node for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    while more := {
        node.name
        for node in classes
        if node.name not in found
        and any(isinstance(base, ast.Name) and base.id in found for base in node.bases)
    }:
        found |= more
    return frozenset(found)


@cache
def named() -> dict[str, ast.Call]:
    """Every key that a call names, with the call."""
    sayers = SAYERS | errors()
    keys = [(first(call), call) for call in calls() if name_of(call) in sayers]
    keys += [(second(call), call) for call in calls() if name_of(call) in NOTERS]
    return {key: call for key, call in keys if key is not None}


def test_every_key_that_is_named_is_there() -> None:
    """No sentence is missing where the program wants to say it."""
    known = catalogue()
    missing = [key for key in named() if not any(key + part in known for part in PARTS)]
    assert not missing


def test_no_part_of_the_file_stands_twice() -> None:
    """Each screen has one place: a second one of its name would hide the first."""
    lines = shipped("texts.yaml").read_text("utf-8").splitlines()
    parts = [line for line in lines if re.match(r"[a-z-]+:$", line)]
    assert len(parts) == len(set(parts))


def test_every_text_is_said_somewhere() -> None:
    """No text stands in the file that the program never says."""
    groups = {first(call) for call in calls() if name_of(call) in GROUPS}
    strings = {
        node.value
        for module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    def is_said(key: str) -> bool:
        plain = re.sub(r"(\.(what|todo))?(\.(one|other))?$", "", key)
        return plain in strings or key in strings or plain.rpartition(".")[0] in groups

    unused = [key for key in catalogue() if not is_said(key)]
    assert not unused


@pytest.mark.parametrize(
    "key", sorted(key for key, call in named().items() if name_of(call) in errors())
)
def test_every_error_is_said(key: str) -> None:
    """An error is said in words, and no brace or key is left in them."""
    call = named()[key]
    values = dict.fromkeys((word.arg for word in call.keywords if word.arg), 2)
    said = say_error(FitcheckError(key, **values))
    assert " " in said and "{" not in said and key not in said


@pytest.mark.parametrize("key", sorted(named()))
def test_every_name_in_braces_is_given(key: str) -> None:
    """A text gets a value for each of its names where it is said."""
    call = named()[key]
    if any(word.arg is None for word in call.keywords):
        return
    given = {"fitcheck", *(word.arg for word in call.keywords), *in_tables(call)}
    for part in PARTS:
        text = catalogue().get(key + part, "")
        lines = (text,) if isinstance(text, str) else text
        wanted = {name for line in lines for name in re.findall(r"\{([a-z_]+)\}", line)}
        assert wanted <= given, f"{key}{part} wants {wanted - given}"


def test_a_command_can_be_typed_as_it_stands() -> None:
    """No text takes it for granted that the program is found by its name."""
    command = re.compile(
        rf"\bfitcheck ({'|'.join(names[0] for names, _ in commands() if names)})\b"
    )
    lines = (
        line
        for text in catalogue().values()
        for line in ((text,) if isinstance(text, str) else text)
    )
    assert [line for line in lines if command.search(line)] == []


def test_a_value_is_never_read_as_a_text() -> None:
    """Braces in a label or a file name stay braces."""
    assert texts.fill("{name} is here.", {"name": "{count}", "count": 3}) == "{count} is here."
    assert texts.fill("{x", {}) == "{x"


def test_a_count_picks_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """One is told as one, and none as several."""
    counted = flatten({"kept": {"one": "{count} answer", "other": "{count} answers"}})
    monkeypatch.setattr(texts, "catalogue", lambda: counted)
    assert [say("kept", count=n) for n in (0, 1, 2)] == ["0 answers", "1 answer", "2 answers"]


def test_an_error_tells_what_happened_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error carries a key and values; a cause in it is told in its place."""
    told = flatten(
        {
            "gone": {"what": "{file} is gone.", "todo": "Bring it back."},
            "part": "Not whole: {cause}",
            "lines": ["one", "two"],
        }
    )
    monkeypatch.setattr(texts, "catalogue", lambda: told)
    cause = FitcheckError("gone", file="a{b}")
    assert say_error(cause) == "a{b} is gone. Bring it back."
    assert say_error(FitcheckError("part", cause=cause)) == (
        "Not whole: a{b} is gone. Bring it back."
    )
    assert say_lines("lines") == ("one", "two")
