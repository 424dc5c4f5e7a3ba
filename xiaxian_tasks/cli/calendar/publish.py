"""`calendar publish` and `calendar unpublish`: a calendar put on a calendar server, and taken away again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from xiaxian_tasks.assemble import publishing
from xiaxian_tasks.assemble.publishing import Server, Told
from xiaxian_tasks.cli import completing, outlet
from xiaxian_tasks.cli.program import as_json
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.errors import Undelivered
from xiaxian_tasks.language import _
from xiaxian_tasks.office.feeds import Scope
from xiaxian_tasks.office.publishing import FORGET, KEEP, PUT, REMOVE, REPLACE
from xiaxian_tasks.wording import publishing as wording

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def _signing(command: "Callable[..., Any]") -> "Callable[..., Any]":
    """Which server, and who signs in there; what is secret stands in a file alone."""
    for option in (
        as_json,
        click.option("--check", "is_check", is_flag=True, help=_("Only say what would be done.")),
        click.option("--password-file", default="", envvar="XIAXIAN_CALDAV_PASSWORD_FILE", metavar=_("FILE"),
                     help=_("A file with the password in its first line; without --user a token.")),
        click.option("--user", default="", metavar=_("NAME"), help=_("Who signs in at the server.")),
        click.argument("url", metavar="URL"),
    ):
        command = option(command)
    return command


@click.command(help=_("Put a calendar on a CalDAV server, or bring it up to date there: each date an object of its"
                      " own. What others put there is never touched. URL is the calendar, or leads to it."))
@_signing
@click.option("--body", default="", metavar=_("BODY"), shell_complete=completing.bodies, help=_("Of one body."))
@click.option("--person", default="", metavar=_("NAME"), help=_("Of the body a person speaks for."))
@click.option("--twins", is_flag=True, help=_("A task beside each date, where the calendar takes tasks."))
@click.option("--redacted", is_flag=True, help=_("Titles alone, for a server outside the county."))
@click.pass_obj
@click.pass_context
def publish(
    ctx: click.Context, seat: Seat, *, url: str, user: str, password_file: str, body: str, person: str, twins: bool,
    redacted: bool, is_check: bool, is_json: bool,
) -> None:
    """Publish and tell."""
    desk, server = seat.adopted(ctx), Server(url, user, password_file)
    _warn(server)
    shape = Shape(redacted=redacted, twins=twins)
    _tell(publishing.publish(desk, server, Scope(body, person), shape, is_check=is_check), is_json=is_json)


@click.command(help=_("Remove from a CalDAV server exactly what was put there, and nothing else."))
@_signing
@click.pass_obj
@click.pass_context
def unpublish(
    ctx: click.Context, seat: Seat, *, url: str, user: str, password_file: str, is_check: bool, is_json: bool
) -> None:
    """Take away and tell."""
    desk, server = seat.adopted(ctx), Server(url, user, password_file)
    _warn(server)
    _tell(publishing.unpublish(desk, server, is_check=is_check), is_json=is_json)


def _warn(server: Server) -> None:
    """A password without encryption can be read on its way."""
    try:
        parts = urlsplit(server.address)
        is_open = parts.scheme == "http" and parts.hostname not in _HERE
    except ValueError:
        return  # refused with its reason in a moment
    if is_open and server.secret_file:
        outlet.say(_("Without https the password can be read on its way."))


def _tell(told: Told, *, is_json: bool) -> None:
    """What was planned or done; raises what stopped it, or that something was left (8)."""
    if is_json:
        outlet.put_json(_document(told))
    else:
        for line in _lines(told):
            outlet.put(line)
    if told.outcome is None:
        return
    if told.outcome.stopped:
        raise told.outcome.stopped
    if told.outcome.left:
        raise Undelivered("dav-left", count=len(told.outcome.left), place=told.address)


def _lines(told: Told) -> Iterator[str]:
    if told.outcome is None:
        for row in _steps(told):
            yield wording.act_line(row["act"], row["uid"], row["on"], row["what"])
        yield wording.plan_line(_counts(told))
        return
    for left in told.outcome.left:
        yield wording.left_line(left.why, left.uid, left.reply)
    yield wording.done_line(_counts(told), told.address)
    if told.outcome.stopped:
        yield wording.unfinished_line(_open(told))


def _document(told: Told) -> dict[str, Any]:
    """What was planned or done as JSON: counts, the steps of a plan, what was left."""
    found: dict[str, Any] = {"calendar": told.address, **_counts(told)}
    if told.outcome is None:
        return {**found, "steps": list(_steps(told))}
    stopped = told.outcome.stopped
    left = [left._asdict() for left in told.outcome.left]
    return {**found, "left": left, "open": _open(told), "stopped": stopped.code if stopped else None}


def _steps(told: Told) -> Iterator[dict[str, str]]:
    """What is to be done, without what stands as it should or is gone already."""
    for step in told.steps:
        if step.act not in {KEEP, FORGET}:
            wanted = told.wanted.get(step.uid)
            on, what = (wanted.on, wanted.what) if wanted else ("", "")
            yield {"act": step.act, "uid": step.uid, "on": on, "what": what}


def _counts(told: Told) -> dict[str, int]:
    """How much is or was put, replaced, removed and kept."""
    done = told.outcome.done if told.outcome else None
    return {
        act: len(done[act]) if done is not None else sum(step.act == act for step in told.steps)
        for act in (PUT, REPLACE, REMOVE, KEEP)
    }


def _open(told: Told) -> int:
    """How much of a plan a run did not come to."""
    if told.outcome is None or told.outcome.stopped is None:
        return 0
    came_to = {uid for uids in told.outcome.done.values() for uid in uids} | {left.uid for left in told.outcome.left}
    return sum(step.uid not in came_to and step.act != FORGET for step in told.steps)
