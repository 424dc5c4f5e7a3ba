"""A draft task (事项草稿): what reading makes of one clause of a paper, for a person to go over."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.domain.codec import iso, plain
from xiaxian_tasks.domain.plan import Milestone, PolicyFigure, Recurrence

DOUBTS = (
    "no-body",
    "no-number",
    "number-twice",
    "open-list",
    "unlabelled",
    "subject",
    "unresolved-due",
    "several-dues",
    "inferred-due",
    "range",
    "hedged",
    "no-unit",
    "per-period",
    "scoring",
    "table",
)
"""What a person should look at: no body printed; no number, or one used before; a list that ends in 等; a list
without a label; a body taken from a sentence's subject; a limit from an unknown day; several days; a day taken from the
plan's year; a range kept by its lower end; a number that is hoped for or rough; a number without a unit; an amount owed
each year or month; points of an appraisal; read from a table."""


class Source(NamedTuple):
    """Where a draft stands in the text that was read: marks of the headings above, and offsets, `end` exclusive."""

    section: str
    start: int
    end: int


class DraftTarget(NamedTuple):
    """A number to reach or hold (指标). `high` is the upper end of a printed range, whose lower end is `value`."""

    id: str
    metric: str
    kind: str
    value: Decimal
    unit: str
    due: date | None = None
    due_basis: str = "none"
    hedged: bool = False
    exclusive: bool = False
    label: str = ""
    high: Decimal | None = None


class DraftTask(NamedTuple):
    """One clause of a paper as a task: `number` as printed in Arabic digits ("" where none is), bodies as printed."""

    id: str
    plan: str
    number: str
    title: str
    section: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    targets: tuple[DraftTarget, ...]
    milestones: tuple[Milestone, ...]
    recurrences: tuple[Recurrence, ...]
    policy_figures: tuple[PolicyFigure, ...]
    due: date | None
    due_basis: str
    source: Source
    doubts: tuple[str, ...]
    document: str = ""


def document(drafts: list[DraftTask]) -> dict[str, Any]:
    """The JSON document of `draft`: {"tasks": […]}, each with the keys of a task, its source and its doubts."""
    return {"tasks": [_task(draft) for draft in drafts]}


def _task(draft: DraftTask) -> dict[str, Any]:
    return {
        "id": draft.id,
        "plan": draft.plan,
        "document": draft.document,
        "number": draft.number,
        "title": draft.title,
        "section": draft.section,
        "lead": list(draft.lead),
        "support": list(draft.support),
        "state": "active",
        "light": "grey",
        "reason": "not-adopted",
        "due": iso(draft.due),
        "due_basis": draft.due_basis,
        "progress": None,
        "expected": None,
        "gap": None,
        "targets": [_target(target) for target in draft.targets],
        "milestones": [_milestone(milestone) for milestone in draft.milestones],
        "recurrences": [_recurrence(recurrence) for recurrence in draft.recurrences],
        "policy_figures": [{"what": f.what, "value": f.value, "unit": f.unit} for f in draft.policy_figures],
        "source": draft.source._asdict(),
        "doubts": list(draft.doubts),
    }


def _target(target: DraftTarget) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": target.id,
        "metric": target.metric,
        "kind": target.kind,
        "value": plain(target.value),
        "unit": target.unit,
        "body": None,
        "baseline": None,
        "due": iso(target.due),
        "due_basis": target.due_basis,
        "hedged": target.hedged,
        "exclusive": target.exclusive,
        "label": target.label,
    }
    if target.high is not None:
        made["high"] = plain(target.high)
    return made


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "what": milestone.what,
        "due": iso(milestone.due),
        "due_basis": milestone.due_basis,
        "done_on": None,
    }


def _recurrence(recurrence: Recurrence) -> dict[str, Any]:
    return {
        "id": recurrence.id,
        "what": recurrence.what,
        "bodies": list(recurrence.bodies),
        "rule": recurrence.rule or recurrence.anchor,
        "next": None,
    }
