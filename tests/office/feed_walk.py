"""A ledger walked at random, and its calendars looked at after every step and on every day: nothing that is seen may
change unless its SEQUENCE rises, none may fall, none may rise for nothing, and what is due is what they hold."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tests.ledgers import TODAY
from tests.office.everything import WELLS_PLAN
from tests.store.desk_walk import BODIES, PEOPLE, TASKS, DeskWalk, Dice
from xiaxian_tasks.domain.agenda import horizon
from xiaxian_tasks.domain.awaited import SORTS
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.domain.feed import Dated, Shape
from xiaxian_tasks.domain.history import TaskState, fold
from xiaxian_tasks.domain.life import ENDED, is_full
from xiaxian_tasks.domain.terms import SETTLED
from xiaxian_tasks.domain.waits import answers_of
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.office import adopt, feeds, ways
from xiaxian_tasks.office.adopt import Papers
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.store.ledger import Ledger

WATER = BODIES[0]
SHAPES = {"": feeds.PLAIN, WATER: Shape(working=True), BODIES[1]: feeds.PLAIN}
"""Whose calendars are looked at, and how they are written."""

EDITS = (
    ('title = "修复输水管道"', 'title = "修复全部输水管道"'), ("due = 2023-12-31", "due = 2024-01-31"),
    ("BYMONTHDAY=5", "BYMONTHDAY=8"),
    ('[[tasks.recurrences]]\nwhat = "每月通报"\nrule = "FREQ=MONTHLY;BYMONTHDAY=5"', ""),
    ('title = "以电量定水量"\nlead = ["县水利局"]', 'title = "以电量定水量"\nlead = ["县住建局"]'),
    ('title = "以电量定水量"', 'title = "以电量定水量"\nsupport = ["县公安局"]'),
    ('title = "安装计量设施"\nlead = ["县水利局"]', 'title = "安装计量设施"\nlead = ["县水利局"]\n'
     '[[tasks.milestones]]\nwhat = "完成招标"\ndue = 2023-11-20'),
    ("value = 15", "value = 12"),
    ('[[tasks]]\nnumber = "2"\ntitle = "修复输水管道"\nlead = ["县水利局"]\ndue = 2023-12-31', ""),
)
"""What an edition of the plan may change; the last one has a measure less."""

EVER = datetime(2000, 1, 1, tzinfo=COUNTY_TIME)

Seen = dict[str, Dated]


class Look(NamedTuple):
    """What was seen last of a calendar, and on which day."""

    on: date
    seen: Seen


class FeedWalk(DeskWalk):
    """A ledger walked at random; `is_live` keeps the clock on the day that is walked, else it stands years later."""

    def __init__(self, ledger: Ledger, *, is_live: bool) -> None:
        super().__init__(ledger)
        self.is_live = is_live
        self.day += timedelta(days=5)
        self.seconds = 10 * 60 * 60
        self.looks = {body: Look(self.day, self._seen(body, self.day)) for body in SHAPES}

    def sit(self, on: date, by: str) -> Office:
        """Where somebody sits; the clock goes a second on each time."""
        self.seconds += 1
        today = self.day if self.is_live else TODAY
        moment = datetime(today.year, today.month, today.day, tzinfo=COUNTY_TIME) + timedelta(seconds=self.seconds)
        return Office(self.ledger, on=on, today=today, by=by, now=lambda: moment)

    def attempt(self, dice: Dice) -> str:
        """One step, an edition of the plan, or a change among the people; then the calendars are looked at."""
        yesterday = self.day
        before = self._written()
        if dice.pick(range(6)):
            said = super().attempt(dice)
        else:
            self.day += timedelta(days=dice.pick((0, 1)))
            said = self._otherwise(dice)
        is_late = self._newest_is_late(before)
        for days in range(1, (self.day - yesterday).days):
            self._look(yesterday + timedelta(days=days), is_late=is_late)
        self._look(self.day, is_late=is_late)
        return said

    def holds(self, task: str) -> None:
        """What the store keeps of a task is looked at elsewhere."""

    def rest(self, days: int) -> None:
        """Let days go by, and look on each."""
        for _ in range(days):
            self.day += timedelta(days=1)
            self._look(self.day, is_late=False)

    def _otherwise(self, dice: Dice) -> str:
        desk = self.sit(self.day, "王敏")
        kind = dice.pick(("edition", "edition", "people", "rename"))
        try:
            if kind == "edition":
                text = WELLS_PLAN
                for old, new in (dice.pick(EDITS), dice.pick(EDITS)):
                    text = text.replace(old, new)
                adopt.load(desk, Papers((("wells-23.toml", text.encode()),)))
            elif kind == "people":
                text = PEOPLE.replace(dice.pick(("水联络", "水局长", "公联络")), dice.pick(("新联络", "新局长")))
                adopt.load(desk, Papers(people=(("people.toml", text.encode()),)))
            else:
                ways.reorganise(desk, dice.pick(BODIES), dice.pick(("县水务局", "县城管局")), how="renamed")
        except XiaxianError as error:
            kind += f": {error.code}"
        self.written = self._written()
        return kind

    def _written(self) -> int:
        return sum(1 for _ in self.ledger.entries())

    def _newest_is_late(self, before: int) -> bool:
        """Whether what was written in this step counts from an earlier day than the one it was looked at on before."""
        newest = self.ledger.recent(max(self.written - before, 0)) if self.written > before else []
        return any(entry.at < self.day for entry in newest)

    def _seen(self, body: str, on: date) -> Seen:
        desk = self.sit(on, "王敏")
        found = feeds.feed(desk, body, SHAPES[body]).dates
        seen = {dated.event.uid: dated for dated in found}
        assert len(seen) == len(found), "a UID stands once"
        return seen

    def _look(self, on: date, *, is_late: bool) -> None:
        for body, (then, before) in self.looks.items():
            now = self._seen(body, on)
            for uid, old in before.items():
                if uid in now:
                    changed_rightly(old, now[uid], is_late=is_late)
                elif then < on or not body:  # a body that gains and loses a task within one day is not kept
                    left_rightly(old, then, on)
            self.looks[body] = Look(on, now)
        self._is_complete(on, self.looks[""].seen)

    def _is_complete(self, on: date, seen: Seen) -> None:
        """What is due by the histories, found by hand, is what the calendar of all holds."""
        span = horizon(on)
        due, asked = dict[str, tuple[date, bool]](), list[tuple[str, date]]()
        for task in TASKS:
            row, history = self.ledger.task(task, on), self.ledger.history(task)
            assert row is not None
            state = fold(history, self.sit(on, "王敏").lay_out, until=on)
            if not row.withdrawn and not (is_full(state.life) and state.life.stage in ENDED):
                due.update(duties(state))
                asked += [(wait.what, wait.due) for wait in answers_of(state) if wait.due]
        held = {
            uid: each.event.on for uid, each in seen.items()
            if not each.withdrawn and each.event.kind not in {*SORTS, "window"}
        }
        within = {uid: day for uid, (day, is_done) in due.items() if not is_done and span.first <= day <= span.last}
        assert within.items() <= held.items(), (on, within, held)
        assert held.items() <= {uid: day for uid, (day, _) in due.items()}.items(), (on, held, due)
        open_ones = Counter(
            (each.event.kind, each.event.on) for each in seen.values()
            if each.event.kind in SORTS and not each.withdrawn and each.event.light not in {"done", "grey"}
        )
        assert open_ones == Counter(pair for pair in asked if pair[1] <= span.last), (on, open_ones, asked)


def duties(state: TaskState) -> Iterator[tuple[str, tuple[date, bool]]]:
    """(UID, (day, whether it is done)) of everything a task has to do, from what it declares and what was reported."""
    task, before = state.task, f"{state.task.plan}.{state.task.number}."
    is_settled = is_full(state.life) and state.stage in SETTLED

    def one(key: str, day: date | None, *, is_done: bool) -> Iterator[tuple[str, tuple[date, bool]]]:
        if day is not None:
            yield f"{before}{key}@xiaxian-tasks", (day, is_done or is_settled)

    for target in task.targets:
        newest = state.newest(target.id)
        yield from one(target.id, target.due, is_done=newest is not None and newest.value >= target.value)
    for milestone in task.milestones:
        yield from one(milestone.id, milestone.due or task.due, is_done=milestone.id in state.done_on)
    for recurrence in task.recurrences:
        done = state.turns.get(recurrence.id, ())
        for day in state.days[recurrence.id]:
            if day in done or day > max(done, default=date.min):
                yield from one(f"{recurrence.id}.{day:%Y%m%d}", day, is_done=day in done)
    if not (task.targets or task.milestones or task.recurrences):
        yield from one("due", task.due, is_done=False)


def visible(dated: Dated) -> tuple[object, ...]:
    """What a reader sees of an event: all but SEQUENCE, stamp, and the day it is told of."""
    told = dated.told._replace(on=date.min) if dated.told else None
    return (*dated._replace(sequence=0, changed=EVER, told=None), told)


def changed_rightly(old: Dated, new: Dated, *, is_late: bool) -> None:
    """SEQUENCE rises with what is seen, never falls, and stands still with it, as the stamp does."""
    assert new.sequence >= old.sequence, (old, new)
    assert new.changed >= old.changed, (old, new)
    if visible(new) != visible(old):
        assert new.sequence > old.sequence, (old, new)
    elif not is_late:
        assert new == old, (old, new)


def left_rightly(old: Dated, then: date, on: date) -> None:
    """What was seen goes with a turn of the month alone: cancelled or done long ago, or behind the horizon."""
    assert (then.year, then.month) != (on.year, on.month), old
    span = horizon(on)
    if old.withdrawn or old.event.done_on:
        ended = old.event.gone_on or old.event.done_on
        assert ended is not None
        assert ended + timedelta(days=30) < span.on.replace(day=1), old
    else:
        assert old.event.on < span.first, old
