"""The topics of a note: which ones, and in which words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from fitcheck.checkin.note.candidates import Candidate
from fitcheck.checkin.note.chosen import Chosen, Part, Spot
from fitcheck.checkin.note.hand import TYPED
from fitcheck.checkin.note.writing import (
    OWN,
    Screen,
    Writing,
    begun_field,
    begun_with,
    without_begun,
)
from fitcheck.checkin.steps import Turn, fill_in, tick
from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.questions.model import Starter
from fitcheck.report import MOST_TOPICS
from fitcheck.store.records import Topic
from fitcheck.terminal.prompts import Action, Field, Form, Option, Ticks
from fitcheck.texts import say, say_lines, say_lines_of, say_of
from fitcheck.vocabulary import Talk

UNSAID = "unsaid"
"""What can be ticked beside the topics that are offered."""

REPLIES = ("good", "poor")


def topic_screens(chosen: Chosen, known: frozenset[str] | None = None) -> list[Screen]:
    """The list of topics, and one screen for each; of those that are known, none."""
    words: list[Screen] = [
        partial(_word_topic, id=one.id)
        for one in chosen.consent.topics
        if known is None or one.id not in known
    ]
    asks_easier = chosen.consent.unsaid and (known is None or not chosen.consent.easier)
    return [_choose_topics, *words, *([_say_that_there_is_something] if asks_easier else [])]


def words_a_topic(screen: Screen) -> bool:
    """Whether a screen is one where a topic is put into words."""
    return isinstance(screen, partial) and screen.func is _word_topic


def _choose_topics(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    consent, known = chosen.consent, {one.id: one for one in at.offered.topics}
    gives_thanks = consent.talk is Talk.THANKS
    here = {called(one): one for one in consent.topics}
    worded = {**chosen.put_aside, **here}
    first_jot = next((one.id for one in at.offered.topics if one.jot), "")
    others = {
        id: one.words or say("topics.in-own-words")
        for id, one in worded.items()
        if id not in known and (one.words or id in here)
    }
    options = [
        Option(OWN, say("topics.own")),
        *(
            Option(
                one.id,
                worded.get(one.id, _UNWORDED).about or one.label,
                above=say("topics.jots") if one.id == first_jot else "",
            )
            for one in at.offered.topics
        ),
        *(Option(id, text) for id, text in others.items()),
    ]
    # Nobody should have to leaf for it; who comes to say thank you need not begin with it.
    options.insert(len(options) if gives_thanks else 1, Option(UNSAID, say("topics.unsaid")))
    ticked, turn = tick(
        at.prompter,
        Ticks(
            title=say_of("topics.title", "thanks" if gives_thanks else at.setting),
            options=tuple(options),
            ticked=frozenset(here) | ({UNSAID} if consent.unsaid else set()),
            body=(*at.careful, Paragraph(say("topics.one-fills-it"), quiet=True)),
            most=MOST_TOPICS,
            name="topics",
            heading=say("topics.heading"),
            actions=frozenset({Action.WHY}),
        ),
        partial(_tell_how, at, known),
    )
    return _with_topics(at, chosen, ticked), turn


_UNWORDED = Topic()


def called(topic: Topic) -> str:
    """What a topic is called in the list."""
    if topic.jot:
        return f"jot.{topic.jot}"
    return f"topic.{topic.question}" if topic.question else f"own.{topic.id}"


def _with_topics(at: Writing, chosen: Chosen, ticked: frozenset[str]) -> Chosen:
    """The topics that are ticked: those that were worded as they stand, then the new ones."""
    consent = chosen.consent
    here = {called(one): one for one in consent.topics}
    known: dict[str, Candidate | Topic] = {one.id: one for one in at.offered.topics}
    known |= chosen.put_aside
    new = [_topic_of(at, known[id]) for id in known if id in ticked - here.keys()]
    if OWN in ticked:
        new.append(Topic(id=at.env.new_id()))
    topics = (*(one for id, one in here.items() if id in ticked), *new)
    unsaid = (consent.unsaid or say("note.unsaid")) if UNSAID in ticked else ""
    if consent.topics == topics and consent.unsaid == unsaid:
        return chosen
    consent = replace(consent, topics=topics, unsaid=unsaid)
    aside = {**chosen.put_aside, **here}
    known_before = chosen.put_aside.values()
    unread = unread_spots(one for one in new if one.question and one not in known_before)
    return replace(chosen, consent=consent, put_aside=aside, out=chosen.out | unread)


def unread_spots(topics: Iterable[Topic]) -> frozenset[Spot]:
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
    candidate = known.get(called(topic))
    form = _topic_form(
        at, topic, candidate, place=place + 1, of=len(topics) + bool(chosen.consent.unsaid)
    )
    texts, turn = fill_in(at.prompter, form)
    # Whoever went through it once has seen what is in it, also where they come back later.
    topic = replace(topic, gone_through=topic.gone_through or turn is Turn.ON)
    chosen = _with_words(chosen, topic, texts)
    if turn is Turn.ON:
        chosen = replace(chosen, out=chosen.out - {Spot(Part.HAPPENED, id)})
    return chosen, turn


def _topic_form(
    at: Writing, topic: Topic, candidate: Candidate | None, *, place: int, of: int
) -> Form:
    starter = candidate.starter if candidate is not None else None
    begun = {
        "happened": f"{say_lines('topics.begun-by-place')[place - 1]} ",
        "wish": begun_with("wish"),
    }
    # What somebody who was sent brings of their own is seldom about being sent.
    setting = "usual" if candidate is None and at.setting == "sent" else at.setting
    fields = [
        Field(
            title=say_of("topics.field", name),
            text=getattr(topic, name) or begun.get(name, ""),
            begun="" if getattr(topic, name) else begun.get(name, ""),
            hint=_where_from(candidate) if name == "happened" else "",
            optional=name != "happened",
            example=_example(starter, setting, name, place),
            name=name,
        )
        for name in TYPED
    ]
    about = topic.about or (candidate.about if candidate is not None else "")
    return Form(
        fields=tuple(fields),
        heading=about or (candidate.label if candidate is not None else say("topics.in-own-words")),
        aside=say("topics.place", place=place, of=of),
        body=(Paragraph(say("topics.with-nothing-typed"), quiet=True),) if about else (),
        below=tuple(Paragraph(one, quiet=True) for one in _sayings(starter, "small", *REPLIES)),
        name="topic",
    )


def _where_from(candidate: Candidate | None) -> str:
    """Where the text of a story comes from, right beside it."""
    noted = candidate is not None and candidate.question and candidate.happened
    return say("topics.noted" if noted else "topics.as-you-say-it")


def _example(starter: Starter | None, setting: str, name: str, place: int) -> str:
    """What a field could read like, begun as the field of a topic in its place is."""
    # Another one for each topic: nobody reads the same one three times.
    usual = {
        "happened": say_lines_of("topics.example-happened", setting),
        "hard": say_lines_of("topics.example-hard", setting),
        "wish": say_lines_of("topics.example-wish", setting),
    }
    example = getattr(starter, name, "") or usual[name][place - 1]
    first, *_ = beginnings = say_lines("topics.begun-by-place")
    return example.replace(first, beginnings[place - 1], 1)


def _with_words(chosen: Chosen, topic: Topic, texts: Sequence[str]) -> Chosen:
    """With a topic in these words; what was only begun for the person is nothing."""
    begun = [*(f"{one} " for one in say_lines("topics.begun-by-place")), begun_with("wish")]
    typed = (without_begun(text, begun) for text in texts)
    worded = replace(topic, **dict(zip(TYPED, typed, strict=True)))
    chosen = chosen.changed(
        topics=tuple(worded if one.id == topic.id else one for one in chosen.consent.topics)
    )
    return _without_what_was_offered(chosen, topic, worded)


def _without_what_was_offered(chosen: Chosen, before: Topic, now: Topic) -> Chosen:
    """A story that was typed here needs no sentence of ours; one that was emptied has it again.

    All who told one in the trials took that sentence out again.
    """
    offered = Spot(Part.ABOUT, now.id)
    if now.happened == before.happened:
        return chosen
    out = chosen.out | {offered} if now.happened else chosen.out - {offered}
    return replace(chosen, out=out)


def _say_that_there_is_something(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Only that there is something, in which words, and what would make it easier to say."""
    consent = chosen.consent
    # A blank behind it, so that whoever types on begins a word.
    words = Field(say_of("topics.field", "unsaid"), text=f"{consent.unsaid} ", name="unsaid")
    form = Form((words, begun_field("easier", consent.easier)), name="unsaid")
    (unsaid, easier), turn = fill_in(at.prompter, form)
    easier = without_begun(easier, (begun_with("easier"),))
    return chosen.changed(unsaid=unsaid.strip(), easier=easier), turn


