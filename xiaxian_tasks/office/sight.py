"""A task as the faces see it: one plain document, with the keys of the interface."""

import json
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.codec import decode, encode, iso, plain
from xiaxian_tasks.domain.entries import ADOPTION, REPORT, Entry
from xiaxian_tasks.domain.forecast import forecast
from xiaxian_tasks.domain.history import TaskState, fold, from_document
from xiaxian_tasks.domain.lights import (
    TargetLight,
    TaskLight,
    as_row,
    light_of,
    row_light,
    state_of_task,
    telling,
)
from xiaxian_tasks.domain.plan import Milestone, Recurrence, Target, Task
from xiaxian_tasks.domain.recurrence import Turn, shift_of
from xiaxian_tasks.domain.terms import UNMOVED, WITHDRAWN
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lifeline import life_sheet
from xiaxian_tasks.ports import TaskRow

Sheet = dict[str, Any]

REPORTED = ("target", "value", "unit", "as_of", "milestone", "recurrence", "occurrence", "body", "note")
"""What a report may carry; the keys stand in every report, null where it does not."""


def state_of(office: Office, row: TaskRow) -> TaskState:
    """The state on the office's day: as projected, or replayed when the newest entry counts from a later day."""
    if row.at <= office.on:
        return newest_state(row)
    return fold(office.store.history(row.id), office.lay_out, until=office.on)


def newest_state(row: TaskRow) -> TaskState:
    """The state after the whole history, whatever day is looked at: what an entry to come follows."""
    try:
        task = decode(Task, json.loads(row.definition))
        return from_document(task, json.loads(row.state), seq=row.seq, head=row.head, at=row.at)
    except (ValueError, KeyError, TypeError, ArithmeticError):
        raise StoreFault("altered-row", detail=row.id) from None


def sheet(office: Office, row: TaskRow) -> Sheet:
    """A task whole, as `show` prints it, without its history."""
    found = sheet_of(office, state_of(office, row))
    if row.withdrawn and row.at <= office.on:
        found["state"] = WITHDRAWN
    return found


def sheet_of(office: Office, state: TaskState) -> Sheet:
    """The same from a state at hand."""
    task, shown = state.task, light_of(state, office.on, office.workdays)
    return {
        "id": task.id,
        "plan": task.plan,
        "document": task.document,
        "number": task.number,
        "title": task.title,
        "section": task.section,
        "summary": task.summary,
        "lead": list(task.lead),
        "support": list(task.support),
        "state": state_of_task(state, shown.light),
        "light": shown.light,
        "reason": shown.reason,
        "due": iso(task.due),
        "due_basis": task.due_basis,
        "progress": _share(shown.progress),
        "expected": _share(shown.expected),
        "gap": _points(shown.gap),
        "pace": _pace(task, shown),
        "forecast": _forecast(office, state, shown),
        "targets": _targets(office, state, shown),
        "milestones": [_milestone(state, m, lit) for m, lit in zip(task.milestones, shown.milestones, strict=True)],
        "recurrences": _recurrences(state, shown.recurrences),
        "policy_figures": [encode(figure) for figure in task.policy_figures],
        "clause": task.clause,
        "fingerprint": task.fingerprint,
        "note": task.note,
        **life_sheet(state, office.on),
    }


def _pace(task: Task, shown: TaskLight) -> Sheet:
    """What pace is counted over: of the target whose figures stand for the task, else of the plan."""
    period, lead = task.period, telling(shown.targets)
    for target, standing in zip(task.targets, shown.targets, strict=True):
        if standing is lead and standing.expected is not None:
            period = target.period
            break
    return {"from": iso(period.start), "to": iso(period.end), "basis": pace.basis_used(period)}


def _forecast(office: Office, state: TaskState, shown: TaskLight) -> Sheet | None:
    """The forecast of the target whose figures stand for the task; null where nothing can be foreseen of it."""
    lead = telling(shown.targets)
    for target, standing in zip(state.task.targets, shown.targets, strict=True):
        if standing is not lead or standing.progress is None:
            continue
        found = forecast(state, target, office.on, office.workdays)
        if found is None:
            return None
        days = {key: iso(getattr(found, key)) for key in ("finish", "earliest", "latest")}
        needed = plain(found.needed) if found.needed is not None else None
        achieved, since, until = found.achieved or (None, None, None)
        return {
            "target": target.id, **days, "reason": found.reason, "needed": needed, "unit": target.unit,
            "achieved": plain(achieved) if achieved is not None else None,
            "achieved_from": iso(since), "achieved_to": iso(until),
        }
    return None


