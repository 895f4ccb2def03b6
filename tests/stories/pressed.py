"""The keys of a drawn story: a script that runs out fails at once, with the screen it stood at."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from select import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.input import PipeInput


class RunsOutError(AssertionError):
    """A story whose person has nothing more to say, while something is still asked."""


@contextmanager
def pressed_keys() -> Iterator["PipeInput"]:
    """An input for keys that are all sent before the scene that takes them.

    A scene that has seen all of them and is not done would wait for ever.
    """
    from prompt_toolkit.input import create_pipe_input

    with create_pipe_input() as keys:
        attach = keys.attach

        def watched(ready: Callable[[], None]) -> AbstractContextManager[None]:
            from asyncio import get_running_loop

            loop, left = get_running_loop(), _failing_when_out(keys.fileno())
            loop.call_soon(left)

            def read() -> None:
                ready()
                loop.call_soon(left)

            return attach(read)

        keys.attach = watched  # type: ignore[method-assign,assignment]
        yield keys


def _failing_when_out(waiting: int) -> Callable[[], None]:
    """What ends the scene that is shown, where no key waits for it and it is not done."""
    from prompt_toolkit.application import get_app

    application = get_app()

    def check() -> None:
        if application.is_done or select([waiting], [], [], 0)[0]:
            return
        screen = application.renderer.last_rendered_screen
        rows = screen.data_buffer if screen else {}
        shown = ["".join(rows[row][at].char for at in sorted(rows[row])) for row in sorted(rows)]
        error = RunsOutError("\n".join(("no key is left at this screen:", *shown)))
        application.exit(exception=error)

    return check
