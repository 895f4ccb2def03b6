"""A thought for next time, written down in ten seconds."""

from collections.abc import Callable
from functools import partial

from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.cli.context import Context
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph
from fitcheck.errors import NoTerminalError, Paused, UsageError
from fitcheck.questions.clean import clean
from fitcheck.store.records import Jot
from fitcheck.store.store import Keeping
from fitcheck.terminal.prompts import Field, Unfinished
from fitcheck.texts import local_day, say, say_day


def jot(context: Context, text: str | None, *, therapist: str = "", instead_of: str = "") -> None:
    """Keep a thought; without a text it is asked for, and a minus reads it from the input.

    It is kept as everything is, and a locked home needs no passphrase for it.
    """
    store = context.store
    if store.keeping is Keeping.NOTHING:
        raise UsageError("jot.nothing-kept")
    if instead_of and not any(one.id == instead_of for one in store.listing("jot")):
        raise UsageError("jot.no-such", id=repr(instead_of))
    new = partial(Jot, therapist=therapist, replaces=instead_of)
    paused = None
    if text is None:
        kept, paused = _ask(context, new)
    else:
        kept = _thought(context, new, context.read_input() if text == "-" else text)
        if kept is not None:
            store.save(kept)
    if kept is not None:
        context.tell("jot.kept", day=say_day(local_day(kept.at)), id=kept.id)
    elif paused is None:
        context.tell("jot.empty")
    if paused is not None:
        raise paused


def _thought(context: Context, new: Callable[..., Jot], typed: str) -> Jot | None:
    """What was typed, as a thought; None where there are no words."""
    text = clean(typed).strip()
    return new(id=context.env.new_id(), at=context.env.now(), text=text) if text else None


def _ask(context: Context, new: Callable[..., Jot]) -> tuple[Jot | None, Paused | None]:
    """Let a thought be typed and keep it, also where a pause comes in between."""
    if not context.can_ask:
        raise NoTerminalError("jot.no-text")
    body = (Paragraph(say("jot.offered")),)
    paused = None
    with context.prompter() as prompter:
        try:
            given = prompter.text(
                Field(title=say("jot.title"), body=body, own_words=True, name="jot")
            )
            typed = "" if isinstance(given, Unfinished) else given
        except Paused as pause:
            typed, paused = pause.typed, pause
        thought = _thought(context, new, typed)
        if thought is not None:
            keep_or_ask(prompter, partial(context.store.save, thought))
    return thought, paused


def show_jots(context: Context, *, json: bool) -> None:
    """Show the thoughts that are open, each with its day and its id."""
    if json:
        from fitcheck.views.as_json import jots_shape

        return context.write_json(jots_shape(context.collection()))
    return context.show(_listed(context.collection().jots))


def _listed(jots: tuple[Jot, ...]) -> Blocks:
    if not jots:
        return (Paragraph(say("jot.none")),)
    blocks: list[Block] = [Heading(say("jot.list"))]
    for one in jots:
        line = say("jot.line", day=say_day(local_day(one.at)), id=one.id, text=one.text)
        blocks.append(Bullet(line))
    return (*blocks, Paragraph(say("jot.how-to-change"), quiet=True))
