"""Help by country, from wherever a person is; the country is chosen, never guessed."""

from fitcheck.content import reading
from fitcheck.document import Paragraph
from fitcheck.terminal.prompts import Action, Menu, Option, Prompter
from fitcheck.texts import say
from fitcheck.views.reading import country_page


def open_help(prompter: Prompter) -> None:
    """Let the person choose a country, and show who can help there; back leads to the choice."""
    countries = reading().help
    menu = Menu(
        title=say("separate.country"),
        body=(
            Paragraph(say("separate.country-why"), quiet=True),
            Paragraph(say("separate.keys"), quiet=True, told=say("separate.keys-told")),
        ),
        options=tuple(Option(one.id, one.name) for one in countries),
        back=True,
        name="country",
    )
    while True:
        picked = prompter.select(menu)
        chosen = next((one for one in countries if one.id == picked), None)
        if chosen is None:
            return
        if prompter.page(chosen.name, country_page(chosen)) is not Action.BACK:
            return
