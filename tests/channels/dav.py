"""Calendar servers for tests: a real Radicale with passwords, and a door before it that fails as it is told."""

import json
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from xiaxian_tasks.channels import caldav
from xiaxian_tasks.channels.caldav import SignIn

USER, PASSWORD = "office", "geheim密码"
OWNER = SignIn(USER, PASSWORD)

CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/store
[logging]
level = error
"""
RIGHTS = """\
[root]
user: .+
collection:
permissions: R
[own]
user: .+
collection: {user}(/.*)?
permissions: RWrw
[readable]
user: .+
collection: archive(/.*)?
permissions: Rr
"""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Radicale:
    """A server of its own in a folder; the user owns the calendars `water` and `roads` and may read `archive`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        (folder / "store").mkdir(parents=True)
        (folder / "users").write_text(f"{USER}:{PASSWORD}\nother:{PASSWORD}\n", encoding="utf-8")
        (folder / "rights").write_text(RIGHTS, encoding="utf-8")
        (folder / "config").write_text(CONFIG.format(port=self.port, folder=folder), encoding="utf-8")
        self.make("office/water")
        self._process: subprocess.Popen[bytes] | None = None

    def make(self, path: str, components: str = "VEVENT,VTODO") -> str:
        """A calendar that takes these components; its address."""
        place = self.folder / "store" / "collection-root" / path
        place.mkdir(parents=True)
        said = {"tag": "VCALENDAR", "C:supported-calendar-component-set": components}
        (place / ".Radicale.props").write_text(json.dumps(said))
        return self.address(path)

    def address(self, path: str = "office/water") -> str:
        return f"http://127.0.0.1:{self.port}/{path}/"

    def start(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "radicale", "-C", str(self.folder / "config")])
        for _try in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("Radicale does not start")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        """A request of a person's own program."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        signed = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Authorization": f"Basic {signed}", **given})
        answer = connection.getresponse()
        found = (answer.status, answer.read())
        connection.close()
        return found

    def objects(self, path: str = "office/water") -> dict[str, bytes]:
        """href -> bytes of what stands in a calendar, read from its disk."""
        place = self.folder / "store" / "collection-root" / path
        return {each.name: each.read_bytes() for each in place.iterdir() if each.suffix == ".ics"}


@contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """A server that runs."""
    server = Radicale(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def opened(address: str, sign_in: SignIn = OWNER, *, seconds: float = 10) -> Iterator[caldav.Calendar]:
    calendar = caldav.opened(address, sign_in, seconds=seconds)
    try:
        yield calendar
    finally:
        calendar.close()


class Request(NamedTuple):
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Reply(NamedTuple):
    """An answer; with status 0 the line is cut without one."""

    status: int
    headers: dict[str, str] = {}
    body: bytes = b""


Rule = Callable[[Request], Reply | None]
"""What answers a request; None lets it through to the server behind."""


class Door:
    """A server whose answers are made by a rule, or by a Radicale behind it."""

    def __init__(self, rule: Rule, behind: int = 0) -> None:
        self.rule, self.behind = rule, behind
        self.came: list[Request] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def address(self, path: str = "/office/water/") -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: Request) -> Reply:
        self.came.append(request)
        reply = self.rule(request)
        return reply if reply is not None else self.pass_on(request)

    def pass_on(self, request: Request) -> Reply:
        """What the server behind answers."""
        connection = HTTPConnection("127.0.0.1", self.behind, timeout=20)
        kept = {name: value for name, value in request.headers.items() if name.lower() not in {"host", "connection"}}
        connection.request(request.method, request.path, request.body, kept)
        answer = connection.getresponse()
        dropped = {"content-length", "transfer-encoding", "connection", "server", "date"}
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in dropped}
        reply = Reply(answer.status, headers, answer.read())
        connection.close()
        return reply


def _answering(door: Door) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:
                self.close_connection = True  # the other side has gone

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply = door.answer(Request(self.command, self.path, dict(self.headers.items()), body))
            if not reply.status:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_PUT = do_DELETE = do_PROPFIND = do_REPORT = _answer  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    return Answering


@contextmanager
def door(rule: Rule, behind: Radicale | None = None) -> Iterator[Door]:
    """A door that stands open."""
    found = Door(rule, behind.port if behind else 0)
    try:
        yield found
    finally:
        found.close()
