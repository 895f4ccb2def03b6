"""Words are data: with every text marked, no other letter comes out of any command."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest

from fitcheck import texts
from fitcheck.shipped import shipped
from fitcheck.texts import Text
from tests.docs.fields import ANSWERS
from tests.stories.play import FACES, play
from tests.stories.writers import Writer, writers
from tests.world import World

OPEN, CLOSE = "\u27e6", "\u27e7"
TYPED = ("Sam", "I could not say stop.", "Ask me first.", "the week before last", "A thought.")
"""What the made-up person typed."""

ALLOWED = re.compile(
    r"""(?x)
    (?:\.?/[\w./+~-]+)          # a path
    | \b[a-z][a-z0-9]{5}\b      # an id of a record
    | \b[KX]\d\d\b              # a construct, as the authors name it
    | \bfitcheck(\ --plain)?\b   # how the program was called
    | \b[b-hj-z]\b              # a key
    | \bnotes-\d{4}-\d\d\.\w+    # a file that is offered
    """
)

COMMANDS = (
    "show",
    "show --all",
    "history",
    "compare",
    "topics",
    "jot --list",
    "report -o -",
    "report --for me -o -",
    "questions list",
    "questions show could-stop",
    "questions show misread",
    "learn",
    "learn five-points",
    "learn say",
    "learn help",
    "learn help canada",
    "help",
    "data where",
    "data check",
    "demo",
    "data forget latest",
)


def marked(text: str) -> str:
    """A text with marks around what stands in the catalogue, and none around its values."""
    return OPEN + re.sub(r"\{[\w-]+\}", rf"{CLOSE}\g<0>{OPEN}", text) + CLOSE


@pytest.fixture
def all_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue with every text marked."""
    told: Mapping[str, Text] = {
        key: marked(text) if isinstance(text, str) else list(map(marked, text))
        for key, text in texts.catalogue().items()
    }
    monkeypatch.setattr(texts, "catalogue", lambda: told)


def leaves(node: object) -> Iterator[str]:
    """Every text of a tree; ids among them, which may stand anywhere."""
    match node:
        case dict():
            for key, inner in node.items():
                yield str(key)
                yield from leaves(inner)
        case list():
            for inner in node:
                yield from leaves(inner)
        case str():
            yield node
        case _:
            return


def in_one_line(text: str) -> str:
    """A text without its line breaks and marks of a page."""
    return " ".join(re.sub(r"[\\*_#`]", "", text).split())


@cache
def phrases() -> tuple[str, ...]:
    """Every text of the bank and the reading, its lines and its sentences, longest first."""
    # Banned at the top of modules, because starting the program must not load it.
    import yaml

    found: set[str] = set()
    for name in ("checklists.yaml", "reading.yaml"):
        for text in leaves(yaml.load(shipped(name).read_bytes(), Loader=yaml.BaseLoader)):
            found.add(in_one_line(text))
            leaf = re.sub(r"(?m)^(#.*)$", r"\n\1\n", text)
            for part in re.split(r"\n\s*\n|\n- |\n\d\. |^- ", leaf):
                paragraph = in_one_line(part.removeprefix("- "))
                found.add(paragraph)
                found.update(re.split(r"(?<=[.:?]) ", paragraph))
    # A statement whose answer follows it is told with a colon in place of its full stop.
    told = {form for one in found if one for form in (one.lower(), one.lower().removesuffix("."))}
    return tuple(sorted(told, key=len, reverse=True))


def unmarked(told: str, typed: Iterable[str] = TYPED) -> list[str]:
    """What of an output stands in no text of `data/` and was not typed, line by line."""
    left: list[str] = []
    outside = re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", told)
    assert OPEN not in outside, "a text was cut or changed after it was said"
    for line in outside.splitlines():
        rest = in_one_line(line)
        for known in (*map(str.lower, typed), *phrases()):
            if known in rest.lower():
                whole = rf"(?<![\w-]){re.escape(known)}(?![\w-])"
                rest = re.sub(whole, " ", rest, flags=re.IGNORECASE)
        rest = ALLOWED.sub(" ", rest)
        if re.search(r"[^\W\d_]", rest):
            left.append(f"{rest.strip()}   <<   {line.strip()}")
    return left


@pytest.fixture
def used(world: World) -> World:
    """A home with two check-ins, a note each and a thought."""
    for stuck in ("often", "rarely"):
        taken = world.fitcheck(
            "assess", "--answers", "-", "--save", stdin=ANSWERS.format(stuck=stuck)
        )
        assert taken.code == 0
    world.fitcheck("jot", "A thought.")
    return world


def test_no_word_comes_from_code(used: World, all_marked: None) -> None:  # noqa: ARG001
    """In plain words every letter of every command is of `data/`, typed, an id or a path."""
    for command in COMMANDS:
        ran = used.fitcheck("--plain", *command.split(), stdin="no\n")
        assert ran.code in (0, 130), command
        assert unmarked(ran.out + ran.err) == [], command


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", ["shopping", "a-call-taken", "wants-to-end"])
def test_no_word_of_a_sitting_comes_from_code(
    world: World,
    all_marked: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
    face: str,
    name: str,
) -> None:
    """From the first card to the note in the hand, every letter is of `data/` or was typed."""
    # A text is known whole, and not by the parts that it breaks into in a window.
    monkeypatch.setattr("fitcheck.terminal.plain.fold_words", lambda text, _columns: [text])
    person: Writer = next(one for one in writers() if one.name == name)
    typed = [text for texts in person.words.values() for text in texts if text]
    told = play(world, person, face)
    assert unmarked(told.ran.out + told.ran.err + "\n".join(told.shown), typed) == []
