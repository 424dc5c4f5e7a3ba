"""Adopting plan files (载入方案): read, compared with the ledger, and written all together or not at all.

A first adoption is the first entry of each task's history and counts from the plan's issue day; an edited file adds an
entry to each task it changes, from the office's day. Every adopted file is kept whole, with its hash and day.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple

from xiaxian_tasks import planfile
from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import decode, encode
from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.domain.entries import ADOPTION, Entry, not_before_the_last, not_in_a_closed_month, not_in_the_future
from xiaxian_tasks.domain.history import TaskState, step
from xiaxian_tasks.domain.life import under_new_names
from xiaxian_tasks.domain.plan import HEADLINES, Body, Doubt, Form, Group, Plan, Procedure, Rules, Task
from xiaxian_tasks.domain.terms import SIMPLE
from xiaxian_tasks.errors import Fault, Faulty, Refused, Stale
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office import county_papers, proof
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.papers import plan_row
from xiaxian_tasks.office.projecting import projected
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.planfile import Difference
from xiaxian_tasks.ports import Adoption, PlanRow, Projection, Query, Revision

Progress = Callable[[int, int], None]
"""Told (tasks done, tasks in all) while an adoption runs."""


class Papers(NamedTuple):
    """Files as (name, bytes): plans, lists of bodies, notices of holidays, and rules plans are lit by; of the whole
    county its people, its rules of standing and its ladder."""

    plans: tuple[tuple[str, bytes], ...] = ()
    bodies: tuple[tuple[str, bytes], ...] = ()
    holidays: tuple[tuple[str, bytes], ...] = ()
    rules: tuple[tuple[str, bytes], ...] = ()
    people: tuple[tuple[str, bytes], ...] = ()
    scoring: tuple[tuple[str, bytes], ...] = ()
    ladder: tuple[tuple[str, bytes], ...] = ()


class Loaded(NamedTuple):
    """What a load found and wrote: (plan id, tasks) of each file, differences, doubts."""

    plans: tuple[tuple[str, int], ...]
    differences: tuple[Difference, ...]
    doubts: tuple[Fault, ...]
    added: int


class Checked(NamedTuple):
    """What a check found; nothing is written. (plan id, tasks) of each file read, and against a ledger what a load
    would change in it: the ids of new plans, and the differences of those known."""

    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    plans: tuple[tuple[str, int], ...] = ()
    new: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


class _File(NamedTuple):
    plan: Plan
    source: bytes
    given: frozenset[tuple[str, str]]


class _Read(NamedTuple):
    plans: list[_File]
    bodies: dict[str, Body]
    faults: list[Fault]
    doubts: list[Fault]
    county: county_papers.Read


def check(known: tuple[Body, ...], papers: Papers) -> Checked:
    """Every fault and doubt of the papers, against the bodies already known."""
    read = _read(known, papers)
    return Checked(tuple(read.faults), tuple(read.doubts), _counted(read))


def preview(office: Office, papers: Papers) -> Checked:
    """The same against a ledger, with what a load would change in it; an id that another paper has is a fault."""
    read = _read(tuple(office.store.bodies()), papers, office_county.state(office).renamed)
    standing = {row.id: row for row in office.store.plans()}
    for (name, _), file in zip(papers.plans, read.plans, strict=True) if not read.faults else ():
        try:
            _same_paper(file.plan, standing.get(file.plan.id))
        except Refused as error:
            read.faults.append(Fault(name, 1, error.code, {key: str(value) for key, value in error.figures.items()}))
    if read.faults:
        return Checked(tuple(read.faults), tuple(read.doubts))
    changes = [_change(office, file, standing.get(file.plan.id)) for file in read.plans]
    new = tuple(file.plan.id for file in read.plans if file.plan.id not in standing)
    of_county = county_papers.changes(office_county.state(office), read.county)
    return Checked((), tuple(read.doubts), _counted(read), new, _differences(changes, of_county))


def _counted(read: _Read) -> tuple[tuple[str, int], ...]:
    return tuple((file.plan.id, len(file.plan.tasks)) for file in read.plans)


def _differences(changes: list["_Change"], of_county: list[county_papers.Change]) -> tuple[Difference, ...]:
    found = [difference for change in changes for difference in change.differences]
    return (*found, *(difference for change in of_county for difference in change.differences))


TRIES = 3
"""A load that another writer overtook is read and compared again this often before the caller is told."""


def load(office: Office, papers: Papers, progress: Progress | None = None) -> Loaded:
    """Adopt the papers. Raises Faulty (3) with every fault, Refused (4), Stale (6); then nothing is written."""
    for _ in range(TRIES - 1):
        try:
            return _load(office, papers, progress)
        except Stale:
            office.forget()
    return _load(office, papers, progress)


def _load(office: Office, papers: Papers, progress: Progress | None) -> Loaded:
    read = _read(tuple(office.store.bodies()), papers, office_county.state(office).renamed)
    if read.faults:
        raise Faulty(read.faults)
    notices = _notices(office, papers, [file.plan for file in read.plans])
    standing = {row.id: row for row in office.store.plans()}
    for file in read.plans:
        _same_paper(file.plan, standing.get(file.plan.id))
    changes = [_change(office, file, standing.get(file.plan.id)) for file in read.plans]
    if any(change.differences for change in changes):
        not_in_the_future(office.on, office.today)
    of_county = county_papers.changes(office_county.state(office), read.county)
    county_papers.could(office, of_county)
    total = sum(len(change.tasks) for change in changes)
    adoption = Adoption(
        plans=tuple(plan_row(file.plan) for file in read.plans),
        revisions=tuple(_revisions(office, read, standing, changes)),
        bodies=tuple(_new_bodies(office, read)),
        entries=(written for change in changes for written in _entries(office, change)),
        days=notices.days,
        announced=notices.announced,
        remade=proof.remade(office) if notices.announced and standing else None,
    )
    if notices.announced:
        office.expect(notices.days, notices.announced)
    if total or adoption.revisions or adoption.bodies or adoption.days:
        office.store.adopt(adoption, (lambda done: progress(done, total)) if progress else None)
    county_papers.record(office, of_county)
    office.forget()
    return Loaded(_counted(read), _differences(changes, of_county), tuple(read.doubts), total + len(of_county))


def _read(known: tuple[Body, ...], papers: Papers, renamed: Mapping[str, str] = MappingProxyType({})) -> _Read:
    """The papers read against the bodies known; a body that was `renamed` is its successor, whatever a paper lists."""
    bodies = {body.name: body for body in known}
    faults: list[Fault] = []
    doubts: list[Fault] = []
    for file, source in papers.bodies:
        listed = planfile.read_bodies(source, file)
        bodies.update({body.name: body for body in listed.bodies})
        faults += listed.faults
    bodies = _gone_over(bodies, {body.name: body for body in known}, renamed)
    rules, amiss = _rules(papers)
    faults += amiss
    plans: list[_File] = []
    files: dict[str, str] = {}
    for file, source in papers.plans:
        reading = planfile.read(source, file, bodies=planfile.Known(bodies.values()), rules=rules)
        faults += reading.faults
        doubts += reading.doubts
        if reading.plan is None:
            continue
        if reading.plan.id in files:
            faults.append(Fault(file, 1, "plan-twice", {"id": reading.plan.id, "other": files[reading.plan.id]}))
        files[reading.plan.id] = file
        plans.append(_File(reading.plan, source, reading.given))
        for body in _own_bodies(reading.plan):
            if body.name not in renamed and (body.name not in bodies or bodies[body.name].kind == "group"):
                bodies[body.name] = body
    county = county_papers.read(papers.people, papers.scoring, bodies.values(), papers.ladder)
    return _Read(plans, bodies, [*faults, *county.faults], doubts, county)


def _gone_over(
    bodies: dict[str, Body], known: Mapping[str, Body], renamed: Mapping[str, str]
) -> dict[str, Body]:
    """The bodies without those that were renamed, merged or abolished: their names lead to whoever took over."""
    if not renamed:
        return bodies
    found = {name: body for name, body in bodies.items() if name not in renamed}
    for name, body in found.items():
        aliases = [*body.aliases, *(known[name].aliases if name in known else ())]
        for old in (old for old, new in renamed.items() if new == name):
            aliases += [old, *(bodies[old].aliases if old in bodies else ())]
        members = tuple(dict.fromkeys(renamed.get(member, member) for member in body.members))
        kept = tuple(alias for alias in dict.fromkeys(aliases) if alias != name)
        found[name] = body._replace(aliases=kept, members=members)
    return found


def _rules(papers: Papers) -> tuple[dict[str, Rules], list[Fault]]:
    """The rules plans may name, by name, and what is faulty in their files; a name is one rule's only."""
    found: dict[str, Rules] = {}
    files: dict[str, str] = {}
    faults: list[Fault] = []
    for file, source in papers.rules:
        rules, amiss = planfile.read_rules(source, file)
        faults += amiss
        if rules and files.setdefault(rules.name, file) != file:
            faults.append(Fault(file, 1, "rule-twice", {"name": rules.name, "other": files[rules.name]}))
        elif rules:
            found[rules.name] = rules
    return found, faults


