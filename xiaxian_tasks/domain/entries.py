"""Recorded facts: entries (记录), immutable, each in the history of one task or one case.

An entry names `at`, the day it counts from, and `recorded`, the true moment it was written; where the two differ it
was entered late (补记). `content` is a plain document whose keys depend on the kind.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

ADOPTION = "adoption"
REPORT = "report"
OPENING = "opening"
STEP = "step"
ANCHORING = "anchoring"
ENDING = "ending"

DAMAGED = "damaged"
"""The kind of what stands where an entry should and cannot be read."""



class Entry(NamedTuple):
    """One line of a history. `seq` counts from 1; `hash` binds it to the entry before."""

    task: str
    seq: int
    at: date
    recorded: datetime
    by: str
    kind: str
    content: dict[str, Any]
    hash: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it was written on another day than it counts from (补记)."""
        return self.recorded.date() != self.at
