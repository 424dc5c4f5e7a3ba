"""The county over time, asked of a ledger in grouped questions; on both engines."""

from datetime import date
from itertools import pairwise

from tests.store.ledgers import ISSUED, Told, adoption, task
from xiaxian_tasks.domain.terms import LIGHTS
from xiaxian_tasks.ports import DayRow, Query
from xiaxian_tasks.store.ledger import Ledger

SEPTEMBER, OCTOBER, NOVEMBER = date(2023, 9, 30), date(2023, 10, 31), date(2023, 11, 30)


def filled(ledger: Ledger) -> list[Told]:
    """Five tasks: one done and taken back, one done late, one withdrawn, one undated, one added later."""
    due = {"1": date(2023, 10, 31), "2": date(2023, 12, 31), "3": date(2023, 11, 15), "4": None, "5": None}
    tolds = [Told(task(number, due=day)) for number, day in due.items()]
    first, added = tolds[:4], tolds[4]
    ledger.adopt(adoption(*(told.task for told in first), entries=[told.adopted() for told in first]))
    ledger.append(*tolds[0].reported("200", at=date(2023, 10, 9)))
    ledger.append(*tolds[0].reported("201", at=date(2023, 10, 20)))
    ledger.append(*tolds[1].reported("50", at=date(2023, 10, 12)))
    ledger.append(*tolds[2].adopted(at=date(2023, 10, 25), withdrawn=True))
    ledger.append(*tolds[1].reported("200", at=date(2023, 11, 20)))
    ledger.append(*added.adopted(at=date(2023, 11, 21), added=True))
    return tolds


def test_each_day_counts_the_lights_that_stood_on_it(ledger: Ledger) -> None:
    filled(ledger)
    days = [ISSUED, SEPTEMBER, date(2023, 10, 9), OCTOBER, date(2023, 11, 20), NOVEMBER]
    found = ledger.course(days, SEPTEMBER).lights
    for day in days:
        listed = [light for _id, _plan, light, _reason in ledger.lights(Query(day))]
        counted = {row.light: row.tasks for row in found if row.day == day}
        assert {light: counted.get(light, 0) for light in LIGHTS} == {light: listed.count(light) for light in LIGHTS}
    assert {sum(row.tasks for row in found if row.day == day) for day in (SEPTEMBER, OCTOBER, NOVEMBER)} == {4, 3}


def test_a_plan_not_issued_yet_counts_nowhere(ledger: Ledger) -> None:
    filled(ledger)
    before = [date(2023, 8, 31), date(2023, 9, 19)]
    found = ledger.course(before, before[0])
    assert {row.tasks for row in found.lights} <= {0}
    assert found.finished == []
    assert found.due == []


def test_a_task_is_finished_once_however_often_it_is_reported_again(ledger: Ledger) -> None:
    filled(ledger)
    assert ledger.course([NOVEMBER], SEPTEMBER).finished == [(date(2023, 10, 9), 1), (date(2023, 11, 20), 1)]
    assert ledger.course([OCTOBER], SEPTEMBER).finished == [(date(2023, 10, 9), 1)]
    assert ledger.course([NOVEMBER], OCTOBER).finished == [(date(2023, 11, 20), 1)]


def test_what_stands_is_counted_by_its_due_day(ledger: Ledger) -> None:
    filled(ledger)
    found = {(row.day, row.light): row.tasks for row in ledger.course([OCTOBER], OCTOBER).due}
    assert found == {(date(2023, 10, 31), "done"): 1, (date(2023, 12, 31), "red"): 1, (None, "grey"): 1}
    later = ledger.course([NOVEMBER], OCTOBER).due
    assert DayRow(None, "grey", 2, "") in later
    assert sum(row.tasks for row in later) == 4


def test_one_walk_gives_what_one_question_a_day_gives(ledger: Ledger) -> None:
    filled(ledger)
    days = [SEPTEMBER, OCTOBER, NOVEMBER]
    together = ledger.course(days, SEPTEMBER).lights
    alone = [row for day in days for row in ledger.course([day], day).lights]
    assert sorted(together) == sorted(alone)
    assert all(first < second for first, second in pairwise(days))
