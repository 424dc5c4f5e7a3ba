"""`remind` (提醒): what is to be said to whom, and its post, one file of this folder for each command."""

import click

from xiaxian_tasks.cli import completing
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.remind.check import check
from xiaxian_tasks.cli.remind.deciding import approve, confirm, edit, merge, postpone, withdraw
from xiaxian_tasks.cli.remind.looking import listing, show
from xiaxian_tasks.cli.remind.run import run
from xiaxian_tasks.cli.remind.watch import watch
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _


@click.group(invoke_without_command=True, help=_("Reminders: what the ladder asks to be said today, to whom and why,"
                                                 " and what is held back. Nothing is recorded or sent."))
@click.option("--check", "is_check", is_flag=True, help=_("Only say what would go; so does no option at all."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("One body alone."))
@as_json
@click.pass_obj
@click.pass_context
def remind(ctx: click.Context, seat: Seat, /, *, is_check: bool, body: str, is_json: bool) -> None:
    """Without a command say what would go."""
    if ctx.invoked_subcommand is None:
        check(seat.desk(ctx), body=body.strip(), is_json=is_json)
    elif is_check or body or is_json:
        raise Misused("remind-alone", command=ctx.invoked_subcommand)


for command in (listing, show, approve, edit, postpone, merge, withdraw, confirm, run, watch):
    remind.add_command(command)
