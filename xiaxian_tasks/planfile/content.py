"""What the keys of one table cannot say: numbers given twice; parts, steps, days and periods that do not agree."""

from collections.abc import Iterable
from datetime import date

from xiaxian_tasks.domain.terms import MAY_BE_NEGATIVE
from xiaxian_tasks.planfile import build, periods
from xiaxian_tasks.planfile.check import Check, Table
from xiaxian_tasks.planfile.known import nearest
from xiaxian_tasks.planfile.lines import Path


def check_content(check: Check, document: Table) -> None:
    """Note every fault that lies between the keys of a checked document."""
    issued = document.get("issued")
    earliest = date(issued.year, 1, 1) if issued else date.min
    _check_top(check, document, earliest)
    _once(check, document.tables("tasks"), "number", "number-twice")
    for task in document.tables("tasks"):
        _check_task(check, task, earliest)
    if issued:
        _check_periods(check, document)
    _once(check, document.tables("procedures"), "id", "id-twice")
    for procedure in document.tables("procedures"):
        _check_procedure(check, procedure)
    _check_anchors(check, document)
    check_bodies(check, document.tables("bodies") + document.tables("groups"))


def check_bodies(check: Check, bodies: list[Table]) -> None:
    """Every body once, and no spelling for two of them."""
    _once(check, bodies, "name", "name-twice")
    owner = {body["name"]: body["name"] for body in bodies if "name" in body}
    for body in bodies:
        for alias in body.get("aliases", ()):
            if owner.setdefault(alias, body.get("name", "")) != body.get("name", ""):
                check.fault((*body.path, "aliases"), "alias-twice", name=alias)


def _once(check: Check, tables: Iterable[Table], key: str, code: str) -> None:
    seen: dict[str, Path] = {}
    for table in tables:
        value: str = table.get(key, "")
        place = (*table.path, key)
        if value and seen.setdefault(value, place) != place:
            check.twice(place, code, seen[value], **{key: value})


def _check_top(check: Check, document: Table, earliest: date) -> None:
    if "tasks" in document and not document["tasks"]:
        check.fault(("tasks",), "no-tasks")
    year = document.get("year")
    if year and date(year, 12, 31) < earliest:
        check.fault(("year",), "due-too-early", due=str(year), earliest=earliest.isoformat())
    pace: Table = document.get("pace") or Table(("pace",))
    if "to" in pace and pace["to"] < earliest:
        check.fault(("pace", "to"), "due-too-early", due=pace["to"].isoformat(), earliest=earliest.isoformat())
    if pace.get("basis") == "curve" and "curve" not in pace and not check.is_faulty(pace, "curve"):
        check.fault(("pace",), "missing", key="curve")


def _check_task(check: Check, task: Table, earliest: date) -> None:
    if "value" in task and not task.get("unit"):
        check.fault(task.path, "unit-missing", key="unit")
    _check_due(check, task, earliest)
    targets = build.target_tables(task)
    _check_ids(check, task, targets)
    for target in targets:
        _check_target(check, target, earliest)
    for milestone in task.tables("milestones"):
        _check_due(check, milestone, earliest)
        if milestone.get("start", date.min) > milestone.get("due", date.max):
            check.fault((*milestone.path, "due"), "period-inverted")
    for recurrence in task.tables("recurrences"):
        _check_recurrence(check, recurrence)


def _check_ids(check: Check, task: Table, targets: list[Table]) -> None:
    """An id names one duty of its task, whatever its sort: events and reports are kept by it."""
    seen: set[str] = set()
    for tables, letter in ((targets, "t"), (task.tables("milestones"), "m"), (task.tables("recurrences"), "r")):
        for table, id in zip(tables, build.ids_of(tables, letter), strict=True):
            rows = table.tables("parts")
            for place, name in ((table, id), *zip(rows, build.ids_of(rows, f"{id}."), strict=True)):
                if name in seen:
                    check.fault((*place.path, "id"), "id-twice", id=name)
                seen.add(name)


