"""Small verbs that make banks, answers and sheets in one line."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from fitcheck.questions.answers import Answers, Item, Reply, Responses
from fitcheck.questions.flow import Plan, Walk, asked, gather_responses, path
from fitcheck.questions.model import (
    Asked,
    AskedLine,
    Bank,
    Choice,
    EventRows,
    FollowUpCard,
    Point,
    Question,
    Questionnaire,
    Scale,
    Theme,
    TickLine,
    Wording,
)
from fitcheck.vocabulary import Gap, Kind, Stage, Weight

STAGES = tuple(stage for stage in Stage if stage is not Stage.LOOKING)
FULL = Plan(stage=Stage.ESTABLISHED)
LETTERS = {"o": Weight.OK, "w": Weight.WATCH, "r": Weight.RAISE, "R": Weight.ALONE}
"""`R` weighs alone."""


def scale(id: str, choices: str, **rows: str) -> Scale:
    """A scale: `scale("often", "never at-times often", good="rwo")`."""
    return Scale(
        id=id,
        choices=tuple(Choice(id=one, label=one.replace("-", " ")) for one in choices.split()),
        rows={name: tuple(LETTERS[letter] for letter in row) for name, row in rows.items()},
    )


SCALES: Mapping[str, Scale] = {
    one.id: one
    for one in (
        scale(
            "often",
            "almost-never rarely sometimes often almost-always",
            good="rrwoo",
            concern="oowrr",
            sharp="owRRR",
            worse="oowrR",
        ),
        scale(
            "amount",
            "far-too-little a-bit-too-little about-right a-bit-too-much far-too-much",
            fit="rwowr",
        ),
        scale("no-partly-yes", "no partly yes", good="rwo", sharp="Rwo"),
        scale("happened", "no once more-than-once"),
        scale("talked", "not-yet partly yes"),
        scale("after", "worse same better"),
        scale("matters", "no yes"),
    )
}
EVENTS: EventRows = {
    "event": {
        "better": {"yes": Weight.OK, "other": Weight.OK},
        "same": {"yes": Weight.WATCH, "other": Weight.RAISE, "again": Weight.ALONE},
        "worse": {"yes": Weight.ALONE, "other": Weight.ALONE},
        "open": {"yes": Weight.WATCH, "other": Weight.WATCH},
    },
    "slight": {
        "better": {"yes": Weight.OK, "other": Weight.WATCH},
        "same": {"yes": Weight.RAISE, "other": Weight.ALONE},
        "worse": {"yes": Weight.ALONE, "other": Weight.ALONE},
        "open": {"yes": Weight.WATCH, "other": Weight.WATCH},
    },
}
"""The events' table, as the shipped file has it."""

WORDING = Wording(scales=SCALES, events=EVENTS)
"""What answers are read by in these tests."""

USUAL = {Kind.FIT: "amount", Kind.EVENT: "happened", Kind.FACT: "no-partly-yes"}


def question(id: str, kind: Kind, **fields: Any) -> Question:
    """A question of this kind, asked of everybody at every stage."""
    usual = {
        "rev": 1,
        "text": f"Statement {id}.",
        "scale": USUAL.get(kind, "often"),
        "questionnaire": "q",
        "stages": STAGES,
        "core": () if kind is Kind.FACT else STAGES,
    }
    told = {**usual, **fields}
    shown = {name: told.pop(name) for name in Asked.__struct_fields__ if name in told}
    return Question(asked=Asked(id=id, kind=kind, **shown), **told)


def reworded(one: Any, **fields: Any) -> Any:
    """The same question, or item, with something else in what it asks."""
    return replace(one, asked=replace(one.asked, **fields))


def good(id: str, **fields: Any) -> Question:
    """A good sign."""
    return question(id, Kind.GOOD, **fields)


def concern(id: str, **fields: Any) -> Question:
    """A sign of trouble."""
    return question(id, Kind.CONCERN, **fields)


def sharp(id: str, **fields: Any) -> Question:
    """A concern of which one answer may weigh alone."""
    return concern(id, row="sharp", **fields)


def fit(id: str, **fields: Any) -> Question:
    """Something there can be too little or too much of."""
    return question(id, Kind.FIT, **fields)


def event(id: str, **fields: Any) -> Question:
    """Something that may have happened."""
    return question(id, Kind.EVENT, **fields)


def slight(id: str, **fields: Any) -> Question:
    """A hurt about who a person is."""
    return event(id, row="slight", **fields)


def ticks(
    id: str, *lines: str, only_at: Mapping[str, Stage] | None = None, **fields: Any
) -> Question:
    """A card of lines to tick; some are asked at one stage only."""
    made = tuple(AskedLine(id=line, rev=1, text=f"Line {line}.") for line in lines)
    stages = only_at or {}
    return replace(
        question(id, Kind.TICKS, lines=made, scale="", **fields),
        lines=tuple(
            TickLine(
                asked=line,
                sentence=line.text,
                stages=(stages[line.id],) if line.id in stages else (),
            )
            for line in made
        ),
    )


