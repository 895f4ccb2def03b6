"""Where the shipped files lie, as paths and bytes.

A wheel holds them beside the package, each also compiled to JSON, which is read
twenty times as fast as YAML. A checkout has the YAML alone.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The place of a shipped file: inside the package, or in a checkout beside it."""
    inside = PACKAGE / "data" / name
    checkout = PACKAGE.parent
    if inside.exists() or not (checkout / "pyproject.toml").exists():
        return inside
    return checkout / "data" / name


def written(name: str) -> object:
    """What a shipped file says, as lists and mappings of plain text.

    It is for files that nobody but us writes: the tests tell what is wrong with them.
    """
    # Only a checkout takes the time for it.
    import yaml

    # The base loader makes text alone, so that a key `no` stays the word no.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return _stripped(yaml.load(shipped(name).read_bytes(), Loader=loader))  # noqa: S506


def _stripped(node: object) -> object:
    match node:
        case dict():
            return {name: _stripped(one) for name, one in node.items()}
        case list():
            return [_stripped(one) for one in node]
    # A block of text ends with a line break; a space that stands in quotes is meant.
    return str(node).rstrip("\n")


def compiled(name: str) -> bytes | None:
    """The JSON that was made of a shipped file when the wheel was built; None in a checkout."""
    try:
        return (PACKAGE / "data" / Path(name).with_suffix(".json")).read_bytes()
    except FileNotFoundError:
        return None
