"""`calendar serve` as a program: how it begins, what it says, and how it ends."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.programs import call, environment, start
from tests.source import ROOT
from tests.web.reaching import Answer, asked, feed

SERVE = ("calendar", "serve")


class Program(NamedTuple):
    """The server as a process: where it listens, and what it said until then."""

    process: subprocess.Popen[str]
    port: int
    said: str

    def ask(self, path: str, **headers: str) -> Answer:
        """One request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            return asked(connection, path, **headers)
        finally:
            connection.close()

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; the exit code, and all that was said."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        err = self.process.stderr.read()  # what was read ahead is here too
        assert self.process.stdout.read() == ""
        return self.process.wait(30), self.said + err


@contextmanager
def serving(ledger: Path, *options: str, **more: str) -> Iterator[Program]:
    """The program, started as a user would, on a free port."""
    command = [sys.executable, "-m", "xiaxian_tasks", "--db", str(ledger), "--on", "2023-10-31", *SERVE, "--port", "0"]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env=environment(more),
    )
    said, port = "", 0
    assert process.stderr is not None
    try:
        while not port and (line := process.stderr.readline()):
            said += line
            found = re.search(r"http://[^/]*:(\d+)/", line)
            port = int(found[1]) if found else 0
        assert port, said
        yield Program(process, port, said)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_a_signal_and_leaves_with_0(ledger: Path, token: str, number: signal.Signals) -> None:
    with serving(ledger, XIAXIAN_LANG="en") as program:
        answer = program.ask(feed(token))
        assert answer.code == 200
        assert program.ask(feed(token), If_None_Match=answer.headers["etag"]).code == 304
        code, said = program.end(number)
    assert code == 0
    assert said.endswith("The feed server has stopped.\n")
    assert "xiaxian calendar token add" in said
    assert said.count("xiaxian.access") == 2
    assert token not in said
    assert "Traceback" not in said


def test_it_speaks_chinese(ledger: Path) -> None:
    with serving(ledger) as program:
        code, said = program.end(signal.SIGTERM)
    assert code == 0
    assert "日历订阅服务" in said
    assert "订阅服务已停止" in said


def test_every_library_at_its_most_talkative_tells_no_token(ledger: Path, token: str) -> None:
    with serving(ledger, XIAXIAN_DEBUG="1") as program:
        for path in (feed(token), f"/f/{token}", feed(token[:-1]), f"/x/{token}"):
            program.ask(path)
        ledger.rename(ledger.with_suffix(".aside"))
        assert program.ask(feed(token)).code == 503
        code, said = program.end(signal.SIGTERM)
    assert code == 0
    assert token[:-1] not in said
    assert "503 ledger-gone" in said


def test_a_prefix_and_an_address_lead_to_the_page(ledger: Path, token: str) -> None:
    with serving(ledger, "--prefix", "/rili/", "--url", "https://example.gov.cn/rili") as program:
        page = program.ask(f"/rili/f/{token}")
        assert page.code == 200
        assert f"https://example.gov.cn/rili/f/{token}.ics".encode() in page.body
        assert program.ask(f"/rili{feed(token)}").code == 200
        assert program.ask("/other/f/x").code == 404


def test_the_page_takes_nothing_from_elsewhere(ledger: Path, token: str) -> None:
    with serving(ledger) as program:
        page = program.ask(f"/f/{token}")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "private, no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert f"http://127.0.0.1:{program.port}/f/{token}.ics".encode() in page.body
    outward = rb"<script|src=[\"']?(?!data:)|@import|<link(?![^>]*href=\"data:)|url\((?!data:)"
    assert re.findall(outward, page.body) == []


def test_a_port_that_is_taken_is_said(ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = start("--db", str(ledger), "--lang", "en", *SERVE, "--port", str(port))
    assert done.returncode == 2
    assert f"Another program listens at 127.0.0.1:{port} already." in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(("options", "said"), [
    (("--host", "192.0.2.1"), "“192.0.2.1” is no address of this machine."),
    (("--host", "no such host"), "“no such host” is no address of this machine."),
    (("--port", "70000"), "Error: Invalid value for '--port'"),
    (("--prefix", "rili"), "“rili” is no beginning of a path."),
    (("--prefix", "/a b"), "“/a b” is no beginning of a path."),
    (("--proxy", "nginx"), "“nginx” is no address of a machine."),
    (("--url", "example.gov.cn"), "“example.gov.cn” is no address of a feed server."),
])
def test_what_cannot_be_served_is_said_before_anything_begins(
    ledger: Path, options: tuple[str, ...], said: str
) -> None:
    done = call(ledger, *SERVE, *options, lang="en")
    assert done.code == 2
    assert said in done.err


def test_without_a_ledger_nothing_begins_and_none_is_made(tmp_path: Path) -> None:
    done = call(tmp_path / "none.sqlite3", *SERVE, lang="en")
    assert done.code == 7
    assert "There is no ledger at" in done.err
    assert list(tmp_path.iterdir()) == []


def test_without_its_libraries_it_says_what_to_install(ledger: Path, tmp_path: Path) -> None:
    for library in ("waitress", "werkzeug", "limits"):
        folder = tmp_path / library
        folder.mkdir()
        missing = f"raise ModuleNotFoundError('no {library}', name='{library}')\n"
        (folder / f"{library}.py").write_text(missing, encoding="utf-8")
        done = start("--db", str(ledger), "--lang", "en", *SERVE, "--port", "0", PYTHONPATH=str(folder))
        assert done.returncode == 2
        assert "pip install 'xiaxian-tasks[serve]'" in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()


def test_beyond_this_machine_it_warns(ledger: Path) -> None:
    with serving(ledger, "--host", "0.0.0.0", XIAXIAN_LANG="en") as program:
        assert program.ask("/healthz").code == 200
        code, said = program.end(signal.SIGTERM)
    assert code == 0
    assert "Put a proxy with TLS before it" in said


def test_a_second_signal_does_not_wait(ledger: Path) -> None:
    """A connection on which half a request was sent keeps a stop for a while; whoever is in a hurry asks twice."""
    with serving(ledger) as program, socket.create_connection(("127.0.0.1", program.port), timeout=20) as line:
        line.sendall(b"GET /healthz HTT")
        assert program.ask("/healthz").code == 200
        program.process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            program.process.wait(2)
        os.kill(program.process.pid, signal.SIGINT)
        assert program.process.wait(10) == 130
