"""One date as an invitation, or as its cancellation (日程邀请): iTIP by mail (RFC 5546, RFC 6047).

A single date goes into the calendar of whoever gets the mail, without a file to import. It is the event of the feed,
with its UID and sequence, and whom it comes from and goes to; nobody is asked to answer.
"""

import re
from typing import NamedTuple
from urllib.parse import quote

from xiaxian_tasks.documents import _titles, calendar
from xiaxian_tasks.documents._digest_layout import invitation_page
from xiaxian_tasks.documents._message import Attached, Envelope, Message, Saying, message
from xiaxian_tasks.domain.address import Address
from xiaxian_tasks.domain.feed import Dated, Feed, Shape

REQUEST, CANCEL = "REQUEST", "CANCEL"

_FEED_ONLY = re.compile(rb"^(?:NAME|X-WR-CALNAME|REFRESH-INTERVAL|X-PUBLISHED-TTL)[;:].*\r\n(?: .*\r\n)*", re.MULTILINE)
"""Lines that make a calendar of its own: an invitation joins the one that is there."""

_BEGIN = b"BEGIN:VEVENT\r\n"


class Invitation(NamedTuple):
    """One date to be told: `feed` is the calendar it stands in, of which name and body count; `mark`
    stands before the subject."""

    feed: Feed
    dated: Dated
    mark: str = ""

    @property
    def method(self) -> str:
        """CANCEL for what was withdrawn, otherwise REQUEST, which also brings up to date what was sent before."""
        return CANCEL if self.dated.withdrawn else REQUEST


def write(invitation: Invitation, envelope: Envelope, file: str) -> Message:
    """The whole message: the same bytes as a part that calendars act on, and as a file of this name (ASCII).

    The envelope has a sender and recipients: iTIP knows no event without them.
    """
    content = scheduled(invitation, envelope)
    page = invitation_page(_title(invitation), _day(invitation), _asked(invitation), _lines(invitation))
    saying = Saying(subject(invitation), plain(invitation), page, (invitation.method, content))
    key = f"{invitation.method.lower()}.{invitation.dated.event.on:%Y%m%d}"
    return message(envelope, saying, (Attached(file, "ics", content),), key=key)


def subject(invitation: Invitation) -> str:
    """The title of the date as its calendar gives it, and its day."""
    return f"{_title(invitation)}（{_day(invitation)}）"


def plain(invitation: Invitation) -> str:
    """The invitation as text."""
    lines = [_title(invitation), _day(invitation), "", _asked(invitation), "", *_lines(invitation)]
    return "\n".join(lines) + "\n"


def _title(invitation: Invitation) -> str:
    return invitation.mark + _titles.title(invitation.dated, invitation.feed.body)


def _day(invitation: Invitation) -> str:
    on = invitation.dated.event.on
    return f"{on.year}年{on.month}月{on.day}日"


def _asked(invitation: Invitation) -> str:
    if invitation.method == CANCEL:
        return "下列日程已撤销，多数日历程序会随之删去或划去。"
    return "请将下列日程加入日历，无需回复。"


def _lines(invitation: Invitation) -> list[str]:
    return _titles.description(invitation.dated).splitlines()


def scheduled(invitation: Invitation, envelope: Envelope) -> bytes:
    """The calendar object: the event as the feed writes it, METHOD, ORGANIZER and an ATTENDEE for each recipient."""
    assert envelope.sender is not None, "whoever invites is known"
    feed = invitation.feed._replace(dates=(invitation.dated,), shape=Shape(method=invitation.method))
    raw = calendar.write(feed)
    head, begin, rest = raw.partition(_BEGIN)
    lines = [_person("ORGANIZER", envelope.sender, {})]
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    lines += [_person("ATTENDEE", each, asked) for each in envelope.recipients]
    return b"".join((_FEED_ONLY.sub(b"", head), begin, *lines, rest))


def _person(name: str, address: Address, parameters: dict[str, str]) -> bytes:
    """One line that names a person. Quotes cannot stand in a parameter (RFC 5545, 3.2)."""
    from icalendar.parser import Contentline, Parameters

    shown = _titles.clean(address.name).replace('"', "'")
    told = Parameters({**({"CN": shown} if shown else {}), **parameters})
    line = Contentline.from_parts(name, told, f"mailto:{quote(address.mailbox, safe='@+=')}")
    return bytes(line.to_ical()) + b"\r\n"
