"""How often the scoring flags made-up therapies: a good one, an ordinary one, a mediocre one.

Nobody has norms for these questions, so nobody knows how real people answer.
What can be known is what the rule does with answers of given shares, and that
a word such as *worth raising* is not handed out to everybody. Run it as
`python -m tests.simulation`: it writes docs/simulation.md anew.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import NamedTuple

from fitcheck.questions.answers import Answers, Item, Reply, card_id
from fitcheck.questions.flow import Plan, asked, gather_responses, item
from fitcheck.questions.loading.checklist import load_bank
from fitcheck.questions.model import Bank, Question
from fitcheck.questions.score import Counts, Result, decide, read_item, score
from fitcheck.vocabulary import Form, Gap, Kind, Part, Stage, Status, Weight

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "simulation.md"
SEED = 1
CHECK_INS = 2_500
"""For each stage, each therapy and each way of answering: 10,000 over the four stages."""
STAGES = tuple(stage for stage in Stage if stage is not Stage.LOOKING)
TOGETHER = (0.0, 0.3, 0.4, 0.5)
"""How much the answers of one person go together: their correlation; 0: not at all."""

Shares = Mapping[str, float]
"""How many of a hundred give each choice."""

OFTEN = ("almost-never", "rarely", "sometimes", "often", "almost-always")
AMOUNT = ("far-too-little", "a-bit-too-little", "about-right", "a-bit-too-much", "far-too-much")
# The best last: where answers go together, one who is well off answers well everywhere.
TALKED: Shares = {"not-yet": 50, "partly": 20, "yes": 30}
AFTER: Shares = {"worse": 5, "same": 40, "better": 55}
MATTERS: Shares = {"no": 50, "yes": 50}


def shares(choices: Sequence[str], *numbers: float) -> Shares:
    return dict(zip(choices, numbers, strict=True))


@dataclass(frozen=True, eq=False)
class Therapy:
    """A made-up therapy, by the shares of the answers it gets."""

    name: str
    good: Shares
    concern: Shares
    sharp: Shares
    fit: Shares
    event: float
    """How many of a hundred tell each event."""

    def of(self, bank: Bank, question: Question) -> Shares:
        """The shares of the first card of a question, the best answer last."""
        match question.kind:
            case Kind.CONCERN:
                usual = self.sharp if question.asked.row == "sharp" else self.concern
                return {choice: usual[choice] for choice in reversed(OFTEN)}
            case Kind.FIT:
                return {
                    choice: self.fit[choice] for choice in (*AMOUNT[::4], *AMOUNT[1::2], AMOUNT[2])
                }
            case Kind.EVENT:
                return self.events
            case _:
                is_state = bank.scales[question.scale].choices[-1].id == "yes"
                return self.no_partly_yes if is_state else self.good

    @property
    def events(self) -> Shares:
        """Of those who tell an event, a quarter tell it more than once."""
        return {
            "more-than-once": self.event / 4,
            "once": 3 * self.event / 4,
            "no": 100 - self.event,
        }

    @property
    def no_partly_yes(self) -> Shares:
        """A state: the two lowest answers are *no*, the two highest *yes*."""
        lowest, low, middle, high, highest = self.good.values()
        return {"no": lowest + low, "partly": middle, "yes": high + highest}


GOOD = Therapy(
    name="good",
    good=shares(OFTEN, 1, 3, 10, 36, 50),
    concern=shares(OFTEN, 60, 24, 11, 4, 1),
    sharp=shares(OFTEN, 86, 10, 2.5, 1, 0.5),
    fit=shares(AMOUNT, 1, 9, 80, 9, 1),
    event=18,
)
ORDINARY = Therapy(
    name="ordinary",
    good=shares(OFTEN, 2, 6, 17, 37, 38),
    concern=shares(OFTEN, 47, 28, 17, 6, 2),
    sharp=shares(OFTEN, 78, 14.5, 5, 1.5, 1),
    fit=shares(AMOUNT, 2, 14, 68, 14, 2),
    event=25,
)
MEDIOCRE = Therapy(
    name="mediocre",
    good=shares(OFTEN, 4, 16, 40, 30, 10),
    concern=shares(OFTEN, 22, 28, 32, 14, 4),
    sharp=shares(OFTEN, 60, 25, 10, 4, 1),
    fit=shares(AMOUNT, 6, 24, 40, 24, 6),
    event=40,
)
THERAPIES = (GOOD, ORDINARY, MEDIOCRE)


# One check-in -----------------------------------------------------------------------

Draw = Callable[[], float]
"""How well off a person is with the next card, as a number of the normal curve."""


class Drawn(NamedTuple):
    """The choices of one card and the places on the normal curve where each one ends."""

    choices: tuple[str, ...]
    ends: tuple[float, ...]

    def choice(self, draw: Draw) -> str:
        """One answer, the better the better off the person is."""
        return self.choices[bisect(self.ends, draw())]


def drawn_from(shares: Shares) -> Drawn:
    *reached, _whole = accumulate(share / sum(shares.values()) for share in shares.values())
    return Drawn(tuple(shares), tuple(map(NormalDist().inv_cdf, reached)))


def person(random: Random, together: float) -> Draw:
    """One person, whose answers go together so much: one part of all their answers is the same."""
    same, own = together**0.5, (1 - together) ** 0.5
    whole = same * random.gauss(0, 1)
    gauss = random.gauss
    return lambda: whole + own * gauss(0, 1)


class Cards:
    """The cards of a stage, as they are answered in one therapy."""

    def __init__(self, stage: Stage, therapy: Therapy) -> None:
        self.bank, self.plan = shipped_bank(), Plan(stage=stage)
        self.questions = [one for one in asked(self.bank, self.plan) if one.theme is not None]
        self._first = {one.id: drawn_from(therapy.of(self.bank, one)) for one in self.questions}
        self._talked, self._after = drawn_from(TALKED), drawn_from(AFTER)
        self._matters = drawn_from(MATTERS)

    def answer(self, question: Question, draw: Draw) -> dict[str, str]:
        """What one person says to one question, by card."""
        said = {question.id: self._first[question.id].choice(draw)}
        if question.kind is Kind.EVENT and said[question.id] != "no":
            said[card_id(question.id, Part.TALKED)] = self._talked.choice(draw)
            said[card_id(question.id, Part.AFTER)] = self._after.choice(draw)
        if question.asked.matters:
            said[card_id(question.id, Part.MATTERS)] = self._matters.choice(draw)
        return said

    def check_in(self, draw: Draw) -> list[dict[str, str]]:
        """What one person says to every question; none is left open."""
        return [self.answer(question, draw) for question in self.questions]

    def score(self, said: Iterable[dict[str, str]]) -> Result:
        """What the program makes of it."""
        answers = Answers(
            replies={card: Reply(choice=choice) for one in said for card, choice in one.items()}
        )
        made = gather_responses(self.bank, self.plan, self.questions, answers)
        return score(Form.FULL, made)


# Many check-ins: the program reads each answer once, and only the counts are added up.


class Tally:
    """The statuses of the points of one stage, from counts that were made before."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards
        self._points = {theme.id: theme.point for theme in cards.bank.themes}
        self._read: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._decided: dict[tuple[tuple[int, ...], bool], Status] = {}

    def statuses(self, said: Sequence[dict[str, str]]) -> list[Status]:
        """Where each point stands."""
        themes: dict[str, list[int]] = {}
        for question, answer in zip(self._cards.questions, said, strict=True):
            counts = themes.setdefault(question.theme or "", [0] * len(SORTS))
            for place, number in enumerate(self._counts(question, answer)):
                counts[place] += number
        points: dict[int, list[list[int]]] = {}
        for id, counts in themes.items():
            points.setdefault(self._points[id], []).append(counts)
        return [self._point(points[id]) for id in sorted(points)]

    def _counts(self, question: Question, answer: dict[str, str]) -> tuple[int, ...]:
        key = (question.id, *answer.values())
        if key not in self._read:
            replies = {card: Reply(choice=choice) for card, choice in answer.items()}
            said: Item = item(self._cards.bank, question, Answers(replies=replies), core=True)
            counted = read_item(said, self._cards.bank).counted
            self._read[key] = tuple(int(counted is sort) for sort in SORTS)
        return self._read[key]

    def _point(self, parts: Sequence[Sequence[int]]) -> Status:
        pooled = [sum(numbers) for numbers in zip(*parts, strict=True)]
        whole = self._decide(pooled, across=True)
        held = [whole, *(self._decide(part, across=False) for part in parts)]
        flags = [flag for flag in (Status.WORTH_RAISING, Status.WORTH_A_LOOK) if flag in held]
        return flags[0] if flags else whole

    def _decide(self, counts: Sequence[int], *, across: bool) -> Status:
        key = (tuple(counts), across)
        if key not in self._decided:
            made = Counts(dict(zip(SORTS, counts, strict=True)))
            self._decided[key] = (
                decide(made, raises=3, with_watch=False) if across else decide(made)
            )
        return self._decided[key]


