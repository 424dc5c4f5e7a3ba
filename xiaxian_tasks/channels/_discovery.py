"""Where a calendar is: from whatever address a person was given to the address of the collection. RFC 6764, 4791 6.2.1.

The address may be that of the collection, of the folder calendars lie in, of a person (principal) or of the server.
"""

from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from xiaxian_tasks.channels._dav import CALDAV, DAV, Resource, Wire, is_same_host
from xiaxian_tasks.errors import Misused, NotFound, Undelivered

_ABOUT = (
    b'<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>'
    b"<D:resourcetype/><D:current-user-principal/><C:calendar-home-set/><C:supported-calendar-component-set/>"
    b"</D:prop></D:propfind>"
)
_STEPS_AT_MOST = 5
_NOT_HERE = frozenset({"dav-moved", "dav-not-a-calendar", "dav-forbidden"})
"""What an address that is no calendar may answer, while the calendar is elsewhere on the same server."""

EVENTS, TWINS = "VEVENT", "VTODO"


class Place(NamedTuple):
    """A calendar: its address, with a slash at its end, and what it takes."""

    address: str
    components: frozenset[str]


def plain_address(text: str) -> str:
    """An address as a person types it, without query and fragment.

    Raises Misused `not-a-web-address`, `secret-in-address` (2), which never shows what was typed.
    """
    try:
        parts = urlsplit(text.strip())
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise _refused(text) from None
    if "@" in parts.netloc:
        raise Misused("secret-in-address")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not has_port or not text.isprintable():
        raise _refused(text)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", "", ""))


def _refused(text: str) -> Misused:
    """Why an address is none; whatever stands before an @ may be a password, so that is not repeated."""
    return Misused("secret-in-address") if "@" in text else Misused("not-a-web-address", text=text)


def find(wire: Wire, address: str) -> Place:
    """The one calendar an address leads to that takes events.

    Raises Undelivered (8), `dav-not-a-calendar` where there is none; NotFound `which-calendar` (5) with the addresses
    of all where there are several.
    """
    try:
        found = _from(wire, address)
    except Undelivered as fault:
        if fault.code not in _NOT_HERE:
            raise
        found = _from_well_known(wire, address, fault)
    if not found:
        raise Undelivered("dav-not-a-calendar", place=address)
    if len(found) > 1:
        raise NotFound("which-calendar", sorted(place.address for place in found), place=address)
    return found[0]


def _from(wire: Wire, address: str) -> list[Place]:
    """The calendars an address leads to: itself, those in it, those of the person it is or belongs to."""
    address, about = _asked(wire, address, 0)
    own = about[0] if about else Resource(urlsplit(address).path, {})
    if place := _calendar(own, address):
        return [place]
    if not _leads_on(own):
        return []
    home = own.href(f"{CALDAV}calendar-home-set")
    principal = own.href(f"{DAV}current-user-principal")
    if not home and principal and not _is_at(principal, address):
        person, about = _asked(wire, _on_same_host(address, principal), 0)
        home = about[0].href(f"{CALDAV}calendar-home-set") if about else ""
        address = person if home else address
    inside, listed = _asked(wire, _on_same_host(address, home) if home else address, 1)
    return [place for each in listed if (place := _calendar(each, inside))]


def _leads_on(about: Resource) -> bool:
    """Whether a calendar may be looked for from here: not from a calendar that takes no events, an event, an address
    book, as whoever names one of those means no other."""
    said = about.found.get(f"{DAV}resourcetype")
    kinds = {str(each.tag) for each in said} if said is not None else set()
    if not kinds:  # an event; or the root of a server that calls it nothing
        return about.path.endswith("/")
    return kinds <= {f"{DAV}collection", f"{DAV}principal"}


def _from_well_known(wire: Wire, address: str, fault: Undelivered) -> list[Place]:
    """The calendars the server itself points to; what was wrong first is said where it points nowhere."""
    parts = urlsplit(address)
    if parts.path.strip("/") and fault.code != "dav-moved":
        raise fault
    try:
        return _from(wire, urlunsplit((parts.scheme, parts.netloc, "/.well-known/caldav", "", "")))
    except Undelivered as other:
        raise (fault if other.code in _NOT_HERE else other) from other


def _asked(wire: Wire, address: str, depth: int) -> tuple[str, list[Resource]]:
    """What a server says of an address, and where in the end it said so: asking may be sent elsewhere."""
    for _step in range(_STEPS_AT_MOST):
        try:
            return address, wire.ask("PROPFIND", address, _ABOUT, depth)
        except Undelivered as fault:
            other = str(fault.figures.get("other", ""))
            if fault.code != "dav-moved" or other == address or not is_same_host(address, other):
                raise
            address = other
    raise Undelivered("dav-not-a-calendar", place=address)


def _calendar(about: Resource, base: str) -> Place | None:
    """The calendar a resource is, if it is one and takes events."""
    if not about.holds(f"{DAV}resourcetype", f"{CALDAV}calendar"):
        return None
    said = about.found.get(f"{CALDAV}supported-calendar-component-set")
    named = {each.get("name", "").upper() for each in said} if said is not None else set()
    if named and EVENTS not in named:
        return None
    parts = urlsplit(base)
    path = about.path if about.path.endswith("/") else f"{about.path}/"
    address = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    return Place(address, frozenset(named or {EVENTS, TWINS}))


def _on_same_host(address: str, href: str) -> str:
    """Where an address points, on the same server. Raises Undelivered `dav-moved` (8): a password goes nowhere else."""
    other = urljoin(address, href)
    if not is_same_host(address, other):
        raise Undelivered("dav-moved", place=address, other=other)
    return other


def _is_at(href: str, address: str) -> bool:
    return unquote(urlsplit(urljoin(address, href)).path).rstrip("/") == unquote(urlsplit(address).path).rstrip("/")
