"""`calendar` (日历): iCalendar files, one for all, one for each body, or bytes on standard output."""

from pathlib import Path

import click

from xiaxian_tasks import assemble, files
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import feeds, names
from xiaxian_tasks.office.desk import Office


@click.group(help=_("Calendars for phones and desks."))
def calendar() -> None:
    """Only groups."""


@calendar.command(help=_("Write calendars: one file per body into a folder, one for all into a file .ics, or to"
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
    place = Path(out)
    if not _is_folder(place) and place.suffix.lower() != ".ics":
        raise Misused("no-such-place", place=out)
    wanted = {body: place} if not _is_folder(place) else _in_folder(desk, body, place)
    for name, path in wanted.items():
        files.write(path, _bytes(desk, name))
    count = len(wanted)
    outlet.say(ngettext("{count} calendar written.", "{count} calendars written.", count).format(count=count))


def _bytes(desk: Office, body: str) -> bytes:
    return assemble.calendar_bytes(feeds.feed(desk, body))


def _in_folder(desk: Office, body: str, folder: Path) -> dict[str, Path]:
    """A file for each body that owes something, or for one body; names do not depend on who else owes."""
    file_names = assemble.calendar_names(feeds.owing(desk))
    if body:
        known = names.body(desk, body).name
        file_names = {known: file_names.get(known) or assemble.calendar_names([known])[known]}
    return {name: folder / file for name, file in file_names.items()}


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except (OSError, ValueError):
        return False
