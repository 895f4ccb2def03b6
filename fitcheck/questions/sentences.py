"""What an answer says in a note: the person speaks to their therapist (design, section 4)."""

from fitcheck.questions.answers import Item
from fitcheck.questions.model import Asked, AskedLine, Bank, Wording
from fitcheck.questions.score import MENDED, Finding, findings_of, judge
from fitcheck.vocabulary import Gap, Kind, Level, Weight

TOO_LITTLE, TOO_MUCH = "too-little", "too-much"


def sentence_for(bank: Bank, item: Item) -> str:
    """The sentence that an answer stands for.

    Empty for a skip, and where today's bank does not ask this in the same words and
    on the same scale: its sentence might not be true for the answer any more.
    """
    question = bank.question(item.id)
    if question is None or (question.rev, question.scale) != (item.rev, item.scale):
        return ""
    if item.kind is Kind.TICKS:
        ticked = (line for line in item.asked.lines if line.id in item.reply.ticked)
        return " ".join(filter(None, (line_sentence(bank, line) for line in ticked)))
    if item.asked.list:
        return question.sentences.get(item.reply.choice or "", "")
    if item.gap is not None:
        return question.sentences.get(Gap.NOT_SURE, "") if item.gap is Gap.NOT_SURE else ""
    finding = judge(item, bank)
    if finding is None:
        return ""
    keys = keys_of(bank, item.asked, finding)
    return next((question.sentences[key] for key in keys if key in question.sentences), "")


def line_sentence(bank: Bank, line: AskedLine) -> str:
    """The sentence that a ticked line stands for; empty where the bank words it anew."""
    ticks = (question for each in bank.questionnaires for question in each.ticks)
    lines = (one for question in ticks for one in question.lines)
    return next((one.sentence for one in lines if one.asked == line), "")


def keys_of(wording: Wording, asked: Asked, finding: Finding) -> tuple[str, ...]:
    """The names under which an answer's sentence may stand, the first that is there holds.

    A choice goes before a level. What suits too little or too much has a sentence for
    each side; of an event that was mended, the mending is said.
    """
    if asked.kind is Kind.EVENT and finding.level is Level.OK:
        return (finding.choice, MENDED) if finding.rule == MENDED else (finding.choice,)
    if asked.kind is Kind.FIT and finding.level is not Level.OK:
        return (finding.choice, _side(wording, asked, finding.choice))
    return (finding.choice, str(finding.level))


def _side(wording: Wording, asked: Asked, choice: str) -> str:
    scale = wording.scales[asked.scale]
    row = scale.row(asked)
    is_before = Weight.OK in row and scale.ids.index(choice) < row.index(Weight.OK)
    return TOO_LITTLE if is_before else TOO_MUCH


def keys_needed(wording: Wording, asked: Asked) -> tuple[tuple[str, ...], ...]:
    """For each answer that can be a topic or a strength, the names of its sentence.

    A slight that was mended is shown, and never offered among what works.
    """
    found = [keys_of(wording, asked, one) for one in findings_of(wording, asked)]
    if asked.row:
        found = [keys for keys in found if keys[-1] != MENDED]
    return tuple(dict.fromkeys((*(keys for keys in found if len(keys) > 1), (str(Gap.NOT_SURE),))))
