"""Servers that fail, refuse, dawdle, or lead elsewhere: what was done stays, the rest is done by the next run."""

import hashlib
import re
import ssl
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.channels.dav import OWNER, Door, Radicale, Reply, Request, door, opened, radicale
from tests.office.dav import Notes, content, uid
from xiaxian_tasks.channels.caldav import SignIn
from xiaxian_tasks.errors import Undelivered
from xiaxian_tasks.office.objects import href_of
from xiaxian_tasks.office.publishing import KEEP, PUT, Outcome, Round, Scene
from xiaxian_tasks.ports.collection import DONE, Wanted

WRITER = "-//ours//ZH"
WRITING = frozenset({"PUT", "DELETE"})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as found:
        yield found


@pytest.fixture
def path(server: Radicale, request: pytest.FixtureRequest) -> str:
    """A calendar of its own for each test."""
    name = "office/" + re.sub(r"\W", "-", request.node.name)
    server.make(name)
    return name


def _run(address: str, notes: Notes, *numbers: int, sequence: int = 1, seconds: float = 10) -> Outcome:
    objects = {uid(n): Wanted(uid(n), "2023-12-31", "", content(uid(n), sequence=sequence)) for n in numbers}
    with opened(address, OWNER, seconds=seconds) as calendar:
        rows = [row for row in notes.rows.values() if row.calendar == calendar.address]
        scene = Scene(calendar, rows, WRITER)
        return Round(notes, scene, objects).carry_out(scene.plan(objects))


def _passes(_request: Request) -> Reply | None:
    return None


def _fails_at(number: int, reply: Reply, *, after: Callable[[Request], object] | None = None) -> Any:
    """A rule that answers the n-th writing request so, once it has or has not gone through."""
    seen: list[Request] = []

    def rule(request: Request) -> Reply | None:
        if request.method in WRITING:
            seen.append(request)
            if len(seen) == number:
                if after:
                    after(request)
                return reply
        return None

    return rule


@pytest.mark.parametrize(("status", "code"), [
    (500, "dav-fault"), (502, "dav-fault"), (503, "dav-fault"), (429, "dav-fault"), (507, "dav-full"),
    (403, "dav-forbidden"), (405, "dav-forbidden"), (404, "dav-not-a-calendar"),
])
def test_what_fails_in_the_middle_is_gone_on_with(server: Radicale, path: str, status: int, code: str) -> None:
    notes = Notes()
    with door(_fails_at(3, Reply(status)), server) as gate:
        done = _run(gate.address(f"/{path}/"), notes, 1, 2, 3, 4)
        assert done.stopped is not None
        assert (done.stopped.code, done.stopped.exit_code, len(done.done[PUT])) == (code, 8, 2)
        gate.rule = _passes
        again = _run(gate.address(f"/{path}/"), notes, 1, 2, 3, 4)
        assert (len(again.done[KEEP]), len(again.done[PUT]), again.left) == (2, 2, [])
    assert set(server.objects(path)) == {href_of(uid(n)) for n in (1, 2, 3, 4)}


@pytest.mark.parametrize("goes_through", [True, False])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_cut_line_leaves_no_second_object(server: Radicale, path: str, number: int, goes_through: bool) -> None:
    """The answer is lost, whether the request got there or not: it is asked once more, and looked at."""
    notes = Notes()
    with door(_passes, server) as gate:
        gate.rule = _fails_at(number, Reply(0), after=gate.pass_on if goes_through else None)
        done = _run(gate.address(f"/{path}/"), notes, 1, 2, 3)
        assert (done.stopped, done.left) == (None, [])
        gate.rule = _passes
        assert len(_run(gate.address(f"/{path}/"), notes, 1, 2, 3).done[KEEP]) == 3
    assert len(server.objects(path)) == 3


def _dawdles(request: Request) -> Reply | None:
    if request.method not in WRITING:
        return None
    time.sleep(1.2)
    return Reply(0)


def test_a_slow_server_is_not_waited_for_for_ever(server: Radicale, path: str) -> None:
    notes = Notes()
    with door(_dawdles, server) as gate:
        done = _run(gate.address(f"/{path}/"), notes, 1, seconds=0.4)
        assert done.stopped is not None
        assert done.stopped.code == "dav-slow"
        gate.rule = _passes
        assert _run(gate.address(f"/{path}/"), notes, 1).stopped is None


