"""Standings reckoned by hand: one body's November point by point, rates with their denominators, and ranks."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from tests.domain.ledger import CALENDARS, adopted, lay_out, milestone, recurrence, target, task
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.duties import cycles
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import fold
from xiaxian_tasks.domain.plan import Part, Rules, Task
from xiaxian_tasks.domain.scoring import Line, Scoring
from xiaxian_tasks.domain.standing import Account, Rate, Standing, account_of, standings

FIRST, LAST = date(2023, 11, 1), date(2023, 11, 30)
YEAR = date(2023, 1, 1)


def points(*steps: tuple[int, str]) -> tuple[tuple[int, Decimal], ...]:
    return tuple((time, Decimal(number)) for time, number in steps)


RULES = Scoring(Decimal(100), Decimal(105), lines=(
    Line("return", points((1, "-0.5"), (2, "-1"), (3, "-2"), (4, "-5"))),
    Line("overdue", points((1, "-5"))),
    Line("own-overdue", points((1, "-2.5"))),
    Line("late-receipt", points((1, "-0.1"))),
    Line("missed-report", points((1, "-0.5"))),
    Line("missed-turn", points((1, "-0.5"))),
    Line("relapse", points((1, "-2"))),
    Line("untrue", points((1, "-1"))),
    Line("ahead", points((1, "1")), days=30),
))


def numbered(number: str, *targets: Any, **more: Any) -> Task:
    """A task of the plan by its number."""
    return task(*targets, **more)._replace(id=f"plan-23/{number}", number=number)


def entries(of: Task, *told: tuple[str, str, dict[str, Any]]) -> list[Entry]:
    """A history from (day, kind, content); no guard is asked, for a standing takes what stands there."""
    found = [adopted(of)]
    for day, kind, content in told:
        at = date.fromisoformat(day)
        entry = Entry(of.id, len(found) + 1, at, datetime.combine(at, time(9), UTC), "张某", kind, content)
        found.append(sealed(entry, found[-1].hash))
    return found


def account(of: Task, *told: tuple[str, str, dict[str, Any]], ahead: int = 30) -> Account:
    history = entries(of, *told)
    return account_of(fold(history, lay_out), history, YEAR, LAST, ahead=ahead)


def report(day: str, **content: Any) -> tuple[str, str, dict[str, Any]]:
    return day, "report", {"as_of": day, **content}


def value(day: str, amount: str, row: str = "t1", **more: Any) -> tuple[str, str, dict[str, Any]]:
    return report(day, target=row, value=amount, unit="户", **more)


def november(*accounts: Account) -> dict[str, Standing]:
    return {each.body: each for each in standings(accounts, RULES, FIRST, LAST)}


def causes(standing: Standing) -> list[tuple[str, str, str, int, str]]:
    return [
        (p.event.on.isoformat(), p.event.task, p.event.cause, p.event.seq, str(p.points)) for p in standing.points
    ]


BODY = {"bodies": ["县民政局"]}


def test_one_body_s_november() -> None:
    """Task 1: its third and fourth return of the year fall into November, -2 and -5; the first two cost nothing now.
    Task 2: 200 homes by 15 November, 120 reported on the 10th: overdue, -5. The same report came in time for October.
    Task 3: 200 homes by 31 December, reached on 20 November, 41 days ahead: +1. October's report missing: -0.5.
    100 - 2 - 5 - 5 + 1 - 0.5 = 88.5.
    """
    returns = [(day, "return", BODY) for day in ("2023-10-09", "2023-10-20", "2023-11-03", "2023-11-28")]
    first = account(numbered("1", milestones=(milestone(due=date(2023, 12, 20)),)), *returns)
    second = account(numbered("2", target("reach", "200", due=date(2023, 11, 15))), value("2023-11-10", "120"))
    third = account(numbered("3", target("reach", "200")), value("2023-11-20", "200"))
    found = november(first, second, third)["县民政局"]
    assert causes(found) == [
        ("2023-11-03", "plan-23/1", "return", 4, "-2"),
        ("2023-11-10", "plan-23/3", "missed-report", 0, "-0.5"),
        ("2023-11-15", "plan-23/2", "overdue", 0, "-5"),
        ("2023-11-20", "plan-23/3", "ahead", 0, "1"),
        ("2023-11-28", "plan-23/1", "return", 5, "-5"),
    ]
    assert [point.time for point in found.points] == [3, 1, 1, 1, 4]
    assert (found.score, found.tasks, found.rank) == (Decimal("88.5"), 3, 1)
    assert (found.on_time, found.reported, found.approved) == (Rate(0, 1), Rate(1, 2), Rate(0, 2))


def test_the_original_day_counts_in_spite_of_an_extension() -> None:
    """Due on 15 November, put off to 20 December, done on 1 December: late all the same."""
    of = numbered("1", target("reach", "200", due=date(2023, 11, 15)))
    put_off = ("2023-11-01", "extension-grant", {"moved": {"t1": "2023-12-20"}})
    found = november(account(of, put_off, value("2023-12-01", "200")))["县民政局"]
    assert [cause for _, _, cause, _, _ in causes(found)] == ["missed-report", "overdue"]


def test_a_suspension_stops_the_clock() -> None:
    """Suspended from 1 to 21 November with 20 days added: due on 5 December, and November's duties rest."""
    of = numbered("1", target("reach", "200", due=date(2023, 11, 15)))
    again = ("2023-11-21", "resumption", {"moved": {"t1": "2023-12-05"}})
    stopped = ("2023-11-01", "suspension", {"reason": "x"}), again
    assert november(account(of, *stopped))["县民政局"].points == ()
    later = account_of(fold(entries(of, *stopped), lay_out), entries(of, *stopped), YEAR, date(2023, 12, 31))
    assert [(e.on.isoformat(), e.cause) for e in later.events] == [
        ("2023-12-05", "overdue"), ("2023-12-10", "missed-report"),
    ]


