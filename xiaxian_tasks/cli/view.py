"""`view` (视图): saved queries."""

import click

from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.language import _
from xiaxian_tasks.office import views
from xiaxian_tasks.wording import queries


@click.group(help=_("Queries saved under a name, for xiaxian tasks --view NAME."))
def view() -> None:
    """Saved queries."""


@view.command("save", help=_("Save a query under a name; one saved so before is replaced."))
@click.argument("name", metavar=_("NAME"))
@click.argument("query", metavar=_("QUERY..."), nargs=-1, required=True, shell_complete=completing.query)
@click.pass_obj
@click.pass_context
def save(ctx: click.Context, seat: Seat, name: str, query: tuple[str, ...]) -> None:
    """Save, and say how the query was read."""
    kept = views.save(seat.desk(ctx), name, " ".join(query)).content
    outlet.put(_("{name}: {query}").format(name=kept["name"], query=queries.said(kept["query"])))


@view.command("list", help=_("The saved views."))
@as_json
@click.pass_obj
@click.pass_context
def listed(ctx: click.Context, seat: Seat, *, is_json: bool) -> None:
    """Print the views."""
    found = views.known(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows([{"name": name, "query": query} for name, query in found.items()])
        return
    if not found:
        outlet.say(_("No view is saved yet: xiaxian view save NAME QUERY"))
    columns = [tables.Column(_("view"), least=8), tables.Column(_("query"), least=12)]
    tables.show(columns, [[name, queries.said(query)] for name, query in found.items()])


@view.command("drop", help=_("Drop a view."))
@click.argument("name", metavar=_("NAME"), shell_complete=completing.views)
@click.pass_obj
@click.pass_context
def drop(ctx: click.Context, seat: Seat, name: str) -> None:
    """Drop, and say so."""
    kept = views.drop(seat.desk(ctx), name).content
    outlet.put(_("The view “{name}” was dropped.").format(name=kept["name"]))
