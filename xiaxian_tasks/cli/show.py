"""`show` (事项详情): one task whole."""

import click

from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.language import _
from xiaxian_tasks.office import evidence, histories, memory, names
from xiaxian_tasks.office.sight import sheet as sheet_of


@click.command(help=_("One task whole: source, bodies, light with its reason, targets, milestones, recurrences,"
                      " history."))
@click.argument("task", shell_complete=completing.tasks, metavar=_("TASK"))
@as_json
@click.pass_obj
@click.pass_context
def show(ctx: click.Context, seat: Seat, task: str, is_json: bool) -> None:
    """Print one task."""
    desk = seat.desk(ctx)
    row = names.task(desk, task)
    sheet = {
        **sheet_of(desk, row), "months": memory.months_of(desk, row), "history": histories.of_task(desk, row.id),
    }
    has_papers = any(entry.get("evidence") for entry in sheet["history"])
    sheet["evidence"] = list(evidence.listing(desk, row.id)) if has_papers else []
    if is_json:
        outlet.put_json(sheet)
        return
    from xiaxian_tasks.cli.sheets import put_sheet
    from xiaxian_tasks.office.lifeline import open_to_actor

    put_sheet(sheet, desk.on, desk.workdays, open_to_actor(desk, sheet))
