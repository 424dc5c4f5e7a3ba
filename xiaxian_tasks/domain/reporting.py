"""A report (进展) as somebody means it, and the content of the entry it makes.

A guard looks at a draft against the state of its task and raises Refused (4) with its own name, Misused (2) where the
words cannot be meant, or NotFound (5). Who may report when is a row of the workflow's table.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.domain import quantity
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.entries import not_before_the_last, not_in_the_future
from xiaxian_tasks.domain.history import Reading, TaskState
from xiaxian_tasks.domain.plan import Part, Recurrence, Target, Task
from xiaxian_tasks.domain.quantity import Quantity, sort_of
from xiaxian_tasks.domain.recurrence import SHIFTED_AT_MOST, due_day, shift_of
from xiaxian_tasks.domain.terms import CUMULATIVE, MAY_BE_NEGATIVE, UNMOVED
from xiaxian_tasks.errors import Misused, NotFound, Refused

TEXT_AT_MOST = 2000
"""Characters of what is typed: an entry is a line in a ledger, the rest belongs into evidence."""


class Draft(NamedTuple):
    """A report as somebody means it: names may be ids, beginnings or words; `groups` are the groups `body` sits in."""

    value: Quantity | None = None
    target: str = ""
    milestone: str = ""
    occurrence: str = ""
    add: bool = False
    correct: bool = False
    as_of: date | None = None
    body: str = ""
    groups: tuple[str, ...] = ()
    note: str = ""
    evidence: tuple[str, ...] = ()


WEEKDAYS = WorkDays()
"""No day differs from its weekday."""


class Call(NamedTuple):
    """What a guard sees: the state, the draft, the day it counts from, the true day, and the working days known."""

    state: TaskState
    draft: Draft
    at: date
    today: date
    workdays: WorkDays = WEEKDAYS

    @property
    def as_of(self) -> date:
        """The day the figure is of; the day of the entry unless said otherwise."""
        return self.draft.as_of or self.at


Guard = Callable[[Call], None]


def _says_something(call: Call) -> None:
    draft = call.draft
    if draft.value is None and not (draft.milestone or draft.occurrence or draft.note or draft.evidence):
        raise Misused("nothing-to-report")
    if len(draft.note) > TEXT_AT_MOST:
        raise Misused("note-too-long", most=TEXT_AT_MOST)
    if draft.add and draft.value is None:
        raise Misused("add-without-value")


def _in_time(call: Call) -> None:
    not_in_the_future(call.at, call.today)
    if call.as_of > call.at:
        raise Refused("as-of-in-future", as_of=call.as_of, at=call.at)
    not_before_the_last(call.at, call.state.at)


def _within_the_period(call: Call) -> None:
    start = call.state.task.period.start
    if call.draft.value is not None:
        start = min(start, target_meant(call.state, call.draft)[0].period.start)
    if call.as_of < start:
        raise Refused("before-period", as_of=call.as_of, start=start)


def _by_one_who_owes(call: Call) -> None:
    task, body = call.state.task, call.draft.body
    if not body or not (task.lead or task.support):
        return
    owing = {*task.lead, *task.support, *own_duties(task)}
    if body not in owing and not owing.intersection(call.draft.groups):
        raise Refused("owes-nothing", body=body, bodies=sorted(owing))


GUARDS: tuple[Guard, ...] = (
    _says_something, _in_time, _by_one_who_owes, _within_the_period,
)
"""What is asked of every report, in order."""


def report(call: Call) -> dict[str, Any]:
    """The content of the report entry a draft makes, after every guard has let it pass."""
    for guard in GUARDS:
        guard(call)
    content: dict[str, Any] = {"as_of": call.as_of.isoformat()}
    if call.draft.value is not None:
        content.update(_value(call))
    if call.draft.milestone:
        content["milestone"] = _milestone(call)
    if call.draft.occurrence:
        content["recurrence"], content["occurrence"] = _occurrence(call)
    for key in ("body", "note"):
        if said := getattr(call.draft, key):
            content[key] = said
    if call.draft.evidence:
        content["evidence"] = list(call.draft.evidence)
    if _is_statement(call):
        content["statement"] = True
    return content


def _is_statement(call: Call) -> bool:
    """A supporting body's report is a statement and moves nothing, unless what it reports is its own row or duty."""
    task, body = call.state.task, call.draft.body
    if not body or not task.lead or body in task.lead or set(task.lead).intersection(call.draft.groups):
        return False
    return not all(body in owing for owing in _owing_what_is_meant(call))


