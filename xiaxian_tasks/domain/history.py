"""A history folded into the present state of its task. Nothing but the entries goes in, so replay is the truth."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.domain.codec import decode, plain
from xiaxian_tasks.domain.entries import ADOPTION, REPORT, Entry
from xiaxian_tasks.domain.plan import Target, Task
from xiaxian_tasks.domain.quantity import Quantity, convert


class Reading(NamedTuple):
    """One reported value of a target or of one row of a split, in the target's unit."""

    as_of: date
    value: Decimal
    seq: int
    body: str = ""


class TaskState(NamedTuple):
    """What is known of a task after some entries of its history.

    `series` holds the readings of each target or row by as-of day then seq; `days` the laid-out days of recurrences.
    """

    task: Task
    days: dict[str, tuple[date, ...]]
    series: dict[str, tuple[Reading, ...]]
    done_on: dict[str, date]
    turns: dict[str, tuple[date, ...]]
    noted: date | None = None
    seq: int = 0
    head: str = ""
    at: date = date.min

    def newest(self, row: str) -> Reading | None:
        """The reading that counts: the newest as-of day, and of one day the last entered."""
        series = self.series.get(row)
        return series[-1] if series else None

    def disputed(self, row: str) -> tuple[Reading, ...]:
        """The newest readings of several bodies that differ on the newest as-of day; empty when they agree."""
        series = self.series.get(row, ())
        if not series:
            return ()
        last_of_body = {reading.body: reading for reading in series if reading.as_of == series[-1].as_of}
        return tuple(last_of_body.values()) if len({r.value for r in last_of_body.values()}) > 1 else ()


LayOut = Callable[[Task], dict[str, tuple[date, ...]]]


def fold(entries: Iterable[Entry], lay_out: LayOut, *, until: date | None = None) -> TaskState:
    """Replay a history; `until` leaves out what counts from a later day (the first adoption always counts)."""
    state: TaskState | None = None
    for entry in entries:
        if until is not None and entry.at > until and state is not None:
            continue
        state = step(state, entry, lay_out)
    if state is None:
        raise ValueError("a history begins with its adoption")
    return state


def step(state: TaskState | None, entry: Entry, lay_out: LayOut) -> TaskState:
    """The state after one more entry."""
    if entry.kind == ADOPTION:
        task = decode(Task, entry.content["task"])
        days = lay_out(task)
        if state is None:
            return TaskState(task, days, {}, {}, {}, None, entry.seq, entry.hash, date.min)
        series = _in_new_units(state, task)
        return state._replace(
            task=task, days=days, series=series, seq=entry.seq, head=entry.hash, at=max(state.at, entry.at)
        )
    if state is None:
        raise ValueError("a history begins with its adoption")
    if entry.kind == REPORT:
        state = _reported(state, entry)
    return state._replace(seq=entry.seq, head=entry.hash, at=entry.at)


def _in_new_units(state: TaskState, task: Task) -> dict[str, tuple[Reading, ...]]:
    """The readings where an edited plan counts in another unit of the same sort: 43 万方 are 430,000 方."""
    old = {target.id: target for target in state.task.targets}
    series = dict(state.series)
    for target in task.targets:
        was = old.get(target.id)
        if was is None or was.unit == target.unit:
            continue
        for row in rows_of(was):
            series[row] = tuple(
                reading._replace(value=convert(Quantity(reading.value, was.unit), target.unit))
                for reading in series.get(row, ())
            )
    return {row: readings for row, readings in series.items() if readings}


def _reported(state: TaskState, entry: Entry) -> TaskState:
    content = entry.content
    as_of = date.fromisoformat(content["as_of"])
    if content.get("statement"):
        return state
    if "value" in content:
        state = state._replace(series=_with_reading(state, entry, as_of))
    if "milestone" in content:
        state = state._replace(done_on={**state.done_on, content["milestone"]: as_of})
    if "occurrence" in content:
        name, day = content["recurrence"], date.fromisoformat(content["occurrence"])
        state = state._replace(turns={**state.turns, name: tuple(sorted({*state.turns.get(name, ()), day}))})
    return state._replace(noted=max(state.noted or as_of, as_of))


def _with_reading(state: TaskState, entry: Entry, as_of: date) -> dict[str, tuple[Reading, ...]]:
    row = entry.content["target"]
    reading = Reading(as_of, Decimal(entry.content["value"]), entry.seq, entry.content.get("body", ""))
    series = sorted((*state.series.get(row, ()), reading), key=lambda r: (r.as_of, r.seq))
    return {**state.series, row: tuple(series)}


def rows_of(target: Target) -> tuple[str, ...]:
    """The ids that take reports: the rows of a split, or the target itself."""
    return tuple(part.id for part in target.parts) or (target.id,)


def to_document(state: TaskState) -> dict[str, Any]:
    """The recorded part of a state as a plain document, for the projection."""
    return {
        "days": {key: [day.isoformat() for day in days] for key, days in state.days.items()},
        "series": {
            key: [[r.as_of.isoformat(), plain(r.value), r.seq, r.body] for r in series]
            for key, series in state.series.items()
        },
        "done_on": {key: day.isoformat() for key, day in state.done_on.items()},
        "turns": {key: [day.isoformat() for day in days] for key, days in state.turns.items()},
        "noted": state.noted.isoformat() if state.noted else None,
    }


def from_document(task: Task, document: dict[str, Any], *, seq: int, head: str, at: date) -> TaskState:
    """The inverse of `to_document`, with what the projection keeps in columns of its own."""
    iso = date.fromisoformat
    return TaskState(
        task=task,
        days={key: tuple(map(iso, days)) for key, days in document["days"].items()},
        series={
            key: tuple(Reading(iso(day), Decimal(value), n, body) for day, value, n, body in series)
            for key, series in document["series"].items()
        },
        done_on={key: iso(day) for key, day in document["done_on"].items()},
        turns={key: tuple(map(iso, days)) for key, days in document["turns"].items()},
        noted=iso(document["noted"]) if document["noted"] else None,
        seq=seq,
        head=head,
        at=at,
    )
