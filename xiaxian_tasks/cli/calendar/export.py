"""`calendar export`: iCalendar files, one for all, one for each body, or bytes on standard output."""

import click

from xiaxian_tasks import files
from xiaxian_tasks.assemble import calendars
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import feeds
from xiaxian_tasks.office.desk import Office


@click.command(help=_("Write calendars: one file per body into a folder, one for all into a file .ics, or to"
                         " standard output."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Of one body."))
@click.option("--out", metavar=_("FILE_OR_FOLDER"), help=_("A folder that exists, or a name ending in .ics."))
@click.pass_obj
@click.pass_context
def export(ctx: click.Context, seat: Seat, body: str, out: str | None) -> None:
    """Write one calendar or many."""
    desk = seat.desk(ctx)
    if out is None:
        outlet.put_bytes(_bytes(desk, body))
        return
    wanted = calendars.places(desk, body, out)
    for name, path in wanted.items():
        files.write(path, _bytes(desk, name))
    count = len(wanted)
    outlet.say(ngettext("{count} calendar written.", "{count} calendars written.", count).format(count=count))


def _bytes(desk: Office, body: str) -> bytes:
    return calendars.exported(desk, feeds.Scope(body))
