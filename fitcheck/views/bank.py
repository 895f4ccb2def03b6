"""The bank to look through: all questions, one of them, and how far they reach."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, Table
from fitcheck.errors import Words
from fitcheck.questions.answers import NONE_OF_THESE
from fitcheck.questions.did_you_mean import look_up
from fitcheck.questions.model import Bank, Question, Scale
from fitcheck.texts import say, say_lines, say_of
from fitcheck.vocabulary import Kind, Part, Stage


def tell_questions(bank: Bank) -> Blocks:
    """Every question under its questionnaire and theme, with its id."""
    blocks: list[Block] = []
    for questionnaire in bank.questionnaires:
        blocks.append(
            Heading(say("bank.questionnaire", title=questionnaire.title, id=questionnaire.id))
        )
        for theme in questionnaire.themes:
            blocks.append(
                Paragraph(say("bank.theme", title=theme.title, id=theme.id, point=theme.point))
            )
            blocks += _lines(bank, theme.questions)
        if told := (*questionnaire.ticks, *questionnaire.facts):
            blocks.append(Paragraph(say("bank.facts")))
            blocks += _lines(bank, told)
    for each in bank.looking:
        blocks.append(Heading(say("bank.looking", title=each.title)))
        blocks += _lines(bank, each.questions)
    blocks.append(Heading(say("bank.separate")))
    blocks += _lines(bank, bank.separate.questions)
    return tuple(blocks)


def _lines(bank: Bank, questions: Iterable[Question]) -> list[Block]:
    return [
        Bullet(
            say(
                "bank.question",
                text=question.text,
                id=question.id,
                answers=_answers(bank, question),
            )
        )
        for question in questions
    ]


def _answers(bank: Bank, question: Question) -> str:
    """The ids of what a question can be answered, as an answers file takes them."""
    if question.asked.lines:
        return ", ".join((*(line.id for line in question.asked.lines), NONE_OF_THESE))
    return ", ".join(one.id for one in bank.scale_of(question.asked, Part.ANSWER).choices)


def _choices(scale: Scale) -> str:
    """The labels of a scale, each with the id that an answers file takes."""
    return ", ".join(
        one.label if one.id == one.label else say("bank.choice", label=one.label, id=one.id)
        for one in scale.choices
    )


def question_of(bank: Bank, id: str) -> Question:
    """The question of an id; that of a person's own file may be named without its name.

    Raises UsageError where there is none of that id, with the nearest one.
    """
    known = {question.id: question for question in bank.questions}
    own = known.get(f"{bank.name}/{id}")
    return own or look_up(id, known, "bank.no-question", Words("bank.see-all"))


def tell_question(bank: Bank, question: Question, sources: Mapping[str, str]) -> Blocks:
    """Everything about one question."""
    facts = {
        "kind": str(question.kind),
        "questionnaire": question.questionnaire,
        "theme": question.theme or "",
        "stages": ", ".join(question.stages),
        "core": ", ".join(question.core),
        "constructs": ", ".join(question.constructs),
        "sharp": bank.is_sharp(question.asked),
        "private": question.private,
        "rev": question.rev,
    }
    blocks: list[Block] = [Heading(question.text), Paragraph(question.why)]
    for part in question.asked.parts:
        key = "bank.answers" if part is Part.ANSWER else "bank.answers-to"
        statement = bank.text_of(question.asked, part)
        labels = _choices(bank.scale_of(question.asked, part))
        blocks.append(Bullet(say(key, statement=statement, answers=labels)))
    blocks += [Bullet(say_of("bank.fact", name, value=one)) for name, one in facts.items() if one]
    blocks += [Bullet(sources[key]) for key in question.sources if key in sources]
    return tuple(blocks)


def coverage(bank: Bank) -> Table:
    """Which construct is served by which questions or ticked lines, and at which stages."""
    served: dict[str, list[tuple[str, tuple[Stage, ...]]]] = {}
    for constructs, id, stages in _about(bank):
        for construct in constructs:
            served.setdefault(construct, []).append((id, stages))
    rows = sorted(
        (construct, ", ".join(id for id, _ in found), _stages(stages for _, stages in found))
        for construct, found in served.items()
    )
    told = tuple(
        say("bank.served", construct=construct, questions=ids, stages=stages)
        for construct, ids, stages in rows
    )
    return Table(head=say_lines("bank.coverage-head"), rows=tuple(rows), told=told)


def _about(bank: Bank) -> Iterator[tuple[tuple[str, ...], str, tuple[Stage, ...]]]:
    """What each question, each line and the cards of every event are about, and at which stages."""
    for question in bank.questions:
        yield question.constructs, question.id, question.stages
        for line in question.lines:
            yield line.constructs, line.asked.id, line.stages or question.stages
    events = [stage for one in bank.questions if one.kind is Kind.EVENT for stage in one.stages]
    for card in (bank.talked, bank.after):
        yield card.constructs, say("bank.every-event"), tuple(events)


def _stages(asked_at: Iterable[Iterable[Stage]]) -> str:
    stages = dict.fromkeys(chain.from_iterable(asked_at))
    return ", ".join(stages) or say("bank.other-stages")
