"""The other lines of a note: what helps, what is unsure, when to look again; and a first call."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from fitcheck.checkin.note.chosen import Chosen, Part, Spot
from fitcheck.checkin.note.hand import as_they_write
from fitcheck.checkin.note.writing import OWN, Writing, begun_field, begun_with, without_begun
from fitcheck.checkin.steps import Turn, choose, fill_in, tick, type_in
from fitcheck.document import Paragraph
from fitcheck.report import GOES_WITH_THANKS, THANKED
from fitcheck.store.records import Line
from fitcheck.terminal.prompts import Action, Field, Form, Menu, Option, Ticks
from fitcheck.texts import local_day, say, say_near_day, say_of
from fitcheck.vocabulary import Stage, Talk

MOST_KEPT = {Talk.THROUGH: 2, Talk.HEARD: 2, Talk.GOODBYE: 3}
"""How many lines of what helps fit beside what is brought; a thank-you may be as long as it is."""

MOST_UNSURE = 2

THANKS = {id: id.removeprefix("own.") for id in (*THANKED, GOES_WITH_THANKS)}
"""What is asked of a thank-you, by the sources of its lines."""

AGAIN = {"two": 2, "four": 4}
"""When to look again, and in how many weeks that is for who meets every week."""


def choose_talk(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """What kind of talk it is, is the person's to say; a goodbye only where there is an end."""
    kinds = [one for one in Talk if one is not Talk.GOODBYE or at.check_in.stage is Stage.ENDING]
    menu = Menu(
        title=say("topics.talk.title"),
        heading=say("topics.heading"),
        body=at.careful,
        options=tuple(Option(one, say_of("topics.talk", one)) for one in kinds),
        default=chosen.consent.talk,
        back=True,
        name="talk",
        silent=chosen.consent.talk,
    )
    return choose(at.prompter, menu, chosen, lambda picked: chosen.changed(talk=Talk(picked)))


