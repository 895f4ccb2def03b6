"""What people type, made safe once, where it enters."""

import re

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
