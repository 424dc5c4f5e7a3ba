"""The lists of tasks and the board: what must answer at once however large the ledger is."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from xiaxian_tasks.ports import BoardRow, CourseRows, Query, TaskRow
from xiaxian_tasks.store import asking, rows
from xiaxian_tasks.store import statements as sql
from xiaxian_tasks.store.engine import Engine

FEW = 200
"""Lists up to this long are fetched at once; longer ones are streamed."""

MANY = 10000
"""From so many light steps on a list walks the tasks in its order and soon finds some; fewer are looked up and sorted,
which takes some hundredths of a second, where a walk may pass by a hundred thousand others."""

PAST_ANY = "\U0010ffff"
"""Sorts after every character."""


def _section(definition: str) -> str:
    """The plan and the section of a task: sections of two plans may be called alike."""
    task = json.loads(definition)
    return f"{task['plan']}/{task.get('section', '')}"


class Lists:
    """What is asked of many tasks, each question one statement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def tasks(self, query: Query) -> Iterator[TaskRow]:
        """The tasks that match and stood on the query's day, or with `withdrawn` those taken back by it."""
        statement, parameters = asking.tasks(query, self._way(query))
        if query.limit is not None and query.limit <= FEW:
            return map(rows.task, self._engine.rows(statement, parameters))
        return map(rows.task, self._engine.stream(statement, parameters))

    def search_texts(self, query: Query) -> Iterator[tuple[str, str]]:
        """(id, search text) of the tasks that match, in the query's order."""
        asked = asking.search_texts(query, self._way(query))
        return ((key, search) for key, search in self._engine.stream(*asked))

    def grouped(self, query: Query, by: str) -> Iterator[tuple[str, str, str, str]]:
        """(id, search text, light, group) of the tasks that match, in the query's order; by body once for each lead."""
        found = self._engine.stream(*asking.grouped(query, by, self._way(query)))
        if by == "section":
            return ((key, search, light, _section(text)) for key, search, light, text in found)
        return ((key, search, light, group) for key, search, light, group in found)

    def lights(self, query: Query) -> Iterator[tuple[str, str, str, str]]:
        """(id, plan, light, reason) of the tasks that match, in the query's order."""
        asked = asking.lights(query, self._way(query))
        return ((key, plan, light, reason) for key, plan, light, reason in self._engine.stream(*asked))

    def _way(self, query: Query) -> asking.Way:
        counting = asking.steps_count(query, MANY)
        few = counting is not None and self._engine.rows(*counting)[0][0] < MANY
        return asking.Way(self._some_later(query.on), few)

    def _some_later(self, on: date) -> bool:
        """Whether due, bodies or withdrawal of a task changed after a day."""
        return bool(self._engine.rows(sql.SOME_LATER, {"on": on.isoformat()}))

    def task(self, task: str, on: date) -> TaskRow | None:
        """One task by its exact id, withdrawn or not."""
        found = self._engine.rows(asking.TASK, {"task": task, "on": on.isoformat()})
        return rows.task(found[0]) if found else None

    def task_ids(self, beginning: str, limit: int) -> list[tuple[str, str]]:
        """(id, title) by a beginning of the id, or after "/" of the number; in their order, withdrawn left out."""
        low = beginning.removeprefix("/")
        statement = sql.IDS_BY_NUMBER if beginning.startswith("/") else sql.IDS
        found = self._engine.rows(statement, {"low": low, "high": low + PAST_ANY, "limit": limit})
        return [(key, title) for key, title in found]

    def search_ids(self, words: tuple[str, ...], limit: int) -> list[tuple[str, str]]:
        """(id, title) of the tasks in which all words are found, in printed order."""
        return [(key, title) for key, title in self._engine.rows(*asking.ids_of_words(words, limit))]

    def board(self, on: date) -> tuple[list[BoardRow], list[BoardRow]]:
        """Counts by light and outlook: of plans, and of lead bodies."""
        day = {"on": on.isoformat()}
        statements = sql.BOARD_THEN if self._some_later(on) else sql.BOARD
        by_plan, by_body = (self._engine.rows(each, day) for each in statements)
        return [BoardRow(*row) for row in by_plan], [BoardRow(*row) for row in by_body]

    def course(self, days: Sequence[date], since: date) -> CourseRows:
        """How the county stood on each of some days, rising; what was finished from `since` on; what is due when."""
        lit = self._engine.rows(*asking.lights_on([day.isoformat() for day in days]))
        span = {"first": since.isoformat(), "on": days[-1].isoformat()}
        finished = self._engine.rows(asking.FINISHED, span)
        due = self._engine.rows(asking.DUE_DAYS, {"on": span["on"]})
        return rows.course(days, lit, finished, due)
