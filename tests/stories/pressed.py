"""The keys of a drawn story: a script that runs out fails at once, with the screen it stood at."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from select import select
from typing import TYPE_CHECKING, Any

import pyte

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.input import PipeInput
    from prompt_toolkit.output import Output


class RunsOutError(AssertionError):
    """A story whose person has nothing more to say, while something is still asked."""


@contextmanager
def pressed_keys() -> Iterator["PipeInput"]:
    """An input for keys that are all sent before the scene that takes them.

    A scene that has seen all of them and is not done would wait for ever.
    """
    from prompt_toolkit.application import get_app
    from prompt_toolkit.input import create_pipe_input

    with create_pipe_input() as keys:
        attach = keys.attach

        def check(application: "Application[Any]") -> None:
            is_waiting = application.key_processor.input_queue or select([keys], [], [], 0)[0]
            # A lone Esc is held until it is clear that no sequence follows.
            is_held = vars(keys.vt100_parser).get("_waiting")  # type: ignore[attr-defined]
            if not application.is_done and not is_waiting and not is_held:
                application.exit(exception=RunsOutError(_shown(application.output)))

        def watched(ready: Callable[[], None]) -> AbstractContextManager[None]:
            application = get_app()
            application.after_render += check
            return attach(ready)

        keys.attach = watched  # type: ignore[method-assign,assignment]
        yield keys


def quick_screen() -> "Output":
    """A screen that nobody looks at, unless a story runs out of keys."""
    from prompt_toolkit.output import DummyOutput

    class Quick(DummyOutput):
        told = ""

        def write_raw(self, data: str) -> None:
            self.told += data

    return Quick()


def _shown(output: "Output") -> str:
    size = output.get_size()
    screen = pyte.Screen(size.columns, size.rows)
    pyte.Stream(screen).feed(getattr(output, "told", ""))
    return "\n".join(("no key is left at this screen:", *screen.display)).rstrip()
