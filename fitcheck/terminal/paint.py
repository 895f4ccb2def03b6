"""The one painter: a document as styled lines of a given width.

The held screen is told the lines as they are; on stdout Rich prints the same lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat, zip_longest

from fitcheck.document import (
    MARKS,
    Answered,
    Block,
    Blocks,
    Bullet,
    Course,
    Heading,
    Moment,
    Numbered,
    Paragraph,
    PointLine,
    StatusLine,
    Table,
    Trail,
    Verbatim,
)
from fitcheck.terminal.wrap import fold, pad, width_of, wrap
from fitcheck.texts import say, say_of
from fitcheck.vocabulary import Status

Fragment = tuple[str, str]
"""A style and the text that wears it."""
StyledLine = tuple[Fragment, ...]

BLANK: StyledLine = ()

MARK_COLOURS: Mapping[Status, str] = {
    Status.WORTH_RAISING: "#c4541a",
    Status.WORTH_A_LOOK: "#97730a",
    Status.IN_PLACE: "#1f8a5b",
    Status.CANT_SAY_YET: "#7a7f85",
    Status.NOT_ASKED: "#7a7f85",
}
"""The colour of each mark. Only marks have one, and it is read on light and on dark."""
STYLES: Mapping[str, str] = {
    "heading": "bold",
    "statement": "bold",
    "status": "",
    "key": "bold",
    "pointer": "bold",
    "pointed": "bold",
    "told": "bold",
    "done": "bold",
    "quiet": "dim",
    **{f"mark-{status}": colour for status, colour in MARK_COLOURS.items()},
}
"""How each kind of text is set, in words that Rich knows."""

_CODES = {
    "": "", "bold": "1", "dim": "2",
    "#c4541a": "38;5;166", "#97730a": "38;5;94", "#1f8a5b": "38;5;29", "#7a7f85": "38;5;244",
}  # fmt: skip
"""The same as a terminal is told it, in the nearest of its 256 colours."""

_HARMLESS = {
    **{code: f"^{chr(code ^ 64)}" for code in (*range(32), 127)},
    **dict.fromkeys(range(128, 160), ""),
}
"""What stands for signs that would steer a terminal."""

_NARROWEST_TITLE = 24
"""Columns a title needs beside the word of its status; with less it gets its own line."""
_ANSWER_WIDTH = 14
"""Columns of the answers beside their statements; a longer one stands below."""
_NARROWEST_STATEMENT = 34
"""Columns a statement needs beside its answer."""
_NARROWEST_CELL = 20
"""Columns of a table's widest column, which wraps; with less each row is told as lines."""
_LISTS = (Bullet, StatusLine, Answered, PointLine)
"""What stands together without an empty line."""


def draw(blocks: Blocks, width: int, ascii_only: bool) -> list[StyledLine]:
    """The lines of some blocks, none wider than `width`; lists stay together."""
    lines: list[StyledLine] = []
    before: Block | None = None
    shown = (one for one in blocks if not isinstance(one, Paragraph) or one.is_shown)
    for group in _grouped(shown):
        if before is not None and _parted(before, group[0]):
            lines.append(BLANK)
        lines += _draw_group(group, width, ascii_only)
        before = group[-1]
    return lines


def plainly(text: str, width: int, style: str = "") -> list[StyledLine]:
    """Wrapped text in one style."""
    return [((style, line),) for line in wrap(text, width)]


def as_ansi(line: StyledLine, *, colours: bool) -> str:
    """A line as a terminal is told it."""
    told = []
    for style, text in line:
        look = STYLES.get(style, "")
        text = text.translate(_HARMLESS)
        code = _CODES[look] if colours or not look.startswith("#") else ""
        told.append(f"\x1b[{code}m{text}\x1b[0m" if code and text else text)
    return "".join(told)


def hanging(head: StyledLine, text: str, width: int, style: str = "") -> list[StyledLine]:
    """Text that stands to the right of what heads it, on every line."""
    indent = width_of_line(head)
    first, *rest = wrap(text, max(1, width - indent))
    return [(*head, (style, first)), *(((style, " " * indent + line),) for line in rest)]


