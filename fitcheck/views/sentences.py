"""Answers as sentences, and the reason why one stands out."""

from fitcheck.questions.answers import Item, Reply, Responses
from fitcheck.questions.model import FollowUpCard
from fitcheck.questions.score import Finding
from fitcheck.vocabulary import Gap

GAPS = {
    Gap.NOT_SURE: "I am not sure.",
    Gap.DOES_NOT_APPLY: "This does not apply to me.",
    Gap.SKIP: "I left this open.",
}

REASONS = {
    "sharp": "This counts by itself.",
    "worse-after": "Things were worse afterwards. This counts by itself.",
    "never-talked": "It was never talked about, and it still stands between you. "
    "This counts by itself.",
    "talked-and-better": "You talked it through, and it got better.",
    "happened": "",
    "level": "",
}
"""Why one answer is read as it is, by the rule of its finding (design, section 5)."""


def sentence(item: Item, responses: Responses) -> str:
    """What was said to a question, as a sentence in the person's own words."""
    if item.gap is not None:
        return f"{item.text} {GAPS[item.gap]}"
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
    return REASONS[finding.rule]
