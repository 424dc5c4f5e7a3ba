"""The reading half of the ledger: one statement for each question, none of them writes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from xiaxian_tasks.domain.days import Calendars, DayOff
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.ports import CaseRow, PlanRow, Projection
from xiaxian_tasks.store import rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.engine import Engine
from xiaxian_tasks.store.messages import Messages


class Reading(Messages):
    """What can be asked of a ledger (ports.Store says what each answer holds)."""

    def __init__(self, engine: Engine, *, today: date, schema: int, is_stale: bool = False) -> None:
        super().__init__(engine)
        self._today = today
        self._schema = schema
        self._is_stale = is_stale

    @property
    def is_stale(self) -> bool:
        """Whether an upgrade left projections that have to be remade, and can be."""
        return self._is_stale and self._engine.writable

    def is_empty(self) -> bool:
        """Whether no plan has been adopted."""
        return not self._engine.rows(sql.ANY_PLAN)

    def history(self, task: str) -> list[Entry]:
        """The entries of one task or case, oldest first."""
        return [rows.entry(row) for row in self._engine.rows(sql.HISTORY, {"task": task})]

    def entries(self, until: date | None = None) -> Iterator[Entry]:
        """All entries, by history then seq; with `until` those that count by that day, and each first one."""
        if until is None:
            return map(rows.entry, self._engine.stream(sql.ENTRIES))
        return map(rows.entry, self._engine.stream(sql.ENTRIES_UNTIL, {"until": until.isoformat()}))

    def recent(self, limit: int) -> list[Entry]:
        """The newest entries of all histories, newest first."""
        return [rows.entry(row) for row in self._engine.rows(sql.RECENT, {"limit": limit})]

    def heads(self) -> Iterator[tuple[str, int, str]]:
        """(history, last seq, last hash) of tasks, cases and the county, in order of history."""
        return ((key, seq, head) for key, seq, head in self._engine.stream(sql.HEADS))

    def plans(self, *, counted: bool = True) -> list[PlanRow]:
        """The plans in order; task "0" is the plan itself and not counted."""
        return [rows.plan(row) for row in self._engine.rows(sql.PLANS_COUNTED if counted else sql.PLANS)]

    def bodies(self) -> list[Body]:
        """The bodies known to the ledger, by name."""
        aliases = self._grouped(sql.ALIASES)
        members = self._grouped(sql.MEMBERS)
        return [
            Body(name, kind, tuple(aliases.get(name, ())), tuple(members.get(name, ())))
            for name, kind in self._engine.rows(sql.BODIES)
        ]

    def _grouped(self, statement: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self._engine.rows(statement):
            found.setdefault(name, []).append(value)
        return found

    def calendars(self) -> Calendars:
        """Every day off and made-up weekend kept, and the days their notices were announced."""
        days = [
            DayOff(date.fromisoformat(day), bool(working), name, date.fromisoformat(known) if known else None)
            for day, working, name, known in self._engine.rows(sql.CALENDAR_DAYS)
        ]
        return Calendars(
            days, [(year, date.fromisoformat(on)) for year, on in self._engine.rows(sql.CALENDAR_YEARS)]
        )

    def cases(self) -> list[CaseRow]:
        """All cases, the newest opened first."""
        return [rows.case(row) for row in self._engine.rows(sql.CASES)]

    def case(self, case: str) -> CaseRow | None:
        """One case by its id."""
        found = self._engine.rows(sql.CASE, {"case": case})
        return rows.case(found[0]) if found else None

    def projection_of(self, task: str) -> Projection | None:
        """A task's projection as kept; bodies sorted, what does not join on to the next left out."""
        key = {"task": task}
        found = self._engine.rows(sql.KEPT, key)
        if not found:
            return None
        owing, steps, waits, asked = (
            self._engine.rows(each, key) for each in (sql.OWING, sql.STEPS, sql.WAITS_OF, sql.ASKED_BY)
        )
        return rows.projection(rows.Kept(found[0], owing, steps, waits, asked))

    def orphans(self) -> list[str]:
        """Tasks of which light steps, bodies, waits or what was asked are left and nothing else."""
        return [task for (task,) in self._engine.rows(sql.ORPHANS)]

    def change_mark(self) -> str:
        """A mark that differs once another connection has committed."""
        return self._engine.mark()

    @property
    def place(self) -> str:
        """Where the ledger is: the path of its file, or its address without a password."""
        return self._engine.place

    @property
    def reads_only(self) -> StoreFault | None:
        """Why nothing can be recorded here; None where it can."""
        return None if self._engine.writable else StoreFault(self._engine.refusal, place=self._engine.place)

    def facts(self) -> dict[str, Any]:
        """What `doctor` tells: engine, place, schema, counts, the last announced day, whether it can be written."""
        tasks, entries, plans = self._engine.rows(sql.COUNTS)[0]
        year = self._engine.rows(sql.KNOWN_UNTIL, {"on": self._today.isoformat()})[0][0]
        return {
            "engine": self._engine.name, "place": self._engine.place, "schema": self._schema,
            "tasks": tasks, "entries": entries, "plans": plans, "known_until": date(year, 12, 31) if year else None,
            "writable": self._engine.writable, **self._engine.figures(),
        }

    def close(self) -> None:
        """Give the connection back."""
        self._engine.close()
