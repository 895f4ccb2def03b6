"""Somebody writes questions of her own for the first time, from the page on the format."""

import json
from pathlib import Path

from tests.world import World

FIRST_TRY = """\
name: online
questionaires:
  - id: over-video
    title: Over video
    window: Lately
    themes:
      - id: the-call
        title: The call
        point: 4
        questions:
          - id: calls-back
            text: When the line goes bad, my therapist calls me back and we go on from there.
            kind: good
            scale: ofen
            stages: [established]
          - id: alone
            text: I am alone in the room.
            kind: good
            scale: often
            stages: [established]
          - id: seen
            text: I can see my therapist's face well.
            kind: good
            scale: often
            stages: [established]
            meetings: [video]
"""


def test_a_first_questionnaire(world: World, tmp_path: Path) -> None:
    """Told her mistakes, then what may be better, she is asked her own questions in the end."""
    own = tmp_path / "online.yaml"

    def write(text: str) -> None:
        own.write_text(text, encoding="utf-8")

    write(FIRST_TRY)
    ran = world.fitcheck("questions", "lint", own)
    assert ran.code == 4
    assert 'Did you mean "questionnaires"?' in ran.err

    write(FIRST_TRY.replace("questionaires", "questionnaires"))
    ran = world.fitcheck("questions", "lint", own)
    assert ran.code == 4
    assert 'Did you mean "often"?' in ran.err
    assert 'two ideas: it has the word "and"' in ran.err

    text = FIRST_TRY.replace("questionaires", "questionnaires").replace("ofen", "often")
    write(text)
    ran = world.fitcheck("questions", "lint", own)
    assert ran.code == 0
    assert "online.yaml is right: 3 questions." in ran.out
    assert "Of those who meet by phone, it asks 2." in ran.out

    text = text.replace("            meetings: [video]\n", "").replace(
        " and we go on from there", ""
    )
    write(text)
    assert world.fitcheck("questions", "lint", own).out == f"{own} is right: 3 questions.\n"

    assert (
        "(online/calls-back: "
        in world.fitcheck("--plain", "questions", "list", "--checklist", own).out
    )
    told = world.fitcheck("--plain", "questions", "show", "calls-back", "--checklist", own).out
    assert "my therapist calls me back" in told
    only = ("--only", "over-video", "--checklist", own)
    blank = world.fitcheck("questions", "blank", *only).out
    for id, answer in (("calls-back", "rarely"), ("alone", "often"), ("seen", "often")):
        blank = blank.replace(f"  online/{id}:\n", f"  {id}: {answer}\n")
    ran = world.fitcheck("assess", "--answers", "-", "--save", *only, "--json", stdin=blank)
    assert ran.code == 0, ran.err
    given = {one["question"]: one["choice"] for one in json.loads(ran.out)["answers"]}
    assert given == {"online/calls-back": "rarely", "online/alone": "often", "online/seen": "often"}
    shown = world.fitcheck("show", "--plain").out
    assert "When the line goes bad, my therapist calls me back" in shown
