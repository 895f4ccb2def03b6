"""The man page, made from the commands as the reference is."""

from collections.abc import Iterator

from fitcheck import __version__
from tests.docs.commands import (
    EXIT_CODES,
    called,
    commands,
    help_of,
    in_one_line,
    parameters,
    placeholder,
    written,
)

VARIABLES = {
    "FITCHECK_HOME": "Where your answers are kept, instead of the usual folder.",
    "FITCHECK_PLAIN, ACCESSIBLE": "Plain text, unless they say 0, false, no or off.",
    "TERM": "Where it is dumb, plain text.",
    "NO_COLOR": "No colours.",
    "COLUMNS": "How wide lines may be.",
}


def page() -> str:
    """The page in the language of man."""
    lines = [
        f'.TH FITCHECK 1 "" "fitcheck {__version__}"',
        # A command must come out as it can be copied: not stretched, and broken at blanks only.
        ".ad l",
        ".nh",
        *_section("Name"),
        _text("fitcheck - a private check-in on the relationship between you and your therapist"),
        *_section("Synopsis"),
        f"\\fBfitcheck\\fR {_text('[COMMAND] [OPTIONS]')}",
        *_section("Description"),
        _text(
            "Without a command: a short menu of what makes sense now. Nothing leaves this "
            "computer. --plain and --no-plain work for every command, before or after it."
        ),
        ".PP",
        _text(
            "If you are not safe right now, call your local emergency number. "
            "fitcheck learn help lists who can help, by country."
        ),
        *_section("Commands"),
        *_commands(),
        *_section("Exit status"),
        *_rows({str(code.value): means for code, means in EXIT_CODES.items()}),
        *_section("Environment"),
        *_rows(VARIABLES),
        *_section("Files"),
        _text("fitcheck data where names every place where something is kept."),
    ]
    return "\n".join(lines) + "\n"


def _commands() -> Iterator[str]:
    for names, command in commands():
        yield f'.SS "{_text(called(names, command))}"'
        yield _text(in_one_line(command.help))
        arguments, options = parameters(command)
        yield from _rows(
            {placeholder(one): help_of(one) for one in arguments}
            | {written(one): help_of(one) for one in options}
        )
        if command.epilog:
            yield ".PP"
            yield _text(in_one_line(command.epilog))


def _section(title: str) -> tuple[str, ...]:
    return (f".SH {title.upper()}",)


def _rows(rows: dict[str, str]) -> Iterator[str]:
    for head, text in rows.items():
        yield from (".TP", f"\\fB{_text(head)}\\fR", _text(text))


def _text(text: str) -> str:
    """A text in which nothing is a sign of the language."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
