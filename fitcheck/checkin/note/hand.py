"""How a person writes: who writes i for I has what we began in small letters, too."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from fitcheck.store.records import WORDED, Consent
from fitcheck.texts import say, say_lines, say_of

TYPED = WORDED[1:]
"""What is typed for a topic; the sentence that is offered is ours."""
BEGUN = ("wish", "easier", "brings", "thanks")
"""What is begun for the person beside the story of a topic."""
_SMALL, _CAPITAL = re.compile(r"\bi\b"), re.compile(r"\bI\b")


def in_their_hand(consent: Consent) -> Consent:
    """The same words, with our beginnings in small letters where the person writes i for I.

    Readers saw two hands in a page of small letters with "I'd like" before them.
    """
    if not _is_small(consent):
        return consent
    return replace(
        consent,
        brings=_in_small(consent.brings),
        unsaid=_in_small(consent.unsaid),
        easier=_in_small(consent.easier),
        keep=tuple(replace(one, text=_in_small(one.text)) for one in consent.keep),
        topics=tuple(
            replace(one, **{name: _in_small(getattr(one, name)) for name in TYPED})
            for one in consent.topics
        ),
    )


def as_they_write(ready: str, consent: Consent) -> str:
    """A ready sentence as it fits what was typed so far."""
    return _CAPITAL.sub("i", ready[:1].lower() + ready[1:]) if _is_small(consent) else ready


def _is_small(consent: Consent) -> bool:
    typed = [text.removeprefix(_begun(text)) for text in _typed(consent)]
    return any(map(_SMALL.search, typed)) and not any(map(_CAPITAL.search, typed))


def _typed(consent: Consent) -> Iterator[str]:
    yield from (consent.brings, consent.unsaid, consent.easier)
    yield from (one.text for one in consent.keep if one.source.startswith("own."))
    yield from (getattr(one, name) for one in consent.topics for name in TYPED)


def _in_small(text: str) -> str:
    begun = _begun(text)
    return begun.lower() + text.removeprefix(begun)


def _begun(text: str) -> str:
    ours = (
        *say_lines("topics.begun-by-place"),
        *(say_of("topics.begun", name) for name in BEGUN),
        say("note.unsaid"),
    )
    return next(filter(text.startswith, ours), "")
