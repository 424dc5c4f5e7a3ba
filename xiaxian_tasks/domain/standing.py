"""Standing (排名): the points of each body over a span of days, each with its cause, and its rates.

A rule file says how many points what costs; the n-th time is counted within the calendar year. Leads answer for the
task, others for their own duties alone. Each month is judged by what stood on its last day, so that nothing later
changes it. Sources of the figures stand in the rule file, the choices in docs/decisions/0012.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from xiaxian_tasks.domain import duties
from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.days import Calendars, month_end
from xiaxian_tasks.domain.duties import CYCLE, MILESTONE, RECEIPT, TARGET, TURN, Duty, bodies_in, completed_on
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import LayOut, TaskState, fold, in_force, rows_of
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
    """The points of one event, the n-th of its cause in its year. `full` is what it costs by its line; less counts
    where its task has cost in the month what a task may."""

    event: Event
    time: int
    points: Decimal
    full: Decimal


class Rate(NamedTuple):
    """So many of so many."""

    made: int = 0
    of: int = 0

    def plus(self, *, is_made: bool) -> "Rate":
        """The rate with one more."""
        return Rate(self.made + is_made, self.of + 1)


NO_OFFICE, FEW = "no-office", "few-tasks"
"""Why a body has no rank: it is no single office, or answers for fewer tasks than the rules ask for."""


class Standing(NamedTuple):
    """Where a body stands: the mean of its months, each (its name, its score), in which it answered for something.

    Equal scores share a rank; `unranked` says why there is none.
    """

    body: str
    score: Decimal
    tasks: int
    points: tuple[Point, ...] = ()
    on_time: Rate = Rate()
    reported: Rate = Rate()
    approved: Rate = Rate()
    rank: int | None = None
    unranked: str = ""
    months: tuple[tuple[str, Decimal], ...] = ()


class Account(NamedTuple):
    """What one task brings to standings between two days of one year, both inclusive: who answers for it, and what
    happened.

    `bodies` lead the task or owe something of it; another body is counted once something happens to it.
    """

    task: str
    first: date
    last: date
    bodies: frozenset[str]
    duties: tuple[Duty, ...]
    events: tuple[Event, ...]
    approvals: tuple[tuple[date, str, bool], ...]
    """(day, body, whether it was accepted) of each answer to a body's request."""

    def called(self, name: Callable[[str], str]) -> "Account":
        """The account with its bodies under other names."""
        return self._replace(
            bodies=frozenset(map(name, self.bodies)),
            duties=tuple(duty._replace(bodies=tuple(map(name, duty.bodies))) for duty in self.duties),
            events=tuple(event._replace(body=name(event.body)) for event in self.events),
            approvals=tuple((day, name(body), is_accepted) for day, body, is_accepted in self.approvals),
        )


WEEKDAYS = Calendars()
"""No day differs from its weekday."""


def accounts_of(
    history: Sequence[Entry], lay_out: LayOut, span: duties.Span, *, on: date = date.max, ahead: int = 0,
    calendars: Calendars = WEEKDAYS,
) -> Iterator[Account]:
    """A task's accounts from day to day, both inclusive, each month by the entries that stood on its last day.

    Months between which nothing was recorded are one account. `on` is the day it is asked on, `ahead` how many calendar
    days before its day a task counts as completed early.
    """
    (first, last), was_ahead = span, None
    begin = first
    spans = [(sum(entry.at <= end for entry in history), end) for end in month_ends(first, last)]
    for _, months in groupby(spans, key=itemgetter(0)):
        end = [day for _, day in months][-1]
        known = _stood(history, end)
        if known:
            state = fold(known, lay_out)
            done = _ahead(state, known, ahead)
            if was_ahead is None:
                was_ahead = done is not None and _was_ahead(_stood(history, begin - duties.DAY), lay_out, ahead)
            early = () if done is None or was_ahead else (max(done, begin),)
            was_ahead = done is not None
            yield _account(state, known, (begin, end), early, on=on, calendars=calendars)
        begin = end + duties.DAY


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of each month of a span; of its last month the span's own last day."""
    end = month_end(first)
    while end < last:
        yield end
        end = month_end(end + duties.DAY)
    yield last


