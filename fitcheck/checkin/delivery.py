"""Where a note goes: to a page, a text file, or only the screen."""

from collections.abc import Callable
from pathlib import Path

from fitcheck.document import Paragraph, Verbatim
from fitcheck.env import Env
from fitcheck.errors import FitcheckError
from fitcheck.questions.clean import clean
from fitcheck.store.files import Files, told
from fitcheck.terminal.prompts import Field, Menu, Option, Prompter, Unfinished
from fitcheck.texts import say_what
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
        raise FitcheckError(
            f"{place} is already there, and it was left as it is.",
            todo="Choose another name."
            if force is None
            else "Choose another name, or use --force to replace it.",
        ) from None
    except OSError as error:
        raise told(error) from error
    return place


def hand_over(env: Env, prompter: Prompter, text: Callable[[Format], str]) -> str:
    """Ask where the note should go and put it there; the sentence that says where it is.

    `text` gives the note in a format. An empty sentence: it was only shown.
    """
    menu = Menu(
        title="Where should it go?",
        body=(Paragraph("It is yours: to keep, to hand over, or to destroy."),),
        options=(
            Option("page", "A page to print or to read in the browser"),
            Option("text", "A text file"),
            Option("screen", "Only on this screen"),
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
                prompter.page("Your note", (Verbatim(text(Format.MARKDOWN)),))
                return ""
        if place is not None:
            return found_at(place)


def found_at(place: Path) -> str:
    """Where a file is and how to find it."""
    return (
        f"Your note is here: {place}\n"
        f"Open the folder {place.parent} and look for {place.name}. "
        "It is yours to keep or to destroy."
    )


def _ask_place(
    env: Env, prompter: Prompter, kind: Format, text: Callable[[Format], str]
) -> Path | None:
    """Ask for a name until a file could be written; None: somewhere else after all."""
    suffix = ".html" if kind is Format.HTML else ".md"
    name = str(Path.cwd() / f"notes-{env.now():%Y-%m}{suffix}")
    trouble = ""
    while True:
        body = (Paragraph(trouble),) if trouble else ()
        typed = prompter.text(
            Field(title="The name of the file", text=name, body=body, name="path")
        )
        if isinstance(typed, Unfinished):
            return None
        name = clean(typed).strip() or name
        try:
            return write_file(Path(name), text(kind))
        except FitcheckError as error:
            trouble = say_what(error)
