"""The separate questions, and what a yes or a not sure leads to.

Nothing of this enters a draft, a summary, a note or a comparison. It is kept
only with the page that a person chooses to keep for herself.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.interview import walk_through
from fitcheck.cli.learn import country as page_of
from fitcheck.document import Blocks, Bullet, Paragraph, from_text
from fitcheck.errors import Stopped
from fitcheck.questions.answers import Answers
from fitcheck.questions.clean import clean
from fitcheck.questions.flow import Walk
from fitcheck.questions.model import Bank
from fitcheck.questions.reading import Reading
from fitcheck.store.records import SeparateAnswer, SeparatePage
from fitcheck.terminal.prompts import Face, Field, Menu, Move, Option
from fitcheck.vocabulary import Gap, Tier


class Told(msgspec.Struct, frozen=True):
    """What the separate questions brought, for this sitting alone."""

    answers: tuple[SeparateAnswer, ...] = ()
    page: SeparatePage | None = None
    """The page to keep, only if the person said so."""
    noted: str = ""
    """What the person noted beside these questions: where her page begins."""

    def told_page(self, at: datetime) -> SeparatePage | None:
        """What `--private` may tell of this sitting: the answers, kept or not."""
        return self.page or (SeparatePage(answers=self.answers, at=at) if self.answers else None)

    @property
    def outside_help_first(self) -> bool:
        """Whether one of the answers is of tier A."""
        return any(answer.tier is Tier.A for answer in self.answers)


def ask_separately(
    face: Face,
    bank: Bank,
    reading: Callable[[], Reading],
    *,
    now: Callable[[], datetime],
    can_keep: bool,
) -> Told:
    """Offer the separate questions, and turn to what they brought at once.

    Raises Stopped where the person chose to stop, and Paused; both drop the
    answers given here.
    """
    if not _offer(face, bank):
        return Told()
    questions = bank.separate.questions
    begin = Walk(questions=questions).resumed()
    walk = walk_through(face, bank, begin, now=now, keep=lambda _walk, _typed: None)
    told = Told(
        answers=_yes_or_unsure(bank, walk.answers), noted="\n".join(walk.answers.notes.values())
    )
    if not told.answers:
        if all(answer.choice == "no" for answer in walk.answers.replies.values()):
            face.page("A few separate questions", (Paragraph(bank.sayings["separate-all-no"]),))
        return told
    return _what_now(face, told, reading, now=now, can_keep=can_keep)


def _offer(face: Face, bank: Bank) -> bool:
    count = len(bank.separate.questions)
    body = (
        Paragraph(bank.separate.examples),
        Paragraph(
            f"{count} short questions, yes or no. They stand apart: they change nothing in "
            "your other answers, and they are in no note for your therapist."
        ),
        Paragraph(
            "Nothing of this is kept unless you say so at the end. "
            "If you pause before the summary, these answers are gone."
        ),
    )
    picked = face.choose(
        Menu(
            title="A few separate questions",
            body=body,
            options=(
                Option("yes", "Look at these questions"),
                Option("no", "Leave them out"),
            ),
            name="separate",
            silent="no",
        )
    )
    return picked == "yes"


def _yes_or_unsure(bank: Bank, answers: Answers) -> tuple[SeparateAnswer, ...]:
    told: list[SeparateAnswer] = []
    for question in bank.separate.questions:
        reply = answers.reply(question.id)
        if reply is None or question.tier is None:
            continue
        if reply.choice == "yes" or reply.gap is Gap.NOT_SURE:
            told.append(
                SeparateAnswer(
                    question=question.id,
                    text=question.text,
                    tier=question.tier,
                    choice="yes" if reply.choice == "yes" else "not-sure",
                )
            )
    return tuple(told)


HELP = Option("help", "Read who can help where I live")
PAGE = Option("keep", "Keep a page for myself, with dates")
STOP = Option("stop", "Stop here and clear the screen")

TIER_A = (HELP, PAGE, Option("go-on", "See my other answers"), STOP)
TIER_B = (Option("go-on", "Go on with my check-in"), HELP, PAGE, STOP)


def _what_now(
    face: Face,
    told: Told,
    reading: Callable[[], Reading],
    *,
    now: Callable[[], datetime],
    can_keep: bool,
) -> Told:
    """Turn to what was said, and leave it to the person what comes next."""
    texts = reading().separate
    body: Blocks = ()
    if told.outside_help_first:
        face.page("Thank you for saying this", from_text(texts.page))
    else:
        body = from_text(texts.tier_b)
    menu = Menu(
        title="What would you like now?",
        body=body,
        options=TIER_A if told.outside_help_first else TIER_B,
        name="after-separate",
        silent="go-on",
    )
    while True:
        match face.choose(menu):
            case "help":
                read_help(face, reading())
            case "keep":
                told = _keep_page(face, told, reading(), now=now, can_keep=can_keep)
            case "stop":
                raise Stopped
            case _:
                return told


def _keep_page(
    face: Face,
    told: Told,
    reading: Reading,
    *,
    now: Callable[[], datetime],
    can_keep: bool,
) -> Told:
    if not can_keep:
        face.page(
            "Nothing is kept in this check-in",
            (
                Paragraph(
                    "You chose to keep nothing, so there is no file for this page. "
                    "You can write it on paper, in a place that only you know."
                ),
            ),
        )
        return told
    named = tuple(
        Bullet(f"{answer.text} ({answer.choice.replace('-', ' ')})") for answer in told.answers
    )
    stands = told.page.text if told.page else told.noted
    text = face.write(
        Field(
            title="What happened, with dates, in your own words",
            text=stands,
            body=(*from_text(reading.separate.keep), *named),
            own_words=True,
            name="separate-page",
        )
    )
    if isinstance(text, Move):
        return told
    page = SeparatePage(answers=told.answers, text=clean(text).strip(), at=now())
    keep = face.agree("Keep this page, and these answers, on this computer?", name="keep-page")
    return changed(told, page=page if keep else None, noted=page.text)


def read_help(face: Face, reading: Reading) -> None:
    """Let the person choose a country, and show who can help there; never guessed."""
    while True:
        options = tuple(Option(country.id, country.name) for country in reading.help)
        picked = face.choose(
            Menu(title="Where do you live?", options=options, back=True, name="country")
        )
        country = next((one for one in reading.help if one.id == picked), None)
        if country is None:
            return
        face.page(country.name, page_of(country))
