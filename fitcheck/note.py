"""The second sitting: from a finished check-in to a note in the hand.

What leaves for a therapist is chosen here line by line. The choices end as one
`Consent`, and the note is built from that and from nothing else.
"""

from fitcheck.ask import Face, Field, Menu, Move, Option, Ticks
from fitcheck.blocks import Block, Blocks, Bullet, Paragraph
from fitcheck.consent import agree_on
from fitcheck.env import Env
from fitcheck.offer import Candidate, Offer, call_lines, offer
from fitcheck.questions.model import Bank, Starter
from fitcheck.questions.text import clean
from fitcheck.records import CheckIn, Consent, Line, Topic
from fitcheck.report import MOST_TOPICS
from fitcheck.words import Form, Stage

MOST_KEPT = 3
MOST_UNSURE = 2

OWN = "own"
UNSAID = "unsaid"

AIMS = {
    "heard": "I would like just to be heard.",
    "understand": "I would like us to understand each other.",
    "change": "I would like us to change something.",
    "goals": "I would like us to look at our goals again.",
    "ending": "I would like us to talk about ending.",
}

AGAIN = {
    "two": "I would like us to look again in two sessions.",
    "four": "I would like us to look again in about four sessions.",
    "later": "I would like us to look again when one of us asks for it.",
}


def choose_note(
    env: Env,
    face: Face,
    bank: Bank,
    check_in: CheckIn,
    *,
    before: Consent | None = None,
    outside_help_first: bool = False,
) -> Consent | None:
    """Let a person choose every line of their note; None where they want none after all.

    `before` is what they chose last time for this check-in.
    """
    if not check_in.own_choice:
        face.page("Before you write it", (Paragraph(bank.sayings["mandated"]),))
    offered = offer(check_in, outside_help_first=outside_help_first)
    if before is None:
        before = _first_choice(env, face, bank, check_in, offered)
    return agree_on(env, face, check_in, before, offered)


def _first_choice(env: Env, face: Face, bank: Bank, check_in: CheckIn, offered: Offer) -> Consent:
    if check_in.form is Form.LOOKING:
        return _choose_call(face, check_in)
    return _choose_session(face, bank, check_in, offered, env)


def _choose_call(face: Face, check_in: CheckIn) -> Consent:
    """Before booking: which of the open questions to ask in a first call."""
    matters, questions = call_lines(check_in)
    everything = frozenset(line.source for line in questions)
    ticked = face.tick(
        Ticks(
            title="Which questions would you like to ask?",
            options=tuple(Option(line.source, line.text) for line in questions),
            ticked=everything,
            name="call-questions",
        )
    )
    if isinstance(ticked, Move):
        ticked = everything
    return Consent(keep=matters, unsure=tuple(line for line in questions if line.source in ticked))


def _choose_session(face: Face, bank: Bank, check_in: CheckIn, offered: Offer, env: Env) -> Consent:
    topics, unsaid = _choose_topics(face, bank, offered, env)
    keep = _choose_lines(
        face, "What works, and should stay? At most three.", offered.keep, MOST_KEPT, "keep"
    )
    unsure = _choose_lines(
        face, "What you were unsure about: ask about it?", offered.unsure, MOST_UNSURE, "unsure"
    )
    return Consent(
        aim=_choose_sentence(face, "What would you like from this talk?", _aims(check_in), "aim"),
        topics=topics,
        unsaid=unsaid,
        keep=keep,
        unsure=unsure,
        again=_choose_sentence(face, "When to look again?", AGAIN, "again")
        if check_in.stage is not Stage.ENDING
        else "",
    )


def _aims(check_in: CheckIn) -> dict[str, str]:
    """The aims to choose from; whoever was sent is not asked about ending (design, 2)."""
    return {key: words for key, words in AIMS.items() if key != "ending" or check_in.own_choice}


def _choose_topics(
    face: Face, bank: Bank, offered: Offer, env: Env
) -> tuple[tuple[Topic, ...], bool]:
    by_id = {one.id: one for one in offered.topics}
    ticked = face.tick(
        Ticks(
            title="What would you like to bring up? At most three, and none is fine too.",
            options=(
                *(Option(one.id, one.line.text) for one in offered.topics),
                Option(OWN, "Something else, in my own words"),
                Option(UNSAID, "Only this: there is something I have not said yet"),
            ),
            most=MOST_TOPICS,
            name="topics",
        )
    )
    if isinstance(ticked, Move):
        return (), False
    topics = [_word_topic(face, bank, one, env) for id, one in by_id.items() if id in ticked]
    if OWN in ticked:
        blank = Candidate("topic", Line(source="", text=""))
        topics.append(_word_topic(face, bank, blank, env))
    return tuple(topics), UNSAID in ticked


def _word_topic(face: Face, bank: Bank, candidate: Candidate, env: Env) -> Topic:
    """Put a topic into words: event, effect, wish; the event begins as their own answer."""
    starter = _starter(bank, candidate)
    body: list[Block] = []
    if candidate.item is not None and candidate.item.note:
        body.append(Paragraph(f"Your note: {candidate.item.note}"))
    topic = Topic(
        id=env.new_id(),
        question=candidate.line.source,
        point=candidate.line.point,
        happened=_ask_words(
            face,
            "What happened, or what is it about?",
            candidate.line.text,
            (*body, *_example(starter.event if starter else "")),
            "happened",
        ),
        effect=_ask_words(
            face,
            "How is that for you? You can leave it empty.",
            "",
            _example(starter.effect if starter else ""),
            "effect",
        ),
        wish=_ask_words(
            face,
            "What do you wish for? You can leave it empty.",
            "",
            _example(starter.wish if starter else ""),
            "wish",
        ),
    )
    if starter is not None:
        face.page("Bringing it up", how_to_say(bank, starter))
    return topic


def how_to_say(bank: Bank, starter: Starter) -> Blocks:
    """A smaller step, a question instead, and what a reply may look like."""
    told = (
        ("A smaller step", starter.small),
        ("As a question", starter.ask),
        ("A good reply may look like this", starter.good),
        ("A poor reply, and what then", starter.poor),
    )
    lines = tuple(Bullet(f"{title}: {text}") for title, text in told if text)
    return (*lines, Paragraph(bank.sayings["clumsy-first-reply"]))


def _starter(bank: Bank, candidate: Candidate) -> Starter | None:
    question = next((q for q in bank.questions if q.id == candidate.line.source), None)
    return bank.starters.get(question.starter or "") if question is not None else None


def _example(text: str) -> Blocks:
    return (Paragraph(f"For example: {text}", quiet=True),) if text else ()


def _ask_words(face: Face, title: str, text: str, body: Blocks, name: str) -> str:
    typed = face.write(Field(title=title, text=text, body=body, own_words=True, name=name))
    return text if isinstance(typed, Move) else clean(typed).strip()


def _choose_lines(
    face: Face, title: str, offered: tuple[Candidate, ...], most: int, name: str
) -> tuple[Line, ...]:
    if not offered:
        return ()
    options = tuple(Option(one.id, one.line.text) for one in offered)
    ticked = face.tick(Ticks(title=title, options=options, most=most, name=name))
    if isinstance(ticked, Move):
        return ()
    return tuple(one.line for one in offered if one.id in ticked)


def _choose_sentence(face: Face, title: str, sentences: dict[str, str], name: str) -> str:
    options = tuple(Option(key, words) for key, words in sentences.items())
    picked = face.choose(
        Menu(
            title=title,
            options=(*options, Option("none", "Leave this out")),
            name=name,
            silent="none",
        )
    )
    return "" if isinstance(picked, Move) else sentences.get(picked, "")
