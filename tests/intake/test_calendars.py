"""Calendar files of other programs: days and times of the county, whatever zone, fold, break or encoding they have."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.calendars import GOOGLE, OUTLOOK, THUNDERBIRD, event, file
from xiaxian_tasks import intake
from xiaxian_tasks.domain.appointments import Appointment, Read
from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.intake import _ics_lines, _ics_turns

FIRST, LAST = date(2023, 9, 1), date(2024, 11, 4)


def read(source: bytes, first: date = FIRST, last: date = LAST) -> Read:
    return intake.appointments_of("m.ics", source, first, last)


def days(source: bytes) -> list[tuple[str, str]]:
    return [(each.on.isoformat(), each.time) for each in read(source).appointments]


def faults(source: bytes) -> list[tuple[int, str]]:
    with pytest.raises(Faulty) as caught:
        read(source)
    assert {fault.file for fault in caught.value.faults} == {"m.ics"}
    return [(fault.line, fault.code) for fault in caught.value.faults]


def test_outlook() -> None:
    """21:30 in New York on 1 November, still summer time there, is 9:30 of the next day in the county."""
    first, second = read(OUTLOOK).appointments
    assert first == Appointment(
        "040000008200E00074C5B7101A82E00800000000C0A5", date(2023, 10, 20), "改造旧房现场检查", 1, time="14:30",
        place="县政府三楼会议室", text="改造旧房现场检查\n县政府三楼会议室\n请带台账。\n \n", line=13,
    )
    assert (second.on, second.time, second.title) == (date(2023, 11, 2), "09:30", "视频会商")


def test_google() -> None:
    meeting, check, gone = read(GOOGLE).appointments
    assert (meeting.on, meeting.time, meeting.sequence) == (date(2023, 10, 20), "14:30", 2)
    assert "trial-23/1 现场核对, 请准时" in meeting.text
    assert (check.on, check.time, check.last) == (date(2023, 10, 23), "", date(2023, 10, 25))
    assert gone.cancelled


def test_thunderbird() -> None:
    found = read(THUNDERBIRD)
    assert [(each.on.isoformat(), each.turn, each.title) for each in found.appointments] == [
        ("2023-10-20", "20231020", "旧房改造例会"), ("2023-10-27", "20231027", "旧房改造例会"),
        ("2023-11-09", "20231110", "旧房改造例会（改到周四）"), ("2023-11-17", "20231117", "旧房改造例会"),
        ("2023-11-24", "20231124", "旧房改造例会"),
    ]
    assert [(fault.code, fault.figures) for fault in found.left] == [("no-event", {"name": "VTODO", "count": "1"})]


def is_here(program: str, capsys: pytest.CaptureFixture[str]) -> bool:
    if shutil.which(program):
        return True
    with capsys.disabled():
        sys.stderr.write(f"\n{program} is not on this machine: nothing of its was brought in\n")
    return False


def ran(*command: str) -> bytes:
    surroundings = {**os.environ, "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, check=True, capture_output=True, env=surroundings, timeout=60).stdout


def test_calcurse_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It writes no UID; the same export again is the same appointment all the same."""
    if not is_here("calcurse", capsys):
        return
    (tmp_path / "apts").write_text(
        "10/20/2023 @ 14:30 -> 10/20/2023 @ 16:00|现场检查\n10/23/2023 [1] 全天培训\n"
        "10/25/2023 @ 09:00 -> 10/25/2023 @ 10:00 {1W -> 11/08/2023} |例会\n", encoding="utf-8",
    )
    (tmp_path / "todo").touch()
    exported = ran("calcurse", "-D", str(tmp_path), "-xical")
    assert days(exported) == [
        ("2023-10-20", "14:30"), ("2023-10-23", ""), ("2023-10-25", "09:00"), ("2023-11-01", "09:00"),
        ("2023-11-08", "09:00"),
    ]
    assert len({each.key for each in read(exported).appointments}) == 5


def test_khal_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not is_here("khal", capsys):
        return
    (tmp_path / "own").mkdir()
    form = "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
    form += "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    (tmp_path / "conf").write_text(
        f"[calendars]\n[[own]]\npath = {tmp_path / 'own'}\n[locale]\n{form}local_timezone = Asia/Shanghai\n"
        f"default_timezone = Asia/Shanghai\n[sqlite]\npath = {tmp_path / 'khal.db'}\n", encoding="utf-8",
    )
    told = ("2023-10-20", "14:30", "16:00", "现场检查")
    ran("khal", "-c", str(tmp_path / "conf"), "new", "-a", "own", "-l", "城关镇", *told)
    (written,) = (tmp_path / "own").iterdir()
    (found,) = read(written.read_bytes()).appointments
    assert (found.on, found.time, found.title, found.place) == (date(2023, 10, 20), "14:30", "现场检查", "城关镇")


