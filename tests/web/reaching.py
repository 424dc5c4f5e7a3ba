"""The server running for a test: on a port of its own, in this process, with a real ledger behind it."""

import http.client
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from tests.ledgers import office
from xiaxian_tasks.assemble import subscriptions
from xiaxian_tasks.assemble.serving import Hatch
from xiaxian_tasks.domain.feed import Shape
from xiaxian_tasks.office import record
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.settings import Settings
from xiaxian_tasks.web import logs
from xiaxian_tasks.web.app import App
from xiaxian_tasks.web.quota import Quota
from xiaxian_tasks.web.server import Place, Server

BODY = "县民政局"
ON = date(2023, 10, 31)
SALT = b"of this test"
OFTEN = 100_000
PLACE = Place("127.0.0.1", 0)
PLAIN = Shape()


class Answer(NamedTuple):
    """What came back."""

    code: int
    headers: dict[str, str]
    body: bytes

    @property
    def lasting(self) -> dict[str, str]:
        """The headers but the moment."""
        return {name: value for name, value in self.headers.items() if name != "date"}


class Reached(NamedTuple):
    """A running server: its port and what it logged."""

    server: Server
    port: int
    logged: io.StringIO

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One request on a connection of its own; a name's _ stands for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            return asked(connection, path, method, **headers)
        finally:
            connection.close()


def asked(connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request on an open connection."""
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


@contextmanager
def running(
    hatch: Hatch, *, quota: Quota | None = None, place: Place = PLACE, url: str = "",
    is_debugging: bool = False, grace: float = 5.0,
) -> Iterator[Reached]:
    """A server in a thread; it is stopped at the end, unless it was before."""
    logged = io.StringIO()
    with logs.written_to(logged, is_debugging=is_debugging):
        app = App(hatch, quota or Quota(SALT, misses=OFTEN, fetches=OFTEN), url=url)
        server = Server(app, place, grace=grace)
        serving = Thread(target=server.run)
        serving.start()
        try:
            yield Reached(server, server.ports[0], logged)
        finally:
            server.stop()
            serving.join(20)
            assert not serving.is_alive()


def hatch(ledger: Path, *, on: Callable[[], date] = lambda: ON) -> Hatch:
    """Where the calendars of a ledger are handed out, on a day of the test's."""
    return Hatch(Settings(str(ledger), by="张某"), day=on)


def given(
    ledger: Path, person: str = "李某", body: str = BODY, *, shape: Shape = PLAIN, expires: date | None = None,
    on: str = "2023-10-30",
) -> str:
    """The token of a new subscription."""
    def ask(desk: Office) -> str:
        return subscriptions.add(desk, person, body, shape=shape, expires=expires).token

    return told(ledger, ask, on=on)


def told(ledger: Path, ask: Callable[[Office], str], *, on: str = "2023-10-31") -> str:
    """What somebody does at the ledger meanwhile, and the answer."""
    desk = office(ledger, on)
    try:
        return ask(desk)
    finally:
        desk.store.close()


def feed(token: str) -> str:
    """The path of a calendar."""
    return f"/f/{token}.ics"


def reported(desk: Office, value: str = "45户") -> str:
    """A figure of the body whose calendar is served."""
    record.report(desk, record.Said("services-23/13", value, correct=True))
    return value
