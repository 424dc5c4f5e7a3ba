"""Rule files: what they say, what a plan makes of them, and every fault with its line."""

from decimal import Decimal

import pytest

from tests.planfile.good import GOOD, PLANS, county, line_of
from xiaxian_tasks import planfile
from xiaxian_tasks.domain.codec import decode, encode
from xiaxian_tasks.domain.plan import Plan, Rules
from xiaxian_tasks.domain.rules import HOUSE
from xiaxian_tasks.planfile import Reading, kind_of

OURS = """\
rule = "ours"
title = "本县规则"
source = "县办发〔2024〕1号"
yellow = 5
spans = [[30, 3], [0, 10]]
cycle = "week"
reply = 3
"""

SHIPPED = {
    rules.name: rules
    for path in sorted((PLANS / "rules").glob("*.toml"))
    if (rules := planfile.read_rules(path.read_bytes(), path.name).rules)
}
PLAIN = GOOD.replace("[thresholds]\nyellow = 5\nspans = [[7, 2], [30, 7], [0, 20]]\n", "")
NAMED = PLAIN.replace("year = 2024\n", 'year = 2024\nrules = "ours"\n', 1)


def ours(text: str = OURS) -> Rules:
    reading = planfile.read_rules(text.encode(), "ours.toml")
    assert reading.faults == ()
    assert reading.rules is not None
    return reading.rules


def reading(text: str) -> Reading:
    return planfile.read(text.encode(), "water-24.toml", bodies=county(), rules={**SHIPPED, "ours": ours()})


def plan(text: str) -> Plan:
    read = reading(text)
    assert read.faults == ()
    assert read.plan is not None
    return read.plan


def rules_of(text: str) -> Rules:
    return plan(text).tasks[0].rules


def test_the_shipped_rules() -> None:
    assert set(SHIPPED) == {"yinchuan", "xuancheng", "three-days"}
    xuancheng = SHIPPED["xuancheng"]
    assert (xuancheng.yellow, xuancheng.red, xuancheng.grade) == (Decimal(0), None, "A")
    assert SHIPPED["three-days"].near == 3
    assert all(rules.title and rules.source for rules in SHIPPED.values())


def test_the_house_s_own_figures_are_those_of_yinchuan() -> None:
    """What stands in the program and in the rule file is one rule."""
    assert SHIPPED["yinchuan"] == HOUSE
    assert HOUSE._replace(name="", title="", source="", grade="") == Rules()
    assert rules_of(PLAIN) == Rules()


def test_a_rule_leaves_to_the_house_what_it_does_not_say_but_red() -> None:
    rules = ours()
    assert (rules.yellow, rules.red, rules.spans, rules.cycle) == (Decimal(5), None, ((30, 3), (0, 10)), "week")
    assert (rules.grace, rules.reply, rules.receipt) == (10, 3, 1)
    assert (rules.name, rules.title, rules.source, rules.grade) == ("ours", "本县规则", "县办发〔2024〕1号", "")


def test_a_plan_names_its_rule_and_sets_single_figures_on_top() -> None:
    assert rules_of(NAMED) == ours()
    rules = rules_of(NAMED + "\n[thresholds]\nred = 20\ngrace = 10\nreply = 3\n")
    assert rules == ours()._replace(red=Decimal(20), own=("red",))
    bare = rules_of(PLAIN + "\n[thresholds]\nred = 20\n")
    assert bare == Rules(red=Decimal(20))  # nothing beside: a plan without a name encodes as it always did


def test_spans_of_a_plan_go_before_the_fixed_days_of_its_rule() -> None:
    text = NAMED.replace('"ours"', '"three-days"') + "\n[thresholds]\nspans = [[0, 8]]\n"
    rules = rules_of(text)
    assert (rules.near, rules.spans) == (None, ((0, 8),))
    assert set(rules.own) == {"near", "spans"}
    assert plan(planfile.write(plan(text)).decode()) == plan(text)
    same = text.replace("[[0, 8]]", "[[7, 2], [15, 3], [30, 7], [90, 10], [180, 15], [0, 30]]")
    assert rules_of(same).own == ("near",)
    assert plan(planfile.write(plan(same)).decode()) == plan(same)


@pytest.mark.parametrize("more", ["", "\n[thresholds]\nred = 20\nnear = 4\n"])
def test_a_plan_with_a_rule_comes_back_from_a_written_file_and_from_its_history(more: str) -> None:
    first = plan(NAMED + more)
    assert plan(planfile.write(first).decode()) == first
    rules = first.tasks[0].rules
    assert decode(Rules, encode(rules)) == rules


def test_another_rule_is_told_once_of_the_plan() -> None:
    found = [tuple(line)[1:] for line in planfile.differences(plan(PLAIN), plan(NAMED))]
    assert ("rules", "", "ours") in found
    assert ("thresholds.red", "30", "") in found
    assert ("rules.source", "", "县办发〔2024〕1号") in found
    assert planfile.differences(plan(NAMED), plan(NAMED)) == []


def test_a_name_nobody_knows_is_a_fault_with_the_nearest() -> None:
    text = NAMED.replace('"ours"', '"xuanchen"')
    (fault,) = reading(text).faults
    assert (fault.code, fault.line, fault.figures["near"]) == ("unknown-rule", line_of(text, "xuanchen"), "xuancheng")
    any_name = planfile.read(text.encode(), "water-24.toml", bodies=county(), rules=None)
    assert any_name.faults == ()


def test_a_plan_s_own_figure_is_held_against_its_rule() -> None:
    """The rule's yellow is 5: a red of 4 contradicts it; the house's yellow is 10."""
    assert [fault.code for fault in reading(NAMED + "\n[thresholds]\nred = 4\n").faults] == ["bad-thresholds"]
    assert [fault.code for fault in reading(PLAIN + "\n[thresholds]\nred = 9\n").faults] == ["bad-thresholds"]
    assert reading(NAMED + "\n[thresholds]\nyellow = 40\n").faults == ()  # never red by pace: nothing to contradict


@pytest.mark.parametrize(
    ("old", "new", "code", "mark"),
    [
        ('title = "本县规则"\n', "", "missing", "rule ="),
        ("yellow = 5\n", "", "missing", "rule ="),
        ("yellow = 5", "yellow = -5", "negative", "yellow"),
        ("yellow = 5", "yellow = 5\nred = 4", "bad-thresholds", "yellow"),
        ("yellow = 5", "yellow = 5\nnear = 4", "near-and-spans", "near"),
        ("yellow = 5", "yelow = 5", "unknown-key", "yelow"),
        ('"week"', '"weekly"', "unknown-value", "weekly"),
        ("reply = 3", "reply = 3.5", "wrong-type", "reply"),
        ("[[30, 3], [0, 10]]", "[[30, 3], [7, 10]]", "bad-spans", "spans"),
        ('rule = "ours"', 'rule = "o urs"', "bad-label", "rule ="),
        ('rule = "ours"', 'rule = "ours', "toml-open-quote", "rule ="),
    ],
)
def test_damage(old: str, new: str, code: str, mark: str) -> None:
    text = OURS.replace(old, new, 1)
    faults = planfile.read_rules(text.encode(), "ours.toml").faults
    assert (code, line_of(text, mark)) in [(fault.code, fault.line) for fault in faults]


def test_a_rule_file_is_told_from_the_others() -> None:
    assert kind_of(OURS.encode()) == "rules"
    assert kind_of(NAMED.encode()) == "plan"
