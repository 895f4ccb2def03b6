"""The golden files: every person's note, whole."""

from pathlib import Path

from fitcheck.report import markdown
from fitcheck.views.personal_note import own_markdown

from .check_ins import OWN_NOTES
from .people import PEOPLE

GOLDEN = Path(__file__).parent / "golden"


def told() -> dict[str, str]:
    """Every person with their note as it is made now."""
    return {name: markdown(make()) for name, make in PEOPLE.items()} | {
        name: own_markdown(make()) for name, make in OWN_NOTES.items()
    }
