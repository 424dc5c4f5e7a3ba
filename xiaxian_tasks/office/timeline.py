"""The timeline (时间线): tasks in groups, each with its days. A place is read when it is looked at."""

from collections.abc import Iterator
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import events_of
from xiaxian_tasks.domain.codec import iso
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import dues
from xiaxian_tasks.domain.terms import OUTLOOKS, UNASSIGNED
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.filters import both
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.sight import Sheet, sheet_of, state_of
from xiaxian_tasks.ports import Query

GROUPINGS = ("body", "plan", "outlook")
"""By lead body (the most red first), by plan (of one plan by its sections), by outlook (the worst first)."""


class Place(NamedTuple):
    """One row of a timeline: a task, its light, and the group it stands in ("": none)."""

    group: str
    task: str
    light: str


def places(office: Office, asked: Asked, by: str = GROUPINGS[0]) -> Iterator[Place]:
    """The tasks that match, group by group, each group by due day; a task several bodies lead stands under each.

    Read as a stream, so that whoever asks can let others go first. KeyError for a grouping that is none.
    """
    wanted = lists.query(office, asked._replace(sort="due"))
    if by == "plan":
        yield from _by_section(office, wanted) if wanted.plan else _by_plan(office, wanted)
        return
    for name, meant in {"body": _leads, "outlook": _outlooks}[by](office):
        for task, _plan, light, _reason in office.store.lights(both(wanted, meant)):
            yield Place(name, task, light)


def _by_plan(office: Office, wanted: Query) -> Iterator[Place]:
    for task, plan, light, _reason in office.store.lights(wanted._replace(sort="plan")):
        yield Place(plan, task, light)


def _by_section(office: Office, wanted: Query) -> Iterator[Place]:
    for row in office.store.tasks(wanted._replace(sort="plan")):
        yield Place(state_of(office, row).task.section, row.id, row.light)


def _leads(office: Office) -> Iterator[tuple[str, Query]]:
    """The bodies that lead something, the most red first, as the board has them; what nobody leads stands last."""
    found = sorted(lists.board(office)["bodies"], key=lambda row: row["body"] == UNASSIGNED)
    for row in found:
        yield row["body"], Query(office.on, bodies=(row["body"],), roles=("lead",))


def _outlooks(office: Office) -> Iterator[tuple[str, Query]]:
    for code in (*reversed(OUTLOOKS), ""):
        yield code, Query(office.on, outlooks=(code,))


def span(office: Office, task: str) -> Sheet | None:
    """A task's days for drawing: its sheet with `begin`, `end`, `marks`; None where it has gone meanwhile.

    `begin` is the first day its pace is counted over, `end` its due day, null where it has none. A mark is a due day of
    one of its duties: `on, kind` (target, milestone, recurrence), `what, light, done_on, first`; `first` is the day the
    plan set where that was another one.
    """
    row = office.store.task(task, office.on)
    return None if row is None or row.withdrawn else span_of(office, state_of(office, row))


def span_of(office: Office, state: TaskState) -> Sheet:
    """The same from a state at hand."""
    found, first = sheet_of(office, state), dues(state.printed)
    marks = []
    for event in events_of(state, office.on, office.workdays):
        if event.kind == "task":
            continue
        key = event.uid.partition("@")[0].removeprefix(f"{state.task.plan}.{state.task.number}.")
        was = first.get(key) if event.kind != "recurrence" else None
        marks.append({
            "on": event.on.isoformat(), "kind": event.kind, "what": event.what, "light": event.light,
            "done_on": iso(event.done_on), "first": iso(was) if was not in {None, event.on} else None,
        })
    marks.sort(key=lambda mark: str(mark["on"]))
    return {**found, "begin": found["pace"]["from"], "end": found["due"], "marks": marks}
