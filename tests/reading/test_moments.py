"""Due days and rhythms, read by hand from texts written for the test."""

import pytest

from tests.reading.papers import days, drafts, only

DAYS = {
    "年底前完成": ["2024-12-31"],
    "年内修完": ["2024-12-31"],
    "2025年底前修完": ["2025-12-31"],
    "到2026年，渠道全部修完": ["2026-12-31"],
    "2025年年底前修完": ["2025-12-31"],
    "6月底修完": ["2024-06-30"],
    "2月底前修完": ["2024-02-29"],
    "9月份前修完": ["2024-08-31"],
    "2025年3月底前修完": ["2025-03-31"],
    "3月20日前报送": ["2024-03-20"],
    "3月20日17:30前报送": ["2024-03-20"],
    "十月底前修完": ["2024-10-31"],
    "三季度末修完": ["2024-09-30"],
    "上半年内修完": ["2024-06-30"],
    "10月上旬前报送": ["2024-10-10"],
    "2025年6月完成修渠": ["2025-06-30"],
    "二〇二五年底前修完": ["2025-12-31"],
    "明年6月底前修完": ["2025-06-30"],
    "“十四五”末修完": ["2025-12-31"],
    "6月底前修支渠，12月底前修斗渠": ["2024-06-30", "2024-12-31"],
    "2024年10月底前修支渠，2025年3月底前修斗渠": ["2024-10-31", "2025-03-31"],
}

NO_DAYS = (
    "6月30日前到期的贷款展期", "自2024年3月1日起修渠", "2020年以来修渠", "政策执行至2027年12月31日",
    "优惠期限延长至2025年底", "2023年5月1日至2023年8月31日期间修渠", "较2022年有所好转", "5年内修完", "每年6月底前报送",
    "每月5日前报送", "2020年印发的办法", "每年秋季排查，10月上旬报送", "2月30日前报送", "13月底前报送",
)  # fmt: skip


@pytest.mark.parametrize("printed", DAYS)
def test_due_days(printed: str) -> None:
    found = only(f"1.修渠。{printed}。")
    assert days(f"1.修渠。{printed}。") == DAYS[printed]
    assert (str(found.due), found.due_basis) == (DAYS[printed][-1], "explicit")


@pytest.mark.parametrize("printed", NO_DAYS)
def test_days_that_bind_nobody(printed: str) -> None:
    found = only(f"1.修渠。{printed}。")
    assert days(f"1.修渠。{printed}。") == []
    assert (found.due, found.due_basis) == (None, "none")


def test_a_limit_from_an_unknown_day_is_doubted() -> None:
    assert "unresolved-due" in only("1.修渠。5年内修完。").doubts


def test_without_a_year_months_have_no_day() -> None:
    assert days("1.修渠。6月底修完。", None) == []


def test_a_year_alone_dates_the_numbers_of_its_sentence_only() -> None:
    first, second = only("1.修渠。2024年修支渠3公里。另修斗渠5公里。").targets
    assert (str(first.due), second.due) == ("2024-12-31", None)
    assert days("1.修渠。2024年要把渠修好。") == []


def test_a_day_in_mid_part_does_not_reach_the_next() -> None:
    first, second = only("1.修路。支渠10月底通水，新修斗渠5公里，打井3眼。").targets
    assert (first.due, second.due) == (None, None)


def test_one_day_governs_the_points_below_it() -> None:
    found = drafts("到2026年：\n（1）修支渠3公里。（责任单位：县水利局）\n（2）打井5眼。（责任单位：县水利局）")
    assert [str(one.due) for draft in found for one in draft.targets] == ["2026-12-31", "2026-12-31"]
    bullets = drafts("到2026年，实现以下目标：\n——水更清。优良水质达到90%。\n——渠更畅。疏通渠道12公里。")
    assert [str(one.due) for one in bullets] == ["2026-12-31", "2026-12-31"]


def test_the_limit_in_a_clause_governs_its_numbers() -> None:
    found = only("1.修渠。修支渠3公里。（6月底完成，牵头考核单位：县水利局）")
    assert [str(one.due) for one in found.targets] == ["2024-06-30"]
    assert found.milestones == ()


def test_stages_end_on_their_last_day() -> None:
    found = only("1.核对阶段（9月15日—9月20日）\n核对名单，报县水利局。")
    assert (str(found.due), [one.what for one in found.milestones]) == ("2024-09-20", ["核对阶段"])


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ("每月通报", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月5日前报送", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("每月初调度", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("每月两次调度", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("每半月调度", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("每两个月调度", "FREQ=MONTHLY;INTERVAL=2"),
        ("每季度评估", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("每半年评估", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("每年总结", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("每年6月底前总结", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
        ("每周调度", "FREQ=WEEKLY"),
        ("每日巡查", "FREQ=DAILY"),
    ],
)
def test_rhythms(printed: str, rule: str) -> None:
    from dateutil.rrule import rrulestr

    found = only(f"1.修渠。{printed}。")
    assert [one.rule for one in found.recurrences] == [rule]
    assert rrulestr(rule) is not None
    assert found.due is None
