"""The ledger: ports.Store over an engine. Every write is one transaction and names the version it was decided on."""

from collections.abc import Callable, Iterable
from datetime import date

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import Stale
from xiaxian_tasks.ports import Adoption, CaseRow, PlanRow, Projection
from xiaxian_tasks.store import bulk, rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.reading import Reading
from xiaxian_tasks.store.statements import Parameters


class Ledger(Reading):
    """A ledger that can be written."""

    def append(self, entry: Entry, projection: Projection) -> None:
        """Write one entry and its projection. Raises Stale `stale-history` when the history has moved on."""
        self.append_many([(entry, projection)])

    def append_many(self, written: Iterable[tuple[Entry, Projection]]) -> None:
        """Several appends: all or none. Raises Stale."""
        with self._engine.writing():
            for _ in bulk.write(self._engine, written):
                pass

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
            self._change(sql.INSERT_REVISION, (
                {"plan": each.plan, "at": each.at.isoformat(), "hash": each.hash, "source": each.source}
                for each in adoption.revisions
            ))
            self._adopt_bodies(adoption.bodies)
            self._adopt_calendar(adoption)
            for done in bulk.write(self._engine, adoption.entries):
                if progress is not None:
                    progress(done)
            if adoption.remade is not None:
                self._engine.alone()
                bulk.remake(self._engine, adoption.remade)
        if done >= bulk.BATCH:
            self._engine.settle()

    def _adopt_plans(self, plans: tuple[PlanRow, ...]) -> None:
        last = self._engine.rows(sql.LAST_POSITION)[0][0]
        first = 0 if last is None else last + 1
        self._change(sql.UPSERT_PLAN, (
            {
                "id": plan.id, "document": plan.document, "title": plan.title, "issued": plan.issued.isoformat(),
                "position": first + plan.position, "document_json": plan.document_json,
            }
            for plan in plans
        ))

    def _adopt_bodies(self, bodies: tuple[Body, ...]) -> None:
        names: list[Parameters] = [{"name": body.name} for body in bodies]
        self._change(sql.UPSERT_BODY, ({"name": body.name, "kind": body.kind} for body in bodies))
        self._change(sql.DELETE_ALIASES, names)
        self._change(sql.DELETE_MEMBERS, names)
        self._change(sql.INSERT_ALIAS, (
            {"body": body.name, "position": position, "alias": alias}
            for body in bodies for position, alias in enumerate(body.aliases)
        ))
        self._change(sql.INSERT_MEMBER, (
            {"body": body.name, "position": position, "member": member}
            for body in bodies for position, member in enumerate(body.members)
        ))

    def _adopt_calendar(self, adoption: Adoption) -> None:
        self._change(sql.UPSERT_DAY, (
            {
                "day": day.on.isoformat(), "working": int(day.working), "name": day.name,
                "known": day.known.isoformat() if day.known else "",
            }
            for day in adoption.days
        ))
        self._change(sql.UPSERT_YEAR, (
            {"year": year, "announced": on.isoformat()} for year, on in adoption.announced
        ))

    def _change(self, statement: str, parameters: Iterable[Parameters]) -> None:
        if listed := list(parameters):
            self._engine.change(statement, listed)

    def replace_projection(self, projections: Iterable[tuple[Projection, int, str, date]]) -> None:
        """Remake projections whole from (projection, seq, head, at); tasks without a history go."""
        with self._engine.writing():
            self._engine.alone()
            bulk.remake(self._engine, projections)
