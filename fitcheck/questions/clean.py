"""What people type, made safe once, where it enters."""

import re
from unicodedata import normalize

# CR alone too: a terminal pastes line ends that way.
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_REMOVED = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters: an escape would reach the terminal
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides and isolates: text would lie
    "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without what could harm a screen or a page; all else as it was typed.

    Control characters and bidi overrides go, every line end is one newline, a tab
    is a space, and a lone surrogate is U+FFFD. Cleaning twice changes nothing.
    """
    if _SURROGATES.search(text):
        # The round trip also joins two halves that belong together.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    return _REMOVED.sub("", text)


def clean_label(text: str) -> str:
    """A name as it is kept: cleaned, on one line, with single blanks."""
    return " ".join(clean(text).split())


def fold_label(label: str) -> str:
    """What two spellings of one name have in common: capitals, blanks and accents as typed.

    An accent can be a sign of its own or a part of its letter, as keyboards differ.
    """
    return normalize("NFC", " ".join(normalize("NFC", label).split()).casefold())