def fact(id: str, **fields: Any) -> Question:
    """Something to find out, in no count."""
    return question(id, Kind.FACT, **fields)


def mattering(id: str, **fields: Any) -> Question:
    """A good sign that is asked only if it matters."""
    return good(id, matters=f"It matters to me: {id}.", **fields)


def further(question: Question) -> Question:
    """The same question outside the core."""
    return replace(question, core=())


def theme(id: str, *questions: Question, point: int = 1) -> Theme:
    """A theme of these questions, feeding a point."""
    return Theme(
        id=id,
        title=id.capitalize(),
        point=point,
        questionnaire="q",
        questions=tuple(reworded(one, theme=id) for one in questions),
    )


def questionnaire(id: str, *parts: Theme | Question, window: str = "Lately") -> Questionnaire:
    """A questionnaire of themes, and of questions as its facts."""
    themes = tuple(
        replace(
            part,
            questionnaire=id,
            questions=tuple(
                reworded(one, questionnaire=id, window=window) for one in part.questions
            ),
        )
        for part in parts
        if isinstance(part, Theme)
    )
    loose = [
        reworded(one, questionnaire=id, window=window) for one in parts if isinstance(one, Question)
    ]
    return Questionnaire(
        id=id,
        title=id,
        window=window,
        themes=themes,
        ticks=tuple(one for one in loose if one.kind is Kind.TICKS),
        facts=tuple(one for one in loose if one.kind is Kind.FACT),
    )


def bank(*parts: Theme | Question | Questionnaire, **fields: Any) -> Bank:
    """A bank of questionnaires; loose themes and facts go into one called `q`."""
    loose = [part for part in parts if not isinstance(part, Questionnaire)]
    named = [part for part in parts if isinstance(part, Questionnaire)]
    usual = {
        "scales": SCALES,
        "talked": FollowUpCard(text="We have talked about it.", scale="talked"),
        "after": FollowUpCard(text="Since then it is ...", scale="after"),
        "events": EVENTS,
        "points": tuple(Point(id=id, title=f"Point {id}.") for id in range(1, 6)),
    }
    questionnaires = (*([questionnaire("q", *loose)] if loose else []), *named)
    return Bank(questionnaires=questionnaires, **{**usual, **fields})


def reply(id: str) -> Reply:
    """A choice, or a gap by its name."""
    return Reply(gap=Gap(id)) if id in tuple(Gap) else Reply(choice=id)


def answers(given: Mapping[str, str]) -> Answers:
    """Answers by card: `{"argued": "once", "argued.talked": "yes"}`."""
    return Answers(replies={card: reply(id) for card, id in given.items()})


def cards(questions: Sequence[Question], given: Mapping[str, str]) -> list[str]:
    """The ids of the cards that these answers lead to."""
    return [card.id for card in path(questions, answers(given))]


def walk(questions: Sequence[Question], given: Mapping[str, str] | None = None) -> Walk:
    """A walk at its first open card."""
    return Walk(questions=tuple(questions), answers=answers(given or {})).resumed()


def check_in(bank: Bank, given: Mapping[str, str], plan: Plan = FULL) -> Responses:
    """The sheet of a check-in with this bank and these answers."""
    return gather_responses(bank, plan, asked(bank, plan, given), answers(given))


def answered(*choices: str, kind: Kind = Kind.GOOD, **fields: Any) -> Responses:
    """The sheet of one theme `t` of point 1: one question of this kind for each choice."""
    ids = "abcdefghijklm"[: len(choices)]
    questions = (question(id, kind, **fields) for id in ids)
    return check_in(bank(theme("t", *questions)), dict(zip(ids, choices, strict=True)))


def happened(*said: str, row: str = "") -> Item:
    """The item of an event: `happened("once", "not-yet", "worse")`."""
    given = dict(zip(("e", "e.talked", "e.after"), said, strict=False))
    return check_in(bank(theme("t", event("e", row=row))), given).items[0]


def counted(vector: str) -> Responses:
    """One theme with so many answers of each sort.

    In the order of the design: ok / watch / raise / raise alone / not sure /
    does not apply / skip; what is left out is 0.
    """
    sorts = (
        (good, "often"),
        (good, "sometimes"),
        (good, "rarely"),
        (sharp, "often"),
        (good, "not-sure"),
        (good, "does-not-apply"),
        (good, "skip"),
    )
    pairs = [
        (make(f"{sort}-{number}"), choice)
        for sort, ((make, choice), many) in enumerate(zip(sorts, vector.split("/"), strict=False))
        for number in range(int(many))
    ]
    made = bank(theme("t", *(one for one, _ in pairs)))
    return check_in(made, {one.id: choice for one, choice in pairs})
