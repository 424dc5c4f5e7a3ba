"""Lights (亮灯): the one rule, and the days on which it will step while nothing is recorded.

Order for one duty: done; clock red; grey; else the worse of clock and pace. A task shows the most pressing of its
duties; once somebody has reported on it, a target that is still silent does not hide what is known of the others.
Every light comes with its reason, a code that faces turn into a sentence. Sources: docs/decisions/0005.
"""

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.days import WorkDays, add_months, month_end
from xiaxian_tasks.domain.history import Reading, TaskState
from xiaxian_tasks.domain.life import is_full
from xiaxian_tasks.domain.plan import Part, Period, Rules, Target
from xiaxian_tasks.domain.recurrence import Turn, change_days, days_left_allowed, turn
from xiaxian_tasks.domain.terms import DONE, GREEN, GREY, PAUSED, RANK, RED, SETTLED, STANDING, YELLOW

DAY = timedelta(days=1)


class TargetLight(NamedTuple):
    """Where a target stands on a day. Shares are fractions, the gap percentage points; None where they mean nothing."""

    light: str
    reason: str
    latest: Decimal | None = None
    latest_as_of: date | None = None
    progress: Decimal | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    reported: int = 0


class TaskLight(NamedTuple):
    """Where a task stands on a day, with each of its duties."""

    light: str
    reason: str
    progress: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    targets: tuple[TargetLight, ...]
    milestones: tuple[tuple[str, str], ...]
    recurrences: tuple[Turn, ...]


class Step(NamedTuple):
    """From `since`, if nothing is recorded, this light for this reason, in this state of the task.

    `stage` is one of terms.STATES or WITHDRAWN, `outlook` one of terms.OUTLOOKS or "", `due` the task's due day,
    `progress` the share done on the first day of the step in millionths, rounded down.
    """

    since: date
    light: str
    reason: str
    stage: str = "active"
    outlook: str = ""
    due: date | None = None
    progress: int | None = None


def light_of(state: TaskState, on: date, workdays: WorkDays) -> TaskLight:
    """The shown light of a task on a day."""
    task = state.task
    targets = tuple(target_light(state, target, on, workdays) for target in task.targets)
    milestones = tuple(_milestone(state, milestone.id, milestone.due, on, workdays) for milestone in task.milestones)
    turns = tuple(
        turn(r, state.days.get(r.id, ()), state.turns.get(r.id, ()), on=on, task=task, workdays=workdays)
        for r in task.recurrences
    )
    light, reason = _by_life(state, *_shown(state, on, targets, milestones, turns))
    lead = telling(targets)
    return TaskLight(
        light, reason, lead.progress if lead else None, lead.expected if lead else None, lead.gap if lead else None,
        targets, milestones, turns,
    )


def _by_life(state: TaskState, light: str, reason: str) -> tuple[str, str]:
    """The light of the duties seen through the life-cycle: under full supervision done is what was accepted, until a
    look back finds that it did not hold."""
    if not is_full(state.life) or reason == "not-issued":
        return light, reason
    stage = state.stage
    if stage in PAUSED:
        return GREY, stage
    has_relapse = state.life.is_relapsed or state.life.has_relapse
    if stage in SETTLED and not state.life.has_relapse:
        return DONE, ""
    if has_relapse and RANK[light] > RANK[YELLOW]:
        return YELLOW, "relapsed"
    return (GREEN, "reached") if light == DONE else (light, reason)


def state_of_task(state: TaskState, light: str) -> str:
    """The state of a task (terms.STATES): by its life-cycle, under simple supervision by its light."""
    if is_full(state.life):
        return state.stage
    return "completed" if light == DONE else "active"


def _shown(
    state: TaskState, on: date, targets: tuple[TargetLight, ...], milestones: tuple[tuple[str, str], ...],
    turns: tuple[Turn, ...],
) -> tuple[str, str]:
    if on < state.task.issued:
        return GREY, "not-issued"
    once = [(t.light, t.reason) for t in targets] + list(milestones)
    pressing = [(t.light, t.reason) for t in turns if t.light in {RED, YELLOW}]
    if not once and not turns:
        return _by_notes(state, on, state.task.rules)
    if once and not pressing and all(light == DONE for light, _ in once):
        return DONE, ""
    if not once:
        return min(((t.light, t.reason) for t in turns), key=lambda pair: RANK[pair[0]])
    if any(target.latest is not None for target in targets):
        once = [pair for pair in once if pair[1] != "no-report" and pair[0] != DONE] or once
    return min(once + pressing, key=lambda pair: RANK[pair[0]])


def _by_notes(state: TaskState, on: date, rules: Rules) -> tuple[str, str]:
    """A task with nothing to count: grey until a note comes, then green for one cycle; nothing in it can be late."""
    if state.noted is None:
        return GREY, "no-report"
    if on >= stale_from(state.noted, rules):
        return GREY, "stale"
    return GREEN, "noted"


