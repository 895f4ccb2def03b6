"""The very first time: what this is, and how answers are to be kept."""

from collections.abc import Callable

from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.errors import WentBack
from fitcheck.store.folder import looks_synced
from fitcheck.store.store import Keeping, Store
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter, Unfinished
from fitcheck.texts import say, say_lines


def choose_keeping(
    prompter: Prompter,
    store: Store,
    show_example: Callable[[Prompter], object],
    *,
    back: bool = False,
) -> Store | None:
    """Say what this is, and ask how answers are kept; None: nothing is kept.

    Whoever comes back to it chooses anew. Raises WentBack where the person goes back from it.
    """
    while True:
        picked = prompter.select(_menu(store, back=back))
        match picked:
            case Keeping.PLAIN:
                store.begin()
                return store
            case Keeping.LOCKED:
                if passphrase := new_passphrase(prompter):
                    # Loads what looks after many files, which hardly any start needs.
                    from fitcheck.store.locking import lock

                    return lock(store, passphrase)
            case "example":
                show_example(prompter)
            case Action.BACK:
                raise WentBack
            case _:
                _unmake(store)
                return None


def _unmake(store: Store) -> None:
    """Leave no file where keeping was chosen first and nothing was written yet."""
    if store.keeping is Keeping.NOTHING or store.listing() or store.drafts():
        return
    from fitcheck.store.forgetting import find_everything, forget

    forget(store, find_everything(store))


def _menu(store: Store, *, back: bool) -> Menu:
    body: Blocks = tuple(map(Bullet, say_lines("welcome.what-it-is")))
    if service := looks_synced(store.home):
        body = (*body, Paragraph(say("welcome.synced", service=service, home=store.home)))
    return Menu(
        title=say("welcome.keeping.title"),
        body=body,
        options=(
            Option(Keeping.PLAIN, say("welcome.keeping.plain")),
            Option(Keeping.LOCKED, say("welcome.keeping.locked")),
            Option(Keeping.NOTHING, say("welcome.keeping.nothing")),
            Option("example", say("welcome.example"), "e"),
        ),
        back=back,
        name="keeping",
        foot=say("welcome.danger"),
        silent=Keeping.NOTHING,
    )


def new_passphrase(prompter: Prompter) -> str:
    """Ask for a new passphrase twice, after saying what its loss means; empty: declined."""
    body: Blocks = tuple(map(Paragraph, say_lines("welcome.passphrase.body")))
    while True:
        first = prompter.text(_secret("welcome.passphrase.first", body))
        if isinstance(first, Unfinished) or not first.strip():
            return ""
        second = prompter.text(_secret("welcome.passphrase.again"))
        if first == second:
            prompter.wait(say("passphrase.moment"))
            return first
        body = (Paragraph(say("welcome.passphrase.differ")),)


def _secret(key: str, body: Blocks = ()) -> Field:
    return Field(title=say(key), body=body, secret=True, name="new-passphrase")


def kept_line(store: Store | None) -> str:
    """The choice of keeping, as one line."""
    if store is None:
        return say("welcome.kept.nothing")
    return say("welcome.kept.locked" if store.keeping is Keeping.LOCKED else "welcome.kept.plain")
