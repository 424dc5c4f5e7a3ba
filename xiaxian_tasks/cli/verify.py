"""`verify` (核验): every history against its chain, every present state against its history, every seal and paper."""

from typing import Any

import click

from xiaxian_tasks import assemble
from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import Misused, StoreFault
from xiaxian_tasks.language import _
from xiaxian_tasks.wording import sentences, words

Sheet = dict[str, Any]


@click.command(help=_("Prove the ledger: every history against its chain, every present state against its history,"
                      " and all against the seals."))
@click.option("--seal", "code", default=None, metavar=_("CODE"), help=_("Also against a seal on paper."))
@as_json
@click.pass_obj
@click.pass_context
def verify(ctx: click.Context, seat: Seat, code: str | None, is_json: bool) -> None:
    """Print what was found; leave with 7 when anything does not hold."""
    if code is not None and not code.strip():
        raise Misused("seal-empty")  # an unset variable of a script proves nothing
    found = assemble.verify(seat.desk(ctx), code=code or "")
    if is_json:
        outlet.put_json(found)
    else:
        put(found)
    if not found["ok"]:
        ctx.exit(StoreFault.exit_code)


def put(found: Sheet) -> None:
    """What was found, for reading: the faults, the counts, the seals, and what no ledger can prove of itself."""
    for fault in found["faults"]:
        outlet.put(sentences.of_fault_found(fault["task"], fault["seq"], fault["code"]))
    told = _("{tasks}, {entries}.").format(
        tasks=words.tasks(found["tasks"]), entries=words.entries(found["entries"])
    )
    outlet.put(_("All holds: {told}").format(told=told) if found["ok"] else told)
    outlet.put(_("head {head}").format(head=found["head"]))
    for seal in found["seals"]:
        outlet.put(_("seal {code} of {day}: {holds}, {signature}").format(
            code=seal["code"], day=seal["at"], holds=_("holds") if seal["holds"] else _("does not hold"),
            signature=words.word(words.SIGNATURES, seal["signature"]),
        ))
    for code in found["doubts"]:
        outlet.put(sentences.of_difference(code))
    if found["seals"]:
        day = found["seals"][-1]["at"]
        outlet.put(_("Not proved: what was written after the seal of {day}, where it was cut together with the present"
                     " state.").format(day=day))
    else:
        outlet.put(_("Not proved: a tail cut together with the present state. A seal on paper shows it: xiaxian seal"))
    outlet.put(_("Not proved: lists of bodies and their members, names of days off; they have no history."))
    outlet.put(_("No ledger proves who sat at the keyboard, or what was never recorded."))
