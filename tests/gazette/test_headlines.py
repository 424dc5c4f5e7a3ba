"""The headline numbers, written down a third time from the paper alone."""

from datetime import date
from decimal import Decimal

import pytest

from tests.gazette import shipped
from tests.gazette.shipped import plan, procedure, recurrence, target, targets, task

YEAR_END = date(2023, 12, 31)


@pytest.mark.parametrize(("id", "document", "issued", "tasks"), [
    ("decisions-23", "夏政发〔2023〕12号", date(2023, 7, 12), 15),
    ("services-23", "夏政办发〔2023〕21号", date(2023, 9, 20), 1 + 48),
    ("groundwater-23", "夏政办发〔2023〕22号", date(2023, 10, 7), 1 + 10),
    ("bridge-loans-23", "夏政办发〔2023〕24号", date(2023, 11, 30), 15),
    ("recovery-23", "夏政办发〔2023〕25号", date(2023, 11, 30), 47),
    ("investment-23", "夏政办发〔2023〕26号", date(2023, 12, 19), 20),
    ("medical-insurance-24", "夏政办函〔2023〕53号", date(2023, 9, 14), 1),
    ("clean-heating-23", "夏政办函〔2023〕54号", date(2023, 9, 15), 19),
    ("schooling-23", "夏政办函〔2023〕55号", date(2023, 9, 15), 1 + 23),
    ("land-projects-23", "夏政办函〔2023〕58号", date(2023, 10, 24), 3),
    ("flood-control-23", "夏政办函〔2023〕60号", date(2023, 10, 25), 8 + 3),
    ("blackout-23", "夏政办函〔2023〕67号", date(2023, 11, 21), 17),
])
def test_documents(id: str, document: str, issued: date, tasks: int) -> None:
    found = plan(id)
    assert (found.document, found.issued, len(found.tasks)) == (document, issued, tasks)


@pytest.mark.parametrize(("id", "last"), [("services-23", 48), ("groundwater-23", 10)])
def test_annual_plans_count_from_their_headline(id: str, last: int) -> None:
    assert [each.number for each in plan(id).tasks] == [str(number) for number in range(last + 1)]


@pytest.mark.parametrize(("id", "last"), [("recovery-23", 47), ("investment-23", 20)])
def test_packages_print_no_bodies_and_no_year(id: str, last: int) -> None:
    assert [each.number for each in plan(id).tasks] == [str(number) for number in range(1, last + 1)]
    assert {each.lead for each in plan(id).tasks} == {()}
    assert {each.due for each in plan(id).tasks} == {None}
    assert {each.due for task in plan(id).tasks for each in task.targets} <= {None}


def test_measures_without_a_body_in_annual_plans_are_their_headlines_alone() -> None:
    bare = [each.id for id in ("services-23", "groundwater-23") for each in plan(id).tasks if not each.lead]
    assert bare == ["services-23/0", "groundwater-23/0"]


@pytest.mark.parametrize(("id", "found"), [
    ("services-23/0", [("growth", "6.5", "%")]),
    ("services-23/4", [("add", "2", "个"), ("add", "1", "个"), ("add", "1", "个"), ("reach", "1", "个")]),
    ("services-23/7", [("reach", "1", "个")]),
    ("services-23/8", [("reach", "1", "个")] * 3),
    ("services-23/10", [("reach", "5", "个"), ("reach", "2", "个")]),
    ("services-23/13", [("reach", "200", "户")]),
    ("services-23/14", [("reach", "1", "所"), ("add", "100", "个")]),
    ("services-23/15", [("add", "1", "所")]),
    ("services-23/18", [("reach", "5", "万吨")]),
    ("services-23/23", [("add", "1", "家")]),
    ("services-23/26", [("reach", "7", "家"), ("add", "1", "家")]),
    ("services-23/35", [("reach", "20", "万亩")]),
    ("services-23/36", [("reach", "1", "个"), ("reach", "50", "亩"), ("reach", "1", "个")]),
    ("services-23/37", [("reach", "1", "个")] * 3),
    ("groundwater-23/0", [("cut", "130", "万方")]),
    ("groundwater-23/1", [("at_most", "8000", "万方")]),
    ("groundwater-23/2", [("reach", "0.85", "万亩"), ("reach", "0.85", "万亩")]),
    ("groundwater-23/3", [("raise_to", "90", "%")]),
    ("groundwater-23/4", [("raise_to", "95", "%")]),
    ("groundwater-23/5", [("at_most", "9.7", "%"), ("raise_to", "96", "%")]),
    ("groundwater-23/6", [("raise_to", "25", "%")]),
    ("groundwater-23/10", [("reach", "15", "眼")]),
    ("bridge-loans-23/5", [("reach", "1000", "万元")]),
    ("bridge-loans-23/25", [("at_most", "20", "%")]),
    ("recovery-23/1", [("reach", "1.19", "万亩")]),
    ("recovery-23/2", [("reach", "2000", "亩"), ("reach", "1100", "亩")]),
    ("recovery-23/22", [("add", "2", "个"), ("add", "1", "个"), ("add", "1", "个")]),
    ("recovery-23/23", [("at_least", "30", "%")]),
    ("recovery-23/25", [("reach", "5", "个"), ("reach", "2", "个")]),
    ("schooling-23/0", [("raise_to", "100", "%"), ("raise_to", "100", "%")]),
])
def test_targets(id: str, found: list[tuple[str, str, str]]) -> None:
    assert targets(id) == [(kind, Decimal(value), unit) for kind, value, unit in found]


