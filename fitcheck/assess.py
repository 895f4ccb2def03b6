"""A check-in from the command line to the last line printed."""

from dataclasses import dataclass, replace
from pathlib import Path

from msgspec.structs import replace as changed

from fitcheck.arrival import Wishes, arrive
from fitcheck.ask import Face, Menu, Option
from fitcheck.ask.scripted import Scripted
from fitcheck.blocks import Paragraph
from fitcheck.consent import built
from fitcheck.delivery import found_at, hand_over, write_file
from fitcheck.desk import AsksOnce, Desk, unlock
from fitcheck.errors import ExitCode, Paused, UsageError
from fitcheck.history import History, Keeping, Shelf
from fitcheck.keeper import Keeps
from fitcheck.library import bank as load_bank
from fitcheck.library import read
from fitcheck.library import reading as load_reading
from fitcheck.note import choose_note
from fitcheck.questions.answers import AnswersFile, TypedTopic
from fitcheck.questions.model import Bank
from fitcheck.records import CheckIn, Consent, Draft, Note, Topic
from fitcheck.render import note_text
from fitcheck.report import markdown
from fitcheck.separate import Stopped
from fitcheck.shapes import encoded, show_shape
from fitcheck.show import show
from fitcheck.sitting import Begun, Finished, take
from fitcheck.summary import closing_lines, summary
from fitcheck.topics import ask_about, open_topics
from fitcheck.welcome import choose_keeping, kept_line, wants_plain
from fitcheck.words import Form


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    wishes: Wishes = Wishes()
    answers: Path | None = None
    save: bool | None = None
    fresh: bool = False
    go_on: bool = False
    """Whether the menu already asked to go on with what was paused."""
    checklist: Path | None = None
    output: Path | None = None
    json: bool = False
    private: bool = False


def assess(desk: Desk, order: Order) -> ExitCode:
    """Take a check-in, by keyboard or from an answers file."""
    if order.answers is not None:
        return _from_file(desk, order, order.answers)
    return _by_keyboard(desk, order)


# From a file ------------------------------------------------------------------------


def _from_file(desk: Desk, order: Order, place: Path) -> ExitCode:
    from fitcheck.questions.load import load_answers

    bank = load_bank(order.checklist)
    text: str | bytes = desk.env.stdin.read() if str(place) == "-" else read(place)
    given = load_answers(text, "the input" if str(place) == "-" else str(place), bank)
    wishes = _filled(order.wishes, given)
    if wishes.stage is None:
        raise UsageError(
            "It is not said where the person is with their therapy.",
            todo="Add `stage:` to the answers file, or use --stage.",
        )
    face = Scripted(
        {card: reply.id for card, reply in given.answers.items()} | dict(given.separate),
        choices={"separate": "yes" if given.separate else "no"},
    )
    history = _history_for_script(desk, order)
    draft = arrive(desk.env, face, bank, wishes, labels=())
    _name_left_out(desk, bank, draft, given)
    draft = changed(draft, answers=changed(draft.answers, notes=_notes_asked(draft, given)))
    begun = Begun(
        env=desk.env,
        face=face,
        bank=bank,
        reading=load_reading,
        draft=draft,
        keeper=Keeps(history) if history is not None else None,
    )
    finished = take(begun)
    consent = Consent(topics=_topics(desk, finished.check_in, given.topics))
    if history is not None and consent.topics:
        history.save(_note(desk, finished.check_in, consent))
    _tell(desk, order, finished, consent, bank)
    return ExitCode.DONE


def _filled(wishes: Wishes, given: AnswersFile) -> Wishes:
    """Flags win over the file."""
    return replace(
        wishes,
        stage=wishes.stage or given.stage,
        meeting=wishes.meeting or given.meeting,
        own_choice=given.own_choice if wishes.own_choice is None else wishes.own_choice,
        therapist=wishes.therapist if wishes.therapist is not None else given.therapist,
        also=frozenset(card.partition(".")[0] for card in given.answers),
    )


def _history_for_script(desk: Desk, order: Order) -> History | None:
    """Where a script's check-in is kept; with no earlier choice, nowhere unless `--save`."""
    history = desk.history
    keeps = history.keeping is not Keeping.NOTHING
    if not (keeps if order.save is None else order.save):
        return None
    if not keeps:
        history.begin()
    return history


