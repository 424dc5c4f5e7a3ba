"""What does not fit in a report, each sort told by a story and its figures reckoned by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledger import draft, target, task, told
from xiaxian_tasks.domain import reporting
from xiaxian_tasks.domain.contradictions import Odd, contradictions
from xiaxian_tasks.domain.plan import Part, Task
from xiaxian_tasks.domain.reporting import Call

HOMES = task(target("reach", "200"), support=("县财政局",))
STEADY = "2023-09-20 report 20户\n2023-09-30 report 30户\n2023-10-10 report 45户\n2023-10-20 report 55户"
"""Increases of 10, 15 and 10: the usual one is 10."""


def odd(of: Task, story: str, last: str) -> tuple[Odd, ...]:
    """What is odd in the last report of a story."""
    day, _, said = last.partition(" ")
    state = told(of, story)
    on = date.fromisoformat(day)
    return contradictions(state, reporting.report(Call(state, draft(said), on, on)))


def codes(of: Task, story: str, last: str) -> list[str]:
    return [each.code for each in odd(of, story, last)]


def test_a_jump_is_more_than_three_times_the_usual() -> None:
    assert odd(HOMES, STEADY, "2023-10-30 report 86户") == (
        Odd("jump", {"value": "86", "unit": "户", "increase": "31", "usual": "10"}),
    )
    assert codes(HOMES, STEADY, "2023-10-30 report 85户") == [], "exactly three times is not beyond"
    assert codes(HOMES, "\n".join(STEADY.splitlines()[:3]), "2023-10-30 report 190户") == [], "two increases are few"
    assert codes(HOMES, STEADY, "2023-10-30 report 150户 correct") == [], "a correction is meant"


def test_flat_readings_make_no_usual_increase() -> None:
    flat = "2023-09-20 report 20户\n2023-09-30 report 20户\n2023-10-10 report 20户\n2023-10-20 report 20户"
    assert codes(HOMES, flat, "2023-10-30 report 60户") == []


def test_the_target_to_the_dot_on_its_day() -> None:
    assert codes(HOMES, "", "2023-12-31 report 200户") == ["on-the-dot"]
    assert codes(HOMES, "", "2024-01-05 report 200户 of 2023-12-31") == ["on-the-dot"]
    assert codes(HOMES, "", "2023-12-30 report 200户") == []
    assert codes(HOMES, "", "2023-12-31 report 201户") == []


def test_the_same_text_as_last_time() -> None:
    state = told(HOMES, "2023-10-01 note 正在推进")
    content = {"as_of": "2023-11-01", "note": "正在推进"}
    assert contradictions(state, content) == (Odd("same-text", {}),)
    assert contradictions(state, content | {"note": "已开工"}) == ()
    assert contradictions(told(HOMES, "2023-10-01 report 5户"), {"as_of": "2023-11-01", "note": ""}) == ()
    between = told(HOMES, "2023-10-01 note 正在推进\n2023-10-09 report 5户")
    assert contradictions(between, content) == (), "the last report said nothing"


def test_reached_before_work_began() -> None:
    """The plan was issued on 20 September."""
    assert odd(HOMES, "", "2023-09-25 report 200户 of 2023-09-19") == (
        Odd("early", {"value": "200", "unit": "户", "begun": "2023-09-20"}),
    )
    assert codes(HOMES, "", "2023-09-25 report 200户 of 2023-09-20") == []
    assert codes(HOMES, "", "2023-09-25 report 199户 of 2023-09-19") == []


def test_reached_before_it_was_dispatched() -> None:
    state = told(HOMES)
    state = state._replace(life=state.life._replace(dispatched=date(2023, 10, 8)))
    content = {"as_of": "2023-10-07", "target": "t1", "value": "200", "unit": "户"}
    assert [(each.code, each.figures["begun"]) for each in contradictions(state, content)] == [("early", "2023-10-08")]
    assert contradictions(state, content | {"as_of": "2023-10-08"}) == ()


def test_support_says_more_than_lead() -> None:
    story = "2023-10-01 report 50户 by 县民政局"
    assert odd(HOMES, story, "2023-10-02 report 51户 by 县财政局") == (
        Odd("support-over-lead", {"value": "51", "unit": "户", "other": "50"}),
    )
    assert codes(HOMES, story, "2023-10-02 report 50户 by 县财政局") == []
    assert codes(HOMES, story, "2023-10-02 report 51户 by 县民政局") == []
    assert codes(HOMES, "", "2023-10-02 report 51户 by 县财政局") == [], "the lead has said nothing yet"


def test_of_what_should_fall_less_is_more() -> None:
    dust = task(target("lower_to", "36", "微克", baseline=Decimal(42)), support=("县财政局",))
    story = "2023-10-01 report 40微克 by 县民政局"
    assert codes(dust, story, "2023-10-02 report 39微克 by 县财政局") == ["support-over-lead"]
    assert codes(dust, story, "2023-10-02 report 41微克 by 县财政局") == []


@pytest.mark.parametrize(
    ("kind", "unit", "figure", "expected"),
    [
        ("raise_to", "%", "101%", ["over-hundred"]), ("at_least", "%", "100%", []), ("growth", "%", "120%", []),
        ("reach", "户", "400户", ["far-beyond"]), ("reach", "户", "399户", []), ("raise_to", "户", "400户", []),
    ],
)
def test_slips_of_the_hand(kind: str, unit: str, figure: str, expected: list[str]) -> None:
    of = task(target(kind, "90" if unit == "%" else "200", unit))
    assert codes(of, "", f"2023-10-02 report {figure}") == expected


def test_a_row_is_judged_as_a_target_of_its_own() -> None:
    parts = (Part("t1.1", "庙前镇", Decimal(50)), Part("t1.2", "裴介镇", Decimal(150)))
    of = task(target("reach", "200", parts=parts))
    assert codes(of, "", "2023-12-31 report 50户 by 庙前镇") == ["on-the-dot"]
    assert codes(of, "", "2023-12-31 report 100户 by 庙前镇") == ["far-beyond"]
    assert codes(of, "", "2023-12-31 report 100户 by 裴介镇") == []
