"""What is asked of many named tasks at once: a statement for some hundred of them, not one for each."""

# ruff: noqa: S608
# Every fragment stands in this file; what a user types is always a parameter.

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.ports import HeadRow, Query, TaskRow
from xiaxian_tasks.store import asking, rows
from xiaxian_tasks.store.engine import Row
from xiaxian_tasks.store.queue import Queue
from xiaxian_tasks.store.statements import ENTRY, Parameters

AT_ONCE = 500
"""Names in one statement: SQLite takes 999 in its oldest builds."""


HEAD, TOUCHED = "SELECT t.id, t.plan, t.head, t.at, s.since", "SELECT task FROM entry"


class Batches(Queue):
    """What is asked of many tasks by their ids, in no order that is promised."""

    def rows_of(self, tasks: Sequence[str], on: date) -> dict[str, TaskRow]:
        """Some tasks by id, withdrawn or not; those not known on the day are left out."""
        found = (
            rows.task(row) for some in in_parts(tasks)
            for row in self._engine.rows(*asking.rows_of(some, on.isoformat()))
        )
        return {row.id: row for row in found}

    def heads_of(self, query: Query) -> Iterator[HeadRow]:
        """The tasks that match, in the query's order, without what they are."""
        return map(_head, self._engine.stream(*heads_of(query, self._way(query))))

    def heads_named(self, tasks: Sequence[str], on: date) -> Iterator[HeadRow]:
        """Some tasks by their exact ids, by id; those not known on the day are left out."""
        for some in in_parts(tasks):
            yield from map(_head, self._engine.rows(*heads_named(some, on.isoformat())))

    def touched(self, kinds: tuple[str, ...], first: date, last: date) -> list[str]:
        """The histories with an entry of some kinds that counts from a day between two; each once."""
        asked = asking.entries_of(TOUCHED, kinds, first.isoformat(), last.isoformat())
        return list(dict.fromkeys(row[0] for row in self._engine.rows(*asked)))

    def tasks_asking(self, what: str, bodies: Sequence[str]) -> frozenset[str]:
        """The tasks in which an entry of a kind ever asked something of one of some bodies."""
        return frozenset(row[0] for row in self._engine.rows(*tasks_asking(what, bodies)))

    def histories(self, tasks: Sequence[str]) -> dict[str, list[Entry]]:
        """The entries of some tasks or cases, oldest first."""
        found: dict[str, list[Entry]] = {}
        for some in in_parts(tasks):
            for row in self._engine.rows(*histories(some)):
                found.setdefault(row[0], []).append(rows.entry(row))
        return found

    def step_days(self, tasks: Sequence[str]) -> dict[str, list[date]]:
        """The days from which a new light step of some tasks stands, rising."""
        found: dict[str, list[date]] = {}
        for some in in_parts(tasks):
            for task, steps in groupby(self._engine.rows(*step_days(some)), key=lambda row: row[0]):
                found[task] = [date.fromisoformat(since) for _task, since in steps]
        return found

    def formerly(self, bodies: Sequence[str], first: date, last: date) -> list[str]:
        """The tasks that some names led or supported, until a day between two, both inclusive; by id."""
        found = self._engine.rows(*formerly(bodies, first.isoformat(), last.isoformat()))
        return sorted({task for (task,) in found})


def _head(row: Row) -> HeadRow:
    key, plan, head, at, since = row
    return HeadRow(key, plan, head, date.fromisoformat(at), date.fromisoformat(since))


def in_parts(tasks: Sequence[str]) -> Iterator[Sequence[str]]:
    """Names as many at a time as one statement takes."""
    return (tasks[start:start + AT_ONCE] for start in range(0, len(tasks), AT_ONCE))


def heads_of(query: Query, way: asking.Way) -> tuple[str, Parameters]:
    """The list a query asks for, of each task only how far it is."""
    text, parameters = asking.lights(query, way)
    return text.replace("SELECT t.id, t.plan, s.light, s.reason", HEAD, 1), parameters


def heads_named(tasks: Sequence[str], on: str) -> tuple[str, Parameters]:
    """How far some tasks are, withdrawn or not, in order of id."""
    names = asking.Names(on=on)
    stood = "FROM task t CROSS JOIN light_step s WHERE s.task = t.id AND s.since <= :on AND s.until > :on"
    return f"{HEAD} {stood} AND t.id IN {names.listed(tasks)} ORDER BY t.id", names.parameters


def tasks_asking(what: str, bodies: Sequence[str]) -> tuple[str, Parameters]:
    """The tasks in which something was asked of some bodies by a kind of entry."""
    names = asking.Names(what=what)
    return f"SELECT DISTINCT task FROM asked WHERE body IN {names.listed(bodies)} AND what = :what", names.parameters


def histories(tasks: Sequence[str]) -> tuple[str, Parameters]:
    """The entries of some histories, by history then seq."""
    names = asking.Names()
    return f"{ENTRY} WHERE task IN {names.listed(tasks)} ORDER BY task, seq", names.parameters


def step_days(tasks: Sequence[str]) -> tuple[str, Parameters]:
    """The first day of each light step of some tasks, by task then day."""
    names = asking.Names()
    text = f"SELECT task, since FROM light_step WHERE task IN {names.listed(tasks)} ORDER BY task, since"
    return text, names.parameters


def formerly(bodies: Sequence[str], first: str, last: str) -> tuple[str, Parameters]:
    """The tasks that some names led or supported up to the day before one between two, a row for each time."""
    names = asking.Names(first=first, last=last)
    wanted = f"body IN {names.listed(bodies)} AND until >= :first AND until <= :last"
    return f"SELECT task FROM task_body WHERE {wanted}", names.parameters