def test_no_other_task_has_a_target() -> None:
    counts = {id: sum(len(each.targets) for each in plan(id).tasks) for id in shipped.IDS}
    assert counts == {
        "decisions-23": 0, "services-23": 26, "groundwater-23": 10, "bridge-loans-23": 2, "recovery-23": 9,
        "investment-23": 0, "medical-insurance-24": 2, "clean-heating-23": 0, "schooling-23": 2, "land-projects-23": 0,
        "flood-control-23": 0, "blackout-23": 0,
    }


def test_hedged_numbers() -> None:
    hedged = [
        (each.id, int(goal.id[1:]))
        for id in shipped.IDS for each in plan(id).tasks for goal in each.targets if goal.hedged
    ]
    assert hedged == [
        ("services-23/7", 1), ("services-23/8", 1), ("services-23/8", 2), ("services-23/8", 3), ("services-23/10", 2),
        ("services-23/18", 1), ("services-23/35", 1), ("groundwater-23/4", 1), ("groundwater-23/6", 1),
        ("bridge-loans-23/25", 1), ("recovery-23/25", 2),
    ]


def test_the_cut_is_against_2022_and_the_ceiling_adds_up() -> None:
    cut, ceiling = target("groundwater-23/0"), target("groundwater-23/1")
    assert cut.baseline_year == 2022
    assert cut.baseline is None
    assert (ceiling.accumulates, target("groundwater-23/5").accumulates) == (True, False)


def test_seven_must_be_passed() -> None:
    exclusive = [goal.value for id in shipped.IDS for each in plan(id).tasks for goal in each.targets if goal.exclusive]
    assert target("services-23/26").exclusive
    assert exclusive == [7]


@pytest.mark.parametrize(("number", "basis"), [
    ("0", "explicit"), ("4", "inferred"), ("7", "explicit"), ("8", "explicit"), ("10", "inferred"), ("13", "explicit"),
    ("14", "inferred"), ("15", "explicit"), ("18", "explicit"), ("23", "inferred"), ("26", "explicit"),
    ("35", "explicit"), ("36", "explicit"), ("37", "inferred"), ("48", "inferred"), ("1", "inferred"),
])
def test_days_of_21(number: str, basis: str) -> None:
    assert (task(f"services-23/{number}").due, task(f"services-23/{number}").due_basis) == (YEAR_END, basis)


@pytest.mark.parametrize(("number", "basis"), [(str(n), "inferred" if n in {8, 9} else "explicit") for n in range(11)])
def test_days_of_22(number: str, basis: str) -> None:
    assert (task(f"groundwater-23/{number}").due, task(f"groundwater-23/{number}").due_basis) == (YEAR_END, basis)


def test_works_of_22_with_a_printed_day() -> None:
    dated = [(each.id, work.due) for each in plan("groundwater-23").tasks for work in each.milestones if work.due]
    assert dated == [("groundwater-23/7", YEAR_END)] * 5
    assert len(task("groundwater-23/7").milestones) == 7


def test_brackets_with_support() -> None:
    assert task("groundwater-23/10").lead == ("县水利局", "县住建局")
    assert task("groundwater-23/10").support == ("县公安局", "县人民检察院", "县人民法院")
    assert task("groundwater-23/9").support == (
        "各乡镇人民政府", "水头工业园区服务中心", "县公安局", "县人民检察院", "县人民法院",
    )
    assert task("groundwater-23/6").lead == ("市生态环境局夏县分局", "县水利局", "县住建局", "县行政审批服务管理局")
    assert task("services-23/34").lead == ("市生态环境局夏县分局",)
    assert len(task("services-23/44").lead) == 8
    assert len(task("services-23/45").lead) == 7
    assert len(task("services-23/45").milestones) == 10