PLAIN = event("UID:a", "DTSTART;TZID=Asia/Shanghai:20231020T143000", "SUMMARY:现场检查", "LOCATION:城关镇")


@pytest.mark.parametrize("source", [
    file(PLAIN).replace(b"\r\n", b"\n"),
    file(PLAIN).replace(b"\r\n", b"\r"),
    b"\xef\xbb\xbf" + file(PLAIN),
    file(PLAIN).decode().encode("utf-16"),
    file(PLAIN).decode().encode("gb18030"),
    b"\r\n\r\n" + file(PLAIN),
    file(PLAIN) + b"\x00\x00",
    file(PLAIN).replace("现场".encode(), b"\xe7\r\n \x8e\xb0\xe5\x9c\r\n \xba"),
    file(PLAIN).replace(b"SUMMARY", b"summary").replace(b"DTSTART", b"Dtstart").replace(b"VEVENT", b"vevent"),
    file(PLAIN).replace(b"SUMMARY:", b"\r\n\r\nSUMMARY:"),
    file(PLAIN).replace(b"T143000", b"T1430"),
    file(PLAIN, "BEGIN:VEVENT\nUID:a\nDTSTART:20231020T063000Z\nSUMMARY:现场检查\nLOCATION:城关镇\nEND:VEVENT\n"),
    file(PLAIN) + file(),
], ids=["bare LF", "bare CR", "BOM", "UTF-16", "GBK", "blank lines", "NUL", "fold in a character", "small letters",
        "gap", "no seconds", "twice", "two calendars"])
def test_what_other_programs_get_wrong_is_read_all_the_same(source: bytes) -> None:
    (found,) = read(source).appointments
    assert (found.on, found.time, found.title, found.place) == (date(2023, 10, 20), "14:30", "现场检查", "城关镇")


@pytest.mark.parametrize(("zone", "expected"), [
    (";TZID=Asia/Shanghai:20231020T143000", "14:30"), (":20231020T143000", "14:30"), (":20231020T063000Z", "14:30"),
    (";TZID=China Standard Time:20231020T143000", "14:30"), (";TZID=W. Europe Standard Time:20231020T083000", "14:30"),
    (";TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20231020T153000", "14:30"),
    (";TZID=America/New_York:20231020T023000", "14:30"),
    (";VALUE=DATE-TIME;TZID=\"Asia/Urumqi\":20231020T123000", "14:30"),
])
def test_a_time_of_any_zone_is_the_countys(zone: str, expected: str) -> None:
    found = read(file(event("UID:a", f"DTSTART{zone}", "SUMMARY:会")))
    assert [(each.on, each.time) for each in found.appointments] == [(date(2023, 10, 20), expected)]
    assert found.left == ()


def test_a_zone_nobody_knows_is_said_once() -> None:
    odd = [event(f"UID:{n}", "DTSTART;TZID=Nowhere/Town:20231020T143000", "SUMMARY:会") for n in range(3)]
    found = read(file(*odd))
    assert [each.time for each in found.appointments] == ["14:30"] * 3
    assert [(fault.line, fault.code) for fault in found.left] == [(6, "zone-unknown")]


@pytest.mark.parametrize(("source", "expected"), [
    (b"", [(1, "not-a-calendar")]),
    (b"<!DOCTYPE html><html>", [(1, "not-a-calendar")]),
    (b"task,value\n1,2\n", [(1, "not-a-calendar")]),
    (b"PK\x03\x04" + bytes(100), [(1, "not-a-calendar")]),
    (b"BEGIN:VCARD\r\nEND:VCARD\r\n", [(1, "not-a-calendar")]),
    (file(PLAIN)[:-40], [(4, "calendar-unended")]),
    (file(PLAIN).replace(b"END:VEVENT\r\n", b""), [(9, "calendar-crossed")]),
    (file(event("UID:a", "SUMMARY:x")), [(4, "event-without-day")]),
    (file(event("DTSTART:garbage"), event("DTSTART;VALUE=DATE:20230230"), event("DTSTART:2023-10-20")),
     [(5, "event-day-unreadable"), (8, "event-day-unreadable"), (11, "event-day-unreadable")]),
    (b"BEGIN:VCALENDAR\r\n" + bytes(range(128, 256)) * 4 + bytes(64), [(0, "not-text")]),
    (b"BEGIN:VCALENDAR\r\n" + b"x" * _ics_lines.LARGEST, [(0, "calendar-too-large")]),
])
def test_what_is_no_calendar_is_told_with_its_line(source: bytes, expected: list[tuple[int, str]]) -> None:
    assert faults(source) == expected


