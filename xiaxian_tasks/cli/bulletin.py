"""`bulletin` (督查通报): a period counted, the named good and slow, as a paper, a page, a text or JSON."""

from datetime import date
from pathlib import Path

import click

from xiaxian_tasks import files
from xiaxian_tasks.assemble import bulletin as put_together
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.language import _
from xiaxian_tasks.office import bulletin as office_bulletin
from xiaxian_tasks.office import seals
from xiaxian_tasks.office.bulletin import Wanted
from xiaxian_tasks.wording import words


@click.command(help=_("The bulletin of a period, by default of the running month: counts and shares by class beside the"
                      " period before, the named good and slow, reports and answers that are missing."))
@click.option("--month", default="", metavar="YYYY-MM", help=_("The month; a closed one as on the day it was closed."))
@click.option("--from", "first", type=DAY, help=_("First day, instead of a month."))
@click.option("--to", "last", type=DAY, help=_("Last day; today when left out."))
@click.option("--plan", default="", metavar=_("PLAN"), shell_complete=completing.plans, help=_("Of one plan."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("What one body leads."))
@click.option("--compare", type=DAY, help=_("The day to compare with; the end of the period before when left out."))
@click.option("--photos", multiple=True, metavar=_("TASK"), shell_complete=completing.tasks,
              help=_("Attach the photographs that came with the task's reports of the period. May be given again."))
@click.option("--seal", "is_sealed", is_flag=True, help=_("Seal the ledger now, so that the bulletin bears its code."))
@click.option("--issue", "is_issued", is_flag=True,
              help=_("Issue it to every body it names, under the next number of the year."))
@click.option("--out", metavar=_("FILE"), help=_("A file ending in .docx, .pdf, .txt, .html or .md."))
@as_json
@click.pass_obj
@click.pass_context
def bulletin(
    ctx: click.Context, seat: Seat, /, *, is_sealed: bool, is_issued: bool, out: str | None, is_json: bool,
    **asked: str | date | None,
) -> None:
    """Write a bulletin to a file, or print it."""
    suffix = put_together.suffix_of(out) if out is not None else ".txt"
    desk = seat.desk(ctx)
    found = put_together.drawn(desk, Wanted(**asked))  # type: ignore[arg-type]
    if out is not None and (is_issued or is_sealed):
        files.probe(Path(out))
        put_together.written(found, suffix)  # what cannot be written, or printed, takes no number
    if is_sealed:
        seals.seal(desk)
        found = office_bulletin.sealed(desk, found)
    letter = put_together.issued(desk, found) if is_issued else None
    number = letter["number"] if letter else ""
    if letter:
        outlet.say(_("Issued: {number} to {bodies}").format(number=number, bodies=words.joined(letter["to"])))
    if out is not None:
        files.write(Path(out), put_together.written(found, suffix, number))
        outlet.say(_("Written: {file}").format(file=out))
    if is_json:
        outlet.put_json({**office_bulletin.sheet(found), "letter": letter})
    elif out is None:
        outlet.put(put_together.written(found, suffix, number).decode().rstrip("\n"))
