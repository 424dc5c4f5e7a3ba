"""Duties that return (周期事项): the days a rule or an anchor gives, on which they fall due, and which are open.

A turn (一期) is named by the day its rule gives, for ever. Where the plan says so it falls due on the next or the
previous working day when that day is none, as known on the day looked at.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import WorkDays, add_months
from xiaxian_tasks.domain.plan import Recurrence, Rules, Task
from xiaxian_tasks.domain.terms import PREVIOUS, UNMOVED

HORIZON_YEARS = 10
"""A rule without an end is laid out this far from its start; a list of ten years holds 120 months."""


SHIFTED_AT_MOST = timedelta(days=31)
"""A turn falls due at most this far from its rule's day: no run of days off comes near a month."""


class Turn(NamedTuple):
    """Where a recurrence stands on a day: its light, the reason, the open day before and the next one to come.

    Both are the days they fall due; `by_rule` is the day the rule gives the first open turn.
    """

    light: str
    reason: str
    missed: date | None = None
    next: date | None = None
    by_rule: date | None = None


def laid_out(task: Task, workdays: WorkDays) -> dict[str, tuple[date, ...]]:
    """The days of each recurrence of a task, by its id; what falls before the day after issue is not owed."""
    return {recurrence.id: _days(recurrence, task, workdays) for recurrence in task.recurrences}


def _days(recurrence: Recurrence, task: Task, workdays: WorkDays) -> tuple[date, ...]:
    if recurrence.anchor:
        days = sorted(_shifted(day, recurrence, workdays) for day in recurrence.anchored)
        first, last = recurrence.start or task.issued + timedelta(days=1), recurrence.until or date.max
        return tuple(day for day in days if first <= day <= last)
    from dateutil.rrule import rrulestr  # at adoption only: reading commands find the days laid out

    start = recurrence.start or task.issued + timedelta(days=1)
    last = recurrence.until or task.period.end or add_months(start, HORIZON_YEARS * 12)
    first = datetime(recurrence.start.year, recurrence.start.month, recurrence.start.day) if recurrence.start else (
        datetime(start.year, 1, 1)
    )
    begin, finish = (datetime(day.year, day.month, day.day) for day in (start, last))
    found = rrulestr(recurrence.rule, dtstart=first).between(begin, finish, inc=True)
    return tuple(moment.date() for moment in found)


def _shifted(day: date, recurrence: Recurrence, workdays: WorkDays) -> date:
    if recurrence.after_unit == "working_days":
        return workdays.after(day, recurrence.after)
    if recurrence.after_unit == "months":
        return add_months(day, recurrence.after)
    return day + timedelta(days=recurrence.after)


def shift_of(recurrence: Recurrence, task: Task) -> str:
    """How a recurrence's turns move off days that are not worked (terms.SHIFTS): its own way, else its plan's."""
    return recurrence.shift or task.rules.shift


def due_day(recurrence: Recurrence, day: date, task: Task, workdays: WorkDays) -> date:
    """The day on which the turn of a rule's `day` falls due.

    The days of turns keep their order, though several may fall on one. None falls due before the first day the
    recurrence is owed from: a turn that would be moved there stays.
    """
    shift = shift_of(recurrence, task)
    if shift == UNMOVED or workdays.is_working(day):
        return day
    if shift != PREVIOUS:
        return workdays.after(day, 1)
    found = workdays.before(day, 1)
    return found if found >= (recurrence.start or task.issued + timedelta(days=1)) else day


def turn(
    recurrence: Recurrence,
    days: tuple[date, ...],
    done: tuple[date, ...],
    *,
    on: date,
    task: Task,
    workdays: WorkDays,
) -> Turn:
    """Red when a day after the last one done lies past its grace, yellow near or within it, else green.

    Doing the newest day closes the older ones: what was missed stays in the record, not on the board.
    """
    last_done = max(done, default=date.min)
    open_days = [day for day in days if day > last_done]
    if not open_days:
        return Turn("green", "waiting" if not days else "done-in-turn", None, None)
    first, falls = open_days[0], (due_day(recurrence, day, task, workdays) for day in open_days)
    due = next(falls)
    coming = due if due >= on else next((day for day in falls if day >= on), None)
    light, reason = day_light(recurrence, days, first, on=on, task=task, workdays=workdays)
    return Turn(light, reason, due if due < on else None, coming, first)


def day_light(
    recurrence: Recurrence, days: tuple[date, ...], day: date, *, on: date, task: Task, workdays: WorkDays
) -> tuple[str, str]:
    """Where one open day stands by its own clock: red past its grace, yellow near or within it, else green."""
    near, after, missed = day_steps(recurrence, days, day, task, workdays)
    if on >= missed:
        return "red", "missed"
    if on >= after:
        return "yellow", "in-grace"
    return ("yellow", "near-due") if on >= near else ("green", "not-yet-due")


def day_steps(
    recurrence: Recurrence, days: tuple[date, ...], day: date, task: Task, workdays: WorkDays
) -> tuple[date, date, date]:
    """The days on which one open day turns near, is over, and is missed."""
    one, due = timedelta(days=1), due_day(recurrence, day, task, workdays)
    return near_from(recurrence, days, day, task, workdays), due + one, grace_end(recurrence, due, task.rules) + one


def change_days(
    recurrence: Recurrence, days: tuple[date, ...], done: tuple[date, ...], task: Task, workdays: WorkDays
) -> list[date]:
    """The days from which `turn` may answer differently while nothing is recorded."""
    last_done = max(done, default=date.min)
    first = next((day for day in days if day > last_done), None)
    return list(day_steps(recurrence, days, first, task, workdays)) if first else []


def grace_end(recurrence: Recurrence, due: date, rules: Rules) -> date:
    """The last day on which a turn that falls due on a day may still be reported without being missed."""
    grace = rules.occurrence_grace if recurrence.around is None else recurrence.around
    return due + timedelta(days=grace)


def near_from(
    recurrence: Recurrence, days: tuple[date, ...], day: date, task: Task, workdays: WorkDays
) -> date:
    """The first day a turn is near: working days left until it falls due, by the span between two turns."""
    allowed = days_left_allowed(task.rules, turn_span(days, day))
    return workdays.first_with_left(due_day(recurrence, day, task, workdays), allowed)


def turn_span(days: tuple[date, ...], day: date) -> int:
    """Calendar days between a turn and the one before it, of the first the one after; of a single one a year."""
    index = days.index(day)
    other = days[index - 1] if index else days[1] if len(days) > 1 else None
    return abs((day - other).days) if other else 365


def days_left_allowed(rules: Rules, span: int) -> int:
    """Working days left at which a duty of `span` calendar days turns yellow; 0 in the table is any longer span."""
    if rules.near is not None:
        return rules.near
    for longest, left in rules.spans:
        if longest == 0 or span <= longest:
            return left
    return rules.spans[-1][1]
