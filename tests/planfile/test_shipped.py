"""The shipped plans read without a fault, come back from a written file, and run to the days worked out by hand."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.planfile.good import PLANS, county
from xiaxian_tasks.domain.plan import Period, Plan, Target, Task
from xiaxian_tasks.planfile import bodies_of_groups, read, write

TASKS = {
    "blackout-23": 17, "bridge-loans-23": 15, "clean-heating-23": 19, "decisions-23": 15, "flood-control-23": 11,
    "groundwater-23": 11, "investment-23": 20, "land-projects-23": 3, "medical-insurance-24": 1, "recovery-23": 47,
    "schooling-23": 24, "services-23": 49,
}
FILES = sorted(PLANS.glob("*-2?.toml"))

NEW_YEAR, END = date(2023, 1, 1), date(2023, 12, 31)


def _plan(name: str) -> Plan:
    reading = read((PLANS / f"{name}.toml").read_bytes(), f"{name}.toml", bodies=county())
    assert reading.plan is not None, reading.faults
    return reading.plan


def _task(name: str) -> Task:
    plan, number = name.split("/")
    return next(task for task in _plan(plan).tasks if task.number == number)


def _target(name: str, id: str = "t1") -> Target:
    return next(target for target in _task(name).targets if target.id == id)


def test_all_twelve_documents_ship() -> None:
    assert [path.stem for path in FILES] == sorted(TASKS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_plan_has_no_fault_and_comes_back_from_a_written_file(path: Path) -> None:
    reading = read(path.read_bytes(), path.name, bodies=county())
    assert reading.faults == ()
    assert reading.plan is not None
    assert reading.plan.id == path.stem
    again = read(write(reading.plan), path.name, bodies=county())
    assert again.faults == ()
    assert again.plan == reading.plan


def test_measures_of_the_four_lists_are_exactly_the_printed_ones() -> None:
    for name, printed in (("services-23", 48), ("groundwater-23", 10), ("recovery-23", 47), ("investment-23", 20)):
        numbers = [task.number for task in _plan(name).tasks if task.number != "0"]
        assert numbers == [str(number) for number in range(1, printed + 1)]


def test_homes_run_over_the_calendar_year() -> None:
    homes = _target("services-23/13")
    assert (homes.value, homes.unit, homes.due, homes.due_basis) == (Decimal(200), "户", END, "explicit")
    assert homes.period == Period(NEW_YEAR, END, "month")
    assert _task("services-23/13").lead == ("县民政局",)


def test_wells_run_over_the_calendar_year_though_issued_in_october() -> None:
    wells, task = _target("groundwater-23/10"), _task("groundwater-23/10")
    assert (wells.value, wells.unit, wells.period) == (Decimal(15), "眼", Period(NEW_YEAR, END))
    assert (task.due, task.due_basis) == (END, "explicit")
    assert task.lead == ("县水利局", "县住建局")
    assert task.support == ("县公安局", "县人民检察院", "县人民法院")


def test_a_task_without_a_printed_day_takes_the_year_s_last_inferred() -> None:
    task = _task("services-23/1")
    assert (task.due, task.due_basis, task.period) == (END, "inferred", Period(NEW_YEAR, END))
    undated = _task("groundwater-23/4")
    assert [(m.due, m.due_basis) for m in undated.milestones] == [(None, "none")]
    assert (undated.due, undated.due_basis) == (END, "explicit")


def test_the_insurance_window_is_the_period() -> None:
    task = _task("medical-insurance-24/4")
    window = Period(date(2023, 9, 1), date(2023, 12, 25))
    assert task.period == window
    assert [(target.period, target.due, target.due_basis) for target in task.targets] == [
        (window, date(2023, 12, 25), "explicit")
    ] * 2
    assert (task.due, task.due_basis) == (date(2023, 12, 25), "explicit")


def test_the_insurance_table_is_the_sum_of_its_twelve_rows() -> None:
    split = _target("medical-insurance-24/4")
    assert (split.value, split.printed, len(split.parts)) == (Decimal(302_040), Decimal(302_039), 12)
    rows = {part.body: part.value for part in split.parts}
    assert rows["埝掌镇"] == 11_029  # printed with a wrong character
    assert rows["泗交镇"] == 8_311
    assert split.parts[0].id == "t1.1"


def test_a_package_without_a_year_has_no_last_day() -> None:
    task = _task("recovery-23/1")
    assert (task.due, task.due_basis, task.period.end) == (None, "none", None)
    assert task.period.start == task.issued


def test_a_group_is_a_body_with_the_bodies_of_its_seats() -> None:
    group = next(body for body in bodies_of_groups(_plan("groundwater-23").groups) if "地下水" in body.name)
    assert group.kind == "group"
    assert group.members[:3] == ("县人民政府", "县水利局", "县财政局")
    assert len(group.members) == len(set(group.members))


def test_doubts_of_the_insurance_paper() -> None:
    path = PLANS / "medical-insurance-24.toml"
    doubts = read(path.read_bytes(), path.name, bodies=county()).doubts
    sums = [doubt for doubt in doubts if doubt.code == "sum"]
    assert [(doubt.figures["printed"], doubt.figures["computed"]) for doubt in sums] == [("302039", "302040")]
    assert path.read_text(encoding="utf-8").split("\n")[sums[0].line - 1] == "printed = 302039"
    assert Counter(doubt.code for doubt in doubts)["misprint"] == 2
