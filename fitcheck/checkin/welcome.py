"""The very first time: what this is, and how answers are to be kept."""

from fitcheck.document import Blocks, Bullet, Paragraph
from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.store.files import looks_synced
from fitcheck.store.folder import Keeping
from fitcheck.store.store import History
from fitcheck.terminal.prompts import Face, Field, Menu, Move, Option

FIRST_LINE = (
    "fitcheck: press Enter to start. "
    "Or type p and Enter for plain text, for example with a screen reader.\n"
)

WHAT_IT_IS: Blocks = (
    Bullet("A private look at how things are between you and your therapist."),
    Bullet("It is no test, it rates nobody, and it never says stay or go."),
    Bullet("About ten minutes. A note for your session takes five more, if you want one."),
    Bullet(
        "You can skip everything and pause at any time; your answers are kept. Only "
        'if you choose "stop here" among a few separate questions, those few are gone.'
    ),
    Bullet("Nothing leaves this computer. There is no network in this program."),
    Bullet(
        "It is not for a moment of danger. If you are not safe, call your local "
        "emergency number. Help by country: fitcheck learn help"
    ),
)


def wants_plain(env: Env) -> bool:
    """Show the first line and read the answer to it, whatever the terminal can do."""
    env.screen.write(FIRST_LINE)
    env.screen.flush()
    try:
        line = env.stdin.readline()
    except KeyboardInterrupt:
        raise Paused from None
    if not line.endswith("\n"):
        raise Paused
    return line.strip().lower() in ("p", "plain")


def choose_keeping(face: Face, history: History) -> History | None:
    """Say what this is, and ask how answers are kept; None: nothing is kept."""
    while True:
        picked = face.choose(_menu(history))
        match picked:
            case Keeping.PLAIN:
                history.begin()
                return history
            case Keeping.LOCKED:
                locked = lock_from_the_start(face, history)
                if locked is not None:
                    return locked
            case _:
                return None


def _menu(history: History) -> Menu:
    body = WHAT_IT_IS
    synced = looks_synced(history.home)
    if synced:
        body = (*body, Paragraph(f"Careful: {synced} seems to copy the folder {history.home}."))
    return Menu(
        title="How should your answers be kept?",
        body=body,
        options=(
            Option(Keeping.PLAIN, "On this computer, so that I can pause and look again later"),
            Option(
                Keeping.LOCKED,
                "Locked with a passphrase: others can see that it is there, but not read it",
            ),
            Option(Keeping.NOTHING, "Keep nothing: no file at all, so a pause ends it"),
        ),
        name="keeping",
        silent=Keeping.NOTHING,
    )


def lock_from_the_start(face: Face, history: History) -> History | None:
    """Ask for a passphrase twice and begin locked; None where the person thought better."""
    passphrase = new_passphrase(face)
    return history.begin_locked(passphrase) if passphrase else None


def new_passphrase(face: Face) -> str:
    """Ask for a new passphrase twice, after saying what its loss means; empty: declined."""
    body: Blocks = (
        Paragraph(
            "If this passphrase is lost, your answers are lost. Nobody can bring them back, "
            "and neither can we. Write it down and keep it in a safe place."
        ),
        Paragraph("Several words are better than one. Leave it empty to go back."),
    )
    while True:
        first = face.write(
            Field(title="A new passphrase", body=body, secret=True, name="new-passphrase")
        )
        if isinstance(first, Move) or not first.strip():
            return ""
        second = face.write(Field(title="The same once more", secret=True, name="new-passphrase"))
        if first == second:
            return first
        body = (Paragraph("The two were not the same. Please type it twice again."),)


def kept_line(history: History | None) -> str:
    """The choice of keeping, as one line."""
    if history is None:
        return "Nothing is kept in this check-in."
    if history.keeping is Keeping.LOCKED:
        return "Your answers are kept on this computer, locked."
    return "Your answers are kept on this computer."
