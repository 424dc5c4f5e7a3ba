"""Which days a plan, its tasks and its targets run to, and whether the paper prints them.

Sources: README of the gazette's reading conventions and `docs/decisions` on pace: the year printed in the title or the
target runs from January to December, otherwise from issue to due; `[pace]` overrides.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks.domain.plan import Milestone, Period, Target
from xiaxian_tasks.planfile.check import Table


class Due(NamedTuple):
    """A last day and where it comes from: explicit, inferred or none."""

    on: date | None
    basis: str


NO_DUE = Due(None, "none")


def dues_of(targets: Iterable[Target], milestones: Iterable[Milestone]) -> list[Due]:
    """The last days of a task's duties."""
    dues = [Due(target.due, target.due_basis) for target in targets]
    return dues + [Due(milestone.due, milestone.due_basis) for milestone in milestones]


class Frame(NamedTuple):
    """What the days of a plan's duties follow from: its period, and whether `[pace]` itself names the first day."""

    issued: date
    year: int | None
    period: Period
    begins: date | None

    @property
    def due(self) -> Due:
        """The plan's last day, which no duty prints."""
        return Due(self.period.end, "inferred") if self.period.end else NO_DUE


def frame_of(issued: date, year: int | None, pace: Table | None) -> Frame:
    """The frame of a plan: `[pace]`, else its year, else from issue on."""
    given: dict[str, Any] = pace or {}
    begins: date | None = given.get("from")
    start = begins or (date(year, 1, 1) if year else issued)
    end = given.get("to") or (date(year, 12, 31) if year else None)
    curve = given.get("curve", ())
    return Frame(issued, year, Period(start, end, given.get("basis") or ("curve" if curve else "month"), curve), begins)


def printed_due(table: Table) -> Due:
    """The day a duty names itself."""
    return Due(table["due"], table.get("due_basis") or "explicit") if "due" in table else NO_DUE


def target_due(own: Due, task: Due, frame: Frame) -> Due:
    """A target's day: its own, else the one its task names itself, else the plan's last."""
    return next((due for due in (own, task) if due.on), frame.due)


def target_period(named: Due, frame: Frame) -> Period:
    """A target's period: to the 31st of December the calendar year, to another day from the plan's first or its issue.

    `named` is the day the target or its task names; without one the plan's period holds.
    """
    if named.on is None:
        return frame.period
    january = date(named.on.year, 1, 1)
    if frame.begins:
        start = frame.begins
    elif (named.on.month, named.on.day) == (12, 31):
        start = january
    else:
        start = frame.period.start
    return frame.period._replace(start=start if start <= named.on else january, end=named.on)


def task_due(own: Due, duties: Iterable[Due], frame: Frame) -> Due:
    """A task's day: its own, else the latest of its duties (explicit when any is printed), else the plan's last."""
    if own.on:
        return own
    dated = [due for due in duties if due.on]
    if not dated:
        return frame.due
    basis = "explicit" if any(due.basis == "explicit" for due in dated) else "inferred"
    return Due(max(due.on for due in dated if due.on), basis)