def _same_paper(plan: Plan, standing: PlanRow | None) -> None:
    """An edited file is still the same paper; another one under a taken id would withdraw all its tasks.

    Raises Refused `plan-taken` (4) where title and number, or title and day of issue, are both others.
    """
    if standing is None or plan.title == standing.title:
        return
    if plan.document != standing.document or plan.issued != standing.issued:
        raise Refused("plan-taken", id=plan.id, title=standing.title, other=plan.title)


def _own_bodies(plan: Plan) -> Iterator[Body]:
    """The bodies a plan brings; its groups without their short names (指挥部), which mean another in each paper."""
    yield from plan.bodies
    yield from (group._replace(aliases=()) for group in planfile.bodies_of_groups(plan.groups))


class _Notices(NamedTuple):
    days: tuple[DayOff, ...] = ()
    announced: tuple[tuple[int, date], ...] = ()


YEARS_BEFORE, YEARS_AFTER = 1, 2
"""Years of working days kept before the earliest plan and after the last notice."""


def _notices(office: Office, papers: Papers, plans: list[Plan]) -> _Notices:
    """The days off the ledger does not know yet, from the year before its earliest plan on."""
    readings = [planfile.read_holidays(source, file) for file, source in papers.holidays]
    if faults := [fault for reading in readings for fault in reading.faults]:
        raise Faulty(faults)
    notices = [reading.notice for reading in readings if reading.notice]
    issued = [plan.issued.year for plan in plans] + [row.issued.year for row in office.store.plans()]
    if not notices or not issued:
        return _Notices()
    first, last = min(issued) - YEARS_BEFORE, max(notice.year for notice in notices) + YEARS_AFTER
    kept = office.store.calendars().announced
    days, announced = planfile.days_off(range(first, last + 1), notices)
    known = _known_from(announced, kept, office_county.state(office).closed)
    if known.items() <= kept.items():
        return _Notices()
    moved = tuple(day._replace(known=known.get(day.on.year, day.known)) if day.known else day for day in days)
    return _Notices(moved, tuple(known.items()))


