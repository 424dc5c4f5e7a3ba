"""Rows <-> values. Nothing is checked here: what is written was checked before, what is read was written so."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from typing import NamedTuple

from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.domain.entries import ADOPTION, COUNTY, DAMAGED, Entry
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.terms import UNASSIGNED, WITHDRAWN
from xiaxian_tasks.domain.waits import Asked, Wait
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.ports import (
    AskedRow,
    CaseRow,
    CountyRow,
    CourseRows,
    DayRow,
    Number,
    Owing,
    PlanRow,
    Projection,
    Revision,
    Seen,
    TaskRow,
    WaitRow,
)
from xiaxian_tasks.store.engine import Row
from xiaxian_tasks.store.statements import OPEN, UNDATED, Parameters


def iso(text: str) -> date:
    """A kept day. StoreFault `altered-row` (7) for what no entry ever wrote."""
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise StoreFault("altered-row", detail=repr(text)) from None


def _due(text: str) -> date | None:
    return None if text == UNDATED else iso(text)


def _until(text: str) -> date | None:
    return None if text == OPEN else iso(text)


def task(row: Row) -> TaskRow:
    """A row of the task list."""
    key, plan, number, title, due, definition, state, seq, head, at, withdrawn, *lit = row
    light, reason, since, stage, outlook = lit
    return TaskRow(
        key, plan, number, title, _due(due), definition, state, seq, head, iso(at), bool(withdrawn), light, reason,
        iso(since), stage, outlook,
    )


class Kept(NamedTuple):
    """The rows that are kept of one task, as they were read."""

    task: Row
    owing: list[Row]
    steps: list[Row]
    waits: list[Row]
    asked: list[Row]


def projection(kept: Kept) -> Projection:
    """A projection whole. What does not reach the next is none: no day may fall between two rows.

    Where the task's own row would put it in a wrong place of a list, its position is -1.
    """
    key, plan, number, position, title, due, search, definition, state, completed, withdrawn, *places = kept.task
    in_place, changed = places
    steps = tuple(_steps(kept.steps))
    formerly = tuple(Owing(role, body, iso(s), iso(u)) for role, body, s, u in kept.owing if u != OPEN)
    begun = _begun(formerly, steps)
    bodies: dict[str, list[str]] = {"lead": [], "support": []}
    for role, body, since, until in kept.owing:
        if until == OPEN and since == begun.isoformat() and (role, body) != ("lead", UNASSIGNED):
            bodies[role].append(body)
    found = Projection(
        key, plan, number, position, title, _due(due), search, tuple(bodies["lead"]), tuple(bodies["support"]),
        definition, state, bool(completed), bool(withdrawn), date.min, steps,
        tuple(map(_wait, kept.waits)), tuple(map(asked, kept.asked)), formerly,
    )
    return found if in_place and changed >= changed_on(found).isoformat() else found._replace(position=-1)


def _steps(steps: list[Row]) -> Iterator[Step]:
    ends = [since for since, *_ in steps[1:]] + [OPEN]
    for (since, until, light, reason, stage, outlook, due, progress), end in zip(steps, ends, strict=True):
        if until == end:
            yield Step(iso(since), light, reason, stage, outlook, _due(due), progress)


def _begun(formerly: tuple[Owing, ...], steps: tuple[Step, ...]) -> date:
    """The first day of those who lead and support a task today."""
    if formerly:
        return max(each.until for each in formerly)
    return steps[0].since if steps else date.min


def changed_on(kept: Projection) -> date:
    """The last day on which due, bodies or withdrawal of a task changed; date.min where none ever did."""
    days = [
        after.since for before, after in pairwise(kept.steps)
        if before.due != after.due or (before.stage == WITHDRAWN) != (after.stage == WITHDRAWN)
    ]
    return max([date.min, *days, *(each.until for each in kept.formerly)])


def _wait(row: Row) -> Wait:
    what, key, body, began, due, since, until = row
    return Wait(what, key, body, iso(began), _due(due), iso(since), _until(until))


def wait(row: Row) -> WaitRow:
    """A row of what is waited for."""
    return WaitRow(row[0], _wait(row[1:]))


def asked(row: Row) -> AskedRow:
    """A row of what was asked of bodies."""
    key, seq, at, body, what, fields = row
    return AskedRow(key, seq, iso(at), Asked(body, what, fields))


def county(row: Row) -> CountyRow:
    """The county's row."""
    state, seq, head, at, closed = row
    return CountyRow(state, seq, head, iso(at), iso(closed) if closed else None)


