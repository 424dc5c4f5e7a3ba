"""Dates of other programs brought in (导入): meetings and inspections as remarks on tasks, or as milestones of plans.

First it is told what would be recorded; nothing is written unasked. What was brought in keeps its program's UID and
sequence, so that the same file again brings in nothing twice and a moved date is known as the same one.
"""

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from xiaxian_tasks.domain.agenda import DOMAIN
from xiaxian_tasks.domain.appointments import Appointment
from xiaxian_tasks.domain.entries import REMARK, Entry
from xiaxian_tasks.domain.history import TaskState, in_force, step
from xiaxian_tasks.errors import NotFound, Stale
from xiaxian_tasks.office import acting, adopt, county, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.projecting import projected
from xiaxian_tasks.planfile import Difference, adding
from xiaxian_tasks.ports import Projection, Writing

AS_REMARK, AS_MILESTONE = "remark", "milestone"
WAYS = (AS_REMARK, AS_MILESTONE)
"""What a date becomes: a remark in its task's history, which moves no light, or a milestone of its plan, which does."""

NEW, MOVED, KNOWN, OLDER, OURS, CANCELLED, UNMATCHED = (
    "new", "moved", "known", "older", "ours", "cancelled", "unmatched"
)
TO_RECORD = frozenset({NEW, MOVED})
"""What is recorded; all else is only told: known already, an older state of what is known, an event of our own
calendars, cancelled, or of no task that could be found."""

BY_OPTION, BY_UID, BY_ID, BY_TITLE, BY_WORDS = "option", "uid", "id", "title", "words"

WHAT_AT_MOST = 120
"""Characters of a date's words that are recorded."""

TASKS_AT_MOST = 1_000_000
"""Tasks whose titles are looked for: more than any county has."""

SHORTEST_TITLE = 4
"""Characters of a title that is looked for in the words of an appointment: a shorter one stands in others' words."""

SOURCE = "appointment"
"""The key of a remark's content under which its program's own names are kept."""

_OURS = re.compile(rf"\S+@(?:[a-z]+\.)?{DOMAIN}", re.IGNORECASE)
_UID = re.compile(rf"([a-z0-9][a-z0-9-]*)\.([^\s@]+)@(?:[a-z]+\.)?{DOMAIN}", re.IGNORECASE)
_ID = re.compile(r"(?<![A-Za-z0-9/.-])([A-Za-z0-9][A-Za-z0-9-]*|\d+号)/([A-Za-z0-9][A-Za-z0-9.-]*)")


class Row(NamedTuple):
    """One appointment and what becomes of it: its task and title ("" for none), by what they were found, the words to
    record, `standing` (NEW and the rest), and of what is known already the day it is known for, and where."""

    appointment: Appointment
    standing: str
    task: str = ""
    title: str = ""
    by: str = ""
    what: str = ""
    known_on: date | None = None
    seq: int = 0


class Brought(NamedTuple):
    """What was written: entries of remarks, or the differences an adoption made, and the plans they are in."""

    entries: tuple[Entry, ...] = ()
    differences: tuple[Difference, ...] = ()
    plans: tuple[str, ...] = ()


class _Known(NamedTuple):
    """What was brought in before: as of which sequence, for which day, and by which entry (0: a milestone)."""

    sequence: int
    on: date | None
    what: str
    seq: int = 0


def preview(office: Office, found: Iterable[Appointment], *, way: str, task: str = "") -> list[Row]:
    """What becomes of each appointment, in their order; `task` is whose they all are, "" to look in their words.

    Raises NotFound `task` (5).
    """
    whose = names.task(office, task) if task else None
    finder = _Finder(office)
    before = _Before(office, way)
    rows = []
    for appointment in found:
        row = Row(appointment, UNMATCHED, what=words(appointment))
        if _OURS.fullmatch(appointment.uid):
            rows.append(row._replace(standing=OURS))
            continue
        at = (whose.id, whose.title, BY_OPTION) if whose else finder.task_of(appointment)
        if at is not None:
            row = row._replace(task=at[0], title=at[1], by=at[2])
            row = _judged(row, before.known(row.task, key_of(appointment, way)))
        elif appointment.cancelled:
            row = row._replace(standing=CANCELLED)
        rows.append(row)
    return rows


