"""An answers file to fill in: every question that would be asked, with what it can be answered."""

import textwrap
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from fitcheck.questions.flow import Plan, asked
from fitcheck.questions.model import Bank, Choice, Gate, Question
from fitcheck.texts import say, say_lines
from fitcheck.vocabulary import Form, Kind, Meeting, Part, Stage

WIDTH = 88
"""Columns of a comment."""


def blank_answers(bank: Bank, plan: Plan) -> str:
    """The file as text; as it stands it is read without a mistake, and answers nothing."""
    lines = [*_head(plan), "", "answers:"]
    for heading, group in groupby(asked(bank, plan), key=partial(_heading, bank)):
        lines += ["", *_comment(heading)]
        for question in group:
            lines += ["", *_answer(bank, question)]
    if plan.stage is not Stage.LOOKING:
        lines += ["", *_comments(say_lines("blank.separate"))]
        for gate in bank.separate.gates:
            lines += ["", *_gate(gate)]
    lines += ["", *_comments(say_lines("blank.notes")), "notes:"]
    lines += ["", *_comments(say_lines("blank.topics")), "topics:"]
    return "\n".join(lines) + "\n"


def _head(plan: Plan) -> Iterator[str]:
    options = " --quick" if plan.form is Form.QUICK else ""
    yield from _comments(say_lines("blank.head", options=options))
    yield ""
    for line, about in {
        f"stage: {plan.stage}": say("blank.one-of", choices=", ".join(Stage)),
        f"meeting: {plan.meeting or ''}".rstrip(): say("blank.meeting", choices=", ".join(Meeting)),
        "own-choice:": say("blank.own-choice"),
        "therapist:": say("blank.therapist"),
    }.items():
        yield from _comment(about)
        yield line


def _heading(bank: Bank, question: Question) -> str:
    theme = next((one.title for one in bank.themes if one.id == question.theme), "")
    return theme or bank.titles.get(question.asked.list or question.questionnaire, "")


def _answer(bank: Bank, question: Question) -> Iterator[str]:
    """One question as comments, and its empty answer."""
    yield from _comment(question.text)
    if question.kind is Kind.TICKS:
        yield from _comment(say("blank.ticks"), level=1)
        for line in question.asked.lines:
            yield from _comment(say("blank.line", id=line.id, text=line.text), level=2)
    parts = question.asked.parts
    if question.kind is Kind.EVENT:
        yield from _comment(say("blank.event", id=question.id), level=1)
        for part, name in zip(parts, ("happened", "talked", "after"), strict=True):
            yield from _choices(name, bank.scale_of(question.asked, part).choices)
    elif Part.MATTERS in parts:
        yield from _comment(say("blank.matters", id=question.id), level=1)
    if question.kind not in (Kind.EVENT, Kind.TICKS):
        yield from _choices("", bank.scale_of(question.asked, Part.ANSWER).choices)
    yield f"  {question.id}:"


def _choices(name: str, choices: Iterable[Choice]) -> Iterator[str]:
    told = ", ".join(
        one.id
        if one.id == one.label.replace(" ", "-")
        else say("blank.choice", id=one.id, label=one.label)
        for one in choices
    )
    yield from _comment(say("blank.of", name=name, choices=told) if name else told, level=1)


def _gate(gate: Gate) -> Iterator[str]:
    yield from _comment(gate.stem)
    yield from _comment(say("blank.gate"), level=1)
    yield f"  {gate.id}:"
    for line in gate.lines:
        yield from _comment(line.line, level=1)
        yield f"  {line.id}:"


def _comments(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from _comment(line)


def _comment(text: str, level: int = 0) -> Iterator[str]:
    """A text as comments; nothing in it is ever read as an answer."""
    lead = "# " + "  " * level
    yield from textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=f"{lead}  ")
