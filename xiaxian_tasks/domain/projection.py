"""What is kept of a task beside its history, made from the history alone."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import reporting
from xiaxian_tasks.domain.days import ONE, Calendars
from xiaxian_tasks.domain.entries import ADOPTION, Entry
from xiaxian_tasks.domain.forecast import outlook, outlook_in
from xiaxian_tasks.domain.history import LayOut, TaskState, step
from xiaxian_tasks.domain.lights import Step, light_of, steps_of
from xiaxian_tasks.domain.plan import Task
from xiaxian_tasks.domain.recurrence import SHIFTED_AT_MOST, shift_of
from xiaxian_tasks.domain.terms import UNASSIGNED, UNMOVED, WITHDRAWN
from xiaxian_tasks.domain.waits import Asked, Wait, waits_after, waits_of
from xiaxian_tasks.domain.workflow import bodies_of


class Bodies(NamedTuple):
    """Who leads and supports a task from `since` on, each (role, body); `formerly` who did before, with both days."""

    since: date
    now: tuple[tuple[str, str], ...]
    formerly: tuple[tuple[str, str, date, date], ...] = ()


class Kept(NamedTuple):
    """A task's state after its whole history, with all that is kept beside it; `asked` by entry: (seq, day, what)."""

    state: TaskState
    steps: list[Step]
    waits: list[Wait]
    asked: list[tuple[int, date, Asked]]
    is_withdrawn: bool = False
    formerly: tuple[tuple[str, str, date, date], ...] = ()


def steps_since(
    state: TaskState, since: date, calendars: Calendars, *, withdrawn: bool = False, before: date = date.max
) -> list[Step]:
    """The light steps from `since` on: by the working days known then, and anew from each later notice that moves one.

    `since` is date.min for a first adoption, which is lit by what was known when the plan was issued. `before` is the
    day from which another entry has cut them, so that nothing is reckoned that nobody keeps.
    """
    begin = since if since > date.min else state.task.issued
    notices = [notice for notice in calendars.notices_after(begin, last_day(state)) if notice < before]
    found = steps_of(state, calendars.on(begin), since=since, before=date.max if notices else before)
    for notice in notices:
        later = steps_of(state, calendars.on(notice), since=notice)
        if later[1:] != [kept for kept in found if kept.since > notice] or _standing(found, notice) != later[0][1:]:
            found = [kept for kept in found if kept.since < notice] + later
    foreseen = outlook(state)
    stage = WITHDRAWN if withdrawn else ""
    return [each._replace(outlook=outlook_in(foreseen, each), stage=stage or each.stage) for each in found]


def waits_since(state: TaskState, since: date, calendars: Calendars, *, withdrawn: bool = False) -> list[Wait]:
    """What is waited for from `since` on, if nothing more is recorded; a task its plan no longer has waits for
    nothing."""
    if withdrawn:
        return []
    begin = since if since > date.min else state.task.issued
    found = waits_of(state, calendars.on(begin), since=since)
    for notice in calendars.notices_after(begin, last_turn(state)):
        later = waits_of(state, calendars.on(notice), since=notice)
        if later != [_from(wait, notice) for wait in found if wait.until is None or wait.until > notice]:
            found = sorted(waits_after(found, later, notice), key=lambda wait: (wait.what, wait.key, wait.since))
    return found


def _from(wait: Wait, on: date) -> Wait:
    return wait._replace(since=max(wait.since, on))


def last_turn(state: TaskState) -> date:
    """The last day whose being worked or not can move a turn that is still open; date.min where turns stay put."""
    moving = (each for each in state.task.recurrences if shift_of(each, state.task) != UNMOVED)
    return max((days[-1] + SHIFTED_AT_MOST for each in moving if (days := state.days.get(each.id))), default=date.min)


def last_day(state: TaskState) -> date:
    """The last day whose being worked or not can move a light of the task."""
    task = state.task
    days = [task.issued, task.due or date.min]
    for target in task.targets:
        days += [target.due or date.min, target.period.end or date.min]
    days += [milestone.due for milestone in task.milestones if milestone.due]
    for recurrence in task.recurrences:
        last_done = max(state.turns.get(recurrence.id, ()), default=date.min)
        far = SHIFTED_AT_MOST if shift_of(recurrence, task) != UNMOVED else ONE * 0
        days += [day + far for day in state.days.get(recurrence.id, ()) if day > last_done][:1]
    return max(days)


