"""`plans/holidays/YEAR.toml`: the days off of one year and the weekend days worked for them, as announced."""

from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import DayOff
from xiaxian_tasks.errors import Fault
from xiaxian_tasks.planfile.check import Check, Table, faults_of
from xiaxian_tasks.planfile.known import Known
from xiaxian_tasks.planfile.lines import Lines
from xiaxian_tasks.planfile.source import parse

NOT_LONGER = 30
"""Days in a row no notice gives; more is a slip of the hand."""


class Notice(NamedTuple):
    """The days off of one year (放假通知), those that differ from their weekday; `announced` None where not known."""

    year: int
    document: str
    announced: date | None
    days: tuple[DayOff, ...]


class NoticeReading(NamedTuple):
    """A notice and all that is faulty in its file; no notice where there are faults."""

    notice: Notice | None
    faults: tuple[Fault, ...] = ()


def read_holidays(source: bytes, file: str) -> NoticeReading:
    """Read the file of one year. Nothing is raised; codes are those of plan files, and `not-weekend`, `day-twice`."""
    parsed = parse(source, file)
    if parsed.document is None:
        return NoticeReading(None, parsed.faults)
    check = Check(Known())
    document = check.table("holidays file", parsed.document, ())
    _check_days(check, document)
    if check.findings:
        return NoticeReading(None, faults_of(check.findings, Lines(parsed.text), file))
    announced = document.get("announced")
    days = [DayOff(on, working=False, name=name, known=announced) for on, name in _off(document) if on.weekday() < 5]
    days += [
        DayOff(table["on"], working=True, name=table.get("name", ""), known=announced)
        for table in document.tables("worked")
    ]
    return NoticeReading(Notice(document["year"], document.get("document", ""), announced, tuple(sorted(days))))


def _check_days(check: Check, document: Table) -> None:
    year = document.get("year", 0)
    for table in document.tables("off"):
        first, last = table.get("from"), table.get("to", table.get("from"))
        if first and last and not first <= last < first + timedelta(days=NOT_LONGER):
            check.fault((*table.path, "to"), "period-inverted")
            table.pop("from")
    for table in document.tables("worked"):
        if "on" in table and table["on"].weekday() < 5:
            check.fault((*table.path, "on"), "not-weekend", day=table["on"].isoformat())
    seen: set[date] = set()
    dated = [(table, on) for table in document.tables("off") for on in _days(table)]
    dated += [(table, table["on"]) for table in document.tables("worked") if "on" in table]
    for table, on in dated:
        if on in seen or (year and abs(on.year - year) > 1):
            check.fault(table.path, "day-twice" if on in seen else "other-year", day=on.isoformat())
        seen.add(on)


def _days(table: Table) -> list[date]:
    if "from" not in table:
        return []
    first, last = table["from"], table.get("to", table["from"])
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _off(document: Table) -> list[tuple[date, str]]:
    return [(on, table["name"]) for table in document.tables("off") for on in _days(table)]
