"""Calendars as bytes: files kept beside the test, a lint of our own, and two foreign readers."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.feeds import CHANGED, GOLDEN, MONTH, WELLS, crowd, dated
from tests.documents.lint import events_of, faults, uid_of
from xiaxian_tasks.documents.calendar import file_names, write
from xiaxian_tasks.domain.feed import Feed

FOLDER = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]


def read(raw: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))


def titles(raw: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in read(raw)]


def one(*, withdrawn: bool = False, **changes: Any) -> Any:
    return read(write(Feed("甲", MONTH, (dated(WELLS._replace(**changes), withdrawn=withdrawn),))))[0]


@pytest.mark.parametrize("name", GOLDEN)
def test_bytes_are_as_kept(name: str) -> None:
    assert write(GOLDEN[name]) == (FOLDER / f"{name}.ics").read_bytes()


@pytest.mark.parametrize("name", GOLDEN)
def test_nothing_to_find_fault_with(name: str) -> None:
    feed = GOLDEN[name]
    assert faults(write(feed), method=feed.shape.method) == []


def test_every_kept_file_has_its_feed() -> None:
    assert {path.stem for path in FOLDER.glob("*.ics")} == GOLDEN.keys()


@pytest.mark.parametrize(
    ("zone", "language", "seed"),
    [
        ("Pacific/Kiritimati", "C", "1"), ("America/Adak", "zh_CN.GB18030", "4294967295"),
        ("Asia/Shanghai", "C.UTF-8", "0"),
    ],
)
def test_bytes_do_not_depend_on_the_machine(tmp_path: Path, zone: str, language: str, seed: str) -> None:
    surroundings = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-m", "tests.documents.feeds", tmp_path], check=True, cwd=ROOT, env=surroundings)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in FOLDER.glob("*.ics")
    }


def test_bytes_do_not_depend_on_the_order_given() -> None:
    dates = crowd(30)
    assert write(Feed("甲", MONTH, dates)) == write(Feed("甲", MONTH, dates[::-1]))


def test_a_change_moves_the_bytes_of_its_own_event_only() -> None:
    before = crowd(20)
    moved = before[7]._replace(event=before[7].event._replace(on=date(2024, 6, 1)), sequence=4)
    after = (*before[:7], moved, *before[8:])
    raws = (write(Feed("甲", MONTH, dates)) for dates in (before, after))
    old, new = ({uid_of(event): event for event in events_of(raw)} for raw in raws)
    assert {uid for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)} == {"7@xiaxian-tasks"}


def test_events_stand_by_day_then_uid() -> None:
    events = read(write(Feed("甲", MONTH, crowd(500))))
    keys = [(event["DTSTART"].dt, str(event["UID"])) for event in events]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda raw: b"\xef\xbb\xbf" + raw, "BOM"),
        (lambda raw: raw.replace(b"\r\n", b"\n"), "bare LF or CR"),
        (lambda raw: raw.decode().encode("gb18030"), "not UTF-8"),
        (lambda raw: raw.replace(b"\r\n ", b""), "a line over 75 octets"),
        (lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:\xe5\r\n \x85\xb3"), "folded inside a character"),
        (lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:\x07"), "control characters"),
        (lambda raw: raw.replace(b"VERSION:2.0", b"VERSION:2.0\r\nUID:x"), "head UID"),
        (lambda raw: raw.replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH"), "head METHOD"),
        (lambda raw: raw.replace(b";VALUE=DURATION", b""), "head REFRESH-INTERVAL"),
        (lambda raw: raw.replace(b"END:VCALENDAR", b"X-WR-CALNAME:x\r\nEND:VCALENDAR"), "lines after the events"),
        (lambda raw: raw.replace(b"20240101", b"20231231"), "not one whole day"),
        (lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:" + b"a" * 60 + b"\r\n "), "title"),
        (lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:\\\\"), "backslash"),
        (lambda raw: raw.replace(b"TRIGGER:-", b"TRIGGER:"), "alarm"),
        (lambda raw: raw.replace(b"SEQUENCE:3\r\n", b""), "SEQUENCE missing or twice"),
        (lambda raw: raw.replace(b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE"), "not transparent"),
        (lambda raw: raw.replace(b"TRANSP:", b"RRULE:FREQ=DAILY\r\nTRANSP:"), "a rule"),
        (lambda raw: raw.replace(b"END:VCALENDAR", raw[raw.index(b"BEGIN:VEVENT"):-2]), "uid twice"),
        (lambda raw: raw[:raw.index(b"BEGIN:VEVENT")] + b"END:VCALENDAR\r\n", "no event"),
    ],
)
def test_the_lint_finds(damage: Callable[[bytes], bytes], fault: str) -> None:
    assert any(fault in found for found in faults(damage(write(GOLDEN["ordinary"]))))


@pytest.mark.parametrize(
    ("light", "reason", "mark", "alarms"),
    [
        ("red", "overdue", "【逾期】", 0), ("red", "missed", "【逾期】", 0), ("red", "far-behind", "【滞后】", 1),
        ("yellow", "behind", "【滞后】", 1), ("yellow", "near-due", "【临期】", 1), ("green", "on-pace", "", 1),
        ("red", "breached", "【未达标】", 1), ("yellow", "below-growth", "【未达标】", 1), ("grey", "stale", "", 1),
        ("done", "", "【已办结】", 0),
    ],
)
def test_urgency_stands_in_the_title(light: str, reason: str, mark: str, alarms: int) -> None:
    event = one(light=light, reason=reason)
    assert event["SUMMARY"] == f"{mark}关停自备井·推进水源置换"
    assert len(event.walk("VALARM")) == alarms


def test_a_withdrawn_event_is_cancelled_whatever_its_light() -> None:
    for light, reason in [("red", "overdue"), ("done", ""), ("green", "on-pace")]:
        event = one(light=light, reason=reason, withdrawn=True)
        assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "【已撤销】关停自备井·推进水源置换")
        assert not event.walk("VALARM")


def test_an_alarm_rings_on_the_third_morning_before() -> None:
    alarm = one().walk("VALARM")[0]
    assert alarm["TRIGGER"].dt == timedelta(days=-3, hours=9)
    assert alarm["DESCRIPTION"] == "关停自备井·推进水源置换"


def test_the_description_tells_the_facts() -> None:
    event = read(write(GOLDEN["ordinary"]))[0]
    assert str(event["DESCRIPTION"]).split("\n") == [
        "文号：夏政办发〔2023〕22号", "条款：三（四）", "事项：推进水源置换", "内容：关停自备井",
        "牵头：县水利局、县住建局", "目标：达到1300眼", "最新：1100眼（截至2023-10-31）", "状态：绿灯（符合序时进度）",
    ]
    assert event.categories == ["绿"]


def test_what_is_due_comes_before_whose_it_is() -> None:
    shared, own = (Feed("甲", MONTH, GOLDEN["township"].dates, body) for body in ("", "埝掌镇"))
    assert titles(write(shared)) == ["关停自备井·埝掌镇"]
    assert titles(write(own)) == ["关停自备井·推进水源置换"]
    assert one(title=WELLS.what)["SUMMARY"] == "关停自备井"


def test_hostile_text_is_made_harmless() -> None:
    hostile, long, short = titles(write(GOLDEN["hostile"]))
    family = "👨\u200d👩\u200d👧"
    assert hostile == f'D:＼Notice＼new[31m红 第二行 第三行 第四行 第五行 ＼N＼n 甲;乙,丙:"丁" 𠮷𬭎㙍 {family}…'
    assert (len(long), long[-1]) == (60, "…")
    assert short == "短·＼"


def test_an_empty_feed_says_so_and_moves_on_by_the_month() -> None:
    november, december = (read(write(Feed("甲", month)))[0] for month in (MONTH, date(2023, 12, 1)))
    assert november["SUMMARY"] == december["SUMMARY"] == "本单位暂无在办督办事项"
    assert november["UID"] == december["UID"]
    assert (november["DTSTART"].dt, december["DTSTART"].dt) == (MONTH, date(2023, 12, 1))
    assert november["SEQUENCE"] < december["SEQUENCE"]


def test_too_many_events_keep_the_overdue_and_the_nearest() -> None:
    raw = write(Feed("甲", MONTH, crowd(1_500)))
    shown = titles(raw)
    assert faults(raw) == []
    assert len(shown) == 900
    assert sum(title.startswith("【逾期】旧") for title in shown) == 150
    assert [title for title in shown if title.startswith("【未列全】")] == ["【未列全】督办事项过多，余下的请查台账"]
    days = {each.event.uid: (each.event.on - MONTH).days for each in crowd(1_500)}
    near, far = ({uid for uid, day in days.items() if day in span} for span in (range(200), range(350, 400)))
    kept = {str(event["UID"]) for event in read(raw)}
    assert near <= kept
    assert not far & kept


def test_too_many_bytes_are_cut_the_same_way() -> None:
    wide = "宽、" * 60
    dates = tuple(
        each._replace(event=each.event._replace(what=wide, title=wide + "题"), document=wide, clause=wide, lead=(wide,))
        for each in crowd(900)
    )
    raw = write(Feed("甲", MONTH, dates))
    assert faults(raw) == []
    assert 850_000 < len(raw) <= 900_000
    assert sum(title.startswith("【逾期】") for title in titles(raw)) == 90
    assert sum(title.startswith("【未列全】") for title in titles(raw)) == 1


def test_900_events_are_all_there() -> None:
    wanted = {each.event.uid for each in crowd(900)}
    assert {uid_of(event) for event in events_of(write(Feed("甲", MONTH, crowd(900))))} == wanted


def test_the_stamp_is_the_moment_of_the_last_change_in_utc() -> None:
    event = read(write(GOLDEN["bare"]))[0]
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == CHANGED
    assert event["SUMMARY"] == "a/1"


def test_icalendar_is_imported_only_to_write() -> None:
    asked = "import sys, xiaxian_tasks.documents.calendar; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False, cwd=ROOT).returncode == 0


@pytest.mark.parametrize(
    ("bodies", "names"),
    [
        (["县民政局", "县水利局"], ["县民政局.ics", "县水利局.ics"]),
        (["乡(镇)政府", "a/b\\c:d*e?f\"g<h>i|j"], ["乡(镇)政府.ics", "a_b_c_d_e_f_g_h_i_j.ics"]),
        (["", "..", " \x00\u202e ", "/"], ["未命名.ics", "未命名-3.ics", "未命名-2.ics", "_.ics"]),
        (["ABC", "abc", "Abc"], ["ABC.ics", "abc-3.ics", "Abc-2.ics"]),
        (["é", "e\u0301"], ["é.ics", "é-2.ics"]),
        (["NUL", "con.x", "COM1", "CONSUL"], ["NUL_.ics", "con_.x.ics", "COM1_.ics", "CONSUL.ics"]),
        (["../../etc/passwd", "县民政局."], ["_.._etc_passwd.ics", "县民政局.ics"]),
        (["局" * 300, "局" * 301], ["局" * 66 + ".ics", "局" * 66 + "-2.ics"]),
        (["甲/乙", "甲_乙"], ["甲_乙-2.ics", "甲_乙.ics"]),
        (["甲-2", "甲", "甲 "], ["甲-2.ics", "甲.ics", "甲-3.ics"]),
    ],
)
def test_file_names(bodies: list[str], names: list[str]) -> None:
    assert list(file_names(bodies).items()) == list(zip(bodies, names, strict=True))
    assert file_names(bodies[::-1]) == file_names(bodies)


@given(st.lists(st.text(st.characters(codec=None), max_size=90), max_size=20))
def test_file_names_are_always_safe_and_different(bodies: list[str]) -> None:
    named = file_names(bodies)
    assert named.keys() == set(bodies)
    assert len({name.casefold() for name in named.values()}) == len(named)
    for name in named.values():
        assert not set(name) & set('<>:"/\\|?*\n\r\t\x00')
        assert not name.startswith((".", " "))
        assert 4 < len(name.encode()) <= 255


def test_a_step_goes_by_its_case_in_every_calendar() -> None:
    """The case keeps the name a body had when it was opened, so that renaming the body changes no title."""
    step = dated(WELLS._replace(kind="step", what="提出申请", title="城区井办件", body="县水利局"))
    titles = {re.findall(rb"SUMMARY:(.*)\r\n", write(Feed("夏县督查", MONTH, (step,), body)))[0].decode()
              for body in ("", "县水利局", "县新名局")}
    assert titles == {"办件·提出申请·城区井办件"}
