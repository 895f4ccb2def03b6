"""What a terminal sends for its keys: known sequences pass, others are dropped whole.

Without this, the letters of an unknown key would be read as if they had been pressed: some
pause, some answer. Keypad digits are digits, whichever mode the keypad is in.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prompt_toolkit.input import Input

ESCAPE = "\x1b"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_KEYPAD = {f"\x1bO{chr(ord('p') + digit)}": str(digit) for digit in range(10)} | {
    "\x1bOM": "\r",
    "\x1bOj": "*",
    "\x1bOk": "+",
    "\x1bOm": "-",
    "\x1bOo": "/",
}
_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[\[.|"  # the function keys of a Linux console
    r"\[M...|"  # an old report of the mouse
    r"\[[0-?]*[ -/]*[@-~]|"
    r"O[0-9;]*[ -~]|"
    r"[\]PX^_].*?(?:\x07|\x1b\\)|"  # a report with words in it, to its end
    r"[^\[O\]PX^_\x1b]"
    r")",
    re.DOTALL,
)
_BEGUN = re.compile(r"\x1b(?:\[(?:\[|M.{0,2}|[0-?]*[ -/]*)?|O[0-9;]*|[\]PX^_][^\x07\x1b]*\x1b?)?$")
"""The beginning of a sequence, which may go on in what is read next."""


class SequenceFilter:
    """Stands before the parser of the terminal's keys."""

    def __init__(self, parser: Any, is_typing: Callable[[], bool]) -> None:
        self._feed, self._flush = parser.feed, parser.flush
        self._is_typing = is_typing
        self._waiting = ""
        self._in_paste = False

    @classmethod
    def put_before(cls, keys: "Input", is_typing: Callable[[], bool]) -> None:
        """Put it before the parser of an input; Windows has keys without sequences."""
        parser = getattr(keys, "vt100_parser", None)
        if parser is not None:
            keys.vt100_parser = cls(parser, is_typing)  # type: ignore[attr-defined]

    def feed(self, data: str) -> None:
        """Hand on what was read, without unknown sequences."""
        text, self._waiting = self._waiting + data, ""
        passed: list[str] = []
        while text:
            taken, text = self._taken(text, passed)
            if not taken:
                self._waiting = text
                break
        if passed:
            self._feed("".join(passed))

    def flush(self) -> None:
        """Nothing more came: a lone Esc is a key, the beginning of a sequence is none."""
        waiting, self._waiting = self._waiting, ""
        if waiting == ESCAPE:
            self._feed(waiting)
        self._flush()

    def _taken(self, text: str, passed: list[str]) -> tuple[bool, str]:
        """Take one piece off the text; False where what is left may go on later."""
        if self._in_paste:
            before, end, rest = text.partition(_PASTE_ENDS)
            self._in_paste = not end
            held = 0 if end else _begun_end(before)
            passed.append(before[: len(before) - held] + end)
            return (False, before[-held:]) if held else (True, rest)
        before, escape, rest = text.partition(ESCAPE)
        if before or not escape:
            passed.append(before)
            return True, escape + rest
        if text.startswith(_PASTE_BEGINS):
            self._in_paste = True
            passed.append(_PASTE_BEGINS)
            return True, text[len(_PASTE_BEGINS) :]
        if _BEGUN.fullmatch(text):
            return False, text
        found = _SEQUENCE.match(text)
        if found is None:
            # Two Esc in a row: the first of them was a key.
            passed.append(ESCAPE)
            return True, text[1:]
        passed.append(self._known(found[0]))
        return True, text[found.end() :]

    def _known(self, sequence: str) -> str:
        """The sequence as it is handed on; empty for one that no key here has."""
        from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES

        if sequence in _KEYPAD:
            return _KEYPAD[sequence]
        if sequence in ANSI_SEQUENCES:
            return sequence
        # Alt with a letter moves by words where one types; Alt-Enter begins a line.
        is_alt = len(sequence) == 2 and sequence[1] not in "[O"
        return sequence if is_alt and self._is_typing() else ""


def _begun_end(text: str) -> int:
    """How much of the end of a paste stands at the end of a text."""
    lengths = range(len(_PASTE_ENDS) - 1, 0, -1)
    return next((length for length in lengths if text.endswith(_PASTE_ENDS[:length])), 0)
