"""Writing entries with their projections: one way for one entry and for a hundred thousand, a batch at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.ports import Projection
from xiaxian_tasks.store import asking, rows, writes
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.engine import Engine
from xiaxian_tasks.store.statements import Parameters

BATCH = 1000
"""Entries to a batch: some megabytes of rows, so that memory does not grow with the adoption."""

Written = tuple[Entry, Projection]
Remade = tuple[Projection, int, str, date]


def write(engine: Engine, written: Iterable[Written]) -> Iterator[int]:
    """Write entries with their projections, inside a transaction; yields the count so far after each batch.

    Raises Stale `stale-history` with the task whose history has moved on, `month-closed` where one is meanwhile.
    """
    done = 0
    earliest: Entry | None = None
    for batch in _batches(written):
        _write(engine, batch)
        earliest = _earliest(batch, earliest)
        done += len(batch)
        yield done
    if earliest is not None:
        _hold_months(engine, earliest)


def _earliest(batch: list[Written], before: Entry | None) -> Entry | None:
    """The entry that counts from the earliest day; a plan's first adoption counts from its issue, however late it
    comes, a measure added to it later from its own day."""
    later = [entry for entry, _ in batch if entry.seq > 1 or entry.content.get("added")]
    return min([*later, before] if before else later, key=lambda entry: entry.at, default=None)


def _hold_months(engine: Engine, earliest: Entry) -> None:
    """No entry counts from a closed month. Asked after writing: whoever closes one waits for us, or we for them."""
    for (closed,) in engine.rows(sql.CLOSED):
        if earliest.at.isoformat() <= closed:
            raise Stale("month-closed", task=earliest.task, at=earliest.at, closed=date.fromisoformat(closed))


def _batches(written: Iterable[Written]) -> Iterator[list[Written]]:
    """Batches in which each task stands once: a second entry must find the first one's projection written."""
    batch: list[Written] = []
    tasks: set[str] = set()
    for each in written:
        if len(batch) == BATCH or each[0].task in tasks:
            yield batch
            batch, tasks = [], set()
        batch.append(each)
        tasks.add(each[0].task)
    if batch:
        yield batch


def _write(engine: Engine, batch: list[Written]) -> None:
    first = [each for each in batch if each[0].seq == 1]
    later = [each for each in batch if each[0].seq > 1]
    _all_changed(engine, writes.INSERT_TASK, first)
    _all_changed(engine, writes.UPDATE_TASK, later)
    if change(engine, writes.INSERT_ENTRY, [rows.of_entry(entry) for entry, _ in batch]) != len(batch):
        raise Stale("stale-history", task=batch[0][0].task)
    standing = [kept for _, kept in later]
    _cut(engine, standing, writes.DELETE_STEPS, writes.CUT_STEP, writes.DELETE_WAITS, writes.CUT_WAIT)
    handed_over = _handed_over(engine, standing)
    _cut(engine, handed_over, writes.DELETE_TASK_BODIES, writes.CUT_TASK_BODY, writes.BODIES_CHANGED)
    _add(engine, [kept for _, kept in batch], [*(kept for _, kept in first), *handed_over])


def _handed_over(engine: Engine, projections: list[Projection]) -> list[Projection]:
    """Those whose bodies are not the ones that stand."""
    if not projections:
        return []
    standing: dict[str, set[tuple[str, str]]] = {}
    for task, role, body in engine.rows(*asking.owing_now([kept.id for kept in projections])):
        standing.setdefault(task, set()).add((role, body))
    return [kept for kept in projections if rows.owing(kept) != standing.get(kept.id)]


def _all_changed(engine: Engine, statement: str, batch: list[Written]) -> None:
    """Write the projections' rows; each must still stand where its entry was decided."""
    changed = change(engine, statement, [
        rows.of_task(kept, seq=entry.seq, head=entry.hash, at=rows.day_of(entry)) for entry, kept in batch
    ])
    if changed != len(batch):
        raise Stale("stale-history", task=_moved_on(engine, batch))


def _moved_on(engine: Engine, batch: list[Written]) -> str:
    """The first task of a batch that does not stand where its entry would have put it."""
    for entry, _ in batch if len(batch) > 1 else ():
        if engine.rows(sql.WHERE_IT_STANDS, {"task": entry.task, "seq": entry.seq}) != [(entry.seq, 0)]:
            return entry.task
    return batch[0][0].task


def remake(engine: Engine, remade: Iterable[Remade]) -> None:
    """Write projections whole, inside a transaction, and take away those without a history."""
    whole = iter(remade)
    while batch := list(islice(whole, BATCH)):
        write_whole(engine, batch)
    for statement in writes.DELETE_ORPHANS:
        engine.change(statement, [{}])


def write_whole(engine: Engine, batch: list[Remade]) -> None:
    """Write projections whole, whatever was kept of their tasks before."""
    change(engine, writes.REMAKE_TASK, [rows.of_task(kept, seq=seq, head=head, at=at) for kept, seq, head, at in batch])
    projections = [kept for kept, *_ in batch]
    _cut(engine, projections, writes.DELETE_STEPS, writes.DELETE_WAITS, writes.DELETE_TASK_BODIES)
    change(engine, writes.DELETE_ASKED, [{"task": kept.id} for kept in projections])
    _add(engine, projections, projections)


def write_bodies(engine: Engine, bodies: Sequence[Body], gone: Sequence[str] = ()) -> None:
    """Add bodies or replace them whole; those called `gone` go."""
    names: list[Parameters] = [{"name": name} for name in (*(body.name for body in bodies), *gone)]
    change(engine, writes.UPSERT_BODY, [{"name": body.name, "kind": body.kind} for body in bodies])
    change(engine, writes.DELETE_ALIASES, names)
    change(engine, writes.DELETE_MEMBERS, names)
    change(engine, writes.DELETE_BODY, [{"name": name} for name in gone])
    change(engine, writes.INSERT_ALIAS, [
        {"body": body.name, "position": position, "alias": alias}
        for body in bodies for position, alias in enumerate(body.aliases)
    ])
    change(engine, writes.INSERT_MEMBER, [
        {"body": body.name, "position": position, "member": member}
        for body in bodies for position, member in enumerate(body.members)
    ])


def _cut(engine: Engine, projections: list[Projection], *statements: str) -> None:
    """What was foreseen from `since` on falls away, and what stands on that day ends there."""
    days: list[Parameters] = [{"task": kept.id, "since": kept.since.isoformat()} for kept in projections]
    for statement in statements:
        change(engine, statement, days)


def _add(engine: Engine, projections: list[Projection], owed: list[Projection]) -> None:
    for statement, made, each in (
        (writes.INSERT_TASK_BODY, rows.of_bodies, owed), (writes.INSERT_STEP, rows.of_steps, projections),
        (writes.INSERT_WAIT, rows.of_waits, projections), (writes.INSERT_ASKED, rows.of_asked, projections),
    ):
        change(engine, statement, list(chain.from_iterable(map(made, each))))


def change(engine: Engine, statement: str, parameters: Sequence[Parameters]) -> int:
    """Run a writing statement for each of `parameters`, if there are any; how many rows it changed."""
    return engine.change(statement, parameters) if parameters else 0
