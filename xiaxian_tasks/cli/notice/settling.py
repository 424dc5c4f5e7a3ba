"""`notice reply` and `notice withdraw`: what becomes of a letter."""

import click

from xiaxian_tasks import files
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.notice.arguments import letter_argument
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.stepping import evidence as evidence_option
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import notices as wording
from xiaxian_tasks.wording import words


@click.command(help=_("Answer a letter in all its matters: whoever speaks for its body, or the office for it."))
@letter_argument
@click.argument("text", metavar=_("TEXT"))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("Who answers; the body the letter went to is the default."))
@evidence_option
@as_json
@click.pass_obj
@click.pass_context
def reply(
    ctx: click.Context, seat: Seat, /, letter: str, text: str, *, body: str, evidence: tuple[str, ...], is_json: bool
) -> None:
    """Answer a letter."""
    from xiaxian_tasks.assemble import notices

    desk = seat.desk(ctx)
    _tell(notices.reply(desk, letter, text, body=body, files=files.evidence(evidence)), is_json=is_json)


@click.command(help=_("Take a letter back with all its matters. Its number is not given again, and the register says"
                      " why."))
@letter_argument
@click.option("--why", required=True, metavar=_("TEXT"), help=_("Why."))
@as_json
@click.pass_obj
@click.pass_context
def withdraw(ctx: click.Context, seat: Seat, /, letter: str, *, why: str, is_json: bool) -> None:
    """Take a letter back."""
    from xiaxian_tasks.assemble import notices

    _tell(notices.withdraw(seat.desk(ctx), letter, why), is_json=is_json)


def _tell(found: Sheet, *, is_json: bool) -> None:
    if is_json:
        outlet.put_json(found)
        return
    told = (str(found["number"]), words.joined(found["to"]), words.tasks(len(found["tasks"])), wording.stands(found))
    outlet.put(outlet.one_line("  ".join(filter(None, told))))