def _owing_what_is_meant(call: Call) -> list[set[str]]:
    """The bodies that owe each row, milestone and recurrence a draft is about; a note alone is about none of them."""
    draft, task, owing = call.draft, call.state.task, list[set[str]]()
    if draft.value is not None:
        _, part = target_meant(call.state, draft)
        owing.append({part.body} if part else set())
    if draft.milestone:
        name = _milestone(call)
        owing.append({body for milestone in task.milestones if milestone.id == name for body in milestone.bodies})
    if draft.occurrence:
        name, _ = _occurrence(call)
        owing.append({body for recurrence in task.recurrences if recurrence.id == name for body in recurrence.bodies})
    return owing or [set()]


def own_duties(task: Task) -> set[str]:
    """The bodies that owe a row, a milestone or a recurrence of the task themselves."""
    own = {part.body for target in task.targets for part in target.parts}
    own.update(name for milestone in task.milestones for name in milestone.bodies)
    own.update(name for recurrence in task.recurrences for name in recurrence.bodies)
    return own


def target_meant(state: TaskState, draft: Draft) -> tuple[Target, Part | None]:
    """The target, and the row of a split, that a draft's value is for.

    Raises Misused `which-target` when several could be meant, Refused `split-total` for the total of a split.
    """
    rows = [(target, part) for target in state.task.targets for part in (*target.parts, None)]
    if not rows:
        raise Refused("no-target", task=state.task.id)
    if draft.target:
        rows = _named(rows, draft.target)
        if not rows:
            raise NotFound("target", [_label(*row) for row in _all_rows(state)], name=draft.target)
    with_body = [row for row in rows if row[1] is not None and row[1].body == draft.body]
    if draft.body and with_body:
        rows = with_body
    elif not any(part is None for _, part in rows) and len(rows) == 1:
        return rows[0]
    else:
        rows = [row for row in rows if row[1] is None]
    if len(rows) > 1 and draft.value and draft.value.unit:
        sort = sort_of(draft.value.unit)[0]
        rows = [row for row in rows if sort_of(row[0].unit)[0] == sort] or rows
    if len(rows) > 1:
        raise Misused("which-target", candidates=[_label(*row) for row in rows])
    target, part = rows[0]
    if part is None and target.parts:
        raise Refused("split-total", candidates=[_label(target, each) for each in target.parts])
    return target, part


def _all_rows(state: TaskState) -> list[tuple[Target, Part | None]]:
    return [(target, part) for target in state.task.targets for part in (target.parts or (None,))]


def _named(rows: list[tuple[Target, Part | None]], name: str) -> list[tuple[Target, Part | None]]:
    """The rows an id names; else those whose metric or body is `name`; else those that hold it."""
    exact = [(t, p) for t, p in rows if name == (p.id if p else t.id)]
    if exact:
        return exact
    if same := [(t, p) for t, p in rows if name == (p.body if p else t.metric)]:
        return same
    return [(t, p) for t, p in rows if name in (p.body if p else t.metric)]


def _label(target: Target, part: Part | None) -> str:
    return f"{part.id} {target.metric} {part.body}" if part else f"{target.id} {target.metric}"


def _value(call: Call) -> dict[str, Any]:
    draft, state = call.draft, call.state
    assert draft.value is not None
    target, part = target_meant(state, draft)
    value = quantity.convert(draft.value, target.unit)
    row = part.id if part else target.id
    newest = state.newest(row)
    added = {}
    if draft.add:
        added = {"added": plain(value)}
        value += newest.value if newest else Decimal(0)
    if value < 0 and target.kind not in MAY_BE_NEGATIVE:
        raise Misused("negative", metric=target.metric)
    if target.kind in CUMULATIVE or (target.kind == "at_most" and target.accumulates):
        _not_falling(call, row, value, target)
    if draft.correct:
        added["correct"] = True  # type: ignore[assignment]
    return {"target": row, "value": plain(value), "unit": target.unit, **added}