def _known_from(
    announced: tuple[tuple[int, date], ...], kept: Mapping[int, date], closed: date | None
) -> dict[int, date]:
    """From which day each year's notice counts: its own, or where that month's books are closed the day after them, for
    what a closed month showed was shown without it. One that is kept and no older stays as it is."""
    after = closed + timedelta(days=1) if closed else date.min
    return {year: kept[year] if kept.get(year, date.min) >= on else max(on, after) for year, on in announced}


class _Change(NamedTuple):
    """What one plan brings: (task, state before or None, withdrawn, differences) for each entry to write."""

    is_new: bool
    tasks: list[tuple[Task, TaskState | None, bool, list[Difference]]]
    differences: list[Difference]


def _not_renumbered(old: Plan, new: Plan) -> None:
    """A history hangs on its number. Raises Refused `renumbered` (4) where a measure moved to another number.

    A measure has moved when its number is gone or is another thing now, and its title, or one much like it, stands
    under a number that was not that title's before.
    """
    before = {task.number: task.title for task in old.tasks}
    after = {task.number: task.title for task in new.tasks}
    fresh = [(number, title) for number, title in after.items() if before.get(number) != title]
    for number, title in before.items():
        if number in after and (after[number] == title or planfile.is_reworded(title, after[number])):
            continue
        for other, told in fresh:
            if other != number and (told == title or planfile.is_reworded(title, told)) and (
                other not in before or not planfile.is_reworded(before[other], told)
            ):
                raise Refused("renumbered", title=told, old=number, new=other)


