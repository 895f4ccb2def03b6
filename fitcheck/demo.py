"""A made-up check-in, from its answers to the note; stored nowhere."""

from fitcheck.arrival import Wishes, arrive
from fitcheck.ask.scripted import Scripted
from fitcheck.blocks import Heading, Paragraph, Verbatim
from fitcheck.closing import close
from fitcheck.consent import built
from fitcheck.desk import Desk
from fitcheck.env import Env
from fitcheck.library import bank as load_bank
from fitcheck.library import reading
from fitcheck.offer import offer
from fitcheck.questions.model import Bank
from fitcheck.records import CheckIn, Consent, Topic
from fitcheck.report import markdown
from fitcheck.show import show
from fitcheck.sitting import Begun, walked
from fitcheck.summary import summary
from fitcheck.words import Kind, Meeting, Stage

STANDS_OUT = {
    "could-disagree": "rarely",
    "go-along": "often",
    "asks-how-it-goes": "sometimes",
}
"""What the made-up person answers where not all is well."""

EFFECT = "I go home and turn it over for days."
WISH = "Please ask me twice when I say yes fast."


def demo_check_in(env: Env) -> CheckIn:
    """The made-up check-in."""
    bank = load_bank()
    wishes = Wishes(stage=Stage.ESTABLISHED, meeting=Meeting.IN_PERSON, own_choice=True)
    face = Scripted(_answers(bank))
    draft = arrive(env, face, bank, wishes, labels=())
    begun = Begun(env=env, face=face, bank=bank, reading=reading, draft=draft, keeper=None)
    return close(walked(begun)).check_in


def show_demo(desk: Desk) -> None:
    """Take the made-up check-in and show what a person would see."""
    bank = load_bank()
    check_in = demo_check_in(desk.env)
    offered = offer(check_in)
    first = offered.topics[0].line
    consent = Consent(
        aim="I would like us to change something.",
        keep=tuple(one.line for one in offered.keep[:2]),
        topics=(
            Topic(
                id="demo",
                question=first.source,
                point=first.point,
                happened=first.text,
                effect=EFFECT,
                wish=WISH,
            ),
        ),
        again="I would like us to look again in about four sessions.",
    )
    show(
        desk.env,
        (
            Heading("A made-up check-in"),
            Paragraph("Nobody said this, and nothing of it is kept."),
            *summary(check_in, bank),
            Heading("The note that could come of it"),
            Verbatim(markdown(built(check_in, consent, desk.env))),
        ),
        plain=desk.plain,
    )


def _answers(bank: Bank) -> dict[str, str]:
    """Good answers to everything, but for what stands out."""
    usual = {
        Kind.GOOD: "often",
        Kind.CONCERN: "almost-never",
        Kind.FIT: "about-right",
        Kind.EVENT: "no",
    }
    answers = {
        question.id: usual[question.kind]
        for question in bank.questions
        if question.kind in usual and usual[question.kind] in _choices(bank, question.scale)
    }
    return answers | STANDS_OUT


def _choices(bank: Bank, scale: str) -> set[str]:
    return {choice.id for choice in bank.scales[scale].choices}
