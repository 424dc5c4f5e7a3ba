"""Standing (排名): the points of each body over a span of days, each with its cause, and its rates.

A rule file says how many points what costs; the n-th time is counted within the calendar year. Leads answer for the
task, others for their own duties alone. Sources of the figures stand in the rule file, the choices in
docs/decisions/0012.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain import duties
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.duties import CYCLE, MILESTONE, RECEIPT, TARGET, TURN, Duty, bodies_in, completed_on
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState, rows_of
from xiaxian_tasks.domain.reporting import own_duties
from xiaxian_tasks.domain.scoring import (
    AHEAD,
    LATE_RECEIPT,
    MISSED_REPORT,
    MISSED_TURN,
    OVERDUE,
    OWN_OVERDUE,
    RELAPSE,
    RETURNED,
    UNTRUE,
    Scoring,
)

_OF_DUTY = {TARGET: OVERDUE, MILESTONE: OVERDUE, TURN: MISSED_TURN, CYCLE: MISSED_REPORT, RECEIPT: LATE_RECEIPT}


class Event(NamedTuple):
    """Something that counts: the cause, who answers, the task, its day, the entry it stands in (0: in none)."""

    on: date
    task: str
    seq: int
    cause: str
    body: str
    what: str = ""


class Point(NamedTuple):
    """The points of one event, the n-th of its cause in its year."""

    event: Event
    time: int
    points: Decimal


class Rate(NamedTuple):
    """So many of so many."""

    made: int = 0
    of: int = 0

    def plus(self, *, is_made: bool) -> "Rate":
        """The rate with one more."""
        return Rate(self.made + is_made, self.of + 1)


class Standing(NamedTuple):
    """Where a body stands. `rank` is None below the least count of tasks; equal scores share a rank."""

    body: str
    score: Decimal
    tasks: int
    points: tuple[Point, ...] = ()
    on_time: Rate = Rate()
    reported: Rate = Rate()
    approved: Rate = Rate()
    rank: int | None = None


class Account(NamedTuple):
    """What one task brings to standings: who answers for it, and what happened between two days.

    `bodies` lead the task or owe something of it; another body is counted once something happens to it.
    """

    bodies: frozenset[str]
    duties: tuple[Duty, ...]
    events: tuple[Event, ...]
    approvals: tuple[tuple[date, str, bool], ...]
    """(day, body, whether it was accepted) of each answer to a body's request."""


def account_of(
    state: TaskState, entries: Sequence[Entry], first: date, last: date, *, on: date = date.max, ahead: int = 0
) -> Account:
    """A task's account between two days, both inclusive, by its whole history as far as it stands.

    `on` is the day it is asked on, `ahead` how many calendar days before its day a task counts as completed early.
    """
    fell = tuple(duties.duties(state, entries, first, last, on=on))
    events = [*_of_duties(fell), *_of_entries(state, entries), *_ahead(state, entries, ahead)]
    approvals = [
        (entry.at, body, entry.kind == kinds.ACCEPTANCE)
        for entry in entries if entry.kind in {kinds.ACCEPTANCE, kinds.RETURN}
        for body in bodies_in(entry)
    ]
    return Account(
        frozenset(state.task.lead) | own_duties(state.task),
        fell,
        tuple(event for event in events if first <= event.on <= last),
        tuple(each for each in approvals if first <= each[0] <= last),
    )


def _of_duties(fell: Iterable[Duty]) -> Iterator[Event]:
    for duty in fell:
        if duty.is_kept:
            continue
        for body in duty.bodies:
            cause = _OF_DUTY[duty.sort]
            if cause == OVERDUE and body in duty.own:
                cause = OWN_OVERDUE
            seq = int(duty.key) if duty.sort == RECEIPT else 0
            yield Event(duty.due, duty.task, seq, cause, body, duty.what)


def _of_entries(state: TaskState, entries: Sequence[Entry]) -> Iterator[Event]:
    task = state.task
    for entry in entries:
        bodies = bodies_in(entry) or task.lead
        if entry.kind == kinds.RETURN:
            cause = RETURNED
        elif entry.kind == kinds.RECHECK and entry.content.get("found") == "relapsed":
            cause = RELAPSE
        elif entry.kind in {kinds.CHECK, kinds.ACCEPTANCE} and _found_less(state, entry):
            cause = UNTRUE
        else:
            continue
        for body in bodies:
            yield Event(entry.at, task.id, entry.seq, cause, body)


