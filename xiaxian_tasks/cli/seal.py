"""`seal` (封存): the heads of all histories in one code for paper."""

import click

from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.language import _
from xiaxian_tasks.office import seals
from xiaxian_tasks.wording import words


@click.group(invoke_without_command=True,
             help=_("Seal the ledger: one code for all histories, to be printed and kept on paper."))
@as_json
@click.pass_obj
@click.pass_context
def seal(ctx: click.Context, seat: Seat, is_json: bool) -> None:
    """Seal, unless a command of the group was called, and print the code."""
    if ctx.invoked_subcommand is not None:
        return
    found = seals.seal(seat.desk(ctx))
    if is_json:
        outlet.put_json(found)
        return
    outlet.put(found["code"])
    outlet.put(_("Sealed on {day}: {histories} with {entries}; {signature}.").format(
        day=found["at"], histories=words.histories(found["histories"]), entries=words.entries(found["entries"]),
        signature=words.word(words.SIGNATURES, found["signature"]),
    ))
    outlet.put(_("Print the code, or write it down. To prove the ledger with it: xiaxian verify --seal CODE"))


@seal.command("list", help=_("The seals of the ledger."))
@as_json
@click.pass_obj
@click.pass_context
def listed(ctx: click.Context, seat: Seat, is_json: bool) -> None:
    """Print the seals, oldest first."""
    found = seals.listing(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("The ledger was never sealed: xiaxian seal"))
        return
    columns = [
        tables.Column(_("day")), tables.Column(_("code")), tables.Column(_("histories"), right=True),
        tables.Column(_("entries"), right=True), tables.Column(_("signature")), tables.Column(_("by")),
    ]
    tables.show(columns, [
        [each["at"], each["code"], str(each["histories"]), str(each["entries"]),
         words.word(words.SIGNATURES, each["signature"]), each["by"]]
        for each in found
    ])
