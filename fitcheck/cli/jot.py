"""A thought for next time, written down in ten seconds."""

from collections.abc import Callable

from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.cli.context import Context
from fitcheck.document import Blocks, Bullet, Heading, Paragraph
from fitcheck.errors import Paused, UsageError
from fitcheck.questions.clean import clean
from fitcheck.store.records import Jot
from fitcheck.store.store import Keeping
from fitcheck.terminal.prompts import Field, Unfinished
from fitcheck.texts import local_day, say, say_day


def jot(context: Context, text: str | None, *, therapist: str = "", instead_of: str = "") -> None:
    """Keep a thought; without a text it is asked for, and a minus reads it from the input.

    It is kept as everything is, and a locked home needs no passphrase for it.
    """
    store, env = context.store, context.env
    if store.keeping is Keeping.NOTHING:
        raise UsageError("jot.nothing-kept")
    if instead_of and not any(one.id == instead_of for one in store.listing("jot")):
        raise UsageError("jot.no-such", id=repr(instead_of))

    def keep(typed: str) -> str:
        """Keep what was typed; the sentence that says so."""
        words = clean(typed).strip()
        if not words:
            return say("jot.empty")
        thought = Jot(env.new_id(), env.now(), words, therapist=therapist, replaces=instead_of)
        store.save(thought)
        return say("jot.kept", day=say_day(local_day(thought.at)))

    if text is None:
        context.talk(_ask(context, keep))
    else:
        context.talk(keep(context.read_input() if text == "-" else text))


def _ask(context: Context, keep: Callable[[str], str]) -> str:
    """Let a thought be typed and keep it, also where a pause comes in between."""
    context.require_terminal("jot.no-text")
    body = (Paragraph(say("jot.offered")),)
    field = Field(title=say("jot.title"), body=body, name="jot")
    with context.prompter() as prompter:
        try:
            typed = prompter.text(field)
        except Paused as pause:
            if pause.typed.strip():
                pause.said = keep_or_ask(prompter, keep, pause.typed)
            raise
        # Also what was typed by going back: it is in no note until it is ticked there.
        words = typed.text if isinstance(typed, Unfinished) else typed
        return keep_or_ask(prompter, keep, words)


def show_jots(context: Context, *, json: bool) -> None:
    """Show the thoughts that are open, each with its day and its id."""
    if json:
        from fitcheck.views.as_json import jots_shape

        return context.write_json(jots_shape(context.collection()))
    return context.show(_listed(context.collection().jots))


def _listed(jots: tuple[Jot, ...]) -> Blocks:
    if not jots:
        return (Paragraph(say("jot.none")),)
    lines = (
        say("jot.line", day=say_day(local_day(one.at)), id=one.id, text=one.text) for one in jots
    )
    how = Paragraph(say("jot.how-to-change"), quiet=True)
    return (Heading(say("jot.list")), *map(Bullet, lines), how)
