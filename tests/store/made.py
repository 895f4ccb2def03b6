"""Made-up records, and a vault that is quick to open."""

from datetime import UTC, datetime, timedelta

import msgspec

from fitcheck.env import new_id
from fitcheck.questions.answers import Answers, Item, Reply, Responses, ThemeTitle
from fitcheck.questions.flow import Plan
from fitcheck.questions.model import (
    Asked,
    Bank,
    Choice,
    Point,
    Question,
    Questionnaire,
    Scale,
    Theme,
)
from fitcheck.store.encryption import Key, Vault, WrongPassphraseError
from fitcheck.store.records import (
    Amendment,
    CheckIn,
    Consent,
    Draft,
    FollowUp,
    Jot,
    Note,
    Page,
    SeparateAnswer,
    Topic,
)
from fitcheck.vocabulary import Form, Gap, Kind, Stage, Tier, Weight

START = datetime(2026, 11, 23, 15, 5, tzinfo=UTC)
PLANTED = "She laughed when I said it hurt, and I went quiet for a week."
PASSPHRASE = "a kettle of slow herons"

OFTEN = Scale(
    id="often",
    choices=tuple(
        Choice(id=id, label=id.replace("-", " "))
        for id in ("almost-never", "rarely", "sometimes", "often", "almost-always")
    ),
    rows={Kind.GOOD: (Weight.RAISE, Weight.WATCH, Weight.WATCH, Weight.OK, Weight.OK)},
)


class QuickVault(Vault, frozen=True):
    """Real locking under a key that is wrapped without cost, for tests that open it often."""

    def wrap(self, key: Key, passphrase: str) -> bytes:
        """The key as it is."""
        return msgspec.json.encode([passphrase, key.secret, key.recipient])

    def open(self, wrapped: bytes, passphrase: str) -> Key:
        """The key, for the right passphrase."""
        known, secret, recipient = msgspec.json.decode(wrapped)
        if known != passphrase:
            raise WrongPassphraseError
        return Key(secret=secret, recipient=recipient)


def asked(number: int) -> Asked:
    return Asked(
        id=f"question-{number}",
        rev=1,
        text=f"It is easy to say what I think, also for the {number}th time in a row.",
        kind=Kind.GOOD,
        scale="often",
        questionnaire="partnership",
        theme="my-say",
        window="In the last sessions",
    )


def item(number: int, choice: str = "often", note: str = "") -> Item:
    return Item(
        asked=asked(number),
        reply=Reply(choice=choice, at=START),
        core=True,
        label=choice.replace("-", " "),
        note=note,
    )


def check_in(
    id: str = "k3f9q2",
    *,
    days: int = 0,
    therapist: str = "",
    items: tuple[Item, ...] | None = None,
) -> CheckIn:
    at = START + timedelta(days=days)
    responses = Responses(
        points=tuple(Point(id=number, title=f"Point {number}") for number in range(1, 6)),
        themes=(ThemeTitle(id="my-say", title="My say", point=2, questionnaire="partnership"),),
        scales={"often": OFTEN},
        items=items if items is not None else (item(1, note=PLANTED), *map(item, range(2, 34))),
    )
    return CheckIn(
        id=id,
        form=Form.FULL,
        stage=Stage.ESTABLISHED,
        started=at - timedelta(minutes=9),
        finished=at,
        responses=responses,
        therapist=therapist,
        plan=Plan(stage=Stage.ESTABLISHED),
    )


def note(id: str = "n2note", *, of: str = "k3f9q2", days: int = 0, wish: str = "Ask me.") -> Note:
    topic = Topic(id="t2topc", question="question-1", happened=PLANTED, wish=wish)
    at = START + timedelta(days=days, minutes=5)
    return Note(id=id, check_in=of, at=at, consent=Consent(differently="Say it", topics=(topic,)))


def follow_up(id: str = "f2came", *, of: str = "k3f9q2", days: int = 7) -> FollowUp:
    at = START + timedelta(days=days)
    return FollowUp(id=id, check_in=of, topic="t2topc", at=at, outcome="raised", received="well")


def page(id: str = "p2page", *, days: int = 0, therapist: str = "") -> Page:
    at = START + timedelta(days=days, minutes=2)
    answer = SeparateAnswer(question="s1", text="A sign", tier=Tier.A, choice="yes")
    return Page(id=id, at=at, answers=(answer,), text=PLANTED, therapist=therapist)


def jot(
    id: str = "j2jott",
    text: str = PLANTED,
    *,
    days: int = 0,
    replaces: str = "",
    therapist: str = "",
) -> Jot:
    at = START + timedelta(days=days, minutes=3)
    return Jot(id=id, at=at, text=text, replaces=replaces, therapist=therapist)


def amendment(
    id: str = "a2chng", *, of: str = "k3f9q2", number: int = 2, choice: str = "rarely"
) -> Amendment:
    at = START + timedelta(minutes=1)
    return Amendment(id=id, check_in=of, at=at, now=item(number, choice), was=item(number))


def draft(id: str = "d2draf", *, answered: int = 3, typed: str = PLANTED) -> Draft:
    questions = tuple(
        Question(
            asked=asked(number),
            why="Saying it early keeps small things small, and most people find it hard.",
        )
        for number in range(1, 34)
    )
    theme = Theme(
        id="my-say", title="My say", point=2, questionnaire="partnership", questions=questions
    )
    return Draft(
        id=id,
        started=START,
        plan=Plan(stage=Stage.ESTABLISHED),
        bank=Bank(
            scales={"often": OFTEN},
            questionnaires=(
                Questionnaire(
                    id="partnership", title="Partnership", window="lately", themes=(theme,)
                ),
            ),
        ),
        questions=tuple(question.id for question in questions),
        answers=Answers(
            replies={
                f"question-{number}": Reply(gap=Gap.SKIP)
                if number % 5 == 0
                else Reply(choice="often")
                for number in range(1, answered + 1)
            },
            notes={"question-1": PLANTED},
        ),
        typed=typed,
    )


def year_of(count: int) -> list[CheckIn]:
    """So many check-ins, two weeks apart."""
    return [check_in(new_id(), days=14 * number) for number in range(count)]
