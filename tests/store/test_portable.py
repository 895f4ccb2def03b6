"""Records leave as text and come back as they were."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcheck.content import bank
from fitcheck.errors import FitcheckError
from fitcheck.questions.answers import Answers, Item, Reply, card_id
from fitcheck.questions.flow import Plan, gather_responses
from fitcheck.questions.flow import asked as asked_in
from fitcheck.questions.model import Asked, AskedLine, Choice, FollowUpCard, Scale
from fitcheck.store.codec import (
    NewerError,
    NotOursError,
    decode,
    encode,
    from_json,
    is_certain_export,
    to_json,
)
from fitcheck.store.records import CheckIn, Record
from fitcheck.views.spreadsheet import COLUMNS, harmless, to_csv
from fitcheck.vocabulary import Gap, Kind, Stage

from .made import (
    PLANTED,
    START,
    amendment,
    asked,
    check_in,
    draft,
    follow_up,
    item,
    jot,
    note,
    page,
)

ALL = (check_in(), page(), note(), follow_up(), amendment(), jot())


def exported(records: Iterable[Record]) -> str:
    return "".join(to_json(records))


def test_an_export_comes_back_as_it_was() -> None:
    """Every kind of record survives the way out and back."""
    assert from_json(exported(ALL)) == ALL
    assert from_json("\ufeff" + exported(ALL)) == ALL


def test_a_check_in_is_small() -> None:
    """All that a check-in of 33 answers holds to explain and score itself takes 17 KB at most."""
    plan = Plan(stage=Stage.ESTABLISHED)
    questions = asked_in(bank(), plan)
    replies = {
        card_id(one.id, part): Reply(
            choice=bank().scale_of(one.asked, part).choices[-1].id, at=START
        )
        for one in questions
        for part in one.asked.parts
    }
    made = gather_responses(bank(), plan, questions, Answers(replies=replies))
    whole = msgspec.structs.replace(check_in(), responses=made, plan=plan)
    assert len(encode(whole)) / len(questions) <= 17_000 / 33


def test_an_export_vouches_for_itself() -> None:
    """What was changed in it on the way is noticed; a mark or line ends of Windows are not."""
    text = exported(ALL)
    assert is_certain_export(text)
    assert is_certain_export("\ufeff" + text.replace("\n", "\r\n"))
    assert is_certain_export(exported([]))
    assert from_json(exported([])) == ()
    for other in (text.replace("often", "rarely", 1), text.replace("crc32", "crc33"), "{}", ""):
        assert not is_certain_export(other)


def test_a_file_comes_back_as_it_was() -> None:
    """So does every file on the disk, a draft's too."""
    for record in ALL:
        assert decode(encode(record)) == record
    assert decode(encode(draft())) == draft()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_typed_text_comes_back_as_it_was(text: str) -> None:
    """Brackets, marks, emoji and right-to-left letters survive; only what harms goes."""
    said = check_in(items=(item(1, note=text),), therapist=text)
    back = decode(encode(said))
    assert isinstance(back, CheckIn)
    bidi = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
    if not bidi & {*text} and not {"\u2028", "\u2029"} & {*text}:
        assert back == said


def test_hostile_text_in_a_file_is_cleaned_where_it_enters() -> None:
    """An escape sequence or an override in an import never reaches a screen."""
    hostile = exported([check_in(therapist="Mo XX na")]).replace(
        "Mo XX na", "Mo\\u001b[2J\\u202ena\x9b\u2066"
    )
    (back,) = from_json(hostile)
    assert isinstance(back, CheckIn)
    assert back.therapist == "Mo[2Jna"


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[]", "null", "no json", '{"schema":1,"program":"fitcheck"}'),
        *("[" * 100_000, '{"records":' + "[" * 100_000, "\udc80"),
        exported(ALL)[:-40],
        exported(ALL).replace('"id": "k3f9q2"', '"id": "../../etc"'),
        exported(ALL).replace('"check_in": "k3f9q2"', '"check_in": "../.."'),
        exported(ALL).replace("2026-11-23T15:05:00Z", "2026-11-23T15:05:00"),
        exported(ALL).replace('"finished": "2026', '"finished": "0001'),
        exported(ALL).replace('"scales": {', '"scales": {}, "other": {', 1),
        exported(ALL).replace('"rows": {\n', '"rows": {"fit": ["ok"],\n', 1),
    ],
)
def test_a_damaged_export_brings_nothing_in(text: str) -> None:
    """Whatever is wrong with the file, the person gets a sentence and keeps what they have."""
    with pytest.raises(FitcheckError, match=r"import\.not-whole"):
        from_json(text)


def test_a_newer_export_is_refused() -> None:
    """A file of a newer fitcheck is not read half."""
    with pytest.raises(NewerError, match=r"store\.newer"):
        from_json('{"schema": 2, "records": [{"kind": "mood", "sky": "blue"}]}')
    newer = msgspec.structs.replace(check_in(), schema=2)
    with pytest.raises(NewerError):
        from_json(exported([newer]))
    with pytest.raises(NewerError):
        decode(encode(newer))
    with pytest.raises(NewerError):
        decode(encode(msgspec.structs.replace(draft(), schema=2)))


def test_a_reply_that_is_neither_choice_nor_gap_is_damage() -> None:
    """A record that cannot be true is damaged, never an error of ours."""
    broken = encode(check_in()).replace(b'"choice":"often"', b'"choice":null')
    with pytest.raises(NotOursError, match=r"store\.not-ours"):
        decode(broken)


WHOLE = encode(check_in(items=(item(1), item(2, note=PLANTED))))


