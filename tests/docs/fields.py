"""What `--json` tells, field by field, and the answers file, as the program makes them."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fitcheck.content import bank
from tests.world import World

ANSWERS = """
stage: established
therapist: Sam
answers:
  understood: often
  could-stop: "no"
  stuck: {stuck}
  background: {{matters: "yes", choice: often}}
  misread: {{happened: once, talked: yes, after: better}}
notes: {{could-stop: the week before last}}
topics: [{{question: could-stop, happened: I could not say stop., wish: Ask me first.}}]
"""

OWN_FILE = """
name: mine
questionnaires:
  - id: one-thing
    title: One thing
    window: Lately
    facts:
      - id: door
        text: The door is shut and I am alone.
        scale: no-partly-yes
        stages: [established]
"""

COMMANDS = (
    "assess --json",
    "show --json",
    "history --json",
    "compare --json",
    "topics --json",
    "jot --list --json",
    "report --to json",
    "report --for me --to json",
    "questions list --json",
    "questions show could-stop --json",
    "questions lint FILE --json",
    "questions blank",
    "learn help canada --json",
    "data where --json",
    "data check --json",
    "data export",
)
"""Every command that writes JSON; `questions blank` writes YAML and stands on a page of its own."""


def run_all() -> Iterator[tuple[str, object]]:
    """Each command with what it gave, in a home with two check-ins, a note and a thought."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder) / "home")
        taken = "assess --answers - --save --json"
        world.fitcheck(*taken.split(), stdin=ANSWERS.format(stuck="often"))
        told = world.fitcheck(*taken.split(), stdin=ANSWERS.format(stuck="rarely"))
        world.fitcheck("jot", "A thought.")
        yield "assess --json", json.loads(told.out)
        for command in COMMANDS[1:]:
            if "blank" in command:
                continue
            words = (str(own_file(folder)) if word == "FILE" else word for word in command.split())
            ran = world.fitcheck(*words)
            yield command, json.loads(ran.out)


def own_file(folder: str | Path) -> Path:
    """A file of one's own, of which something may be better."""
    place = Path(folder) / "mine.yaml"
    place.write_text(OWN_FILE, encoding="utf-8")
    return place


def paths(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Every field by its way from the top, and what kind of value it has."""
    match value:
        case dict():
            for name, inner in value.items():
                yield from paths(inner, f"{at}.{name}" if at else name)
        case list():
            for inner in value:
                yield from paths(inner, f"{at}[]")
            if not value:
                yield f"{at}[]", "empty here"
        case _:
            kinds = {bool: "yes or no", int: "number", float: "number", str: "text"}
            yield at, kinds.get(type(value), "null")


def json_page() -> str:
    """The fields of every command that writes JSON."""
    parts = [
        "# The fields of the JSON",
        "Made from the commands themselves, run in a made-up home. `[]` is a list. `SCALE`, "
        "`QUESTIONNAIRE` and `POINT` are no names of fields: there is one field for each scale, "
        "questionnaire or point, called by its id. A field that "
        "can be missing or null is named with all it was here. `schema` is 1; a change that a "
        "program could stumble over raises it. What went wrong comes as one line on the standard "
        'error: `{"error": {"exit", "what", "todo", "problems"}, "schema"}`; of a file with '
        "mistakes `problems` holds each with `line`, `column`, `what`, `todo` and `source`, and "
        "`remarks` what may be better.",
    ]
    for command, told in run_all():
        found: dict[str, set[str]] = {}
        for path, kind in paths(told):
            found.setdefault(_general(path), set()).add(kind)
        rows = [f"| `{path}` | {', '.join(sorted(kinds))} |" for path, kinds in found.items()]
        parts += [f"## `fitcheck {command}`", "\n".join(("| Field | Value |", "|---|---|", *rows))]
    return "\n\n".join(parts) + "\n"


BY_ID = {"scales": "SCALE", "titles": "QUESTIONNAIRE", "points": "POINT"}
"""What holds one field for each of a kind, called by its id; and what stands for that id."""


def _general(path: str) -> str:
    """The way to a field without the ids that are keys of it."""
    parts = path.split(".")
    before = ("", *parts)
    return ".".join(BY_ID.get(above, part) for above, part in zip(before, parts, strict=False))


def answers_page() -> str:
    """The form of an answers file, from a blank one and the scales."""
    found = bank()
    scales = [
        f"- `{id}`: {', '.join(f'`{one.id}`' for one in scale.choices)}"
        for id, scale in found.scales.items()
    ]
    with TemporaryDirectory() as folder:
        blank = World(Path(folder)).fitcheck("questions", "blank", "--quick").out
    return "\n".join(
        (
            "# The answers file",
            "",
            "`fitcheck assess --answers FILE` takes a check-in from a file and asks nothing, for",
            "everybody who is more at home in an editor. `fitcheck questions blank -o FILE`",
            "writes one to fill in; `--stage`, `--only`, `--all` and `--quick` choose what",
            "stands in it. YAML and JSON are read. What is left empty is skipped; a mistake is",
            "told with its line and column, all of them at once, and nothing is kept then.",
            "",
            "The blank file of the quick form:",
            "",
            "```yaml",
            blank.rstrip(),
            "```",
            "",
            "## What can be answered",
            "",
            "Each question has one of these scales, and takes `not-sure`, `does-not-apply` and",
            "`skip` beside it. `fitcheck questions show ID` tells which.",
            "",
            *scales,
            "",
        )
    )
