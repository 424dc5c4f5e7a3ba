"""An edited file keeps the ids of what stays the same and lists what changed, one line each."""

from tests.planfile.good import GOOD, plan_of, reading_of
from xiaxian_tasks.domain.plan import Plan
from xiaxian_tasks.planfile import carry_ids, differences

HEAD = 'id = "p"\ntitle = "计划"\nissued = 2024-03-10\nyear = 2024\n[[tasks]]\nnumber = "1"\ntitle = "植树"\n'


def _targets(*targets: tuple[str, int, str]) -> Plan:
    rows = (f'[[tasks.targets]]\nmetric = "{metric}"\nvalue = {value}\nunit = "{unit}"\n' for metric, value,
        unit in targets)
    return plan_of(HEAD + "".join(rows))


def _ids(plan: Plan) -> dict[str, str]:
    return {target.metric: target.id for target in plan.tasks[0].targets}


def _lines(old: str, new: str) -> list[tuple[str, str, str, str]]:
    was, reading = plan_of(old), reading_of(new)
    assert reading.plan is not None, reading.faults
    now = carry_ids(was, reading.plan, given=reading.given)
    return [(line.task, line.key, line.old, line.new) for line in differences(was, now)]


def test_a_target_keeps_its_id_when_its_value_changes_and_another_is_put_before_it() -> None:
    old = _targets(("成片林", 200, "亩"), ("果树", 3, "万棵"))
    new = _targets(("防护林", 50, "亩"), ("成片林", 260, "亩"), ("果树", 30000, "棵"))
    assert _ids(carry_ids(old, new)) == {"成片林": "t1", "果树": "t2", "防护林": "t3"}


def test_an_inserted_target_takes_no_id_of_one_that_went() -> None:
    old = _targets(("成片林", 200, "亩"), ("果树", 3, "万棵"))
    assert _ids(carry_ids(old, _targets(("苗圃", 1, "个"), ("果树", 3, "万棵")))) == {"苗圃": "t3", "果树": "t2"}


def test_a_mended_word_keeps_the_id() -> None:
    old = _targets(("成片林", 200, "亩"), ("果树", 3, "万棵"))
    assert _ids(carry_ids(old, _targets(("成片林建设", 200, "亩"), ("果树", 3, "万棵")))) == {"成片林建设": "t1",
        "果树": "t2"}


def test_the_same_metric_in_another_sort_of_unit_is_another_target() -> None:
    old = _targets(("造林", 200, "亩"))
    assert _ids(carry_ids(old, _targets(("造林", 10, "公顷")))) == {"造林": "t1"}
    assert _ids(carry_ids(old, _targets(("造林", 10, "万元")))) == {"造林": "t2"}


def test_ids_that_stand_in_the_file_are_left() -> None:
    text = HEAD + '[[tasks.targets]]\nid = "t2"\nmetric = "成片林"\nvalue = 1\nunit = "亩"\n'
    reading = reading_of(text)
    assert reading.plan is not None
    old = _targets(("成片林", 200, "亩"))
    assert _ids(carry_ids(old, reading.plan, given=reading.given)) == {"成片林": "t2"}
    assert _ids(carry_ids(old, reading.plan)) == {"成片林": "t1"}


def test_milestones_recurrences_and_rows_keep_theirs() -> None:
    more = (
        GOOD.replace('[[tasks.milestones]]\nwhat = "出台清单"',
            '[[tasks.milestones]]\nwhat = "开会"\n\n[[tasks.milestones]]\nwhat = "出台清单"')
        .replace('[[tasks.recurrences]]\nwhat = "月报"',
            '[[tasks.recurrences]]\nwhat = "周报"\nrule = "FREQ=WEEKLY;BYDAY=FR"\n\n'
                 '[[tasks.recurrences]]\nwhat = "月报"')
        .replace('[[tasks.targets.parts]]\nbody = "瑶峰镇"', '[[tasks.targets.parts]]\nbody = "水头镇"\nvalue = 1\n\n'
                 '[[tasks.targets.parts]]\nbody = "瑶峰镇"')
    )
    carried = carry_ids(plan_of(GOOD), plan_of(more))
    assert {m.what: m.id for m in carried.tasks[0].milestones} == {"开会": "m2", "出台清单": "m1"}
    assert {r.what: r.id for r in carried.tasks[0].recurrences} == {"周报": "r3", "月报": "r1", "检查": "r2"}
    assert {part.body: part.id for part in carried.tasks[1].targets[0].parts} == {
        "水头镇": "t1.3", "瑶峰镇": "t1.1", "埝掌镇": "t1.2",
    }


def test_nothing_changed_is_no_line() -> None:
    assert _lines(GOOD, GOOD) == []


def test_a_value_is_one_line() -> None:
    assert _lines(GOOD,
        GOOD.replace("value = 15", "value = 18.5")) == [("water-24/1", "targets.t1.value", "15", "18.5")]


def test_fields_of_a_task() -> None:
    new = GOOD.replace('title = "关闭自备井"', 'title = "封填自备井"').replace('lead = ["县水利局"]',
        'lead = ["县水利局", "县住建局"]')
    assert _lines(GOOD, new) == [
        ("water-24/1", "title", "关闭自备井", "封填自备井"), ("water-24/1", "lead", "县水利局", "县水利局、县住建局"),
    ]


def test_a_due_day_moves_its_task_but_its_period_is_not_told_besides() -> None:
    assert _lines(GOOD, GOOD.replace("2024-10-31", "2024-11-30")) == [
        ("water-24/1", "due", "2024-10-31", "2024-11-30"), ("water-24/1", "targets.t1.due", "2024-10-31", "2024-11-30"),
    ]


def test_what_comes_and_goes() -> None:
    target = '\n[[tasks.targets]]\nmetric = "复查"\nvalue = 3\nunit = "次"\n'
    new = GOOD.replace("\n[[tasks.milestones]]\n", target + "\n[[tasks.milestones]]\n").replace(
        "[[groups]]\n", '[[tasks]]\nnumber = "3"\ntitle = "宣传"\n\n[[groups]]\n')
    there = [("water-24/1", "targets.t2", "", "复查 3次"), ("water-24/3", "task", "", "宣传")]
    assert [line[:3] for line in _lines(GOOD, new) if line[1] != "due"] == [line[:3] for line in there]
    back = [(task, key, now, was) for task, key, was, now in there]
    assert [line for line in _lines(new, GOOD) if line[1] != "due"] == back


def test_a_row_a_threshold_and_a_step_are_told_by_their_names() -> None:
    new = GOOD.replace("value = 200", "value = 210").replace("yellow = 5", "yellow = 8").replace("amount = 5",
        "amount = 7")
    assert _lines(GOOD, new) == [
        ("water-24", "thresholds.yellow", "5", "8"),
        ("water-24", "procedures.p1.steps.2.limit.amount", "5", "7"),
        ("water-24/2", "targets.t1.value", "300.5", "310.5"),
        ("water-24/2", "targets.t1.parts.埝掌镇.value", "200", "210"),
    ]


def test_another_basis_is_told_once() -> None:
    assert _lines(GOOD, GOOD.replace('"calendar"', '"working"')) == [
        ("water-24", "pace", "2024-01-01..2024-12-31 calendar", "2024-01-01..2024-12-31 working"),
    ]


def test_a_fingerprint_says_nothing_to_a_reader() -> None:
    marked = GOOD.replace('section = "二（一）"', 'section = "二（一）"\nfingerprint = "1a2b"')
    assert _lines(GOOD, marked) == _lines(marked, GOOD) == []
