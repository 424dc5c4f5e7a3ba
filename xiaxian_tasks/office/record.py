"""Recording: a report goes through the workflow's guards and into its task's history."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks import settings
from xiaxian_tasks.domain import quantity, workflow
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.entries import REPORT, Entry
from xiaxian_tasks.domain.history import TaskState, step
from xiaxian_tasks.domain.workflow import Call, Draft
from xiaxian_tasks.errors import Fault, Faulty, Misused, NotFound, Refused, Stale, XiaxianError
from xiaxian_tasks.office import names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.projecting import projected
from xiaxian_tasks.office.sight import Sheet, sheet_of, state_of
from xiaxian_tasks.ports import Projection, TaskRow

TRIES = 5
"""A stale append is read and decided again this often before the caller is told."""


NEAR = 5
"""Near names a faulty line of a file is given."""


class Said(NamedTuple):
    """A report as somebody types it; `value` with its unit, `evidence` as (name, bytes)."""

    task: str
    value: str = ""
    target: str = ""
    milestone: str = ""
    occurrence: str = ""
    add: bool = False
    correct: bool = False
    as_of: date | None = None
    body: str = ""
    note: str = ""
    evidence: tuple[tuple[str, bytes], ...] = ()


class Recorded(NamedTuple):
    """What was written and how the task now stands."""

    entry: Entry
    sheet: Sheet
    light_before: str


def report(office: Office, said: Said) -> Recorded:
    """Record one report. Retries by itself when another writer was first; raises Stale (6) after five tries."""
    draft = _draft(office, said)
    for attempt in range(TRIES):
        row = names.task(office, said.task)
        state = _present(office, row)
        entry = _entry(office, state, draft)
        after = step(state, entry, office.lay_out)
        try:
            office.store.append(entry, projected(office, after, since=entry.at, search=""))
        except Stale:
            if attempt == TRIES - 1:
                raise
            continue
        return Recorded(entry, sheet_of(office, after), row.light)
    raise Stale("stale-history", task=said.task)


def _present(office: Office, row: TaskRow) -> TaskState:
    """The newest state: what is recorded now follows the whole history, whatever day is looked at."""
    if row.withdrawn:
        raise Refused("withdrawn", task=row.id)
    if row.at > office.on:
        raise Refused("before-last-entry", at=office.on, last=row.at)
    return state_of(office, row)


def _entry(office: Office, state: TaskState, draft: Draft) -> Entry:
    content = workflow.report(Call(state, draft, office.on, office.today))
    entry = Entry(state.task.id, state.seq + 1, office.on, office.now(), office.by, REPORT, content)
    return sealed(entry, state.head)


def _draft(office: Office, said: Said) -> Draft:
    body = names.body(office, said.body).name if said.body else ""
    return Draft(
        value=quantity.parse(said.value) if said.value else None,
        target=said.target,
        milestone=said.milestone,
        occurrence=said.occurrence,
        add=said.add,
        correct=said.correct,
        as_of=said.as_of,
        body=body,
        groups=names.groups_of(office, body) if body else (),
        note=said.note.strip(),
        evidence=tuple(_fingerprint(name, content) for name, content in said.evidence),
    )


def _fingerprint(name: str, content: bytes) -> str:
    from hashlib import sha256

    return f"{name}#sha256:{sha256(content).hexdigest()}"


def report_many(office: Office, source: bytes, file: str, *, dry_run: bool = False) -> list[Recorded]:
    """Record a file of reports, CSV or JSON lines, in one transaction: all of them, or none with every faulty line.

    Columns or keys: task, value, target, milestone, occurrence, add, correct, as_of, body, note. Raises Faulty (3).
    """
    written: list[tuple[Entry, Projection]] = []
    recorded: list[Recorded] = []
    states: dict[str, TaskState] = {}
    lights: dict[str, str] = {}
    faults: list[Fault] = []
    for line, make in said_in(source, file):
        try:
            said = make()
            row = names.task(office, said.task)
            state = states.get(row.id) or _present(office, row)
            entry = _entry(office, state, _draft(office, said))
        except XiaxianError as error:
            figures = {**error.figures, **({"near": error.candidates[:NEAR]} if isinstance(error, NotFound) else {})}
            faults.append(Fault(file, line, error.code, {key: _word(value) for key, value in figures.items()}))
            continue
        states[row.id] = after = step(state, entry, office.lay_out)
        written.append((entry, projected(office, after, since=entry.at, search="")))
        sheet = sheet_of(office, after)
        recorded.append(Recorded(entry, sheet, lights.get(row.id, row.light)))
        lights[row.id] = sheet["light"]
    if faults:
        raise Faulty(faults)
    if written and not dry_run:
        office.store.append_many(written)
    return recorded


def _word(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def said_in(source: bytes, file: str) -> Iterator[tuple[int, Callable[[], Said]]]:
    """(line, what makes the Said) of each report in a file; making it raises Misused where a value cannot be read."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty([Fault(file, 1, "not-utf8")]) from None
    if text.lstrip().startswith("{"):
        for line, row in enumerate(text.splitlines(), start=1):
            if row.strip():
                yield line, lambda row=row: _said(_json_line(row))  # type: ignore[misc]
        return
    import csv
    import io

    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    unknown = [name for name in reader.fieldnames or ["?"] if name not in Said._fields or name == "evidence"]
    if unknown or "task" not in (reader.fieldnames or []):
        raise Faulty([Fault(file, 1, "unknown-column", {"name": "、".join(unknown) or "task"})])
    before = reader.line_num  # a record is named by its first line: a note may go over several
    try:
        for record in reader:
            yield before + 1, lambda record=record: _said(record)  # type: ignore[misc]
            before = reader.line_num
    except csv.Error as error:
        raise Faulty([Fault(file, before + 1, "bad-csv", {"why": str(error)})]) from None


def _json_line(row: str) -> dict[str, Any]:
    try:
        document = json.loads(row, parse_float=str, parse_int=str, parse_constant=str)
    except ValueError:
        raise Misused("bad-json-line") from None
    if not isinstance(document, dict):
        raise Misused("bad-json-line")
    return document


def _said(record: dict[str, Any]) -> Said:
    unknown = [str(key) for key in record if key not in Said._fields or key == "evidence"]
    if unknown:
        raise Misused("unknown-column", name="、".join(unknown))
    keys = ("task", "value", "target", "milestone", "occurrence", "body", "note")
    words = {key: _text(record.get(key)) for key in keys}
    if not words["task"]:
        raise Misused("missing-task")
    said = Said(words["task"])._replace(**words)  # type: ignore[arg-type]
    return said._replace(
        add=_flag(record.get("add")), correct=_flag(record.get("correct")), as_of=_day(record.get("as_of"))
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _flag(value: Any) -> bool:
    text = _text(value).lower()
    if text in {"", "0", "false", "no", "否"}:
        return False
    if text in {"1", "true", "yes", "是"}:
        return True
    raise Misused("not-a-flag", text=text)


def _day(value: Any) -> date | None:
    text = _text(value)
    return settings.day(text) if text else None
