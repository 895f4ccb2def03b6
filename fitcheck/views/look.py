"""How a page looks: its colours, and its one style sheet.

Large and calm, in the fonts the computer has. What the person says stands in
the serif, what the page says in the other; nothing is told by colour alone.
"""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "desk": "#efe9df",
    "paper": "#fffdf8",
    "tint": "#eef4f1",
    "ink": "#20262a",
    "quiet": "#545d62",
    "accent": "#1c5f5a",
    "warm": "#8c4a12",
    "line": "#d8d0c2",
}

DARK: Mapping[str, str] = {
    "desk": "#101315",
    "paper": "#181c1f",
    "tint": "#202a2b",
    "ink": "#ebe6dc",
    "quiet": "#b2b6b3",
    "accent": "#8fd1c7",
    "warm": "#f2b880",
    "line": "#3c4448",
}

PRINT: Mapping[str, str] = {
    "desk": "#ffffff",
    "paper": "#ffffff",
    "tint": "#ffffff",
    "ink": "#16191b",
    "quiet": "#474e52",
    "accent": "#174f4b",
    "warm": "#7a3f0d",
    "line": "#b9b2a6",
}

READ: tuple[tuple[str, str], ...] = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("quiet", "paper"),
    ("quiet", "tint"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("warm", "paper"),
    ("paper", "accent"),
)
"""Every colour that something is written in, with the one it stands on."""


def style() -> str:
    """The style sheet of every page."""
    return (
        _colours(LIGHT)
        + "@media (prefers-color-scheme:dark){"
        + _colours(DARK)
        + "}"
        + _SCREEN.strip()
        + "@media print{"
        + _colours(PRINT)
        + _PAPER.strip()
        + "}"
    )


def _colours(table: Mapping[str, str]) -> str:
    return ":root{" + "".join(f"--{name}:{value};" for name, value in table.items()) + "}"


