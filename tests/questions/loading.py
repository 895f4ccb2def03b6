"""How the tests load files: by name, against the small shipped file beside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from fitcheck.questions.answers import AnswersFile
from fitcheck.questions.loading.answers_file import load_answers
from fitcheck.questions.loading.checklist import load_bank
from fitcheck.questions.model import Bank

FOLDER = Path(__file__).parents[1] / "checklists"
SHIPPED = FOLDER.parents[1] / "data"
GOOD = sorted(path for path in (FOLDER / "good").iterdir() if path.suffix != ".txt")
BAD = sorted(path for path in (FOLDER / "bad").iterdir() if path.suffix != ".txt")


@cache
def small() -> Bank:
    """The small shipped file of the tests."""
    return load_bank((FOLDER / "good" / "shipped.yaml").read_bytes(), "shipped.yaml")


def load(raw: str | bytes, name: str) -> Bank | AnswersFile:
    """A file as what the beginning of its name says that it is."""
    if name.startswith("answers"):
        return load_answers(raw, name, small())
    return load_bank(raw, name, shipped=small() if name.startswith(("own", "text")) else None)


@contextmanager
def pure_loader() -> Iterator[None]:
    """PyYAML as it is where its C part was not built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr("yaml.CSafeLoader", raising=False)
        yield
