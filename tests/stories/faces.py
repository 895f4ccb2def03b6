"""The faces as a test drives them: each is fed what the person does, one verb at a time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from enum import Enum
from types import TracebackType
from typing import Self, TypeVar

from msgspec import Struct

from fitcheck.document import Blocks
from fitcheck.terminal.keys import keys_of
from fitcheck.terminal.lists import NINE
from fitcheck.terminal.prompts import (
    Action,
    CardView,
    Field,
    Form,
    Menu,
    Option,
    Prompter,
    Ticks,
    Unfinished,
)
from tests.stories.people import Person

Given = TypeVar("Given")

Send = Callable[[str], None]
"""Hands lines or keys to the face under test."""


class Played:
    """A real face, driven by a person: before each verb their keys are sent to it."""

    def __init__(
        self, face: Prompter, person: Person, kinds: Mapping[str, str], send: "Keyboard"
    ) -> None:
        self._face = face
        self.at_once = face.at_once
        self._person = person
        self._kinds = kinds
        self._send = send
        self.asked: list[str] = []
        """What was asked, in order: the ids of cards and the names of menus."""
        self.shown: list[str] = []
        """Every text that was handed to the face to be shown."""

    def __enter__(self) -> Self:
        self._face.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._face.__exit__(kind, error, trace)

    def card(self, card: CardView) -> str | Action:
        """Answer a card by its key."""
        self._heard(card.id, card)
        picked = self._person.answer(card, self._kinds.get(card.id, ""))
        if picked is Action.LEAVE:
            self._send.feed(self._send.LEAVE)
        else:
            self._send.pick(picked, (*card.choices, *card.gaps))
        return self._same(self._face.card(card), picked)

    def select(self, menu: Menu) -> str | Action:
        """Pick from a menu by its number or letter."""
        self._heard(menu.name, menu)
        picked = self._person.choice(menu)
        self._send.pick(picked, menu.options)
        return self._same(self._face.select(menu), picked)

    def multiselect(self, ticks: Ticks) -> frozenset[str] | Unfinished:
        """Toggle every line that differs, then finish."""
        self._heard(ticks.name, ticks)
        wanted = self._person.ticks(ticks)
        if ticks.none and not wanted:
            wanted = frozenset({ticks.none})
        changes = [option.id in wanted ^ ticks.ticked for option in ticks.options]
        self._send.toggle(dict(zip(keys_of(ticks.options), changes, strict=True)))
        return self._same(self._face.multiselect(ticks), wanted)

    def text(self, field: Field) -> str | Unfinished:
        """Type over what stands there."""
        self._heard(field.name, field)
        text = self._person.text(field)
        self._send.type_over(field.text, text, one_line=field.one_line)
        return self._same(self._face.text(field), text)

    def form(self, form: Form) -> tuple[str, ...] | Unfinished:
        """Type over what stands in each field."""
        self._heard(form.name, form)
        texts = tuple(map(self._person.text, form.fields))
        for field, text in zip(form.fields, texts, strict=True):
            self._send.type_over(field.text, text, one_line=field.one_line)
        return self._same(self._face.form(form), texts)

    def confirm(self, question: str, body: Blocks = (), name: str = "") -> bool:
        """Say yes or no."""
        self._heard(name, (question, body))
        yes = self._person.choices.get(name) == "yes"
        self._send.say(yes=yes)
        return self._same(self._face.confirm(question, body, name), yes)

    def page(self, title: str, body: Blocks) -> Action | None:
        """Read a page to its end."""
        self._heard(f"page: {title}", (title, body))
        self._send.go_on()
        return self._face.page(title, body)

    def wait(self, text: str) -> None:
        """Wait."""
        self.shown.append(text)
        self._face.wait(text)

    def _heard(self, name: str, view: object) -> None:
        self.asked.append(name)
        self.shown += texts_of(view)

    def _same(self, given: Given, wanted: object) -> Given:
        assert given == wanted, f"the face gave {given!r} for {wanted!r}"
        return given


IDS = frozenset({"id", "name", "scale", "given", "default", "silent", "none", "key"})
"""What of a view is for the program, and not shown."""


def texts_of(view: object) -> Iterator[str]:
    """Every text of a value that a face shows."""
    match view:
        case Enum() | frozenset():
            return
        case str():
            yield view
        case tuple():
            for one in view:
                yield from texts_of(one)
        case Struct():
            for name in set(view.__struct_fields__) - IDS:
                yield from texts_of(getattr(view, name))


class Keyboard:
    """How what a person does becomes lines or keys."""

    LEAVE = ""
    """What leaves questions that can be left."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def feed(self, keys: str) -> None:
        """Press keys, or type lines, as they are."""
        self._send(keys)

    def pick(self, picked: str, options: tuple[Option, ...]) -> None:
        """Pick one option."""
        raise NotImplementedError

    def toggle(self, changes: Mapping[str, bool]) -> None:
        """Toggle the lines, by their keys, that are to change; then finish."""
        raise NotImplementedError

    def type_over(self, before: str, after: str, *, one_line: bool = False) -> None:
        """Make a text that stands there into another."""
        raise NotImplementedError

    def say(self, *, yes: bool) -> None:
        """Say yes or no."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Leave a page."""
        raise NotImplementedError