def _as_adopted(row: PlanRow, tasks: tuple[Task, ...], new: Plan) -> Plan:
    """The plan that stands, from its row and its tasks; what a row does not keep is taken from the new file."""
    document = json.loads(row.document_json)
    lists: dict[str, type[Any]] = {"groups": Group, "procedures": Procedure, "forms": Form, "doubts": Doubt}
    kept: dict[str, Any] = {
        key: tuple(decode(kind, each) for each in document.get(key, ())) for key, kind in lists.items()
    }
    kept |= {"document": row.document, "title": row.title, "issued": row.issued, "issuer": document.get("issuer", "")}
    return new._replace(tasks=tasks, **kept)


def _change(office: Office, file: _File, standing: PlanRow | None) -> _Change:
    plan = file.plan
    if standing is None:
        return _Change(is_new=True, tasks=[(task, None, False, []) for task in plan.tasks], differences=[])
    kept = {row.id: newest_state(row) for row in office.store.tasks(Query(on=date.max, plan=plan.id, sort="plan"))}
    renamed = office_county.state(office).renamed
    before = {name: under_new_names(state.printed, renamed) for name, state in kept.items()}
    old = _as_adopted(standing, tuple(before.values()), plan)
    _not_renumbered(old, plan)
    plan = planfile.carry_ids(old, plan, given=file.given)
    differences = planfile.differences(old, plan)
    by_task: dict[str, list[Difference]] = {}
    for difference in differences:
        by_task.setdefault(difference.task, []).append(difference)
    tasks: list[tuple[Task, TaskState | None, bool, list[Difference]]] = []
    for task in plan.tasks:
        if task.id not in kept:
            tasks.append((task, _withdrawn(office, task.id), False, by_task.get(task.id, [])))
        elif encode(task) != encode(before[task.id]):
            tasks.append((task, kept[task.id], False, by_task.get(task.id, [])))
    listed = {task.id for task in plan.tasks}
    tasks += [(s.printed, s, True, by_task.get(name, [])) for name, s in kept.items() if name not in listed]
    return _Change(is_new=False, tasks=tasks, differences=differences)


def _withdrawn(office: Office, task: str) -> TaskState | None:
    """The state of a task that was withdrawn before and comes back."""
    row = office.store.task(task, office.on)
    return newest_state(row) if row else None


def _entries(office: Office, change: _Change) -> Iterator[tuple[Entry, Projection]]:
    known = office_county.state(office)
    for task, before, withdrawn, differences in change.tasks:
        if before is not None:
            not_before_the_last(office.on, before.at)
        if not change.is_new:
            not_in_a_closed_month(office.on, known.closed)
        at = task.issued if change.is_new else office.on
        content: dict[str, object] = {"title": task.title, "task": encode(task)}
        if differences:
            content["changes"] = [[d.key, d.old, d.new] for d in differences]
        if withdrawn:
            content["withdrawn"] = True
        if before is None and not change.is_new:
            content["added"] = True
        way = SIMPLE if task.number == HEADLINES else known.way_of(task.plan)
        if not change.is_new and way != (before.life.way if before else SIMPLE):
            content["way"] = way  # added, or out of the plan when its way was changed
        seq, head = (before.seq, before.head) if before else (0, ROOT)
        entry = sealed(Entry(task.id, seq + 1, at, office.now(), office.by, ADOPTION, content), head)
        state = step(before, entry, office.lay_out)
        yield entry, projected(office, state, entry, withdrawn=withdrawn)


def _revisions(
    office: Office, read: _Read, standing: dict[str, PlanRow], changes: list[_Change]
) -> Iterator[Revision]:
    """A revision for each plan that is new or whose tasks or papers differ from what stands."""
    for (plan, source, _), change in zip(read.plans, changes, strict=True):
        row, old = plan_row(plan), standing.get(plan.id)
        same = old and (old.document, old.title, old.issued, old.document_json) == (
            row.document, row.title, row.issued, row.document_json
        )
        if not same or change.tasks:
            at = plan.issued if old is None else office.on
            yield Revision(plan.id, at, sha256(source).hexdigest(), source)


def _new_bodies(office: Office, read: _Read) -> list[Body]:
    kept = {body.name: body for body in office.store.bodies()}
    return [body for body in read.bodies.values() if kept.get(body.name) != body]
