"""`calendar export`: iCalendar files, one for all, one for each body, or bytes on standard output."""

import click

from xiaxian_tasks import files
from xiaxian_tasks.assemble import calendars
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office.feed_scope import Scope


@click.command(help=_("Write calendars: one file per body into a folder, one for all into a file .ics, or to"
                         " standard output."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Of one body."))
@click.option("--person", default="", metavar=_("NAME"), help=_("For one person: the dates that person answers for."))
@click.option("--plan", default="", metavar=_("PLAN"), shell_complete=completing.plans, help=_("Of one plan."))
@click.option("--task", default="", metavar=_("TASK"), shell_complete=completing.tasks, help=_("Of one task."))
@click.option("--out", metavar=_("FILE_OR_FOLDER"), help=_("A folder that exists, or a name ending in .ics."))
@click.option("--twins", is_flag=True, help=_("A task beside each date, for programs that keep tasks."))
@click.option("--working", is_flag=True, help=_("Alarms in working time only."))
@click.option("--redacted", is_flag=True, help=_("Titles alone, for programs that fetch from outside the county."))
@click.pass_obj
@click.pass_context
def export(
    ctx: click.Context, seat: Seat, /, *, out: str | None, twins: bool, working: bool, redacted: bool, **asked: str
) -> None:
    """Write one calendar or many."""
    if asked["body"] and asked["person"]:
        raise Misused("body-and-person")
    desk, shape, scope = seat.desk(ctx), Shape(redacted=redacted, twins=twins, working=working), Scope(**asked)
    if out is None:
        outlet.put_bytes(calendars.exported(desk, scope, shape))
        return
    wanted = calendars.places(desk, scope, out)
    for each, path in wanted.items():
        files.write(path, calendars.exported(desk, each, shape))
    count = len(wanted)
    outlet.say(ngettext("{count} calendar written.", "{count} calendars written.", count).format(count=count))
