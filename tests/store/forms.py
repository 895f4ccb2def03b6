"""Homes with records of every form, as one version wrote them; read by every later one.

`homes/` beside this file has a folder for each schema. Once a version is out, its folder
is never written again: a new form gets a new number. `python -m tests.store.forms` writes
the folder of the schema that there is now.
"""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Literal

from fitcheck.content import bank
from fitcheck.questions.answers import NONE_OF_THESE, Reply, Responses
from fitcheck.questions.flow import Card, Plan, Walk, asked, gather_responses, slice_of
from fitcheck.questions.model import Question
from fitcheck.store.codec import to_json
from fitcheck.store.folder import Folder
from fitcheck.store.records import (
    SCHEMA,
    Amendment,
    CheckIn,
    Consent,
    Draft,
    FollowUp,
    Jot,
    Line,
    Note,
    Page,
    Record,
    SeparateAnswer,
    Topic,
)
from fitcheck.store.store import Store
from fitcheck.vocabulary import Form, Gap, Kind, Meeting, SessionToCome, Stage, Talk, Tier
from tests.store.made import START
from tests.store.test_vault import lock_cheaply

HOMES = Path(__file__).with_name("homes")

PLANS = {
    "every2": Plan(stage=Stage.ESTABLISHED, meeting=Meeting.VIDEO, everything=True),
    "some22": Plan(stage=Stage.LONG_TERM, only=("partnership",), own_choice=False),
    "quick2": Plan(stage=Stage.FIRST_SESSIONS, form=Form.QUICK),
    "seek22": Plan(stage=Stage.LOOKING, form=Form.LOOKING),
    "ends22": Plan(stage=Stage.ENDING, session_to_come=SessionToCome.NOT_SURE),
}
TOPIC = Topic(
    id="t2topc",
    question="could-stop",
    point=2,
    about="It is hard for me to trust that you would stop if I asked.",
    happened="Last Thursday I said nothing. I went home feeling small.",
    hard="It seems rude to say so.",
    wish="Could we agree on a sign?",
    first=True,
    gone_through=True,
)


def main() -> None:
    """Write the folder of this version anew."""
    place = HOMES / str(SCHEMA)
    shutil.rmtree(place, ignore_errors=True)
    store = Store(Folder(place / "plain"))
    store.begin()
    store.add(records())
    store.write_draft(draft())
    # One check-in is enough for what wraps all records alike.
    few = [one for one in records() if not isinstance(one, CheckIn) or one.form is Form.QUICK]
    locked = lock_cheaply(place / "locked")
    locked.begin()
    locked.add(few)
    locked.write_draft(draft())
    (place / "export.json").write_text("".join(to_json(few)), encoding="utf-8")


def records() -> Iterator[Record]:
    """Every kind of record, and every field of each."""
    for number, (id, plan) in enumerate(PLANS.items()):
        yield check_in(id, plan, days=30 * number)
    yield Page(
        id="p2page",
        at=after(minutes=2),
        answers=(
            SeparateAnswer(question="separate-secret", text="A sign.", tier=Tier.A, choice="yes"),
            SeparateAnswer(question="separate-role", text="Two.", tier=Tier.B, choice="not-sure"),
        ),
        text="2 June: asked me not to tell.\n\n9 June: again.",
        therapist="Sam",
    )
    yield note()
    yield from follow_ups()
    yield from amendments()
    for number, (id, before) in enumerate((("j2jott", ""), ("j3jott", "j2jott"), ("j4jott", ""))):
        at = after(days=number)
        yield Jot(id=id, at=at, text=f"Thought {number}.", therapist="Sam", replaces=before)


def after(**time: float) -> datetime:
    """A moment so long after the start."""
    return START + timedelta(**time)


def check_in(id: str, plan: Plan, *, days: int) -> CheckIn:
    """A check-in of this kind, in which about everything was said somewhere."""
    questions = asked(bank(), plan)
    answers = answered(questions).answers
    return CheckIn(
        id=id,
        form=plan.form,
        stage=plan.stage,
        meeting=plan.meeting,
        own_choice=plan.own_choice,
        therapist="Sam" if plan.form is Form.FULL else "",
        plan=plan,
        not_now=("could-stop",) if plan.everything else (),
        started=after(days=days, minutes=-9),
        finished=after(days=days),
        responses=gather_responses(bank(), plan, questions, answers),
    )


