"""Every sentence that the program itself says, by key, from `data/texts.yaml`.

Code names a text and gives the values that stand in its braces. What a value holds is
put in as it is: braces in a label or a file name mean nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import PurePath

from fitcheck.errors import FitcheckError, InvalidFileError, Problem, Words
from fitcheck.shipped import compiled, written

TEXTS = "texts.yaml"
ONE, OTHER = "one", "other"
"""The two forms of a text that counts."""

Text = str | list[str]

PROGRAM: ContextVar[Callable[[], str]] = ContextVar("program", default=lambda: "fitcheck")
"""What `{fitcheck}` in a text becomes: how the program was called, so that a command can be
typed as it stands. It is the same for every text of a run, so no call hands it in."""


@cache
def catalogue() -> Mapping[str, Text]:
    """All texts by their full keys, such as `review.wrong-key`."""
    made = compiled(TEXTS)
    if made is None:
        return flatten(written(TEXTS))
    import json

    texts: dict[str, Text] = json.loads(made)
    return texts


def flatten(tree: object, prefix: str = "") -> dict[str, Text]:
    """The texts of a tree of keys; each key is the way to its text, joined by dots."""
    flat: dict[str, Text] = {}
    for name, node in tree.items() if isinstance(tree, dict) else ():
        key = f"{prefix}{name}"
        match node:
            case dict():
                flat |= flatten(node, f"{key}.")
            case list():
                flat[key] = [str(line) for line in node]
            case _:
                flat[key] = str(node)
    return flat


def say(key: str, /, **values: object) -> str:
    """The text of a key with its values; a `count` picks the form for one or for several.

    Raises KeyError for a key that is not there: a mistake of ours, which a test finds.
    """
    texts = catalogue()
    if "count" in values and key not in texts:
        key = f"{key}.{ONE if values['count'] == 1 else OTHER}"
    text = texts[key]
    return fill(text if isinstance(text, str) else " ".join(text), values)


def say_lines(key: str, /, **values: object) -> tuple[str, ...]:
    """The lines of a text that is a list."""
    text = catalogue()[key]
    lines = (text,) if isinstance(text, str) else text
    return tuple(fill(line, values) for line in lines)


def say_of(group: str, name: str, /, **values: object) -> str:
    """The text of one of a closed set of words, such as a status, from the group of that set."""
    return say(f"{group}.{name}", **values)


def say_lines_of(group: str, name: str, /) -> tuple[str, ...]:
    """The lines of one of a closed set of words, from the group of that set."""
    return say_lines(f"{group}.{name}")


def say_error(error: FitcheckError) -> str:
    """What an error tells: what happened, and what to do about it.

    Of a file with mistakes each is told, with its place, and what else may be better.
    """
    if isinstance(error, InvalidFileError):
        problems = [say_problem(problem, error.file) for problem in error.problems]
        remarks = say_remarks(error.remarks, error.file)
        return "\n".join([*problems, say(error.key, **error.values), *remarks])
    return " ".join(filter(None, (say_what(error), say_todo(error))))


def say_what(error: FitcheckError | Problem) -> str:
    """What happened, or is wrong, without what to do about it."""
    return _part(error.key, error.values, "what")


def say_todo(error: FitcheckError | Problem) -> str:
    """What to do about it; empty where its one sentence says both."""
    hint = error.hint
    return say(hint.key, **hint.values) if hint else _part(error.key, error.values, "todo")


def say_problem(problem: Problem, file: str) -> str:
    """A mistake as text: place, sentence, the line, a caret under the place, and what to do."""
    what, todo = say_what(problem), say_todo(problem)
    lines = [say("yaml.place", file=file, line=problem.line, column=problem.column, what=what)]
    if problem.source:
        shown = problem.source.replace("\t", " ")
        lines += [f"    {shown}", "    " + " " * (problem.column - 1) + "^"]
    if todo:
        lines.append(f"    {todo}")
    return "\n".join(lines)


def say_remarks(remarks: Sequence[Problem], file: str) -> list[str]:
    """What may be better in a file, under a line that says so; nothing where all is well."""
    told = [say_problem(remark, file) for remark in remarks]
    return [say("lint.title"), *told] if told else []


def _part(key: str, values: Mapping[str, object], part: str) -> str:
    """What happened, or what to do, of a text that may have both; empty where it has it not."""
    texts = catalogue()
    said = {name: _value(value) for name, value in values.items()}
    if key in texts or f"{key}.{ONE}" in texts:
        return say(key, **said) if part == "what" else ""
    if f"{key}.{part}" in texts or f"{key}.{part}.{ONE}" in texts:
        return say(f"{key}.{part}", **said)
    return ""


def _value(value: object) -> object:
    match value:
        case FitcheckError():
            return say_error(value)
        case Words():
            return say(value.key, **value.values)
        case _:
            return value


def say_day(day: date) -> str:
    """A day, or that of a moment where the person is, as it is read: 3 October 2026.

    Never by the computer's language: half a page in another one helps nobody.
    """
    day = local_day(day) if isinstance(day, datetime) else day
    return say("date.day", day=day.day, month=say_month(day))


def say_near_day(day: date) -> str:
    """A day that is near as it is read: 3 October."""
    return say("date.day", day=day.day, month=say_lines("date.months")[day.month - 1])


def local_day(moment: datetime) -> date:
    """The day of a moment where the person is: what is stored in UTC is told by it."""
    return moment.astimezone().date()


def say_month(day: date) -> str:
    """The month of a day as it is read: October 2026."""
    return say("date.month", month=say_lines("date.months")[day.month - 1], year=day.year)


def visible(path: PurePath) -> str:
    """A path as it can be shown: signs that would act on a terminal are spelled out."""
    text = str(path)
    return text if text.isprintable() else "".join(map(_spelled, text))


def _spelled(sign: str) -> str:
    if sign.isprintable():
        return sign
    # A byte of a name that is in no known writing.
    if 0xDC80 <= ord(sign) <= 0xDCFF:
        return f"\\x{ord(sign) - 0xDC00:02x}"
    return sign.encode("unicode_escape").decode("ascii")


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, PurePath) else value


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with each `{name}` replaced, in one pass: a value is never read as a text."""
    if "{" not in text:
        return text
    pieces = text.split("{")
    out = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        if brace and name == "fitcheck":
            out.append(f"{PROGRAM.get()()}{rest}")
            continue
        out.append(f"{_shown(values[name])}{rest}" if brace and name in values else "{" + piece)
    return "".join(out)
