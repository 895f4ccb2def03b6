"""The separate questions, and what a yes or a not sure leads to.

Four cards, the gates, stand first; each that got a yes or a not sure then shows its
lines one by one. Nothing of this enters a draft, a summary, a note or a comparison. It
is kept only as a page of its own, written at the yes of the person it belongs to.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.help import open_help
from fitcheck.checkin.interview import GAP_KEYS, Interview
from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.steps import Step, Turn, go_through, require_no_pause, words_in
from fitcheck.content import reading
from fitcheck.document import Blocks, Bullet, Paragraph, from_text
from fitcheck.errors import Stopped
from fitcheck.questions.model import Gate, GateLine, Separate
from fitcheck.questions.separate import tier_of
from fitcheck.store.records import Page, SeparateAnswer
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Menu,
    Option,
    Prompter,
    Unfinished,
)
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Gap, Tier

YES, NOT_SURE, NO = "yes", Gap.NOT_SURE.value, "no"

ORDER = (NO, NOT_SURE, YES)
"""The least first, as everywhere."""

COUNTS = (YES, NOT_SURE)
"""What opens the lines of a gate, and what leads to a page."""

Said = Mapping[str, str]
"""What was said to gates and lines, by id; never kept."""


class SeparateAnswers(msgspec.Struct, frozen=True):
    """What the separate questions brought, for this sitting alone."""

    answers: tuple[SeparateAnswer, ...] = ()
    tier: Tier | None = None
    said: Said = {}
    """What was said to each card, for who comes back to them."""
    noted: str = ""
    """What the person noted beside these questions: where her page begins."""
    pages: tuple[Page, ...] = ()
    """What the person kept of it in this sitting."""

    @property
    def outside_help_first(self) -> bool:
        """Whether what was said is of tier A."""
        return self.tier is Tier.A


NOTHING_SAID = SeparateAnswers()


def ask_separately(
    interview: Interview, told: SeparateAnswers = NOTHING_SAID
) -> tuple[SeparateAnswers, Turn]:
    """Offer the separate questions, and turn to what they brought at once.

    `told` is what was said by who comes back to them: to the last of them. What is asked
    follows from what was said, so going back and answering otherwise opens and closes lines.

    Raises Stopped where the person chose to stop, and Paused; both drop the
    answers given here, but not a page that was kept.
    """

    def steps(told: SeparateAnswers) -> list[Step[SeparateAnswers]]:
        cards = _cards(interview.bank.separate, told.said)
        asks = (partial(_ask, interview, card) for card in cards)
        return [partial(_offer, interview), *asks, partial(_turn_to, interview)]

    told, turn = go_through(told, steps, at=len(steps(told)) - 2 if told.said else 0)
    require_no_pause(turn)
    return told, Turn.ON if turn is Turn.AWAY else turn


def _offer(interview: Interview, told: SeparateAnswers) -> tuple[SeparateAnswers, Turn]:
    """Offer to look at them; where the person goes on with a check-in, they count as left out."""
    left_out = interview.left_out
    look = Option("yes", say("separate.offer.look"), "l" if left_out else "")
    leave = Option("no", say("separate.offer.leave-out"))
    breath = () if left_out else (Paragraph(say("separate.offer.breath")),)
    menu = Menu(
        title=say("separate.offer.title"),
        heading=say("separate.title"),
        body=(
            *breath,
            Paragraph(say("separate.offer.apart", count=len(interview.bank.separate.gates))),
            Paragraph(say("separate.offer.not-kept")),
        ),
        options=(leave, look) if left_out else (look, leave),
        default="no" if left_out else "",
        back=True,
        name="separate",
        silent="no",
    )
    picked = interview.prompter.select(menu)
    if picked == "yes":
        return told, Turn.ON
    if isinstance(picked, Action):
        return told, Turn.BACK
    return (NOTHING_SAID, Turn.AWAY) if _drops(interview.prompter, told) else (told, Turn.AGAIN)


# The gates and their lines -----------------------------------------------------------


def _ask(
    interview: Interview, card: Gate | GateLine, told: SeparateAnswers
) -> tuple[SeparateAnswers, Turn]:
    """Ask a gate, or a line of one that opened; leaving drops all of it."""
    prompter, separate = interview.prompter, interview.bank.separate
    match picked := prompter.card(_view(separate, card, told)):
        case Action.LEAVE if _drops(prompter, told):
            return NOTHING_SAID, Turn.AWAY
        case Action.BACK:
            return told, Turn.BACK
        case Action.WHY:
            why = card.why or _gate_of(separate, card).why
            prompter.page(say("interview.why.title"), (Paragraph(why),))
        case Action.NOTE:
            told = changed(told, noted=_note(prompter, told.noted))
        case Action():
            pass
        case _:
            return changed(told, said={**told.said, card.id: picked}), Turn.ON
    return told, Turn.AGAIN


def _drops(prompter: Prompter, told: SeparateAnswers) -> bool:
    """Whether to drop what was said here; asked where more than a no would be lost."""
    if not told.noted and not any(one in COUNTS for one in told.said.values()):
        return True
    menu = Menu(
        title=say("separate.leave-said.title"),
        body=(Paragraph(say("separate.leave-said.body")),),
        options=(
            Option("stay", say("separate.leave-said.stay")),
            Option("leave", say("separate.leave-said.leave")),
        ),
        default="stay",
        back=True,
        name="leave-separate",
    )
    return prompter.select(menu) == "leave"


def _cards(separate: Separate, said: Said) -> tuple[Gate | GateLine, ...]:
    opened = (gate for gate in separate.gates if said.get(gate.id) in COUNTS)
    return (*separate.gates, *(line for gate in opened for line in gate.lines))


def said_to_gates(separate: Separate, said: Said) -> Said:
    """What each gate got, where only its lines were answered: the gravest of them."""
    found: dict[str, str] = {}
    for gate in separate.gates:
        of_lines = {said[line.id] for line in gate.lines if line.id in said}
        told = next((one for one in (YES, NOT_SURE, NO) if one in of_lines), None)
        if told is not None:
            found[gate.id] = told
    return found


def _gate_of(separate: Separate, card: Gate | GateLine) -> Gate:
    return next(gate for gate in separate.gates if gate is card or card in gate.lines)


def _view(separate: Separate, card: Gate | GateLine, told: SeparateAnswers) -> CardView:
    gate = _gate_of(separate, card)
    is_gate = isinstance(card, Gate)
    text = _stem(separate, card) if isinstance(card, Gate) else card.text
    among: Sequence[Gate | GateLine] = separate.gates if is_gate else gate.lines
    labels = (
        say_of("separate.gate", one) if is_gate else say_of("separate.line", one) for one in ORDER
    )
    note = (Paragraph(gate.note, quiet=True),) if gate.note else ()
    return CardView(
        id=card.id,
        heading=say("separate.title") if is_gate else gate.title,
        place=among.index(card) + 1,
        of=len(among),
        text=text,
        body=(*map(_listed, gate.lines), *note) if is_gate else (),
        scale="separate-gate" if is_gate else "separate",
        # No numbers: these are not answers like the others.
        choices=tuple(map(Option, ORDER, labels, "nuy")),
        gaps=(Option(Gap.SKIP, say_of("gap", Gap.SKIP), GAP_KEYS[Gap.SKIP]),),
        given=told.said.get(card.id, ""),
        note=told.noted,
        leave=say("separate.leave"),
    )


def _stem(separate: Separate, gate: Gate) -> str:
    """The stem of a gate; its place goes with it, as a small window has none for the heading."""
    gates = separate.gates
    place = gates.index(gate) + 1
    if place == 1:
        return gate.stem
    return say("separate.place", place=place, count=len(gates), stem=gate.stem)


def _listed(line: GateLine) -> Bullet:
    return Bullet(say("separate.own-line", line=line.line) if line.own else line.line)


def _note(prompter: Prompter, noted: str) -> str:
    body = (Paragraph(say("separate.note")),)
    field = Field(title=say("interview.note.title"), text=noted, body=body, name="note")
    return words_in(prompter.text(field))


def _read(separate: Separate, told: SeparateAnswers) -> SeparateAnswers:
    """What was said with a yes or a not sure, and how it is answered.

    A gate that got a yes, and of whose lines none was answered at all, stays a yes: then
    the gravest of what it may mean decides.
    """
    answers: list[SeparateAnswer] = []
    meant: set[str] = set()
    said = told.said
    for gate in separate.gates:
        if said.get(gate.id) not in COUNTS:
            continue
        named = [line for line in gate.lines if said.get(line.id) in COUNTS]
        open_ones = [line for line in gate.lines if said.get(line.id) == Gap.SKIP]
        if not named and open_ones:
            meant |= {line.id for line in open_ones}
            tier = min(line.tier for line in open_ones)
            answers.append(_answer(gate.id, gate.title, tier, said[gate.id]))
        for line in named:
            meant.add(line.id)
            answers.append(_answer(line.id, line.text, line.tier, said[line.id]))
    return changed(told, answers=tuple(answers), tier=tier_of(separate, meant))


def _answer(id: str, text: str, tier: Tier, said: str) -> SeparateAnswer:
    return SeparateAnswer(
        question=id, text=text, tier=tier, choice="yes" if said == YES else "not-sure"
    )


# What it leads to --------------------------------------------------------------------


def fitting_page(interview: Interview, told: SeparateAnswers) -> Blocks:
    """The page that fits what was said."""
    said = {answer.question for answer in told.answers}
    return from_text(
        reading().separate.text(
            told.tier or Tier.B,
            {line.words for line in interview.bank.separate.questions if line.id in said},
            unsure=any(answer.choice == NOT_SURE for answer in told.answers),
            sent=not interview.draft.own_choice,
            over=interview.draft.plan.is_over,
        )
    )


def _turn_to(interview: Interview, told: SeparateAnswers) -> tuple[SeparateAnswers, Turn]:
    """Turn to what was said; most people said no four times."""
    prompter, separate = interview.prompter, interview.bank.separate
    told = _read(separate, told)
    if told.tier is Tier.B:
        return ask_what_now(interview, told, body=fitting_page(interview, told))
    if told.tier is Tier.A:
        while _show_page(interview, told) is None:
            told, turn = ask_what_now(interview, told)
            if turn is Turn.ON:
                return told, turn
        return told, Turn.BACK
    if all(told.said.get(gate.id) == NO for gate in separate.gates):
        body = (Paragraph(say("sayings.separate-all-no")),)
        if prompter.page(say("separate.title"), body) is Action.BACK:
            return told, Turn.BACK
    return told, Turn.ON


def _show_page(interview: Interview, told: SeparateAnswers) -> Action | None:
    return interview.prompter.page(say("separate.thanks"), fitting_page(interview, told))


def ask_what_now(
    interview: Interview, told: SeparateAnswers, *, body: Blocks = (), is_done: bool = False
) -> tuple[SeparateAnswers, Turn]:
    """Leave it to the person what comes next; going on is going to her everyday answers.

    `is_done`: she has seen them, and may be through with it all, which is `Turn.AWAY`.
    """
    prompter = interview.prompter
    while True:
        menu = Menu(
            title=say("separate.now.title"),
            body=body,
            options=_ways_on(interview, told, is_done=is_done),
            back=not is_done,
            name="after-answers" if is_done else "after-separate",
            silent="done" if is_done else "go-on",
        )
        match prompter.select(menu):
            case "help":
                open_help(prompter)
            case "read":
                _show_page(interview, told)
            case "keep":
                told = _write_page(interview, told)
            case "stop":
                raise Stopped
            case "done":
                return told, Turn.AWAY
            case Action():
                return told, Turn.BACK
            case _:
                return told, Turn.ON


def _ways_on(interview: Interview, told: SeparateAnswers, *, is_done: bool) -> tuple[Option, ...]:
    """What can be done now; after a tier A sign help from outside comes first."""
    is_kept = bool(told.pages) and told.pages[-1].text == told.noted
    keep = "keep-more" if is_kept else "keep" if interview.store else "on-paper"
    from_here = (
        Option("help", say("separate.now.help")),
        Option("keep", say_of("separate.now", keep)),
    )
    stop = Option("stop", say("separate.now.stop"))
    if not told.outside_help_first:
        return (Option("go-on", say("separate.now.go-on")), *from_here, stop)
    go_on = Option("go-on", say("separate.now.other-answers"))
    if not is_done:
        return (*from_here, go_on, stop)
    # No way leads back to that page from here.
    read, done = Option("read", say("separate.now.read")), Option("done", say("separate.now.done"))
    return (*from_here, read, go_on, stop, done)


def _write_page(interview: Interview, told: SeparateAnswers) -> SeparateAnswers:
    """Let the person write her page; it is on disk before she sees anything else."""
    prompter = interview.prompter
    if interview.store is None:
        body = (Paragraph(say("separate.nothing-kept.on-paper")),)
        prompter.page(say("separate.nothing-kept.title"), body)
        return told
    typed = prompter.text(_page_field(told))
    told = changed(told, noted=words_in(typed))
    is_done = not isinstance(typed, Unfinished)
    if not is_done or not prompter.confirm(say("separate.page.keep"), name="keep-page"):
        return told
    page = Page(
        id=interview.env.new_id(),
        at=interview.env.now(),
        answers=told.answers,
        text=told.noted,
        therapist=interview.draft.therapist,
    )
    keep_or_ask(prompter, interview.store.save, page)
    prompter.page(say("separate.page.kept"), (Paragraph(say("separate.page.where")),))
    return changed(told, pages=(*told.pages, page))


def _page_field(told: SeparateAnswers) -> Field:
    """Where her page is written, below what it is for and the answers that stand on it."""
    said = [(one.text, say_of("separate.answer", one.choice)) for one in told.answers]
    lines = (say("separate.page.answer", statement=text, answer=answer) for text, answer in said)
    return Field(
        title=say("separate.page.title"),
        text=told.noted,
        body=(*from_text(reading().separate.keep), *map(Bullet, lines)),
        name="separate-page",
    )