def test_what_was_ended_owes_nothing_more() -> None:
    of = numbered("1", target("reach", "200", due=date(2023, 11, 15)))
    assert november(account(of, ("2023-11-09", "termination", {"reason": "x"})))["县民政局"].points == ()


def test_late_receipts_untrue_figures_and_relapses() -> None:
    """Dispatched on the 1st to be signed by the 2nd, signed on the 3rd; 50 reported and 40 found; relapsed."""
    of = numbered("1", target("reach", "200"))
    found = november(account(
        of,
        ("2023-11-01", "dispatch", {**BODY, "receipt_due": "2023-11-02"}),
        ("2023-11-03", "receipt", BODY),
        value("2023-11-06", "50"),
        ("2023-11-08", "check", {"target": "t1", "value": "40", "way": "on-site"}),
        ("2023-11-09", "check", {"target": "t1", "value": "50", "way": "on-site"}),
        ("2023-11-20", "recheck", {"found": "relapsed", "way": "on-site"}),
        ("2023-11-21", "recheck", {"found": "holds", "way": "on-site"}),
    ))["县民政局"]
    assert [(cause, seq, given) for _, _, cause, seq, given in causes(found)] == [
        ("late-receipt", 2, "-0.1"), ("untrue", 5, "-1"), ("relapse", 7, "-2"),
    ]


def test_signed_or_refused_in_time_is_no_late_receipt() -> None:
    of = numbered("1", milestones=(milestone(),))
    sent = ("2023-11-01", "dispatch", {**BODY, "receipt_due": "2023-11-02"})
    for answer in ("receipt", "refusal"):
        found = november(account(of, sent, ("2023-11-02", answer, {**BODY, "reason": "x"})))
        assert found["县民政局"].points == ()
    assert len(november(account(of, sent))["县民政局"].points) == 1


def test_supporting_bodies_answer_for_their_own_duties_alone() -> None:
    of = numbered("1", milestones=(milestone("m1", due=date(2023, 11, 15), bodies=("县财政局",)),
                                   milestone("m2", due=date(2023, 11, 20))))
    found = november(account(of))
    assert causes(found["县财政局"]) == [("2023-11-15", "plan-23/1", "own-overdue", 0, "-2.5")]
    assert causes(found["县民政局"]) == [("2023-11-20", "plan-23/1", "overdue", 0, "-5")]


