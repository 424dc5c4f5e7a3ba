"""The timeline (时间线): the days of a task, as they are drawn."""

from xiaxian_tasks.domain.agenda import events_of
from xiaxian_tasks.domain.codec import iso
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import dues
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet_of, state_of


def span(office: Office, task: str) -> Sheet | None:
    """A task's days for drawing: its sheet with `outlook, begin, end, marks`; None where it has gone meanwhile.

    `begin` is the first day its pace is counted over, `end` its due day, null where it has none. A mark is a due day of
    one of its duties: `on, kind` (target, milestone, recurrence), `what, light, done_on, first`; `first` is the day the
    plan set where that was another one.
    """
    row = office.store.task(task, office.on)
    if row is None or row.withdrawn:
        return None
    return {**span_of(office, state_of(office, row)), "outlook": row.outlook}


def span_of(office: Office, state: TaskState) -> Sheet:
    """The same from a state at hand."""
    found, first = sheet_of(office, state), dues(state.printed)
    marks = []
    for event in events_of(state, office.on, office.workdays):
        if event.kind in {"task", "window"}:
            continue
        key = event.uid.partition("@")[0].removeprefix(f"{state.task.plan}.{state.task.number}.")
        was = first.get(key) if event.kind != "recurrence" else None
        marks.append({
            "on": event.on.isoformat(), "kind": event.kind, "what": event.what, "light": event.light,
            "done_on": iso(event.done_on), "first": iso(was) if was not in {None, event.on} else None,
        })
    marks.sort(key=lambda mark: str(mark["on"]))
    return {**found, "begin": found["pace"]["from"], "end": found["due"], "marks": marks}
