"""Lights: the order of decisions, each kind of duty, and the steps found beforehand. Each comment is the reckoning."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.ledger import CALENDARS, LAST, YEAR, history, lay_out, milestone, recurrence, target, task, told
from xiaxian_tasks.domain.days import Calendars, DayOff
from xiaxian_tasks.domain.history import TaskState, fold
from xiaxian_tasks.domain.lights import light_of, steps_of
from xiaxian_tasks.domain.plan import Part, Period, Rules, Task
from xiaxian_tasks.domain.projection import replay

HOMES = task(target("reach", "200", "户"))
WELLS = task(target("reach", "15", "眼"))


def lit(state: TaskState, day: str) -> str:
    on = date.fromisoformat(day)
    shown = light_of(state, on, CALENDARS.on(on))
    return f"{shown.light} {shown.reason}".strip()


def test_the_homes_through_the_year() -> None:
    state = told(HOMES, "2023-09-30 report 45户")
    assert lit(state, "2023-09-19") == "grey not-issued"
    assert lit(state, "2023-09-30") == "red far-behind"  # 22.5 of 75: -52.5
    assert lit(state, "2023-12-31") == "red far-behind"  # 22.5 of 100
    assert lit(state, "2024-01-01") == "red overdue"


def test_silence_is_grey_until_the_day_is_past() -> None:
    state = told(HOMES)
    assert lit(state, "2023-09-20") == "grey no-report"
    assert lit(state, "2023-12-31") == "grey no-report"
    assert lit(state, "2024-01-01") == "red overdue"


@pytest.mark.parametrize(
    ("reported", "light"),
    [
        (150, "green on-pace"),  # 75 of 75
        (149, "green slightly-behind"),  # 74.5: -0.5
        (131, "green slightly-behind"),  # 65.5: -9.5
        (130, "yellow behind"),  # 65: exactly -10
        (90, "yellow behind"),  # 45: exactly -30
        (89, "red far-behind"),  # 44.5: -30.5
        (200, "done"),
        (201, "done"),
    ],
)
def test_bands_of_the_pace_light(reported: int, light: str) -> None:
    assert lit(told(HOMES, f"2023-09-30 report {reported}户"), "2023-09-30") == light


def test_near_the_end_only_what_is_behind_turns_yellow() -> None:
    """30 working days are left from 2023-11-17 (a Friday: 30 weekdays follow it to 29 December). 14 of 15 wells are
    93.3 % of 10/12 = 83.3 % in November: ahead, not yellow; 12 wells are 80 %: 3.3 behind, and near."""
    ahead, behind = told(WELLS, "2023-11-16 report 14眼"), told(WELLS, "2023-11-16 report 12眼")
    assert lit(behind, "2023-11-16") == "green slightly-behind"
    assert lit(behind, "2023-11-17") == "yellow near-due"
    assert lit(ahead, "2023-11-17") == "green on-pace"
    assert lit(ahead, "2023-12-31") == "yellow near-due"  # 93.3 of 100: now behind


def test_a_stale_report_takes_green_away_but_hides_nothing() -> None:
    """A report of 30 September speaks until 31 October and ten days of grace; red stays red."""
    green, red = told(HOMES, "2023-09-30 report 180户"), told(HOMES, "2023-09-30 report 45户")
    assert lit(green, "2023-11-10") == "green on-pace"
    assert lit(green, "2023-11-11") == "grey stale"
    assert lit(red, "2023-11-11") == "red far-behind"


def test_floors_and_ceilings_are_judged_at_each_report_and_settled_on_the_last_day() -> None:
    leak = task(target("at_most", "9.7", "%"))
    assert lit(told(leak, "2023-10-31 report 9.7%"), "2023-10-31") == "green held"  # inclusive
    assert lit(told(leak, "2023-10-31 report 9.8%"), "2023-10-31") == "red breached"
    assert lit(told(leak, "2024-01-10 report 9.5% as of 2023-12-31"), "2024-01-10") == "done"
    assert lit(told(leak, "2023-10-31 report 9.5%"), "2024-01-01") == "red overdue"


def test_growth_below_is_yellow() -> None:
    growth = task(target("growth", "6.5", "%"))
    assert lit(told(growth, "2023-09-30 report 6.4%"), "2023-09-30") == "yellow below-growth"
    assert lit(told(growth, "2023-09-30 report 6.5%"), "2023-09-30") == "green held"
    assert lit(told(growth, "2024-01-20 report 6.6% as of 2023-12-31"), "2024-01-20") == "done"


def test_more_than_seven_is_not_seven() -> None:
    firms = task(target("reach", "7", "家", exclusive=True))
    assert not lit(told(firms, "2023-12-31 report 7家"), "2023-12-31").startswith("done")
    assert lit(told(firms, "2023-12-31 report 8家"), "2023-12-31") == "done"


def test_a_level_without_a_baseline_goes_by_the_clock_alone() -> None:
    rate = task(target("raise_to", "90", "%"))
    state = told(rate, "2023-10-31 report 80%")
    assert lit(state, "2023-10-31") == "green no-pace"
    assert lit(state, "2023-11-17") == "yellow near-due"
    assert lit(told(rate, "2023-10-31 report 90%"), "2023-10-31") == "done"


def test_milestones_alone_show_the_worst_clock() -> None:
    two = task(milestones=(milestone("m1", due=date(2023, 11, 30), due_basis="explicit"), milestone("m2")))
    assert lit(told(two), "2023-10-18") == "green not-yet-due"  # 31 weekdays are left to 30 November
    assert lit(told(two), "2023-10-19") == "yellow near-due"
    assert lit(told(two), "2023-12-01") == "red overdue"
    assert lit(told(two, "2023-10-20 done m1"), "2023-11-01") == "green not-yet-due"
    assert lit(told(two, "2023-10-20 done m1\n2023-12-20 done m2"), "2023-12-20") == "done"


def test_a_task_with_nothing_to_count_is_grey_until_a_note_and_green_for_a_cycle() -> None:
    soft = task()
    assert lit(told(soft), "2023-10-01") == "grey no-report"
    noted = told(soft, "2023-10-15 note 已召开推进会")
    assert lit(noted, "2023-10-15") == "green noted"
    assert lit(noted, "2023-12-10") == "green noted"  # November's end and ten days
    assert lit(noted, "2023-12-11") == "grey stale"


def test_a_recurrence_is_red_past_its_grace_and_doing_the_newest_closes_the_older() -> None:
    monthly = task(recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=20", around=3),))
    assert lit(told(monthly), "2023-09-21") == "green not-yet-due"  # the 20th was the day of issue: nothing was owed
    assert lit(told(monthly), "2023-10-20") == "yellow near-due"
    assert lit(told(monthly), "2023-10-23") == "yellow in-grace"
    assert lit(told(monthly), "2023-10-24") == "red missed"
    done = told(monthly, "2023-11-21 turn 2023-11-20")
    assert lit(done, "2023-11-21") == "green not-yet-due"
    assert lit(done, "2023-12-24") == "red missed"


def test_a_split_is_its_rows_and_a_silent_row_counts_nothing() -> None:
    """100 in two rows; 60 of the first alone are 60 % of 75 % by September: 15 behind."""
    rows = (Part("t1.1", "瑶峰镇", Decimal(60)), Part("t1.2", "水头镇", Decimal(40)))
    state = told(task(target("reach", "100", "人", parts=rows)), "2023-09-30 report 60人 by 瑶峰镇")
    assert lit(state, "2023-09-30") == "yellow behind"


@st.composite
def stories(draw: st.DrawFn) -> tuple[Task, str]:
    kinds = st.sampled_from(["reach", "add", "cut", "raise_to", "at_least", "at_most", "growth"])
    basis = draw(st.sampled_from(["month", "calendar", "working"]))
    period = draw(st.sampled_from([YEAR, Period(date(2023, 9, 1), date(2023, 12, 25))]))._replace(basis=basis)
    targets = tuple(
        target(
            draw(kinds),
            str(draw(st.integers(1, 300))),
            id=f"t{n}",
            metric=f"指标{n}",
            period=period,
            due=period.end,
            baseline=draw(st.sampled_from([None, Decimal(0), Decimal(7)])),
            accumulates=draw(st.booleans()),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    dated = st.dates(date(2023, 9, 20), date(2024, 2, 1)) | st.none()
    milestones = tuple(milestone(f"m{n}", due=draw(dated)) for n in range(draw(st.integers(0, 2))))
    rules = st.sampled_from(
        ["FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=15,-1", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"]
    )
    recurrences = tuple(recurrence(draw(rules), f"r{n}") for n in range(draw(st.integers(0, 1))))
    cycle = draw(st.sampled_from(["week", "half-month", "month", "quarter"]))
    whole = task(*targets, milestones=milestones, recurrences=recurrences, rules=Rules(cycle=cycle))
    lines, day = [], date(2023, 9, 20)
    for _ in range(draw(st.integers(0, 4))):
        day += timedelta(draw(st.integers(0, 60)))
        choices = [f"{day} note 已推进"] + [
            f"{day} report {draw(st.integers(0, 400))} for {t.id} correct" for t in targets
        ]
        lines.append(draw(st.sampled_from(choices)))
    return whole, "\n".join(lines)


NOTICES = Calendars(
    [DayOff(date(2023, 10, day), False, "国庆节", date(2022, 12, 8)) for day in range(2, 7)]
    + [
        DayOff(date(2023, 10, 7), True, "", date(2022, 12, 8)),
        DayOff(date(2024, 1, 1), False, "元旦", date(2023, 10, 25)),
    ],
    [(2023, date(2022, 12, 8)), (2024, date(2023, 10, 25))],
)


@settings(max_examples=150, deadline=None)
@given(stories())
def test_the_steps_found_beforehand_are_the_light_of_every_day(story: tuple[Task, str]) -> None:
    """What a store keeps, asked by comparison, equals the rule asked anew on each day as it was known on that day."""
    entries = history(*story)
    steps = replay(entries, lay_out, NOTICES).steps
    states = [fold(entries[:count], lay_out) for count in range(1, len(entries) + 1)]
    day = date(2023, 8, 1)
    while day < date(2025, 2, 1):
        state = states[sum(entry.at <= day for entry in entries[1:])]
        shown = light_of(state, day, NOTICES.on(day))
        kept = [step for step in steps if step.since <= day][-1]
        assert (kept.light, kept.reason) == (shown.light, shown.reason), day
        day += timedelta(1)


def test_steps_begin_where_asked() -> None:
    state = told(HOMES, "2023-09-30 report 45户")
    steps = steps_of(state, CALENDARS.on(LAST), since=date(2023, 9, 30))
    assert [(step.since, step.light) for step in steps] == [(date(2023, 9, 30), "red"), (date(2024, 1, 1), "red")]
