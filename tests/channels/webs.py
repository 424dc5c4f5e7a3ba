"""A web server of this machine that keeps what it is asked and answers as it is told."""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

from xiaxian_tasks.ports.letters import Parcel

HERE = "127.0.0.1"

AT = datetime(2023, 11, 1, 1, 30, tzinfo=UTC)

PARCEL = Parcel(
    "digest 水利局 2023-11-01", "digest.1@xiaxian", "ducha@xiaxian.gov.cn", "shuili@xiaxian.gov.cn", "王强", "水利局",
    AT, "督办提醒（11月1日）", "第一行\n第二行\n", b"Subject: x\r\n\r\ny\r\n", (("提醒函.docx", b"PK\x03"),),
)


class Asked(NamedTuple):
    """One request as the server has it."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


class Web:
    """Answers each request with the next of `answers` (status, body), the last for ever; waits `slow` seconds."""

    def __init__(self, *answers: tuple[int, bytes], slow: float = 0) -> None:
        self.answers = list(answers) or [(200, b"{}")]
        self.slow = slow
        self.got: list[Asked] = []
        self.address = ""


@contextmanager
def serving(web: Web) -> Iterator[Web]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            length = int(self.headers.get("Content-Length", 0))
            web.got.append(Asked(self.path, dict(self.headers), self.rfile.read(length)))
            status, body = web.answers.pop(0) if len(web.answers) > 1 else web.answers[0]
            if web.slow:
                time.sleep(web.slow)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer((HERE, 0), Answering)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    web.address = f"http://{HERE}:{server.server_port}"
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def nobody() -> str:
    """An address where nobody listens."""
    with socket.socket() as found:
        found.bind((HERE, 0))
        return f"http://{HERE}:{found.getsockname()[1]}"
