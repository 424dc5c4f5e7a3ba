"""A rehearsal (预演): an act goes through the same door and the same rules, and nothing is written.

So a form can say what would come of what is being typed, without a second rule beside the first.
"""

from copy import copy
from typing import Any, cast

from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.ports import Store, Writing


class _Unwritten:
    """A ledger that is read as it stands and takes nothing in."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        if name not in _READS:
            raise AttributeError(f"a rehearsal does not {name}")
        return getattr(self._store, name)

    def write(self, _writing: Writing) -> None:
        """What a step would have written is let go."""


_READS = frozenset({
    "bodies", "calendars", "county", "numbers", "history", "task", "task_ids", "search_ids", "tasks", "plans", "asked",
    "evidence", "evidence_kept",
})
"""What steps and reports ask of a ledger; whatever else they may come to write, a rehearsal knows nothing of it."""


def rehearsal(office: Office) -> Office:
    """An office at which any step or report gives what would come of it, or is refused as it would be, unwritten.

    What is decided on more than one entry at once (a group's part handed over, then sent out) sees the first step only
    as refused.
    """
    found = copy(office)
    found.store = cast(Store, _Unwritten(office.store))
    return found
