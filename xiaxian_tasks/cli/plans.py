"""`plans` and `bodies` (方案、单位): lists."""

import click

from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.domain.terms import BODY_KINDS
from xiaxian_tasks.language import _
from xiaxian_tasks.office import lists
from xiaxian_tasks.wording import words


@click.command(help=_("The plans with their documents and the count of their tasks."))
@as_json
@click.pass_obj
@click.pass_context
def plans(ctx: click.Context, seat: Seat, is_json: bool) -> None:
    """Print the plans."""
    found = lists.plans(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    columns = [
        tables.Column(_("plan")), tables.Column(_("document")), tables.Column(_("issued")),
        tables.Column(_("tasks"), right=True), tables.Column(_("heading"), least=12),
    ]
    tables.show(columns, [
        [row["id"], row["document"], row["issued"], str(row["tasks"]), row["title"]] for row in found
    ])


@click.command(help=_("The bodies by kind, with their other spellings and members."))
@as_json
@click.pass_obj
@click.pass_context
def bodies(ctx: click.Context, seat: Seat, is_json: bool) -> None:
    """Print the bodies."""
    found = lists.bodies(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    for number, kind in enumerate(kind for kind in BODY_KINDS if any(row["kind"] == kind for row in found)):
        rows = [row for row in found if row["kind"] == kind]
        if number:
            outlet.put()
        outlet.put(_("{kind}: {count}").format(kind=words.word(words.BODY_KINDS, kind), count=len(rows)))
        columns = [
            tables.Column(_("body"), least=8), tables.Column(_("also"), least=6),
            tables.Column(_("members"), least=6),
        ]
        shown = len(columns) if any(row["members"] for row in rows) else len(columns) - 1
        cells = [[row["name"], words.joined(row["aliases"]), words.joined(row["members"])] for row in rows]
        tables.show(columns[:shown], [row[:shown] for row in cells])
