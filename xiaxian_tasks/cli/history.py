"""`history` (历史): what was recorded, of one task or of the whole ledger."""

import click

from xiaxian_tasks.cli import completing, entries, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import COUNT
from xiaxian_tasks.domain.entries import COUNTY
from xiaxian_tasks.language import _
from xiaxian_tasks.office import histories, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import sheet

NEWEST = 50
"""Entries of the whole ledger shown for reading; --json gives all."""


@click.command(help=_("What was recorded, oldest first: of one task, of the county (county), or the newest of the whole"
                         " ledger."))
@click.argument("task", required=False, shell_complete=completing.tasks, metavar=_("[TASK]"))
@click.option("--limit", type=COUNT, help=_("The newest N only."))
@as_json
@click.pass_obj
@click.pass_context
def history(ctx: click.Context, seat: Seat, task: str | None, limit: int | None, is_json: bool) -> None:
    """Print entries."""
    desk = seat.desk(ctx)
    if task is not None:
        found = histories.of_task(desk, COUNTY if task == COUNTY else names.task(desk, task).id, limit=limit)
    else:
        found = histories.of_all(desk, limit=limit if limit is not None or is_json else NEWEST)
    if is_json:
        outlet.put_json_rows(found)
        return
    named: dict[str, entries.Names] = {}
    for entry in found:
        if entry["task"] not in named:
            named[entry["task"]] = _names(desk, entry["task"])
        outlet.put(entries.line(entry, named[entry["task"]], with_task=task is None))


def _names(desk: Office, task: str) -> entries.Names:
    """What the duties of a task are called; nothing of a case."""
    row = desk.store.task(task, desk.on)
    return entries.names_of(sheet(desk, row)) if row else {}
