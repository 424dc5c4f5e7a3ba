"""What calendars need (日历): the events of a body or of all, with sequence and moment of change from the history."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from hashlib import sha256
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.agenda import DAYS_KEPT, DOMAIN, Event, Horizon, events_of, horizon, is_shown
from xiaxian_tasks.domain.entries import REPORT, Entry
from xiaxian_tasks.domain.feed import Dated, Feed, Figure, Shape
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import ENDED, is_full
from xiaxian_tasks.domain.lights import row_light, target_light
from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.domain.plan import Recurrence
from xiaxian_tasks.domain.recurrence import day_steps
from xiaxian_tasks.domain.reporting import own_duties
from xiaxian_tasks.office import county, lists, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import state_of
from xiaxian_tasks.office.unnamed import unnamed
from xiaxian_tasks.ports import TaskRow

COUNTY_TIME = timezone(timedelta(hours=8))
"""Days begin at midnight in the county, wherever the program runs."""

TITLE = "夏县督查"
"""The name of the calendar of all; a body's calendar adds its name."""

PLAIN = Shape()

ENTRY_COUNTS_FOR = 100
"""An entry counts for more than the light steps that can follow it, so that a SEQUENCE never falls when an entry
written late cuts steps that had already begun."""


class Scope(NamedTuple):
    """What a calendar is of: all that is named must hold, nothing named is everything.

    `body` and `person` are as somebody types them: a person's calendar is that of whose body the person speaks for, of
    the county's persons that of all. `plan` and `task` are as in `names`.
    """

    body: str = ""
    person: str = ""
    plan: str = ""
    task: str = ""


EVERYTHING = Scope()


class Key(NamedTuple):
    """What the dates of one task rest on in one scope: with an equal `text` they are equal up to `Dates.until`."""

    task: str
    text: str


class Dates(NamedTuple):
    """The dates of one task in one scope as they stand from the day asked for up to the day before `until`, if nothing
    is recorded. None where nothing of it is shown."""

    task: str
    dates: tuple[Dated, ...]
    until: date


def feed(office: Office, scope: Scope | str = EVERYTHING, shape: Shape = PLAIN) -> Feed:
    """The feed of a scope, or of a body by its name. NotFound `body`, `person`, `plan`, `task` (5)."""
    scope = Scope(scope) if isinstance(scope, str) else scope
    found = dates_of(office, scope, [key.task for key in keys(office, scope)], shape)
    whole = tuple(dated for each in found for dated in each.dates)
    return frame(office, scope, shape)._replace(dates=whole)


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


def frame(office: Office, scope: Scope, shape: Shape) -> Feed:
    """The feed of a scope without its dates."""
    own = _own(office, scope)
    told = [own.body, own.plan and _title_of(office, own.plan), own.task and names.task(office, own.task).title]
    names_kept = unnamed(office) if shape.redacted else frozenset[str]()
    return Feed("·".join([TITLE, *filter(None, told)]), office.on.replace(day=1), (), own.body, shape, names_kept)


def whose(office: Office, person: str) -> str:
    """The body whose dates a person sees, "" for those of all. NotFound `person` (5)."""
    known = county.person_of(county.as_known(office), person)
    return known.body if known.role in OF_A_BODY else ""


def recalled(feed: Feed, on: date) -> Feed:
    """A feed called back: every event once more, cancelled, changed on that day."""
    moment = _midnight(on)
    return feed._replace(dates=tuple(
        dated._replace(withdrawn=True, sequence=dated.sequence + 1, changed=moment, alarm_on=None)
        for dated in feed.dates
    ))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), COUNTY_TIME).astimezone(UTC)


