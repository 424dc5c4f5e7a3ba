"""What moving a due day would change (预演改期), worked out without writing anything.

It is asked of the rules that would apply to a real extension: the history's own step on a copy of the state, and the
workflow's table for who may ask.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any, NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import forecast as foreseeing
from xiaxian_tasks.domain import guards
from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, step
from xiaxian_tasks.domain.life import dues, dues_together
from xiaxian_tasks.domain.lights import Step, light_of, telling
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.projection import steps_since
from xiaxian_tasks.domain.terms import DIRECTOR
from xiaxian_tasks.errors import Misused, Refused, XiaxianError
from xiaxian_tasks.office import names, steps
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.office.sight import Sheet, state_of
from xiaxian_tasks.office.steps import Words

COMING = 5
"""Light steps told of what is to come; more would not be read."""


class Trial(NamedTuple):
    """What a moved day would change, and the rule that keeps an extension from being asked for now (None: none)."""

    sheet: Sheet
    refused: XiaxianError | None


def what_if(office: Office, task: str, due: date, duty: str = "") -> Trial:
    """What would change on the office's day and after it if a task, or one duty of it, were due on `due`.

    The sheet: `task, title, on, due, moved` (`duty, what, before, after, first` each: `first` is what the plan set and
    assessment keeps), `before` and `after` (`due, light, reason, expected, gap, needed, unit, finish, late, outlook,
    steps`; `late` are days from the due day to the foreseen finish, `steps` the lights to come), `days` and
    `working_days` from `on` to the new day, `bodies` that owe the task, `decides` (director or leader), `limit` (days a
    director may grant) and `answer_due`. Raises NotFound `task` (5), Refused `nothing-dated` (4).
    """
    row = names.task(office, task)
    state = state_of(office, row)
    old = {duty: dues(state.task)[duty]} if duty in dues(state.task) and duty else dues_together(state.task)
    if not old:
        raise Refused("nothing-dated", task=state.task.id)
    moved = {key: due.isoformat() for key in old}
    after = _moved(office, state, moved)
    sheet = {
        "task": state.task.id, "title": state.task.title, "on": office.on.isoformat(), "due": due.isoformat(),
        "moved": _duties(state, old, due),
        "before": _stand(office, state, min(old.values())), "after": _stand(office, after, due),
        "days": (due - office.on).days, "working_days": office.workdays.between(office.on, due),
        "bodies": _bodies(state),
        "decides": "leader" if _is_beyond_a_director(office, state, moved) else "director",
        "limit": state.task.rules.extension,
        "answer_due": office.workdays.after(office.on, state.task.rules.reply).isoformat(),
    }
    return Trial(sheet, _refusal(office, row.id, due, duty))


def dated(office: Office, task: str) -> list[Sheet]:
    """The duties of a task whose day can be moved: first what moves together, `duty` "", then those of another day."""
    state = state_of(office, names.task(office, task))
    together = dues_together(state.task)
    if not together:
        return []
    rows = [{"duty": "", "what": state.task.title, "due": min(together.values()).isoformat()}]
    return rows + [
        {"duty": key, "what": _called(state, key), "due": day.isoformat()}
        for key, day in dues(state.task).items() if key and key not in together
    ]


def _moved(office: Office, state: TaskState, moved: dict[str, str]) -> TaskState:
    """The state an extension to these days would lead to; nobody records it."""
    content: dict[str, Any] = {"moved": moved}
    entry = Entry(state.task.id, state.seq + 1, office.on, office.now(), office.by, kinds.EXTENSION_GRANT, content)
    return step(state, entry, office.lay_out)


def _duties(state: TaskState, old: dict[str, date], due: date) -> list[Sheet]:
    """What moves: the duties named, and with the task's own day the milestones that have none of theirs."""
    first = dues(state.printed)
    moving = dict(old)
    if "" in old:
        moving |= {milestone.id: old[""] for milestone in state.task.milestones if milestone.due is None}
    return [
        {
            "duty": key, "what": _called(state, key), "before": day.isoformat(), "after": due.isoformat(),
            "first": first.get(key, first.get("", day)).isoformat(),
        }
        for key, day in moving.items()
    ]


def _called(state: TaskState, key: str) -> str:
    task = state.task
    named = {target.id: target.metric for target in task.targets}
    named |= {milestone.id: milestone.what for milestone in task.milestones}
    return named.get(key, task.title)


def _bodies(state: TaskState) -> list[str]:
    """Who owes something of the task: leads, supporting bodies, and those of the rows of a split."""
    rows = (part.body for target in state.task.targets for part in target.parts)
    own = (body for milestone in state.task.milestones for body in milestone.bodies)
    return list(dict.fromkeys((*state.task.lead, *state.task.support, *rows, *own)))


def _stand(office: Office, state: TaskState, due: date) -> Sheet:
    """How a task stands on the office's day, and what is foreseen of it against a due day."""
    shown, steps = light_of(state, office.on, office.workdays), steps_since(state, office.on, office.calendars)
    lead = telling(shown.targets)
    found: Sheet = {
        "due": due.isoformat(), "light": shown.light, "reason": shown.reason,
        "expected": None if shown.expected is None else round(float(shown.expected), 6),
        "gap": None if shown.gap is None else round(float(shown.gap), 4),
        "needed": None, "unit": "", "finish": None, "late": None,
        "outlook": steps[0].outlook, "steps": list(_coming(steps)),
    }
    for target, standing in zip(state.task.targets, shown.targets, strict=True):
        if standing is not lead or standing.progress is None:
            continue
        needed = foreseeing.needed_pace(state, target, office.on, office.workdays)
        seen = foreseeing.forecast(state, target, office.on, office.workdays)
        found |= {"needed": plain(needed) if needed is not None else None, "unit": target.unit}
        if seen is not None and seen.finish is not None:
            found |= {"finish": seen.finish.isoformat(), "late": (seen.finish - due).days}
        break
    return found


def _coming(steps: list[Step]) -> Iterator[Sheet]:
    """The changes of light or reason that follow if nothing is recorded; steps of single duties alone are left out."""
    changes = (
        each for before, each in pairwise(steps) if (before.light, before.reason) != (each.light, each.reason)
    )
    for each in islice(changes, COMING):
        yield {"on": each.since.isoformat(), "light": each.light, "reason": each.reason}


def _is_beyond_a_director(office: Office, state: TaskState, moved: dict[str, str]) -> bool:
    act = guards.Act(kinds.EXTENSION_GRANT, {"moved": moved}, office.on, office.today, Person("", DIRECTOR))
    try:
        guards.may_grant(state, act)
    except Refused:
        return True
    return False


def _refusal(office: Office, task: str, due: date, duty: str) -> XiaxianError | None:
    """The rule that keeps whoever sits here from asking for this day; reason and body are what the form asks for."""
    desk, words = rehearsal(office), Words(reason="-")
    try:
        try:
            steps.ask_extension(desk, task, due, duty=duty, words=words)
        except Misused as error:
            if error.code != "which-body":
                raise
            steps.ask_extension(desk, task, due, body=error.figures["candidates"][0], duty=duty, words=words)
    except XiaxianError as error:
        return error
    return None


def shifted(office: Office, day: date, amount: int, *, working: bool) -> date:
    """The day so many days later, or with a negative amount earlier; `working` counts working days alone."""
    if not working:
        return day + timedelta(days=amount)
    days = office.workdays
    return days.after(day, amount) if amount > 0 else days.before(day, -amount)
