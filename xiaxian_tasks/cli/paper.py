"""`paper` (公文): a paper measured against the standard."""

from typing import TYPE_CHECKING

import click

from xiaxian_tasks import files
from xiaxian_tasks.assemble import gauging
from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.errors import Faulty
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.wording import printing

if TYPE_CHECKING:
    from xiaxian_tasks.assemble.gauging import Finding

STANDARD = "GB/T 9704-2012"


@click.group(help=_("Papers measured against the standard."))
def paper() -> None:
    """Only groups."""


@paper.command("check", help=_("Measure a .docx against GB/T 9704-2012: page, characters and lines, name, number, red"
                               " rules, title, faces, page numbers, record. Leaves with 3 where it deviates."))
@click.argument("file", metavar=_("FILE.docx"))
@as_json
@click.pass_context
def check(ctx: click.Context, file: str, *, is_json: bool) -> None:
    """Print each deviation."""
    found = gauging.deviations(files.read(file), file)
    if is_json:
        told = [
            {"place": each.place, "what": each.code, "measured": each.found, "wanted": each.wanted} for each in found
        ]
        outlet.put_json({"file": file, "standard": STANDARD, "ok": not found, "findings": told})
    else:
        _put(file, found)
    if found:
        ctx.exit(Faulty.exit_code)


def _put(file: str, found: "list[Finding]") -> None:
    columns = [
        tables.Column(_("place")), tables.Column(_("what"), least=8), tables.Column(_("measured"), least=8),
        tables.Column(_("standard"), least=8),
    ]
    tables.show(columns, [
        [printing.place(each.place), printing.what(each.code), printing.value(each.found), printing.value(each.wanted)]
        for each in found
    ])
    if not found:
        outlet.put(_("{file}: nothing measured deviates from {standard}.").format(file=file, standard=STANDARD))
        return
    told = ngettext("{file} deviates from {standard} in {count} point.",
                    "{file} deviates from {standard} in {count} points.", len(found))
    outlet.say(told.format(file=file, standard=STANDARD, count=len(found)))