def revision(row: Row) -> Revision:
    """An adopted file."""
    plan_id, at, digest, source = row
    return Revision(plan_id, iso(at), digest, source.encode() if isinstance(source, str) else bytes(source))


def entry(row: Row) -> Entry:
    """A row of a history. One that was damaged gives an entry whose hash cannot hold, so that `verify` names it."""
    key, seq, at, recorded, by, kind, content, digest = row
    try:
        said = json.loads(content)
        return Entry(key, seq, date.fromisoformat(at), datetime.fromisoformat(recorded), by, kind, said, digest)
    except (ValueError, TypeError):
        return Entry(key, seq, date.min, datetime.min.replace(tzinfo=UTC), str(by), DAMAGED, {}, str(digest))


def plan(row: Row) -> PlanRow:
    """A row of the plans."""
    key, document, title, issued, position, document_json, tasks = row
    return PlanRow(key, document, title, iso(issued), position, document_json, tasks)


def case(row: Row) -> CaseRow:
    """A row of the cases."""
    key, procedure, name, ended, state, seq = row
    return CaseRow(key, procedure, name, bool(ended), state, seq)


def of_entry(written: Entry) -> Parameters:
    """An entry as it is kept."""
    return {
        "task": written.task, "seq": written.seq, "at": written.at.isoformat(),
        "recorded": written.recorded.isoformat(), "by": written.by, "kind": written.kind,
        "content": canonical(written.content), "hash": written.hash,
    }


def of_task(kept: Projection, *, seq: int, head: str, at: date) -> Parameters:
    """A projection as it is kept."""
    return {
        "id": kept.id, "plan": kept.plan, "number": kept.number, "position": kept.position, "title": kept.title,
        "due": kept.due.isoformat() if kept.due else UNDATED, "search": kept.search.lower(),
        "definition": kept.definition, "state": kept.state, "completed": int(kept.completed),
        "withdrawn": int(kept.withdrawn), "seq": seq, "head": head, "at": at.isoformat(),
        "since": kept.since.isoformat(), "changed": changed_on(kept).isoformat(),
    }


def day_of(written: Entry) -> date:
    """From which day the next entry may count: a first adoption holds none back (domain.history.step)."""
    return date.min if written.kind == ADOPTION and written.seq == 1 else written.at


def owing(kept: Projection) -> set[tuple[str, str]]:
    """(role, body) of who leads and supports a task; one without a lead stands under terms.UNASSIGNED."""
    lead, support = kept.lead or (UNASSIGNED,), kept.support
    return {*(("lead", body) for body in lead), *(("support", body) for body in support)}


def of_bodies(kept: Projection) -> Iterator[Parameters]:
    """Who leads and supports a task from the day of the entry on; of a projection whole also who did before."""
    since = kept.since if kept.since > date.min else _begun(kept.formerly, kept.steps)
    for each in kept.formerly:
        yield {
            "task": kept.id, "role": each.role, "body": each.body, "since": each.since.isoformat(),
            "until": each.until.isoformat(),
        }
    for role, body in sorted(owing(kept)):
        yield {"task": kept.id, "role": role, "body": body, "since": since.isoformat(), "until": OPEN}


