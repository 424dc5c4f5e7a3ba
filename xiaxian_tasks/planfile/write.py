"""Plan -> TOML for people: one key a line, in the order of the key tables, and nothing that follows from the rest."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.plan import Limit, Milestone, Period, Plan, PolicyFigure, Procedure, Rules, Target, Task
from xiaxian_tasks.domain.rules import figures_apart
from xiaxian_tasks.planfile import build, periods
from xiaxian_tasks.planfile.check import Table
from xiaxian_tasks.planfile.keys import TABLES, Key

_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def write(plan: Plan) -> bytes:
    """The plan as a TOML file in UTF-8; `read` gives the same plan back."""
    import tomlkit

    document = tomlkit.document()
    _fill(document, "plan", _plan(plan))
    return tomlkit.dumps(document).encode("utf-8")


def _fill(table: Any, name: str, values: dict[str, Any]) -> None:
    """Put values into a TOML table: first its own keys, then the tables in it, as TOML asks."""
    import tomlkit

    ordered = [key for key in TABLES[name] if key.name in values]
    for key in (key for key in ordered if key.sort not in {"table", "tables"}):
        table.add(key.name, _value(key, values[key.name]))
    for key in (key for key in ordered if key.sort == "table"):
        inner = tomlkit.table()
        _fill(inner, key.name, values[key.name])
        table.add(key.name, inner)
    for key in (key for key in ordered if key.sort == "tables"):
        array = tomlkit.aot()
        for member in values[key.name]:
            inner = tomlkit.table()
            _fill(inner, key.name, member)
            array.append(inner)
        table.add(key.name, array)


def _value(key: Key, value: Any) -> Any:
    import tomlkit

    if isinstance(value, Decimal):
        return tomlkit.value(plain(value))
    if key.sort == "figure":
        return tomlkit.value(value) if _PLAIN.fullmatch(value) else tomlkit.string(value)
    if key.sort == "curve":
        return tomlkit.item([[day.isoformat(), plain(share)] for day, share in value])
    if key.sort == "spans":
        return tomlkit.item([list(pair) for pair in value])
    if key.sort == "anchors":
        inner = tomlkit.table()
        for event, days in value.items():
            inner.add(event, tomlkit.item(list(days)))
        return inner
    if isinstance(value, tuple):
        return tomlkit.item(list(value))
    return tomlkit.item(value)


def _said(value: Any, *, leaving: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of a value that say something: not at their default, not empty."""
    defaults: dict[str, Any] = value._field_defaults
    return {
        name: member
        for name, member in value._asdict().items()
        if name not in leaving and member != defaults.get(name, "")
    }


def _plan(plan: Plan) -> dict[str, Any]:
    frame, pace = _frame(plan)
    values = _said(plan, leaving=("tasks", "groups", "procedures"))
    for name in ("bodies", "forms", "doubts"):
        if name in values:
            values[name] = [_said(member) for member in values[name]]
    rules = plan.tasks[0].rules if plan.tasks else Rules()
    anchors = {r.anchor: r.anchored for task in plan.tasks for r in task.recurrences if r.anchored}
    extra = {"rules": rules.name, "pace": pace, "thresholds": _own_figures(rules), "anchors": anchors}
    values |= {name: value for name, value in extra.items() if value}
    values["tasks"] = [_task(task, frame) for task in plan.tasks]
    if plan.groups:
        values["groups"] = [_said(group) | {"members": list(map(_said, group.members))} for group in plan.groups]
    if plan.procedures:
        values["procedures"] = [_procedure(procedure) for procedure in plan.procedures]
    return values


def _own_figures(rules: Rules) -> dict[str, Any]:
    """What stands in `[thresholds]`: where no rule is named, all that differs from the house's own."""
    own = set(rules.own if rules.name else figures_apart(Rules(), rules))
    if "near" in own and rules.near is None:
        own.add("spans")  # a plan's spans go before the fixed days of its rule
    return {key: value for key in own if (value := getattr(rules, key)) is not None}


