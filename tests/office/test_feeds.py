"""Feeds over time: bytes stand still while nothing changes, and no visible change without a higher SEQUENCE."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks.assemble import calendars
from xiaxian_tasks.bundled import folder as bundled_folder
from xiaxian_tasks.office import adopt, feeds, lists, record
from xiaxian_tasks.office.adopt import Papers
from xiaxian_tasks.office.record import Said


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return bundled(tmp_path)


def events(ledger: Path, on: date, body: str) -> dict[str, tuple[int, bytes]]:
    """(SEQUENCE, bytes) of each event of a feed by UID."""
    raw = calendars.written(office(ledger, on.isoformat()), feeds.Scope(body)).replace(b"\r\n ", b"")
    found = {}
    for text in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", raw, re.DOTALL):
        uid, sequence = re.search(rb"UID:(\S+)", text), re.search(rb"SEQUENCE:(\d+)", text)
        assert uid
        found[uid[1].decode()] = (int(sequence[1]) if sequence else 0, text)
    return found


REPORTED = {
    date(2023, 9, 30): Said("services-23/13", "45户"),
    date(2023, 10, 31): Said("services-23/13", "160户"),
    date(2023, 11, 2): Said("services-23/13", "150户", correct=True),
    date(2023, 11, 30): Said("services-23/13", note="入户核查"),
    date(2023, 12, 28): Said("services-23/13", "200户"),
    date(2023, 10, 20): Said("groundwater-23/7", milestone="m1"),
    date(2023, 11, 21): Said("services-23/48", occurrence="2023-11-20"),
    date(2023, 12, 1): Said("medical-insurance-24/4", "14302", body="社区"),
}


@pytest.mark.parametrize("body", ["县民政局", "县水利局", "瑶峰镇", ""])
def test_no_change_without_a_higher_sequence_and_no_sequence_ever_falls(ledger: Path, body: str) -> None:
    """Every day from issue to two months after the year, with reports on some of them, in one go."""
    day, before = date(2023, 9, 21), events(ledger, date(2023, 9, 20), body)
    while day < date(2024, 3, 1):
        if said := REPORTED.get(day):
            record.report(office(ledger, day.isoformat()), said)
        now = events(ledger, day, body)
        for uid, (sequence, text) in now.items():
            if uid in before and not uid.startswith(("empty", "incomplete")):
                assert sequence >= before[uid][0], (uid, day)
                assert text == before[uid][1] or sequence > before[uid][0], (uid, day)
        day, before = day + timedelta(3 if day.month not in {9, 12, 1} else 1), now


def test_an_entry_written_late_cuts_steps_that_had_begun_and_still_raises_the_sequence(ledger: Path) -> None:
    """Asked in February, 2023's homes have turned grey and red; then a report of October is entered."""
    homes, february = "services-23.13.t1@xiaxian-tasks", date(2024, 2, 10)
    record.report(office(ledger, "2023-10-05"), Said("services-23/13", "160户"))
    before = events(ledger, february, "县民政局")[homes]
    record.report(office(ledger, "2023-10-31"), Said("services-23/13", "200户"))
    after = record.report(office(ledger, "2023-11-05"), Said("services-23/13", "190户", correct=True))
    assert after.sheet["light"] == "green"
    assert events(ledger, february, "县民政局")[homes][0] > before[0]


def test_bytes_are_equal_within_a_month_in_which_nothing_happens(ledger: Path) -> None:
    """February 2024: no light of 县民政局 steps."""
    first = calendars.written(office(ledger, "2024-02-01"), feeds.Scope("县民政局"))
    assert first == calendars.written(office(ledger, "2024-02-29"), feeds.Scope("民政局"))


def test_agenda_and_feed_are_the_same_set(ledger: Path) -> None:
    record.report(office(ledger, "2023-10-31"), Said("services-23/13", "45户"))
    for body in ("", "县民政局", "县水利局", "祁家河乡"):
        desk = office(ledger, "2023-10-31")
        span = date(2023, 9, 1), date(2024, 11, 4)
        agenda = {(line["uid"], line["on"]) for line in lists.agenda(desk, body=body, first=span[0], last=span[1])}
        feed = {(dated.event.uid, dated.event.on.isoformat()) for dated in feeds.feed(desk, body).dates}
        assert {pair for pair in feed if pair[1] >= "2023-09-01"} == agenda
        assert agenda


def test_each_township_has_a_calendar_and_groups_with_members_have_none(ledger: Path) -> None:
    owing = feeds.owing(office(ledger, "2023-10-31"))
    assert {"县民政局", "瑶峰镇", "祁家河乡", "社区", "县水利局"} <= set(owing)
    assert "各乡镇人民政府" not in owing


def test_what_is_overdue_stays_and_what_is_done_leaves_after_thirty_days(ledger: Path) -> None:
    record.report(office(ledger, "2023-12-28"), Said("services-23/13", "200户"))
    homes = "services-23.13.t1@xiaxian-tasks"
    wells = "groundwater-23.10.t1@xiaxian-tasks"
    assert homes in events(ledger, date(2024, 1, 31), "")
    assert homes not in events(ledger, date(2024, 2, 1), "")
    assert wells in events(ledger, date(2026, 11, 1), "")


def test_a_withdrawn_task_is_cancelled_for_thirty_days_and_then_gone(ledger: Path) -> None:
    source = (bundled_folder() / "groundwater-23.toml").read_text(encoding="utf-8")
    start = source.index('[[tasks]]\nnumber = "10"')
    edited = source[:start] + source[source.index("[[groups]]", start) :]
    wells = "groundwater-23.10.t1@xiaxian-tasks"
    before = events(ledger, date(2023, 10, 19), "县水利局")[wells]
    adopt.load(office(ledger, "2023-10-20"), Papers((("edited.toml", edited.encode()),)))
    after = events(ledger, date(2023, 10, 20), "县水利局")[wells]
    assert b"STATUS:CANCELLED" in after[1]
    assert after[0] > before[0]
    assert wells in events(ledger, date(2023, 11, 19), "县水利局")
    assert wells not in events(ledger, date(2023, 12, 1), "县水利局")
