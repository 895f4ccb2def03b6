"""Answers as sentences, and the reason why one stands out."""

from fitcheck.questions.answers import Item, Reply, Responses
from fitcheck.questions.model import FollowUpCard
from fitcheck.questions.score import Finding
from fitcheck.texts import say_of

REASONS = ("sharp", "worse-after", "never-talked", "talked-and-better")
"""The rules that say why one answer is read as it is (design, section 5)."""


def sentence(item: Item, responses: Responses) -> str:
    """What was said to a question, as a sentence in the person's own words."""
    if item.gap is not None:
        return f"{item.text} {say_of('gap-alone', item.gap)}"
    said = _says(responses, item.scale, item.text, item.asked.window, item.reply)
    for card, reply in ((responses.talked, item.talked), (responses.after, item.after)):
        if reply is not None and reply.choice is not None:
            said += f" {_follow_up(responses, card, reply)}"
    return said


def _follow_up(responses: Responses, card: FollowUpCard, reply: Reply) -> str:
    return _says(responses, card.scale, card.text, "", reply)


def _says(responses: Responses, scale_id: str, text: str, window: str, reply: Reply) -> str:
    scale = responses.scales[scale_id]
    label = scale.label(reply.choice or "")
    return scale.says.format(text=text, window=window, label=label).strip()


def reason(finding: Finding) -> str:
    """Why an answer weighs as it does, empty where its level says it all."""
    return say_of("answer.reason", finding.rule) if finding.rule in REASONS else ""
