"""What is asked of the whole ledger: task lists, plans, bodies, the board, the agenda, procedures."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from xiaxian_tasks import ports
from xiaxian_tasks.domain.codec import iso
from xiaxian_tasks.domain.terms import LIGHTS, OUTLOOKS
from xiaxian_tasks.office import names, reach
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet, state_of
from xiaxian_tasks.ports import GROUPINGS, RECKONED, BoardRow, Query, TaskRow

if TYPE_CHECKING:
    from xiaxian_tasks.domain.agenda import Event

__all__ = [
    "GROUPINGS", "RECKONED", "SORTS", "Asked", "agenda", "board", "bodies", "plans", "procedures", "query", "rows",
    "sheets",
]


SORTS = (*ports.SORTS, *RECKONED)
"""Every order of a list."""


class Asked(NamedTuple):
    """A task list as somebody asks for it; all that is given must hold.

    `text` is a query (docs/query.md), `view` the name of a saved one; `body` may be any of a body's names. With no
    `sort` the text's order holds, or the view's, or by due day; `reverse` turns it round.
    """

    words: tuple[str, ...] = ()
    plan: str = ""
    body: str = ""
    lights: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    due_before: date | None = None
    sort: str = ""
    limit: int | None = None
    withdrawn: bool = False
    text: str = ""
    view: str = ""
    reverse: bool = False


def query(office: Office, asked: Asked) -> Query:
    """What is asked of the store. Raises Misused `bad-query` (2), NotFound `body`, `plan`, `view` (5)."""
    found = Query(
        office.on, tuple(word.lower() for word in asked.words), asked.plan,
        names.owing(office, asked.body) if asked.body else (),
        asked.lights, asked.states, asked.due_before, limit=asked.limit, withdrawn=asked.withdrawn,
    )
    if asked.text or asked.view:
        found = _narrowed(office, found, asked)
    return found._replace(sort=asked.sort or found.sort, reverse=asked.reverse)


def _narrowed(office: Office, wanted: Query, asked: Asked) -> Query:
    """A query narrowed by a view and by a text, which then comes with its grammar."""
    from xiaxian_tasks.office import filters

    if asked.view:
        from xiaxian_tasks.office import views  # with the county's state

        wanted = filters.narrowed(office, wanted, views.text(office, asked.view))
    return filters.narrowed(office, wanted, asked.text)


def rows(office: Office, asked: Asked) -> Iterator[TaskRow]:
    """The rows that match, in order. Raises what `query` does."""
    wanted = query(office, asked)
    if wanted.sort not in RECKONED:
        return office.store.tasks(wanted)
    found = list(office.store.tasks(as_kept(wanted)))
    ranks = ranked({row.id: figure_of(office, row, wanted.sort) for row in found}, reverse=wanted.reverse)
    return iter(sorted(found, key=lambda row: ranks[row.id])[: wanted.limit])


def as_kept(wanted: Query) -> Query:
    """The same question in an order that the store keeps, of all that match."""
    return wanted._replace(sort="due", reverse=False, limit=None)


def figure_of(office: Office, row: TaskRow, sort: str) -> Decimal | None:
    """What a task is sorted by in one of the orders RECKONED; None where it has none."""
    from xiaxian_tasks.domain.lights import light_of

    lit = light_of(state_of(office, row), office.on, office.workdays)
    return lit.gap if sort == "gap" else lit.expected


def ranked(figures: Mapping[str, Decimal | None], *, reverse: bool) -> dict[str, float]:
    """By id what tasks are sorted by: the least figure first, reversed the greatest, and none last.

    Floats, as nothing is reckoned with them and 100,000 are sorted in a tenth of the time.
    """
    sign = -1 if reverse else 1
    return {key: inf if figure is None else sign * float(figure) for key, figure in figures.items()}


def sheets(office: Office, asked: Asked) -> Iterator[Sheet]:
    """The tasks that match, each whole."""
    return (sheet(office, row) for row in rows(office, asked))


def plans(office: Office) -> list[Sheet]:
    """The plans with their groups and forms, and the count of their tasks that stand; task "0" is not counted."""
    found = []
    for row in office.store.plans():
        document = json.loads(row.document_json)
        found.append({
            "id": row.id, "document": row.document, "title": row.title, "issued": row.issued.isoformat(),
            "tasks": row.tasks, "groups": document.get("groups", []), "forms": document.get("forms", []),
        })
    return found


def bodies(office: Office) -> list[Sheet]:
    """The bodies, by name."""
    return [
        {"name": body.name, "aliases": list(body.aliases), "kind": body.kind, "members": list(body.members)}
        for body in office.store.bodies()
    ]


def board(office: Office) -> Sheet:
    """Lights and outlooks counted by plan (in printed order) and by lead body (the most red first); `unreachable` are
    the bodies that owe something and have nobody to reach; `post` is what `post_alarm.found` says of the outbox."""
    from xiaxian_tasks.office import post_alarm  # lists of tasks ask nothing of the outbox

    by_plan, by_body = office.store.board(office.on)
    titles = {row.id: row for row in office.store.plans(counted=False)}
    counted = {name: _counts(counts) for name, counts in _grouped(by_plan).items()}
    plan_rows = [
        {"plan": name, "document": row.document, "title": row.title, **counted.get(name, _counts({}))}
        for name, row in titles.items()
    ]
    body_rows: list[Sheet] = [{"body": name, **_counts(counts)} for name, counts in _grouped(by_body).items()]
    body_rows.sort(key=lambda row: (-row["red"], -row["yellow"], -row["total"], row["body"]))
    return {
        "on": office.on.isoformat(), "plans": plan_rows, "bodies": body_rows,
        "unreachable": reach.unreachable(office, body_rows), "post": post_alarm.found(office),
    }


def agenda(office: Office, *, body: str = "", first: date | None = None, last: date | None = None) -> list[Sheet]:
    """The dates of the calendar from `first` (the day itself) to `last`, both inclusive, in order."""
    from xiaxian_tasks.domain.agenda import horizon
    from xiaxian_tasks.office import dates

    found = dates.shown(office, body, first=first or office.on, last=last or horizon(office.on).last)
    return [_event_sheet(event) for event in sorted(found, key=lambda event: (event.on, event.uid))]


def _event_sheet(event: "Event") -> Sheet:
    return {
        "on": event.on.isoformat(),
        "what": event.what,
        "kind": event.kind,
        "task": event.task,
        "body": event.body,
        "light": event.light,
        "reason": event.reason,
        "title": event.title,
        "uid": event.uid,
        "done_on": iso(event.done_on),
    }


def procedures(office: Office, plan: str = "") -> list[Sheet]:
    """The procedures of all plans, or of one, in printed order."""
    found: list[Sheet] = []
    for row in office.store.plans():
        if plan in {"", row.id}:
            found += json.loads(row.document_json).get("procedures", [])
    return [_procedure_sheet(document) for document in found]


def _procedure_sheet(document: dict[str, Any]) -> Sheet:
    steps = [
        {
            "number": step["number"],
            "what": step["what"],
            "bodies": step.get("bodies", []),
            "clause": step.get("clause", ""),
            "when": step.get("when", ""),
            "limit": {"hedged": False, **step["limit"]} if step.get("limit") else None,
        }
        for step in document.get("steps", [])
    ]
    return {
        "id": f"{document['plan']}/{document['id']}",
        **{key: document.get(key, "") for key in ("plan", "document", "name", "trigger")},
        "clause": document.get("clause", ""),
        "conditions": document.get("conditions", []),
        "steps": steps,
    }


def _grouped(counted: list[BoardRow]) -> dict[str, dict[str, int]]:
    """By name the tasks of each light, and of each outlook."""
    found: dict[str, dict[str, int]] = {}
    for row in counted:
        counts = found.setdefault(row.name, {})
        for code in filter(None, (row.light, row.outlook)):
            counts[code] = counts.get(code, 0) + row.tasks
    return found


def _counts(counts: dict[str, int]) -> dict[str, int]:
    lights = {light: counts.get(light, 0) for light in LIGHTS}
    foreseen = {outlook.replace("-", "_"): counts.get(outlook, 0) for outlook in OUTLOOKS}
    return {**lights, "total": sum(lights.values()), **foreseen}
