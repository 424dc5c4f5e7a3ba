"""What calendars need (日历): the events of a body or of all, with sequence and moment of change from the history."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone

from xiaxian_tasks.domain.agenda import DAYS_KEPT, DOMAIN, Event, events_of, horizon, is_shown
from xiaxian_tasks.domain.feed import Dated, Feed, Figure
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import row_light, target_light
from xiaxian_tasks.domain.plan import Recurrence
from xiaxian_tasks.domain.recurrence import day_steps
from xiaxian_tasks.domain.workflow import own_duties
from xiaxian_tasks.office import lists, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import state_of
from xiaxian_tasks.ports import TaskRow

COUNTY_TIME = timezone(timedelta(hours=8))
"""Days begin at midnight in the county, wherever the program runs."""

TITLE = "夏县督查"
"""The name of the calendar of all; a body's calendar adds its name."""

ENTRY_COUNTS_FOR = 100
"""An entry counts for more than the light steps that can follow it, so that a SEQUENCE never falls when an entry
written late cuts steps that had already begun. A split in twelve rows makes some forty steps."""


def feed(office: Office, body: str = "") -> Feed:
    """The feed of one body, or of all. NotFound (5)."""
    name = names.body(office, body).name if body else ""
    return Feed(f"{TITLE}·{name}" if name else TITLE, office.on.replace(day=1), tuple(_dates(office, name)), name)


def owing(office: Office) -> list[str]:
    """The bodies that owe something, groups expanded to their members, by name."""
    members = {body.name: body.members for body in office.store.bodies()}
    found: set[str] = set()
    for row in lists.rows(office, lists.Asked(sort="plan")):
        task = state_of(office, row).task
        named: Iterable[str] = (*task.lead, *task.support, *own_duties(task))
        for name in named:
            found.update(_expanded(name, members, frozenset()))
    return sorted(found)


def _expanded(name: str, members: dict[str, tuple[str, ...]], above: frozenset[str]) -> Iterator[str]:
    """The bodies a name stands for: itself, or the known members of the group it is, and theirs."""
    inside = [member for member in members.get(name, ()) if member in members and member not in above]
    if not inside:
        yield name
    for member in inside:
        yield from _expanded(member, members, above | {name})


def _dates(office: Office, name: str) -> Iterator[Dated]:
    span = horizon(office.on)
    own = frozenset({name}) if name else None
    for withdrawn in (False, True):
        for row in lists.rows(office, lists.Asked(body=name, sort="plan", withdrawn=withdrawn)):
            state = state_of(office, row)
            if withdrawn and state.at + timedelta(days=DAYS_KEPT) < span.on.replace(day=1):
                continue
            for event in events_of(state, office.on, office.workdays, bodies=own):
                if is_shown(event, span):
                    yield _dated(office, row, state, event)


def _dated(office: Office, row: TaskRow, state: TaskState, event: Event) -> Dated:
    """An event with its sequence: the entries so far, then the light steps begun since the last of them."""
    key = event.uid.removesuffix(f"@{DOMAIN}").rpartition(".")[2]
    if event.kind == "recurrence":
        recurrence = next(r for r in state.task.recurrences if f".{r.id}.{event.on:%Y%m%d}@" in event.uid)
        begun = _own_steps(office, state, recurrence, event)
    else:
        begun = _light_steps(office, state)
    changed = max([state.at, state.task.issued, *begun])
    return Dated(
        event=event,
        sequence=state.seq * ENTRY_COUNTS_FOR + min(len(begun), ENTRY_COUNTS_FOR - 1),
        changed=datetime.combine(changed, time(), COUNTY_TIME).astimezone(UTC),
        document=state.task.document,
        clause=state.task.clause or f"{state.task.section}{state.task.number}",
        lead=state.task.lead,
        figure=_figure(office, state, key) if event.kind == "target" else None,
        withdrawn=row.withdrawn,
    )


def _light_steps(office: Office, state: TaskState) -> list[date]:
    """The light steps of a task that have begun since its last entry, as the store keeps them."""
    kept = office.store.projection_of(state.task.id)
    return [step.since for step in kept.steps if state.at <= step.since <= office.on] if kept else []


def _own_steps(office: Office, state: TaskState, recurrence: Recurrence, event: Event) -> list[date]:
    """The steps of a recurrence's day that have begun; none once it is done."""
    if event.done_on is not None:
        return []
    steps = day_steps(recurrence, state.days[recurrence.id], event.on, state.task.rules, office.workdays)
    return [step for step in steps if step <= office.on]


def _figure(office: Office, state: TaskState, key: str) -> Figure | None:
    for target in state.task.targets:
        if key == target.id:
            shown = target_light(state, target, office.on, office.workdays)
            return Figure(target.kind, target.value, target.unit, shown.latest, shown.latest_as_of)
        for part in target.parts:
            if key == part.id:
                shown = row_light(state, target, part.id, office.on, office.workdays)
                return Figure(target.kind, part.value, target.unit, shown.latest, shown.latest_as_of)
    return None