def _stood(history: Sequence[Entry], on: date) -> list[Entry]:
    """The entries that stood on a day; none of a task that was not there yet, or no longer."""
    found = in_force([entry for entry in history if entry.at <= on])
    if not found or found[0].kind != kinds.ADOPTION:
        return []
    newest = [entry for entry in found if entry.kind == kinds.ADOPTION][-1]
    return [] if newest.content.get("withdrawn") else found


def _account(
    state: TaskState, entries: Sequence[Entry], span: duties.Span, early: tuple[date, ...], *, on: date,
    calendars: Calendars,
) -> Account:
    (first, last), task, names = span, state.task, dict(state.life.renamed)
    fell = tuple(duties.duties(state, entries, span, on=on, calendars=calendars))
    events = [
        *_of_duties(fell), *_of_entries(state, entries),
        *(Event(day, task.id, 0, AHEAD, body) for day in early for body in task.lead),
    ]
    approvals = [
        (entry.at, body, entry.kind == kinds.ACCEPTANCE)
        for entry in entries if entry.kind in {kinds.ACCEPTANCE, kinds.RETURN}
        for body in bodies_in(entry, names)
    ]
    return Account(
        task.id, first, last,
        frozenset(task.lead) | own_duties(task),
        fell,
        tuple(event for event in events if first <= event.on <= last),
        tuple(each for each in approvals if first <= each[0] <= last),
    )


def _of_duties(fell: Iterable[Duty]) -> Iterator[Event]:
    """One event for each duty not kept; what one task has overdue on one day is one."""
    overdue: dict[Event, list[str]] = {}
    for duty in fell:
        if duty.is_kept:
            continue
        for body in duty.bodies:
            cause = _OF_DUTY[duty.sort]
            if cause == OVERDUE and body in duty.own:
                cause = OWN_OVERDUE
            seq = int(duty.key) if duty.sort == RECEIPT else 0
            event = Event(duty.due, duty.task, seq, cause, body)
            if cause in {OVERDUE, OWN_OVERDUE}:
                overdue.setdefault(event, []).append(duty.what)
            else:
                yield event._replace(what=duty.what)
    for event, whats in overdue.items():
        yield event._replace(what="、".join(dict.fromkeys(whats)))


def _of_entries(state: TaskState, entries: Sequence[Entry]) -> Iterator[Event]:
    """What entries cost by themselves; of one closing only the first relapse."""
    task, names, has_relapsed = state.task, dict(state.life.renamed), False
    for entry in entries:
        if entry.kind == kinds.CLOSURE:
            has_relapsed = False
        if entry.kind == kinds.RETURN:
            cause = RETURNED
        elif entry.kind == kinds.RECHECK and entry.content.get("found") == "relapsed" and not has_relapsed:
            cause, has_relapsed = RELAPSE, True
        elif entry.kind in {kinds.CHECK, kinds.ACCEPTANCE} and _found_less(state, entry):
            cause = UNTRUE
        else:
            continue
        for body in bodies_in(entry, names) or task.lead:
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


def _ahead(state: TaskState, entries: Sequence[Entry], days: int) -> date | None:
    """The day of a completion so many calendar days before the last of the task's judged days; not after a relapse."""
    judged, done = duties.course_of(state, entries).dues, completed_on(state)
    due = max(judged.values(), default=None)
    if not days or due is None or done is None or state.life.relapses:
        return None
    return done if (due - done).days >= days else None


def _was_ahead(entries: Sequence[Entry], lay_out: LayOut, days: int) -> bool:
    return bool(entries) and _ahead(fold(entries, lay_out), entries, days) is not None


