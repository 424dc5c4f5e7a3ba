"""WebDAV requests (RFC 4918) for the channels: signing in, what answers mean, and the XML of both ways.

No redirect is followed here: libraries follow a PUT with a GET, and a login page then looks like success.
"""

import ssl
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import requests
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import MaxRetryError, ReadTimeoutError
from urllib3.util.retry import Retry

from xiaxian_tasks.errors import Undelivered

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"

SECONDS = 30.0
"""How long each answer is waited for: a large calendar on a slow server takes ten, a person at a desk no minutes."""

REPLY_AT_MOST = 200
"""Characters of a server's own words that are kept."""

_TRIES = Retry(
    total=4, connect=4, read=1, other=0, redirect=0, status=0, backoff_factor=0.3, allowed_methods=None,
)
"""A server that starts anew is back within some seconds. Every writing request names the version it means, so that
asking twice does nothing twice."""

_ROOM, _UNSIGNED, _FORBIDDEN = frozenset({507}), frozenset({401, 407}), frozenset({403, 405, 501})


class SignIn(NamedTuple):
    """Who signs in: with `user` by password (digest where offered, else basic), without by the secret as a bearer
    token, with neither not at all. Never shown."""

    user: str = ""
    secret: str = ""

    def __repr__(self) -> str:
        return f"SignIn({self.user})"


class Resource(NamedTuple):
    """What a multistatus says of one address: its path, and the properties that were found, by name with namespace."""

    path: str
    found: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A property's text, "" where there is none."""
        element = self.found.get(name)
        return (element.text or "").strip() if element is not None else ""

    def holds(self, name: str, inner: str) -> bool:
        """Whether a property is there and holds an element."""
        element = self.found.get(name)
        return element is not None and element.find(inner) is not None

    def href(self, name: str) -> str:
        """The address a property names, "" for none."""
        element = self.found.get(name)
        return (element.findtext(f"{DAV}href") or "").strip() if element is not None else ""


class _Bearer(AuthBase):
    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._secret}"
        return request


class _Unsigned(AuthBase):
    """Signs nothing; without it requests would look for a ~/.netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _SystemRoots(HTTPAdapter):
    """Trusts what the system trusts too (SSL_CERT_FILE), as a county's own authority is installed there."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Give every connection the system's context."""
        super().init_poolmanager(*args, **named, ssl_context=ssl.create_default_context())


class Wire:
    """Requests to one server, on kept connections."""

    def __init__(self, sign_in: SignIn, *, seconds: float = SECONDS) -> None:
        self._sign_in = sign_in
        self._seconds = seconds
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "xiaxian-tasks"
        self._session.auth = _Unsigned()
        self._session.mount("http://", HTTPAdapter(max_retries=_TRIES))
        self._session.mount("https://", _SystemRoots(max_retries=_TRIES))
        self._is_signed = False

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def send(
        self, method: str, address: str, body: bytes = b"", *, headers: Mapping[str, str] | None = None
    ) -> requests.Response:
        """The server's answer, signed where it asks for that; any status. Raises Undelivered (8)."""
        answer = self._sent(method, address, body, headers or {})
        if answer.status_code == 401 and not self._is_signed and self._signed_for(answer):
            answer = self._sent(method, address, body, headers or {})
        return answer

    def _sent(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> requests.Response:
        try:
            return self._session.request(
                method, address, data=body, headers={"Accept-Encoding": "identity", **headers},
                timeout=self._seconds, allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise Undelivered("dav-certificate", place=address, detail=_words(error)) from error
        except requests.exceptions.Timeout as error:
            raise Undelivered("dav-slow", place=address, detail=_words(error)) from error
        except (requests.exceptions.RequestException, UnicodeError) as error:
            if _is_late(error):
                raise Undelivered("dav-slow", place=address, detail=_words(error)) from error
            raise Undelivered("dav-away", place=address, detail=_words(error)) from error

    def _signed_for(self, answer: requests.Response) -> bool:
        """Take up the way of signing in that a server asks for; False where there is nothing to sign with."""
        user, secret = self._sign_in
        if not secret:
            return False
        offered = answer.headers.get("WWW-Authenticate", "").lower()
        if not user:
            self._session.auth = _Bearer(secret)
        elif "digest" in offered:
            self._session.auth = HTTPDigestAuth(user, secret)
        else:
            self._session.auth = HTTPBasicAuth(user.encode(), secret.encode())
        self._is_signed = True
        return True

    def ask(self, method: str, address: str, body: bytes, depth: int) -> list[Resource]:
        """A PROPFIND or REPORT answered by a multistatus. Raises Undelivered (8)."""
        answer = self.send(method, address, body, headers={
            "Content-Type": "application/xml; charset=utf-8", "Depth": str(depth),
        })
        if answer.status_code != 207:
            raise fault_of(answer)
        return list(_resources(answer))


def fault_of(answer: requests.Response) -> Undelivered:
    """Why an answer ends everything: nothing else asked of this server now would fare better."""
    status, address = answer.status_code, str(answer.url)
    if status in _UNSIGNED:
        return Undelivered("dav-sign-in", place=address)
    if status in _ROOM:
        return Undelivered("dav-full", place=address)
    if status in _FORBIDDEN:
        return Undelivered("dav-forbidden", place=address)
    if 300 <= status < 400:
        return Undelivered("dav-moved", place=address, other=urljoin(address, answer.headers.get("Location", "")))
    if status >= 500 or status in {408, 425, 429}:
        return Undelivered("dav-fault", place=address, status=status)
    return Undelivered("dav-not-a-calendar", place=address)


def condition_of(answer: requests.Response) -> str:
    """The precondition a server names in its refusal, with its namespace, "" for none; RFC 4918 16."""
    root = _parsed(answer)
    if root is None or root.tag != f"{DAV}error":
        return ""
    return next((str(inner.tag) for inner in root), "")


def reply_of(answer: requests.Response) -> str:
    """The status and what of the server's words is fit to print."""
    words = condition_of(answer).rpartition("}")[2] or str(answer.reason or "")
    return " ".join(f"{answer.status_code} {words}".split())[:REPLY_AT_MOST]


def is_same_host(address: str, other: str) -> bool:
    """Whether an address leads to the same server, over a way that is no worse: only there a password may follow."""
    ours, theirs = urlsplit(address), urlsplit(other)
    return ours.hostname == theirs.hostname and (theirs.scheme == "https" or (
        (ours.scheme, ours.port) == (theirs.scheme, theirs.port)
    ))


def _is_late(error: Exception) -> bool:
    """Whether an answer that was asked for twice came too late both times."""
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, ReadTimeoutError)


def _words(error: Exception) -> str:
    return str(error)[:REPLY_AT_MOST]


def _parsed(answer: requests.Response) -> Any:
    try:
        return ElementTree.fromstring(answer.content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return None


def _resources(answer: requests.Response) -> Iterator[Resource]:
    root = _parsed(answer)
    if root is None or root.tag != f"{DAV}multistatus":
        raise Undelivered("dav-not-a-calendar", place=str(answer.url))
    for response in root.iter(f"{DAV}response"):
        href = (response.findtext(f"{DAV}href") or "").strip()
        found: dict[str, Any] = {}
        for propstat in response.findall(f"{DAV}propstat"):
            if " 200" in (propstat.findtext(f"{DAV}status") or " 200"):
                found |= {str(each.tag): each for prop in propstat.findall(f"{DAV}prop") for each in prop}
        yield Resource(urlsplit(urljoin(str(answer.url), href)).path, found)