def keys(office: Office, scope: Scope, shape: Shape = PLAIN) -> Iterator[Key]:
    """What the dates of each task in a scope rest on, a task once; read from the rows alone, no history is opened.

    Raises what `feed` does.
    """
    known = county.as_known(office)
    speaking = sorted(person for person in known.people.persons if person.role in OF_A_BODY)
    around = sha256(repr((
        office.on.replace(day=1), sorted(office.calendars.announced.items()), speaking, sorted(known.same.items()),
        sorted(_own(office, scope).bodies), shape.working,
    )).encode()).hexdigest()[:16]
    for row in _rows(office, scope):
        ahead = f"@{office.on}" if row.at > office.on else ""
        yield Key(row.id, f"{around}.{row.head}.{row.light_since}{ahead}")


def dates_of(office: Office, scope: Scope, tasks: Iterable[str], shape: Shape = PLAIN) -> Iterator[Dates]:
    """The dates of some tasks in a scope, in the order given; a task that has none gives none."""
    own, span = _own(office, scope), horizon(office.on)
    for key in tasks:
        row = office.store.task(key, office.on)
        if row is not None:
            found = tuple(_of_row(office, row, own, span))
            yield Dates(key, tuple(map(_plain, found)) if not shape.working else found, office.on + timedelta(days=1))


def _plain(dated: Dated) -> Dated:
    """Without the day of an alarm in working time: where nobody asks for it, it changes nothing."""
    return dated._replace(alarm_on=None)


class _Own(NamedTuple):
    """A scope with its names found: `bodies` are those its body answers to, none where it is of all."""

    body: str = ""
    plan: str = ""
    task: str = ""
    bodies: frozenset[str] = frozenset()


def _own(office: Office, scope: Scope) -> _Own:
    body = scope.body or (whose(office, scope.person) if scope.person else "")
    body = names.body(office, body).name if body else ""
    plan = names.plan(office, scope.plan) if scope.plan else ""
    task = names.task(office, scope.task).id if scope.task else ""
    return _Own(body, plan, task, frozenset(names.owing(office, body)) if body else frozenset())


def _title_of(office: Office, plan: str) -> str:
    return next(row.title for row in office.store.plans(counted=False) if row.id == plan)


def _rows(office: Office, scope: Scope) -> Iterator[TaskRow]:
    """The rows of a scope: those that stand, then those taken back lately."""
    own, span = _own(office, scope), horizon(office.on)
    if own.task:
        if row := office.store.task(own.task, office.on):
            yield row
        return
    for withdrawn in (False, True):
        for row in lists.rows(office, lists.Asked(body=own.body, plan=own.plan, sort="plan", withdrawn=withdrawn)):
            if not withdrawn or row.at > office.on or row.at + timedelta(days=DAYS_KEPT) >= span.on.replace(day=1):
                yield row


def _of_row(office: Office, row: TaskRow, own: _Own, span: Horizon) -> Iterator[Dated]:
    state = state_of(office, row)
    is_gone = row.withdrawn or (is_full(state.life) and state.life.stage in ENDED)
    if is_gone and state.at + timedelta(days=DAYS_KEPT) < span.on.replace(day=1):
        return
    events = events_of(state, office.on, office.workdays, bodies=own.bodies or None)
    if shown := [event for event in events if is_shown(event, span)]:
        past = _Past(office, state)
        yield from (_dated(office, event, past, is_withdrawn=is_gone) for event in shown)


CHANGING = frozenset({
    kinds.ADOPTION, kinds.WAY, kinds.ASSIGNMENT, kinds.REORGANISATION, kinds.ACCEPTANCE, kinds.CLOSURE, kinds.RECHECK,
    kinds.REOPENING, kinds.SUSPENSION, kinds.RESUMPTION, kinds.TERMINATION, kinds.MERGER, kinds.EXTENSION_GRANT,
    kinds.WITHDRAWAL,
})
"""Kinds of entry that may change any event of their task: its day, its body, whether it is done or rests."""


