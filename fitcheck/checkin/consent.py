"""Line by line: what of a note is in it and how it reads, until the person says it is right."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec.structs import replace as changed

from fitcheck.checkin.offer import Offer
from fitcheck.document import Blocks, Paragraph, Verbatim
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.questions.clean import clean
from fitcheck.report import (
    CallNote,
    SessionNote,
    call_note,
    markdown,
    session_note,
    words_over,
)
from fitcheck.store.records import CheckIn, Consent, Line, Topic
from fitcheck.terminal.prompts import Action, Field, Menu, Option, Prompter, Ticks, Unfinished
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Form

SINGLE = ("context", "aim", "differently", "again")
"""Lines that stand alone in their part of the note."""

LISTS = ("keep", "unsure")
"""Parts of the note that hold several lines."""

FIXED = ("points", "unsaid")
"""Lines whose words are the program's."""


class Choice(msgspec.Struct, frozen=True):
    """All lines that could be in the note, those that are ticked, and how they read."""

    consent: Consent
    offered: Offer
    ticked: frozenset[str]
    edited: Mapping[str, str] = {}

    @property
    def lines(self) -> dict[str, str]:
        """Every line by its name, as it reads now."""
        consent = self.consent
        lines = {name: getattr(consent, name) for name in SINGLE}
        for topic in consent.topics:
            lines[f"happened.{topic.id}"] = topic.happened
            lines[f"effect.{topic.id}"] = topic.effect
            lines[f"wish.{topic.id}"] = topic.wish
        lines |= {name: line.text for name, line in self.listed.items()}
        if consent.unsaid:
            lines["unsaid"] = say("note.unsaid")
        lines["points"] = say("consent.points")
        return {name: self.edited.get(name, text) for name, text in lines.items() if text}

    @property
    def listed(self) -> dict[str, Line]:
        """Every line of the two lists by its name: the offered, and those chosen before."""
        offered = {one.id: one.line for one in (*self.offered.keep, *self.offered.unsure)}
        return offered | _listed(self.consent)

    def taken(self) -> Consent:
        """What is ticked, as it reads now, and nothing else."""
        lines = {name: text for name, text in self.lines.items() if name in self.ticked}
        topics = (_ticked_parts(topic, lines) for topic in self.consent.topics)
        keep, unsure = (
            tuple(
                changed(line, text=lines[name])
                for name, line in self.listed.items()
                if name in lines and name.startswith(f"{part}.")
            )
            for part in LISTS
        )
        return Consent(
            **{name: lines.get(name, "") for name in SINGLE},
            topics=tuple(one for one in topics if one.happened or one.effect or one.wish),
            keep=keep,
            unsure=unsure,
            unsaid="unsaid" in lines,
            points="points" in self.ticked,
        )


def _listed(consent: Consent) -> dict[str, Line]:
    return {
        f"{part}.{line.source}": line
        for part, chosen in zip(LISTS, (consent.keep, consent.unsure), strict=True)
        for line in chosen
    }


def _ticked_parts(topic: Topic, lines: Mapping[str, str]) -> Topic:
    return changed(
        topic,
        happened=lines.get(f"happened.{topic.id}", ""),
        effect=lines.get(f"effect.{topic.id}", ""),
        wish=lines.get(f"wish.{topic.id}", ""),
    )


def built(check_in: CheckIn, consent: Consent, env: Env) -> SessionNote | CallNote:
    """The note of a check-in, from its consent alone."""
    month = env.now().date()
    if check_in.form is Form.LOOKING:
        return call_note(consent.unsure, month, matters=consent.keep)
    titles = {point.id: point.title for point in check_in.responses.points}
    return session_note(consent, titles, month)


def agree_on(
    env: Env,
    prompter: Prompter,
    check_in: CheckIn,
    consent: Consent,
    offered: Offer,
    keep: Callable[[Consent], None],
) -> Consent | None:
    """Show the note as it will be, and change it until it is right; None: no note after all.

    Raises Paused after what is ticked now has been given to `keep`.
    """
    choice = Choice(consent=consent, offered=offered, ticked=frozenset())
    unpicked = set(choice.listed) - set(_listed(consent))
    if not consent.points:
        unpicked.add("points")
    choice = changed(choice, ticked=frozenset(set(choice.lines) - unpicked))
    try:
        while True:
            match prompter.select(_preview(env, check_in, choice)):
                case "right":
                    return choice.taken()
                case "lines":
                    choice = _tick_lines(prompter, choice)
                case "words":
                    choice = _change_words(prompter, choice)
                case "add":
                    choice = _add_line(prompter, choice)
                case _:
                    return None
    except Paused:
        keep(choice.taken())
        raise


def _preview(env: Env, check_in: CheckIn, choice: Choice) -> Menu:
    note = built(check_in, choice.taken(), env)
    body: Blocks = (Verbatim(markdown(note)),)
    over = words_over(note) if isinstance(note, SessionNote) else 0
    if over:
        body = (*body, Paragraph(say("consent.over", count=over)))
    add = () if check_in.form is Form.LOOKING else (Option("add", say("consent.add")),)
    return Menu(
        title=say("consent.title"),
        body=body,
        options=(
            Option("right", say("consent.right")),
            Option("lines", say("consent.lines.option")),
            Option("words", say("consent.words.option")),
            *add,
            Option("none", say("consent.none")),
        ),
        name="consent",
        silent="right",
    )


def _tick_lines(prompter: Prompter, choice: Choice) -> Choice:
    ticked = prompter.multiselect(
        Ticks(
            title=say("consent.lines.title"),
            options=tuple(Option(name, text) for name, text in choice.lines.items()),
            ticked=choice.ticked,
            name="lines",
        )
    )
    return choice if isinstance(ticked, Unfinished) else changed(choice, ticked=ticked)


def _change_words(prompter: Prompter, choice: Choice) -> Choice:
    lines = {
        name: text
        for name, text in choice.lines.items()
        if name in choice.ticked and name not in FIXED
    }
    picked = prompter.select(
        Menu(
            title=say("consent.which-line"),
            options=tuple(Option(name, text) for name, text in lines.items()),
            back=True,
            name="which-line",
        )
    )
    if isinstance(picked, Action):
        return choice
    typed = _typed(prompter, say("consent.words.title"), lines[picked], "words")
    if not typed:
        return changed(choice, ticked=choice.ticked - {picked})
    return changed(choice, edited={**choice.edited, picked: typed})


def _add_line(prompter: Prompter, choice: Choice) -> Choice:
    picked = prompter.select(
        Menu(
            title=say("consent.which-line"),
            options=tuple(Option(name, say_of("consent.line", name)) for name in SINGLE),
            back=True,
            name="add-line",
        )
    )
    if isinstance(picked, Action):
        return choice
    typed = _typed(prompter, say_of("consent.line", picked), choice.lines.get(picked, ""), picked)
    if not typed:
        return changed(choice, ticked=choice.ticked - {picked})
    return changed(
        choice,
        consent=changed(choice.consent, **{picked: typed}),
        edited={name: text for name, text in choice.edited.items() if name != picked},
        ticked=choice.ticked | {picked},
    )


def _typed(prompter: Prompter, title: str, text: str, name: str) -> str:
    typed = prompter.text(Field(title=title, text=text, own_words=True, name=name))
    return text if isinstance(typed, Unfinished) else clean(typed).strip()
