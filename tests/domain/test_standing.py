"""Standings reckoned by hand: one body's November point by point, rates with their denominators, and ranks."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from tests.domain.ledger import CALENDARS, adopted, lay_out, milestone, recurrence, target, task
from xiaxian_tasks.domain.chain import sealed
from xiaxian_tasks.domain.duties import cycles
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.plan import Part, Rules, Task
from xiaxian_tasks.domain.scoring import Line, Scoring
from xiaxian_tasks.domain.standing import Account, Rate, Standing, accounts_of, standings

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


Told = tuple[str, str, dict[str, Any]]
Accounts = list[Account]


def happened(accounts: Accounts) -> list[tuple[str, str]]:
    """(day, cause) of all events by day."""
    return sorted((event.on.isoformat(), event.cause) for each in accounts for event in each.events)


def account(
    of: Task, *told: tuple[str, str, dict[str, Any]], ahead: int = 30, last: date = LAST, on: date = date.max
) -> Accounts:
    """What a task brings to the year until a day."""
    return list(accounts_of(entries(of, *told), lay_out, (YEAR, last), ahead=ahead, on=on))


def report(day: str, **content: Any) -> tuple[str, str, dict[str, Any]]:
    return day, "report", {"as_of": day, **content}


def value(day: str, amount: str, row: str = "t1", **more: Any) -> tuple[str, str, dict[str, Any]]:
    return report(day, target=row, value=amount, unit="户", **more)


def standing(first: date, last: date, *accounts: Accounts) -> dict[str, Standing]:
    found = standings([each for of in accounts for each in of], RULES, first, last)
    return {each.body: each for each in found}


def november(*accounts: Accounts) -> dict[str, Standing]:
    return standing(FIRST, LAST, *accounts)


def causes(standing: Standing) -> list[tuple[str, str, str, int, str]]:
    return [
        (p.event.on.isoformat(), p.event.task, p.event.cause, p.event.seq, str(p.points)) for p in standing.points
    ]


BODY = {"bodies": ["县民政局"]}


def test_one_body_s_november() -> None:
    """Task 1: its third and fourth return of the year fall into November, -2 and -5, of which 3.5 count: no task costs
    more in a month than 5.5, an overdue duty and a missed report. The first two returns cost nothing now.
    Task 2: 200 homes by 15 November, 120 reported on the 10th: overdue, -5. The same report came in time for October.
    Task 3: 200 homes by 31 December, reached on 20 November, 41 days ahead: +1. October's report missing: -0.5.
    100 - 5.5 - 5 + 1 - 0.5 = 90.
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
        ("2023-11-28", "plan-23/1", "return", 5, "-3.5"),
    ]
    assert [point.time for point in found.points] == [3, 1, 1, 1, 4]
    assert (found.score, found.tasks, found.rank) == (Decimal(90), 3, 1)
    assert [point.full for point in found.points] == [Decimal(each) for each in ("-2", "-0.5", "-5", "1", "-5")]
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
    later = account(of, *stopped, last=date(2023, 12, 31))
    assert happened(later) == [
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
    def of(bodies: tuple[str, ...], number: int, cost: int) -> Accounts:
        told = [(f"2023-11-{day:02}", "return", {"bodies": [bodies[0]]}) for day in range(1, cost + 1)]
        return account(numbered(str(number), milestones=(milestone(),), lead=bodies), *told)

    three = [of(("甲局", "乙局", "丙局"), number, 0) for number in range(3)]
    found = november(*three, of(("丙局", "丁局"), 3, 2), of(("丁局",), 4, 0)).values()
    assert [(each.body, each.rank, str(each.score), each.tasks) for each in found] == [
        ("乙局", 1, "100", 3), ("甲局", 1, "100", 3), ("丙局", 3, "98.5", 4), ("丁局", None, "100", 2),
    ]


def test_no_score_leaves_its_bounds() -> None:
    many = [account(numbered(str(n), milestones=(milestone(),)), *[
        ("2023-11-02", "return", BODY) for _ in range(2)
    ]) for n in range(20)]
    assert november(*many)["县民政局"].score == 0
    early = [account(numbered(str(n), target("reach", "200")), value("2023-11-02", "200")) for n in range(9)]
    assert november(*early)["县民政局"].score == 105


def test_the_working_days_are_not_asked() -> None:
    """A standing needs no notice of working days: what needs one was worked out when it was recorded."""
    assert CALENDARS.on(LAST).is_working(LAST)
    assert november(account(numbered("1", milestones=(milestone(),))))["县民政局"].points == ()


DECEMBER = date(2023, 12, 1), date(2023, 12, 31)
CLOSED: tuple[Told, ...] = (
    value("2023-11-18", "200"), ("2023-11-18", "acceptance", BODY), ("2023-11-20", "closure", {}),
)
RELAPSED: tuple[Told, ...] = (
    ("2024-03-05", "recheck", {"found": "relapsed", "target": "t1", "value": "150", "as_of": "2023-12-10"}),
    ("2024-03-06", "recheck", {"found": "relapsed"}),
    ("2024-03-07", "reopening", {"moved": {"t1": "2024-06-30"}}),
)


def test_a_finished_month_does_not_change_with_what_comes_later() -> None:
    """Closed in November, found relapsed in March as of December and reopened with a new day: December stays."""
    of = numbered("1", target("reach", "200"))

    def december(*later: tuple[str, str, dict[str, Any]], on: date = date(2024, 1, 1)) -> Standing:
        told = [each for each in (*CLOSED, *later) if each[0] <= on.isoformat()]
        return standing(*DECEMBER, account(of, *told, last=DECEMBER[1], on=on))["县民政局"]

    before = december()
    assert (before.points, before.on_time, before.reported) == ((), Rate(1, 1), Rate(1, 1))
    assert december(*RELAPSED, on=date(2024, 3, 6)) == before == december(*RELAPSED, on=date(2024, 7, 1))
    late = value("2024-01-20", "200", as_of="2023-12-30")
    missed = standing(*DECEMBER, account(of, late, last=DECEMBER[1]))["县民政局"]
    assert [cause for _, _, cause, _, _ in causes(missed)] == ["missed-report", "overdue"], "not known by then"


def test_from_closing_to_reopening_nothing_is_owed_and_a_relapse_counts_once() -> None:
    """January to July 2024: no reports while it was closed, one relapse for one closing, and the new day in June."""
    of = numbered("1", target("reach", "200"))
    found = list(accounts_of(entries(of, *CLOSED, *RELAPSED), lay_out, (date(2024, 1, 1), date(2024, 7, 31))))
    assert happened(found) == [
        ("2024-03-05", "relapse"), ("2024-05-10", "missed-report"), ("2024-06-10", "missed-report"),
        ("2024-06-30", "overdue"), ("2024-07-10", "missed-report"),
    ]


def test_whose_part_is_accepted_owes_no_more() -> None:
    """Two leads, one accepted before the day: the other alone is late and silent."""
    of = numbered("1", target("reach", "200", due=date(2023, 11, 15)), lead=("甲局", "乙局"))
    found = november(account(of, ("2023-10-31", "acceptance", {"body": "甲局"})))
    assert found["甲局"].points == ()
    assert [cause for _, _, cause, _, _ in causes(found["乙局"])] == ["missed-report", "overdue"]
    again = november(account(
        of, ("2023-10-31", "acceptance", {"body": "甲局"}), ("2023-11-02", "return", {"body": "甲局"}),
    ))
    assert [cause for _, _, cause, _, _ in causes(again["甲局"])] == ["return", "overdue"]


def test_several_months_are_the_mean_of_their_scores() -> None:
    """October 100, November 94.5: 97.25; a body without tasks in October has November's alone."""
    of = numbered("1", target("reach", "200", due=date(2023, 11, 15)))
    found = standing(date(2023, 10, 10), LAST, account(of))["县民政局"]
    assert found.months == (("2023-10", Decimal(100)), ("2023-11", Decimal("94.5")))
    assert (found.score, found.tasks) == (Decimal("97.25"), 1)
    late = standing(date(2023, 10, 1), LAST, account(of, ("2023-11-03", "return", {"bodies": ["县财政局"]})))
    assert late["县财政局"].score == Decimal("99.5")


def test_what_one_task_has_overdue_on_one_day_counts_once() -> None:
    """Ten milestones on one day are one overdue duty; three days of one task cost 5.5 and no more."""
    same = tuple(milestone(f"m{n}", due=date(2023, 11, 15)) for n in range(10))
    found = november(account(numbered("1", milestones=same)))["县民政局"]
    assert [given for *_, given in causes(found)] == ["-5"]
    assert (found.on_time, found.score) == (Rate(0, 10), Decimal(95))
    apart = tuple(milestone(f"m{n}", due=date(2023, 11, n)) for n in (15, 16, 17))
    found = november(account(numbered("1", milestones=apart)))["县民政局"]
    assert [(str(p.points), str(p.full)) for p in found.points] == [("-5", "-5"), ("-0.5", "-5"), ("0.0", "-5")]
    assert found.score == Decimal("94.5")


def test_who_is_no_single_office_has_no_rank() -> None:
    all_of = [account(numbered(str(n), milestones=(milestone(),), lead=("各镇", "县民政局"))) for n in range(3)]
    found = standings([each for of in all_of for each in of], RULES, FIRST, LAST, no_office={"各镇"})
    assert [(each.body, each.rank, each.unranked) for each in found] == [
        ("县民政局", 1, ""), ("各镇", None, "no-office"),
    ]


def test_completed_early_is_told_once_in_the_month_it_is_known() -> None:
    """Reached on 20 November, entered on 4 December: the point is December's, and there is no second."""
    of, year_end = numbered("1", target("reach", "200", due=date(2024, 3, 31))), date(2023, 12, 31)
    late = value("2023-12-04", "200", as_of="2023-11-20")
    told = account(of, late, last=year_end)
    assert [(e.on.isoformat(), e.cause) for each in told for e in each.events if e.cause == "ahead"] == [
        ("2023-12-01", "ahead"),
    ]
    later = accounts_of(entries(of, late), lay_out, (date(2024, 1, 1), date(2024, 2, 28)), ahead=30)
    assert [e for each in later for e in each.events if e.cause == "ahead"] == []


def test_a_renamed_body_is_one() -> None:
    """Sent to the old name and signed by the new one in time; a return before the renaming is the new name's too."""
    of = numbered("1", milestones=(milestone(due=date(2023, 11, 28)),))
    found = november(account(
        of,
        ("2023-11-01", "return", BODY),
        ("2023-11-02", "dispatch", {**BODY, "receipt_due": "2023-11-06"}),
        ("2023-11-03", "reorganisation", {"from": "县民政局", "body": "县民政和社会局", "how": "renamed"}),
        ("2023-11-06", "receipt", {"bodies": ["县民政和社会局"]}),
    ))
    assert list(found) == ["县民政和社会局"]
    assert [cause for _, _, cause, _, _ in causes(found["县民政和社会局"])] == ["return", "overdue"]
