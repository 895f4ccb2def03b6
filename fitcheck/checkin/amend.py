"""Answers that come after the summary: given to further questions, or changed."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace as changed

from fitcheck.checkin.interview import Words, walk_through, with_note_begun
from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.document import Paragraph
from fitcheck.env import Env
from fitcheck.questions.answers import Item, Responses, answers_of
from fitcheck.questions.flow import Plan, Walk, item
from fitcheck.questions.model import Question
from fitcheck.store.collection import amended
from fitcheck.store.records import Amendment, CheckIn
from fitcheck.store.store import Store
from fitcheck.terminal.prompts import Action, Menu, Option, Prompter
from fitcheck.texts import say
from fitcheck.views.wording import sentence


def ask_and_amend(
    env: Env,
    prompter: Prompter,
    words: Words,
    check_in: CheckIn,
    questions: tuple[Question, ...],
    store: Store | None,
) -> CheckIn:
    """Ask questions about a finished check-in, and give it with their answers.

    Each answer is kept as an amendment as soon as it is whole; an earlier one
    stays in the record as it was.
    """
    given = {one.id: one for one in check_in.responses.items}
    amendments: list[Amendment] = []

    def keep(walk: Walk, typed: str) -> None:
        walk = with_note_begun(walk, typed)
        for now in list(_answered(words, check_in, questions, walk, given)):
            amendment = Amendment(
                id=env.new_id(),
                check_in=check_in.id,
                at=env.now(),
                now=now,
                was=given.get(now.id),
                scales={now.scale: words.scales[now.scale]},
            )
            if store is not None:
                keep_or_ask(prompter, store.save, amendment)
            amendments.append(amendment)
            given[now.id] = now

    asked = [given[question.id] for question in questions if question.id in given]
    walk = Walk(questions=questions, answers=answers_of(asked))
    start = walk.jumped(walk.path[0].id) if walk.path else walk
    walk_through(prompter, words, start, now=env.now, keep=keep)
    return amended(check_in, amendments)


def _answered(
    words: Words,
    check_in: CheckIn,
    questions: Iterable[Question],
    walk: Walk,
    given: Mapping[str, Item],
) -> Iterator[Item]:
    """The questions of a walk whose answer is whole, and another one than was given."""
    plan = check_in.plan or Plan(stage=check_in.stage, meeting=check_in.meeting)
    for question in questions:
        cards = [card for card in walk.path if card.question.id == question.id]
        if cards and all(card.id in walk.answers.replies for card in cards):
            now = item(words, question, walk.answers, core=plan.stage in question.core)
            now = _answered_anew(given.get(question.id), now)
            if now != given.get(question.id):
                yield now


def _answered_anew(was: Item | None, now: Item) -> Item:
    """The item with its new answer; what else it remembers stays as it was asked."""
    if was is None:
        return now
    return changed(
        was,
        reply=now.reply,
        label=now.label,
        matters_reply=now.matters_reply,
        talked=now.talked,
        after=now.after,
        note=now.note,
    )


def ask_again(
    env: Env, prompter: Prompter, store: Store | None, check_in: CheckIn, question: str
) -> CheckIn:
    """Ask one question of a finished check-in anew, as it was asked, and give that."""
    responses = check_in.responses
    again = (item for item in responses.items if item.id == question)
    questions = tuple(Question(asked=item.asked) for item in again)
    return ask_and_amend(env, prompter, responses, check_in, questions, store)


def look_and_amend(
    env: Env, prompter: Prompter, check_in: CheckIn, store: Store | None, *, rests: bool = False
) -> CheckIn:
    """Let a person change answers of a finished check-in, one at a time.

    `rests`: she went back as far as it goes, so the only way is on.
    """
    while True:
        menu = _answers_menu(check_in.responses, rests=rests, kept=store is not None)
        picked = prompter.select(menu)
        if isinstance(picked, Action) or picked == ".done":
            return check_in
        check_in = ask_again(env, prompter, store, check_in, picked)


def _answers_menu(responses: Responses, *, rests: bool, kept: bool) -> Menu:
    finished = (Paragraph(say("amend.finished")),) if rests else ()
    stays = (Paragraph(say("amend.was-stays")),) if kept else ()
    return Menu(
        title=say("amend.title"),
        body=(*finished, *stays),
        options=(
            Option(".done", say("amend.on" if rests else "amend.none")),
            *(Option(one.id, sentence(one, responses)) for one in responses.items),
        ),
        default=".done",
        back=not rests,
        name="amend",
    )
