"""A calendar over HTTP: its headers, what is asked for on condition, and its packed form."""

import gzip
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.web.reaching import BODY, Reached, asked, feed, reported, told


def test_a_token_opens_its_calendar(reached: Reached, token: str) -> None:
    answer = reached.ask(feed(token))
    assert answer.code == 200
    assert answer.body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert BODY.encode() in answer.body.replace(b"\r\n ", b"")
    digest = sha256(answer.body).hexdigest()
    assert answer.headers["etag"].strip('"') in {digest, digest[:32]}
    assert answer.headers["last-modified"].endswith(" GMT")
    wanted = {
        "content-type": "text/calendar; charset=utf-8", "cache-control": "private, max-age=0, must-revalidate",
        "x-robots-tag": "noindex", "referrer-policy": "no-referrer", "vary": "Accept-Encoding",
        "content-length": str(len(answer.body)),
    }
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert not {"content-disposition", "server", "via", "set-cookie", "accept-ranges"} & set(answer.headers)


def test_head_has_the_headers_of_get(reached: Reached, token: str) -> None:
    for path in (feed(token), f"/f/{token}", "/healthz", "/nothing"):
        for headers in ({}, {"Accept_Encoding": "gzip"}):
            got, head = (reached.ask(path, method, **headers) for method in ("GET", "HEAD"))
            assert (head.code, head.lasting, head.body) == (got.code, got.lasting, b"")


def test_packed_bytes_are_the_same_calendar(reached: Reached, token: str) -> None:
    plain, packed = reached.ask(feed(token)), reached.ask(feed(token), Accept_Encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert reached.ask(feed(token), Accept_Encoding="gzip").body == packed.body


@pytest.mark.parametrize("wish", ["", "identity", "gzip;q=0", "gzip;q=0, *", "br", "*;q=0", "x;;q=?"])
def test_who_does_not_ask_for_packed_bytes_gets_plain_ones(reached: Reached, token: str, wish: str) -> None:
    answer = reached.ask(feed(token), Accept_Encoding=wish)
    assert "content-encoding" not in answer.headers
    assert answer.body.startswith(b"BEGIN:VCALENDAR")


CONDITIONS = [
    # (If-None-Match, If-Modified-Since as days after the last change) -> the answer; {} is the tag, {g} the packed one
    ("{}", None, 304),
    ("W/{}", None, 304),
    ('"other", {}', None, 304),
    ('"other", W/{} , "third"', None, 304),
    ("*", None, 304),
    ('"other"', None, 200),
    ('W/"other"', None, 200),
    ('"', None, 200),
    (",,,", None, 200),
    ("{g}", None, 200),
    ('"other"', 1, 200),  # the tag decides, not the day
    ("{}", -1, 304),
    ("*", -1, 304),
    (None, 0, 304),
    (None, 1, 304),
    (None, -1, 200),
    (None, "yesterday", 200),
    ("", 0, 304),
]


@pytest.mark.parametrize(("tag", "since", "code"), CONDITIONS)
def test_conditions(reached: Reached, token: str, tag: str | None, since: int | str | None, code: int) -> None:
    before, packed = reached.ask(feed(token)), reached.ask(feed(token), Accept_Encoding="gzip")
    headers = {}
    if tag is not None:
        headers["If_None_Match"] = tag.replace("{}", before.headers["etag"]).replace("{g}", packed.headers["etag"])
    if since is not None:
        changed = parsedate_to_datetime(before.headers["last-modified"])
        moment = since if isinstance(since, str) else format_datetime(changed + timedelta(days=since), usegmt=True)
        headers["If_Modified_Since"] = moment
    for method in ("GET", "HEAD"):
        answer = reached.ask(feed(token), method, **headers)
        assert answer.code == code
        if code == 304:
            assert answer.body == b""
            assert not {"content-length", "content-type", "content-encoding"} & set(answer.headers)
            for name in ("etag", "cache-control", "vary", "x-robots-tag", "referrer-policy"):
                assert answer.headers[name] == before.headers[name]


def test_packed_calendars_are_kept_too(reached: Reached, token: str) -> None:
    packed = reached.ask(feed(token), Accept_Encoding="gzip")
    again = reached.ask(feed(token), Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert (again.code, again.headers["etag"]) == (304, packed.headers["etag"])


def test_a_condition_that_never_holds_gets_no_calendar(reached: Reached, token: str) -> None:
    answer = reached.ask(feed(token), If_Match='"other"')
    assert (answer.code, answer.body) == (412, b"412\n")


def test_ranges_are_not_offered(reached: Reached, token: str) -> None:
    assert reached.ask(feed(token), Range="bytes=0-9").code == 200


def test_a_connection_serves_again_and_again(reached: Reached, token: str) -> None:
    connection = HTTPConnection("127.0.0.1", reached.port, timeout=20)
    bodies = {asked(connection, feed(token)).body for _ in range(20)}
    connection.close()
    assert len(bodies) == 1


def test_a_report_shows_at_the_next_fetch(reached: Reached, ledger: Path, token: str) -> None:
    before = reached.ask(feed(token))
    told(ledger, reported)
    after = reached.ask(feed(token), If_None_Match=before.headers["etag"])
    assert after.code == 200
    assert after.body != before.body
    assert reached.ask(feed(token), If_None_Match=after.headers["etag"]).code == 304


def test_two_changes_of_one_day_have_two_moments(reached: Reached, ledger: Path, token: str) -> None:
    """A client that asks by moments alone would miss the second one, were they the same."""
    told(ledger, reported)
    first = reached.ask(feed(token))
    told(ledger, lambda desk: reported(desk, "50户"))
    second = reached.ask(feed(token), If_Modified_Since=first.headers["last-modified"])
    assert second.code == 200
    assert second.body != first.body
    moments = [parsedate_to_datetime(each.headers["last-modified"]) for each in (first, second)]
    assert moments[0] < moments[1]
    assert reached.ask(feed(token), If_Modified_Since=second.headers["last-modified"]).code == 304
