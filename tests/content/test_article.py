"""The article's own sentences are carried, each by something that is really there."""

from fitcheck.vocabulary import Stage
from tests.content.article import answerable, rows, stages_of, texts, uses
from tests.content.shipped import about

ANSWERABLE = 47
"""What a client can answer of what the article says, each thing counted once."""
LEAST_IN_SOME_STAGE = 40
LEAST_IN_ESTABLISHED = 32
MOST_ROWS_A_QUESTION = 2


def test_every_sentence_is_carried_one_way() -> None:
    """A row is asked, or can be read, or says again what another row said."""
    assert [
        row.row for row in rows() if bool(row.by) + bool(row.found) + bool(row.again) != 1
    ] == []
    assert len({row.row for row in rows()}) == len(rows())


def test_what_a_client_can_answer_is_asked() -> None:
    """All that a client can answer names questions of the bank, and no other words."""
    known = {id for id, _ in about()}
    assert len(answerable()) == ANSWERABLE
    assert [id for row in answerable() for id in row.by if id not in known] == []


def test_most_of_it_is_asked_of_everybody() -> None:
    """At least 40 rows stand in the usual check-in of some stage, 32 in that of *established*."""
    asked_at = [stages_of(row) for row in answerable()]
    assert sum(map(bool, asked_at)) >= LEAST_IN_SOME_STAGE
    assert sum(Stage.ESTABLISHED in stages for stages in asked_at) >= LEAST_IN_ESTABLISHED


def test_no_question_carries_the_article_alone() -> None:
    """A question is named in at most two rows, and each row has a reason of its own."""
    assert [id for id, rows in uses().items() if rows > MOST_ROWS_A_QUESTION] == []
    assert len({row.why for row in rows()}) == len(rows())


def test_what_can_only_be_read_stands_there() -> None:
    """The point or the page that a row names has the words that the row gives."""
    known = texts()
    found = [(name, words) for row in rows() for name, words in row.found.items()]
    assert [(name, words) for name, words in found if words not in known.get(name, "")] == []


def test_a_row_that_says_it_again_names_what_carries_it() -> None:
    """What is said twice leads to a row that is carried itself."""
    carried = {row.row for row in rows() if not row.again}
    assert [row.row for row in rows() if not set(row.again) <= carried] == []