def words(appointment: Appointment) -> str:
    """The words a date is recorded with: its title, then its time, last day and place in brackets."""
    told = [appointment.time, f"至{appointment.last.isoformat()}" if appointment.last else "", appointment.place]
    beside = "，".join(part for part in told if part)
    title = appointment.title or "（无标题）"
    said = f"{title}（{beside}）" if beside else title
    return said if len(said) <= WHAT_AT_MOST else f"{said[: WHAT_AT_MOST - 1]}…"


def key_of(appointment: Appointment, way: str) -> str:
    """What names an appointment where it is kept: its own key in a remark, an id made of it in a plan file."""
    if way == AS_REMARK:
        return appointment.key
    return f"c{sha256(appointment.key.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _judged(row: Row, known: _Known | None) -> Row:
    """What becomes of an appointment whose task is known, beside what was brought in before."""
    appointment = row.appointment
    if known is not None:
        row = row._replace(known_on=known.on, seq=known.seq)
    if appointment.cancelled:
        return row._replace(standing=CANCELLED)
    if known is None:
        return row._replace(standing=NEW)
    if appointment.sequence < known.sequence:
        return row._replace(standing=OLDER)
    is_same = known.on == appointment.on and known.what == row.what
    return row._replace(standing=KNOWN if is_same else MOVED)


class _Before:
    """What was brought in before: of each task once, of each plan file once."""

    def __init__(self, office: Office, way: str) -> None:
        self._office = office
        self._way = way
        self._tasks: dict[str, dict[str, _Known]] = {}
        self._plans: dict[str, dict[str, dict[str, adding.Kept]]] = {}

    def known(self, task: str, key: str) -> _Known | None:
        """What stands of a key in a task."""
        if task not in self._tasks:
            self._tasks[task] = self._remarks(task) if self._way == AS_REMARK else self._milestones(task)
        return self._tasks[task].get(key)

    def _remarks(self, task: str) -> dict[str, _Known]:
        remarks = [entry for entry in in_force(self._office.store.history(task)) if entry.kind == REMARK]
        sources = [(entry.seq, entry.content.get(SOURCE)) for entry in remarks]
        return {
            str(kept["key"]): _Known(int(kept["sequence"]), date.fromisoformat(kept["on"]), str(kept["what"]), seq)
            for seq, kept in sources if isinstance(kept, dict)
        }

    def _milestones(self, task: str) -> dict[str, _Known]:
        plan, _, number = task.partition("/")
        if plan not in self._plans:
            revision = self._office.store.revision_of(plan)
            self._plans[plan] = adding.milestones_of(revision.source) if revision else {}
        kept = self._plans[plan].get(number, {})
        return {id: _Known(adding.sequence_in(said.comment), said.due, said.what) for id, said in kept.items()}


class _Finder:
    """Finds the one task an appointment speaks of; what several could be is none."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._titles: list[tuple[str, str]] | None = None

    def task_of(self, appointment: Appointment) -> tuple[str, str, str] | None:
        """(id, title, found by what): our UID in its words, an id of a task, a title, or its own title as words."""
        uids = {f"{plan}/{number}" for plan, rest in _UID.findall(appointment.text) for number in _numbers(rest)}
        for by, named in ((BY_UID, uids), (BY_ID, {"/".join(pair) for pair in _ID.findall(appointment.text)})):
            known = {row.id: row.title for row in map(self._exact, sorted(named)[:20]) if row is not None}
            if len(known) == 1:
                (pair,) = known.items()
                return *pair, by
            if known:
                return None
        return self._by_title(appointment) or self._by_words(appointment.title)

    def _exact(self, name: str) -> Any:
        try:
            row = names.task(self._office, name)
        except NotFound:
            return None
        return row if row.id == name or "号/" in name else None

    def _by_title(self, appointment: Appointment) -> tuple[str, str, str] | None:
        """The task whose title stands in the words, the longest of several where it holds the others."""
        if self._titles is None:
            known = self._office.store.task_ids("", TASKS_AT_MOST)
            self._titles = [(name, title) for name, title in known if len(title) >= SHORTEST_TITLE]
        found = [pair for pair in self._titles if pair[1] in appointment.text]
        if not found:
            return None
        longest = max(found, key=lambda pair: len(pair[1]))
        if all(title in longest[1] for _id, title in found) and sum(title == longest[1] for _id, title in found) == 1:
            return self._standing(longest, BY_TITLE)
        return None

    def _standing(self, found: tuple[str, str], by: str) -> tuple[str, str, str] | None:
        """A task that was found, where it was in its plan on the office's day."""
        return (*found, by) if self._office.store.task(found[0], self._office.on) else None

    def _by_words(self, title: str) -> tuple[str, str, str] | None:
        """The only task that is found by the title of the appointment, as if it were typed."""
        if len(title) < SHORTEST_TITLE or title.isascii():
            return None
        found = self._office.store.search_ids(tuple(title.lower().split()), 2)
        return self._standing(found[0], BY_WORDS) if len(found) == 1 else None


