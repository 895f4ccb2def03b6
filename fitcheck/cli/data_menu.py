"""Your data, from the menu: your own page, the lock, forgetting, plain words."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from fitcheck.cli import data, report
from fitcheck.cli.context import Context, choose_check_in
from fitcheck.store.store import Keeping
from fitcheck.terminal.prompts import Action, Menu, Option
from fitcheck.texts import PROGRAM, say


def choose_for_data(context: Context) -> Context:
    """Do what was picked, until the person goes back; the context to go on with."""
    while True:
        with context.prompter() as prompter:
            picked = prompter.select(_menu(context))
        if isinstance(picked, Action):
            return context
        context = _do(context, picked)


def _menu(context: Context) -> Menu:
    options = []
    kinds = {entry.kind for entry in context.store.listing()}
    if "check-in" in kinds:
        options.append(Option("own", say("menu.data.own")))
    if "page" in kinds:
        options.append(Option("page", say("menu.data.page")))
    if context.store.keeping is Keeping.LOCKED:
        options.append(Option("unlock", say("menu.data.unlock")))
        options.append(Option("passphrase", say("menu.data.passphrase")))
    else:
        options.append(Option("lock", say("menu.data.lock")))
    if "check-in" in kinds:
        options.append(Option("forget", say("menu.data.forget")))
    options.append(Option("everything", say("menu.data.everything")))
    options.append(Option("where", say("menu.data.where")))
    if context.plain and context.env.has_terminal:
        options.append(Option("drawn", say("menu.data.drawn")))
    elif not context.plain:
        options.append(Option("plain", say("menu.data.plain")))
    return Menu(title=say("menu.data.title"), options=tuple(options), back=True, name="data")


def _do(context: Context, picked: str) -> Context:
    """Do what was picked; a context that knows how things are kept from now on."""
    if picked in ("plain", "drawn"):
        context.store.remember_plain_mode(picked == "plain")
        # What is remembered needs no option in a command.
        PROGRAM.set(context.env.called)
        return replace(context, plain_by_name=picked == "plain", drawn_by_name=picked == "drawn")
    doing: dict[str, Callable[[Context], object]] = {
        "own": report.hand_over_own_page,
        "page": report.open_kept_page,
        "where": _tell_where,
        "lock": data.lock,
        "unlock": data.unlock,
        "passphrase": data.passphrase,
        "forget": _forget_one,
        "everything": partial(data.forget, everything=True),
    }
    doing[picked](context)
    return replace(context)


def _tell_where(context: Context) -> None:
    context.page(say("data.where.title"), data.places(context))


def _forget_one(context: Context) -> None:
    reference = choose_check_in(context, say("menu.which.forget"), asks_for_one=True)
    if reference is not None:
        data.forget(context, (reference,))
