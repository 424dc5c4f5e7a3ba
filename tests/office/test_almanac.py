"""A month of the calendar: days worked and off, and what is due; read whole or day by day it says the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import bundled, office
from tests.office.everything import PEOPLE, WELLS_PLAN
from xiaxian_tasks import assemble
from xiaxian_tasks.domain.waits import ANSWERS
from xiaxian_tasks.office import almanac, lists, record, steps, ways
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Words


def by_day(month: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {day["on"]: day for day in month["days"]}


def test_a_month_knows_rest_and_make_up_days_as_they_were_known(tmp_path: Path) -> None:
    path = bundled(tmp_path)
    days = by_day(almanac.month(office(path, "2023-10-10"), date(2023, 10, 10)))
    assert len(days) == 31
    rest = [on for on, day in days.items() if not day["working"]]
    assert rest == [f"2023-10-{day:02d}" for day in (1, 2, 3, 4, 5, 6, 14, 15, 21, 22, 28, 29)]
    assert [on for on, day in days.items() if day["made_up"]] == ["2023-10-07", "2023-10-08"]
    assert "国庆节" in days["2023-10-02"]["holiday"]
    assert not days["2023-10-02"]["provisional"]
    later = by_day(almanac.month(office(path, "2023-10-10"), date(2024, 2, 1)))
    assert all(day["provisional"] for day in later.values()), "the notice for 2024 came on 2023-10-25"
    assert not any(day["made_up"] for day in later.values())
    known = by_day(almanac.month(office(path, "2023-11-01"), date(2024, 2, 1)))
    assert [on for on, day in known.items() if day["made_up"]] == ["2024-02-04", "2024-02-18"]


@pytest.mark.parametrize("body", ["", "县水利局"])
@pytest.mark.parametrize("month", [date(2023, 10, 1), date(2023, 12, 1)], ids=["october", "december"])
def test_a_month_is_the_agenda_and_a_large_ledger_says_the_same(month: date, body: str, tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2023-10-10")
    whole = almanac.month(desk, month, body=body)
    first, last = date.fromisoformat(whole["first"]), date.fromisoformat(whole["last"])
    agenda = lists.agenda(desk, body=body, first=first, last=last)
    told = [(day["on"], line["task"], line["what"]) for day in whole["days"] for line in day["lines"]]
    assert sorted(told) == sorted((event["on"], event["task"], event["what"]) for event in agenda)
    limited = almanac.month(desk, month, body=body, whole=0)
    assert (whole["whole"], limited["whole"]) == (True, False)
    for one, other in zip(whole["days"], limited["days"], strict=True):
        assert one["lights"] == other["lights"]
        assert {line["task"] for line in one["lines"]} == {line["task"] for line in other["lines"]}


def test_lines_of_a_day_are_limited_and_the_rest_is_counted(tmp_path: Path) -> None:
    desk = office(bundled(tmp_path), "2023-10-10")
    for whole in (almanac.WHOLE, 0):
        day = almanac.days_of(desk, date(2023, 12, 31), date(2023, 12, 31), limit=3, whole=whole)["days"][0]
        assert len(day["lines"]) == 3
        assert sum(day["lights"].values()) == len(day["lines"]) + day["more"]
        assert day["more"] > 10


def test_what_a_body_has_to_answer_by_a_day_stands_on_it(tmp_path: Path) -> None:
    path, plan = tmp_path / "ledger.sqlite3", tmp_path / "wells-23.toml"
    plan.write_text(WELLS_PLAN, encoding="utf-8")
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    assemble.load(office(path, "2023-10-09"), [str(plan), str(tmp_path / "people.toml")])
    ways.set_way(office(path, "2023-10-10", "王敏"), "wells-23", "full")
    steps.register(office(path, "2023-10-10", "王敏"), "wells-23/1")
    steps.dispatch(office(path, "2023-10-10", "王敏"), "wells-23/1")
    steps.remark(office(path, "2023-10-11", "孙岩"), "wells-23/1", "请速办", due=date(2023, 10, 20))
    steps.receive(office(path, "2023-10-11", "王敏"), "wells-23/1", ("县水利局",))
    record.report(office(path, "2023-10-12", "王敏"), Said("wells-23/1", "1眼", body="县水利局"))
    steps.ask_extension(
        office(path, "2023-10-12", "王敏"), "wells-23/1", date(2024, 1, 10), body="县水利局", words=Words(reason="雨")
    )
    for whole in (almanac.WHOLE, 0):
        days = by_day(almanac.month(office(path, "2023-10-13"), date(2023, 10, 1), whole=whole))
        waits = {on: [(line["kind"], line["body"]) for line in day["lines"] if line["kind"] in ANSWERS]
                 for on, day in days.items() if day["waits"]}
        assert waits == {
            "2023-10-11": [("receipt", "县住建局"), ("receipt", "县公安局")],
            "2023-10-19": [("extension", "县水利局")], "2023-10-20": [("reply", "县水利局")],
        }, "what was signed for in time is not waited for"
    own = by_day(almanac.month(office(path, "2023-10-13"), date(2023, 10, 1), body="县住建局"))
    assert [line["kind"] for line in own["2023-10-11"]["lines"]] == ["receipt"]
    assert not own["2023-10-20"]["waits"]
