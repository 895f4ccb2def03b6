"""What people type is harmless after one cleaning, and otherwise as they typed it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcheck.questions.clean import clean

ANY = st.text(st.characters(exclude_categories=()))
"""Every code point, lone surrogates too."""
WORDS = st.text(
    st.characters(categories=["L", "M", "N", "P", "S", "Zs"]) | st.sampled_from("\n\u200d\u200f")
)
"""What people mean to type, in any script."""
BIDI = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a b"),
        ("\x1b[31mred\x1b[0m \x00\x07\x7f\x9b2J", "[31mred[0m 2J"),
        ("\u202edrow\u202c \u2066x\u2069", "drow x"),
        ("half \ud83d", "half \ufffd"),
        ("two halves \ud83d\ude00", "two halves 😀"),
        ("[b]*x*</b> 👩‍👧 שלום\u200f", "[b]*x*</b> 👩‍👧 שלום\u200f"),
    ],
)
def test_cleans(typed: str, cleaned: str) -> None:
    """Each kind of harmful sign is removed or replaced, and nothing else."""
    assert clean(typed) == cleaned


@given(WORDS)
def test_words_stay(typed: str) -> None:
    """Letters, marks, signs and emoji of any script come out as typed."""
    assert clean(typed) == typed


@given(ANY)
def test_nothing_harmful_is_left(typed: str) -> None:
    """No control character but newline, no bidi override and no lone surrogate is left."""
    left = clean(typed)
    assert not BIDI.intersection(left)
    assert {unicodedata.category(sign) for sign in left.replace("\n", "")}.isdisjoint(
        {"Cc", "Cs", "Zl", "Zp"}
    )
    left.encode("utf-8")


@given(ANY)
def test_once_is_enough(typed: str) -> None:
    """Cleaning what is clean changes nothing."""
    assert clean(clean(typed)) == clean(typed)


@given(ANY, ANY)
def test_lines_are_cleaned_apart(one: str, other: str) -> None:
    """What is harmful in one line changes no other line."""
    # A CR at the end would belong to the newline behind it.
    one = one.rstrip("\r")
    assert clean(f"{one}\n{other}") == f"{clean(one)}\n{clean(other)}"
