"""`agenda` (日程): dates to come."""

from datetime import date

import click

from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _
from xiaxian_tasks.office import lists
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import words


@click.command(help=_("Dates to come, the same as in the calendars."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Of one body."))
@click.option("--from", "first", type=DAY, help=_("From this day on; today is the default."))
@click.option("--to", "last", type=DAY, help=_("Up to this day."))
@as_json
@click.pass_obj
@click.pass_context
def agenda(ctx: click.Context, seat: Seat, *, body: str, first: date | None, last: date | None, is_json: bool) -> None:
    """Print the dates."""
    if first is not None and last is not None and first > last:
        raise Misused("from-after-to", first=first, last=last)
    found = lists.agenda(seat.desk(ctx), body=body, first=first, last=last)
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("No dates in this span."))
    columns = [
        tables.Column(_("day")), tables.Column(_("light")), tables.Column(_("what"), least=12),
        tables.Column(_("body"), least=6), tables.Column(_("task")),
    ]
    tables.show(columns, [
        [row["on"], words.light(row["light"]), _called(row), row["body"], row["task"]] for row in found
    ])


def _called(row: Sheet) -> str:
    """What a date is of, and its words."""
    if row["kind"] not in words.DATES:
        return str(row["what"])
    return _("{kind}: {what}").format(kind=words.word(words.DATES, row["kind"]), what=row["what"])