def _frame(plan: Plan) -> tuple[periods.Frame, dict[str, Any]]:
    """The frame a plan's duties stand in, and the `[pace]` that says so."""
    usual = periods.frame_of(plan.issued, plan.year, None)
    period = plan.tasks[0].period if plan.tasks else usual.period
    pace = Table(("pace",))
    if period.start != usual.period.start or _starts_late(plan):
        pace["from"] = period.start
    if period.end is not None and period.end != usual.period.end:
        pace["to"] = period.end
    if period.curve:
        pace["curve"] = period.curve
    if period.basis != ("curve" if period.curve else "month"):
        pace["basis"] = period.basis
    return periods.frame_of(plan.issued, plan.year, pace), pace


def _starts_late(plan: Plan) -> bool:
    """Whether a target to the end of a year does not start in January: then `[pace]` named the first day."""
    for task in plan.tasks:
        for target in task.targets:
            start, end, _, _ = target.period
            to_new_year = end is not None and (end.month, end.day) == (12, 31)
            if end and to_new_year and task.period.start == start != date(end.year, 1, 1):
                return True
    return False


def _task(task: Task, frame: periods.Frame) -> dict[str, Any]:
    leaving = ("id", "plan", "document", "issued", "period", "rules", "position", "due", "due_basis")
    values = _said(task, leaving=leaving)
    if values.get("clause") == f"{task.section}{task.number}":
        del values["clause"]
    duties = periods.dues_of(task.targets, task.milestones)
    own = periods.NO_DUE
    if periods.task_due(periods.NO_DUE, duties, frame) != (task.due, task.due_basis):
        own = periods.Due(task.due, task.due_basis)
        values |= _due(own)
    lists = {
        "targets": [_target(target, task, frame=frame, own=own) for target in task.targets],
        "milestones": [_milestone(milestone) for milestone in task.milestones],
        "recurrences": [_said(recurrence, leaving=("anchored",)) for recurrence in task.recurrences],
        "policy_figures": [_figure(figure) for figure in task.policy_figures],
    }
    return values | {name: members for name, members in lists.items() if members}


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return _said(milestone, leaving=("due", "due_basis")) | _due(periods.Due(milestone.due, milestone.due_basis))


def _due(due: periods.Due) -> dict[str, Any]:
    if due.on is None:
        return {}
    return {"due": due.on} | ({"due_basis": due.basis} if due.basis != "explicit" else {})


def _target(target: Target, task: Task, *, frame: periods.Frame, own: periods.Due) -> dict[str, Any]:
    values = _said(target, leaving=("period", "due", "due_basis"))
    if target.metric == task.title:
        del values["metric"]
    if target.kind == "reach":
        del values["kind"]
    if target.parts:
        del values["value"]
        values["parts"] = [dict(part._asdict()) for part in target.parts]
    if periods.target_due(periods.NO_DUE, own, frame) != (target.due, target.due_basis):
        values |= _due(periods.Due(target.due, target.due_basis))
    due_table = Table(())
    due_table.update({key: values[key] for key in ("due", "due_basis") if key in values})
    return values | _own_period(target.period, build.target_days(due_table, frame, own)[1])


def _own_period(period: Period, follows: Period) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if period.start != follows.start:
        values["from"] = period.start
    if period.end is not None and period.end != follows.end:
        values["to"] = period.end
    return values


def _figure(figure: PolicyFigure) -> dict[str, Any]:
    spelled = {"low": "from", "high": "to"}
    return {spelled.get(name, name): value for name, value in _said(figure).items()}


def _procedure(procedure: Procedure) -> dict[str, Any]:
    values = _said(procedure, leaving=("plan", "document", "conditions", "steps"))
    values["steps"] = [_said(step) | ({"limit": _limit(step.limit)} if step.limit else {}) for step in procedure.steps]
    if procedure.conditions:
        values["conditions"] = [_said(condition) for condition in procedure.conditions]
    return values


def _limit(limit: Limit) -> dict[str, Any]:
    return {name: value for name, value in _said(limit).items() if value not in (None, "")}
