"""What fell due of whom, and when it was done: the ground of standings and of on-time rates.

A duty is judged by its original day: an extension moves the day a light goes by, not the one that counts here; only a
suspension stops the clock, and a reopening sets it anew (docs/decisions/0012). A group answers by its own name, a body
that was renamed by its new one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import pace
from xiaxian_tasks.domain.days import Calendars, WorkDays, add_months, month_end
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import dues, is_full
from xiaxian_tasks.domain.lights import as_row
from xiaxian_tasks.domain.plan import Rules, Target
from xiaxian_tasks.domain.recurrence import due_day, grace_end
from xiaxian_tasks.domain.terms import STANDING

DAY = timedelta(days=1)
Names = Mapping[str, str]
TARGET, MILESTONE, TURN, CYCLE, RECEIPT = "target", "milestone", "turn", "cycle", "receipt"


class Duty(NamedTuple):
    """Something owed by a last day `due` (inclusive): `done` is the day it was done, None while it is not.

    `key` and `what` tell it apart inside its task; `bodies` owe it, those in `own` without leading the task. `since` is
    the first day of what a report is owed for.
    """

    sort: str
    task: str
    key: str
    what: str
    bodies: tuple[str, ...]
    due: date
    done: date | None
    own: tuple[str, ...] = ()
    since: date | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it was done in time."""
        return self.done is not None and self.done <= self.due


Span = tuple[date, date]


class Course(NamedTuple):
    """How a task's time ran: the days its duties are judged by, the spans it was suspended, the day it was ended; the
    spans from its closing to a reopening, and by body those from an acceptance on."""

    dues: dict[str, date]
    idle: tuple[Span, ...] = ()
    ended: date | None = None
    closed: tuple[Span, ...] = ()
    accepted: dict[str, tuple[Span, ...]] = {}

    def is_idle(self, on: date) -> bool:
        """Whether a day counts against nobody: suspended then, or ended before."""
        return any(first <= on <= last for first, last in self.idle) or (self.ended is not None and self.ended <= on)

    def has_done(self, body: str, since: date, until: date) -> bool:
        """Whether between two days the task was closed, or what a body did for it accepted: it owed nothing then."""
        spans = (*self.closed, *self.accepted.get(body, ()))
        return any(first <= until and since <= last for first, last in spans)


def course_of(state: TaskState, entries: Sequence[Entry]) -> Course:
    """The course of a task by the entries of its history that stand."""
    now, judged = dues(state.printed), dues(state.printed)
    idle: list[Span] = []
    since: date | None = None
    ended: date | None = None
    for entry in entries:
        moved = {key: date.fromisoformat(day) for key, day in entry.content.get("moved", {}).items()}
        if entry.kind == kinds.SUSPENSION:
            since = entry.at
        elif entry.kind == kinds.RESUMPTION:
            idle.append((since or entry.at, entry.at))
            since = None
            judged |= {key: judged[key] + (day - now[key]) for key, day in moved.items() if key in now}
        elif entry.kind == kinds.REOPENING:
            judged |= moved
        elif entry.kind in {kinds.TERMINATION, kinds.MERGER}:
            ended = entry.at
        if entry.kind in {kinds.RESUMPTION, kinds.EXTENSION_GRANT, kinds.REOPENING}:
            now |= moved
    if since is not None:
        idle.append((since, date.max))
    rests = _rests(entries, dict(state.life.renamed))
    return Course(judged, tuple(idle), ended, rests.pop("", ()), rests)


def _rests(entries: Sequence[Entry], names: Names) -> dict[str, tuple[Span, ...]]:
    """The spans from a closing (under "") or the acceptance of a body to what set to work again."""
    found: dict[str, list[Span]] = {}
    begun: dict[str, date] = {}
    for entry in entries:
        if entry.kind == kinds.CLOSURE:
            begun.setdefault("", entry.at)
        elif entry.kind == kinds.ACCEPTANCE:
            begun |= {body: begun.get(body, entry.at) for body in bodies_in(entry, names)}
        elif entry.kind in {kinds.REOPENING, kinds.RETURN}:
            ends = list(begun) if entry.kind == kinds.REOPENING else bodies_in(entry, names)
            for body in ends:
                if body in begun:
                    found.setdefault(body, []).append((begun.pop(body), entry.at))
    for body, day in begun.items():
        found.setdefault(body, []).append((day, date.max))
    return {body: tuple(spans) for body, spans in found.items()}


