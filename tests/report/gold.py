"""The golden files: every person's note, whole."""

from pathlib import Path

from fitcheck.markdown import as_markdown
from fitcheck.report import letter
from fitcheck.views.personal_note import personal_note

from .check_ins import OWN_NOTES
from .people import PEOPLE

GOLDEN = Path(__file__).parent / "golden"


def told() -> dict[str, str]:
    """Every person with their note as it is made now."""
    return {name: as_markdown(letter(make())) for name, make in PEOPLE.items()} | {
        name: as_markdown(personal_note(make())) for name, make in OWN_NOTES.items()
    }