_SCREEN = """
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;padding:clamp(0rem,4vw,3.5rem) clamp(0rem,3vw,2rem);background:var(--desk);
color:var(--ink);font:1.0625rem/1.6 var(--said);overflow-wrap:anywhere;
--said:"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,"Book Antiqua",
Georgia,"Noto Serif","Liberation Serif",serif;
--told:"Segoe UI",-apple-system,BlinkMacSystemFont,"Helvetica Neue",Roboto,"Noto Sans",
"Liberation Sans",Arial,sans-serif}
main{max-width:46rem;margin:0 auto;padding:clamp(1.5rem,6vw,4rem) clamp(1.25rem,6vw,4.25rem);
background:var(--paper);border-top:.375rem solid var(--accent)}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol{list-style:none}
h1{font-size:clamp(2rem,6.5vw,2.75rem);line-height:1.12;font-weight:600;letter-spacing:-.012em;
text-wrap:balance}
h1 span{display:block;margin-top:.4em;font:500 1rem/1.4 var(--told);letter-spacing:.01em;
color:var(--quiet)}
h2{font:600 .9375rem/1.4 var(--told);color:var(--accent);margin-bottom:.5rem;text-wrap:balance}
h3{font:600 1rem/1.4 var(--told);color:var(--ink);margin:1.75rem 0 .5rem}
section{margin-top:2.5rem}
p,dd,li{text-wrap:pretty}
.told{font-family:var(--told);font-size:.9375rem;line-height:1.5;color:var(--quiet)}
header p,header dl{margin-top:.9rem}
.typed{white-space:pre-line;unicode-bidi:plaintext}
.lines li{position:relative;padding-inline-start:1.4rem;margin-top:.45rem}
.lines li::before{content:"";position:absolute;inset-inline-start:.2rem;top:.66em;width:.375rem;
height:.375rem;border-radius:50%;background:var(--accent);print-color-adjust:exact}
.letter{margin-top:2.25rem}
.letter p+p{margin-top:.8rem}
.part p+p{margin-top:.5rem}
footer{margin-top:3rem}
.topics{margin:2.75rem clamp(-2rem,-3vw,0rem) 0;padding:clamp(1.25rem,4vw,2rem);
background:var(--tint);border-inline-start:.25rem solid var(--accent)}
.topics h2{margin-bottom:1.1rem}
.topic{display:grid;grid-template-columns:2.25rem 1fr;column-gap:.5rem}
.topic+.topic{margin-top:1.75rem;padding-top:1.75rem;border-top:1px solid var(--line)}
.topic .count{font-size:1.75rem;line-height:1.2;color:var(--accent)}
.happened{font-size:clamp(1.25rem,4vw,1.5rem);line-height:1.35}
dt{font:600 .875rem/1.4 var(--told);color:var(--quiet);margin-top:.8rem}
dd{font-size:1.125rem;line-height:1.5}
.points{padding-top:2rem;border-top:1px solid var(--line)}
.points h2{margin-bottom:.15rem}
.drawing{display:block;max-width:100%;height:auto;margin:1.25rem 0}
.drawing text{font-family:var(--told);font-weight:600;text-anchor:middle;fill:var(--quiet)}
.drawing .number{font-size:20px}
.drawing.strip .number{font-size:16px}
.drawing .month{font-size:12.5px;font-weight:500}
.drawing circle{fill:none;stroke:var(--accent);stroke-width:2}
.stone.today circle{fill:var(--accent)}
.stone.today text{fill:var(--paper)}
.stone.keep text{fill:var(--accent)}
.stone.keep .inner{stroke-width:1}
.stone.nothing circle{stroke:var(--quiet);stroke-width:1;stroke-dasharray:2 4}
.mark .full{fill:var(--accent);stroke:none}
.mark.worth-raising .full{fill:var(--warm)}
.mark.not-asked .full{fill:var(--quiet)}
.rows li{position:relative;display:grid;grid-template-columns:1.75rem 1fr;column-gap:.25rem;
padding:.4rem 0;font-family:var(--told);font-size:.9375rem;line-height:1.45}
.colon{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.rows .count{color:var(--quiet);font-variant-numeric:tabular-nums}
.rows .what{color:var(--quiet)}
.rows strong{font-weight:600;color:var(--accent)}
.rows .raise strong{color:var(--warm)}
.asks li{display:grid;grid-template-columns:2.25rem 1fr;column-gap:.5rem;padding-top:1.25rem}
.asks .count{font-size:1.75rem;line-height:1.2;color:var(--accent)}
.asks .room{grid-column:2;height:3.25rem;border-bottom:1px solid var(--line)}
.reason{display:block;font-family:var(--told);font-size:.875rem;color:var(--warm)}
.note{display:block;margin-top:.25rem;padding-inline-start:.8rem;
border-inline-start:.125rem solid var(--line);color:var(--quiet)}
.note b{font:600 .875rem/1.4 var(--told);display:block}
.point{margin-top:3rem;padding-top:2rem;border-top:1px solid var(--line)}
.point h2{font:600 1.5rem/1.25 var(--said);color:var(--ink)}
.end{margin-top:3rem;padding-top:1.5rem;border-top:1px solid var(--line)}
@media (min-width:40rem){.rows li{grid-template-columns:1.75rem 1fr auto;column-gap:.5rem}
.rows .what{text-align:end}.rows .why{grid-column:2/-1}}
@media (max-width:39.99rem){.rows .what,.rows .why{grid-column:2}}
"""

_PAPER = """
@page{margin:13mm 17mm}
html{color-scheme:light;font-size:14px}
html.large{font-size:17px}
html.middle{font-size:15px}
body,main{padding:0;background:none}
body{line-height:1.45}
main{max-width:none;border-top:0}
header p,header dl{margin-top:.4rem}
h1{font-size:2.25rem}
h1 span{margin-top:.2em}
h2{margin-bottom:.2rem}
section{margin-top:1.15rem;break-inside:avoid}
.lines li{margin-top:.2rem}
.letter{margin-top:1.3rem}
.letter p+p{margin-top:.4rem}
footer{margin-top:1.3rem}
footer p{display:inline;margin-inline-end:1.5rem}
html.small h1{font-size:1.8rem}
html.small section{margin-top:.85rem}
html.small .letter .happened{font-size:1.2rem}
.topics{margin:1.4rem 0 0;padding:.1rem 0 .1rem 1.25rem}
.topics h2{margin-bottom:.5rem}
.topic{break-inside:avoid}
.topic+.topic{margin-top:.8rem;padding-top:.8rem}
.topics dl{display:grid;gap:0 2rem;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr))}
dt{margin-top:.35rem}
.happened{font-size:1.4rem}
.points{padding-top:.9rem}
.drawing{margin:.6rem 0 .4rem;width:auto;height:2.5rem}
.drawing.standing{height:3.5rem}
.drawing.strip{height:14rem}
.rows li{grid-template-columns:1.75rem 1fr auto;padding:.1rem 0}
.point{margin-top:1.5rem;padding-top:1.1rem;break-inside:auto}
.point h2{font-size:1.3rem}
h3{margin:.9rem 0 .25rem}
li{break-inside:avoid}
.end{margin-top:1.5rem;padding-top:1rem}
h1,h2,h3{break-after:avoid}
"""
