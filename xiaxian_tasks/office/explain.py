"""Why a task is lit as it is (亮灯依据): each duty with the figures that decided, its rule, its source, its next step.

The sheet is that of `show`, cut to what lights are about; every duty carries `why` besides.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.codec import encode, iso, plain
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import TaskLight, as_row, light_of, near_from, row_light, stale_from, steps_of
from xiaxian_tasks.domain.plan import Period, Recurrence, Rules, Target, Task
from xiaxian_tasks.domain.recurrence import day_steps, days_left_allowed, due_day, grace_end, turn_span
from xiaxian_tasks.domain.rules import ABOUT, origin
from xiaxian_tasks.domain.terms import LEVELS, UNMOVED
from xiaxian_tasks.office import memory
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet_of, state_of
from xiaxian_tasks.ports import TaskRow

KEPT = (
    "id", "plan", "document", "number", "title", "clause", "lead", "state", "light", "reason", "due", "due_basis",
    "progress", "expected", "gap", "targets", "milestones", "recurrences",
)

_UNITS = {"month": "months", "working": "working_days", "calendar": "calendar_days", "curve": "calendar_days"}


def why(office: Office, row: TaskRow) -> Sheet:
    """Why a task is lit as it is on the office's day."""
    state = state_of(office, row)
    whole = sheet_of(office, state)
    sheet: Sheet = {"on": office.on.isoformat(), **{key: whole[key] for key in KEPT}}
    coming = _coming(state, sheet, office)
    targets = [one for target in state.task.targets for one in (target, *(as_row(target, p) for p in target.parts))]
    for duty, target in zip(sheet["targets"], targets, strict=True):
        duty["why"] = _target(state.task, target, duty, office)
    for duty, milestone in zip(sheet["milestones"], state.task.milestones, strict=True):
        due = milestone.due or state.task.due
        clock = None if duty["done_on"] else _clock(due, state.task.period.start, state.task.rules, office)
        duty["why"] = {"clock": clock, "printed_in": _printed(state.task, milestone.clause)}
    for duty, recurrence in zip(sheet["recurrences"], state.task.recurrences, strict=True):
        duty["why"] = {"turn": _turn(state, recurrence, office), "printed_in": _printed(state.task, recurrence.clause)}
    for duty in (*sheet["targets"], *sheet["milestones"], *sheet["recurrences"]):
        duty["why"]["next"] = coming.get(duty["id"])
    noted = None if targets or sheet["milestones"] or sheet["recurrences"] else _stale(state.noted, state.task.rules)
    about = {"noted": noted, "next": coming.get(""), "rule": _rule(state.task.rules)}
    return {**sheet, **about, "months": memory.months_of(office, row)}


def _rule(rules: Rules) -> Sheet:
    """The rule with its source; `own` are the figures the plan sets for itself."""
    named, own = origin(rules)
    figures = {key: value for key, value in rules._asdict().items() if key not in ABOUT}
    if figures["shift"] == UNMOVED:
        del figures["shift"]
    about = {key: getattr(named, key) for key in ("name", "title", "source", "grade")}
    return {**about, "chosen": bool(rules.name), "own": list(own), **{key: encode(figures[key]) for key in figures}}


def _printed(task: Task, clause: str) -> Sheet:
    return {"document": task.document, "clause": clause or task.clause or task.number}


def _target(task: Task, target: Target, duty: Sheet, office: Office) -> Sheet:
    as_of = date.fromisoformat(duty["latest_as_of"]) if duty["latest_as_of"] else None
    return {
        "share": _share(target) if duty["progress"] is not None else None,
        "pace": _pace(target, duty, task.rules, office) if pace.has_pace(target) else None,
        "clock": _clock(target.due, target.period.start, task.rules, office) if duty["light"] != "done" else None,
        "stale": _stale(as_of, task.rules) if duty["light"] != "done" else None,
        "printed_in": _printed(task, target.clause),
    }


def _share(target: Target) -> Sheet:
    """What the share done is counted between: (latest - from) / (to - from)."""
    start = target.baseline if target.kind in LEVELS and target.baseline is not None else pace.ZERO
    return {"from": plain(start), "to": plain(target.value)}


def _pace(target: Target, duty: Sheet, rules: Rules, office: Office) -> Sheet:
    """The share due as a count of the period, and the thresholds the gap is held against."""
    period, basis = target.period, pace.basis_used(target.period)
    done, whole = pace.reached(period, office.on, office.workdays)
    return {
        "from": iso(period.start), "to": iso(period.end), "basis": basis, "unit": _UNITS[basis],
        "done": done, "whole": whole, "between": _leg(period, office.on) if basis == "curve" else None,
        "yellow": encode(rules.yellow), "red": encode(rules.red), "side": _side(_gap(target, duty, office), rules),
    }