def key_of(picked: str, options: tuple[Option, ...]) -> str:
    """What is pressed or typed for an option: its letter or its number; and for going back."""
    if picked is Action.BACK:
        return "b"
    ids = [option.id for option in options]
    return keys_of(options)[ids.index(picked)]


class Lines(Keyboard):
    """Lines for the plain face."""

    LEAVE = "l\n"

    def pick(self, picked: str, options: tuple[Option, ...]) -> None:
        """Type the number or the letter."""
        self._send(f"{key_of(picked, options)}\n")

    def toggle(self, changes: Mapping[str, bool]) -> None:
        """Type the numbers in one line, then an empty one."""
        numbers = [key for key, change in changes.items() if change]
        self._send(f"{' '.join(numbers)}\n" if numbers else "")
        self._send("\n")

    def type_over(self, before: str, after: str, *, one_line: bool = False) -> None:
        """Type the lines, and an empty one behind several; a minus removes what stands there."""
        if after == before:
            self._send("\n")
        elif not after:
            self._send("-\n")
        else:
            self._send(f"{after}\n" if one_line else f"{after}\n\n")

    def say(self, *, yes: bool) -> None:
        """Type the word."""
        self._send("yes\n" if yes else "no\n")

    def go_on(self) -> None:
        """Type an empty line."""
        self._send("\n")


class Keys(Keyboard):
    """Keys for the drawn face."""

    DOWN = "\x1b[B"
    LEAVE = "\x1b"

    def pick(self, picked: str, options: tuple[Option, ...]) -> None:
        """Press the key; in a long list, go down to it."""
        key = key_of(picked, options)
        is_long = len([option for option in options if not option.key]) > NINE
        self._send(f"{key}\r" if is_long and key.isdecimal() else key)

    def toggle(self, changes: Mapping[str, bool]) -> None:
        """Walk down the list and press space where it changes."""
        for place, change in enumerate(changes.values()):
            if place:
                self._send(self.DOWN)
            if change:
                self._send(" ")
        self._send("\r")

    def type_over(self, before: str, after: str, *, one_line: bool = False) -> None:
        """Erase what stands there, and type."""
        del one_line
        if after != before:
            self._send("\x7f" * len(before) + after)
        self._send("\r")

    def say(self, *, yes: bool) -> None:
        """Press the letter."""
        self._send("y" if yes else "n")

    def go_on(self) -> None:
        """Close the page."""
        self._send("\x1b[F\r")


Opened = AbstractContextManager[tuple[Prompter, Keyboard]]
"""A face that is ready, with the keyboard that drives it."""