def _numbers(rest: str) -> list[str]:
    """The numbers that may stand at the head of what a UID says behind its plan: 4.2.3.t1 is of 4.2.3, 4.2 or 4."""
    parts = rest.split(".")
    return [".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)][:8]


def record(office: Office, rows: list[Row]) -> Brought:
    """Record as remarks what is to be recorded, all of it or nothing. Raises Refused (4), Stale (6)."""
    wanted = [row for row in rows if row.standing in TO_RECORD]
    for attempt in range(acting.TRIES):
        written = _remarks(office, wanted)
        try:
            if written:
                office.store.write(Writing(tasks=written))
            return Brought(tuple(entry for entry, _projection in written))
        except Stale:
            if attempt == acting.TRIES - 1:
                raise
    raise Stale("stale-history", task=wanted[0].task)


def _remarks(office: Office, rows: list[Row]) -> list[tuple[Entry, Projection]]:
    """The entries of remarks, each on what those before it lead to."""
    known = county.state(office)
    states: dict[str, TaskState] = {}
    written = []
    for row in rows:
        scene = acting.scene_of(office, names.task(office, row.task), known)
        scene = scene._replace(state=states.get(row.task, scene.state))
        entry = acting.entry_of(scene, REMARK, _content(row))
        states[row.task] = after = step(scene.state, entry, office.lay_out)
        written.append((entry, projected(office, after, entry)))
    return written


def _content(row: Row) -> dict[str, Any]:
    appointment = row.appointment
    moved = f"改期（原{row.known_on.isoformat()}）：" if row.standing == MOVED and row.known_on else ""
    kept = {
        "key": appointment.key, "sequence": appointment.sequence, "on": appointment.on.isoformat(), "what": row.what,
    }
    return {"text": f"安排：{moved}{appointment.on.isoformat()} {row.what}", SOURCE: kept}


def edited(office: Office, rows: list[Row]) -> dict[str, bytes]:
    """The plan files, as kept in the ledger, with the milestones put in, by plan.

    Raises Refused `plan-not-edited` (4).
    """
    added: dict[str, dict[str, list[adding.Added]]] = {}
    for row in (row for row in rows if row.standing in TO_RECORD):
        plan, _, number = row.task.partition("/")
        said = adding.Added(
            key_of(row.appointment, AS_MILESTONE), row.what, row.appointment.on,
            adding.comment_of(row.appointment.sequence, row.appointment.uid),
        )
        added.setdefault(plan, {}).setdefault(number, []).append(said)
    sources = {plan: office.store.revision_of(plan) for plan in added}
    return {plan: adding.with_milestones(kept.source, added[plan]) for plan, kept in sources.items() if kept}


def would_change(office: Office, plans: dict[str, bytes], base: adopt.Papers) -> adopt.Checked:
    """What adopting these plan files would change; `base` are the papers they rest on."""
    return adopt.preview(office, _papers(plans, base))


def take(office: Office, plans: dict[str, bytes], base: adopt.Papers) -> Brought:
    """Adopt the plan files with their milestones. Raises Faulty (3), Refused (4), Stale (6)."""
    loaded = adopt.load(office, _papers(plans, base))
    return Brought(differences=loaded.differences, plans=tuple(plans))


def _papers(plans: dict[str, bytes], base: adopt.Papers) -> adopt.Papers:
    return base._replace(plans=tuple((f"{plan}.toml", source) for plan, source in plans.items()))
