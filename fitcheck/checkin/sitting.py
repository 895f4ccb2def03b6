"""One check-in from its first card to the end of its summary, back and forth."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace as changed

from fitcheck.checkin.interview import Interview, ask_all
from fitcheck.checkin.steps import Turn
from fitcheck.store.records import Draft

if TYPE_CHECKING:
    from fitcheck.checkin.glance import Glance


def sit_through(interview: Interview, set_up_again: Callable[[Draft], Draft]) -> "Glance":
    """Ask all that is to be asked, and show where things stand.

    `set_up_again` asks once more where the person is, who went back from the first card.
    Raises Paused, by which time all that was acknowledged is kept, and Stopped.
    """
    closing = None
    while True:
        interview, turn = ask_all(interview)
        if turn is Turn.BACK:
            interview = changed(interview, draft=set_up_again(interview.draft))
            continue
        # Loaded only now: nobody should wait for the summary before the first card.
        from fitcheck.checkin.review import Closing, complete

        closing = changed(closing, interview=interview) if closing else Closing(interview)
        done = complete(closing)
        if not isinstance(done, Closing):
            return done
        closing, interview = done, done.interview