def test_townships_of_53() -> None:
    owed = target("medical-insurance-24/4")
    assert [(part.body, int(part.value)) for part in owed.parts] == [
        ("社区", 14302), ("瑶峰镇", 55250), ("水头镇", 38863), ("裴介镇", 43791), ("庙前镇", 25914), ("禹王镇", 26754),
        ("胡张乡", 31681), ("尉郭乡", 21765), ("南大里乡", 15830), ("埝掌镇", 11029), ("泗交镇", 8311),
        ("祁家河乡", 8550),
    ]
    assert (owed.kind, owed.unit) == ("reach", "人")
    assert (owed.value, owed.printed) == (Decimal(302040), Decimal(302039))
    assert (owed.period.start, owed.due, owed.due_basis) == (date(2023, 9, 1), date(2023, 12, 25), "explicit")


def test_participation_of_the_poor_and_rates_of_53() -> None:
    goal = target("medical-insurance-24/4", 2)
    assert (goal.kind, goal.value, goal.unit) == ("raise_to", Decimal(100), "%")
    rates = [figure.value for figure in task("medical-insurance-24/4").policy_figures]
    assert rates == ["380", "0", "38", "76", "100", "190"]


def test_days_of_54() -> None:
    days = {number: task(f"clean-heating-23/{number}").due for number in ("5.1", "5.2", "5.3", "4.3")}
    assert days == {
        "5.1": date(2023, 9, 20), "5.2": date(2023, 9, 27), "5.3": date(2023, 10, 11), "4.3": date(2023, 10, 31),
    }
    undated = [each.number for each in plan("clean-heating-23").tasks if each.due is None]
    assert len(undated) == 19 - 4


def test_subsidies_of_54() -> None:
    figures = [(figure.value, figure.unit, figure.role) for figure in task("clean-heating-23/2").policy_figures]
    for figure in (
        ("2600", "度", "quota"), ("0.2862", "元/度", "rate"), ("0.1", "元/度", "rate"), ("1040", "元/户", "cap"),
        ("28", "方", "threshold"), ("2.72", "元/方", "rate"), ("1", "元/方", "rate"), ("1200", "元/户", "cap"),
        ("600", "元/户", "floor"), ("200", "元", "rate"),
    ):
        assert figures.count(figure) == 1, figure
    assert [len(form.fields) for form in plan("clean-heating-23").forms] == [9, 8, 9, 8]


def limits(plan_id: str, id: str) -> list[tuple[int, str, str, str]]:
    """(amount, unit, relation, clause) of the limits of a procedure that print a number."""
    return [
        (step.limit.amount, step.limit.unit, step.limit.relation, step.clause)
        for step in procedure(plan_id, id).steps
        if step.limit and step.limit.amount is not None
    ]


def test_limits_of_12() -> None:
    assert limits("decisions-23", "decision") == [
        (30, "calendar_days", "at_least", "第十六条"),
        (15, "calendar_days", "before", "第十八条"),
        (15, "calendar_days", "before", "第十八条"),
        (15, "calendar_days", "before", "第十八条"),
        (7, "calendar_days", "before", "第十八条"),
        (7, "working_days", "at_most", "第二十二条、第二十三条"),
        (30, "calendar_days", "at_most", "第三十一条（五）"),
        (7, "working_days", "at_least", "第三十四条至第三十七条、第三十九条"),
    ]


def test_limits_of_24() -> None:
    assert limits("bridge-loans-23", "bridge-loan") == [
        (10, "working_days", "before", "第十四条"),
        (5, "calendar_days", "at_most", "第十六条"),
        (20, "calendar_days", "at_most", "第十六条"),
        (20, "calendar_days", "at_most", "第十七条、第二十四条"),
    ]


def test_fees_and_reserves_of_24() -> None:
    fees = [(figure.value, figure.low, figure.high) for figure in task("bridge-loans-23/24").policy_figures]
    assert fees == [("1", "", "5"), ("1.5", "6", "20")]
    assert [figure.value for figure in task("bridge-loans-23/23").policy_figures] == ["10", "20"]


def test_limits_of_55() -> None:
    assert limits("schooling-23", "dropout") == [
        (5, "calendar_days", "after", "四（四）、四（一）"),
        (1, "months", "after", "四（四）"),
    ]


def test_thirteen_departments_of_55() -> None:
    owed = [each for each in plan("schooling-23").tasks if each.number.startswith("3.2.")]
    assert [each.number for each in owed] == [f"3.2.{number}" for number in range(1, 14)]
    assert [each.lead for each in owed] == [(name,) for name in (
        "县委宣传部", "县委政法委", "县教育局", "县公安局", "县财政局", "县人社局", "县卫体局", "县民政局", "县文旅局",
        "县乡村振兴局", "县司法局", "县残联", "县妇联",
    )]