def width_of_line(line: StyledLine) -> int:
    """The columns a line takes."""
    return sum(width_of(text) for _, text in line)


def flow(pieces: Iterable[Sequence[StyledLine]], width: int, gap: int) -> list[StyledLine]:
    """Pieces side by side, as many on a line as fit; one of several lines has them for itself."""
    lines: list[StyledLine] = []
    is_open = False
    for piece in pieces:
        is_short = len(piece) == 1
        if is_open and is_short and width_of_line((*lines[-1], *piece[0])) + gap <= width:
            lines[-1] = (*lines[-1], ("", " " * gap), *piece[0])
        else:
            lines += piece
        is_open = is_short
    return lines


def beside(left: str, right: str, width: int) -> list[StyledLine]:
    """A title, and something quiet at the right end of its last line, or below it."""
    if not right:
        return plainly(left, width, "heading") if left else []
    room = width - width_of(right) - 2
    lines = wrap(left, max(1, room)) if left else [""]
    if room < min(width_of(left), _NARROWEST_TITLE):
        aside: StyledLine = (("quiet", wrap(right, width)[0]),)
        return [*plainly(left, width, "heading"), aside]
    blanks = " " * (width - width_of(lines[0]) - width_of(right))
    head = (("heading", lines[0]), ("", blanks), ("quiet", right))
    return [head, *((("heading", line),) for line in lines[1:])]