def say_what_brings(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Before booking: what the person comes with, in their own words."""
    typed, turn = type_in(at.prompter, begun_field("brings", chosen.consent.brings))
    return chosen.changed(brings=without_begun(typed, (begun_with("brings"),))), turn


def choose_matters(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Before booking: which of what matters most the therapist should hear."""
    ticks = Ticks(
        title=say("topics.call.matters"),
        options=(),
        body=(Paragraph(say("topics.call.most")),) if at.offered.matters else (),
        name="call-matters",
        heading=say("note.call.title"),
    )
    own = [_own_field(name) for name in ("call-matters", "call-way", "call-else")]
    return _pick_lines(at, chosen, Part.KEEP, at.offered.matters, ticks, own)


def choose_questions(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Before booking: which of the open questions to ask in a first call."""
    ticks = Ticks(
        title=say("topics.call.questions"),
        options=(),
        body=(Paragraph(say("topics.call.few")),),
        name="call-questions",
        heading=say("note.call.title"),
    )
    own = [_own_field("call-questions")]
    return _pick_lines(at, chosen, Part.UNSURE, at.offered.calls, ticks, own)


def say_thanks(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """What a thank-you is for, why it matters, what it changed, and what goes with it."""
    stands = {line.source: line.text for line in chosen.consent.keep}
    form = Form(
        fields=tuple(_thanks_field(name, stands.get(id, "")) for id, name in THANKS.items()),
        heading=say("topics.heading"),
        name="thanks",
    )
    texts, turn = fill_in(at.prompter, form)
    typed = map(without_begun, texts, ((one.begun,) for one in form.fields))
    said = tuple(line for line in map(Line, THANKS, typed) if line.text)
    others = (line for line in chosen.consent.keep if line.source not in THANKS)
    return chosen.changed(keep=(*said, *others)), turn


def _thanks_field(name: str, stands: str) -> Field:
    return begun_field(name, stands) if name == "thanks" else replace(_own_field(name), text=stands)


def choose_keep(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """What works, by weight; also a line of the person's own."""
    talk = chosen.consent.talk
    is_early = talk.is_usual and at.check_in.stage is Stage.FIRST_SESSIONS
    own = [
        Field(
            say("topics.own-keep-early") if is_early else say_of("topics.own-keep", talk),
            optional=True,
            example=say_of("topics.example-keep", talk),
            name="keep-own",
        )
    ]
    if talk is Talk.GOODBYE:
        own.append(begun_field("thanks", ""))
    ticks = Ticks(
        title=say("topics.keep-early") if is_early else say_of("topics.keep", talk),
        options=(),
        body=(Paragraph(say("topics.only-what-is-so"), quiet=True),) if talk.is_usual else (),
        most=MOST_KEPT.get(talk),
        name="keep",
        heading=say("topics.heading"),
    )
    return _pick_lines(at, chosen, Part.KEEP, at.offered.keep, ticks, own)


def choose_unsure(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """What the person was not sure about, to bring it, too."""
    ticks = Ticks(
        title=say("topics.unsure"),
        options=(),
        most=MOST_UNSURE,
        name="unsure",
        heading=say("topics.heading"),
    )
    return _pick_lines(at, chosen, Part.UNSURE, at.offered.unsure, ticks)


def _pick_lines(
    at: Writing,
    chosen: Chosen,
    part: Part,
    offered: Sequence[Line],
    ticks: Ticks,
    own: Sequence[Field] = (),
) -> tuple[Chosen, Turn]:
    """Lines of a part to tick, each as it last read; `own` asks for the person's own.

    Where these are asked for, a line that is ticked can be said in other words at once; where
    there is none to tick, they are asked for at once.
    """
    known = chosen.to_pick(part, offered)
    if not known and own:
        lines, turn = _word_lines(at, chosen, own, (), ticks)
        return chosen.picking(part, lines), turn
    options = [Option(OWN, say("topics.own-line"))] if own else []
    options += [Option(source, line.text) for source, line in known.items()]
    before = chosen.picked(part)
    # A thank-you in one's own words can be two lines: none of them has to go again.
    most = None if ticks.most is None else max(min(ticks.most, len(options)), len(before))
    ticked, turn = tick(
        at.prompter, replace(ticks, options=tuple(options), ticked=before, most=most)
    )
    lines = tuple(line for source, line in known.items() if source in ticked)
    new = [one for one in lines if own and one in offered and one.source not in before]
    asked = own if OWN in ticked else ()
    if turn is Turn.ON and (asked or new):
        worded, from_words = _word_lines(at, chosen, asked, new, ticks)
        lines = (*worded, *(one for one in lines if one not in new))
        # Back from the fields is back to this list, where the lines now stand.
        turn = Turn.AGAIN if from_words is Turn.BACK else from_words
    return chosen.picking(part, lines), turn


def _word_lines(
    at: Writing, chosen: Chosen, own: Sequence[Field], ready: Sequence[Line], ticks: Ticks
) -> tuple[tuple[Line, ...], Turn]:
    """Lines in the person's own words, then ready ones as they say them; none without words."""
    ready = [replace(one, text=as_they_write(one.text, chosen.consent)) for one in ready]
    form = Form(
        fields=(*own, *(_said_field(one, place, ticks.name) for place, one in enumerate(ready))),
        heading=ticks.heading,
        name=f"{ticks.name}-own" if own else f"{ticks.name}-said",
    )
    texts, turn = fill_in(at.prompter, form)
    typed = map(without_begun, texts, ((one.begun,) for one in own))
    mine = (Line(f"own.{at.env.new_id()}", text) for text in typed)
    # A line whose field was empty from the start stands as it is where nothing was typed.
    said = (
        replace(line, text=text if field.text else text or line.text)
        for line, text, field in zip(ready, texts[len(own) :], form.fields[len(own) :], strict=True)
    )
    return tuple(one for one in (*mine, *said) if one.text), turn


def _said_field(line: Line, place: int, part: str) -> Field:
    """A ready line as the person says it; what works stands as it is where they type nothing."""
    name = f"{part}-said"
    if part == "keep":
        return Field(line.text, example=say("topics.in-its-place"), optional=True, name=name)
    return Field(
        title=say("topics.own-way"),
        text=line.text,
        hint=say("topics.may-stay-so"),
        # Below the first it says what is meant; below the next it would be about another line.
        example="" if place else say_of("topics.example-own-way", part),
        name=name,
    )


def _own_field(name: str) -> Field:
    """A field for a line of the person's own."""
    return Field(
        title=say_of("topics.own-field", name),
        optional=True,
        example=say_of("topics.example", name),
        name=f"{name}-own",
    )


def choose_again(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """When to look again; a number of sessions comes to a day for who meets every week."""
    today, consent = local_day(at.env.now()), chosen.consent
    days = {key: today + timedelta(weeks=weeks) for key, weeks in AGAIN.items()}
    times = {key: say_of("topics.again", key) for key in AGAIN}
    if consent.again and consent.again not in times.values():
        # In words of the person's own.
        times["as-it-is"] = consent.again
    is_in = Spot(Part.AGAIN) in chosen.ticked
    stands = next((key for key, words in times.items() if is_in and words == consent.again), "none")
    picked = at.prompter.select(
        Menu(
            title=say("topics.again.title"),
            heading=say("topics.heading"),
            options=(
                *(Option(key, _with_day(words, days.get(key))) for key, words in times.items()),
                Option("none", say("topics.leave-out")),
            ),
            default=stands,
            back=True,
            name="again",
            silent=stands,
        )
    )
    if isinstance(picked, Action):
        return chosen, Turn.BACK
    if picked == "none":
        return chosen.reading(Spot(Part.AGAIN), ""), Turn.ON
    # What stands keeps its day, also when the note is opened again weeks later.
    day = consent.look_again if picked in (stands, "as-it-is") else days.get(picked)
    # Put in anew, so that it is in the note again where it was left out before.
    chosen = chosen.changed(again="")
    return chosen.changed(again=times[picked], look_again=day), Turn.ON


def _with_day(words: str, day: date | None) -> str:
    """A time as it is offered; the page that the therapist gets names no day."""
    return say("topics.again.near", words=words, day=say_near_day(day)) if day else words


def choose_differently(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """One thing that the person could do differently, in their own words."""
    text = chosen.consent.differently
    field = Field(
        title=say("topics.differently"),
        text=text,
        example=say("topics.example-differently"),
        name="differently",
    )
    words, turn = type_in(at.prompter, field)
    return chosen.changed(differently=words), turn
