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


def compiled(name: str) -> bytes | None:
    """The JSON that was made of a shipped file when the wheel was built; None in a checkout."""
    try:
        return (PACKAGE / "data" / Path(name).with_suffix(".json")).read_bytes()
    except FileNotFoundError:
        return None
