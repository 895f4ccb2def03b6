"""Makes the pages of this folder that the program itself can tell, or checks them.

python docs/make.py           writes them
python docs/make.py --check   says which are old, and leaves with 1
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT))

from tests import simulation  # noqa: E402
from tests.docs import commands, fields, manual, picture, transcripts, year  # noqa: E402

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "fitcheck.1": manual.page,
    "coverage.md": commands.coverage_page,
    "json.md": fields.json_page,
    "answers-file.md": fields.answers_page,
    "simulation.md": simulation.page,
    "transcript-drawn.md": transcripts.drawn_page,
    "transcript-plain.md": transcripts.plain_page,
    "year-drawn.md": year.drawn_page,
    "year-plain.md": year.plain_page,
    "pictures/summary.svg": picture.svg,
}
"""Each page that is made, and what makes it."""


def main() -> None:
    """Write the pages, or check them."""
    old = [name for name, make in PAGES.items() if not _is_fresh(DOCS / name, make())]
    if "--check" in sys.argv:
        for name in old:
            print(f"docs/{name} is old. Make it again: python docs/make.py")
        sys.exit(1 if old else 0)
    for name in old:
        place = DOCS / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/{name} written")


def _is_fresh(place: Path, text: str) -> bool:
    return place.exists() and place.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    main()
