"""HTML that cannot be broken by a text: whatever is not markup already is escaped."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is HTML already; every other text is escaped on its way in."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str) -> Markup:
    """An element around its parts; `class_` is written class, and `_` within a name `-`."""
    return Markup(f"<{name}{_attributes(attributes)}>{joined(inside)}</{name}>")


def void(name: str, /, **attributes: str) -> Markup:
    """An element that holds nothing."""
    return Markup(f"<{name}{_attributes(attributes)}>")


def joined(parts: Iterable[str]) -> Markup:
    """Parts one after the other, each escaped unless it is markup."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
    )