def answered(questions: tuple[Question, ...], *, most: int | None = None) -> Walk:
    """A walk in which every choice and every gap is given somewhere; to its end, or so far."""
    walk = Walk(questions=questions).resumed()
    turns = cycle(range(9))
    while (card := walk.card) is not None and len(walk.answers.replies) != most:
        turn = next(turns)
        walk = walk.noted("In March, by message.") if turn == 0 else walk
        walk = walk.replied(_reply(card, turn))
    return walk


def _reply(card: Card, turn: int) -> Reply:
    choices = bank().scale_of(card.question.asked, card.part).choices
    if card.question.kind is Kind.TICKS:
        return Reply(ticked=(choices[0].id, choices[-1].id), at=START)
    gaps = {6: Gap.NOT_SURE, 7: Gap.DOES_NOT_APPLY, 8: Gap.SKIP}
    if turn in gaps:
        return Reply(gap=gaps[turn], at=START)
    return Reply(choice=choices[min(turn, len(choices) - 1)].id, at=START)


def note() -> Note:
    """A note in which every field says something."""
    return Note(
        id="n2note",
        check_in="every2",
        at=after(minutes=5),
        consent=Consent(
            talk=Talk.HEARD,
            brings="I'm looking for help with my sleep.",
            topics=(TOPIC, Topic(id="t3topc", happened="A thought.", jot="j4jott")),
            unsaid="There's something that I keep for later.",
            easier="A slow start.",
            keep=(Line(source="understood", text="You remember names.", point=1),),
            unsure=(Line(source="stuck", text="I'm not sure if we are stuck.", point=5),),
            differently="I could say it sooner.",
            again="Could we look at how it's going in two sessions?",
            look_again=date(2026, 12, 24),
            between_us=True,
            at_home=True,
            points=True,
        ),
        jots={"j4jott": "taken", "j3jott": "kept"},
    )


def follow_ups() -> Iterator[FollowUp]:
    """What came of topics, in every way, and what was taken along."""
    said: tuple[tuple[str, Literal["raised", "kept", "changed", "dropped"]], ...] = (
        ("f2came", "kept"),
        ("f3came", "changed"),
        ("f4came", "raised"),
        ("f5came", "dropped"),
    )
    for number, (id, outcome) in enumerate(said):
        yield FollowUp(
            id=id,
            check_in="every2",
            topic="t3topc" if outcome == "dropped" else "t2topc",
            at=after(days=7 + number),
            outcome=outcome,
            received="mixed" if outcome == "raised" else "",
            since="better" if outcome == "raised" else "",
            reply="She thanked me." if outcome == "raised" else "",
            wording=TOPIC if outcome == "changed" else None,
        )
    yield FollowUp(
        id="f6came",
        check_in="every2",
        at=after(days=12),
        takes="I can say stop.",
        agreed="A sign.",
        replaces="f5gone",
    )


def amendments() -> Iterator[Amendment]:
    """An answer that was changed, and one that was given after the summary."""
    given: Responses = check_in("every2", PLANS["every2"], days=0).responses
    items = [one for one in given.items if one.reply.choice not in (None, NONE_OF_THESE)]
    for id, now, was in (("a2chng", items[0], items[0]), ("a3chng", items[1], None)):
        scales = {now.scale: given.scales[now.scale]}
        yield Amendment(
            id=id, check_in="every2", at=after(minutes=3), now=now, was=was, scales=scales
        )


def draft() -> Draft:
    """A check-in under way, with a note half typed."""
    plan = PLANS["ends22"]
    questions = asked(bank(), plan)
    walk = answered(questions, most=30)
    return Draft(
        id="d2raft",
        started=START,
        plan=plan,
        bank=slice_of(bank(), questions),
        questions=tuple(question.id for question in questions),
        answers=walk.answers,
        at=walk.at,
        own_choice=False,
        therapist="Sam",
        typed="He said it again, and I",
    )


if __name__ == "__main__":
    main()