def _grouped(blocks: Iterable[Block]) -> list[list[Block]]:
    """Statuses that follow each other share their columns; every other block is alone."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and isinstance(block, StatusLine) and isinstance(groups[-1][0], StatusLine):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _parted(before: Block, block: Block) -> bool:
    """Whether an empty line belongs between two blocks."""
    if isinstance(before, Heading):
        return False
    return not (type(before) is type(block) and isinstance(block, _LISTS))


def _draw_group(group: list[Block], width: int, ascii_only: bool) -> list[StyledLine]:
    statuses = [block for block in group if isinstance(block, StatusLine)]
    if statuses:
        return _draw_statuses(statuses, width, ascii_only)
    return _draw_one(group[0], width, ascii_only)


def _draw_one(block: Block, width: int, ascii_only: bool) -> list[StyledLine]:
    match block:
        case StatusLine():
            return _draw_statuses([block], width, ascii_only)
        case Answered():
            return draw_answered(block, width)
        case Table():
            return _draw_table(block, width)
        case Course():
            return _draw_course(block, width, ascii_only)
        case Trail():
            return _draw_trail(block, width, ascii_only)
        case _:
            return _draw_text(block, width)


def _draw_text(
    block: Heading | Paragraph | Bullet | Numbered | PointLine | Verbatim, width: int
) -> list[StyledLine]:
    match block:
        case Heading(text):
            return plainly(text, width, "heading")
        case Paragraph(quiet=quiet):
            return plainly(block.labelled, width, "quiet" if quiet else "")
        case Bullet(text):
            return hanging((("", "- "),), text, width)
        case Numbered():
            return _draw_numbered(block, width)
        case PointLine(number):
            return hanging((("", f"{number}. "),), block.told, width)
        case Verbatim(text):
            return [(("", line),) for line in fold(text, width)]


def _draw_numbered(block: Numbered, width: int) -> list[StyledLine]:
    first, *others = block.body
    lines = hanging((("", f"{block.number}. "),), first.labelled, width)
    return lines + [line for one in others for line in hanging((("", "   "),), one.labelled, width)]


def _draw_statuses(statuses: list[StatusLine], width: int, ascii_only: bool) -> list[StyledLine]:
    """Mark, number, title, and the words in columns; the word first where it is narrow."""
    number = max(width_of(one.number) for one in statuses)
    if all(one.status is None for one in statuses):
        return _joined(_draw_bare(one, number, width) for one in statuses)
    columns = 2 if any(one.before for one in statuses) else 1
    title_width = width - _head_width(number) - columns * (_word_width() + 2)
    if title_width < _NARROWEST_TITLE:
        return _joined(_draw_narrow(one, width, ascii_only) for one in statuses)
    return _joined(_draw_wide(one, number, title_width, ascii_only) for one in statuses)


def _word(status: Status) -> str:
    return say_of("status", status)


def _word_width() -> int:
    """The columns of the longest word of a status."""
    return max(width_of(_word(status)) for status in Status)


def _head_width(number: int) -> int:
    return 2 + number + 2 * bool(number)


def _draw_wide(
    one: StatusLine, number: int, title_width: int, ascii_only: bool
) -> list[StyledLine]:
    head = (*_mark_of(one.status, ascii_only), ("", pad(one.number, number) + "  " * bool(number)))
    indent = " " * _head_width(number)
    first, *rest = wrap(one.title, title_width)
    line: list[Fragment] = [*head, ("heading", first)]
    if one.status is not None or one.before:
        word = _word(one.status) if one.status else ""
        line += [("", " " * (title_width - width_of(first) + 2)), ("status", word)]
        if one.before:
            line += [("quiet", " " * (_word_width() - len(word) + 2) + one.before)]
    below = [(("", indent), ("heading", text)) for text in rest]
    return [tuple(line), *below, *_aside_of(one.aside, indent, title_width)]


def _draw_bare(one: StatusLine, number: int, width: int) -> list[StyledLine]:
    """Without a status: the title, and what limits it."""
    head: StyledLine = (("", pad(one.number, number) + "  "),) if number else ()
    lines = hanging(head, one.title, width, "heading")
    return [*lines, *_aside_of(one.aside, " " * width_of_line(head), width - width_of_line(head))]


def _draw_narrow(one: StatusLine, width: int, ascii_only: bool) -> list[StyledLine]:
    """The word beside the mark, and the title below them."""
    indent = "  "
    number = f"{one.number} " if one.number else ""
    head: StyledLine = ()
    if one.status is not None:
        head = (
            *_mark_of(one.status, ascii_only),
            ("", number),
            ("status", _word(one.status)),
        )
    elif number:
        head = (("", indent), ("", number.strip()))
    before = one.before and hanging((("", indent),), one.before, width, "quiet")
    return [
        *([head] if head else []),
        *(before or []),
        *hanging((("", indent),), one.title, width),
        *_aside_of(one.aside, indent, width - len(indent)),
    ]


def _aside_of(aside: str, indent: str, width: int) -> list[StyledLine]:
    if not aside:
        return []
    return hanging((("", indent),), aside, width + len(indent), "quiet")


def _mark_of(status: Status | None, ascii_only: bool) -> StyledLine:
    if status is None:
        return (("", "  "),)
    mark = MARKS[status][1 if ascii_only else 0]
    return ((f"mark-{status}", mark), ("", " "))


def draw_answered(block: Answered, width: int, style: str = "", keys: int = 0) -> list[StyledLine]:
    """A statement with its answer on the right, or below it where either is long.

    `keys` is the width of the numbers of a list, where others have one.
    """
    number = max(keys, width_of(block.number))
    head: StyledLine = (("key", pad(block.number, number)), ("", "  ")) if number else ()
    indent = " " * (number + 2 * bool(number))
    words = [word for word in (block.answer, block.before) if word]
    room = width - len(indent) - len(words) * (_ANSWER_WIDTH + 2)
    if room >= _NARROWEST_STATEMENT and all(width_of(word) <= _ANSWER_WIDTH for word in words):
        *above, last = hanging(head, block.statement, len(indent) + room, style)
        blanks = len(indent) + room + 2 - width_of_line(last)
        told = "  ".join(pad(word, _ANSWER_WIDTH) for word in words).rstrip()
        lines = [*above, (*last, ("", " " * blanks), ("quiet", told))]
        below: tuple[str, ...] = (block.detail, block.reason, block.noted)
    else:
        lines = hanging(head, block.statement, width, style)
        below = (block.answer, block.detail, block.reason, block.said_before, block.noted)
    for more in filter(None, below):
        lines += hanging((("", indent + "  "),), more, width, "quiet")
    return lines


def _joined(groups: Iterable[list[StyledLine]]) -> list[StyledLine]:
    return [line for group in groups for line in group]


def _draw_table(table: Table, width: int) -> list[StyledLine]:
    """Columns; where they do not fit side by side each row is lines."""
    widths = _widths_of(table, width)
    return _draw_columns(table, widths) if widths else _draw_as_lines(table, width)


def _widths_of(table: Table, width: int) -> list[int]:
    """How wide each column is, where the widest may wrap; none: they do not fit."""
    columns = zip(table.head, *table.rows, strict=True)
    widths = [max(map(width_of, column)) for column in columns]
    over = sum(widths) + 2 * (len(widths) - 1) - width
    widest = widths.index(max(widths))
    if over > 0:
        widths[widest] -= over
    return widths if over <= 0 or widths[widest] >= _NARROWEST_CELL else []


def _draw_columns(table: Table, widths: list[int]) -> list[StyledLine]:
    head = _row(table.head, widths, "heading") if any(table.head) else []
    return [*head, *_joined(_row(row, widths, "") for row in table.rows)]


def _row(cells: tuple[str, ...], widths: list[int], style: str) -> list[StyledLine]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines: list[StyledLine] = []
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = [pad(part, width) for part, width in zip(parts, widths, strict=True)]
        lines.append(((style, "  ".join(padded).rstrip()),))
    return lines


def _draw_as_lines(table: Table, width: int) -> list[StyledLine]:
    """Each row as what it is about, and below it head and cell, where columns do not fit."""
    about, *heads = table.head
    lines = plainly(about, width, "heading") if about else []
    for place, (what, *cells) in enumerate(table.rows):
        lines += [*([BLANK] if place else []), *plainly(what, width)]
        for head, cell in zip(heads, cells, strict=True):
            lines += plainly(f"{head}: {cell}", width)
    return lines


def _draw_course(course: Course, width: int, ascii_only: bool) -> list[StyledLine]:
    """A check-in a row, its marks in columns; where that is too narrow, below it."""
    rows = tuple(
        (*one.cells, *(_sign(one.statuses.get(point), ascii_only) for point in course.points))
        for one in course.moments
    )
    table = Table((*course.head, *map(str, course.points)), rows, course.told)
    if widths := _widths_of(table, width):
        lines = _draw_columns(table, widths)
    else:
        lines = _joined(_draw_moment(one, width, ascii_only) for one in course.moments)
    legend = [
        f"{_sign(status, ascii_only) or say('history.blank')} {_word(status)}"
        for status in course.legend
    ]
    return [*lines, *([BLANK] if legend else []), *_side_by_side(legend, width)]


def _sign(status: Status | None, ascii_only: bool) -> str:
    """The mark of a status in a row of them; *not asked* stays blank."""
    if status in (None, Status.NOT_ASKED):
        return ""
    return MARKS[status][ascii_only]


def _draw_moment(one: Moment, width: int, ascii_only: bool) -> list[StyledLine]:
    number, *cells = one.cells
    lines = hanging((("", f"{number}  "),), "\n".join(cells), width)
    signs = {point: _sign(status, ascii_only) for point, status in one.statuses.items()}
    marks = [f"{point} {sign}" for point, sign in signs.items() if sign]
    indent = " " * (len(number) + 2)
    told = _side_by_side(marks, width - len(indent)) if marks else []
    return [*lines, *((("", indent), *line) for line in told)]


def _draw_trail(trail: Trail, width: int, ascii_only: bool) -> list[StyledLine]:
    """The thing, and below it what became of it on each day."""
    lines: list[StyledLine] = plainly(trail.title, width)
    widest = max(width_of(step.day) for step in trail.steps)
    for step in trail.steps:
        marks = [f"{MARKS[how][ascii_only]} {word}" for how, word in step.marks]
        days = chain((pad(step.day, widest),), repeat(" " * widest))
        told = _side_by_side(marks, width - widest - 4)
        lines += [
            (("", "  "), ("quiet", day), ("", "  "), *line)
            for day, line in zip(days, told, strict=False)
        ]
    return lines


def _side_by_side(texts: Sequence[str], width: int) -> list[StyledLine]:
    return flow((plainly(text, width) for text in texts), width, 2)


def restyled(lines: Iterable[StyledLine], style: str) -> list[StyledLine]:
    """The lines in one style, such as quiet for what is past."""
    return [tuple((style, text) for _, text in line) for line in lines]
