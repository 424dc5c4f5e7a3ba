"""`burden` (基层负担): what the office asked of each body in a month, and what it perhaps asks twice."""

from typing import Any

import click

from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import N_, _, ngettext
from xiaxian_tasks.office import burden as office_burden
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.standing import span
from xiaxian_tasks.wording import county, words

WHYS = {"words": N_("words"), "unit": N_("unit"), "due": N_("due day")}


@click.group(invoke_without_command=True, help=_("What the office asked of each body in a month: requests, and figures"
                                                 " to fill in."))
@click.option("--month", default="", metavar="YYYY-MM", help=_("The month; the running one when left out."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("One body, each request by itself."))
@as_json
@click.pass_obj
@click.pass_context
def burden(ctx: click.Context, seat: Seat, /, *, month: str, body: str, is_json: bool) -> None:
    """Print the burden of a month."""
    if ctx.invoked_subcommand is not None:
        if month or body or is_json:
            raise Misused("burden-alone", command=ctx.invoked_subcommand)
        return
    desk = seat.desk(ctx)
    found = office_burden.burden(desk, span(desk, month), body=body)
    if is_json:
        outlet.put_json(found)
    else:
        _put(found)


def _put(found: Sheet) -> None:
    if not found["bodies"]:
        outlet.say(_("Nothing was asked of anybody from {first} to {last}.").format(**found))
    names = ["requests", *(["letters"] if any(row["letters"] for row in found["bodies"]) else []), "fields"]
    said = {"requests": _("requests"), "letters": _("letters"), "fields": _("figures asked")}
    columns = [
        tables.Column(_("month")), tables.Column(_("body"), least=8),
        *(tables.Column(said[name], right=True) for name in names), tables.Column(""),
    ]
    tables.show(columns, [
        [row["month"], county.called(row), *(str(row[name]) for name in names),
         _("beyond {limit}").format(limit=found["limit"]) if row["over"] else ""]
        for row in found["bodies"]
    ])
    for row in found.get("requests", ()):
        asked = ngettext("{count} figure", "{count} figures", row["fields"]).format(count=row["fields"])
        place = _("{task}, entry {seq}").format(**row)
        outlet.put(f"  {row['on']}  {place}  {words.word(words.ENTRIES, row['what'])}  {asked}")


@burden.command("twice", help=_("What is perhaps asked twice: duties of different plans owed by the same body."))
@as_json
@click.pass_obj
@click.pass_context
def twice(ctx: click.Context, seat: Seat, *, is_json: bool) -> None:
    """Print the pairs with their likeness and what speaks for it."""
    found = office_burden.twice(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("Nothing looks as if it were asked twice."))
    for pair in found:
        why = words.joined([words.word(WHYS, code) for code in pair["why"]])
        outlet.put(_("{likeness} %  {bodies}  ({why})").format(
            likeness=pair["likeness"], bodies=words.joined(pair["bodies"]), why=why
        ))
        for duty in (pair["one"], pair["other"]):
            outlet.put(outlet.one_line(f"  {duty['task']}  {duty['what']}{_asked(duty)}"))


def _asked(duty: dict[str, Any]) -> str:
    """Its unit and day, where it has them."""
    parts = [duty["unit"], _("due {day}").format(day=duty["due"]) if duty["due"] else ""]
    return "".join(f"  {part}" for part in parts if part)
