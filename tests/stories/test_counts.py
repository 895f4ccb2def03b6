"""How many keys and screens it is from the launch to the page in the hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.docs.transcripts import IN_OFFERED_WORDS, count
from tests.world import World

MOST_KEYS = 80
MOST_SCREENS = 45


def test_few_keys_and_screens_to_the_page(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole check-in with a note of two topics takes few keys and few screens."""
    monkeypatch.chdir(tmp_path)
    counted = count(
        world, replace(IN_OFFERED_WORDS, choices={**IN_OFFERED_WORDS.choices, "where": "page"})
    )
    assert [path.suffix for path in tmp_path.glob("notes-*")] == [".html"]
    assert counted.keys <= MOST_KEYS, counted
    assert counted.screens <= MOST_SCREENS, counted
