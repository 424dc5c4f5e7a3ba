"""A ledger whole, out and in: everything as of one moment, and an empty ledger filled in one transaction."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import groupby
from typing import Any

from xiaxian_tasks.errors import Refused
from xiaxian_tasks.ports import CaseRow, CountyRow, Number, Piece, Projection, Restored, Revision
from xiaxian_tasks.store import bulk, rows
from xiaxian_tasks.store import writes as sql
from xiaxian_tasks.store.engine import Engine
from xiaxian_tasks.store.reading import Reading
from xiaxian_tasks.store.statements import ANY_ENTRY, ANY_PLAN, CASE_MOMENTS, NUMBERS_GIVEN, REVISIONS, Parameters


class Transfer(Reading):
    """What moves a whole ledger (ports.Store says what each method holds)."""

    def still(self) -> AbstractContextManager[None]:
        """Inside, every question is answered as of one moment."""
        return self._engine.still()

    def revisions(self) -> Iterator[Revision]:
        """Every adopted file, by plan, the oldest first."""
        return map(rows.revision, self._engine.stream(REVISIONS))

    def numbers_given(self) -> Iterator[Number]:
        """Every number given, by kind, year and number."""
        return (Number(*row) for row in self._engine.stream(NUMBERS_GIVEN))

    def case_moments(self, case: str) -> tuple[str, str] | None:
        """(moment its first entry was recorded, day of its last), as a case is kept."""
        found = self._engine.rows(CASE_MOMENTS, {"case": case})
        return (found[0][0], found[0][1]) if found else None

    def restore(self, pieces: Iterable[Piece]) -> None:
        """Fill an empty ledger in one transaction. Raises Refused `ledger-not-empty` (4)."""
        with self._engine.writing():
            self._engine.alone()
            if self._engine.rows(ANY_PLAN) or self._engine.rows(ANY_ENTRY):
                raise Refused("ledger-not-empty", place=self._engine.place)
            for sort, group in groupby(pieces, key=_sort_of):
                _WRITE[sort](self._engine, (getattr(piece, sort) for piece in group))
        self._engine.settle()


def _sort_of(piece: Piece) -> str:
    return next(name for name, given in zip(Piece._fields, piece, strict=True) if given is not None)


def _rows(statement: str, made: Callable[[Any], Parameters]) -> Callable[[Engine, Iterable[Any]], None]:
    """Writes one row for each value, a batch at a time."""

    def write(engine: Engine, values: Iterable[Any]) -> None:
        batch = _Batch(engine, statement)
        for value in values:
            batch.add(made(value))
        batch.close()

    return write


class _Batch:
    """Rows on their way into one table: so many at once, or so many bytes of evidence."""

    def __init__(self, engine: Engine, statement: str) -> None:
        self._engine = engine
        self._statement = statement
        self._rows: list[Parameters] = []
        self._bytes = 0

    def add(self, row: Parameters) -> None:
        """One more row."""
        self._rows.append(row)
        self._bytes += len(row.get("content", ""))
        if len(self._rows) >= bulk.BATCH or self._bytes >= MOST_BYTES:
            self.close()

    def close(self) -> None:
        """Write what is left."""
        if self._rows:
            self._engine.change(self._statement, self._rows)
        self._rows, self._bytes = [], 0


MOST_BYTES = 16 * 2**20
"""Bytes of content held back at most: some pieces of evidence, some ten thousand entries."""


def _bodies(engine: Engine, bodies: Iterable[Any]) -> None:
    bulk.write_bodies(engine, list(bodies))


def _histories(engine: Engine, histories: Iterable[Restored]) -> None:
    bulk.remake(engine, _tasks(engine, histories))


def _tasks(engine: Engine, histories: Iterable[Restored]) -> Iterator[bulk.Remade]:
    """Write the entries of every history, and what belongs beside those that are no task's; the tasks are left."""
    entries = _Batch(engine, sql.INSERT_ENTRY)
    for history in histories:
        for entry in history.entries:
            entries.add(rows.of_entry(entry))
        first, last = history.entries[0], history.entries[-1]
        if isinstance(history.kept, Projection):
            yield history.kept, last.seq, last.hash, history.at
        elif isinstance(history.kept, CaseRow):
            opened = {"opened": first.recorded.isoformat()}
            engine.change(sql.INSERT_CASE, [{**rows.of_case(history.kept, last), **opened}])
        elif isinstance(history.kept, CountyRow):
            engine.change(sql.INSERT_COUNTY, [rows.of_county(history.kept, last)])
        else:
            from xiaxian_tasks.store import message_rows

            message_rows.restore(engine, history.kept)
    entries.close()


_WRITE: dict[str, Callable[[Engine, Iterable[Any]], None]] = {
    "plan": _rows(sql.UPSERT_PLAN, lambda plan: rows.of_plan(plan, plan.position)),
    "revision": _rows(sql.INSERT_REVISION, rows.of_revision),
    "body": _bodies,
    "day": _rows(sql.UPSERT_DAY, rows.of_day),
    "year": _rows(sql.UPSERT_YEAR, lambda year: rows.of_year(*year)),
    "history": _histories,
    "number": _rows(sql.INSERT_NUMBER, rows.of_number),
    "evidence": _rows(sql.INSERT_EVIDENCE, lambda piece: rows.of_evidence(*piece)),
}
