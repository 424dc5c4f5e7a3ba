"""`demo` (演示): a ledger of its own with the bundled plans and a year of made-up reports, opened for practice."""


import click

from xiaxian_tasks import assemble
from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.board import show_board
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.language import _


@click.command(help=_("Open a ledger for practice: the bundled plans with a year of made-up reports. It is a file of"
                      " its own, whatever --db says; the first time it is made, which takes some seconds."))
@click.option("--out", metavar=_("FILE"), default="", help=_("Where it is, instead of the data folder."))
@click.option("--again", is_flag=True, help=_("Make it anew; what was tried out in it is lost."))
@click.pass_obj
@click.pass_context
def demo(ctx: click.Context, seat: Seat, *, out: str, again: bool) -> None:
    """Make the demo where it is not there yet, and open the screen on it, or print its board."""
    counter = outlet.Counter(_("Making the demo"))
    try:
        seat.settings = assemble.demo(seat.settings, out, again=again, progress=counter)
    finally:
        counter.close()
    desk = seat.desk(ctx)
    seat.said |= {"db"}
    outlet.say(_("Every command works on it: xiaxian --db {place} …").format(place=seat.settings.db))
    if outlet.can_show_screen():
        notice = _("This is the demo: try anything. It opens again with: xiaxian demo")
        ctx.exit(seat.screen(desk, notice, seat.before))
    show_board(desk)
