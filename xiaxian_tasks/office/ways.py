"""What is done to many tasks at once: the way a plan is supervised, and a body that goes on under another name."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.county import County
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import step
from xiaxian_tasks.domain.plan import HEADLINES, Body
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import acting, county, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.projecting import projected
from xiaxian_tasks.ports import Projection, Query, Sought, TaskRow, Writing


def set_way(office: Office, plan: str, way: str) -> int:
    """Supervise a plan simply or fully (督查方式) from the office's day on; how many tasks that changed.

    The plan's headline targets (number "0") are nobody's to take on: they stay under simple supervision. One entry in
    the county's history and one in each task's, in one transaction. Raises Refused `way-already` (4).
    """
    name, known = names.plan(office, plan), county.state(office)
    if known.way_of(name) == way:
        raise Refused("way-already", plan=name, way=way)
    entry, row = county.entry(office, kinds.WAY, {"plan": name, "way": way})
    count = 0

    def written() -> Iterator[tuple[Entry, Projection]]:
        nonlocal count
        for task in list(office.store.tasks(Query(date.max, plan=name, sort="plan"))):
            if task.number != HEADLINES:
                count += 1
                yield _written(office, known, task, kinds.WAY, {"way": way})

    office.store.write(Writing(tasks=written(), county=(entry, row), alone=True))
    return count


def _written(
    office: Office, known: County, row: TaskRow, kind: str, content: dict[str, Any]
) -> tuple[Entry, Projection]:
    scene = acting.scene_of(office, row, known)
    entry = acting.entry_of(scene, kind, content)
    return entry, projected(office, step(scene.state, entry, office.lay_out), entry)


def reorganise(office: Office, old: str, new: str, *, how: str, reason: str = "") -> tuple[str, str, int]:
    """A body was renamed, merged into another or abolished (机构调整): its duties go on under `new`, its past stays.

    Returns both names and how many tasks that touched. `how` is renamed, merged or abolished; under renamed `new` is a
    new name, under the others a body that is known. NotFound (5), Refused `same-body`, `name-taken` (4).
    """
    gone = county.state(office).renamed
    if old.strip() in gone:
        raise Refused("body-gone", body=old.strip(), into=gone[old.strip()])
    before = names.body(office, old)
    after = _renamed(office, before, new) if how == "renamed" else _taking_over(office, before, new)
    if after.name == before.name:
        raise Refused("same-body", body=before.name)
    if after.kind == "group" and before.kind != "group":
        raise Refused("group-successor", into=after.name)
    known = county.state(office)
    content = {"from": before.name, "body": after.name, "how": how, **({"reason": reason} if reason else {})}
    entry, row = county.entry(office, kinds.REORGANISATION, content)
    count = 0

    def written() -> Iterator[tuple[Entry, Projection]]:
        nonlocal count
        for task in list(_owed_by(office, before.name)):
            count += 1
            yield _written(office, known, task, kinds.REORGANISATION, content)

    bodies = (after, *_groups_with(office, before.name, after.name))
    office.store.write(
        Writing(tasks=written(), county=(entry, row), bodies=bodies, gone=(before.name,), alone=True)
    )
    return before.name, after.name, count


def _renamed(office: Office, before: Body, new: str) -> Body:
    new = new.strip()
    for body in office.store.bodies():
        if new in (body.name, *body.aliases) and body.name != before.name:
            raise Refused("name-taken", name=new, body=body.name)
    aliases = tuple(alias for alias in dict.fromkeys((before.name, *before.aliases)) if alias != new)
    return before._replace(name=new, aliases=aliases)


def _taking_over(office: Office, before: Body, new: str) -> Body:
    after = names.body(office, new)
    aliases = tuple(dict.fromkeys((*after.aliases, before.name, *before.aliases)))
    return after._replace(aliases=aliases)


def _groups_with(office: Office, old: str, new: str) -> Iterator[Body]:
    """The groups a body sat in, with its successor in its seat."""
    for group in office.store.bodies():
        if old in group.members and group.name != new:
            members = tuple(dict.fromkeys(new if member == old else member for member in group.members))
            yield group._replace(members=members)


def _owed_by(office: Office, body: str) -> Iterator[TaskRow]:
    """The standing tasks a body leads, supports or owes a duty of, and those that wait for its answer."""
    found = {row.id: row for row in office.store.tasks(Query(date.max, bodies=(body,), sort="plan"))}
    for waited in office.store.waiting("reply", Sought(date.max, (body,))):
        if waited.task not in found and (row := office.store.task(waited.task, date.max)) and not row.withdrawn:
            found[row.id] = row
    yield from found.values()
