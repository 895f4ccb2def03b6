"""Checklist files as values, or all their mistakes with their places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from msgspec.structs import replace

from fitcheck.errors import Problem, sort_by_place
from fitcheck.questions.answers import NONE_OF_THESE
from fitcheck.questions.loading.checks import (
    Found,
    check_choices,
    check_kind,
    check_sentences,
    check_shares,
    check_size,
    check_stages,
    check_when,
)
from fitcheck.questions.loading.fields import Fields, by_word
from fitcheck.questions.loading.lint import lint_questions, lint_theme
from fitcheck.questions.loading.other_files import Expected
from fitcheck.questions.loading.yaml_nodes import Node, Page, Row, Table, Word, quoted, read
from fitcheck.questions.model import (
    Asked,
    AskedLine,
    Bank,
    Choice,
    Ended,
    FollowUpCard,
    Gate,
    GateLine,
    LookingList,
    Opening,
    OutsideFirst,
    Point,
    Question,
    Questionnaire,
    Scale,
    Separate,
    Starter,
    Theme,
    TickLine,
)
from fitcheck.vocabulary import (
    After,
    Gap,
    Kind,
    Level,
    Matters,
    Meeting,
    Stage,
    Talked,
    Tier,
    Weight,
)

MOST_CHOICES = 5
MOST_CONSTRUCTS = 2
STAGES = tuple(stage for stage in Stage if stage is not Stage.LOOKING)
"""The stages that have themes; a person who is looking gets lists of their own."""
THEMED = (Kind.GOOD, Kind.CONCERN, Kind.FIT, Kind.EVENT)
SLIGHT = "slight"
EVENT_ROWS = (str(Kind.EVENT), SLIGHT)
AFTER = (*map(str, After), "open")
"""The lines of a row of events: how it is now, or that it was left open."""
WEIGHTS = by_word(Weight)
TALKED = (str(Talked.YES), "other", "again")
"""The columns of a row of events; `again` is `other` after more than once."""


def load_bank(text: str | bytes, file: str, *, shipped: Bank | None = None) -> Bank:
    """Everything that can be asked, from the text of a checklist file, as `lint_bank` reads it."""
    return lint_bank(text, file, shipped=shipped)[0]


def lint_bank(
    text: str | bytes, file: str, *, shipped: Bank | None = None
) -> tuple[Bank, tuple[Problem, ...]]:
    """Everything that can be asked, and what may be better in the file and is no mistake.

    Without `shipped` it is the shipped file. With it, it is a person's own: it has a
    `name`, its ids become `name/id`, it may use the scales, points and starters of the
    shipped one, and the bank that comes back is the shipped one with its
    questionnaires at the end.

    Raises InvalidFileError with all mistakes of the file, each with its place;
    `file` is its name in them.
    """
    expected = Expected.CHECKLIST if shipped is None else Expected.OWN
    page, root = read(text, file, expected)
    with Fields(page, root, expected) as fields:
        bank = _own(fields, shipped) if shipped else _shipped(fields)
    page.tell()
    return bank, sort_by_place(page.remarks)


def _shipped(fields: Fields) -> Bank:
    reader = ChecklistReader(fields.page)
    reader.read_scales(fields)
    reader.points = tuple(reader.read_points(fields))
    reader.read_starters(fields)
    talked, after, matters = reader.read_follow_ups(fields)
    bank = Bank(
        scales=reader.scales,
        talked=talked,
        after=after,
        matters=matters,
        events=reader.events,
        points=reader.points,
        questionnaires=tuple(reader.read_questionnaires(fields)),
        quick=fields.some_of("quick", reader.questions_so_far, "question", needed=True),
        ended=reader.read_ended(fields),
        outside_first=reader.read_outside_first(fields),
        looking=tuple(reader.read_looking(fields)),
        separate=reader.read_separate(fields),
        starters=reader.starters,
        openings=tuple(reader.read_openings(fields)),
    )
    reader.check(bank)
    return bank


def _own(fields: Fields, shipped: Bank) -> Bank:
    name = fields.id("name")
    reader = ChecklistReader(
        fields.page,
        prefix=f"{name}/",
        scales=dict(shipped.scales),
        by_id=dict(shipped.scales),
        starters=dict(shipped.starters),
        points=shipped.points,
        events=dict(shipped.events),
    )
    reader.read_scales(fields)
    reader.read_starters(fields)
    questionnaires = tuple(reader.read_questionnaires(fields))
    lint_questions(reader.found, shipped)
    bank = replace(
        shipped,
        name=name,
        scales=reader.by_id,
        starters={**shipped.starters, **{one.id: one for one in reader.starters.values()}},
        questionnaires=shipped.questionnaires + questionnaires,
    )
    reader.check(bank)
    return bank


@dataclass
class ChecklistReader:
    """Reads the parts of a file in the order in which they need each other."""

    page: Page
    prefix: str = ""
    """What stands before each id of a person's own file."""
    scales: dict[str, Scale] = field(default_factory=dict)
    """By the name that the author writes."""
    by_id: dict[str, Scale] = field(default_factory=dict)
    """The same scales by their ids."""
    starters: dict[str, Starter] = field(default_factory=dict)
    """By the name that the author writes."""
    points: tuple[Point, ...] = ()
    events: dict[str, Mapping[str, Mapping[str, Weight]]] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    """Every question so far, with its place."""

    def read_scales(self, fields: Fields) -> None:
        """The scales of this file, beside those it may use."""
        for name, part in fields.named_parts("scales", "scale", needed=not self.prefix):
            scale = self._scale(self.prefix + name, part)
            self.scales[name] = self.by_id[scale.id] = scale

    def _scale(self, id: str, part: Fields) -> Scale:
        entries = part.entries("choices", needed=True)
        if isinstance(part.get("choices"), Table) and not 2 <= len(entries) <= MOST_CHOICES:
            part.wrong("choices", "checklist.scale-size", choices=len(entries))
        return Scale(
            id=id,
            choices=tuple(
                Choice(id=key.text, label=part.text_of(node, key.text))
                for key, node in entries
                if self._is_choice(part, key)
            ),
            rows=self._rows(part, len(entries)),
        )

    @staticmethod
    def _is_choice(part: Fields, key: Word) -> bool:
        if key.text in tuple(Gap):
            part.page.wrong(key, "checklist.choice-is-a-gap", choice=quoted(key.text))
            return False
        return part.require_id(key)

    def _rows(self, part: Fields, choices: int) -> Mapping[str, tuple[Weight, ...]]:
        rows: dict[str, tuple[Weight, ...]] = {}
        for key, node in part.entries("rows"):
            part.require_id(key)
            if isinstance(node, Row):
                words = (part.word(one, key.text) for one in node.items)
                row = [part.look_up(word, "level", WEIGHTS) for word in words if word]
                rows[key.text] = tuple(weight for weight in row if weight)
                if len(node.items) != choices:
                    levels = len(node.items)
                    part.page.wrong(node, "checklist.levels", choices=choices, levels=levels)
            else:
                part.page.wrong(node, "checklist.levels-must-be-list", name=quoted(key.text))
        return rows

    def read_points(self, fields: Fields) -> Iterator[Point]:
        """The points of the checklist."""
        for part in fields.parts("points", "point", needed=True):
            point = Point(
                id=part.number("id", needed=True),
                title=part.line("title", needed=True),
                article=part.text("article"),
                about=part.text("about"),
                sources=part.texts("sources"),
            )
            part.require_new("point", str(point.id))
            yield point

    def read_starters(self, fields: Fields) -> None:
        """The starters of this file, beside those it may use."""
        for name, part in fields.named_parts("starters", "starter"):
            self.starters[name] = Starter(
                id=self.prefix + name,
                happened=part.text("happened", needed=True),
                wish=part.text("wish", needed=True),
                small=part.text("small"),
                ask=part.text("ask"),
                good=part.text("good"),
                poor=part.text("poor"),
                careful=part.flag("careful"),
            )

    def read_openings(self, fields: Fields) -> Iterator[Opening]:
        """What is offered as a topic whatever was answered."""
        for part in fields.parts("openings", "opening"):
            yield Opening(
                id=part.new_id("question"),
                about=part.line("about", needed=True),
                starter=self._starter(part) or "",
                stages=part.some_of("stages", by_word(STAGES), "stage"),
                is_for_sent=part.flag("sent"),
            )

    def read_follow_ups(self, fields: Fields) -> tuple[FollowUpCard, FollowUpCard, str]:
        """The cards that are the same for every event, and the scale of what matters."""
        with fields.part("events", "group-of-events") as part:
            talked = self._follow_up(part, "talked", tuple(Talked))
            after = self._follow_up(part, "after", tuple(After))
            self._read_event_rows(part)
        with fields.part("matters", "first-card") as part:
            matters = self._scale_of(part)
            check_choices(part, self.by_id.get(matters), tuple(Matters))
        return talked, after, matters

    def _follow_up(self, events: Fields, name: str, choices: tuple[str, ...]) -> FollowUpCard:
        """One of the two cards that follow everything that happened."""
        with events.part(name, "follow-up-card") as part:
            card = FollowUpCard(
                lead=part.line("lead"),
                text=part.line("text", needed=True),
                scale=self._scale_of(part),
                constructs=_constructs(part),
            )
            check_choices(part, self.by_id.get(card.scale), choices)
            return card

    def _read_event_rows(self, events: Fields) -> None:
        """What something that happened weighs, by what came of it."""
        with events.part("rows", "table-of-events") as rows:
            for name in EVENT_ROWS:
                with rows.part(name, "row-of-events") as row:
                    self.events[name] = {after: _by_talked(row, after) for after in AFTER}

    def _scale_of(self, part: Fields) -> str:
        """The id of the scale that a part names."""
        found = part.one_of("scale", self.scales, needed=True)
        return found.id if found else ""

    def read_questionnaires(self, fields: Fields) -> Iterator[Questionnaire]:
        """The questionnaires of this file."""
        for part in fields.parts("questionnaires", "questionnaire", needed=True):
            bare = Questionnaire(
                id=self.prefix + part.new_id("questionnaire"),
                title=part.line("title", needed=True),
                window=part.line("window", needed=True),
                intro=part.text("intro"),
            )
            # One question of one's own is enough; it needs no theme.
            asks = any(name in part for name in ("themes", "ticks", "facts"))
            if self.prefix and isinstance(part.node, Table) and not asks:
                part.wrong("id", "checklist.nothing-asked")
            yield replace(
                bare,
                themes=tuple(self._themes(part, bare)),
                ticks=tuple(self._ticks(part, bare)),
                facts=tuple(self._facts(part, bare)),
            )

    def _themes(self, fields: Fields, questionnaire: Questionnaire) -> Iterator[Theme]:
        for part in fields.parts("themes", "theme", needed=not self.prefix):
            before = self.page.mistakes
            id = self.prefix + part.new_id("theme")
            point = part.number("point", needed=True)
            if point not in {one.id for one in self.points} and "point" in part:
                numbers = ", ".join(sorted({str(one.id) for one in self.points}))
                part.wrong("point", "checklist.no-such-point", point=point, points=numbers)
            theme = Theme(
                id=id,
                title=part.line("title", needed=True),
                point=point,
                questionnaire=questionnaire.id,
                note=part.text("note"),
                questions=tuple(
                    self._themed(each, questionnaire, id)
                    for each in part.parts("questions", "question", needed=True)
                ),
            )
            check_size(part)
            # A mistake in one of its questions may be why a stage has too few.
            if self.page.mistakes == before:
                check_shares(part, theme)
            if self.page.mistakes == before:
                lint_theme(part, theme)
            yield theme

    def _themed(self, part: Fields, questionnaire: Questionnaire, theme: str) -> Question:
        kind = part.one_of("kind", by_word(THEMED), needed=True)
        asked = self._asked(
            part,
            kind or Kind.FACT,
            questionnaire=questionnaire.id,
            window=questionnaire.window,
            theme=theme,
            row=part.line("row"),
            at_most=part.one_of("at-most", by_word((Level.WATCH,))),
            private=part.flag("private"),
            matters=part.line("matters"),
        )
        sentences = {
            key.text: part.text_of(node, key.text) for key, node in part.entries("sentences")
        }
        question = self._placed(part, asked, sentences=sentences)
        check_kind(part, question, self.by_id.get(question.scale), self.events)
        return question

    def _ticks(self, fields: Fields, questionnaire: Questionnaire) -> Iterator[Question]:
        for part in fields.parts("ticks", "card-of-ticks"):
            lines = tuple(map(self._tick_line, part.parts("lines", "line", needed=True)))
            asked = self._asked(
                part,
                Kind.TICKS,
                questionnaire=questionnaire.id,
                window=questionnaire.window,
                title=part.line("title"),
                lines=tuple(line.asked for line in lines),
            )
            yield self._placed(part, asked, lines=lines)

    def _tick_line(self, part: Fields) -> TickLine:
        line = TickLine(
            asked=AskedLine(
                id=self.prefix + part.new_id("question"),
                rev=part.number("rev", needed=not self.prefix),
                text=part.line("text", needed=True),
            ),
            constructs=_constructs(part),
            sources=part.texts("sources"),
            stages=part.some_of("stages", by_word(STAGES), "stage"),
            starter=self._starter(part),
            sentence=part.line("sentence", needed=not self.prefix),
        )
        if line.asked.id == self.prefix + NONE_OF_THESE:
            part.wrong("id", "checklist.line-is-none", id=quoted(NONE_OF_THESE))
        return line

    def _facts(self, fields: Fields, questionnaire: Questionnaire) -> Iterator[Question]:
        for part in fields.parts("facts", "fact"):
            asked = self._asked(
                part,
                Kind.FACT,
                questionnaire=questionnaire.id,
                window=questionnaire.window,
                private=part.flag("private"),
            )
            yield self._placed(part, asked)

    def read_looking(self, fields: Fields) -> Iterator[LookingList]:
        """The lists of a person who has not booked yet."""
        for part in fields.parts("looking", "list", needed=True):
            id, matters = part.new_id("list"), part.texts("matters")
            yield LookingList(
                id=id,
                title=part.line("title", needed=True),
                lead=part.line("lead"),
                matters=matters,
                questions=tuple(
                    self._looked_for(each, id, matters)
                    for each in part.parts("questions", "question-before-booking", needed=True)
                ),
            )

    def _looked_for(self, part: Fields, list: str, matters: tuple[str, ...]) -> Question:
        asked = self._asked(
            part, Kind.FACT, questionnaire="initial-fit", list=list, ask=part.line("ask")
        )
        # Only what matters most is said in the note, so only that has a sentence.
        sentences = {most: part.line("sentence", needed=True) for most in matters[:1]}
        return self._question(part, asked, stages=(Stage.LOOKING,), sentences=sentences)

    def read_separate(self, fields: Fields) -> Separate:
        """The separate questions."""
        with fields.part("separate", "group-of-separate-questions") as separate:
            return Separate(
                gates=tuple(map(self._gate, separate.parts("gates", "gate", needed=True)))
            )

    def _gate(self, part: Fields) -> Gate:
        stem = part.line("stem", needed=True)
        return Gate(
            # An answers file names gates and questions alike.
            id=part.new_id("question"),
            title=part.line("title", needed=True),
            stem=stem,
            note=part.line("note"),
            why=part.text("why", needed=True),
            lines=tuple(
                self._gate_line(each, stem)
                for each in part.parts("lines", "separate-question", needed=True)
            ),
        )

    def _gate_line(self, part: Fields, stem: str) -> GateLine:
        tier = part.one_of("tier", by_word(Tier), needed=True)
        own, line = part.flag("own"), part.line("text", needed=True)
        question = GateLine(
            asked=Asked(
                id=part.new_id("question"),
                rev=part.number("rev", needed=True),
                text=f"{line}." if own else f"{stem} {line}.",
                kind=Kind.SEPARATE,
            ),
            why=part.text("why", needed=True),
            constructs=_constructs(part),
            sources=part.texts("sources"),
            line=line,
            tier=tier or Tier.A,
            words=part.line("words", needed=True),
            own=own,
        )
        self.found.append(Found(question, part))
        return question

    def read_ended(self, fields: Fields) -> Ended:
        """What is different where no session is still to come; after the questionnaires."""
        facts = by_word(one.question.id for one in self.found if one.question.kind is Kind.FACT)
        with fields.part("ended", "group-for-the-end") as part:
            return Ended(
                window=part.line("window", needed=True),
                leaves_out=part.some_of("leaves-out", self._themes_so_far, "theme"),
                asks=part.some_of("asks", facts, "fact"),
            )

    def read_outside_first(self, fields: Fields) -> OutsideFirst:
        """Where someone outside may come first; after the questionnaires."""
        rows = sorted(
            {*chain.from_iterable(one.rows for one in self.scales.values()), *self.events}
        )
        with fields.part("outside-first", "group-for-outside") as part:
            return OutsideFirst(
                themes=part.some_of("themes", self._themes_so_far, "theme"),
                rows=part.some_of("rows", by_word(rows), "row"),
            )

    def check(self, bank: Bank) -> None:
        """What must hold between the parts of the file, now that all of them are read."""
        check_stages(self.found, bank.quick)
        check_when(self.found, self.by_id, self.prefix)
        # Which answers there are is sound only in a file that is.
        if not self.page.mistakes:
            check_sentences(self.found, bank, is_own=bool(self.prefix))

    @property
    def questions_so_far(self) -> Mapping[str, str]:
        """Every question that was read, by its id."""
        return by_word(one.question.id for one in self.found)

    @property
    def _themes_so_far(self) -> Mapping[str, str]:
        return by_word(one.question.theme for one in self.found if one.question.theme is not None)

    def _asked(self, part: Fields, kind: Kind, **further: Any) -> Asked:
        """What every question asks; `further` is what only some do."""
        return Asked(
            id=self.prefix + part.new_id("question"),
            rev=part.number("rev", needed=not self.prefix),
            text=part.line("text", needed=True),
            kind=kind,
            # Lines are ticked or not.
            scale="" if kind is Kind.TICKS else self._scale_of(part),
            **further,
        )

    def _placed(self, part: Fields, asked: Asked, **further: Any) -> Question:
        """A question of a questionnaire, asked at some stages."""
        return self._question(
            part,
            asked,
            stages=part.some_of("stages", by_word(STAGES), "stage", needed=True),
            core=part.some_of("core", by_word(STAGES), "stage"),
            meetings=part.some_of("meetings", by_word(Meeting), "way-of-meeting") or tuple(Meeting),
            when={
                self.prefix + key.text: tuple(_choices_of(part, node))
                for key, node in part.entries("when")
            },
            own_choice=part.flag("own-choice"),
            starter=self._starter(part),
            **further,
        )

    def _question(self, part: Fields, asked: Asked, **further: Any) -> Question:
        """A question with what its authors need; `further` is what only some have."""
        question = Question(
            asked=asked,
            why=part.text("why", needed=not self.prefix),
            constructs=_constructs(part),
            sources=part.texts("sources"),
            **further,
        )
        self.found.append(Found(question, part))
        return question

    def _starter(self, part: Fields) -> str | None:
        found = part.one_of("starter", self.starters)
        return found.id if found else None


def _by_talked(row: Fields, after: str) -> Mapping[str, Weight]:
    with row.part(after, "line-of-events") as part:
        weights = {
            talked: part.one_of(talked, WEIGHTS, "level", needed=talked != "again")
            for talked in TALKED
        }
    return {talked: weight for talked, weight in weights.items() if weight}


def _constructs(part: Fields) -> tuple[str, ...]:
    constructs = part.texts("constructs")
    if len(constructs) > MOST_CONSTRUCTS:
        part.wrong("constructs", "checklist.constructs")
    return constructs


def _choices_of(part: Fields, node: Node) -> Iterator[str]:
    if not isinstance(node, Row):
        part.page.wrong(node, "checklist.choices-must-be-list")
        return
    for one in node.items:
        if word := part.word(one, "when"):
            yield word.text
