"""Procedures (程序) and their runs (办件): the due day of each step from the days that are known."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from xiaxian_tasks.domain.days import WorkDays, add_months
from xiaxian_tasks.domain.entries import ANCHORING, ENDING, OPENING, STEP, Entry
from xiaxian_tasks.domain.plan import Limit, Procedure


class CaseState(NamedTuple):
    """One run of a procedure: when it opened, which steps are done, which events have a day, how it ended."""

    id: str
    procedure: str
    name: str
    opened: date
    run: dict[str, Any]
    done: dict[str, date] = {}
    anchors: dict[str, date] = {}
    ended: date | None = None
    outcome: str = ""
    seq: int = 0
    head: str = ""
    at: date = date.min


class StepDue(NamedTuple):
    """A step of a case on a day: what its limit comes to. `due` None where the anchor's day or the amount is unknown.

    `earliest` marks a day the step may not end before (at_least, after); `light` is that of the clock.
    """

    number: str
    due: date | None
    earliest: bool
    done_on: date | None
    light: str
    provisional: bool


def fold_case(entries: Iterable[Entry]) -> CaseState:
    """Replay the history of a case."""
    state: CaseState | None = None
    for entry in entries:
        state = step_case(state, entry)
    if state is None:
        raise ValueError("a case begins with its opening")
    return state


def step_case(state: CaseState | None, entry: Entry) -> CaseState:
    """The state of a case after one more entry."""
    content = entry.content
    if entry.kind == OPENING:
        name, run = content["name"], content["run"]
        return CaseState(
            entry.task, content["procedure"], name, entry.at, run, {}, {}, seq=entry.seq, head=entry.hash, at=entry.at
        )
    if state is None:
        raise ValueError("a case begins with its opening")
    if entry.kind == STEP:
        state = state._replace(done={**state.done, content["step"]: date.fromisoformat(content["on"])})
    elif entry.kind == ANCHORING:
        state = state._replace(anchors={**state.anchors, content["anchor"]: date.fromisoformat(content["on"])})
    elif entry.kind == ENDING:
        state = state._replace(ended=entry.at, outcome=content.get("outcome", ""))
    return state._replace(seq=entry.seq, head=entry.hash, at=entry.at)


def case_from_document(document: dict[str, Any]) -> CaseState:
    """The state of a case from its plain document, as `codec.encode` makes it."""
    iso = date.fromisoformat
    days = {
        key: {name: iso(on) for name, on in document.get(key, {}).items()} for key in ("done", "anchors")
    }
    single = {key: iso(document[key]) for key in ("opened", "ended", "at") if document.get(key)}
    return CaseState(**{**document, **days, **single})


def steps_due(procedure: Procedure, case: CaseState, on: date, workdays: WorkDays) -> list[StepDue]:
    """Each step of a case with the day its limit comes to, as far as the days it counts from are known."""
    found = []
    for step in procedure.steps:
        done_on = case.done.get(step.number)
        due = limit_day(step.limit, case, workdays) if step.limit else None
        earliest = step.limit is not None and step.limit.relation in {"at_least", "after"}
        light = "done" if done_on else "grey" if case.ended else "green"
        if not done_on and due and not earliest and case.ended is None:
            left = workdays.between(on, due)
            light = "red" if on > due else "yellow" if left <= 3 else "green"
        found.append(StepDue(step.number, due, earliest, done_on, light, bool(due and workdays.is_provisional(due))))
    return found


def limit_day(limit: Limit, case: CaseState, workdays: WorkDays) -> date | None:
    """The day a limit comes to: counted from (or, for `before`, back from) its anchor, whose own day is not counted."""
    anchor = anchor_day(limit.anchor, case)
    if anchor is None or limit.amount is None:
        return None
    sign = -1 if limit.relation == "before" else 1
    if limit.unit == "hours":
        return anchor + sign * timedelta(days=-(-limit.amount // 24))
    if limit.unit == "working_days":
        return workdays.before(anchor, limit.amount) if sign < 0 else workdays.after(anchor, limit.amount)
    if limit.unit == "months":
        return add_months(anchor, sign * limit.amount)
    return anchor + timedelta(days=sign * limit.amount)


def anchor_day(anchor: str, case: CaseState) -> date | None:
    """The known day of an anchor: a step done, the opening, or an event whose day was recorded."""
    if anchor.startswith("step:"):
        return case.done.get(anchor[len("step:"):])
    if anchor == "start":
        return case.opened
    return case.anchors.get(anchor)
