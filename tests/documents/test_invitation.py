"""One date by mail: an invitation as calendars take it (RFC 5546, RFC 6047), and its cancellation."""

import re
from typing import Any

import icalendar
import pytest

from tests.documents.feeds import GOLDEN
from tests.documents.mails import ENVELOPE, FEED, read
from xiaxian_tasks.documents import invitation
from xiaxian_tasks.documents.calendar import write
from xiaxian_tasks.documents.invitation import CANCEL, REQUEST, Invitation
from xiaxian_tasks.domain.address import Address


def parts(told: Invitation) -> tuple[str, dict[str, str], bytes, bytes]:
    """The method of the part, its parameters, its bytes, and those of the file."""
    mail = read(invitation.write(told, ENVELOPE, "event.ics").content)
    (both, file) = mail.iter_parts()
    *_, part = both.iter_parts()
    assert [each.get_content_type() for each in both.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "event.ics")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    parameters = dict(part["Content-Type"].params)
    return parameters["method"], parameters, content, file.get_content()


def event_of(raw: bytes) -> Any:
    calendar = icalendar.Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert calendar.errors == event.errors == []
    return event


@pytest.mark.parametrize(("number", "method"), [(0, REQUEST), (1, REQUEST), (5, REQUEST), (7, CANCEL)])
def test_the_part_is_the_event_of_the_feed(number: int, method: str) -> None:
    dated = FEED.dates[number]
    said, parameters, content, file = parts(Invitation(FEED, dated))
    assert (said, parameters["charset"]) == (method, "UTF-8")
    assert content == file
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["METHOD"] == method
    assert not {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"} & set(calendar)
    event = event_of(content)
    alone = event_of(write(FEED._replace(dates=(dated,))))
    extra = {"ORGANIZER", "ATTENDEE"}
    assert {name: event[name] for name in event if name not in extra} == {name: alone[name] for name in alone}
    assert (event["UID"], event["SEQUENCE"]) == (dated.event.uid, dated.sequence)
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == (
        "mailto:ducha@xiaxian.gov.cn", "夏县人民政府督查室")
    assert list(event["ATTENDEE"]) == ["mailto:water@xiaxian.gov.cn", "mailto:copy@xiaxian.gov.cn"]
    assert [each.params["RSVP"] for each in event["ATTENDEE"]] == ["FALSE", "FALSE"]
    if method == CANCEL:
        assert event["STATUS"] == "CANCELLED"
        assert event.walk("VALARM") == []


def test_lines_are_folded_and_end_as_they_should() -> None:
    for dated in (*FEED.dates, *GOLDEN["hostile"].dates):
        _, _, content, _ = parts(Invitation(FEED, dated))
        assert max(map(len, content.split(b"\r\n"))) <= 75
        assert not re.search(rb"\r(?!\n)|(?<!\r)\n", content)


@pytest.mark.parametrize(
    "name", ['a"b', "甲;乙:丙,丁", "名\r\nATTENDEE:mailto:evil@x.cn", "^n^'", "x" * 120, "\\", "甲" * 120]
)
def test_a_name_says_only_itself(name: str) -> None:
    envelope = ENVELOPE._replace(sender=Address("a?b&c%d+e@b.cn", name), recipients=(Address("x@y.cn", name),))
    event = event_of(invitation.scheduled(Invitation(FEED, FEED.dates[0]), envelope))
    assert event["ATTENDEE"] == "mailto:x@y.cn"
    assert event["ORGANIZER"] == "mailto:a%3Fb%26c%25d+e@b.cn"
    shown = " ".join(name.split()).replace('"', "'").replace("\\", "＼")
    assert event["ATTENDEE"].params["CN"] == shown


def test_the_subject_is_the_date_as_calendars_show_it() -> None:
    told = Invitation(FEED, FEED.dates[7], "【演示】")
    assert invitation.subject(told) == "【演示】【已撤销】撤项·推进水源置换（2023年12月31日）"
    assert "撤项" in invitation.plain(told)
