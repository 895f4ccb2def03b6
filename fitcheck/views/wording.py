"""What was said, and why it is read as it is, in words."""

from collections.abc import Mapping

from fitcheck.questions.answers import Item, Reply, Responses
from fitcheck.questions.model import FollowUpCard
from fitcheck.questions.score import MENDED, Finding, PointResult, ThemeResult
from fitcheck.store.records import FollowUp
from fitcheck.texts import say, say_day, say_of
from fitcheck.vocabulary import Kind, Level, Status

REASONS = ("worse-after", "never-talked", "still-as-hard", MENDED)
"""The rules that say why one answer is read as it is (design, section 5)."""


def sentence(item: Item, responses: Responses) -> str:
    """What was said to a question, as a sentence in the person's own words."""
    if item.gap is not None:
        return f"{item.text} {say_of('gap-alone', item.gap)}"
    if item.kind is Kind.TICKS:
        return f"{item.text} {ticked(item)}"
    said = _says(responses, item.scale, item.text, item.reply)
    for card, reply in ((responses.talked, item.talked), (responses.after, item.after)):
        if reply is not None and reply.choice is not None:
            said += f" {_follow_up(responses, card, reply)}"
    return said


def _follow_up(responses: Responses, card: FollowUpCard, reply: Reply) -> str:
    return _says(responses, card.scale, card.text, reply)


def _says(responses: Responses, scale: str, text: str, reply: Reply) -> str:
    label = responses.scales[scale].label(reply.choice or "")
    return f"{text} {label[:1].upper()}{label[1:]}."


def ticked(item: Item) -> str:
    """The lines of a card that were ticked, or that none was."""
    lines = [line.text for line in item.asked.lines if line.id in item.reply.ticked]
    return " ".join(lines) or say("answer.none-ticked")


def reason(finding: Finding) -> str:
    """Why an answer weighs as it does, empty where its level says it all."""
    why = say_of("answer.reason", finding.rule) if finding.rule in REASONS else ""
    alone = say("answer.reason.alone") if finding.alone else ""
    return f"{why} {alone}".strip()


def weighs(finding: Finding) -> str:
    """How one answer was read and by which rule; empty where nothing is to be said."""
    if finding.level is Level.OK:
        return reason(finding)
    return reason(finding) or say_of("answer.level", finding.level)


def why(standing: ThemeResult, sayings: Mapping[str, str]) -> str:
    """What decided a status, never the bare mark."""
    match standing.status:
        case Status.NOT_ASKED:
            return say("answer.why.not-applied") if standing.asked else sayings["not-asked"]
        case Status.CANT_SAY_YET:
            return _cant_say(standing, sayings)
        case Status.IN_PLACE:
            return _holds(sum(one.level is not Level.OK for one in standing.findings))
        case _:
            return _stands_out(standing)


def _holds(named: int) -> str:
    if not named:
        return say("answer.why.holds")
    return say("answer.why.named", count=named)


def _cant_say(standing: ThemeResult, sayings: Mapping[str, str]) -> str:
    open_ones = standing.applicable - standing.answered - standing.unsure
    if standing.unsure >= 2 or standing.unsure > open_ones:
        return sayings["cant-say-yet-unsure"]
    return sayings["cant-say-yet-open" if open_ones else "cant-say-yet-early"]


def _stands_out(standing: ThemeResult) -> str:
    """Which rule of the design decided: one that weighs alone, one of a kind, or two."""
    raised = [one for one in standing.findings if one.level is Level.RAISE]
    if any(one.alone for one in raised):
        return say("answer.why.alone")
    if raised:
        return say("answer.why.raised", count=len(raised))
    return say("answer.why.watched")


def parts_asked(standing: PointResult) -> str:
    """How much of a point was asked."""
    return say("answer.parts", asked=standing.parts_asked, parts=standing.parts)


def came_of(follow_up: FollowUp) -> str:
    """What came of a topic, in the first person."""
    told = [
        say_of("outcome", follow_up.outcome, day=say_day(follow_up.at)),
        say_of("received", follow_up.received) if follow_up.received else "",
        say_of("since", follow_up.since) if follow_up.since else "",
    ]
    return " ".join(filter(None, told))
