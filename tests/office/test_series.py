"""Series for charts on the bundled plans, worked out by hand, and equal to what board and lists say day by day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.office import lists, record, series, steps
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.record import Said

HOMES, WELLS, TOWNSHIPS = "services-23/13", "groundwater-23/10", "medical-insurance-24/4"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return bundled(tmp_path)


def report(ledger: Path, on: str, task: str, value: str, **more: object) -> None:
    record.report(office(ledger, on), Said(task, value, **more))  # type: ignore[arg-type]


def test_the_course_of_the_homes(ledger: Path) -> None:
    """200 homes over 2023 by the month: 45 are 22.5 %; due are 8/12 the day before 30 September and 9/12 on it."""
    for on, value in (("2023-09-30", "45"), ("2023-10-31", "90"), ("2023-11-10", "100")):
        report(ledger, on, HOMES, value)
    desk = office(ledger, "2023-11-15")
    found = series.of_task(desk, HOMES)
    assert found is not None
    assert found["done"] == [["2023-09-30", 0.225], ["2023-10-31", 0.45], ["2023-11-10", 0.5]]
    due = dict(found["expected"])
    assert (due["2022-12-31"], due["2023-09-29"], due["2023-09-30"], due["2023-12-31"]) == (0, 0.666667, 0.75, 1)
    assert (found["first"], found["due"], found["on"]) == ("2023-01-01", "2023-12-31", "2023-11-15")
    assert found["forecast"]["finish"] > found["due"]
    assert found["forecast"]["earliest"] <= found["forecast"]["finish"]
    assert series.of_task(office(ledger, "2023-10-01"), HOMES)["done"] == [["2023-09-30", 0.225]]  # type: ignore[index]


def test_a_withdrawal_takes_its_figure_out_of_the_course(ledger: Path) -> None:
    report(ledger, "2023-10-31", WELLS, "6")
    report(ledger, "2023-11-20", WELLS, "12")
    steps.withdraw(office(ledger, "2023-11-21"), WELLS, 3)
    found = series.of_task(office(ledger, "2023-11-22"), WELLS)
    assert found is not None
    assert found["done"] == [["2023-10-31", 0.4]]


def test_the_course_of_a_split_adds_up_its_rows(ledger: Path) -> None:
    """Of 302,040: 55,250 of one township, then 10,000 more of another."""
    assert series.of_task(office(ledger, "2023-10-31"), TOWNSHIPS)["done"] == []  # type: ignore[index]
    report(ledger, "2023-10-31", TOWNSHIPS, "55250", body="瑶峰镇")
    report(ledger, "2023-11-10", TOWNSHIPS, "10000", body="水头镇")
    desk = office(ledger, "2023-11-10")
    found = series.of_task(desk, TOWNSHIPS)
    assert found is not None
    assert found["done"] == [["2023-10-31", 0.182923], ["2023-11-10", 0.216031]]
    assert series.of_task(desk, TOWNSHIPS, target="none") is None
    assert series.of_task(desk, "services-23/none") is None


def test_the_county_agrees_with_its_boards(ledger: Path) -> None:
    for on, task, value in (("2023-09-30", HOMES, "45"), ("2023-10-20", WELLS, "15"), ("2023-11-28", HOMES, "200")):
        report(ledger, on, task, value)
    found = series.of_county(office(ledger, "2023-11-30"))
    assert found["months"][-1]["open"]
    assert [row["finished"] for row in found["weeks"]] == [0] * 5 + [1] + [0] * 5 + [1]
    for row in [*found["months"], found["week_ago"], found["month_ago"]]:
        listed = [
            sheet["light"] for sheet in lists.sheets(office(ledger, row["day"]), Asked())
            if sheet["reason"] != "not-issued"
        ]
        assert {light: row[light] for light in LIGHTS} == {light: listed.count(light) for light in LIGHTS}
    assert found["week_ago"]["day"] == "2023-11-23"
    board = lists.board(office(ledger, "2023-11-30"))
    assert found["months"][-1]["done"] == sum(plan["done"] for plan in board["plans"]) == 2


def test_what_is_to_come_is_counted_month_by_month(ledger: Path) -> None:
    desk = office(ledger, "2023-10-10")
    found = series.of_county(desk)
    tasks = list(lists.sheets(desk, Asked()))
    issued = [sheet for sheet in tasks if sheet["reason"] != "not-issued"]
    for row in found["ahead"]:
        by_then = [sheet for sheet in issued if sheet["due"] and sheet["due"] <= row["day"]]
        assert row["due"] == pytest.approx(len(by_then) / len(issued), abs=1e-6)
        assert 0 <= row["sure"] <= row["possible"] <= 1
    assert [row["month"] for row in found["ahead"][:3]] == ["2023-10", "2023-11", "2023-12"]
    week = [(date(2023, 10, 9) + timedelta(days=n)).isoformat() for n in range(7)]
    assert [row["day"] for row in found["due_days"]] == week
    due = [sheet["due"] for sheet in issued]
    assert [row["total"] for row in found["due_days"]] == [due.count(day) for day in week]
    later = min(day for day in due if day and day > week[-1])
    assert found["next_due"] == {"day": later, "tasks": due.count(later)}
    assert sum(found["outlook"].values()) == sum(sheet["light"] != "done" for sheet in issued)


def test_an_empty_county_has_a_month_and_nothing_in_it(tmp_path: Path) -> None:
    found = series.of_county(office(tmp_path / "empty.sqlite3", "2023-10-10"))
    assert [row["total"] for row in found["months"]] == [0]
    assert found["months"][0]["share"] is None
    assert found["ahead"] == []