SORTS = (*Weight, Gap.DOES_NOT_APPLY)


@cache
def shipped_bank() -> Bank:
    place = ROOT / "data" / "checklists.yaml"
    return load_bank(place.read_bytes(), str(place))


@cache
def cards_of(stage: Stage, therapy: Therapy) -> tuple[Cards, Tally]:
    cards = Cards(stage, therapy)
    return cards, Tally(cards)


def people(stage: Stage, therapy: Therapy, together: float, how_many: int) -> Iterable[Draw]:
    random = Random(f"{SEED} {stage} {therapy.name} {together}")
    return (person(random, together) for _ in range(how_many))


@dataclass(frozen=True)
class Row:
    """What came out for one therapy."""

    raising: float
    """The share of check-ins with any point worth raising."""
    standing_out: float
    """The share with any point worth raising or worth a look."""
    points: float
    """How many of the five points are worth raising, on average."""


@cache
def stage_row(stage: Stage, therapy: Therapy, together: float) -> Row:
    """What the check-ins of one stage give."""
    cards, tally = cards_of(stage, therapy)
    drawn = people(stage, therapy, together, CHECK_INS)
    found = [tally.statuses(cards.check_in(draw)) for draw in drawn]
    raised = [points.count(Status.WORTH_RAISING) for points in found]
    looked = [points.count(Status.WORTH_A_LOOK) for points in found]
    return Row(
        raising=sum(map(bool, raised)) / CHECK_INS,
        standing_out=sum(a + b > 0 for a, b in zip(raised, looked, strict=True)) / CHECK_INS,
        points=sum(raised) / CHECK_INS,
    )


