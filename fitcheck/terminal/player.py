"""The one application: it shows a scene, hands it keys, and gives back how it ended."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from fitcheck.env import Env
from fitcheck.errors import Paused
from fitcheck.terminal.held import HeldTerminal
from fitcheck.terminal.keys import Gate
from fitcheck.terminal.pages import FormScene, Typing
from fitcheck.terminal.paint import BLANK, STYLES, StyledLine, plainly
from fitcheck.terminal.scene import Done, HelpWanted, Layout, Pause, Room, Scene, fit
from fitcheck.terminal.sequences import SequenceFilter

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.layout import BufferControl, Container, Window
    from prompt_toolkit.output import ColorDepth, Output
    from prompt_toolkit.styles import BaseStyle

_NAMED = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "enter", "c-j", "escape", "s-tab", "tab", "c-c", "c-z",
    "<sigint>", "<bracketed-paste>", "<any>",
)  # fmt: skip
"""Keys that prompt_toolkit would keep to itself if they were not asked for by name."""
_NAMES = {"c-m": "enter", "c-j": "enter", " ": "space", "c-i": "tab", "<sigint>": "c-c"}
_SIGNS = "▲◐○●›·│┃━─"
"""What a stream must be able to write, or ASCII takes its place."""
_ESCAPE_WAIT = 0.1
"""Seconds after which a lone Esc counts."""
_SLOW_ESCAPE_WAIT = 0.5
"""Where Esc does nothing: a longer wait keeps a key whole that comes in two parts."""


class Player:
    """Plays scenes on a held terminal; the application is built once and run for each of them.

    The first scene is painted before the prompt library is loaded, which only keys need:
    those that are pressed meanwhile wait in the terminal, which shows none of them.
    """

    def __init__(self, env: Env, held: HeldTerminal, clock: Callable[[], float]) -> None:
        self._env = env
        self._held = held
        self._gate = Gate(env.settle, clock)
        self._ascii_only = _needs_ascii(env)
        self._scene: Scene | None = None
        self._sheet = Layout((), ())
        self._is_loaded = False
        self.has_help = False
        self.can_pause = True

    def play(self, scene: Scene) -> Any:
        """Show a scene until it is done; its value, or `Paused`."""
        self._gate.new_screen()
        if not self._is_loaded:
            self._paint_first(scene)
            self._load()
            if self._held.has_many_keys:
                self._gate.hold()
        if self._held.ended:
            self._held.told = True
            raise Paused
        self._begin(scene)
        try:
            return self._question.unsafe_ask()
        except (EOFError, KeyboardInterrupt):
            self._held.ended = self._held.told = True
            raise self._paused() from None
        finally:
            if self._is_typing():
                self._typed.reset()
            self._scene = None

    def wait(self, text: str) -> None:
        """Paint a sentence that stands until the next scene."""
        room = self._room()
        self._draw([BLANK, *plainly(text, room.width)[: room.rows - 1]], room)

    def _draw(self, lines: Iterable[StyledLine], room: Room) -> None:
        colours = not self._env.variables.get("NO_COLOR") and not self._ascii_only
        self._held.draw(lines, room.margin, colours=colours)

    def _paint_first(self, scene: Scene) -> None:
        room = self._room()
        sheet = scene.lay(room)
        typing: tuple[StyledLine, ...] = ()
        if isinstance(scene, FormScene):
            typing = scene.lay_typing(room, scene.texts[scene.index], 0).lines
            typing = fit(typing, rows_to_type(sheet, room))[: rows_to_type(sheet, room)]
        else:
            self._held.drop_keys()
        self._draw((*sheet.body, *typing, *sheet.foot), room)
        self._gate.painted()

    def _load(self) -> None:
        from prompt_toolkit.buffer import Buffer
        from questionary import Question

        keys, self._screen = self._held.library()
        self._typed = Buffer(multiline=True)
        self._application = self._build(keys, self._screen, _color_depth(self._env))
        self._application.timeoutlen = _ESCAPE_WAIT
        SequenceFilter.put_before(keys, self._is_typing)
        self._question = Question(self._application)
        self._held.on_end = partial(self._soon, self._pause)
        self._held.on_stop = partial(self._soon, self._suspend)
        self._is_loaded = True

    def _begin(self, scene: Scene) -> None:
        wait = _SLOW_ESCAPE_WAIT if scene.slow_escape else _ESCAPE_WAIT
        self._application.ttimeoutlen = wait
        self._scene = scene
        if isinstance(scene, FormScene):
            self._open_field(scene)
            self._application.layout.focus(self._typed)
        else:
            self._application.layout.focus(self._top)

    def _open_field(self, scene: FormScene) -> None:
        """Let the buffer hold the text of the open field, with the cursor behind it."""
        from prompt_toolkit.document import Document

        text = scene.texts[scene.index]
        self._scene = scene
        self._typed.reset(Document(text, len(text)))
        # What was cut in one field, a passphrase perhaps, is not for the next.
        self._application.clipboard.set_text("")

    def _room(self) -> Room:
        return Room(*self._held.size, self._ascii_only, self.has_help, self.can_pause)

    def _paused(self) -> Paused:
        """A pause with what was being typed; never a passphrase."""
        scene = self._scene
        if not isinstance(scene, FormScene) or scene.field.secret:
            return Paused()
        return Paused(self._typed.text, scene.typed(self._typed.text).texts)

    def _soon(self, act: Callable[[], None]) -> None:
        """Do what a signal asks for; its handler may be called between any two steps."""
        loop = self._application.loop
        if loop is not None:
            loop.call_soon_threadsafe(act)

    def _pause(self) -> None:
        self._held.told = self._held.ended
        self._leave(self._paused())

    def _leave(self, end: object) -> None:
        """End the run with a value, or with an error to be raised."""
        if not self._application.is_running or self._application.is_done:
            return
        if isinstance(end, BaseException):
            self._application.exit(exception=end)
        else:
            self._application.exit(result=end)

    def _press(self, event: "KeyPressEvent") -> None:
        """Hand a key to the scene, if it counts, and go where it leads.

        An error leaves through the run: prompt_toolkit would print it, with values.
        """
        try:
            key = event.key_sequence[-1].key
            self._pressed(_NAMES.get(key, key.lower()))
        except Exception as error:
            self._leave(error)

    def _pressed(self, key: str) -> None:
        scene, room = self._scene, self._room()
        if key == "c-z":
            self._suspend()
            return
        if isinstance(scene, FormScene):
            scene = scene.typed(self._typed.text)
        if scene is None or not self._lets(key, scene, room):
            return
        step = scene.press(key, room)
        if isinstance(step, Done):
            self._leave(step.value)
        elif isinstance(step, HelpWanted):
            self._leave(step)
        elif isinstance(step, Pause):
            self._pause()
        elif isinstance(step, FormScene) and step.index != self._index():
            self._open_field(step)
        else:
            self._scene = step

    def _index(self) -> int | None:
        """The field that is open."""
        return self._scene.index if isinstance(self._scene, FormScene) else None

    def _lets(self, key: str, scene: Scene, room: Room) -> bool:
        """Whether a key counts now; Enter always does on a field where something was typed."""
        if isinstance(scene, FormScene) and scene.texts[scene.index] != scene.field.text:
            return True
        return self._gate.lets(scene.weigh(key, room))

    def _suspend(self) -> None:
        """Give the terminal back, stop until the shell brings us to the fore, and come back."""
        if self._held.suspend():
            self._gate.new_screen()
            self._application.renderer.reset()
            self._application.invalidate()

    def _before_render(self, application: "Application[Any]") -> None:
        """Lay the sheet that is about to be drawn, from the corner where nothing is known."""
        if self._held.ended:
            # A signal may have come just before there was a run to end.
            self._pause()
        if application.is_done or self._scene is None:
            self._held.lid(on=True)
            return
        self._held.lid(on=False)
        try:
            self._sheet = self._scene.lay(self._room())
        except Exception as error:
            self._leave(error)
        if application.renderer.last_rendered_screen is None:
            # After a resize a terminal may have put the cursor anywhere.
            self._screen.cursor_goto(0, 0)

    def _after_render(self, application: "Application[Any]") -> None:
        if not application.is_done:
            self._gate.painted()

    def _build(
        self, keys: "Input", screen: "Output", depth: "ColorDepth | None"
    ) -> "Application[Any]":
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout

        return Application(
            layout=Layout(self._container(), focused_element=self._top),
            key_bindings=self._key_bindings(),
            style=_style(),
            erase_when_done=True,
            include_default_pygments_style=False,
            mouse_support=False,
            color_depth=depth,
            before_render=self._before_render,
            after_render=self._after_render,
            input=keys,
            output=screen,
        )

    def _container(self) -> "Container":
        """The body over the place to type over the foot, and nothing below."""
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.layout import ConditionalContainer, HSplit, Window

        typing = Condition(self._is_typing)
        self._top = self._pane(lambda: self._sheet.body)
        field = ConditionalContainer(self._field(), filter=typing)
        foot = self._pane(lambda: self._sheet.foot)
        return HSplit([self._top, field, foot, Window()], height=lambda: self._room().rows)

    def _pane(self, lines: Callable[[], tuple[StyledLine, ...]]) -> "Window":
        """A window that is as high as its lines are many."""
        from prompt_toolkit.layout import Dimension, FormattedTextControl, Window

        def text() -> "StyleAndTextTuples":
            margin = ("", " " * self._room().margin)
            fragments: StyleAndTextTuples = []
            for line in lines():
                fragments += (margin, *line, ("", "\n"))
            return fragments[:-1]

        return Window(
            FormattedTextControl(text, focusable=True, show_cursor=False),
            height=lambda: Dimension.exact(len(lines())),
        )

    def _field(self) -> "Container":
        from prompt_toolkit.layout import Window

        control = _typing_control(self._typed, self._lay_typing)
        return Window(control, height=lambda: rows_to_type(self._sheet, self._room()))

    def _lay_typing(self) -> tuple[Typing, int]:
        """The places to type as they stand, and the margin beside them."""
        scene, room = self._scene, self._room()
        if not isinstance(scene, FormScene):
            return Typing((), 0, 0), 0
        document = self._typed.document
        return scene.lay_typing(room, document.text, document.cursor_position), room.margin

    def _is_typing(self) -> bool:
        return isinstance(self._scene, FormScene)

    def _key_bindings(self) -> "KeyBindings":
        """Every key goes to the scene, save those that edit text."""
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings

        bindings = KeyBindings()
        typing = Condition(self._is_typing)
        for name in _NAMED:
            bindings.add(name, filter=~typing)(self._press)
        for name in ("enter", "escape", "s-tab", "tab", "pageup", "pagedown", "c-z"):
            bindings.add(name, filter=typing)(self._press)
        for name in ("c-c", "<sigint>"):
            bindings.add(name, filter=typing)(lambda _: self._pause())
        for names in (("c-j",), ("escape", "enter")):
            bindings.add(*names, filter=typing)(_break_line)
        return bindings


def rows_to_type(sheet: Layout, room: Room) -> int:
    """The rows between what scrolls and what always stands there."""
    return max(1, room.rows - len(sheet.body) - len(sheet.foot))


def _break_line(event: "KeyPressEvent") -> None:
    event.current_buffer.newline(copy_margin=False)


def _typing_control(buffer: "Buffer", lay: Callable[[], tuple[Typing, int]]) -> "BufferControl":
    """A buffer to type in, drawn by our own lines: broken between words, with other fields."""
    from prompt_toolkit.data_structures import Point
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.layout import BufferControl, UIContent

    class TypingControl(BufferControl):
        def preferred_height(self, *_: object) -> int | None:
            return len(lay()[0].lines)

        def create_content(self, *_: object, **__: object) -> UIContent:
            typing, margin = lay()

            def line(number: int) -> StyleAndTextTuples:
                return [("", " " * margin), *typing.lines[number]]

            return UIContent(
                get_line=line,
                line_count=len(typing.lines),
                cursor_position=Point(x=margin + typing.column, y=typing.row),
            )

    return TypingControl(buffer)


def _style() -> "BaseStyle":
    """The painter's styles, for the held screen."""
    from prompt_toolkit.styles import Attrs, Style

    # Since 3.0.52; before it, a grey that stands back on light and dark alike.
    dim = "dim" if "dim" in Attrs._fields else "#808080"
    return Style.from_dict({name: style.replace("dim", dim) for name, style in STYLES.items()})


def _color_depth(env: Env) -> "ColorDepth | None":
    """No colours where they are not wanted; else what the terminal is said to do."""
    from prompt_toolkit.output import ColorDepth

    return ColorDepth.DEPTH_1_BIT if env.variables.get("NO_COLOR") else None


def _needs_ascii(env: Env) -> bool:
    """Whether signs beyond ASCII would come out as question marks or boxes."""
    try:
        _SIGNS.encode(env.screen.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return env.variables.get("TERM") == "linux"
