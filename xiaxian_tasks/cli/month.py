"""`month` (月度封账): close a month, show one beside the one before, list those closed."""

from collections.abc import Iterator

import click

from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import months
from xiaxian_tasks.office.sight import Sheet, entry_sheet
from xiaxian_tasks.wording import months as said
from xiaxian_tasks.wording import words

LINES = 10
"""Tasks of a list that are told by name; a month that brings a whole plan would fill the screen with it."""


@click.group(help=_("Months: the lights of a closed one stay for ever."))
def month() -> None:
    """Months."""


@month.command("close", help=_("Close a month with the lights of the day. Nothing can be recorded for that day or"
                               " before any more."))
@click.argument("name", metavar=_("YYYY-MM"))
@as_json
@click.pass_obj
@click.pass_context
def close(ctx: click.Context, seat: Seat, name: str, *, is_json: bool) -> None:
    """Close, and show what was closed."""
    desk = seat.desk(ctx)
    name = months.month_of(name)
    entry = months.close(desk, name)
    if is_json:
        outlet.put_json({"entry": entry_sheet(entry), "month": months.shown(desk, name)})
        return
    _put(months.shown(desk, name), LINES)


@month.command("show", help=_("A month's lights beside the closing before, and the tasks that turned. Without a month"
                              " the running one, provisionally."))
@click.argument("name", metavar=_("[YYYY-MM]"), default="")
@click.option("--all", "is_whole", is_flag=True, help=_("Every task that turned, came or went, not the first ten."))
@as_json
@click.pass_obj
@click.pass_context
def show(ctx: click.Context, seat: Seat, name: str, *, is_whole: bool, is_json: bool) -> None:
    """Print a month."""
    sheet = months.shown(seat.desk(ctx), name)
    if is_json:
        outlet.put_json(sheet)
        return
    _put(sheet, None if is_whole else LINES)


@month.command("list", help=_("The closed months."))
@as_json
@click.pass_obj
@click.pass_context
def listed(ctx: click.Context, seat: Seat, *, is_json: bool) -> None:
    """Print the closed months."""
    found = months.closed(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("No month is closed yet: xiaxian month close YYYY-MM"))
    columns = [tables.Column(_("month")), tables.Column(_("closed on")), *_lights()]
    tables.show(columns, [[each["month"], each["day"], *_shares(each)] for each in found])


def _lights() -> list[tables.Column]:
    """A column for each light, and one for the total."""
    return [tables.Column(name, right=True) for name in (*map(words.light, LIGHTS), _("total"))]


def _shares(counted: Sheet) -> list[str]:
    return [*(said.share(counted, light) for light in LIGHTS), said.total(counted)]


def _put(sheet: Sheet, most: int | None) -> None:
    """Print a month, of each list of tasks at most so many."""
    state = _("closed on {day}") if sheet["closed"] else _("open, as of {day}")
    outlet.put(f"{sheet['month']}  {state.format(day=sheet['day'])}")
    if sheet["before"]:
        outlet.put(_("beside {month}, closed on {day}").format(**sheet["before"]))
    outlet.put()
    rows = [[row["plan"], *_shares(row)] for row in sheet["plans"]]
    rows.append([_("total"), *_shares(sheet["total"])])
    tables.show([tables.Column(_("plan"), least=10), *_lights()], rows)
    for heading, lines in _lists(sheet):
        if lines:
            outlet.put(f"\n{heading}")
        for line in lines[:most]:
            outlet.put(f"  {line}")
        if more := len(lines[most:]) if most else 0:
            told = ngettext("{count} other (--all lists it)", "{count} others (--all lists them)", more)
            outlet.put(f"  {told.format(count=more)}")


def _lists(sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """The tasks that turned, came or went, a line each, under their headings."""
    for heading, turned in ((_("Worse"), sheet["worse"]), (_("Better"), sheet["better"])):
        yield heading, [
            f"{words.light(each['before'])} -> {words.light(each['now'])}  {_named(each)}" for each in turned
        ]
    for heading, came in ((_("Not there before"), sheet["added"]), (_("No longer there"), sheet["gone"])):
        yield heading, [_named(each) for each in came]


def _named(each: Sheet) -> str:
    return f"{each['task']}  {outlet.one_line(each['title'])}"
