"""The plain prompter: numbered lines, nothing redrawn; for screen readers, pipes, old terminals."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from fitcheck.document import Blocks
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.keys import MOVES, keys_of
from fitcheck.terminal.lines import Lines, pausing_when_ended
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Form,
    Help,
    KeyHint,
    Menu,
    Option,
    Ticks,
    Unfinished,
    ask_field_by_field,
)
from fitcheck.texts import say

PLACE_EVERY = 5
"""Cards between two tellings of the place."""

YES, NO = ("y", "yes"), ("n", "no")
AGAIN, KEYS, HELP = "r", "k", "h"
LEAVES = ("esc", "leave")
"""What leaves questions that can be left; the key itself sends no line."""


class PlainPrompter:
    """Reads lines from any stdin; the end of input pauses and never answers."""

    def __init__(self, env: Env, *, help: Help | None = None) -> None:
        self._env = env
        self._help = help
        self._out = env.screen
        self._lines = Lines(env.stdin, env.screen)
        self._scales: set[str] = set()
        self._knows_keys = False
        self._signals: AbstractContextManager[None] | None = None

    def __enter__(self) -> Self:
        self._signals = pausing_when_ended()
        self._signals.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._signals is not None:
            self._signals.__exit__(kind, error, trace)

    def card(self, card: CardView) -> str | Action:
        """Tell a card and read lines until one of them answers or moves."""
        if self._lines.drop_waiting():
            self._say(say("plain.typed-before"))
        self._tell_card(card)
        while True:
            line = self._read_word(_card_prompt(card))
            if picked := _answer(line, card):
                return self._answered(card, picked)
            if card.leave and line in LEAVES:
                return Action.LEAVE
            if line in MOVES:
                return MOVES[line]
            self._tell_at_card(line, card)

    def _tell_at_card(self, line: str, card: CardView) -> None:
        """What is told again for a line that neither answers nor moves."""
        match line:
            case "":
                return
            case "r":
                self._tell_statement(card)
            case "k":
                self._tell_keys(card)
            case "c":
                self._say(_scale_in_full(card))
            case "w":
                self._say(_where("plain.where", card))
            case _:
                self._say(say("plain.not-a-choice", numbers=_numbers(card.choices)))

    def _tell_card(self, card: CardView) -> None:
        if not self._knows_keys:
            self._knows_keys = True
            self._say(say("plain.keys"))
        self._say("")
        if card.place == 1 or card.place % PLACE_EVERY == 0:
            self._say(_where("plain.place", card))
        if card.intro:
            self._say(card.intro)
        if card.turn:
            self._say(card.turn)
        self._tell_statement(card)
        if card.leave and card.place == 1:
            self._say(say("plain.leave"))

    def _tell_statement(self, card: CardView) -> None:
        if card.context:
            self._say(say("plain.about", statement=card.context))
        self._say(_statement(card))
        self._tell(card.body)
        if card.scale not in self._scales:
            self._scales.add(card.scale)
            self._say(_scale_in_full(card))
        if card.given:
            self._say(say("plain.so-far", label=_label(card, card.given)))
        if card.note:
            self._say(say("plain.your-note", note=card.note))

    def _tell_keys(self, card: CardView) -> None:
        self._say(say("plain.keys"))
        if card.leave:
            self._say(say("plain.leave"))

    def _answered(self, card: CardView, picked: str) -> str:
        label = _label(card, picked)
        self._say(say("plain.answered", label=label[:1].upper() + label[1:]))
        return picked

    def select(self, menu: Menu) -> str | Action:
        """Tell a numbered list and read lines until one of them picks."""
        self._lines.drop_waiting()
        self._tell_menu(menu)
        default = next((o for o in menu.options if o.id == menu.default), None)
        prompt = _menu_prompt(menu, default)
        while True:
            line = self._read_word(prompt, reserved=menu.options)
            picked = _picked(line, menu.options)
            if not line and default:
                return default.id
            if picked:
                return picked
            if line == "b" and menu.back:
                return Action.BACK
            if line == AGAIN:
                self._tell_menu(menu)
            elif line == KEYS or line:
                self._say(_menu_keys(menu, wrong=line != KEYS))

    def _tell_menu(self, menu: Menu) -> None:
        self._say("")
        self._tell_top(menu.heading, menu.aside)
        self._tell(menu.body)
        if menu.title:
            self._say(menu.title)
        for number, option in _numbered(menu.options):
            if option.above:
                self._say(option.above)
            # What is picked by a number and not listed has its line in the text above.
            if option.shown or not number.isdecimal():
                self._say(say("plain.line", key=number, label=option.label))
        for hint in menu.keys:
            self._say(_hint(hint))
        if menu.foot:
            self._say(menu.foot)

    def _tell_top(self, heading: str, aside: str) -> None:
        top = [text.rstrip(".") for text in (heading, aside) if text]
        if top:
            self._say(say("plain.top", heading=". ".join(top)))

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Tell the lines with what is ticked; numbers change it, Enter ends."""
        self._lines.drop_waiting()
        ticked = set(ticks.ticked)
        self._tell_ticks(ticks, ticked)
        while True:
            line = self._read(say("plain.ticks-prompt"))
            words = line.replace(",", " ").lower().split()
            if not words:
                if ticks.none and not ticked:
                    self._say(say("plain.tick-one"))
                    continue
                return frozenset(ticked)
            done = self._do_at_ticks(words, ticks, ticked)
            if done is not None:
                return done

    def _do_at_ticks(
        self, words: list[str], ticks: Ticks, ticked: set[str]
    ) -> frozenset[str] | Unfinished | None:
        """What a line at some lines to tick comes to; None: go on ticking."""
        first = words[0]
        if gap := _picked(" ".join(words), ticks.gaps):
            return frozenset({gap})
        match first:
            case "b":
                return Unfinished(Action.BACK, ticked=frozenset(ticked))
            case "q":
                raise Paused
            case "c" | "r":
                self._tell_ticks(ticks, ticked)
            case "k":
                self._say(say("plain.ticks-keys"))
            case "h" if self._help is not None:
                self._help(self)
                self._tell_ticks(ticks, ticked)
            case "t" if Action.NOTE in ticks.actions:
                return Unfinished(Action.NOTE, ticked=frozenset(ticked))
            case "?" if Action.WHY in ticks.actions:
                line = _picked(words[-1], ticks.options) or ""
                return Unfinished(Action.WHY, ticked=frozenset(ticked), line=line)
            case _:
                before = set(ticked)
                self._toggle(words, ticks, ticked)
                self._tell_lines(ticks, ticked, before ^ ticked)
        return None

    def _tell_ticks(self, ticks: Ticks, ticked: set[str]) -> None:
        self._say("")
        self._tell_top(ticks.heading, ticks.aside)
        self._tell(ticks.body)
        if ticks.title:
            self._say(ticks.title)
        self._tell_lines(ticks, ticked)
        if ticks.gaps:
            self._say(say("plain.or", gaps=_listed(ticks.gaps)))
        if ticks.foot:
            self._say(ticks.foot)

    def _tell_lines(self, ticks: Ticks, ticked: set[str], only: set[str] | None = None) -> None:
        """Every line and whether it is chosen, or only those that have just changed."""
        for number, option in _numbered(ticks.options):
            if only is None or option.id in only:
                if option.above and only is None:
                    self._say(option.above)
                chosen = "plain.ticked" if option.id in ticked else "plain.not-ticked"
                self._say(say(chosen, key=number, label=option.label))

    def _toggle(self, words: list[str], ticks: Ticks, ticked: set[str]) -> None:
        for word in words:
            picked = _picked(word, ticks.options)
            if picked is None:
                self._say(say("plain.no-line", typed=word))
            elif picked in ticked:
                ticked.remove(picked)
            elif picked == ticks.none:
                ticked.clear()
                ticked.add(picked)
            elif ticks.most is not None and len(ticked - {ticks.none}) >= ticks.most:
                self._say(say("plain.no-place", count=ticks.most))
            else:
                ticked.discard(ticks.none)
                ticked.add(picked)

    def text(self, field: Field) -> str | Unfinished:
        """Read a text: one line, or several that an empty line ends.

        An empty text keeps what stands there. What is pasted belongs to it, whole.
        """
        self._say("")
        self._tell(field.body)
        self._say(
            say("plain.titled", title=field.title, hint=field.hint) if field.hint else field.title
        )
        if field.secret:
            return self._read_secret()
        if field.example:
            self._say(field.example)
        if _stands(field):
            self._say(say("plain.there-now", text=field.text))
        elif field.begun:
            self._say(say("plain.begin-so", words=field.begun.strip()))
        self._say(say(_how_to_type(field)))
        return self._read_text(field)

    def _read_text(self, field: Field) -> str | Unfinished:
        lines: list[str] = []
        while True:
            line = self._read_line_of(field, lines)
            is_last = not self._lines.waiting()
            if not lines and is_last:
                alone = self._alone(line.strip().lower(), field)
                if alone is not None:
                    return alone
            if not line.strip() and is_last:
                return "\n".join(lines).strip("\n")
            lines.append(line)
            if field.one_line and is_last:
                return " ".join(" ".join(lines).split())

    def _read_line_of(self, field: Field, lines: list[str]) -> str:
        """The next line of a text; a pause carries all that was typed."""
        try:
            return self._read(say("plain.text-prompt"))
        except Paused as pause:
            typed = "\n".join(filter(None, (*lines, pause.typed)))
            raise Paused(typed or field.text) from None

    def _alone(self, word: str, field: Field) -> str | Unfinished | None:
        """What a first line means that stands alone; None: it is text."""
        match word:
            case "":
                return field.text
            case "-":
                return ""
            case "b":
                return Unfinished(Action.BACK, texts=(field.text,))
            case "q" if self._means_pause():
                raise Paused(field.text)
            case _:
                return None

    def _means_pause(self) -> bool:
        """Whether a single q in a text pauses, or is the text."""
        while True:
            match self._read(say("plain.q-in-text")).strip().lower():
                case "q":
                    return True
                case "t":
                    return False

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Read the fields one after the other."""
        if form.heading:
            self._say("")
            self._tell_top(form.heading, form.aside)
        self._tell(form.body)
        self._tell(form.below)
        return ask_field_by_field(self, form)

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:  # noqa: ARG002
        """Ask for yes or no; only yes is yes."""
        self._lines.drop_waiting()
        self._say("")
        self._tell(body)
        while True:
            line = self._read_word(say("plain.confirm-prompt", question=question))
            if line in YES:
                return True
            if line in (*NO, "b"):
                return False

    def page(self, title: str, body: Blocks) -> Action | None:
        """Tell a page, then wait for Enter."""
        while True:
            self._say("")
            self._say(title)
            self._tell(body)
            line = self._read_word(say("plain.page-prompt"))
            if line == "b":
                return Action.BACK
            if line != AGAIN:
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

    def _read_word(self, prompt: str, reserved: tuple[Option, ...] = ()) -> str:
        """A line that is a key, a number or a word; `1.` and `1)` are the number.

        It pauses at `q` and opens help at `h`, where no option is picked by that letter.
        """
        taken = keys_of(reserved)
        while True:
            line = self._read(prompt).strip().lower().rstrip(".)")
            if line == "q" and "q" not in taken:
                raise Paused
            if line == HELP and HELP not in taken and self._help is not None:
                self._help(self)
                continue
            return line

    def _read(self, prompt: str) -> str:
        return self._lines.read(f"{prompt} ")

    def _read_secret(self) -> str:
        if not self._lines.is_terminal:
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
    words = line.rstrip(".")
    return next((o.id for o in options if words == o.label.lower().rstrip(".") != ""), None)


def _answer(line: str, card: CardView) -> str | None:
    """What a line answers at a card: a choice, a gap, or with Enter what was given before."""
    if not line:
        return card.given or None
    picked = _picked(line, (*card.choices, *card.gaps))
    return picked or _yes_or_no(line, card.choices)


def _yes_or_no(line: str, choices: tuple[Option, ...]) -> str | None:
    """`y` and `n` where the choices are yes and no."""
    named = {"y": "yes", "n": "no"}.get(line)
    return named if named in {choice.id for choice in choices} else None


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


def _numbers(options: tuple[Option, ...]) -> str:
    """What the options are picked by, as it is heard: `1 to 5`, or `n, u, y`."""
    keys = [key for key, option in _numbered(options) if option.shown]
    if len(keys) > 1 and all(key.isdecimal() for key in keys):
        return say("plain.from-to", first=keys[0], last=keys[-1])
    return ", ".join(keys)


def _card_prompt(card: CardView) -> str:
    return say("plain.card-prompt", numbers=_numbers(card.choices))


def _menu_prompt(menu: Menu, default: Option | None) -> str:
    if default is None:
        return say("plain.prompt", numbers=_numbers(menu.options))
    label = default.label.rstrip(".")
    return say("plain.default-prompt", label=label, numbers=_numbers(menu.options))


def _menu_keys(menu: Menu, *, wrong: bool) -> str:
    """What can be typed at a menu; also the answer to what cannot."""
    parts = [
        say("plain.not-a-number" if wrong else "plain.menu-keys", numbers=_numbers(menu.options))
    ]
    if menu.back:
        parts.append(say("plain.menu-back"))
    return " ".join(parts)


def _hint(hint: KeyHint) -> str:
    key, does = hint
    return say("plain.hint", key=key, does=does)


def _how_to_type(field: Field) -> str:
    if field.one_line:
        return "plain.keep-line" if _stands(field) else "plain.one-line"
    return "plain.keep-text" if _stands(field) else "plain.several-lines"


def _stands(field: Field) -> bool:
    """Whether a text stands there that is more than the beginning of one."""
    return bool(field.text) and field.text != field.begun


def _label(card: CardView, picked: str) -> str:
    return next((o.label for o in (*card.choices, *card.gaps) if o.id == picked), picked)
