"""Turns whose rule gives a day that is not worked: the next working day, the previous one, or the day itself."""

from datetime import date, datetime, timedelta

import pytest

from tests.domain.ledger import FAR, adopted, draft, history, recurrence, task
from tests.source import ROOT
from xiaxian_tasks import planfile
from xiaxian_tasks.domain.agenda import events_of
from xiaxian_tasks.domain.codec import decode, encode
from xiaxian_tasks.domain.days import Calendars, WorkDays
from xiaxian_tasks.domain.history import TaskState, fold
from xiaxian_tasks.domain.lights import light_of, steps_of
from xiaxian_tasks.domain.plan import Rules, Task
from xiaxian_tasks.domain.projection import replay, steps_since, waits_since
from xiaxian_tasks.domain.recurrence import due_day, laid_out
from xiaxian_tasks.domain.reporting import Call, report
from xiaxian_tasks.domain.stamped import Stamping, midnight
from xiaxian_tasks.domain.stamps import Past, Watch
from xiaxian_tasks.domain.terms import SHIFTS
from xiaxian_tasks.domain.waits import waits_of
from xiaxian_tasks.errors import Misused, NotFound

FILES = sorted((ROOT / "plans" / "holidays").glob("*.toml"))
READINGS = [planfile.read_holidays(path.read_bytes(), path.name) for path in FILES]
DAYS, ANNOUNCED = planfile.days_off(range(2022, 2027), [each.notice for each in READINGS if each.notice])
CALENDARS = Calendars(DAYS, ANNOUNCED)
ONE = timedelta(days=1)


def lay_out(of: Task) -> dict[str, tuple[date, ...]]:
    """The days of the recurrences, as known when the plan was issued."""
    return laid_out(of, CALENDARS.on(of.issued))


def state(rule: str, shift: str, issued: date = date(2023, 9, 20), until: date = date(2026, 12, 31)) -> TaskState:
    """A task with one recurrence that moves so."""
    of = task(recurrences=(recurrence(rule, shift=shift, until=until),), issued=issued, due=None)
    return fold(history(of), lay_out)


def dues(of: TaskState, on: date) -> list[date]:
    """The days its open turns fall due on, as known on a day."""
    return [event.on for event in events_of(of, on, CALENDARS.on(on)) if event.kind == "recurrence"]


@pytest.mark.parametrize(("rule", "shift", "issued", "expected"), [
    ("FREQ=MONTHLY;BYMONTHDAY=1", "next", "2023-09-20", ["2023-10-07", "2023-11-01", "2023-12-01"]),
    ("FREQ=MONTHLY;BYMONTHDAY=1", "previous", "2023-09-20", ["2023-09-28", "2023-11-01", "2023-12-01"]),
    ("FREQ=MONTHLY;BYMONTHDAY=1", "none", "2023-09-20", ["2023-10-01", "2023-11-01", "2023-12-01"]),
    ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=7", "next", "2023-09-20", ["2023-10-07"]),
    ("FREQ=MONTHLY;BYMONTHDAY=1", "previous", "2023-09-28", ["2023-10-01", "2023-11-01", "2023-12-01"]),
    ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "next", "2024-09-20", ["2024-10-08"]),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10,25", "next", "2024-01-20", ["2024-02-18", "2024-02-26"]),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10,25", "previous", "2024-01-20", ["2024-02-09", "2024-02-23"]),
])
def test_by_hand(rule: str, shift: str, issued: str, expected: list[str]) -> None:
    """The notices for 2023 and 2024: 2023-10-07 and 2024-02-18 are worked, 2024-10-01 to 07 and 02-10 to 17 are off."""
    day = date.fromisoformat(issued)
    found = state(rule, shift, day, date(day.year, 12, 31))
    assert [due.isoformat() for due in dues(found, day)] == expected


