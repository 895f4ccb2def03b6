"""Where a note goes: to a page, a text file, or only the screen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from fitcheck.checkin.named_file import (
    found_at,
    free_name,
    holds,
    open_it,
    type_until_written,
    write_file,
)
from fitcheck.document import Blocks, Paragraph, Verbatim
from fitcheck.env import Env
from fitcheck.errors import FitcheckError
from fitcheck.markdown import as_markdown
from fitcheck.report import CallNote, SessionNote, letter
from fitcheck.terminal.output import as_text
from fitcheck.terminal.prompts import Field, Menu, Option, Prompter
from fitcheck.texts import local_day, say, say_what
from fitcheck.views.as_json import encoded, own_shape
from fitcheck.views.personal_note import Own, personal_note
from fitcheck.views.web_page import as_html
from fitcheck.vocabulary import Format

ENDINGS = {".md": Format.MARKDOWN, ".html": Format.HTML, ".htm": Format.HTML}
"""What the ending of a name decides; any other file is plain text."""


AnyNote = SessionNote | CallNote | Own


def render_note(note: AnyNote, kind: Format) -> str:
    """The complete text of a note in a format."""
    if kind is Format.JSON:
        return encoded(own_shape(note) if isinstance(note, Own) else note)
    blocks = personal_note(note) if isinstance(note, Own) else letter(note)
    match kind:
        case Format.MARKDOWN:
            return as_markdown(blocks)
        case Format.HTML:
            return as_html(blocks)
        case Format.TEXT:
            return as_text(blocks)


def hand_over(
    env: Env, prompter: Prompter, text: Callable[[Format], str], on_screen: Blocks = ()
) -> str | None:
    """Ask where the note should go and put it there; None where the person went back.

    Gives the sentences that say where it is; none where it was only shown. `text` gives the
    note in a format; `on_screen` is the note as it is shown, empty for its plain text.
    """
    trouble = ""
    while True:
        stem = f"notes-{local_day(env.now()):%Y-%m}"
        page = free_name(stem, ".html", partial(text, Format.HTML))
        plain = free_name(stem, ".txt", partial(text, Format.TEXT))
        picked = prompter.select(_where(page, plain, trouble))
        match picked:
            case "page" | "text":
                place, kind = (page, Format.HTML) if picked == "page" else (plain, Format.TEXT)
                words = text(kind)
                try:
                    there = place if holds(place, words) else write_file(place, words)
                    return _found(env, prompter, there)
                except FitcheckError as error:
                    trouble = say_what(error)
            case "elsewhere":
                chosen = _ask_place(prompter, text)
                if chosen is not None:
                    return _found(env, prompter, chosen)
            case "screen":
                shown = on_screen or (Verbatim(text(Format.TEXT)),)
                if prompter.page(say("delivery.screen.title"), shown) is None:
                    return ""
            case _:
                return None


def _where(page: Path, plain: Path, trouble: str) -> Menu:
    told = (say("delivery.yours", folder=page.parent), trouble)
    return Menu(
        title=say("delivery.title"),
        body=tuple(map(Paragraph, filter(None, told))),
        options=(
            Option("page", say("delivery.page", name=page.name)),
            Option("text", say("delivery.text", name=plain.name)),
            Option("elsewhere", say("delivery.elsewhere")),
            Option("screen", say("delivery.screen.option")),
        ),
        back=True,
        name="where",
        silent="screen",
    )


def _ask_place(prompter: Prompter, text: Callable[[Format], str]) -> Path | None:
    """Ask for a name until a file could be written; None: somewhere else after all."""
    field = Field(
        title=say("delivery.name"),
        body=(Paragraph(say("delivery.endings")),),
        one_line=True,
        name="path",
    )

    def write(name: str) -> Path:
        kind = ENDINGS.get(Path(name).suffix.lower(), Format.TEXT)
        try:
            return write_file(Path(name), text(kind))
        except FitcheckError as error:
            # An earlier page of hers may hold what she took out since.
            asks = error.key == "delivery.taken"
            if not (asks and prompter.confirm(say("delivery.replace", name=name), name="replace")):
                raise
        return write_file(Path(name), text(kind), force=True)

    return type_until_written(prompter, field, write, say_what)


def _found(env: Env, prompter: Prompter, place: Path) -> str:
    """Offer to open what was written, and say where it is."""
    wants = env.can_open and prompter.confirm(say("delivery.open"), name="open")
    return "\n".join(filter(None, (found_at(place), open_it(env, place) if wants else "")))
