"""What the ladder asks and what has to be said, reckoned day by day the long way: the same on random histories."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.ledger import CALENDARS, milestone, recurrence, target, task, told
from tests.domain.reckoned import to_say
from tests.domain.test_escalation import SHIPPED, said_of
from xiaxian_tasks.domain.causes import Day
from xiaxian_tasks.domain.days import DayOff, WorkDays
from xiaxian_tasks.domain.escalation import Said, asks
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.plan import Part, Rules, Task
from xiaxian_tasks.errors import XiaxianError

Dice = Any
"""A `random.Random` that hypothesis throws."""

HOLIDAY = WorkDays(
    [DayOff(date(2023, 9, 29) + timedelta(days=ahead), working=False) for ahead in range(8)]
    + [DayOff(date(2023, 10, 7), working=True), DayOff(date(2023, 10, 8), working=True)]
)
"""The autumn holiday of 2023 with its two made-up days."""

AGAIN = Ladder(rungs=tuple(
    rung._replace(cooldown=4) if rung.paper in {"reminder", "red"} else rung for rung in SHIPPED.rungs
))
"""The shipped ladder, with papers that are said again."""


def _random_task(dice: Dice) -> Task:
    body = ("甲镇", "乙镇")
    rules = Rules(near=dice.choice((None, 2, 5)))
    due = date(2023, 12, 31) if dice.random() < 0.5 else date(2023, 11, 18)
    split = (Part("t1.1", body[0], target("reach", "80").value), Part("t1.2", body[1], target("reach", "120").value))
    shapes = (
        lambda: task(target("reach", "200", due=due), rules=rules),
        lambda: task(target("reach", "200", parts=split), rules=rules),
        lambda: task(target("at_least", "90", "%", due=due), target("growth", "6", "%", id="t2"), rules=rules),
        lambda: task(target("at_most", "500", "万方", accumulates=True, due=due), rules=rules),
        lambda: task(milestones=(milestone("m1", due=due), milestone("m2", bodies=body)), rules=rules),
        lambda: task(recurrences=(recurrence("FREQ=MONTHLY;BYMONTHDAY=1,20"),), rules=rules),
        lambda: task(rules=rules),
    )
    made: Task = dice.choice(shapes)()
    return made


def _line(dice: Dice, of: Task, on: date) -> str:
    """One thing reported on a day; figures of an earlier day, and lower ones, among them."""
    if of.milestones:
        return f"{on} done {dice.choice(of.milestones).id}" if dice.random() < 0.3 else f"{on} note 已部署"
    if of.recurrences:
        return f"{on} turn r1@{dice.choice(('2023-10-01', '2023-10-20', '2023-11-01', '2023-11-20'))}"
    if not of.targets:
        return f"{on} note 已部署"
    goal = dice.choice(of.targets)
    row = dice.choice(goal.parts).id if goal.parts else goal.id
    value = f"{dice.randrange(0, int(goal.value * 13 // 10))}{goal.unit}"
    as_of = on - timedelta(days=dice.choice((0, 0, 0, 3, 12)))
    return f"{on} report {value} as of {max(as_of, date(2023, 9, 20))} correct for {row}"


def _story(dice: Dice, of: Task) -> list[tuple[date, str]]:
    days = sorted({date(2023, 9, 21) + timedelta(days=dice.randrange(0, 110)) for _ in range(dice.randrange(0, 7))})
    return [(day, _line(dice, of, day)) for day in days]


def _states(of: Task, story: list[tuple[date, str]]) -> dict[date, TaskState]:
    """The state from each day on; what is refused is left out."""
    kept: list[str] = []
    found = {date.min: told(of)}
    for day, line in story:
        try:
            found[day] = told(of, "\n".join([*kept, line]))
        except XiaxianError:  # a turn that was done, a day no turn falls on
            continue
        kept.append(line)
    return found


def _answered(dice: Dice, said: list[Said], on: date) -> list[Said]:
    """Some of what asks for an answer gets one."""
    return [
        each._replace(answered=on) if each.paper and each.answered is None and dice.random() < 0.03 else each
        for each in said
    ]


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=True))
def test_the_ladder_asks_what_has_to_be_said_and_nothing_else(dice: Dice) -> None:
    of = _random_task(dice)
    states = _states(of, _story(dice, of))
    ladder = dice.choice((SHIPPED, AGAIN))
    workdays = dice.choice((HOLIDAY, CALENDARS.on(date(2023, 9, 20))))
    said: list[Said] = []
    on = date(2023, 9, 20)
    while on < date(2024, 2, 10):
        on += timedelta(days=dice.choice((1, 1, 1, 1, 3)))
        state = states[max(day for day in states if day <= on)]
        said = _answered(dice, said, on)
        found = asks(state, ladder, said, Day(on, workdays))
        lines = {(each.duty, each.body, each.rung, each.cause, each.since, each.n) for each in found}
        assert lines == to_say(state, ladder, said, on, workdays), on
        assert len(lines) == len(found)
        said += [said_of(each, on) for each in found if dice.random() < 0.9]
    assert len({each.key for each in said}) == len(said)