RULES = st.builds(
    lambda freq, parts: ";".join((f"FREQ={freq}", *parts)),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.lists(st.sampled_from(["INTERVAL=2", "COUNT=9", "UNTIL=20240301T010000Z", "INTERVAL=3"]), max_size=1),
)


@given(RULES, st.integers(0, 700), st.booleans())
@settings(max_examples=40, deadline=None)
def test_what_repeats_comes_on_the_days_another_library_gives(rule: str, back: int, exclude: bool) -> None:
    start = datetime(2023, 12, 1, 9) - timedelta(days=back)
    lines = [f"DTSTART;TZID=Asia/Shanghai:{start:%Y%m%dT%H%M%S}", f"RRULE:{rule}", "UID:a", "SUMMARY:例会"]
    if exclude:
        lines.append(f"EXDATE;TZID=Asia/Shanghai:{start + timedelta(days=14):%Y%m%dT%H%M%S}")
    source = file(event(*lines))
    known = recurring_ical_events.of(icalendar.Calendar.from_ical(source)).between(FIRST, LAST + timedelta(days=1))
    assert [each.on for each in read(source).appointments] == sorted({each["DTSTART"].dt.date() for each in known})


@pytest.mark.parametrize(("rule", "expected"), [
    ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["2023-10-20", "2023-10-27", "2023-11-24"]),
    ("FREQ=MONTHLY;BYMONTHDAY=1,20;UNTIL=20231101", ["2023-10-20", "2023-11-01"]),
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=3", ["2023-10-20", "2023-10-23", "2023-10-24"]),
    ("FREQ=YEARLY;BYMONTH=11;BYDAY=1WE;COUNT=1", ["2023-10-20", "2023-11-01"]),
])
def test_rules_of_meetings(rule: str, expected: list[str]) -> None:
    source = file(event("UID:a", "DTSTART;VALUE=DATE:20231020", f"RRULE:{rule}", "SUMMARY:会"))
    assert [each.on.isoformat() for each in read(source).appointments] == expected


@pytest.mark.parametrize(("rule", "code"), [
    ("FREQ=SECONDLY", "rule-not-followed"), ("FREQ=HOURLY;INTERVAL=8", "rule-not-followed"),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "rule-not-followed"), ("FREQ=YEARLY;BYWEEKNO=20", "rule-not-followed"),
    ("FREQ=WEEKLY;INTERVAL=0", "rule-not-followed"), ("FREQ=WEEKLY;BYDAY=XX", "rule-unreadable"),
    ("garbage", "rule-unreadable"), ("FREQ=", "rule-unreadable"), ("FREQ=DAILY;UNTIL=never", "rule-unreadable"),
    ("FREQ=DAILY;COUNT=x", "rule-unreadable"), ("FREQ=MONTHLY;BYMONTHDAY=99", "rule-unreadable"),
])
def test_a_rule_that_is_not_followed_is_left_out_and_said(rule: str, code: str) -> None:
    found = read(file(event("UID:a", "DTSTART:20231020T090000", f"RRULE:{rule}", "SUMMARY:怪会"), PLAIN))
    assert [each.title for each in found.appointments] == ["现场检查"]
    assert [(fault.line, fault.code, fault.figures["title"]) for fault in found.left] == [(4, code, "怪会")]


