"""The command reference and the coverage of the bank, as the program tells them.

The reference is made from the commands themselves and not from `--help`: how help
is laid out belongs to a library and moves with its version.
"""

import enum
from collections.abc import Iterator

import typer.main
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from fitcheck.cli.commands import app
from fitcheck.content import bank
from fitcheck.errors import ExitCode
from fitcheck.views.bank import coverage
from tests.content import article

Command = TyperCommand | TyperGroup
Parameter = TyperArgument | TyperOption

EXIT_CODES = {
    ExitCode.DONE: "done",
    ExitCode.FAILED: "failed",
    ExitCode.USAGE: "called in a way it cannot take",
    ExitCode.NO_TERMINAL: "a terminal is needed, and there is none",
    ExitCode.INVALID: "a checklist or answers file has mistakes",
    ExitCode.PAUSED: "paused, or interrupted",
}

TYPERS_OWN = {"help"}
"""What a library gives to every command; it is told once, in words."""


def page() -> str:
    """What every command does, takes and offers."""
    parts = [
        "# Commands",
        "Made from the commands themselves; `--help` says the same behind each of them, and "
        "`man fitcheck` where the program is on your path.",
        "| Exit code | Means |\n|---|---|\n"
        + "\n".join(f"| {code.value} | {means} |" for code, means in EXIT_CODES.items()),
        "Never a code for what anyone answered. Where `--json` was asked for, what went wrong "
        "is one line of JSON on the standard error.",
    ]
    for names, command in commands():
        parts.extend(section(names, command))
    return "\n\n".join(parts) + "\n"


def commands() -> Iterator[tuple[tuple[str, ...], Command]]:
    """Every command of the program with its names, groups before what is in them."""
    root = typer.main.get_command(app)
    assert isinstance(root, Command)
    yield from _below((), root)


def _below(names: tuple[str, ...], command: Command) -> Iterator[tuple[tuple[str, ...], Command]]:
    yield names, command
    for name, inner in _inner(command).items():
        yield from _below((*names, name), inner)


def _inner(command: Command) -> dict[str, Command]:
    return getattr(command, "commands", {})


def parameters(command: Command) -> tuple[list[TyperArgument], list[TyperOption]]:
    """What a command takes: its arguments and its options, without those of every program."""
    own = [one for one in command.params if one.name not in TYPERS_OWN]
    arguments = [one for one in own if isinstance(one, TyperArgument)]
    options = [one for one in own if isinstance(one, TyperOption)]
    assert len(own) == len(arguments) + len(options)
    return arguments, options


def section(names: tuple[str, ...], command: Command) -> Iterator[str]:
    """One command: how it is called, what it does, and what it takes."""
    arguments, options = parameters(command)
    inner = _inner(command)
    yield f"## {' '.join(('fitcheck', *names))}"
    yield f"`{called(names, command)}`"
    yield in_one_line(command.help)
    lines = [f"- `{placeholder(one)}`: {help_of(one)}" for one in arguments]
    lines += [f"- `{written(one)}`: {help_of(one)}" for one in options]
    lines += [f"- `{' '.join((*names, name))}`: {in_one_line(inner[name].help)}" for name in inner]
    if lines:
        yield "\n".join(lines)
    if command.epilog:
        yield in_one_line(command.epilog)


def called(names: tuple[str, ...], command: Command) -> str:
    """How a command is called, in one line."""
    arguments, options = parameters(command)
    words = ["fitcheck", *names]
    words += ["[OPTIONS]"] if options else []
    words += ["COMMAND"] if _inner(command) else [placeholder(one) for one in arguments]
    return " ".join(words)


def placeholder(argument: TyperArgument) -> str:
    """What stands for an argument."""
    name = argument.metavar or str(argument.name).upper()
    return name if argument.required or name.startswith("[") else f"[{name}]"


def written(option: TyperOption) -> str:
    """How an option is written, with what it takes."""
    ways = ", ".join(option.opts)
    if option.secondary_opts:
        return f"{ways} / {', '.join(option.secondary_opts)}"
    choices = getattr(option.type, "choices", None)
    if choices:
        return f"{ways} {'|'.join(str(_plain(choice)) for choice in choices)}"
    return f"{ways} {option.metavar}" if option.metavar else ways


def help_of(parameter: Parameter) -> str:
    """What an argument or an option does."""
    says = in_one_line(parameter.help)
    if parameter.required or isinstance(parameter.default, bool | None):
        return says
    return f"{says} Default: {_plain(parameter.default)}."


def _plain(value: object) -> object:
    return value.value if isinstance(value, enum.Enum) else value


def in_one_line(text: str | None) -> str:
    """A text without its breaks."""
    return " ".join((text or "").split())


def coverage_page() -> str:
    """Which construct is served by which questions."""
    table = coverage(bank())
    head = [f"| {' | '.join(table.head)} |", f"|{'---|' * len(table.head)}"]
    rows = [f"| {' | '.join(row)} |" for row in table.rows]
    return "\n".join(
        (
            "# What the questions cover",
            "",
            "Made by `fitcheck questions list --coverage`. K marks what the questions are",
            "about, X the signs behind the separate questions; the list of them is the",
            "coverage matrix in the domain notes of the project.",
            "",
            *head,
            *rows,
            "",
            article.page(),
        )
    )
