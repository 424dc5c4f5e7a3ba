"""`notice issue`: a letter gets its number, is kept, entered in every task, and put into the outbox."""

from datetime import date
from typing import Any

import click

from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.notice.arguments import form_option, kind_argument, tasks_argument
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import notices as wording
from xiaxian_tasks.wording import words


@click.command(help=_("Issue a letter about tasks of one body: the next number of its kind, the paper, and an entry in"
                      " each task. It waits in the outbox to be sent. Only the director issues."))
@kind_argument
@tasks_argument
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("To which body; the one that leads all the tasks is the default."))
@form_option
@click.option("--due", type=DAY, help=_("The day by which a letter asks for an answer; the ladder's is the default."))
@click.option("--text", default="", metavar=_("TEXT"), help=_("Words of the office's own, put into the paper."))
@click.option("--when", default="", metavar=_("TEXT"), help=_("When a talk is held."))
@click.option("--place", default="", metavar=_("TEXT"), help=_("Where a talk is held."))
@click.option("--override", default="", metavar=_("TEXT"), help=_("Why the body is asked beyond its monthly limit."))
@click.option("--check", "is_check", is_flag=True, help=_("Only show the paper; nothing is recorded."))
@as_json
@click.pass_obj
@click.pass_context
def issue(
    ctx: click.Context, seat: Seat, /, kind: str, tasks: tuple[str, ...], *, is_check: bool, is_json: bool,
    due: date | None, form: str | None, **typed: Any,
) -> None:
    """Issue a letter, or show the one that would be."""
    from xiaxian_tasks.assemble import notices

    desk = seat.desk(ctx)
    said = notices.Typed(kind, tasks, form=form or "", due=due, **{key: text.strip() for key, text in typed.items()})
    found = notices.checked(desk, said) if is_check else notices.issue(desk, said)
    if is_json:
        outlet.put_json(found)
    elif is_check:
        outlet.put(found["text"].rstrip("\n"))
    else:
        _put(found)


def _put(found: Sheet) -> None:
    """What was issued, to whom, and what comes next."""
    outlet.put(outlet.one_line(f"{found['number']}  {words.joined(found['to'])}  {found['title']}"))
    outlet.put(outlet.one_line("  ".join(filter(None, (
        _("letter {letter}").format(**found), words.tasks(len(found["tasks"])), wording.stands(found),
    )))))
    outlet.put(_("{message} waits in the outbox to be sent.").format(**found))
