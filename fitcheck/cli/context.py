"""What a command works with: the world, the prompter, and what is kept."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import msgspec

from fitcheck.checkin.help import open_help_by_key
from fitcheck.document import Blocks, Paragraph
from fitcheck.env import Env
from fitcheck.errors import FitcheckError, NoTerminalError, Paused, Words
from fitcheck.store.collection import Collection
from fitcheck.store.encryption import WrongPassphraseError
from fitcheck.store.folder import Folder
from fitcheck.store.store import DeclinedError, Keeping, LockedError, Store
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter, Unfinished
from fitcheck.terminal.streams import laid, say_on_stderr
from fitcheck.texts import local_day, say, say_day, say_error

if TYPE_CHECKING:
    from fitcheck.terminal.plain import PlainPrompter
    from fitcheck.terminal.screen import ScreenPrompter
    from fitcheck.views.as_json import Shape

Done = TypeVar("Done")

TRIES = 3
"""How often a passphrase is asked for before the command gives up."""

MOST_NAMED = 5
"""Files that could not be read and are named one by one."""


class Context(msgspec.Struct, frozen=True, dict=True):
    """The world a command runs in, how it talks, and where things are kept."""

    env: Env
    plain_by_name: bool = False
    """Whether `--plain` was given; it reads lines from any stdin."""
    drawn_by_name: bool = False
    """Whether `--no-plain` was given; it wins over what is remembered or set."""
    remembers_plain: bool = False
    """Whether plain text was chosen on the first line, and so for later, too."""
    has_greeted: bool = False
    """Whether the first line was said already."""

    @cached_property
    def store(self) -> Store:
        """What is kept, as far as it can be read without a passphrase."""
        folder = Folder(self.env.home, notify=self.notify, waiting=self._wait)
        return Store(folder, now=self.env.now, new_id=self.env.new_id)

    def notify(self, notice: FitcheckError) -> None:
        """Tell what stops nothing."""
        self._remark([say_error(notice)])

    def _remark(self, texts: Sequence[str]) -> None:
        """Say what stops nothing: on a page of its own where the screen is held."""
        held = self._held()
        if held is not None and texts:
            held.page(say("context.notice"), tuple(map(Paragraph, texts)))
            return
        for text in texts:
            self.talk(text)

    def _wait(self) -> None:
        """Tell that another program works in the folder."""
        held = self._held()
        (self.talk if held is None else held.wait)(say("store.waiting"))

    @cached_property
    def _drawn(self) -> "list[ScreenPrompter]":
        """The prompters that draw."""
        return []

    def _held(self) -> Prompter | None:
        """The prompter that holds the screen now, where what is written would be wiped."""
        return next((one for one in self._drawn if one.is_held), None)

    def talk(self, text: str | None) -> None:
        """Say something beside the data, where there is anything to say."""
        if text:
            say_on_stderr(self.env, text)

    def tell(self, key: str, /, **values: object) -> None:
        """Say a text beside the data."""
        self.talk(say(key, **values))

    def write(self, text: str) -> None:
        """Write lines to the output."""
        self.env.stdout.write(f"{laid(self.env, self.env.stdout, text)}\n")

    def show(self, blocks: Blocks) -> None:
        """Write blocks to the output, drawn or in plain words."""
        # Loads what draws, which JSON never needs.
        from fitcheck.terminal.output import show

        show(self.env, blocks, plain=self.plain)

    @cached_property
    def plain(self) -> bool:
        """Whether everything is told in plain words."""
        if self.drawn_by_name:
            return False
        return self.plain_by_name or self.env.asks_for_plain or self._remembers_plain()

    def forget_plain(self) -> None:
        """End what was remembered where `--no-plain` was given."""
        if self.drawn_by_name and self._remembers_plain():
            self.store.remember_plain_mode(False)

    def _remembers_plain(self) -> bool:
        # A page for a bad moment must not depend on a home that can be read.
        try:
            return self.store.plain_mode
        except (OSError, RuntimeError):
            return False

    def write_json(self, shape: "Shape") -> None:
        """Write JSON to the output, for a program to read."""
        from fitcheck.views.as_json import encoded

        self.env.stdout.write(encoded(shape))

    @property
    def can_ask(self) -> bool:
        """Whether there is somebody to ask: a terminal, or plain mode by name, from any input."""
        return self.env.has_terminal or self.plain_by_name

    def require_terminal(self, key: str) -> None:
        """Raise NoTerminalError where there is nobody to ask.

        A window of Git for Windows is none for us without the program that comes with it.
        """
        if not self.can_ask:
            is_git_bash = bool(self.env.variables.get("MSYSTEM"))
            raise NoTerminalError(key, Words("context.winpty") if is_git_bash else None)

    def confirm(self, question: str, body: str = "", name: str = "") -> bool:
        """Ask a yes-or-no question on a screen of its own."""
        with self.prompter() as prompter:
            return prompter.confirm(question, (Paragraph(body),) if body else (), name)

    def page(self, title: str, body: Blocks) -> None:
        """Show a page on a screen of its own, which leaves nothing in the shell."""
        with self.prompter() as prompter:
            prompter.page(title, body)

    def prompter(self, *, pauses: bool = False) -> Prompter:
        """The prompter for this terminal; `pauses` where something is under way to go on with.

        Raises NoTerminalError where questions could not be asked.
        """
        self.require_terminal("context.no-terminal")
        if self.plain:
            if pauses:
                self._plain_prompter.begin()
            self._plain_prompter.pauses = pauses
            return self._plain_prompter
        from fitcheck.terminal.screen import ScreenPrompter

        self._drawn.append(ScreenPrompter(self.env, help=open_help_by_key, pauses=pauses))
        return self._drawn[-1]

    @cached_property
    def _plain_prompter(self) -> "PlainPrompter":
        """The same one all along: it tells once what need not be heard twice."""
        from fitcheck.terminal.plain import PlainPrompter

        return PlainPrompter(self.env, help=open_help_by_key)

    @contextmanager
    def sitting(self) -> Iterator[None]:
        """What a person does at the terminal, to its end or to a pause, which says what is kept.

        In plain mode all that was said stands on the screen then: it can be cleared.
        """
        try:
            yield
        except Paused as pause:
            if pause.said:
                say_on_stderr(self.env, pause.said)
                pause.said = ""
            self._offer_to_clear()
            raise
        self._offer_to_clear()

    def _offer_to_clear(self) -> None:
        if not self.plain or not self._plain_prompter.can_ask_on:
            return
        with self._plain_prompter as prompter, suppress(Paused):
            if prompter.agrees(say("after.clear")):
                clear(self.env)

    def store_to_keep(self, save: bool | None) -> Store | None:
        """Where something new is kept: nowhere if it should not be, or was not chosen yet."""
        if save is False:
            return None
        if save and self.store.keeping is Keeping.NOTHING:
            self.store.begin()
        return None if self.store.keeping is Keeping.NOTHING else self.store

    def collection(self) -> Collection:
        """Everything that is kept; asks for the passphrase where it is locked."""
        return self.read_all(self.opened())

    def read_all(self, store: Store) -> Collection:
        """Everything in a store; files that could not be read are named, and stop nothing."""
        collection = store.records()
        told = [
            say("context.left-out", file=bad.path, why=say_error(bad.cause))
            for bad in collection.bad[:MOST_NAMED]
        ]
        if (more := len(collection.bad) - MOST_NAMED) > 0:
            told.append(say("context.more-left-out", count=more))
        uncertain = collection.uncertain[:MOST_NAMED]
        told += [say("context.uncertain", file=path) for path in uncertain]
        if collection.bad and collection.check_ins:
            told.append(say("context.look-closer"))
        self._remark(told)
        return collection

    def read_input(self) -> str:
        """All of the input; whoever types it is told how it ends."""
        if self.env.stdin.isatty():
            self.tell("context.reading-input")
        return self.env.stdin.read()

    def opened(self) -> Store:
        """What is kept, readable; asks for the passphrase, once, where it is locked."""
        return self._opened

    @cached_property
    def _opened(self) -> Store:
        if self.store.is_readable:
            return self.store
        if not self.can_ask:
            raise LockedError
        from fitcheck.terminal.plain import PlainPrompter

        with PlainPrompter(self.env) as prompter:
            return by_passphrase(prompter, self.store.opened)


@contextmanager
def at_pause(said: Callable[[], str]) -> Iterator[None]:
    """What is told at a pause within, once the screen is given back."""
    try:
        yield
    except Paused as pause:
        pause.said = said()
        raise


def by_passphrase(
    prompter: Prompter, attempt: Callable[[str], Done], title: str = "", body: Blocks = ()
) -> Done:
    """Do what needs the passphrase; it is asked for again where it was wrong.

    Raises DeclinedError where none was given.
    """
    title = title or say("passphrase.title")
    for last in (False,) * (TRIES - 1) + (True,):
        typed = prompter.text(Field(title=title, body=body, secret=True, name="passphrase"))
        if isinstance(typed, Unfinished) or not typed:
            break
        prompter.wait(say("passphrase.moment"))
        try:
            return attempt(typed)
        except WrongPassphraseError as error:
            if last:
                raise
            body = (Paragraph(say_error(error)),)
    raise DeclinedError


def clear(env: Env) -> None:
    """Empty the screen and what was scrolled off it, where the terminal can."""
    if env.screen.isatty() and env.variables.get("TERM") != "dumb":
        env.screen.write("\x1b[2J\x1b[3J\x1b[H")
        env.screen.flush()


def choose_check_in(
    context: Context, title: str, more: tuple[Option, ...] = (), *, asks_for_one: bool = False
) -> str | None:
    """The number of a check-in, picked from their days; None: none after all.

    The only one is taken without asking, unless `asks_for_one`.
    """
    names = context.store.listing("check-in")
    if len(names) == 1 and not asks_for_one:
        return "1"
    listed = [
        Option(str(number), say("menu.which.line", number=number, day=say_day(local_day(one.at))))
        for number, one in enumerate(names, 1)
    ]
    with context.prompter() as prompter:
        picked = prompter.select(
            Menu(title=title, options=(*more, *reversed(listed)), back=True, name="which")
        )
    return None if isinstance(picked, Action) else picked
