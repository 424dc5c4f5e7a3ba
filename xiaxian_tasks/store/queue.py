"""What a day's work begins with: lights and waits of a day, and what was asked of bodies."""

from collections.abc import Iterator
from datetime import date

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.ports import AskedRow, TaskRow, WaitRow
from xiaxian_tasks.store import asking, rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.lists import Lists


class Queue(Lists):
    """What is to be pushed, each question one statement."""

    def lit(
        self, light: str, reason: str, on: date, *, bodies: tuple[str, ...] = (), limit: int | None = None
    ) -> list[TaskRow]:
        """The standing tasks of one light and reason on a day, those lit so most recently first."""
        found = self._engine.rows(*asking.lit((light, reason), on.isoformat(), bodies, limit))
        return [rows.task(row) for row in found]

    def lit_counts(self, on: date, *, bodies: tuple[str, ...] = ()) -> dict[tuple[str, str], int]:
        """How many tasks stand in each red, yellow and grey light, by (light, reason)."""
        day = on.isoformat()
        statement, parameters = asking.lit_counts_of(day, bodies) if bodies else (sql.LIT_COUNTS, {"on": day})
        return {(light, reason): tasks for light, reason, tasks in self._engine.rows(statement, parameters)}

    def waiting(self, what: str, on: date, *, bodies: tuple[str, ...] = (), limit: int | None = None) -> list[WaitRow]:
        """What is waited for on a day: the earliest due first, then the longest waiting."""
        return [rows.wait(row) for row in self._engine.rows(*asking.waiting(what, on.isoformat(), bodies, limit))]

    def waiting_counts(self, on: date, *, bodies: tuple[str, ...] = ()) -> dict[str, int]:
        """How much is waited for on a day, by sort."""
        day = on.isoformat()
        statement, parameters = asking.waiting_counts_of(day, bodies) if bodies else (sql.WAITING_COUNTS, {"on": day})
        return dict(self._engine.rows(statement, parameters))

    def asked(self, first: date, last: date, *, body: str = "") -> list[AskedRow]:
        """What was asked of bodies between two days, by body, day and task."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        found = self._engine.rows(sql.ASKED_OF, {**days, "body": body}) if body else self._engine.rows(sql.ASKED, days)
        return [rows.asked(row) for row in found]

    def entries_of(self, kinds: tuple[str, ...], first: date, last: date) -> Iterator[Entry]:
        """The entries of some kinds between two days, by day, history and seq."""
        asked = asking.entries_of(sql.ENTRY, kinds, first.isoformat(), last.isoformat())
        return map(rows.entry, self._engine.stream(*asked) if kinds else ())
