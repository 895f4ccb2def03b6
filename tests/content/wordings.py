"""The committed list of wordings, and the one command that brings it up to date.

A line is an id, its rev and its text, apart by tabs. An id that is asked no more
keeps its line with the rev `gone`, so that it never gets another meaning.
Run `python -m tests.content.wordings` after a rev was raised or a question added.
"""

from pathlib import Path

from tests.content.shipped import bank

PLACE = Path(__file__).with_name("wordings.txt")
GONE = "gone"


def now() -> dict[str, tuple[str, str]]:
    """The rev and the text of everything that is answered."""
    said: dict[str, tuple[str, str]] = {}
    for one in bank().questions:
        said[one.id] = (str(one.rev), one.text)
        if one.asked.matters:
            said[f"{one.id}.matters"] = (str(one.rev), one.asked.matters)
        for line in one.lines:
            said[line.asked.id] = (str(line.asked.rev), line.asked.text)
    return said


def committed() -> dict[str, tuple[str, str]]:
    """The same as it was committed."""
    lines = PLACE.read_text(encoding="utf-8").splitlines() if PLACE.exists() else []
    parted = (line.split("\t", 2) for line in lines)
    return {id: (rev, text) for id, rev, text in parted}


def mistakes() -> list[str]:
    """What differs, each with what to do."""
    before, after = committed(), now()
    found: list[str] = []
    for id, (rev, text) in after.items():
        old_rev, old_text = before.get(id, ("", ""))
        if old_rev == GONE:
            found.append(f"{id}: this id was used before. Choose another one.")
        elif old_rev == rev and old_text != text:
            found.append(f"{id}: the text changed. Raise its rev, then make the list again.")
        elif old_rev.isdigit() and int(rev) < int(old_rev):
            found.append(f"{id}: the rev went down. It only ever goes up.")
    return found


def is_fresh() -> bool:
    """Whether the list is what the command would write."""
    return committed() == _merged()


def _merged() -> dict[str, tuple[str, str]]:
    after = now()
    kept = {id: (GONE, text) for id, (_, text) in committed().items() if id not in after}
    return dict(sorted({**kept, **after}.items()))


def main() -> None:
    """Write the list, unless a text changed under its old rev."""
    if found := mistakes():
        raise SystemExit("\n".join(found))
    lines = ("\t".join((id, *rest)) for id, rest in _merged().items())
    PLACE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