def test_light_wait_and_name_by_the_shifted_day() -> None:
    """2024-10-01 falls due on the 8th: late from the 9th, missed from the 12th; its name is the rule's."""
    found = state("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "next", date(2024, 9, 20))
    lit = {on: light_of(found, on, CALENDARS.on(on)).reason for on in (date(2024, 10, n) for n in (8, 9, 11, 12))}
    assert list(lit.values()) == ["near-due", "in-grace", "in-grace", "missed"]
    on = date(2024, 10, 8)
    event = next(events_of(found, on, CALENDARS.on(on)))
    assert (event.on, event.uid) == (on, "plan-23.1.r1.20241001@xiaxian-tasks")
    assert waits_of(found, CALENDARS.on(on))[0].due == on
    turn = light_of(found, on, CALENDARS.on(on)).recurrences[0]
    assert (turn.next, turn.missed, turn.by_rule) == (on, None, date(2024, 10, 1))


@pytest.mark.parametrize("named", ["2024-10-01", "2024-10-08", "r1@2024-10-08"])
def test_reported_under_both_days(named: str) -> None:
    """The entry names the rule's day, whichever was said."""
    found = state("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "next", date(2024, 9, 20))
    on = date(2024, 10, 8)
    content = report(Call(found, draft(f"turn {named}"), on, FAR, CALENDARS.on(on)))
    assert (content["recurrence"], content["occurrence"]) == ("r1", "2024-10-01")
    with pytest.raises(NotFound):
        report(Call(found, draft("turn 2024-10-09"), on, FAR, CALENDARS.on(on)))


def test_two_turns_on_one_day_have_to_be_told_apart() -> None:
    """Days 5 and 6 of October 2024 both fall due on the 8th."""
    found = state("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=5,6", "next", date(2024, 9, 20))
    on = date(2024, 10, 8)
    with pytest.raises(Misused, match="which-occurrence"):
        report(Call(found, draft("turn 2024-10-08"), on, FAR, CALENDARS.on(on)))


def test_a_notice_adopted_later_moves_a_turn_with_a_higher_sequence() -> None:
    """The notice for 2024 came on 2023-10-25: 2024-02-10 moves from Monday the 12th, as weekdays say, to the 18th."""
    of = state("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10", "next", until=date(2024, 12, 31)).task
    bare = Calendars((), [])
    told = Calendars(DAYS, ANNOUNCED)
    known = dict(ANNOUNCED)[2024]
    assert date(2023, 9, 20) < known < date(2023, 11, 20)

    def seen(on: date, calendars: Calendars) -> tuple[date, str, int, datetime]:
        past = Past([adopted(of)], Watch(frozenset(), on, calendars, lay_out))
        dated = Stamping(past, (), is_working=False).shown().dates[0]
        return dated.event.on, dated.event.uid, dated.sequence, dated.changed

    day = date(2023, 11, 20)
    before, after = seen(day, bare), seen(day, told)
    assert (before[0], after[0]) == (date(2024, 2, 12), date(2024, 2, 18))
    assert before[1] == after[1]
    assert after[2] > before[2]
    assert after[3] == midnight(known) > before[3]
    assert seen(known - ONE, told)[2:] == before[2:]


@pytest.mark.parametrize("shift", SHIFTS)
def test_projections_follow_later_notices(shift: str) -> None:
    """On every day from 2023-09-20 the kept light and waits are those by what was known on that day."""
    for days in ("BYMONTHDAY=1,15", "BYMONTH=2,10;BYMONTHDAY=10", "BYMONTHDAY=-1"):
        rule = f"FREQ=MONTHLY;{days}"
        found = state(rule, shift)
        kept = replay([adopted(found.task)], lay_out, CALENDARS)
        assert kept.steps == steps_since(found, date.min, CALENDARS)
        waits = waits_since(found, date.min, CALENDARS)
        for n in range(500):
            on = date(2023, 9, 20) + timedelta(days=n)
            shown = light_of(found, on, CALENDARS.on(on))
            step = [each for each in kept.steps if each.since <= on][-1]
            assert (step.light, step.reason) == (shown.light, shown.reason), on
            standing = [w for w in waits if w.since <= on and (w.until is None or w.until > on)]
            now = [w for w in waits_of(found, CALENDARS.on(on)) if w.since <= on and (w.until is None or w.until > on)]
            if shift != "none":
                assert [(w.key, w.due) for w in standing] == [(w.key, w.due) for w in now], on


def naive(day: date, shift: str, workdays: WorkDays) -> date:
    """The oracle: one step after another."""
    while shift != "none" and not workdays.is_working(day):
        day += ONE if shift == "next" else -ONE
    return day


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_day_of_a_year(year: int) -> None:
    """A daily rule against the oracle, as known early and late: in order, all on working days, of the same name."""
    for shift in SHIFTS:
        found = state("FREQ=DAILY", shift, date(year - 1, 12, 1))
        each = found.task.recurrences[0]
        for on in (date(year - 1, 6, 1), date(year, 12, 31)):
            workdays = CALENDARS.on(on)
            days = [day for day in found.days["r1"] if day.year == year]
            fall = [due_day(each, day, found.task, workdays) for day in days]
            assert fall == [naive(day, shift, workdays) for day in days]
            assert fall == sorted(fall)
            assert steps_of(found, workdays)


def test_the_key_of_the_plan_s_rule_and_old_entries() -> None:
    """A recurrence's own way goes before its plan's; a task without the key encodes as before."""
    of = task(recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=1"),), issued=date(2024, 9, 20))
    document = encode(of)
    assert "shift" not in str(document)
    assert decode(Task, document) == of
    moved = of._replace(rules=Rules(shift="next"))
    day, workdays = date(2024, 10, 1), CALENDARS.on(date(2024, 9, 20))
    assert due_day(moved.recurrences[0], day, moved, workdays) == date(2024, 10, 8)
    kept = moved.recurrences[0]._replace(shift="none")
    assert due_day(kept, day, moved, workdays) == day
    assert decode(Task, encode(moved)) == moved
