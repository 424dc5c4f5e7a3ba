"""A calendar as objects for a calendar server: each event, and each twin, a small calendar of its own. RFC 4791 4.1.

What they say is what the feed says (documents/calendar.py). No METHOD may stand in them.
"""

from collections.abc import Iterator

from xiaxian_tasks.documents import calendar
from xiaxian_tasks.domain.feed import Feed
from xiaxian_tasks.ports.collection import Wanted

WRITER = "-//Xia County//xiaxian-tasks publisher//ZH-CN"
"""By this a published object is known to be ours; it never changes. Another than in files and feeds: what a person
took from those into the same calendar is that person's."""

EVENTS, TWINS = "VEVENT", "VTODO"

_HEAD = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{WRITER}\r\nCALSCALE:GREGORIAN\r\n".encode()
_END = b"END:VCALENDAR\r\n"
_EVENT_ENDS = b"END:VEVENT\r\n"


def write(feed: Feed) -> Iterator[Wanted]:
    """The objects of a feed in order of day then UID, all of them however many; twins where its shape wants them."""
    for dated in sorted(feed.dates, key=lambda each: (each.event.on, each.event.uid)):
        event = dated.event
        (piece,) = calendar.pieces(feed, (dated,))
        own, ends, twin = piece.text.partition(_EVENT_ENDS)
        for text in (own + ends, twin):
            if text:
                yield Wanted(_uid_in(text), event.on.isoformat(), event.what or event.title, _HEAD + text + _END)


def _uid_in(text: bytes) -> str:
    """The UID a component was written with, its commas not escaped; there is no backslash in it (`calendar.clean`)."""
    line = next(line for line in text.replace(b"\r\n ", b"").split(b"\r\n") if line.startswith(b"UID:"))
    return line.removeprefix(b"UID:").decode().replace("\\", "")
