"""What a calendar shows (日历): the events of a body with what their histories know. Facts only, no sentences.

Every field changes only with an entry or on a day a light steps, never from one day to the next, so that the bytes
written from equal feeds are equal.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import Event


class Figure(NamedTuple):
    """A target's value beside the latest reported one, both in `unit`; `kind` is one of terms.KINDS, or "" for none."""

    kind: str
    value: Decimal
    unit: str
    latest: Decimal | None = None
    latest_as_of: date | None = None


class Dated(NamedTuple):
    """One event and what the history knows of it.

    `sequence` never falls and rises with every visible change, a step of the event's own light or reason included.
    `changed` is the moment of the last such change, in UTC. `document` is the printed number of the plan.
    """

    event: Event
    sequence: int
    changed: datetime
    document: str = ""
    clause: str = ""
    lead: tuple[str, ...] = ()
    figure: Figure | None = None
    withdrawn: bool = False


class Feed(NamedTuple):
    """A calendar: its name, the first day of the month its horizon counts from, its events with UIDs all different.

    `body` is whose calendar it is, "" for everybody's: what it owes alone need not name it again.
    """

    name: str
    month: date
    dates: tuple[Dated, ...] = ()
    body: str = ""
