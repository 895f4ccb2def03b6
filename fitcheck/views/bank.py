"""The bank to look through: all questions, one of them, and how far they reach."""

from collections.abc import Iterable, Mapping

from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph, Table
from fitcheck.errors import UsageError
from fitcheck.questions.model import Bank, Question
from fitcheck.vocabulary import Part


def listed(bank: Bank) -> Blocks:
    """Every question under its questionnaire and theme, with its id."""
    blocks: list[Block] = []
    for questionnaire in bank.questionnaires:
        blocks.append(Heading(f"{questionnaire.title} ({questionnaire.id})"))
        for theme in questionnaire.themes:
            blocks.append(Paragraph(f"{theme.title} ({theme.id}), point {theme.point}"))
            blocks += _lines(theme.questions)
        if questionnaire.facts:
            blocks.append(Paragraph("Told, and never scored"))
            blocks += _lines(questionnaire.facts)
    for each in bank.looking:
        blocks.append(Heading(f"Before booking: {each.title}"))
        blocks += _lines(each.questions)
    blocks.append(Heading("The separate questions"))
    blocks += _lines(bank.separate.questions)
    return tuple(blocks)


def _lines(questions: Iterable[Question]) -> list[Block]:
    return [Bullet(f"{question.text} ({question.id})") for question in questions]


def one(bank: Bank, id: str, sources: Mapping[str, str]) -> Blocks:
    """Everything about one question.

    Raises UsageError where there is none of that id, with the nearest one.
    """
    known = {question.id: question for question in bank.questions}
    if id not in known:
        raise UsageError(
            f"There is no question {id!r}.",
            todo=did_you_mean(id, known, "`fitcheck questions list` shows them all."),
        )
    question = known[id]
    facts = {
        "Kind": str(question.kind),
        "Questionnaire": question.questionnaire,
        "Theme": question.theme or "",
        "Stages": ", ".join(question.stages),
        "Asked of everyone": ", ".join(question.core),
        "About": ", ".join(question.constructs),
        "Weighs alone": "yes" if question.asked.sharp else "",
        "Private": "in the note only if you tick it by hand" if question.private else "",
        "Wording": f"number {question.rev}",
    }
    blocks: list[Block] = [Heading(question.text), Paragraph(question.why)]
    for part in question.asked.parts:
        scale = bank.scale_of(question.asked, part)
        labels = ", ".join(choice.label for choice in scale.choices)
        named = "" if part is Part.ANSWER else f"{bank.text_of(question.asked, part)} "
        blocks.append(Bullet(f"Answers: {named}{labels}"))
    blocks += [Bullet(f"{name}: {text}") for name, text in facts.items() if text]
    blocks += [Bullet(sources[key]) for key in question.sources if key in sources]
    return tuple(blocks)


def coverage(bank: Bank) -> Table:
    """Which construct is served by which questions, and at which stages."""
    served: dict[str, list[Question]] = {}
    for question in bank.questions:
        for construct in question.constructs:
            served.setdefault(construct, []).append(question)
    follow_ups = ((bank.talked, "every event"), (bank.after, "every event"))
    rows = [
        (construct, ", ".join(one.id for one in questions), _stages(questions))
        for construct, questions in served.items()
    ]
    rows += [
        (construct, words, "every stage")
        for card, words in follow_ups
        for construct in card.constructs
    ]
    rows.sort()
    told = tuple(f"{construct}: {ids}. {stages}." for construct, ids, stages in rows)
    return Table(head=("About", "Questions", "Stages"), rows=tuple(rows), told=told)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The nearest known word as a question, or what to do where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), list(known), n=1)
    return f"Did you mean {near[0]}?" if near else otherwise


def _stages(questions: Iterable[Question]) -> str:
    stages = dict.fromkeys(stage for question in questions for stage in question.stages)
    return ", ".join(stages) or "quick form, or apart"
