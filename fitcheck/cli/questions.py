"""The questions: look through them, fill in an answers file, check one's own."""

from pathlib import Path

from fitcheck.checkin.setup import CheckInOptions
from fitcheck.cli.context import Context
from fitcheck.cli.destination import Destination, put
from fitcheck.cli.options import named
from fitcheck.content import bank, lint, reading
from fitcheck.questions.flow import Plan
from fitcheck.texts import say, say_remarks
from fitcheck.views import bank as bank_view
from fitcheck.views.answers_blank import blank_answers
from fitcheck.views.as_json import bank_shape, lint_shape, one_question_shape
from fitcheck.vocabulary import Form, Stage


def list_questions(
    context: Context, checklist: Path | None, *, coverage: bool = False, json: bool = False
) -> None:
    """List every question, or which construct is served by which."""
    found = bank(checklist)
    if json:
        return context.write_json(bank_shape(found))
    return context.show(
        (bank_view.coverage(found),) if coverage else bank_view.tell_questions(found)
    )


def show_question(context: Context, id: str, checklist: Path | None, *, json: bool = False) -> None:
    """Show everything about one question."""
    found = bank(checklist)
    question = bank_view.question_of(found, id)
    if json:
        return context.write_json(one_question_shape(found, question))
    return context.show(bank_view.tell_question(found, question, reading().sources))


def write_blank(
    context: Context, wishes: CheckInOptions, checklist: Path | None, output: Destination[str]
) -> None:
    """Write an answers file to fill in, with what a check-in of these wishes would ask."""
    found = bank(checklist)
    stage = wishes.stage or Stage.ESTABLISHED
    form = Form.LOOKING if stage is Stage.LOOKING else Form.QUICK if wishes.quick else Form.FULL
    plan = Plan(
        stage=stage,
        meeting=wishes.meeting,
        form=form,
        only=named(found, wishes).only,
        everything=wishes.everything,
    )
    text = blank_answers(found, plan)
    put(context.env, output, [text], lambda place: say("blank.written", file=place))


def lint_file(context: Context, file: Path, *, json: bool = False) -> None:
    """Say that a person's own file is right, and what may be better in it.

    Raises InvalidFileError with all its mistakes.
    """
    found, remarks = lint(file)
    if json:
        return context.write_json(lint_shape(found, remarks))
    right = say("questions.right", file=file, count=len(found.own_questions))
    return context.write("\n".join((right, *say_remarks(remarks, str(file)))))
