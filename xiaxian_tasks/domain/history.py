"""A history folded into the present state of its task. Nothing but the entries goes in, so replay is the truth."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.domain.codec import decode, encode, plain
from xiaxian_tasks.domain.entries import ACCEPTANCE, ADOPTION, CHECK, RECHECK, REPORT, WITHDRAWAL, Entry
from xiaxian_tasks.domain.life import (
    BEGUN,
    Assignment,
    Life,
    adopted,
    assignments_of,
    effective,
    live,
    owed_days,
    stage_of,
)
from xiaxian_tasks.domain.living import lived
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

    `task` is what binds today: `declared`, with bodies as assigned and days as extended. `series` holds the readings of
    each target or row by as-of day then seq; `verified` the newest value a check found, by row; `days` the laid-out
    days of recurrences; `told` the note of the newest report.
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
    declared: Task | None = None
    life: Life = BEGUN
    verified: dict[str, Reading] = {}
    told: str = ""

    @property
    def printed(self) -> Task:
        """The task as its plan declares it."""
        return self.declared or self.task

    @property
    def parts(self) -> tuple[Assignment, ...]:
        """The assignments that bind their bodies now."""
        return live(assignments_of(self.life, self.printed))

    @property
    def stage(self) -> str:
        """The state of the task under full supervision (terms.STATES)."""
        return stage_of(self.life, self.printed)

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
    earlier: list[Entry] = []
    for entry in entries:
        if until is not None and entry.at > until and state is not None:
            continue
        state = step(state, entry, lay_out, earlier)
        earlier.append(entry)
    if state is None:
        raise ValueError("a history begins with its adoption")
    return state


def step(state: TaskState | None, entry: Entry, lay_out: LayOut, earlier: Sequence[Entry] = ()) -> TaskState:
    """The state after one more entry. A withdrawal needs the whole history `earlier` than it; no other entry does."""
    if entry.kind == WITHDRAWAL:
        return _without(in_force([*earlier, entry]), lay_out)._replace(seq=entry.seq, head=entry.hash, at=entry.at)
    if entry.kind == ADOPTION:
        return _adopted(state, entry, lay_out)
    if state is None:
        raise ValueError("a history begins with its adoption")
    if entry.kind == REPORT:
        state = _reported(state, entry)
    elif "value" in entry.content and entry.kind in {CHECK, ACCEPTANCE, RECHECK}:
        state = _checked(state, entry)
    life = lived(state.life, entry, state.printed)
    if life is not state.life:
        state = _bound(state, life)
    return state._replace(seq=entry.seq, head=entry.hash, at=entry.at)


def withdrawn(entries: Sequence[Entry], *also: int) -> set[int]:
    """The seqs of the entries that were taken back, and of those gone once `also` is; a withdrawal may be taken back
    itself."""
    gone = set(also)
    for entry in reversed(entries):
        if entry.kind == WITHDRAWAL and entry.seq not in gone:
            gone.add(entry.content["of"])
    return gone


def in_force(entries: Sequence[Entry], *also: int) -> list[Entry]:
    """The entries that stand, without those taken back, those that would be if `also` were, and the withdrawals."""
    gone = withdrawn(entries, *also)
    return [entry for entry in entries if entry.kind != WITHDRAWAL and entry.seq not in gone]


def _without(entries: list[Entry], lay_out: LayOut) -> TaskState:
    state: TaskState | None = None
    for entry in entries:
        state = step(state, entry, lay_out)
    assert state is not None, "a first adoption is never withdrawn"
    return state


def _adopted(state: TaskState | None, entry: Entry, lay_out: LayOut) -> TaskState:
    task = decode(Task, entry.content["task"])
    days = lay_out(task)
    if state is None:
        life = Life(way=entry.content["way"]) if "way" in entry.content else BEGUN
        return TaskState(task, days, {}, {}, {}, None, entry.seq, entry.hash, date.min, task, life)
    series, verified = _in_new_units(state, task)
    life = adopted(state.life, state.printed, task)
    if "way" in entry.content:
        life = life._replace(way=entry.content["way"])
    state = state._replace(
        declared=task, days=owed_days(days, life), series=series, verified=verified, life=life,
        task=effective(task, life),
    )
    return state._replace(seq=entry.seq, head=entry.hash, at=max(state.at, entry.at))


def _bound(state: TaskState, life: Life) -> TaskState:
    """The state with another life, and the task and its days as that life binds them."""
    return state._replace(life=life, task=effective(state.printed, life), days=owed_days(state.days, life))


def _in_new_units(state: TaskState, task: Task) -> tuple[dict[str, tuple[Reading, ...]], dict[str, Reading]]:
    """The readings, and those that were verified, where an edited plan counts in another unit of the same sort: 43 万方
    are 430,000 方."""
    old = {target.id: target for target in state.printed.targets}
    series, verified = dict(state.series), dict(state.verified)
    for target in task.targets:
        was = old.get(target.id)
        if was is None or was.unit == target.unit:
            continue
        for row in rows_of(was):
            series[row] = tuple(_converted(reading, was.unit, target.unit) for reading in series.get(row, ()))
            if row in verified:
                verified[row] = _converted(verified[row], was.unit, target.unit)
    return {row: readings for row, readings in series.items() if readings}, verified


def _converted(reading: Reading, old: str, new: str) -> Reading:
    return reading._replace(value=convert(Quantity(reading.value, old), new))


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
    return state._replace(noted=max(state.noted or as_of, as_of), told=content.get("note", ""))


def _checked(state: TaskState, entry: Entry) -> TaskState:
    """What a check found stands beside what was reported; what a look back found is a figure of the task as well."""
    content = entry.content
    reading = Reading(entry.at, Decimal(content["value"]), entry.seq, content.get("body", ""))
    if "as_of" in content:
        reading = reading._replace(as_of=date.fromisoformat(content["as_of"]))
    state = state._replace(verified={**state.verified, content["target"]: reading})
    if entry.kind == RECHECK:
        state = state._replace(series=_with_reading(state, entry, reading.as_of))
    return state


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
    found: dict[str, Any] = {
        "days": {key: [day.isoformat() for day in days] for key, days in state.days.items()},
        "series": {
            key: [_row(reading) for reading in series]
            for key, series in state.series.items()
        },
        "done_on": {key: day.isoformat() for key, day in state.done_on.items()},
        "turns": {key: [day.isoformat() for day in days] for key, days in state.turns.items()},
        "noted": state.noted.isoformat() if state.noted else None,
    }
    if state.life != BEGUN:
        found["life"] = encode(state.life)
    if state.verified:
        found["verified"] = {key: _row(reading) for key, reading in state.verified.items()}
    if state.told:
        found["told"] = state.told
    return found


def _row(reading: Reading) -> list[Any]:
    return [reading.as_of.isoformat(), plain(reading.value), reading.seq, reading.body]


def from_document(task: Task, document: dict[str, Any], *, seq: int, head: str, at: date) -> TaskState:
    """The inverse of `to_document`, from the task as declared and what the projection keeps in columns of its own."""
    iso = date.fromisoformat
    life = decode(Life, document["life"]) if "life" in document else BEGUN
    return TaskState(
        task=effective(task, life),
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
        declared=task,
        life=life,
        verified={
            key: Reading(iso(day), Decimal(value), n, body)
            for key, (day, value, n, body) in document.get("verified", {}).items()
        },
        told=document.get("told", ""),
    )
