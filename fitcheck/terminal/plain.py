"""The plain prompter: numbered lines, nothing redrawn; for screen readers, pipes, old terminals."""

from types import TracebackType
from typing import Self

from fitcheck.document import Blocks
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.keys import MOVES, keys_of
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Form,
    Help,
    Menu,
    Option,
    Ticks,
    Unfinished,
    ask_field_by_field,
)
from fitcheck.texts import say

PLACE_EVERY = 5
"""Cards between two tellings of the place."""

LEAVES = ("esc", "leave")
"""What leaves questions that can be left; the key itself sends no line."""

YES, NO = ("y", "yes"), ("n", "no")


class PlainPrompter:
    """Reads lines from any stdin; the end of input pauses and never answers."""

    def __init__(self, env: Env, *, help: Help | None = None) -> None:
        self._env = env
        self._help = help
        self._out = env.screen
        self._scales: set[str] = set()
        self._helped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def card(self, card: CardView) -> str | Action:
        """Tell a card and read lines until one of them answers or moves."""
        self._tell_card(card)
        while True:
            line = self._read(self._card_prompt(card)).strip().lower()
            if not line:
                if card.given:
                    return self._answered(card, card.given)
            elif line == "q":
                raise Paused
            elif line == "c":
                self._say(_scale_in_full(card))
            elif line == "w":
                self._say(_where("plain.where", card))
            elif card.leave and line in LEAVES:
                return Action.LEAVE
            # A choice may have the letter of a move, as no has that of a note.
            elif picked := _picked(line, (*card.choices, *card.gaps)):
                return self._answered(card, picked)
            elif line in MOVES:
                return MOVES[line]
            else:
                self._say(say("plain.not-a-choice", last=len(card.choices)))

    def _tell_card(self, card: CardView) -> None:
        if not self._helped:
            self._helped = True
            self._say(say("plain.keys"))
        self._say("")
        if card.place == 1 or card.place % PLACE_EVERY == 0:
            self._say(_where("plain.place", card))
        if card.intro:
            self._say(card.intro)
        if card.context:
            self._say(say("plain.about", statement=card.context))
        if card.turn:
            self._say(card.turn)
        self._say(_statement(card))
        self._tell(card.body)
        if card.leave and card.place == 1:
            self._say(say("plain.leave"))
        if card.scale not in self._scales:
            self._scales.add(card.scale)
            self._say(_scale_in_full(card))
        if card.given:
            self._say(say("plain.so-far", label=_label(card, card.given)))
        if card.note:
            self._say(say("plain.your-note", note=card.note))

    def _card_prompt(self, card: CardView) -> str:
        return say("plain.card-prompt", last=len(card.choices))

    def _answered(self, card: CardView, picked: str) -> str:
        label = _label(card, picked)
        self._say(say("plain.answered", label=label[:1].upper() + label[1:]))
        return picked

    def select(self, menu: Menu) -> str | Action:
        """Tell a numbered list and read lines until one of them picks."""
        self._tell_menu(menu)
        default = next((o for o in menu.options if o.id == menu.default), None)
        prompt = _menu_prompt(default)
        while True:
            line = self._read(prompt).strip().lower()
            if not line and default:
                return default.id
            if line == "b" and menu.back:
                return Action.BACK
            if line == "q" and not any(option.key == "q" for option in menu.options):
                raise Paused
            picked = _picked(line, menu.options)
            if picked:
                return picked
            if line:
                self._say(say("plain.not-a-number-back" if menu.back else "plain.not-a-number"))

    def _tell_menu(self, menu: Menu) -> None:
        self._say("")
        for line in (menu.heading, menu.aside):
            if line:
                self._say(line)
        self._tell(menu.body)
        if menu.title:
            self._say(menu.title)
        for number, option in _numbered(menu.options):
            if option.above:
                self._say(option.above)
            # What is picked by a number and not listed has its line in the text above.
            if option.shown or not number.isdecimal():
                self._say(say("plain.line", key=number, label=option.label))
        if menu.foot:
            self._say(menu.foot)

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Tell the lines with what is ticked; numbers change it, Enter ends."""
        ticked = set(ticks.ticked)
        self._say("")
        self._tell(ticks.body)
        self._say(ticks.title)
        self._tell_lines(ticks, ticked)
        while True:
            line = self._read(say("plain.ticks-prompt"))
            words = line.replace(",", " ").lower().split()
            if not words:
                return frozenset(ticked)
            if words == ["b"]:
                return Unfinished(Action.BACK, ticked=frozenset(ticked))
            if words == ["q"]:
                raise Paused
            if words == ["c"]:
                self._tell_lines(ticks, ticked)
                continue
            before = set(ticked)
            self._toggle(words, ticks, ticked)
            self._tell_lines(ticks, ticked, before ^ ticked)

    def _tell_lines(self, ticks: Ticks, ticked: set[str], only: set[str] | None = None) -> None:
        """Every line and whether it is chosen, or only those that have just changed."""
        for number, option in _numbered(ticks.options):
            if only is None or option.id in only:
                chosen = "plain.ticked" if option.id in ticked else "plain.not-ticked"
                self._say(say(chosen, key=number, label=option.label))

    def _toggle(self, words: list[str], ticks: Ticks, ticked: set[str]) -> None:
        for word in words:
            picked = _picked(word, ticks.options)
            if picked is None:
                self._say(say("plain.no-line", typed=word))
            elif picked in ticked:
                ticked.remove(picked)
            elif ticks.most is not None and len(ticked) >= ticks.most:
                self._say(say("plain.no-place", count=ticks.most))
            else:
                ticked.add(picked)

    def text(self, field: Field) -> str | Unfinished:
        """Read one line of text; an empty one keeps what stands there."""
        self._say("")
        self._tell(field.body)
        self._say(field.title)
        if field.secret:
            return self._read_secret()
        stands = "" if field.text == field.begun else field.text
        if stands:
            self._say(say("plain.there-now", text=stands))
            self._say(say("plain.keep-text"))
        else:
            if field.begun:
                self._say(say("plain.begin-so", words=field.begun.strip()))
            self._say(say("plain.one-line"))
        line = self._read(say("plain.text-prompt"))
        match line.strip():
            case "":
                return field.text
            case "-":
                return ""
            case "b":
                return Unfinished(Action.BACK, texts=(field.text,))
            case _:
                return line

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Read the fields one after the other."""
        return ask_field_by_field(self, form)

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:  # noqa: ARG002
        """Ask for yes or no; only yes is yes."""
        self._say("")
        self._tell(body)
        while True:
            line = self._read(say("plain.confirm-prompt", question=question)).strip().lower()
            if line in YES:
                return True
            if line in NO:
                return False
            if line == "q":
                raise Paused

    def page(self, title: str, body: Blocks) -> Action | None:
        """Tell a page, then wait for Enter."""
        self._say("")
        self._say(title)
        self._tell(body)
        match self._read(say("plain.page-prompt")).strip().lower():
            case "q":
                raise Paused
            case "b":
                return Action.BACK
            case _:
                return None

    def wait(self, text: str) -> None:
        """Say what is being waited for, and return at once."""
        self._say(text)
        self._out.flush()

    def _say(self, text: str) -> None:
        self._out.write(f"{text}\n")

    def _tell(self, body: Blocks) -> None:
        if body:
            self._say(tell(body).strip("\n"))

    def _read(self, prompt: str) -> str:
        self._out.write(f"{prompt} ")
        self._out.flush()
        try:
            line = self._env.stdin.readline()
        except KeyboardInterrupt:
            self._out.write("\n")
            raise Paused from None
        if not line.endswith("\n"):
            # The input ended inside a line: that is no Enter, and so no answer.
            self._out.write("\n")
            raise Paused(line)
        return line.removesuffix("\n").removesuffix("\r")

    def _read_secret(self) -> str:
        if not self._env.stdin.isatty():
            return self._read(say("plain.passphrase-piped"))
        import getpass

        try:
            return getpass.getpass(say("plain.passphrase") + " ", self._out)
        except (EOFError, KeyboardInterrupt):
            raise Paused from None


