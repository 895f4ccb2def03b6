"""What a sitting needs of the place where things are kept, and the place itself."""

from typing import Protocol

import msgspec

from fitcheck.store.records import Amendment, CheckIn, Draft
from fitcheck.store.store import History


class Keeper(Protocol):
    """The place where a sitting keeps what must not be lost."""

    def keep_draft(self, draft: Draft) -> None:
        """Keep the draft on disk; done when this returns."""

    def finish(self, check_in: CheckIn) -> None:
        """Keep the finished check-in, then let its draft go."""

    def amend(self, amendment: Amendment) -> None:
        """Keep an answer that was given or changed after the summary."""


class Keeps(msgspec.Struct, frozen=True):
    """Keeps it all in the history."""

    history: History

    def keep_draft(self, draft: Draft) -> None:
        """Keep the draft on disk; done when this returns."""
        self.history.write_draft(draft)

    def finish(self, check_in: CheckIn) -> None:
        """Keep the finished check-in, then let its draft go."""
        self.history.finish(check_in)

    def amend(self, amendment: Amendment) -> None:
        """Keep an answer that was given or changed after the summary."""
        self.history.save(amendment)
