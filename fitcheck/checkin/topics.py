"""From a finished check-in to a note in the hand: what to bring up, and in which words.

What leaves for a therapist is chosen here, screen by screen; going back drops nothing.
The choices end as one `Consent`, and the note is built from that and from nothing else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, partial

import msgspec
from msgspec.structs import replace

from fitcheck.checkin.consent import (
    ON_WISH,
    Chosen,
    Part,
    Spot,
    ask_if_right,
    build_note,
    choose_line,
    put_in_order,
    tick_lines,
)
from fitcheck.checkin.delivery import hand_over, render_note
from fitcheck.checkin.keeping import keep_or_ask
from fitcheck.checkin.offer import Candidate, Offer, offer
from fitcheck.checkin.steps import (
    Turn,
    choose,
    fill_in,
    go_through,
    require_no_pause,
    tick,
    type_in,
)
from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.env import Env
from fitcheck.questions.model import Bank, Starter
from fitcheck.report import MOST_TOPICS, begins_itself, letter
from fitcheck.store.records import WORDED, Became, CheckIn, Consent, Jot, Line, Note, Topic
from fitcheck.terminal.prompts import (
    Action,
    Field,
    Form,
    Menu,
    Option,
    Prompter,
    Ticks,
)
from fitcheck.texts import local_day, say, say_near_day, say_of
from fitcheck.vocabulary import Form as CheckInForm
from fitcheck.vocabulary import Stage, Talk

MOST_KEPT = 3
MOST_UNSURE = 2

OWN = "own"
UNSAID = "unsaid"
"""What can be ticked beside the topics that are offered."""

AGAIN = {"two": 2, "four": 4, "later": None}
"""When to look again, and in how many weeks that is for who meets every week."""
REPLIES = ("good", "poor")


class Writing(msgspec.Struct, frozen=True, dict=True):
    """A note that is to be written: of which check-in, and who asks."""

    env: Env
    prompter: Prompter
    bank: Bank
    check_in: CheckIn
    jots: tuple[Jot, ...] = ()
    """The thoughts that were written down for next time."""
    hands_over: bool = True
    """Whether to ask where it should go."""
    keep: Callable[[Note], object] | None = None
    """Keeps the note, when it is right and when the person pauses; None: nothing is kept."""

    @cached_property
    def offered(self) -> Offer:
        """Everything that could be in it."""
        return offer(self.bank, self.check_in, self.jots)

    @property
    def is_call(self) -> bool:
        """Whether it is the page for a first call."""
        return self.check_in.form is CheckInForm.LOOKING

    @property
    def careful(self) -> Blocks:
        """That someone outside may be asked first; it stands on screens, never on the page."""
        return (Paragraph(say("topics.outside-first")),) if self.offered.is_careful else ()


Screen = Callable[[Writing, Chosen], tuple[Chosen, Turn]]


def make_note(
    at: Writing, *, before: Chosen | None = None, from_end: bool = True
) -> tuple[Chosen, Turn]:
    """Let a person choose every line of their note, and where it goes.

    On: the note is right. Away: no note after all. Back: to what was before it.

    `before` is what they chose last time for this check-in: with `from_end` the note as it
    is then comes first. Raises Paused, by which time everything they chose and typed has
    been kept.
    """
    if not at.check_in.own_choice:
        told = (Paragraph(say("sayings.mandated")),)
        at.prompter.page(say("topics.mandated"), told)
    chosen = replace(before or Chosen(), wishes={} if at.is_call else ON_WISH, place="")
    shows_it = from_end and before is not None
    place = len(_screens(at, chosen)) - 1 - at.hands_over if shows_it else 0
    chosen, turn = _walk(at, chosen, partial(_screens, at), at=place)
    earlier = before.taken() if before is not None else Consent()
    # Leaving by the way one came takes nothing away.
    is_news = chosen.taken() not in (Consent(), earlier)
    if turn is Turn.ON or (turn is not Turn.AWAY and is_news):
        _keep(at, chosen, earlier)
    require_no_pause(turn)
    return chosen, turn


def take_up(at: Writing, consent: Consent) -> Chosen:
    """The choices of a note that is opened again; what was typed at a card is offered anew."""
    noted = {one.id: one.happened for one in at.offered.topics if one.question}
    topics = [
        one if one.happened else replace(one, happened=noted.get(_called(one), ""))
        for one in consent.topics
    ]
    unread = _unread(one for one in topics if one not in consent.topics)
    return Chosen(replace(consent, topics=tuple(topics)), out=unread)


def _keep(at: Writing, chosen: Chosen, before: Consent) -> None:
    """Keep what was chosen, and what became of each thought that was offered."""
    if at.keep is None:
        return
    consent = chosen.taken()
    taken = {one.jot for one in consent.topics}
    thoughts = {one.jot for one in at.offered.topics} | {one.jot for one in before.topics}
    thoughts.discard("")
    became: dict[str, Became] = dict.fromkeys(sorted(thoughts), "kept")
    became |= dict.fromkeys(chosen.let_go & thoughts, "dropped")
    became |= dict.fromkeys(taken & thoughts, "taken")
    keep_or_ask(at.prompter, at.keep, note_of(at.env, at.check_in, consent, became))


def note_of(env: Env, check_in: CheckIn, consent: Consent, jots: Mapping[str, Became] = {}) -> Note:
    """The note of a check-in as it is kept; the newest holds."""
    return Note(id=env.new_id(), check_in=check_in.id, at=env.now(), consent=consent, jots=jots)


def _walk(
    writing: Writing,
    chosen: Chosen,
    screens: Callable[[Chosen], Sequence[Screen]],
    *,
    at: int = 0,
) -> tuple[Chosen, Turn]:
    """Show screens one after the other, back and forth; they follow from what was chosen."""
    return go_through(chosen, lambda it: [partial(one, writing) for one in screens(it)], at=at)


def _screens(at: Writing, chosen: Chosen) -> list[Screen]:
    ends: list[Screen] = [_agree, *([_deliver] if at.hands_over else [])]
    if at.is_call:
        return [_say_what_brings, _choose_matters, _choose_questions, *ends]
    first, middle = list[Screen]([_choose_talk]), list[Screen]()
    # Thanks are said before anything else is brought up.
    (first if chosen.consent.talk is Talk.THANKS else middle).append(_choose_keep)
    if _left(at, chosen):
        middle.append(_settle_thoughts)
    if at.offered.unsure:
        middle.append(_choose_unsure)
    if at.check_in.stage is not Stage.ENDING:
        middle.append(_choose_again)
    return [*first, *_topic_screens(chosen), *middle, *ends]


def _topic_screens(chosen: Chosen, known: frozenset[str] | None = None) -> list[Screen]:
    """The list of topics, and one screen for each; of those that are known, none."""
    words: list[Screen] = [
        partial(_word_topic, id=one.id)
        for one in chosen.consent.topics
        if known is None or one.id not in known
    ]
    asks_easier = chosen.consent.unsaid and (known is None or not chosen.consent.easier)
    return [_choose_topics, *words, *([_say_what_helps] if asks_easier else [])]


def _say_what_brings(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Before booking: what the person comes with, in their own words."""
    typed, turn = _type_begun(at, "brings", chosen.consent.brings)
    return chosen.changed(brings=typed), turn