def _numbered(options: tuple[Option, ...]) -> list[tuple[str, Option]]:
    """Every option with what is typed for it."""
    return list(zip(keys_of(options), options, strict=True))


def _picked(line: str, options: tuple[Option, ...]) -> str | None:
    """The option that a typed line means: its number or letter, or its words."""
    for number, option in _numbered(options):
        if line == number:
            return option.id
    return next((option.id for option in options if line == option.label.lower()), None)


def _scale_in_full(card: CardView) -> str:
    choices, gaps = _listed(card.choices), _listed(card.gaps)
    if gaps:
        return say("plain.scale-and-gaps", choices=choices, gaps=gaps)
    return say("plain.scale", choices=choices)


def _listed(options: tuple[Option, ...]) -> str:
    return ", ".join(
        say("plain.choice", key=key, label=option.label) for key, option in _numbered(options)
    )


def _statement(card: CardView) -> str:
    if card.window:
        return say("plain.statement", window=card.window, statement=card.text)
    return card.text


def _where(text: str, card: CardView) -> str:
    return say(text, place=card.place, count=card.of, heading=card.heading)


def _menu_prompt(default: Option | None) -> str:
    if default is None:
        return say("plain.prompt")
    return say("plain.default-prompt", label=default.label.rstrip("."))


def _label(card: CardView, picked: str) -> str:
    return next((o.label for o in (*card.choices, *card.gaps) if o.id == picked), picked)