def telling(targets: tuple[TargetLight, ...]) -> TargetLight | None:
    """The target whose figures stand for the task: the one furthest behind, else the first with a share."""
    with_gap = [target for target in targets if target.gap is not None]
    if with_gap:
        return min(with_gap, key=lambda target: target.gap or Decimal(0))
    return next((t for t in targets if t.progress is not None), None) or next(
        (t for t in targets if t.expected is not None), None
    )


def target_light(state: TaskState, target: Target, on: date, workdays: WorkDays) -> TargetLight:
    """Where one target stands; before the plan is issued figures stand, the light is grey."""
    value, as_of, reported = value_of(state, target)
    expected = pace.share_due(target.period, on, workdays) if pace.has_pace(target) else None
    done = pace.share_done(target, value) if value is not None else None
    ahead = pace.gap(target, done, expected) if done is not None and expected is not None else None
    shown = TargetLight(GREY, "", value, as_of, done, expected, ahead, reported)
    light, reason = _judged(state, target, shown, on, workdays)
    return shown._replace(light=light, reason=reason)


def row_light(state: TaskState, target: Target, row: str, on: date, workdays: WorkDays) -> TargetLight:
    """Where one row of a split stands, judged as a target of its own."""
    part = next(part for part in target.parts if part.id == row)
    return target_light(state, as_row(target, part), on, workdays)


def as_row(target: Target, part: Part) -> Target:
    """A row of a split as a target of its own."""
    return target._replace(id=part.id, value=part.value, parts=(), printed=None)


def value_of(state: TaskState, target: Target) -> tuple[Decimal | None, date | None, int]:
    """The value that counts, its as-of day and how many rows have reported.

    A split is the sum of its rows, a silent row counting 0; its as-of day is the oldest of the rows that reported.
    """
    if not target.parts:
        reading = state.newest(target.id)
        return (reading.value, reading.as_of, 1) if reading else (None, None, 0)
    readings: list[Reading] = [r for part in target.parts if (r := state.newest(part.id))]
    if not readings:
        return None, None, 0
    return sum((r.value for r in readings), Decimal(0)), min(r.as_of for r in readings), len(readings)


def _judged(state: TaskState, target: Target, shown: TargetLight, on: date, workdays: WorkDays) -> tuple[str, str]:
    if on < state.task.issued:
        return GREY, "not-issued"
    if shown.latest is not None and shown.latest_as_of is not None:
        if pace.is_reached(target, shown.latest, shown.latest_as_of, target.due):
            return DONE, ""
    if target.due and on > target.due:
        return RED, "overdue"
    if shown.latest is None or shown.latest_as_of is None:
        return GREY, "no-report"
    by_pace = _by_pace(target, shown, state.task.rules)
    near = _is_near(target.due, target.period.start, on, state.task.rules, workdays)
    if near and (shown.gap is None or shown.gap < 0) and RANK[by_pace[0]] > RANK[YELLOW]:
        return YELLOW, "near-due"
    if by_pace[0] == GREEN and on >= stale_from(shown.latest_as_of, state.task.rules):
        return GREY, "stale"
    return by_pace


def _by_pace(target: Target, shown: TargetLight, rules: Rules) -> tuple[str, str]:
    assert shown.latest is not None
    if target.kind in STANDING and not pace.holds(target, shown.latest):
        return (YELLOW, "below-growth") if target.kind == "growth" else (RED, "breached")
    if shown.gap is None:
        return GREEN, "held" if target.kind in STANDING else "no-pace"
    if shown.gap >= 0:
        return GREEN, "on-pace"
    if shown.gap > -rules.yellow:
        return GREEN, "slightly-behind"
    return (RED, "far-behind") if rules.red is not None and shown.gap < -rules.red else (YELLOW, "behind")


def _milestone(state: TaskState, name: str, due: date | None, on: date, workdays: WorkDays) -> tuple[str, str]:
    if on < state.task.issued:
        return GREY, "not-issued"
    if name in state.done_on:
        return DONE, ""
    due = due or state.task.due
    if due is None:
        return GREEN, "undated"
    if on > due:
        return RED, "overdue"
    if _is_near(due, state.task.period.start, on, state.task.rules, workdays):
        return YELLOW, "near-due"
    return GREEN, "not-yet-due"


def _is_near(due: date | None, start: date, on: date, rules: Rules, workdays: WorkDays) -> bool:
    return due is not None and on >= near_from(due, start, rules, workdays)


def near_from(due: date, start: date, rules: Rules, workdays: WorkDays) -> date:
    """The first day on which a due day is near, by the span from `start` to it."""
    return workdays.first_with_left(due, days_left_allowed(rules, (due - start).days))