def duties(
    state: TaskState, entries: Sequence[Entry], span: Span, *, on: date = date.max, calendars: Calendars
) -> Iterator[Duty]:
    """The duties of a task that fell due between two days, both inclusive, by its whole history as far as it stands.

    Nothing is owed from before the plan's issue, or from before the task was added to it, and nothing of what was
    closed or accepted. What is due on the day `on` itself or later can still be done: of that only what is done counts.
    A turn falls due by what is known of working days at the end of its rule's month.
    """
    course, names = course_of(state, entries), dict(state.life.renamed)
    first, last = max(span[0], entries[0].at), span[1]
    found = (*_targets(state, course), *_milestones(state, course),
             *_turns(state, entries, lambda day: calendars.on(min(on, month_end(day)))),
             *_cycles(state, entries, first, last), *_receipts(state, entries))
    for duty in found:
        is_settled = duty.due < on or duty.is_kept
        if not first <= duty.due <= last or not is_settled or course.is_idle(duty.due):
            continue
        bodies = tuple(dict.fromkeys(names.get(body, body) for body in duty.bodies))
        if not duty.is_kept:
            since = duty.since or duty.due
            bodies = tuple(body for body in bodies if not course.has_done(body, since, duty.due))
        if bodies:
            own = tuple(body for body in bodies if body not in state.task.lead)
            yield duty._replace(bodies=bodies, own=own)


def done_on(state: TaskState) -> date | None:
    """The day from which all targets of a task were reached and all milestones delivered, by what was reported.

    None while they are not, or where nothing in it can be done for good.
    """
    days = [reached_on(state, target) for target in state.printed.targets]
    days += [state.done_on.get(milestone.id) for milestone in state.printed.milestones]
    return _last(days)


def completed_on(state: TaskState) -> date | None:
    """The day from which a task was done; where supervision is full, also accepted of every body."""
    done = done_on(state)
    if not is_full(state.life):
        return done
    return _last([done, *(each.accepted for each in state.parts)])