def test_a_change_of_all_that_follow_is_said_not_to_be_followed() -> None:
    turn = "RECURRENCE-ID;RANGE=THISANDFUTURE:20231027T090000"
    changed = event("UID:a", turn, "DTSTART:20231026T090000", "SUMMARY:会")
    found = read(file(event("UID:a", "DTSTART:20231020T090000", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:会"), changed))
    assert [fault.code for fault in found.left] == ["rule-not-followed"]
    assert [each.on.day for each in found.appointments] == [20, 26, 3]


def test_rules_that_never_come_end_the_search() -> None:
    """30 February: each is searched for until the year 9999, so only so many are."""
    never = [event(f"UID:{n}", "DTSTART:20230101T090000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "SUMMARY:无")
             for n in range(_ics_turns.MISSES_AT_MOST + 5)]
    found = read(file(*never))
    assert [fault.code for fault in found.left] == ["too-many-rules"] * 5


def test_additions_and_days_taken_out() -> None:
    source = file(event(
        "UID:a", "DTSTART;TZID=Asia/Shanghai:20231020T090000",
        "RDATE;TZID=Asia/Shanghai:20231101T090000,20231102T090000",
        "RDATE;VALUE=PERIOD:20231103T010000Z/PT1H", "EXDATE;VALUE=DATE:20231102", "SUMMARY:会",
    ))
    assert days(source) == [("2023-10-20", "09:00"), ("2023-11-01", "09:00"), ("2023-11-03", "09:00")]


def test_days_outside_are_counted() -> None:
    found = read(file(PLAIN, event("UID:b", "DTSTART;VALUE=DATE:20200101", "SUMMARY:旧")), date(2023, 10, 20), LAST)
    assert ([each.uid for each in found.appointments], found.outside) == (["a"], 1)


def test_the_highest_sequence_holds() -> None:
    later = PLAIN.replace("UID:a", "UID:a\nSEQUENCE:3").replace("20231020", "20231021")
    assert [each.on.day for each in read(file(later, PLAIN)).appointments] == [21]


def damaged(source: bytes, acts: list[tuple[str, float, bytes]]) -> bytes:
    """A file with bytes lost, doubled, put in and cut off, each at a share of its length."""
    for what, share, put in acts:
        place = int(share * len(source))
        if what == "lose":
            source = source[:place] + source[place + len(put) + 1:]
        elif what == "double":
            source = source[:place] + source[place - 20:place] + source[place:]
        elif what == "put":
            source = source[:place] + put + source[place:]
        else:
            lines = source.split(b"\r\n")
            source = b"\r\n".join((*lines[len(put):], *lines[:len(put)]))
    return source


ACTS = st.lists(st.tuples(
    st.sampled_from(["lose", "double", "put", "turn"]), st.floats(0, 0.999), st.binary(max_size=24)
), min_size=1, max_size=6)


@given(st.sampled_from([OUTLOOK, GOOGLE, THUNDERBIRD]), ACTS)
@settings(max_examples=300, deadline=None)
def test_damage_at_any_place_ends_in_faults_or_days(source: bytes, acts: list[tuple[str, float, bytes]]) -> None:
    reads_or_tells(damaged(source, acts))


def reads_or_tells(source: bytes) -> None:
    """It reads, or says what is wrong; anything else would break here."""
    try:
        read(source)
    except Faulty as faulty:
        told = faulty.faults
    else:
        told = [Fault("m.ics", 0, "none")]
    assert all(re.fullmatch("[a-z-]+", fault.code) for fault in told)


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes_in_an_event_end_in_faults_or_days(said: bytes) -> None:
    for source in (
        file(event("UID:a", "DTSTART:20231020T090000", "SUMMARY:X")).replace(b"X", said),
        file(event("UID:a", "DTSTART:X", "SUMMARY:a")).replace(b"X", said),
        file(event("UID:a", "DTSTART;TZID=X:20231020T090000", "RRULE:X")).replace(b"X", said),
    ):
        reads_or_tells(source)


@pytest.mark.parametrize("day", [
    "00010101", "00010101T000000Z", "00010101T000000", "99991231T235959", "99991231T235959Z",
])
def test_the_first_and_the_last_day_there_are(day: str) -> None:
    source = file(event("UID:a", f"DTSTART;TZID=America/New_York:{day}", f"DTEND:{day}", "SUMMARY:会"),
                  event("UID:b", f"DTSTART:{day}", "RRULE:FREQ=DAILY;COUNT=2", "SUMMARY:会"))
    read(source)
    read(source, date(1, 1, 2), date(9999, 12, 29))
    read(source, date.min, date.max)


def test_ten_megabytes() -> None:
    many = file(*(event(f"UID:{n}", "DTSTART;TZID=Asia/Shanghai:20231020T143000", "SUMMARY:现场检查",
                        f"ATTENDEE;CN=张某{n}:mailto:a{n}@example.com", f"DESCRIPTION:{'请准时。' * 20}")
                  for n in range(25_000)))
    assert len(many) > 10_000_000
    assert len(read(many).appointments) == 25_000
