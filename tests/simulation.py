"""How often the scoring flags a made-up good and a made-up mediocre therapy.

Nobody has norms for these questions, so nobody knows how real people answer.
What can be known is what the rule does with answers of given shares, and that
a word such as *worth raising* is not handed out to everybody. Run it as
`python -m tests.simulation`: it writes docs/simulation.md anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from fitcheck.questions.answers import Answers, Reply, card_id
from fitcheck.questions.flow import Plan, asked, gather_responses
from fitcheck.questions.loading.load import load_bank
from fitcheck.questions.model import Bank, Question
from fitcheck.questions.score import Result, score
from fitcheck.vocabulary import Form, Kind, Part, Stage, Status

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "simulation.md"
SEED = 1
CHECK_INS = 300
"""For each stage and each therapy."""
STAGES = tuple(stage for stage in Stage if stage is not Stage.LOOKING)

Shares = Mapping[str, float]
"""How many of a hundred give each choice."""

OFTEN = ("almost-never", "rarely", "sometimes", "often", "almost-always")
AMOUNT = (
    "far-too-little",
    "a-bit-too-little",
    "about-right",
    "a-bit-too-much",
    "far-too-much",
)
ONCE_OR_MORE: Shares = {"once": 75, "more-than-once": 25}
TALKED: Shares = {"not-yet": 50, "partly": 20, "yes": 30}
AFTER: Shares = {"worse": 5, "same": 40, "better": 55}
MATTERS: Shares = {"yes": 50, "no": 50}


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

    def of(self, question: Question) -> Shares:
        """The shares of the first card of a question."""
        match question.kind:
            case Kind.CONCERN:
                return self.sharp if question.asked.sharp else self.concern
            case Kind.FIT:
                return self.fit
            case Kind.EVENT:
                told = {choice: share * self.event / 100 for choice, share in ONCE_OR_MORE.items()}
                return {"no": 100 - self.event, **told}
            case _:
                return self.good if question.scale == "often" else self.yes_partly_no

    @property
    def yes_partly_no(self) -> Shares:
        """A good sign with three answers: the two lowest are *no*, the two highest *yes*."""
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
MEDIOCRE = Therapy(
    name="mediocre",
    good=shares(OFTEN, 4, 16, 40, 30, 10),
    concern=shares(OFTEN, 22, 28, 32, 14, 4),
    sharp=shares(OFTEN, 60, 25, 10, 4, 1),
    fit=shares(AMOUNT, 6, 24, 40, 24, 6),
    event=40,
)
THERAPIES = (GOOD, MEDIOCRE)


def draw(random: Random, shares: Shares) -> Reply:
    """One answer."""
    return Reply(choice=random.choices(list(shares), weights=list(shares.values()))[0])


def answered(random: Random, therapy: Therapy, questions: Sequence[Question]) -> Answers:
    """One made-up check-in; each answer is drawn for itself, and none is left open."""
    drawn: dict[str, Reply] = {}
    for question in questions:
        drawn[question.id] = draw(random, therapy.of(question))
        if question.kind is Kind.EVENT:
            drawn[card_id(question.id, Part.TALKED)] = draw(random, TALKED)
            drawn[card_id(question.id, Part.AFTER)] = draw(random, AFTER)
        if question.asked.matters:
            drawn[card_id(question.id, Part.MATTERS)] = draw(random, MATTERS)
    return Answers(replies=drawn)


@cache
def shipped_bank() -> Bank:
    place = ROOT / "data" / "checklists.yaml"
    return load_bank(place.read_bytes(), str(place))


def results(stage: Stage, therapy: Therapy) -> Iterator[Result]:
    """The results of so many made-up check-ins of the core of a stage."""
    bank, plan = shipped_bank(), Plan(stage=stage)
    questions = asked(bank, plan)
    random = Random(f"{SEED} {stage} {therapy.name}")
    for _ in range(CHECK_INS):
        yield score(
            Form.FULL, gather_responses(bank, plan, questions, answered(random, therapy, questions))
        )


@dataclass(frozen=True)
class Row:
    """What came out for one stage and one therapy."""

    raising: float
    """The share of check-ins with any point worth raising."""
    standing_out: float
    """The share with any point worth raising or worth a look."""
    points: float
    """How many of the five points are worth raising, on average."""


@cache
def row(stage: Stage, therapy: Therapy) -> Row:
    """What the check-ins of one stage and one therapy give."""
    found = [[point.status for point in result.points] for result in results(stage, therapy)]
    raised = [points.count(Status.WORTH_RAISING) for points in found]
    looked = [points.count(Status.WORTH_A_LOOK) for points in found]
    return Row(
        raising=sum(map(bool, raised)) / CHECK_INS,
        standing_out=sum(a + b > 0 for a, b in zip(raised, looked, strict=True)) / CHECK_INS,
        points=sum(raised) / CHECK_INS,
    )


def page() -> str:
    """The page docs/simulation.md, from a fresh run."""
    return HEAD + outcomes() + BETWEEN + drawn_from() + FOOT


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def outcomes() -> str:
    head = ["Stage", *(f"{one.name}: {what}" for what in COLUMNS for one in THERAPIES)]
    return table(head, (told(stage) for stage in STAGES))


COLUMNS = ("worth raising", "anything standing out", "points worth raising")


def told(stage: Stage) -> list[str]:
    good, mediocre = (row(stage, therapy) for therapy in THERAPIES)
    return [
        stage.replace("-", " "),
        *(f"{one.raising:.0%}" for one in (good, mediocre)),
        *(f"{one.standing_out:.0%}" for one in (good, mediocre)),
        *(f"{one.points:.1f}" for one in (good, mediocre)),
    ]


def drawn_from() -> str:
    """The shares that the answers are drawn from."""
    sorts: Mapping[str, Sequence[Shares]] = {
        "good sign": [one.good for one in THERAPIES],
        "concern": [one.concern for one in THERAPIES],
        "sharp concern": [one.sharp for one in THERAPIES],
        "too little to too much": [one.fit for one in THERAPIES],
        "each event": [{"told": one.event} for one in THERAPIES],
        "how often, if told": [ONCE_OR_MORE] * 2,
        "talked about": [TALKED] * 2,
        "since then": [AFTER] * 2,
        "does it matter": [MATTERS] * 2,
    }
    return table(
        ["Question", "Answers", *(f"{one.name}, %" for one in THERAPIES)],
        (
            [sort, " / ".join(both[0]).replace("-", " "), *(numbers(one) for one in both)]
            for sort, both in sorts.items()
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
and nothing is perfect, and a mediocre one.

For each stage and each therapy {CHECK_INS} check-ins of the core were drawn, every
question answered. Two bounds are tested at every stage: in a good therapy at most
a third of the check-ins find any point *worth raising*, in a mediocre one at least
four fifths do.

"""

BETWEEN = """
*Anything standing out* is a point worth raising or worth a look. With thirty and
more questions two middle answers somewhere are ordinary, in a good therapy, too.
So *worth a look* says no more than: here is one low answer, or two middle ones.

## What the answers are drawn from

"""

FOOT = """
A good sign that is answered with yes, partly or no takes the two highest shares as
yes, the middle one as partly and the two lowest as no.

Each answer is drawn for itself. Real answers hang together: where one thing is
well, the next one mostly is. Then, most likely, fewer check-ins stand out, and
those that do show more at once.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
