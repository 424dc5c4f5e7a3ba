"""`calendar token`: calendars given out to persons, each by a token of its own that is shown once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import click

from xiaxian_tasks.assemble import subscriptions as tokens
from xiaxian_tasks.cli import completing, outlet, tables
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.cli.typed import DAY, DAYS
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.errors import Misused
from xiaxian_tasks.language import _
from xiaxian_tasks.office import county, subscriptions
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.wording import subscriptions as wording
from xiaxian_tasks.wording import words

SHOWN_OF_AN_AGENT = 4
"""Cells a program's name may be cut to in the list."""

Command = Callable[..., Any]


@click.group(help=_("Calendars given out to persons, each by a token of its own."))
def token() -> None:
    """Only groups."""


def _lasting(command: Command) -> Command:
    """The options of how long a token holds and where it leads."""
    for option in (
        as_json,
        click.option("--url", default="", envvar="XIAXIAN_CALENDAR_URL", metavar="URL",
                     help=_("The address of the feed server, to print where the token leads.")),
        click.option("--days", type=DAYS, help=_("It holds so many days from today.")),
        click.option("--expires", type=DAY, help=_("The last day on which it holds; without one it holds on.")),
    ):
        command = option(command)
    return command


@token.command("add", help=_("Give a person a calendar. The token is shown once and kept nowhere."))
@click.option("--person", required=True, metavar=_("NAME"), help=_("Whose it is."))
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies,
              help=_("Whose dates it shows; without one those of the person's own body, or all."))
@click.option("--redacted", is_flag=True, help=_("Titles alone, for programs that fetch from outside the county."))
@click.option("--twins", is_flag=True, help=_("A task beside each date, for programs that keep tasks."))
@click.option("--working", is_flag=True, help=_("Alarms in working time only."))
@_lasting
@click.pass_obj
@click.pass_context
def add(
    ctx: click.Context, seat: Seat, *, person: str, body: str, redacted: bool, twins: bool, working: bool,
    expires: date | None, days: int | None, url: str, is_json: bool,
) -> None:
    """Give out, and print the token."""
    desk = _desk(ctx, seat, url)
    shape = Shape(redacted=redacted, twins=twins, working=working)
    made = tokens.add(desk, person, body, shape=shape, expires=_last_day(desk, expires, days))
    _put_given(desk, made, url, is_json=is_json)


@token.command("rotate", help=_("Put a new token in the place of one, which ends at once."))
@click.argument("key", metavar="ID")
@click.option("--keep-days", type=DAYS, default=0, help=_("The old one still holds for so many days."))
@_lasting
@click.pass_obj
@click.pass_context
def rotate(
    ctx: click.Context, seat: Seat, *, key: str, keep_days: int, expires: date | None, days: int | None, url: str,
    is_json: bool,
) -> None:
    """Give out another, and print the token."""
    desk = _desk(ctx, seat, url)
    made = tokens.rotate(desk, key, keep_days=keep_days, expires=_last_day(desk, expires, days))
    _put_given(desk, made, url, is_json=is_json)


@token.command("revoke", help=_("End a subscription. What was fetched stays where it is; recall empties it."))
@click.argument("key", metavar="ID")
@click.pass_obj
@click.pass_context
def revoke(ctx: click.Context, seat: Seat, key: str) -> None:
    """End it, and say what that does not do."""
    ended = subscriptions.revoke(seat.desk(ctx), key)
    outlet.put(_("{id} of {person} was revoked: its calendar is served no more.").format(
        id=ended.id, person=ended.person))
    outlet.say(_("Programs keep what they have fetched. To have them let go of it: xiaxian calendar token recall"
                 " {id}").format(id=ended.id))


@token.command("recall", help=_("Call a calendar back: for 30 days it is served with every date cancelled."))
@click.argument("key", metavar="ID")
@click.pass_obj
@click.pass_context
def recall(ctx: click.Context, seat: Seat, key: str) -> None:
    """Call it back, and say how long."""
    ended = subscriptions.recall(seat.desk(ctx), key)
    outlet.put(_("{id} of {person} was called back: for 30 days every date is served cancelled, then nothing.").format(
        id=ended.id, person=ended.person))
    outlet.say(_("It takes effect when a program next fetches the calendar; one that never asks again keeps what it"
                 " has."))


@token.command("list", help=_("The calendars given out, and when each was last fetched."))
@as_json
@click.pass_obj
@click.pass_context
def listed(ctx: click.Context, seat: Seat, *, is_json: bool) -> None:
    """Print the subscriptions."""
    found = subscriptions.listed(seat.desk(ctx))
    if is_json:
        outlet.put_json_rows(found)
        return
    if not found:
        outlet.say(_("No calendar was given out yet: xiaxian calendar token add --person NAME"))
    columns = [
        tables.Column("ID"), tables.Column(_("person"), least=6), tables.Column(_("body"), least=8),
        tables.Column(_("kind"), least=4), tables.Column(_("through")), tables.Column(_("state")),
        tables.Column(_("fetched on")),
        tables.Column(_("by program"), least=SHOWN_OF_AN_AGENT),
    ]
    tables.show(columns, [
        [row["id"], _named(row), wording.whose(row["body"]), wording.shape(row) or "-", row["expires"] or "-",
         words.word(wording.STATES, row["state"]), _day(row["seen"]), row["agent"] or "-"]
        for row in found
    ])


def _desk(ctx: click.Context, seat: Seat, url: str) -> Office:
    """The office, once the address is seen to be one: a token is not recorded and then lost to a slip."""
    if url:
        tokens.base(url)
    return seat.desk(ctx)


def _last_day(desk: Office, expires: date | None, days: int | None) -> date | None:
    if days is None:
        return expires
    if expires is not None:
        raise Misused("expires-or-days")
    return desk.on + timedelta(days=days)


def _put_given(desk: Office, made: tokens.Given, url: str, *, is_json: bool) -> None:
    leads = tokens.addresses(url, made.token) if url else None
    told = subscriptions.sheet(desk, county.state(desk), made.subscription)
    if is_json:
        outlet.put_json({
            **told, "token": made.token, "feed": leads.feed if leads else None,
            "webcal": leads.webcal if leads else None, "page": leads.page if leads else None,
        })
        return
    tables.pairs([
        (_("token"), made.token), ("ID", told["id"]), (_("person"), told["person"]),
        (_("body"), wording.whose(told["body"])), (_("kind"), wording.shape(told)),
        (_("through"), told["expires"]), (_("calendar"), f"{leads.feed}\n{leads.webcal}" if leads else ""),
        (_("page"), leads.page if leads else ""),
    ])
    outlet.say(_("The token is shown this once; the ledger keeps its hash. Whoever has it reads the calendar: hand it"
                 " to {person} alone.").format(person=told["person"]))


def _named(row: dict[str, Any]) -> str:
    """A person, marked where the county does not know the name any more."""
    return str(row["person"]) if row["known"] else _("{name} (not registered)").format(name=row["person"])


def _day(seen: str | None) -> str:
    """The day of a moment; --json has it to the second."""
    return seen[:len("2023-10-31")] if seen else "-"
