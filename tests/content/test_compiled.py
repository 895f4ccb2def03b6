"""What a wheel reads is what the YAML says."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from fitcheck import content, shipped, texts


@pytest.fixture(name="wheel")
def _wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, bytes]:
    """The compiled files, lying where a wheel has them."""
    made = content.compile_content()
    (tmp_path / "data").mkdir()
    for name, bytes_ in made.items():
        (tmp_path / "data" / name).write_bytes(bytes_)
    monkeypatch.setattr(shipped, "PACKAGE", tmp_path)
    return made


def test_the_wheel_reads_what_is_written(
    wheel: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bank and the pages that an installed program reads equal the written ones."""
    bank, reading = content.bank(), content.reading()
    monkeypatch.undo()
    assert wheel
    assert bank == content.written_bank()
    assert reading == content.written_reading()


def test_the_wheel_says_what_is_written(wheel: Mapping[str, bytes]) -> None:
    """Every text that an installed program says equals the written one."""
    said = texts.catalogue.__wrapped__()
    assert wheel
    assert said == texts.catalogue()
