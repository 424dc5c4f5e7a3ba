"""What is not given: all that is not there looks alike, whatever the reason, and tells nothing."""

import http.client
import socket
from contextlib import suppress
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from tests.web.reaching import (
    PLACE,
    SALT,
    Answer,
    Reached,
    asked,
    feed,
    given,
    hatch,
    running,
    told,
)
from xiaxian_tasks.domain.subscriptions import hash_of
from xiaxian_tasks.office import subscriptions
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.web.quota import Quota

UNKNOWN = "A" * 43
NOWHERE = (
    "/", "/f", "/f/", "/f/.ics", "/f/x", "/f/a/b.ics", "/f//x.ics", "//f/x.ics", "/F/x.ics", "/favicon.ico",
    "/robots.txt", "/healthz/", "/healthz.ics", "/f/../healthz", "/f/%00.ics", "/f/%ff%fe.ics", "/f/%E5%A4%8F.ics",
    "/f/x.ics/", "/f/x%2F.ics", "/?f=x.ics", "/f/" + "x" * 8000 + ".ics", "/static/f/x.ics", "/.git/config",
)


def revoked(ledger: Path, token: str) -> None:
    """End a subscription."""
    def ask(desk: Office) -> str:
        return subscriptions.revoke(desk, hash_of(token)[:8]).id

    told(ledger, ask)


def alike(answer: Answer) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """All of an answer that somebody could learn from."""
    return answer.code, tuple(answer.lasting.items()), answer.body


def test_what_is_not_there_looks_alike(reached: Reached, ledger: Path, token: str) -> None:
    expired = given(ledger, expires=date(2023, 10, 30))
    ended = given(ledger)
    assert reached.ask(feed(ended)).code == 200
    revoked(ledger, ended)
    tokens = (UNKNOWN, expired, ended, token[:-1], token.lower(), f"{token}=", f" {token}"[1:] + "x", "-")
    paths = [*NOWHERE, *(path for each in tokens for path in (feed(each), f"/f/{each}", f"{feed(each)}?x=1"))]
    answers = {path: reached.ask(path, Accept_Encoding="gzip", If_None_Match="*") for path in paths}
    first = alike(answers["/"])
    assert first[0] == 404
    assert {path: alike(each) for path, each in answers.items() if alike(each) != first} == {}


def test_all_that_is_not_there_takes_as_long(reached: Reached, ledger: Path) -> None:
    expired, ended = given(ledger, expires=date(2023, 10, 30)), given(ledger)
    revoked(ledger, ended)
    paths = {"unknown": feed(UNKNOWN), "expired": feed(expired), "revoked": feed(ended), "elsewhere": "/elsewhere"}
    connection = http.client.HTTPConnection("127.0.0.1", reached.port, timeout=20)
    spent: dict[str, list[float]] = {name: [] for name in paths}
    for _turn in range(60):
        for name, path in paths.items():
            began = perf_counter()
            assert asked(connection, path).code == 404
            spent[name].append(perf_counter() - began)
    connection.close()
    medians = sorted(median(times) for times in spent.values())
    assert medians[-1] < 3 * medians[0], "none answers without looking, none looks longer"


def test_a_subscription_holds_through_its_last_day(ledger: Path) -> None:
    token = given(ledger, expires=date(2023, 10, 31))
    days = [date(2023, 10, 31)]
    with running(hatch(ledger, on=lambda: days[-1])) as reached:
        assert reached.ask(feed(token)).code == 200
        days.append(date(2023, 11, 1))
        assert reached.ask(feed(token)).code == 404
        assert reached.ask(f"/f/{token}").code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "BREW"])
def test_only_reading_is_offered(reached: Reached, token: str, method: str) -> None:
    answers = [reached.ask(path, method) for path in (feed(token), feed(UNKNOWN), "/healthz", "/")]
    assert {each.code for each in answers} == {405}
    assert {each.headers["allow"] for each in answers} == {"GET, HEAD"}
    assert len({each.body for each in answers}) == 1


def test_what_is_no_http_is_refused_without_a_word_of_it(reached: Reached, token: str) -> None:
    for sent in (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"GET /f/" + token.encode() + b".ics SPDY/9\r\n\r\n",
                 b"GET /f/" + token.encode() + b".ics HTTP/1.1\r\nBad Header\r\n\r\n",
                 b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", reached.port), timeout=20) as line:
            answer = b""
            with suppress(OSError):  # what was too long is not read to its end
                line.sendall(sent)
                line.shutdown(socket.SHUT_WR)
                while piece := line.recv(65536):
                    answer += piece
        assert b"BEGIN:VCALENDAR" not in answer or b"SPDY" in sent
        assert token.encode() not in answer
    assert token not in reached.logged.getvalue()
    assert reached.ask(feed(token)).code == 200


def test_who_misses_too_often_waits_and_a_good_token_from_there_is_served(ledger: Path, token: str) -> None:
    with running(hatch(ledger), quota=Quota(SALT, misses=5)) as reached:
        assert [reached.ask(feed(UNKNOWN)).code for _ in range(5)] == [404] * 5
        refused = [reached.ask(path) for path in (feed(UNKNOWN), "/", "/favicon.ico")]
        assert [reached.ask(path).code for path in (feed(token), f"/f/{token}")] == [200, 200]
        assert {each.code for each in refused} == {429}
        assert {each.headers["retry-after"] for each in refused} == {"60"}
        assert len({alike(each) for each in refused}) == 1
        assert reached.ask("/healthz").code == 200


def test_who_fetches_too_often_waits_and_others_do_not(ledger: Path, token: str) -> None:
    other = given(ledger, "王某")
    with running(hatch(ledger), quota=Quota(SALT, misses=3, fetches=4)) as reached:
        codes = [reached.ask(path).code for path in (feed(token), f"/f/{token}", feed(token), feed(token), feed(token))]
        assert codes == [200, 200, 200, 200, 429]
        refused = reached.ask(feed(token), "GET")
        assert reached.ask(feed(other)).code == 200
        assert [reached.ask("/").code for _ in range(4)] == [404, 404, 404, 429]
        assert alike(refused) == alike(reached.ask("/"))


def test_addresses_are_told_apart_by_what_one_caller_has() -> None:
    quota = Quota(SALT, misses=1)
    quota.miss("2001:db8:1:2::1")
    assert quota.is_spent("2001:db8:1:2:ffff::9")
    assert not quota.is_spent("2001:db8:1:3::1")
    quota.miss("192.0.2.7")
    assert quota.is_spent("::ffff:192.0.2.7")
    assert not quota.is_spent("192.0.2.8")
    assert not quota.is_spent("no address")


def test_what_is_remembered_of_addresses_is_bounded() -> None:
    quota = Quota(SALT, misses=2)
    for number in range(20_000):
        quota.miss(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert quota.size <= 4096


def test_only_the_trusted_proxy_is_believed(ledger: Path) -> None:
    for proxy, codes in (("127.0.0.1", [404, 404, 429, 404]), ("", [404, 404, 429, 429]),
                         ("192.0.2.1", [404, 404, 429, 429])):
        place = PLACE._replace(proxy=proxy)
        with running(hatch(ledger), quota=Quota(SALT, misses=2), place=place) as reached:
            found = [reached.ask("/", X_Forwarded_For=f"{made_up}198.51.100.{last}").code
                     for made_up, last in (("203.0.113.1, ", 1), ("", 1), ("203.0.113.9, ", 1), ("", 2))]
            assert (proxy, found) == (proxy, codes)

