"""A made-up check-in, from its answers to the note; stored nowhere."""

from fitcheck.checkin.interview import Interview, sit_through
from fitcheck.checkin.note.candidates import gather_candidates
from fitcheck.checkin.note.chosen import build_note
from fitcheck.checkin.setup import CheckInOptions, set_up
from fitcheck.content import bank as load_bank
from fitcheck.document import Blocks, Heading, Paragraph
from fitcheck.env import Env
from fitcheck.questions.model import Bank
from fitcheck.report import letter
from fitcheck.store.records import CheckIn, Consent, Topic
from fitcheck.terminal.scripted import ScriptedPrompter
from fitcheck.texts import say
from fitcheck.views.summary import summary
from fitcheck.vocabulary import Kind, Meeting, Stage

STANDS_OUT = {
    "could-disagree": "rarely",
    "go-along": "often",
    "asks-how-it-goes": "sometimes",
}
"""What the made-up person answers where not all is well."""


def made_up_check_in(env: Env) -> CheckIn:
    """The made-up check-in."""
    bank = load_bank()
    wishes = CheckInOptions(stage=Stage.ESTABLISHED, meeting=Meeting.IN_PERSON, own_choice=True)
    prompter = ScriptedPrompter(_answers(bank))
    draft = set_up(env, prompter, bank, wishes)
    interview = Interview(env=env, prompter=prompter, bank=bank, draft=draft, store=None)
    return sit_through(interview, lambda draft: draft).check_in


def tell_example(env: Env) -> Blocks:
    """Take the made-up check-in: what a person would see of it, under its title."""
    bank = load_bank()
    check_in = made_up_check_in(env)
    offered = gather_candidates(bank, check_in)
    first = offered.topics[0]
    topic = Topic(
        id="demo",
        question=first.question,
        point=first.point,
        about=first.about,
        happened=say("demo.happened"),
        hard=say("demo.hard"),
        wish=say("demo.wish"),
    )
    consent = Consent(topics=(topic,), keep=offered.keep[:1])
    return (
        Paragraph(say("demo.nobody")),
        *summary(check_in, kept=False),
        Heading(say("demo.note")),
        *letter(build_note(check_in, consent, env)),
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
        question.id: choice.id
        for question in bank.questions
        if question.kind in usual
        for choice in bank.scales[question.scale].choices
        if choice.id == usual[question.kind]
    }
    return answers | STANDS_OUT
