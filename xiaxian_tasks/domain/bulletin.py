"""The bulletin (督查通报): what is counted of a period, who is named good and slow; facts and figures, no sentences.

Classes follow 金寨 2025 (done, ahead, on schedule, behind, other) and 紫阳 2022 (counts and shares by class, slow tasks
by number); far behind and overdue stand apart because the ladder asks for other papers then. A class is the light and
its reason, so that a bulletin and the board of the same day never differ.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain import terms
from xiaxian_tasks.domain.letter_facts import Sender

DONE, AHEAD, ON, BEHIND, FAR, OVERDUE, SILENT, OTHER = CLASSES = (
    "done", "ahead", "on-schedule", "behind", "far-behind", "overdue", "silent", "other"
)
"""已办结, 超序时进度, 达到序时进度, 滞后, 严重滞后, 逾期, 未按期报送, 其他: each task stands in exactly one."""

PRESSED = (OVERDUE, FAR, BEHIND, SILENT)
"""The classes that somebody has to answer for, the heaviest first."""

_OF_REASON = {
    **dict.fromkeys((
        "on-pace", "slightly-behind", "held", "no-pace", "not-yet-due", "undated", "noted", "done-in-turn", "waiting",
        "reached",
    ), ON),
    **dict.fromkeys(("behind", "below-growth", "relapsed"), BEHIND),
    **dict.fromkeys(("far-behind", "breached"), FAR),
    **dict.fromkeys(("overdue", "missed"), OVERDUE),
    **dict.fromkeys(("stale", "no-report"), SILENT),
}
"""Near a day that is not behind, paused and ended are OTHER: nothing is held against anybody."""

WITH_GAP = ("on-pace", "behind", "far-behind")
"""Reasons of lights of which the gap to the pace says more."""

REPEATED_FROM = 6
"""Characters from which on a text said again word for word is worth a line: shorter ones are all alike."""

NAMED_AT_MOST = 10
"""Tasks named good, and named slow, one by one (office custom); the annex has the others."""


def class_of(light: str, reason: str) -> str:
    """The class of a task by its light and reason; ahead of pace is told apart by `is_ahead`."""
    return DONE if light == terms.DONE else _OF_REASON.get(reason, OTHER)


def is_ahead(gap: Decimal | None, band: Decimal) -> bool:
    """Whether a task on pace is ahead by as many percentage points as would have made it yellow behind it."""
    return gap is not None and gap >= band


def percents(counts: Sequence[int]) -> tuple[Decimal, ...]:
    """The percentages of counts to a tenth, adding up to 100.0 exactly; all 0 where there is nothing.

    The largest remainders are rounded up, of equal ones those that stand first (largest remainder method).
    """
    total = sum(counts)
    if not total:
        return tuple(Decimal("0.0") for _ in counts)
    tenths = [count * 1000 // total for count in counts]
    left = 1000 - sum(tenths)
    for place in sorted(range(len(counts)), key=lambda at: (-(counts[at] * 1000 % total), at))[:left]:
        tenths[place] += 1
    return tuple(Decimal(each).scaleb(-1) for each in tenths)


class Tally(NamedTuple):
    """The tasks of all, of one plan (`name` its id, `title` its paper) or led by one body, counted by class.

    `before` are the counts of the day compared with, None where there was nothing to compare with.
    """

    name: str
    title: str
    counts: Mapping[str, int]
    before: Mapping[str, int] | None = None

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.counts.values())

    @property
    def pressed(self) -> int:
        """Tasks that somebody has to answer for."""
        return sum(self.counts[each] for each in PRESSED)

    @property
    def shares(self) -> dict[str, Decimal]:
        """The percentages by class, together 100.0."""
        return dict(zip(CLASSES, percents([self.counts[each] for each in CLASSES]), strict=True))


class Named(NamedTuple):
    """A task named with its figures, as of the last day.

    `days` are the calendar days it is overdue, or was done early; `cause` is what its body last said of it, as it said
    it; `letters` the numbers of the papers it had. Shares are fractions, the gap percentage points.
    """

    task: str
    plan: str
    document: str
    number: str
    title: str
    lead: tuple[str, ...]
    stands: str
    reason: str
    due: date | None = None
    days: int = 0
    metric: str = ""
    value: Decimal | None = None
    unit: str = ""
    latest: Decimal | None = None
    as_of: date | None = None
    progress: Decimal | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    cause: str = ""
    letters: tuple[str, ...] = ()


class OfBody(NamedTuple):
    """A body with the tasks of it that something is said of, by id; `found` is how many there are in all."""

    body: str
    tasks: tuple[str, ...]
    found: int


class Unanswered(NamedTuple):
    """An answer that is owed and past its day: since when, by when, how many working days late."""

    body: str
    task: str
    title: str
    asked: date
    due: date
    days: int
    number: str = ""


class Repeated(NamedTuple):
    """A text said again word for word: how many reports in a row say it, the first of them on `since`."""

    task: str
    title: str
    body: str
    text: str
    times: int
    since: date


class Photo(NamedTuple):
    """A picture that came with a report of the period; `content` is a PNG or JPEG."""

    task: str
    title: str
    at: date
    name: str
    content: bytes = b""


class Bulletin(NamedTuple):
    """The facts of one bulletin.

    The period is `first` to `last`, both inclusive; everything stands as it did on `day` (the period's last, or that of
    its closing), `before` is the day compared with. `on` is the paper's own day. `plan` and `body` narrow it. `good`
    and `slow` are named, `slow_count` is how many there are to name; `asked` the ladder wants named. `undone` are
    the tasks of the annex, empty where there are too many to list: then the tallies by plan stand there.
    """

    first: date
    last: date
    day: date
    on: date
    total: Tally
    plans: tuple[Tally, ...] = ()
    bodies: tuple[Tally, ...] = ()
    before: date | None = None
    plan: str = ""
    body: str = ""
    improved: int = 0
    worsened: int = 0
    finished: int = 0
    added: int = 0
    gone: int = 0
    reported: int = 0
    good: tuple[Named, ...] = ()
    slow: tuple[Named, ...] = ()
    slow_count: int = 0
    asked: tuple[Named, ...] = ()
    silent: tuple[OfBody, ...] = ()
    late: tuple[OfBody, ...] = ()
    letters: tuple[tuple[str, int], ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    undone: tuple[Named, ...] = ()
    undone_count: int = 0
    photos: tuple[Photo, ...] = ()
    answer_by: date | None = None
    sender: Sender = Sender("", "")
    seal: str = ""
    seal_on: date | None = None

    @property
    def addressed(self) -> tuple[str, ...]:
        """The bodies it names, good or slow; where it names none, all that lead a task."""
        tasks = [body for task in (*self.slow, *self.asked, *self.good) for body in task.lead]
        others = [*(each.body for each in self.silent), *(each.body for each in self.late)]
        others += [each.body for each in self.unanswered]
        named = dict.fromkeys(tasks + others) or dict.fromkeys(each.name for each in self.bodies)
        return tuple(sorted(body for body in named if body not in {"", terms.UNASSIGNED}))
