"""Rows <-> values. Nothing is checked here: what is written was checked before, what is read was written so."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

from xiaxian_tasks.domain.codec import canonical
from xiaxian_tasks.domain.entries import ADOPTION, DAMAGED, Entry
from xiaxian_tasks.domain.lights import Step
from xiaxian_tasks.domain.terms import UNASSIGNED
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.ports import CaseRow, PlanRow, Projection, Revision, TaskRow
from xiaxian_tasks.store.engine import Row
from xiaxian_tasks.store.statements import OPEN, UNDATED, Parameters


def _iso(text: str) -> date:
    """A kept day. StoreFault `altered-row` (7) for what no entry ever wrote."""
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise StoreFault("altered-row", detail=repr(text)) from None


def task(row: Row) -> TaskRow:
    """A row of the task list."""
    key, plan, number, title, due, definition, state, seq, head, at, withdrawn, light, reason, since = row
    return TaskRow(
        key, plan, number, title, None if due == UNDATED else _iso(due), definition, state, seq, head, _iso(at),
        bool(withdrawn), light, reason, _iso(since),
    )


def projection(row: Row, owing: list[Row], steps: list[Row]) -> Projection:
    """A projection whole. A light step that does not reach the next one is none: no day may fall between two."""
    key, plan, number, position, title, due, search, definition, state, completed, withdrawn, in_place = row
    bodies = {role: tuple(body for kept, body in owing if kept == role) for role in ("lead", "support")}
    ends = [since for since, _, _, _ in steps[1:]] + [OPEN]
    return Projection(
        key, plan, number, position if in_place else -1, title, None if due == UNDATED else _iso(due), search,
        tuple(body for body in bodies["lead"] if body != UNASSIGNED), bodies["support"], definition, state,
        bool(completed), bool(withdrawn), date.min,
        tuple(
            Step(_iso(since), light, reason) for (since, until, light, reason), end in zip(steps, ends, strict=False)
            if until == end
        ),
    )


def revision(row: Row) -> Revision:
    """An adopted file."""
    plan_id, at, digest, source = row
    return Revision(plan_id, _iso(at), digest, source.encode() if isinstance(source, str) else bytes(source))


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
    return PlanRow(key, document, title, _iso(issued), position, document_json, tasks)


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
    }


def day_of(written: Entry) -> date:
    """From which day the next entry may count: a first adoption holds none back (domain.history.step)."""
    return date.min if written.kind == ADOPTION and written.seq == 1 else written.at


def of_bodies(kept: Projection) -> Iterator[Parameters]:
    """Who leads and supports a task; one without a lead stands under terms.UNASSIGNED on the board."""
    for role, bodies in (("lead", kept.lead or (UNASSIGNED,)), ("support", kept.support)):
        for body in dict.fromkeys(bodies):
            yield {"task": kept.id, "role": role, "body": body}


def of_steps(kept: Projection) -> Iterator[Parameters]:
    """The light steps of a projection, each up to the next."""
    ends = [step.since.isoformat() for step in kept.steps[1:]]
    for step, until in zip(kept.steps, [*ends, OPEN], strict=False):
        yield {
            "task": kept.id, "since": step.since.isoformat(), "until": until, "light": step.light,
            "reason": step.reason,
        }


def of_case(kept: CaseRow, written: Entry) -> Parameters:
    """A case as it is kept after an entry."""
    return {
        "id": kept.id, "procedure": kept.procedure, "name": kept.name, "opened": written.recorded.isoformat(),
        "ended": int(kept.ended), "state": kept.state, "seq": written.seq, "head": written.hash,
        "at": written.at.isoformat(),
    }
