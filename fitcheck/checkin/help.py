"""Help by country, from wherever a person is; the country is chosen, never guessed."""

from fitcheck.content import reading
from fitcheck.document import Blocks, Paragraph
from fitcheck.terminal.prompts import Action, Menu, Option, Prompter
from fitcheck.texts import say
from fitcheck.views.reading import country_page


def open_help_by_key(prompter: Prompter) -> None:
    """The same for who pressed `h`, which in other programs shows the keys."""
    keys = Paragraph(say("separate.keys"), quiet=True, told=say("separate.keys-told"))
    open_help(prompter, (keys,))


def open_help(prompter: Prompter, also: Blocks = ()) -> None:
    """Let the person choose a country, and show who can help there; back leads to the choice."""
    countries = reading().help
    menu = Menu(
        title=say("separate.country"),
        body=(Paragraph(say("separate.country-why"), quiet=True), *also),
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
