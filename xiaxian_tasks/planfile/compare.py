"""What an edited plan file, file of people or rules of standing changes, one line per difference."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.ladder import Ladder, Rung
from xiaxian_tasks.domain.people import People, Person
from xiaxian_tasks.domain.plan import Period, Plan, Rules, Target, Task
from xiaxian_tasks.domain.rules import ABOUT
from xiaxian_tasks.domain.scoring import Line, Scoring

PEOPLE, STANDING, LADDER = "people", "standing", "ladder"
"""What the lines of the county's papers are headed by."""


class Difference(NamedTuple):
    """One difference: the task's id (the plan's for what is not of one task), the key as in JSON, both values as text.

    A thing that came or went has its key (`task`, `targets.t2`) with an empty text on the side where it is not.
    """

    task: str
    key: str
    old: str
    new: str


_COPIED = frozenset({"id", "plan", "document", "issued", "period", "rules", "position", "fingerprint"})
"""Fields of a task that follow from its plan and are told once, of the plan; a fingerprint says nothing to a reader."""

_NAMES = {
    "Target": "id", "Milestone": "id", "Recurrence": "id", "Part": "body", "Step": "number", "Procedure": "id",
    "Group": "name", "Body": "name", "Form": "name",
}
"""The field by which a member of a list is the same before and after; others are told by their place."""

_TELLING = ("title", "metric", "what", "name", "body", "printed", "post")
_SPELLED = {"low": "from", "high": "to"}


def differences(old: Plan, new: Plan) -> list[Difference]:
    """The differences from `old` to `new`, those of the plan first, then by task in the order of the new file."""
    found = [Difference(new.id, key, was, now) for key, was, now in _plan_fields(old, new)]
    before = {task.number: task for task in old.tasks}
    after = {task.number for task in new.tasks}
    for task in new.tasks:
        was = before.get(task.number)
        if was is None:
            found.append(Difference(task.id, "task", "", task.title))
        elif was != task:
            found.extend(Difference(task.id, *line) for line in _fields(was, task, "", skip=_COPIED))
    found.extend(Difference(task.id, "task", task.title, "") for task in old.tasks if task.number not in after)
    return found


def _plan_fields(old: Plan, new: Plan) -> Iterator[tuple[str, str, str]]:
    for name in ("document", "title", "issued", "issuer", "year"):
        yield from _one(name, getattr(old, name), getattr(new, name))
    if old.tasks and new.tasks:
        yield from _one("pace", old.tasks[0].period, new.tasks[0].period)
        yield from _rules(old.tasks[0].rules, new.tasks[0].rules)
    for name in ("bodies", "groups", "procedures", "forms", "doubts"):
        yield from _one(name, getattr(old, name), getattr(new, name))


def _rules(old: Rules, new: Rules) -> Iterator[tuple[str, str, str]]:
    """Another rule by its name, and each figure that the lights are judged by otherwise."""
    for name, was, now in zip(old._fields, old, new, strict=True):
        if was != now:
            about = "rules" if name == "name" else f"rules.{name}"
            yield about if name in ABOUT else f"thresholds.{name}", text_of(was), text_of(now)


def _fields(old: Any, new: Any, before: str, *, skip: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, str]]:
    """The differing fields of two values of one class."""
    dues = old.due != new.due if isinstance(old, (Target, Task)) else False
    for name, was, now in zip(old._fields, old, new, strict=True):
        if was == now or name in skip or (dues and name in {"period", "due_basis"}):
            continue
        if name == "period" and was[:2] == now[:2]:
            continue  # another basis is told once, of the plan
        yield from _one(before + _SPELLED.get(name, name), was, now)


