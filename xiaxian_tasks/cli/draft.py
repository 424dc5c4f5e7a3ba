"""`draft` (草拟方案): official documents read into a draft plan."""

from pathlib import Path

import click

from xiaxian_tasks import assemble, files
from xiaxian_tasks.cli import outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import YEAR
from xiaxian_tasks.errors import Fault, Faulty, Misused
from xiaxian_tasks.language import _
from xiaxian_tasks.office import drafts
from xiaxian_tasks.wording import words


@click.command(help=_("Read official documents (.txt, .docx, .pdf) into a draft plan, for a person to go over."))
@click.argument("paths", nargs=-1, required=True, metavar=_("FILE..."))
@click.option("--out", metavar=_("PLAN.toml"), help=_("Write the draft as a plan file."))
@click.option("--year", type=YEAR, help=_("The year of days printed without one."))
@as_json
@click.pass_obj
def draft(seat: Seat, paths: tuple[str, ...], *, out: str | None, year: int | None, is_json: bool) -> None:
    """Print the draft tasks, and write them where asked; a file that is there is never written over."""
    if out is not None and Path(out).exists():
        raise Misused("file-exists", file=out)
    texts = _texts(paths)
    found = drafts.drafted(texts, year, Path(out).stem if out else "draft")
    if out is not None:
        said = {code: words.word(words.DOUBTS, code) for code in words.DOUBTS}
        name, first = Path(out).stem, texts[0].text
        written = assemble.draft_plan(seat.settings, found, id=name, year=year, first=first, words=said)
        files.write(Path(out), written)
        outlet.say(_("Draft written to {file}. Check it with: xiaxian load --check {file}").format(file=out))
    if is_json:
        outlet.put_json(drafts.document(found))
        return
    columns = [
        tables.Column(_("number")), tables.Column(_("heading"), least=10), tables.Column(_("lead"), least=6),
        tables.Column(_("targets"), right=True), tables.Column(_("due")), tables.Column(_("doubts"), least=8),
    ]
    tables.show(columns, [
        [
            each.number or "-", each.title, words.joined(each.lead), str(len(each.targets) or ""),
            each.due.isoformat() if each.due else "-", words.joined([words.word(words.DOUBTS, d) for d in each.doubts]),
        ]
        for _file, each in found
    ])


def _texts(paths: tuple[str, ...]) -> list[drafts.Text]:
    """The texts of all files. Raises Faulty (3) with everything that cannot be read."""
    found: list[drafts.Text] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(drafts.Text(path, assemble.text_of(path, files.read(path))))
        except Misused as error:
            faults.append(Fault(path, 0, error.code, {"why": error.figures["why"]}))
        except Faulty as faulty:
            faults += faulty.faults
    if faults:
        raise Faulty(faults)
    return found
