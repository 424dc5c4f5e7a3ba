"""Checked tables -> the values of the domain. Nothing here finds faults; what is missing takes its default."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain import plan as p
from xiaxian_tasks.planfile import periods
from xiaxian_tasks.planfile.check import Table


class Origin:
    """What every task of a plan shares."""

    def __init__(self, document: Table, rules: p.Rules) -> None:
        self.plan: str = document["id"]
        self.document: str = document.get("document", "")
        self.frame = periods.frame_of(document["issued"], document.get("year"), document.get("pace"))
        self.rules = rules
        self.anchors: dict[str, Any] = document.get("anchors", {})


def plan_of(document: Table, rules: p.Rules) -> p.Plan:
    """The plan a checked document without faults stands for, lit by these rules."""
    origin = Origin(document, rules)
    return p.Plan(
        id=origin.plan,
        document=origin.document,
        title=document["title"],
        issued=document["issued"],
        issuer=document.get("issuer", ""),
        year=document.get("year"),
        tasks=tuple(_task(table, origin, position) for position, table in enumerate(document.tables("tasks"), 1)),
        groups=tuple(group_of(table) for table in document.tables("groups")),
        procedures=tuple(_procedure(table, origin, n) for n, table in enumerate(document.tables("procedures"), 1)),
        forms=tuple(p.Form(**table) for table in document.tables("forms")),
        doubts=tuple(p.Doubt(**{"clause": "", **table}) for table in document.tables("doubts")),
        bodies=tuple(p.Body(**table) for table in document.tables("bodies")),
    )


def _task(table: Table, origin: Origin, position: int) -> p.Task:
    frame, own = origin.frame, periods.printed_due(table)
    milestones = _milestones(table)
    targets = _targets(table, origin, own)
    duties = periods.dues_of(targets, milestones)
    due = periods.task_due(own, duties, frame)
    return p.Task(
        id=f"{origin.plan}/{table['number']}",
        plan=origin.plan,
        document=origin.document,
        number=table["number"],
        title=table["title"],
        issued=frame.issued,
        period=frame.period,
        rules=origin.rules,
        position=position,
        section=table.get("section", ""),
        lead=table.get("lead", ()),
        support=table.get("support", ()),
        due=due.on,
        due_basis=due.basis,
        summary=table.get("summary", ""),
        note=table.get("note", ""),
        clause=table.get("clause") or clause_of(table),
        fingerprint=table.get("fingerprint", ""),
        targets=targets,
        milestones=milestones,
        recurrences=_recurrences(table, origin),
        policy_figures=tuple(_policy_figure(figure) for figure in table.tables("policy_figures")),
    )


def clause_of(table: Table) -> str:
    """Where a task stands in its document when its file does not say: section and number."""
    return f"{table.get('section', '')}{table['number']}"


def target_tables(task: Table) -> list[Table]:
    """The targets of a task, first the one that its own `value` stands for."""
    tables = task.tables("targets")
    if "value" not in task:
        return tables
    short = Table(task.path)
    short.update({key: task[key] for key in ("value", "unit", "kind") if key in task})
    return [short, *tables]


def ids_of(tables: list[Table], letter: str) -> list[str]:
    """The ids of one sort of duty: as given, else the letter and the place, else the next free number."""
    given = {table["id"] for table in tables if table.get("id")}
    ids: list[str] = []
    for place, table in enumerate(tables, 1):
        free = table.get("id") or f"{letter}{place}"
        while not table.get("id") and free in given:
            place += 1
            free = f"{letter}{place}"
        given.add(free)
        ids.append(free)
    return ids


def _targets(task: Table, origin: Origin, own: periods.Due) -> tuple[p.Target, ...]:
    tables = target_tables(task)
    return tuple(
        _target(table, id, metric=table.get("metric") or task["title"], origin=origin, task_due=own)
        for table, id in zip(tables, ids_of(tables, "t"), strict=True)
    )


def _target(table: Table, id: str, *, metric: str, origin: Origin, task_due: periods.Due) -> p.Target:
    due, period = target_days(table, origin.frame, task_due)
    rows = table.tables("parts")
    parts = tuple(
        p.Part(row, part["body"], part["value"]) for part, row in zip(rows, ids_of(rows, f"{id}."), strict=True)
    )
    return p.Target(
        id=id,
        metric=metric,
        kind=table.get("kind", "reach"),
        value=sum((part.value for part in parts), Decimal(0)) if parts else table["value"],
        unit=table["unit"],
        period=period,
        due=due.on,
        due_basis=due.basis,
        parts=parts,
        **_given(table, "baseline", "baseline_year", "hedged", "exclusive", "accumulates", "label", "clause"),
        printed=printed_total(table),
    )


def target_days(table: Table, frame: periods.Frame, task_due: periods.Due) -> tuple[periods.Due, p.Period]:
    """A target's last day and its period, from its own keys, its task's own day and the plan."""
    printed = periods.printed_due(table)
    period = periods.target_period(printed if printed.on else task_due, frame)
    period = period._replace(start=table.get("from", period.start), end=table.get("to", period.end))
    return periods.target_due(printed, task_due, frame), period


def printed_total(table: Table) -> Decimal | None:
    """The total the paper prints for a split: `printed`, or a `value` that is not the sum of the parts."""
    value: Decimal | None = table.get("value") if table.get("parts") else None
    if value is not None and value == sum(part["value"] for part in table.tables("parts")):
        value = None
    total: Decimal | None = table.get("printed", value)
    return total


def _milestones(task: Table) -> tuple[p.Milestone, ...]:
    tables = task.tables("milestones")
    found = []
    for table, id in zip(tables, ids_of(tables, "m"), strict=True):
        due = periods.printed_due(table)
        said = _given(table, "bodies", "hedged", "label", "clause", "start")
        found.append(p.Milestone(id, table["what"], due.on, due.basis, **said))
    return tuple(found)


def _recurrences(task: Table, origin: Origin) -> tuple[p.Recurrence, ...]:
    tables = task.tables("recurrences")
    return tuple(
        p.Recurrence(**{**table, "id": id, "anchored": origin.anchors.get(table.get("anchor", ""), ())})
        for table, id in zip(tables, ids_of(tables, "r"), strict=True)
    )


def _policy_figure(table: Table) -> p.PolicyFigure:
    said = _given(table, "what", "value", "unit", "rule", "role", "until", "clause")
    return p.PolicyFigure(low=table.get("from", ""), high=table.get("to", ""), **said)


def group_of(table: Table) -> p.Group:
    """One leading group with its seats."""
    members = tuple(p.Member(**member) for member in table.tables("members"))
    return p.Group(members=members, **_given(table, "name", "office", "duty", "clause", "aliases"))


def _procedure(table: Table, origin: Origin, place: int) -> p.Procedure:
    conditions = table.tables("conditions")
    steps = table.tables("steps")
    return p.Procedure(
        id=table.get("id") or f"p{place}",
        plan=origin.plan,
        document=origin.document,
        name=table["name"],
        trigger=table.get("trigger", ""),
        clause=table.get("clause", ""),
        conditions=tuple(p.Condition(**{"any": str(n), **condition}) for n, condition in enumerate(conditions, 1)),
        steps=tuple(_step(step, n) for n, step in enumerate(steps, 1)),
    )


def _step(table: Table, place: int) -> p.Step:
    limit = table.get("limit")
    return p.Step(
        number=table.get("number") or str(place),
        what=table["what"],
        limit=_limit(limit) if limit is not None else None,
        **_given(table, "bodies", "clause", "when"),
    )


def _limit(table: Table) -> p.Limit:
    amount, unit = table.get("amount"), table.get("unit", "")
    return p.Limit(amount, unit, table["relation"], table["anchor"], **_given(table, "hedged"))


def _given(table: Table, *keys: str) -> dict[str, Any]:
    return {key: table[key] for key in keys if key in table}


def bodies_of_groups(groups: Iterable[p.Group]) -> tuple[p.Body, ...]:
    """Groups as bodies: what a group owes can be asked for under its name, its aliases and the bodies of its seats."""
    return tuple(p.Body(group.name, "group", group.aliases, _seated(group)) for group in groups)


def _seated(group: p.Group) -> tuple[str, ...]:
    """The bodies that sit in a group, each once; a post where no body is printed."""
    return tuple(dict.fromkeys(seat.body or seat.post for seat in group.members if seat.body or seat.post))