def _standing(steps: list[Step], on: date) -> tuple[Any, ...]:
    return [kept for kept in steps if kept.since <= on][-1][1:]


def lit_since(entry: Entry) -> date:
    """The first day an entry lights: its own; a plan's first adoption all days, its light being grey before issue.

    A measure added to a plan later (`added`) has no light before, and so is in no list of an earlier day.
    """
    return date.min if entry.seq == 1 and not entry.content.get("added") else entry.at


def asked_by(entry: Entry, state: TaskState) -> tuple[Asked, ...]:
    """What an entry asked of bodies: a dispatch every figure of the task, a return or a remark one answer.

    Of a letter that asks for an answer its first matter asks for it; the others ask nothing more (`fields` 0).
    """
    content = entry.content
    if entry.kind == kinds.DISPATCH or (entry.kind == kinds.ASSIGNMENT and content.get("receipt_due")):
        task = state.task
        fields = len(task.targets) + len(task.milestones) + len(task.recurrences)
        return tuple(Asked(body, entry.kind, max(fields, 1)) for body in bodies_of(content))
    if entry.kind == kinds.RETURN or (entry.kind == kinds.REMARK and content.get("due")):
        return tuple(Asked(body, entry.kind, 1) for body in bodies_of(content) or state.task.lead[:1])
    if entry.kind == kinds.NOTICE and content.get("due"):
        return (Asked(content["body"], entry.kind, 1 if content.get("place", 1) == 1 else 0),)
    return ()


def replay(entries: Iterable[Entry], lay_out: LayOut, calendars: Calendars) -> Kept:
    """A history's state and all that a store keeps of it: an entry cuts what was foreseen."""
    kept: Kept | None = None
    bodies: Bodies | None = None
    earlier: list[Entry] = []
    for entry, following in _each_with_next(entries):
        since = lit_since(entry)
        cut = lit_since(following) if following else date.max
        state = step(kept.state if kept else None, entry, lay_out, earlier)
        before = kept or Kept(state, [], [], [])
        gone = bool(entry.content.get("withdrawn")) if entry.kind == ADOPTION else before.is_withdrawn
        foreseen = steps_since(state, since, calendars, withdrawn=gone, before=cut) if since < cut else []
        waiting = waits_since(state, since, calendars, withdrawn=gone) if since < cut else []
        bodies = bodies_after(bodies, state.task, since)
        kept = Kept(
            state,
            [each for each in before.steps if each.since < since] + foreseen,
            sorted(waits_after(before.waits, waiting, since), key=_place),
            before.asked + [(entry.seq, entry.at, each) for each in asked_by(entry, state)],
            gone,
            bodies.formerly,
        )
        earlier.append(entry)
    if kept is None:
        raise ValueError("a history begins with its adoption")
    return kept


def _each_with_next(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry | None]]:
    """Each entry with the one that follows it, None after the last."""
    whole = list(entries)
    yield from zip_longest(whole, whole[1:])


def _place(wait: Wait) -> tuple[Any, ...]:
    return wait.since, wait.what, wait.key, wait.body


def support_of(task: Task) -> tuple[str, ...]:
    """Who supports a task: as printed, and those who owe a duty of their own without leading it."""
    own = sorted(reporting.own_duties(task).difference(task.lead))
    return tuple(dict.fromkeys((*task.support, *own)))


def bodies_after(before: Bodies | None, task: Task, since: date) -> Bodies:
    """Who leads and supports a task once an entry of `since` is written; where any of them changed, all begin anew."""
    lead, support = task.lead or (UNASSIGNED,), support_of(task)
    now = tuple(sorted({*(("lead", body) for body in lead), *(("support", body) for body in support)}))
    if before is None:
        return Bodies(since, now)
    if now == before.now:
        return before
    ended = [(role, body, before.since, since) for role, body in before.now] if before.since < since else []
    return Bodies(since, now, (*before.formerly, *ended))


def is_completed(state: TaskState, calendars: Calendars) -> bool:
    """Whether the task is done after its newest entry."""
    on = max(state.at, state.task.issued)
    return light_of(state, on, calendars.on(on)).light == "done"
