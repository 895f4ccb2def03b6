"""Help by country, from wherever a person is; the country is chosen, never guessed."""

from fitcheck.content import reading
from fitcheck.questions.reading import Reading
from fitcheck.terminal.prompts import Menu, Option, Prompter
from fitcheck.texts import say
from fitcheck.views.reading import country


def open_help(prompter: Prompter) -> None:
    """What `h` opens; reads the pages only then."""
    read_help(prompter, reading())


def read_help(prompter: Prompter, reading: Reading) -> None:
    """Let the person choose a country until she goes back, and show who can help there."""
    options = tuple(Option(one.id, one.name) for one in reading.help)
    menu = Menu(title=say("separate.country"), options=options, back=True, name="country")
    while True:
        picked = prompter.select(menu)
        chosen = next((one for one in reading.help if one.id == picked), None)
        if chosen is None:
            return
        prompter.page(chosen.name, country(chosen))
