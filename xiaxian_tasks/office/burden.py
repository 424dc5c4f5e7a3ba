"""Burden (基层负担) as documents: what was asked of each body, month by month, and the same thing asked twice."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from xiaxian_tasks.domain import burden as counting
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.domain.quantity import sort_of
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, state_of
from xiaxian_tasks.office.standing import Span, names_of
from xiaxian_tasks.ports import Query

LIKE = 60
"""From this likeness (0 to 100) on two duties are shown as perhaps the same.

Read on the twelve bundled plans: of 2,394 pairs of different plans with a body in common one is above, at 72, and is
of one subject (县交通局, 交通运输保障); the next, at 56 and 55, share words and not the matter.
"""

DAYS_APART = 31
"""Calendar days two dated duties may lie apart: further apart it is not asked twice but again."""


def burden(office: Office, days: Span, *, body: str = "") -> Sheet:
    """What was asked between two days; with `body` of that one, each request with its task and entry.

    A body that was renamed is one, under the name it has on the office's day.
    """
    known = office_county.as_known(office)
    called = names_of(office, body) if body else ("",)
    asked = [
        row._replace(asked=row.asked._replace(body=known.present(row.asked.body)))
        for name in called for row in office.store.asked(days.first, days.last, body=name)
        if row.asked.fields  # a further matter of a letter asks nothing more
    ]
    limit = known.people.requests
    loads = counting.loads((row.at, row.asked) for row in asked)
    found: Sheet = {
        "first": days.first.isoformat(), "last": days.last.isoformat(), "limit": limit,
        "bodies": [
            {"month": month, "body": of, "formerly": list(known.former(of)), **load._asdict(),
             "over": limit is not None and load.requests > limit}
            for (month, of), load in sorted(loads.items(), key=lambda pair: (pair[0][0], -pair[1].requests, pair[0][1]))
        ],
    }
    if body:
        found["requests"] = [
            {"on": row.at.isoformat(), "task": row.task, "seq": row.seq, "what": row.asked.what,
             "fields": row.asked.fields}
            for row in sorted(asked, key=lambda row: (row.at, row.task, row.seq))
        ]
    return found


class _Duty(NamedTuple):
    """Something a body owes: a task's title, or one of its targets, milestones or recurrences."""

    task: str
    plan: str
    what: str
    bodies: frozenset[str]
    unit: str
    due: date | None


def twice(office: Office) -> list[Sheet]:
    """Duties of different plans owed by the same body that are perhaps the same, the likest first.

    Of two tasks the likest pair alone; `why` says what speaks for it.
    """
    by_body: dict[str, list[_Duty]] = {}
    for row in office.store.tasks(Query(on=office.on, sort="plan")):
        for duty in _duties(state_of(office, row).task):
            for body in duty.bodies:
                by_body.setdefault(body, []).append(duty)
    texts = {duty: _pairs_of(duty) for duties in by_body.values() for duty in duties}
    best: dict[tuple[str, str], tuple[float, _Duty, _Duty]] = {}
    for duties in by_body.values():
        for one, other in combinations(duties, 2):
            if one.plan != other.plan and _can_be_same(one, other):
                likeness = _likeness(texts[one], texts[other])
                kept = best.get((one.task, other.task))
                if likeness >= LIKE and (kept is None or likeness > kept[0]):
                    best[one.task, other.task] = likeness, one, other
    found = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].task, pair[2].task))
    return [_pair(likeness, one, other) for likeness, one, other in found]


def _duties(task: Task) -> Iterator[_Duty]:
    leads = frozenset(task.lead)
    yield _Duty(task.id, task.plan, task.title, leads, "", task.due)
    for target in task.targets:
        bodies = leads.union(part.body for part in target.parts)
        yield _Duty(task.id, task.plan, target.metric, bodies, target.unit, target.due)
    for milestone in task.milestones:
        bodies = frozenset(milestone.bodies) or leads
        yield _Duty(task.id, task.plan, milestone.what, bodies, "", milestone.due or task.due)
    for recurrence in task.recurrences:
        yield _Duty(task.id, task.plan, recurrence.what, frozenset(recurrence.bodies) or leads, "", None)


def _can_be_same(one: _Duty, other: _Duty) -> bool:
    """Whether unit and day let two duties be the same; where one has none, nothing speaks against it."""
    if one.unit and other.unit and sort_of(one.unit)[0] != sort_of(other.unit)[0]:
        return False
    return one.due is None or other.due is None or abs((one.due - other.due).days) <= DAYS_APART


_NO_WORD = re.compile(r"[\W_]+")


def _pairs_of(duty: _Duty) -> str:
    """The text as its pairs of neighbouring characters, so that words need not be told apart; without body names."""
    text = duty.what
    for body in duty.bodies:
        text = text.replace(body, "")
    text = _NO_WORD.sub("", text)
    return " ".join(text[place:place + 2] for place in range(max(1, len(text) - 1)))


def _likeness(one: str, other: str) -> float:
    """The mean of what two texts have in common and of how far they are the same: a short text inside a long one has
    all in common and is not yet the same."""
    from rapidfuzz import fuzz

    common = fuzz.token_set_ratio(one, other, score_cutoff=LIKE)
    return (common + fuzz.token_sort_ratio(one, other)) / 2 if common else 0.0


def _pair(likeness: float, one: _Duty, other: _Duty) -> Sheet:
    why: list[Any] = ["words"]
    if one.unit and other.unit:
        why.append("unit")
    if one.due and other.due:
        why.append("due")
    return {
        "likeness": round(likeness), "bodies": sorted(one.bodies & other.bodies), "why": why,
        "one": _sheet(one), "other": _sheet(other),
    }


def _sheet(duty: _Duty) -> Sheet:
    return {"task": duty.task, "what": duty.what, "unit": duty.unit, "due": duty.due.isoformat() if duty.due else None}
