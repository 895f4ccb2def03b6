"""A browser without a window: pictures, printed pages, and what became of a page."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

ALONE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def run(page: str, *options: str) -> str:
    """Open a page in a fresh browser; what it wrote to stdout."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        done = subprocess.run(
            [str(CHROMIUM), *ALONE, f"--user-data-dir={folder}/profile", *options, file.as_uri()],
            check=True,
            capture_output=True,
            timeout=60,
        )
    return done.stdout.decode()


def picture(page: str, to: Path, *, width: int, height: int, dark: bool = False) -> None:
    """The page as it looks in a window of this size."""
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    run(page, f"--screenshot={to}", f"--window-size={width},{height}", *scheme)


def printed(page: str, to: Path, paper: str) -> int:
    """Print a page on a paper and count its sheets."""
    # The policy knows the style sheet by its hash, and this changes the sheet.
    open_page = re.sub(r"<meta http-equiv[^>]*>", "", page)
    sized = open_page.replace("@page{", f"@page{{size:{paper};")
    run(sized, "--no-pdf-header-footer", f"--print-to-pdf={to}")
    return len(re.findall(rb"/Type\s*/Page\b", to.read_bytes()))


def on_a_phone(page: str, *, width: int = 360, height: int = 740) -> str:
    """A page around this page that is as narrow as a phone; no window is."""
    style = (
        "body{margin:0;min-height:100vh;display:grid;place-content:center;background:#b9bfbd}"
        "iframe{border:10px solid #1b1f21;border-radius:34px;background:#fff}"
    )
    return f"<!doctype html><style>{style}</style>{_frame(page, width, height)}"


def measured(pages: Iterable[str], expression: str, *, width: int = 360) -> list[str]:
    """What an expression about the document `page` gives for each page at this width."""
    script = (
        "<script>onload=()=>{for(const frame of document.querySelectorAll('iframe')){"
        "const page=frame.contentDocument,told=document.createElement('pre');"
        f"told.textContent=String({expression});document.body.append(told)}}}}</script>"
    )
    frames = "".join(_frame(page, width, 740) for page in pages)
    shown = run(f"<!doctype html><body>{frames}{script}", "--dump-dom")
    return re.findall(r"<pre>(.*?)</pre>", shown, re.DOTALL)


def _frame(page: str, width: int, height: int) -> str:
    return f'<iframe width="{width}" height="{height}" srcdoc="{escape(page)}"></iframe>'