def thoughts_left(at: Writing, chosen: Chosen) -> list[Candidate]:
    """The thoughts that were offered and are no topic."""
    taken = {one.jot for one in chosen.consent.topics}
    return [one for one in at.offered.topics if one.jot and one.jot not in taken]


def settle_thoughts(at: Writing, chosen: Chosen) -> tuple[Chosen, Turn]:
    """Which of the thoughts that are no topic are still for next time; the others are let go."""
    left = thoughts_left(at, chosen)
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


def _tell_how(at: Writing, candidates: Mapping[str, Candidate], line: str) -> None:
    """How to bring up what a line is about, below the line itself."""
    candidate = candidates.get(line)
    about = (Paragraph(candidate.label),) if candidate is not None else ()
    starter = candidate.starter if candidate is not None else None
    told = how_to_say(starter) if starter is not None else ()
    no_words = line if line in (OWN, UNSAID) else "none"
    title = say("topics.saying.title")
    at.prompter.page(title, (*about, *(told or (Paragraph(say_of("topics.saying", no_words)),))))


def how_to_say(starter: Starter) -> Blocks:
    """A smaller step, a question instead, and what a reply may look like."""
    lines = map(Bullet, _sayings(starter, "small", "ask", *REPLIES))
    clumsy = Paragraph(say("sayings.clumsy-first-reply"))
    return (*lines, *(() if starter.careful else (clumsy,)))


def _sayings(starter: Starter | None, *names: str) -> list[str]:
    """What there is of these words for bringing a topic up."""
    words = {name: getattr(starter, name, "") for name in names}
    return [say_of("topics.saying", name, words=it) for name, it in words.items() if it]