def _not_falling(call: Call, row: str, value: Decimal, target: Target) -> None:
    if call.draft.correct:
        return
    series = call.state.series.get(row, ())
    before = [reading for reading in series if reading.as_of <= call.as_of]
    after = [reading for reading in series if reading.as_of > call.as_of]
    if before and value < before[-1].value:
        raise Refused("falling", **_against(value, before[-1], target))
    if after and value > after[0].value:
        raise Refused("above-later", **_against(value, after[0], target))


def _against(value: Decimal, reading: Reading, target: Target) -> dict[str, str]:
    as_of = reading.as_of.isoformat()
    return {"value": plain(value), "other": plain(reading.value), "as_of": as_of, "unit": target.unit}


def _milestone(call: Call) -> str:
    name, milestones = call.draft.milestone, call.state.task.milestones
    found = [m for m in milestones if m.id == name] or [m for m in milestones if name in m.what]
    if len(found) != 1:
        raise NotFound("milestone", [f"{m.id} {m.what}" for m in found or milestones], name=name)
    if found[0].id in call.state.done_on and not call.draft.correct:
        raise Refused("already-done", what=found[0].what, on=call.state.done_on[found[0].id])
    return found[0].id


def _occurrence(call: Call) -> tuple[str, str]:
    """The recurrence and rule's day meant by "2023-10-20" or "r2@2023-10-20"; an anchored one takes any day.

    A turn is meant by its rule's day, or by the day it falls due.
    """
    name, _, day = call.draft.occurrence.rpartition("@")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Misused("not-a-day", text=call.draft.occurrence) from None
    recurrences = [r for r in call.state.task.recurrences if name in {"", r.id}]
    found = [(r, turn) for r in recurrences for turn in _turns_on(call, r, on)]
    early = [(r, turn) for r, turn in found if not _has_come(call, r, turn)]
    if found and early == found:
        raise Refused("turn-not-come", on=found[0][1])
    done = [(r, turn) for r, turn in found if turn in call.state.turns.get(r.id, ())]
    if found and done == found and not call.draft.correct:
        raise Refused("already-done", what=found[0][0].what, on=found[0][1])
    found = found or [(r, on) for r in recurrences if not call.state.days.get(r.id)]
    if len(found) > 1:
        raise Misused("which-occurrence", candidates=[f"{r.id}@{turn} {r.what}" for r, turn in found])
    if not found:
        raise NotFound("occurrence", _near_days(call, [r.id for r in recurrences], on), name=call.draft.occurrence)
    return found[0][0].id, found[0][1].isoformat()


def _turns_on(call: Call, recurrence: Recurrence, on: date) -> list[date]:
    """The turn of a rule's day; where that is none of them, those that fall due on it and are not done."""
    days = call.state.days.get(recurrence.id, ())
    if on in days or shift_of(recurrence, call.state.task) == UNMOVED:
        return [on] if on in days else []
    around = (day for day in days if abs(day - on) <= SHIFTED_AT_MOST)
    found = [day for day in around if due_day(recurrence, day, call.state.task, call.workdays) == on]
    return [day for day in found if day not in call.state.turns.get(recurrence.id, ())] or found[-1:]


EARLY_AT_MOST = 31
"""Calendar days before its day from which a turn may be reported done: a month, or half of a shorter span."""


def _has_come(call: Call, recurrence: Recurrence, day: date) -> bool:
    """Whether a turn may be reported: its day, or the one it falls due on, is past, or so near that what was done can
    have been meant for it."""
    days = call.state.days[recurrence.id]
    index = days.index(day)
    span = (day - days[index - 1]).days if index else 2 * EARLY_AT_MOST
    first = min(day, due_day(recurrence, day, call.state.task, call.workdays))
    return (first - call.at).days <= min(EARLY_AT_MOST, span // 2)


def _near_days(call: Call, names: list[str], on: date) -> list[str]:
    days = [(abs((day - on).days), f"{name}@{day}") for name in names for day in call.state.days.get(name, ())]
    return [label for _, label in sorted(days)[:5]]
