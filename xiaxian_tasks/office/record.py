"""Recording: a report goes through the workflow's guards and into its task's history."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
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

HEADINGS = {
    "事项": "task", "事项编号": "task", "数值": "value", "进展": "value", "指标": "target", "节点": "milestone",
    "周期事项": "occurrence", "累加": "add", "更正": "correct", "截至": "as_of", "截至日期": "as_of", "单位": "body",
    "备注": "note", "说明": "note",
}
"""Chinese headings of the columns of a file of reports -> what they are here."""

_LOOSE_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
"""A day as spreadsheets and people write it: 2023/11/04, 2023-11-4, 2023年11月4日."""


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


COLUMNS = tuple(name for name in Said._fields if name != "evidence")
"""What a line of a file of reports may carry."""


class Recorded(NamedTuple):
    """What was written and how the task now stands."""

    entry: Entry
    sheet: Sheet
    light_before: str
    odd: str = ""
    """A code where the figure may be a slip; it was recorded all the same."""


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
        return Recorded(entry, sheet_of(office, after), row.light, workflow.oddity(after, entry.content))
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

    Columns or keys: task, value, target, milestone, occurrence, add, correct, as_of, body, note, or what HEADINGS
    has for them. Raises Faulty (3).
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
        odd = workflow.oddity(after, entry.content)
        recorded.append(Recorded(entry, sheet, lights.get(row.id, row.light), odd))
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
    if faults := list(_amiss(reader.fieldnames, file)):
        raise Faulty(faults)
    before = reader.line_num  # a record is named by its first line: a note may go over several
    try:
        for record in reader:
            yield before + 1, lambda record=record: _said(record)  # type: ignore[misc]
            before = reader.line_num
    except csv.Error as error:
        raise Faulty([Fault(file, before + 1, "bad-csv", {"why": str(error)})]) from None


def _amiss(headings: Sequence[str] | None, file: str) -> Iterator[Fault]:
    """What is wrong with the headings of a file."""
    if headings is None:
        yield Fault(file, 1, "empty-file")
        return
    named = [_column(heading) for heading in headings]
    for heading, column in zip(headings, named, strict=True):
        if column not in COLUMNS:
            yield Fault(file, 1, "unknown-column", {"name": heading, "near": _near_column(heading)})
    for column in dict.fromkeys(named):
        if column in COLUMNS and named.count(column) > 1:
            yield Fault(file, 1, "column-twice", {"name": column})
    if "task" not in named:
        yield Fault(file, 1, "missing-column", {"name": "task"})


def _column(heading: str) -> str:
    """The key a heading stands for; the heading itself where it is none."""
    text = heading.strip()
    return HEADINGS.get(text, text.lower())


def _near_column(heading: str) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(heading.strip().lower(), [*COLUMNS, *HEADINGS], n=1)), "")


def _json_line(row: str) -> dict[str, Any]:
    try:
        document = json.loads(row, parse_float=str, parse_int=str, parse_constant=str)
    except ValueError:
        raise Misused("bad-json-line") from None
    if not isinstance(document, dict):
        raise Misused("bad-json-line")
    return document


def _said(record: dict[Any, Any]) -> Said:
    if None in record:  # what the CSV reader has left over
        wanted = len(record) - 1
        raise Misused("extra-field", given=wanted + len(record[None]), wanted=wanted)
    values = {_column(str(key)): value for key, value in record.items()}
    if unknown := [str(key) for key in record if _column(str(key)) not in COLUMNS]:
        raise Misused("unknown-column", name=unknown[0], near=_near_column(unknown[0]))
    words = {key: _text(key, values.get(key)) for key in COLUMNS if key not in {"add", "correct", "as_of"}}
    if not words["task"]:
        raise Misused("missing-task")
    said = Said(words["task"])._replace(**words)  # type: ignore[arg-type]
    return said._replace(
        add=_flag(values.get("add")), correct=_flag(values.get("correct")), as_of=_day(values.get("as_of"))
    )


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool | dict | list):
        raise Misused("not-plain", name=key, text=json.dumps(value, ensure_ascii=False)[:40])
    return "" if value is None else str(value).strip()


def _flag(value: Any) -> bool:
    text = "" if value is None else str(value).strip().lower()
    if text in {"", "0", "false", "no", "否"}:
        return False
    if text in {"1", "true", "yes", "是"}:
        return True
    raise Misused("not-a-flag", text=text)


def _day(value: Any) -> date | None:
    text = _text("as_of", value)
    if found := _LOOSE_DAY.fullmatch(text):
        text = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    return settings.day(text) if text else None
