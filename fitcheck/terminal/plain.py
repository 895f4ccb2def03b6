"""The plain face: numbered lines, nothing redrawn; for screen readers, pipes and old terminals."""

from types import TracebackType
from typing import Self

from fitcheck.document import Blocks
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.output import tell
from fitcheck.terminal.prompts import CardView, Field, Menu, Move, Option, Ticks

PLACE_EVERY = 5
"""Cards between two tellings of the place."""

CARD_WORDS = {"b": Move.BACK, "n": Move.NOTE, "?": Move.WHY, "o": Move.OVERVIEW}

HELP = (
    "Type a number and Enter. Also: b back, n note, ? why we ask, o all questions, "
    "c the choices again, w where you are, q pause."
)


class Plain:
    """Reads lines from any stdin; the end of input pauses and never answers."""

    def __init__(self, env: Env) -> None:
        self._env = env
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

    def ask(self, card: CardView) -> str | Move:
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
                self._say(f"{card.heading}. Question {card.place} of {card.of}.")
            elif line in CARD_WORDS:
                return CARD_WORDS[line]
            elif picked := _picked(line, (*card.choices, *card.gaps)):
                return self._answered(card, picked)
            else:
                self._say(f"That is not one of the choices. {_range(card)}, or c to hear them.")

    def _tell_card(self, card: CardView) -> None:
        if not self._helped:
            self._helped = True
            self._say(HELP)
        self._say("")
        if card.place == 1 or card.place % PLACE_EVERY == 0:
            self._say(f"Question {card.place} of {card.of}. {card.heading}.")
        if card.hint:
            self._say(card.hint)
        if card.context:
            self._say(f"About: {card.context}")
        window = f"{card.window}: " if card.window else ""
        self._say(f"{window}{card.text}")
        if card.scale not in self._scales:
            self._scales.add(card.scale)
            self._say(_scale_in_full(card))
        if card.given:
            self._say(f"Your answer so far: {_label(card, card.given)}. Enter keeps it.")
        if card.note:
            self._say(f"Your note: {card.note}")

    def _card_prompt(self, card: CardView) -> str:
        return f"{_range(card)}: "

    def _answered(self, card: CardView, picked: str) -> str:
        self._say(f"{_label(card, picked).capitalize()}.")
        return picked

    def choose(self, menu: Menu) -> str | Move:
        """Tell a numbered list and read lines until one of them picks."""
        self._say("")
        self._tell(menu.body)
        self._say(menu.title)
        for number, option in _numbered(menu.options):
            self._say(f"{number}. {option.label}")
        default = next((o for o in menu.options if o.id == menu.default), None)
        prompt = (
            f"Enter for {default.label.rstrip('.')}, or type one: " if default else "Type one: "
        )
        while True:
            line = self._read(prompt).strip().lower()
            if not line and default:
                return default.id
            if line == "b" and menu.back:
                return Move.BACK
            if line == "q" and not any(option.key == "q" for option in menu.options):
                raise Paused
            picked = _picked(line, menu.options)
            if picked:
                return picked
            if line:
                back = ", or b to go back" if menu.back else ""
                self._say(f"Please type one of the numbers{back}.")

    def tick(self, ticks: Ticks) -> frozenset[str] | Move:
        """Tell the lines with what is ticked; numbers change it, Enter ends."""
        ticked = set(ticks.ticked)
        self._say("")
        self._tell(ticks.body)
        self._say(ticks.title)
        self._tell_lines(ticks, ticked)
        while True:
            line = self._read(
                "Numbers to change, c to hear them again, b back, Enter when it is right: "
            )
            words = line.replace(",", " ").lower().split()
            if not words:
                return frozenset(ticked)
            if words == ["b"]:
                return Move.BACK
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
                chosen = "Chosen" if option.id in ticked else "Not chosen"
                self._say(f"{number}. {chosen}: {option.label}")

    def _toggle(self, words: list[str], ticks: Ticks, ticked: set[str]) -> None:
        for word in words:
            picked = _picked(word, ticks.options)
            if picked is None:
                self._say(f"There is no line {word}.")
            elif picked in ticked:
                ticked.remove(picked)
            elif ticks.most is not None and len(ticked) >= ticks.most:
                self._say(f"At most {ticks.most}. Take one away first.")
            else:
                ticked.add(picked)

    def write(self, field: Field) -> str | Move:
        """Read one line of text; an empty one keeps what stands there."""
        self._say("")
        self._tell(field.body)
        self._say(field.title)
        if field.secret:
            return self._read_secret()
        if field.text:
            self._say(f"There now: {field.text}")
            self._say("Enter keeps it, a single - removes it, b goes back.")
        else:
            self._say("One line. Enter alone leaves it empty, b goes back.")
        line = self._read("> ")
        match line.strip():
            case "":
                return field.text
            case "-":
                return ""
            case "b":
                return Move.BACK
            case _:
                return line

    def agree(self, question: str, body: Blocks = (), name: str = "") -> bool:  # noqa: ARG002
        """Ask for yes or no; only yes is yes."""
        self._say("")
        self._tell(body)
        while True:
            line = self._read(f"{question} yes or no: ").strip().lower()
            if line in ("y", "yes"):
                return True
            if line in ("n", "no"):
                return False
            if line == "q":
                raise Paused

    def page(self, title: str, body: Blocks) -> None:
        """Tell a page, then wait for Enter."""
        self._say("")
        self._say(title)
        self._tell(body)
        if self._read("Enter goes on: ").strip().lower() == "q":
            raise Paused

    def _say(self, text: str) -> None:
        self._out.write(f"{text}\n")

    def _tell(self, body: Blocks) -> None:
        if body:
            self._say(tell(body).strip("\n"))

    def _read(self, prompt: str) -> str:
        self._out.write(prompt)
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
            return self._read("Passphrase: ")
        import getpass

        try:
            return getpass.getpass("Passphrase (it is not shown): ", self._out)
        except (EOFError, KeyboardInterrupt):
            raise Paused from None


def _numbered(options: tuple[Option, ...]) -> list[tuple[str, Option]]:
    """Every option with what is typed for it: its letter, or its number among the others."""
    numbered: list[tuple[str, Option]] = []
    count = 0
    for option in options:
        if not option.key:
            count += 1
        numbered.append((option.key or str(count), option))
    return numbered


def _picked(line: str, options: tuple[Option, ...]) -> str | None:
    """The option that a typed line means: its number or letter, or its words."""
    for number, option in _numbered(options):
        if line == number:
            return option.id
    return next((option.id for option in options if line == option.label.lower()), None)


def _scale_in_full(card: CardView) -> str:
    choices = ", ".join(f"{number} {option.label}" for number, option in _numbered(card.choices))
    gaps = ", ".join(f"{option.key} {option.label}" for option in card.gaps)
    return f"{choices}. Or {gaps}." if gaps else f"{choices}."


def _range(card: CardView) -> str:
    return f"1 to {len(card.choices)}"


def _label(card: CardView, picked: str) -> str:
    return next((o.label for o in (*card.choices, *card.gaps) if o.id == picked), picked)
