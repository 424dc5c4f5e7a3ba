"""The reading half of the ledger: one statement for each question, none of them writes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from xiaxian_tasks.domain.days import Calendars, DayOff
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.plan import Body
from xiaxian_tasks.ports import BoardRow, CaseRow, PlanRow, Query, TaskRow
from xiaxian_tasks.store import rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.engine import Engine

FEW = 200
"""Lists up to this long are fetched at once; longer ones are streamed."""

PAST_ANY = "\U0010ffff"
"""Sorts after every character."""


class Reading:
    """What can be asked of a ledger (ports.Store says what each answer holds)."""

    def __init__(self, engine: Engine, *, today: date, schema: int) -> None:
        self._engine = engine
        self._today = today
        self._schema = schema

    def is_empty(self) -> bool:
        """Whether no plan has been adopted."""
        return not self._engine.rows(sql.ANY_PLAN)

    def tasks(self, query: Query) -> Iterator[TaskRow]:
        """The tasks that match; withdrawn ones are left out."""
        statement, parameters = sql.tasks(query)
        if query.limit is not None and query.limit <= FEW:
            return map(rows.task, self._engine.rows(statement, parameters))
        return map(rows.task, self._engine.stream(statement, parameters))

    def search_texts(self, query: Query) -> Iterator[tuple[str, str]]:
        """(id, search text) of the tasks that match, in the query's order."""
        return ((key, search) for key, search in self._engine.stream(*sql.search_texts(query)))

    def change_mark(self) -> str:
        """A mark that differs once another connection has committed."""
        return self._engine.mark()

    def task(self, task: str, on: date) -> TaskRow | None:
        """One task by its exact id, withdrawn or not."""
        found = self._engine.rows(sql.TASK, {"task": task, "on": on.isoformat()})
        return rows.task(found[0]) if found else None

    def task_ids(self, beginning: str, limit: int) -> list[tuple[str, str]]:
        """(id, title) by a beginning of the id, or after "/" of the number; in their order, withdrawn left out."""
        low = beginning.removeprefix("/")
        statement = sql.IDS_BY_NUMBER if beginning.startswith("/") else sql.IDS
        found = self._engine.rows(statement, {"low": low, "high": low + PAST_ANY, "limit": limit})
        return [(key, title) for key, title in found]

    def search_ids(self, words: tuple[str, ...], limit: int) -> list[tuple[str, str]]:
        """(id, title) of the tasks in which all words are found, in printed order."""
        return [(key, title) for key, title in self._engine.rows(*sql.ids_of_words(words, limit))]

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
        """(history, last seq, last hash) as the projections keep them, in order of history."""
        return ((key, seq, head) for key, seq, head in self._engine.stream(sql.HEADS))

    def plans(self) -> list[PlanRow]:
        """The plans in order; task "0" is the plan itself and not counted."""
        return [rows.plan(row) for row in self._engine.rows(sql.PLANS)]

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

    def board(self, on: date) -> tuple[list[BoardRow], list[BoardRow]]:
        """Counts by light: of plans, and of lead bodies."""
        day = {"on": on.isoformat()}
        by_plan, by_body = (self._engine.rows(each, day) for each in (sql.BOARD_PLANS, sql.BOARD_BODIES))
        return [BoardRow(*row) for row in by_plan], [BoardRow(*row) for row in by_body]

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

    def projection_of(self, task: str) -> tuple[str, str, list[Step]] | None:
        """(definition, state, all light steps) of a task as kept."""
        found = self._engine.rows(sql.KEPT, {"task": task})
        if not found:
            return None
        steps = self._engine.rows(sql.STEPS, {"task": task})
        return *found[0], [Step(date.fromisoformat(since), light, reason) for since, light, reason in steps]

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
