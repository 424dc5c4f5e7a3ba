"""`tasks` (事项): the list."""

from datetime import date
from typing import Any

import click

from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.grammar import Asking
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import COUNT, DAY, LIGHT, SORT, STATE
from xiaxian_tasks.domain.terms import LIGHTS, UNASSIGNED
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import lists, names
from xiaxian_tasks.office.desk import Office

LIMIT_AT_MOST = 1_000_000_000


@click.command(cls=Asking, help=_("List the tasks a query asks for; without one all. Plain words match titles, bodies"
                                  " and pinyin initials, and all must be found."))
@click.argument("query", metavar=_("[QUERY]..."), nargs=-1, shell_complete=completing.query)
@click.option("--view", metavar=_("NAME"), shell_complete=completing.views, help=_("What a saved view asks for too."))
@click.option("--plan", metavar=_("PLAN"), shell_complete=completing.plans, help=_("Of one plan."))
@click.option("--body", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Owed by a body or its groups."))
@click.option("--light", "lights", type=LIGHT, multiple=True, help=_("With this light; may be given again."))
@click.option("--state", "states", type=STATE, multiple=True, help=_("In this state; may be given again."))
@click.option("--due-before", type=DAY, help=_("Due before a day."))
@click.option("--sort", type=SORT, help=_("In this order; due is the default."))
@click.option("--reverse", is_flag=True, help=_("In this order turned round."))
@click.option("--limit", type=COUNT, help=_("The first N only."))
@as_json
@click.pass_obj
@click.pass_context
def tasks(ctx: click.Context, seat: Seat, /, query: tuple[str, ...], *, is_json: bool, **options: Any) -> None:
    """Print the tasks asked for."""
    desk = seat.desk(ctx)
    text = " ".join(query)
    sheets = lists.sheets(desk, _asked(desk, text, **options))
    if is_json:
        outlet.put_json_rows(sheets)
        return
    found = list(sheets)
    show_tasks(found)
    if text and not found:
        _hint(desk, text)


def _hint(desk: Office, text: str) -> None:
    """Say what the words of a query that found nothing may have been meant for."""
    from xiaxian_tasks.office import views
    from xiaxian_tasks.wording import queries

    for told in queries.hints(text, views.known(desk)):
        outlet.say(told)


def _asked(
    desk: Office, query: str, *, view: str | None, plan: str | None, body: str | None, lights: tuple[str, ...],
    states: tuple[str, ...], due_before: date | None, sort: str | None, reverse: bool, limit: int | None,
) -> lists.Asked:
    return lists.Asked(
        plan=names.plan(desk, plan) if plan is not None else "",
        body=_body(desk, body),
        lights=lights, states=states, due_before=due_before, sort=sort or "",
        limit=None if limit is None else min(limit, LIMIT_AT_MOST), text=query, view=view or "",
        reverse=reverse,
    )


def _body(desk: Office, body: str | None) -> str:
    """A body as asked for, once something answers to it: an old name means more on a day on which it still stood."""
    if body is None or body == UNASSIGNED:
        return body or ""
    names.body(desk, body)
    return body


def show_tasks(sheets: list[dict[str, Any]]) -> None:
    """Print tasks as a table; on a terminal with a line of totals before it."""
    if not sheets:
        outlet.say(_("No task matches."))
    from xiaxian_tasks.cli import tables
    from xiaxian_tasks.wording import words

    if tables.room() and sheets:
        counts = {light: sum(sheet["light"] == light for sheet in sheets) for light in LIGHTS}
        told = words.joined([f"{words.light(light)} {count}" for light, count in counts.items() if count])
        count = len(sheets)
        outlet.put(ngettext("{count} task: {counts}", "{count} tasks: {counts}", count).format(
            count=count, counts=told
        ))
    columns = [
        tables.Column(_("light")), tables.Column(_("task")), tables.Column(_("heading"), least=10),
        tables.Column(_("lead"), least=6), tables.Column(_("due")), tables.Column(_("progress"), right=True),
        tables.Column(_("gap"), right=True),
    ]
    rows = [
        [
            words.light(sheet["light"]), sheet["id"], sheet["title"], words.joined(sheet["lead"]), sheet["due"] or "-",
            words.percent(sheet["progress"]), words.points(sheet["gap"]),
        ]
        for sheet in sheets
    ]
    tables.show(columns, rows, [sheet["light"] for sheet in sheets])
