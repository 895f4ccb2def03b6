"""Make the pictures of the notes: `python -m docs.pictures`, with chromium installed.

The people in them are made up; they are the ones of the tests.
"""

import subprocess
from pathlib import Path

from fitcheck.report import letter
from fitcheck.views.personal_note import personal_note
from fitcheck.views.web_page import as_html
from tests.report.browser import on_a_phone, picture, printed
from tests.report.check_ins import me_over_a_year
from tests.report.people import first_time_client, leaving_with_dignity

HERE = Path(__file__).parent / "pictures"


def main() -> None:
    """Write every picture anew."""
    HERE.mkdir(exist_ok=True)
    session = as_html(letter(leaving_with_dignity()))
    picture(session, HERE / "session-light.png", width=900, height=1400)
    picture(session, HERE / "session-dark.png", width=900, height=1400, dark=True)
    picture(on_a_phone(session), HERE / "session-phone.png", width=500, height=820)
    picture(as_html(letter(first_time_client())), HERE / "call.png", width=900, height=1060)
    picture(as_html(personal_note(me_over_a_year())), HERE / "for-me.png", width=900, height=1500)
    sheet = HERE / "session-print.pdf"
    printed(session, sheet, "A4")
    to_png = ["pdftoppm", "-r", "96", "-png", "-singlefile", str(sheet)]
    subprocess.run([*to_png, str(sheet.with_suffix(""))], check=True)  # noqa: S603 - our own file
    sheet.unlink()


if __name__ == "__main__":
    main()
