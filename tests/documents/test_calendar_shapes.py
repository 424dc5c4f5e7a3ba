"""Calendars of every shape: with twins, alarms in working time, for abroad, as a file; what new kinds are called."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.feeds import FULL, GOLDEN, MONTH, SORTS, WELLS, crowd, dated
from tests.documents.lint import faults
from xiaxian_tasks.documents import calendar
from xiaxian_tasks.documents.calendar import write
from xiaxian_tasks.domain.agenda import Event
from xiaxian_tasks.domain.feed import Contact, Dated, Feed, Shape

BODIES = ("县水利局", "县住房和城乡建设管理局", "埝掌镇", "夏县人民法院", "供电公司")
PERSONS = ("张某", "欧阳某某", "Li Ming")
TITLES = {
    "receipt": "签收", "reply": "回复", "rework": "整改", "recheck": "回头看", "extension": "延期审批",
    "dispatch": "交办", "step": "办件", "window": "窗口首日",
}


def read(feed: Feed, kind: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(write(feed)).walk(kind))


def one(changed: Dated, kind: str = "VEVENT", **shape: Any) -> Any:
    (found,) = read(Feed("甲", MONTH, (changed,), shape=Shape(**shape)), kind)
    return found


@pytest.mark.parametrize("kind", SORTS)
def test_a_new_kind_is_named_in_its_title_once(kind: str) -> None:
    sort = TITLES[kind]
    for what, title in (("", sort), ("请报眼数", f"{sort}·请报眼数"), (f"{sort}事宜", f"{sort}事宜")):
        event = one(dated(WELLS._replace(kind=kind, what=what, reason="near-due")))
        assert event["SUMMARY"] == f"【临期】{title}·推进水源置换"


def test_what_rests_says_so_and_rings_no_more() -> None:
    event = one(dated(WELLS._replace(light="grey", reason="suspended")))
    assert event["SUMMARY"] == "【暂缓】关停自备井·推进水源置换"
    assert not event.walk("VALARM")


def test_all_that_is_known_is_told() -> None:
    assert str(one(FULL)["DESCRIPTION"]).split("\n")[-6:] == [
        "目标：达到1300眼", "最新：1100眼（截至2023-10-31）",
        "进度：应完成83.3%，已完成84.6%，差距+1.3个百分点（截至2023-10-31）", "要求：此后每月需101眼",
        "状态：绿灯（符合序时进度）", "联系：张某（县水利局联络员）；李某（县住建局负责人）",
    ]


@pytest.mark.parametrize(
    ("gap", "said"),
    [("-52.5", "差距−52.5个百分点"), ("0.04", "差距0个百分点"), ("-0.04", "差距0个百分点"), ("3", "差距+3个百分点")],
)
def test_a_gap_has_its_sign(gap: str, said: str) -> None:
    assert FULL.told
    assert said in one(FULL._replace(told=FULL.told._replace(gap=Decimal(gap))))["DESCRIPTION"]


def test_of_a_ceiling_a_share_is_used_and_none_is_done() -> None:
    assert FULL.figure
    ceiling = FULL._replace(figure=FULL.figure._replace(kind="at_most"))
    assert "进度：可用83.3%，已用84.6%，差距" in one(ceiling)["DESCRIPTION"]
    assert "PERCENT-COMPLETE" not in one(ceiling, "VTODO", twins=True)


@pytest.mark.parametrize(("needed", "said"), [("0.126", "0.13眼"), ("99.999", "100眼"), ("100.4", "100眼")])
def test_a_pace_is_told_no_finer_than_it_can_be_kept(needed: str, said: str) -> None:
    assert FULL.told
    told = FULL.told._replace(needed=Decimal(needed))
    assert f"此后每月需{said}\n" in one(FULL._replace(told=told))["DESCRIPTION"]


def test_nothing_is_needed_of_what_is_done_or_taken_back() -> None:
    done = FULL._replace(event=WELLS._replace(light="done", reason=""))
    for each in (done, FULL._replace(withdrawn=True)):
        assert "此后每月" not in one(each)["DESCRIPTION"]


@pytest.mark.parametrize(
    ("changes", "status", "percent"),
    [
        ({}, "IN-PROCESS", 84), ({"told": None}, "NEEDS-ACTION", None), ({"withdrawn": True}, "CANCELLED", 84),
        ({"event": WELLS._replace(light="done", done_on=date(2023, 10, 30))}, "COMPLETED", 100),
        ({"event": WELLS._replace(light="done")}, "COMPLETED", 100),
    ],
)
def test_a_twin_says_how_far_it_is(changes: dict[str, Any], status: str, percent: int | None) -> None:
    twin = one(FULL._replace(**changes), "VTODO", twins=True)
    assert (str(twin["STATUS"]), twin.get("PERCENT-COMPLETE")) == (status, percent)
    assert (twin["DUE"].dt, str(twin["UID"])) == (WELLS.on, "groundwater-23.4.t1@twin.xiaxian-tasks")
    assert ("COMPLETED" in twin) == (status == "COMPLETED")


def test_a_twin_was_completed_on_the_day_it_was_done_in_the_county() -> None:
    done = FULL._replace(event=WELLS._replace(light="done", done_on=date(2023, 10, 30)))
    assert one(done, "VTODO", twins=True)["COMPLETED"].dt == datetime(2023, 10, 29, 16, tzinfo=UTC)


def test_the_alarm_of_a_twin_counts_from_its_end() -> None:
    (alarm,) = one(FULL, "VTODO", twins=True).walk("VALARM")
    assert (alarm["TRIGGER"].params["RELATED"], alarm["TRIGGER"].dt) == ("END", timedelta(days=-3, hours=9))


@pytest.mark.parametrize("days", [1, 2, 5, 12])
def test_in_working_time_it_rings_at_nine_of_the_day_told(days: int) -> None:
    alarm_on = WELLS.on - timedelta(days=days)
    for kind in ("VEVENT", "VTODO"):
        (alarm,) = one(FULL._replace(alarm_on=alarm_on), kind, working=True, twins=True).walk("VALARM")
        rings = datetime.combine(WELLS.on, datetime.min.time()) + alarm["TRIGGER"].dt
        assert rings == datetime(alarm_on.year, alarm_on.month, alarm_on.day, 9)


def test_no_alarm_rings_after_its_day_began() -> None:
    for alarm_on in (WELLS.on, WELLS.on + timedelta(days=3)):
        assert not one(FULL._replace(alarm_on=alarm_on), working=True).walk("VALARM")


def test_a_twin_counts_as_one_more() -> None:
    for number, shown in ((450, 450), (451, 449)):
        feed = Feed("甲", MONTH, crowd(number), shape=Shape(twins=True))
        assert faults(write(feed)) == []
        titles = [str(event["SUMMARY"]) for event in read(feed, "VEVENT")]
        assert len(read(feed, "VTODO")) == shown
        assert len(titles) - shown == sum(title.startswith("【未列全】") for title in titles) == (number > shown)


def test_twins_have_their_events_beside_them() -> None:
    feed = Feed("甲", MONTH, crowd(900), shape=Shape(twins=True))
    days = {kind: sorted((each[name].dt, str(each["SUMMARY"])) for each in read(feed, kind))
            for kind, name in (("VEVENT", "DTSTART"), ("VTODO", "DUE"))}
    assert [each for each in days["VEVENT"] if not each[1].startswith("【未列全】")] == days["VTODO"]


def test_a_list_of_tasks_never_runs_empty() -> None:
    feed = Feed("甲", MONTH, shape=Shape(twins=True))
    (twin,) = read(feed, "VTODO")
    assert faults(write(feed)) == []
    assert (str(twin["SUMMARY"]), str(twin["STATUS"])) == ("本单位暂无在办督办事项", "COMPLETED")
    assert not read(Feed("甲", MONTH), "VTODO")


def test_only_a_file_says_that_it_is_published() -> None:
    assert b"METHOD" not in write(GOLDEN["full"])
    assert write(GOLDEN["file"]).replace(b"METHOD:PUBLISH\r\n", b"") == write(GOLDEN["full"])


def test_abroad_a_title_is_all_there_is() -> None:
    feed = GOLDEN["redacted"]
    for component in (*read(feed, "VEVENT"), *read(feed, "VTODO")):
        assert not {"DESCRIPTION", "CATEGORIES", "CONTACT", "LOCATION"} & set(component)
        assert component.get("PERCENT-COMPLETE") == (100 if component.get("STATUS") == "COMPLETED" else None)
        assert component["CLASS"] == "PRIVATE"
    text = write(feed).decode().replace("\r\n ", "")
    told = (*FULL.lead, *FULL.support, *(word for each in FULL.contacts for word in each[:2]), "22号", "水务", "1,300",
            "三（四）", "三千", "住建局", "验收单")
    assert [word for word in told if word in text] == []


_NAMES = st.sampled_from((*BODIES, *PERSONS))
_WORDS = st.lists(st.one_of(
    _NAMES, st.sampled_from(["水利局", "关停", "推进", "牵头", "，", "12", "３４", "1,300.5%", "二百", "三千五"]),
    st.text("井水路村户眼", max_size=4),
), max_size=12).map("".join)


@given(_WORDS, _WORDS, st.sampled_from((*SORTS, "target", "milestone", "recurrence", "task")), st.booleans())
def test_no_name_the_ledger_knows_and_no_figure_goes_abroad(what: str, title: str, kind: str, known: bool) -> None:
    event = Event(WELLS.on, what, kind, "a/1", title, "" if known else "、".join(BODIES), "green", "", None, "a.1.x@y")
    contacts = () if known else tuple(Contact(BODIES[0], name, "head") for name in PERSONS)
    unnamed = frozenset((*BODIES, *PERSONS)) if known else frozenset[str]()
    feed = Feed("夏县督查", MONTH, (Dated(event, 1, datetime(2023, 1, 1, tzinfo=UTC), contacts=contacts),),
                shape=Shape(redacted=True), unnamed=unnamed)
    said = str(read(feed, "VEVENT")[0]["SUMMARY"])
    assert [name for name in (*BODIES, *PERSONS, "水利局") if name in said] == []
    assert not any(character.isdigit() or character in "百千" for character in said)


def test_years_and_days_may_go_abroad() -> None:
    event = WELLS._replace(what="2023年12月31日前印发十四五规划", title="")
    assert one(dated(event), redacted=True)["SUMMARY"] == "2023年12月31日前印发十四五规划"


def test_what_somebody_typed_stays_at_home() -> None:
    for kind in ("receipt", "reply", "rework", "recheck", "extension", "dispatch"):
        event = one(dated(WELLS._replace(kind=kind, what="老王的井还没封")), redacted=True)
        assert event["SUMMARY"] == f"{TITLES[kind]}·推进水源置换"
    assert one(dated(WELLS._replace(kind="step", title="某户的贷款")), redacted=True)["SUMMARY"] == "办件·关停自备井"


def test_an_event_changed_last_is_when_the_calendar_changed() -> None:
    feed = GOLDEN["full"]
    pieces = calendar.pieces(feed, feed.dates)
    assert calendar.modified(feed, pieces) == datetime(2023, 10, 31, 16, tzinfo=UTC)
    later = datetime(2023, 11, 3, 1, tzinfo=UTC)
    assert calendar.modified(feed, calendar.pieces(feed, [FULL._replace(changed=later), *feed.dates])) == later


def test_what_was_done_on_its_day_does_not_say_the_day_again() -> None:
    for done_on, said in ((WELLS.on, "状态：已办结"), (WELLS.on - timedelta(days=1), "状态：已办结（2023-12-30）")):
        event = one(dated(WELLS._replace(light="done", reason="", done_on=done_on)))
        assert str(event["DESCRIPTION"]).endswith(f"\n{said}")
