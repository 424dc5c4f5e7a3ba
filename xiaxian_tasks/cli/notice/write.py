"""`notice write`: a paper worded from the ledger at the day, for reading or into a file; nothing is recorded."""

from pathlib import Path
from typing import Any

import click

from xiaxian_tasks import files
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.notice.arguments import FORM, KIND
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office


@click.command(help=_("Word a paper from the ledger as it stands: a draft without a number, as text, or into a file"
                      " .docx, .txt or .pdf. Without a task it speaks of all that is red or yellow of the body."))
@click.argument("kind", required=False, type=KIND)
@click.argument("tasks", metavar=_("[TASK…]"), nargs=-1, shell_complete=completing.tasks)
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("To whom it goes; the lead when left out."))
@click.option("--form", type=FORM, help=_("How it is laid out; as usual when left out."))
@click.option("--due", type=DAY, help=_("The last day for an answer; by the ladder when left out."))
@click.option("--text", default="", metavar=_("TEXT"), help=_("Words of your own, among what is asked."))
@click.option("--when", default="", metavar=_("TEXT"), help=_("When a talk is held."))
@click.option("--place", default="", metavar=_("TEXT"), help=_("Where a talk is held."))
@click.option("--letter", default="", metavar=_("LETTER"),
              help=_("A letter that was issued, by its number, made again byte for byte."))
@click.option("--out", metavar=_("FILE"), help=_("A file .docx, .txt or .pdf; the text on the screen when left out."))
@click.pass_obj
@click.pass_context
def write(ctx: click.Context, seat: Seat, /, *, out: str | None, **asked: Any) -> None:
    """Word one paper, or write one that was issued."""
    suffix = Path(out).suffix.lower() if out else ".txt"
    content = _written(seat.desk(ctx), suffix, asked)
    if out is None:
        outlet.put(content.decode().rstrip("\n"))
        return
    files.write(Path(out), content)
    outlet.say(_("Written: {file}").format(file=out))


def _written(desk: Office, suffix: str, asked: dict[str, Any]) -> bytes:
    from xiaxian_tasks.assemble import letters

    kind, letter = asked.pop("kind"), asked.pop("letter").strip()
    if bool(kind) == bool(letter):
        raise Misused("paper-or-letter")
    if letter:
        return letters.issued(desk, letter, suffix)
    body, tasks = asked.pop("body").strip(), asked.pop("tasks")
    return letters.written(letters.draft(desk, kind, body, tasks, asked), suffix)
