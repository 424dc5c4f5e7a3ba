"""Acting: an act of a person on one task goes past the workflow's table and becomes an entry of the task's history."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

from xiaxian_tasks.domain import burden, entries, guards, register, secrecy, workflow
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.county import County
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, step
from xiaxian_tasks.domain.life import is_full
from xiaxian_tasks.domain.people import Person
from xiaxian_tasks.domain.projection import asked_by
from xiaxian_tasks.errors import Misused, Refused, Stale
from xiaxian_tasks.office import county as office_county
from xiaxian_tasks.office import names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.evidence import MARK
from xiaxian_tasks.office.projecting import projected
from xiaxian_tasks.office.sight import Sheet, newest_state, sheet_of
from xiaxian_tasks.ports import Number, TaskRow, Writing

TRIES = 5
"""A stale append is read and decided again this often before the caller is told."""

EVIDENCE_AT_MOST = 20 * 1024 * 1024
"""Bytes of one piece of evidence: a scan or a photograph, not a film."""


class Scene(NamedTuple):
    """What an act is decided on: the task as it stands, the county, and who acts."""

    office: Office
    county: County
    state: TaskState
    by: Person


class Done(NamedTuple):
    """What was written and how the task now stands."""

    entry: Entry
    sheet: Sheet
    light_before: str
    stage_before: str
    before: TaskState


Make = Callable[[Scene], dict[str, Any]]
"""Makes the content of an entry from what it is decided on."""

Files = tuple[tuple[str, bytes], ...]
"""Evidence as (name, content)."""


def act(office: Office, task: str, kind: str, make: Make, *, files: Files = ()) -> Done:
    """Record one act on the task `task` means. Retries when another writer was first; raises Stale (6) after five."""
    proven = kept_evidence(files)
    for attempt in range(TRIES):
        row = names.task(office, task)
        scene = scene_of(office, row)
        entry = entry_of(scene, kind, with_evidence(make(scene), proven))
        after = step(scene.state, entry, office.lay_out, _earlier(office, kind, row.id))
        writing = Writing(
            tasks=[(entry, projected(office, after, entry))],
            numbers=numbers_of(entry),
            evidence=tuple((digest, bytes_) for _, digest, bytes_ in proven),
        )
        try:
            office.store.write(writing)
        except Stale:
            if attempt == TRIES - 1:
                raise
            continue
        return Done(entry, sheet_of(office, after), row.light, row.stage, scene.state)
    raise Stale("stale-history", task=task)


def _earlier(office: Office, kind: str, task: str) -> list[Entry]:
    """The history a withdrawal is reckoned from; no other entry needs it."""
    return office.store.history(task) if kind == entries.WITHDRAWAL else []


def scene_of(office: Office, row: TaskRow, county: County | None = None) -> Scene:
    """What an act on a task is decided on: the newest state, whatever day is looked at."""
    if row.withdrawn:
        raise Refused("withdrawn", task=row.id)
    county = county or office_county.state(office)
    state = newest_state(row)
    return Scene(office, county, state, person_of(office, county, state))


def person_of(office: Office, county: County, state: TaskState) -> Person:
    """Who acts. Under full supervision a person of the county: Refused `no-people` (4), NotFound `person` (5)."""
    known = county.people.named(office.by)
    if known is not None:
        return known
    if not is_full(state.life):
        return Person(office.by, "")
    if not county.people.persons:
        raise Refused("no-people", by=office.by)
    return office_county.person_of(county, office.by)


def assigned_as(scene: Scene, body: str) -> str:
    """The name under which a body is bound: its own, or that of a group it sits in; its own where it is not bound."""
    bound = {each.body for each in scene.state.parts}
    if body in bound:
        return body
    return next((group for group in names.groups_of(scene.office, body) if group in bound), body)


def entry_of(scene: Scene, kind: str, content: dict[str, Any]) -> Entry:
    """The entry an act makes, once the workflow has let it pass."""
    office, county, state, by = scene
    groups = names.groups_of(office, by.body) if by.body else ()
    workflow.permit(state, guards.Act(
        kind, content, office.on, office.today, by, groups, county.people.separation, county.closed
    ))
    entry = Entry(state.task.id, state.seq + 1, office.on, office.now(), by.name, kind, content)
    _within_burden(scene, entry)
    return sealed(entry, state.head)


def _within_burden(scene: Scene, entry: Entry) -> None:
    """What is asked of a body in a month stays within the county's limit, or says why not (基层减负)."""
    office, county, state, _ = scene
    new = asked_by(entry, state)
    if not new or county.people.requests is None or entry.content.get("override"):
        return
    first, last = burden.month_of(office.on)
    asked: dict[str, int] = {}
    for row in office.store.asked(first, last):
        asked[row.asked.body] = asked.get(row.asked.body, 0) + (row.asked.fields > 0)
    if beyond := burden.over(asked, new, county.people.requests):
        body, count = next(iter(beyond.items()))
        raise Refused("over-burden", body=body, count=count, limit=county.people.requests)


def numbers_of(entry: Entry) -> tuple[Number, ...]:
    """The running number an entry gives: a registration's, or that of a letter that is issued."""
    if entry.kind == entries.LETTER:
        return () if register.is_withdrawal(entry.content) else (number_of_letter(entry.content["letter"], entry.task),)
    if entry.kind != entries.REGISTRATION:
        return ()
    year, _, number = entry.content["number"].partition("-")
    return (Number(entries.REGISTRATION, int(year), int(number), entry.task),)


def number_of_letter(letter: str, history: str) -> Number:
    """The number a letter takes from the register. Raises ValueError where its id is none."""
    kind, year, running = register.place_of(letter)
    return Number(f"{register.NUMBERED}{kind}", year, running, history)


def with_evidence(content: dict[str, Any], proven: list[tuple[str, str, bytes]]) -> dict[str, Any]:
    """The content of an entry with the pieces of evidence (name, hash, content) it comes with."""
    if proven:
        content["evidence"] = [f"{name}#sha256:{digest}" for name, digest, _ in proven]
        content[MARK] = True
    return content


def kept_evidence(files: Files) -> list[tuple[str, str, bytes]]:
    """(name, hash, content) of each piece of evidence. Raises Refused for one too large or marked as secret (4)."""
    found = []
    for name, content in files:
        if len(content) > EVIDENCE_AT_MOST:
            raise Refused("evidence-too-large", name=name, most=EVIDENCE_AT_MOST // (1024 * 1024))
        if not content:
            raise Misused("evidence-empty", name=name)
        if word := secrecy.classified(name) or secrecy.marked(content):
            raise Refused("classified", word=word)
        found.append((name, sha256(content).hexdigest(), content))
    return found