def _name_left_out(desk: Desk, bank: Bank, draft: Draft, given: AnswersFile) -> None:
    """Tell which answers of the file belong to questions that this check-in does not have."""
    separate = {question.id for question in bank.separate.questions}
    named = {card.partition(".")[0] for card in given.answers} | set(given.notes)
    for question in sorted(named - set(draft.questions) - separate):
        desk.env.stderr.write(f"{question} is not asked at this stage, so it was left out.\n")


def _notes_asked(draft: Draft, given: AnswersFile) -> dict[str, str]:
    return {key: text for key, text in given.notes.items() if key in draft.questions}


def _topics(desk: Desk, check_in: CheckIn, given: tuple[TypedTopic, ...]) -> tuple[Topic, ...]:
    points = {theme.id: theme.point for theme in check_in.sheet.themes}
    topics: list[Topic] = []
    for one in given:
        item = check_in.sheet.item(one.question)
        topics.append(
            Topic(
                id=desk.env.new_id(),
                question=one.question,
                point=points.get(item.theme or "") if item is not None else None,
                happened=one.happened,
                effect=one.effect,
                wish=one.wish,
            )
        )
    return tuple(topics)


def _tell(desk: Desk, order: Order, finished: Finished, consent: Consent, bank: Bank) -> None:
    if order.output is not None:
        note = markdown(built(finished.check_in, consent, desk.env))
        desk.env.stderr.write(f"{found_at(write_file(order.output, note))}\n")
    if order.json:
        check_in = changed(finished.check_in, separate=finished.told.told_page(desk.env.now()))
        shape = show_shape(check_in, consent.topics, private=order.private)
        desk.env.stdout.write(encoded(shape))
    else:
        held_back = finished.told.outside_help_first
        blocks = summary(finished.check_in, bank, without_statuses=held_back)
        show(desk.env, blocks, plain=desk.plain)


# By keyboard ------------------------------------------------------------------------


def _by_keyboard(desk: Desk, order: Order) -> ExitCode:
    desk.face()  # Raises where nobody could be asked, before anything is loaded.
    if _is_first_run(desk, order) and not desk.plain and wants_plain(desk.env):
        desk = Desk(env=desk.env, plain_by_name=True)
    bank = load_bank(order.checklist)
    face = desk.face()
    try:
        with face:
            taken = _sit(desk, order, face, bank)
    except Stopped:
        _clear(desk)
        return ExitCode.PAUSED
    finished, consent, lines = taken
    if finished.told.outside_help_first:
        lines = ()
    for line in lines:
        desk.env.stderr.write(f"{line}\n")
    _hand_out(desk, order, finished, consent)
    return ExitCode.DONE


def _is_first_run(desk: Desk, order: Order) -> bool:
    return order.save is not False and desk.history.keeping is Keeping.NOTHING


Taken = tuple[Finished, Consent | None, tuple[str, ...]]
"""What a sitting came to, what may leave, and the lines to print at the end."""


def _sit(desk: Desk, order: Order, face: Face, bank: Bank) -> Taken:
    history = _keep(desk, order, face)
    if history is None:
        face = AsksOnce(face)
    elif desk.plain_by_name:
        history.remember_plain_mode(True)
    try:
        return _take(desk, order, face, bank, history)
    except Paused:
        _tell_pause(desk, history)
        raise


def _keep(desk: Desk, order: Order, face: Face) -> History | None:
    """Where this check-in is kept; None: nowhere."""
    history = desk.history
    if order.save is False:
        return None
    if history.keeping is not Keeping.NOTHING:
        return history
    if order.save:
        history.begin()
        return history
    return choose_keeping(face, history)


def _take(desk: Desk, order: Order, face: Face, bank: Bank, history: History | None) -> Taken:
    readable = _readable(face, history)
    shelf = readable.records() if readable is not None else Shelf()
    draft = _draft_to_go_on_with(face, readable, order)
    if draft is None:
        labels = _labels(shelf)
        if readable is not None:
            _last_time(desk, face, readable, shelf)
        draft = arrive(desk.env, face, bank, order.wishes, labels, kept_line(history))
    begun = Begun(
        env=desk.env,
        face=face,
        bank=bank,
        reading=load_reading,
        draft=draft,
        keeper=Keeps(history) if history is not None else None,
        labels=_labels(shelf),
    )
    finished = take(begun)
    consent, place = _second_sitting(desk, face, bank, finished, history)
    return finished, consent, _last_lines(finished, history, place)


def _readable(face: Face, history: History | None) -> History | None:
    """The history if it can be read; a locked one asks once, and may be declined."""
    if history is None or history.keeping is not Keeping.LOCKED or history.key is not None:
        return history
    return unlock(
        face,
        history,
        (
            Paragraph(
                "With it, earlier check-ins and open topics can be read. "
                "Leave it empty to go on without them; saving works all the same."
            ),
        ),
    )


