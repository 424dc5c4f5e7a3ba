"""The workflow's guards, each by name, and what a report moves."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.ledger import FAR, history, milestone, recurrence, target, task, told
from xiaxian_tasks.domain import reporting
from xiaxian_tasks.domain.plan import Part
from xiaxian_tasks.domain.quantity import parse
from xiaxian_tasks.domain.reporting import Call, Draft
from xiaxian_tasks.errors import Misused, NotFound, Refused, XiaxianError

HOMES = task(target("reach", "200", "户"), support=("县住建局",))
TWO = task(target("reach", "2", "个", id="t1", metric="商贸中心"), target("add", "100", "个", id="t2", metric="托位"))
ROWS = (Part("t1.1", "瑶峰镇", Decimal(60)), Part("t1.2", "水头镇", Decimal(40)))
SPLIT = task(target("reach", "100", "人", parts=ROWS), support=("各乡镇人民政府",))
DUTIES = task(
    milestones=(milestone("m1"),),
    recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=1", "r1"), recurrence("FREQ=MONTHLY;BYMONTHDAY=1,20", "r2")),
)


def refusal(of: object, story: str, draft: Draft, day: str = "2023-10-31") -> XiaxianError:
    state = told(of, story)  # type: ignore[arg-type]
    with pytest.raises(XiaxianError) as caught:
        reporting.report(Call(state, draft, date.fromisoformat(day), FAR))
    return caught.value


@pytest.mark.parametrize(
    ("story", "draft", "kind", "code"),
    [
        ("", Draft(), Misused, "nothing-to-report"),
        ("", Draft(add=True), Misused, "nothing-to-report"),
        ("", Draft(note="x" * 2001), Misused, "note-too-long"),
        ("", Draft(parse("-5户")), Misused, "negative"),
        ("", Draft(parse("5家")), Refused, "unit"),
        ("", Draft(parse("5户"), as_of=date(2023, 11, 1)), Refused, "as-of-in-future"),
        ("", Draft(parse("5户"), as_of=date(2022, 12, 31)), Refused, "before-period"),
        ("2023-09-30 report 45户", Draft(parse("44户")), Refused, "falling"),
        ("2023-09-30 report 45户", Draft(parse("-1户"), add=True), Refused, "falling"),
        ("2023-09-30 report 45户", Draft(parse("46户"), as_of=date(2023, 8, 31)), Refused, "above-later"),
        ("", Draft(parse("5户"), target="t9"), NotFound, "target"),
        ("", Draft(milestone="m1"), NotFound, "milestone"),
        ("", Draft(parse("5户"), body="县财政局"), Refused, "owes-nothing"),
    ],
)
def test_guards(story: str, draft: Draft, kind: type, code: str) -> None:
    error = refusal(HOMES, story, draft)
    assert (type(error), error.code) == (kind, code)


def test_an_entry_may_not_lie_before_the_last_one() -> None:
    error = refusal(HOMES, "2023-10-15 report 45户", Draft(parse("46户")), day="2023-10-14")
    assert error.code == "before-last-entry"


def test_a_day_in_the_future_never_writes() -> None:
    state = told(HOMES)
    with pytest.raises(Refused) as caught:
        reporting.report(Call(state, Draft(parse("5户")), date(2023, 11, 2), date(2023, 11, 1)))
    assert caught.value.code == "future-day"


def test_before_the_issue_day_one_may_report() -> None:
    """The plan was issued in September for the whole year; March's figure is good."""
    assert told(HOMES, "2023-03-31 report 45户").newest("t1").value == 45  # type: ignore[union-attr]


def test_several_targets_need_a_name_and_a_beginning_of_the_metric_will_do() -> None:
    error = refusal(TWO, "", Draft(parse("1个")))
    assert (error.code, error.figures["candidates"]) == ("which-target", ["t1 商贸中心", "t2 托位"])
    state = told(TWO, "2023-10-31 report 1个 for 商贸")
    assert state.newest("t1").value == 1  # type: ignore[union-attr]


def test_the_total_of_a_split_takes_no_report_of_its_own() -> None:
    assert refusal(SPLIT, "", Draft(parse("50人"))).code == "split-total"
    state = told(SPLIT, "2023-10-31 report 50人 by 瑶峰镇\n2023-11-02 report 7人 for 水头镇")
    assert [state.newest(part.id).value for part in ROWS] == [50, 7]  # type: ignore[union-attr]


def test_a_supporting_body_states_and_moves_nothing() -> None:
    state = told(HOMES, "2023-10-31 report 45户\n2023-11-01 report 90户 by 县住建局")
    assert state.newest("t1").value == 45  # type: ignore[union-attr]
    assert history(HOMES, "2023-11-01 report 90户 by 县住建局")[1].content["statement"] is True


def test_adding_a_correction_and_a_late_figure() -> None:
    state = told(
        HOMES,
        "2023-09-30 report 45户\n2023-10-31 report 15户 add\n2023-11-05 report 52户 correct\n"
        "2023-11-06 report 40户 of 2023-08-31",
    )
    assert [(r.as_of.isoformat(), int(r.value)) for r in state.series["t1"]] == [
        ("2023-08-31", 40),
        ("2023-09-30", 45),
        ("2023-10-31", 60),
        ("2023-11-05", 52),
    ]


def test_of_two_leads_the_newest_day_wins_and_a_difference_is_kept() -> None:
    both = task(target("reach", "10", "个"), lead=("县民政局", "县住建局"))
    state = told(both, "2023-10-31 report 4个 by 县民政局\n2023-10-31 report 5个 by 县住建局")
    assert [(r.body, int(r.value)) for r in state.disputed("t1")] == [("县民政局", 4), ("县住建局", 5)]
    assert state.newest("t1").value == 5  # type: ignore[union-attr]
    agreed = told(both, "2023-10-31 report 4个 by 县民政局\n2023-11-30 report 5个 by 县住建局")
    assert agreed.disputed("t1") == ()


def test_milestones_and_turns() -> None:
    assert told(DUTIES, "2023-10-31 done 可行性").done_on == {"m1": date(2023, 10, 31)}
    assert refusal(DUTIES, "2023-10-31 done m1", Draft(milestone="m1")).code == "already-done"
    assert refusal(DUTIES, "", Draft(occurrence="2023-10-01")).code == "which-occurrence"
    assert told(DUTIES, "2023-10-31 turn r1@2023-10-01").turns == {"r1": (date(2023, 10, 1),)}
    assert told(DUTIES, "2023-10-31 turn 2023-10-20").turns == {"r2": (date(2023, 10, 20),)}
    error = refusal(DUTIES, "", Draft(occurrence="2023-10-19"))
    assert isinstance(error, NotFound)
    assert error.candidates[0] == "r2@2023-10-20"
    assert refusal(DUTIES, "", Draft(occurrence="soon")).code == "not-a-day"
