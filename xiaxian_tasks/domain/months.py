"""Month memory (月度记忆): the light each closed month keeps for ever, and how two closings compare.

A month once yellow or red never shows green: what was made up for later shows yellow, with the day it was. Source:
瓯海 2020 (monthly bulletins), see docs/decisions/0010. Counts and comparisons are of rows, wherever these were read.
A task whose plan is not issued by the closing is none of its month: a closing's counts and hash leave it out.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.county import Month
from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.terms import DONE, GREEN, LIGHTS, RANK, RED, YELLOW

MADE_GOOD = frozenset({GREEN, DONE})
LATE = frozenset({RED, YELLOW})
NOT_ISSUED = "not-issued"


class MonthLight(NamedTuple):
    """One task in one month: the light and reason of the day it was closed on, and what it shows.

    `caught_up` is the first day after it on which the task was green or done. An open month has the light of `day`.
    """

    month: str
    day: date
    light: str
    reason: str
    shown: str
    caught_up: date | None = None
    is_open: bool = False


class Row(NamedTuple):
    """One task at a closing."""

    task: str
    plan: str
    light: str
    reason: str


class Change(NamedTuple):
    """How many tasks stood in each light at this closing and the one before; `before` None where there was none."""

    now: dict[str, int]
    before: dict[str, int] | None

    @property
    def difference(self) -> dict[str, int] | None:
        """Now less before, by light."""
        return None if self.before is None else {light: self.now[light] - self.before[light] for light in self.now}


class Turned(NamedTuple):
    """A task that stands in another light than at the closing before."""

    task: str
    before: str
    now: str


class Comparison(NamedTuple):
    """Two closings side by side (与上期比), tasks in the order of this one; `added` and `gone` stood in only one."""

    total: Change
    plans: dict[str, Change]
    worse: tuple[Turned, ...]
    better: tuple[Turned, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]


def name_of(on: date) -> str:
    """The month of a day: "2023-10"."""
    return f"{on.year:04d}-{on.month:02d}"


def last_day(month: str) -> date:
    """The last day of a month. Raises ValueError where it is none."""
    return month_end(date.fromisoformat(f"{month}-01"))


def next_month(month: str) -> str:
    """The month after one."""
    return name_of(date.fromordinal(last_day(month).toordinal() + 1))


def strip(steps: Sequence[Step], closed: Iterable[Month], on: date) -> tuple[MonthLight, ...]:
    """What each month closed by `on` keeps of a task, oldest first, and the month of `on` while that is open.

    `steps` are all light steps that stood, by day. A month closed before the first of them, or before the plan was
    issued, is left out.
    """
    found = [_closed(steps, month, on) for month in closed if month.day <= on and _is_of(steps, month)]
    now = standing(steps, on)
    if now and all(each.month != name_of(on) for each in found):
        found.append(MonthLight(name_of(on), on, now.light, now.reason, now.light, is_open=True))
    return tuple(found)


def _is_of(steps: Sequence[Step], month: Month) -> bool:
    kept = standing(steps, month.day)
    return kept is not None and is_counted(kept.reason)


def is_counted(reason: str) -> bool:
    """Whether a closing counts a task lit for this reason: its plan is issued."""
    return reason != NOT_ISSUED


def _closed(steps: Sequence[Step], month: Month, on: date) -> MonthLight:
    kept = standing(steps, month.day)
    assert kept is not None
    caught_up = None
    if kept.light in LATE:
        caught_up = next((s.since for s in steps if month.day < s.since <= on and s.light in MADE_GOOD), None)
    shown = YELLOW if caught_up else kept.light
    return MonthLight(month.month, month.day, kept.light, kept.reason, shown, caught_up)


def standing(steps: Sequence[Step], on: date) -> Step | None:
    """The step that stands on a day."""
    found = None
    for step in steps:
        if step.since > on:
            break
        found = step
    return found


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many tasks stand in each light, those without a task too."""
    found = dict.fromkeys(LIGHTS, 0)
    for row in rows:
        found[row.light] += 1
    return found


def counts_by_plan(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """The same for each plan, in the order of the rows."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.plan, dict.fromkeys(LIGHTS, 0))[row.light] += 1
    return found


def fingerprint(rows: Iterable[Row]) -> str:
    """SHA-256 over (task, light, reason) in the order of ids: what a closing fixes."""
    digest = sha256()
    for row in sorted(rows):
        digest.update(line(row))
    return digest.hexdigest()


def line(row: Row) -> bytes:
    """What a closing's fingerprint covers of one task."""
    return f"{canonical([row.task, row.light, row.reason])}\n".encode()


def compared(now: Sequence[Row], before: Sequence[Row] | None) -> Comparison:
    """Two closings; `before` None where there was none. A task is worse when its new light presses more."""
    was = {row.task: row for row in before or ()}
    turned = [Turned(row.task, was[row.task].light, row.light) for row in now if row.task in was]
    listed = {row.task for row in now}
    plans, plans_before = counts_by_plan(now), counts_by_plan(before or ())
    none = dict.fromkeys(LIGHTS, 0)
    both = [*plans, *(plan for plan in plans_before if plan not in plans)]
    return Comparison(
        Change(counts(now), None if before is None else counts(before)),
        {
            plan: Change(plans.get(plan, none), None if before is None else plans_before.get(plan, none))
            for plan in both
        },
        tuple(each for each in turned if RANK[each.now] < RANK[each.before]),
        tuple(each for each in turned if RANK[each.now] > RANK[each.before]),
        () if before is None else tuple(row.task for row in now if row.task not in was),
        tuple(task for task in was if task not in listed),
    )
