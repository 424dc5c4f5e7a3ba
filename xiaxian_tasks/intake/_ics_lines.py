"""The lines of a calendar file (RFC 5545): unfolded as bytes, decoded, and sorted into components with their places.

Other programs fold inside a character, leave out the carriage return, begin with a BOM or write in GBK: all of that is
read. What cannot be is a fault with its line.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.intake import text as plain

LARGEST = 32 * 1024 * 1024
"""Bytes of a file: three times what large offices export in a year."""

WANTED = frozenset(
    "UID SUMMARY DTSTART DTEND LOCATION DESCRIPTION SEQUENCE STATUS RRULE RDATE EXDATE RECURRENCE-ID URL COMMENT"
    " CATEGORIES".split()
)
"""Properties of an event that are read; an event may have hundreds of others, faulty ones among them."""

_BREAK = re.compile(rb"\r\n|\n|\r")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Line(NamedTuple):
    """A whole line with its place (from 1) in the file, and the name of its property in capitals."""

    place: int
    name: str
    text: str


class Event(NamedTuple):
    """An event: where it begins, and its own lines by name, none of those of an alarm in it."""

    place: int
    lines: dict[str, list[Line]]


class Parts(NamedTuple):
    """The parts of a calendar file: events, time zones by name with their text, and how many of anything else."""

    events: list[Event]
    zones: dict[str, str]
    others: dict[str, int]


def parts(source: bytes) -> Parts:
    """The parts of a file. Raises Faulty (3): `calendar-too-large`, `not-text`, `not-a-calendar`, `calendar-unended`,
    `calendar-crossed` with the line."""
    if len(source) > LARGEST:
        raise Faulty([Fault("", 0, "calendar-too-large", {"most": str(LARGEST // (1024 * 1024))})])
    found = Parts([], {}, {})
    open_parts: list[Line] = []
    zone: list[Line] = []
    for line in _lines(source):
        if line.name == "BEGIN":
            open_parts.append(line._replace(text=_value(line).upper()))
            _begun(found, open_parts)
        elif line.name == "END":
            _ended(found, open_parts, line, zone)
        elif len(open_parts) == 2 and open_parts[-1].text == "VEVENT" and line.name in WANTED:
            found.events[-1].lines.setdefault(line.name, []).append(line)
        if len(open_parts) > 1 and open_parts[1].text == "VTIMEZONE":
            zone.append(line)
    if open_parts:
        raise Faulty([Fault("", open_parts[-1].place, "calendar-unended", {"name": open_parts[-1].text[:40]})])
    return found


def _begun(found: Parts, open_parts: list[Line]) -> None:
    begun = open_parts[-1]
    if open_parts[0].text != "VCALENDAR":
        raise Faulty([Fault("", begun.place, "not-a-calendar")])
    if len(open_parts) == 2:  # below a calendar
        if begun.text == "VEVENT":
            found.events.append(Event(begun.place, {}))
        elif begun.text != "VTIMEZONE":
            found.others[begun.text] = found.others.get(begun.text, 0) + 1


def _ended(found: Parts, open_parts: list[Line], line: Line, zone: list[Line]) -> None:
    name = _value(line).upper()
    if not open_parts or open_parts[-1].text != name:
        raise Faulty([Fault("", line.place, "calendar-crossed", {"name": name[:40]})])
    if open_parts.pop().text == "VTIMEZONE" and len(open_parts) == 1:
        ids = [_value(each) for each in zone if each.name == "TZID"]
        if ids:
            found.zones.setdefault(ids[0], "\r\n".join([*(each.text for each in zone), line.text, ""]))
        zone.clear()


def _value(line: Line) -> str:
    return line.text.partition(":")[2].strip()


def _lines(source: bytes) -> Iterator[Line]:
    """The whole lines of a file. Raises Faulty `not-text`, `not-a-calendar` (3)."""
    if source.startswith(_WIDE):
        source = plain.text(source).encode()
    source = source.removeprefix(codecs.BOM_UTF8)
    if not source.lstrip()[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        raise Faulty([Fault("", 1, "not-a-calendar")])
    whole = list(_unfolded(source))
    text = plain.text(b"\n".join(line for _place, line in whole))
    for (place, _bytes), said in zip(whole, text.split("\n"), strict=True):
        name = said.partition(":")[0].partition(";")[0].strip("\x00\x0b\x0c ").upper()
        if name:
            yield Line(place, name, said.strip("\x00\x0b\x0c "))


def _unfolded(source: bytes) -> Iterator[tuple[int, bytes]]:
    """(place, bytes) of each line with those that go on with it: put together before they are decoded, for some
    programs fold inside a character."""
    place, held = 0, list[bytes]()
    for number, piece in enumerate(_BREAK.split(source), 1):
        if piece[:1] in {b" ", b"\t"} and held:
            held.append(piece[1:])
            continue
        if held:
            yield place, b"".join(held)
        place, held = number, [piece]
    if held:
        yield place, b"".join(held)