def _check_due(check: Check, table: Table, earliest: date) -> None:
    due = table.get("due")
    if due and due < earliest:
        check.fault((*table.path, "due"), "due-too-early", due=due.isoformat(), earliest=earliest.isoformat())
    if "due_basis" in table and not due:
        check.fault((*table.path, "due_basis"), "missing", key="due")


def _check_target(check: Check, target: Table, earliest: date) -> None:
    _check_due(check, target, earliest)
    parts = target.tables("parts")
    if "value" not in target and not parts and not check.is_faulty(target, "value"):
        check.fault(target.path, "missing", key="value")
    if target.get("kind", "reach") not in MAY_BE_NEGATIVE:
        for key in ("value", "baseline", "printed"):
            _not_negative(check, target, key)
        for part in parts:
            _not_negative(check, part, "value")
    seen: set[str] = set()
    for part in parts:
        body = part.get("body", "")
        if body and body in seen:
            check.fault((*part.path, "body"), "part-twice", name=body)
        seen.add(body)


def _not_negative(check: Check, table: Table, key: str) -> None:
    value = table.get(key)
    if value is not None and value < 0:
        check.fault((*table.path, key), "negative", value=str(value))


def _check_recurrence(check: Check, recurrence: Table) -> None:
    if "rule" in recurrence and "anchor" in recurrence:
        check.fault((*recurrence.path, "anchor"), "rule-and-anchor")
    if not recurrence.get("rule") and not recurrence.get("anchor") and not check.is_faulty(recurrence, "rule"):
        check.fault(recurrence.path, "missing", key="rule")
    if recurrence.get("start", date.min) > recurrence.get("until", date.max):
        check.fault((*recurrence.path, "until"), "period-inverted")


def _check_periods(check: Check, document: Table) -> None:
    pace = document.get("pace")
    frame = periods.frame_of(document["issued"], document.get("year"), pace)
    if frame.period.end and frame.period.start > frame.period.end:
        check.fault(pace.path if pace is not None else ("year",), "period-inverted")
        return
    for task in document.tables("tasks"):
        own = periods.printed_due(task)
        for target in task.tables("targets"):
            if "from" in target or "to" in target:
                _, period = build.target_days(target, frame, own)
                if period.end and period.start > period.end:
                    check.fault((*target.path, "from" if "from" in target else "to"), "period-inverted")


def _check_procedure(check: Check, procedure: Table) -> None:
    steps = procedure.tables("steps")
    if "steps" in procedure and not steps:
        check.fault((*procedure.path, "steps"), "missing", key="steps")
    numbers: dict[str, Path] = {}
    for place, step in enumerate(steps, 1):
        number, path = step.get("number") or str(place), (*step.path, "number")
        if numbers.setdefault(number, path) != path:
            check.twice(path, "number-twice", numbers[number], number=number)
    for step in steps:
        limit = step.get("limit")
        if limit is None:
            continue
        if "amount" in limit and "unit" not in limit and not check.is_faulty(limit, "unit"):
            check.fault(limit.path, "unit-missing", key="unit")
        anchor = limit.get("anchor", "")
        if anchor.startswith("step:") and anchor.removeprefix("step:") not in numbers:
            check.fault((*limit.path, "anchor"), "no-such-step", step=anchor.removeprefix("step:"))
    for condition in procedure.tables("conditions"):
        if "value" in condition and not condition.get("unit"):
            check.fault(condition.path, "unit-missing", key="unit")
        if "value" in condition and "relation" not in condition and not check.is_faulty(condition, "relation"):
            check.fault(condition.path, "missing", key="relation")


def _check_anchors(check: Check, document: Table) -> None:
    anchors = document.get("anchors")
    if not anchors:
        return
    recurrences = [each for task in document.tables("tasks") for each in task.tables("recurrences")]
    waited = {recurrence.get("anchor", "") for recurrence in recurrences}
    for event in anchors:
        if event not in waited:
            check.fault(("anchors", event), "unused-anchor", name=event, near=nearest(event, waited - {""}))