def of_steps(kept: Projection) -> Iterator[Parameters]:
    """The light steps of a projection, each up to the next."""
    ends = [step.since.isoformat() for step in kept.steps[1:]]
    for step, until in zip(kept.steps, [*ends, OPEN], strict=False):
        yield {
            "task": kept.id, "since": step.since.isoformat(), "until": until, "light": step.light,
            "reason": step.reason, "stage": step.stage, "outlook": step.outlook,
            "due": step.due.isoformat() if step.due else UNDATED, "progress": step.progress,
        }


def of_waits(kept: Projection) -> Iterator[Parameters]:
    """What a task waits for."""
    for each in kept.waits:
        yield {
            "task": kept.id, "since": each.since.isoformat(), "what": each.what, "key": each.key, "body": each.body,
            "began": each.began.isoformat(), "due": each.due.isoformat() if each.due else UNDATED,
            "until": each.until.isoformat() if each.until else OPEN,
        }


def of_asked(kept: Projection) -> Iterator[Parameters]:
    """What entries asked of bodies."""
    for seq, rows in groupby(kept.asked, key=lambda row: row.seq):
        for position, (task, _, at, each) in enumerate(rows):
            yield {
                "task": task, "seq": seq, "position": position, "body": each.body, "at": at.isoformat(),
                "what": each.what, "fields": each.fields,
            }


def of_county(kept: CountyRow, written: Entry) -> Parameters:
    """The county's row after an entry."""
    return {
        "name": COUNTY, "state": kept.state, "seq": written.seq, "head": written.hash, "at": kept.at.isoformat(),
        "closed": kept.closed.isoformat() if kept.closed else "",
    }


def of_plan(plan: PlanRow, position: int) -> Parameters:
    """A plan as it is kept."""
    return {
        "id": plan.id, "document": plan.document, "title": plan.title, "issued": plan.issued.isoformat(),
        "position": position, "document_json": plan.document_json,
    }


def of_revision(adopted: Revision) -> Parameters:
    """An adopted file as it is kept."""
    return {"plan": adopted.plan, "at": adopted.at.isoformat(), "hash": adopted.hash, "source": adopted.source}


def course(days: Sequence[date], lit: Iterable[Row], finished: Iterable[Row], due: Iterable[Row]) -> CourseRows:
    """The county over time; `lit` has a count for each of the days behind its light."""
    return CourseRows(
        [DayRow(day, light, count) for light, *counts in lit for day, count in zip(days, counts, strict=True)],
        [(iso(day), count) for day, count in finished],
        [DayRow(_due(day), light, count, outlook) for day, light, count, outlook in due],
    )


def of_day(day: DayOff) -> Parameters:
    """A day off or made-up weekend as it is kept."""
    known = day.known.isoformat() if day.known else ""
    return {"day": day.on.isoformat(), "working": int(day.working), "name": day.name, "known": known}


def of_year(year: int, on: date) -> Parameters:
    """A year whose days off are announced."""
    return {"year": year, "announced": on.isoformat()}


def of_number(given: Number) -> Parameters:
    """A running number as it is kept."""
    return given._asdict()


def of_evidence(digest: str, content: bytes) -> Parameters:
    """A piece of evidence as it is kept."""
    return {"hash": digest, "size": len(content), "content": content}


def of_case(kept: CaseRow, written: Entry) -> Parameters:
    """A case as it is kept after an entry."""
    return {
        "id": kept.id, "procedure": kept.procedure, "name": kept.name, "opened": written.recorded.isoformat(),
        "ended": int(kept.ended), "state": kept.state, "seq": written.seq, "head": written.hash,
        "at": written.at.isoformat(),
    }


def seen(row: Row) -> Seen:
    """When a calendar was last fetched."""
    digest, at, agent, times = row
    try:
        moment = datetime.fromisoformat(at)
    except (ValueError, TypeError):
        raise StoreFault("altered-row", detail=repr(at)) from None
    return Seen(digest, moment, agent, times)


def of_seen(digest: str, at: datetime, agent: str) -> Parameters:
    """The row of one fetching, in whole seconds."""
    return {"hash": digest, "at": at.astimezone(UTC).isoformat(timespec="seconds"), "agent": agent}
