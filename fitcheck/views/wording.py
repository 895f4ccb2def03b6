"""What was said, and why it is read as it is, in words."""

from collections.abc import Sequence

from fitcheck.document import Answered
from fitcheck.questions.answers import Item, Reply, Responses
from fitcheck.questions.model import AskedLine, FollowUpCard
from fitcheck.questions.score import MENDED, UNCOUNTED, Finding, PointResult, ThemeResult
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Kind, Level, Status

REASONS = ("alone", "worse-after", "never-talked", "still-as-hard", MENDED)
"""The rules that say why one answer is read as it is (design, section 5)."""


# An answer ---------------------------------------------------------------------------


def is_counted(item: Item) -> bool:
    """Whether a question is of those that are counted: facts and ticks are told only."""
    return item.kind not in UNCOUNTED and not item.asked.list


def answer_block(item: Item, responses: Responses, *, reason: str = "", note: str = "") -> Answered:
    """A statement with its answer beside it, and what came of it where it is an event."""
    return Answered(
        item.text,
        answer_word(item, responses),
        detail=answer_detail(item, responses),
        reason=reason,
        note=note,
    )


def answer_word(item: Item | None, responses: Responses) -> str:
    """The answer alone, as its scale calls it, or the gap."""
    if item is None:
        return say("answer.not-asked")
    if item.gap is not None:
        return say_of("answer.gap", item.gap)
    if item.reply.ticked:
        return " ".join(line.text for line in ticked_in(item))
    if item.kind is Kind.TICKS:
        return say("answer.none-ticked")
    return responses.scales[item.scale].label(item.reply.choice or "")


def ticked_in(item: Item) -> tuple[AskedLine, ...]:
    """The lines of a card that were ticked."""
    return tuple(line for line in item.asked.lines if line.id in item.reply.ticked)


def answer_detail(item: Item | None, responses: Responses) -> str:
    """What came of an event, in one line; empty for all else."""
    if item is None or item.kind is not Kind.EVENT:
        return ""
    talked = _label(responses, responses.talked, item.talked)
    after = _label(responses, responses.after, item.after)
    if talked and after:
        return say("answer.talked-and-after", talked=talked, after=after)
    if talked:
        return say("answer.talked", talked=talked)
    return say("answer.after", after=after) if after else ""


def _label(responses: Responses, card: FollowUpCard, reply: Reply | None) -> str:
    if reply is None or reply.choice is None:
        return ""
    return responses.scales[card.scale].label(reply.choice)


def sentence(item: Item, responses: Responses) -> str:
    """A statement with its answer behind it, where there is no column for it."""
    if item.gap is not None:
        return f"{item.text} {say_of('gap-alone', item.gap)}"
    if item.kind is Kind.TICKS:
        return f"{item.text} {answer_word(item, responses)}"
    told = [_behind(item.text, answer_word(item, responses))]
    for card, reply in ((responses.talked, item.talked), (responses.after, item.after)):
        if label := _label(responses, card, reply):
            told.append(_behind(card.text, label))
    return " ".join(told)


def _behind(text: str, label: str) -> str:
    return f"{text} {label[:1].upper()}{label[1:]}."


# Why it is read so -------------------------------------------------------------------


def reason(finding: Finding) -> str:
    """Why an answer weighs as it does, empty where its level says it all."""
    return say_of("answer.reason", finding.rule) if finding.rule in REASONS else ""


def weighs(finding: Finding | None, item: Item) -> str:
    """How one answer was read and by which rule; empty where nothing is to be said.

    A slight that was talked through is not praised: it was not the person's to put right.
    """
    if finding is None:
        return ""
    if finding.rule == MENDED and item.asked.row:
        return say("answer.slight-mended")
    if finding.level is Level.OK:
        return reason(finding)
    return reason(finding) or say_of("answer.level", finding.level)


def why(result: ThemeResult, *, holds: bool = True) -> str:
    """What decided a status, never the bare mark.

    `holds` says whether it may be said that the point holds, which is no word to say
    beside a grave answer.
    """
    match result.status:
        case Status.NOT_ASKED:
            return say("answer.why.not-applied") if result.asked else say("sayings.not-asked")
        case Status.CANT_SAY_YET:
            return _cant_say(result)
        case Status.IN_PLACE:
            named = sum(one.level is not Level.OK for one in result.findings)
            beside = "answer.why.named" if holds else "answer.why.named-only"
            return say(beside, count=named) if named else say("answer.why.holds")
        case _:
            return _stands_out(result)


def _cant_say(result: ThemeResult) -> str:
    open_ones = result.applicable - result.answered - result.unsure
    if result.unsure >= 2 or result.unsure > open_ones:
        return say("sayings.cant-say-yet-unsure")
    return say("sayings.cant-say-yet-open" if open_ones else "sayings.cant-say-yet-early")


def _stands_out(result: ThemeResult) -> str:
    """Which rule of the design decided: one that weighs alone, one of a kind, or two."""
    raised = [one for one in result.findings if one.level is Level.RAISE]
    if alone := sum(one.alone for one in raised):
        return say("answer.why.alone", count=alone)
    if raised:
        return say("answer.why.raised", count=len(raised))
    # Two of these may be due to not knowing, and the line says both.
    return say("answer.why.watched-unsure" if result.unsure >= 2 else "answer.why.watched")


def parts_asked(result: PointResult) -> str:
    """How much of a point was asked."""
    return say("answer.parts", asked=result.parts_asked, parts=result.parts)


def in_words(points: Sequence[int]) -> str:
    """`2`, or `2, 3 and 4`; nothing of none."""
    *first, last = map(str, points) if points else ("",)
    return say("summary.and", first=", ".join(first), last=last) if first else last