class _Past:
    """What happened to a task up to the office's day: its entries, and its light on each day one of them stepped."""

    def __init__(self, office: Office, state: TaskState) -> None:
        self.office = office
        self.state = state
        kept = office.store.projection_of(state.task.id)
        self.days = [step.since for step in kept.steps if step.since <= office.on] if kept else []
        self.lights: dict[date, list[Event]] = {}
        history = office.store.history(state.task.id) if state.seq > 1 else []
        self.entries = [entry for entry in history[: state.seq] if entry.kind == REPORT]
        changing = [entry.at for entry in history[: state.seq] if entry.kind in CHANGING]
        self.changes = max(len(changing), 1)
        self.changed_at = changing[-1] if len(changing) > 1 else date.min

    def touching(self, event: Event, key: str) -> tuple[int, date]:
        """How many entries touched an event, and the day of the last: those of the task, and reports of its duty."""
        own = [entry.at for entry in self.entries if _touches(entry, event, key)]
        return self.changes + len(own), max([self.changed_at, *own])

    def own_steps(self, event: Event, since: date) -> list[date]:
        """The days since the last touching entry on which the event's own light or reason stepped."""
        if event.kind == "recurrence":
            recurrence = next(r for r in self.state.task.recurrences if f".{r.id}.{event.on:%Y%m%d}@" in event.uid)
            return _turn_steps(self.office, self.state, recurrence, event)
        marks, found = None, []
        for day in [day for day in self.days if day >= since]:
            seen = self._mark(event, day)
            if marks is not None and seen != marks:
                found.append(day)
            marks = seen
        return found

    def _mark(self, event: Event, on: date) -> tuple[str, str]:
        """The light and reason of one event on an earlier day, by what is known now."""
        if on not in self.lights:
            days = self.office.calendars.on(on)
            rows = frozenset(part.body for target in self.state.task.targets for part in target.parts)
            self.lights[on] = [
                *events_of(self.state, on, days),
                *(each for body in rows for each in events_of(self.state, on, days, bodies=frozenset({body}))),
            ]
        return next((each.light, each.reason) for each in self.lights[on] if each.uid == event.uid)


def _touches(entry: Entry, event: Event, key: str) -> bool:
    """Whether a report is of an event's own duty; a task with nothing to count is touched by every one."""
    content = entry.content
    if content.get("statement"):
        return False
    if event.kind == "target":
        row = str(content.get("target", ""))
        return row == key or row.startswith(f"{key}.")
    if event.kind == "milestone":
        return bool(content.get("milestone") == key)
    if event.kind == "recurrence":
        return f"{content.get('recurrence')}.{str(content.get('occurrence', '')).replace('-', '')}" == key
    return True


def _dated(office: Office, event: Event, past: _Past, *, is_withdrawn: bool) -> Dated:
    """An event with its sequence: the entries that touched it, then its own light steps since the last of them."""
    state = past.state
    key = event.uid.removesuffix(f"@{DOMAIN}").removeprefix(f"{state.task.plan}.{state.task.number}.")
    entries, since = past.touching(event, key)
    begun = past.own_steps(event, since)
    changed = max([since, state.task.issued, *begun])
    return Dated(
        event=event,
        sequence=entries * ENTRY_COUNTS_FOR + min(len(begun), ENTRY_COUNTS_FOR - 1),
        changed=datetime.combine(changed, time(), COUNTY_TIME).astimezone(UTC),
        document=state.task.document,
        clause=state.task.clause or f"{state.task.section}{state.task.number}",
        lead=state.task.lead,
        figure=_figure(office, state, key) if event.kind == "target" else None,
        withdrawn=is_withdrawn,
    )


def _turn_steps(office: Office, state: TaskState, recurrence: Recurrence, event: Event) -> list[date]:
    """The days on which a recurrence's day turned near and was missed; none once it is done."""
    if event.done_on is not None:
        return []
    near, after, missed = day_steps(
        recurrence, state.days[recurrence.id], event.on, state.task.rules, office.workdays
    )
    return [day for day in (min(near, after), missed) if day <= office.on]


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
