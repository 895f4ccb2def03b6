"""Everything that could go into the note of one check-in; nothing of it is ticked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from fitcheck.questions.answers import Item
from fitcheck.questions.clean import fold_label
from fitcheck.questions.compare import from_best
from fitcheck.questions.model import Bank, Starter
from fitcheck.questions.score import MENDED, Finding
from fitcheck.questions.sentences import line_sentence, sentence_for
from fitcheck.store.records import CheckIn, Jot, Line
from fitcheck.texts import say, say_day
from fitcheck.views.stand_outs import flagged_answers, grave_answers, judged_answers, point_of
from fitcheck.vocabulary import Form, Gap, Kind, Level

MOST_STRENGTHS = 6
MOST_UNSURE = 6


class Candidate(msgspec.Struct, frozen=True):
    """A topic that could be picked: an answer, a ticked line, or a thought for next time."""

    id: str
    """What it is called while it is chosen."""
    label: str
    """How it reads in the list."""
    about: str = ""
    """The sentence for the therapist; empty where today's questions have none for it."""
    happened: str = ""
    """What the person wrote about it before: at that card, or as a thought for next time."""
    question: str = ""
    jot: str = ""
    point: int | None = None
    starter: Starter | None = None
    """Words for bringing it up."""
    is_careful: bool = False
    """Whether someone outside may be asked first: it stands last, under that line."""


class Candidates(msgspec.Struct, frozen=True):
    """What a person can choose from, by where it would stand."""

    topics: tuple[Candidate, ...] = ()
    keep: tuple[Line, ...] = ()
    unsure: tuple[Line, ...] = ()
    matters: tuple[Line, ...] = ()
    """Before booking: what matters to the person."""
    calls: tuple[Line, ...] = ()
    """Before booking: the questions that are still open."""

    @property
    def is_careful(self) -> bool:
        """Whether someone outside may be asked first because of a topic."""
        return any(one.is_careful for one in self.topics)


def gather_candidates(bank: Bank, check_in: CheckIn, jots: Sequence[Jot] = ()) -> Candidates:
    """What can be chosen for a session.

    First comes what many bring up where this person is, then the answers by their weight;
    those come last of which someone outside may hear first. Private answers can become a
    topic, for a topic is only ever ticked by hand; they are never among the good or the
    unsure lines.
    """
    if check_in.form is Form.LOOKING:
        return _for_call(bank, check_in)
    careful = grave_answers(check_in)
    items = check_in.responses.items
    found = (
        item for item in flagged_answers(check_in.responses) if item.id not in check_in.not_now
    )
    answers = (_of_answer(bank, check_in, item, careful) for item in found)
    ticked = (one for item in items for one in _of_ticks(bank, item))
    return Candidates(
        topics=tuple(
            sorted(
                (
                    *_openings(bank, check_in),
                    *answers,
                    *ticked,
                    *map(_of_jot, _about(check_in, jots)),
                ),
                key=lambda one: one.is_careful,
            )
        ),
        keep=tuple(_strengths(bank, check_in)),
        unsure=tuple(
            _line(bank, check_in, item)
            for item in items
            if item.gap is Gap.NOT_SURE and not item.private and sentence_for(bank, item)
        )[:MOST_UNSURE],
    )


def _openings(bank: Bank, check_in: CheckIn) -> Iterator[Candidate]:
    """What many want to bring up where this person is, whatever was answered."""
    for one in bank.openings:
        fits = not one.stages or check_in.stage in one.stages
        if fits and not (one.is_for_sent and check_in.own_choice):
            yield Candidate(
                id=f"topic.{one.id}",
                label=one.about,
                about=one.about,
                question=one.id,
                starter=bank.starters.get(one.starter),
            )


def _of_answer(bank: Bank, check_in: CheckIn, item: Item, careful: frozenset[str]) -> Candidate:
    about = sentence_for(bank, item)
    question = bank.question(item.id)
    return Candidate(
        id=f"topic.{item.id}",
        label=about or say("topics.statement", statement=item.text, answer=item.label),
        about=about,
        happened=item.note.strip(),
        question=item.id,
        point=point_of(item, check_in.responses),
        starter=bank.starters.get(question.starter or "") if question is not None else None,
        is_careful=item.id in careful,
    )


def _of_ticks(bank: Bank, item: Item) -> Iterator[Candidate]:
    """What was ticked is offered by name, each line for itself."""
    starters = {
        line.asked.id: line.starter
        for each in bank.questionnaires
        for question in each.ticks
        for line in question.lines
    }
    for line in item.asked.lines:
        if line.id in item.reply.ticked:
            about = line_sentence(bank, line)
            starter = bank.starters.get(starters.get(line.id) or "")
            yield Candidate(
                id=f"topic.{line.id}",
                label=about or line.text,
                about=about,
                question=line.id,
                starter=starter,
            )


def _about(check_in: CheckIn, jots: Iterable[Jot]) -> Iterator[Jot]:
    """The thoughts that are about this therapist, or about none by name."""
    label = fold_label(check_in.therapist)
    return (jot for jot in jots if fold_label(jot.therapist) in ("", label))


def _of_jot(jot: Jot) -> Candidate:
    told = say("topics.jot", day=say_day(jot.at), words=jot.text)
    return Candidate(id=f"jot.{jot.id}", label=told, happened=jot.text.strip(), jot=jot.id)


def _strengths(bank: Bank, check_in: CheckIn) -> list[Line]:
    """What works: what was mended first, then one of each theme before a second one of any."""
    good = [
        (finding.rule != MENDED, from_best(item, check_in.responses), item)
        for item, finding in judged_answers(check_in.responses)
        if not item.private
        and finding.level is Level.OK
        and _says_that_it_works(item, finding)
        and sentence_for(bank, item)
    ]
    good.sort(key=lambda one: one[:2])
    seen: dict[str, int] = {}
    ranked: list[tuple[int, Item]] = []
    for _, _, item in good:
        theme = item.theme or ""
        ranked.append((seen.get(theme, 0), item))
        seen[theme] = seen.get(theme, 0) + 1
    ranked.sort(key=lambda pair: pair[0])
    return [_line(bank, check_in, item) for _, item in ranked[:MOST_STRENGTHS]]


def _says_that_it_works(item: Item, finding: Finding) -> bool:
    """Whether an answer says that something works, and not only that trouble is absent."""
    return item.kind in (Kind.GOOD, Kind.FIT) or finding.rule == MENDED


def _line(bank: Bank, check_in: CheckIn, item: Item) -> Line:
    point = point_of(item, check_in.responses)
    return Line(source=item.id, text=sentence_for(bank, item), point=point)


def _for_call(bank: Bank, check_in: CheckIn) -> Candidates:
    """Before booking: what matters to the person, and the questions that are still open."""
    items = check_in.responses.items
    most = {each.id: each.matters[0] for each in bank.looking if each.matters}
    return Candidates(
        matters=tuple(_line(bank, check_in, one) for one in items if sentence_for(bank, one)),
        calls=tuple(
            Line(source=one.id, text=one.asked.ask)
            for one in items
            if one.asked.ask and _is_open(most, one)
        ),
    )


def _is_open(most: Mapping[str, str], item: Item) -> bool:
    """Whether an answer before booking leaves something to ask; `most` says what matters most."""
    if item.asked.list in most:
        return item.reply.choice == most[item.asked.list]
    return item.reply.choice in ("no", "partly") or item.gap is Gap.NOT_SURE
