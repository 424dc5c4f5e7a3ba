"""Month memory: what a closed month keeps whatever comes later, and two closings side by side."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ledger import CALENDARS, target, task, told
from xiaxian_tasks.domain import months
from xiaxian_tasks.domain.county import Month
from xiaxian_tasks.domain.lights import Step, steps_of
from xiaxian_tasks.domain.months import MonthLight, Row, Turned
from xiaxian_tasks.domain.terms import DONE, GREEN, GREY, LIGHTS, RED, YELLOW

START = date(2023, 1, 1)
NOVEMBER, DECEMBER = date(2023, 11, 5), date(2023, 12, 5)


def closed(month: str, day: date) -> Month:
    return Month(month, day, {}, "")


def test_a_red_month_made_up_for_shows_yellow_with_the_day() -> None:
    """200 homes: 45 by September are red in October's books (22.5 of 83.3); 185 on 10 November are 92.5 of 83.3."""
    state = told(task(target("reach", "200")), "2023-09-30 report 45户\n2023-11-10 report 185户")
    early = told(task(target("reach", "200")), "2023-09-30 report 45户")
    on = date(2023, 11, 20)
    steps = [s for s in steps_of(early, CALENDARS.on(on)) if s.since < date(2023, 11, 10)]
    steps += steps_of(state, CALENDARS.on(on), since=date(2023, 11, 10))
    found = months.strip(steps, [closed("2023-10", NOVEMBER)], on)
    assert found == (
        MonthLight("2023-10", NOVEMBER, RED, "far-behind", YELLOW, date(2023, 11, 10)),
        MonthLight("2023-11", on, GREEN, "on-pace", GREEN, None, is_open=True),
    )
    assert months.strip(steps, [closed("2023-10", NOVEMBER)], date(2023, 11, 9))[0].shown == RED  # not made up yet


def test_green_and_grey_months_stay_what_they_were() -> None:
    steps = [Step(START, GREY, "no-report"), Step(date(2023, 10, 1), GREEN, "on-pace"),
             Step(date(2023, 11, 10), RED, "overdue"), Step(date(2023, 12, 1), DONE, "")]
    ends = (("2023-09", date(2023, 9, 30)), ("2023-10", NOVEMBER), ("2023-11", date(2023, 11, 30)))
    closings = [closed(*each) for each in ends]
    found = months.strip(steps, closings, DECEMBER)
    assert [(each.month, each.light, each.shown) for each in found] == [
        ("2023-09", GREY, GREY), ("2023-10", GREEN, GREEN), ("2023-11", RED, YELLOW), ("2023-12", DONE, DONE),
    ]
    assert [each.is_open for each in found] == [False, False, False, True]


def test_a_month_closed_before_the_task_was_there_or_after_the_day_is_not_shown() -> None:
    steps = [Step(date(2023, 10, 1), GREEN, "noted")]
    closings = [closed("2023-08", date(2023, 9, 1)), closed("2023-10", NOVEMBER)]
    assert [each.month for each in months.strip(steps, closings, date(2023, 11, 4))] == ["2023-11"]
    assert months.strip(steps, closings, date(2023, 9, 30)) == ()
    (shown,) = months.strip(steps, [closed("2023-11", date(2023, 11, 30))], date(2023, 11, 30))
    assert not shown.is_open  # the month of the day is closed already


days = st.integers(0, 360).map(lambda n: START + timedelta(days=n))
runs = st.lists(st.tuples(days, st.sampled_from(LIGHTS)), min_size=1, max_size=12, unique_by=lambda pair: pair[0])


def _steps(run: list[tuple[date, str]]) -> list[Step]:
    return [Step(day, light, "r") for day, light in sorted(run)]


@given(runs, days, runs)
def test_a_month_once_yellow_or_red_never_shows_green(
    before: list[tuple[date, str]], closing: date, later: list[tuple[date, str]]
) -> None:
    """Whatever is recorded after the closing; and what it keeps never changes."""
    kept = [step for step in _steps(before) if step.since <= closing]
    steps = kept + [step for step in _steps(later) if step.since > closing]
    month = closed("2023-05", closing)
    first = months.strip(kept, [month], closing)
    for on in (closing, closing + timedelta(days=40), closing + timedelta(days=400)):
        shown = [each for each in months.strip(steps, [month], on) if not each.is_open]
        assert [each[:4] for each in shown] == [each[:4] for each in first if not each.is_open]
        for each in shown:
            if each.light in {RED, YELLOW}:
                assert each.shown in {RED, YELLOW}
                assert (each.caught_up is None) == (each.shown == each.light and not _made_up(steps, closing, on))
            else:
                assert (each.shown, each.caught_up) == (each.light, None)


def _made_up(steps: list[Step], closing: date, on: date) -> bool:
    return any(closing < step.since <= on and step.light in {GREEN, DONE} for step in steps)


NOW = [Row("a/1", "a", RED, "overdue"), Row("a/2", "a", GREEN, "on-pace"), Row("b/1", "b", YELLOW, "behind"),
       Row("b/3", "b", GREY, "no-report")]
BEFORE = [Row("a/1", "a", YELLOW, "near-due"), Row("a/2", "a", RED, "far-behind"), Row("b/1", "b", YELLOW, "near-due"),
          Row("c/1", "c", DONE, "")]


def test_two_closings_side_by_side() -> None:
    found = months.compared(NOW, BEFORE)
    assert found.total.now == {RED: 1, YELLOW: 1, GREY: 1, GREEN: 1, DONE: 0}
    assert found.total.difference == {RED: 0, YELLOW: -1, GREY: 1, GREEN: 1, DONE: -1}
    assert list(found.plans) == ["a", "b", "c"]
    assert found.plans["c"].difference == {RED: 0, YELLOW: 0, GREY: 0, GREEN: 0, DONE: -1}
    assert found.worse == (Turned("a/1", YELLOW, RED),)
    assert found.better == (Turned("a/2", RED, GREEN),)
    assert (found.added, found.gone) == (("b/3",), ("c/1",))


def test_a_month_closed_before_the_plan_was_issued_is_none_of_the_task_s() -> None:
    steps = [Step(START, GREY, "not-issued"), Step(date(2023, 11, 20), GREEN, "not-yet-due")]
    closings = [closed("2023-10", NOVEMBER), closed("2023-11", DECEMBER)]
    assert [each.month for each in months.strip(steps, closings, DECEMBER)] == ["2023-11", "2023-12"]
    assert not months.is_counted("not-issued")
    assert months.is_counted("no-report")


def test_the_first_closing_has_nothing_to_compare_with() -> None:
    found = months.compared(NOW, None)
    assert (found.total.before, found.total.difference, found.worse, found.added) == (None, None, (), ())


@given(st.permutations(NOW))
def test_a_closing_s_fingerprint_is_of_ids_lights_and_reasons_in_any_order(rows: list[Row]) -> None:
    assert months.fingerprint(rows) == months.fingerprint(NOW)
    other = [rows[0]._replace(reason="missed"), *rows[1:]]
    assert months.fingerprint(other) != months.fingerprint(NOW)


def test_names_of_months() -> None:
    assert months.name_of(date(2023, 2, 28)) == "2023-02"
    assert months.last_day("2024-02") == date(2024, 2, 29)
    assert months.next_month("2023-12") == "2024-01"
