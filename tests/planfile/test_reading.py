"""What a plan file says when it says little: defaults, resolved names, days and periods."""

from datetime import date
from decimal import Decimal

import pytest

from tests.planfile.good import GOOD, plan_of, reading_of
from xiaxian_tasks.domain.plan import Period, Rules

HEAD = 'id = "p"\ntitle = "计划"\nissued = 2024-03-10\n'
TASK = '[[tasks]]\nnumber = "1"\ntitle = "植树"\nlead = ["县林业局"]\n'


def _days(head: str, task: str) -> tuple[Period, date | None, str, date | None, str]:
    """(period, due, basis) of the first target, and (due, basis) of its task."""
    only = plan_of(HEAD + head + TASK + task).tasks[0]
    target = only.targets[0]
    return target.period, target.due, target.due_basis, only.due, only.due_basis


def test_eight_keys_are_a_plan() -> None:
    task = plan_of(HEAD + TASK + 'value = 200\nunit = "亩"\ndue = 2024-12-31\n').tasks[0]
    target = task.targets[0]
    assert (task.id, task.lead, task.due, task.due_basis) == ("p/1", ("县林业局",), date(2024, 12, 31), "explicit")
    assert (target.id, target.metric, target.kind, target.value, target.unit) == ("t1", "植树", "reach", Decimal(200),
        "亩")
    assert (target.period, target.due) == (Period(date(2024, 1, 1), date(2024, 12, 31)), date(2024, 12, 31))


def test_the_short_target_and_the_long_one_are_the_same() -> None:
    long = '\n[[tasks.targets]]\nvalue = 200\nunit = "亩"\n'
    assert plan_of(HEAD + TASK + 'value = 200\nunit = "亩"\n') == plan_of(HEAD + TASK + long)


def test_singular_tables_are_the_plural_ones() -> None:
    singular = GOOD
    for plural, one in (("tasks", "task"), ("policy_figures", "policy_figure"), ("targets", "target"),
        ("parts", "part"),
                        ("milestones", "milestone"), ("recurrences", "recurrence"), ("bodies]]", "body]]"),
                        ("groups", "group"), ("members", "member"), ("procedures", "procedure"), ("steps", "step"),
                        ("conditions", "condition"), ("forms", "form"), ("doubts", "doubt")):
        singular = "\n".join(
            line.replace(plural, one) if line.startswith("[") else line for line in singular.split("\n")
        )
    assert "[[task.target.part]]" in singular
    assert "[procedure.step.limit]" in singular
    assert plan_of(singular) == plan_of(GOOD)


@pytest.mark.parametrize(("head", "task", "start", "end", "due", "basis", "task_basis"), [
    ("year = 2024\n", 'value = 1\nunit = "个"\n', "2024-01-01", "2024-12-31", "2024-12-31", "inferred", "inferred"),
    ("", 'value = 1\nunit = "个"\n', "2024-03-10", None, None, "none", "none"),
    ("", 'value = 1\nunit = "个"\ndue = 2024-06-30\n', "2024-03-10", "2024-06-30", "2024-06-30", "explicit",
     "explicit"),
    ("", 'value = 1\nunit = "个"\ndue = 2024-12-31\n', "2024-01-01", "2024-12-31", "2024-12-31", "explicit",
     "explicit"),
    ("year = 2024\n", '[[tasks.targets]]\nvalue = 1\nunit = "个"\ndue = 2024-06-30\n', "2024-01-01", "2024-06-30",
     "2024-06-30", "explicit", "explicit"),
    ("year = 2024\n", '[[tasks.targets]]\nvalue = 1\nunit = "个"\ndue = 2025-12-31\n', "2025-01-01", "2025-12-31",
     "2025-12-31", "explicit", "explicit"),
    ("", '[[tasks.targets]]\nvalue = 1\nunit = "个"\ndue = 2024-10-31\ndue_basis = "inferred"\n', "2024-03-10",
     "2024-10-31", "2024-10-31", "inferred", "inferred"),
    ("", '[[tasks.targets]]\nvalue = 1\nunit = "个"\ndue = 2024-02-28\n', "2024-01-01", "2024-02-28", "2024-02-28",
     "explicit", "explicit"),
    ("[pace]\nfrom = 2024-04-01\nto = 2024-11-30\n", 'value = 1\nunit = "个"\n', "2024-04-01", "2024-11-30",
     "2024-11-30", "inferred", "inferred"),
    ("[pace]\nfrom = 2024-04-01\n", 'value = 1\nunit = "个"\ndue = 2024-12-31\n', "2024-04-01", "2024-12-31",
     "2024-12-31", "explicit", "explicit"),
    ("year = 2024\n", '[[tasks.targets]]\nvalue = 1\nunit = "个"\nfrom = 2024-07-01\nto = 2024-09-30\n', "2024-07-01",
     "2024-09-30", "2024-12-31", "inferred", "inferred"),
])
def test_days_and_periods(
    head: str, task: str, start: str, end: str | None, due: str | None, basis: str, task_basis: str
) -> None:
    on = date.fromisoformat(due) if due else None
    period = Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
    assert _days(head, task) == (period, on, basis, on, task_basis)


def test_a_task_takes_the_latest_of_its_duties_explicit_when_any_is_printed() -> None:
    task = plan_of(HEAD + "year = 2024\n" + TASK + """
[[tasks.milestones]]
what = "定方案"
due = 2024-05-31

[[tasks.milestones]]
what = "验收"
due = 2024-09-30
due_basis = "inferred"

[[tasks.milestones]]
what = "移交"
""").tasks[0]
    assert (task.due, task.due_basis) == (date(2024, 9, 30), "explicit")
    assert [(m.id, m.due, m.due_basis) for m in task.milestones] == [
        ("m1", date(2024, 5, 31), "explicit"), ("m2", date(2024, 9, 30), "inferred"), ("m3", None, "none"),
    ]


