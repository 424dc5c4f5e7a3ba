"""The ledger: ports.Store over an engine. Every write is one transaction and names the version it was decided on."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from xiaxian_tasks.domain.entries import COUNTY, Entry
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.ports import Adoption, CaseRow, CountyRow, PlanRow, Projection, Restored, Writing
from xiaxian_tasks.store import bulk, rows
from xiaxian_tasks.store import writes as sql
from xiaxian_tasks.store.outward import Outward
from xiaxian_tasks.store.schema import PROJECTION
from xiaxian_tasks.store.statements import LAST_POSITION, Parameters


class Ledger(Outward):
    """A ledger that can be written."""

    def append(self, entry: Entry, projection: Projection) -> None:
        """Write one entry and its projection. Raises Stale `stale-history` when the history has moved on."""
        self.write(Writing([(entry, projection)]))

    def append_many(self, written: Iterable[tuple[Entry, Projection]]) -> None:
        """Several appends: all or none. Raises Stale."""
        self.write(Writing(written))

    def write(self, writing: Writing) -> None:
        """Write entries of tasks and of the county, numbers, evidence and bodies: all or none.

        Raises Stale: stale-history, month-closed, number-taken, message-taken, already-said.
        """
        with self._engine.writing():
            if writing.alone or writing.closing or (writing.county and self._closes_a_month(writing.county[1])):
                self._engine.alone()  # so that no report slips in between
            if writing.closing:
                self._write_county(*writing.closing())
            for _ in bulk.write(self._engine, writing.tasks):
                pass
            if writing.county:
                self._write_county(*writing.county)
            for each in writing.numbers:
                if self._engine.change(sql.INSERT_NUMBER, [rows.of_number(each)]) != 1:
                    raise Stale("number-taken", **each._asdict())
            self._change(sql.INSERT_EVIDENCE, (rows.of_evidence(*each) for each in writing.evidence))
            bulk.write_bodies(self._engine, writing.bodies, writing.gone)
            if writing.messages:
                from xiaxian_tasks.store import message_rows

                message_rows.write(self._engine, writing.messages)

    def _closes_a_month(self, county: CountyRow) -> bool:
        before = self.county()
        return county.closed != (before.closed if before else None)

    def _write_county(self, entry: Entry, county: CountyRow) -> None:
        statement = sql.INSERT_COUNTY if entry.seq == 1 else sql.UPDATE_COUNTY
        for text, row in ((statement, rows.of_county(county, entry)), (sql.INSERT_ENTRY, rows.of_entry(entry))):
            if self._engine.change(text, [row]) != 1:
                raise Stale("stale-history", task=entry.task)

    def append_case(self, entry: Entry, case: CaseRow) -> None:
        """Write one entry of a case and the case as it then stands. Raises Stale."""
        statement = sql.INSERT_CASE if entry.seq == 1 else sql.UPDATE_CASE
        with self._engine.writing():
            for text, row in ((statement, rows.of_case(case, entry)), (sql.INSERT_ENTRY, rows.of_entry(entry))):
                if self._engine.change(text, [row]) != 1:
                    raise Stale("stale-history", task=entry.task)

    def adopt(self, adoption: Adoption, progress: Callable[[int], None] | None = None) -> None:
        """Write an adoption. A plan's position counts among those adopted with it; earlier plans stand before.

        Raises Stale.
        """
        done = 0
        with self._engine.writing():
            self._adopt_plans(adoption.plans)
            self._change(sql.INSERT_REVISION, map(rows.of_revision, adoption.revisions))
            bulk.write_bodies(self._engine, adoption.bodies)
            self._change(sql.UPSERT_DAY, map(rows.of_day, adoption.days))
            self._change(sql.UPSERT_YEAR, (rows.of_year(*each) for each in adoption.announced))
            for done in bulk.write(self._engine, adoption.entries):
                if progress is not None:
                    progress(done)
            if adoption.remade is not None:
                self._engine.alone()
                bulk.remake(self._engine, adoption.remade)
        if done >= bulk.BATCH:
            self._engine.settle()

    def _adopt_plans(self, plans: tuple[PlanRow, ...]) -> None:
        last = self._engine.rows(LAST_POSITION)[0][0]
        first = 0 if last is None else last + 1
        self._change(sql.UPSERT_PLAN, (rows.of_plan(plan, first + plan.position) for plan in plans))

    def _change(self, statement: str, parameters: Iterable[Parameters]) -> None:
        bulk.change(self._engine, statement, list(parameters))

    def replace_projection(
        self, projections: Iterable[tuple[Projection, int, str, date]], others: Iterable[Restored] = ()
    ) -> None:
        """Remake projections whole from (projection, seq, head, at); tasks without a history go.

        Of messages `others` hold all or none: what counts as said is made anew with them.
        """
        with self._engine.writing():
            self._engine.alone()
            bulk.remake(self._engine, projections)
            for place, other in enumerate(others):
                if not place:
                    self._engine.change(sql.DELETE_ALL_SAID, [{}])
                self._remake(other)
            self._engine.change(sql.DELETE_MARK, [{"name": PROJECTION}])
        self._is_stale = False

    def _remake(self, other: Restored) -> None:
        """Write anew what is kept of the county, a case or a message; its entries stay."""
        first, last, kept = other.entries[0], other.entries[-1], other.kept
        if isinstance(kept, CountyRow):
            self._engine.change(sql.DELETE_COUNTY, [{"name": COUNTY}])
            self._engine.change(sql.INSERT_COUNTY, [rows.of_county(kept, last)])
        elif isinstance(kept, CaseRow):
            self._engine.change(sql.DELETE_CASE, [{"id": kept.id}])
            opened = {"opened": first.recorded.isoformat()}
            self._engine.change(sql.INSERT_CASE, [{**rows.of_case(kept, last), **opened}])
        elif not isinstance(kept, Projection):
            from xiaxian_tasks.store import message_rows

            message_rows.restore(self._engine, kept)

    def back_up(self, path: Path) -> None:
        """Copy the ledger to a new file, while others use it."""
        self._engine.back_up(path)