def _labels(shelf: Shelf) -> tuple[str, ...]:
    """The labels of the therapists so far, the latest last."""
    names = [one.therapist for one in shelf.check_ins if one.form is not Form.LOOKING]
    return tuple(dict.fromkeys(reversed(names)))[::-1]


def _draft_to_go_on_with(face: Face, history: History | None, order: Order) -> Draft | None:
    if history is None:
        return None
    drafts = history.drafts()
    if not drafts:
        return None
    latest = drafts[-1]
    if order.fresh:
        history.set_aside_draft(latest.id)
        return None
    if order.go_on:
        return history.claim_draft(latest.id)
    picked = face.choose(
        Menu(
            title="You paused a check-in. Go on with it?",
            options=(
                Option("go-on", "Go on where I stopped"),
                Option("fresh", "Begin a new one; the other is set aside, not lost"),
            ),
            default="go-on",
            name="resume",
        )
    )
    if picked == "fresh":
        history.set_aside_draft(latest.id)
        return None
    return history.claim_draft(latest.id)


def _last_time(desk: Desk, face: Face, history: History, shelf: Shelf) -> None:
    for one in open_topics(shelf):
        follow_up = ask_about(desk.env, face, one)
        if follow_up is not None:
            history.save(follow_up)


def _second_sitting(
    desk: Desk, face: Face, bank: Bank, finished: Finished, history: History | None
) -> tuple[Consent | None, str]:
    """Offer the note; after a tier A sign it is not suggested."""
    if finished.told.outside_help_first:
        return None, ""
    later = (Option("later", "Later, with `fitcheck report`"),) if history is not None else ()
    picked = face.choose(
        Menu(
            title="Would you like to make a note for your session?",
            body=(Paragraph("About five minutes. You choose every line of it."),),
            options=(Option("now", "Now"), *later, Option("no", "No note")),
            name="note-now",
            silent="no",
        )
    )
    if picked != "now":
        return None, ""
    consent = choose_note(desk.env, face, bank, finished.check_in)
    if consent is None:
        return None, ""
    if history is not None:
        history.save(_note(desk, finished.check_in, consent))
    place = hand_over(
        desk.env,
        face,
        lambda kind: note_text(built(finished.check_in, consent, desk.env), kind),
    )
    return consent, place


def _note(desk: Desk, check_in: CheckIn, consent: Consent) -> Note:
    return Note(id=desk.env.new_id(), check_in=check_in.id, at=desk.env.now(), consent=consent)


def _last_lines(finished: Finished, history: History | None, place: str) -> tuple[str, ...]:
    lines = list(closing_lines(finished.check_in))
    if history is not None:
        lines.append("Your check-in is kept. To see it again: fitcheck show")
    if place:
        lines.append(place)
    lines.append(
        "If you are not safe right now, call your local emergency number, "
        "or see: fitcheck learn help"
    )
    return tuple(lines)


def _hand_out(desk: Desk, order: Order, finished: Finished, consent: Consent | None) -> None:
    if order.output is not None and consent is not None:
        note = markdown(built(finished.check_in, consent, desk.env))
        desk.env.stderr.write(f"{found_at(write_file(order.output, note))}\n")
    if order.json:
        topics = consent.topics if consent is not None else ()
        shape = show_shape(finished.check_in, topics, private=order.private)
        desk.env.stdout.write(encoded(shape))
    elif desk.plain:
        _offer_to_clear(desk)


def _tell_pause(desk: Desk, history: History | None) -> None:
    if history is not None:
        desk.env.stderr.write("Paused. Your answers are kept. To go on: fitcheck\n")
    else:
        desk.env.stderr.write("Left. Nothing was kept.\n")


def _offer_to_clear(desk: Desk) -> None:
    """In plain mode everything that was said stands on the screen."""
    desk.env.screen.write("Clear the screen? y and Enter clears it: ")
    desk.env.screen.flush()
    if desk.env.stdin.readline().strip().lower() in ("y", "yes"):
        _clear(desk)


def _clear(desk: Desk) -> None:
    """Empty the screen and what was scrolled off it, where the terminal can."""
    if desk.env.screen.isatty() and desk.env.variables.get("TERM") != "dumb":
        desk.env.screen.write("\x1b[2J\x1b[3J\x1b[H")
        desk.env.screen.flush()
