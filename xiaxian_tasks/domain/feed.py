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


class Told(NamedTuple):
    """How a duty stood on `on`, the day of its event's last change: shares of one (0.225), `gap` in percentage points,
    `needed` in the target's unit per month from then on. Told of that day, so that nothing moves from day to day."""

    on: date
    progress: Decimal | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    needed: Decimal | None = None


class Contact(NamedTuple):
    """Whom to ask (联络): a person of a body, with the role of terms.PERSON_ROLES."""

    body: str
    name: str
    role: str


class Dated(NamedTuple):
    """One event and what the history knows of it.

    `sequence` never falls and rises with every visible change, a step of the event's own light or reason included.
    `changed` is the moment of the last such change, in UTC. `document` is the printed number of the plan. `alarm_on` is
    the working day its alarm rings on, where alarms keep to working time. `withdrawn` is cancelled, whatever its light.
    """

    event: Event
    sequence: int
    changed: datetime
    document: str = ""
    clause: str = ""
    lead: tuple[str, ...] = ()
    figure: Figure | None = None
    withdrawn: bool = False
    support: tuple[str, ...] = ()
    told: Told | None = None
    contacts: tuple[Contact, ...] = ()
    alarm_on: date | None = None


class Shape(NamedTuple):
    """How a calendar is written. `redacted` (外网脱敏) gives titles alone, for clients that fetch from abroad; `twins`
    a VTODO beside each event; `working` alarms in working time only; `method` the METHOD of a file, "" in a feed."""

    redacted: bool = False
    twins: bool = False
    working: bool = False
    method: str = ""


class Feed(NamedTuple):
    """A calendar: its name, the first day of the month its horizon counts from, its events with UIDs all different.

    `body` is whose calendar it is, "" for everybody's: what it owes alone need not name it again. `unnamed` are the
    names of bodies and persons that no title of a redacted one says, beside those its events themselves carry.
    """

    name: str
    month: date
    dates: tuple[Dated, ...] = ()
    body: str = ""
    shape: Shape = Shape()
    unnamed: frozenset[str] = frozenset()
