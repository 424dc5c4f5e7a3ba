"""`calendar` (日历): calendars for phones and desks, one file of this folder for each command."""

import click

from xiaxian_tasks.cli.calendar.export import export
from xiaxian_tasks.cli.calendar.import_ import import_
from xiaxian_tasks.cli.calendar.mail import mail
from xiaxian_tasks.cli.calendar.publish import publish, unpublish
from xiaxian_tasks.cli.calendar.serve import serve
from xiaxian_tasks.cli.calendar.token import token
from xiaxian_tasks.language import _


@click.group(help=_("Calendars for phones and desks."))
def calendar() -> None:
    """Only groups."""


for command in (export, import_, mail, publish, serve, token, unpublish):
    calendar.add_command(command)