def row(therapy: Therapy, together: float) -> Row:
    """What the check-ins of all four stages give."""
    rows = [stage_row(stage, therapy, together) for stage in STAGES]
    return Row(
        raising=sum(one.raising for one in rows) / len(rows),
        standing_out=sum(one.standing_out for one in rows) / len(rows),
        points=sum(one.points for one in rows) / len(rows),
    )


# The page ---------------------------------------------------------------------------


def page() -> str:
    """The page docs/simulation.md, from a fresh run."""
    return HEAD + outcomes() + BY_STAGE + by_stage() + BETWEEN + told_shares() + FOOT


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def outcomes() -> str:
    head = ["Therapy", "Answers go together", "worth raising", "anything standing out", "points"]
    return table(
        head,
        (
            [
                therapy.name,
                f"{together:.1f}" if together else "not at all",
                f"{found.raising:.0%}",
                f"{found.standing_out:.0%}",
                f"{found.points:.1f}",
            ]
            for therapy in THERAPIES
            for together in TOGETHER
            for found in (row(therapy, together),)
        ),
    )


def by_stage() -> str:
    head = ["Stage", *(f"{one.name}: {told(way)}" for one in THERAPIES for way in (0.0, 0.4))]
    return table(
        head,
        (
            [
                stage.replace("-", " "),
                *(
                    f"{stage_row(stage, therapy, way).raising:.0%}"
                    for therapy in THERAPIES
                    for way in (0.0, 0.4)
                ),
            ]
            for stage in STAGES
        ),
    )


def told(together: float) -> str:
    return f"at {together:.1f}" if together else "independent"


def told_shares() -> str:
    """The shares that the answers are drawn from."""
    sorts: Mapping[str, Sequence[Shares]] = {
        "good sign": [one.good for one in THERAPIES],
        "concern": [one.concern for one in THERAPIES],
        "sharp concern": [one.sharp for one in THERAPIES],
        "too little to too much": [one.fit for one in THERAPIES],
        "each event": [{"told": one.event} for one in THERAPIES],
        "talked about": [TALKED] * 3,
        "since then": [AFTER] * 3,
        "does it matter": [MATTERS] * 3,
    }
    return table(
        ["Question", "Answers", *(f"{one.name}, %" for one in THERAPIES)],
        (
            [sort, " / ".join(all_of[0]).replace("-", " "), *(numbers(one) for one in all_of)]
            for sort, all_of in sorts.items()
        ),
    )


def numbers(shares: Shares) -> str:
    return " / ".join(f"{share:g}" for share in shares.values())


HEAD = f"""\
# What the scoring does with made-up therapies

This page is made by `python -m tests.simulation`, and a test holds it to what
the program does today. It is no evidence about real people: nobody has norms
for these questions. It shows what the rule of `fitcheck/questions/score.py`
does with answers of given shares: a good therapy, in which most things are well
and nothing is perfect, an ordinary one, and a mediocre one.

For each therapy and each way of answering {4 * CHECK_INS:,} check-ins of the core were
drawn, {CHECK_INS:,} at each stage, every question answered. The answers of one person are
drawn each for itself, or they go together: then one part of all of them is the same,
and the number is the correlation between any two of them. Real answers go together.

These bounds are tested. *Worth raising* is any of the five points:

- a good therapy: at most a third of the check-ins;
- an ordinary one: at most half, where answers go together by .3 to .5;
- a mediocre one: at least four fifths where each answer is drawn for itself, two
  thirds at .3, three fifths at .4. At .5 the figure is only told.

"""

BY_STAGE = """
*Anything standing out* is a point worth raising or worth a look, *points* how many are
worth raising on average. With thirty and more questions two middle answers somewhere are
ordinary, in a good therapy, too. So *worth a look* says no more than: here is one low
answer, or two middle ones.

## Worth raising, by stage

"""

BETWEEN = """
## What the answers are drawn from

"""

FOOT = """
A good sign that is answered with no, partly or yes takes the two highest shares as yes,
the middle one as partly and the two lowest as no. Of those who tell an event, a quarter
tell it more than once. Where answers go together, the best answer to each card goes with
the best to every other: for a concern that is *almost never*, for something there can be
too little or too much of it is *about right*.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