@pytest.mark.parametrize(("reply", "code"), [
    (Reply(302, {"Location": "/sign-in"}), "dav-moved"),
    (Reply(301, {"Location": "https://other.example/"}), "dav-moved"),
    (Reply(307, {"Location": "/elsewhere/x.ics"}), "dav-moved"),
    (Reply(200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>log in</html>"), "dav-not-a-calendar"),
])
def test_a_login_page_is_no_success(server: Radicale, path: str, reply: Reply, code: str) -> None:
    with door(_fails_at(1, reply), server) as gate:
        done = _run(gate.address(f"/{path}/"), Notes(), 1, 2)
        assert done.stopped is not None
        assert (done.stopped.code, done.done[PUT], server.objects(path)) == (code, [], {})
        assert [each.path for each in gate.came if each.path == "/sign-in"] == []


def test_an_object_that_is_refused_is_named_and_the_others_are_put(server: Radicale, path: str) -> None:
    said = b'<error xmlns="DAV:"><max-resource-size xmlns="urn:ietf:params:xml:ns:caldav"/></error>'
    with door(_fails_at(2, Reply(403, {"Content-Type": "application/xml"}, said)), server) as gate:
        done = _run(gate.address(f"/{path}/"), Notes(), 1, 2, 3)
    assert [(left.uid, left.why, left.reply) for left in done.left] == [(uid(2), "refused", "403 max-resource-size")]
    assert len(server.objects(path)) == 2


@pytest.mark.parametrize("change", ["gone", "weak", "other"])
def test_versions_are_kept_however_a_server_tells_them(server: Radicale, path: str, change: str) -> None:
    """No ETag at a PUT (the server changed the object), weak ones everywhere, or another one than it lists."""
    def rule(request: Request) -> Reply | None:
        reply = gate.pass_on(request._replace(headers={
            name: value.replace("W/", "") for name, value in request.headers.items()
        }))
        headers = dict(reply.headers)
        if change == "weak":
            headers = {name: f"W/{value}" if name == "ETag" else value for name, value in headers.items()}
            return reply._replace(headers=headers, body=reply.body.replace(b'<getetag>"', b'<getetag>W/"'))
        if request.method == "PUT":
            headers.pop("ETag", None)
            headers |= {"ETag": '"another"'} if change == "other" else {}
        return reply._replace(headers=headers)

    notes = Notes()
    with door(_passes, server) as gate:
        gate.rule = rule
        assert _run(gate.address(f"/{path}/"), notes, 1, 2).left == []
        assert len(_run(gate.address(f"/{path}/"), notes, 1, 2).done[KEEP]) == 2
        assert _run(gate.address(f"/{path}/"), notes, 1, sequence=2).left == []
    assert len(server.objects(path)) == 1


def test_a_server_that_cannot_search_is_published_to_all_the_same(server: Radicale, path: str) -> None:
    server.ask("PUT", f"/{path}/picnic.ics", content("picnic@somebody", writer="-//Mozilla//EN"))
    with door(lambda request: Reply(501) if request.method == "REPORT" else None, server) as gate:
        assert len(_run(gate.address(f"/{path}/"), Notes(), 1, 2).done[PUT]) == 2
        assert "REPORT" in {each.method for each in gate.came}


# Where the calendar is. ----------------------------------------------------------------------------------------------

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><multistatus xmlns="DAV:">&b;</multistatus>'


@pytest.mark.parametrize(("reply", "code"), [
    (Reply(200, {"Content-Type": "text/html"}, b"<html>hello</html>"), "dav-not-a-calendar"),
    (Reply(207, {"Content-Type": "text/html"}, b"<html>hello</html>"), "dav-not-a-calendar"),
    (Reply(207, {}, b""), "dav-not-a-calendar"), (Reply(207, {}, BOMB), "dav-not-a-calendar"),
    (Reply(207, {}, b'<multistatus xmlns="DAV:"/>'), "dav-not-a-calendar"),
    (Reply(404), "dav-not-a-calendar"), (Reply(403), "dav-forbidden"), (Reply(500), "dav-fault"),
    (Reply(302, {"Location": "http://elsewhere.example/login"}), "dav-moved"), (Reply(0), "dav-away"),
    (Reply(302, {"Location": "/again/"}), "dav-not-a-calendar"),
])
@pytest.mark.parametrize("path", ["/", "/dav/water/"])
def test_what_is_no_calendar_server_is_said(reply: Reply, code: str, path: str) -> None:
    with door(lambda _request: reply) as gate:
        if reply.headers.get("Location") == "/again/":
            gate.rule = lambda request: Reply(302, {"Location": request.path + "again/"})
            code = "dav-not-a-calendar"
        with pytest.raises(Undelivered) as caught, opened(gate.address(path)):
            pass
    assert caught.value.code == code
    assert not any(request.headers.get("Authorization") for request in gate.came), "nobody asked for a password"


def test_a_server_may_send_on_to_where_its_calendars_are(server: Radicale) -> None:
    alone = server.make("office/alone")

    def rule(request: Request) -> Reply | None:
        return Reply(301, {"Location": "/office/alone/"}) if request.path == "/.well-known/caldav" else (
            Reply(404) if request.path == "/" else None
        )

    with door(rule, server) as gate, opened(gate.address("/")) as calendar:
        assert calendar.address.endswith("/office/alone/")
        assert calendar.put("a.ics", content("a@x"), "").outcome == DONE
    assert list(server.objects("office/alone")) == ["a.ics"], alone


@pytest.mark.parametrize("where", ["principal", "home", "redirect"])
def test_a_password_follows_to_no_other_host(where: str) -> None:
    other = "http://evil.example/calendars/"
    said = {
        "principal": f"<current-user-principal><href>{other}</href></current-user-principal>",
        "home": f'<c:calendar-home-set xmlns:c="urn:ietf:params:xml:ns:caldav"><href>{other}</href>'
                "</c:calendar-home-set>",
        "redirect": "",
    }[where]
    body = (
        f'<multistatus xmlns="DAV:"><response><href>/</href><propstat><prop><resourcetype><collection/></resourcetype>'
        f"{said}</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
    ).encode()
    reply = Reply(308, {"Location": other}) if where == "redirect" else Reply(207, {}, body)
    with door(lambda _request: reply) as gate, pytest.raises(Undelivered) as caught, opened(gate.address("/")):
        pass
    assert (caught.value.code, caught.value.figures["other"]) == ("dav-moved", other)


# Signing in. ---------------------------------------------------------------------------------------------------------

def _unsigned(way: str) -> Reply:
    return Reply(401, {"WWW-Authenticate": way})


def test_a_token_is_sent_as_a_bearer(server: Radicale, path: str) -> None:
    def rule(request: Request) -> Reply | None:
        if request.headers.get("Authorization") != "Bearer t0ken":
            return _unsigned("Bearer")
        return gate.pass_on(request._replace(headers={**request.headers, "Authorization": signed}))

    signed = "Basic " + b64encode(f"{OWNER.user}:{OWNER.secret}".encode()).decode()
    with door(_passes, server) as gate:
        gate.rule = rule
        with opened(gate.address(f"/{path}/"), SignIn("", "t0ken")) as calendar:
            assert calendar.put("a.ics", content("a@x"), "").outcome == DONE


def test_where_a_server_offers_it_the_password_itself_is_never_sent() -> None:
    realm, nonce = "cal", "abc123"

    def rule(request: Request) -> Reply | None:
        told = dict(re.findall(r'(\w+)="?([^",]+)"?', request.headers.get("Authorization", "")))
        def md5(text: str) -> str:
            return hashlib.md5(text.encode()).hexdigest()
        own = md5(f"{told.get('username')}:{realm}:geheim")
        asked = md5(f"{request.method}:{told.get('uri')}")
        right = md5(f"{own}:{nonce}:{told.get('nc')}:{told.get('cnonce')}:auth:{asked}")
        if told.get("response") != right:
            return _unsigned(f'Digest realm="{realm}", nonce="{nonce}", qop="auth", Basic realm="{realm}"')
        return Reply(404)

    with door(rule) as gate:
        with pytest.raises(Undelivered) as caught, opened(gate.address("/dav/"), SignIn("office", "geheim")):
            pass
        assert caught.value.code == "dav-not-a-calendar", "signed in, and found nothing"
        assert not any("geheim" in str(request) or "Basic" in request.headers.get("Authorization", "")
                       for request in gate.came)


def test_no_netrc_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login office password geheim\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with door(lambda _request: Reply(404)) as gate:
        with pytest.raises(Undelivered), opened(gate.address("/dav/"), SignIn()):
            pass
        assert not any(request.headers.get("Authorization") for request in gate.came)


def _certificate(folder: Path) -> tuple[Path, Path] | None:
    """A self-signed certificate for 127.0.0.1 and its key; None where openssl is not installed."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    try:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate),
             "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
            check=True, capture_output=True,
        )
    except FileNotFoundError:
        return None
    return key, certificate


def test_a_certificate_nobody_vouches_for_is_refused_and_the_systems_own_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _certificate(tmp_path)
    if made is None:
        print("openssl is not installed: certificates are not tried")
        return
    gate = Door(lambda _request: Reply(404))
    _wrap(gate._server, *made)
    address = gate.address("/dav/").replace("http:", "https:")
    try:
        for trusted, code in (("", "dav-certificate"), (str(made[1]), "dav-not-a-calendar")):
            if trusted:
                monkeypatch.setenv("SSL_CERT_FILE", trusted)
            with pytest.raises(Undelivered) as caught, opened(address, OWNER):
                pass
            assert caught.value.code == code
    finally:
        gate.close()


def _wrap(server: ThreadingHTTPServer, key: Path, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)


