"""What a day's work begins with: lights and waits of a day, and what was asked of bodies."""

from collections.abc import Iterator
from datetime import date

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.ports import AskedRow, Sought, TaskRow, Trail, WaitRow
from xiaxian_tasks.store import asking, rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.lists import MANY, Lists


class Queue(Lists):
    """What is to be pushed, each question one statement."""

    def lit(self, light: str, reason: str, sought: Sought, *, limit: int | None = None) -> list[TaskRow]:
        """The standing tasks of one light and reason, those lit so most recently first."""
        few = bool(sought.longest and sought.bodies) or self._few((light, reason), sought)
        return [rows.task(row) for row in self._engine.rows(*asking.lit((light, reason), sought, limit, few=few))]

    def lit_count(self, light: str, reason: str, sought: Sought, *, most: int) -> int:
        """How many tasks stand in one light for one reason, up to `most`."""
        lit = light, reason
        return self._number(asking.lit_count(lit, sought, most, few=self._few(lit, sought)))

    def _few(self, lit: tuple[str, str], sought: Sought) -> bool:
        """Whether few of a light and reason stand on the day, whatever else is sought of them."""
        return self._number(asking.lit_count(lit, Sought(sought.on), MANY, few=True)) < MANY

    def waiting(self, what: str, sought: Sought, *, limit: int | None = None) -> list[WaitRow]:
        """What is waited for, of one sort: the earliest due first, then the longest waiting."""
        return [rows.wait(row) for row in self._engine.rows(*asking.waiting(what, sought, limit))]

    def waiting_count(self, what: str, sought: Sought, *, most: int) -> int:
        """How much is waited for, of one sort, up to `most`."""
        return self._number(asking.waiting_count(what, sought, most))

    def waiting_by_plan(self, what: str, sought: Sought, *, most: int) -> list[tuple[str, int, date]]:
        """(plan, how much of it waits, since when) of one sort, counting up to `most`; the longest waiting first."""
        found = self._engine.rows(*asking.waiting_by_plan(what, sought, most))
        return [(plan, count, date.fromisoformat(began)) for plan, count, began in found]

    def _number(self, asked: tuple[str, sql.Parameters]) -> int:
        return int(self._engine.rows(*asked)[0][0])

    def asked(self, first: date, last: date, *, body: str = "") -> list[AskedRow]:
        """What was asked of bodies between two days, by body, day and task."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        found = self._engine.rows(sql.ASKED_OF, {**days, "body": body}) if body else self._engine.rows(sql.ASKED, days)
        return [rows.asked(row) for row in found]

    def entries_of(self, kinds: tuple[str, ...], first: date, last: date) -> Iterator[Entry]:
        """The entries of some kinds between two days, by day, history and seq."""
        asked = asking.entries_of(sql.ENTRY, kinds, first.isoformat(), last.isoformat())
        return map(rows.entry, self._engine.stream(*asked) if kinds else ())

    def trail(self, trail: Trail, *, limit: int) -> list[Entry]:
        """The entries that match, the newest written first."""
        few = bool(trail.kinds) and self._number(asking.kinds_count(trail.kinds, MANY)) < MANY
        return [rows.entry(row) for row in self._engine.rows(*asking.trail(sql.ENTRY, trail, limit, few=few))]
