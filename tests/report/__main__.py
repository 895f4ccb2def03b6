"""Write the golden files anew, then read every change: `python -m tests.report`."""

from .gold import GOLDEN, told

for name, text in told().items():
    (GOLDEN / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
