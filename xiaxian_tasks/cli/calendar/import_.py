"""`calendar import`: meetings and inspections of other programs' calendars, told first and recorded when asked."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from xiaxian_tasks import files
from xiaxian_tasks.assemble import imports
from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY, Choice
from xiaxian_tasks.domain.agenda import horizon
from xiaxian_tasks.domain.appointments import Read
from xiaxian_tasks.errors import Fault, Faulty, Misused
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import importing
from xiaxian_tasks.office.adopt import Checked
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.importing import Brought, Row
from xiaxian_tasks.wording import county, sentences
from xiaxian_tasks.wording import importing as wording

LEFT_SHOWN = 20
"""Lines of what was left out that are told one by one; the rest is counted."""


class _Told(NamedTuple):
    """What is told: what the file holds, what becomes of it, what a load would change, and what was written."""

    read: Read
    rows: list[Row]
    checked: Checked | None = None
    brought: Brought | None = None


@click.command("import", help=_("Bring meetings and inspections from another program's calendar file into the ledger."
                                " Tells what would be recorded; --write records it."))
@click.argument("file", metavar=_("FILE.ics"))
@click.option("--task", default="", metavar=_("TASK"), shell_complete=completing.tasks,
              help=_("All of it belongs to this task; else each date's words say which."))
@click.option("--as", "way", type=Choice(importing.WAYS, {"批示": "remark", "备注": "remark", "节点": "milestone"}),
              default=importing.AS_REMARK,
              help=_("A remark in the task's history, or a milestone put into its plan; a remark unless said."))
@click.option("--from", "first", type=DAY, help=_("The first day."))
@click.option("--to", "last", type=DAY, help=_("The last day."))
@click.option("--write", is_flag=True, help=_("Record it."))
@click.option("--out", metavar=_("PLAN.toml"),
              help=_("With milestones: a new file for the plan they are in, or a folder for several plans."))
@as_json
@click.pass_obj
@click.pass_context
def import_(
    ctx: click.Context, seat: Seat, *, file: str, task: str, way: str, first: date | None, last: date | None,
    write: bool, out: str | None, is_json: bool,
) -> None:
    """Tell what would be recorded, and record it where asked."""
    if out is not None and way != importing.AS_MILESTONE:
        raise Misused("out-needs-milestones")
    desk = seat.desk(ctx)
    read = imports.appointments(file, files.read(file), *_span(desk, first, last))
    rows = importing.preview(desk, read.appointments, way=way, task=task)
    plans = importing.edited(desk, rows) if way == importing.AS_MILESTONE else {}
    places = _places(out, list(plans)) if out is not None else {}
    checked = _checked(desk, plans)
    brought = imports.record(desk, rows, plans) if write else None
    for plan, place in places.items():
        files.write(place, plans[plan])
    told = _Told(read, rows, checked, brought)
    if is_json:
        outlet.put_json(_document(told))
    else:
        _put(told)
    _say(told, places, is_written=write)


def _span(desk: Office, first: date | None, last: date | None) -> tuple[date, date]:
    """The days asked for; those of a calendar's horizon unless said."""
    span = horizon(desk.on)
    if first is None:
        first = span.first if last is None else min(span.first, last)
    last = last or max(span.last, first)
    if first > last:
        raise Misused("from-after-to", first=first, last=last)
    return first, last


def _places(out: str, plans: list[str]) -> dict[str, Path]:
    """Where plan files are written: what is there is never written over."""
    place = Path(out)
    try:
        is_folder = place.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder and len(plans) > 1:
        raise Misused("several-plans", plans=", ".join(plans), place=out)
    found = {plan: place / f"{plan}.toml" if is_folder else place for plan in plans}
    for each in found.values():
        if each.exists():
            raise Misused("file-exists", file=str(each))
    return found


def _checked(desk: Office, plans: dict[str, bytes]) -> Checked | None:
    """What adopting the plan files would change. Raises Faulty (3) where they cannot be adopted."""
    if not plans:
        return None
    checked = imports.would_change(desk, plans)
    if checked.faults:
        raise Faulty(list(checked.faults))
    return checked


def _put(told: _Told) -> None:
    columns = [
        tables.Column(_("day")), tables.Column(_("time")), tables.Column(_("what"), least=12),
        tables.Column(_("task")), tables.Column(_("what becomes of it"), least=12),
    ]
    tables.show(columns, [
        [
            row.appointment.on.isoformat(), row.appointment.time or "-", row.what, row.task or "-",
            wording.outcome(_row(row), is_written=told.brought is not None),
        ]
        for row in told.rows
    ])
    for difference in told.checked.differences if told.checked else ():
        outlet.put(outlet.one_line(county.difference(*difference)))


def _say(told: _Told, places: dict[str, Path], *, is_written: bool) -> None:
    """What was left out, and how to go on."""
    for fault in told.read.left[:LEFT_SHOWN]:
        outlet.say(outlet.one_line(sentences.of_fault(fault)))
    if len(told.read.left) > LEFT_SHOWN:
        rest = len(told.read.left) - LEFT_SHOWN
        outlet.say(ngettext("and {count} more left out", "and {count} more left out", rest).format(count=rest))
    if told.read.outside:
        count = told.read.outside
        outlet.say(ngettext(
            "{count} event lies on other days; --from and --to name the days.",
            "{count} events lie on other days; --from and --to name the days.", count,
        ).format(count=count))
    for place in places.values():
        outlet.say(_("Plan written to {file}.").format(file=place))
    count = sum(row.standing in importing.TO_RECORD for row in told.rows)
    leaves_plans = told.checked is not None and not places
    for line in wording.ending(count, is_written=is_written, leaves_plans=leaves_plans):
        outlet.say(line)


def _document(told: _Told) -> dict[str, Any]:
    brought = told.brought
    return {
        "rows": [_row(row) for row in told.rows],
        "left": [_left(fault) for fault in told.read.left],
        "outside": told.read.outside,
        "differences": [each._asdict() for each in told.checked.differences] if told.checked else [],
        "written": brought is not None,
        "entries": [{"task": entry.task, "seq": entry.seq} for entry in brought.entries] if brought else [],
    }


def _row(row: Row) -> dict[str, Any]:
    appointment = row.appointment
    return {
        "on": appointment.on.isoformat(), "time": appointment.time or None, "title": appointment.title,
        "last": appointment.last.isoformat() if appointment.last else None, "place": appointment.place,
        "uid": appointment.uid, "sequence": appointment.sequence, "line": appointment.line,
        "standing": row.standing, "task": row.task or None, "by": row.by or None, "what": row.what,
        "known_on": row.known_on.isoformat() if row.known_on else None, "seq": row.seq or None,
    }


def _left(fault: Fault) -> dict[str, Any]:
    return {"file": fault.file, "line": fault.line, "code": fault.code, "message": sentences.message(fault)}
