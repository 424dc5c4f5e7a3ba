"""Publishing to a calendar server (发布): one object per UID, each request bound to the version it means. RFC 4791.

Never a whole collection at once: that would replace what others put there (Radicale#833).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from xiaxian_tasks.channels import _discovery
from xiaxian_tasks.channels._dav import (
    CALDAV,
    DAV,
    SECONDS,
    Resource,
    SignIn,
    Wire,
    condition_of,
    fault_of,
    reply_of,
)
from xiaxian_tasks.errors import Undelivered
from xiaxian_tasks.ports.collection import CHANGED, DONE, REFUSED, TAKEN, Answer, Held

if TYPE_CHECKING:
    from requests import Response

__all__ = ["SignIn", "Calendar", "opened"]

_XML = b'<?xml version="1.0" encoding="utf-8"?>'
_VERSIONS = _XML + b'<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/><D:resourcetype/></D:prop></D:propfind>'
_HOLDING = (
    '<?xml version="1.0" encoding="utf-8"?><C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    '<D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR">'
    '<C:comp-filter name="{component}"><C:prop-filter name="UID"><C:text-match>{text}</C:text-match></C:prop-filter>'
    "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
)
_NO_ANSWER = frozenset({"dav-not-a-calendar", "dav-forbidden"})
_UNACCEPTED = frozenset({400, 413, 415, 422})
"""Statuses by which a server refuses one object and may well take the next."""

_UID_CONFLICT, _PRIVILEGES = f"{CALDAV}no-uid-conflict", f"{DAV}need-privileges"


def opened(address: str, sign_in: SignIn, *, seconds: float = SECONDS) -> "Calendar":
    """The calendar an address leads to.

    Raises Misused `not-a-web-address`, `secret-in-address` (2), NotFound `which-calendar` (5), Undelivered (8):
    dav-away, -slow, -certificate, -sign-in, -forbidden, -moved, -fault, -not-a-calendar.
    """
    address = _discovery.plain_address(address)
    wire = Wire(sign_in, seconds=seconds)
    try:
        return Calendar(wire, _discovery.find(wire, address))
    except BaseException:
        wire.close()
        raise


class Calendar:
    """A collection on a CalDAV server; `ports.collection.Collection` says what each method does."""

    def __init__(self, wire: Wire, place: _discovery.Place) -> None:
        self._wire = wire
        self.address, self.components = place

    def close(self) -> None:
        """Give the connections back."""
        self._wire.close()

    def etags(self) -> dict[str, str]:
        """By PROPFIND."""
        return {
            href: _version(each.text(f"{DAV}getetag"))
            for href, each in self._inside(self._wire.ask("PROPFIND", self.address, _VERSIONS, 1))
            if not each.holds(f"{DAV}resourcetype", f"{DAV}collection")
        }

    def read(self, href: str) -> Held | None:
        """By GET. What may not be read, as somebody's private event, says nothing and so is nobody's."""
        answer = self._wire.send("GET", self.address + href, headers={"Accept": "text/calendar"})
        if answer.status_code in {404, 410}:
            return None
        if answer.status_code not in {200, 403}:
            raise fault_of(answer)
        etag = _version(answer.headers.get("ETag", "")) or self._etag(href)
        if not etag:
            raise Undelivered("dav-not-a-calendar", place=self.address)  # without versions nothing can be done safely
        return Held(href, etag, answer.content if answer.status_code == 200 else b"")

    def holding(self, text: str) -> list[Held]:
        """By a calendar-query for each sort of component it takes."""
        return [held for component in sorted(self.components & {_discovery.EVENTS, _discovery.TWINS})
                for held in self._holding(component, text)]

    def _holding(self, component: str, text: str) -> list[Held]:
        body = _HOLDING.format(component=component, text=escape(text)).encode()
        try:
            found = self._wire.ask("REPORT", self.address, body, 1)
        except Undelivered as fault:
            if fault.code in _NO_ANSWER:
                return []
            raise
        return [
            Held(href, etag, each.text(f"{CALDAV}calendar-data").encode())
            for href, each in self._inside(found) if (etag := _version(each.text(f"{DAV}getetag")))
        ]

    def put(self, href: str, content: bytes, etag: str) -> Answer:
        """By PUT with If-Match, or If-None-Match: * where nothing may stand."""
        answer = self._wire.send("PUT", self.address + href, content, headers={
            "Content-Type": "text/calendar; charset=utf-8",
            **({"If-Match": f'"{etag}"'} if etag else {"If-None-Match": "*"}),
        })
        status = answer.status_code
        if status in {201, 204} or (status == 200 and "html" not in answer.headers.get("Content-Type", "")):
            return Answer(DONE, _version(answer.headers.get("ETag", "")) or self._etag(href))
        if status == 409 or (status == 403 and condition_of(answer) == _UID_CONFLICT):
            return Answer(TAKEN, reply=reply_of(answer))
        return self._not_done(answer, is_gone_changed=bool(etag))

    def remove(self, href: str, etag: str) -> Answer:
        """By DELETE with If-Match."""
        answer = self._wire.send("DELETE", self.address + href, headers={"If-Match": f'"{etag}"'})
        if answer.status_code in {200, 202, 204, 404, 410}:
            return Answer(DONE)
        return self._not_done(answer, is_gone_changed=False)

    def _not_done(self, answer: "Response", *, is_gone_changed: bool) -> Answer:
        """What a refusal means; one that no other object would escape is raised."""
        status, condition = answer.status_code, condition_of(answer)
        if status == 412 or (is_gone_changed and status in {404, 410}):
            return Answer(CHANGED, reply=reply_of(answer))
        if status in _UNACCEPTED or (status == 403 and condition not in {"", _PRIVILEGES}):
            return Answer(REFUSED, reply=reply_of(answer))
        raise fault_of(answer)

    def _etag(self, href: str) -> str:
        """The version of one object, where an answer did not tell it."""
        found = self._wire.ask("PROPFIND", self.address + href, _VERSIONS, 0)
        return _version(found[0].text(f"{DAV}getetag")) if found else ""

    def _inside(self, found: list[Resource]) -> Iterator[tuple[str, Resource]]:
        """What lies directly in the collection, by its last segment as the server writes it."""
        own = unquote(urlsplit(self.address).path)
        for each in found:
            folder, _slash, href = each.path.rpartition("/")
            if unquote(href) not in {"", ".", ".."} and f"{unquote(folder)}/" == own:
                yield href, each


def _version(etag: str) -> str:
    """An entity tag without its quotes and without the mark of a weak one: servers that mark all theirs as weak still
    match them."""
    return etag.strip().removeprefix("W/").strip('"')