def _targets(office: Office, state: TaskState, shown: TaskLight) -> list[Sheet]:
    """The targets in order; the rows of a split follow their total."""
    found = []
    for target, standing in zip(state.task.targets, shown.targets, strict=True):
        found.append(_target(state, target, standing))
        for part in target.parts:
            lit = row_light(state, target, part.id, office.on, office.workdays)
            found.append({**_target(state, as_row(target, part), lit), "body": part.body})
    return found


def _target(state: TaskState, target: Target, standing: TargetLight) -> Sheet:
    disputed, verified = state.disputed(target.id), state.verified.get(target.id)
    return {
        "id": target.id,
        "metric": target.metric,
        "kind": target.kind,
        "value": plain(target.value),
        "unit": target.unit,
        "body": None,
        "baseline": plain(target.baseline) if target.baseline is not None else None,
        "baseline_year": target.baseline_year,
        "due": iso(target.due),
        "due_basis": target.due_basis,
        "hedged": target.hedged,
        "exclusive": target.exclusive,
        "latest": plain(standing.latest) if standing.latest is not None else None,
        "latest_as_of": iso(standing.latest_as_of),
        "verified": plain(verified.value) if verified else None,
        "verified_as_of": iso(verified.as_of) if verified else None,
        "progress": _share(standing.progress),
        "expected": _share(standing.expected),
        "gap": _points(standing.gap),
        "light": standing.light,
        "reason": standing.reason,
        "label": target.label,
        "printed": plain(target.printed) if target.printed is not None else None,
        "rows": len(target.parts),
        "rows_reported": standing.reported if target.parts else 0,
        "differing": [{"body": r.body, "value": plain(r.value)} for r in disputed],
    }


def _milestone(state: TaskState, milestone: Milestone, lit: tuple[str, str]) -> Sheet:
    return {
        "id": milestone.id,
        "what": milestone.what,
        "due": iso(milestone.due),
        "due_basis": milestone.due_basis,
        "done_on": iso(state.done_on.get(milestone.id)),
        "bodies": list(milestone.bodies),
        "hedged": milestone.hedged,
        "label": milestone.label,
        "light": lit[0],
        "reason": lit[1],
    }


def _recurrences(state: TaskState, turns: tuple[Turn, ...]) -> list[Sheet]:
    return [
        {
            "id": recurrence.id,
            "what": recurrence.what,
            "bodies": list(recurrence.bodies or state.task.lead),
            "rule": recurrence.rule or recurrence.anchor,
            "next": iso(turn.next),
            "missed": iso(turn.missed),
            "last_done": iso(max(state.turns.get(recurrence.id, ()), default=None)),
            "after": recurrence.after if recurrence.anchor and recurrence.after else None,
            "after_unit": recurrence.after_unit if recurrence.anchor and recurrence.after else None,
            "around": recurrence.around,
            "light": turn.light,
            "reason": turn.reason,
            **_shift(recurrence, state.task, turn),
        }
        for recurrence, turn in zip(state.task.recurrences, turns, strict=True)
    ]


def _shift(recurrence: Recurrence, task: Task, turn: Turn) -> Sheet:
    """How turns move off days that are not worked, and the rule's day of the open one where it was moved."""
    shift = shift_of(recurrence, task)
    if shift == UNMOVED:
        return {}
    due = turn.missed or turn.next
    return {"shift": shift, "by_rule": iso(turn.by_rule) if turn.by_rule != due else None}


def entry_sheet(entry: Entry) -> Sheet:
    """An entry with what its kind carries; an adoption says its title, not its whole definition."""
    content = dict(entry.content)
    if entry.kind == ADOPTION:
        del content["task"]
    if entry.kind == REPORT:
        content = {**dict.fromkeys(REPORTED), "evidence": [], **content}
    head = {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "recorded": entry.recorded.isoformat(timespec="seconds"),
        "by": entry.by,
        "kind": entry.kind,
        "task": entry.task,
        "hash": entry.hash,
        "late": entry.is_late,
    }
    return {**head, **content}


def duty_of(entry: Entry, row: TaskRow | None) -> str:
    """The words of the milestone or recurrence an entry is of; "" for any other."""
    name = entry.content.get("milestone") or entry.content.get("recurrence")
    if row is None or not name:
        return ""
    printed = json.loads(row.definition)
    duties = [*printed.get("milestones", ()), *printed.get("recurrences", ())]
    return next((str(duty["what"]) for duty in duties if duty["id"] == name), str(name))


def _share(share: Decimal | None) -> float | None:
    return round(float(share), 6) if share is not None else None


def _points(points: Decimal | None) -> float | None:
    return round(float(points), 4) if points is not None else None
