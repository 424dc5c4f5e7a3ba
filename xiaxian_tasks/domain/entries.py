"""Recorded facts: entries (记录), immutable, each in the history of one task or one case.

An entry names `at`, the day it counts from, and `recorded`, the true moment it was written; where the two differ it
was entered late (补记). `content` is a plain document whose keys depend on the kind.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from xiaxian_tasks.errors import Refused

ADOPTION = "adoption"
REPORT = "report"

# The steps of full supervision, in the history of a task.
WAY = "way"
REGISTRATION = "registration"
ASSIGNMENT = "assignment"
DISPATCH = "dispatch"
RECEIPT = "receipt"
REFUSAL = "refusal"
REQUEST = "request"
RETURN = "return"
CHECK = "check"
ACCEPTANCE = "acceptance"
CLOSURE = "closure"
RECHECK = "recheck"
REOPENING = "reopening"
SUSPENSION = "suspension"
RESUMPTION = "resumption"
TERMINATION = "termination"
MERGER = "merger"
EXTENSION_REQUEST = "extension-request"
EXTENSION_GRANT = "extension-grant"
EXTENSION_REFUSAL = "extension-refusal"
REMARK = "remark"
REPLY = "reply"
NOTICE = "notice"
REORGANISATION = "reorganisation"
WITHDRAWAL = "withdrawal"

# In the history of a case.
OPENING = "opening"
STEP = "step"
ANCHORING = "anchoring"
ENDING = "ending"

# In the one history of the whole county.
COUNTY = "county"
"""The name of that history; no task or case is called so, for theirs hold a stroke."""

PEOPLE = "people"
MONTH = "month"
SEAL = "seal"
VIEW = "view"
SCORING = "scoring"
LADDER = "ladder"
DEMO = "demo"
SUBSCRIPTION = "subscription"
LETTER = "letter"

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


def not_in_the_future(at: date, today: date) -> None:
    """No entry of any history counts from a day to come. Raises Refused `future-day` (4)."""
    if at > today:
        raise Refused("future-day", at=at, today=today)


def not_before_the_last(at: date, last: date) -> None:
    """No entry counts from a day before that of the newest one. Raises Refused `before-last-entry` (4)."""
    if at < last:
        raise Refused("before-last-entry", at=at, last=last)


def not_in_a_closed_month(at: date, closed: date | None) -> None:
    """No entry of a task counts from a day up to `closed`, the last of the closed months. Raises `month-closed` (4)."""
    if closed is not None and at <= closed:
        raise Refused("month-closed", at=at, closed=closed)