def standings(
    accounts: Iterable[Account], rules: Scoring, first: date, last: date, *, no_office: Container[str] = frozenset()
) -> list[Standing]:
    """The bodies between two days, both inclusive: the ranked ones by score, then those without a rank, by name.

    The accounts must reach back to the 1 January of the first day's year, from which times are counted. What is in
    `no_office` has no rank.
    """
    tally = _Tally(first, last)
    for account in accounts:
        tally.add(account)
    points = _points(tally.events, rules, first)
    found = []
    for body, tasks in tally.tasks.items():
        own = tuple(points.get(body, ()))
        months = tuple((month, _score(rules, own, month)) for month in sorted(tally.months[body]))
        found.append(Standing(
            body, _mean([score for _, score in months]), len(tasks), own,
            tally.on_time.get(body, Rate()), tally.reported.get(body, Rate()), tally.approved.get(body, Rate()),
            unranked=NO_OFFICE if body in no_office else FEW if len(tasks) < rules.least else "", months=months,
        ))
    return _ranked(found)


class _Tally:
    """What accounts add up to, body by body; tasks, months and rates are of the days asked for alone."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.tasks: dict[str, set[str]] = {}
        self.months: dict[str, set[str]] = {}
        self.events: list[Event] = []
        self.on_time: dict[str, Rate] = {}
        self.reported: dict[str, Rate] = {}
        self.approved: dict[str, Rate] = {}

    def add(self, account: Account) -> None:
        """Add one account of a task."""
        self.events += account.events
        if account.last < self.first:
            return
        begin = max(account.first, self.first)
        months = {month_name(end) for end in month_ends(begin, account.last)}
        for body in account.bodies:
            self._answers(body, account.task, months)
        for event in account.events:
            if event.on >= self.first:
                self._answers(event.body, account.task, {month_name(event.on)})
        for duty in account.duties:
            if self.first <= duty.due <= self.last and duty.sort != RECEIPT:
                rates = self.reported if duty.sort == CYCLE else self.on_time
                for body in duty.bodies:
                    rates[body] = rates.get(body, Rate()).plus(is_made=duty.is_kept)
        for on, body, is_accepted in account.approvals:
            if self.first <= on <= self.last:
                self.approved[body] = self.approved.get(body, Rate()).plus(is_made=is_accepted)

    def _answers(self, body: str, task: str, months: set[str]) -> None:
        self.tasks.setdefault(body, set()).add(task)
        self.months.setdefault(body, set()).update(months)


def _points(events: Iterable[Event], rules: Scoring, first: date) -> dict[str, list[Point]]:
    """The points of each body from `first` on; the n-th time of a cause is counted through its calendar year.

    One task costs a body no more in a month than the rules let it.
    """
    times: dict[tuple[str, str, int], int] = {}
    cost: dict[tuple[str, str, str], Decimal] = {}
    found: dict[str, list[Point]] = {}
    for event in sorted(events):
        line = rules.line(event.cause)
        if line is None:
            continue
        key = event.body, event.cause, event.on.year
        times[key] = times.get(key, 0) + 1
        if event.on < first:
            continue
        points = full = line.at(times[key])
        if full < 0 and rules.most is not None:
            of = event.body, event.task, month_name(event.on)
            points = max(full, cost.get(of, Decimal(0)) - rules.most)
            cost[of] = cost.get(of, Decimal(0)) - points
        found.setdefault(event.body, []).append(Point(event, times[key], points, full))
    return found


def month_name(on: date) -> str:
    """A day's month as "2023-11"."""
    return f"{on:%Y-%m}"


def _score(rules: Scoring, points: Iterable[Point], month: str) -> Decimal:
    own = (point.points for point in points if month_name(point.event.on) == month)
    return max(rules.floor, min(rules.cap, rules.base + sum(own, Decimal(0))))


def _mean(scores: Sequence[Decimal]) -> Decimal:
    """The mean of months, rounded half up to two places; of one month its score as it is."""
    if len(scores) == 1:
        return scores[0]
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _ranked(found: list[Standing]) -> list[Standing]:
    ranked = sorted((each for each in found if not each.unranked), key=lambda each: (-each.score, each.body))
    scores = [each.score for each in ranked]
    others = sorted((each for each in found if each.unranked), key=lambda each: each.body)
    return [each._replace(rank=scores.index(each.score) + 1) for each in ranked] + others


def year_begin(first: date) -> date:
    """The day from which the accounts of a span must reach back."""
    return date(first.year, 1, 1)
