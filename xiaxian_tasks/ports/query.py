"""How the office asks for tasks, and for what waits or is lit."""

from datetime import date
from typing import NamedTuple


class Query(NamedTuple):
    """A task list as asked for. `words` must all be found in title, bodies or initials; empty fields ask nothing.

    `bodies` are the names under which a body leads or supports: its own and those of the groups it sits in.
    """

    on: date
    words: tuple[str, ...] = ()
    plan: str = ""
    bodies: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    due_before: date | None = None
    sort: str = "due"
    limit: int | None = None
    withdrawn: bool = False
    due_from: date | None = None
    but: tuple["Query", ...] = ()
    any_of: tuple["Query", ...] = ()
    reasons: tuple[str, ...] = ()
    outlooks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    progress_from: int | None = None
    progress_below: int | None = None
    due_missing: bool = False
    documents: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    reverse: bool = False
    """What the query grammar (domain.query) can say beside: `but` and `any_of` are queries of which none, or one at
    least, must match too (their day, order and limit do not count); `progress_*` are millionths, `from` inclusive,
    `below` exclusive; `documents` are plan ids; `waits` are sorts of terms.WAITS, one of which stands that day.
    `reverse` turns the order round: what has nothing to be sorted by stays last."""


SORTS = ("due", "plan", "light", "title", "lead", "progress", "state", "outlook")
"""due: earliest first, undated last. plan: as printed. light: most pressing first, then due. title: by code point.
lead: by the first lead's name, then due. progress: the least share first, those without one last. state: as in
terms.STATES. outlook: what cannot be done in time first, what nothing is foreseen of last."""

RECKONED = ("gap", "expected")
"""Orders that no store keeps, as they move from day to day: reckoned of each task that is asked for, 40 µs a task.

gap: the furthest behind first. expected: the least due by now first. Those without one last."""

GROUPINGS = ("plan", "body", "light", "section", "outlook")
"""What a list can be grouped by: plan, each lead body, light, section of a plan (PLAN/SECTION), outlook."""


class Trail(NamedTuple):
    """Which entries of all histories are sought; empty fields ask nothing.

    `words` is found anywhere in what an entry carries, capitals or not; `until` leaves out what counts from a later day
    (a first entry always counts); `before` is the place after which to go on: (recorded, history, seq), exclusive.
    """

    by: str = ""
    kinds: tuple[str, ...] = ()
    task: str = ""
    words: str = ""
    until: date | None = None
    before: tuple[str, str, int] | None = None


class Sought(NamedTuple):
    """What part of the queue is sought: what stands on a day, of some bodies (the names one answers to; none: of all).

    Of lights those that began between two days, of waits those due between them; both inclusive, None is open. Lights
    come from the newest on, or with `longest` from the oldest.
    """

    on: date
    bodies: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    longest: bool = False
