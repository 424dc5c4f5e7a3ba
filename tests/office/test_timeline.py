"""The days of a task, and what a moved due day would change: told without writing."""

from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import bundled, office
from tests.office.supervised import reported
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import steps, timeline, what_if
from xiaxian_tasks.office.steps import Words

WELLS = "wells-23/1"
MILESTONE = """
[[tasks.milestones]]
what = "编制方案"
due = 2023-11-15
[[tasks.milestones]]
what = "工程验收"
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Wells with a milestone on a day of its own and one on the task's, under full supervision and signed for."""
    return reported(tmp_path, MILESTONE)


def test_a_moved_day_is_told_whole_and_nothing_is_written(ledger: Path) -> None:
    desk = office(ledger, "2023-11-20", "王敏")
    before = desk.store.history(WELLS)
    trial = what_if.what_if(desk, WELLS, date(2024, 3, 29))
    sheet = trial.sheet
    assert [(each["duty"], each["before"], each["after"], each["first"]) for each in sheet["moved"]] == [
        ("", "2023-12-31", "2024-03-29", "2023-12-31"), ("t1", "2023-12-31", "2024-03-29", "2023-12-31"),
        ("m2", "2023-12-31", "2024-03-29", "2023-12-31"),
    ]
    assert trial.refused is None
    assert sheet["decides"] == "leader"
    assert (sheet["before"]["needed"], sheet["after"]["needed"]) == ("0.07", "0.03")
    assert sheet["before"]["finish"] == sheet["after"]["finish"] == "2023-12-11"
    assert (sheet["before"]["late"], sheet["after"]["late"]) == (-20, -109)
    assert sheet["bodies"] == ["县水利局", "县住建局", "县公安局"]
    assert desk.store.history(WELLS) == before


def test_what_is_foreseen_is_what_a_granted_extension_brings(ledger: Path) -> None:
    """The same day asked for and granted: the light, its coming steps and what is needed are what was told before."""
    desk = office(ledger, "2023-11-20", "王敏")
    told = what_if.what_if(desk, WELLS, date(2024, 1, 29)).sheet
    steps.ask_extension(desk, WELLS, date(2024, 1, 29), body="县水利局", words=Words(reason="冬季停工"))
    steps.grant_extension(office(ledger, "2023-11-20", "孙岩"), WELLS)
    real = what_if.what_if(office(ledger, "2023-11-20", "王敏"), WELLS, date(2024, 2, 20)).sheet
    assert told["decides"] == "director"
    assert real["before"] == told["after"]
    assert real["moved"][0]["first"] == "2023-12-31", "the first day is kept for assessment"
    span = timeline.span(office(ledger, "2023-11-20"), WELLS)
    assert span is not None
    assert (span["end"], span["original_due"]) == ("2024-01-29", "2023-12-31")
    moved = [(mark["on"], mark["first"]) for mark in span["marks"] if mark["kind"] == "target"]
    assert moved == [("2024-01-29", "2023-12-31")]


def test_one_duty_moves_alone_and_the_task_stays(ledger: Path) -> None:
    desk = office(ledger, "2023-11-10", "王敏")
    assert [row["duty"] for row in what_if.dated(desk, WELLS)] == ["", "m1"]
    sheet = what_if.what_if(desk, WELLS, date(2023, 12, 29), "m1").sheet
    assert [each["what"] for each in sheet["moved"]] == ["编制方案"]
    assert sheet["before"]["light"] == "yellow"
    assert sheet["before"]["steps"][0] == {"on": "2023-11-16", "light": "red", "reason": "overdue"}
    assert sheet["after"]["light"] == "green"


def test_the_rule_that_stands_in_the_way_is_named(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    shipped = bundled(tmp_path / "shipped")

    def why(task: str, day: date, on: str = "2023-11-20", by: str = "王敏", path: Path = ledger) -> str:
        refused = what_if.what_if(office(path, on, by), task, day).refused
        return refused.code if refused else ""

    assert why(WELLS, date(2023, 12, 1)) == "not-later"
    assert why(WELLS, date(2024, 2, 1), on="2024-01-05") == "asked-too-late"
    assert why("wells-23/2", date(2024, 2, 1)) == "out-of-order"
    assert why(WELLS, date(2024, 2, 1), by="孙岩") == "role"
    assert why("groundwater-23/10", date(2024, 2, 1), path=shipped) == "simple-way"
    with pytest.raises(Refused) as undated:
        what_if.what_if(office(shipped, "2023-11-20"), "decisions-23/4", date(2024, 2, 1))
    assert undated.value.code == "nothing-dated"
