"""Recording: a report goes through the workflow's guards and into its task's history."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from xiaxian_tasks import settings
from xiaxian_tasks.domain import quantity, reporting
from xiaxian_tasks.domain.contradictions import Odd, contradictions
from xiaxian_tasks.domain.entries import REPORT, Entry
from xiaxian_tasks.domain.history import TaskState, step
from xiaxian_tasks.domain.life import assignments_of, is_full, leading
from xiaxian_tasks.domain.people import OF_A_BODY
from xiaxian_tasks.domain.reporting import Call, Draft
from xiaxian_tasks.errors import Fault, Faulty, Misused, NotFound, Refused, Stale, XiaxianError
from xiaxian_tasks.office import acting, county, names
from xiaxian_tasks.office.acting import Scene
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.projecting import projected
from xiaxian_tasks.office.sight import Sheet, sheet_of
from xiaxian_tasks.ports import Projection, Writing

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
    odd: tuple[Odd, ...] = ()
    """What speaks against the figure, as (code, figures); it was recorded all the same."""
    stage_before: str = ""


def report(office: Office, said: Said) -> Recorded:
    """Record one report. Retries by itself when another writer was first; raises Stale (6) after five tries."""
    draft = _draft(office, said)
    done = acting.act(office, said.task, REPORT, lambda scene: _content(scene, draft), files=said.evidence)
    odd = contradictions(done.before, done.entry.content)
    return Recorded(done.entry, done.sheet, done.light_before, odd, done.stage_before)


def report_together(office: Office, said: Sequence[Said]) -> list[Recorded]:
    """Record several reports in one transaction, each on what those before it lead to: all of them or none.

    Raises what the first that cannot be recorded would by itself, and Stale (6) after five tries.
    """
    for attempt in range(acting.TRIES):
        batch = _Batch(office)
        for each in said:
            batch.add(each)
        try:
            office.store.write(Writing(tasks=batch.written, evidence=tuple(batch.evidence.items())))
            return batch.recorded
        except Stale:
            if attempt == acting.TRIES - 1:
                raise
    raise Stale("stale-history", task=said[0].task)


def _content(scene: Scene, draft: Draft) -> dict[str, Any]:
    """The content of a report. Under full supervision it names the body whose part it is; where a member of a group
    reports for the group's part, `via` says which. A person of a body speaks for that body, and for no other's row."""
    office, state = scene.office, scene.state
    if not draft.body and (is_full(state.life) or scene.by.role in OF_A_BODY):
        body = _reporting_body(scene)
        draft = draft._replace(body=body, groups=names.groups_of(office, body))
    if draft.value is not None and state.task.targets and scene.by.role in OF_A_BODY:
        _own_row(scene, draft)
    content = reporting.report(Call(state, draft, office.on, office.today, office.workdays))
    bound = acting.assigned_as(scene, draft.body) if is_full(state.life) else draft.body
    return content if bound == draft.body else {**content, "body": bound, "via": draft.body}


def _own_row(scene: Scene, draft: Draft) -> None:
    """A row of a split is reported by the body it belongs to, by one that leads the task itself, or by the office."""
    _, part = reporting.target_meant(scene.state, draft)
    if part is not None and scene.by.body not in (part.body, *scene.state.task.lead):
        raise Refused("foreign-body", body=part.body, own=scene.by.body)


def _reporting_body(scene: Scene) -> str:
    """The body a report is of where none is named: the actor's own, else the only one that leads."""
    if scene.by.role in OF_A_BODY:
        return scene.by.body
    leads = leading(assignments_of(scene.state.life, scene.state.printed))
    if len(leads) != 1:
        raise Misused("which-body", candidates=[each.body for each in leads])
    return leads[0].body


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
        evidence=tuple(name for name, _ in said.evidence),
    )


def report_many(office: Office, source: bytes, file: str, *, dry_run: bool = False) -> list[Recorded]:
    """Record a file of reports, CSV or JSON lines, in one transaction: all of them, or none with every faulty line.

    Columns or keys: task, value, target, milestone, occurrence, add, correct, as_of, body, note, or what HEADINGS
    has for them. Raises Faulty (3), Stale (6) when others were first five times.
    """
    for attempt in range(acting.TRIES):
        batch = _decided(office, source, file)
        if dry_run or not batch.written:
            return batch.recorded
        try:
            office.store.write(Writing(tasks=batch.written))
            return batch.recorded
        except Stale:
            if attempt == acting.TRIES - 1:
                raise
    raise Stale("stale-history", task=file)


def _decided(office: Office, source: bytes, file: str) -> "_Batch":
    batch = _Batch(office)
    faults: list[Fault] = []
    for line, make in said_in(source, file):
        try:
            batch.add(make())
        except XiaxianError as error:
            figures = {**error.figures, **({"near": error.candidates[:NEAR]} if isinstance(error, NotFound) else {})}
            faults.append(Fault(file, line, error.code, {key: _word(value) for key, value in figures.items()}))
    if faults:
        raise Faulty(faults)
    return batch


class _Batch:
    """Reports decided one after the other, none of them written yet."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.county = county.state(office)
        self.written: list[tuple[Entry, Projection]] = []
        self.recorded: list[Recorded] = []
        self.evidence: dict[str, bytes] = {}
        self._states: dict[str, TaskState] = {}
        self._lights: dict[str, str] = {}

    def add(self, said: Said) -> None:
        """Decide one more report, on what those before it lead to."""
        office = self.office
        row = names.task(office, said.task)
        scene = acting.scene_of(office, row, self.county)
        scene = scene._replace(state=self._states.get(row.id, scene.state))
        proven = acting.kept_evidence(said.evidence)
        content = acting.with_evidence(_content(scene, _draft(office, said)), proven)
        self.evidence |= {digest: paper for _name, digest, paper in proven}
        entry = acting.entry_of(scene, REPORT, content)
        self._states[row.id] = after = step(scene.state, entry, office.lay_out)
        self.written.append((entry, projected(office, after, entry)))
        sheet = sheet_of(office, after)
        odd = contradictions(scene.state, entry.content)
        self.recorded.append(Recorded(entry, sheet, self._lights.get(row.id, row.light), odd))
        self._lights[row.id] = sheet["light"]


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