def test_a_task_s_own_day_goes_before_those_of_its_duties() -> None:
    task = plan_of(HEAD + TASK + 'due = 2024-08-31\n[[tasks.milestones]]\nwhat = "验收"\ndue = 2024-09-30\n').tasks[0]
    assert (task.due, task.due_basis) == (date(2024, 8, 31), "explicit")


def test_a_duty_that_returns_gives_no_last_day() -> None:
    monthly = '[[tasks.recurrences]]\nwhat = "月报"\nrule = "FREQ=MONTHLY;BYMONTHDAY=-1"\n'
    task = plan_of(HEAD + TASK + monthly).tasks[0]
    assert (task.due, task.due_basis) == (None, "none")


def test_names_resolve_to_the_name_to_show_and_groups_keep_theirs() -> None:
    plan = plan_of(GOOD)
    assert plan.tasks[0].support == ("节水中心",)
    assert plan.tasks[0].milestones[0].bodies == ("各乡镇人民政府",)
    assert [part.body for part in plan.tasks[1].targets[0].parts] == ["瑶峰镇", "埝掌镇"]


def test_one_body_by_two_names_stands_once() -> None:
    task = plan_of(HEAD + TASK.replace('["县林业局"]', '["社区", "县林业局", "社区服务中心"]')).tasks[0]
    assert task.lead == ("社区", "县林业局")


def test_a_plan_s_own_spelling_goes_before_the_county_s() -> None:
    own = '[[bodies]]\nname = "苗圃"\naliases = ["县林业局"]\n'
    assert plan_of(HEAD + own + TASK).tasks[0].lead == ("苗圃",)


def test_thresholds_pace_and_events_reach_the_tasks() -> None:
    task = plan_of(GOOD).tasks[0]
    assert task.rules == Rules(yellow=Decimal(5), spans=((7, 2), (30, 7), (0, 20)))
    assert task.period.basis == "calendar"
    assert task.recurrences[1].anchored == (date(2024, 2, 26), date(2024, 9, 2))
    assert (task.recurrences[1].after, task.recurrences[1].after_unit) == (15, "calendar_days")


def test_a_curve_says_its_basis() -> None:
    curve = '[pace]\ncurve = [["2024-06-30", "0.15"], [2024-09-30, 0.5]]\n'
    period = plan_of(HEAD + "year = 2024\n" + curve + TASK).tasks[0].period
    assert period.basis == "curve"
    assert period.curve == ((date(2024, 6, 30), Decimal("0.15")), (date(2024, 9, 30), Decimal("0.5")))


def test_numbers_are_exact_however_they_are_written() -> None:
    def value(text: str) -> Decimal:
        return plan_of(HEAD + TASK + f'value = {text}\nunit = "个"\n').tasks[0].targets[0].value

    assert value("0.1") == Decimal("0.1")
    assert str(value("6.50")) == "6.5"
    assert str(value("1e2")) == "100"
    assert value('"1,300"') == 1300
    assert value("999999999999999") == 999_999_999_999_999


def test_a_split_is_the_sum_of_its_rows_whatever_is_printed() -> None:
    split = plan_of(GOOD).tasks[1].targets[0]
    assert (split.value, split.printed) == (Decimal("300.5"), Decimal(301))
    as_value = plan_of(GOOD.replace("printed = 301", "value = 301"))
    assert as_value.tasks[1].targets[0] == split
    agreeing = reading_of(GOOD.replace("printed = 301", "value = 300.5"))
    assert [doubt.code for doubt in agreeing.doubts] == ["misprint"]
    assert agreeing.plan is not None
    assert agreeing.plan.tasks[1].targets[0].printed is None


def test_growth_may_be_negative_and_a_floor_may_be_nought() -> None:
    assert reading_of(GOOD.replace('"reach"', '"growth"').replace("value = 15", "value = -1.5")).faults == ()
    assert reading_of(GOOD.replace("value = 15", "value = 0")).faults == ()


def test_missing_ids_take_the_next_free_place() -> None:
    named = (('id = "m2"\n', "甲"), ("", "乙"), ("", "丙"))
    duties = "".join(f'[[tasks.milestones]]\n{id}what = "{what}"\n' for id, what in named)
    assert [m.id for m in plan_of(HEAD + TASK + duties).tasks[0].milestones] == ["m2", "m3", "m4"]
    assert reading_of(HEAD + TASK + duties).given == {("1", "m2")}


def test_procedures_number_their_steps_and_conditions() -> None:
    procedure = plan_of(GOOD).procedures[0]
    assert (procedure.id, [step.number for step in procedure.steps], procedure.conditions[0].any) == ("p1",
        ["1", "2"], "1")
    limit = procedure.steps[1].limit
    assert limit is not None
    assert (limit.amount, limit.unit, limit.relation, limit.anchor) == (5, "working_days", "at_most", "step:1")


def test_a_limit_may_print_no_number() -> None:
    limit = plan_of(GOOD.replace('amount = 5\nunit = "working_days"\n', "")).procedures[0].steps[1].limit
    assert limit is not None
    assert (limit.amount, limit.unit) == (None, "")


def test_the_clause_is_section_and_number_unless_it_says_otherwise() -> None:
    assert plan_of(GOOD).tasks[0].clause == "二（一）1"
    assert plan_of(GOOD.replace('section = "二（一）"',
        'section = "二（一）"\nclause = "附件2"')).tasks[0].clause == "附件2"