def _leg(period: Period, on: date) -> list[list[str]]:
    """The two points of the plan's curve the day lies between, as [day, share]."""
    return [[day.isoformat(), plain(share)] for day, share in pace.leg(period, on)]


def _gap(target: Target, duty: Sheet, office: Office) -> Decimal | None:
    """The gap itself: that of the sheet is rounded, and a threshold is met exactly or not."""
    done = pace.share_done(target, Decimal(duty["latest"])) if duty["latest"] is not None else None
    due = pace.share_due(target.period, office.on, office.workdays)
    return pace.gap(target, done, due) if done is not None and due is not None else None


def _side(gap: Decimal | None, rules: Rules) -> str | None:
    """On which side of the thresholds the gap lies."""
    if gap is None:
        return None
    if gap >= 0:
        return "ahead"
    if rules.red is not None and gap < -rules.red:
        return "beyond-red"
    return "from-yellow" if gap <= -rules.yellow else "below-yellow"


def _clock(due: date | None, start: date, rules: Rules, office: Office) -> Sheet | None:
    """A last day: the working days left, the number at which it is near by its span, and the first day it is."""
    if due is None:
        return None
    span = (due - start).days
    return {
        "due": iso(due), "span": span, "allowed": days_left_allowed(rules, span),
        "near_from": iso(near_from(due, start, rules, office.workdays)), **_left(due, office.on, office.workdays),
    }


def _left(due: date, on: date, workdays: WorkDays) -> Sheet:
    return {
        "left": workdays.between(on, due), "late": max(0, (on - due).days), "provisional": workdays.is_provisional(due),
    }


def _turn(state: TaskState, recurrence: Recurrence, office: Office) -> Sheet | None:
    """The open day of a recurrence: from when it is near, and from when it is missed."""
    days = state.days.get(recurrence.id, ())
    last_done = max(state.turns.get(recurrence.id, ()), default=date.min)
    day = next((day for day in days if day > last_done), None)
    if day is None:
        return None
    rules, span = state.task.rules, turn_span(days, day)
    near, _after, missed = day_steps(recurrence, days, day, state.task, office.workdays)
    due = due_day(recurrence, day, state.task, office.workdays)
    return {
        "due": iso(due), "span": span, "allowed": days_left_allowed(rules, span), "near_from": iso(near),
        "missed_from": iso(missed), "grace": (grace_end(recurrence, due, rules) - due).days,
        **_left(due, office.on, office.workdays),
    }


def _stale(last: date | None, rules: Rules) -> Sheet | None:
    """The last report, and the first day it no longer speaks for the present."""
    if last is None:
        return None
    return {"last": iso(last), "from": iso(stale_from(last, rules)), "cycle": rules.cycle, "grace": rules.grace}


def _coming(state: TaskState, sheet: Sheet, office: Office) -> dict[str, Sheet]:
    """What steps by itself next, by the id of its duty, "" for the task: from which day, to which light and reason."""
    duties = (*sheet["targets"], *sheet["milestones"], *sheet["recurrences"])
    now = {duty["id"]: (duty["light"], duty["reason"]) for duty in duties} | {"": (sheet["light"], sheet["reason"])}
    found: dict[str, Sheet] = {}
    for step in steps_of(state, office.workdays, since=office.on)[1:]:
        if len(found) == len(now):
            break
        for name, (light, reason) in _lit(state, step.since, office.workdays).items():
            if name not in found and now[name] != (light, reason):
                found[name] = {"on": step.since.isoformat(), "light": light, "reason": reason}
    return found


def _lit(state: TaskState, on: date, workdays: WorkDays) -> dict[str, tuple[str, str]]:
    """The light and reason of a task and each of its duties on a day, by id."""
    shown: TaskLight = light_of(state, on, workdays)
    found = {"": (shown.light, shown.reason)}
    turns = ((turn.light, turn.reason) for turn in shown.recurrences)
    lit: list[tuple[Any, tuple[str, str]]] = [
        *zip(state.task.milestones, shown.milestones, strict=True),
        *zip(state.task.recurrences, turns, strict=True),
    ]
    for target, standing in zip(state.task.targets, shown.targets, strict=True):
        lit.append((target, (standing.light, standing.reason)))
        for part in target.parts:
            row = row_light(state, target, part.id, on, workdays)
            lit.append((part, (row.light, row.reason)))
    return found | {duty.id: pair for duty, pair in lit}
