"""The plain prompter: numbered lines, nothing redrawn; for screen readers, pipes, old terminals.

At every question r tells it again, k tells what can be typed, h opens help and q pauses.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from enum import Enum
from functools import partial
from types import TracebackType
from typing import Self, TypeVar, cast

from msgspec.structs import replace

from fitcheck.document import Blocks
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.keys import MOVES, aliases_of, keys_of
from fitcheck.terminal.line_input import Lines
from fitcheck.terminal.output import sentence, tell
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
)
from fitcheck.terminal.wrap import fold_words
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Gap

PLACE_EVERY = 5
"""Cards between two tellings of the place."""
WORDS = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "b": "no"}
"""What can be typed at a yes-or-no question."""
LEAVES = ("l", "leave", "esc", "\x1b")
"""What leaves questions that can be left."""


class _Heard(Enum):
    """What came of a line that was understood and gives no answer: it is asked on."""

    YES = 0


Given = TypeVar("Given")
Understand = Callable[[str], Given | _Heard | None]
"""What a line means at a question; None: nothing here."""


class PlainPrompter:
    """Reads lines from any stdin; the end of input pauses and never answers."""

    at_once = None

    def __init__(self, env: Env, *, help: Help | None = None) -> None:
        self._help = help
        self._out = env.screen
        self._columns = env.columns
        self._lines = Lines(env.stdin, env.screen)
        self._held: AbstractContextManager[None] | None = None
        self.pauses = True
        """Whether something is under way to go on with; else q leaves."""
        self.begin()

    def begin(self) -> None:
        """Begin something new: what was told once before is told again."""
        self._scale = ""
        """The scale that was heard last; empty behind any screen that is no card."""
        self._introduced: set[str] = set()
        self._place = 0
        self._heading = ""
        self._said_once: set[str] = set()

    @property
    def _ends(self) -> str:
        """What q does."""
        return "pauses" if self.pauses else "leaves"

    @property
    def _q(self) -> str:
        return say_of("plain.q", self._ends)

    @property
    def can_ask_on(self) -> bool:
        """Whether somebody is there who could be asked one thing more."""
        return self._lines.is_terminal and not self._lines.ended

    def __enter__(self) -> Self:
        self._held = self._lines.held()
        self._held.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._held is not None:
            self._held.__exit__(kind, error, trace)

    def card(self, card: CardView) -> str | Action:
        """Tell a card and read lines until one of them answers or moves."""
        if self._lines.drop_waiting():
            self._say(say("plain.typed-before"))
        keys = say("plain.keys")
        self._say_once(keys)
        self._say("")
        self._tell_card(card)
        return self._ask(
            say("plain.card-prompt", numbers=_named(keys_of(card.choices))),
            partial(self._at_card, card),
            partial(self._tell_card, card, whole=True),
            f"{keys} {say('plain.leave')}" if card.leave else keys,
            partial(self._tell_question, card),
        )

    def _at_card(self, card: CardView, line: str) -> str | Action | _Heard | None:
        if picked := _answer(line, card):
            self._say_back(_label(card, picked))
            return picked
        if card.leave and line in LEAVES:
            return Action.LEAVE
        match line:
            case "c":
                self._say(_scale_in_full(card))
            case "w":
                place = say("plain.number", place=card.place, count=card.of)
                self._say(f"{sentence(card.heading)} {place}")
            case _:
                return MOVES.get(line)
        return _Heard.YES

    def _tell_card(self, card: CardView, *, whole: bool = False) -> None:
        """What a card says. What introduces it, its place and its scale are told when new."""
        is_next = card.place != self._place
        introduction = " ".join(filter(None, (card.intro, card.turn)))
        is_new = card.id not in self._introduced
        self._tell_place(card, whole=whole)
        if introduction and (whole or is_new):
            self._say(introduction)
        # A follow-up that is new comes right behind what it is about.
        if card.context and (whole or is_next or not is_new):
            self._say(say("plain.about", statement=card.context))
        self._tell_statement(card)
        # Letters are no numbers of a scale that one keeps in mind.
        if whole or card.scale != self._scale or any(one.key for one in card.choices):
            self._say(_scale_in_full(card))
        if card.leave and (card.place == 1 or whole):
            self._say(say("plain.leave"))
        self._scale = card.scale
        self._introduced.add(card.id)
        self._place = card.place
        self._heading = card.heading

    def _tell_place(self, card: CardView, *, whole: bool) -> None:
        """The number of a question now and then; what it belongs to where that begins."""
        # One question asked again has no place among others.
        if card.of == 1:
            return
        begins = card.heading != self._heading
        # A theme that has words of its own is introduced by them, in few.
        is_fifth = card.place % PLACE_EVERY == 0 and not (begins and (card.intro or card.turn))
        now = card.place != self._place and (is_fifth or card.place == 1 or not self._place)
        number = say("plain.number", place=card.place, count=card.of)
        told = [number] if whole or now else []
        told += [sentence(card.heading)] if whole or begins else []
        if told:
            self._say(" ".join(told))

    def _tell_question(self, card: CardView) -> None:
        """What is asked and what can be said to it, for who was away and knows the rest."""
        if card.context:
            self._say(say("plain.about", statement=card.context))
        self._tell_statement(card)
        self._say(_scale_in_full(card))

    def _tell_statement(self, card: CardView) -> None:
        lead = say("plain.statement", window=card.window, statement=card.text)
        self._say(lead if card.window else card.text)
        for line in tell(card.body).splitlines():
            self._say(sentence(line))
        if card.given:
            self._say(say("plain.so-far", label=_label(card, card.given)))
        if card.note:
            self._say(say("plain.your-note", note=card.note))

    def select(self, menu: Menu) -> str | Action:
        """Tell a numbered list and read lines until one of them picks."""
        self._lines.drop_waiting()
        self._open_screen()
        self._tell_menu(menu)
        self._say_once(say("plain.first"))
        keys = keys_of(menu.options)
        told = {"numbers": _named(keys)}
        default = next((key for key, o in _keyed(menu.options) if o.id == menu.default), "")
        prompt = say("plain.prompt", **told)
        if default:
            prompt = say("plain.default-prompt", key=default, **told)
        return self._ask(
            prompt,
            partial(_at_menu, menu),
            partial(self._tell_menu, menu),
            say("plain.menu-keys-back" if menu.back else "plain.menu-keys", q=self._q, **told),
            partial(self._tell_choices, menu),
        )

    def _tell_menu(self, menu: Menu) -> None:
        self._tell_top(menu.heading, menu.aside)
        self._tell(menu.body)
        self._tell_options(menu)
        if menu.foot:
            self._say(menu.foot)

    def _tell_choices(self, menu: Menu) -> None:
        """The question and its choices, for who was away and knows what stands above them."""
        if not menu.title:
            self._tell_top(menu.heading, "")
        if _above(menu):
            self._tell(menu.body)
        self._tell_options(menu)

    def _tell_options(self, menu: Menu) -> None:
        if menu.title:
            self._say(menu.title)
        above = _above(menu)
        for key, option in _keyed(menu.options):
            if option.above:
                self._say(option.above)
            if key not in above:
                self._say(say("plain.line", key=key, label=option.label))
        if above:
            (_, does), *_ = menu.keys
            self._say(say("plain.hint", key=_named(above), does=does))

    def _tell_top(self, heading: str, aside: str) -> None:
        top = " ".join(sentence(_large(text)) for text in (heading, aside) if text)
        if top:
            self._say(top)

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Tell the lines with what is ticked; numbers change it, Enter ends."""
        self._lines.drop_waiting()
        self._open_screen()
        ticked = set(ticks.ticked)
        tell_again = partial(self._tell_ticks, ticks, ticked)
        tell_again()
        more = Action.NOTE in ticks.actions
        keys = say("plain.ticks-keys-at-card" if more else "plain.ticks-keys", q=self._q)
        at_ticks: Understand[object] = partial(self._at_ticks, ticks, ticked)
        try:
            tell_lines = partial(self._tell_lines, ticks, ticked)
            given = self._ask(say("plain.ticks-prompt"), at_ticks, tell_again, keys, tell_lines)
        except Paused:
            raise Paused(ticked=frozenset(ticked)) from None
        return cast(frozenset[str] | Unfinished, given)

    def _at_ticks(
        self, ticks: Ticks, ticked: set[str], line: str
    ) -> frozenset[str] | Unfinished | _Heard | None:
        """What a line at some lines to tick means; numbers change what is ticked."""
        words = line.replace(",", " ").split()
        if not words:
            if not ticks.none or ticked:
                self._say(_all_ticked(ticks, ticked))
                return frozenset(ticked)
            self._say(say("plain.tick-one"))
            return _Heard.YES
        if gap := _picked(line, ticks.gaps):
            self._say_back(say_of("plain.gap", gap))
            return frozenset({gap})
        lines = {word: _picked(word, ticks.options) for word in words}
        action = MOVES.get(words[0])
        if action is Action.BACK or action in ticks.actions:
            about = lines[words[-1]] or ""
            return Unfinished(Action(action), ticked=frozenset(ticked), line=about)
        if not any(lines.values()):
            return None
        self._toggle(lines, ticks, ticked)
        return _Heard.YES

    def _tell_ticks(self, ticks: Ticks, ticked: set[str]) -> None:
        self._tell_top(ticks.heading, ticks.aside_told or ticks.aside)
        self._tell(ticks.body)
        self._tell_lines(ticks, ticked)
        if ticks.foot:
            self._say(ticks.foot)

    def _tell_lines(self, ticks: Ticks, ticked: set[str]) -> None:
        """What is asked, and every line with what is ticked."""
        if ticks.title:
            self._say(ticks.title)
        for key, option in _keyed(ticks.options):
            if option.above:
                self._say(option.above)
            text = "plain.ticked" if option.id in ticked else "plain.line"
            self._say(say(text, key=key, label=sentence(option.label)))
        if not ticked:
            self._say(say("plain.none-ticked"))
        if ticks.gaps:
            self._say(say("plain.or", gaps=_listed(ticks.gaps)))

    def _toggle(self, lines: dict[str, str | None], ticks: Ticks, ticked: set[str]) -> None:
        """Change each line that was named, and tell which are ticked now and which are not."""
        before = set(ticked)
        for word, line in lines.items():
            if line is None:
                self._say(say("plain.no-line", typed=word))
                continue
            after = ticks.toggled(frozenset(ticked), line)
            if after is None:
                self._say(say("plain.no-place", count=ticks.most))
            else:
                ticked.clear()
                ticked.update(after)
        for key, option in _keyed(ticks.options):
            if option.id in before ^ ticked:
                text = "plain.ticked" if option.id in ticked else "plain.not-ticked"
                self._say(say(text, key=key, label=sentence(option.label)))

    def text(self, field: Field) -> str | Unfinished:
        """Read a text: one line, or several that an empty line ends.

        An empty text keeps what stands there. What is pasted belongs to it, whole.
        """
        self._open_screen()
        self._tell_field(field)
        if field.secret:
            come_back = partial(self._tell_field, field)
            return self._lines.read_hidden(f"{say('plain.passphrase')} ", come_back)
        return self._read_text(field)

    def _tell_field(self, field: Field, *, again: bool = False) -> None:
        """What is asked, and how to answer it: that need not be heard at every field."""
        self._tell(field.body)
        self._say(field.title)
        if field.secret:
            self._say(say("plain.not-shown"))
            return
        if field.hint:
            self._say(sentence(_large(field.hint)))
        if field.example:
            self._say(field.example)
        stands = bool(field.text) and field.text != field.begun
        if stands:
            self._say(say("plain.there-now", text=field.text))
        elif field.begun:
            self._say(say("plain.begin-so", words=field.begun.strip()))
        lines, q = "line" if field.one_line else "text", self._q
        how = say_of("plain.keep", lines, q=q) if stands else say_of("plain.type", lines, q=q)
        (self._say if again else self._say_once)(how)

    def _read_text(self, field: Field) -> str | Unfinished:
        lines: list[str] = []
        while True:
            line = self._read_line_of(field, lines)
            is_last = not self._lines.waiting()
            if not lines and is_last:
                alone = self._alone(line.strip().lower(), field)
                if isinstance(alone, _Heard):
                    continue
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
            return self._read(say("plain.text-prompt"), partial(self._tell_field, field))
        except Paused as pause:
            typed = "\n".join(filter(None, (*lines, pause.typed)))
            raise Paused(typed or field.text) from None

    def _alone(self, word: str, field: Field) -> str | Unfinished | _Heard | None:
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
            case "r":
                self._tell_field(field, again=True)
                return _Heard.YES
            case _:
                return None

    def _means_pause(self) -> bool:
        """Whether a single q in a text pauses, or is the text."""
        while True:
            match self._read(say_of("plain.q-in-text", self._ends)).strip().lower():
                case "q":
                    return True
                case "t":
                    return False

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Read the fields one after the other; going back drops none of them."""
        self._open_screen()
        self._tell_top(form.heading, form.aside)
        self._tell(form.body)
        self._tell(form.below)
        texts = [field.text for field in form.fields]
        index = 0
        while index < len(texts):
            try:
                typed = self.text(replace(form.fields[index], text=texts[index]))
            except Paused as pause:
                texts[index] = pause.typed or texts[index]
                raise Paused(pause.typed, tuple(texts)) from None
            if isinstance(typed, Unfinished):
                if not index:
                    return Unfinished(typed.action, texts=tuple(texts))
                index -= 1
            else:
                texts[index] = typed
                index += 1
        return tuple(texts)

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:  # noqa: ARG002
        """Ask for yes or no; only yes is yes."""
        self._lines.drop_waiting()
        self._open_screen()
        self._tell(body)
        prompt = say("plain.confirm-prompt", question=question)
        tell_again = partial(self._tell, body)
        return self._ask(prompt, WORDS.get, tell_again, say("plain.yes-keys", q=self._q)) == "yes"

    def agrees(self, question: str) -> bool:
        """Ask once; only yes is yes, and whatever else is typed is a no."""
        return WORDS.get(self._read(question).strip().lower()) == "yes"

    def page(self, title: str, body: Blocks) -> Action | None:
        """Tell a page, then wait for Enter."""

        def tell_page() -> None:
            self._tell_top(title, "")
            self._tell(body)

        self._open_screen()
        tell_page()
        ways = {"": "on", "b": "back"}
        way = self._ask(
            say("plain.page-prompt"), ways.get, tell_page, say("plain.page-keys", q=self._q)
        )
        return Action.BACK if way == "back" else None

    def wait(self, text: str) -> None:
        """Say what is being waited for, show nothing that is typed meanwhile, and return."""
        self._say(text)
        self._out.flush()
        self._lines.hush()

    def _ask(
        self,
        prompt: str,
        understand: Understand[Given],
        tell_again: Callable[[], None],
        keys: str,
        tell_question: Callable[[], None] | None = None,
    ) -> Given:
        """Read lines until one of them is understood; all else is the same at every question.

        `tell_question` tells what is asked to who was away from it: at help, or in the shell.
        """
        come_back = tell_question or tell_again
        while True:
            line = self._read(prompt, come_back).strip().lower()
            # Lists are told with a full stop behind each number.
            line = line.rstrip(".)") or line
            found = understand(line)
            if isinstance(found, _Heard):
                continue
            if found is not None:
                return found
            self._do(line, tell_again, keys, come_back)

    def _do(
        self,
        line: str,
        tell_again: Callable[[], None],
        keys: str,
        come_back: Callable[[], None],
    ) -> None:
        """What a line does that is no answer, at every question."""
        match line:
            case "":
                return
            case "q":
                raise Paused
            case "r":
                tell_again()
            case "k":
                self._say(keys)
            case "h" if self._help is not None:
                self._help(self)
                come_back()
            case _:
                self._say(say("plain.not-known"))

    def _open_screen(self) -> None:
        """Begin a screen that is no card: behind it nobody has a scale in mind."""
        self._scale = ""
        self._say("")

    def _say(self, text: str) -> None:
        self._out.write("".join(f"{line}\n" for line in self._laid(text)))

    def _say_back(self, label: str) -> None:
        """One word of what was answered."""
        self._say(sentence(_large(label)))

    def _say_once(self, text: str) -> None:
        if text not in self._said_once:
            self._said_once.add(text)
            self._say(text)

    def _tell(self, body: Blocks) -> None:
        if body:
            self._say(tell(body).strip("\n"))

    def _read(self, prompt: str, come_back: Callable[[], None] | None = None) -> str:
        *above, last = self._laid(prompt)
        self._out.write("".join(f"{line}\n" for line in above))
        return self._lines.read(f"{last} ", come_back)

    def _laid(self, text: str) -> list[str]:
        """The lines of a text; a terminal would break it within words."""
        return fold_words(text, self._columns()) if self._out.isatty() else [text]


def _keyed(options: tuple[Option, ...]) -> list[tuple[str, Option]]:
    """Every option with what is typed for it."""
    return list(zip(keys_of(options), options, strict=True))


def _picked(line: str, options: tuple[Option, ...]) -> str | None:
    """The option that a typed line means: its number or letter, or its words."""
    if not line:
        return None
    aliases = aliases_of(options)
    if line in aliases:
        return options[aliases[line]].id
    named = ((one.id, (key, one.label.lower().rstrip(".)"))) for key, one in _keyed(options))
    return next((id for id, names in named if line in names), None)


def _answer(line: str, card: CardView) -> str | None:
    """What a line answers at a card: a choice, a gap, or with Enter what was given before."""
    return _picked(line, (*card.choices, *card.gaps)) if line else card.given or None


def _at_menu(menu: Menu, line: str) -> str | Action | None:
    if not line and menu.default in {option.id for option in menu.options}:
        return menu.default
    return _picked(line, menu.options) or (Action.BACK if line == "b" and menu.back else None)


def _above(menu: Menu) -> list[str]:
    """What is picked by a number and not listed: its line stands in the text above."""
    return [key for key, one in _keyed(menu.options) if key.isdecimal() and not one.shown]


def _large(text: str) -> str:
    """A piece of text as it begins where it stands alone."""
    return text[:1].upper() + text[1:]


def _scale_in_full(card: CardView) -> str:
    choices, gaps = _listed(card.choices), _listed(card.gaps)
    if gaps:
        return say("plain.scale-and-gaps", choices=choices, gaps=gaps)
    return say("plain.scale", choices=choices)


def _listed(options: tuple[Option, ...]) -> str:
    return ", ".join(
        say("plain.choice", key=key, label=option.label) for key, option in _keyed(options)
    )


def _named(keys: Sequence[str]) -> str:
    """What can be typed, as it is heard: `1 to 5`, `1 or 2`, `n, u or y`, `1 to 6 or l`."""
    numbers = [key for key in keys if key.isdecimal()]
    if len(numbers) > 2:
        numbers = [say("plain.from-to", first=numbers[0], last=numbers[-1])]
    *most, last = (*numbers, *(key for key in keys if not key.isdecimal()))
    return say("plain.either", most=", ".join(most), last=last) if most else last


def _all_ticked(ticks: Ticks, ticked: set[str]) -> str:
    """What is ticked in the end, by its numbers."""
    numbers = [key for key, one in _keyed(ticks.options) if one.id in ticked]
    if not numbers:
        return say("plain.nothing-ticked")
    if ticks.none in ticked:
        return next(sentence(one.label) for one in ticks.options if one.id == ticks.none)
    *most, last = numbers
    lines = say("plain.both", most=", ".join(most), last=last) if most else last
    return say("plain.all-ticked", lines=lines)


def _label(card: CardView, picked: str) -> str:
    if picked in set(Gap):
        return say_of("plain.gap", picked)
    return next((o.label for o in (*card.choices, *card.gaps) if o.id == picked), picked)
