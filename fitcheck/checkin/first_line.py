"""The very first line, and its answer: the drawn screen, or plain text from now on.

It is said before anything else is loaded; that is done while it is read.
"""

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.store.files import Files
from fitcheck.texts import say


def greet(env: Env) -> bool:
    """Say the first line where it surely comes first; whether it was said."""
    if env.asks_for_plain or not env.has_terminal or Files().exists(env.home):
        return False
    say_first_line(env)
    return True


def say_first_line(env: Env) -> None:
    """Say it as plain text, whatever the terminal can do."""
    env.screen.write(f"{say('welcome.first-line')}\n")
    env.screen.flush()


def wants_plain(env: Env) -> bool:
    """Read the answer to the first line."""
    try:
        line = env.stdin.readline()
    except KeyboardInterrupt:
        raise Paused from None
    if not line.endswith("\n"):
        raise Paused
    return line.strip().lower() in ("p", "plain")
