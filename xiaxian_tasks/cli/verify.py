"""`verify` (核验): every history against its chain, every present state against its history."""

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import StoreFault
from xiaxian_tasks.language import _
from xiaxian_tasks.office import proof
from xiaxian_tasks.wording import sentences, words


@click.command(help=_("Prove the ledger: every history against its chain, every present state against its history."))
@as_json
@click.pass_obj
@click.pass_context
def verify(ctx: click.Context, seat: Seat, is_json: bool) -> None:
    """Print what was found; leave with 7 when anything does not hold."""
    found = proof.verify(seat.desk(ctx))
    if is_json:
        outlet.put_json(found)
    else:
        for fault in found["faults"]:
            outlet.put(_("{task}, entry {seq}: {what}").format(
                task=fault["task"], seq=fault["seq"], what=sentences.of_difference(fault["code"])
            ))
        told = _("{tasks}, {entries}.").format(
            tasks=words.tasks(found["tasks"]), entries=words.entries(found["entries"])
        )
        outlet.put(_("All holds: {told}").format(told=told) if found["ok"] else told)
        outlet.put(_("head {head}").format(head=found["head"]))
        outlet.put(_("A tail cut together with the present state shows only against a head noted elsewhere."))
    if not found["ok"]:
        ctx.exit(StoreFault.exit_code)
