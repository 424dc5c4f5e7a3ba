"""What was seen of a task's events before and after each of its entries (版次): the ground of SEQUENCE, of stamps and
of what is cancelled.

A history is walked once. An entry touches an event where anything a calendar shows of it differs on the entry's day; a
change of contacts touches all events of a task. The steps of a light follow from there.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from datetime import date, datetime
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import DOMAIN, Event, answered, events_of
from xiaxian_tasks.domain.awaited import Moment, followed
from xiaxian_tasks.domain.days import COUNTY_TIME, Calendars
from xiaxian_tasks.domain.entries import ADOPTION, REPORT, Entry
from xiaxian_tasks.domain.feed import Contact, Figure
from xiaxian_tasks.domain.history import LayOut, TaskState
from xiaxian_tasks.domain.life import ENDED, is_full
from xiaxian_tasks.domain.lights import as_row, value_of
from xiaxian_tasks.domain.plan import Target, Task
from xiaxian_tasks.domain.projection import lit_since, support_of
from xiaxian_tasks.domain.terms import PAUSED, SETTLED, UNASSIGNED

Contacts = dict[str, Contact]
"""Whom to ask of each body."""


class Mark(NamedTuple):
    """A day on which contacts changed: as known from then on, and when that was recorded."""

    at: date
    recorded: datetime
    contacts: Contacts


class Watch(NamedTuple):
    """Who looks at a history, on which day: `own` are the names a body answers and answered to, none where all is
    looked at. `marks` are the changes of contacts known by that day, in order."""

    own: frozenset[str]
    on: date
    calendars: Calendars
    lay_out: LayOut
    marks: tuple[Mark, ...] = ()


class Around(NamedTuple):
    """What of a task stands with each of its events."""

    document: str
    clause: str
    lead: tuple[str, ...]
    support: tuple[str, ...]


class Look(NamedTuple):
    """An event as it is seen, and whether the one who looks has it."""

    event: Event
    figure: Figure | None
    is_own: bool


Looks = dict[str, Look]
"""By UID."""


class Stamp(NamedTuple):
    """How often an event was touched, the day its last touch counts from (date.min: the plan's own adoption, all days),
    and the moment it was recorded at the latest; `state` is the one after it."""

    touches: int
    at: date
    changed: datetime
    state: TaskState


class Gone(NamedTuple):
    """An event that is seen no more, as it was seen last, and when the entry that took it away was recorded."""

    look: Look
    around: Around
    stamp: Stamp
    recorded: datetime


class Past:
    """A task's history up to a day, walked.

    `stamps` of all events that are seen, `gone` of those that are not; `entered` is when it was recorded that an event
    is done as it is; `now` is the moment after the last entry.
    """

    def __init__(self, entries: Iterable[Entry], watch: Watch) -> None:
        self.watch = watch
        self.stamps: dict[str, Stamp] = {}
        self.gone: dict[str, Gone] = {}
        self.entered: dict[str, datetime] = {}
        self.is_standing = False
        self._days: list[date] = []
        self._written: list[tuple[date, datetime]] = []
        self._states: list[TaskState] = []
        self._now: Moment | None = None
        for moment in followed(entries, watch.lay_out):
            self._go_on(moment)

    @property
    def now(self) -> Moment:
        """The moment after the last entry."""
        assert self._now is not None, "a history begins with its adoption"
        return self._now

    @property
    def first(self) -> Stamp:
        """That of the plan's own adoption."""
        return Stamp(1, date.min, self._written[0][1], self._states[0])

    @property
    def contacts(self) -> Contacts:
        """Whom to ask of each body."""
        return self.watch.marks[-1].contacts if self.watch.marks else {}

    @property
    def is_seen(self) -> bool:
        """Whether anything of the task is due to anybody now."""
        return self.is_standing and not has_ended(self.now.state)

    @property
    def around(self) -> Around:
        """What stands with each event now."""
        return around_of(self.now.state.task)

    def state_on(self, day: date) -> TaskState:
        """The state after the entries that count from a day or before it."""
        return self._states[max(bisect_right(self._days, day) - 1, 0)]

    def looks(self, moment: Moment, on: date, *, is_standing: bool, answers: Sequence[str] | None = None) -> Looks:
        """Every event of a moment as seen on a day; with `answers` those of some answers alone, by their duties."""
        own, state, workdays = self.watch.own, moment.state, self.watch.calendars.on(on)
        is_bound = is_owing(state.task, own)
        duties = events_of(state, on, workdays, bodies=own or None) if answers is None else ()
        found = {event.uid: Look(event, figure_of(state, event), is_standing and is_bound) for event in duties}
        for duty in moment.answers if answers is None else answers:
            if duty in moment.answers:
                answer = moment.answers[duty]
                event = answered(state.task, answer, on, workdays)
                is_asked = event.gone_on is None and not (own and own.isdisjoint(answer.bodies))
                is_own = is_standing and is_asked and (is_bound or event.kind == "reply")
                found[event.uid] = Look(event, None, is_own)
        return found

    def _go_on(self, moment: Moment) -> None:
        entry, before = moment.entry, self._now
        stood = self.is_standing
        if entry.kind == ADOPTION:
            self.is_standing = not entry.content.get("withdrawn")
        standing = self.is_standing and not has_ended(moment.state)
        stood = stood and before is not None and not has_ended(before.state)
        narrow = touched_alone(before, moment) if before is not None and stood == standing else None
        if narrow is None or before is None:
            self._compare(before, moment, (stood, standing))
        else:
            self._touch(narrow, moment)
            self.entered |= dict.fromkeys(narrow, entry.recorded)
            if asked := _asked_otherwise(before, moment):
                self._compare(before, moment, (stood, standing), asked)
        self._now = moment
        self._days.append(entry.at if before else date.min)
        self._written.append((entry.at, entry.recorded))
        self._states.append(moment.state)

    def _compare(
        self, before: Moment | None, moment: Moment, standing: tuple[bool, bool], answers: Sequence[str] | None = None
    ) -> None:
        """Touch what looks otherwise after an entry than before it: on the day it counts from, and where it was written
        late on the day it was written."""
        entry = moment.entry

        def both(on: date) -> tuple[Looks, Looks]:
            old = self.looks(before, on, is_standing=standing[0], answers=answers) if before else {}
            return old, self.looks(moment, on, is_standing=standing[1], answers=answers)

        old, new = both(entry.at)
        touched = _differing(old, new)
        written = entry.recorded.astimezone(COUNTY_TIME).date()
        if entry.at < written <= self.watch.on:
            touched |= _differing(*both(written))
        if before is not None and around_of(before.state.task) != around_of(moment.state.task):
            touched = {**old, **new}.keys()
        self._touch(touched, moment)
        for uid, look in new.items():
            if look.event.done_on and (uid not in old or old[uid].event.done_on != look.event.done_on):
                self.entered[uid] = entry.recorded
        for uid, look in old.items():
            if look.is_own and before is not None and not (uid in new and new[uid].is_own):
                self.gone[uid] = Gone(look, around_of(before.state.task), self.stamps[uid], entry.recorded)
        for uid in (uid for uid, look in new.items() if look.is_own):
            self.gone.pop(uid, None)

    def _touch(self, uids: Iterable[str], moment: Moment) -> None:
        entry = moment.entry
        for uid in uids:
            stamp = self.stamps.get(uid)
            changed = max(stamp.changed, entry.recorded) if stamp else entry.recorded
            self.stamps[uid] = Stamp(stamp.touches + 1 if stamp else 1, lit_since(entry), changed, moment.state)

    def asked(self, until: Gone | None = None) -> list[Mark]:
        """The changes of contacts that show on the task's events, in order: of whoever led it from their day on. Of an
        event that is gone those before."""
        last = len(self._states) - 1
        if until is not None:
            last = next(place for place, state in enumerate(self._states) if state is until.stamp.state)
        leads = [frozenset(state.task.lead) for state in self._states[:last + 1]]
        found, before = list[Mark](), Contacts()
        for mark in self.watch.marks:
            first = max(bisect_right(self._written, (mark.at, mark.recorded)) - 1, 0)
            changed = {body for body in {**before, **mark.contacts} if before.get(body) != mark.contacts.get(body)}
            is_in_time = until is None or mark.at < until.stamp.at or mark.recorded <= until.recorded
            if is_in_time and any(not changed.isdisjoint(lead) for lead in leads[first:]):
                found.append(mark)
            before = mark.contacts
        return found


def _differing(old: Looks, new: Looks) -> Set[str]:
    return {uid for uid in {**old, **new} if old.get(uid) != new.get(uid)}


def uid_of(task: Task, duty: str) -> str:
    """The UID of a duty of a task."""
    return f"{task.plan}.{task.number}.{duty}@{DOMAIN}"


def key_of(task: Task, uid: str) -> str:
    """The duty of a task that a UID names."""
    return uid.removeprefix(f"{task.plan}.{task.number}.").removesuffix(f"@{DOMAIN}")


def around_of(task: Task) -> Around:
    """What stands with each event of a task."""
    return Around(task.document, task.clause or f"{task.section}{task.number}", task.lead, task.support)


def contacts_of(bodies: Sequence[str], contacts: Contacts) -> tuple[Contact, ...]:
    """Whom to ask of some bodies, in their order."""
    return tuple(contacts[body] for body in bodies if body in contacts)


def figure_of(state: TaskState, event: Event) -> Figure | None:
    """The figure of a target's event, a row's own."""
    if event.kind != "target":
        return None
    key = key_of(state.task, event.uid)
    target = target_named(state.task, key)
    value, as_of, _reported = value_of(state, target)
    return Figure(target.kind, target.value, target.unit, value, as_of)


def target_named(task: Task, key: str) -> Target:
    """A target by its id, or a row of one as a target of its own."""
    rows = ((part.id, as_row(target, part)) for target in task.targets for part in target.parts)
    return next(target for name, target in (*((each.id, each) for each in task.targets), *rows) if name == key)


def is_owing(task: Task, own: frozenset[str]) -> bool:
    """Whether a task is led or supported by one of some names; by anybody where there are none."""
    return not own or not own.isdisjoint((*(task.lead or (UNASSIGNED,)), *support_of(task)))


def has_ended(state: TaskState) -> bool:
    """Whether a task was terminated or merged: nothing of it is due any more."""
    return is_full(state.life) and state.life.stage in ENDED


def touched_alone(before: Moment, now: Moment) -> list[str] | None:
    """The UIDs an entry touches, where that is plain without looking at lights; None where it is not.

    So it is with most entries: a figure or a milestone is reported, or a step of the life-cycle shows nowhere.
    """
    old, new = before.state, now.state
    task = new.task
    if task != old.task or new.days != old.days or new.turns != old.turns:
        return None
    if not (task.targets or task.milestones or task.recurrences):
        return None if (new.noted, new.life) != (old.noted, old.life) else []
    if now.entry.kind != REPORT and new.life is not old.life and _resting(new) != _resting(old):
        return None
    if new.series == old.series and new.done_on == old.done_on:
        return []
    if any(target.period.start not in {task.issued, target.period.start.replace(month=1, day=1)}
           for target in task.targets) or any(milestone.start for milestone in task.milestones):
        return None
    keys = [target.id for target in task.targets if value_of(new, target) != value_of(old, target)]
    keys += [part.id for target in task.targets for part in target.parts if new.newest(part.id) != old.newest(part.id)]
    keys += [each.id for each in task.milestones if new.done_on.get(each.id) != old.done_on.get(each.id)]
    return [uid_of(task, key) for key in keys]


def _asked_otherwise(before: Moment, now: Moment) -> list[str]:
    """The duties of the answers an entry changed."""
    if now.answers is before.answers:
        return []
    return [duty for duty in {**before.answers, **now.answers} if before.answers.get(duty) != now.answers.get(duty)]


def _resting(state: TaskState) -> object:
    """What of the life-cycle lies over the lights of single duties."""
    if not is_full(state.life):
        return None
    stage = state.stage
    if stage in SETTLED:
        return "settled", state.life.closed, tuple(each.accepted for each in state.life.assignments), state.at
    return stage if stage in PAUSED else None
