"""Whatever happens, no token is written down: not in a request's line, not by a library, not with an exception."""

import logging
import re
import socket
from datetime import date
from pathlib import Path

import pytest

from tests.web.reaching import PLACE, Reached, feed, given, hatch, running
from xiaxian_tasks.assemble.serving import Hatch
from xiaxian_tasks.assemble.shelf import Content
from xiaxian_tasks.domain.subscriptions import Subscription, hash_of
from xiaxian_tasks.settings import Settings
from xiaxian_tasks.web.logs import Line, masked


def test_a_request_leaves_one_line_without_its_path(reached: Reached, token: str) -> None:
    answer = reached.ask(feed(token))
    reached.ask(feed(token), If_None_Match=answer.headers["etag"])
    reached.ask(feed(token), "HEAD")
    reached.ask(f"/f/{'B' * 43}.ics?{token}")
    lines = [line.split("xiaxian.access ")[1] for line in reached.logged.getvalue().splitlines()]
    key = hash_of(token)[:8]
    shown = [re.sub(r" \d+\.\d ", " MS ", line) for line in lines]
    assert shown == [f"GET 200 {len(answer.body)} MS {key}", f"GET 304 0 MS {key}", f"HEAD 200 0 MS {key}",
                     "GET 404 4 MS -"]


class _Broken(Hatch):
    """Breaks as a defect would, with the worst words."""

    def calendar(self, subscription: Subscription) -> Content:
        raise ValueError(self.words)

    def saw(self, subscription: Subscription, agent: str) -> None:
        raise ValueError(self.words)

    words = ""


def test_nothing_that_goes_wrong_tells_a_token(
    ledger: Path, token: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """With every library at its most talkative: defects, a missing ledger, clients that break off, bad proxies."""
    caplog.set_level(logging.CRITICAL)  # what pytest keeps for itself is not what the server writes
    broken = _Broken(Settings(str(ledger)), day=lambda: date(2023, 10, 31))
    broken.words = f"no such path: /f/{token}.ics, token {token!r}, http://x/f/{token}"
    logs = ""
    with running(broken, is_debugging=True, place=PLACE._replace(proxy="127.0.0.1")) as reached:
        answer = reached.ask(feed(token))
        assert (answer.code, answer.body) == (503, b"503\n")
        assert token.encode() not in answer.body
        reached.ask(feed(token), X_Forwarded_For=token)
        reached.ask(feed(token), X_Forwarded_Proto=token)
        _break_off(reached.port, token)
        logs += reached.logged.getvalue()
    assert "ValueError" in logs
    assert "Traceback" in logs
    with running(hatch(ledger), is_debugging=True) as reached:
        assert reached.ask(feed(token), User_Agent=token).code == 200
        assert reached.ask(f"/f/{token}", Cookie=token).code == 200
        _break_off(reached.port, token)
        ledger.rename(ledger.with_suffix(".aside"))
        assert reached.ask(feed(token)).code == 503
        logs += reached.logged.getvalue()
    written = capfd.readouterr()
    assert token not in logs + written.out + written.err
    assert written.out == ""
    assert "503 ledger-gone" in logs


def _break_off(port: int, token: str) -> None:
    """Ask, and leave before the answer; ask for what is no HTTP."""
    for asked in (f"GET /f/{token}.ics HTTP/1.1\r\nHost: x\r\n\r\n", f"GET /f/{token}.ics HTTP/1.1\r\nHost",
                  f"GET /f/{token}.ics HTTP/1.1\r\n: {token}\r\n\r\n", f"{token} /f/{token} HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            line.sendall(asked.encode())


@pytest.mark.parametrize("text", [
    "GET /f/{}.ics HTTP/1.1", "/f/{}", "'{}'", "token={}", "(/calendar/f/{}.ics)", "x{}x", "http://a/f/{}?b",
    "%2Ff%2F{}",
])
def test_a_token_is_cut_out_of_any_text(ledger: Path, text: str) -> None:
    token = given(ledger)
    assert token not in masked(text.format(token))
    assert "…" in masked(text.format(token))


def test_a_line_repeats_nothing_that_a_client_made_up() -> None:
    assert Line("GET\x1b[2J", 405, 4, 0.25).text == "? 405 4 0.2 -"
    assert Line("PROPFINDING", 405, 4, 1.0).text == "PROPFIND 405 4 1.0 -"
    assert masked("a\x1b]0;b\x07\u2028c\td\n") == "a?]0;b??c\td\n"
