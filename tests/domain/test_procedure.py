"""Cases: what each limit comes to, counted by hand on a calendar of 2023."""

from datetime import UTC, date, datetime
from typing import Any

from tests.domain.ledger import CALENDARS
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.entries import ANCHORING, ENDING, OPENING, STEP, Entry
from xiaxian_tasks.domain.plan import Limit, Procedure, Step
from xiaxian_tasks.domain.procedure import CaseState, case_from_document, fold_case, steps_due


def limit(amount: int | None, unit: str, relation: str, anchor: str) -> Limit:
    return Limit(amount, unit, relation, anchor)


RUN = Procedure(
    "decision",
    "p",
    "d",
    "决策程序",
    "启动",
    steps=(
        Step("1", "公开征求意见", limit=limit(30, "calendar_days", "at_least", "start")),
        Step("2", "公布听证时间", limit=limit(15, "calendar_days", "before", "听证会")),
        Step("3", "专家论证", limit=limit(7, "working_days", "at_most", "step:1")),
        Step("4", "提前申请", limit=limit(10, "working_days", "before", "贷款到期")),
        Step("5", "劝返", limit=limit(1, "months", "at_most", "step:1")),
        Step("6", "报送", limit=limit(None, "calendar_days", "at_most", "step:1")),
        Step("7", "公布"),
    ),
)


def case(*told: tuple[str, str, dict[str, str]]) -> CaseState:
    opening: tuple[str, str, dict[str, Any]] = (
        "2023-10-09", OPENING, {"procedure": "p/decision", "name": "某决策", "run": encode(RUN)},
    )
    entries = [
        Entry(
            "p/decision#1",
            n,
            date.fromisoformat(day),
            datetime(2023, 10, 9, tzinfo=UTC),
            "张某",
            kind,
            content,
            f"{n}",
        )
        for n, (day, kind, content) in enumerate((opening, *told), start=1)
    ]
    return fold_case(entries)


def dues(state: CaseState, on: str) -> dict[str, tuple[str | None, str]]:
    day = date.fromisoformat(on)
    found = steps_due(RUN, state, day, CALENDARS.on(day))
    return {step.number: (step.due.isoformat() if step.due else None, step.light) for step in found}


def test_limits_come_to_days_once_their_anchor_is_known() -> None:
    bare = dues(case(), "2023-10-09")
    assert bare["1"] == (
        "2023-11-08",
        "green",
    )  # 30 days after 9 October, which is not counted; an earliest day is never red
    assert bare["2"] == bare["3"] == bare["6"] == (None, "green")
    state = case(
        ("2023-10-10", ANCHORING, {"anchor": "听证会", "on": "2023-11-20"}),
        ("2023-10-11", ANCHORING, {"anchor": "贷款到期", "on": "2023-11-30"}),
        ("2023-11-10", STEP, {"step": "1", "on": "2023-11-10"}),
    )
    later = dues(state, "2023-11-10")
    assert later["2"] == ("2023-11-05", "red")
    assert later["3"] == ("2023-11-21", "green")  # Monday 13 to Friday 17 are five, Monday 20, Tuesday 21
    assert later["4"] == ("2023-11-16", "green")  # ten weekdays back from Thursday 30: Wednesday 29 ... Thursday 16
    assert later["5"] == ("2023-12-10", "green")
    assert later["6"] == (None, "green")
    assert later["1"][1] == "done"
    assert dues(state, "2023-11-22")["3"] == ("2023-11-21", "red")


def test_an_ended_case_is_never_late() -> None:
    state = case(("2023-11-10", STEP, {"step": "1", "on": "2023-11-10"}), ("2023-11-11", ENDING, {"outcome": "终止"}))
    assert {light for _, light in dues(state, "2024-06-01").values()} == {"grey", "done"}


def test_a_case_survives_its_document() -> None:
    state = case(("2023-10-10", ANCHORING, {"anchor": "听证会", "on": "2023-11-20"}))
    assert case_from_document(encode(state)) == state