@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_damage_of_any_kind_is_told_or_does_no_harm(at: int, put: bytes, gone: int) -> None:
    """A file with some bytes changed is either refused, or read and scored like any other."""
    damaged = WHOLE[:at] + put + WHOLE[at + gone :]
    try:
        record = decode(damaged)
    except (NotOursError, NewerError):
        return
    assert isinstance(record, CheckIn)
    assert record.result.themes or not record.responses.themes
    assert "".join(to_csv([record]))


@given(st.data())
def test_any_value_in_any_place_is_told_or_does_no_harm(data: st.DataObject) -> None:
    """So is one where a value was swapped for another."""
    tree = msgspec.json.decode(WHOLE)
    place = tree
    while True:
        key = data.draw(
            st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
        )
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    scalars = (
        st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "often", "event"])
    )
    place[key] = data.draw(scalars | st.just([]) | st.just({}))
    try:
        record = decode(msgspec.json.encode(tree))
    except (NotOursError, NewerError):
        return
    assert isinstance(record, CheckIn)
    assert "".join(to_csv([record]))
    assert record.result.themes or not record.responses.themes


def rows(*check_ins: CheckIn) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(to_csv(check_ins)))))


def test_a_spreadsheet_has_one_row_for_each_answer() -> None:
    """Each row tells the question, the answer in words, and its place on the scale."""
    first, second = rows(
        check_in(items=(item(1, "rarely", note="at the start"),), therapist="Mona"),
        check_in("b2bbbb", items=(msgspec.structs.replace(item(2), reply=Reply(gap=Gap.SKIP)),)),
    )
    assert tuple(first) == COLUMNS
    assert first == {
        "check-in": "k3f9q2",
        "date": "2026-11-23",
        "therapist": "Mona",
        "stage": "established",
        "form": "full",
        "questionnaire": "partnership",
        "theme": "My say",
        "question": "question-1",
        "rev": "1",
        "kind": "good",
        "part": "answer",
        "text": "It is easy to say what I think, also for the 1th time in a row.",
        "answer": "rarely",
        "label": "rarely",
        "value": "2",
        "note": "at the start",
    }
    assert (second["answer"], second["value"]) == ("skip", "")


def test_every_card_of_an_event_has_its_row() -> None:
    """What happened, whether it was talked about, and how it is since."""
    happened = scale("happened", "no", "once", "more-than-once")
    event = msgspec.structs.replace(
        item(1),
        asked=msgspec.structs.replace(asked(1), kind=Kind.EVENT, scale="happened"),
        label="",
        reply=Reply(choice="once"),
        talked=Reply(choice="not-yet"),
        after=Reply(gap=Gap.NOT_SURE),
    )
    talked, after = scale("talked", "not-yet", "yes"), scale("after", "worse", "better")
    made = with_items(check_in(), event)
    responses = msgspec.structs.replace(
        made.responses,
        scales={one.id: one for one in (happened, talked, after)},
        talked=FollowUpCard(text="Did you talk about it?", scale="talked"),
        after=FollowUpCard(text="How is it since?", scale="after"),
    )
    told = rows(msgspec.structs.replace(made, responses=responses))
    assert [(row["part"], row["answer"], row["value"]) for row in told] == [
        ("answer", "once", "2"),
        ("talked", "not-yet", "1"),
        ("after", "not-sure", ""),
    ]
    assert told[1]["text"] == "Did you talk about it?"


@pytest.mark.parametrize(
    ("first", "parts"),
    [
        (Reply(choice="yes"), ["matters", "answer"]),
        (Reply(choice="no"), ["matters"]),
        (Reply(gap=Gap.SKIP), ["matters"]),
    ],
)
def test_a_card_that_was_not_asked_has_no_row(first: Reply, parts: list[str]) -> None:
    """Where it does not matter, the second card never was, and is no skip."""
    card = msgspec.structs.replace(asked(1), matters="This matters to me.")
    said = msgspec.structs.replace(item(1), asked=card, matters_reply=first)
    assert [row["part"] for row in rows(with_items(check_in(), said))] == parts


def test_ticks_are_one_row() -> None:
    """What was ticked is told by ids, and by the words of the lines."""
    lines = tuple(AskedLine(id=id, rev=1, text=f"It is {id}.") for id in ("cold", "dull", "far"))
    card = Asked(id="notice", rev=1, text="Tick what is true.", kind=Kind.TICKS, lines=lines)
    said = Item(asked=card, reply=Reply(ticked=("cold", "far")))
    (row,) = rows(with_items(check_in(), said))
    assert (row["answer"], row["label"], row["value"]) == (
        "cold, far",
        "It is cold. It is far.",
        "",
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_becomes_a_formula(start: str) -> None:
    """A note that looks like a formula is text in every spreadsheet."""
    typed = f'{start}HYPERLINK("http://example.org")'
    assert harmless(typed) == f"'{typed}"
    (row,) = rows(check_in(items=(item(1, note=typed),)))
    assert row["note"] == f"'{typed}"


def test_other_cells_are_as_typed() -> None:
    """Nothing else is changed: commas, quotes, lines and marks."""
    typed = f'{PLANTED}\n"so", [bold]*x* ; =1'
    (row,) = rows(check_in(items=(item(1, note=typed),)))
    assert row["note"] == typed


def scale(id: str, *choices: str) -> Scale:
    return Scale(id=id, choices=tuple(Choice(id=one, label=one) for one in choices))


def with_items(made: CheckIn, *items: Item) -> CheckIn:
    return msgspec.structs.replace(
        made, responses=msgspec.structs.replace(made.responses, items=items)
    )


def test_times_are_named_in_utc() -> None:
    """A check-in taken elsewhere on earth has the date it has in UTC."""
    late = datetime.fromisoformat("2026-11-23T23:30:00-08:00")
    (row,) = rows(msgspec.structs.replace(check_in(items=(item(1),)), finished=late))
    assert row["date"] == "2026-11-24"
