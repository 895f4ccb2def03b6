"""Why a point stands where it stands, and what came of a topic, in sentences."""

from collections.abc import Mapping

from fitcheck.questions.score import Finding, ThemeResult
from fitcheck.report import day_said
from fitcheck.store.records import FollowUp
from fitcheck.views.sentences import reason
from fitcheck.vocabulary import Level, Meeting, Stage, Status

STAGES = {
    Stage.LOOKING: "Before booking",
    Stage.FIRST_SESSIONS: "In the first sessions",
    Stage.ESTABLISHED: "After five sessions or more",
    Stage.LONG_TERM: "After about a year or more",
    Stage.ENDING: "Around a pause or an end",
}

MEETINGS = {
    Meeting.IN_PERSON: "in one room",
    Meeting.VIDEO: "by video",
    Meeting.PHONE: "by phone",
    Meeting.TEXT: "by text messages",
}

RECEIVED = {
    "well": "It was heard.",
    "mixed": "It was partly heard.",
    "badly": "It was not heard.",
}

SINCE = {
    "better": "Since then it is better.",
    "same": "Since then it is about the same.",
    "worse": "Since then it is worse.",
}

OUTCOMES = {
    "raised": "I raised it",
    "kept": "I kept it for later",
    "changed": "I changed it",
    "dropped": "I let it go",
}

LEVELS = {Level.OK: "", Level.WATCH: "Worth a look.", Level.RAISE: "This stands out."}


def weighs(finding: Finding) -> str:
    """How one answer was read and by which rule; empty where nothing is to be said."""
    return reason(finding) or LEVELS[finding.level]


def why(standing: ThemeResult, sayings: Mapping[str, str]) -> str:
    """What decided a status, never the bare mark."""
    match standing.status:
        case Status.NOT_ASKED:
            return "None of this applied to me." if standing.asked else sayings["not-asked"]
        case Status.CANT_SAY_YET:
            return _cant_say(standing, sayings)
        case Status.IN_PLACE:
            return _holds(sum(one.level is not Level.OK for one in standing.findings))
        case _:
            return _stands_out(standing)


def _holds(named: int) -> str:
    if not named:
        return "Nothing stands out here."
    return f"{'One answer is' if named == 1 else f'{named} answers are'} named. The point holds."


def _cant_say(standing: ThemeResult, sayings: Mapping[str, str]) -> str:
    open_ones = standing.applicable - standing.answered - standing.unsure
    if standing.unsure >= 2 or standing.unsure > open_ones:
        return sayings["cant-say-yet-unsure"]
    return sayings["cant-say-yet-open" if open_ones else "cant-say-yet-early"]


def _stands_out(standing: ThemeResult) -> str:
    """Which rule of the design decided: one that weighs alone, one of a kind, or two."""
    raised = [one for one in standing.findings if one.level is Level.RAISE]
    if any(one.alone for one in raised):
        return "One answer here is enough by itself."
    if raised:
        return "One answer stands out." if len(raised) == 1 else "More than one answer stands out."
    return "More than one thing is named here."


def came_of(follow_up: FollowUp) -> str:
    """What came of a topic, in the first person."""
    told = [
        f"{OUTCOMES[follow_up.outcome]} ({day_said(follow_up.at)}).",
        RECEIVED.get(follow_up.received, ""),
        SINCE.get(follow_up.since, ""),
    ]
    return " ".join(filter(None, told))
