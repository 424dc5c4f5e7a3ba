"""What a person decides of messages: `remind approve`, `edit`, `postpone`, `merge`, `withdraw`, `confirm`."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.remind.looking import message_argument
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY, Choice
from xiaxian_tasks.domain.letters import FORMS
from xiaxian_tasks.language import _

if TYPE_CHECKING:
    from xiaxian_tasks.domain.messages import MessageState

FORM = Choice(FORMS, {"公文": "official", "信函": "letter", "工作单": "sheet"})

many_messages = click.argument("chosen", nargs=-1, required=True, metavar=_("MESSAGE..."))


@click.command(help=_("Let messages go. A letter gets its number and its paper, and stands in every task it speaks of;"
                      " one that could not be sent is tried anew."))
@many_messages
@click.option("--form", type=FORM, help=_("The form of a letter; the usual one of its kind is the default."))
@click.option("--due", type=DAY, help=_("The day by which a letter asks for an answer; the ladder's is the default."))
@click.option("--text", default="", metavar=_("TEXT"), help=_("Words of the office's own, put into the paper."))
@click.option("--when", default="", metavar=_("TEXT"), help=_("When a talk is held."))
@click.option("--place", default="", metavar=_("TEXT"), help=_("Where a talk is held."))
@click.option("--override", default="", metavar=_("TEXT"),
              help=_("Why the body is asked beyond its monthly limit."))
@as_json
@click.pass_obj
@click.pass_context
def approve(
    ctx: click.Context, seat: Seat, /, chosen: tuple[str, ...], *, form: str | None, due: date | None, is_json: bool,
    **said: str,
) -> None:
    """Approve messages one after the other."""
    from xiaxian_tasks.assemble import outbox

    desk = seat.desk(ctx)
    terms = outbox.Terms(form or "", due, **{name: text.strip() for name, text in said.items()})
    _tell((outbox.approve(desk, message, terms) for message in chosen), is_json=is_json)


@click.command(help=_("Change what a message says, or to whom, before it goes. Words and matters of a letter that is"
                      " issued stand."))
@message_argument
@click.option("--subject", metavar=_("TEXT"), help=_("Another subject."))
@click.option("--text", metavar=_("TEXT"), help=_("Another text."))
@click.option("--person", metavar=_("NAME"), help=_("Another person."))
@click.option("--channel", metavar=_("CHANNEL"), help=_("Another channel."))
@click.option("--address", metavar=_("ADDRESS"), help=_("Another address."))
@click.option("--without", multiple=True, metavar=_("TASK"), help=_("Leave a task out of it; repeatable."))
@as_json
@click.pass_obj
@click.pass_context
def edit(
    ctx: click.Context, seat: Seat, /, message: str, *, without: tuple[str, ...], is_json: bool, **said: str | None
) -> None:
    """Change one message."""
    from xiaxian_tasks.assemble import outbox
    from xiaxian_tasks.office.outbox import Change

    change = Change(**said, without=without)
    _tell([outbox.edit(seat.desk(ctx), message, change)], is_json=is_json)


@click.command(help=_("Let messages wait until a day."))
@many_messages
@click.option("--to", "until", type=DAY, required=True, help=_("The first day on which they may go."))
@click.option("--why", default="", metavar=_("TEXT"), help=_("Why."))
@as_json
@click.pass_obj
@click.pass_context
def postpone(
    ctx: click.Context, seat: Seat, /, chosen: tuple[str, ...], *, until: date, why: str, is_json: bool
) -> None:
    """Postpone messages."""
    from xiaxian_tasks.office import outbox

    desk = seat.desk(ctx)
    _tell((outbox.postpone(desk, message, until, why.strip()) for message in chosen), is_json=is_json)


@click.command(help=_("Join messages of one sort to one body into one of them."))
@many_messages
@click.option("--into", required=True, metavar=_("MESSAGE"), help=_("The one that takes the others in."))
@click.option("--subject", default="", metavar=_("TEXT"), help=_("The subject it then has."))
@click.option("--text", default="", metavar=_("TEXT"), help=_("Its text; otherwise all matters are worded anew."))
@as_json
@click.pass_obj
@click.pass_context
def merge(ctx: click.Context, seat: Seat, /, chosen: tuple[str, ...], *, into: str, is_json: bool, **said: str) -> None:
    """Join messages."""
    from xiaxian_tasks.assemble import outbox

    _tell([outbox.merge(seat.desk(ctx), into, chosen, **said)], is_json=is_json)


@click.command(help=_("Take messages back before they go. What they would have said counts as said."))
@many_messages
@click.option("--why", required=True, metavar=_("TEXT"), help=_("Why."))
@as_json
@click.pass_obj
@click.pass_context
def withdraw(ctx: click.Context, seat: Seat, /, chosen: tuple[str, ...], *, why: str, is_json: bool) -> None:
    """Withdraw messages."""
    from xiaxian_tasks.office import outbox

    desk = seat.desk(ctx)
    _tell((outbox.withdraw(desk, message, why) for message in chosen), is_json=is_json)


@click.command(help=_("Note that messages arrived, or were handed over by hand, and how that is known."))
@many_messages
@click.option("--how", required=True, metavar=_("TEXT"), help=_("How it is known: who said so, who took it."))
@as_json
@click.pass_obj
@click.pass_context
def confirm(ctx: click.Context, seat: Seat, /, chosen: tuple[str, ...], *, how: str, is_json: bool) -> None:
    """Confirm messages."""
    from xiaxian_tasks.office import outbox

    desk = seat.desk(ctx)
    _tell((outbox.confirm(desk, message, how) for message in chosen), is_json=is_json)


def _put_documents(sheets: Iterable[dict[str, Any]]) -> None:
    """One document of all that was done, also where something then ended it."""
    told = list[dict[str, Any]]()
    try:
        told.extend(sheets)
    finally:
        if told:
            outlet.put_json_rows(told)


def _tell(done: "Iterable[MessageState]", *, is_json: bool) -> None:
    """Print each message as it stands once it is done; what a rule refuses ends it, and what was done stays."""
    from xiaxian_tasks.office.messages import sheet
    from xiaxian_tasks.wording import messages

    if is_json:
        _put_documents(map(sheet, done))
        return
    for state in done:
        told: dict[str, Any] = sheet(state)
        outlet.put(outlet.one_line(f"{told['id']}  {told['body']}  {messages.what(told)}  {messages.stands(told)}"))