def _last(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def reached_on(state: TaskState, target: Target) -> date | None:
    """The first day from which the readings show a target reached and stayed so; its due day where only a reading of
    the last day settles it."""
    since: date | None = None
    for as_of, value in _values(state, target):
        if not pace.is_reached(target, value, as_of, target.due):
            since = None
        elif since is None:
            since = target.due if target.kind in STANDING else as_of
    return since


def _values(state: TaskState, target: Target) -> list[tuple[date, Decimal]]:
    """(as-of day, value) of a target, the last of each day; of a split the sum of its rows, a silent one counting 0."""
    rows = [part.id for part in target.parts] or [target.id]
    newest: dict[str, Decimal] = {}
    found: dict[date, Decimal] = {}
    readings = [(r.as_of, r.seq, row, r.value) for row in rows for r in state.series.get(row, ())]
    for as_of, _, of, value in sorted(readings):
        newest[of] = value
        found[as_of] = sum(newest.values(), Decimal(0))
    return sorted(found.items())


def _targets(state: TaskState, course: Course) -> Iterator[Duty]:
    task = state.printed
    for target in task.targets:
        due = course.dues.get(target.id)
        if due is None:
            continue
        judged = target._replace(due=due)
        yield Duty(TARGET, task.id, target.id, target.metric, state.task.lead, due, reached_on(state, judged))
        for part in target.parts:
            row = as_row(judged, part)
            if part.body not in state.task.lead:
                yield Duty(TARGET, task.id, part.id, target.metric, (part.body,), due, reached_on(state, row))


def _milestones(state: TaskState, course: Course) -> Iterator[Duty]:
    for milestone in state.task.milestones:
        due = course.dues.get(milestone.id) or course.dues.get("")
        if due is not None:
            bodies, done = milestone.bodies or state.task.lead, state.done_on.get(milestone.id)
            yield Duty(MILESTONE, state.task.id, milestone.id, milestone.what, bodies, due, done)


def _turns(state: TaskState, entries: Sequence[Entry], known: Callable[[date], WorkDays]) -> Iterator[Duty]:
    """Each day of each recurrence, due when its days of grace are over; done on the as-of day of its report."""
    said: dict[tuple[str, str], date] = {}
    for entry in entries:
        if entry.kind == kinds.REPORT and "occurrence" in entry.content and not entry.content.get("statement"):
            key = entry.content["recurrence"], entry.content["occurrence"]
            said.setdefault(key, date.fromisoformat(entry.content["as_of"]))
    for recurrence in state.task.recurrences:
        bodies = recurrence.bodies or state.task.lead
        for day in state.days.get(recurrence.id, ()):
            due = grace_end(recurrence, due_day(recurrence, day, state.task, known(day)), state.task.rules)
            done = said.get((recurrence.id, day.isoformat()))
            yield Duty(TURN, state.task.id, f"{recurrence.id}@{day}", recurrence.what, bodies, due, done)


def _cycles(state: TaskState, entries: Sequence[Entry], first: date, last: date) -> Iterator[Duty]:
    """A report for each whole cycle between issue and completion, due when its days of grace are over.

    Any report entered by then that speaks of the cycle or of a later day will do. Asked where silence turns a light
    grey: of a task that counts something, or has nothing at all to deliver; of a split, from each row's body too.
    """
    task = state.task
    if not task.targets and (task.milestones or task.recurrences):
        return
    reports = [e for e in entries if e.kind == kinds.REPORT and not e.content.get("statement")]
    asked = [(task.lead, "", reports, done_on(state))]
    for target in task.targets:
        for part in target.parts:
            own = [entry for entry in reports if entry.content.get("target") == part.id]
            asked.append(((part.body,), part.id, own, reached_on(state, as_row(target, part))))
    grace = timedelta(days=task.rules.grace)
    for begin, end in cycles(task.rules, first - grace, last - grace):
        if begin <= max(task.issued, entries[0].at):
            continue
        for bodies, key, own, done in asked:
            if done is None or done >= begin:
                spoke = _first_report(own, begin)
                yield Duty(CYCLE, task.id, f"{key}@{end}", f"{begin}..{end}", bodies, end + grace, spoke, since=begin)


def _first_report(reports: Sequence[Entry], begin: date) -> date | None:
    return min((e.at for e in reports if date.fromisoformat(e.content["as_of"]) >= begin), default=None)


def cycles(rules: Rules, first: date, last: date) -> Iterator[tuple[date, date]]:
    """(first, last day) of each reporting cycle that ends between two days, both inclusive."""
    begin = _cycle_begin(rules, first)
    while True:
        end = _cycle_end(rules, begin)
        if end > last:
            return
        if end >= first:
            yield begin, end
        begin = end + DAY


def _cycle_begin(rules: Rules, on: date) -> date:
    if rules.cycle == "week":
        return on - timedelta(days=on.weekday())
    if rules.cycle == "quarter":
        return date(on.year, on.month - (on.month - 1) % 3, 1)
    return on.replace(day=16) if rules.cycle == "half-month" and on.day > 15 else on.replace(day=1)


def _cycle_end(rules: Rules, begin: date) -> date:
    if rules.cycle == "week":
        return begin + timedelta(days=6)
    if rules.cycle == "quarter":
        return month_end(add_months(begin, 2))
    return begin.replace(day=15) if rules.cycle == "half-month" and begin.day == 1 else month_end(begin)


def _receipts(state: TaskState, entries: Sequence[Entry]) -> Iterator[Duty]:
    """Signing for what was dispatched: a body that refuses with a reason has answered as well."""
    names = dict(state.life.renamed)
    for place, entry in enumerate(entries):
        if entry.kind not in {kinds.DISPATCH, kinds.ASSIGNMENT} or not entry.content.get("receipt_due"):
            continue
        due = date.fromisoformat(entry.content["receipt_due"])
        for body in bodies_in(entry, names):
            later = entries[place + 1:]
            answers = (
                e.at for e in later if e.kind in {kinds.RECEIPT, kinds.REFUSAL} and body in bodies_in(e, names)
            )
            gone = (
                e.at for e in later
                if e.kind == kinds.ASSIGNMENT and "from" in e.content
                and names.get(e.content["from"], e.content["from"]) == body
            )
            answered, released = next(answers, None), next(gone, None)
            if answered is not None or released is None or released > due:
                yield Duty(RECEIPT, state.task.id, f"{entry.seq}", "", (body,), due, answered)


def bodies_in(entry: Entry, names: Names = MappingProxyType({})) -> tuple[str, ...]:
    """The bodies an entry is about, each under the name it goes on under."""
    told = tuple(entry.content.get("bodies", ())) or tuple(filter(None, (entry.content.get("body"),)))
    return tuple(dict.fromkeys(names.get(body, body) for body in told))