def _one(key: str, old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    if old == new:
        return
    if _is_listed(old) or _is_listed(new):
        yield from _members(key, old, new)
    elif _is_record(old) and _is_record(new) and type(old) is type(new) and not isinstance(old, Period):
        yield from _fields(old, new, f"{key}.")
    else:
        yield key, text_of(old), text_of(new)


def _members(key: str, old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    before, after = _named(old), _named(new)
    for name, now in after.items():
        if name not in before:
            yield f"{key}.{name}", "", text_of(now)
        elif before[name] != now:
            yield from _fields(before[name], now, f"{key}.{name}.", skip=frozenset({"plan", "document"}))
    for name, was in before.items():
        if name not in after:
            yield f"{key}.{name}", text_of(was), ""


def _named(members: tuple[Any, ...]) -> dict[str, Any]:
    by = [_NAMES.get(type(each).__name__, "") for each in members]
    return {str(getattr(each, by[place], place + 1)): each for place, each in enumerate(members)}


def _is_record(value: Any) -> bool:
    return hasattr(value, "_fields")


def _is_listed(value: Any) -> bool:
    return isinstance(value, tuple) and not _is_record(value) and any(_is_record(member) for member in value)


def text_of(value: Any) -> str:
    """A value as a line shows it: ISO days, plain decimals, lists with 、, a duty by its name and number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return f"{value.start}..{value.end or ''} {value.basis}"
    if _is_record(value):
        fields = value._asdict()
        name = next((str(fields[key]) for key in _TELLING if fields.get(key)), "")
        return f"{name} {text_of(fields['value'])}{fields.get('unit', '')}" if fields.get("value") is not None else name
    if isinstance(value, tuple):
        return "、".join(text_of(member) for member in value)
    return str(value)


def people_differences(old: People, new: People) -> list[Difference]:
    """The differences between two adoptions: people by name, then the rules of the office."""
    before, after = ({person.name: person for person in people.persons} for people in (old, new))
    found = [Difference(PEOPLE, name, "", _role_of(person)) for name, person in after.items() if name not in before]
    found += [
        Difference(PEOPLE, f"{name}.{key}", text_of(was), text_of(now))
        for name, person in after.items() if name in before
        for key, was, now in zip(person._fields, before[name], person, strict=True) if was != now
    ]
    found += [Difference(PEOPLE, name, _role_of(person), "") for name, person in before.items() if name not in after]
    found += [
        Difference(PEOPLE, f"office.{key}", text_of(getattr(old, key)), text_of(getattr(new, key)))
        for key in People._fields if key != "persons" and getattr(old, key) != getattr(new, key)
    ]
    return found


def _role_of(person: Person) -> str:
    return f"{person.role} {person.body}".rstrip()


def scoring_differences(old: Scoring | None, new: Scoring) -> list[Difference]:
    """The differences between two adoptions, key by key; against none only that there are rules now."""
    if old is None:
        return [Difference(STANDING, "rules", "", new.title)]
    found = [
        Difference(STANDING, key, text_of(was), text_of(now))
        for key, was, now in zip(old._fields, old, new, strict=True) if was != now and key != "lines"
    ]
    causes = dict.fromkeys(line.cause for line in (*old.lines, *new.lines))
    return found + [
        Difference(STANDING, cause, _points_of(old.line(cause)), _points_of(new.line(cause)))
        for cause in causes if old.line(cause) != new.line(cause)
    ]


def _points_of(line: Line | None) -> str:
    if line is None:
        return ""
    steps = "、".join(f"{time}: {text_of(points)}" for time, points in line.points)
    return f"{line.title} {steps}".strip() + (f" ({line.days})" if line.days else "")


def ladder_differences(old: Ladder | None, new: Ladder) -> list[Difference]:
    """The differences between two adoptions, rung by rung; against none only that there is a ladder now."""
    if old is None:
        return [Difference(LADDER, "rules", "", new.title)]
    found = [
        Difference(LADDER, key, text_of(was), text_of(now))
        for key, was, now in zip(old._fields, old, new, strict=True) if was != now and key != "rungs"
    ]
    before, after = ({rung.id: rung for rung in ladder.rungs} for ladder in (old, new))
    return found + [
        Difference(LADDER, name, _rung_text(before.get(name)), _rung_text(after.get(name)))
        for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)
    ]


def _rung_text(rung: Rung | None) -> str:
    if rung is None:
        return ""
    told = " ".join(filter(None, (rung.when, *rung.unmet, rung.paper)))
    return f"{told} {rung.after}/{rung.reply}/{rung.cooldown}"
