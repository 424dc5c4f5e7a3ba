"""`calendar serve`: the feed server, until it is stopped."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING

import click

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.cli.seat import Seat
from xiaxian_tasks.errors import Misused, StoreFault
from xiaxian_tasks.language import _

if TYPE_CHECKING:
    from xiaxian_tasks.web.server import Place, Server

HERE = "127.0.0.1"
"""Where only this machine reaches it: a proxy with TLS stands before it, or somebody decides otherwise."""

_PREFIX = re.compile(r"(/[\w.~-]+)*/?", re.ASCII)


@click.command(help=_("Serve calendars to whoever holds a token, until stopped. Beyond this machine only behind TLS."))
@click.option("--host", default=HERE, show_default=True, metavar=_("ADDRESS"), help=_("Where to listen."))
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), metavar="N",
              help=_("The port; 0 takes a free one."))
@click.option("--prefix", default="", metavar="/…", help=_("What stands before every path."))
@click.option("--proxy", default="", metavar=_("ADDRESS"),
              help=_("The proxy that is believed when it says for whom it asks."))
@click.option("--url", default="", envvar="XIAXIAN_CALENDAR_URL", metavar="URL",
              help=_("The address of the feed server, for the links on its pages."))
@click.pass_obj
@click.pass_context
def serve(ctx: click.Context, seat: Seat, *, host: str, port: int, prefix: str, proxy: str, url: str) -> None:
    """Serve until a signal comes."""
    from xiaxian_tasks import assemble
    from xiaxian_tasks.assemble import serving, subscriptions

    try:
        from xiaxian_tasks.web import logs
        from xiaxian_tasks.web.app import App
        from xiaxian_tasks.web.quota import Quota
        from xiaxian_tasks.web.server import Place, Server
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    app = App(serving.Hatch(seat.settings), Quota(serving.salt()), url=subscriptions.base(url) if url else "")
    place = Place(host, port, _prefix(prefix), _proxy(proxy))
    if not assemble.has_ledger(seat.settings):
        raise StoreFault("no-ledger", place=assemble.ledger_place(seat.settings))
    seat.desk(ctx).store.close()  # what is amiss with the ledger is said now, and not to whoever asks first
    with logs.written_to(sys.stderr, is_debugging=bool(os.environ.get("XIAXIAN_DEBUG"))):
        server = Server(app, place)
        with _stopped_by_signals(server):
            _welcome(server, place)
            server.run()
    outlet.say(_("The feed server has stopped."))


def _missing(error: ModuleNotFoundError) -> Exception:
    """What to install; a module of our own that is missing is a defect."""
    ours = (error.name or "").startswith("xiaxian_tasks")
    return error if ours else Misused("extra-missing", extra="serve")


def _prefix(text: str) -> str:
    if not _PREFIX.fullmatch(text):
        raise Misused("bad-prefix", text=text)
    return text.rstrip("/")


def _proxy(text: str) -> str:
    try:
        return str(ip_address(text)) if text else ""
    except ValueError:
        raise Misused("bad-proxy", text=text) from None


def _welcome(server: "Server", place: "Place") -> None:
    host = f"[{place.host}]" if ":" in place.host else place.host
    for port in server.ports:
        outlet.say(_("Calendars are served at {address}. Ctrl-C stops.").format(
            address=f"http://{host}:{port}{place.prefix}/f/…"))
    outlet.say(_("To give one out: xiaxian calendar token add --person NAME"))
    if not _is_here(place.host):
        outlet.say(_("Whoever listens on the network can read the tokens. Put a proxy with TLS before it, and let it"
                     " listen on {here}.").format(here=HERE))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _stopped_by_signals(server: "Server") -> Iterator[None]:
    """The first signal asks the server to finish; a second one does what it always did."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}

    def back() -> None:
        for number, handled in before.items():
            signal.signal(number, handled)

    def stop(_number: int, _frame: object) -> None:
        back()
        server.stop()

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        back()
