"""`notice` (函件): letters issued, answered, taken back, and their register, one file of this folder for each."""

import click

from xiaxian_tasks.cli.notice.issue import issue
from xiaxian_tasks.cli.notice.looking import listing, register, show
from xiaxian_tasks.cli.notice.settling import reply, withdraw
from xiaxian_tasks.cli.notice.write import write
from xiaxian_tasks.language import _


@click.group(help=_("Letters: word them, issue them under a number, list and show them, answer them, take them back."))
def notice() -> None:
    """Only groups."""


for command in (issue, write, listing, show, reply, withdraw, register):
    notice.add_command(command)
