"""What is kept of a task beside its history, made from the history alone."""

from collections.abc import Iterable
from datetime import date

from xiaxian_tasks.domain.days import Calendars
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import LayOut, TaskState, step
from xiaxian_tasks.domain.lights import Step, light_of, steps_of


def steps_since(state: TaskState, since: date, calendars: Calendars) -> list[Step]:
    """The light steps from `since` on: by the working days known then, and anew from each later notice that moves one.

    `since` is date.min for a first adoption, which is lit by what was known when the plan was issued.
    """
    begin = since if since > date.min else state.task.issued
    found = steps_of(state, calendars.on(begin), since=since)
    for notice in calendars.notices_after(begin, last_day(state)):
        later = steps_of(state, calendars.on(notice), since=notice)
        if later[1:] != [kept for kept in found if kept.since > notice] or _standing(found, notice) != later[0][1:]:
            found = [kept for kept in found if kept.since < notice] + later
    return found


def last_day(state: TaskState) -> date:
    """The last day whose being worked or not can move a light of the task."""
    task = state.task
    days = [task.issued, task.due or date.min]
    for target in task.targets:
        days += [target.due or date.min, target.period.end or date.min]
    days += [milestone.due for milestone in task.milestones if milestone.due]
    for recurrence in task.recurrences:
        last_done = max(state.turns.get(recurrence.id, ()), default=date.min)
        days += [day for day in state.days.get(recurrence.id, ()) if day > last_done][:1]
    return max(days)


def _standing(steps: list[Step], on: date) -> tuple[str, ...]:
    return [kept for kept in steps if kept.since <= on][-1][1:]


def lit_since(entry: Entry) -> date:
    """The first day an entry lights: its own; a plan's first adoption all days, its light being grey before issue.

    A measure added to a plan later (`added`) has no light before, and so is in no list of an earlier day.
    """
    return date.min if entry.seq == 1 and not entry.content.get("added") else entry.at


def replay(
    entries: Iterable[Entry], lay_out: LayOut, calendars: Calendars
) -> tuple[TaskState, list[Step]]:
    """A history's state and all its light steps as a store keeps them: an entry cuts what was foreseen."""
    state: TaskState | None = None
    kept: list[Step] = []
    for entry in entries:
        since = lit_since(entry)
        state = step(state, entry, lay_out)
        kept = [each for each in kept if each.since < since] + steps_since(state, since, calendars)
    if state is None:
        raise ValueError("a history begins with its adoption")
    return state, kept


def is_completed(state: TaskState, calendars: Calendars) -> bool:
    """Whether the task is done after its newest entry."""
    on = max(state.at, state.task.issued)
    return light_of(state, on, calendars.on(on)).light == "done"