def test_eight_bodies_of_60() -> None:
    tasks = plan("flood-control-23").tasks
    assert [each.number for each in tasks] == [f"3.{place}" for place in range(1, 12)]
    assert [each.lead for each in tasks[:8]] == [(name,) for name in (
        "县发改局", "县财政局", "县自然资源局", "县林业局", "市生态环境局夏县分局", "县住建局", "县交通局",
        "县农业农村局",
    )]
    assert [each.lead for each in tasks[8:10]] == [("县水利局",), ("各乡镇人民政府",)]


LEVELS = {
    "level-3": {
        "40 % at_least", "50 % at_least",
        "20 % at_least", "40 % below",
        "220 千伏 at_least", "5 % at_least", "10 % below", "2 小时 at_least",
    },
    "level-2": {
        "60 % at_least", "70 % at_least",
        "40 % at_least", "60 % below",
        "220 千伏 at_least", "20 % at_least", "30 分钟 at_least", "10 % at_least", "1 小时 at_least",
    },
    "level-1": {"80 % at_least", "60 % at_least"},
}


def test_levels_of_67() -> None:
    assert [each.id for each in plan("blackout-23").procedures] == ["level-3", "level-2", "level-1"]
    for id, figures in LEVELS.items():
        conditions = procedure("blackout-23", id).conditions
        assert {f"{each.value} {each.unit} {each.relation}" for each in conditions if each.value} == figures
        assert not conditions[-1].value, "the catch-all has no figure"


@pytest.mark.parametrize(("id", "what", "rule", "around"), [
    ("services-23/48", "月初", "FREQ=MONTHLY;BYMONTHDAY=1", None),
    ("services-23/48", "20日", "FREQ=MONTHLY;BYMONTHDAY=20", 3),
    ("services-23/48", "每半月", "FREQ=MONTHLY;BYMONTHDAY=15,-1", None),
    ("decisions-23/4", "申报", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", None),
    ("bridge-loans-23/19", "报送", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
    ("bridge-loans-23/20", "季度", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", None),
    ("bridge-loans-23/20", "全年", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", None),
    ("recovery-23/43", "对接会", "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1", None),
    ("schooling-23/3.2.3", "注册", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1", None),
    ("schooling-23/3.2.10", "脱贫户", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=-1", None),
    ("schooling-23/3.2.10", "搬迁", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=-1", None),
    ("schooling-23/3.2.12", "花名册", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=-1", None),
    ("schooling-23/3.3", "周报告", "FREQ=WEEKLY;BYDAY=FR", None),
    ("schooling-23/3.3", "月报告", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
    ("schooling-23/4.3", "汇总", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1", None),
    ("schooling-23/4.3", "报送", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10", None),
    ("schooling-23/4.4", "全面摸底", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1", None),
])
def test_duties_that_return_by_the_calendar(id: str, what: str, rule: str, around: int | None) -> None:
    found = recurrence(id, what)
    assert (found.rule, found.around) == (rule, around)


def test_duties_after_term_begins() -> None:
    waiting = [each for each in task("schooling-23/3.3").recurrences if each.anchor == "学期开学"]
    assert [(each.after, each.after_unit) for each in waiting] == [(15, "calendar_days"), (1, "months")]


@pytest.mark.parametrize(("id", "code", "printed", "right"), [
    ("decisions-23", "reference", "第四十三条", "第四十五条"),
    ("groundwater-23", "unexpanded", "各镇人民政府", None),
    ("groundwater-23", "unexpanded", "各相关乡镇人民政府", None),
    ("medical-insurance-24", "misprint", "埽掌镇", "埝掌镇"),
    ("medical-insurance-24", "misprint", "涸交镇", "泗交镇"),
    ("clean-heating-23", "conflict", "9月20日—9月27日", None),
    ("services-23", "unexpanded", "县服务业发展八个工作专班牵头单位", None),
])
def test_doubts_that_must_be_there(id: str, code: str, printed: str, right: str | None) -> None:
    found = [each for each in shipped.doubts(id) if each.figures.get("printed") == printed]
    assert found, printed
    assert {(each.code, each.figures.get("right")) for each in found} == {(code, right)}


def test_the_only_sum_that_is_wrong() -> None:
    sums = [(each.file, each.figures["printed"], each.figures["computed"])
            for id in shipped.IDS for each in shipped.doubts(id) if each.code == "sum"]
    assert sums == [("medical-insurance-24.toml", "302039", "302040")]


def test_groups_sit_as_printed() -> None:
    seats = {group.name: len(group.members) for id in shipped.IDS for group in plan(id).groups}
    assert seats["夏县地下水超采治理行动计划领导小组"] == 1 + 1 + 23 + 1
    assert seats["夏县防洪能力提升工程领导小组"] == 1 + 1 + 9 + 1
