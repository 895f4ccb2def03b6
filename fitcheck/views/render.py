"""A note in a format; which of them is asked for is decided elsewhere."""

from collections.abc import Sequence

from fitcheck.report import CallNote, SessionNote, markdown, note_json, text
from fitcheck.views.personal_note import Past, PersonalNote, own_markdown
from fitcheck.vocabulary import Format

AnyNote = SessionNote | CallNote | PersonalNote


def note_text(note: AnyNote, kind: Format, history: Sequence[Past] = ()) -> str:
    """The complete text of a note; `history` is where the points stood, for the page for me."""
    match kind:
        case Format.MARKDOWN:
            return own_markdown(note) if isinstance(note, PersonalNote) else markdown(note)
        case Format.TEXT:
            return own_markdown(note) if isinstance(note, PersonalNote) else text(note)
        case Format.HTML:
            from fitcheck.views.web_page import html

            return html(note, history)
        case Format.JSON:
            return note_json(note).decode()
