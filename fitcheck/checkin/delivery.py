"""Where a note goes: to a page, a text file, or only the screen."""

from collections.abc import Callable
from pathlib import Path

from fitcheck.document import Paragraph, Verbatim
from fitcheck.env import Env
from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import clean
from fitcheck.store.files import Files, explain
from fitcheck.terminal.prompts import Field, Menu, Option, Prompter, Unfinished
from fitcheck.texts import say, say_lines, say_what
from fitcheck.vocabulary import Format


def write_file(path: Path, text: str, *, force: bool | None = None) -> Path:
    """Write a text for its owner alone (0600) and give its full path.

    Raises FitcheckError where a file of that name is there, unless `force`; None where
    the command has no such option.
    """
    place = path.expanduser().absolute()
    files = Files()
    try:
        if force:
            files.put(place, text.encode())
        else:
            files.publish(place, text.encode())
    except FileExistsError:
        taken = "delivery.taken" if force is None else "delivery.taken-unless-forced"
        raise FitcheckError(taken, file=place) from None
    except OSError as error:
        raise explain(error) from error
    return place


def hand_over(env: Env, prompter: Prompter, text: Callable[[Format], str]) -> str:
    """Ask where the note should go and put it there; the sentence that says where it is.

    `text` gives the note in a format. An empty sentence: it was only shown.
    """
    menu = Menu(
        title=say("delivery.title"),
        body=(Paragraph(say("delivery.yours")),),
        options=(
            Option("page", say("delivery.page")),
            Option("text", say("delivery.text")),
            Option("screen", say("delivery.screen.option")),
        ),
        name="where",
        silent="screen",
    )
    while True:
        match prompter.select(menu):
            case "page":
                place = _ask_place(env, prompter, Format.HTML, text)
            case "text":
                place = _ask_place(env, prompter, Format.MARKDOWN, text)
            case _:
                prompter.page(say("delivery.screen.title"), (Verbatim(text(Format.MARKDOWN)),))
                return ""
        if place is not None:
            return found_at(place)


def found_at(place: Path) -> str:
    """Where a file is and how to find it."""
    lines = say_lines("delivery.found", place=place, folder=place.parent, name=place.name)
    return "\n".join(lines)


def _ask_place(
    env: Env, prompter: Prompter, kind: Format, text: Callable[[Format], str]
) -> Path | None:
    """Ask for a name until a file could be written; None: somewhere else after all."""
    suffix = ".html" if kind is Format.HTML else ".md"
    name = str(Path.cwd() / f"notes-{env.now():%Y-%m}{suffix}")
    trouble = ""
    while True:
        body = (Paragraph(trouble),) if trouble else ()
        typed = prompter.text(Field(title=say("delivery.name"), text=name, body=body, name="path"))
        if isinstance(typed, Unfinished):
            return None
        name = clean(typed).strip() or name
        try:
            return write_file(Path(name), text(kind))
        except FitcheckError as error:
            trouble = say_what(error)