def test_a_split_is_owed_row_by_row_and_whole_by_the_lead() -> None:
    """20 and 30 homes by 15 November: one township did its part, the other and so the whole did not."""
    parts = (Part("t1.1", "庙前镇", Decimal(20)), Part("t1.2", "裴介镇", Decimal(30)))
    of = numbered("1", target("reach", "50", due=date(2023, 11, 15), parts=parts))
    found = november(account(of, value("2023-11-10", "20", "t1.1")))
    assert found["庙前镇"].points == ()
    assert found["庙前镇"].on_time == Rate(1, 1)
    assert [cause for _, _, cause, _, _ in causes(found["裴介镇"])] == ["missed-report", "own-overdue"]
    assert [cause for _, _, cause, _, _ in causes(found["县民政局"])] == ["overdue"]


def test_missed_turns() -> None:
    """Due on 5 and 20 of each month with three days of grace: the 5th reported on the 8th, the 20th on the 24th."""
    of = numbered("1", recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=5,20"),))
    found = november(account(
        of,
        report("2023-11-08", recurrence="r1", occurrence="2023-11-05"),
        report("2023-11-24", recurrence="r1", occurrence="2023-11-20"),
    ))["县民政局"]
    assert causes(found) == [("2023-11-23", "plan-23/1", "missed-turn", 0, "-0.5")]
    assert found.on_time == Rate(1, 2)


def test_a_report_speaks_for_its_cycle() -> None:
    """October's report is due on 10 November; one entered by then of an earlier day than October says nothing of it."""
    of = numbered("1", target("reach", "200"))
    assert november(account(of, value("2023-11-10", "5")))["县民政局"].reported == Rate(1, 1)
    assert november(account(of, value("2023-11-11", "5")))["县民政局"].reported == Rate(0, 1)
    old = ("2023-11-02", "report", {"as_of": "2023-09-30", "target": "t1", "value": "5", "unit": "户"})
    assert november(account(of, old))["县民政局"].reported == Rate(0, 1)
    statement = value("2023-11-02", "5", body="县财政局", statement=True)
    assert november(account(of, statement))["县民政局"].reported == Rate(0, 1)


def test_who_is_done_reports_no_more() -> None:
    of = numbered("1", target("reach", "200"))
    assert november(account(of, value("2023-09-28", "200"), ahead=0))["县民政局"].reported == Rate(0, 0)


def test_cycles_of_every_length() -> None:
    def ends(cycle: str, first: str, last: str) -> list[str]:
        span = cycles(Rules(cycle=cycle), date.fromisoformat(first), date.fromisoformat(last))
        return [f"{begin:%m%d}-{end:%m%d}" for begin, end in span]

    assert ends("week", "2023-11-05", "2023-11-18") == ["1030-1105", "1106-1112"]
    assert ends("half-month", "2024-02-16", "2024-03-15") == ["0216-0229", "0301-0315"]
    assert ends("month", "2023-12-31", "2024-02-28") == ["1201-1231", "0101-0131"]
    assert ends("quarter", "2023-11-01", "2024-03-31") == ["1001-1231", "0101-0331"]


def test_no_rank_under_three_tasks_and_equals_share_one() -> None:
    def of(bodies: tuple[str, ...], number: int, cost: int) -> Account:
        told = [(f"2023-11-{day:02}", "return", {"bodies": [bodies[0]]}) for day in range(1, cost + 1)]
        return account(numbered(str(number), milestones=(milestone(),), lead=bodies), *told)

    three = [of(("甲局", "乙局", "丙局"), number, 0) for number in range(3)]
    found = standings([*three, of(("丙局", "丁局"), 3, 2), of(("丁局",), 4, 0)], RULES, FIRST, LAST)
    assert [(each.body, each.rank, str(each.score), each.tasks) for each in found] == [
        ("乙局", 1, "100", 3), ("甲局", 1, "100", 3), ("丙局", 3, "98.5", 4), ("丁局", None, "100", 2),
    ]


def test_no_score_leaves_its_bounds() -> None:
    many = account(numbered("1", milestones=(milestone(),)), *[
        ("2023-11-02", "return", BODY) for _ in range(30)
    ])
    assert november(many)["县民政局"].score == 0
    early = [account(numbered(str(n), target("reach", "200")), value("2023-11-02", "200")) for n in range(9)]
    assert november(*early)["县民政局"].score == 105


def test_the_working_days_are_not_asked() -> None:
    """A standing needs no notice of working days: what needs one was worked out when it was recorded."""
    assert CALENDARS.on(LAST).is_working(LAST)
    assert november(account(numbered("1", milestones=(milestone(),))))["县民政局"].points == ()
