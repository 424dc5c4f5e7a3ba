"""Writing entries with their projections: one way for one entry and for a hundred thousand, a batch at a time."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from xiaxian_tasks.domain.entries import ADOPTION, Entry
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.ports import Projection
from xiaxian_tasks.store import rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.engine import Engine
from xiaxian_tasks.store.statements import Parameters

BATCH = 1000
"""Entries to a batch: some megabytes of rows, so that memory does not grow with the adoption."""

Written = tuple[Entry, Projection]
Remade = tuple[Projection, int, str, date]


def write(engine: Engine, written: Iterable[Written]) -> Iterator[int]:
    """Write entries with their projections, inside a transaction; yields the count so far after each batch.

    Raises Stale `stale-history` with the task whose history has moved on.
    """
    done = 0
    for batch in _batches(written):
        _write(engine, batch)
        done += len(batch)
        yield done


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
    _all_changed(engine, sql.INSERT_TASK, first)
    _all_changed(engine, sql.UPDATE_TASK, later)
    if _change(engine, sql.INSERT_ENTRY, [rows.of_entry(entry) for entry, _ in batch]) != len(batch):
        raise Stale("stale-history", task=batch[0][0].task)
    _replace_steps(engine, [kept for _, kept in later])
    _replace_bodies(engine, [kept for entry, kept in later if entry.kind == ADOPTION])
    _add(engine, [kept for _, kept in batch], [kept for entry, kept in batch if entry.kind == ADOPTION])


def _all_changed(engine: Engine, statement: str, batch: list[Written]) -> None:
    """Write the projections' rows; each must still stand where its entry was decided."""
    changed = _change(engine, statement, [
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
    for kept, seq, head, at in remade:
        engine.change(sql.REMAKE_TASK, [rows.of_task(kept, seq=seq, head=head, at=at)])
        _replace_steps(engine, [kept])
        _replace_bodies(engine, [kept])
        _add(engine, [kept], [kept])
    for statement in sql.DELETE_ORPHANS:
        engine.change(statement, [{}])


def _replace_steps(engine: Engine, projections: list[Projection]) -> None:
    """What was foreseen from `since` on falls away, and the step that stands on that day ends there."""
    days: list[Parameters] = [{"task": kept.id, "since": kept.since.isoformat()} for kept in projections]
    _change(engine, sql.DELETE_STEPS, days)
    _change(engine, sql.CUT_STEP, days)


def _replace_bodies(engine: Engine, projections: list[Projection]) -> None:
    _change(engine, sql.DELETE_TASK_BODIES, [{"task": kept.id} for kept in projections])


def _add(engine: Engine, lit: list[Projection], owed: list[Projection]) -> None:
    _change(engine, sql.INSERT_TASK_BODY, list(chain.from_iterable(map(rows.of_bodies, owed))))
    _change(engine, sql.INSERT_STEP, list(chain.from_iterable(map(rows.of_steps, lit))))


def _change(engine: Engine, statement: str, parameters: list[Parameters]) -> int:
    return engine.change(statement, parameters) if parameters else 0
