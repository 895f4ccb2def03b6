"""A thought for next time, written down in ten seconds."""

from fitcheck.cli.context import Context
from fitcheck.document import Block, Blocks, Bullet, Heading, Paragraph
from fitcheck.errors import NoTerminalError, UsageError
from fitcheck.questions.clean import clean
from fitcheck.store.records import Jot
from fitcheck.store.store import Keeping, Store
from fitcheck.terminal.output import show
from fitcheck.terminal.prompts import Field, Unfinished
from fitcheck.texts import local_day, say, say_day


def jot(context: Context, text: str | None, *, therapist: str = "", instead_of: str = "") -> None:
    """Keep a thought; without a text it is asked for, and a minus reads it from the input.

    It is kept as everything is, and a locked home needs no passphrase for it.
    """
    store = context.store
    if store.keeping is Keeping.NOTHING:
        raise UsageError("jot.nothing-kept")
    if instead_of and instead_of not in _known(store):
        raise UsageError("jot.no-such", id=repr(instead_of))
    if text is None:
        text = _ask(context)
    elif text == "-":
        text = context.env.stdin.read()
    text = clean(text).strip()
    if not text:
        context.env.stderr.write(f"{say('jot.empty')}\n")
        return
    now = context.env.now()
    thought = Jot(
        id=context.env.new_id(), at=now, text=text, therapist=therapist, replaces=instead_of
    )
    store.save(thought)
    told = say("jot.kept", day=say_day(local_day(now)), id=thought.id)
    context.env.stderr.write(f"{told}\n")


def _known(store: Store) -> set[str]:
    return {entry.id for entry in store.listing() if entry.kind == "jot"}


def _ask(context: Context) -> str:
    if not context.env.has_terminal and not context.plain_by_name:
        raise NoTerminalError("jot.no-text")
    body = (Paragraph(say("jot.offered")),)
    with context.prompter() as prompter:
        typed = prompter.text(Field(title=say("jot.title"), body=body, own_words=True, name="jot"))
    return "" if isinstance(typed, Unfinished) else typed


def show_jots(context: Context, *, json: bool) -> None:
    """Show the thoughts that are open, each with its day and its id."""
    if json:
        from fitcheck.cli.shapes import jots_shape

        return context.write_json(jots_shape(context.collection()))
    return show(context.env, _listed(context.collection().jots), plain=context.plain)


def _listed(jots: tuple[Jot, ...]) -> Blocks:
    if not jots:
        return (Paragraph(say("jot.none")),)
    blocks: list[Block] = [Heading(say("jot.list"))]
    for one in jots:
        line = say("jot.line", day=say_day(local_day(one.at)), id=one.id, text=one.text)
        blocks.append(Bullet(line))
    return (*blocks, Paragraph(say("jot.how-to-change"), quiet=True))