def _choose_matters(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Before booking: which of what matters most the therapist should hear."""
    ticks = Ticks(
        title=say("topics.call.matters"),
        options=(),
        body=(Paragraph(say("topics.call.most")),) if at.offered.matters else (),
        name="call-matters",
        heading=say("note.call.title"),
    )
    own = say("topics.call.own-matter")
    return _pick_lines(at, chosen, Part.KEEP, at.offered.matters, ticks, own=own)


def _choose_questions(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Before booking: which of the open questions to ask in a first call."""
    ticks = Ticks(
        title=say("topics.call.questions"),
        options=(),
        body=(Paragraph(say("topics.call.few")),),
        name="call-questions",
        heading=say("note.call.title"),
    )
    own = say("topics.call.own-question")
    return _pick_lines(at, chosen, Part.UNSURE, at.offered.calls, ticks, own=own)


def _choose_talk(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
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


def _choose_topics(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    consent, known = chosen.consent, {one.id: one for one in at.offered.topics}
    gives_thanks = consent.talk is Talk.THANKS
    here = {_called(one): one for one in consent.topics}
    worded = {**chosen.put_aside, **here}
    first_jot = next((one.id for one in at.offered.topics if one.jot), "")
    others = {
        id: one.words or say("topics.in-own-words")
        for id, one in worded.items()
        if id not in known and (one.words or id in here)
    }
    options = (
        *(
            Option(
                one.id,
                worded.get(one.id, _UNWORDED).about or one.label,
                above=say("topics.jots") if one.id == first_jot else "",
            )
            for one in at.offered.topics
        ),
        *(Option(id, text) for id, text in others.items()),
        Option(OWN, say("topics.own")),
        Option(UNSAID, say("topics.unsaid")),
    )
    ticked, turn = tick(
        at.prompter,
        Ticks(
            title=say_of("topics.title", "thanks" if gives_thanks else _setting(at)),
            options=options,
            ticked=frozenset(here) | ({UNSAID} if consent.unsaid else set()),
            body=at.careful,
            most=MOST_TOPICS,
            name="topics",
            heading=say("topics.heading"),
            actions=frozenset({Action.WHY}),
        ),
        partial(_tell_how, at, known),
    )
    return _with_topics(at, chosen, ticked), turn


_UNWORDED = Topic()


def _called(topic: Topic) -> str:
    """What a topic is called in the list."""
    if topic.jot:
        return f"jot.{topic.jot}"
    return f"topic.{topic.question}" if topic.question else f"own.{topic.id}"


def _with_topics(at: Writing, chosen: Chosen, ticked: frozenset[str]) -> Chosen:
    """The topics that are ticked: those that were worded as they stand, then the new ones."""
    consent = chosen.consent
    here = {_called(one): one for one in consent.topics}
    known: dict[str, Candidate | Topic] = {one.id: one for one in at.offered.topics}
    known |= chosen.put_aside
    new = [_topic_of(at, known[id]) for id in known if id in ticked - here.keys()]
    if OWN in ticked:
        new.append(Topic(id=at.env.new_id()))
    topics = (*(one for id, one in here.items() if id in ticked), *new)
    if consent.topics == topics and consent.unsaid == (UNSAID in ticked):
        return chosen
    consent = replace(consent, topics=topics, unsaid=UNSAID in ticked)
    aside = {**chosen.put_aside, **here}
    known_before = chosen.put_aside.values()
    unread = _unread(one for one in new if one.question and one not in known_before)
    return replace(chosen, consent=consent, put_aside=aside, out=chosen.out | unread)


def _unread(topics: Iterable[Topic]) -> frozenset[Spot]:
    """What was typed at a card waits outside until the screen that shows it was gone through."""
    return frozenset(Spot(Part.HAPPENED, one.id) for one in topics if one.happened)


def _topic_of(at: Writing, candidate: Candidate | Topic) -> Topic:
    """A topic as it was worded before, or as it is offered."""
    if isinstance(candidate, Topic):
        return candidate
    return Topic(
        id=at.env.new_id(),
        question=candidate.question,
        point=candidate.point,
        about=candidate.about,
        happened=candidate.happened,
        jot=candidate.jot,
    )


def _word_topic(at: Writing, chosen: Chosen, *, id: str) -> tuple[Chosen, Turn]:
    """Put a topic into words; every field is begun, and each may stay empty."""
    topics = chosen.consent.topics
    place, topic = next((place, one) for place, one in enumerate(topics) if one.id == id)
    known = {one.id: one for one in at.offered.topics}
    candidate = known.get(_called(topic))
    names = _fields(candidate)
    form = _topic_form(at, topic, candidate, place=place + 1, of=len(topics))
    texts, turn = fill_in(at.prompter, form)
    chosen = _with_words(chosen, topic, names, texts)
    if turn is Turn.ON:
        chosen = replace(chosen, out=chosen.out - {Spot(Part.HAPPENED, id)})
    return chosen, turn


def _fields(candidate: Candidate | None) -> tuple[str, ...]:
    """What is asked of a topic; one of the person's own needs no sentence before the story."""
    return WORDED if candidate is not None and candidate.about else WORDED[1:]


def _topic_form(
    at: Writing, topic: Topic, candidate: Candidate | None, *, place: int, of: int
) -> Form:
    names = _fields(candidate)
    starter = candidate.starter if candidate is not None else None
    begun = {
        "happened": _begun_with("happened" if place == 1 else "happened-too"),
        "wish": _begun_with("wish"),
    }
    examples = {"happened": "event", "effect": "effect", "wish": "wish"}
    fields = [
        Field(
            title=say_of("topics.field", name),
            text=getattr(topic, name) or begun.get(name, ""),
            begun="" if getattr(topic, name) else begun.get(name, ""),
            hint=_hint(name, candidate),
            example=getattr(starter, examples.get(name, ""), "") or _example(at, name),
            name=name,
        )
        for name in names
    ]
    return Form(
        fields=tuple(fields),
        heading=(candidate and candidate.about) or say("topics.in-own-words"),
        aside=say("topics.place", place=place, of=of),
        below=tuple(Paragraph(one, quiet=True) for one in _sayings(starter, "small", *REPLIES)),
        name="topic",
        begin=names.index("happened"),
    )


def _hint(name: str, candidate: Candidate | None) -> str:
    """That a field may stay empty; or where its text comes from, right beside it."""
    if name == "about":
        return ""
    if name != "happened":
        return say("topics.may-stay-empty")
    noted = candidate is not None and candidate.question and candidate.happened
    return say("topics.noted" if noted else "topics.as-you-say-it")


def _begun_with(name: str) -> str:
    """How a field begins for the person, who goes on behind a blank."""
    return f"{say_of('topics.begun', name)} "


def _example(at: Writing, name: str) -> str:
    """What a field could read like, where the topic brings no example of its own."""
    if name == "effect":
        return say_of("topics.example-effect", _setting(at))
    if name == "hard":
        return say_of("topics.example-hard", _setting(at))
    if name == "wish":
        return say_of("topics.example-wish", _setting(at))
    return say_of("topics.example", name) if name != "about" else ""


def _setting(at: Writing) -> str:
    """How the person comes, for words that fit: sent by someone, new, or as most do."""
    if not at.check_in.own_choice:
        return "sent"
    return "early" if at.check_in.stage is Stage.FIRST_SESSIONS else "usual"


def _with_words(chosen: Chosen, topic: Topic, names: Sequence[str], texts: Sequence[str]) -> Chosen:
    """With a topic in these words; what was only begun for the person is nothing."""
    begun = [_begun_with(one) for one in ("happened", "happened-too", "wish")]
    typed = (_without_begun(text, begun) for text in texts)
    worded = replace(topic, **dict(zip(names, typed, strict=False)))
    chosen = chosen.changed(
        topics=tuple(worded if one.id == topic.id else one for one in chosen.consent.topics)
    )
    return _without_what_was_offered(chosen, topic, worded)


def _without_begun(text: str, begun: Iterable[str]) -> str:
    """What was typed behind one of these beginnings, with one blank; alone it is nothing."""
    for one in begun:
        if text == one.strip():
            return ""
        if text.startswith(one):
            return one + text.removeprefix(one).lstrip()
    return text


def _without_what_was_offered(chosen: Chosen, before: Topic, now: Topic) -> Chosen:
    """A story that begins by itself needs no sentence of ours; one that does not has it again.

    All who began a story by themselves in the trials took that sentence out again.
    """
    offered = Spot(Part.ABOUT, now.id)
    if now.about != before.about or begins_itself(now.happened) == begins_itself(before.happened):
        return chosen
    out = chosen.out | {offered} if begins_itself(now.happened) else chosen.out - {offered}
    return replace(chosen, out=out)


def _say_what_helps(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Only that there is something, and what would make it easier to say."""
    typed, turn = _type_begun(at, "easier", chosen.consent.easier)
    return chosen.changed(easier=typed), turn


def _type_begun(at: Writing, name: str, stands: str) -> tuple[str, Turn]:
    """What the person types in a field that is begun for them; left as it is, it is nothing."""
    begun = _begun_with(name)
    field = Field(
        title=say_of("topics.field", name),
        text=stands or begun,
        begun="" if stands else begun,
        hint=say("topics.may-stay-empty"),
        example=say_of("topics.example", name),
        name=name,
    )
    typed, turn = type_in(at.prompter, field)
    return _without_begun(typed, (begun,)), turn


def _left(at: Writing, chosen: Chosen) -> list[Candidate]:
    """The thoughts that were offered and are no topic."""
    taken = {one.jot for one in chosen.consent.topics}
    return [one for one in at.offered.topics if one.jot and one.jot not in taken]


def _settle_thoughts(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Which of the thoughts that are no topic are still for next time; the others are let go."""
    left = _left(at, chosen)
    ids = frozenset(one.jot for one in left)
    ticked, turn = tick(
        at.prompter,
        Ticks(
            title=say("topics.thoughts"),
            options=tuple(Option(one.jot, one.label) for one in left),
            ticked=ids - chosen.let_go,
            name="thoughts",
            heading=say("topics.heading"),
        ),
    )
    # At a pause nothing is let go that Enter had not let go before.
    may_go = chosen.let_go if turn is Turn.PAUSE else ids
    return replace(chosen, let_go=(ids & may_go) - ticked), turn


def _choose_keep(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """What works, by weight; also a line of the person's own."""
    usual = chosen.consent.talk in (Talk.THROUGH, Talk.HEARD)
    is_early = usual and at.check_in.stage is Stage.FIRST_SESSIONS
    title = say("topics.keep-early") if is_early else say_of("topics.keep", chosen.consent.talk)
    ticks = Ticks(
        title=title, options=(), most=MOST_KEPT, name="keep", heading=say("topics.heading")
    )
    return _pick_lines(at, chosen, Part.KEEP, at.offered.keep, ticks, own=title)


def _choose_unsure(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    ticks = Ticks(
        title=say("topics.unsure"),
        options=(),
        most=MOST_UNSURE,
        name="unsure",
        heading=say("topics.heading"),
    )
    return _pick_lines(at, chosen, Part.UNSURE, at.offered.unsure, ticks)


def _pick_lines(
    at: Writing, chosen: Chosen, part: Part, offered: Sequence[Line], ticks: Ticks, own: str = ""
) -> tuple[Chosen, Turn]:
    """Lines of a part to tick, each as it last read; `own` asks for one in the person's words."""
    known = chosen.to_pick(part, offered)
    options = [Option(OWN, say("topics.own-line"))] if own else []
    options += [Option(source, line.text) for source, line in known.items()]
    ticked, turn = tick(
        at.prompter, replace(ticks, options=tuple(options), ticked=chosen.picked(part))
    )
    lines = [line for source, line in known.items() if source in ticked]
    if OWN in ticked and turn is Turn.ON:
        words, from_own = type_in(at.prompter, Field(title=own, name=f"{ticks.name}-own"))
        if words:
            lines.insert(0, Line(source=f"own.{at.env.new_id()}", text=words))
        # Back from the field is back to this list, where the line now stands.
        turn = Turn.AGAIN if from_own is Turn.BACK else from_own
    return chosen.picking(part, tuple(lines)), turn


def _choose_again(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """When to look again; a number of sessions comes to a day for who meets every week."""
    today, consent = local_day(at.env.now()), chosen.consent
    days = {key: today + timedelta(weeks=weeks) for key, weeks in AGAIN.items() if weeks}
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


def _choose_differently(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    text = chosen.consent.differently
    field = Field(title=say("topics.differently"), text=text, name="differently")
    words, turn = type_in(at.prompter, field)
    return chosen.changed(differently=words), turn


def _agree(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Show the note as it will be, and change it until it is right."""
    picked = ask_if_right(at.env, at.prompter, at.check_in, chosen, at.careful)
    if picked in TURNS:
        return chosen, TURNS[picked]
    chosen, turn = _change(at, chosen, picked)
    return chosen, turn if turn is Turn.PAUSE else Turn.AGAIN


TURNS: dict[str, Turn] = {"right": Turn.ON, "none": Turn.AWAY, Action.BACK: Turn.BACK}


def _change(at: Writing, chosen: Chosen, way: str) -> tuple[Chosen, Turn]:
    """One change to a note that was shown."""
    match way:
        case "lines":
            return tick_lines(at.prompter, chosen)
        case "words":
            return _change_words(at, chosen)
        case "order":
            return put_in_order(at.prompter, chosen), Turn.ON
        case "topics":
            known = frozenset(one.id for one in chosen.consent.topics)
            return _walk(at, chosen, partial(_topic_screens, known=known))
        case _:
            return _add_more(at, chosen)


def _change_words(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Let the person change how a line reads; a line without words is taken out."""
    spot = choose_line(at.prompter, chosen)
    if spot is None:
        return chosen, Turn.BACK
    text = chosen.lines[spot]
    words, turn = type_in(at.prompter, Field(title=say("consent.words"), text=text, name="words"))
    return chosen.reading(spot, words), turn


def _add_more(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Go back to one of the screens, and return from it."""
    ways: dict[str, Screen] = {
        "talk": _choose_talk,
        "keep": _choose_keep,
        **({"unsure": _choose_unsure} if at.offered.unsure else {}),
        **({"again": _choose_again} if at.check_in.stage is not Stage.ENDING else {}),
        "differently": _choose_differently,
    }
    way = at.prompter.select(
        Menu(
            title=say("topics.more.title"),
            options=tuple(Option(one, say_of("topics.more", one)) for one in ways),
            back=True,
            name="more",
        )
    )
    return (chosen, Turn.BACK) if isinstance(way, Action) else ways[way](at, chosen)


def _deliver(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    page = build_note(at.check_in, chosen.taken(), at.env)
    place = hand_over(at.env, at.prompter, partial(render_note, page), letter(page))
    return (chosen, Turn.BACK) if place is None else (replace(chosen, place=place), Turn.ON)


def _tell_how(at: Writing, candidates: Mapping[str, Candidate], line: str) -> None:
    """How to bring up what a line is about."""
    starter = candidates[line].starter if line in candidates else None
    told = how_to_say(starter) if starter is not None else ()
    title = say("topics.saying.title")
    at.prompter.page(title, told or (Paragraph(say("topics.saying.none")),))


def how_to_say(starter: Starter) -> Blocks:
    """A smaller step, a question instead, and what a reply may look like."""
    lines = map(Bullet, _sayings(starter, "small", "ask", *REPLIES))
    clumsy = Paragraph(say("sayings.clumsy-first-reply"))
    return (*lines, *(() if starter.careful else (clumsy,)))


def _sayings(starter: Starter | None, *names: str) -> list[str]:
    """What there is of these words for bringing a topic up."""
    words = {name: getattr(starter, name, "") for name in names}
    return [say_of("topics.saying", name, words=it) for name, it in words.items() if it]
