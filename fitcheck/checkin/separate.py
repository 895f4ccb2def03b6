"""The separate questions, and what a yes or a not sure leads to.

Nothing of this enters a draft, a summary, a note or a comparison. It is kept
only with the page that a person chooses to keep for herself.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.help import read_help
from fitcheck.checkin.interview import walk_through
from fitcheck.document import Blocks, Bullet, Paragraph, from_text
from fitcheck.errors import Stopped
from fitcheck.questions.answers import Answers
from fitcheck.questions.clean import clean
from fitcheck.questions.flow import Walk
from fitcheck.questions.model import Bank
from fitcheck.questions.reading import Reading
from fitcheck.store.records import SeparateAnswer, SeparatePage
from fitcheck.terminal.prompts import Field, Menu, Option, Prompter, Unfinished
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Gap, Tier


class SeparateAnswers(msgspec.Struct, frozen=True):
    """What the separate questions brought, for this sitting alone."""

    answers: tuple[SeparateAnswer, ...] = ()
    page: SeparatePage | None = None
    """The page to keep, only if the person said so."""
    noted: str = ""
    """What the person noted beside these questions: where her page begins."""

    @property
    def outside_help_first(self) -> bool:
        """Whether one of the answers is of tier A."""
        return any(answer.tier is Tier.A for answer in self.answers)


def ask_separately(
    prompter: Prompter,
    bank: Bank,
    reading: Callable[[], Reading],
    *,
    now: Callable[[], datetime],
    can_keep: bool,
) -> SeparateAnswers:
    """Offer the separate questions, and turn to what they brought at once.

    Raises Stopped where the person chose to stop, and Paused; both drop the
    answers given here.
    """
    if not _offer(prompter, bank):
        return SeparateAnswers()
    questions = bank.separate.questions
    begin = Walk(questions=questions).resumed()
    walk = walk_through(prompter, bank, begin, now=now, keep=lambda _walk, _typed: None)
    told = SeparateAnswers(
        answers=_yes_or_unsure(bank, walk.answers), noted="\n".join(walk.answers.notes.values())
    )
    if not told.answers:
        if all(answer.choice == "no" for answer in walk.answers.replies.values()):
            prompter.page(say("separate.title"), (Paragraph(bank.sayings["separate-all-no"]),))
        return told
    return _what_now(prompter, told, reading, now=now, can_keep=can_keep)


def _offer(prompter: Prompter, bank: Bank) -> bool:
    count = len(bank.separate.questions)
    body = (
        Paragraph(say("separate.offer.apart", questions=count)),
        Paragraph(say("separate.offer.not-kept")),
    )
    picked = prompter.select(
        Menu(
            title=say("separate.title"),
            body=body,
            options=(
                Option("yes", say("separate.offer.look")),
                Option("no", say("separate.offer.leave-out")),
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
        if reply is None:
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


def _ways_on(told: SeparateAnswers) -> tuple[Option, ...]:
    """What can be done now; after a tier A sign help from outside comes first."""
    from_here = (
        Option("help", say("separate.now.help")),
        Option("keep", say("separate.now.keep")),
    )
    stop = Option("stop", say("separate.now.stop"))
    if told.outside_help_first:
        return (*from_here, Option("go-on", say("separate.now.other-answers")), stop)
    return (Option("go-on", say("separate.now.go-on")), *from_here, stop)


def _what_now(
    prompter: Prompter,
    told: SeparateAnswers,
    reading: Callable[[], Reading],
    *,
    now: Callable[[], datetime],
    can_keep: bool,
) -> SeparateAnswers:
    """Turn to what was said, and leave it to the person what comes next."""
    texts = reading().separate
    body: Blocks = ()
    if told.outside_help_first:
        prompter.page(say("separate.thanks"), from_text(texts.page))
    else:
        body = from_text(texts.tier_b)
    menu = Menu(
        title=say("separate.now.title"),
        body=body,
        options=_ways_on(told),
        name="after-separate",
        silent="go-on",
    )
    while True:
        match prompter.select(menu):
            case "help":
                read_help(prompter, reading())
            case "keep":
                told = _keep_page(prompter, told, reading(), now=now, can_keep=can_keep)
            case "stop":
                raise Stopped
            case _:
                return told


def _keep_page(
    prompter: Prompter,
    told: SeparateAnswers,
    reading: Reading,
    *,
    now: Callable[[], datetime],
    can_keep: bool,
) -> SeparateAnswers:
    if not can_keep:
        prompter.page(
            say("separate.nothing-kept.title"),
            (Paragraph(say("separate.nothing-kept.on-paper")),),
        )
        return told
    named = tuple(
        Bullet(
            say(
                "separate.page.answer",
                statement=answer.text,
                answer=say_of("separate.answer", answer.choice),
            )
        )
        for answer in told.answers
    )
    stands = told.page.text if told.page else told.noted
    text = prompter.text(
        Field(
            title=say("separate.page.title"),
            text=stands,
            body=(*from_text(reading.separate.keep), *named),
            own_words=True,
            name="separate-page",
        )
    )
    if isinstance(text, Unfinished):
        return told
    page = SeparatePage(answers=told.answers, text=clean(text).strip(), at=now())
    keep = prompter.confirm(say("separate.page.keep"), name="keep-page")
    return changed(told, page=page if keep else None, noted=page.text)
