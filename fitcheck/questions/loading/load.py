"""Checklist files as values, or all their mistakes with their places."""

import msgspec

from fitcheck.errors import Problem, sort_by_place
from fitcheck.questions.answers import AnswersFile
from fitcheck.questions.clean import clean_label
from fitcheck.questions.loading.answers_file import AnswersFileReader, without_blanks
from fitcheck.questions.loading.checklist import ChecklistReader
from fitcheck.questions.loading.fields import Fields, by_word
from fitcheck.questions.loading.lint import lint_questions
from fitcheck.questions.loading.nodes import read
from fitcheck.questions.loading.other_files import Expected
from fitcheck.questions.loading.rules import (
    check_choices,
    check_sentences,
    check_stages,
    check_when,
)
from fitcheck.questions.model import Bank, FollowUpCard
from fitcheck.vocabulary import After, Matters, Meeting, SessionToCome, Stage, Talked


def load_bank(text: str | bytes, file: str, *, shipped: Bank | None = None) -> Bank:
    """Everything that can be asked, from the text of a checklist file, as `lint_bank` reads it."""
    return lint_bank(text, file, shipped=shipped)[0]


def lint_bank(
    text: str | bytes, file: str, *, shipped: Bank | None = None
) -> tuple[Bank, tuple[Problem, ...]]:
    """Everything that can be asked, and what may be better in the file and is no mistake.

    Without `shipped` it is the shipped file. With it, it is a person's own: it has a
    `name`, its ids become `name/id`, it may use the scales, points and starters of the
    shipped one, and the bank that comes back is the shipped one with its
    questionnaires at the end.

    Raises InvalidFileError with all mistakes of the file, each with its place;
    `file` is its name in them.
    """
    expected = Expected.CHECKLIST if shipped is None else Expected.OWN
    page, root = read(text, file, expected)
    with Fields(page, root, expected) as fields:
        bank = _own(fields, shipped) if shipped else _shipped(fields)
    page.tell()
    return bank, sort_by_place(page.remarks)


def _shipped(fields: Fields) -> Bank:
    reader = ChecklistReader(fields.page)
    reader.read_scales(fields)
    reader.points = tuple(reader.read_points(fields))
    reader.read_starters(fields)
    talked, after, matters = _follow_ups(fields, reader)
    bank = Bank(
        scales=reader.scales,
        talked=talked,
        after=after,
        matters=matters,
        events=reader.events,
        points=reader.points,
        questionnaires=tuple(reader.read_questionnaires(fields)),
        quick=fields.some_of("quick", reader.questions_so_far, "question", needed=True),
        ended=reader.read_ended(fields),
        outside_first=reader.read_outside_first(fields),
        looking=tuple(reader.read_looking(fields)),
        separate=reader.read_separate(fields),
        starters=reader.starters,
    )
    check_stages(reader.found, bank.quick)
    check_when(reader.found, reader.by_id, reader.prefix)
    # Which answers there are is sound only in a file that is.
    if not fields.page.mistakes:
        check_sentences(reader.found, bank)
    return bank


def _own(fields: Fields, shipped: Bank) -> Bank:
    name = fields.id("name")
    reader = ChecklistReader(
        fields.page,
        prefix=f"{name}/",
        scales=dict(shipped.scales),
        by_id=dict(shipped.scales),
        starters=dict(shipped.starters),
        points=shipped.points,
        events=dict(shipped.events),
    )
    reader.read_scales(fields)
    reader.read_starters(fields)
    questionnaires = tuple(reader.read_questionnaires(fields))
    check_stages(reader.found, ())
    check_when(reader.found, reader.by_id, reader.prefix)
    lint_questions(reader.found, shipped)
    bank = msgspec.structs.replace(
        shipped,
        name=name,
        scales=reader.by_id,
        starters={**shipped.starters, **{one.id: one for one in reader.starters.values()}},
        questionnaires=shipped.questionnaires + questionnaires,
    )
    if not fields.page.mistakes:
        check_sentences(reader.found, bank, is_own=True)
    return bank


def _follow_ups(fields: Fields, reader: ChecklistReader) -> tuple[FollowUpCard, FollowUpCard, str]:
    """The cards that are the same for every event, and the scale of what matters."""
    with fields.part("events", "group-of-events") as part:
        talked = reader.read_follow_up(part, "talked", tuple(Talked))
        after = reader.read_follow_up(part, "after", tuple(After))
        reader.read_event_rows(part)
    with fields.part("matters", "first-card") as part:
        matters = reader.scale(part)
        check_choices(part, reader.by_id.get(matters), tuple(Matters))
    return talked, after, matters


def load_answers(text: str | bytes, file: str, bank: Bank) -> AnswersFile:
    """A whole check-in, from the text of an answers file; every answer is one the bank has.

    What people typed is cleaned. Raises InvalidFileError with all mistakes of the
    file, each with its place.
    """
    page, root = read(text, file, Expected.ANSWERS)
    reader = AnswersFileReader(page, bank)
    with Fields(page, without_blanks(root), "file-of-answers") as fields:
        own_choice = fields.flag("own-choice")
        reader.read_answers(fields)
        given = AnswersFile(
            stage=fields.one_of("stage", by_word(Stage)),
            meeting=fields.one_of("meeting", by_word(Meeting)),
            own_choice=own_choice if "own-choice" in fields else None,
            session_to_come=fields.one_of("session-to-come", by_word(SessionToCome)),
            therapist=clean_label(fields.typed("therapist")),
            answers=reader.replies,
            notes=reader.read_notes(fields),
            topics=reader.read_topics(fields),
            separate=reader.separate,
        )
    page.tell()
    return given