def _found_less(state: TaskState, entry: Entry) -> bool:
    """Whether a check found less than what had been reported by then for its day."""
    row: str = entry.content.get("target", "")
    target = next((each for each in state.printed.targets if row in {each.id, *rows_of(each)}), None)
    if target is None or "value" not in entry.content:
        return False
    as_of = date.fromisoformat(entry.content.get("as_of") or entry.at.isoformat())
    before = [r for r in state.series.get(row, ()) if r.seq < entry.seq and r.as_of <= as_of]
    if not before:
        return False
    found, told = Decimal(entry.content["value"]), before[-1].value
    return found > told if target.kind in {"lower_to", "at_most"} else found < told


def _ahead(state: TaskState, entries: Sequence[Entry], days: int) -> Iterator[Event]:
    """Completion so many calendar days before the last of the task's judged days."""
    judged, done = duties.course_of(state, entries).dues, completed_on(state)
    due = max(judged.values(), default=None)
    if days and due is not None and done is not None and (due - done).days >= days:
        for body in state.task.lead:
            yield Event(done, state.task.id, 0, AHEAD, body)


def standings(accounts: Iterable[Account], rules: Scoring, first: date, last: date) -> list[Standing]:
    """The bodies between two days, both inclusive: the ranked ones by score, then those without a rank, by name.

    The accounts must reach back to the 1 January of the first day's year, from which times are counted.
    """
    tally = _Tally()
    for account in accounts:
        tally.add(account, first, last)
    points = _points(tally.events, rules, first)
    found = [
        Standing(
            body, _score(rules, points.get(body, [])), tally.tasks[body], tuple(points.get(body, [])),
            tally.on_time.get(body, Rate()), tally.reported.get(body, Rate()), tally.approved.get(body, Rate()),
        )
        for body in tally.tasks
    ]
    return _ranked(found, rules.least)


class _Tally:
    """What accounts add up to, body by body."""

    def __init__(self) -> None:
        self.tasks: dict[str, int] = {}
        self.events: list[Event] = []
        self.on_time: dict[str, Rate] = {}
        self.reported: dict[str, Rate] = {}
        self.approved: dict[str, Rate] = {}

    def add(self, account: Account, first: date, last: date) -> None:
        """Add one task's account; rates are of the days asked for alone."""
        self.events += account.events
        called = {event.body for event in account.events if event.on >= first}
        for body in account.bodies.union(called):
            self.tasks[body] = self.tasks.get(body, 0) + 1
        for duty in account.duties:
            if first <= duty.due <= last and duty.sort != RECEIPT:
                rates = self.reported if duty.sort == CYCLE else self.on_time
                for body in duty.bodies:
                    rates[body] = rates.get(body, Rate()).plus(is_made=duty.is_kept)
        for on, body, is_accepted in account.approvals:
            if first <= on <= last:
                self.approved[body] = self.approved.get(body, Rate()).plus(is_made=is_accepted)


def _points(events: Iterable[Event], rules: Scoring, first: date) -> dict[str, list[Point]]:
    """The points of each body from `first` on; the n-th time of a cause is counted through its calendar year."""
    times: dict[tuple[str, str, int], int] = {}
    found: dict[str, list[Point]] = {}
    for event in sorted(events):
        line = rules.line(event.cause)
        if line is None:
            continue
        key = event.body, event.cause, event.on.year
        times[key] = times.get(key, 0) + 1
        if event.on >= first:
            point = Point(event, times[key], line.at(times[key]))
            found.setdefault(event.body, []).append(point)
    return found


def _score(rules: Scoring, points: Iterable[Point]) -> Decimal:
    return max(rules.floor, min(rules.cap, rules.base + sum((point.points for point in points), Decimal(0))))


def _ranked(found: list[Standing], least: int) -> list[Standing]:
    ranked = sorted((each for each in found if each.tasks >= least), key=lambda each: (-each.score, each.body))
    scores = [each.score for each in ranked]
    others = sorted((each for each in found if each.tasks < least), key=lambda each: each.body)
    return [each._replace(rank=scores.index(each.score) + 1) for each in ranked] + others


def year_begin(first: date) -> date:
    """The day from which the accounts of a span must reach back."""
    return date(first.year, 1, 1)
