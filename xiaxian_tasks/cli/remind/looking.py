"""`remind list` and `remind show`: the outbox, and one message with all that became of it."""

from datetime import date

import click

from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import COUNT, DAY, Choice
from xiaxian_tasks.domain.messages import STATES
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet

STATE = Choice(STATES, {
    "待批": "due", "待发": "approved", "发送中": "sending", "已发": "sent", "已收到": "confirmed", "未发出": "failed",
    "已撤销": "cancelled",
})

message_argument = click.argument("message", metavar=_("MESSAGE"))


@click.command("list", help=_("The messages, the newest first: what waits for approval, what is to be sent, what was"
                              " sent, what was not."))
@click.option("--state", "states", type=STATE, multiple=True, help=_("In this state; repeatable."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("To one body."))
@click.option("--from", "first", type=DAY, help=_("Of this day or later."))
@click.option("--to", "last", type=DAY, help=_("Of this day or earlier."))
@click.option("--limit", type=COUNT, help=_("At most so many."))
@as_json
@click.pass_obj
@click.pass_context
def listing(
    ctx: click.Context, seat: Seat, /, states: tuple[str, ...], *, body: str, first: date | None, last: date | None,
    limit: int | None, is_json: bool,
) -> None:
    """Print the outbox."""
    from xiaxian_tasks.office import outbox

    found = outbox.listed(seat.desk(ctx), states, body=body.strip(), first=first, last=last, limit=limit)
    if is_json:
        outlet.put_json_rows(found)
        return
    rows = list(map(_row, found))
    if not rows:
        outlet.say(_("No messages here."))
    tables.show([
        tables.Column(_("message")), tables.Column(_("day")), tables.Column(_("body"), least=8),
        tables.Column(_("what"), least=8), tables.Column(_("lines"), right=True), tables.Column(_("to"), least=6),
        tables.Column(_("state"), least=8),
    ], rows)


def _row(sheet: Sheet) -> list[str]:
    from xiaxian_tasks.wording import messages

    return [
        sheet["id"], sheet["on"], sheet["body"], messages.what(sheet), str(len(sheet["lines"])),
        sheet["person"] or "-", messages.stands(sheet),
    ]


@click.command(help=_("One message: to whom, what it says, and what became of it."))
@message_argument
@as_json
@click.pass_obj
@click.pass_context
def show(ctx: click.Context, seat: Seat, /, message: str, *, is_json: bool) -> None:
    """Print one message."""
    from xiaxian_tasks.office import outbox

    sheet = outbox.shown(seat.desk(ctx), message)
    if is_json:
        outlet.put_json(sheet)
    else:
        put(sheet)


def put(sheet: Sheet) -> None:
    """A message for reading."""
    from xiaxian_tasks.wording import messages

    outlet.put(outlet.one_line(f"{sheet['id']}  {sheet['body']}  {messages.what(sheet)}  {messages.stands(sheet)}"))
    outlet.put()
    names = [piece.rpartition("#sha256:")[0] for piece in sheet["attachments"]]
    tables.pairs([
        (_("day"), sheet["on"]),
        (_("to"), outlet.one_line("  ".join(part for part in (sheet["person"], sheet["address"]) if part))),
        (_("channel"), sheet["channel"]), (_("subject"), sheet["subject"]), (_("tries"), sheet["attempts"] or ""),
        (_("sent"), messages.moment(sheet["sent"]) if sheet["sent"] else ""),
        (_("attached"), outlet.one_line("  ".join(names))),
        ("Message-ID", sheet["mark"]),
    ])
    _put_lines(_("Matters"), sheet["lines"])
    _put_lines(_("Taken out"), sheet["struck"])
    if sheet["text"]:
        outlet.put("\n" + _("Text"))
        for line in sheet["text"].split("\n"):
            outlet.put(f"  {line}".rstrip())
    if sheet.get("history"):
        outlet.put("\n" + _("History"))
    for entry in sheet.get("history", ()):
        said = "  ".join((entry["at"], entry["by"], *messages.step(entry)))
        outlet.put(outlet.one_line(f"  {entry['seq']}  {said}"))


def _put_lines(heading: str, lines: list[Sheet]) -> None:
    from xiaxian_tasks.wording import outbox, words

    if lines:
        outlet.put(f"\n{heading}")
    for line in lines:
        said = line["text"] or words.word(outbox.CAUSES, line["cause"])
        outlet.put(outlet.one_line(f"  {line['task']}  {said}"))