def stale_from(as_of: date, rules: Rules) -> date:
    """The first day a report no longer speaks for the present: the end of the cycle after its own, and the grace."""
    if rules.cycle == "week":
        end = as_of + timedelta(days=13 - as_of.weekday())
    elif rules.cycle == "half-month":
        end = month_end(as_of) if as_of.day <= 15 else add_months(as_of.replace(day=15), 1)
    elif rules.cycle == "quarter":
        end = month_end(add_months(as_of.replace(day=1), 5 - (as_of.month - 1) % 3))
    else:
        end = month_end(add_months(as_of.replace(day=1), 1))
    return end + timedelta(days=rules.grace + 1)


def steps_of(
    state: TaskState, workdays: WorkDays, *, since: date = date.min, before: date = date.max
) -> list[Step]:
    """The light from `since` on, and each later day on which it, or that of one duty, steps if nothing is recorded.

    Steps from the day `before` on are left out. Equal to asking `light_of` on every day: only the days found by
    `_candidates` can differ from the day before.
    """
    days = sorted({since} | {day for day in _candidates(state, workdays) if since < day < before})
    found: list[Step] = []
    last: object = None
    for day in days:
        shown = light_of(state, day, workdays)
        marks = _marks(state, shown, day, workdays)
        if marks != last:
            found.append(_step(state, shown, day))
        last = marks
    return found


def _step(state: TaskState, shown: TaskLight, since: date) -> Step:
    progress = None if shown.progress is None else _millionths(shown.progress)
    return Step(since, shown.light, shown.reason, state_of_task(state, shown.light), "", state.task.due, progress)


MOST = 10**15
"""Millionths are kept in 64 bits; a share of a thousand million is as good as endless."""


def _millionths(share: Decimal) -> int:
    return max(-MOST, min(MOST, math.floor(share * 1_000_000)))


def _marks(state: TaskState, shown: TaskLight, on: date, workdays: WorkDays) -> object:
    """Every light and reason of a task and its duties: what a calendar shows of it."""
    rows = [
        (lit.light, lit.reason)
        for target in state.task.targets
        for part in target.parts
        for lit in (row_light(state, target, part.id, on, workdays),)
    ]
    targets = [(target.light, target.reason) for target in shown.targets]
    turns = [(each.light, each.reason) for each in shown.recurrences]
    return shown.light, shown.reason, targets, rows, shown.milestones, turns


def _candidates(state: TaskState, workdays: WorkDays) -> Iterator[date]:
    task = state.task
    yield task.issued
    if state.noted:
        yield stale_from(state.noted, task.rules)
    for target in _each_target(task.targets):
        yield from _clock_days(target.due, target.period.start, task.rules, workdays)
        value, as_of, _ = value_of(state, target)
        if as_of:
            yield stale_from(as_of, task.rules)
        done = pace.share_done(target, value) if value is not None else None
        if done is not None and target.period.end is not None:
            yield from _crossings(target, done, task.rules, workdays)
    for milestone in task.milestones:
        yield from _clock_days(milestone.due or task.due, task.period.start, task.rules, workdays)
    for recurrence in task.recurrences:
        yield from change_days(
            recurrence, state.days.get(recurrence.id, ()), state.turns.get(recurrence.id, ()), task, workdays
        )


def _each_target(targets: tuple[Target, ...]) -> Iterator[Target]:
    """The targets, and each row of a split as a target of its own."""
    for target in targets:
        yield target
        for part in target.parts:
            yield as_row(target, part)


def _clock_days(due: date | None, start: date, rules: Rules, workdays: WorkDays) -> Iterator[date]:
    if due is not None:
        yield near_from(due, start, rules, workdays)
        yield due + DAY


def _crossings(target: Target, done: Decimal, rules: Rules, workdays: WorkDays) -> Iterator[date]:
    """The first days on which the gap is no longer above each threshold; the share due never falls with time."""
    ceiling = target.kind == "at_most"

    def gap_on(on: date) -> Decimal:
        due = pace.share_due(target.period, on, workdays)
        assert due is not None
        return pace.gap(target, done, due)

    red = rules.red
    thresholds: list[Callable[[Decimal], bool]] = [lambda gap: gap < 0, lambda gap: gap <= -rules.yellow]
    if red is not None:
        thresholds.append(lambda gap: gap < -red)
    for passed in thresholds:
        yield _first(target.period, lambda on, passed=passed: passed(gap_on(on)) != ceiling)  # type: ignore[misc]


def _first(period: Period, holds: Callable[[date], bool]) -> date:
    """The first day of the period (or the day after it) from which `holds` is true, which stays true once it is."""
    assert period.end is not None
    low, high = period.start - DAY, period.end + DAY
    while low < high:
        middle = low + (high - low) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + DAY
    return low
