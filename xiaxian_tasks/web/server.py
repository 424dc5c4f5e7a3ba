"""The server around the application: waitress, and a stop that lets finish what was begun."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from errno import EADDRINUSE, EADDRNOTAVAIL
from time import monotonic
from typing import Any, NamedTuple

from waitress import create_server, wasyncore
from waitress.server import BaseWSGIServer

from xiaxian_tasks.errors import Misused

THREADS = 8
"""Requests served at once: one that waits for the ledger lets others go on."""

GRACE = 25.0
"""Seconds a request in flight may take once a stop is asked for: below the 30 that Kubernetes and most units give."""

HEADERS_AT_MOST, BODY_AT_MOST, CONNECTIONS = 16_384, 16_384, 1_000
"""Bytes of a request's head, and of a body that nobody reads; connections open at once."""

FORWARDED = "x-forwarded-for x-forwarded-proto x-forwarded-host"


class Place(NamedTuple):
    """Where to listen: `prefix` is what stands before every path ("" or "/…"), `proxy` the address of the one machine
    that is believed when it says for whom it asks, "" for none."""

    host: str
    port: int
    prefix: str = ""
    proxy: str = ""


class Server:
    """One server, listening from the moment it is made.

    Raises Misused `address-taken`, `no-such-address`, `cannot-listen` (2).
    """

    def __init__(self, app: Callable[..., Iterable[bytes]], place: Place, *, grace: float = GRACE) -> None:
        self._grace = grace
        self._ends: float | None = None
        self._map: dict[int, Any] = {}
        believed = {"trusted_proxy": place.proxy, "trusted_proxy_headers": FORWARDED} if place.proxy else {}
        try:
            self._server = create_server(
                app, map=self._map, host=place.host, port=place.port, url_prefix=place.prefix, ident=None,
                threads=THREADS, clear_untrusted_proxy_headers=True, connection_limit=CONNECTIONS,
                asyncore_use_poll=True, max_request_header_size=HEADERS_AT_MOST, max_request_body_size=BODY_AT_MOST,
                log_socket_errors=False, **believed,
            )
        except (OSError, ValueError, OverflowError) as error:
            raise _refused(error, place) from error
        self._listening = [each for each in self._map.values() if isinstance(each, BaseWSGIServer)]

    @property
    def ports(self) -> list[int]:
        """The ports it listens on."""
        return [int(each.effective_port) for each in self._listening]

    def run(self) -> None:
        """Serve until stopped."""
        while not self._is_over():
            wasyncore.loop(timeout=1, use_poll=True, map=self._map, count=1)
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def stop(self) -> None:
        """Take no more connections, finish the requests that are here, then end `run`. From a signal or a thread."""
        if self._ends is None:
            self._ends = monotonic() + self._grace
        with suppress(OSError):  # it is over already
            self._listening[0].pull_trigger()

    def _is_over(self) -> bool:
        if self._ends is None:
            return False
        left = 0
        for listener in self._listening:
            if listener.accepting:
                listener.accepting = False
                wasyncore.dispatcher.close(listener)  # its own would close what wakes the loop too
            for channel in list(listener.active_channels.values()):
                channel.will_close = channel.will_close or _is_idle(channel)
                left += 1
        return not left or monotonic() >= self._ends


def _refused(error: Exception, place: Place) -> Misused:
    """Why it cannot listen; waitress names no cause for a name that stands for no address."""
    if not isinstance(error, OSError):
        return Misused("no-such-address", host=place.host)
    codes = {EADDRINUSE: "address-taken", EADDRNOTAVAIL: "no-such-address"}
    code = codes.get(error.errno or 0, "cannot-listen")
    return Misused(code, host=place.host, port=place.port, why=error.strerror or type(error).__name__)


def _is_idle(channel: Any) -> bool:
    """Whether a connection waits for nothing: no request is being read, answered or sent."""
    return not (channel.requests or channel.request or channel.total_outbufs_len)
