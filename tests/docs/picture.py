"""The picture of the README: the summary of the made-up check-in."""

import io
import re

from fitcheck.checkin.made_up import made_up_check_in
from fitcheck.terminal.output import drawn_on
from fitcheck.views.summary import summary
from tests.world import World

FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
  <title>The summary of a made-up check-in</title>
  <desc>Five points, each with a mark, a word and the answers behind it.</desc>
  <style>
    .{unique_id}-matrix {{
      font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
      font-size: {char_height}px; line-height: {line_height}px;
    }}
    {styles}
  </style>
  <defs>{lines}</defs>
  <rect fill="#14181b" width="{width}" height="{height}" rx="8"/>
  <g transform="translate({terminal_x}, {terminal_y})">
    {backgrounds}
    <g class="{unique_id}-matrix">{matrix}</g>
  </g>
</svg>
"""
"""Our own frame: the usual one loads a font from the network."""


def svg() -> str:
    """The drawn summary as a picture that asks nothing of any network."""
    import tempfile
    from pathlib import Path

    from rich.console import Console

    with tempfile.TemporaryDirectory() as folder:
        check_in = made_up_check_in(World(home=Path(folder)).env())
    console = Console(
        file=io.StringIO(), record=True, width=80, markup=False, emoji=False, highlight=False,
        force_terminal=True, color_system="truecolor",
    )  # fmt: skip
    drawn_on(console, summary(check_in)[:-4], marks=True)
    drawn = console.export_svg(title="", code_format=FORMAT, unique_id="fitcheck")
    return re.sub(r"[ \t]+\n", "\n", drawn)
